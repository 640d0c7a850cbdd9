"""The record of a meeting as a file tells it, written on one bench; outcomes that the rules do not give, as published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.actions import Found
from committees.files import FileRefused
from committees.models import Meeting
from committees.powers import importing_actor
from committees.rights.reasons import Reason
from committees.terms import VERBS_WITHOUT_VOTE, Act, ConditionState, Finding, NotTold, Outcome, Route, Verb
from decisions.actions.bench import Bench
from decisions.actions.conditions import condition_one
from decisions.actions.results import announce_one
from decisions.chain import Recorder
from decisions.conditions import standings
from decisions.facts import Record, ResolutionFacts, load_record
from decisions.gate import Refused, may_in_sitting, require
from decisions.meeting_file.schema import MeetingEntry
from decisions.meeting_file.telling import Telling
from decisions.models import PublishedOutcome
from decisions.outcome import outcome_of, result_of
from decisions.published import COUNTED, WITHOUT_VOTE, Published, find, missing, of_result
from decisions.published import Found as Finds
from decisions.writing_up.acts import starts, take_meeting
from decisions.writing_up.deciding import put_words, vote_on
from decisions.writing_up.told import Decided
from practices import clock


@transaction.atomic
def record_meeting(*, meeting: Meeting, entry: MeetingEntry, found: Found, source: Callable[[str], str]) -> None:
    """Write what the file tells of a meeting that was just made from it. Raises FileRefused with the line.

    ``source``: the words of a source that the file names. One lock, one loading of the record, one hand: the import's,
    which exists for this meeting only.
    """
    if entry.date > clock.real_today():
        entry.refuse("This day is still to come. Take out what happened, or correct the day.", "date")
    record = load_record(meeting.pk)
    actor = importing_actor(sitting.committee.id for sitting in record.sittings.values())
    telling = Telling(entry, record, found, source)
    told = telling.meeting()
    line = telling.line(entry)
    bench = None
    try:
        bench = Bench(actor, record, Recorder(record.sittings), starts(record), line)
        take_meeting(bench, told, deciding=AsToldOr(frozenset(entry.not_told)).write)
    except (Refused, ValidationError) as error:
        at = telling.at.get(bench.line if bench else line, entry)
        raise FileRefused([at.problem(_sentence(error))]) from error


def _sentence(error: Refused | ValidationError) -> str:
    return str(error) if isinstance(error, Refused) else " ".join(error.messages)


class _Otherwise(Exception):
    """The rules give another result than was published."""

    def __init__(self, reason: Reason):
        super().__init__(reason.text)
        self.reason = reason


class AsToldOr:
    """Writes decisions: step by step where everything is told and the rules give what was published; else as published."""

    def __init__(self, not_told: frozenset[NotTold]):
        self.not_told = not_told

    def write(self, bench: Bench, told: Decided) -> None:
        """One decision, and what became of its conditions. A result that is all made of what is told is worked out."""
        of = bench.resolution(told.resolution)
        put_words(bench, of, told)
        if not self._worked_out(bench, of, told):
            self._keep(bench, of, told, find(self._known(bench, of, told)))
        _conditions(bench, of, told)

    def _worked_out(self, bench: Bench, of: ResolutionFacts, told: Decided) -> bool:
        """Whether the decision is written: by its steps or, where they do not lead there, as a disagreement."""
        if told.route is not Route.MEETING or told.published in (Outcome.DEFERRED, Outcome.WITHDRAWN):
            return False
        if Verb(of.verb) in VERBS_WITHOUT_VOTE and told.published in (None, Outcome.NOTED):
            announce_one(bench, of)
            return True
        if told.published is Outcome.NOTED:
            return False
        gaps = missing(self._known(bench, of, told))
        if gaps and told.published is None:
            text = " ".join(reason.text for reason in gaps)
            raise ValidationError(f"The result cannot be worked out: {text} Give the outcome as published.")
        if gaps:
            return False
        try:
            with bench.attempt():
                self._by_steps(bench, of, told)
        except (Refused, ValidationError, ValueError, _Otherwise) as error:
            if told.published is None:
                raise
            found = find(self._known(bench, of, told))
            against = found.reasons if found.finding is Finding.DISAGREES else _reasons(error)
            self._keep(bench, of, told, Finds(Finding.DISAGREES, against))
        return True

    def _by_steps(self, bench: Bench, of: ResolutionFacts, told: Decided) -> None:
        vote_on(bench, of, told)
        got = outcome_of(of)
        found = result_of(of)
        tied = told.published is Outcome.TIED and found is not None and found.tied
        if told.published not in (None, got) and not tied:
            raise _Otherwise(of_result(told.published, got, found))

    def _known(self, bench: Bench, of: ResolutionFacts, told: Decided) -> Published:
        record, sitting, item = bench.record, of.sitting, of.item
        day = told.taken_on or record.day
        away = _perhaps_away(bench, of)
        room = record.room(sitting, item)
        return Published(
            room=replace(room, present=room.present | away),
            standpoint=record.law.standpoint(sitting.committee, item.function, item.ccgs, day),
            verb=Verb(of.verb),
            outcome=told.published or Outcome.CARRIED,
            recording=told.recording,
            votes=told.votes,
            counts=told.counts,
            casting=told.casting,
            agreement=told.agreement,
            route=told.route,
            not_told=self.not_told,
            unhandled=_unhandled(record, of),
            perhaps_away=tuple(record.name(person) for person in sorted(away)),
            urgent=sitting.terms_row.urgent_signatories if sitting.terms_row else "",
        )

    def _keep(self, bench: Bench, of: ResolutionFacts, told: Decided, finds: Finds) -> None:
        """The outcome as published, with the finding."""
        verdict = require(may_in_sitting(Act.RUN_AGENDA, bench.actor, bench.record, of.sitting, item=of.item))
        in_favour, against, abstained = told.counts or (None, None, None)
        bench.write(
            PublishedOutcome(
                resolution=of.row,
                outcome=told.published,
                words=told.words,
                recording=told.recording or "",
                in_favour=in_favour,
                against=against,
                abstained=abstained,
                votes=[[_who(bench.record, of, seat), choice.value] for seat, choice in told.votes.items()],
                route=told.route,
                taken_on=told.taken_on,
                finding=finds.finding,
                reasons=[reason.as_data() for reason in finds.reasons],
                source=told.source,
            ),
            verdict,
            sittings=[of.sitting.pk],
        )


def _reasons(error: Exception) -> tuple[Reason, ...]:
    if isinstance(error, Refused):
        return error.verdict.refusals
    if isinstance(error, _Otherwise):
        return (error.reason,)
    text = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    return (Reason("published.cannot_be", text, COUNTED),)


def _perhaps_away(bench: Bench, of: ResolutionFacts) -> frozenset[int]:
    """Members who came or left at a time that is told, and perhaps before this item, of which no time is told."""
    if bench.time_told:
        return frozenset()
    day, sitting = bench.record.day, of.sitting
    members = {a.person for a in sitting.appointments if a.covers(day)}
    moved = [act for act in bench.record.movements() if act.time_told and act.item_id is None]
    return frozenset(act.person_id for act in moved if act.happened_at > bench.when) & members


def _unhandled(record: Record, of: ResolutionFacts) -> tuple[str, ...]:
    """Those with an interest on the item of which nobody tells how it was handled, and classes that nobody names."""
    found = []
    for declared in of.item.declared:
        ruled = declared.person_id and of.item.ruling_on(declared.person_id, of.sitting.pk)
        if not ruled and (declared.handling_not_told or declared.reason or not declared.person_id):
            found.append(record.name(declared.person_id) if declared.person_id else declared.as_class)
    return tuple(dict.fromkeys(found))


def _who(record: Record, of: ResolutionFacts, seat: int) -> str:
    """Who votes from a seat, in words: whoever holds it that day, and its title."""
    title = of.sitting.seat_by_id[seat].title
    holders = {a.person for a in of.sitting.appointments if a.seat == seat and a.covers(record.day)}
    return f"{record.name(holders.pop())} ({title})" if len(holders) == 1 else title


def _conditions(bench: Bench, of: ResolutionFacts, told: Decided) -> None:
    """What became of the conditions that the decision carried."""
    for condition, each in zip(standings(of), told.conditions or (), strict=False):
        if each.state is not ConditionState.AWAITED:
            bench.line = each.line or bench.line
            condition_one(bench, of, condition, each.state, on_day=each.on_day, reason=each.reason)


__all__ = ["WITHOUT_VOTE", "record_meeting"]
