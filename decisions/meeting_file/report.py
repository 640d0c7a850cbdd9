"""What a meeting that a file tells comes to: who could vote, quorum, conflicts, results, and where the file's own outcome
disagrees with what the rules on record give. Read from the record, so that what is reported is what is (or would be) kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from committees.models import Meeting
from committees.rights.quorum import quorum
from committees.rights.voting import electors
from committees.rights.words import listed
from committees.terms import VERBS_WITHOUT_VOTE, Finding, NotTold, Outcome, Standing, Verb
from decisions.facts import Record, ResolutionFacts, load_record
from decisions.forecast import expected
from decisions.meeting_file.register import from_register
from decisions.minutes.items import items as minuted
from decisions.minutes.load import names_for
from decisions.minutes.reading import Reading
from decisions.minutes.words import quorum_words
from decisions.outcome import outcome_of
from practices import clock

WORKED_OUT = "worked_out"
AS_PUBLISHED = "as_published"
#: What becomes of a decision after its result was read out.
SINCE = (Outcome.VETOED, Outcome.AWAITS_AGREEMENT, Outcome.AGREEMENT_REFUSED)


@dataclass(frozen=True)
class DecisionReport:
    """One committee on one part. ``could_vote`` None: it cannot be told. ``if_all_come``: nobody is there yet.

    ``known``: whether the outcome was worked out, or is as published (then with its ``finding``); empty: there is none.
    """

    committee: str
    part: str
    verb: str
    motion: str
    takes_vote: bool
    could_vote: tuple[str, ...] | None
    could_not_vote: tuple[str, ...]
    if_all_come: bool
    quorum: str
    result: str
    outcome: str
    known: str
    finding: str
    reasons: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class ItemReport:
    """One item. ``conflicts``: as declared and ruled on; ``register``: who has one on the register and has not declared."""

    number: str
    title: str
    conflicts: tuple[str, ...]
    register: tuple[str, ...]
    decisions: tuple[DecisionReport, ...]


@dataclass(frozen=True)
class MeetingReport:
    """One meeting.

    ``disagreements`` and ``cannot_tell``: how many published outcomes the rules on record do not give, or cannot check.
    """

    title: str
    date: str
    committees: tuple[str, ...]
    not_told: tuple[str, ...]
    items: tuple[ItemReport, ...]

    @property
    def disagreements(self) -> int:
        return self._found(Finding.DISAGREES)

    @property
    def cannot_tell(self) -> int:
        return self._found(Finding.CANNOT_TELL)

    def _found(self, finding: Finding) -> int:
        return sum(each.finding == finding for item in self.items for each in item.decisions)

    def as_data(self) -> dict:
        """For ``--json``."""
        return asdict(self) | {"disagreements": self.disagreements, "cannot_tell": self.cannot_tell}


def report_on(meeting: Meeting) -> MeetingReport:
    """The report on a meeting on record, or about to be: it must be read before a check is undone."""
    record = load_record(meeting.pk)
    reading = Reading(
        record=record,
        names=names_for(record),
        sittings=list(record.sittings.values()),
        opens=frozenset(item.pk for item in record.items),
        today=clock.today(),
    )
    told = {item.number: item.interests for item in minuted(reading)}
    register = from_register(record)
    return MeetingReport(
        title=record.meeting.title,
        date=record.day.isoformat(),
        committees=tuple(sitting.committee.name for sitting in record.sittings.values()),
        not_told=tuple(NotTold(each).label for each in record.meeting.not_told),
        items=tuple(
            ItemReport(
                number=item.number,
                title=item.title,
                conflicts=tuple(" ".join([each.declared, *each.rulings]) for each in told.get(item.number, ())),
                register=tuple(register.get(item.pk, ())),
                decisions=tuple(_decision(reading, of) for of in item.resolutions),
            )
            for item in record.items
        ),
    )


#: Who could and could not vote, whether that supposes that everybody comes, and the quorum in words.
Voting = tuple[tuple[str, ...] | None, tuple[str, ...], bool, str]
_NO_VOTING: Voting = (None, (), False, "")


def _decision(reading: Reading, of: ResolutionFacts) -> DecisionReport:
    takes_vote = Verb(of.verb) not in VERBS_WITHOUT_VOTE
    could, could_not, supposed, judged = _voting(reading, of) if takes_vote else _NO_VOTING
    outcome = outcome_of(of)
    published = of.published
    return DecisionReport(
        committee=of.sitting.name,
        part=of.limb.letter,
        verb=str(of.verb),
        motion=of.motion_text,
        takes_vote=takes_vote,
        could_vote=could,
        could_not_vote=could_not,
        if_all_come=supposed,
        quorum=judged,
        result=of.announcement.sentence if of.announcement else (published.words if published else ""),
        outcome=published.outcome if published else (outcome.value if outcome else ""),
        known=AS_PUBLISHED if published else (WORKED_OUT if of.announcement else ""),
        finding=published.finding if published else "",
        reasons=tuple(each["text"] for each in published.reasons) if published else (),
        conditions=tuple(each.text for each in (of.conditions or of.limb.conditions.all())),
    )


def _voting(reading: Reading, of: ResolutionFacts) -> Voting:
    """Of a decision that takes a vote: as it was when voting opened, or as it would be now."""
    record, sitting, item = reading.record, of.sitting, of.item
    opening = of.opening
    if opening is not None:
        judged = quorum_words(reading.quorum(sitting, item, opening.happened_at))
        could = tuple(record.name(each.person_id) for each in of.voters)
        return could, tuple(_left_out(record, of)), False, judged
    there = record.present(item)
    if not there and _is_past(record):
        return None, (), False, ""
    room = replace(record.room(sitting, item), present=there or expected(record))
    found = [each for each in electors(room, record.standpoint(sitting, item)) if each.seat.standing is Standing.VOTING]
    could = tuple(record.name(each.person) for each in found if each.verdict)
    could_not = tuple(
        f"{record.name(each.person) if each.person else each.seat.title}: {each.verdict.sentence}"
        for each in found
        if not each.verdict
    )
    return could, could_not, not there, quorum_words(quorum(room))


def _is_past(record: Record) -> bool:
    """Something is recorded of it, or it is said that who was there is not told: then nobody is supposed to have come."""
    return bool(record.acts) or NotTold.ATTENDANCE in record.meeting.not_told


def _left_out(record: Record, of: ResolutionFacts) -> Iterator[str]:
    for each in of.electorate:
        seat = of.sitting.seat_by_id.get(each.seat_id)
        if each.may_vote or seat is None or seat.standing is not Standing.VOTING:
            continue
        why = [r["text"] for r in each.verdict.get("reasons", ()) if not r["allows"]]
        yield f"{record.name(each.person_id) if each.person_id else seat.title}: {' '.join(dict.fromkeys(why))}"


def in_words(report: MeetingReport) -> Iterator[str]:
    """The report as lines to read, indented by what they belong to."""
    yield f"{report.title}, {report.date}: {listed(report.committees)}."
    if report.not_told:
        yield f"  The source does not tell {'; '.join(report.not_told)}."
    for item in report.items:
        yield f"  Item {item.number}. {item.title}"
        for conflict in item.conflicts:
            yield f"    Conflict: {conflict}"
        for found in item.register:
            yield f"    On the register of interests, and not declared: {found}"
        words = None
        for each in item.decisions:
            if (each.part, each.motion) != words:
                words = (each.part, each.motion)
                yield f"    {f'Part ({each.part}). ' if each.part else ''}{each.motion}"
                yield from _hangs_on(each)
            yield from _decision_in_words(each)
    yield f"  {summary(report)}"


def summary(report: MeetingReport) -> str:
    """How many outcomes were worked out, and how the published ones stand to the rules."""
    every = [each for item in report.items for each in item.decisions]
    counts = [
        (sum(each.known == WORKED_OUT for each in every), "worked out from what is told"),
        (sum(each.finding == Finding.AGREES for each in every), "as published, and the rules on record give the same"),
        (report.disagreements, "as published, which the rules on record do not give"),
        (report.cannot_tell, "as published, and too little is told to check"),
        (sum(not each.known for each in every), "without an outcome"),
    ]
    said = [f"{number} {words}" for number, words in counts if number]
    return f"Outcomes: {'; '.join(said)}." if said else "Nothing is to be decided."


def _decision_in_words(each: DecisionReport) -> Iterator[str]:
    yield f"      {each.committee}:"
    if each.takes_vote:
        yield f"        {_could_vote(each)}"
        for why in each.could_not_vote:
            yield f"        Could not vote: {why}"
        if each.quorum:
            yield f"        {each.quorum}"
    if each.known == WORKED_OUT:
        after = f" Since: {Outcome(each.outcome).label}." if each.outcome in SINCE else ""
        yield f"        Result, worked out: {each.result}{after}"
    elif each.known == AS_PUBLISHED:
        said = f" “{each.result}”" if each.result else ""
        yield f"        Result, as published: {Outcome(each.outcome).label}.{said} Finding: {Finding(each.finding).label}."
        for why in each.reasons:
            yield f"          {why}"
    else:
        yield "        No result is told."


def _hangs_on(each: DecisionReport) -> Iterator[str]:
    if each.conditions:
        yield f"      Hangs on: {'; '.join(dict.fromkeys(each.conditions))}."


def _could_vote(each: DecisionReport) -> str:
    if each.could_vote is None:
        return "Who could vote cannot be told: who was there is not."
    supposed = " if everybody appointed comes" if each.if_all_come else ""
    return f"Could vote{supposed} ({len(each.could_vote)}): {listed(each.could_vote) or 'nobody'}."


__all__ = ["MeetingReport", "in_words", "report_on", "summary"]
