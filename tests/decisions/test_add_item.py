"""A secretary puts an item on an agenda and papers to it: as it is typed, searched for, refused and forecast."""

import html
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Person
from committees.terms import MatchState, Purpose, Reach
from decisions import actions
from decisions.models import AgendaItem, Limb, Match, Matter, Paper, Presenter, Resolution
from practices.models import Membership, Practice, Provider
from tests.decisions.test_finding import BEGINNING, an_interest
from tests.world import GP

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(cast):
    practice = Practice.objects.create(ods_code="H85002", name="THE PARTNER SURGERY", status="A", postcode="SW20 9DA")
    Membership.objects.create(practice=practice, ccg=cast.merton.ccg, starts_on=BEGINNING)
    return practice


def address(room):
    return reverse("add_item", args=[room.meeting.pk])


def text(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def typed(cast, room):
    """A merger of two practices of Merton, as the form sends it."""
    merton, croydon = room.sittings["Merton"].pk, room.sittings["Croydon"].pk
    return {
        "key": str(uuid.uuid4()),
        "title": "Merger of two surgeries",
        "summary": "Both ask for it.",
        "function": "gp_commissioning",
        "ccgs": [cast.merton.ccg.pk],
        "organisations": ["practice-H85001", "practice-H85002"],
        "merger": "on",
        "reach": "",
        "verb": "approve",
        "text": "Approve the merger.",
        "more": "",
        f"purpose_{merton}": "approval",
        f"purpose_{croydon}": "information",
        "presenters": "Ann Author\nsam SECRETARY",
        "private_ground": "",
    }


def send(client, room, typed, **more):
    return client.post(address(room), typed | more, follow=True)


def test_a_merger_is_put_on_the_agenda_and_the_conflicts_on_it_are_found(client, cast, room, partner, typed):
    an_interest(cast.merton.people[GP], partner, nature="Partner in the Partner Surgery")
    client.force_login(cast.secretary)
    said = text(send(client, room, typed))
    assert "Item 3 is on the agenda. What the registers show on it is below." in said
    assert "The Partner Surgery is one of the practices that the matter concerns, and is to merge with" in said
    item = AgendaItem.objects.get(number="3")
    matter = item.matter
    assert (matter.title, matter.merger, matter.made_up) == ("Merger of two surgeries", True, True)
    assert [limb.text for limb in matter.limbs.all()] == ["Approve the merger."]
    assert {each.sitting.committee.short_name: each.purpose for each in item.purposes.all()} == {
        "Merton": Purpose.APPROVAL,
        "Croydon": Purpose.INFORMATION,
    }
    assert [each.person.name for each in Presenter.objects.filter(item=item)] == ["Ann Author", "Sam Secretary"]
    assert Match.objects.get(item=item).state == MatchState.FOUND


def test_parts_get_letters_and_a_decision_of_each_committee(client, cast, room, partner, typed):
    client.force_login(cast.secretary)
    send(client, room, typed, more="Approve the second part.\n\nNote the third part.")
    assert list(Limb.objects.filter(matter__merger=True).values_list("letter", "text")) == [
        ("a", "Approve the merger."),
        ("b", "Approve the second part."),
        ("c", "Note the third part."),
    ]
    assert Resolution.objects.filter(limb__matter__merger=True).count() == 6


@pytest.mark.parametrize("words", ["partner surg", "SW20 9", "h85002", "Bidders"])
def test_practices_and_providers_are_found_without_scripts_and_nothing_is_sent_yet(
    client, cast, room, partner, typed, words
):
    Provider.objects.create(name="Bidders Ltd")
    client.force_login(cast.secretary)
    answer = send(client, room, typed, find=words, look="1", title="")
    said = text(answer)
    assert answer.status_code == 200
    assert "The Partner Surgery (practice H85002" in said  # ticked before, and still there
    assert "Not done" not in said
    assert ("Bidders Ltd" in said) == (words == "Bidders")
    assert Matter.objects.filter(merger=True).count() == 0


WRONG = [
    ({"title": " "}, "Give the item a title."),
    ({"function": ""}, "Choose what is being decided."),
    ({"function": "odd"}, "Choose from the list."),
    ({"ccgs": []}, "Choose the CCGs that the matter concerns."),
    ({"ccgs": [999999]}, "Choose CCGs whose committees sit in this meeting."),
    ({"organisations": ["practice-H99999"]}, "“H99999” is not the code of a practice or provider on record."),
    ({"organisations": ["practice-H85001"]}, "A merger names at least two practices."),
    ({"organisations": [], "merger": "", "reach": "neighbours"}, "Choose the practices first"),
    ({"organisations": [], "merger": "", "find": "partner"}, "Find “partner” and tick which practice"),
    ({"text": ""}, "Write the words of the motion."),
    ({"more": "x\n" * 27}, "A matter has at most 26 parts."),
    ({"private": "on"}, "An item taken in private needs its ground."),
    ({"private_ground": "secret"}, "The ground is for an item taken in private"),
    ({"reach": "odd"}, "Select a valid choice."),
    ({"key": "x"}, "This form is not whole."),
]


@pytest.mark.parametrize(("fields", "sentence"), WRONG)
def test_what_is_wrong_is_said_and_nothing_is_half_written(client, cast, room, partner, typed, fields, sentence):
    before = (Matter.objects.count(), AgendaItem.objects.count(), Person.objects.count())
    client.force_login(cast.secretary)
    answer = send(client, room, typed, **fields)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert (Matter.objects.count(), AgendaItem.objects.count(), Person.objects.count()) == before


def test_no_committee_and_a_committee_of_other_ccgs_are_refused(client, cast, room, partner, typed):
    client.force_login(cast.secretary)
    merton, croydon = (f"purpose_{room.sittings[name].pk}" for name in ("Merton", "Croydon"))
    said = text(send(client, room, typed, **{merton: "", croydon: ""}))
    assert "Choose at least one committee that sits in this meeting" in said
    said = text(send(client, room, typed, **{croydon: "approval"}))
    assert "Croydon is a committee of none of the CCGs that the matter concerns" in said


@pytest.mark.parametrize(
    "who", ["gp", "executive", "nhs_england", "healthwatch", "stranger", "superuser", "nhs_england_without_powers"]
)
def test_only_who_runs_the_agenda_adds_to_it(client, cast, room, typed, who):
    client.force_login(getattr(cast, who))
    assert client.get(address(room)).status_code == 403
    assert send(client, room, typed).status_code == 403
    assert AgendaItem.objects.count() == 2


def test_once_the_meeting_has_begun_an_item_is_urgent_and_taken_in_the_console(client, cast, room, partner, typed):
    room.arrive()
    room.begin()
    client.force_login(cast.secretary)
    assert "The meeting has begun." in text(client.get(address(room)))
    answer = send(client, room, typed)
    assert answer.status_code == 422
    assert "taken as urgent, in the console, with the reason" in text(answer)


def test_the_same_form_sent_twice_adds_one_item(client, cast, room, partner, typed):
    client.force_login(cast.secretary)
    send(client, room, typed)
    send(client, room, typed)
    assert AgendaItem.objects.count() == 3


def test_a_matter_says_whom_it_affects(client, cast, room, partner, typed):
    client.force_login(cast.secretary)
    send(client, room, typed, reach="every_practice")
    assert Matter.objects.get(merger=True).reach == Reach.EVERY_PRACTICE


def test_a_name_that_two_people_have_is_asked_about(client, cast, room, partner, typed):
    for _ in range(2):
        Person.objects.create(name="Jo Namesake")
    client.force_login(cast.secretary)
    answer = send(client, room, typed, presenters="Jo Namesake")
    assert "More than one person on record is called Jo Namesake." in text(answer)


def test_the_form_takes_as_many_queries_for_a_long_agenda_as_for_a_short_one(client, cast, room, partner, typed):
    def asked():
        client.force_login(cast.secretary)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(room)).status_code == 200
        return len(captured)

    few = asked()
    client.force_login(cast.secretary)
    for _ in range(5):
        send(client, room, typed, key=str(uuid.uuid4()))
    assert asked() == few <= 45


