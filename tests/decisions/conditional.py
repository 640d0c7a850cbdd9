"""Builders for decisions that hang on conditions. Made up, but for the four recommendations of January 2016."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from committees.models import Account, Arrangement, Committee, Meeting, Remit, Seat, Sitting, TermsOfReference
from committees.models.accounts import PostKind
from committees.powers import Actor, appoint_to_post
from committees.terms import CommitteeKind, Function, Level, Majority, Office, Verb
from decisions import actions
from decisions.actions.hanging import Wanted
from decisions.conditions import Hangs, hangs
from decisions.facts import ResolutionFacts
from decisions.models import Condition, Limb, LimbCondition, Matter
from practices.models import CCG
from tests import world
from tests.world import Body, Room

JANUARY = date(2016, 1, 28)
LONG_AGO = date(2013, 4, 1)
NAMES = ("Croydon", "Kingston", "Merton", "Richmond", "Sutton", "Wandsworth")
CODES = ("07V", "08J", "08R", "08P", "08T", "08X")
LEVEL_3 = "The formal commencement of level 3 delegated commissioning by CCGs in SWL in 2016/17"
LOCAL = "Local CCG Governing Body discussions/decisions"

#: The paper's own words: Operating Model for Delegated Primary Care Commissioning in SWL, January 2016, 5. Summary.
RECOMMENDATIONS = (
    ("i", "The SWL Joint Committee for Primary Care will cease with effect from 31st March 2016."),
    ("ii", "An Advisory Panel will be established to support local delegated commissioning."),
    (
        "iii",
        "A primary care commissioning support team will be identified/established for SWL under the direction of the "
        "SWL CCGs.",
    ),
    (
        "iv",
        "The Primary Care Delivery Group will continue to lead collaborative work for the strategic transformation of "
        "primary care across SWL.",
    ),
)


def a_ccg(name: str) -> CCG:
    code = CODES[NAMES.index(name)]
    return CCG.objects.filter(ods_code=code).first() or world.a_ccg(name, code)


def a_governing_body(name: str) -> Body:
    """The governing body of a CCG: three seats that vote."""
    ccg = a_ccg(name)
    committee = Committee.objects.create(
        name=f"Governing Body of NHS {name} CCG",
        short_name=f"{name} governing body",
        kind=CommitteeKind.GOVERNING_BODY,
        established_on=LONG_AGO,
        made_up=True,
    )
    committee.ccgs.add(ccg)
    return _with_seats(Body(name, ccg, committee, _terms(committee)), 3)


def _terms(committee: Committee, **more) -> TermsOfReference:
    settings = {"version": "1", "quorum_minimum": 2, "majority": Majority.OF_VOTES_CAST, "made_up": True}
    return TermsOfReference.objects.create(
        committee=committee, starts_on=LONG_AGO, source=world.SOURCE, **settings | more
    )


def _with_seats(body: Body, count: int) -> Body:
    for order in range(count):
        seat = Seat.objects.create(
            committee=body.committee,
            title="Chair" if order == 0 else f"Member {order}",
            office=Office.CHAIR if order == 0 else Office.MEMBER,
            order=order,
            starts_on=LONG_AGO,
        )
        body.seats.append(seat)
        body.people.append(world.in_seat(seat, f"{body.name} {seat.title}", since=LONG_AGO))
    return body


def a_keeper(*committees: Committee, username: str = "keeper") -> Actor:
    """The secretary of these committees since 2013."""
    account = Account.objects.filter(username=username).first() or world.an_account(username)
    for committee in committees:
        appoint_to_post(account=account, committee=committee, kind=PostKind.SECRETARY, starts_on=LONG_AGO)
    return world.actor(account)


def a_decision_of(body: Body, keeper: Actor, day: date, *, carried: bool = True, **item) -> int:
    """The key of a decision of a governing body, at a meeting of its own; its meeting is closed."""
    room = a_room(body, keeper, day)
    decision = room.decisions(put(room, "The operating model", **item))[0]
    decide(room, [decision], carried=carried)
    actions.close_sitting(actor=keeper, meeting=room.meeting.pk, sittings=[s.pk for s in room.sittings.values()])
    return decision


def a_room(body: Body, keeper: Actor, day: date) -> Room:
    """A meeting of one body; everybody is there."""
    meeting = Meeting.objects.create(
        title=f"{body.committee.name}, {day}",
        date=day,
        starts_at=time(10),
        convened_by=body.committee,
        made_up=True,
    )
    sitting = Sitting.objects.create(meeting=meeting, committee=body.committee, order=1)
    room = Room(meeting, {body.name: body}, {body.name: sitting}, [], keeper)
    room.arrive([person.pk for person in body.people])
    return room


def put(room: Room, title: str, parts=(("", "That it be agreed."),), conditions=None, **item):
    """An item of the body's own business; ``conditions``: part -> those it carries as first put."""
    matter = Matter.objects.create(title=title, function=Function.OWN_BUSINESS, made_up=True)
    for letter, text in parts:
        limb = Limb.objects.create(matter=matter, letter=letter, text=text, verb=Verb.CONFIRM)
        for number, wanted in enumerate((conditions or {}).get(letter, ()), start=1):
            LimbCondition.objects.create(
                limb=limb,
                number=number,
                text=wanted.text,
                awaits_id=wanted.awaits,
                who=wanted.who,
                due_on=wanted.due_on,
            )
    placed = actions.put_on_agenda(
        meeting=room.meeting, matter=matter, number=str(room.meeting.items.count() + 1), **item
    )
    room.items.append(placed)
    room.begin(placed)
    return placed


