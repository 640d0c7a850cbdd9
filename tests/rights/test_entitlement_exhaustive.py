"""Every level, function, kind of committee, set of terms and ruling: what must never happen, never does."""

from functools import cache
from itertools import product

import pytest

from committees.rights.entitlement import electors, entitlement
from committees.rights.standpoint import standpoint
from committees.rights.world import Account, Question
from committees.terms import Act, CommitteeKind, Effect, Function, Handling, Level, Power
from tests.rights import build
from tests.rights.build import MEETING
from tests.rights.rooms import EXECUTIVE, LAY, Cast

LEVELS = (None, *Level)
NO_CONFLICT = "no conflict"
UNRULED = None
RULINGS = (NO_CONFLICT, UNRULED, *Handling)
WITHOUT_A_VOTE = ("healthwatch", "board", "lmc", "contracts", "untold", "visitor")
SEATED = ("chair", "gp", "officer", "healthwatch", "board", "lmc", "contracts", "untold")
CLOSED = {"opened": True, "closed": True}
VETO = Account(person=9003, powers=frozenset({Power.VETO}))
SECRETARY = Account(person=9001, powers=frozenset({Power.RUN_BUSINESS}))


@cache
def cast_of(kind, seat_votes, casting=True, veto=True, second=True):
    """A committee of this kind with every kind of seat; its terms give whatever they can."""
    cast = Cast(
        build.committee(kind, build.MERTON),
        level=2,
        nhs_england_seat_votes=seat_votes,
        nhs_england_casting_vote=casting,
        nhs_england_veto=veto,
        chair_second_vote=second,
    )
    cast.add("chair", office="chair", counts_as=LAY).add("vice_chair", office="vice_chair", counts_as=LAY)
    cast.add("gp", clinical=True).add("officer", represents="nhs_england", counts_as=EXECUTIVE)
    cast.add("healthwatch", standing="non_voting", represents="healthwatch")
    cast.add("board", represents="hwb").add("lmc", standing="observer", represents="lmc")
    cast.add("untold", standing="not_known")
    return cast.add("contracts", standing="in_attendance").someone("visitor")


@cache
def standpoint_of(cast, level, function):
    """What the committee may do, where it holds the function at this level (None: no level on record)."""
    return standpoint(
        cast.body,
        function,
        cast.body.ccgs,
        MEETING,
        arrangements=[build.at_level(build.MERTON, level)] if level else [],
        remits=[build.remit(cast.body, function)] if function != Function.OWN_BUSINESS else [],
        committees=[cast.body],
        terms=[cast.terms],
    )


@cache
def room_of(cast, role, ruling, away=False):
    """Everybody in the room (or all but ``role``), with this ruling on an interest of ``role``."""
    conflicts = [] if ruling == NO_CONFLICT else [cast.conflict(role, ruling)]
    return cast.room(conflicts=conflicts, without=[role] if away else [])


@cache
def electorate_of(cast):
    return {seat.id: cast.id(role) for role, seat in cast.seats.items()}


def may(act, cast, role, room, question, account=None):
    seat = cast.seats.get(role) if act == Act.VOTE else None
    return sound(entitlement(act, person=cast.id(role), seat=seat, room=room, question=question, account=account))


def sound(verdict):
    """Every refusal is a sentence with a source, and a verdict that refuses says why."""
    assert verdict.reasons
    assert verdict.allowed or verdict.refusals
    for reason in verdict.reasons:
        assert reason.code
        assert reason.source.title
        assert reason.text.endswith("."), reason
        assert reason.text[0].isupper() or reason.text[0].isdigit(), reason
    return verdict


@pytest.mark.parametrize("kind", CommitteeKind)
@pytest.mark.parametrize("level", LEVELS)
def test_votes(level, kind):
    """Nobody in attendance votes; nobody out of the room; nobody without an effect; NHS England at level 3 by terms."""
    for function, seat_votes, ruling in product(Function, (True, False), RULINGS):
        cast = cast_of(kind, seat_votes)
        stand = standpoint_of(cast, level, function)
        opened = Question(standpoint=stand, opened=True, electorate=electorate_of(cast))
        for role in ("gp", "officer"):
            room = room_of(cast, role, ruling)
            verdict = may(Act.VOTE, cast, role, room, opened)
            unrestricted = may(Act.VOTE, cast, role, room_of(cast, role, NO_CONFLICT), opened)
            assert unrestricted or not verdict
            assert not verdict or (ruling in (NO_CONFLICT, Handling.FULL_PART) and stand.effect is not None)
            assert not may(Act.VOTE, cast, role, room_of(cast, role, ruling, away=True), opened)
        if ruling == NO_CONFLICT:
            officer = may(Act.VOTE, cast, "officer", room, opened)
            assert not (officer and level == Level.DELEGATED) or seat_votes
            for role in WITHOUT_A_VOTE:
                assert not may(Act.VOTE, cast, role, room, opened)


