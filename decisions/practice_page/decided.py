"""Every decision about a practice that a reader may know, in lines: where, when, what came of it, since when in effect.

Across CCGs, and of the practices that it comes from or went on in. What a reader may not know is not there, nor counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from committees.kinds import kind_label
from committees.powers import Actor
from committees.rights.words import day_words, listed
from committees.terms import Effect, Outcome, Route, VetoState
from decisions.facts import last
from decisions.models import AgendaItem, Announcement, Deferral, EffectApplied, Matter, OutsideDecision
from decisions.outcome import london_day
from decisions.outside.as_known import PRIVATE
from decisions.outside.kept import KeptDecisions, kept_decisions
from decisions.practice_page.notices import Served, served_by
from decisions.practice_page.readable import Readable, readable
from decisions.practice_page.rows import Rows, changed_by, rows_about
from decisions.vetoes import veto_of_row
from decisions.worth import COLOURS

PRIVATE_EFFECT = "A decision that is not public changed the record of this practice."
#: What a vote that decides nothing has come to, in a word.
ONLY = {Effect.RECOMMENDS.value: ("recommended", "grey"), Effect.RECORDS_A_VIEW.value: ("view recorded", "grey")}


@dataclass(frozen=True)
class Line:
    """What one committee did: ``said`` as it was read out or published, ``word`` and ``colour`` of its tag."""

    who: str
    part: str
    said: str
    word: str
    colour: str


@dataclass(frozen=True)
class Business:
    """One matter where it was dealt with: at a meeting, between meetings, or only begun.

    ``about``: other practices that it names; ``effects``: since when what was changed; ``pages``: (words, address);
    ``anchor``: of the latest line of a matter, to which what it changed leads.
    """

    day: date
    title: str
    kind: str
    where: str
    private: bool
    made_up: bool
    about: tuple[str, ...]
    lines: tuple[Line, ...]
    effects: tuple[str, ...]
    held: tuple[str, ...]
    pages: tuple[tuple[str, str], ...]
    matter: int
    anchor: str = ""


@dataclass(frozen=True)
class Changed:
    """A decision changed this practice's record: since when, what, and the decision with its address, where it is public."""

    day: date
    sentences: tuple[str, ...]
    title: str
    href: str


@dataclass(frozen=True)
class Decided:
    """``served``: the notices that decisions served which the reader knows; ``unknown``: those that others did."""

    business: tuple[Business, ...]
    changed: tuple[Changed, ...]
    more: bool = False
    served: frozenset[Served] = frozenset()
    unknown: frozenset[Served] = frozenset()


def decided(actor: Actor, practice: int, practices: Iterable[int], today: date) -> Decided:
    """What was decided about ``practice``, and the others of ``practices`` with which it merged, as the reader may know it.

    The number of queries does not grow with the decisions; see ``readable`` for what is private.
    """
    rows = rows_about(list(practices))
    held = {row.limb_id for row in rows.held}
    kept = kept_decisions(actor, held, today) if held else KeptDecisions()
    told = _Told(rows, readable(actor, rows, today), practice, today, kept)
    served, unknown = told.served(known=True), told.served(known=False)
    return Decided(told.business(), told.changed(), told.readable.more, served, unknown)


