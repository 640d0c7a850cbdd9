"""A committee between two of its meetings, with a matter that cannot wait. Everything is made up."""

from __future__ import annotations

import re
import uuid
from datetime import date
from html import unescape

from django.urls import reverse

from committees.models import Meeting
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.terms import Level, Recording
from decisions import actions
from decisions.actions.outside.urgency import Signed, take_chairs_action
from decisions.models import AgendaItem, OutsideDecision, Page, Report, Signature
from decisions.outside.reported import decisions_to_report, stands
from practices import clock
from tests import world
from tests.world import CHAIR, OFFICER

NEXT = date(2016, 5, 12)
LATER = date(2016, 6, 9)
WHY = "The surgery is flooded and its patients need somewhere to go today"


def text(answer) -> str:
    """What a page says, as it is read."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


WHY = "The surgery is flooded and its patients need somewhere to go today"


class Between:
    """Merton's committee between two meetings, its secretary, its chair with an account, and one matter."""

    def __init__(self, level: Level = Level.DELEGATED, **terms):
        self.body = world.a_body("Merton", "08R", level, **terms)
        self.committee = self.body.committee
        self.account = world.an_account("secretary")
        appoint_to_post(account=self.account, committee=self.committee, kind=PostKind.SECRETARY, starts_on=world.FIRST)
        self.secretary = world.actor(self.account)
        self.chair = world.an_account("chair", self.body.people[CHAIR])
        told = {"texts": ("That they be moved.",), "raised_by": self.committee}
        self.matter = world.a_matter("Patients of a flooded surgery", [self.body.ccg], **told)

    @property
    def page(self) -> str:
        return reverse("matter_outside", args=[self.committee.pk, self.matter.pk])

    def pair(self, place: int) -> str:
        return f"{self.body.seats[place].pk}:{self.body.people[place].pk}"

    def signed(self, *places: int) -> list[Signed]:
        return [Signed(self.body.seats[at].pk, self.body.people[at].pk, "by telephone") for at in places]

    def take(self, *places: int, **said) -> OutsideDecision:
        given = {"text": "The patients are moved.", "reason": WHY, "signed": self.signed(*(places or (CHAIR, OFFICER)))}
        where = {"committee": self.committee.pk, "matter": self.matter.pk}
        return take_chairs_action(actor=self.secretary, **where, **(given | said))

    def plan(self, day: date = NEXT) -> Meeting:
        room = world.meet({"Merton": self.body}, self.secretary, items=1, day=day)
        return room.meeting

    def meeting_of(self, meeting: Meeting) -> world.Room:
        sitting = meeting.sittings.get()
        return world.Room(
            meeting, {"Merton": self.body}, {"Merton": sitting}, list(meeting.items.all()), self.secretary
        )

    def form(self, **said) -> dict:
        day = clock.today()
        return {
            "press": "chairs-action",
            "key": str(uuid.uuid4()),
            "text": "The patients are moved.",
            "reason": WHY,
            "who_0": self.pair(CHAIR),
            "how_0": "by telephone",
            "who_1": self.pair(OFFICER),
            "how_1": "by e-mail",
            "members_asked": "The GP members, who agreed",
            "on_day": day.day,
            "on_month": day.month,
            "on_year": day.year,
            "at": "",
            **said,
        }

    def state(self, decision: OutsideDecision):
        rows = decisions_to_report([self.committee.pk])
        return stands(rows, clock.today())[decision.pk]


def written() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (OutsideDecision, Signature, Page, Report, AgendaItem))


def run(between, meeting, item, choices) -> None:
    """Everybody comes, the item is taken and voted on by name, and the meeting is closed."""
    room = between.meeting_of(meeting)
    room.arrive()
    room.begin(item)
    of = room.decision("Merton", item)
    actions.open_voting(actor=between.secretary, resolutions=[of.pk], recording=Recording.BY_NAME)
    votes = dict(zip([seat.pk for seat in between.body.seats], choices, strict=True))
    actions.record_votes(actor=between.secretary, choices={of.pk: votes})
    actions.announce(actor=between.secretary, resolutions=[of.pk])


def close(between, meeting) -> None:
    sittings = list(meeting.sittings.values_list("pk", flat=True))
    actions.close_sitting(actor=between.secretary, meeting=meeting.pk, sittings=sittings)
