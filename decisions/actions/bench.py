"""What every action stands on: the lock, the record as it is under the lock, and the writing of acts."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from committees.models import Account, Sitting
from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.rights.words import day_words
from decisions.chain import Recorder
from decisions.effects.frozen import KEY, to_freeze
from decisions.facts import ItemFacts, Record, ResolutionFacts, load_record
from decisions.models import Act, Condition, Elector, Link, Resolution, SittingClosed, Submission
from practices import clock

A = TypeVar("A", bound=Act)


class AlreadyTaken(Exception):
    """The same form came twice; the first was taken."""


def take_form(key: str, account: Account) -> None:
    """Take a form once. Raises AlreadyTaken for the second of the same; ValidationError for a key that is none.

    Called inside the action's transaction, so that a form whose action was refused can be sent again.
    """
    try:
        value = uuid.UUID(str(key))
    except ValueError as error:
        raise ValidationError("This form is not whole. Load the page again, and send it once more.") from error
    try:
        with transaction.atomic():
            Submission.objects.create(key=value, account=account, taken_at=clock.now())
    except IntegrityError as error:
        raise AlreadyTaken("This was recorded already: the same form was sent twice.") from error


class Bench:
    """The record under the lock, and the hand that writes to it."""

    def __init__(
        self,
        actor: Actor,
        record: Record,
        recorder: Recorder,
        when: datetime | None,
        line: int | None = None,
        *,
        ahead: bool = False,
    ):
        self.actor = actor
        self.record = record
        self._recorder = recorder
        self.line = line  # of the file that is read in
        self.when = moment(record, when, self._now(), ahead=ahead)
        self.time_told = True
        record.at = when and _end_of_minute(when)
        record.from_a_file = self.imports

    def tell(self, when: datetime, *, time_told: bool = True, ahead: bool = False) -> None:
        """What is written from here on happened then: asked who was in the room, and which powers ran, at that time.

        ``time_told``: whether a source tells the time of day. For what is written up afterwards. ``ahead``: it may have
        been done before the day of the meeting.
        """
        self.when, self.time_told = moment(self.record, when, self._now(), ahead=ahead), time_told
        self.record.look_at(_end_of_minute(when))
        self.record.asked_on = when.astimezone(clock.LONDON).date()

    @property
    def imports(self) -> bool:
        """Whether a file is read in, which tells what happened; else somebody presses a button."""
        return self.line is not None

    @property
    def today(self) -> date:
        """The last day on which anything can have happened: today; the real day for what a file tells."""
        return clock.real_today() if self.imports else clock.today()

    def _now(self) -> datetime:
        """The clock; the real one for what a file tells, which may lie after the demo's day."""
        return clock.real_now() if self.imports else clock.now()

    def write(
        self,
        act: A,
        verdict: Verdict,
        *,
        by: int | None = None,
        sittings: Collection[int] | None = None,
        electors: Iterable[Elector] = (),
        conditions: Iterable[Condition] = (),
    ) -> A:
        """Write an act into the chains of ``sittings`` (None: every sitting still open)."""
        act.meeting = self.record.meeting
        act.happened_at, act.time_told, act.imported_line = self.when, self.time_told, self.line
        act.by_id = by if by is not None else self.actor.person
        act.recorded_by, act.recorded_at = self.actor.account, self._now()
        act.verdict = verdict.as_data() | self._facts_of(act)
        if sittings is None:
            sittings = [sitting.pk for sitting in self.record.open_sittings]
        electors, conditions = list(electors), list(conditions)
        self._recorder.write(act, sittings=sittings, electors=electors, conditions=conditions)
        self.record.absorb(act, electors=electors, conditions=conditions)
        return act

    def _facts_of(self, act: Act) -> dict:
        """What a vote opened now, or what is noted now without one, rests on; nothing with any other act."""
        of = self.record.resolution_by_id.get(getattr(act, "resolution_id", None))
        if of is None:
            return {}
        put_right = [*of.openings[-1:], *of.announcements] if of.recalled is not None else []
        found = to_freeze(act, of.item.matter, of.limb, [ccg.code for ccg in of.item.ccgs], put_right)
        return {KEY: found.as_data()} if found is not None else {}

    @contextmanager
    def back_at(self, moment: datetime) -> Iterator[None]:
        """Put right what happened at a moment of the meeting: asked of the room as it was, and written as done then."""
        with self.same_time_after():
            self.when = moment
            self.record.look_at(moment)
            yield

    @contextmanager
    def same_time_after(self) -> Iterator[None]:
        """Whatever time is told inside: what comes after is written, and asked of the rules, at the time of before."""
        put_back = self._time()
        try:
            yield
        finally:
            put_back()

    def _time(self) -> Callable[[], None]:
        """How to put back the time of what is written, and of what the rules are asked about."""
        when, time_told, at, asked_on = self.when, self.time_told, self.record.at, self.record.asked_on

        def put_back() -> None:
            self.when, self.time_told, self.record.asked_on = when, time_told, asked_on
            self.record.look_at(at)

        return put_back

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What is written inside is written whole or, if it raises, not at all: record and time are then as before."""
        mark, ends, put_time_back = len(self.record.taken_in), dict(self._recorder.ends), self._time()
        try:
            with transaction.atomic():
                yield
        except BaseException:
            self.record.forget_since(mark)
            self._recorder.ends = ends
            put_time_back()
            raise

    @property
    def chains(self) -> list[int]:
        """The sittings that are locked."""
        return self._recorder.sittings

    def item(self, pk: int) -> ItemFacts:
        try:
            return self.record.item_by_id[pk]
        except KeyError:
            raise ValidationError("This item is not on the agenda of this meeting.") from None

    def resolution(self, pk: int) -> ResolutionFacts:
        try:
            return self.record.resolution_by_id[pk]
        except KeyError:
            raise ValidationError("This decision does not belong to this meeting.") from None

    def resolutions(self, pks: Iterable[int]) -> list[ResolutionFacts]:
        found = [self.resolution(pk) for pk in dict.fromkeys(pks)]
        if not found:
            raise ValidationError("Choose at least one committee.")
        return found


def _end_of_minute(when: datetime) -> datetime:
    """A time given in minutes means the whole minute: whoever came in it is there."""
    return when if when.second or when.microsecond else when + timedelta(minutes=1, microseconds=-1)


def moment(record: Record, when: datetime | None, now: datetime, *, ahead: bool = False) -> datetime:
    """When an act happened: not in the future, and not before the day of the meeting, unless it is done ``ahead`` of it."""
    when = when or now
    if when > now:
        raise ValidationError("This time is still to come. Give the time at which it happened.")
    if not ahead and when.astimezone(clock.LONDON).date() < record.day:
        raise ValidationError(
            f"The meeting is on {day_words(record.day)}: nothing can be recorded as done before that day."
        )
    return when


@contextmanager
def in_meeting(
    actor: Actor, meeting: int, when: datetime | None = None, *, also: Collection[int] = (), ahead: bool = False
) -> Iterator[Bench]:
    """An act of the whole room: every sitting of the meeting that is still open is locked. ``also``: and these.

    ``ahead``: it may be done before the day of the meeting.
    """
    with transaction.atomic():
        closed = SittingClosed.objects.filter(meeting=meeting).values_list("sitting_id", flat=True)
        every = set(Sitting.objects.filter(meeting=meeting).values_list("pk", flat=True))
        recorder = Recorder((every - set(closed)) | set(also) or every)
        record = load_record(meeting)
        yield Bench(actor, record, recorder, when, ahead=ahead)


@contextmanager
def in_sittings(actor: Actor, meeting: int, sittings: Iterable[int], when: datetime | None = None) -> Iterator[Bench]:
    """Acts of some committees of a meeting: their sittings are locked."""
    with transaction.atomic():
        recorder = Recorder(sittings)
        yield Bench(actor, load_record(meeting), recorder, when)


@contextmanager
def on_resolutions(
    actor: Actor, resolutions: Iterable[int], when: datetime | None = None, *, whole_room: bool = False
) -> Iterator[Bench]:
    """Acts on decisions of one meeting: the sittings that make them are locked.

    ``whole_room``: every open sitting is locked, because people may leave the room over it.
    """
    wanted = list(dict.fromkeys(int(pk) for pk in resolutions))
    keys = Resolution.objects.filter(pk__in=wanted).values_list("item__meeting_id", "sitting_id")
    meetings = {meeting for meeting, _ in keys}
    if len(meetings) != 1:
        raise ValidationError("Choose at least one committee's decision, of one meeting.")
    meeting, sittings = meetings.pop(), {sitting for _, sitting in keys}
    room = in_meeting(actor, meeting, when, also=sittings) if whole_room else None
    with room or in_sittings(actor, meeting, sittings, when) as bench:
        yield bench


@contextmanager
def on_entry(actor: Actor, entry: Act) -> Iterator[Bench]:
    """A correction of an entry: every sitting in whose chain it stands is locked, closed or not."""
    chains = Link.objects.filter(kind=entry._meta.model_name, act=entry.pk).values_list("sitting_id", flat=True)
    with in_sittings(actor, entry.meeting_id, set(chains)) as bench:
        yield bench
