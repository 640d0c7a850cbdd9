"""The facts on which a decision was made, kept with it: what is stated anew later changes nothing of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from committees.terms import Route, Verb
from decisions.models import Act, Announcement, Limb, Matter, Opening, OutsideDecision

#: Where in the verdict of an opening of the voting, or of what was noted without one, the facts are kept.
KEY = "facts"
#: Where in what a decision outside a meeting rests on the verb of each part is kept.
VERBS = "verbs"


@dataclass(frozen=True)
class Frozen:
    """A kind, the facts of a matter and of one part as they were, and the CCGs (codes) that the matter named."""

    kind: str
    matter: dict[str, Any] = field(default_factory=dict)
    part: dict[str, Any] = field(default_factory=dict)
    ccgs: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        return {"kind": self.kind, "matter": self.matter, "part": self.part, "ccgs": list(self.ccgs)}


def as_stated(matter: Matter, limb: Limb, ccgs: Iterable[str] = ()) -> Frozen:
    """The facts as they are stated now."""
    return Frozen(matter.kind, dict(matter.facts), dict(limb.facts), tuple(sorted(ccgs)))


def kept_with(acts: Iterable[Act]) -> Frozen | None:
    """What the first of these keeps; None where none does: it was decided before facts were kept, or on none."""
    found = ((act.verdict or {}).get(KEY) for act in acts)
    data = next((each for each in found if each), None)
    return _read(data) if data else None


def _read(data: dict[str, Any]) -> Frozen:
    return Frozen(data.get("kind", ""), data.get("matter", {}), data.get("part", {}), tuple(data.get("ccgs", ())))


def to_freeze(act: Act, matter: Matter, limb: Limb, ccgs: Iterable[str], before: Iterable[Act]) -> Frozen | None:
    """What is kept with an opening, or with what was noted without a vote; None with any other act.

    ``before``: acts of the same decision whose facts it keeps, where its record is put right.
    """
    noted = isinstance(act, Announcement) and act.opening_id is None and not act.void
    if not (isinstance(act, Opening) or noted):
        return None
    found = kept_with(before)
    return found or (as_stated(matter, limb, ccgs) if matter.kind else None)


def was_there(row: OutsideDecision, limb: Limb) -> bool:
    """Whether a decision outside a meeting decided a part: not one that was added after it."""
    parts = (row.verdict or {}).get("matter", {}).get("parts")
    return parts is None or str(limb.pk) in parts


def verb_outside(row: OutsideDecision, limb: Limb) -> Verb:
    """By which word a decision outside a meeting decided a part: chair's action by the part's own as it was then.

    As it is now, where it was made before that was kept.
    """
    if row.route != Route.CHAIRS_ACTION:
        return Verb(row.verb)
    kept = (row.verdict or {}).get("matter", {}).get(VERBS, {})
    return Verb(kept.get(str(limb.pk), limb.verb))


def of_outside(row: OutsideDecision, limb: int) -> Frozen | None:
    """What a decision outside a meeting was made on, for one part; None where it was made before facts were kept.

    LookupError where the part was not there when it was made: it decided nothing of it.
    """
    relied_on = (row.verdict or {}).get("matter", {})
    parts = relied_on.get("parts")
    if parts is None:
        return None
    found = parts[str(limb)]
    return Frozen(relied_on["kind"], relied_on["facts"], found, tuple(relied_on.get("ccgs", ())))
