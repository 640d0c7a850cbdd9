"""A panel of three CCGs, peers on it, a clinician from elsewhere, and a matter of Merton's. Everybody is made up."""

from __future__ import annotations

import html
import uuid
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Account, Appointment, Committee, Interest, Person, Seat
from committees.terms import AdviserRole, CommitteeKind, Followed, Function, PanelGround
from decisions import actions
from decisions.actions.outside import panel as route
from decisions.gate import Refused
from decisions.models import AgendaItem, Matter, Page, PanelReferral
from practices.models import PlanningGroup, PlanningGroupMembership
from tests import world
from tests.cast import Cast
from tests.test_permission_layer import text as escaped
from tests.world import FIRST, GP, Body, Room


@dataclass
class Scene:
    """Merton's committee has a matter about a practice. ``peer`` is Croydon's on the panel, ``own`` is Merton's."""

    cast: Cast
    panel: Committee
    peer: Account
    own: Person
    second: Person
    clinician: Account
    camden: Body
    matter: Matter
    room: Room
    item: AgendaItem

    @property
    def where(self) -> dict:
        return {"committee": self.cast.merton.committee.pk, "matter": self.matter.pk}

    @property
    def page(self) -> str:
        return reverse("matter_outside", args=list(self.where.values()))

    def call(self, who: str = "secretary", **said) -> PanelReferral:
        given = {"panel": self.panel.pk, "ground": PanelGround.CONTRACT, "question": "May the terms be varied?"}
        return route.call_panel(actor=self.cast.acting(who), **self.where, **given | said)

    def name(self, referral: PanelReferral, who: str = "secretary", **said):
        given = {"person": self.peer.person.pk, "role": AdviserRole.PEER}
        return route.name_adviser(actor=self.cast.acting(who), **self.where, referral=referral.pk, **given | said)

    def advise(self, referral: PanelReferral, actor=None, **said):
        given = {"recommendation": "Vary them for a year.", "reasons": "The list grows.", "referral": referral.pk}
        return route.advise(actor=actor or world.actor(self.peer), **self.where, **given | said)

    def follow(self, referral: PanelReferral, who: str = "secretary", **said):
        given = {"followed": Followed.FOLLOWED, "resolution": self.decision, "referral": referral.pk}
        return route.follow_advice(actor=self.cast.acting(who), **self.where, **given | said)

    @property
    def decision(self) -> int:
        return self.room.decision("Merton", self.item).pk

    def decide(self) -> int:
        """Merton's committee decides at its meeting, by all."""
        if not self.room.record.present():
            self.room.arrive()
        self.room.begin(self.item)
        actions.agree(actor=self.room.secretary, resolutions=[self.decision])
        actions.announce(actor=self.room.secretary, resolutions=[self.decision])
        return self.decision

    def advised(self, **said) -> PanelReferral:
        """Called, asked and advised."""
        referral = self.call(**said)
        self.name(referral)
        self.advise(referral)
        return referral


def a_scene(cast: Cast) -> Scene:
    camden = world.a_body("Camden", "07R")
    group = PlanningGroup.objects.create(name="South West London", short_name="SWL")
    for body in (cast.merton, cast.croydon):
        PlanningGroupMembership.objects.create(ccg=body.ccg, planning_group=group, starts_on=FIRST)
    panel = Committee.objects.create(
        name="South West London Advisory Panel",
        short_name="SWL Advisory Panel",
        kind=CommitteeKind.ADVISORY_PANEL,
        established_on=FIRST,
        made_up=True,
    )
    panel.ccgs.set([cast.merton.ccg, cast.croydon.ccg])
    matter = world.a_matter("Terms of the Made Up Surgery", [cast.merton.ccg], Function.GP_COMMISSIONING)
    matter.practices.add(cast.practice)
    meeting = world.a_meeting(cast.bodies)
    item = world.put(meeting, matter)
    room = world.room_of(meeting, cast.bodies, [item], cast.acting("secretary"))
    peer = cast.croydon.people[GP]
    for person, ccg in ((peer, cast.croydon), (cast.croydon.people[world.SECOND_GP], cast.croydon)):
        on_the_panel(panel, person, ccg)
    own = cast.merton.people[world.SECOND_GP]
    on_the_panel(panel, own, cast.merton)
    return Scene(
        cast=cast,
        panel=panel,
        peer=world.an_account("peer", peer),
        own=own,
        second=cast.croydon.people[world.SECOND_GP],
        clinician=world.an_account("clinician", camden.people[GP]),
        camden=camden,
        matter=matter,
        room=room,
        item=item,
    )


def on_the_panel(panel: Committee, person: Person, body: Body) -> None:
    seat = Seat.objects.create(committee=panel, title=f"Peer, {person}"[:60], ccg=body.ccg, starts_on=FIRST)
    Appointment.objects.create(seat=seat, person=person, starts_on=FIRST)


def an_interest(person: Person, practice) -> Interest:
    """A partner in the practice that the matter is about. Made up."""
    days = {"starts_on": date(2015, 1, 1), "declared_on": date(2016, 4, 2)}
    row = Interest.objects.create(
        person=person, type="financial", directness="direct", nature="Partner", organisation="", **days
    )
    row.practices.add(practice)
    return row


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def press(client: Client, address: str, name: str, **fields):
    """What a browser sends of one press."""
    return client.post(address, {"press": name, "key": uuid.uuid4()} | fields)


def text(response) -> str:
    return html.unescape(escaped(response))


def refused(act, *codes):
    """Refused for these reasons, and nothing at all is written."""
    before = Page.objects.count()
    with pytest.raises(Refused) as refusal:
        act()
    assert {reason.code for reason in refusal.value.verdict.refusals} == set(codes)
    assert Page.objects.count() == before
    return refusal.value.verdict.refusals
