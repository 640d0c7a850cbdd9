"""What time alone brings about: done by nobody, whenever somebody looks at the clock, and once.

``keep_time`` keeps the clocks of the decisions; ``keep_all_time`` is the whole of the one timed command: those, the
conflicts that the registers show today, the reminders to declare, the letters to NHS England, and the letters that wait.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from committees.powers import Actor
from committees.registers.outbox import send_letters, waiting_in_words
from committees.registers.reminders import write_reminders
from committees.rights.conditions import lapse
from committees.rights.words import day_words, lower_first
from committees.terms import ConditionState, VetoState
from decisions.actions.bench import on_resolutions
from decisions.actions.effects import due, take_effect
from decisions.actions.effects import told as effect_told
from decisions.actions.matching import changes_in_words, recheck
from decisions.actions.national import lapse_one
from decisions.actions.outside.reporting import report_by_time, reported_in_words, unreported
from decisions.actions.returning import return_to_agenda
from decisions.conditions import decided_on, outcome_on_record, standings
from decisions.facts import ResolutionFacts
from decisions.letters_national import write_veto_letters
from decisions.models import ConditionOutcome, EffectHeld
from decisions.outcome import confirmed_on
from decisions.queries import open_conditions
from decisions.returned import waits_for_agenda
from decisions.vetoes import confirmed_words, nothing_said_yet, veto_of_row
from practices import clock

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Passed:
    """One thing that time brought about: the decision (of an effect the part, by its key), and what happened in a sentence.

    ``failed``: nothing was written of this decision, and the sentence says why. ``what``: what is written, as one of it is
    called.
    """

    resolution: int
    text: str
    failed: bool = False
    what: str = "lapsed condition"


def keep_time(*, today: date | None = None) -> list[Passed]:
    """Write down whatever the passing of time has brought about by ``today`` (None: the clock's day), once each.

    Safe to run as often as one likes, and twice at once: each decision is looked at again under its lock. One that
    fails is reported among the rest, and keeps no other from its time.
    """
    day = today or clock.today()
    return [passed for keeps in CLOCKS for passed in keeps(day)]


def lapse_conditions(today: date) -> Iterator[Passed]:
    """A condition of a carried decision lapses when its last day has passed and it was not met."""
    over = open_conditions().filter(due_on__lt=today).order_by("motion__resolution", "pk")
    for resolution in dict.fromkeys(over.values_list("motion__resolution", flat=True)):
        yield from _each_alone(_lapse_of, resolution, today)


def _each_alone(
    keeps: Callable[[int, date], list[Passed]], resolution: int, today: date, named: str = "Decision"
) -> list[Passed]:
    """Whatever is wrong with one decision's record must not stop the clock of all others, night after night."""
    try:
        with transaction.atomic():
            return keeps(resolution, today)
    except Exception as error:
        log.exception("Time was not kept for decision %s", resolution)
        return [Passed(resolution, f"{named} {resolution}: nothing was written. {error}", failed=True)]


def _lapse_of(resolution: int, today: date) -> list[Passed]:
    """The conditions of one decision that have lapsed by now, under its lock."""
    passed = []
    with on_resolutions(Actor(), [resolution]) as bench:
        of = bench.resolution(resolution)
        for each in standings(of):
            row = each.condition
            verdict = lapse(row.due_on, today, each.state, outcome_on_record(of))
            if row.due_on is None or not verdict:
                continue
            act = ConditionOutcome(
                condition=row,
                state=ConditionState.LAPSED,
                on_day=max(row.due_on, decided_on(of)),
                replaces=each.act,
                reason="" if each.act is None else "Its last day has passed.",
            )
            bench.write(act, verdict, sittings=[of.sitting.pk])
            text = (
                f"{of.sitting.committee.name}, {of.item.row.meeting.date:%Y-%m-%d}, item {of.item.number}: the condition "
                f"“{row.text}” lapsed at the end of {day_words(row.due_on)}."
            )
            passed.append(Passed(resolution, text))
    return passed


def lapse_vetoes(today: date) -> Iterator[Passed]:
    """A veto that was not used lapses when its time has passed: the decision is confirmed."""
    for row in list(nothing_said_yet()):
        if veto_of_row(row, today) is VetoState.LAPSED:
            yield from _each_alone(_veto_over, row.resolution_id, today)


def _veto_over(resolution: int, today: date) -> list[Passed]:
    """The veto of one decision has lapsed by now, asked again under its lock."""
    with on_resolutions(Actor(), [resolution]) as bench:
        of = bench.resolution(resolution)
        if lapse_one(bench, of, today) is None:
            return []
        text = f"{_named(of)}: {lower_first(confirmed_words(confirmed_on(of)))}"
        return [Passed(resolution, text, what="confirmed decision")]


def return_vetoed(today: date) -> Iterator[Passed]:
    """A vetoed decision that waits for an agenda is put on one as soon as a meeting of its committee is convened."""
    waits = waits_for_agenda().values_list("announcement__resolution", flat=True)
    for resolution in list(dict.fromkeys(waits)):
        yield from _each_alone(_returned, resolution, today)


def _returned(resolution: int, today: date) -> list[Passed]:
    with on_resolutions(Actor(), [resolution]) as bench:
        of = bench.resolution(resolution)
        item = return_to_agenda(bench, of, today)
        if item is None:
            return []
        text = f"{_named(of)}: vetoed by NHS England, and now item {item.number} on {day_words(item.meeting.date)}."
        return [Passed(resolution, text, what="vetoed decision on an agenda")]


def _named(of: ResolutionFacts) -> str:
    part = f", part ({of.limb.letter})" if of.limb.letter else ""
    return f"{of.sitting.committee.name}, {of.item.row.meeting.date:%Y-%m-%d}, item {of.item.number}{part}"


def report_decisions(today: date) -> Iterator[Passed]:
    """What was decided outside a meeting and nobody has reported goes on the next agenda, once a meeting is planned."""
    for decision in unreported(today):
        yield from _each_alone(_reported, decision, today)


def _reported(decision: int, today: date) -> list[Passed]:
    made = report_by_time(decision, today)
    return [Passed(decision, reported_in_words(decision, made), what="reported decision")] if made else []


def apply_effects(today: date) -> Iterator[Passed]:
    """What was decided changes the registers once everything has passed; what cannot is held, and somebody is told."""
    for limb in due(today):
        yield from _each_alone(_effect_of, limb, today, "Effect of part")


def _effect_of(limb: int, today: date) -> list[Passed]:
    act = take_effect(limb, today)
    if act is None:
        return []
    held = isinstance(act, EffectHeld)
    return [Passed(limb, effect_told(act), what="decision that is held" if held else "decision in effect")]


#: Everything that has a clock of its own. Effects come last: a condition or a veto that has lapsed by now is written first.
CLOCKS: tuple[Callable[[date], Iterator[Passed]], ...] = (
    lapse_conditions,
    lapse_vetoes,
    return_vetoed,
    report_decisions,
    apply_effects,
)


# --- The timed command ---
@dataclass(frozen=True)
class Told:
    """A sentence of the timed command. ``wrote``: something is on record that was not; ``failed``: it says why not.

    ``what``: the kind of thing that was written, as one of it is called.
    """

    text: str
    what: str = "entry"
    wrote: bool = True
    failed: bool = False


def keep_all_time(*, today: date | None = None) -> Iterator[Told]:
    """Everything that is done by the clock, part by part, as of ``today`` (None: the clock's day).

    Safe to run as often as one likes, and twice at once: the second time there is nothing to do. A part that fails is
    told, and stops no other.
    """
    day = today or clock.today()
    for name, part in PARTS.items():
        try:
            yield from part(day)
        except Exception as error:
            log.exception("Time was not kept: %s", name)
            yield Told(f"{name}: not done. {type(error).__name__}: {error}", wrote=False, failed=True)


def _decisions(day: date) -> Iterator[Told]:
    for passed in keep_time(today=day):
        yield Told(passed.text, passed.what, wrote=not passed.failed, failed=passed.failed)


def _conflicts(day: date) -> Iterator[Told]:
    """An interest, seat or position that began or ended changes what the registers show on agendas to come."""
    for sentence in changes_in_words(recheck()):
        yield Told(sentence, "change of a possible conflict")


def _reminders(day: date) -> Iterator[Told]:
    for letter in write_reminders(day):
        yield Told(f"A reminder to {letter.person.name}: {letter.subject}.", "reminder")


def _national_letters(day: date) -> Iterator[Told]:
    for letter in write_veto_letters(day):
        yield Told(f"A letter to {letter.person.name}: {letter.subject}.", "letter to NHS England")


def _letters(day: date) -> Iterator[Told]:
    done = send_letters()
    if done.sent:
        yield Told(f"{len(done.sent)} {'letter was' if len(done.sent) == 1 else 'letters were'} sent.", wrote=False)
    for letter, reason in done.kept:
        yield Told(waiting_in_words(letter, reason), wrote=False)
    for letter, reason in done.failed:
        yield Told(waiting_in_words(letter, reason), wrote=False, failed=True)


#: The parts of the timed command, in their order: the letters go last, so that what was just written goes too.
PARTS: dict[str, Callable[[date], Iterator[Told]]] = {
    "Conditions and vetoes": _decisions,
    "Conflicts of interest on agendas": _conflicts,
    "Reminders": _reminders,
    "Letters to NHS England": _national_letters,
    "Letters": _letters,
}
