"""What was said of a private item is told to nobody who may not know of it, on whatever page of the meeting."""

from datetime import date

import pytest
from django.urls import reverse

from committees.terms import Directness, Handling, InterestType
from decisions import actions
from decisions.actions.hanging import Wanted
from tests.scene import set_scene
from tests.world import GP

SECRET = "The hidden site"


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["secretary_of_croydon", "stranger", "superuser"])
def test_the_words_of_a_private_item_are_on_no_page_of_who_may_not_know_of_it(client, settings, who):
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 14)
    scene = set_scene()
    room, decision = scene.room, scene.decision("Merton", scene.private)
    room.begin(scene.private)
    actor, gp = room.secretary, scene.person("Merton", GP)
    conditions = [Wanted(text=SECRET, who=SECRET, due_on=date(2016, 6, 30))]
    actions.amend_motion(actor=actor, resolutions=[decision], text=SECRET, verb="approve", conditions=conditions)
    on = {"actor": actor, "meeting": room.meeting.pk, "item": scene.private.pk, "people": [gp]}
    kind = {"type": InterestType.FINANCIAL, "directness": Directness.DIRECT}
    actions.declare_interest(**on, nature=SECRET, why=SECRET, category=SECRET, **kind)
    actions.rule_on_conflict(**on, sittings=[scene.sitting("Merton")], handling=Handling.SPEAKS, reason=SECRET)
    actions.agree(actor=actor, resolutions=[decision])
    actions.announce(actor=actor, resolutions=[decision])
    actions.take_back_result(actor=actor, resolutions=[decision], reason=SECRET)
    actions.announce(actor=actor, resolutions=[decision])
    client.force_login(scene.accounts[who])
    for name in ("meeting", "minutes", "console", "follow", "put_right", "sheet", "write_up"):
        address = reverse(name, args=[room.meeting.pk])
        for query in ("", f"?item={scene.private.pk}"):
            assert SECRET not in client.get(address + query).content.decode(), address
    client.force_login(scene.accounts["secretary"])
    shown = client.get(reverse("console", args=[room.meeting.pk]) + f"?item={scene.private.pk}").content.decode()
    assert SECRET in shown
