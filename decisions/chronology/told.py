"""How a chronology names people, committees and parts; and what of an interest it leaves out."""

from __future__ import annotations

from dataclasses import dataclass, field

from committees.rights.words import listed
from decisions.chronology.gather import Gathered
from decisions.readers import LEFT_OUT


@dataclass
class Told:
    """``left_out``: interests (keys) of which a guardian leaves out the details, for this reader. ``kept``: that something
    which was decided on the matter may be kept from them."""

    rows: Gathered
    left_out: frozenset[int] = frozenset()
    natures: tuple[tuple[int, str], ...] = field(default=())
    kept: bool = False

    def person(self, pk: int | None) -> str:
        return self.rows.people.get(pk, "somebody") if pk else ""

    def account(self, pk: int | None) -> str:
        return self.rows.accounts.get(pk, "") if pk else ""

    def people(self, keys) -> str:
        return listed(dict.fromkeys(self.person(pk) for pk in keys))

    def nature(self, row) -> str:
        """What an interest is, as a declaration, a match or the register says it."""
        return LEFT_OUT if self.hides(row) else row.nature

    def hides(self, row) -> bool:
        return getattr(row, "interest_id", None) in self.left_out

    def without(self, person: int | None, text: str) -> str:
        """Words about somebody without what is left out of their interests."""
        for pk, nature in self.natures:
            if pk == person and nature:
                text = text.replace(nature, LEFT_OUT)
        return text


def part_words(limb) -> str:
    """ "part (a): ", nothing where the matter is in one piece."""
    return f"Part ({limb.letter}): " if limb is not None and limb.letter else ""
