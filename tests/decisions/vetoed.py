"""Builders for NHS England's veto: a joint committee, its officers by office, and a decision carried under a window.

Everything in here is made up. ``Stage`` stands the clock at any moment in London.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from committees.models import Account, Person
from committees.models.accounts import Absence, PostKind
from committees.powers import Actor, appoint_to_post
from committees.terms import Function, Level
from decisions import actions
from decisions.models import AgendaItem, Veto
from practices import clock
from tests import world
from tests.world import Body, Room

HOLDER, ALTERNATE = "Head of primary care", "Deputy head of primary care"
SINCE = date(2016, 1, 4)
THURSDAY = date(2016, 4, 14)


def london(day: date, hour: int = 12, minute: int = 0, second: int = 0) -> datetime:
    """A moment by the clocks of London, in UTC."""
    return datetime.combine(day, time(hour, minute, second), tzinfo=clock.LONDON).astimezone(UTC)


@dataclass
class Stage:
    """Croydon at level 2 and its people. ``stand`` sets the clock; nothing is done that the product would not do."""

    monkeypatch: object
    body: Body
    secretary: Account
    officers: dict[str, Account] = field(default_factory=dict)

    def stand(self, moment: datetime) -> None:
        self.monkeypatch.setattr(clock, "now", lambda: moment)

    def acting(self, account: Account | str) -> Actor:
        account = self.officers[account] if isinstance(account, str) else account
        return world.actor(account, clock.today())

    def officer(self, name: str, office: str = "", **post) -> Account:
        """Somebody whom NHS England posts to the committee, in an office, with a person and an address."""
        account = world.an_account(name, Person.objects.create(name=f"{name} of NHS England", made_up=True))
        account.email = f"{name}@example.org"
        account.save()
        dates = {"starts_on": SINCE, **post}
        appoint_to_post(
            account=account, committee=self.body.committee, kind=PostKind.NHS_ENGLAND_OFFICER, office=office, **dates
        )
        self.officers[name] = account
        return account

    def away(self, name: str, first: date, last: date | None = None) -> None:
        Absence.objects.create(account=self.officers[name], starts_on=first, ends_on=last)

    def meeting(self, day: date, title: str = "A scheme for access", **item) -> Room:
        """A meeting of the committee with one item, on its agenda as ``put_on_agenda`` puts it there."""
        bodies = {self.body.name: self.body}
        meeting = world.a_meeting(bodies, day)
        function, texts = item.pop("function", Function.GP_COMMISSIONING), item.pop("texts", ("That it be approved.",))
        matter = world.a_matter(title, [self.body.ccg], function, texts)
        row = actions.put_on_agenda(meeting=meeting, matter=matter, number="1", **item)
        return world.room_of(meeting, bodies, [row], self.acting(self.secretary))

    def carry(self, moment: datetime, day: date | None = None, *, close: bool = False, **item) -> Room:
        """A decision carried and announced at a moment, in the meeting of ``day`` (None: that of the moment)."""
        self.stand(moment)
        room = self.meeting(day or moment.astimezone(clock.LONDON).date(), **item)
        room.arrive()
        room.begin()
        actions.agree(actor=room.secretary, resolutions=room.decisions())
        actions.announce(actor=room.secretary, resolutions=room.decisions())
        if close:
            self.close(room)
        return room

    def close(self, room: Room) -> None:
        sittings = [sitting.pk for sitting in room.sittings.values()]
        actions.close_sitting(actor=self.acting(self.secretary), meeting=room.meeting.pk, sittings=sittings)

    def veto(self, room: Room, name: str = "holder", reason: str = "Too dear (made up)", letter: str = "") -> Veto:
        key = self.decision(room, letter=letter).pk
        return actions.use_veto(actor=self.acting(name), resolution=key, reason=reason)

    def waive(self, room: Room, name: str = "holder") -> Veto:
        return actions.waive_veto(actor=self.acting(name), resolution=self.decision(room).pk)

    def decision(self, room: Room, item: AgendaItem | None = None, letter: str = ""):
        return room.decision(self.body.name, item, letter)

    def terms(self, **changed) -> None:
        for name, value in changed.items():
            setattr(self.body.terms, name, value)
        self.body.terms.save()


def a_stage(monkeypatch, *, moment: datetime | None = None, **terms) -> Stage:
    """The committee with these terms, a secretary, and an officer who holds the veto ("holder")."""
    monkeypatch.setattr(clock, "now", lambda: moment or london(THURSDAY))
    body = world.a_body("Croydon", "07V", Level.JOINT, since=SINCE, **terms)
    secretary = world.an_account("the_secretary", Person.objects.create(name="Sam Secretary", made_up=True))
    appoint_to_post(account=secretary, committee=body.committee, kind=PostKind.SECRETARY, starts_on=SINCE)
    stage = Stage(monkeypatch, body, secretary)
    stage.officer("holder", HOLDER if terms.get("veto_holder") else "")
    return stage
