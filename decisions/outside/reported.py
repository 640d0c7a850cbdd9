"""What became of decisions taken outside a meeting: whether they came before their committee, and what it said.

Nothing of it is stored: it follows from the agenda on which the decision was put, and the results announced there.
Refusing to ratify does not undo what was done: the committee then decides anew (derived).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from committees.models import Sitting
from committees.rights.routes.urgency import TO_BE_REPORTED
from committees.rights.words import day_words
from committees.terms import Outcome, Route, Word
from decisions.models import Announcement, ItemPurpose, OutsideDecision, PublishedOutcome, Veto
from decisions.outcome import london_day

STANDS_ALL_THE_SAME = "Not ratified: it stands all the same, for it had effect at once. Only a new decision changes it."


class Reported(Word):
    """Where a decision taken outside a meeting stands."""

    NOT_YET = "not_yet", "not reported yet"
    PLANNED = "planned", "on an agenda"
    PASSED_OVER = "passed_over", "not ratified yet"
    REPORTED = "reported", "reported"
    RATIFIED = "ratified", "ratified"
    NOT_RATIFIED = "not_ratified", "not ratified"
    NOTED = "noted", "noted"


COLOURS = {
    Reported.NOT_YET: "yellow",
    Reported.PLANNED: "blue",
    Reported.PASSED_OVER: "red",
    Reported.REPORTED: "grey",
    Reported.RATIFIED: "green",
    Reported.NOT_RATIFIED: "orange",
    Reported.NOTED: "green",
}
#: Nothing more is awaited of the committee.
DONE = frozenset({Reported.REPORTED, Reported.RATIFIED, Reported.NOT_RATIFIED, Reported.NOTED})


@dataclass(frozen=True)
class Before:
    """One meeting on whose agenda it is. ``outcome``: what was announced there, None before."""

    meeting: int
    day: date
    closed: bool
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Stand:
    """``state``, at which meeting, and whether a meeting of the committee has passed without it."""

    state: Reported
    meeting: int | None = None
    day: date | None = None
    overdue: bool = False

    @property
    def to_put(self) -> bool:
        """Whether it is still to be put on an agenda, for the first time or again."""
        return self.state in (Reported.NOT_YET, Reported.PASSED_OVER)

    @property
    def tag(self) -> tuple[str, str]:
        """In a word or two, and a colour."""
        return ("overdue", "red") if self.overdue else (self.state.label, COLOURS[self.state])

    @property
    def sentence(self) -> str:
        """Where it stands, in a sentence."""
        on = day_words(self.day) if self.day else ""
        passed = self.overdue and self.state is not Reported.PASSED_OVER
        late = " A meeting of the committee has passed without it." if passed else ""
        said = {
            Reported.NOT_YET: "It is not yet reported to the committee.",
            Reported.PLANNED: f"It is on the agenda of the meeting of {on}.",
            Reported.PASSED_OVER: (
                f"It was put before the meeting of {on}, which closed without a result on it: it is still to be ratified."
            ),
            Reported.REPORTED: f"It was put before the meeting of {on}, which announced no result on it.",
            Reported.RATIFIED: f"The committee ratified it on {on}.",
            Reported.NOT_RATIFIED: f"The committee did not ratify it on {on}. {STANDS_ALL_THE_SAME}",
            Reported.NOTED: f"The committee noted it on {on}.",
        }
        return f"{said[self.state]}{late}"


def stand(decided_on: date, before: Iterable[Before], held: Iterable[date], *, to_ratify: bool = False) -> Stand:
    """Where it stands. ``before``: the agendas on which it is; ``held``: days of the committee's meetings that are closed.

    Overdue: a meeting was held on a later day than the decision's, without it on the agenda, and nothing more happened.
    ``to_ratify``: to be on the agenda is not enough; a meeting that closed without a result on it has passed without it.
    """
    agendas = sorted(before, key=lambda each: (each.day, each.meeting))
    dealt_with = {each.day for each in agendas if not (to_ratify and each.closed)}
    missed = {day for day in held if day > decided_on} - dealt_with
    found = next((each for each in reversed(agendas) if each.outcome in _SAID), None)
    if found is not None:
        return Stand(_SAID[found.outcome], found.meeting, found.day)
    if not agendas:
        return Stand(Reported.NOT_YET, overdue=bool(missed))
    last = agendas[-1]
    if last.closed and to_ratify:
        return Stand(Reported.PASSED_OVER, last.meeting, last.day, overdue=True)
    if last.closed:
        return Stand(Reported.REPORTED, last.meeting, last.day)
    return Stand(Reported.PLANNED, last.meeting, last.day, overdue=any(day < last.day for day in missed))


_SAID = {
    Outcome.CARRIED: Reported.RATIFIED,
    Outcome.NOT_CARRIED: Reported.NOT_RATIFIED,
    Outcome.VETOED: Reported.NOT_RATIFIED,
    Outcome.NOTED: Reported.NOTED,
}


def decisions_to_report(committees: Collection[int]) -> list[OutsideDecision]:
    """What was decided for these committees outside their meetings, the latest first. One query."""
    rows = OutsideDecision.objects.filter(committee__in=committees, route__in=[route.value for route in TO_BE_REPORTED])
    rows = rows.select_related("committee", "matter", "seat", "by", "report__item__meeting")
    return list(rows.order_by("-happened_at", "-pk"))


def stands(decisions: Collection[OutsideDecision], today: date) -> dict[int, Stand]:
    """Where each of these stands; no query where there are none, else at most four."""
    if not decisions:
        return {}
    reported = {row.pk: (row.committee_id, row.report.item.matter_id) for row in decisions if hasattr(row, "report")}
    agendas = _agendas(set(reported.values()))
    held: dict[int, set[date]] = defaultdict(set)
    sat = Sitting.objects.filter(committee__in={row.committee_id for row in decisions}, closed__isnull=False)
    for committee, day in sat.filter(meeting__date__lte=today).values_list("committee", "meeting__date"):
        held[committee].add(day)
    return {
        row.pk: stand(
            london_day(row),
            agendas.get(reported.get(row.pk), ()),
            held[row.committee_id],
            to_ratify=row.route == Route.CHAIRS_ACTION,
        )
        for row in decisions
    }


def _agendas(wanted: set[tuple[int, int]]) -> Mapping[tuple[int, int] | None, list[Before]]:
    """The agendas on which matters are, by committee and matter, with what each committee announced there."""
    found: dict[tuple[int, int] | None, list[Before]] = defaultdict(list)
    if not wanted:
        return found
    committees, matters = {committee for committee, _ in wanted}, {matter for _, matter in wanted}
    outcomes = _outcomes(committees, matters)
    rows = ItemPurpose.objects.filter(sitting__committee__in=committees, item__matter__in=matters)
    rows = rows.select_related("item__meeting", "sitting__closed")
    for row in rows:
        meeting, closed = row.item.meeting, hasattr(row.sitting, "closed")
        said = outcomes.get((row.sitting_id, row.item_id))
        key = (row.sitting.committee_id, row.item.matter_id)
        found[key].append(Before(meeting.pk, meeting.date, closed, said))
    return found


def _outcomes(committees: set[int], matters: set[int]) -> dict[tuple[int, int], Outcome]:
    """What was announced, or is kept as published, by sitting and item; a decision that was vetoed is vetoed."""
    of = {"resolution__sitting__committee__in": committees, "resolution__item__matter__in": matters}
    vetoed = Veto.objects.filter(announcement=OuterRef("pk"), used=True)
    announced = Announcement.objects.standing().filter(**of).annotate(vetoed=Exists(vetoed)).order_by("pk")
    found = {
        (sitting, item): Outcome.VETOED if veto else Outcome(outcome)
        for sitting, item, outcome, veto in announced.values_list(
            "resolution__sitting", "resolution__item", "outcome", "vetoed"
        )
    }
    published = PublishedOutcome.objects.filter(**of).values_list("resolution__sitting", "resolution__item", "outcome")
    return found | {(sitting, item): Outcome(outcome) for sitting, item, outcome in published}


# --- For the first page and the list of the book ---
@dataclass(frozen=True)
class Waits:
    """A decision that the committee has not dealt with yet."""

    decision: OutsideDecision
    stand: Stand

    @property
    def what(self) -> str:
        """“Chair's action” or an officer's decision, with its day."""
        return f"{kind_words(self.decision)} of {day_words(london_day(self.decision))}"


def waiting_to_be_reported(committees: Collection[int], today: date) -> list[Waits]:
    """What is not reported yet, and what is overdue; overdue first. At most five queries."""
    rows = [row for row in decisions_to_report(committees) if london_day(row) <= today] if committees else []
    found = stands(rows, today)
    waits = [Waits(row, found[row.pk]) for row in rows]
    due = [each for each in waits if each.stand.overdue or each.stand.state is Reported.NOT_YET]
    return sorted(due, key=lambda each: not each.stand.overdue)


def kind_words(decision: OutsideDecision) -> str:
    """How a decision taken outside a meeting is called at the beginning of a title."""
    if decision.route == Route.CHAIRS_ACTION:
        return "Chair's action"
    return f"Decision by the {decision.seat.title}" if decision.seat else "Officer's decision"
