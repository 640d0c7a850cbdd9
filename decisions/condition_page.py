"""The page of one decision's conditions: what became of each, and the form of who may say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from committees.models import Account, Arrangement
from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.rights.words import day_words, listed
from committees.terms import ConditionState, Level, Outcome
from decisions.awaited import whom
from decisions.condition_forms import Became
from decisions.conditions import Hangs, Standing, became, decided_on, hangs, outcome_on_record, standings
from decisions.facts import Record, ResolutionFacts
from decisions.forms import key_in
from decisions.gate import may_record_condition
from decisions.journal.told import told_recorder
from decisions.minutes.load import decision_words
from decisions.models import Announcement, ConditionOutcome, Resolution
from decisions.readers import private_items
from practices import clock

#: Decisions that are offered as the one that met a condition.
OFFERED = 30
COLOURS = {
    ConditionState.AWAITED: "yellow",
    ConditionState.DISCHARGED: "green",
    ConditionState.FAILED: "red",
    ConditionState.LAPSED: "red",
}


@dataclass(frozen=True)
class Entry:
    """Something recorded of a condition: what, when and by whom. ``replaced``: another entry took its place."""

    what: str
    day: date
    recorded_at: datetime | None
    by: str
    met_by: str
    reason: str
    replaced: bool


@dataclass
class ConditionRow:
    """One condition on the page. ``form``: None for who may not record what became of it."""

    standing: Standing
    whom: str
    state: str
    became: str
    colour: str
    overdue: bool
    entries: tuple[Entry, ...]
    form: Became | None = None

    @property
    def heading(self) -> str:
        """What tells it from the others: the committee that is awaited, or else its own words."""
        row = self.standing.condition
        return row.awaits.name if row.awaits is not None else row.text

    @property
    def corrects(self) -> bool:
        return self.standing.state is not ConditionState.AWAITED


@dataclass
class ConditionPage:
    """``may``: whether this account may record what became of any of them, with the reasons."""

    resolution: ResolutionFacts
    hangs: Hangs
    outcome: Outcome | None
    may: Verdict
    rows: list[ConditionRow] = field(default_factory=list)
    sent: ConditionRow | None = None
    levels: str = ""


def condition_page(actor: Actor, record: Record, of: ResolutionFacts, data: Mapping | None) -> ConditionPage:
    """The page as this account sees it; ``data``: a form that it sent."""
    every = standings(of)
    verdicts = [_may(actor, record, of, each) for each in every] or [may_record_condition(actor, record, of, None)]
    may = next((verdict for verdict in verdicts if verdict), verdicts[0])
    told = _Names.of(every)
    may_have_met = _may_have_met(of, every) if may else {}
    page = ConditionPage(of, hangs(of), outcome_on_record(of), may, levels=_levels(of))
    chosen = key_in(data.get("condition")) if data is not None else None
    for each, verdict in zip(every, verdicts, strict=False):
        row = _row(each, told)
        if verdict:
            mine = data if each.condition.pk == chosen else None
            row.form = Became(mine, standing=each, met_by=may_have_met.get(each.condition.awaits_id or 0, ()))
            page.sent = row if mine is not None else page.sent
        page.rows.append(row)
    return page


def _may(actor: Actor, record: Record, of: ResolutionFacts, each: Standing) -> Verdict:
    correcting = each.state is not ConditionState.AWAITED
    return may_record_condition(actor, record, of, each, replacing=correcting)


@dataclass(frozen=True)
class _Names:
    """Who recorded, and the decisions that met a condition, in words. Two queries at most."""

    accounts: dict[int, str]
    decisions: dict[int, str]

    @classmethod
    def of(cls, every: tuple[Standing, ...]) -> _Names:
        acts = [act for each in every for act in each.acts]
        accounts = Account.objects.filter(pk__in={act.recorded_by_id for act in acts} - {None}) if acts else ()
        met_by = {act.met_by_id for act in acts} - {None}
        rows = Resolution.objects.filter(pk__in=met_by).select_related("sitting__committee", "item__meeting")
        return cls(
            {row.pk: row.person.name if hasattr(row, "person") else str(row) for row in accounts},
            {row.pk: decision_words(row) for row in rows} if met_by else {},
        )


def _row(each: Standing, told: _Names) -> ConditionRow:
    return ConditionRow(
        standing=each,
        whom=whom(each.condition),
        state=each.state.label,
        became=became(each),
        colour=COLOURS[each.state],
        overdue=each.overdue(clock.today()),
        entries=tuple(_entry(act, act is not each.act, told) for act in each.acts),
    )


def _entry(act: ConditionOutcome, replaced: bool, told: _Names) -> Entry:
    by = told_recorder(act) or told.accounts.get(act.recorded_by_id or 0, "")
    return Entry(
        what=ConditionState(act.state).label,
        day=act.on_day,
        recorded_at=act.happened_at if by or not act.imported_line else None,
        by=by or ("" if act.imported_line else "nobody: its time was over"),
        met_by=told.decisions.get(act.met_by_id or 0, ""),
        reason=act.reason,
        replaced=replaced,
    )


def _may_have_met(of: ResolutionFacts, every: tuple[Standing, ...]) -> dict[int, list[tuple[int, str]]]:
    """Carried decisions of the committees that are awaited, open to the public, made since; newest first. One query."""
    awaited = {each.condition.awaits_id for each in every} - {None}
    if not awaited:
        return {}
    announced = Announcement.objects.standing().filter(outcome=Outcome.CARRIED)
    rows = Resolution.objects.filter(
        Q(pk__in=announced.values("resolution")) | Q(published__outcome=Outcome.CARRIED),
        ~private_items("item__"),
        sitting__committee__in=awaited,
        item__meeting__date__gte=decided_on(of),
    ).select_related("sitting", "item__meeting", "item__matter", "limb")
    found: dict[int, list[tuple[int, str]]] = {}
    for row in rows.order_by("-item__meeting__date", "item__order", "limb__letter"):
        offered = found.setdefault(row.sitting.committee_id, [])
        if len(offered) < OFFERED and row.pk != of.pk:
            offered.append((row.pk, _offered(row)))
    return found


def _offered(row: Resolution) -> str:
    letter = f", part ({row.limb.letter})" if row.limb.letter else ""
    return f"{day_words(row.item.meeting.date)}, item {row.item.number}, {row.item.matter.title}{letter}"


def _levels(of: ResolutionFacts) -> str:
    """What the arrangements on record say of level 3, where a condition speaks of it. It is no entry of the record."""
    if not any("level 3" in each.text.casefold() for each in of.conditions):
        return ""
    ccgs = [ccg.code for ccg in of.sitting.committee.ccgs]
    rows = Arrangement.objects.filter(ccg__ods_code__in=ccgs, level=Level.DELEGATED.value, starts_on__lte=clock.today())
    since: dict[date, list[str]] = {}
    for row in rows.filter(ends_on__isnull=True).select_related("ccg").order_by("starts_on", "ccg__short_name"):
        since.setdefault(row.starts_on, []).append(row.ccg.short_name)
    if not since:
        return "The arrangements on record show none of the committee's CCGs at level 3."
    told = "; ".join(f"{listed(names)} since {day_words(day)}" for day, names in since.items())
    return f"The arrangements on record show at level 3: {told}."