# --- Papers ---
@pytest.fixture
def paper(room):
    item = room.items[0]
    return {
        "address": reverse("add_paper", args=[room.meeting.pk, item.pk]),
        "said": {"key": str(uuid.uuid4()), "title": "The case", "access": "members", "text": "It is sound."},
        "item": item,
    }


def test_a_paper_is_put_to_an_item_as_a_text(client, cast, room, paper):
    client.force_login(cast.secretary)
    assert client.get(paper["address"]).status_code == 200
    said = text(client.post(paper["address"], paper["said"], follow=True))
    assert "The paper is with the item." in said
    row = Paper.objects.get()
    assert (row.title, row.text, row.access, row.added_by) == ("The case", "It is sound.", "members", cast.secretary)


def test_a_paper_is_put_to_an_item_as_a_file(client, cast, room, paper, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(cast.secretary)
    file = SimpleUploadedFile("case.pdf", b"%PDF-1.4 made up")
    client.post(paper["address"], paper["said"] | {"text": "", "file": file}, follow=True)
    assert Paper.objects.get().file.name.startswith("papers/case")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "Give the paper a title."),
        ({"text": ""}, "A paper is a file or a text: give one of the two."),
        ({"file": ("case.pdf", b"%PDF-")}, "A paper is a file or a text: give one of the two."),
        ({"text": "", "file": ("case.pdf", b"MZ")}, "“case.pdf” is not the kind of file that its name says."),
        ({"text": "", "file": ("case.exe", b"MZ")}, "is not the kind of file that its name says."),
        ({"access": "odd"}, "Choose from the list who may read it."),
    ],
)
def test_what_is_wrong_with_a_paper_is_said(client, cast, room, paper, fields, sentence):
    if "file" in fields:
        fields = fields | {"file": SimpleUploadedFile(*fields["file"])}
    client.force_login(cast.secretary)
    answer = client.post(paper["address"], paper["said"] | fields)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Paper.objects.exists()


