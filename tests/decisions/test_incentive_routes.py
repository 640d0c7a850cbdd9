"""A local incentive scheme by its routes: agreed with NHS England at level 2, decided at level 3, only viewed at level 1.

One paper before three committees in common. Everything in here is made up but the names of the CCGs.
"""

import uuid

import pytest
from django.urls import reverse

from committees.models import Arrangement, Seat
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.terms import Act, CommitteeKind, Effect, Function, Level, Office, Outcome, VetoState
from decisions import actions
from decisions.gate import Refused, may_on_resolution
from decisions.models import Agreement, Veto
from decisions.outcome import outcome_of, result_of, veto_of
from tests import world
from tests.decisions.level_1 import a_committee, a_team
from tests.world import FIRST, SOURCE, Body

pytestmark = pytest.mark.django_db


def at_level_1() -> Body:
    """City and Hackney's governing body, with a chair and two members; NHS England's team decides for it."""
    ccg = world.a_ccg("City and Hackney", "07T")
    Arrangement.objects.create(ccg=ccg, level=Level.GREATER_INVOLVEMENT, starts_on=FIRST, source=SOURCE)
    a_team(ccg)
    committee = a_committee("City and Hackney", CommitteeKind.GOVERNING_BODY, ccg)
    body = Body("City and Hackney", ccg, committee, committee.terms.get())
    for order, (title, office) in enumerate([("Chair", Office.CHAIR), ("GP", Office.MEMBER), ("Nurse", Office.MEMBER)]):
        seat = Seat.objects.create(committee=committee, title=title, office=office, order=order, starts_on=FIRST)
        body.seats.append(seat)
        body.people.append(world.in_seat(seat, f"City and Hackney {title}"))
    return body


class Scheme:
    """The scheme before all three, voted on by all and announced."""

    def __init__(self, cast):
        self.cast, self.hackney = cast, at_level_1()
        where = {"committee": self.hackney.committee, "kind": PostKind.SECRETARY}
        appoint_to_post(account=cast.secretary, starts_on=FIRST, **where)
        bodies = {**cast.bodies, "City and Hackney": self.hackney}
        matter = world.a_matter("A scheme for access", [b.ccg for b in bodies.values()], Function.INCENTIVE_SCHEMES)
        meeting = world.a_meeting(bodies)
        self.room = world.room_of(meeting, bodies, [world.put(meeting, matter)], cast.acting("secretary"))
        self.room.arrive()
        self.room.begin()

    def vote(self):
        actions.agree(actor=self.room.secretary, resolutions=self.room.decisions())

    def announce(self):
        return [act.sentence for act in actions.announce(actor=self.room.secretary, resolutions=self.room.decisions())]

    def answer(self, given, reason="", actor=None):
        officer = actor or self.cast.acting("nhs_england")
        key = self.of("Croydon").pk
        return actions.give_agreement(actor=officer, resolution=key, given=given, reason=reason)

    def of(self, name):
        return self.room.decision(name)

    def page(self, client, account, name):
        client.force_login(account)
        return client.get(reverse(name, args=[self.room.meeting.pk])).content.decode()


@pytest.fixture
def scheme(cast):
    return Scheme(cast)


@pytest.fixture
def voted(scheme):
    scheme.vote()
    return scheme


# --- Level 2 ---
def test_at_level_2_the_majority_alone_carries_nothing(voted):
    found = result_of(voted.of("Croydon"))
    assert (found.outcome, found.carried) == (Outcome.AWAITS_AGREEMENT, False)
    croydon = next(said for said in voted.announce() if said.startswith("Croydon"))
    assert "NHS England" in croydon
    decision = voted.of("Croydon")
    assert outcome_of(decision) == Outcome.AWAITS_AGREEMENT
    assert veto_of(decision) == VetoState.NONE, "what is not carried is not vetoed"
    assert actions.keep_time() == [], "no silence carries it"


def test_at_level_2_it_is_carried_once_nhs_england_agrees_and_there_is_no_veto_after_that(voted):
    voted.announce()
    voted.answer(True)
    decision = voted.of("Croydon")
    assert outcome_of(decision) == Outcome.CARRIED
    assert veto_of(decision) == VetoState.NONE
    officer = voted.cast.acting("nhs_england")
    verdict = may_on_resolution(Act.VETO, officer, voted.room.record, decision)
    assert "veto.agreed" in verdict.codes
    with pytest.raises(Refused):
        actions.use_veto(actor=officer, resolution=decision.pk, reason="After all (made up)")
    assert not Veto.objects.exists()


