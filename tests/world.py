"""Builders: committees, the people on them, and meetings. Everything in here is made up.

``committees(...)`` builds bodies, each with nine voting seats and one without; ``meet(...)`` a meeting in common of
some of them, with items. What the tests say afterwards goes through the product's own actions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from committees.models import (
    Account,
    Appointment,
    Arrangement,
    Committee,
    Meeting,
    Person,
    Remit,
    Seat,
    Sitting,
    TermsOfReference,
)
from committees.models.accounts import PostKind
from committees.powers import Actor, actor_for, appoint_to_post
from committees.terms import (
    CommitteeKind,
    CountsAs,
    Function,
    Level,
    Majority,
    Movement,
    Office,
    Represents,
    RoomRole,
    Standing,
    Verb,
)
from decisions import actions
from decisions.facts import Record, ResolutionFacts, load_record
from decisions.models import AgendaItem, Limb, Matter
from practices.models import CCG

DAY = date(2016, 4, 14)
FIRST = date(2016, 4, 1)
SOURCE = "Made up for the tests"

CHAIR, VICE, LAY, OFFICER, FINANCE, DIRECTOR, GP, SECOND_GP, NINTH = range(9)

#: The nine voting seats: title, office, counts as, clinical. The ninth is NHS England's at level 2, a nurse's at 3.
VOTING_SEATS = (
    ("Lay member, chair", Office.CHAIR, CountsAs.LAY, False),
    ("Lay member, vice-chair", Office.VICE_CHAIR, CountsAs.LAY, False),
    ("Lay member for finance", Office.MEMBER, CountsAs.LAY, False),
    ("Chief officer", Office.MEMBER, CountsAs.EXECUTIVE, False),
    ("Chief finance officer", Office.MEMBER, CountsAs.EXECUTIVE, False),
    ("Director of commissioning", Office.MEMBER, CountsAs.EXECUTIVE, False),
    ("GP member", Office.MEMBER, CountsAs.NEITHER, True),
    ("Second GP member", Office.MEMBER, CountsAs.NEITHER, True),
    ("Registered nurse", Office.MEMBER, CountsAs.NEITHER, True),
)

FUNCTIONS = (Function.GP_COMMISSIONING, Function.INCENTIVE_SCHEMES, Function.BUDGET, Function.PERFORMANCE)


@dataclass
class Body:
    """One committee: its seats and, in the same order, who sits in them. ``guest``: Healthwatch's member."""

    name: str
    ccg: CCG
    committee: Committee
    terms: TermsOfReference
    seats: list[Seat] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    guest_seat: Seat | None = None
    guest: Person | None = None

    @property
    def level_2(self) -> bool:
        return self.committee.kind == CommitteeKind.JOINT_COMMITTEE


@dataclass
class Room:
    """A meeting that can be run: ``body`` and ``sitting`` by name; ``secretary`` holds the pen for all of them."""

    meeting: Meeting
    bodies: dict[str, Body]
    sittings: dict[str, Sitting]
    items: list[AgendaItem]
    secretary: Actor

    @property
    def record(self) -> Record:
        return load_record(self.meeting.pk)

    def decision(self, name: str, item: AgendaItem | None = None, letter: str = "") -> ResolutionFacts:
        """The record's view of one committee's decision on an item (the first, unless told)."""
        wanted = (item or self.items[0]).pk
        found = self.record.item_by_id[wanted].resolutions_of(self.sittings[name].pk)
        return next(resolution for resolution in found if resolution.limb.letter == letter)

    def decisions(self, item: AgendaItem | None = None) -> list[int]:
        """The keys of every committee's decision on an item."""
        return [r.pk for r in self.record.item_by_id[(item or self.items[0]).pk].resolutions]

    def everybody(self) -> list[int]:
        return [p.pk for body in self.bodies.values() for p in [*body.people, body.guest] if p is not None]

    def arrive(self, people: list[int] | None = None, **how) -> None:
        """People come (everybody, unless told)."""
        actions.record_attendance(
            actor=self.secretary,
            meeting=self.meeting.pk,
            people=people or self.everybody(),
            movement=Movement.CAME,
            role=RoomRole.MEMBER,
            **how,
        )

    def begin(self, item: AgendaItem | None = None) -> AgendaItem:
        """Take an item (the first, unless told)."""
        item = item or self.items[0]
        actions.begin_item(actor=self.secretary, meeting=self.meeting.pk, item=item.pk)
        return item


def a_ccg(name: str, code: str) -> CCG:
    return CCG.objects.create(
        ods_code=code, name=f"NHS {name.upper()} CCG", short_name=name, region_code="Y56", opened_on=date(2013, 4, 1)
    )


def an_account(username: str, person: Person | None = None, **flags) -> Account:
    account = Account.objects.create_user(username=username, password="a long enough one", **flags)
    if person is not None:
        person.account = account
        person.save()
    return account


def actor(account: Account, day: date = DAY) -> Actor:
    return actor_for(account, day)


