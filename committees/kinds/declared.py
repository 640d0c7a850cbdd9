"""What a kind of decision is declared of. Plain data and small pure functions; no database, no clock.

A declaration says which facts are asked for, which clocks run, whom to consult, and what a decision changes once everything
that must pass has passed. The names of people, practices and sites are keys of the database; see ``facts`` for the values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from committees.rights.reasons import Source
from committees.terms import VERBS_WITHOUT_VOTE, Function, Verb, Word
from practices.changes import Change

#: The values of the facts that are stated, by key: see ``facts.read``.
Given = Mapping[str, Any]


class FactType(Word):
    """What sort of thing a fact is, and so how it is asked for, checked, kept and shown."""

    TEXT = "text", "words"
    LONG_TEXT = "long_text", "words, on several lines"
    DAY = "day", "a date"
    MONEY = "money", "pounds"
    NUMBER = "number", "a whole number"
    YES_NO = "yes_no", "yes or no"
    CHOICE = "choice", "one of a list"
    CODE = "code", "an ODS code"
    POSTCODE = "postcode", "a postcode"
    PRACTICE = "practice", "a practice"
    PRACTICES = "practices", "practices"
    SITE = "site", "a site of a practice"
    CONTRACT = "contract", "a contract"
    PROVIDER = "provider", "a provider"
    CCG = "ccg", "a CCG"


#: "Only where this choice has one of these values": the key of another fact, and values of it. None: always.
OnlyIf = tuple[str, tuple[Any, ...]]


def applies(only_if: OnlyIf | None, given: Given) -> bool:
    """Whether something that is declared "only if" concerns a matter with these facts."""
    return only_if is None or given.get(only_if[0]) in only_if[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact that a kind of decision asks for.

    ``required``: it is approved only where this is stated. ``part``: it is of each part of the matter (which site), not of
    the whole. ``least`` and ``most``: bounds of a number, of pounds, or of the count of practices, both allowed.
    ``choices``: value and label. ``may_precede``: a day that may be before the decision. ``only_if``: it is asked for only
    where another fact (a choice, of the same part) has one of these values. ``why``: the source of the demand or the bounds.
    """

    key: str
    label: str
    type: FactType
    required: bool = True
    part: bool = False
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    least: int | None = None
    most: int | None = None
    may_precede: bool = False
    only_if: OnlyIf | None = None
    why: Source | None = None


class Unit(Word):
    """What a clock counts in."""

    DAYS = "days", "days"
    WEEKS = "weeks", "weeks"
    MONTHS = "months", "months"


class Start(Word):
    """What starts a clock: a step of the matter, or (``Clock.fact``) a day among its facts."""

    RECEIVED = "received", "the application was received"
    DECIDED = "decided", "the decision was made"
    REFUSED = "refused", "the application was refused"
    NOTICE = "notice", "notice was given"
    EFFECT = "effect", "the decision takes effect"
    FACT = "fact", "a day among the facts"


class Sort(Word):
    """What the end of a clock means."""

    DEADLINE = "deadline", "by this day at the latest"
    EARLIEST = "earliest", "not before this day"
    BAR = "bar", "no new application before this day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time that a rule gives: ``count`` ``unit`` after its start (before it, where ``before``).

    Days are whole days in London after the day of the start, which is not counted. ``fact``: which day, where ``start`` is
    FACT. ``who``: who must do it by then. ``only_if``: as of a fact.
    """

    key: str
    label: str
    start: Start
    count: int
    unit: Unit
    sort: Sort = Sort.DEADLINE
    before: bool = False
    fact: str = ""
    who: str = ""
    only_if: OnlyIf | None = None
    source: Source


def _nothing(given: Given, day: date) -> tuple[Change, ...]:
    return ()


def _all_right(given: Given) -> tuple[str, ...]:
    return ()


def _in_time(given: Given, day: date) -> tuple[str, ...]:
    return ()


def _always(given: Given) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionKind:
    """A kind of decision that committees take on GP practices.

    ``function``: on which the rights hang. ``papers``, ``consultees``: what is expected with it, and whom to ask, in words.
    ``engagement``: how patients are involved. ``verbs``: what a committee may resolve; ``acts_by``: those by which it
    changes something (noting a death does, for partners change of right), ``noted(given)``: whether noting is enough with
    these facts, where it is among those, and ``noted_on`` the fact that this hangs on. ``outcomes``: what approval and
    refusal bring, in sentences; ``changes``: what the practice's record says then, in one. ``wrong(given)``: what cannot
    be, across facts, in sentences; ``too_late(given, day)``: why it cannot be decided on a day any more.
    ``effect(given, day)``: what a decision changes from ``day`` on, once everything has passed; ``from_day``: the fact
    that says from which day, empty: at once. ``procurement``: it stands in the register of procurement decisions.
    ``source``: the rule or policy, with its edition.
    """

    key: str
    label: str
    function: Function
    facts: tuple[Fact, ...] = ()
    papers: tuple[str, ...] = ()
    consultees: tuple[str, ...] = ()
    engagement: str = ""
    clocks: tuple[Clock, ...] = ()
    outcomes: tuple[str, ...] = ()
    changes: str = ""
    verbs: tuple[Verb, ...] = tuple(Verb)
    acts_by: frozenset[Verb] = frozenset({Verb.APPROVE, Verb.AGREE, Verb.CONFIRM})
    noted: Callable[[Given], bool] = field(default=_always, compare=False)
    noted_on: str = ""
    wrong: Callable[[Given], Iterable[str]] = field(default=_all_right, compare=False)
    too_late: Callable[[Given, date], Iterable[str]] = field(default=_in_time, compare=False)
    effect: Callable[[Given, date], tuple[Change, ...]] = field(default=_nothing, compare=False)
    from_day: str = "effective_on"
    procurement: bool = False
    source: Source | None = None

    @property
    def changes_something(self) -> bool:
        """Whether a decision of this kind changes a register by itself."""
        return self.effect is not _nothing

    def fact(self, key: str) -> Fact | None:
        """The fact with this key."""
        return next((each for each in self.facts if each.key == key), None)

    def acts(self, verb: Verb, given: Given) -> bool:
        """Whether carrying this verb changes something, for a part with these facts."""
        return verb in self.acts_by and (verb not in VERBS_WITHOUT_VOTE or self.noted(given))
