"""The standing item: every interest found or declared in this meeting, what it touches, and how it was ruled on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from committees.powers import Actor
from committees.rights.words import listed, people
from committees.terms import Act, Function, MatchState
from decisions.console.rows import Interest
from decisions.facts import ItemFacts, Record, SittingFacts, name_of
from decisions.gate import may_in_sitting, who_rules
from decisions.models import Declaration, Match
from decisions.models.acts import Step
from decisions.readers import is_private, private_items_open_to

#: What the chair asks. Source: South West London's prompt (domain, 1.3).
QUESTION = (
    "Does anybody have an interest that is not in the register, or a register entry that is not full, accurate and "
    "current?"
)


def is_standing_item(item: ItemFacts | None) -> bool:
    """Whether an item of the agenda is the one on declarations: its middle is then this panel."""
    return item is not None and item.function is Function.OWN_BUSINESS and "declaration" in item.title.casefold()


def interests_on(record: Record, item: ItemFacts) -> dict[int, list[Interest]]:
    """By person, what was declared on an item and what the registers show on it that nobody declared yet."""
    found: dict[int, list[Interest]] = {}
    for act in item.declared:
        if act.person_id is not None:  # a class of which no source names anybody: the minutes tell of it
            found.setdefault(act.person_id, []).append(_declared(act))
    for match in record.matches_of(item):
        found.setdefault(match.person_id, []).append(_found(match))
    return found


def _declared(act: Declaration) -> Interest:
    how = "declared from the register" if act.from_register else "declared"
    return Interest(act.pk, act.nature.rstrip(". "), act.as_class, act.why, how)


def _found(match: Match) -> Interest:
    how = match.state_words
    if match.state == MatchState.DISMISSAL_PROPOSED and match.reason:
        how = f"{how}: {match.reason.rstrip('. ')}"
    return Interest(None, match.nature.rstrip(". "), match.as_class, "; ".join(match.chains), how)


def _held(nature: str, as_class: str, on: list[tuple[str, Interest]]) -> Held:
    """A class says by itself why it is concerned."""
    why = dict.fromkeys(each.why for _, each in on if each.why and not as_class)
    return Held(nature, as_class, tuple((number, each.how) for number, each in on), tuple(why))


@dataclass(frozen=True)
class Held:
    """One interest of somebody: the items that it touches, how it is known of each, and why it touches them."""

    nature: str
    as_class: str
    on: tuple[tuple[str, str], ...]  # the number of the item, how it is known
    why: tuple[str, ...]


@dataclass(frozen=True)
class Handled:
    """How somebody's interests are handled on an item: each committee's ruling, or who rules."""

    number: str
    rulings: tuple[tuple[str, str], ...]
    unruled: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PanelRow:
    """One person: their interests, and how they are handled item by item."""

    name: str
    interests: tuple[Held, ...]
    items: tuple[Handled, ...]


@dataclass(frozen=True)
class Box:
    """One ruling that this account may enter: a person on an item in a committee, as the form sends it."""

    value: str
    person: str
    number: str
    committee: str
    as_class: str
    item: int = 0
    who: int = 0
    chair: str = ""  # in whose name
    own: bool = False  # that is the reader
    ruled: str = ""  # how it is handled by the ruling in force, if there is one


@dataclass(frozen=True)
class ClassOf:
    """A class of people who have the same interest: one press rules on all of them."""

    name: str
    boxes: tuple[Box, ...]

    @property
    def about(self) -> str:
        """ "4 people, items 5 and 6"."""
        numbers = listed(dict.fromkeys(box.number for box in self.boxes))
        one = len({box.number for box in self.boxes}) == 1
        return f"{people(len({box.person for box in self.boxes}))}, item{'' if one else 's'} {numbers}"


@dataclass
class Panel:
    """Everything on the panel. ``items``: those on which an interest can still be declared."""

    record: Record
    actor: Actor
    question: str = QUESTION

    @cached_property
    def _open(self) -> tuple[ItemFacts, ...]:
        known = private_items_open_to(self.actor, self.record)
        return tuple(i for i in self.record.items if not is_private(self.record, i) or i.pk in known)

    @property
    def items(self) -> tuple[ItemFacts, ...]:
        return tuple(i for i in self._open if i.status is not Step.FINISHED and not is_standing_item(i))

    @cached_property
    def _interests(self) -> dict[int, dict[int, list[Interest]]]:
        return {item.pk: interests_on(self.record, item) for item in self._open}

    @cached_property
    def rows(self) -> tuple[PanelRow, ...]:
        people = dict.fromkeys(person for of_item in self._interests.values() for person in of_item)
        return tuple(sorted((self._row(person) for person in people), key=lambda row: row.name))

    def _row(self, person: int) -> PanelRow:
        held: dict[tuple[str, str], list[tuple[str, Interest]]] = {}
        items = []
        for item in self._open:
            interests = self._interests[item.pk].get(person, ())
            for each in interests:
                held.setdefault((each.nature, each.as_class), []).append((item.number, each))
            if interests:
                items.append(Handled(item.number, *self._rulings(item, person)))
        return PanelRow(self.record.name(person), tuple(_held(*what, on) for what, on in held.items()), tuple(items))

    def _rulings(self, item: ItemFacts, person: int):
        ruled, not_yet = [], []
        for sitting in self.record.who_decide_on(item, person):
            ruling = self.record.ruled(item, sitting, person)
            if ruling:
                ruled.append((sitting.name, name_of(ruling)))
            else:
                not_yet.append((sitting.name, self._ruler(sitting, item)[0]))
        return tuple(ruled), tuple(not_yet)

    def _ruler(self, sitting: SittingFacts, item: ItemFacts) -> tuple[str, bool]:
        """Who rules on an item in a committee, and whether this account may enter it."""
        key = (sitting.pk, item.pk)
        if key not in self._rulers:
            chair = who_rules(self.record, sitting, item)
            may = may_in_sitting(Act.RULE, self.actor, self.record, sitting, item=item, person=chair)
            self._rulers[key] = (self.record.name(chair) if chair is not None else "nobody yet", bool(may))
        return self._rulers[key]

    @cached_property
    def _rulers(self) -> dict[tuple[int, int], tuple[str, bool]]:
        return {}

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """The rulings that are not made yet and that this account may enter."""
        return tuple(box for box in self._boxes if not box.ruled)

    @property
    def ruled(self) -> tuple[Box, ...]:
        """The rulings in force that this account may change."""
        return tuple(box for box in self._boxes if box.ruled)

    @cached_property
    def _boxes(self) -> tuple[Box, ...]:
        return tuple(box for item in self._open for box in self._boxes_on(item))

    def _boxes_on(self, item: ItemFacts) -> Iterator[Box]:
        done = {r.sitting.pk for r in item.resolutions if r.announcement is not None}
        for person, interests in self._interests[item.pk].items():
            as_class = next((each.as_class for each in interests if each.as_class), "")
            for sitting in self.record.who_decide_on(item, person):
                chair, may = self._ruler(sitting, item)
                if sitting.pk in done or sitting.closed is not None or not may:
                    continue
                ruling = self.record.ruled(item, sitting, person)
                yield Box(
                    value=f"{item.pk}:{sitting.pk}:{person}",
                    person=self.record.name(person),
                    number=item.number,
                    committee=sitting.name,
                    as_class=as_class,
                    item=item.pk,
                    who=person,
                    chair=chair,
                    own=who_rules(self.record, sitting, item) == self.actor.person,
                    ruled=name_of(ruling) if ruling else "",
                )

    @property
    def classes(self) -> tuple[ClassOf, ...]:
        """Classes of more than one person that wait for a ruling: the GPs of several CCGs are ruled on as one."""
        return classes_of(self.boxes)


def classes_of(boxes: Iterable[Box]) -> tuple[ClassOf, ...]:
    """The classes of more than one person among these."""
    by_kind: dict[str, list[Box]] = {}
    for box in boxes:
        if box.as_class:
            by_kind.setdefault(box.as_class.partition(" of ")[0], []).append(box)
    return tuple(
        ClassOf(_called(kind, alike), tuple(alike))
        for kind, alike in by_kind.items()
        if len({box.person for box in alike}) > 1
    )


def _called(kind: str, boxes: list[Box]) -> str:
    """ "all GPs of Kingston and Merton"."""
    where = {box.as_class.partition(" of ")[2] for box in boxes} - {""}
    return f"{kind} of {listed(sorted(where))}" if where else kind
