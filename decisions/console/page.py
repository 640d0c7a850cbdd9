"""The whole console, and the one step that is next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.rights.words import listed
from committees.terms import (
    Act,
    Effect,
    Movement,
)
from decisions.answering import movement_words
from decisions.asked_for import asked_before
from decisions.consent_words import consent_lines
from decisions.console.deciding import declared_rows, parts_of
from decisions.console.declarations import Panel, is_standing_item
from decisions.console.inquorate import Bodies, WaysOut, ways_out
from decisions.console.people import sitting_row
from decisions.console.rows import DeclaredRow, Part, SittingRow
from decisions.console.shadowing import ShadowRow, shadow_rows
from decisions.facts import ItemFacts, Record
from decisions.gate import may_in_meeting
from decisions.minutes.advised import advice_lines
from decisions.minutes.shapes import AdviceLine
from decisions.models.acts import Step
from decisions.passed_on import recommended_lines
from decisions.reported_on import Told, told_on
from decisions.returned import vetoed_before
from decisions.stated.on_agendas import AboutItem, about_items
from decisions.withholding import are_public, since_words
from practices.clock import LONDON

_ONLY = {
    Effect.DECIDES: "",
    Effect.RECOMMENDS: ", to recommend",
    Effect.RECORDS_A_VIEW: ", to record a view",
    None: ", without a say",
}


@dataclass
class Console:
    """The whole page."""

    record: Record
    actor: Actor
    item: ItemFacts | None
    sittings: tuple[SittingRow, ...]
    declared: tuple[DeclaredRow, ...] = ()
    parts: tuple[Part, ...] = ()
    panel: Panel | None = None  # on declarations, where it is asked for or the item is the one on them
    ways_out: tuple[WaysOut, ...] = ()  # of committees that are not quorate for the item being taken
    asked: tuple[str, ...] = ()  # what was asked when its matter was put off in an earlier meeting
    vetoed: tuple[str, ...] = ()  # what NHS England vetoed of the item in an earlier meeting, and why
    shadows: tuple[ShadowRow, ...] = ()  # of committees that shadow those whose item it is; nobody's decisions

    @cached_property
    def may_run(self) -> Verdict:
        """Whether this account may run the meeting at all."""
        return may_in_meeting(Act.RUN_AGENDA, self.actor, self.record)

    @cached_property
    def may_look(self) -> Verdict:
        """Whether this account may look at the console: who may run the meeting, and after it is closed who could."""
        return Verdict.of(reason for reason in self.may_run.reasons if not reason.code.endswith(".sitting_closed"))

    @property
    def meeting(self):
        return self.record.meeting

    @property
    def present(self) -> int:
        return len(self.record.present())

    @property
    def live(self) -> bool:
        """Whether the item shown is the one being taken."""
        return self.item is not None and self.item is self.record.current

    @property
    def all_quorate(self) -> bool:
        return all(row.quorum for row in self.sittings)

    @property
    def concerned_quorate(self) -> bool:
        return all(row.quorum for row in self.concerned)

    @property
    def troubled(self) -> tuple[SittingRow, ...]:
        """Committees that are not quorate, or would not be if one more left."""
        return tuple(row for row in self.sittings if not row.quorum or row.one_away)

    @property
    def concerned(self) -> tuple[SittingRow, ...]:
        if self.item is None:
            return self.sittings
        return tuple(row for row in self.sittings if row.sitting.pk in self.item.purposes)

    @property
    def stands(self):
        """For each committee concerned: its row, and what it may do about this matter."""
        return tuple((row, self.record.standpoint(row.sitting, self.item)) for row in self.concerned)

    @property
    def consent(self) -> tuple[str, ...]:
        """Where NHS England's consent stands, of each committee that needs it."""
        return consent_lines(self.record, self.item) if self.item is not None else ()

    @cached_property
    def about(self) -> AboutItem | None:
        """The kind of the item shown, its facts in short, and what is to be stated before a vote."""
        if self.item is None:
            return None
        return about_items(self.actor, self.record, [self.item], inside=True).get(self.item.pk)

    @property
    def who_decides(self) -> str:
        """The committees concerned in a line, and which of them decide nothing and only recommend or record a view."""
        by_effect: dict[Effect | None, list[str]] = {}
        for row, standpoint in self.stands:
            by_effect.setdefault(standpoint.effect, []).append(row.sitting.name)
        everybody = len(by_effect) == 1 and len(self.concerned) == len(self.sittings) > 2
        said = (
            (f"all {len(names)} committees" if everybody else listed(names)) + _ONLY[effect]
            for effect, names in by_effect.items()
        )
        return "; ".join(said)

    @property
    def movements(self) -> list[tuple[int, str]]:
        """Attendance in force, the latest first, in words."""
        return [
            (
                act.pk,
                f"{act.happened_at.astimezone(LONDON):%H:%M} {self.record.name(act.person_id)}, "
                f"{movement_words(act.movement, self.meeting)}",
            )
            for act in reversed(self.record.movements())
        ]

    @property
    def started(self) -> bool:
        return any(act.movement in (Movement.CAME, Movement.RETURNED) for act in self.record.attendance)

    @property
    def said_aloud(self) -> tuple[DeclaredRow, ...]:
        """Those who declared: what the registers show, and nobody has said, is not for everybody in the room."""
        return tuple(row for row in self.declared if row.declared)

    @property
    def unruled(self) -> tuple[DeclaredRow, ...]:
        return tuple(row for row in self.declared if row.unruled)

    @cached_property
    def advice(self) -> tuple[AdviceLine, ...]:
        """What an advisory panel advised on the item."""
        return advice_lines(self.record, self.item) if self.item is not None else ()

    @property
    def advice_to_answer(self) -> tuple[AdviceLine, ...]:
        """Advice to a committee in this account's hands that has decided since, and has not said whether it followed."""
        hands = {_committee(row) for row in self.sittings if row.hands.runs or self.actor.on(_committee(row))}
        return tuple(line for line in self.advice if line.waits and line.committee in hands)

    @property
    def public_papers(self) -> str:
        """Since when the item's papers are public, where any are: what is withheld then was there to be read."""
        papers = are_public(self.item.row, self.meeting, self.item.papers) if self.item is not None else ()
        return since_words(papers) if papers else ""

    @property
    def rulable(self) -> tuple[DeclaredRow, ...]:
        """Those of them whose ruling this account may enter."""
        return tuple(row for row in self.declared if row.yours)

    @property
    def retractable(self) -> tuple[DeclaredRow, ...]:
        """Declarations that this account may take back."""
        return tuple(row for row in self.declared if row.records)

    @property
    def recorded_for(self) -> tuple[SittingRow, ...]:
        """The committees in whose members' names this account writes."""
        return tuple(row for row in self.sittings if row.hands.records)

    @property
    def closable(self) -> tuple[SittingRow, ...]:
        """The committees whose meeting this account may close."""
        return tuple(row for row in self.sittings if row.closes)

    @property
    def unclosable(self) -> tuple[SittingRow, ...]:
        """Those whose procedure this account runs, and whose meeting it cannot close yet."""
        return tuple(row for row in self.sittings if row.sitting.closed is None and row.hands.runs and not row.closes)

    @property
    def deferrable(self) -> tuple[SittingRow, ...]:
        """The committees concerned for which this account may put the item off."""
        return tuple(row for row in self.concerned if row.defers)

    @property
    def rules_for(self) -> tuple[SittingRow, ...]:
        """The committees concerned whose rulings this account may enter."""
        return tuple(row for row in self.concerned if row.hands.rules)

    @property
    def headless(self) -> tuple[SittingRow, ...]:
        """The committees concerned over which nobody presides, and for which this account may record an election."""
        return tuple(row for row in self.concerned if row.hands.runs and not row.presides)

    @property
    def reported(self) -> tuple[Told, ...]:
        """What was decided outside a meeting and is put before this one, on the item shown."""
        return told_on(self.item) if self.item is not None else ()

    @property
    def recommended(self) -> tuple[str, ...]:
        """What a committee that passed the item on recommends."""
        return recommended_lines(self.item) if self.item is not None else ()

    @property
    def next_item(self) -> ItemFacts | None:
        """The item to take after this one."""
        ahead = self.record.next_item
        return ahead if ahead is not self.item or not self.live else None

    @property
    def step(self) -> str:
        """The one thing that is next: see the template of that name."""
        if self.record.closed:
            return "closed"
        if not self.started:
            return "roll_call"
        if self.item is None:
            return "begin" if self.record.next_item else "close"
        if not self.live:
            return "begin_this" if self.item.status != Step.FINISHED else "past"
        if self.unruled:
            return "rule"
        if any(not part.done for part in self.parts):
            return "decide"
        return "next"

    @property
    def part(self) -> Part | None:
        """The part being decided: the first that is not done."""
        return next((part for part in self.parts if not part.done), None)


