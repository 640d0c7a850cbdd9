"""Which private items of many meetings a reader may know, for lists across meetings."""

from __future__ import annotations

from committees.powers import Actor
from decisions.facts import Record, load_record
from decisions.models import AgendaItem
from decisions.readers import may_know, private_row


class Opens:
    """Whether a reader may know of an item: what is in public anybody may; of a private one the gate is asked.

    Each meeting with a private item is loaded once, if it is at all. The item comes with its meeting.
    """

    def __init__(self, actor: Actor):
        self.actor = actor
        self.records: dict[int, Record] = {}

    def __call__(self, item: AgendaItem) -> bool:
        if not private_row(item, item.meeting):
            return True
        if self.actor.account is None or (self.actor.person is None and not self.actor.powers):
            return False  # neither a seat nor a post: not asked for each meeting
        if item.meeting_id not in self.records:
            self.records[item.meeting_id] = load_record(item.meeting)
        record = self.records[item.meeting_id]
        return bool(may_know(self.actor, record, record.item_by_id[item.pk]))
