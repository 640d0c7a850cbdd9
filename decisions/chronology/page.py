"""The chronology as one page, and as a table for a PDF: the same lines in the same order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from committees.powers import Actor
from committees.registers.exports import Table
from committees.rights.words import day_words, listed
from committees.terms import Movement
from decisions import models as m
from decisions.chronology import between, in_meetings
from decisions.chronology.gather import Gathered, gather
from decisions.chronology.kept import Kept, kept_from
from decisions.chronology.lines import NOBODY, SHORT, Line, Seal, What, in_order, moment_words
from decisions.chronology.registers import register_lines
from decisions.chronology.told import Told
from decisions.facts import standing
from decisions.journal.told import entered_at, told_recorder
from decisions.models import Act, OutsideAct
from decisions.models.acts import Step
from decisions.outcome import london_day
from decisions.outside.facts import OutsideRecord
from practices import clock

COLUMNS = ("Happened", "Recorded", "Who", "What", "Where it stands")
SEALED = (
    f"An act that is sealed names its place in the chain of its committee and the first {SHORT} signs of its seal. The seal "
    "at the end of each chain is printed in full in the minutes; whoever keeps the record can check every one."
)
TIMES = "Times are those of London. Where only the day is known, no time is given."
WHOLE = "Nothing that is on record about this matter is left out for this reader."
#: Happenings of which only the day is known, whatever moment they are kept at.
OF_A_DAY = (m.LifeEntry, m.ConditionOutcome)


@dataclass(frozen=True)
class Chronology:
    """``left_out``: in a sentence, what is kept from the reader; ``notes``: how to read it."""

    title: str
    committee: str
    made_up: bool
    made: datetime
    lines: tuple[Line, ...]
    left_out: str

    @property
    def notes(self) -> tuple[str, ...]:
        made_up = ("This matter is made up.",) if self.made_up else ()
        made = f"As it stood on {moment_words(self.made)}, for {self.committee}. {len(self.lines)} entries."
        return (*made_up, made, self.left_out, TIMES, SEALED)


def chronology(actor: Actor, record: OutsideRecord) -> Chronology:
    """The chronology of a matter for a reader whom the gate lets read it in the book of this committee.

    A fixed number of queries, however much happened; more only where something is kept from the public (see ``kept``).
    """
    rows = gather(record.matter)
    kept = kept_from(actor, rows, record.row.pk, record.day)
    natures = tuple((rows.interests[pk].person_id, nature) for pk in kept.interests for nature in _natures(rows, pk))
    told = Told(rows, kept.interests, natures, kept=bool(kept.items or kept.books))
    lines = [
        *_in_meetings(told, kept),
        *_between(told, kept),
        *register_lines(told, hidden=kept.items, ahead=kept.ahead, papers=kept.papers),
        *_letters(told, kept),
        *_invited(told, kept),
    ]
    said = f"Left out for this reader: {listed(kept.said)}." if kept.said else WHOLE
    return Chronology(
        title=record.matter.title,
        committee=record.row.name,
        made_up=record.matter.made_up,
        made=clock.now(),
        lines=tuple(in_order(lines)),
        left_out=said,
    )


def _natures(rows: Gathered, interest: int) -> set[str]:
    """All words in which an interest stands on record here."""
    said = [rows.interests[interest], *rows.of(m.Declaration), *rows.histories["match"]]
    return {row.nature.rstrip(". ") for row in said if getattr(row, "interest_id", interest) == interest}


# --- Acts of meetings ---
def _in_meetings(told: Told, kept: Kept) -> Iterator[Line]:
    votes: dict[int, list[tuple[m.Vote, int]]] = defaultdict(list)
    for act, item in told.rows.acts:
        if item is None:
            if isinstance(act, m.SittingClosed) and _concerned(told, kept, act):
                yield _line(told, act, None)
        elif item in kept.items or (item in kept.ahead and isinstance(act, (m.Declaration, m.Ruling))):
            continue
        elif item not in told.rows.items:
            continue  # an act of the whole meeting on another item
        elif isinstance(act, m.Vote) and act.replaces_id is None:
            votes[act.elector.opening_id].append((act, item))
        else:
            yield _line(told, act, item)
    for cast in votes.values():
        yield _votes(told, cast)


def _concerned(told: Told, kept: Kept, act: m.SittingClosed) -> bool:
    """Whether the matter was before the committee in that meeting, as far as the reader may know."""
    shown = (item for item in told.rows.items.values() if item.pk not in kept.items)
    return any(each.sitting_id == act.sitting_id for item in shown for each in item.purposes.all())


def _line(told: Told, act: Act, item: int | None) -> Line:
    seals = _seals(told, act, item)
    what = in_meetings.WORDS[type(act)](act, told)
    if isinstance(act, m.ItemStep) and act.step == Step.BEGUN:
        what = replace(what, details=(*what.details, *_room(told, act)))
    day_only = isinstance(act, OF_A_DAY) and act.on_day != london_day(act)
    return Line(
        happened=_on(act) if day_only else act.happened_at,
        recorded=entered_at(act),
        what=what,
        where=_where(told, act, item),
        who=told.person(act.by_id),
        hand=told_recorder(act) or told.account(act.recorded_by_id),
        seals=seals,
        time_told=act.time_told and not day_only,
        place=seals[0].number if seals else 0,
    )


def _on(act: m.LifeEntry | m.ConditionOutcome) -> datetime:
    return datetime.combine(act.on_day, datetime.min.time(), tzinfo=clock.LONDON)


def _seals(told: Told, act: Act, item: int | None) -> tuple[Seal, ...]:
    """Its places in the chains of the committees; of an act of the whole room, of those that the item concerns."""
    links = told.rows.links.get((act._meta.model_name, act.pk), [])
    purposes = told.rows.items[item].purposes.all() if item in told.rows.items else ()
    concerned = {each.sitting_id for each in purposes}
    if concerned & {link.sitting_id for link in links}:
        links = [link for link in links if link.sitting_id in concerned]
    return tuple(Seal(link.sitting.committee.short_name, link.number, link.seal) for link in links)


def _where(told: Told, act: Act, item: int | None) -> str:
    meeting = f"Meeting of {day_words(act.meeting.date)}"
    return f"{meeting}, item {told.rows.items[item].number}" if item in told.rows.items else meeting


def _room(told: Told, act: m.ItemStep) -> tuple[str, ...]:
    """Who was in the room when the item was taken."""
    there: dict[int, None] = {}
    moves = [each for each in told.rows.of(m.Attendance) if each.meeting_id == act.meeting_id]
    for move in sorted(
        (each for each in standing(moves) if not each.void), key=lambda each: (each.happened_at, each.pk)
    ):
        if move.happened_at > act.happened_at:
            break
        if move.movement in (Movement.CAME, Movement.RETURNED):
            there[move.person_id] = None
        elif move.movement != Movement.APOLOGIES:
            there.pop(move.person_id, None)
    return (f"In the room: {told.people(there)}.",) if there else ()


def _votes(told: Told, cast: list[tuple[m.Vote, int]]) -> Line:
    """The votes by name of one voting in one line: who voted how."""
    first, item = cast[0]
    last = cast[-1][0]
    by_choice: dict[str, list[str]] = defaultdict(list)
    for act, _ in cast:
        who = told.person(act.elector.person_id)
        by_choice[act.get_choice_display()].append(f"{who} ({act.elector.seat.title})")
    said = "; ".join(f"{choice}: {listed(names)}" for choice, names in by_choice.items())
    line = _line(told, last, item)
    of = in_meetings.of_resolution(first.elector.opening.resolution)
    seals = tuple(seal for act in (first, last) for seal in _seals(told, act, item)[:1])
    return replace(
        line,
        happened=first.happened_at,
        what=What(f"{of}Votes were recorded by name.", (f"{said[:1].upper()}{said[1:]}.",)),
        who="",
        seals=tuple(dict.fromkeys(seals)),
        place=seals[0].number if seals else 0,
    )


# --- Acts of books ---
def _between(told: Told, kept: Kept) -> Iterator[Line]:
    for act in told.rows.between:
        if act.committee_id not in kept.books:
            yield _of_a_book(told, act)


def _of_a_book(told: Told, act: OutsideAct) -> Line:
    page = told.rows.pages.get((act._meta.model_name, act.pk))
    seals = (Seal(page.committee.short_name, page.number, page.seal),) if page is not None else ()
    day_only = isinstance(act, m.LifeEntry) and not _timed(act)
    return Line(
        happened=_on(act) if isinstance(act, m.LifeEntry) and act.on_day != london_day(act) else act.happened_at,
        recorded=act.recorded_at,
        what=between.WORDS[type(act)](act, told),
        where=f"Book of {act.committee.short_name}",
        who=told.person(act.by_id),
        hand=told.account(act.recorded_by_id),
        seals=seals,
        time_told=not day_only,
        place=page.number if page is not None else 0,
    )


def _timed(act: m.LifeEntry) -> bool:
    """Whether a step was recorded when it was taken; of an earlier day no time is asked."""
    return act.on_day == act.recorded_at.astimezone(clock.LONDON).date()


# --- Letters and invitations ---
def _letters(told: Told, kept: Kept) -> Iterator[Line]:
    """What NHS England's people were written of decisions that they may veto."""
    items = {act.pk: item for act, item in told.rows.acts if isinstance(act, m.Announcement)}
    for letter in told.rows.letters:
        announced = int(letter.key.partition(": ")[2].partition(",")[0])
        if items.get(announced) in kept.items:
            continue
        sent = f"Sent on {moment_words(letter.sent_at)}." if letter.sent_at else "Not sent yet."
        what = What(f"Letter to {letter.person.name}: {letter.subject}.", (sent,))
        yield Line(letter.written_at, letter.written_at, what, "Letters to be sent", who=NOBODY, rank=1)


