"""NHS England's desk does not fall silent on a result that was taken back."""

import pytest
from django.urls import reverse

from decisions import actions
from decisions.desk import desk_page, scope_of
from decisions.desk.page import Filter
from tests.world import DAY


def desk(cast):
    return desk_page(scope_of(cast.acting("nhs_england"), DAY), Filter())


@pytest.fixture
def taken_back(room, cast):
    """Croydon's first decision was announced as carried, open to a veto; the result is then taken back."""
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    assert [row.power for row in desk(cast).awaits] == ["veto"]
    decision = room.decision("Croydon").pk
    actions.take_back_result(actor=room.secretary, resolutions=[decision], reason="Written up wrongly.")
    return decision


def test_a_result_taken_back_is_to_be_announced_anew(room, cast, client, taken_back):
    found = desk(cast)
    assert [(row.name, row.power) for row in found.taken_back] == [
        (f"veto-{taken_back}", "casting vote on a tie and veto")
    ]
    assert (found.awaits, list(found.history)) == ((), [])
    assert f"coming-{taken_back}" not in [row.name for row in found.coming]
    client.force_login(cast.nhs_england)
    text = client.get(reverse("desk")).content.decode()
    assert "Taken back, to be announced anew" in text
    assert room.decision("Croydon").recalled.sentence in text


def test_announced_anew_it_is_open_to_a_veto_again(room, cast, taken_back):
    actions.announce(actor=room.secretary, resolutions=[taken_back])
    found = desk(cast)
    assert found.taken_back == ()
    assert [row.name for row in found.awaits] == [f"veto-{taken_back}"]
