"""Where a part of a matter stands for a reader who may not know every decision on it: of another committee's private
decision neither its words, nor what it hangs on, nor what came of it, but that it is awaited."""

from __future__ import annotations

from dataclasses import replace

from committees.rights.words import listed
from committees.rights.world import Committee
from decisions.effects.grounds import Part
from decisions.effects.ready import Ground, Ready, State
from decisions.outside.kept import KeptDecisions

AWAITED = "Another committee's decision is awaited."
PRIVATE = "Decided in private."
UNTOLD = (AWAITED, PRIVATE)


def as_known(part: Part, kept: KeptDecisions, committee: Committee, *, held: bool) -> Part:
    """The part as it is told in the book of ``committee`` to whom ``kept`` is kept from; as it is where nothing is.

    The same is said of what another committee has before it in private, carried on conditions, had vetoed or refused: what
    is told apart is told. ``held``: that it cannot be done as the registers are is known to all who decided it.
    """
    behind = kept.committees(part.limb.pk)
    if not behind:
        return part
    known = tuple(each for each in part.grounds if (each.kind, each.key) not in kept.decisions)
    answer = part.answer
    used = tuple(each for each in answer.grounds if each in known)
    own, others = _undecided(part, committee)
    if part.effect is not None or answer.state is State.NOTHING or not (others or used != answer.grounds):
        return replace(part, grounds=known)
    if held and answer.state in (State.READY, State.UNLIKE):
        return replace(part, grounds=known, answer=Ready(state=State.UNLIKE, sentences=(PRIVATE,), grounds=used))
    last = AWAITED if behind - {committee.id} else PRIVATE
    return replace(part, grounds=known, answer=_answer(used, own, last))


def _undecided(part: Part, committee: Committee) -> tuple[list[str], list[str]]:
    """The CCGs (names) for which nothing is decided: the committee's own, and others."""
    decided = {code for each in part.answer.grounds for code in each.ccgs}
    left = [ccg for ccg in part.ccgs if ccg.code not in decided]
    return [ccg.name for ccg in left if ccg in committee.ccgs], [ccg.name for ccg in left if ccg not in committee.ccgs]


def _answer(used: tuple[Ground, ...], own: list[str], last: str) -> Ready:
    ended = tuple(dict.fromkeys(each.ended for each in used if each.ended))
    if ended:
        return Ready(state=State.ENDED, sentences=ended, grounds=used)
    waits = [
        *([f"It is not decided for {listed(own)}."] if own else []),
        *(text for each in used for text in each.waits),
    ]
    return Ready(state=State.WAITS, sentences=tuple(dict.fromkeys([*waits, last])), grounds=used)
