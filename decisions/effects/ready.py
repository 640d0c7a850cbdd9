"""Whether what was decided on a part of a matter can change a register by now, from which day, or what is waited for.

Pure: the decisions in, an answer out. It is decided once each CCG of the matter has a decision for it, and takes effect once
none of those waits for anything any more. Of two decisions for one CCG the later is what counts; one that was vetoed was
never made. What was recommended, a view or a ratification is no decision here: whoever loads the decisions leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from committees.kinds import KINDS, DecisionKind, facts
from committees.kinds.declared import Given
from committees.rights.words import day_words, listed, lower_first
from committees.terms import Verb
from decisions.effects.frozen import Frozen
from practices.changes import Change


class State(StrEnum):
    """Where the effect of a part stands."""

    NOTHING = "nothing"  # it changes no register
    WAITS = "waits"  # for decisions, windows, conditions
    ENDED = "ended"  # refused, or without effect
    UNKNOWN = "unknown"  # decided, and on which facts is not on record
    UNLIKE = "unlike"  # decided on facts that do not fit together
    READY = "ready"


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """One decision on a part, for some CCGs of its matter (codes).

    ``by``: who decided, in words; ``committee``: its key. ``moment``: orders decisions. ``passed_on``: from which day
    nothing of it is awaited any more; else ``waits`` says for what, or ``ended`` why it never takes effect; ``refused``:
    because it was refused. ``frozen``: the facts it was made on; None: not on record, and those stated now are taken.
    """

    kind: str  # "resolution" or "outside"
    key: int
    committee: int
    by: str
    what: str  # "Kingston on 14 April 2016 (item 1)"
    ccgs: frozenset[str]
    decided_on: date
    moment: datetime
    verb: Verb
    passed_on: date | None = None
    waits: tuple[str, ...] = ()
    ended: str = ""
    refused: bool = False
    frozen: Frozen | None = None


@dataclass(frozen=True, kw_only=True)
class Ready:
    """The answer. ``day``: from which day it holds, once ready; ``sentences``: what is waited for, or why not; ``on``: the
    kind and the facts that it was decided on.
    """

    state: State
    sentences: tuple[str, ...] = ()
    day: date | None = None
    changes: tuple[Change, ...] = ()
    grounds: tuple[Ground, ...] = ()
    on: tuple[DecisionKind, Given] | None = None

    def since(self, day: date) -> tuple[Change, ...]:
        """What it changes where it holds from this day on only, for it could not be made before."""
        return self.on[0].effect(self.on[1], day) if self.on is not None and day != self.day else self.changes

    @property
    def committee(self) -> int | None:
        """In whose book it is written: of the committee that decided last."""
        last = max(self.grounds, key=lambda ground: ground.moment, default=None)
        return last.committee if last is not None else None


def ready(stated: Frozen, grounds: Iterable[Ground], names: Mapping[str, str]) -> Ready:
    """Whether a part can take effect. ``stated``: kind, facts and CCGs as they are now; ``names``: of CCGs, by code."""
    kind = KINDS.get(stated.kind)
    found = sorted(grounds, key=lambda ground: (ground.moment, ground.kind, ground.key))
    if kind is None or not kind.changes_something:
        return Ready(state=State.NOTHING)
    needed = sorted({*stated.ccgs, *(code for each in found if each.frozen for code in each.frozen.ccgs)})
    by_ccg = {code: _latest(found, code) for code in needed}
    used = tuple(ground for ground in found if ground in by_ccg.values())
    ended = tuple(dict.fromkeys(ground.ended for ground in used if ground.ended))
    if ended:
        return Ready(state=State.ENDED, sentences=ended, grounds=used)
    waits = [*_undecided(by_ccg, names), *(text for ground in used for text in ground.waits)]
    if waits:
        return Ready(state=State.WAITS, sentences=tuple(dict.fromkeys(waits)), grounds=used)
    return _on_the_facts(stated, used)


def _latest(grounds: list[Ground], code: str) -> Ground | None:
    return next((ground for ground in reversed(grounds) if code in ground.ccgs), None)


def _undecided(by_ccg: Mapping[str, Ground | None], names: Mapping[str, str]) -> Iterable[str]:
    left = [names.get(code, code) for code, ground in by_ccg.items() if ground is None]
    if not by_ccg:
        yield "The matter names no CCG, so nobody decides it."
    elif left:
        yield f"It is not decided for {listed(left)}."


@dataclass(frozen=True)
class _Found:
    ground: Ground
    kind: DecisionKind
    given: Given


def _on_the_facts(stated: Frozen, used: tuple[Ground, ...]) -> Ready:
    """Everything has passed: what it changes, and from which day."""
    read = [_read(ground, stated) for ground in used]
    left_out = tuple(dict.fromkeys(each for each in read if isinstance(each, str)))
    if left_out:
        return Ready(state=State.UNKNOWN, sentences=left_out, grounds=used)
    decided = [each for each in read if isinstance(each, _Found)]
    day = max(_day(each, used) for each in decided)
    changes = [each.kind.effect(each.given, _day(each, used)) for each in decided]
    if any(each != changes[0] for each in changes):
        return Ready(state=State.UNLIKE, sentences=(_unlike(decided),), grounds=used)
    if not changes[0]:
        return Ready(state=State.NOTHING, grounds=used)
    on = (decided[0].kind, decided[0].given)
    return Ready(state=State.READY, day=day, changes=changes[0], grounds=used, on=on)


def _read(ground: Ground, stated: Frozen) -> _Found | str:
    """The facts of one decision; why they are not known, where they are not.

    A decision of another day, known as it was published, was made on facts that nobody may have stated then: those stated
    since are taken. What was decided here was decided on what was stated then, and on nothing that was stated later.
    """
    on = ground.frozen if ground.frozen is not None else stated
    kind = KINDS.get(on.kind)
    given = facts.given(kind, on.matter, on.part) if kind is not None else {}
    if kind is not None and not facts.missing(kind, given):
        return _Found(ground, kind, given)
    return f"{ground.what}: on which facts it was decided is not on record, so nothing is changed."


def _day(found: _Found, used: tuple[Ground, ...]) -> date:
    """The later of the day that the facts name and the day on which the last thing passed."""
    stated = found.given.get(found.kind.from_day)
    passed = [ground.passed_on for ground in used if ground.passed_on is not None]
    return max([*passed, *([stated] if isinstance(stated, date) else [])])


def _unlike(decided: list[_Found]) -> str:
    """Which facts the decisions differ on."""
    first = decided[0]
    labels = [
        fact.label
        for fact in first.kind.facts
        if any(each.given.get(fact.key) != first.given.get(fact.key) for each in decided)
    ]
    whose = listed(each.ground.what for each in decided)
    on = listed(lower_first(label) for label in labels) if labels else "another kind of decision"
    return (
        f"{whose} were decided on different facts: {on}. Nothing is changed until they have decided on the same: bring it "
        "back to one of them."
    )


def plan(stated: Frozen, today: date) -> tuple[tuple[Change, ...], date] | None:
    """What a part would change as its facts are stated now, and from which day at the earliest; None: not known yet."""
    kind = KINDS.get(stated.kind)
    given = facts.given(kind, stated.matter, stated.part) if kind is not None else {}
    if kind is None or not kind.changes_something or facts.missing(kind, given):
        return None
    if facts.wrong(kind, stated.matter, stated.part):
        return None
    named = given.get(kind.from_day)
    day = max(named, today) if isinstance(named, date) else today
    return kind.effect(given, day), day


def coming(answer: Ready, today: date) -> str:
    """From which day something that is ready holds, in a sentence."""
    if answer.state is not State.READY or answer.day is None or answer.day <= today:
        return ""
    return f"It takes effect on {day_words(answer.day)}."
