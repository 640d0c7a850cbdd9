"""What NHS England may not do, each refused with its reason and its source, and nothing written."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from committees.models import TermsOfReference
from committees.powers import end_post
from committees.terms import Choice, Function
from decisions import actions
from decisions.gate import Refused
from decisions.models import Agreement, CastingVote, Link, Veto
from tests import world
from tests.decisions.vetoed import ALTERNATE, HOLDER, THURSDAY, a_stage, london

pytestmark = pytest.mark.django_db

OVER = date(2016, 4, 22)


@pytest.fixture
def stage(monkeypatch):
    found = a_stage(monkeypatch, veto_working_days=5, veto_holder=HOLDER, veto_alternate=ALTERNATE)
    found.officer("alternate", ALTERNATE)
    return found


def written():
    return (Veto.objects.count(), Agreement.objects.count(), CastingVote.objects.count(), Link.objects.count())


def refused(doing, code, words="", source=""):
    """Refused for this reason, with a source, and nothing is half-written; the reason."""
    before = written()
    with pytest.raises(Refused) as caught:
        doing()
    assert written() == before
    reasons = {reason.code: reason for reason in caught.value.verdict.refusals}
    assert code in reasons, reasons
    reason = reasons[code]
    assert words.casefold() in reason.text.casefold()
    assert source in reason.source.title
    assert reason.source.title
    return reason


# --- Time ---
def test_a_veto_or_a_waiver_after_the_time_has_passed_by_the_clock_or_on_record(stage):
    room = stage.carry(london(THURSDAY), close=True)
    stage.stand(london(OVER))
    for _ in ("by the clock", "on record"):
        refused(lambda: stage.veto(room), "veto.lapsed", "5 working days after the voting closed, and they are over")
        refused(lambda: stage.waive(room), "veto.lapsed")
        actions.keep_time()
    assert Veto.objects.get().lapsed


def test_a_veto_that_is_on_record_as_lapsed_is_over_whatever_the_clock_says(stage):
    room = stage.carry(london(THURSDAY), close=True)
    actions.keep_time(today=OVER)
    refused(lambda: stage.veto(room), "veto.lapsed")


def test_a_veto_twice_or_after_a_waiver(stage):
    room, other = stage.carry(london(THURSDAY), close=True), stage.carry(london(THURSDAY), title="Other", close=True)
    stage.veto(room)
    refused(lambda: stage.veto(room), "veto.used", "has vetoed this decision already")
    refused(lambda: stage.waive(room), "veto.used")
    stage.waive(other)
    refused(lambda: stage.veto(other), "veto.waived", "will not use its veto")


def test_a_veto_without_a_reason(stage):
    room = stage.carry(london(THURSDAY), close=True)
    before = written()
    with pytest.raises(ValidationError, match="Say why NHS England vetoes this decision"):
        stage.veto(room, reason="  ")
    assert written() == before


# --- Who ---
def test_a_veto_by_somebody_whose_post_has_ended(stage):
    room = stage.carry(london(THURSDAY), close=True)
    end_post(post=stage.officers["holder"].posts.get(), last_day=THURSDAY)
    stage.stand(london(date(2016, 4, 15)))
    refused(lambda: stage.veto(room), "veto.not_the_holder", "does not exercise NHS England's veto")


def test_the_alternate_acts_only_while_the_holder_is_away(stage):
    room, later = stage.carry(london(THURSDAY), close=True), stage.carry(london(THURSDAY), title="Later", close=True)
    reason = refused(lambda: stage.veto(room, "alternate"), "veto.holder_is_there", f"the {ALTERNATE} stands in only")
    assert reason.who_can == f"The {HOLDER}."
    stage.away("holder", date(2016, 4, 15), date(2016, 4, 18))
    refused(lambda: stage.veto(room, "alternate"), "veto.holder_is_there")
    stage.stand(london(date(2016, 4, 15)))
    assert stage.veto(room, "alternate").used
    stage.stand(london(date(2016, 4, 19)))
    refused(lambda: stage.waive(later, "alternate"), "veto.holder_is_there")


def test_the_alternate_waits_until_every_holder_is_away_and_acts_where_there_is_none(stage):
    stage.officer("second", HOLDER)
    room = stage.carry(london(THURSDAY), close=True)
    stage.away("holder", THURSDAY)
    refused(lambda: stage.veto(room, "alternate"), "veto.holder_is_there")
    end_post(post=stage.officers["second"].posts.get(), last_day=THURSDAY)
    stage.stand(london(date(2016, 4, 15)))
    assert stage.veto(room, "alternate").used


def test_an_officer_in_another_office_is_told_whose_power_it_is(stage, client):
    stage.officer("finance", "Director of finance")
    room = stage.carry(london(THURSDAY), close=True)
    reason = refused(lambda: stage.veto(room, "finance"), "veto.not_the_office", f"to its {HOLDER}")
    assert reason.who_can == f"The {HOLDER}. The {ALTERNATE}, while nobody who is {HOLDER} is there."
    client.force_login(stage.officers["finance"])
    response = client.post(
        reverse("veto", args=[stage.decision(room).pk]),
        {"key": "6f1b1e1e-1111-4111-8111-111111111111", "what": "veto", "reason": "Made up"},
    )
    assert response.status_code == 403
    assert HOLDER in response.content.decode()
    assert not Veto.objects.exists()


def test_nhs_englands_agreement_by_account_follows_the_same_offices(stage):
    stage.stand(london(THURSDAY))
    room = stage.meeting(THURSDAY, function=Function.INCENTIVE_SCHEMES)
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    key = stage.decision(room).pk

    def agrees(name):
        return lambda: actions.give_agreement(actor=stage.acting(name), resolution=key, given=True)

    refused(agrees("alternate"), "agree.holder_is_there")
    stage.away("holder", THURSDAY)
    assert agrees("alternate")().given


# --- What ---
def tie(stage):
    stage.stand(london(THURSDAY))
    room = stage.meeting(THURSDAY)
    room.arrive()
    room.begin()
    said = [Choice.FOR] * 4 + [Choice.AGAINST] * 4 + [Choice.ABSTAINED]
    choices = dict(zip([seat.pk for seat in stage.body.seats], said, strict=True))
    actions.record_votes(actor=room.secretary, choices={stage.decision(room).pk: choices})
    return room


def test_a_veto_after_nhs_englands_own_casting_vote_for_the_motion(stage):
    room = tie(stage)
    key = stage.decision(room).pk
    actions.use_casting_vote(actor=room.secretary, resolution=key, choice=Choice.FOR)
    actions.announce(actor=room.secretary, resolutions=[key])
    refused(lambda: stage.veto(room), "veto.own_casting_vote", "own casting vote carried this decision")
    stage.stand(london(OVER))
    assert actions.keep_time() == [], "where there is no veto none lapses"


def test_a_casting_vote_without_a_tie(stage):
    stage.stand(london(THURSDAY))
    room = stage.meeting(THURSDAY)
    room.arrive()
    room.begin()
    key = stage.decision(room).pk
    actions.record_counts(actor=room.secretary, resolution=key, in_favour=5, against=4)
    person = stage.body.people[world.NINTH].pk
    refused(
        lambda: actions.use_casting_vote(actor=room.secretary, resolution=key, choice=Choice.AGAINST, person=person),
        "nhs_england_casting_vote.no_tie",
        "not tied",
    )


def test_a_veto_after_agreement_was_given(stage):
    room = scheme(stage, given=True)
    refused(lambda: stage.veto(room), "veto.agreed", "NHS England agreed to this decision")
    stage.stand(london(OVER))
    assert actions.keep_time() == [], "where there is no veto none lapses"


def scheme(stage, given):
    stage.stand(london(THURSDAY))
    room = stage.meeting(THURSDAY, function=Function.INCENTIVE_SCHEMES)
    room.arrive()
    room.begin()
    key = stage.decision(room).pk
    actions.agree(actor=room.secretary, resolutions=[key])
    actions.give_agreement(
        actor=stage.acting("holder"), resolution=key, given=given, reason="" if given else "No money"
    )
    actions.announce(actor=room.secretary, resolutions=[key])
    return room


def test_a_veto_against_level_3_names_the_pack(cast):
    """Even an account with the post and the grant on that committee."""
    from committees.models.accounts import PostKind
    from committees.powers import appoint_to_post

    appoint_to_post(
        account=cast.nhs_england, committee=cast.merton.committee, kind=PostKind.NHS_ENGLAND_OFFICER,
        starts_on=world.FIRST,
    )  # fmt: skip
    room = cast.meeting()
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    key = room.decision("Merton").pk
    for doing in (
        lambda: actions.use_veto(actor=cast.acting("nhs_england"), resolution=key, reason="Made up"),
        lambda: actions.waive_veto(actor=cast.acting("nhs_england"), resolution=key),
    ):
        refused(
            doing, "veto_at_level_3", "level 3", source="does not have the power to veto decisions made by delegated"
        )
    closed = [sitting.pk for sitting in room.sittings.values()]
    actions.close_sitting(actor=room.secretary, meeting=room.meeting.pk, sittings=closed)
    assert [each.text.split(",")[0] for each in actions.keep_time()] == ["Croydon joint committee"]


# --- Terms ---
def terms_of(stage, **given):
    settings = {"version": "2", "starts_on": date(2015, 1, 1), "ends_on": date(2015, 1, 31), "source": "Made up"}
    settings |= {"quorum_minimum": 4, "majority": stage.body.terms.majority}
    return TermsOfReference(committee=stage.body.committee, **settings | given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"nhs_england_veto": True, "veto_working_days": 0}, "at least one working day"),
        ({"nhs_england_veto": False, "veto_working_days": 5}, "A window for the veto needs a veto"),
    ],
)
def test_terms_with_a_window_of_no_working_day_or_without_a_veto(stage, given, words):
    before = TermsOfReference.objects.count()
    row = terms_of(stage, **given)
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    assert words in str(caught.value) or "greater than or equal to 1" in str(caught.value)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save_base(raw=True)
    assert TermsOfReference.objects.count() == before


# --- The database's own refusals ---
def act(model, announcement, **fields):
    from practices import clock

    now = clock.now()
    row = model(
        announcement=announcement, meeting=announcement.meeting, happened_at=now, recorded_at=now, verdict={}, **fields
    )
    with transaction.atomic():
        row.save(force_insert=True)
    return row


def test_the_database_refuses_a_lapse_of_what_was_not_carried_a_veto_that_lapsed_and_a_second_outcome(stage):
    stage.stand(london(THURSDAY))
    room = stage.meeting(THURSDAY)
    room.arrive()
    room.begin()
    key = stage.decision(room).pk
    actions.record_counts(actor=room.secretary, resolution=key, in_favour=4, against=5)
    actions.announce(actor=room.secretary, resolutions=[key])
    with pytest.raises(DatabaseError):
        act(Veto, stage.decision(room).announcement, used=False, lapsed=True)
    carried = stage.carry(london(THURSDAY), title="Carried", close=True)
    announcement = stage.decision(carried).announcement
    with pytest.raises(DatabaseError):
        act(Veto, announcement, used=True, lapsed=True, reason="Made up")
    stage.waive(carried)
    with pytest.raises(DatabaseError):
        act(Veto, announcement, used=False, lapsed=True)
    assert Veto.objects.count() == 1
