"""The register of procurement decisions: rows made of decisions, signed off once they stand, the same in every file."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from docx import Document

from committees.terms import Choice, Handling, Recording
from decisions import actions
from decisions.book import verify_book
from decisions.gate import Refused
from decisions.models import LifeEntry
from decisions.procurement.rows import COLUMNS
from tests import world
from tests.committees.pdf_text import squeezed, text_of_pdf
from tests.committees.test_register_exports import CELLS
from tests.decisions import procured
from tests.decisions.between import text
from tests.decisions.conflicted import agreed, on_register, rule, shown
from tests.decisions.procured import a_supplier, an_award, close, entries, on_agenda, signed_off
from tests.world import GP

pytestmark = pytest.mark.django_db
REGISTER = "/registers/{}/procurement/"


@pytest.fixture
def supplier():
    return a_supplier()


@pytest.fixture
def award(cast, supplier):
    """An award by Merton's committee alone, at level 3: no veto on it."""
    return an_award([cast.merton.ccg], supplier)


@pytest.fixture
def merton(cast):
    return cast.merton


@pytest.fixture
def decided(cast, award):
    """Decided by all in a meeting of Merton's, with the GP's interest declared and ruled on; the meeting is closed."""
    room = world.meet({"Merton": cast.merton}, cast.acting("secretary"), items=1)
    item = on_agenda(room, award)
    gp = cast.merton.people[GP]
    shown(item, gp, interest=on_register(gp))
    room.arrive()
    room.begin(item)
    rule(room, [gp], item=item, handling=Handling.LEAVES_FOR_ITEM, reason="She is a partner of the bidder")
    agreed(room, item)
    close(room)
    return room


def row_of(merton, award):
    return entries(merton, award)[0].row


# --- The row is its decision ---
def test_a_row_says_what_was_decided_bought_and_from_whom_by_the_facts_of_the_decision(decided, merton, award):
    row = row_of(merton, award)
    assert row.bought == procured.BOUGHT
    assert row.process == "Open competition"
    assert (row.supplier, row.address) == ("Made Up Health Limited", "1 High Street, London, SW19 1AA")
    assert (row.value_total, row.value_ccg) == ("£1,250,000.00", "£1,000,000.50")
    assert row.justification == procured.WHY
    assert (row.starts_on, row.ends_on) == ("1 July 2016", "30 June 2021")
    assert (row.kind, row.outcome) == ("Contract award", "Approved")
    assert row.body == "Merton primary care commissioning committee"
    assert row.route == "Committees in common, 14 April 2016, item 2"
    assert "That the contract be awarded." in row.decision
    assert "Merton: agreed by all, the GP member having left." in row.decision


def test_who_took_part_is_who_could_vote_who_presided_and_who_else_was_in_the_room(decided, merton, award):
    said = row_of(merton, award).took_part
    assert "Agreed, all who could vote: Merton Lay member, chair (lay member, chair); " in said
    assert "Presided: Merton Lay member, chair." in said
    assert "Also in the room for the item: Merton Healthwatch (Healthwatch)." in said
    assert "GP member (GP member)" not in said.replace("Second GP member", "")


def test_a_conflict_that_was_ruled_at_the_meeting_stands_in_its_row(decided, merton, award):
    said = row_of(merton, award).conflicts
    for words in (
        "Merton GP member (Merton: GP member): A direct financial interest: Partner in The Made Up Surgery.",
        "On the register since 4 January 2016.",
        "ruled at",
        "leaves for the item. Reason: She is a partner of the bidder.",
        "Room: leaves (Left at",
        "Vote: does not vote (Cast no vote",
    ):
        assert words in said


def test_votes_by_name_are_told_with_how_each_voted(cast, merton, award):
    room = world.meet({"Merton": merton}, cast.acting("secretary"), items=1)
    item = on_agenda(room, award)
    room.arrive()
    room.begin(item)
    of = room.decision("Merton", item).pk
    actions.open_voting(actor=room.secretary, resolutions=[of], recording=Recording.BY_NAME)
    votes = {seat.pk: Choice.AGAINST if place == GP else Choice.FOR for place, seat in enumerate(merton.seats)}
    actions.record_votes(actor=room.secretary, choices={of: votes})
    actions.announce(actor=room.secretary, resolutions=[of])
    assert "\nAgainst: Merton GP member (GP member)." in row_of(merton, award).took_part
    assert row_of(merton, award).conflicts == "No interest in this item was found or declared."


def test_facts_stated_anew_after_the_decision_change_nothing_of_its_row(decided, merton, award, supplier):
    before = row_of(merton, award)
    award.facts = procured.facts_of(a_supplier("Another Limited"), bought="Something else", value_total="1.00")
    award.save()
    assert row_of(merton, award) == before


def test_what_is_not_stated_is_not_known_and_a_contract_may_have_no_last_day(cast, merton, award):
    award.facts = procured.facts_of(a_supplier("A Supplier", ""), ends_on=None)
    award.save()
    room = world.meet({"Merton": merton}, cast.acting("secretary"), items=1)
    item = on_agenda(room, award)
    room.arrive()
    room.begin(item)
    agreed(room, item)
    row = row_of(merton, award)
    assert row.ends_on == "none stated"
    assert row.address == "not known"


