"""The page of a meeting, for reading: agenda and papers as far as each may read them, results once announced."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.terms import Access, Choice, Directness, Handling, InterestType, Movement
from decisions import actions
from decisions.facts import load_record
from decisions.models import Paper
from tests import world
from tests.world import CHAIR, FINANCE, GP


@pytest.fixture
def begun(room):
    room.arrive()
    room.begin()
    return room


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def text_paper(item, title="A report", access=Access.PUBLIC):
    return Paper.objects.create(
        item=item, title=title, text="What it says.", access=access, added_at="2016-04-01T09:00Z"
    )


def file_paper(item, name="plan.pdf"):
    return Paper.objects.create(
        item=item, title="The plan", file=ContentFile(b"%PDF-1.4 made up", name=name), added_at="2016-04-01T09:00Z"
    )


def private_item(room, cast, number="9"):
    return actions.put_on_agenda(
        meeting=room.meeting,
        matter=world.a_matter("Remedial notice", [cast.merton.ccg]),
        number=number,
        private=True,
        private_ground="It is about one practice.",
    )


def get(client, account, address):
    client.force_login(account)
    return client.get(address)


def page(client, account, room):
    response = get(client, account, reverse("meeting", args=[room.meeting.pk]))
    assert response.status_code == 200
    return response.content.decode()


def withhold(room, cast):
    """The GP's papers of the first item are withheld by ruling."""
    gp = cast.merton.people[GP].pk
    a = {"actor": room.secretary, "meeting": room.meeting.pk, "item": room.items[0].pk, "people": [gp]}
    actions.declare_interest(**a, nature="partner here", type=InterestType.FINANCIAL, directness=Directness.DIRECT)
    actions.rule_on_conflict(**a, sittings=[room.sittings["Merton"].pk], handling=Handling.WITHHELD)


# --- The page ---------------------------------------------------------------------------------------------------------
def test_it_says_what_when_where_who_sits_and_at_what_level(room, cast, client):
    text = page(client, cast.stranger, room)
    for words in (
        "Committees in common",
        "Thursday 14 April 2016, 10:00, Town hall",
        "Held in public.",
        "Merton primary care commissioning committee",
        "level 3, delegated commissioning",
        "level 2, joint commissioning",
        "Merton Lay member, chair",
        "are made up",
    ):
        assert words in text


def test_a_meeting_that_is_not_there_is_not_found(cast, client):
    assert get(client, cast.stranger, reverse("meeting", args=[999])).status_code == 404


def test_purposes_are_told_for_each_committee(room, cast, client):
    world.put(room.meeting, world.a_matter("For Merton", [cast.merton.ccg]))
    text = page(client, cast.stranger, room)
    assert "For approval: every committee" in text
    assert "For approval: Merton" in text


def test_results_are_there_once_they_are_announced_and_not_before(begun, cast, client):
    actions.agree(actor=begun.secretary, resolutions=begun.decisions())
    assert "agreed by all." not in page(client, cast.lay_chair, begun)
    actions.announce(actor=begun.secretary, resolutions=begun.decisions())
    told = page(client, cast.stranger, begun)
    assert "Merton: agreed by all." in told
    assert "Croydon: agreed by all." in told


def test_beside_a_decision_open_to_veto_the_one_at_level_3_is_said_to_be_final(begun, cast, client):
    actions.agree(actor=begun.secretary, resolutions=begun.decisions())
    actions.announce(actor=begun.secretary, resolutions=begun.decisions())
    before, _, after = page(client, cast.stranger, begun).partition("Croydon: agreed by all.")
    assert "Final at once: NHS England has no veto of it." in before
    assert "Final at once" not in after
    until = "until Croydon closes its meeting. If it is not used, the decision stands."
    assert f"Open to NHS England&#x27;s veto {until}" in after


def test_a_vetoed_decision_is_said_to_be_vetoed(begun, cast, client):
    actions.agree(actor=begun.secretary, resolutions=begun.decisions())
    actions.announce(actor=begun.secretary, resolutions=begun.decisions())
    veto = begun.decision("Croydon").pk
    actions.use_veto(actor=cast.acting("nhs_england"), resolution=veto, reason="Too dear.")
    assert "Vetoed by NHS England: Too dear." in page(client, cast.stranger, begun)


@pytest.mark.parametrize(
    ("who", "runs"), [("secretary", True), ("gp", False), ("stranger", False), ("superuser", False)]
)
def test_the_console_is_offered_to_those_who_may_run_it(room, cast, client, who, runs):
    assert (reverse("console", args=[room.meeting.pk]) in page(client, getattr(cast, who), room)) is runs


# --- Papers -----------------------------------------------------------------------------------------------------------
def test_a_paper_that_may_be_read_is_linked(room, cast, client):
    paper = text_paper(room.items[0])
    assert reverse("paper", args=[paper.pk]) in page(client, cast.stranger, room)


