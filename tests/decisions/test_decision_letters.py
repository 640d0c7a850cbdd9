"""Letters to who applied and to those consulted: from the record alone, as page, Word and PDF. All made up."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from committees.terms import Choice
from decisions.actions.outside.life import send_letter
from decisions.life.letters import addressees, letter_to
from decisions.life.written import docx, letter_file, pdf
from decisions.models import LifeEntry, LimbCondition
from tests.committees.pdf_text import squeezed, text_of_pdf
from tests.decisions.between import text
from tests.decisions.course import Matters, two_sites
from tests.world import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast) -> Matters:
    """Two sites: one approved on a condition, one refused with its reason; the LMC was consulted, and objects."""
    found = two_sites(cast)
    LimbCondition.objects.create(
        limb=found.limbs[0],
        number=1,
        text="A bus stops at the other site",
        who="the practice",
        due_on=date(2016, 7, 13),
    )
    found.received(text="To close both branches")
    asked = found.keep("consulted", date(2016, 4, 5), party="The LMC")
    found.keep("answered", date(2016, 4, 8), answer="objects", text="Patients have far to go", answers=asked.pk)
    scrutiny = found.keep("scrutiny_asked", date(2016, 4, 6), party="Merton's scrutiny panel")
    found.keep("scrutiny_answered", date(2016, 4, 12), answer="not_substantial", answers=scrutiny.pk)
    found.keep("engaged", date(2016, 4, 7), text="A survey, which 300 of 900 patients answered")
    found.decide()
    found.keep("reasons", text="The other site has room for them", limb=found.limbs[0].pk)
    return found


def letter(told: Matters, slug: str):
    to = next(each for each in addressees(told.stands) if each.slug == slug)
    return letter_to(told.stands, told.committee, to)


def slugs(told: Matters) -> list[str]:
    return [each.slug for each in addressees(told.stands)]


def address(told: Matters, to: str) -> str:
    return reverse("letter", args=[told.committee.pk, told.matter.pk, to])


def test_letters_go_to_who_applied_and_to_each_of_those_consulted_once(told):
    told.keep("consulted", DAY, party="The LMC", text="Asked again")
    told.keep("consulted", DAY, party="The next surgery")
    assert [each.name for each in addressees(told.stands)] == ["The Made Up Surgery", "The LMC", "The next surgery"]


def test_it_tells_part_by_part_what_was_decided_with_reasons_conditions_and_dates(told):
    said = letter(told, "applicant").text
    assert "You applied on 2 April 2016: to close both branches." in said
    assert "Part (a)\n\nApproved on 14 April 2016, at the meeting of 14 April 2016" in said
    assert "- A bus stops at the other site (the practice, by 13 July 2016)" in said
    assert "Carried, awaiting the practice." in said
    assert "Reasons: The other site has room for them." in said
    assert "Part (b)\n\nRejected on 14 April 2016" in said
    assert "because its patients have no other surgery near." in said
    assert "A survey, which 300 of 900 patients answered".lower() in said.lower()
    assert "Merton's scrutiny panel was asked on 6 April 2016" in said
    assert "answered on 12 April 2016: the change is not substantial." in said
    assert "by 14 July 2016 (Civil Procedure Rules, rule 54.5)" in said
    assert "NHS dispute resolution procedure" in said
    assert "Everything in this letter is made up" in said


def test_who_was_consulted_is_told_of_their_own_answer_and_not_of_the_contractors_procedure(told):
    said = letter(told, slugs(told)[1]).text
    assert "Your answer of 8 April 2016 was before the committee (objects: patients have far to go)." in said
    assert "dispute resolution" not in said
    assert "scrutiny committee may report" in said


def test_what_was_not_approved_says_so_and_a_part_that_waits_says_that(cast):
    found = Matters(cast, ("That one be closed.", "That another be closed."))
    found.received()
    room = found.put()
    room.arrive()
    room.begin()
    from committees.terms import Recording
    from decisions import actions

    key = room.decisions()[0]
    actions.open_voting(actor=found.secretary, resolutions=[key], recording=Recording.BY_NAME)
    actions.record_votes(actor=found.secretary, choices={key: {seat.pk: Choice.AGAINST for seat in found.body.seats}})
    actions.announce(actor=found.secretary, resolutions=[key])
    said = letter(found, "applicant").text
    assert "Not approved on 14 April 2016" in said
    assert "That another be closed.\n\nThis is not decided yet." in said


def test_there_is_no_letter_before_a_decision(cast, client):
    found = Matters(cast)
    found.received()
    client.force_login(cast.secretary)
    assert client.get(address(found, "applicant")).status_code == 404
    with pytest.raises(ValidationError, match="no such letter to send"):
        send_letter(actor=found.secretary, **found.where, to="applicant")
    assert LifeEntry.objects.filter(entry="letter").count() == 0


def test_the_page_shows_the_letter_and_one_press_records_that_it_was_sent(told, cast, client):
    client.force_login(cast.secretary)
    page = client.get(address(told, "applicant"))
    assert "Part (b)" in text(page)
    key = page.context["form"]["key"].value()
    answer = client.post(address(told, "applicant"), {"key": key}, follow=True)
    assert "Recorded: the letter to The Made Up Surgery was sent." in text(answer)
    step = LifeEntry.objects.get(entry="letter")
    assert (step.party, step.on_day) == ("The Made Up Surgery", DAY)
    assert "Part (b)" in step.text
    client.post(address(told, "applicant"), {"key": key})
    assert LifeEntry.objects.filter(entry="letter").count() == 1


def test_a_letter_that_was_sent_stays_as_it_was(told, cast, client):
    step = send_letter(actor=told.secretary, **told.where, to="applicant")
    told.keep("published", DAY, text="On the website")
    client.force_login(cast.secretary)
    sent = text(client.get(address(told, f"sent-{step.pk}")))
    assert "Part (b)" in sent
    assert "Published" not in sent
    assert "Record that it was sent today" not in sent
    assert (
        "Published: 14 April 2016." in letter(told, "applicant").text
        or "published: 14 April 2016." in letter(told, "applicant").text
    )


@pytest.mark.parametrize("to", ["nobody", "consulted-99", "sent-99", "applicant-1", "sent-"])
def test_a_letter_to_nobody_is_not_there(told, cast, client, to):
    client.force_login(cast.secretary)
    assert client.get(address(told, to)).status_code == 404
    assert client.post(address(told, to), {}).status_code == 404


def test_word_and_pdf_say_what_the_page_says(told):
    from docx import Document

    found = letter(told, "applicant")
    words = "\n".join(paragraph.text for paragraph in Document(BytesIO(docx(found))).paragraphs)
    printed = squeezed(text_of_pdf(pdf(found)))
    for block in found.blocks:
        for said in (*block.paragraphs, *block.lines):
            assert said in words
            assert squeezed(said) in printed


def test_the_files_are_the_same_each_time_and_named_after_what_they_are(told):
    found = letter(told, "applicant")
    assert docx(found) == docx(found)
    file = letter_file(found, "pdf")
    assert file.file_name == "the-list-of-a-surgery-what-was-decided-the-made-up-surgery.pdf"


def test_signs_that_cannot_be_printed_are_question_marks_and_said_so(told):
    told.keep("engaged", DAY, text="漢字 and #eval(1) and $x$ and *stars*")
    printed = text_of_pdf(pdf(letter(told, "applicant")))
    assert "?? and #eval(1) and $x$ and *stars*" in " ".join(printed.split())
    assert squeezed("are shown as") in squeezed(printed)


@pytest.mark.parametrize(("kind", "status"), [("docx", 200), ("pdf", 200), ("exe", 404)])
def test_the_files_are_sent_and_other_kinds_are_not_there(told, cast, client, kind, status):
    client.force_login(cast.secretary)
    answer = client.get(reverse("letter_file", args=[told.committee.pk, told.matter.pk, "applicant", kind]))
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("who", ["lay_chair", "gp", "healthwatch", "nhs_england", "superuser", "stranger"])
def test_only_who_keeps_the_course_reads_and_sends_letters(told, cast, client, who):
    client.force_login(getattr(cast, who))
    assert client.get(address(told, "applicant")).status_code == 403
    assert client.post(address(told, "applicant"), {}).status_code == 403
    assert LifeEntry.objects.filter(entry="letter").count() == 0


def test_a_letter_costs_as_many_queries_however_many_were_consulted(told, cast, client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.secretary)
    client.get(address(told, "applicant"))
    with CaptureQueriesContext(connection) as few:
        client.get(address(told, "applicant"))
    for number in range(6):
        told.keep("consulted", party=f"Neighbour {number}")
    with django_assert_num_queries(len(few)):
        client.get(address(told, "applicant"))
