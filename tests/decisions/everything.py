"""A meeting in which everything happens, with names and words as odd as they come. All made up."""

from __future__ import annotations

from datetime import date

from committees.models import Appointment, Committee, Interest, Person
from committees.terms import (
    Choice,
    CommitteeKind,
    ConditionState,
    Directness,
    Function,
    Handling,
    InterestType,
    MatchState,
    Movement,
    Reach,
    Recording,
    RoomRole,
    Share,
    Verb,
)
from decisions import actions
from decisions.actions.hanging import Wanted
from decisions.models import AgendaItem, Attendance, Declaration, ItemAppointment, Match, Motion, Presenter
from practices import clock
from practices.models import Provider
from tests import world
from tests.cast import Cast, the_cast
from tests.world import CHAIR, FINANCE, FIRST, GP, NINTH, OFFICER, SECOND_GP, VICE, Room

ODD = 'Mary "May": O\'Neil, #1 – 😀 & <b>\nthe second line\ttab \\ {x: [y]} %'
WORDS = "That it be approved:\n\n- first, “so”;\n- second: 'so' #not a comment\n\n  and a line that is indented 😀\x85"


class Everything:
    """The meeting as it goes. ``meeting``: its row."""

    def __init__(self) -> None:
        self.cast = the_cast()
        odd_people(self.cast)
        self.room = agenda(self.cast)
        self.meeting = self.room.meeting
        self.by = {"actor": self.room.secretary}
        self.here = {**self.by, "meeting": self.meeting.pk}
        self.run()

    def both(self, place: int) -> list[int]:
        return self.room.decisions(self.room.items[place])

    def one(self, name: str, place: int, letter: str = "") -> int:
        return self.room.decision(name, self.room.items[place], letter).pk

    def seats(self, name: str) -> list[int]:
        return [seat.pk for seat in self.room.bodies[name].seats]

    def person(self, name: str, place: int) -> int:
        return self.room.bodies[name].people[place].pk

    def sitting(self, name: str) -> int:
        return self.room.sittings[name].pk

    def begin(self, place: int) -> dict:
        self.room.begin(self.room.items[place])
        return {**self.here, "item": self.room.items[place].pk}

    def run(self) -> None:
        self.who_was_there()
        self.interests_and_a_corrected_vote(self.begin(0))
        self.a_tie_and_a_veto(self.begin(1))
        self.counts_and_an_agreement(self.begin(2))
        self.parts_and_conditions(self.begin(3))
        self.put_off(self.begin(4))
        self.urgent_and_noted()
        self.nobody_to_preside()
        self.closed_and_put_right()

    def who_was_there(self) -> None:
        away = {self.person("Merton", OFFICER), self.person("Croydon", FINANCE)}
        self.room.arrive([pk for pk in self.room.everybody() if pk not in away])
        moved = {**self.here, "people": [self.person("Merton", OFFICER)]}
        actions.record_attendance(**moved, movement=Movement.APOLOGIES)
        for name in ("Deputy of Croydon", "Guest of Merton"):
            guest = Person.objects.get(name=name)
            actions.record_attendance(**self.here, people=[guest.pk], movement=Movement.CAME, remote=True)
        actions.welcome(**self.here, name="Pat Presenter: the “author”", role=RoomRole.PRESENTER)
        wrong = Attendance.objects.get(meeting=self.meeting, person=self.person("Merton", OFFICER))
        actions.correct_attendance(**self.by, attendance=wrong, reason="They did come, in time", void=True)
        actions.record_attendance(**moved, movement=Movement.CAME)

    def interests_and_a_corrected_vote(self, where: dict) -> None:
        gp, second = self.person("Merton", GP), self.person("Merton", SECOND_GP)
        said = {"type": InterestType.FINANCIAL, "directness": Directness.DIRECT}
        interest = Interest.objects.get(person=gp).pk
        actions.declare_interest(**where, people=[gp], nature=ODD[:40], interest=interest, category="A: b", **said)
        actions.declare_interest(**where, people=[gp, second], nature="a GP", as_class="all GPs of Merton", **said)
        taken_back = Declaration.objects.filter(person=second).get()
        actions.withdraw_declaration(**self.by, declaration=taken_back, reason="Not a GP of Merton")
        ruling = {**where, "sittings": [self.sitting("Merton")], "people": [gp]}
        actions.rule_on_conflict(**ruling, handling=Handling.LEAVES_FOR_ITEM)
        actions.rule_on_conflict(**ruling, handling=Handling.SPEAKS, reason="It is a small interest")
        actions.amend_motion(
            **self.by, resolutions=self.both(0), text=WORDS, verb=Verb.AGREE, reason="As the chair put it"
        )
        actions.withdraw_motion(**self.by, resolutions=[self.one("Croydon", 0)], reason="To be put anew")
        actions.amend_motion(**self.by, resolutions=[self.one("Croydon", 0)], text="Put anew: “yes”", verb=Verb.APPROVE)
        votes = dict.fromkeys(self.seats("Merton")[:GP], Choice.FOR) | {self.seats("Merton")[VICE]: Choice.ABSTAINED}
        actions.record_votes(**self.by, choices={self.one("Merton", 0): votes})
        seat = self.seats("Merton")[CHAIR]
        actions.correct_vote(
            **self.by, resolution=self.one("Merton", 0), seat=seat, choice=Choice.AGAINST, reason="Misheard"
        )
        actions.agree(**self.by, resolutions=[self.one("Croydon", 0)], recording=Recording.CONSENSUS)
        actions.announce(**self.by, resolutions=self.both(0))

    def a_tie_and_a_veto(self, where: dict) -> None:
        of = self.one("Croydon", 1)
        ruling = {**where, "sittings": [self.sitting("Croydon")], "people": [self.person("Croydon", SECOND_GP)]}
        actions.rule_on_conflict(**ruling, handling=Handling.FULL_PART, reason="As the secretary proposed")
        said = [Choice.FOR] * 4 + [Choice.AGAINST] * 4 + [Choice.ABSTAINED]
        actions.record_votes(**self.by, choices={of: dict(zip(self.seats("Croydon"), said, strict=True))})
        actions.use_casting_vote(**self.by, resolution=of, choice=Choice.AGAINST)
        actions.agree(**self.by, resolutions=[self.one("Merton", 1)])
        actions.announce(**self.by, resolutions=self.both(1))
        actions.finish_item(**where)

    def counts_and_an_agreement(self, where: dict) -> None:
        of = self.one("Croydon", 2)
        actions.record_counts(**self.by, resolution=of, in_favour=4, against=3)
        actions.correct_counts(**self.by, resolution=of, in_favour=4, against=2, abstained=1, reason="Counted again")
        actions.start_again(**self.by, resolutions=[of], recording=Recording.UNANIMOUS, reason="It was all agreed")
        actions.announce(**self.by, resolutions=[of])
        actions.give_agreement(actor=self.cast.acting("nhs_england"), resolution=of, given=True, reason='Yes: "agreed"')
        actions.skip_item(**where, reason="Merton next time")

    def parts_and_conditions(self, where: dict) -> None:
        awaited = Committee.objects.get(kind=CommitteeKind.GOVERNING_BODY)
        wanted = [
            Wanted(text="The governing body: agrees", awaits=awaited.pk, due_on=date(2016, 6, 30)),
            Wanted(text="The lease is signed", who="the landlord, “A & B”"),
        ]
        part = {"text": "Part (a), as amended", "verb": Verb.APPROVE, "conditions": wanted}
        actions.amend_motion(**self.by, resolutions=[self.one("Croydon", 3, "a")], **part)
        for letter in "ab":
            actions.agree(**self.by, resolutions=[self.one("Croydon", 3, letter)])
            actions.announce(**self.by, resolutions=[self.one("Croydon", 3, letter)])
        of = self.one("Croydon", 3, "b")
        actions.use_veto(actor=self.cast.acting("nhs_england"), resolution=of, reason="Too dear: £1,000\nand more")
        condition = Motion.objects.filter(resolution=self.one("Croydon", 3, "a")).latest("pk").conditions.first()
        told = {"condition": condition.pk, "on_day": clock.today()}
        act = actions.record_condition(**self.by, **told, state=ConditionState.FAILED, reason="They said no")
        actions.record_condition(
            **self.by, **told, state=ConditionState.DISCHARGED, reason="They said yes after all", replaces=act.pk
        )

    def put_off(self, where: dict) -> None:
        later = world.a_meeting(self.cast.bodies, date(2016, 5, 12), 'The next: "one"')
        actions.defer_item(
            **where, sittings=[self.sitting("Merton")], to_meeting=later.pk, reason="More figures", when=clock.now()
        )
        self.passed_on(self.room.items[4])

    def passed_on(self, item: AgendaItem) -> None:
        """Croydon is not quorate for it: it goes to another committee, with what those present recommend."""
        there = (place for place in range(CHAIR, NINTH) if place != FINANCE)
        leaving = [self.person("Croydon", place) for place in there]
        actions.record_attendance(**self.here, people=leaving, movement=Movement.LEFT)
        above = Committee.objects.get(kind=CommitteeKind.GOVERNING_BODY)
        words = {"recommends": "That it be put off: “for good”", "reason": "Most have left"}
        where = {"item": item.pk, "sitting": self.sitting("Croydon"), "to": above.pk}
        actions.refer_item(**self.here, **where, **words)
        actions.record_attendance(**self.here, people=leaving, movement=Movement.RETURNED)

    def urgent_and_noted(self) -> None:
        merton = [self.cast.merton.ccg]
        urgent = {"function": Function.OWN_BUSINESS, "ccgs": merton, "text": "Note the flood.", "verb": Verb.NOTE}
        item = actions.add_urgent_item(**self.here, title="A flood: now", reason="It is raining in", **urgent)
        actions.move_item(**self.here, item=item.pk, after=self.room.items[0].pk)
        self.room.begin(item)
        actions.announce(**self.by, resolutions=self.room.decisions(item))

    def nobody_to_preside(self) -> None:
        where = self.begin(5)
        leaving = [self.person("Merton", CHAIR), self.person("Merton", VICE)]
        actions.record_attendance(**self.here, people=leaving, movement=Movement.LEFT)
        actions.elect_chair(**where, sitting=self.sitting("Merton"), person=self.person("Merton", FINANCE))
        actions.agree(**self.by, resolutions=[self.one("Merton", 5)])
        actions.announce(**self.by, resolutions=[self.one("Merton", 5)])
        actions.record_attendance(**self.here, people=leaving[:1], movement=Movement.CAME)

    def closed_and_put_right(self) -> None:
        actions.close_sitting(**self.here, sittings=[self.sitting("Merton")])
        actions.record_attendance(**self.here, people=[self.person("Croydon", NINTH)], movement=Movement.LEFT)
        actions.close_sitting(**self.here, sittings=[self.sitting("Croydon")])
        of = self.one("Merton", 0)
        actions.take_back_result(**self.by, resolutions=[of], reason="A vote was written down wrongly")
        seat = self.seats("Merton")[VICE]
        actions.correct_vote(**self.by, resolution=of, seat=seat, choice=Choice.FOR, reason="As the tape has it")
        actions.announce(**self.by, resolutions=[of])