# --- Signing off publishes ---
def rows_on(client, code="08R", kind="json", **asked):
    answer = client.get(REGISTER.format(code), {"format": kind} | asked)
    assert answer.status_code == 200, answer.content[:300]
    return CELLS[kind](answer.content)


def test_what_is_not_signed_off_is_not_published(client, decided, merton, award):
    assert rows_on(client)[1:] == []
    said = client.get(REGISTER.format("08R")).content.decode()
    assert "has been signed off for this register" in said
    assert procured.BOUGHT not in said


def test_signing_off_publishes_and_stands_in_the_committees_book(client, cast, decided, merton, award):
    act = signed_off(cast.acting("secretary"), merton, award)
    assert (act.entry, act.on_day, act.recorded_by) == ("signed_off", world.DAY, cast.secretary)
    assert act.verdict["allowed"]
    assert verify_book(merton.committee.pk) == []
    assert len(rows_on(client)) == 2
    assert procured.BOUGHT in client.get(REGISTER.format("08R")).content.decode()


HEADER = [*(label for _, label in COLUMNS), "Signed off on"]


@pytest.mark.parametrize("kind", [kind for kind in CELLS if kind != "docx"])
def test_every_cell_of_every_file_is_what_the_decision_says(client, cast, decided, merton, award, kind):
    signed_off(cast.acting("secretary"), merton, award)
    header, row = rows_on(client, kind=kind)
    assert header == HEADER
    assert row == [*row_of(merton, award).texts, "14 April 2016"]


def test_every_cell_of_the_word_file_stands_in_the_table_of_its_decision(client, cast, decided, merton, award):
    signed_off(cast.acting("secretary"), merton, award)
    document = Document(BytesIO(client.get(REGISTER.format("08R"), {"format": "docx"}).content))
    [table] = document.tables
    said = dict(zip(HEADER, [*row_of(merton, award).texts, "14 April 2016"], strict=True))
    assert {row.cells[0].text: row.cells[1].text for row in table.rows} == said
    assert said["Reference"] in [paragraph.text for paragraph in document.paragraphs]


def test_every_cell_stands_in_the_pdf_and_on_the_page(client, cast, decided, merton, award):
    signed_off(cast.acting("secretary"), merton, award)
    pdf = squeezed(text_of_pdf(client.get(REGISTER.format("08R"), {"format": "pdf"}).content))
    page = text(client.get(REGISTER.format("08R")))
    for cell in row_of(merton, award).texts:
        assert [line for line in cell.splitlines() if squeezed(line) not in pdf] == []
        assert [line for line in cell.splitlines() if squeezed(line) not in squeezed(page)] == []


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_no_cell_is_a_formula(client, cast, merton, kind):
    award = an_award([merton.ccg], a_supplier("=Evil()", "+1 High Street"), bought="@SUM(A1)", justification="-1")
    room = world.meet({"Merton": merton}, cast.acting("secretary"), items=1)
    item = on_agenda(room, award)
    room.arrive()
    room.begin(item)
    agreed(room, item)
    close(room)
    signed_off(cast.acting("secretary"), merton, award)
    cells = [cell for row in rows_on(client, kind=kind) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    for defused in ("'=Evil()", "'+1 High Street", "'@SUM(A1)", "'-1"):
        assert defused in cells


def test_the_register_is_the_same_for_everybody(cast, decided, merton, award):
    signed_off(cast.acting("secretary"), merton, award)
    files = []
    for who in (None, cast.stranger, cast.gp, cast.secretary, cast.superuser):
        client = Client()
        if who is not None:
            client.force_login(who)
        files.append(client.get(REGISTER.format("08R"), {"format": "json"}).content)
    assert len(set(files)) == 1


# --- Who signs off, and what ---
def refused(act, *words):
    before = LifeEntry.objects.count()
    with pytest.raises((Refused, ValidationError)) as refusal:
        act()
    assert LifeEntry.objects.count() == before
    said = str(refusal.value.messages if isinstance(refusal.value, ValidationError) else refusal.value)
    verdict = getattr(refusal.value, "verdict", None)
    said += " ".join(reason.text for reason in verdict.refusals) if verdict is not None else ""
    for word in words:
        assert word in said


@pytest.mark.parametrize("who", ["lay_chair", "gp", "executive", "superuser", "stranger", "nhs_england"])
def test_nobody_else_signs_off(cast, decided, merton, award, who):
    refused(lambda: signed_off(cast.acting(who), merton, award), "does not run the business of")


def test_it_is_signed_off_once(cast, decided, merton, award):
    signed_off(cast.acting("secretary"), merton, award)
    refused(
        lambda: signed_off(cast.acting("secretary"), merton, award), "This was signed off already, on 14 April 2016."
    )


def test_a_meeting_that_is_not_closed_is_waited_for(cast, merton, award):
    room = world.meet({"Merton": merton}, cast.acting("secretary"), items=1)
    item = on_agenda(room, award)
    room.arrive()
    room.begin(item)
    refused(lambda: signed_off(cast.acting("secretary"), merton, award), "It is not decided yet.")
    agreed(room, item)
    refused(lambda: signed_off(cast.acting("secretary"), merton, award), "The meeting is not closed yet")
