"""The Advisory Panel: from the call to the local decision, through pages and presses; and every refusal. All made up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from committees.facts import load_law
from committees.models import Appointment, Committee, Seat, TermsOfReference
from committees.terms import (
    Act,
    AdviserRole,
    CommitteeKind,
    Effect,
    Followed,
    Function,
    Majority,
    PanelGround,
    Recording,
)
from decisions import actions, gate
from decisions.actions.outside import panel as route
from decisions.book import verify_book
from decisions.models import Advice, AdviceTaken, Adviser, Page, PanelReferral
from tests import world
from tests.decisions.panels import Scene, a_scene, an_interest, press, refused, signed_in, text
from tests.world import GP

pytestmark = pytest.mark.django_db
CONTRACT = PanelGround.CONTRACT.value


@pytest.fixture
def scene(cast) -> Scene:
    return a_scene(cast)


# --- From call to local decision ---
def test_a_referral_from_call_to_local_decision_through_pages_and_presses(scene):
    secretary, peer = signed_in(scene.cast.secretary), signed_in(scene.peer)
    assert peer.get(scene.page).status_code == 403, "not yet asked"

    question = "May the terms of this contract be varied?"
    fields = {"panel": scene.panel.pk, "ground": CONTRACT, "question": question}
    assert press(secretary, scene.page, "call-panel", **fields).status_code == 302
    assert "South West London Advisory Panel was called on a complex contract." in text(secretary.get(scene.page))

    assert press(secretary, scene.page, "name-adviser", who=f"peer-{scene.peer.person.pk}").status_code == 302
    home = text(peer.get(reverse("home")))
    assert "Your advice is asked" in home
    assert "Merton primary care commissioning committee asks the Advisory Panel on a complex contract" in home

    page = text(peer.get(scene.page))
    assert question in page
    assert "Record the panel's advice" in page
    said = {"recommendation": "Vary them for one year.", "reasons": "The list of the practice grows."}
    assert press(peer, scene.page, "advise", **said).status_code == 302
    assert "Your advice is asked" not in text(peer.get(reverse("home")))

    scene.room.arrive()
    scene.room.begin(scene.item)
    console = reverse("console", args=[scene.room.meeting.pk])
    assert "recommends: “Vary them for one year.” Reasons: The list of the practice grows." in text(
        secretary.get(console)
    )
    remind = "The Advisory Panel has advised; record whether it was followed."
    assert remind not in text(secretary.get(console)), "nothing is decided yet"
    assert "Record whether the advice was followed" not in text(secretary.get(scene.page))
    actions.agree(actor=scene.room.secretary, resolutions=[scene.decision])
    actions.announce(actor=scene.room.secretary, resolutions=[scene.decision])
    assert remind in text(secretary.get(console))
    assert scene.page in secretary.get(console).content.decode()

    fields = {"decision": scene.decision, "followed": "in_part", "reason": "For half a year is enough."}
    assert press(secretary, scene.page, "follow-advice", **fields).status_code == 302
    told = "Merton followed the advice in part: For half a year is enough."
    for name, args in (
        ("meeting", [scene.room.meeting.pk]),
        ("minutes", [scene.room.meeting.pk]),
        ("minutes_of", [scene.room.meeting.pk, scene.room.sittings["Merton"].pk]),
        ("managed", [scene.decision]),
        ("console", [scene.room.meeting.pk]),
    ):
        page = text(secretary.get(reverse(name, args=args)))
        assert "Advisory Panel, called by Merton on a complex contract" in page, name
        assert told in page, name
    assert remind not in text(secretary.get(console))
    assert "followed in part" in text(peer.get(scene.page))
    croydons = text(
        secretary.get(reverse("minutes_of", args=[scene.room.meeting.pk, scene.room.sittings["Croydon"].pk]))
    )
    assert "Advisory Panel" not in croydons, "in an extract its own advice alone"
    assert verify_book(scene.cast.merton.committee.pk) == []
    taken = AdviceTaken.objects.get()
    assert (taken.advice.referral.by, taken.advice.by) == (scene.cast.person_of("lay_chair"), scene.peer.person)
    for act in (PanelReferral, Adviser, Advice, AdviceTaken):
        assert act.objects.get().verdict["allowed"], "each keeps the verdict relied on"


def test_the_chair_does_it_all_without_a_secretary_and_the_secretary_records_advice_in_an_advisers_name(scene):
    referral = scene.call("lay_chair")
    scene.name(referral, "lay_chair")
    advice = scene.advise(referral, scene.cast.acting("secretary"), adviser=scene.peer.person.pk)
    assert (advice.by, advice.recorded_by) == (scene.peer.person, scene.cast.secretary)
    scene.decide()
    assert scene.follow(referral, "lay_chair").followed == "followed"


def test_it_needs_no_meeting(scene):
    """There is no set schedule of meetings: the panel advises on a matter that is on no agenda."""
    matter = world.a_matter("Another matter", [scene.cast.merton.ccg], raised_by=scene.cast.merton.committee)
    scene.matter = matter
    assert scene.advised().advice.text == "Vary them for a year."


def test_once_it_has_advised_it_can_be_called_again(scene):
    scene.advised()
    assert scene.call(ground=PanelGround.CONFLICT).pk


# --- Calling ---
@pytest.mark.parametrize("who", ["gp", "executive", "stranger", "superuser", "nhs_england", "croydon_chair"])
def test_nobody_but_its_secretary_and_its_chair_calls_for_the_committee(scene, who):
    refused(lambda: scene.call(who), "call_panel.not_yours")


def test_another_ccgs_committee_does_not_call_on_a_matter_that_is_not_its_own(scene):
    scene.cast.secretary.refresh_from_db()
    scene.matter.raised_by = scene.cast.croydon.committee
    scene.matter.save()
    asked = {"committee": scene.cast.croydon.committee.pk, "matter": scene.matter.pk}
    words = {"panel": scene.panel.pk, "ground": PanelGround.CONTRACT, "question": "x"}
    reasons = refused(
        lambda: route.call_panel(actor=scene.cast.acting("secretary"), **asked, **words),
        "call_panel.not_its_business",
        "other_ccgs",
    )
    assert "individual CCG wished to bring forward" in reasons[0].source.title


def test_what_is_called_is_an_advisory_panel_of_the_ccg_that_exists(scene):
    kingstons = Committee.objects.create(
        name="Elsewhere's panel", kind=CommitteeKind.ADVISORY_PANEL, established_on=world.FIRST
    )
    kingstons.ccgs.set([scene.camden.ccg])
    refused(lambda: scene.call(panel=kingstons.pk), "call_panel.not_its_panel")
    refused(
        lambda: scene.call(panel=scene.cast.croydon.committee.pk), "call_panel.not_a_panel", "call_panel.not_its_panel"
    )
    refused(lambda: scene.call(panel=2**40), "call_panel.no_panel")
    scene.panel.stood_down_on = world.DAY - timedelta(days=1)
    scene.panel.save()
    refused(lambda: scene.call(), "stood_down")


def test_it_is_not_called_twice_while_it_has_not_advised_and_not_without_a_question(scene):
    with pytest.raises(ValidationError, match="Give the question"):
        scene.call(question=" ")
    assert not PanelReferral.objects.exists()
    scene.call()
    refused(lambda: scene.call(), "call_panel.called")


# --- Who advises ---
def test_a_peer_from_the_ccg_that_asks_is_refused_and_so_is_who_is_not_on_the_panel(scene):
    referral = scene.call()
    reasons = refused(
        lambda: scene.name(referral, person=scene.own.pk),
        "name_adviser.of_the_ccg_that_asks",
        "name_adviser.votes_on_it",
    )
    assert "is of Merton, which asks" in reasons[0].text
    refused(lambda: scene.name(referral, person=scene.camden.people[GP].pk), "name_adviser.not_on_the_panel")


def test_a_peer_in_conflict_is_refused_with_the_chain_and_is_named_on_the_page_with_the_reason(scene):
    referral = scene.call()
    an_interest(scene.peer.person, scene.cast.practice)
    (reason,) = refused(lambda: scene.name(referral), "name_adviser.in_conflict")
    assert "has an interest in this matter (Partner): " in reason.text
    assert reason.text.endswith("cannot advise on it.")
    page = text(signed_in(scene.cast.secretary).get(scene.page))
    assert "Left out: " in page
    assert reason.text in page
    assert scene.second.name in page


def test_the_same_peer_is_not_asked_twice_nor_anybody_once_it_has_advised(scene):
    referral = scene.call()
    scene.name(referral)
    refused(lambda: scene.name(referral), "name_adviser.named_already")
    scene.advise(referral)
    refused(lambda: scene.name(referral, person=scene.second.pk), "name_adviser.advised")


def test_a_peer_whose_appointment_has_ended_is_not_on_the_panel(scene):
    referral = scene.call()
    seat = Appointment.objects.get(person=scene.peer.person, seat__committee=scene.panel)
    seat.ends_on = world.DAY - timedelta(days=1)
    seat.save()
    refused(lambda: scene.name(referral), "name_adviser.not_on_the_panel")


def test_clinicians_from_outside_the_area_are_asked_on_performance_matters_and_checked_the_same_way(scene):
    outsider = {"person": scene.clinician.person.pk, "role": AdviserRole.OUTSIDE_CLINICIAN}
    contract = scene.call()
    refused(lambda: scene.name(contract, **outsider), "name_adviser.not_performance")
    scene.name(contract)
    scene.advise(contract)
    referral = scene.call(ground=PanelGround.PERFORMANCE)
    inside = {"person": scene.peer.person.pk, "role": AdviserRole.OUTSIDE_CLINICIAN}
    refused(lambda: scene.name(referral, **inside), "name_adviser.in_the_area")
    lay = {"person": scene.camden.people[world.LAY].pk, "role": AdviserRole.OUTSIDE_CLINICIAN}
    refused(lambda: scene.name(referral, **lay), "name_adviser.not_a_clinician")
    row = an_interest(scene.clinician.person, scene.cast.practice)
    refused(lambda: scene.name(referral, **outsider), "name_adviser.in_conflict")
    row.ends_on = world.DAY - timedelta(days=1)
    row.save()
    assert scene.name(referral, **outsider).sits == "GP member, Camden primary care commissioning committee"
    assert scene.advise(referral, world.actor(scene.clinician)).by == scene.clinician.person


def test_a_performance_matter_takes_clinicians_from_outside_whatever_the_ground(scene):
    scene.matter.function = Function.PERFORMANCE.value
    scene.matter.save()
    referral = scene.call()
    assert scene.name(referral, person=scene.clinician.person.pk, role=AdviserRole.OUTSIDE_CLINICIAN).pk


def test_somebody_who_is_not_on_record_is_nobody(scene):
    referral = scene.call()
    with pytest.raises(ValidationError, match="Choose who is asked"):
        scene.name(referral, person=2**40)


# --- The advice ---
def test_only_who_was_asked_advises_once_and_with_reasons(scene):
    referral = scene.call()
    refused(lambda: scene.advise(referral), "advise.no_advisers")
    scene.name(referral)
    refused(lambda: scene.advise(referral, scene.cast.acting("gp")), "advise.not_an_adviser")
    refused(
        lambda: scene.advise(referral, scene.cast.acting("lay_chair"), adviser=scene.peer.person.pk), "advise.not_yours"
    )
    with pytest.raises(ValidationError, match="Give the reasons"):
        scene.advise(referral, reasons=" ")
    with pytest.raises(ValidationError, match="Say what the panel recommends"):
        scene.advise(referral, recommendation="")
    scene.advise(referral)
    refused(lambda: scene.advise(referral), "advise.advised")


def test_an_adviser_whose_interest_came_since_does_not_advise_and_does_not_read_on(scene):
    referral = scene.call()
    scene.name(referral)
    an_interest(scene.peer.person, scene.cast.practice)
    (reason,) = refused(lambda: scene.advise(referral), "advise.in_conflict")
    assert "(Partner): " in reason.text
    assert signed_in(scene.peer).get(scene.page).status_code == 403


def test_a_referral_of_another_matter_is_not_advised_on_here(scene):
    referral = scene.call()
    other = world.a_matter("Another matter", [scene.cast.merton.ccg], raised_by=scene.cast.merton.committee)
    scene.matter = other
    refused(lambda: scene.name(referral), "name_adviser.not_called")
    refused(lambda: scene.advise(referral), "advise.not_called", "advise.not_an_adviser")


# --- What the committee made of it ---
def test_the_committee_says_so_after_its_own_decision_once_and_with_a_reason_unless_it_followed(scene):
    referral = scene.advised()
    reasons = refused(lambda: scene.follow(referral), "follow_advice.not_decided")
    assert "the final decision would remain" in reasons[0].source.title
    scene.decide()
    for followed in (Followed.IN_PART, Followed.NOT_FOLLOWED):
        with pytest.raises(ValidationError, match="Say why the advice was not followed"):
            scene.follow(referral, followed=followed, reason=" ")
    refused(lambda: scene.follow(referral, "gp"), "follow_advice.not_the_secretary")
    scene.follow(referral, followed=Followed.NOT_FOLLOWED, reason="It costs too much.")
    refused(lambda: scene.follow(referral), "follow_advice.told_already")
    minutes = text(signed_in(scene.cast.stranger).get(reverse("minutes", args=[scene.room.meeting.pk])))
    assert "Merton did not follow the advice: It costs too much." in minutes


def test_another_committees_decision_and_one_on_another_matter_follow_nothing(scene):
    referral = scene.advised()
    scene.decide()
    other = world.put(world.a_meeting(scene.cast.bodies, title="Another"), world.a_matter("x", [scene.cast.merton.ccg]))
    elsewhere = other.resolutions.first().pk
    refused(lambda: scene.follow(referral, resolution=elsewhere), "follow_advice.not_decided")
    refused(lambda: scene.follow(referral, resolution=2**40), "follow_advice.not_decided")


def test_a_decision_taken_before_the_advice_did_not_follow_it(scene):
    referral = scene.call()
    scene.name(referral)
    scene.decide()
    scene.advise(referral)
    refused(lambda: scene.follow(referral), "follow_advice.decided_before")


def test_a_result_that_was_taken_back_followed_nothing(scene):
    referral = scene.advised()
    scene.decide()
    actions.take_back_result(actor=scene.room.secretary, resolutions=[scene.decision], reason="Read out wrongly.")
    refused(lambda: scene.follow(referral), "follow_advice.not_decided")


def test_before_the_panel_has_advised_there_is_nothing_to_have_followed(scene):
    referral = scene.call()
    scene.decide()
    refused(lambda: scene.follow(referral), "follow_advice.not_advised")
    refused(lambda: scene.follow(PanelReferral(pk=2**40)), "follow_advice.not_called")


# --- It decides nothing, and has no vote ---
@pytest.mark.parametrize("asked", [True, False], ids=["asked to advise", "on the panel only"])
def test_who_speaks_for_the_panel_has_no_vote_in_the_committee(scene, asked):
    referral = scene.call()
    scene.name(referral)
    scene.room.arrive()
    scene.room.begin(scene.item)
    actions.open_voting(actor=scene.room.secretary, resolutions=[scene.decision], recording=Recording.BY_NAME)
    record = scene.room.record
    of = record.resolution_by_id[scene.decision]
    person = scene.peer.person.pk if asked else scene.second.pk
    verdict = gate.may_on_resolution(Act.VOTE, world.actor(scene.peer), record, of, person=person)
    reason = next(reason for reason in verdict.refusals if reason.code == "vote.adviser")
    assert reason.text.endswith("the panel recommends, and the local committee decides.")
    assert (
        "the final decision would remain the responsibility of the relevant local CCG committee" in reason.source.title
    )
    before = Page.objects.count()
    seat = Appointment.objects.get(person=person, seat__committee=scene.panel).seat_id
    fields = {"resolution": scene.decision, "seat": seat, "choice": "for", "from": "follow"}
    answer = press(signed_in(scene.peer), reverse("console_act", args=[scene.room.meeting.pk, "vote"]), "", **fields)
    assert answer.status_code == 403
    assert Page.objects.count() == before


def test_a_meeting_of_the_panel_itself_can_only_recommend(scene):
    TermsOfReference.objects.create(
        committee=scene.panel,
        version="1",
        quorum_minimum=1,
        majority=Majority.OF_VOTES_CAST,
        starts_on=world.FIRST,
        source=world.SOURCE,
    )
    law = load_law([scene.cast.merton.ccg.pk], also=[scene.panel.pk])
    mertons = scene.room.record.items[0].ccgs
    for function in (Function.GP_COMMISSIONING, Function.PERFORMANCE):
        assert law.standpoint(law.committees[scene.panel.pk], function, mertons, world.DAY).effect is Effect.RECOMMENDS


# --- What the panel is not for, and who may no longer advise ---
def test_the_panel_is_not_called_on_what_is_decided(scene):
    scene.decide()
    (reason,) = refused(scene.call, "call_panel.decided")
    assert "by a new decision on a new matter" in reason.who_can
    assert "Advisory Panel" not in text(signed_in(scene.cast.secretary).get(scene.page)), "nothing to do with it"


def test_a_matter_that_nobody_may_bring_shows_no_panel(scene):
    body = scene.cast.merton
    dental = world.a_matter("A dentist", [body.ccg], Function.OTHER_CONTRACTORS)
    dental.raised_by, dental.raised_on = body.committee, world.DAY
    dental.save()
    page = reverse("matter_outside", args=[body.committee.pk, dental.pk])
    secretary = signed_in(scene.cast.secretary)
    assert "Advisory Panel" not in text(secretary.get(page))
    fields = {"panel": scene.panel.pk, "ground": CONTRACT, "question": "May it be done?"}
    answer = press(secretary, page, "call-panel", **fields)
    assert answer.status_code == 403, "pressed by hand it is refused, with the reason"
    assert "is not the business of" in text(answer)


def test_who_was_asked_and_has_come_to_vote_in_the_committee_no_longer_advises_it(scene):
    referral = scene.call()
    scene.name(referral)
    seat = Seat.objects.create(committee=scene.cast.merton.committee, title="Extra member", starts_on=world.FIRST)
    Appointment.objects.create(seat=seat, person=scene.peer.person, starts_on=world.FIRST)
    reasons = refused(lambda: scene.advise(referral), "advise.votes_on_it", "advise.of_the_ccg_that_asks")
    assert any("as Extra member" in reason.text for reason in reasons)


def test_who_was_asked_and_has_left_the_panel_no_longer_advises(scene):
    referral = scene.call()
    scene.name(referral)
    Appointment.objects.filter(seat__committee=scene.panel, person=scene.peer.person).delete()
    (reason,) = refused(lambda: scene.advise(referral), "advise.not_on_the_panel")
    assert "does not sit on" in reason.text


def test_a_panel_raises_no_matter(scene):
    peer = signed_in(scene.peer)
    assert "Raise a matter" not in text(peer.get(reverse("book", args=[scene.panel.pk])))
    answer = peer.get(reverse("new_matter", args=[scene.panel.pk]))
    assert answer.status_code == 403
    assert "has no matters of its own" in text(answer)
    assert "The committee that decides the matter, in its own book." in text(answer)