@pytest.mark.parametrize("kind", CommitteeKind)
@pytest.mark.parametrize("level", LEVELS)
def test_electors_and_opening(level, kind):
    """Reserved functions never open a vote, and have no electors; nobody is frozen as a voter who may not vote.

    NHS England's own team opens none on what it decides for a CCG: it decides without a ballot.
    """
    for function, seat_votes in product(Function, (True, False)):
        cast = cast_of(kind, seat_votes)
        stand = standpoint_of(cast, level, function)
        room = room_of(cast, "gp", Handling.SPEAKS)
        found = electors(room, stand)
        assert len(found) == len(cast.seats)
        able = {elector.seat.id: elector.person for elector in found if sound(elector.verdict)}
        assert cast.seats["gp"].id not in able
        opening = may(Act.OPEN_VOTING, cast, "visitor", room, Question(standpoint=stand), SECRETARY)
        assert bool(able) == (stand.effect is not None)
        national = any(each.nhs_england_decides for each in stand.authorities)
        assert bool(opening) == (bool(able) and not (kind is CommitteeKind.NHS_ENGLAND_TEAM and national))
        if function == Function.PERFORMERS_LIST:
            assert not opening
        opened = Question(standpoint=stand, opened=True, electorate=able)
        for role in SEATED:
            votes = bool(may(Act.VOTE, cast, role, room, opened))
            assert votes == (able.get(cast.seats[role].id) == cast.id(role))


@pytest.mark.parametrize("kind", CommitteeKind)
@pytest.mark.parametrize("level", LEVELS)
def test_powers(level, kind):
    """Casting vote, veto and agreement belong to level 2; the second vote never sits beside a casting vote."""
    for function, casting, veto, second in product(Function, *[(True, False)] * 3):
        cast = cast_of(kind, False, casting, veto, second)
        stand = standpoint_of(cast, level, function)
        room = room_of(cast, "gp", NO_CONFLICT)
        tied = Question(standpoint=stand, tied=True, **CLOSED)
        carried = Question(standpoint=stand, announced=True, carried=True, **CLOSED)
        breaks = may(Act.NHS_ENGLAND_CASTING_VOTE, cast, "officer", room, tied)
        vetoes = may(Act.VETO, cast, "visitor", room, carried, VETO)
        agrees = may(Act.AGREE, cast, "officer", room, Question(standpoint=stand))
        chair = may(Act.SECOND_VOTE, cast, "chair", room, tied)
        assert not (breaks or vetoes or agrees) or (level == Level.JOINT and stand.effect is Effect.DECIDES)
        assert not breaks or casting
        assert not vetoes or veto
        assert not agrees or function == Function.INCENTIVE_SCHEMES
        assert not chair or (second and not stand.casting_vote)
        assert not (breaks and chair)
        assert may(Act.ANNOUNCE, cast, "visitor", room, tied, SECRETARY).allowed != bool(breaks or chair)


@pytest.mark.parametrize("kind", CommitteeKind)
@pytest.mark.parametrize("level", LEVELS)
def test_adding_an_interest_never_grants_the_person_a_right(level, kind):
    """Whatever is ruled on it, and whatever the act."""
    for function, ruling in product(Function, RULINGS[1:]):
        cast = cast_of(kind, True, second=False) if level == Level.JOINT else cast_of(kind, True, casting=False)
        stand = standpoint_of(cast, level, function)
        tied = Question(standpoint=stand, tied=True, **CLOSED)
        opened = Question(standpoint=stand, opened=True, electorate=electorate_of(cast))
        asks = (
            ("chair", Act.VOTE, opened),
            ("chair", Act.SECOND_VOTE, tied),
            ("chair", Act.RULE, opened),
            ("chair", Act.OPEN_VOTING, Question(standpoint=stand)),
            ("officer", Act.NHS_ENGLAND_CASTING_VOTE, tied),
            ("officer", Act.AGREE, opened),
            ("gp", Act.SPEAK, opened),
            ("gp", Act.READ_PAPER, None),
        )
        for role, act, question in asks:
            before = may(act, cast, role, room_of(cast, role, NO_CONFLICT), question)
            after = may(act, cast, role, room_of(cast, role, ruling), question)
            assert before or not after


RECORDER = Account(person=9001, powers=frozenset({Power.RECORD}))
RELIED_ON = ("veto_used", "veto_waived", "agreement", "condition_told", "meets_condition")


@pytest.mark.parametrize("kind", CommitteeKind)
@pytest.mark.parametrize("level", LEVELS)
def test_taking_a_result_back(level, kind):
    """Only a result that stands and nobody relied on, by who records or still presides; and it gives no member a vote."""
    cast = cast_of(kind, seat_votes=True, second=False)
    room = room_of(cast, "gp", NO_CONFLICT)
    for function, announced, recalled, closed in product(Function, *[(True, False)] * 3):
        stand = standpoint_of(cast, level, function)
        stage = {"announced": announced and not recalled, "recalled": recalled, "sitting_closed": closed, **CLOSED}
        question = Question(standpoint=stand, electorate=electorate_of(cast), **stage)
        for role, account in (
            ("visitor", RECORDER),
            ("visitor", SECRETARY),
            ("chair", None),
            ("gp", None),
            ("officer", VETO),
        ):
            verdict = may(Act.RECALL, cast, role, room, question, account)
            by_whom = account is RECORDER or (role == "chair" and not closed)
            assert bool(verdict) == (announced and not recalled and by_whom)
        if recalled:
            again = Question(standpoint=stand, opened=True, electorate=electorate_of(cast), recalled=True)
            assert not any(may(Act.VOTE, cast, role, room, again) for role in SEATED)
        for relied_on in RELIED_ON:
            known = Question(standpoint=stand, electorate=electorate_of(cast), **stage, **{relied_on: True})
            assert not may(Act.RECALL, cast, "visitor", room, known, RECORDER)