def test_at_level_2_it_is_not_carried_where_nhs_england_refuses_and_says_why(voted):
    voted.announce()
    voted.answer(False, "No money for it (made up)")
    decision = voted.of("Croydon")
    assert outcome_of(decision) == Outcome.AGREEMENT_REFUSED
    assert Agreement.objects.get().reason == "No money for it (made up)"
    with pytest.raises(Refused) as caught:
        voted.answer(True)
    assert "agree.already_answered" in caught.value.verdict.codes


def test_at_level_2_a_motion_that_lost_its_vote_is_not_carried_by_nhs_englands_agreement(scheme):
    key = scheme.of("Croydon").pk
    actions.record_counts(actor=scheme.room.secretary, resolution=key, in_favour=3, against=4)
    scheme.answer(True)
    assert result_of(scheme.of("Croydon")).outcome == Outcome.NOT_CARRIED


def test_nhs_england_agrees_on_its_page_and_the_meeting_page_and_minutes_follow(voted, client):
    voted.announce()
    page = voted.page(client, voted.cast.secretary, "meeting")
    assert Outcome.AWAITS_AGREEMENT.label in page.replace("&#x27;", "'")
    minutes = voted.page(client, voted.cast.secretary, "minutes").replace("&#x27;", "'")
    assert "It needs NHS England's agreement, which has not been given." in minutes
    client.force_login(voted.cast.nhs_england)
    fields = {"key": uuid.uuid4(), "what": "agree", "reason": ""}
    assert client.post(reverse("veto", args=[voted.of("Croydon").pk]), fields).status_code == 302
    minutes = voted.page(client, voted.cast.secretary, "minutes").replace("&#x27;", "'")
    assert "NHS England agreed" in minutes
    assert "NHS England's veto until" not in minutes
    assert "Confirmed" not in minutes


def test_nhs_englands_refusal_on_its_page_needs_a_reason(voted, client):
    voted.announce()
    client.force_login(voted.cast.nhs_england)
    address = reverse("veto", args=[voted.of("Croydon").pk])
    response = client.post(address, {"key": uuid.uuid4(), "what": "refuse", "reason": ""})
    assert "Say why NHS England does not agree." in response.content.decode()
    assert not Agreement.objects.exists()
    client.post(address, {"key": uuid.uuid4(), "what": "refuse", "reason": "No money for it (made up)"})
    minutes = voted.page(client, voted.cast.secretary, "minutes")
    assert "NHS England did not agree" in minutes
    assert "No money for it (made up)" in minutes


# --- Level 3 ---
def test_at_level_3_the_same_scheme_is_carried_at_once_and_nhs_england_has_no_say(voted):
    voted.announce()
    decision = voted.of("Merton")
    assert (decision.opening.agreement_needed, decision.opening.veto) == (False, False)
    assert (outcome_of(decision), veto_of(decision)) == (Outcome.CARRIED, VetoState.NONE)
    officer = voted.cast.acting("nhs_england")
    with pytest.raises(Refused) as caught:
        actions.give_agreement(actor=officer, resolution=decision.pk, given=False, reason="No money (made up)")
    assert "agree.not_needed" in caught.value.verdict.codes
    assert not Agreement.objects.exists()


# --- Level 1 ---
def test_at_level_1_the_same_scheme_cannot_be_decided_by_vote_a_view_is_recorded_and_nothing_hangs_on_it(voted, client):
    voted.announce()
    view = voted.of("City and Hackney")
    assert view.opening.effect == Effect.RECORDS_A_VIEW
    powers = (view.opening.casting_vote, view.opening.veto, view.opening.agreement_needed)
    assert powers == (False, False, False)
    assert veto_of(view) == VetoState.NONE
    page = voted.page(client, voted.cast.secretary, "meeting")
    assert "view recorded" in page
    minutes = voted.page(client, voted.cast.secretary, "minutes")
    assert "This records a view, and decides nothing" in minutes
    officer = voted.cast.acting("nhs_england")
    for doing in (
        lambda: actions.use_veto(actor=officer, resolution=view.pk, reason="Made up"),
        lambda: actions.give_agreement(actor=officer, resolution=view.pk, given=True),
    ):
        with pytest.raises(Refused):
            doing()


def test_at_level_1_no_vote_of_the_ccg_comes_to_a_decision_whichever_way_it_goes(scheme):
    key = scheme.of("City and Hackney").pk
    stands = scheme.room.record.standpoint(scheme.of("City and Hackney").sitting, scheme.room.record.items[0])
    assert stands.effect == Effect.RECORDS_A_VIEW
    reason = next(each for each in stands.verdict.reasons if each.code == "records_a_view")
    assert "No decision waits for it." in reason.text
    assert reason.source.title
    actions.record_counts(actor=scheme.room.secretary, resolution=key, in_favour=0, against=2)
    [act] = actions.announce(actor=scheme.room.secretary, resolutions=[key])
    assert act.opening.effect == Effect.RECORDS_A_VIEW
    assert "view" in act.sentence
