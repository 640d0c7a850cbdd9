"""The chair's menu in words: each named ruling, and what it leaves to the person."""

from __future__ import annotations

from dataclasses import dataclass

from committees.rights.conflicts import PRESETS
from committees.rights.words import listed, sentence_case
from committees.rights.world import Effects
from committees.terms import Handling, InRoom

#: What a ruling of full part is called where the secretary proposes to dismiss what was found.
NO_CONFLICT = "not a conflict here: takes full part"
#: The ruling that a form proposes; the chair rules as the chair sees fit. A choice of this build: no source names one.
PROPOSED = Handling.LEAVES_FOR_ITEM


@dataclass(frozen=True)
class Preset:
    """A named ruling as a form offers it. ``hint``: what it leaves to the person; ``chosen``: it is proposed."""

    value: str
    label: str
    hint: str
    chosen: bool


def menu(*, dismissing: bool = False) -> tuple[Preset, ...]:
    """Every named ruling. ``dismissing``: to dismiss is proposed, and so the ruling that this is no conflict."""
    proposed = Handling.FULL_PART if dismissing else PROPOSED
    return tuple(
        Preset(
            each.value,
            NO_CONFLICT if dismissing and each is proposed else each.label,
            effects_words(on),
            each is proposed,
        )
        for each, on in PRESETS.items()
    )


def effects_words(effects: Effects) -> str:
    """ "Gets the papers, stays in the room and speaks; no vote, and no place in the quorum." """
    has = ["gets the papers"] if effects.papers else []
    has += {InRoom.YES: ["stays in the room"], InRoom.DISCUSSION: ["is there for the discussion"]}.get(effects.room, [])
    has += [word for given, word in ((effects.speaks, "speaks"), (effects.votes, "votes")) if given]
    has += ["counts to the quorum"] if effects.quorum else []
    lacks = ["no papers"] if not effects.papers else []
    lacks += ["out of the room"] if effects.room is InRoom.NO else []
    lacks += ["out of the room for the decision"] if effects.room is InRoom.DISCUSSION else []
    lacks += ["does not speak"] if not effects.speaks and effects.room is not InRoom.NO else []
    lacks += ["no vote"] if not effects.votes else []
    lacks += ["not counted to the quorum"] if not effects.quorum else []
    return sentence_case("; ".join(part for part in (listed(has), listed(lacks)) if part)) + "."
