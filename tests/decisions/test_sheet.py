"""The printed sheet: the agenda, the seats and room for what happens; nothing that its reader may not know."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.scene import set_scene
from tests.test_permission_layer import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db, on_the_day):
    return set_scene()


def sheet(client, scene, who="secretary"):
    client.force_login(scene.accounts[who])
    return client.get(reverse("sheet", args=[scene.meeting.pk]))


def test_it_has_every_seat_once_for_each_committee_and_every_item_with_its_words(client, scene):
    said = text(sheet(client, scene))
    for body in scene.room.bodies.values():
        assert body.committee.name in said
        for person in [*body.people, body.guest]:
            assert said.count(f" {person.name} ") == 1
    for item in scene.room.items:
        assert f"{item.number} {item.matter.title}" in said
    assert "The secret of the branch surgery" in said
    assert said.count("leaves for the decision") == len(scene.room.items), "six rulings to tick, once for each item"


def test_a_private_item_is_blank_for_who_may_not_read_it(client, scene):
    answer = sheet(client, scene, "secretary_of_croydon")
    said = text(answer)
    assert answer.status_code == 200
    assert "Private item" in said
    assert "Commercial in confidence" in said
    assert "The secret of" not in said
    assert "Paper of item P1" not in said


def test_papers_are_named_for_who_may_read_them(client, scene):
    assert "Paper of item 1 for members" in text(sheet(client, scene))


@pytest.mark.parametrize("who", ["gp", "stranger", "superuser", "nhs_england"])
def test_who_does_not_run_the_meeting_gets_no_sheet_and_the_reason(client, scene, who):
    answer = sheet(client, scene, who)
    assert answer.status_code == 403
    assert "secretary" in text(answer)


def test_a_tie_can_be_broken_only_where_the_terms_say_so(client, scene):
    page = sheet(client, scene).content.decode()
    assert "Casting vote" in page
    assert "NHS England agrees" in page


def test_its_questions_to_the_database_do_not_grow_with_the_agenda(client, cast):
    few, many = cast.meeting(items=1), cast.meeting(items=6)
    client.force_login(cast.secretary)

    def queries(room):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("sheet", args=[room.meeting.pk])).status_code == 200
        return len(captured)

    queries(few)
    assert queries(few) == queries(many)
