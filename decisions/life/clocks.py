"""The clocks of a matter: what started each, when it runs out, and whether what it is for was done in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from committees.kinds import KINDS
from committees.kinds.clocks import running
from committees.kinds.declared import Clock, DecisionKind, Sort, Start
from committees.kinds.facts import given
from committees.rights.words import day_words, listed, lower_first
from decisions.life.dates import decided_on, stated_day
from decisions.life.decided import Decided
from decisions.life.steps import Course
from decisions.models import EffectApplied, Limb, Matter

#: Which step of the matter meets a clock, by the clock's key; "decided" is the decision itself. Of a clock that is not
#: here it is told by a step "time limit kept".
MET_BY: Mapping[str, str] = {"acknowledge": "acknowledged", "decide": "decided", "apply": "received"}
DECIDED = "decided"


@dataclass(frozen=True)
class Ticking:
    """A clock that has started. ``parts``: of which parts, by letter, empty for the whole. ``met_on``: when it was done.

    ``stopped_on``: the matter was withdrawn, and nothing is to be done about it any more.
    """

    clock: Clock
    started_on: date
    ends_on: date
    parts: tuple[str, ...] = ()
    met_on: date | None = None
    stopped_on: date | None = None

    def overdue(self, today: date) -> bool:
        """Its last day has passed, and nothing tells that it was kept."""
        return self.waits and self.ends_on < today

    @property
    def late(self) -> bool:
        """It was done, and after its last day."""
        return self.clock.sort is Sort.DEADLINE and self.met_on is not None and self.met_on > self.ends_on

    @property
    def waits(self) -> bool:
        """Something is to be done about it."""
        return self.clock.sort is Sort.DEADLINE and self.met_on is None and self.stopped_on is None

    @property
    def words(self) -> str:
        """What it says: "Acknowledge the application: by 8 March 2016, the commissioner"."""
        until = {Sort.DEADLINE: "by", Sort.EARLIEST: "not before", Sort.BAR: "no new application before"}
        letters = listed(f"({each})" for each in self.parts)
        of = f", {'parts' if len(self.parts) > 1 else 'part'} {letters}" if letters else ""
        who = f", {self.clock.who}" if self.clock.who else ""
        return f"{self.clock.label}{of}: {until[self.clock.sort]} {day_words(self.ends_on)}{who}"

    @property
    def since(self) -> str:
        """What started it: "The application was received on 1 March 2016"."""
        unit = self.clock.unit.label if self.clock.count != 1 else self.clock.unit.label.removesuffix("s")
        way = "before" if self.clock.before else "after"
        return f"{self.clock.count} {unit} {way} {day_words(self.started_on)}, {_begun(self.clock)}"

    def state(self, today: date) -> tuple[str, str]:
        """Where it stands, in words and a colour."""
        if self.clock.sort is not Sort.DEADLINE:
            return ("passed", "grey") if self.ends_on <= today else ("runs", "blue")
        if self.met_on is not None:
            return ("late", "orange") if self.late else ("in time", "green")
        if self.stopped_on is not None:
            return ("stopped: withdrawn", "grey")
        return ("overdue", "red") if self.overdue(today) else ("runs", "blue")


def _begun(clock: Clock) -> str:
    if clock.start is Start.FACT:
        return "a day among the facts"
    return (
        f"on which {lower_first(clock.start.label)}" if clock.start is not Start.EFFECT else "from which it has effect"
    )


def clocks_of(
    matter: Matter,
    limbs: Iterable[Limb],
    course: Course,
    decided: Iterable[Decided],
    effects: Mapping[int, EffectApplied],
) -> list[Ticking]:
    """The clocks of a matter's kind that have started, those of several parts that are alike in one. No query."""
    kind = KINDS.get(matter.kind)
    if kind is None or not kind.clocks:
        return []
    decided, limbs = list(decided), list(limbs)
    found: dict[tuple, list[str]] = {}
    for limb in limbs:
        made = decided_on(limb, decided)
        facts = given(kind, matter.facts, limb.facts)
        for each in running(kind, _starts(matter, limb, course, made, effects.get(limb.pk)), facts):
            if each.started_on is not None and each.ends_on is not None:
                met = _met(each.clock, limb, course, made)
                found.setdefault((each.clock, each.started_on, each.ends_on, met), []).append(limb.letter)
    return [
        Ticking(clock, started, ends, () if len(letters) == len(limbs) else tuple(letters), met, course.withdrawn_on)
        for (clock, started, ends, met), letters in found.items()
    ]


def limits_of(kind: str) -> list[tuple[str, str]]:
    """The time limits of a kind that a step can tell to be kept: key and label."""
    found: DecisionKind | None = KINDS.get(kind)
    return [(each.key, each.label) for each in found.clocks if each.sort is Sort.DEADLINE] if found else []


def _starts(
    matter: Matter, limb: Limb, course: Course, made: Decided | None, effect: EffectApplied | None
) -> dict[Start, date]:
    refused = made.on_day if made is not None and made.refused else None
    found = {
        Start.RECEIVED: course.day("received"),
        Start.DECIDED: made.on_day if made is not None else None,
        Start.REFUSED: refused,
        Start.NOTICE: course.day("notice", limb.pk),
        Start.EFFECT: None if refused else effect.on_day if effect is not None else stated_day(matter, limb),
    }
    return {start: on_day for start, on_day in found.items() if on_day is not None}


def _met(clock: Clock, limb: Limb, course: Course, made: Decided | None) -> date | None:
    """When what the clock is for was done: by the step or decision that meets it, or as a step says."""
    by = MET_BY.get(clock.key, "")
    days = [told.row.on_day for told in course.of("kept") if told.row.answer == clock.key]
    if by == DECIDED and made is not None:
        days.append(made.on_day)
    elif by and (told := course.first(by, limb.pk)) is not None:
        days.append(told.row.on_day)
    return min(days, default=None)
