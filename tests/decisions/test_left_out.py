"""What minutes, the page of a decision and the exported record tell of interests, and to whom: no more than the registers.

Two rules: what a guardian leaves out of the published registers is left out here too, for who may not read it in the
private register; and before a meeting nothing of conflicts is told to who takes no part in it.
"""

import html
import re
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Guardianship, Interest, Person, Redaction
from committees.terms import Handling
from decisions import actions
from decisions.actions.matching import recheck
from decisions.models import Declaration
from decisions.readers import LEFT_OUT
from tests import world
from tests.decisions import conflicted
from tests.decisions.test_finding import an_interest
from tests.world import FIRST, GP, SECOND_GP

pytestmark = pytest.mark.django_db
SECRET = "Zebra holdings"


@pytest.fixture
def gp(cast):
    return cast.merton.people[GP]


@pytest.fixture
def item(cast, room, gp):
    """The first item concerns the practice of Merton's GP."""
    room.items[0].matter.practices.add(cast.practice)
    interest = an_interest(gp, cast.practice, nature=SECRET, category="Zebra category", mitigation="Zebra mitigation")
    interest.relationship = "Zebra sister"
    interest.save()
    recheck()
    return room.items[0]


@pytest.fixture
def guardian(cast):
    person = Person.objects.create(name="Gale Guardian", made_up=True)
    Guardianship.objects.create(person=person, ccg=cast.merton.ccg, starts_on=FIRST)
    return world.an_account("guardian", person)


@pytest.fixture
def left_out(item, gp, guardian):
    """The guardian leaves the name or the details out of the published registers."""

    def act(name=True, details=False, until=None, interest=None):
        return Redaction.objects.create(
            interest=interest or Interest.objects.get(person=gp),
            starts_on=FIRST,
            ends_on=until,
            hides_name=name,
            hides_details=details,
            reason="A threat.",
            decided_by=guardian.person,
        )

    return act


def decide(room, item, gp):
    room.arrive()
    room.begin(item)
    conflicted.rule(room, [gp], item=item)
    conflicted.rule(room, [gp], "Croydon", item=item)
    conflicted.agreed(room, item)


def pages(room, item):
    sittings = [sitting.pk for sitting in room.sittings.values()]
    yield reverse("minutes", args=[room.meeting.pk])
    yield from (reverse("minutes_of", args=[room.meeting.pk, pk]) for pk in sittings)
    yield from (reverse("managed", args=[pk]) for pk in room.decisions(item))


def told(client, account, address):
    client.force_login(account)
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


# --- What the guardian leaves out ---
@pytest.mark.parametrize("what", [{"name": True}, {"name": False, "details": True}])
@pytest.mark.parametrize("who", ["stranger", "superuser", "healthwatch", "croydon_chair"])
def test_an_interest_that_the_guardian_leaves_out_is_told_to_no_reader_without_its_details(
    client, cast, room, item, gp, left_out, what, who
):
    left_out(**what)
    decide(room, item, gp)
    for address in pages(room, item):
        said = told(client, getattr(cast, who), address)
        assert "Zebra" not in said, address
        assert "the practice that the matter concerns" not in said, address
    assert LEFT_OUT in told(client, getattr(cast, who), reverse("minutes", args=[room.meeting.pk]))
    assert LEFT_OUT in told(client, getattr(cast, who), reverse("managed", args=[room.decision("Merton", item).pk]))


def test_the_record_itself_keeps_what_is_left_out_of_its_pages(client, cast, room, item, gp, left_out):
    left_out()
    decide(room, item, gp)
    told(client, cast.stranger, reverse("minutes", args=[room.meeting.pk]))
    assert Declaration.objects.get(item=item, person=gp).nature.startswith(SECRET)


@pytest.mark.parametrize("who", ["gp", "secretary", "guardian"])
def test_the_person_the_guardian_and_who_keeps_the_register_read_it_whole(
    client, cast, room, item, gp, left_out, guardian, who
):
    left_out()
    decide(room, item, gp)
    account = guardian if who == "guardian" else getattr(cast, who)
    assert SECRET in told(client, account, reverse("minutes", args=[room.meeting.pk]))
    assert SECRET in told(client, account, reverse("managed", args=[room.decision("Merton", item).pk]))


def test_what_is_left_out_no_more_is_told_again(client, cast, room, item, gp, left_out):
    left_out(until=date(2016, 4, 13))
    decide(room, item, gp)
    assert SECRET in told(client, cast.stranger, reverse("minutes", args=[room.meeting.pk]))


