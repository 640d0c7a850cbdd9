"""What a chair may rule before the meeting: for each item a form, beside what the registers show on it."""

from __future__ import annotations

from dataclasses import dataclass

from committees.powers import Actor
from committees.terms import Handling
from decisions.console.declarations import Box, Panel
from decisions.facts import Record
from decisions.withholding import are_public, since_words


@dataclass(frozen=True)
class RuleForm:
    """The rulings on one item that this account may enter. ``public_papers``: since when its papers are public, if any.

    Sent to the press "rule-several"; see ``templates/decisions/conflicts/rule_form.html``.
    """

    number: str
    boxes: tuple[Box, ...]
    public_papers: str
    handling: tuple[Handling, ...] = tuple(Handling)


def rule_forms(record: Record, actor: Actor) -> dict[int, RuleForm]:
    """By item (its key), the form of those that this account may rule on, by its own chair's hand or recording for it."""
    by_item: dict[int, list[Box]] = {}
    for box in Panel(record, actor).boxes:
        by_item.setdefault(int(box.value.partition(":")[0]), []).append(box)
    forms = {}
    for pk, boxes in by_item.items():
        item = record.item_by_id[pk]
        papers = are_public(item.row, record.meeting, item.papers)
        forms[pk] = RuleForm(item.number, tuple(boxes), since_words(papers) if papers else "")
    return forms
