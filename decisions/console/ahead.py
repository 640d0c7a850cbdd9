"""What a chair may rule before the meeting: for each item a form, beside what the registers show on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from committees.powers import Actor
from committees.rights.words import listed
from committees.terms import MatchState
from decisions.console.declarations import Box, ClassOf, Panel, classes_of
from decisions.console.handling import Preset, menu
from decisions.facts import ItemFacts, Record
from decisions.withholding import are_public, since_words


@dataclass(frozen=True)
class RuleForm:
    """The rulings on one item that this account may enter. ``public_papers``: since when its papers are public, if any.

    ``again``: those that are made already, and can be changed with a reason. ``chairs``: in whose name, the rulings to
    make and to change. ``dismissing``: to dismiss is proposed of everybody to rule on. Sent to the press "rule-several"; see
    ``templates/decisions/conflicts/rule_form.html``.
    """

    number: str
    boxes: tuple[Box, ...]
    public_papers: str
    again: tuple[Box, ...] = ()
    chairs: str = ""
    chairs_again: str = ""
    dismissing: bool = False

    @property
    def classes(self) -> tuple[ClassOf, ...]:
        """Classes of more than one person: one press rules on all of them."""
        return classes_of(self.boxes)

    @property
    def handling(self) -> tuple[Preset, ...]:
        """What the chair may choose from."""
        return menu(dismissing=self.dismissing)

    @property
    def handling_again(self) -> tuple[Preset, ...]:
        return menu()


def rule_forms(record: Record, actor: Actor) -> dict[int, RuleForm]:
    """By item (its key), the form of those that this account may rule on, by its own chair's hand or recording for it."""
    panel = Panel(record, actor)
    found, again = _by_item(panel.boxes), _by_item(panel.ruled)
    return {
        pk: _form(record, panel, pk, found.get(pk, ()), again.get(pk, ())) for pk in dict.fromkeys([*found, *again])
    }


def to_rule_on(record: Record, actor: Actor) -> int:
    """How many rulings wait for this person, as the one who presides: a person on an item in a committee each."""
    return sum(box.own for box in Panel(record, actor).boxes) if actor.person is not None else 0


def _by_item(boxes: Iterable[Box]) -> dict[int, list[Box]]:
    by_item: dict[int, list[Box]] = {}
    for box in boxes:
        by_item.setdefault(box.item, []).append(box)
    return by_item


def _form(record: Record, panel: Panel, pk: int, boxes: Collection[Box], again: Collection[Box]) -> RuleForm:
    item = record.item_by_id[pk]
    papers = are_public(item.row, record.meeting, item.papers)
    return RuleForm(
        item.number,
        tuple(boxes),
        since_words(papers) if papers else "",
        tuple(again),
        listed(dict.fromkeys(box.chair for box in boxes)),
        listed(dict.fromkeys(box.chair for box in again)),
        bool(boxes) and all(_to_dismiss(record, item, box.who) for box in boxes),
    )


def _to_dismiss(record: Record, item: ItemFacts, person: int) -> bool:
    """Whether the secretary proposes to dismiss all that the registers show of a person on an item."""
    theirs = [match.state for match in record.matches_of(item) if match.person_id == person]
    return bool(theirs) and all(state == MatchState.DISMISSAL_PROPOSED for state in theirs)