def odd_people(cast: Cast) -> None:
    """Two of one name, two seats of one title, a deputy, an interest on the register, words of every sort."""
    for body in (cast.merton, cast.croydon):
        gp = body.people[GP]
        gp.name = "Dr Pat Same"
        gp.save()
    second = cast.merton.seats[SECOND_GP]
    second.title = cast.merton.seats[GP].title
    second.save()
    odd = cast.merton.people[FINANCE]
    odd.name = ODD
    odd.save()
    deputy = Person.objects.create(name="Deputy of Croydon", made_up=True)
    seat = cast.croydon.seats[FINANCE]
    Appointment.objects.create(
        seat=seat, person=deputy, share=Share.DEPUTY, stands_for=cast.croydon.people[FINANCE], starts_on=FIRST
    )
    interest = Interest.objects.create(
        person=cast.merton.people[GP],
        type=InterestType.FINANCIAL,
        directness=Directness.DIRECT,
        nature="Partner: “the” surgery",
        starts_on=date(2015, 1, 1),
        declared_on=date(2016, 1, 1),
    )
    interest.practices.add(cast.practice)
    interest.providers.add(Provider.objects.create(name="Acme: “care”", source="Made up for the tests", made_up=True))
    above = Committee.objects.create(
        name="Governing Body of NHS Croydon CCG",
        short_name="Croydon governing body",
        kind=CommitteeKind.GOVERNING_BODY,
        established_on=date(2013, 4, 1),
    )
    above.ccgs.add(cast.croydon.ccg)
    cast.croydon.committee.reports_to = above
    cast.croydon.committee.save()


