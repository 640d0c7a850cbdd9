"""What a member sees: their entry in the registers, seats and what they give, declarations, votes in their name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from committees.facts import Law, appointment_facts, load_law, seat_facts
from committees.models import Appointment
from committees.registers.due import due_of
from committees.rights import world
from committees.rights.declaring import Due, DueState
from committees.rights.entitlement import electors
from committees.rights.words import level_words, listed
from committees.terms import Choice, CommitteeKind, Function, Office, Represents, Share, Standing
from decisions.facts import last, name_of
from decisions.models import Declaration, Opening, Ruling, Vote
from decisions.naming import item_words

SHOWN = 20


@dataclass(frozen=True)
class SeatLine:
    """One seat and whether it votes, in one line, with the reason."""

    committee: int
    committee_name: str
    title: str
    levels: str
    votes: bool
    line: str
    deputy_for: str = ""
    standing: str = ""
    office: str = ""


@dataclass(frozen=True)
class DeclarationLine:
    meeting: object
    item: str
    what: str
    rulings: tuple[str, ...]


@dataclass(frozen=True)
class VoteLine:
    meeting: object
    item: str
    committee: str
    seat: str
    choice: str
    recorded: str  # "by Sam Secretary"
    when: object
    result: str


def entry_due(person: int, today: date) -> Due | None:
    """How a person's entry in the registers stands; None where they are on no register. At most six queries."""
    stands = due_of(person, today)
    return None if stands.state is DueState.NOT_ASKED else stands


def seats_held(person: int, today: date) -> list[Appointment]:
    """The appointments of a person in force today. Two queries."""
    rows = Appointment.objects.filter(person=person).in_force_on(today).exclude(share=Share.SINGLE_ITEM)
    rows = rows.filter(seat__committee__stood_down_on__isnull=True) | rows.filter(
        seat__committee__stood_down_on__gte=today
    )
    related = rows.select_related("seat__committee", "seat__ccg", "stands_for", "person")
    return list(related.prefetch_related("seat__committee__ccgs").order_by("seat__committee__name", "seat__order"))


def seat_lines(held: list[Appointment], today: date) -> list[SeatLine]:
    """Each seat, and what the engine says of its vote on general practice commissioning. Five queries."""
    committees = {row.seat.committee for row in held}
    ccgs = {ccg.pk for committee in committees for ccg in committee.ccgs.all()}
    law = load_law(ccgs, also={committee.pk for committee in committees})
    return [_seat_line(row, held, law, today) for row in held]


def _seat_line(row: Appointment, held: list[Appointment], law: Law, today: date) -> SeatLine:
    committee = law.committees[row.seat.committee_id]
    standpoint = law.standpoint(committee, Function.GP_COMMISSIONING, committee.ccgs, today)
    found = electors(_room(row, held, law, committee, today), standpoint)
    verdict = next(elector.verdict for elector in found if elector.seat.id == row.seat_id)
    deputy = str(row.stands_for) if row.stands_for_id else ""
    told = _line(bool(verdict), verdict.refusals[0].text if verdict.refusals else "", standpoint, deputy)
    return SeatLine(
        committee=row.seat.committee_id,
        committee_name=row.seat.committee.name,
        title=row.seat.title,
        levels=_levels(standpoint),
        votes=bool(verdict),
        line=_does_not_vote(row, committee) or told,
        deputy_for=deputy,
        standing=row.seat.standing,
        office=row.seat.office,
    )


def _room(row: Appointment, held: list[Appointment], law: Law, committee: world.Committee, today: date) -> world.Room:
    """The committee with this person alone in it: whether anybody else is there does not matter to their vote."""
    own = [each for each in held if each.seat.committee_id == row.seat.committee_id]
    return world.Room(
        day=today,
        committee=committee,
        terms=law.terms_of(committee.id, today),
        seats=tuple({each.seat_id: seat_facts(each.seat) for each in own}.values()),
        appointments=tuple(appointment_facts(each) for each in own if each.stands_for_id is None or each is row),
        people={row.person_id: world.Person(row.person_id, row.person.name)},
        present=frozenset({row.person_id}),
    )


