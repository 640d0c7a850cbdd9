"""Rooms in few words, for tests of a sitting. Everyone and everything in them is made up; only CCG names are real.

``merton()`` is a committee at level 3, ``croydon()`` one at level 2 with an NHS England seat and its powers.
"""

from committees.rights.conflicts import PRESETS
from committees.rights.standpoint import standpoint
from committees.rights.world import Conflict, Question, QuorumRule, Room, Ruled
from committees.terms import CountsAs, Function, Share
from tests.rights import build
from tests.rights.build import MEETING

LAY, EXECUTIVE = CountsAs.LAY, CountsAs.EXECUTIVE
ITEM = 4


class Cast:
    """A committee with its seats and the people in them, named by role, and everything to make a room of it."""

    def __init__(self, body, *, level, quorum=None, **powers):
        self.body = body
        self.terms = build.terms(body, quorum=quorum or QuorumRule(minimum=2), **powers)
        self.arrangements = [build.at_level(ccg, level) for ccg in body.ccgs]
        self.remits = [build.remit(body, function, ccg) for function in _held(level) for ccg in body.ccgs]
        self.seats, self.people, self.appointments = {}, {}, []

    def add(self, role, title=None, *, name=None, vacant=False, **seat):
        """A seat called ``role`` with one holder called ``role`` (unless vacant)."""
        self.seats[role] = build.seat(self.body, title or role.replace("_", " "), **seat)
        if not vacant:
            self.appoint(role, role, name=name)
        return self

    def appoint(self, role, to, *, name=None, **appointment):
        """Appoint the person called ``role``, new or not, to the seat called ``to``."""
        if role not in self.people:
            self.people[role] = build.person(name or role.replace("_", " ").title())
        if isinstance(appointment.get("stands_for"), str):
            appointment["stands_for"] = self.id(appointment["stands_for"])
        self.appointments.append(build.appoint(self.people[role], self.seats[to], **appointment))
        return self

    def deputise(self, role, for_role, **appointment):
        return self.appoint(role, for_role, share=Share.DEPUTY, stands_for=for_role, **appointment)

    def someone(self, role):
        """A person without a seat."""
        self.people[role] = build.person(role.replace("_", " ").title())
        return self

    def id(self, role):
        return self.people[role].id

    def room(self, *present, without=(), conflicts=(), **more):
        """A room with these people in it (all, unless named), less those ``without``."""
        present = present or tuple(self.people)
        return Room(
            day=more.pop("day", MEETING),
            committee=more.pop("committee", self.body),
            terms=more.pop("terms", self.terms),
            seats=more.pop("seats", tuple(self.seats.values())),
            appointments=tuple(self.appointments),
            people={person.id: person for person in self.people.values()},
            present=frozenset(self.id(role) for role in present if role not in without),
            conflicts=tuple(conflicts),
            item=more.pop("item", ITEM),
            **more,
        )

    def standpoint(self, function=Function.GP_COMMISSIONING, day=MEETING):
        return standpoint(
            self.body,
            function,
            self.body.ccgs,
            day,
            arrangements=self.arrangements,
            remits=self.remits,
            committees=[self.body],
            terms=[self.terms],
        )

    def question(self, function=Function.GP_COMMISSIONING, **more):
        return Question(standpoint=self.standpoint(function), **more)

    def opened(self, *roles, function=Function.GP_COMMISSIONING, **more):
        """Voting is open; the seats of ``roles`` are frozen with their holders (all voting seats, unless named)."""
        roles = roles or tuple(r for r, s in self.seats.items() if s.standing == "voting" and r in self.people)
        electorate = {self.seats[role].id: self.id(role) for role in roles}
        return self.question(function, opened=True, electorate=electorate, **more)

    def tied(self, *, function=Function.GP_COMMISSIONING, **more):
        return self.opened(function=function, **{"closed": True, "tied": True, **more})

    def conflict(self, role, handling=None, *, by="Lay Chair", category=""):
        """A made-up interest of this person, ruled on (``handling``) or not (None)."""
        ruling = handling and Ruled(effects=PRESETS[handling], name=handling.label, by=by)
        return Conflict(person=self.id(role), nature="made-up interest", category=category, ruling=ruling)


def _held(level):
    jointly = (Function.GP_COMMISSIONING, Function.INCENTIVE_SCHEMES, Function.BUDGET, Function.PERFORMANCE)
    return jointly if level in (2, 3) else ()


def merton(**terms):
    """A committee at level 3: lay chair and vice-chair, an executive with a deputy, a GP, Healthwatch, the LMC."""
    cast = Cast(build.pccc(build.MERTON), level=3, **terms)
    _members(cast)
    return cast


def croydon(**terms):
    """A joint committee at level 2, with a seat of NHS England, its casting vote and its veto."""
    given = {"nhs_england_casting_vote": True, "nhs_england_veto": True, **terms}
    cast = Cast(build.joint(build.CROYDON), level=2, **given)
    _members(cast)
    cast.add("regional_officer", "NHS England member", represents="nhs_england", counts_as=EXECUTIVE)
    cast.deputise("regional_alternate", "regional_officer")
    return cast


def _members(cast):
    cast.add("chair", "lay chair", office="chair", counts_as=LAY, name="Lay Chair")
    cast.add("vice_chair", "lay vice-chair", office="vice_chair", counts_as=LAY)
    cast.add("finance", "chief finance officer", counts_as=EXECUTIVE)
    cast.deputise("deputy_finance", "finance")
    cast.add("gp", "GP member", clinical=True)
    cast.add("healthwatch", "Healthwatch representative", standing="non_voting", represents="healthwatch")
    cast.add("lmc", "Local Medical Committee observer", standing="observer", represents="lmc")
    cast.add("contracts", "head of contracts", standing="in_attendance")
    cast.someone("presenter").someone("visitor")