def agenda(cast: Cast) -> Room:
    """Six items: two for both, a scheme, one in parts for Croydon, one to put off, one in private for Merton."""
    room = cast.meeting(items=2)
    croydon, both = [cast.croydon.ccg], [cast.merton.ccg, cast.croydon.ccg]
    room.items[0].matter.practices.add(cast.practice)
    about = room.items[1].matter
    about.merger, about.reach = True, Reach.NEIGHBOURS.value
    about.save()
    about.practices.add(cast.practice)
    about.providers.add(Provider.objects.create(name="Acme: “care”", kind=Provider.Kind.COMPANY, made_up=True))
    Presenter.objects.create(item=room.items[1], person=cast.merton.people[OFFICER])
    author = Person.objects.create(name="An author: of “papers”", made_up=True)
    Presenter.objects.create(item=room.items[1], person=author, role=RoomRole.IN_ATTENDANCE.value)
    cast.merton.terms.may_invite_members = False
    cast.merton.terms.save()
    matters = [
        world.a_matter("A scheme: for “all”", both, Function.INCENTIVE_SCHEMES),
        world.a_matter("Two branch surgeries", croydon, texts=("The first.", "The second.")),
        world.a_matter("To be put off", both),
    ]
    room.items += [world.put(room.meeting, matter) for matter in matters]
    secret = world.a_matter("The secret of the branch surgery", [cast.merton.ccg], texts=("That the secret be kept.",))
    private = {"private": True, "private_ground": "A provider's commercial affairs"}
    room.items.append(actions.put_on_agenda(meeting=room.meeting, matter=secret, number="P1", **private))
    guest = Person.objects.create(name="Guest of Merton", made_up=True)
    seat = cast.merton.seats[NINTH]
    invited = Appointment.objects.create(seat=seat, person=guest, share=Share.SINGLE_ITEM, starts_on=FIRST)
    shown_by_the_registers(cast, room)
    ItemAppointment.objects.create(
        appointment=invited, item=room.items[4], invited_by=cast.merton.people[CHAIR], why="The nurse: “conflicted”"
    )
    return room


def shown_by_the_registers(cast: Cast, room: Room) -> None:
    """An interest on the first item, which nobody says in the room; one on the second, proposed to be dismissed."""
    said = {"directness": Directness.INDIRECT.value, "found_at": clock.now(), "changed_at": clock.now()}
    said["by_hand"] = True  # looking again, as the items are taken, leaves them alone
    Match.objects.create(
        item=room.items[0],
        person=cast.croydon.people[GP],
        chains=["Acme: holds a contract\nof the “surgery” that the matter concerns"],
        type=InterestType.FINANCIAL.value,
        nature="Shares: “some”",
        **said,
    )
    Match.objects.create(
        item=room.items[1],
        person=cast.croydon.people[SECOND_GP],
        chains=["“Acme”: holds a contract", "a neighbour"],
        type=InterestType.PERSONAL.value,
        nature="Patient: of the “surgery”",
        state=MatchState.DISMISSAL_PROPOSED.value,
        reason="So is everybody: no gain",
        **said,
    )