def _committee(row: SittingRow) -> int:
    return row.sitting.committee.id


def build(
    record: Record, actor: Actor, item: int | None = None, *, declarations: bool = False, bodies: Bodies | None = None
) -> Console:
    """The console on an item (None: the current one). An item of another meeting is a KeyError.

    ``declarations``: with the panel of everybody's interests; ``bodies``: how to find the committees above those of the
    meeting, asked only where one is not quorate for the item being taken.
    """
    shown = record.item_by_id[item] if item is not None else record.current
    called: set[int] = set()
    sittings = tuple(sitting_row(record, actor, sitting, shown, called) for sitting in record.sittings.values())
    console = Console(record=record, actor=actor, item=shown, sittings=sittings)
    if declarations or is_standing_item(shown):
        console.panel = Panel(record, actor)
    if shown is not None:
        console.asked = asked_before(record).get(shown.pk, ())
        console.vetoed = tuple(each.sentence for each in vetoed_before(record).get(shown.pk, ()))
        by_sitting = {row.sitting.pk: row for row in sittings}
        console.declared = declared_rows(record, actor, shown, by_sitting)
        console.parts = parts_of(record, actor, shown, by_sitting)
        console.shadows = shadow_rows(record, actor, shown, sittings, live=console.live)
        if bodies is not None and console.live:
            console.ways_out = ways_out(record, actor, shown, sittings, bodies)
    return console