class _Told:
    """The rows of one page, told to one reader."""

    def __init__(self, rows: Rows, of: Readable, practice: int, today: date, kept: KeptDecisions):
        self.rows, self.readable, self.practice, self.today, self.kept = rows, of, practice, today, kept
        self.by_item: Mapping[int, list[Line]] = self._lines()
        self.item_of = {act.resolution_id: act.resolution.item_id for act in rows.announced}
        self.item_of |= {told.resolution_id: told.resolution.item_id for told in rows.published}
        self.effects: dict[int, list[EffectApplied]] = defaultdict(list)
        for effect in rows.effects:
            if self._is_known(effect):
                self.effects[effect.matter_id].append(effect)

    def business(self) -> tuple[Business, ...]:
        found = [self._at(item) for item in self.rows.items if item.pk in self.readable.items]
        found += [self._between(row) for row in self.rows.outside if row.pk in self.readable.outside]
        told = {item.matter_id for item in self.rows.items} | {row.matter_id for row in self.rows.outside}
        for matter, committee in sorted(self.readable.books):
            if matter not in told:
                told.add(matter)
                found.append(self._begun(self.rows.matters[matter], committee))
        found.sort(key=lambda each: (each.day, each.title), reverse=True)
        first = {each.matter: place for place, each in reversed(list(enumerate(found)))}
        return tuple(
            replace(each, anchor=f"matter-{each.matter}") if first[each.matter] == place else each
            for place, each in enumerate(found)
        )

    def changed(self) -> tuple[Changed, ...]:
        """What changed the record of the practice itself."""
        here = changed_by([effect.pk for effect in self.rows.effects], self.practice) if self.rows.effects else ()
        found = [self._changed(effect) for effect in self.rows.effects if effect.pk in here]
        return tuple(sorted(found, key=lambda each: each.day, reverse=True))

    def served(self, *, known: bool) -> frozenset[Served]:
        """The notices that the effects served which the reader knows, or those that they do not."""
        found = (effect for effect in self.rows.effects if (effect in self.effects.get(effect.matter_id, ())) is known)
        return frozenset(each for effect in found for each in served_by(self.rows.matters[effect.matter_id], effect))

    def _lines(self) -> dict[int, list[Line]]:
        found: dict[int, list[Line]] = defaultdict(list)
        for act in self.rows.announced:
            said = act.sentence.removeprefix(f"{act.resolution.sitting.committee.short_name}: ")
            word, colour = self._worth(act)
            found[act.resolution.item_id].append(
                Line(act.resolution.sitting.committee.short_name, act.resolution.limb.letter, said, word, colour)
            )
        for told in self.rows.published:
            outcome = Outcome(told.outcome)
            found[told.resolution.item_id].append(
                Line(
                    told.resolution.sitting.committee.short_name,
                    told.resolution.limb.letter,
                    told.words or "As published, without its words.",
                    outcome.label,
                    COLOURS.get(outcome, "grey"),
                )
            )
        for put_off in self.rows.deferrals:
            found[put_off.item_id].append(
                Line(put_off.sitting.committee.short_name, "", _put_off(put_off), "deferred", "yellow")
            )
        return found

    def _worth(self, act: Announcement) -> tuple[str, str]:
        outcome = Outcome(act.outcome)
        if act.opening is None:
            return outcome.label, COLOURS.get(outcome, "grey")
        if act.opening.effect in ONLY:
            return ONLY[act.opening.effect]
        agreed = last(act.opening.agreements.all())
        if outcome is Outcome.AWAITS_AGREEMENT and agreed is not None:
            outcome = Outcome.CARRIED if agreed.given else Outcome.AGREEMENT_REFUSED
        if outcome is Outcome.CARRIED and act.opening.veto:
            stands = veto_of_row(act, self.today)
            if stands is VetoState.USED:
                outcome = Outcome.VETOED
            elif stands is VetoState.OPEN:
                return "carried, open to veto", "yellow"
        return outcome.label, COLOURS.get(outcome, "grey")

    def _at(self, item: AgendaItem) -> Business:
        committees = [each.sitting.committee.short_name for each in item.purposes.all()]
        lines = tuple(self.by_item.get(item.pk, ())) or (Line("", "", _not_decided(item, self.today), "", ""),)
        where = f"{listed(committees)}, " if committees else ""
        pages = [("The meeting", f"{reverse('meeting', args=[item.meeting_id])}#item-{item.number}")]
        return self._told(item.matter, item.meeting.date, f"{where}item {item.number}", item.private, lines, pages)

    def _between(self, row: OutsideDecision) -> Business:
        line = Line(row.committee.short_name, "", row.text, Route(row.route).label.partition(",")[0], "blue")
        where = f"{row.committee.short_name}, between meetings"
        public = hasattr(row, "report") and row.report.item_id in self.readable.items
        return self._told(self.rows.matters[row.matter_id], london_day(row), where, not public, (line,), [])

    def _begun(self, matter: Matter, committee: int) -> Business:
        line = Line("", "", "Nothing is decided yet.", "being dealt with", "grey")
        return self._told(matter, matter.raised_on or self.today, "Between meetings", True, (line,), [])

    def _told(self, matter: Matter, day: date, where: str, private: bool, lines, pages) -> Business:
        own = next((pk for pk, _ in sorted(self.readable.books) if pk == matter.pk), None)
        if own is not None:
            committee = next(c for m, c in sorted(self.readable.books) if m == matter.pk)
            pages = [*pages, ("The matter", reverse("matter_outside", args=[committee, matter.pk]))]
        known = {(row.matter_id, row.committee_id) for row in self.rows.held} & self.readable.books
        others = [each for each in self.rows.matters[matter.pk].practices.all() if each.pk != self.practice]
        return Business(
            day=day,
            title=matter.title,
            kind=kind_label(matter.kind) if matter.kind else "",
            where=where,
            private=private,
            made_up=matter.made_up,
            about=tuple(f"{each.name_on(day)} ({each.ods_code})" for each in others),
            lines=lines,
            effects=tuple(_in_effect(effect) for effect in self.effects.get(matter.pk, ())),
            held=tuple(
                PRIVATE if self.kept.committees(row.limb_id) else row.reason
                for row in self.rows.held
                if row.matter_id == matter.pk and (row.matter_id, row.committee_id) in known
            ),
            pages=tuple(pages),
            matter=matter.pk,
        )

    def _is_known(self, effect: EffectApplied) -> bool:
        """Whether the reader may know one of the decisions that it rests on."""
        for kind, key in effect.decided_by:
            if kind == "resolution" and self.item_of.get(key) in self.readable.items:
                return True
            if kind == "outside" and key in self.readable.outside:
                return True
        return any(
            (effect.matter_id, committee) in self.readable.books for committee in self.rows.books[effect.matter_id]
        )

    def _changed(self, effect: EffectApplied) -> Changed:
        matter = self.rows.matters[effect.matter_id]
        if effect not in self.effects.get(effect.matter_id, ()):
            return Changed(effect.on_day, (PRIVATE_EFFECT,), "", "")
        return Changed(effect.on_day, tuple(effect.changes), matter.title, f"#matter-{matter.pk}")


def _put_off(act: Deferral) -> str:
    if act.passed_to is not None:
        return f"Passed to {act.passed_to.short_name}. {act.reason}"
    until = f" Not to come back before {day_words(act.not_before)}." if act.not_before else ""
    asked = f" Asked for: {act.asked_for.rstrip('.')}." if act.asked_for else ""
    why = f" {act.reason.rstrip('.')}." if act.reason else ""
    return f"Put off to a later meeting.{why}{asked}{until}"


def _not_decided(item: AgendaItem, today: date) -> str:
    if item.meeting.date >= today:
        return "On the agenda of a meeting to come." if item.meeting.date > today else "On the agenda today."
    return "No decision is on record."


def _in_effect(effect: EffectApplied) -> str:
    part = f"part ({effect.limb.letter}), " if effect.limb.letter else ""
    return f"In effect, {part}since {day_words(effect.on_day)}."