def test_a_paper_for_members_is_absent_for_others_with_a_line_why(room, cast, client):
    text_paper(room.items[0], "Costs", Access.MEMBERS)
    for_stranger, for_member = page(client, cast.stranger, room), page(client, cast.gp, room)
    assert "Costs" not in for_stranger
    assert "Papers are held back from you: This paper is for members of" in for_stranger
    assert "Costs" in for_member
    assert "Papers are held back from you" not in for_member


def test_a_withheld_paper_is_absent_for_whom_it_is_withheld_from_with_a_line_why(begun, cast, client):
    text_paper(begun.items[0], "Costs")
    withhold(begun, cast)
    text = page(client, cast.gp, begun)
    assert "Costs" not in text
    assert "Papers are held back from you: Merton GP member has an interest in this item" in text
    assert "Costs" in page(client, cast.executive, begun)


def test_a_text_is_shown_as_a_page(room, cast, client):
    paper = text_paper(room.items[0])
    response = get(client, cast.stranger, reverse("paper", args=[paper.pk]))
    assert "What it says." in response.content.decode()


def test_markup_in_a_text_is_shown_and_not_obeyed(room, cast, client):
    paper = text_paper(room.items[0])
    paper.text = "<script>alert(1)</script>"
    paper.save()
    assert "<script>alert" not in get(client, cast.stranger, reverse("paper", args=[paper.pk])).content.decode()


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("plan.pdf", "application/pdf"),
        ("plan.txt", "text/plain; charset=utf-8"),
        ("plan.html", "application/octet-stream"),
        ("plan.svg", "application/octet-stream"),
    ],
)
def test_a_file_is_downloaded_with_a_safe_type_and_never_opened_in_the_page(room, cast, client, name, content_type):
    response = get(client, cast.stranger, reverse("paper", args=[file_paper(room.items[0], name).pk]))
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == b"%PDF-1.4 made up"


def test_a_file_that_is_gone_is_not_found_and_says_whom_to_ask(room, cast, client):
    paper = file_paper(room.items[0])
    paper.file.storage.delete(paper.file.name)
    response = get(client, cast.stranger, reverse("paper", args=[paper.pk]))
    assert response.status_code == 404
    assert "Ask the secretary of the meeting for it." in response.content.decode()


def test_a_paper_for_members_is_refused_to_others_with_the_reason_and_who_can(room, cast, client):
    paper = text_paper(room.items[0], "Costs", Access.MEMBERS)
    response = get(client, cast.stranger, reverse("paper", args=[paper.pk]))
    text = response.content.decode()
    assert response.status_code == 403
    assert "You may not read this paper" in text
    assert "This paper is for members of" in text
    assert "and those in attendance." in text


def test_being_a_superuser_opens_no_paper(room, cast, client):
    paper = text_paper(room.items[0], "Costs", Access.MEMBERS)
    assert get(client, cast.superuser, reverse("paper", args=[paper.pk])).status_code == 403


def test_a_paper_for_voting_members_is_refused_to_a_member_without_a_vote(room, cast, client):
    paper = text_paper(room.items[0], "Costs", Access.NAMED)
    assert get(client, cast.healthwatch, reverse("paper", args=[paper.pk])).status_code == 403
    assert get(client, cast.gp, reverse("paper", args=[paper.pk])).status_code == 200


def test_a_withheld_paper_is_refused_even_though_it_is_public(begun, cast, client):
    paper = text_paper(begun.items[0])
    withhold(begun, cast)
    response = get(client, cast.gp, reverse("paper", args=[paper.pk]))
    assert response.status_code == 403
    assert "does not get the papers of this item" in response.content.decode()


# --- Private items ----------------------------------------------------------------------------------------------------
def test_a_private_item_is_on_the_agenda_without_its_name_and_with_its_ground(room, cast, client):
    private_item(room, cast)
    text = page(client, cast.stranger, room)
    assert "Private item" in text
    assert "It is about one practice." in text
    assert "Remedial notice" not in text
    assert "Remedial notice" in page(client, cast.gp, room)


def test_the_papers_of_a_private_item_do_not_exist_for_those_who_may_not_know_it(room, cast, client):
    paper = text_paper(private_item(room, cast), "The letter")
    assert get(client, cast.stranger, reverse("paper", args=[paper.pk])).status_code == 404
    assert get(client, cast.croydon_chair, reverse("paper", args=[paper.pk])).status_code == 404
    assert get(client, cast.gp, reverse("paper", args=[paper.pk])).status_code == 200


def test_who_is_ruled_out_of_a_private_item_is_refused_its_papers_with_the_reason(begun, cast, client):
    item = private_item(begun, cast)
    paper, gp = text_paper(item, "The letter"), cast.merton.people[GP].pk
    a = {"actor": begun.secretary, "meeting": begun.meeting.pk, "item": item.pk, "people": [gp]}
    actions.declare_interest(**a, nature="partner here", type=InterestType.FINANCIAL, directness=Directness.DIRECT)
    actions.rule_on_conflict(**a, sittings=[begun.sittings["Merton"].pk], handling=Handling.WITHHELD)
    assert get(client, cast.gp, reverse("paper", args=[paper.pk])).status_code == 403


