"""NHS England's desk does not fall silent on a result that was taken back."""

import pytest
from django.urls import reverse

from decisions import actions
from decisions.home import home_of
from tests.world import DAY


def inbox(cast):
    return home_of(cast.acting("nhs_england"), DAY).inbox


@pytest.fixture
def taken_back(room, cast):
    """Croydon's first decision was announced as carried, open to a veto; the result is then taken back."""
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    assert [line.open for line in inbox(cast).awaits] == [True]
    decision = room.decision("Croydon").pk
    actions.take_back_result(actor=room.secretary, resolutions=[decision], reason="Written up wrongly.")
    return decision


def test_a_result_taken_back_is_to_be_announced_anew(room, cast, client, taken_back):
    found = inbox(cast)
    assert [(line.decision, line.power) for line in found.taken_back] == [
        (taken_back, "casting vote on a tie and veto")
    ]
    assert taken_back not in [line.decision for line in (*found.awaits, *found.coming, *found.done)]
    client.force_login(cast.nhs_england)
    text = client.get(reverse("home")).content.decode()
    assert "Taken back, to be announced anew" in text
    assert room.decision("Croydon").recalled.sentence in text


def test_announced_anew_it_is_open_to_a_veto_again(room, cast, taken_back):
    actions.announce(actor=room.secretary, resolutions=[taken_back])
    found = inbox(cast)
    assert found.taken_back == ()
    assert [line.decision for line in found.awaits] == [taken_back]
