"""What was published, what the rules make of it and what no source tells, on the pages of a meeting."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from committees.models import Account, Meeting
from decisions.models import AgendaItem, AlsoPresent, Declaration, PublishedOutcome
from decisions.readers import private_items, private_meetings, private_row
from tests.decisions.made_up_files import CODES, a_file, an_item, meeting, take, who
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


# --- Conditions of an outcome as published ---
def carried_on_a_condition(file, *outcomes, **private):
    """A decision that waits for a budget, with its outcomes as published."""
    meeting(file).update(source="Minutes of the meeting", not_told=["votes"], **private)
    part = {"text": "That it be approved.", "conditions": [{"text": "A budget", "who": "the CCG"}]}
    an_item(file, part, outcomes=list(outcomes) or [{"outcome": "carried"}])
    return take(file)


def test_a_hanging_decision_stands_with_its_own_committee_though_its_name_is_in_anothers(reader, monkeypatch):
    for name, code in (("Kent", "99X"), ("East Kent", "99Y")):
        monkeypatch.setitem(CODES, name, code)
    told = [{"committees": [name], "outcome": "carried", "words": f"{name} agreed"} for name in ("East Kent", "Kent")]
    record = carried_on_a_condition(a_file("East Kent", "Kent"), *told)
    text = page(reader, "meeting", record.meeting.pk)
    addresses = {of.sitting.name: reverse("decision_conditions", args=[of.pk]) for of in record.items[0].resolutions}
    assert {name: text.count(f'"{address}"') for name, address in addresses.items()} == {"Kent": 1, "East Kent": 1}
    places = [
        text.index(each) for each in ("East Kent agreed", addresses["East Kent"], "“Kent agreed", addresses["Kent"])
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(("published", "status"), [("yes", 200), ("no", 404)])
def test_a_private_meeting_that_was_published_since_is_open_on_every_page_or_on_none(reader, published, status):
    private = {"in_public": "no", "private_reason": "Covid guidance", "published": published}
    record = carried_on_a_condition(a_file("Merton"), **private)
    [of] = record.items[0].resolutions
    address = reverse("decision_conditions", args=[of.pk])
    assert reader.get(address).status_code == status
    assert (address in page(reader, "decisions_waiting")) == (status == 200)
    assert (address in page(reader, "meeting", record.meeting.pk)) == (status == 200)


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("in_public", [True, False])
def test_a_row_and_a_query_agree_on_what_is_private(in_public, published, private):
    item = told_in_part().items[0].row
    reason = "" if in_public else "Covid guidance"
    item.private = private
    item.save()
    for name, value in {"in_public": in_public, "published": published, "private_reason": reason}.items():
        setattr(item.meeting, name, value)
    item.meeting.save()
    found = AgendaItem.objects.filter(private_items(), pk=item.pk).exists()
    assert found == private_row(item, item.meeting) == (private or not (in_public or published))
    assert Meeting.objects.filter(private_meetings(), pk=item.meeting.pk).exists() == (not (in_public or published))
