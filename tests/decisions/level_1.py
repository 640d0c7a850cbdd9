"""A CCG at level 1 and the team of NHS England that decides for it. All made up but the CCG's name and code."""

from __future__ import annotations

from dataclasses import dataclass

from committees.models import Arrangement, Committee, Person, Remit, Seat, TermsOfReference
from committees.models.accounts import PostKind
from committees.powers import Actor, appoint_to_post
from committees.terms import CommitteeKind, Function, Level, Majority, Office, Represents
from decisions.actions.outside.matters import raise_matter
from decisions.models import Matter
from practices.models import CCG
from tests import world
from tests.world import FIRST, FUNCTIONS, SOURCE


@dataclass
class Level1:
    """City and Hackney at level 1, its governing body, and NHS England's team; and the accounts of both."""

    ccg: CCG
    team: Committee
    governing_body: Committee
    seat: Seat
    officer_person: Person
    officer: Actor
    team_secretary: Actor
    case_officer: Actor
    chair: Actor
    ccg_secretary: Actor
    member: Actor
    stranger: Actor

    def matter(self, function: Function = Function.GP_COMMISSIONING, **more) -> Matter:
        """A matter that the team's officer raised."""
        told = {"title": "A branch surgery", "text": "That it may close.", "ccgs": [self.ccg.pk]} | more
        return raise_matter(actor=self.officer, committee=self.team.pk, function=function, **told)


def a_team(ccg: CCG) -> Committee:
    """A team of NHS England that holds everything that NHS England decides for a CCG at level 1."""
    team = a_committee("NHS England team", CommitteeKind.NHS_ENGLAND_TEAM, ccg)
    for function in (*FUNCTIONS, Function.OTHER_CONTRACTORS, Function.PERFORMERS_LIST):
        Remit.objects.create(committee=team, function=function, ccg=ccg, starts_on=FIRST, source=SOURCE)
    return team


def a_committee(name: str, kind: CommitteeKind, ccg: CCG) -> Committee:
    made = Committee.objects.create(name=name, short_name=name, kind=kind, established_on=FIRST, made_up=True)
    made.ccgs.add(ccg)
    TermsOfReference.objects.create(
        committee=made,
        version="1",
        starts_on=FIRST,
        source=SOURCE,
        made_up=True,
        quorum_minimum=1,
        majority=Majority.OF_VOTES_CAST,
    )
    return made


def level_1() -> Level1:
    """Put the world of level 1 into the database."""
    ccg = CCG.objects.filter(ods_code="07T").first() or world.a_ccg("City and Hackney", "07T")
    Arrangement.objects.create(ccg=ccg, level=Level.GREATER_INVOLVEMENT, starts_on=FIRST, source=SOURCE)
    team = a_team(ccg)
    body = a_committee("City and Hackney governing body", CommitteeKind.GOVERNING_BODY, ccg)
    Remit.objects.create(committee=body, function=Function.CCG_OWN, ccg=ccg, starts_on=FIRST, source=SOURCE)
    seat = Seat.objects.create(
        committee=team, title="Head of primary care", represents=Represents.NHS_ENGLAND, starts_on=FIRST
    )
    chairs = Seat.objects.create(committee=body, title="Chair", office=Office.CHAIR, starts_on=FIRST)
    members = Seat.objects.create(committee=body, title="GP member", clinical=True, order=1, starts_on=FIRST)
    people = [world.in_seat(seat, "Olive Officer"), world.in_seat(chairs, "Cora Chair")]
    people.append(world.in_seat(members, "Mary Member"))
    return Level1(
        ccg=ccg,
        team=team,
        governing_body=body,
        seat=seat,
        officer_person=people[0],
        officer=world.actor(world.an_account("level_1_officer", people[0])),
        team_secretary=with_post("team_secretary", "Theo Team", team, PostKind.SECRETARY),
        case_officer=with_post("case_officer", "Cass Case", team, PostKind.CASE_OFFICER),
        chair=world.actor(world.an_account("level_1_chair", people[1])),
        ccg_secretary=with_post("ccg_secretary", "Sue Secretary", body, PostKind.SECRETARY),
        member=world.actor(world.an_account("level_1_member", people[2])),
        stranger=world.actor(world.an_account("level_1_stranger", Person.objects.create(name="Stan Stranger"))),
    )


def with_post(username: str, name: str, committee: Committee, kind: PostKind) -> Actor:
    """Somebody without a seat, who works for a committee by a post."""
    account = world.an_account(username, Person.objects.create(name=name, made_up=True))
    appoint_to_post(account=account, committee=committee, kind=kind, starts_on=FIRST)
    return world.actor(account)