@pytest.mark.parametrize("who", ["gp", "lay_chair", "executive", "healthwatch", "stranger", "superuser"])
def test_only_who_runs_the_business_or_prepares_for_nhs_england_puts_papers(client, cast, room, paper, who):
    client.force_login(getattr(cast, who))
    assert client.get(paper["address"]).status_code == 403
    assert client.post(paper["address"], paper["said"]).status_code == 403
    assert not Paper.objects.exists()


def test_to_a_closed_meeting_no_paper_is_added(client, cast, room, paper):
    room.arrive()
    actions.close_sitting(
        actor=room.secretary, meeting=room.meeting.pk, sittings=[each.pk for each in room.sittings.values()]
    )
    client.force_login(cast.secretary)
    answer = client.post(paper["address"], paper["said"])
    assert answer.status_code == 403
    assert "has closed its meeting" in text(answer)


def test_an_item_of_another_meeting_is_not_found(client, cast, room):
    client.force_login(cast.secretary)
    assert client.get(reverse("add_paper", args=[room.meeting.pk, 999999])).status_code == 404


def test_once_an_item_of_a_kind_is_on_the_agenda_its_facts_come_next(cast, room, typed, client, partner):
    client.force_login(cast.secretary)
    done = client.post(address(room), typed | {"kind": "merger"}, follow=True)
    matter = Matter.objects.get(title=typed["title"])
    assert done.redirect_chain[0][0] == (
        reverse("matter_outside", args=[cast.merton.committee.pk, matter.pk]) + "#facts"
    )
    assert "State its facts now, or later: before it is voted on." in text(done)
    assert "State the facts of the whole" in text(done)
