"""The cast everybody remembers, and their meeting in common on 14 April 2016. All of them are made up.

Merton works at level 3 since 1 April 2016 (until 31 March at level 2, with a joint committee that was stood down);
Croydon works at level 2, so that NHS England has a casting vote and a veto in its joint committee.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from committees.models import Account, Arrangement, Committee, Person, Remit, TermsOfReference
from committees.models.accounts import PostKind
from committees.powers import Actor, appoint_to_post
from committees.terms import CommitteeKind, Function, Level, Majority
from practices.models import Membership, Practice
from tests import world
from tests.world import FIRST, GP, Body, Room

LAST_OF_LEVEL_2 = date(2016, 3, 31)


@dataclass
class Cast:
    """Who is who. Each is an account; ``person_of`` gives the person, ``acting`` what the gate takes."""

    merton: Body
    croydon: Body
    stood_down: Committee
    practice: Practice
    lay_chair: Account
    croydon_chair: Account
    gp: Account
    executive: Account
    nhs_england: Account
    nhs_england_without_powers: Account
    healthwatch: Account
    secretary: Account
    superuser: Account
    stranger: Account

    def acting(self, name: str) -> Actor:
        return world.actor(getattr(self, name))

    def person_of(self, name: str) -> Person:
        return getattr(self, name).person

    def meeting(self, items: int = 1) -> Room:
        """Their meeting in common: Merton at level 3 convenes, Croydon sits at level 2. Nobody has arrived."""
        return world.meet(self.bodies, self.acting("secretary"), items)

    @property
    def bodies(self) -> dict[str, Body]:
        return {"Merton": self.merton, "Croydon": self.croydon}


def the_cast() -> Cast:
    """Put the cast into the database."""
    merton, croydon = world.a_body("Merton", "08R", Level.DELEGATED), world.a_body("Croydon", "07V", Level.JOINT)
    stood_down = before_the_change(merton)
    practice = Practice.objects.create(ods_code="H85001", name="THE MADE UP SURGERY", status="A")
    Membership.objects.create(practice=practice, ccg=merton.ccg, starts_on=date(2013, 4, 1))
    secretary = world.an_account("secretary", Person.objects.create(name="Sam Secretary"))
    officer = world.an_account("officer", croydon.people[world.NINTH])
    for body in (merton, croydon):
        appoint_to_post(account=secretary, committee=body.committee, kind=PostKind.SECRETARY, starts_on=FIRST)
    appoint_to_post(account=officer, committee=croydon.committee, kind=PostKind.NHS_ENGLAND_OFFICER, starts_on=FIRST)
    return Cast(
        merton=merton,
        croydon=croydon,
        stood_down=stood_down,
        practice=practice,
        lay_chair=world.an_account("lay_chair", merton.people[world.CHAIR]),
        croydon_chair=world.an_account("croydon_chair", croydon.people[world.CHAIR]),
        gp=world.an_account("gp", merton.people[GP]),
        executive=world.an_account("executive", merton.people[world.FINANCE]),
        nhs_england=officer,
        nhs_england_without_powers=world.an_account("colleague", Person.objects.create(name="Casey Colleague")),
        healthwatch=world.an_account("healthwatch", merton.guest),
        secretary=secretary,
        superuser=world.an_account("superuser", is_superuser=True, is_staff=True),
        stranger=world.an_account("stranger"),
    )


def before_the_change(merton: Body) -> Committee:
    """Merton's joint committee of the year before, stood down on 31 March 2016 when level 2 ended."""
    since = date(2015, 4, 1)
    period = {"starts_on": since, "ends_on": LAST_OF_LEVEL_2, "source": world.SOURCE}
    Arrangement.objects.create(ccg=merton.ccg, level=Level.JOINT, **period)
    joint = Committee.objects.create(
        name="Merton joint committee",
        short_name="Merton (joint)",
        kind=CommitteeKind.JOINT_COMMITTEE,
        established_on=since,
        stood_down_on=LAST_OF_LEVEL_2,
        made_up=True,
    )
    joint.ccgs.add(merton.ccg)
    Remit.objects.create(committee=joint, function=Function.GP_COMMISSIONING, ccg=merton.ccg, **period)
    TermsOfReference.objects.create(
        committee=joint,
        version="1",
        quorum_minimum=3,
        majority=Majority.OF_VOTES_CAST,
        nhs_england_casting_vote=True,
        nhs_england_veto=True,
        **period,
    )
    return joint