def a_body(
    name: str, code: str, level: Level = Level.DELEGATED, *, voting: int = 9, since: date = FIRST, **terms
) -> Body:
    """A CCG at a level, and its committee for that level, with remits, terms, ``voting`` seats and Healthwatch's."""
    ccg = CCG.objects.filter(ods_code=code).first() or a_ccg(name, code)
    joint = level == Level.JOINT
    Arrangement.objects.create(ccg=ccg, level=level, starts_on=since, source=SOURCE)
    committee = Committee.objects.create(
        name=f"{name} {'joint committee' if joint else 'primary care commissioning committee'}",
        short_name=name,
        kind=CommitteeKind.JOINT_COMMITTEE if joint else CommitteeKind.PCCC,
        established_on=since,
        made_up=True,
    )
    committee.ccgs.add(ccg)
    for function in FUNCTIONS:
        Remit.objects.create(committee=committee, function=function, ccg=ccg, starts_on=since, source=SOURCE)
    settings = {"quorum_minimum": min(4, voting), "majority": Majority.OF_VOTES_CAST}
    settings |= {"nhs_england_casting_vote": joint, "nhs_england_veto": joint} | terms
    rules = TermsOfReference.objects.create(
        committee=committee, version="1", starts_on=since, source=SOURCE, made_up=True, **settings
    )
    body = Body(name, ccg, committee, rules)
    for order, (title, office, counts_as, clinical) in enumerate(VOTING_SEATS[:voting]):
        nhs_england = joint and order == NINTH
        seat = Seat.objects.create(
            committee=committee,
            title="NHS England" if nhs_england else title,
            office=office,
            represents=Represents.NHS_ENGLAND if nhs_england else Represents.CCG,
            counts_as=counts_as,
            clinical=clinical and not nhs_england,
            order=order,
            starts_on=since,
        )
        body.seats.append(seat)
        body.people.append(in_seat(seat, f"{name} {seat.title}", since=since))
    body.guest_seat = Seat.objects.create(
        committee=committee,
        title="Healthwatch",
        standing=Standing.NON_VOTING,
        represents=Represents.HEALTHWATCH,
        order=20,
        starts_on=since,
    )
    body.guest = in_seat(body.guest_seat, f"{name} Healthwatch", since=since)
    return body


def in_seat(seat: Seat, name: str, since: date = FIRST, **more) -> Person:
    """Somebody new, appointed to a seat."""
    person = Person.objects.create(name=name, made_up=True)
    Appointment.objects.create(seat=seat, person=person, starts_on=since, **more)
    return person


SOUTH_WEST_LONDON = (
    ("Croydon", "07V", Level.JOINT),
    ("Kingston", "08J", Level.DELEGATED),
    ("Merton", "08R", Level.DELEGATED),
    ("Richmond", "08P", Level.DELEGATED),
    ("Sutton", "08T", Level.DELEGATED),
    ("Wandsworth", "08X", Level.DELEGATED),
)


def bodies(count: int = 6, voting: int = 9) -> dict[str, Body]:
    """The first ``count`` committees of South West London, with ``voting`` voting seats each."""
    return {name: a_body(name, code, level, voting=voting) for name, code, level in SOUTH_WEST_LONDON[:count]}


def a_secretary(of: dict[str, Body], username: str = "secretary") -> Actor:
    """An account that is secretary of each of these committees since 1 April 2016."""
    account = an_account(username)
    for body in of.values():
        appoint_to_post(account=account, committee=body.committee, kind=PostKind.SECRETARY, starts_on=FIRST)
    return actor(account)


def a_matter(
    title: str,
    ccgs: list[CCG],
    function: Function = Function.GP_COMMISSIONING,
    texts: tuple[str, ...] = ("That it be approved.",),
    verb: Verb = Verb.APPROVE,
    raised_by: Committee | None = None,
) -> Matter:
    """A matter in one part, or lettered where there are more. ``raised_by``: whose it is between meetings."""
    raised_on = FIRST if raised_by else None
    matter = Matter.objects.create(
        title=title, function=function, raised_by=raised_by, raised_on=raised_on, made_up=True
    )
    matter.ccgs.set(ccgs)
    for letter, text in zip("abcdef", texts, strict=False):
        Limb.objects.create(matter=matter, letter=letter if len(texts) > 1 else "", text=text, verb=verb)
    return matter


def a_meeting(of: dict[str, Body], day: date = DAY, title: str = "Committees in common") -> Meeting:
    convener = next(iter(of.values())).committee
    meeting = Meeting.objects.create(
        title=title, date=day, starts_at=time(10), place="Town hall", convened_by=convener, made_up=True
    )
    for order, body in enumerate(of.values()):
        Sitting.objects.create(meeting=meeting, committee=body.committee, order=order)
    return meeting


def put(meeting: Meeting, matter: Matter) -> AgendaItem:
    """A matter on the agenda, numbered as the next."""
    return actions.put_on_agenda(meeting=meeting, matter=matter, number=str(meeting.items.count() + 1))


def meet(of: dict[str, Body], secretary: Actor, items: int = 1, day: date = DAY) -> Room:
    """A meeting in common of these committees with ``items`` items that concern them all. Nobody is there yet."""
    meeting = a_meeting(of, day)
    concerned = [body.ccg for body in of.values()]
    agenda = [put(meeting, a_matter(f"Matter {number + 1}", concerned)) for number in range(items)]
    return room_of(meeting, of, agenda, secretary)


def room_of(meeting: Meeting, of: dict[str, Body], items: list[AgendaItem], secretary: Actor) -> Room:
    by_committee = {sitting.committee_id: sitting for sitting in meeting.sittings.all()}
    sittings = {name: by_committee[body.committee.pk] for name, body in of.items()}
    return Room(meeting, of, sittings, items, secretary)