def _levels(standpoint: world.Standpoint) -> str:
    said = [level_words(a.level, shadowing=a.shadowing) for a in standpoint.authorities if a.level]
    return listed(dict.fromkeys(said))


def _does_not_vote(row: Appointment, committee: world.Committee) -> str:
    """What a seat gives on a body that takes no vote of its own; empty on every other."""
    if committee.kind is CommitteeKind.ADVISORY_PANEL:
        return "You may be asked to advise; the panel has no vote in a CCG's committee."
    voting = row.seat.standing == Standing.VOTING and row.share != Share.DEPUTY
    if committee.kind is CommitteeKind.NHS_ENGLAND_TEAM and voting and row.seat.represents == Represents.NHS_ENGLAND:
        return "You decide for NHS England at level 1, without a ballot."
    return ""


def _line(votes: bool, refusal: str, standpoint: world.Standpoint, deputy: str) -> str:
    """You vote, because ...; you do not vote, because ..."""
    if not votes or standpoint.effect is None:
        return f"You do not vote. {refusal}"
    does = standpoint.effect.label
    when = f" when {deputy} is not in the room" if deputy else ""
    return f"You vote{when}: yours is a voting seat, and on general practice commissioning the committee {does}."


def without_vote(lines: list[SeatLine]) -> list[SeatLine]:
    """The seats that are members without a vote."""
    return [line for line in lines if line.standing == Standing.NON_VOTING]


def chairs(lines: list[SeatLine]) -> list[int]:
    """The committees of which this person holds the chair."""
    return [line.committee for line in lines if line.office == Office.CHAIR and not line.deputy_for]


def declarations(person: int) -> list[DeclarationLine]:
    """What this person declared on agenda items, and what was ruled, latest first. Two queries."""
    made = Declaration.objects.filter(person=person, void=False, replaced_by__isnull=True)
    rows = list(made.select_related("item__matter", "meeting").order_by("-happened_at", "-pk")[:SHOWN])
    ruled: dict[int, list[str]] = {}
    rulings = Ruling.objects.filter(person=person, item__in={row.item_id for row in rows}, replaced_by__isnull=True)
    for ruling in rulings.select_related("sitting__committee").order_by("sitting__order"):
        ruled.setdefault(ruling.item_id, []).append(f"{ruling.sitting.committee.short_name}: {name_of(ruling)}")
    return [
        DeclarationLine(
            row.meeting,
            f"item {row.item.number}, {row.item.matter.title}",
            row.nature.rstrip(". "),
            tuple(ruled.get(row.item_id, ())),
        )
        for row in rows
    ]


def votes(person: int, account: int) -> list[VoteLine]:
    """The votes recorded in this person's name, with who recorded each, latest first. Two queries."""
    in_force = Vote.objects.filter(replaced_by__isnull=True, elector__opening__replaced_by__isnull=True)
    rows = in_force.filter(elector__person=person).select_related(
        "meeting",
        "recorded_by__person",
        "elector__seat",
        "elector__opening__resolution__limb",
        "elector__opening__resolution__item__matter",
        "elector__opening__resolution__sitting__committee",
    )
    rows = rows.prefetch_related("elector__opening__announcements")
    return [_vote_line(row, account) for row in rows.order_by("-happened_at", "-pk")[:SHOWN]]


def _vote_line(row: Vote, account: int) -> VoteLine:
    resolution, opening = row.elector.opening.resolution, row.elector.opening
    return VoteLine(
        meeting=row.meeting,
        item=item_words(resolution),
        committee=resolution.sitting.committee.short_name,
        seat=row.elector.seat.title,
        choice=Choice(row.choice).label,
        recorded="by you" if row.recorded_by_id == account else _account(row),
        when=row.happened_at,
        result=_read_out(opening),
    )


def _read_out(opening: Opening) -> str:
    """The result as announced, where it stands."""
    announced = last(opening.announcements.all())
    return announced.sentence if announced is not None and not announced.void else "Not announced yet."


def _account(row: Vote) -> str:
    if row.recorded_by is None:
        return "from the imported record"
    return f"by {row.recorded_by.person.name if hasattr(row.recorded_by, 'person') else row.recorded_by}"