def test_a_proposal_to_dismiss_it_does_not_tell_why(client, cast, room, item, gp, left_out):
    left_out()
    where = {"actor": room.secretary, "meeting": room.meeting.pk, "item": item.pk}
    matches = list(item.matches.values_list("pk", flat=True))
    actions.matching.propose_dismissal(**where, matches=matches, reason="Zebra sold")
    decide(room, item, gp)
    for address in pages(room, item):
        assert "Zebra" not in told(client, cast.stranger, address)


def test_the_record_is_not_taken_away_by_who_may_not_read_what_is_left_out(client, cast, room, item, gp, left_out):
    left_out()
    decide(room, item, gp)
    address = f"/meetings/{room.meeting.pk}/record/"
    client.force_login(cast.stranger)
    answer = client.get(address)
    assert answer.status_code == 403
    assert "leaves details of an interest in this record out of the registers" in answer.content.decode()
    assert "who keeps the register on which the interest is" in answer.content.decode()
    client.force_login(cast.secretary)
    assert client.get(address).status_code == 200


def test_what_is_left_out_costs_the_same_for_one_as_for_several(client, cast, room, item, gp, left_out):
    left_out()
    decide(room, item, gp)
    address = reverse("minutes", args=[room.meeting.pk])
    other = cast.merton.people[SECOND_GP]

    def cost() -> int:
        client.force_login(cast.stranger)
        with CaptureQueriesContext(connection) as asked:
            assert LEFT_OUT in told(client, cast.stranger, address)
        return len(asked)

    one = cost()
    second = an_interest(other, cast.practice, nature="Zebra second")
    left_out(interest=second)
    conflicted.declare(room, [other], item=item, nature="Zebra second", interest=second.pk)
    assert "Zebra" not in told(client, cast.stranger, address)
    assert cost() == one


# --- Before the meeting ---
@pytest.mark.parametrize("who", ["stranger", "superuser"])
def test_before_a_meeting_nothing_of_conflicts_is_told_to_who_takes_no_part(client, cast, room, item, gp, who):
    conflicted.rule(room, [gp], item=item, handling=Handling.FULL_PART)
    for address in pages(room, item):
        said = told(client, getattr(cast, who), address)
        assert "Zebra" not in said, address
        assert gp.name not in said or "managed" not in address
        assert "No interest" not in said, address
        assert "Takes full part" not in said, address
    managed = told(client, getattr(cast, who), reverse("managed", args=[room.decision("Merton", item).pk]))
    assert "The meeting has not begun: how conflicts are managed is told here once it has." in managed
    assert gp.name not in managed


@pytest.mark.parametrize("who", ["secretary", "gp", "healthwatch"])
def test_before_a_meeting_who_takes_part_reads_how_it_was_ruled(client, cast, room, item, gp, who):
    conflicted.rule(room, [gp], item=item, handling=Handling.FULL_PART)
    assert SECRET in told(client, getattr(cast, who), reverse("managed", args=[room.decision("Merton", item).pk]))


def test_once_the_meeting_has_begun_it_is_told_to_everybody(client, cast, room, item, gp):
    conflicted.rule(room, [gp], item=item, handling=Handling.FULL_PART)
    room.arrive()
    assert SECRET in told(client, cast.stranger, reverse("managed", args=[room.decision("Merton", item).pk]))


@pytest.mark.parametrize("ahead", [True, False])
def test_the_record_is_not_taken_away_before_the_meeting_by_who_takes_no_part(client, cast, room, item, gp, ahead):
    if ahead:
        conflicted.rule(room, [gp], item=item)
    client.force_login(cast.stranger)
    answer = client.get(f"/meetings/{room.meeting.pk}/record/")
    assert answer.status_code == 403
    assert "possible conflicts that nobody declared in the meeting" in answer.content.decode()
    assert "Whoever takes part in the meeting" in answer.content.decode()
    client.force_login(cast.healthwatch)
    assert client.get(f"/meetings/{room.meeting.pk}/record/").status_code == 200


def test_the_record_that_is_taken_away_has_no_mitigation_and_no_relationship_and_the_operators_has(
    client, cast, room, item, gp, tmp_path
):
    decide(room, item, gp)
    client.force_login(cast.secretary)
    taken = client.get(f"/meetings/{room.meeting.pk}/record/").content.decode()
    assert SECRET in taken
    assert "mitigation:" not in taken
    assert "relationship:" not in taken
    call_command("export_meeting", room.meeting.pk, "--as", "secretary", "--output", tmp_path / "record.yaml")
    assert 'mitigation: "Zebra mitigation"' in (tmp_path / "record.yaml").read_text(encoding="utf-8")
