"""A decision as it would stand in the register, what it rests on, and how both are kept with the sign-off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from committees.powers import Actor
from decisions.models import LifeEntry
from decisions.procurement.rows import Row, row_from

#: The sort of step of a matter by which a row is published.
SIGNED_OFF = "signed_off"
#: The register is the same for every reader: for somebody who is not signed in.
ANYBODY = Actor()
_KEPT = "register"


@dataclass(frozen=True)
class Of:
    """Which decision: a committee's own ("resolution") or one taken outside a meeting ("outside"), and on which part."""

    sort: str
    pk: int
    limb: int | None = None

    @property
    def name(self) -> str:
        """For the name of a press."""
        return f"{self.sort}-{self.pk}-{self.limb or 0}"


@dataclass(frozen=True)
class RestsOn:
    """What a row was made of, so that it is known whether it still says the same.

    ``result``: the announcement or published outcome (key); ``links``: how long the chain of its sitting was;
    ``interests``: entries of the registers declared or found on it; ``left_out``: those of them that were redacted.
    """

    result: int | None = None
    links: int | None = None
    interests: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A decision as a row; ``why_not``: why it cannot be signed off, in a sentence, empty where it can."""

    of: Of
    row: Row
    rests_on: RestsOn
    why_not: str = ""


@dataclass(frozen=True)
class Signed:
    """A row that was signed off, with what it rested on then."""

    act: LifeEntry
    of: Of
    row: Row
    rests_on: RestsOn


def kept(entry: Entry) -> dict[str, Any]:
    """What is kept of a row with the act that signs it off."""
    return {_KEPT: {"of": asdict(entry.of), "row": entry.row.as_data(), "rests_on": asdict(entry.rests_on)}}


def signed_from(act: LifeEntry) -> Signed | None:
    """The row that an act signed off; None where it keeps none."""
    data = act.verdict.get(_KEPT)
    if not isinstance(data, Mapping):
        return None
    rests_on = {name: tuple(each) if isinstance(each, list) else each for name, each in data["rests_on"].items()}
    return Signed(act, Of(**data["of"]), row_from(data["row"]), RestsOn(**rests_on))


def signed_on(**which: Any) -> list[Signed]:
    """What was signed off and not signed off anew since; ``which`` of the acts, as for a filter. One query."""
    acts = LifeEntry.objects.filter(entry=SIGNED_OFF, replaced_by__isnull=True, **which)
    acts = acts.select_related("committee", "matter").order_by("pk")
    return [signed for act in acts if (signed := signed_from(act)) is not None]
