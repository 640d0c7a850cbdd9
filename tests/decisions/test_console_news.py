"""How a console hears of what another device recorded."""

import re

import pytest
from django.urls import reverse

from decisions.facts import load_record
from decisions.views import records


@pytest.mark.parametrize(("page", "live"), [("console", "console_live"), ("follow", "follow_live")])
def test_what_is_recorded_while_a_page_is_being_read_is_still_news_to_it(client, cast, room, monkeypatch, page, live):
    client.force_login(cast.secretary)
    room.arrive()

    def read_slowly(pk):
        record = load_record(pk)
        if room.items[0].steps.count() == 0:
            room.begin()
        return record

    monkeypatch.setattr(records, "load_record", read_slowly)
    shown = client.get(reverse(page, args=[room.meeting.pk])).content.decode()
    heads = re.search(r"\?heads=([^&\"]+)", shown).group(1)
    news = client.get(reverse(live, args=[room.meeting.pk]), {"heads": heads})
    assert news.status_code == 200
    heads = re.search(r"\?heads=([^&\"]+)", news.content.decode()).group(1)
    assert client.get(reverse(live, args=[room.meeting.pk]), {"heads": heads}).status_code == 204
