"""Outside a meeting nobody rules on a conflict of interest: whoever is in conflict on a matter has no part in it.

In a meeting the chair may let somebody with an interest speak or even vote; between meetings there is no chair to ask, and
what the registers show is enough (derived).
"""

from __future__ import annotations

from collections.abc import Iterator

from committees.rights.conflicts import conflicts_of, name_of
from committees.rights.reasons import Reason, Source
from committees.rights.world import Room
from committees.terms import Act

NOBODY_RULES = Source(
    "Outside a meeting nobody rules on a conflict of interest: who is in conflict on a matter has no part in it",
    derived=True,
)
ANOTHER = "Somebody of the same standing who is not in conflict, or the committee in a meeting."


def kept_out(
    act: Act,
    room: Room,
    *people: int | None,
    cannot: str = "",
    who_can: str = ANOTHER,
    chains: tuple[str, ...] = (),
) -> Iterator[Reason]:
    """Why these people may not do ``act``, an interest at a time. ``chains``: how the registers tie it to the matter.

    ``cannot`` ends the sentence, where it is not the act itself that they may not do.
    """
    for person in dict.fromkeys(each for each in people if each is not None):
        name = name_of(person, room)
        why = f": {'; '.join(chains)}" if chains else ""
        for conflict in conflicts_of(person, room):
            nature = f" ({conflict.nature.rstrip('. ')})" if conflict.nature else ""
            ends = cannot or f"may not {act.label}"
            text = f"{name} has an interest in this matter{nature}{why}."
            text += f" Outside a meeting nobody rules on it, so {name} {ends}."
            yield Reason(f"{act}.in_conflict", text, NOBODY_RULES, who_can=who_can)