def _invited(told: Told, kept: Kept) -> Iterator[Line]:
    """Who was invited to hold a seat for the item alone."""
    for row in told.rows.invited:
        if row.item_id in kept.items:
            continue
        seat, item = row.appointment.seat, told.rows.items[row.item_id]
        why = (f"Reason: {row.why.rstrip('.')}.",) if row.why else ()
        text = (
            f"{row.appointment.person.name} was invited for this item, as {seat.title} of {seat.committee.short_name}."
        )
        when = told.rows.invited_at.get(row.pk)
        start = datetime.combine(item.meeting.date, item.meeting.starts_at, tzinfo=clock.LONDON)
        yield Line(
            min(when, start) if when else start,
            when,
            What(text, why),
            f"Meeting of {day_words(item.meeting.date)}, item {item.number}",
            who=told.person(row.invited_by_id),
            time_told=bool(when and when <= start),
        )


# --- As a table ---
def as_table(found: Chronology) -> Table:
    """The same as a table of text."""
    return Table(
        f"Chronology of {found.title}",
        found.notes,
        COLUMNS,
        tuple(
            (
                line.when,
                line.recorded_words,
                line.who_words,
                "\n".join((line.what.text, *line.what.details)),
                "\n".join(line.stands),
            )
            for line in found.lines
        ),
    )
