"""A matter that was deferred, conflicted, vetoed, brought back and approved: step by step, at moments set by hand.

Everything in here is made up.
"""

from __future__ import annotations

from datetime import date

from committees.models import Interest, Meeting
from committees.terms import ConditionState, Directness, Handling, InterestType, Verb
from decisions import actions
from decisions.actions.hanging import Wanted
from decisions.actions.outside.life import keep_step
from decisions.life.rules import Said
from decisions.models import AgendaItem, Matter, Paper
from practices.models import Membership, Practice
from tests import world
from tests.decisions.vetoed import Stage, a_stage, london
from tests.world import GP, Room

APRIL, MAY, JUNE = date(2016, 4, 14), date(2016, 5, 12), date(2016, 6, 9)
TITLE = "Closure of the branch in Station Road"


class Story:
    """The matter as it went. ``stage``: the committee and its people; ``rooms``: its three meetings."""

    def __init__(self, monkeypatch) -> None:
        self.stage: Stage = a_stage(
            monkeypatch, moment=london(date(2016, 4, 4), 9), veto_working_days=5, nhs_england_veto=True
        )
        self.body = self.stage.body
        self.rooms: dict[date, Room] = {}
        self.prepare()
        self.deferred()
        self.consulted()
        self.carried()
        self.vetoed()
        self.approved()
        self.discharged()

    @property
    def secretary(self):
        return self.stage.acting(self.stage.secretary)

    @property
    def gp(self):
        return self.body.people[GP]

    def at(self, day: date, hour: int, minute: int = 0) -> None:
        self.stage.stand(london(day, hour, minute))

    def prepare(self) -> None:
        practice = Practice.objects.create(ods_code="H85999", name="STATION ROAD SURGERY", status="A")
        Membership.objects.create(practice=practice, ccg=self.body.ccg, starts_on=date(2013, 4, 1))
        interest = Interest(
            person=self.gp,
            type=InterestType.FINANCIAL,
            directness=Directness.DIRECT,
            nature="Partner in the surgery",
            starts_on=date(2015, 1, 5),
            declared_on=date(2016, 4, 1),
        )
        interest._history_date = london(date(2016, 4, 1), 15)
        interest.save()
        interest.practices.add(practice)
        self.interest, self.practice = interest, practice
        for day in (APRIL, MAY, JUNE):
            world.a_meeting({self.body.name: self.body}, day, f"Croydon, {day:%B}")
        self.matter: Matter = world.a_matter(TITLE, [self.body.ccg], texts=("That the branch be closed.",))
        self.matter.practices.add(practice)
        item = actions.put_on_agenda(meeting=Meeting.objects.get(date=APRIL), matter=self.matter, number="1")
        self.at(date(2016, 4, 7), 12)
        Paper.objects.create(
            item=item, title="The surgery's application", text="Words", added_at=london(date(2016, 4, 7))
        )
        self.item = item

    def room(self, day: date) -> Room:
        """The committee's meeting of a day; everybody comes at 10:00 and its item is taken at 10:05."""
        meeting = Meeting.objects.get(date=day)
        item = AgendaItem.objects.get(meeting=meeting, matter=self.matter)
        self.at(day, 10)
        room = world.room_of(meeting, {self.body.name: self.body}, [item], self.secretary)
        self.rooms[day] = room
        room.arrive()
        self.at(day, 10, 5)
        room.begin()
        self.at(day, 10, 7)
        actions.rule_on_conflict(
            actor=self.secretary,
            meeting=meeting.pk,
            item=item.pk,
            sittings=[room.sittings["Croydon"].pk],
            people=[self.gp.pk],
            handling=Handling.LEAVES_FOR_DECISION,
            reason="A partner gains by it",
        )
        return room

    def close(self, room: Room) -> None:
        self.at(room.meeting.date, 10, 30)
        self.stage.close(room)

    def deferred(self) -> None:
        room = self.room(APRIL)
        self.at(APRIL, 10, 15)
        actions.defer_item(
            actor=self.secretary,
            meeting=room.meeting.pk,
            item=room.items[0].pk,
            sittings=[room.sittings["Croydon"].pk],
            reason="Patients were not asked",
            to_meeting=Meeting.objects.get(date=MAY).pk,
            asked_for="a travel survey of its patients, from the practice",
            not_before=date(2016, 5, 9),
        )
        self.close(room)

    def consulted(self) -> None:
        self.at(date(2016, 4, 21), 14)
        said = Said(on_day=date(2016, 4, 20), party="the patients of the branch", text="By letter")
        keep_step(
            actor=self.secretary, committee=self.body.committee.pk, matter=self.matter.pk, entry="consulted", said=said
        )

    def carried(self) -> None:
        room = self.room(MAY)
        self.at(MAY, 10, 10)
        actions.agree(actor=self.secretary, resolutions=room.decisions())
        self.at(MAY, 10, 12)
        actions.announce(actor=self.secretary, resolutions=room.decisions())
        self.close(room)

    def vetoed(self) -> None:
        self.at(date(2016, 5, 16), 11)
        self.stage.veto(self.rooms[MAY], reason="The travel survey is missing")

    def approved(self) -> None:
        room = self.room(JUNE)
        self.at(JUNE, 10, 9)
        actions.amend_motion(
            actor=self.secretary,
            resolutions=room.decisions(),
            text="That the branch be closed.",
            verb=Verb.APPROVE,
            conditions=[Wanted(text="A bus stops at the main surgery", who="the practice", within_days=90)],
            reason="A bus was asked for",
        )
        self.at(JUNE, 10, 10)
        actions.agree(actor=self.secretary, resolutions=room.decisions())
        self.at(JUNE, 10, 12)
        actions.announce(actor=self.secretary, resolutions=room.decisions())
        self.close(room)

    def discharged(self) -> None:
        self.at(date(2016, 6, 10), 9)
        self.stage.waive(self.rooms[JUNE])
        self.at(date(2016, 7, 4), 9)
        condition = self.stage.decision(self.rooms[JUNE]).conditions[0]
        actions.record_condition(
            actor=self.secretary, condition=condition.pk, state=ConditionState.DISCHARGED, on_day=date(2016, 7, 1)
        )
        self.at(date(2016, 7, 5), 9)