def test_a_paper_that_one_committees_terms_withhold_is_refused_before_any_ruling(begun, cast, client):
    terms, gp = cast.merton.terms, cast.merton.people[GP].pk
    terms.default_handling = Handling.WITHHELD.value
    terms.save()
    paper = text_paper(begun.items[0], "The case")
    a = {"actor": begun.secretary, "meeting": begun.meeting.pk, "item": begun.items[0].pk, "people": [gp]}
    assert get(client, cast.gp, reverse("paper", args=[paper.pk])).status_code == 200
    actions.declare_interest(**a, nature="partner here", type=InterestType.FINANCIAL, directness=Directness.DIRECT)
    assert get(client, cast.gp, reverse("paper", args=[paper.pk])).status_code == 403


def test_a_paper_that_is_not_there_is_not_found(cast, client):
    assert get(client, cast.stranger, reverse("paper", args=[999])).status_code == 404


# --- Forecast ---------------------------------------------------------------------------------------------------------
def test_the_forecast_counts_voters_likely_out_for_a_conflict(begun, cast, client):
    gp = cast.merton.people[GP].pk
    a = {"actor": begun.secretary, "meeting": begun.meeting.pk, "item": begun.items[0].pk, "people": [gp]}
    actions.declare_interest(**a, nature="partner here", type=InterestType.FINANCIAL, directness=Directness.DIRECT)
    words = "One of Merton&#x27;s nine voters is likely out (Merton GP member); still quorate."
    assert words in page(client, cast.lay_chair, begun)
    assert words not in page(client, cast.stranger, begun)


def test_the_forecast_says_that_a_committee_will_not_be_quorate_when_apologies_are_too_many(room, cast, client):
    sorry = [person.pk for person in cast.merton.people[CHAIR + 1 : GP + 1]]
    actions.record_attendance(actor=room.secretary, meeting=room.meeting.pk, people=sorry, movement=Movement.APOLOGIES)
    text = page(client, cast.lay_chair, room)
    assert "Merton: not quorate." in text or "quorum is lost if one more leaves" in text


def test_a_decided_item_has_no_forecast(begun, cast, client):
    begun_record = begun.decisions()
    actions.agree(actor=begun.secretary, resolutions=begun_record)
    actions.announce(actor=begun.secretary, resolutions=begun_record)
    actions.record_attendance(
        actor=begun.secretary,
        meeting=begun.meeting.pk,
        people=[p.pk for p in cast.merton.people[FINANCE:]],
        movement=Movement.LEFT,
    )
    assert page(client, cast.lay_chair, begun).count("<strong>Forecast:</strong>") == 1  # the second item's


# --- Lists and queries ------------------------------------------------------------------------------------------------
def test_meetings_to_come_and_past_are_listed_apart(room, cast, client):
    world.a_meeting(cast.bodies, world.FIRST, "The one before")
    client.force_login(cast.stranger)
    text = client.get(reverse("meetings")).content.decode()
    assert text.index("Committees in common") < text.index('<h2 class="nhsuk-heading-m">Past</h2>')
    assert text.index("The one before") > text.index('<h2 class="nhsuk-heading-m">Past</h2>')


@pytest.mark.parametrize("address", ["meetings/?page=99", "meetings/?page=x"])
def test_a_page_of_meetings_that_is_not_there_shows_one_that_is(room, cast, client, address):
    assert get(client, cast.stranger, f"/{address}").status_code == 200


def test_the_number_of_queries_is_the_same_for_two_items_and_for_twelve(cast, client):
    counts = []
    for items in (2, 12):
        room = cast.meeting(items=items)
        room.arrive()
        for item in room.items:
            text_paper(item, access=Access.MEMBERS)
            room.begin(item)
            decision = room.decision("Merton", item).pk
            seats = {seat.pk: Choice.FOR for seat in cast.merton.seats}
            actions.record_votes(actor=room.secretary, choices={decision: seats})
            actions.announce(actor=room.secretary, resolutions=[decision])
        page(client, cast.lay_chair, room)
        with CaptureQueriesContext(connection) as counted:
            page(client, cast.lay_chair, room)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_a_ruling_made_ahead_does_not_begin_the_meeting(client, cast, room):
    with override_settings(COCOMM_CLOCK_DAY=date(2016, 4, 12)):
        actions.rule_on_conflict(
            actor=room.secretary,
            meeting=room.meeting.pk,
            item=room.items[0].pk,
            sittings=[room.sittings["Merton"].pk],
            people=[cast.merton.people[GP].pk],
            handling=Handling.LEAVES_FOR_ITEM,
        )
    shown = page(client, cast.stranger, room)
    assert not load_record(room.meeting.pk).begun
    for words in ("The meeting is running", "Follow the meeting", "Draft minutes"):
        assert words not in shown
    room.arrive()
    assert load_record(room.meeting.pk).begun
    assert "The meeting is running" in page(client, cast.stranger, room)
