"""What was published, what the rules make of it and what no source tells, on the pages of a meeting."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from committees.models import Account, Meeting
from decisions.models import AlsoPresent, Declaration, PublishedOutcome
from tests.decisions.made_up_files import a_file, an_item, meeting, take, who
from tests.decisions.published_files import FILES, take_case

pytestmark = pytest.mark.django_db
GP = who("Merton", "GP member")


@pytest.fixture
def reader(client):
    """Somebody who is signed in and has nothing to do with any committee."""
    client.force_login(Account.objects.create_user(username="reader"))
    return client


def page(client, name: str, *args) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, name
    return " ".join(response.content.decode().split())


def told_in_part():
    """A made-up meeting of which the votes and a name are not told, with a secretary who may open the console."""
    file = a_file("Merton")
    posts = [{"kind": "secretary", "committees": ["Merton"], "from": "2016-04-01"}]
    file["people"].append({"name": "Sue Secretary", "made_up": "yes", "account": {"username": "sue"}, "posts": posts})
    meeting(file)["source"] = "Minutes of the meeting"
    meeting(file)["not_told"] = ["handling", "votes"]
    meeting(file)["attendance"].append({"others": "borough councillors", "number": 3})
    shares = {"type": "financial", "nature": "Shares in the applicant"}
    declarations = [shares | {"people": [GP]}, shares | {"class": "all GPs", "nature": "Partners"}]
    an_item(file, declarations=declarations, outcomes=[{"outcome": "carried", "words": "The committee agreed."}])
    an_item(file, outcomes=[{"outcome": "carried", "recording": "unanimous"}])
    return take(file)


@pytest.mark.parametrize("case", sorted(FILES))
def test_a_published_meeting_can_be_read_with_its_minutes_and_what_its_source_does_not_tell(reader, case):
    record = take_case(case)
    for name in ("meeting", "minutes"):
        text = page(reader, name, record.meeting.pk)
        assert "The source does not tell" in text
        assert "who sent apologies" in text
        assert "00:00" not in text
        assert record.meeting.source.split(" (")[0] in text


def test_the_outcome_as_published_its_finding_and_reasons_stand_on_the_page_and_in_the_minutes(reader):
    record = told_in_part()
    for name in ("meeting", "minutes"):
        text = page(reader, name, record.meeting.pk)
        assert "As published: carried. “The committee agreed.”" in text
        assert "How they voted is not told." in text
        assert "Too little is known to work it out by the rules on record." in text


def test_minutes_tell_who_else_was_there_and_what_nobody_tells_of_interests(reader):
    record = told_in_part()
    text = page(reader, "minutes", record.meeting.pk)
    assert "Borough councillors (3)" in text
    assert "All GPs (the source does not name them) declared" in text
    assert text.count("The source does not tell how this was handled.") == 2
    assert "The source does not tell: how declared interests were handled; how many voted, and how." in text
    assert "Source: Minutes of the meeting" in text


def test_the_console_of_a_meeting_with_published_outcomes_can_be_looked_at(client):
    record = told_in_part()
    client.force_login(Account.objects.get(username="sue"))
    for item in record.items:
        response = client.get(reverse("console", args=[record.meeting.pk]), {"item": item.pk})
        assert response.status_code == 200


def test_meetings_without_a_time_are_listed_without_one(reader):
    take_case("portsmouth-2020-03-26")
    assert "00:00" not in page(reader, "meetings")


def test_an_outcome_is_kept_as_published_only_from_a_file():
    record = told_in_part()
    of = record.items[1].resolutions[0]
    row = {"meeting": record.meeting, "happened_at": of.acts[0].happened_at, "recorded_at": of.acts[0].happened_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedOutcome.objects.create(resolution=of.row, outcome="carried", finding="agrees", **row)
    kind = {"type": "financial", "directness": "direct", "nature": "Made up"}
    for told in ({"as_class": "all GPs"}, {"person_id": next(iter(record.people)), "handling_not_told": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Declaration.objects.create(item=record.items[0].row, **kind, **told, **row)
    Meeting.objects.filter(pk=record.meeting.pk).update(imported_digest="")
    with pytest.raises(IntegrityError, match="belongs in a meeting that came from that file"), transaction.atomic():
        AlsoPresent.objects.create(words="somebody", imported_line=1, **row)
