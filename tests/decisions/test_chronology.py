"""The chronology of a matter: every line, in order, on the page and in the PDF; and what it leaves out. All made up."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Person, Redaction
from committees.terms import Access
from decisions import models
from decisions.chronology import as_table, between, in_meetings
from decisions.chronology.gather import WAYS
from decisions.chronology.kept import BOOKS, DETAILS, PAPERS, PRIVATE
from decisions.chronology.page import WHOLE, chronology
from decisions.models import ACTS, OUTSIDE_ACTS, AgendaItem, Link, Matter, Page, Paper
from decisions.outside.facts import load_outside
from decisions.readers import LEFT_OUT
from practices import clock
from tests import world
from tests.committees.pdf_text import squeezed, text_of_pdf
from tests.decisions.chronicled import JUNE, TITLE, Story
from tests.world import CHAIR, DAY

pytestmark = pytest.mark.django_db

GP, CHAIRS, SAM = "Croydon GP member", "Croydon Lay member, chair", "Sam Secretary"
BY_RULE, UNKNOWN = "nobody: by time or by rule", "not told by whom"
SAYS = f"{GP}; recorded by {SAM}"
RULES = f"{CHAIRS}; recorded by {SAM}"
INTEREST = "a direct financial interest: Partner in the surgery."
CLOSURE = "Motion put: “That the branch be closed.”"


def taken(day: str) -> list[tuple[str, str, str, str]]:
    """The lines of a meeting until its ruling."""
    return [
        (f"{day}, 10:05", f"{day}, 10:05", SAM, "The item was taken."),
        (f"{day}, 10:05", f"{day}, 10:05", SAYS, f"{GP} has, by the register of interests, {INTEREST}"),
        (f"{day}, 10:05", f"{day}, 10:05", SAM, f"Croydon: {CLOSURE}"),
        (f"{day}, 10:07", f"{day}, 10:07", RULES, f"Croydon: ruled on the conflict of {GP}: leaves for the decision."),
    ]


def decided(day: str, result: str, until: str) -> list[tuple[str, str, str, str]]:
    """The lines of a meeting from the opening of voting to its close."""
    at, announced = f"{day}, 10:10", f"{day}, 10:12"
    letter = f"Letter to holder of NHS England: Croydon: NHS England's veto runs until the end of {until}."
    return [
        (at, at, SAM, "Croydon: Voting opened: whether all who can vote agree."),
        (at, at, SAM, f"{GP} left for the item."),
        (at, at, SAM, "Croydon: Agreed by all who could vote, without a count."),
        (at, at, SAM, "Croydon: Voting closed."),
        (announced, announced, RULES, f"Result announced. Croydon: agreed by all, the GP member having left{result}"),
        (announced, announced, BY_RULE, letter),
        (f"{day}, 10:30", f"{day}, 10:30", SAM, "Croydon closed its meeting; its minutes are sealed."),
    ]


def put_on(moment: str, day: str) -> list[tuple[str, str, str, str]]:
    return [
        (moment, moment, UNKNOWN, f"Put on the agenda of {day} as item 1."),
        (moment, moment, BY_RULE, f"The registers show that {GP} has {INTEREST}"),
    ]


FIRST, ADDED, DEFERRED = "4 April 2016, 09:00", "7 April 2016, 12:00", "14 April 2016, 10:15"
VETOED, WAIVED = "16 May 2016, 11:00", "10 June 2016, 09:00"
#: When it happened and was recorded, by whom, and what: written by hand from the story.
EXPECTED = [
    ("1 April 2016", "1 April 2016, 15:00", GP, f"{GP} declared for the register {INTEREST}"),
    (FIRST, FIRST, UNKNOWN, f"Entered: {TITLE} (General practice commissioning)."),
    (FIRST, FIRST, UNKNOWN, "The motion entered, to approve: “That the branch be closed.”"),
    *put_on(FIRST, "14 April 2016"),
    (ADDED, ADDED, UNKNOWN, "Paper added, published with the agenda: The surgery's application."),
    *taken("14 April 2016"),
    (DEFERRED, DEFERRED, SAM, "Croydon: deferred to the meeting of 12 May 2016, Croydon, May."),
    *put_on(DEFERRED, "12 May 2016"),
    ("14 April 2016, 10:30", "14 April 2016, 10:30", SAM, "Croydon closed its meeting; its minutes are sealed."),
    ("20 April 2016", "21 April 2016, 14:00", SAM, "Consulted: the patients of the branch."),
    *taken("12 May 2016"),
    *decided("12 May 2016", ".", "19 May 2016"),
    (VETOED, VETOED, "holder of NHS England", "Croydon: NHS England vetoed the decision: it does not stand."),
    *put_on(VETOED, "9 June 2016"),
    *taken("9 June 2016"),
    ("9 June 2016, 10:09", "9 June 2016, 10:09", SAM, "Croydon: Motion put in other words: “That the branch be closed.”"),
    *decided("9 June 2016", ", subject to a bus stops at the main surgery (the practice).", "16 June 2016"),
    (WAIVED, WAIVED, "holder of NHS England", "Croydon: NHS England said that it will not use its veto."),
    ("1 July 2016", "4 July 2016, 09:00", SAM, "Croydon: Condition “A bus stops at the main surgery”: met on 1 July 2016."),
]  # fmt: skip


@pytest.fixture
def story(monkeypatch) -> Story:
    return Story(monkeypatch)


def of(story, actor=None):
    record = load_outside(story.body.committee.pk, story.matter.pk, clock.today())
    return chronology(actor or story.secretary, record)


def member(story, place=CHAIR):
    """Somebody who sits on the committee and has no post with it."""
    person = story.body.people[place]
    return world.actor(world.an_account(f"member{place}", person), clock.today())


def address(story, name="chronology"):
    return reverse(name, args=[story.body.committee.pk, story.matter.pk])


def test_a_matter_deferred_conflicted_vetoed_brought_back_and_approved_is_told_line_by_line_in_order(story):
    told = [(line.when, line.recorded_words, line.who_words, line.what.text) for line in of(story).lines]
    assert told == EXPECTED
    assert of(story).left_out == WHOLE


def test_why_and_what_was_asked_is_told_with_it(story):
    details = {line.what.text: line.what.details for line in of(story).lines}
    assert details["Croydon: deferred to the meeting of 12 May 2016, Croydon, May."] == (
        "Reason: Patients were not asked.",
        "Asked for: a travel survey of its patients, from the practice. Not to come back before 9 May 2016.",
    )
    assert details["Croydon: NHS England vetoed the decision: it does not stand."] == (
        "Reason: The travel survey is missing.",
    )
    assert details["Croydon: Motion put in other words: “That the branch be closed.”"] == (
        "Subject to: A bus stops at the main surgery (the practice, by 7 September 2016).",
        "Reason: A bus was asked for.",
    )
    opened = details["Croydon: Voting opened: whether all who can vote agree."]
    assert opened[0].startswith("Could vote (eight): Croydon Lay member, chair")
    assert opened[1].startswith(f"Could not vote: {GP}.")
    assert opened[2] == "What it carries is a decision. NHS England has the casting vote and the veto."
    assert details["The item was taken."][0].startswith("In the room: Croydon Lay member, chair")


def test_each_act_names_its_place_in_the_chain_and_its_seal_and_none_of_the_matter_is_missing(story):
    told = {(seal.number, seal.seal) for line in of(story).lines for seal in line.seals}
    links = Link.objects.exclude(kind="attendance")
    assert {(link.number, link.seal) for link in links} <= told
    assert {(page.number, page.seal) for page in Page.objects.all()} <= told
    assert all("seal " in " ".join(line.stands) for line in of(story).lines if line.seals)
    assert of(story).lines[-1].stands[0] == "Meeting of 9 June 2016, item 1"


def test_the_page_tells_every_line_in_order(story, client):
    client.force_login(story.stage.secretary)
    answer = client.get(address(story))
    shown = squeezed(answer.content.decode().replace("&#x27;", "'"))
    at = 0
    for *_, text in EXPECTED:
        at = shown.index(squeezed(text), at) + 1
    assert "Nothing that is on record about this matter is left out" in answer.content.decode()


def test_the_pdf_says_the_same_in_the_same_order(story, client):
    client.force_login(story.stage.secretary)
    answer = client.get(address(story, "chronology_pdf"))
    assert answer["Content-Type"] == "application/pdf"
    shown, at = squeezed(text_of_pdf(answer.content)), 0
    for row in as_table(of(story)).rows:
        for cell in row[:1] + row[3:4]:
            at = shown.index(squeezed(cell.splitlines()[0]), at) + 1
    for line in of(story).lines:
        assert all(squeezed(detail)[:25] in shown for detail in line.what.details)


def test_the_page_of_the_matter_leads_to_it(story, client):
    client.force_login(story.stage.secretary)
    assert address(story) in client.get(address(story, "matter_outside")).content.decode()


# --- Who may read it, and what is left out ---
def test_who_neither_sits_on_the_committee_nor_works_for_it_is_refused(story, client):
    client.force_login(world.an_account("stranger", Person.objects.create(name="Sid Stranger")))
    assert client.get(address(story)).status_code == 403
    assert client.get(address(story, "chronology_pdf")).status_code == 403


def test_who_is_in_conflict_on_the_matter_is_refused(story, client):
    client.force_login(world.an_account("gp", story.gp))
    answer = client.get(address(story))
    assert answer.status_code == 403
    assert "travel survey" not in answer.content.decode()


def test_another_committees_matter_is_not_there(story, client):
    client.force_login(story.stage.secretary)
    other = Matter.objects.create(title="Another", function="gp_commissioning")
    assert client.get(reverse("chronology", args=[story.body.committee.pk, other.pk])).status_code == 404


def test_what_another_committee_did_in_private_and_in_its_book_is_left_out_and_said_to_be(story):
    merton = world.a_body("Merton", "08R")
    story.matter.ccgs.add(merton.ccg)
    meeting = world.a_meeting({"Merton": merton}, JUNE, "Merton in private")
    AgendaItem.objects.create(
        meeting=meeting, matter=story.matter, number="7", order=10, private=True, private_ground="Commercial"
    )
    item = meeting.items.get()
    models.ItemPurpose.objects.create(item=item, sitting=meeting.sittings.get(), purpose="approval")
    Paper.objects.create(item=item, title="Merton's secret", text="x", added_at=clock.now())
    models.InformationRequest.objects.create(
        committee=merton.committee,
        matter=story.matter,
        happened_at=clock.now(),
        recorded_at=clock.now(),
        text="Merton's question",
        due_on=date(2016, 8, 1),
    )
    found = of(story)
    text = " ".join(" ".join(row) for row in as_table(found).rows)
    assert "secret" not in text
    assert "Merton" not in text + found.left_out
    assert PRIVATE in found.left_out
    assert BOOKS in found.left_out


def test_a_paper_that_is_not_for_the_reader_is_left_out_and_said_to_be(story):
    Paper.objects.create(item=story.item, title="For voters only", text="x", access=Access.NAMED, added_at=clock.now())
    healthwatch = world.actor(world.an_account("hw", story.body.guest), clock.today())
    found = of(story, healthwatch)
    assert "For voters only" not in " ".join(line.what.text for line in found.lines)
    assert PAPERS in found.left_out
    assert "For voters only" in " ".join(line.what.text for line in of(story, member(story)).lines)


def test_the_details_of_an_interest_that_a_guardian_leaves_out_are_left_out(story):
    guardian = Person.objects.create(name="Walter")
    Redaction.objects.create(
        interest=story.interest, hides_details=True, reason="Safety", decided_by=guardian, starts_on=DAY
    )
    found = of(story, member(story, 1))
    text = " ".join(" ".join(row) for row in as_table(found).rows)
    assert "Partner in the surgery" not in text
    assert LEFT_OUT in text
    assert DETAILS in found.left_out


def test_more_that_happened_needs_no_more_queries(story):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            of(story)
        return len(asked)

    before = queries()
    for number in range(5):
        Paper.objects.create(item=story.item, title=f"Paper {number}", text="x", added_at=clock.now())
        models.InformationRequest.objects.create(
            committee=story.body.committee,
            matter=story.matter,
            happened_at=clock.now(),
            recorded_at=clock.now(),
            text="A question",
            due_on=date(2016, 8, 1),
        )
        meeting = world.a_meeting({"Croydon": story.body}, date(2016, 9, 1 + number), "More")
        item = meeting.items.create(matter=story.matter, number="1", order=10)
        item.purposes.create(sitting=meeting.sittings.get())
    assert queries() == before


# --- Nothing without words ---
def test_every_act_of_a_meeting_has_words():
    assert set(in_meetings.WORDS) == set(ACTS) == set(WAYS)


def test_every_act_of_a_book_has_words():
    assert set(between.WORDS) == set(OUTSIDE_ACTS)