def decide(room: Room, decisions: list[int], *, carried: bool = True) -> None:
    """All for, or all against; and announced."""
    if carried:
        actions.agree(actor=room.secretary, resolutions=decisions)
    else:
        for decision in decisions:
            actions.record_counts(actor=room.secretary, resolution=decision, in_favour=0, against=2)
    actions.announce(actor=room.secretary, resolutions=decisions)


def wanted(text: str = LEVEL_3, awaits: Committee | None = None, **more) -> Wanted:
    return Wanted(text=text, awaits=awaits.pk if awaits else None, **more)


@dataclass
class January:
    """The joint committee of January 2016, its four decisions by their numerals, and the six governing bodies."""

    room: Room
    keeper: Actor
    bodies: dict[str, Body]
    decisions: dict[str, int]

    def decision(self, numeral: str) -> ResolutionFacts:
        return self.room.record.resolution_by_id[self.decisions[numeral]]

    def hangs(self, numeral: str) -> Hangs:
        return hangs(self.decision(numeral))

    def condition(self, numeral: str, of: str = "") -> Condition:
        """The condition that awaits the governing body ``of`` this CCG; without it, the one about level 3."""
        name = self.bodies[of].committee.pk if of else None
        return next(c for c in self.decision(numeral).conditions if c.awaits_id == name)


def the_joint_committee() -> Body:
    """South West London's joint committee at level 2, for six CCGs; it ceased on 31 March 2016."""
    last = date(2016, 3, 31)
    committee = Committee.objects.create(
        name="South West London Joint Committee for Primary Care",
        short_name="SWL",
        kind=CommitteeKind.JOINT_COMMITTEE,
        established_on=LONG_AGO,
        stood_down_on=last,
        made_up=True,
    )
    for name in NAMES:
        ccg = a_ccg(name)
        committee.ccgs.add(ccg)
        Arrangement.objects.create(ccg=ccg, level=Level.JOINT, starts_on=LONG_AGO, ends_on=last, source=world.SOURCE)
        Remit.objects.create(
            committee=committee,
            function=Function.GP_COMMISSIONING,
            ccg=ccg,
            starts_on=LONG_AGO,
            ends_on=last,
            source=world.SOURCE,
        )
    body = Body("SWL", a_ccg("Croydon"), committee, _terms(committee, ends_on=last))
    return _with_seats(body, 5)


def january(*, carried: bool = True) -> January:
    """The meeting of January 2016 as the paper asks for it. The clock must stand on its day."""
    bodies = {name: a_governing_body(name) for name in NAMES}
    joint = the_joint_committee()
    keeper = a_keeper(joint.committee, *(body.committee for body in bodies.values()))
    room = a_room(joint, keeper, JANUARY)
    local = [wanted(LOCAL, bodies[name].committee) for name in NAMES]
    carries = {"i": [wanted()], "ii": [wanted()], "iii": [wanted(), *local], "iv": [wanted(), *local]}
    put(room, "The operating model", RECOMMENDATIONS, carries)
    decisions = {r.limb.letter: r.pk for r in room.record.items[0].resolutions}
    decide(room, list(decisions.values()), carried=carried)
    return January(room, keeper, bodies, decisions)
