"""The Advisory Panel on pages: who reads what was advised, who may press what, what it costs. All made up."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from committees.models.accounts import PostKind
from committees.terms import (
    Directness,
    Followed,
    Handling,
    InterestType,
    PanelGround,
)
from decisions import actions
from decisions.facts import load_record
from decisions.models import Page, PanelReferral
from tests import world
from tests.decisions.panels import Scene, a_scene, on_the_panel, press, signed_in, text
from tests.test_bad_input import QUICK, junk
from tests.world import GP

pytestmark = pytest.mark.django_db
CONTRACT = PanelGround.CONTRACT.value


@pytest.fixture
def scene(cast) -> Scene:
    return a_scene(cast)


# --- What it costs, who reads it ---
def queries(doing) -> int:
    with CaptureQueriesContext(connection) as captured:
        doing()
    return len(captured)


def test_a_meeting_costs_three_queries_more_where_there_is_a_referral_however_many_there_are(scene):
    without = queries(lambda: load_record(scene.room.meeting.pk))
    referral = scene.call()
    scene.name(referral)
    one = queries(lambda: load_record(scene.room.meeting.pk))
    scene.name(referral, person=scene.second.pk)
    scene.advise(referral)
    scene.advised(ground=PanelGround.CONFLICT)
    several = queries(lambda: load_record(scene.room.meeting.pk))
    assert several == one
    assert one - without == 3


def test_the_page_of_the_matter_costs_the_same_however_many_could_advise(scene):
    scene.call(ground=PanelGround.PERFORMANCE)
    secretary = signed_in(scene.cast.secretary)
    few = queries(lambda: secretary.get(scene.page))
    for seat in (world.LAY, world.OFFICER, world.DIRECTOR):
        on_the_panel(scene.panel, scene.cast.croydon.people[seat], scene.cast.croydon)
    assert queries(lambda: secretary.get(scene.page)) == few


def test_before_the_meeting_only_those_who_take_part_in_it_read_the_advice_and_afterwards_everybody_does(scene):
    scene.advised()
    meeting = reverse("meeting", args=[scene.room.meeting.pk])
    insider, stranger = signed_in(scene.cast.executive), signed_in(scene.cast.stranger)
    assert "Vary them for a year" in text(insider.get(meeting))
    for name in ("meeting", "minutes"):
        page = text(stranger.get(reverse(name, args=[scene.room.meeting.pk])))
        assert "Advisory Panel" not in page, f"nothing is public before it comes before a meeting: {name}"
    scene.decide()
    assert "Vary them for a year" in text(stranger.get(meeting))


def test_of_a_private_item_the_advice_is_for_those_who_may_know_of_it(scene):
    referral = scene.advised()
    scene.item.private, scene.item.private_ground = True, "It names people."
    scene.item.save()
    scene.decide()
    scene.follow(referral, followed=Followed.NOT_FOLLOWED, reason="It costs too much.")
    insider, stranger = signed_in(scene.cast.executive), signed_in(scene.cast.stranger)
    for name in ("meeting", "minutes"):
        address = reverse(name, args=[scene.room.meeting.pk])
        assert "Advisory Panel" not in text(stranger.get(address)), name
        assert "It costs too much." not in text(stranger.get(address)), name
        assert "It costs too much." in text(insider.get(address)), name
    assert stranger.get(reverse("managed", args=[scene.decision])).status_code == 404


def test_one_who_runs_another_committee_reads_no_advice_of_a_private_item_in_the_console(scene):
    scene.item.private, scene.item.private_ground = True, "It names people."
    scene.item.save()
    scene.advised()
    scene.room.arrive([body.people[world.CHAIR].pk for body in scene.cast.bodies.values()])
    scene.room.begin(scene.item)
    account = world.an_account("croydons")
    world.appoint_to_post(
        account=account, committee=scene.cast.croydon.committee, kind=PostKind.SECRETARY, starts_on=world.FIRST
    )
    page = text(signed_in(account).get(reverse("console", args=[scene.room.meeting.pk])))
    assert "Vary them for a year" not in page
    assert "Vary them for a year" in text(
        signed_in(scene.cast.secretary).get(reverse("console", args=[scene.room.meeting.pk]))
    )


def test_whose_papers_are_withheld_reads_no_advice(scene):
    scene.advised()
    scene.room.arrive()
    scene.room.begin(scene.item)
    gp = scene.cast.merton.people[GP].pk
    where = {"actor": scene.room.secretary, "meeting": scene.room.meeting.pk, "item": scene.item.pk, "people": [gp]}
    actions.declare_interest(**where, nature="partner", type=InterestType.FINANCIAL, directness=Directness.DIRECT)
    actions.rule_on_conflict(**where, sittings=[scene.room.sittings["Merton"].pk], handling=Handling.WITHHELD)
    for name in ("meeting", "minutes"):
        address = reverse(name, args=[scene.room.meeting.pk])
        assert "Vary them for a year" not in text(signed_in(scene.cast.gp).get(address)), name
        assert "Vary them for a year" in text(signed_in(scene.cast.executive).get(address)), name


def test_an_adviser_reads_the_page_of_the_matter_and_nothing_else_of_the_committee(scene):
    scene.name(scene.call())
    client, merton = signed_in(scene.clinician), scene.cast.merton.committee.pk
    assert client.get(scene.page).status_code == 403, "nobody asked them"
    peer = signed_in(scene.peer)
    assert peer.get(scene.page).status_code == 200
    assert peer.get(reverse("book", args=[merton])).status_code == 403
    assert peer.get(reverse("new_matter", args=[merton])).status_code == 403
    other = world.a_matter("Another matter", [scene.cast.merton.ccg], raised_by=scene.cast.merton.committee)
    assert peer.get(reverse("matter_outside", args=[merton, other.pk])).status_code == 403


def test_what_came_after_the_day_of_a_meeting_is_told_at_none_before_it(scene):
    yesterday = world.a_meeting(scene.cast.bodies, day=world.DAY - timedelta(days=7), title="A week ago")
    item = world.put(yesterday, scene.matter)
    scene.advised()
    record = load_record(yesterday.pk)
    assert record.item_by_id[item.pk].advice == []
    assert load_record(scene.room.meeting.pk).item_by_id[scene.item.pk].advice


# --- Who may press what; and what is sent wrongly ---
PRESSES = {
    "call-panel": {"secretary", "lay_chair"},
    "name-adviser": {"secretary", "lay_chair"},
    "advise": {"secretary", "peer"},
    "follow-advice": {"secretary", "lay_chair"},
}
EVERYBODY = (
    "secretary", "lay_chair", "peer", "gp", "executive", "healthwatch", "croydon_chair", "nhs_england",
    "nhs_england_without_powers", "superuser", "stranger", "clinician",
)  # fmt: skip


def ready_for(scene: Scene, name: str) -> dict:
    """As far as the press can be pressed; what it sends."""
    if name == "call-panel":
        return {"panel": scene.panel.pk, "ground": CONTRACT, "question": "May they?"}
    referral = scene.call()
    scene.name(referral)
    if name == "name-adviser":
        return {"who": f"peer-{scene.second.pk}"}
    if name == "advise":
        return {"adviser": scene.peer.person.pk, "recommendation": "Do.", "reasons": "It helps."}
    scene.advise(referral)
    return {"decision": scene.decide(), "followed": "followed"}


@pytest.mark.parametrize("name", PRESSES)
def test_a_press_is_taken_from_those_who_may_and_refused_to_all_others(scene, name):
    fields = ready_for(scene, name)
    accounts = {"peer": scene.peer, "clinician": scene.clinician}
    wrote = set()
    for who in EVERYBODY:
        client = signed_in(accounts.get(who) or getattr(scene.cast, who))
        with transaction.atomic():
            before = Page.objects.count()
            status = press(client, scene.page, name, **fields).status_code
            if Page.objects.count() > before:
                wrote.add(who)
            assert status == (302 if who in wrote else 403), who
            transaction.set_rollback(True)
    assert wrote == PRESSES[name]


@pytest.mark.parametrize(
    ("name", "changed", "sentence"),
    [
        ("call-panel", {"ground": "curiosity"}, "Choose from the list"),
        ("call-panel", {"ground": ""}, "Choose why the panel is called"),
        ("call-panel", {"question": " "}, "Give the question that the panel is asked"),
        ("call-panel", {"panel": "9" * 30}, "Choose a panel from the list"),
        ("call-panel", {"key": "x"}, "This form is not whole"),
        ("name-adviser", {"who": "friend-1"}, "Choose somebody from the list"),
        ("name-adviser", {"who": "peer-²"}, "Choose somebody from the list"),
        ("name-adviser", {"who": f"peer-{2**40}"}, "Choose who is asked to advise"),
        ("name-adviser", {"who": ""}, "Choose who is asked to advise"),
        ("advise", {"adviser": "1.5"}, "Choose one of those who advise"),
        ("advise", {"recommendation": ""}, "Say what the panel recommends"),
        ("advise", {"reasons": " "}, "Give the reasons of the recommendation"),
        ("follow-advice", {"followed": "in_part"}, "Say why the advice was not followed"),
        ("follow-advice", {"followed": "perhaps"}, "Choose from the list"),
        ("follow-advice", {"decision": "0"}, "Choose one of the decisions on record"),
        ("abolish", {}, "This form is not whole"),
    ],
)
def test_what_is_sent_wrongly_is_answered_with_a_sentence_and_writes_nothing(scene, name, changed, sentence):
    fields = ready_for(scene, name if name in PRESSES else "call-panel") | changed
    before = Page.objects.count()
    answer = press(signed_in(scene.cast.secretary), scene.page, name, **fields)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert Page.objects.count() == before


def test_a_press_of_who_is_refused_gives_the_reason_and_its_source(scene):
    scene.call()
    answer = press(signed_in(scene.cast.secretary), scene.page, "name-adviser", who=f"peer-{scene.own.pk}")
    assert answer.status_code == 403
    assert "is of Merton, which asks: its peers are of the other CCGs." in text(answer)
    assert "a peer group of clinical and managerial leaders" in text(answer)


def test_a_form_sent_twice_is_taken_once(scene):
    client, key = signed_in(scene.cast.secretary), uuid.uuid4()
    fields = ready_for(scene, "call-panel") | {"key": key}
    for _ in range(2):
        assert press(client, scene.page, "call-panel", **fields).status_code == 302
    assert PanelReferral.objects.count() == 1


def test_any_press_sent_with_anything_in_it_is_answered_and_nothing_is_half_written(scene):
    ready = {name: ready_for(scene, name) for name in ("call-panel", "name-adviser")}
    ready["advise"] = {"adviser": scene.peer.person.pk, "recommendation": "Do.", "reasons": "It helps."}
    ready["follow-advice"] = {"decision": scene.decision, "followed": "in_part", "reason": "x"}
    names = st.sampled_from(sorted({field for fields in ready.values() for field in fields} | {"key", "press"}))
    client = signed_in(scene.cast.secretary)

    @settings(max_examples=30, **QUICK)
    @given(st.sampled_from(sorted(ready)), st.dictionaries(names, junk | st.lists(junk, max_size=2), max_size=3))
    def send(name, changed):
        with transaction.atomic():
            before = Page.objects.count()
            status = press(client, scene.page, name, **ready[name] | changed).status_code
            assert status in (302, 403, 422), (name, changed, status)
            assert status == 302 or Page.objects.count() == before, "half-written"
            transaction.set_rollback(True)

    send()
