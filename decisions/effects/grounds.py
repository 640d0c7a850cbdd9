"""The decisions that parts of matters rest on, loaded in a fixed number of queries, however many the parts and meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from committees.facts import Law, ccg_facts, load_law
from committees.kinds import KINDS, facts
from committees.rights.words import day_words, listed
from committees.rights.world import Ccg
from committees.terms import Effect, Function, Outcome, Route, Verb, VetoState
from decisions.awaited import whom
from decisions.conditions import Takes, decided_on, outcome_on_record, standings, weigh
from decisions.effects.frozen import Frozen, as_stated, kept_with, of_outside, verb_outside
from decisions.effects.ready import Ground, Ready, ready
from decisions.facts import ItemFacts, ResolutionFacts, SittingFacts
from decisions.facts.decided_outside import decided_for, decided_outside_on
from decisions.models import (
    Announcement,
    Condition,
    EffectApplied,
    Limb,
    Motion,
    Opening,
    OutsideDecision,
    Resolution,
)
from decisions.outcome import confirmed_on, london_day, veto_last_day, veto_once_carried
from practices import clock

#: What leaves nothing of a motion that would have changed something.
REFUSED = (Outcome.NOT_CARRIED, Outcome.TIED, Outcome.AGREEMENT_REFUSED)


@dataclass(frozen=True)
class Part:
    """A part of a matter, the decisions on it, and what it came to. ``effect``: what it changed, once it has."""

    limb: Limb
    ccgs: tuple[Ccg, ...]
    answer: Ready
    grounds: tuple[Ground, ...] = ()
    effect: EffectApplied | None = None

    @property
    def stated(self) -> Frozen:
        return as_stated(self.limb.matter, self.limb, [ccg.code for ccg in self.ccgs])


def load_parts(limbs: QuerySet[Limb] | Collection[int], today: date) -> dict[int, Part]:
    """These parts (keys) and what was decided on them, as it stands on ``today``. At most twenty-five queries."""
    if not isinstance(limbs, QuerySet):
        limbs = Limb.objects.filter(pk__in=limbs)
    rows = list(limbs.select_related("matter", "effect").prefetch_related("matter__ccgs").order_by("matter", "letter"))
    if not rows:
        return {}
    ccgs = {row.pk: tuple(ccg_facts(ccg) for ccg in row.matter.ccgs.all()) for row in rows}
    outside = decided_outside_on({row.matter_id for row in rows})
    found = _resolutions([row.pk for row in rows])
    bodies = {of.sitting.row.committee_id for each in found.values() for of in each}
    law = load_law(
        {ccg.pk for row in rows for ccg in row.matter.ccgs.all()}, also=bodies | {each.committee_id for each in outside}
    )
    parts = {}
    for row in rows:
        grounds = [
            *(ground for of in found[row.pk] for ground in _of_meeting(of, row, ccgs[row.pk], law, today)),
            *(ground for each in outside for ground in _of_outside(each, row, ccgs[row.pk], law)),
        ]
        names = {ccg.code: ccg.name for ccg in ccgs[row.pk]}
        stated = as_stated(row.matter, row, names)
        parts[row.pk] = Part(
            row, ccgs[row.pk], ready(stated, grounds, names), tuple(grounds), getattr(row, "effect", None)
        )
    return parts


# --- In meetings ---
def _resolutions(limbs: Collection[int]) -> dict[int, list[ResolutionFacts]]:
    """The decisions on these parts, with no more of their meetings than an outcome hangs on."""
    conditions = Condition.objects.select_related("awaits").prefetch_related("outcomes").order_by("number")
    openings = Opening.objects.select_related("closing").prefetch_related("agreements", "casting_votes")
    rows = Resolution.objects.filter(limb__in=limbs).select_related(
        "limb", "item__meeting", "sitting__committee", "sitting__closed", "published"
    )
    rows = rows.prefetch_related(
        "sitting__committee__ccgs",
        "withdrawals",
        Prefetch("motions", Motion.objects.order_by("pk").prefetch_related(Prefetch("conditions", conditions))),
        Prefetch("openings", openings.order_by("pk")),
        Prefetch("announcements", Announcement.objects.order_by("pk").prefetch_related("vetoes")),
    )
    found: dict[int, list[ResolutionFacts]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.limb_id].append(_facts(row))
    return found


def _facts(row: Resolution) -> ResolutionFacts:
    """A decision as the acts tell it; its votes are not looked at: an announced result needs none of them."""
    sitting = SittingFacts(
        row=row.sitting,
        committee=None,  # type: ignore[arg-type]
        terms=None,
        terms_row=None,
        seats=(),
        appointments=(),
        closed=getattr(row.sitting, "closed", None),
    )
    item = ItemFacts(row=row.item, matter=None, ccgs=())  # type: ignore[arg-type]
    of = ResolutionFacts(row=row, item=item, sitting=sitting, limb=row.limb)
    of.motions, of.openings = list(row.motions.all()), list(row.openings.all())
    of.announcements, of.withdrawals = list(row.announcements.all()), list(row.withdrawals.all())
    of.published = getattr(row, "published", None)
    of.closings = [each.closing for each in of.openings if hasattr(each, "closing")]
    of.agreements = [act for each in of.openings for act in each.agreements.all()]
    of.casting_votes = [act for each in of.openings for act in each.casting_votes.all()]
    of.vetoes = [act for each in of.announcements for act in each.vetoes.all()]
    for motion in of.motions:
        of.conditions_of[motion.pk] = list(motion.conditions.all())
        of.condition_outcomes += [act for each in motion.conditions.all() for act in each.outcomes.all()]
    of.condition_outcomes.sort(key=lambda act: act.pk)
    return of


def _of_meeting(of: ResolutionFacts, limb: Limb, ccgs: Collection[Ccg], law: Law, today: date) -> Iterator[Ground]:
    """What one decision in a meeting is for the part; nothing where it decides nothing."""
    body = law.committees[of.sitting.row.committee_id]
    own = frozenset(ccg.code for ccg in ccgs if ccg in body.ccgs)
    frozen = kept_with([*reversed(of.openings), *of.announcements])
    verb = Verb(of.verb)
    acts = _acts(frozen, limb, verb)
    if not own or not (acts or verb is Verb.REJECT) or not _decides(of, limb, ccgs, law):
        return
    told = _told(of, acts=acts, today=today)
    if told is None:
        return
    on = day_words(decided_on(of))
    part = f", part {limb.letter}" if limb.letter else ""
    yield Ground(
        kind="resolution",
        key=of.pk,
        committee=body.id,
        by=of.sitting.name,
        what=f"{of.sitting.name} on {on} (item {of.item.number}{part})",
        ccgs=own,
        decided_on=decided_on(of),
        moment=datetime.combine(decided_on(of), of.item.row.meeting.starts_at, clock.LONDON),
        verb=verb,
        passed_on=told.passed_on,
        waits=told.waits,
        ended=told.ended,
        refused=told.refused,
        frozen=frozen,
    )


def _acts(frozen: Frozen | None, limb: Limb, verb: Verb) -> bool:
    """Whether this verb changes something, on the facts of the decision or, where those were not kept, as stated."""
    for on in (frozen, as_stated(limb.matter, limb)):
        kind = KINDS.get(on.kind) if on is not None else None
        if kind is not None and on is not None and kind.acts(verb, facts.given(kind, on.matter, on.part)):
            return True
    return False


def _decides(of: ResolutionFacts, limb: Limb, ccgs: Collection[Ccg], law: Law) -> bool:
    """As fixed when voting opened; of what was noted or is known as published, what the committee could that day."""
    if of.opening is not None:
        return of.opening.effect == Effect.DECIDES
    body = law.committees[of.sitting.row.committee_id]
    stand = law.standpoint(body, Function(limb.matter.function), ccgs, decided_on(of))
    return stand.effect is Effect.DECIDES


@dataclass(frozen=True)
class _Told:
    passed_on: date | None = None
    waits: tuple[str, ...] = ()
    ended: str = ""
    refused: bool = False


def _told(of: ResolutionFacts, *, acts: bool, today: date) -> _Told | None:
    """What a decision waits for, why it has ended, or from which day nothing more is awaited; None: it decided nothing."""
    whose, outcome = f"{of.sitting.name}'s decision of {day_words(decided_on(of))}", _outcome(of)
    if outcome is None and of.recalled is not None and not of.withdrawn:
        return _Told(waits=(f"{whose} is taken back to put its record right, and its result is not announced anew.",))
    if outcome is None and of.opening is not None and not of.withdrawn:
        return _Told(waits=(f"{of.sitting.name} has not announced the result of its vote.",))
    if outcome is Outcome.AWAITS_AGREEMENT:
        return _Told(waits=(f"NHS England has not said whether it agrees to {whose}.",))
    if outcome in REFUSED:
        text = f"{of.sitting.name} did not carry it on {day_words(decided_on(of))}."
        return _Told(ended=text, refused=True) if acts else None
    if outcome is Outcome.NOTED and acts:
        return _Told(passed_on=decided_on(of))
    if outcome is not Outcome.CARRIED:
        return None
    if not acts:
        return _Told(ended=f"{of.sitting.name} rejected it on {day_words(decided_on(of))}.", refused=True)
    return _of_carried(of, whose, today)


def _outcome(of: ResolutionFacts) -> Outcome | None:
    """As announced or published, with NHS England's veto and agreement."""
    if of.announcement is not None and of.agreement is not None and not (of.veto and of.veto.used):
        return Outcome.CARRIED if of.agreement.given else Outcome.AGREEMENT_REFUSED
    return outcome_on_record(of)


def _of_carried(of: ResolutionFacts, whose: str, today: date) -> _Told | None:
    """Its window, its agreement and its conditions: the last of them gives the day."""
    days, waits = [decided_on(of)], []
    state = veto_once_carried(of, today) if of.published is None else VetoState.NONE
    if state is VetoState.OPEN:
        last = veto_last_day(of)
        until = f"the end of {day_words(last)}" if last else f"{of.sitting.name} closes its meeting"
        waits.append(f"NHS England can veto {whose} until {until}.")
    elif state is VetoState.LAPSED and (confirmed := confirmed_on(of)) is not None:
        days.append(confirmed)
    elif of.veto is not None and of.veto.waived:
        days.append(london_day(of.veto))
    if of.agreement is not None:
        days.append(london_day(of.agreement))
    hangs = weigh(standings(of), Outcome.CARRIED)
    if hangs.takes is Takes.NO_EFFECT:
        return _Told(ended=f"{whose}: {hangs.words}")
    if hangs.takes is Takes.AWAITS:
        waits += [f"{whose} hangs on this: {_condition(each.condition)}." for each in hangs.open]
    elif hangs.since is not None:
        days.append(hangs.since)
    return _Told(waits=tuple(waits)) if waits else _Told(passed_on=max(days))


def _condition(condition: Condition) -> str:
    by = f"by {day_words(condition.due_on)}" if condition.due_on else ""
    more = ", ".join(filter(None, [whom(condition), by]))
    text = condition.text.strip().rstrip(".")
    return f"{text} ({more})" if more else text


# --- Outside meetings ---
def _of_outside(row: OutsideDecision, limb: Limb, ccgs: Collection[Ccg], law: Law) -> Iterator[Ground]:
    """What was decided outside a meeting is for every part there was, by one word; chair's action by the part's own."""
    if row.matter_id != limb.matter_id:
        return
    try:
        frozen = of_outside(row, limb.pk)
    except LookupError:
        return
    verb = verb_outside(row, limb)
    own = frozenset(decided_for(row, ccgs, law))
    acts = _acts(frozen, limb, verb)
    if not own or not (acts or verb is Verb.REJECT):
        return
    day = london_day(row)
    name = row.committee.short_name
    how = {Route.CHAIRS_ACTION: " (chair's action)", Route.OFFICER: " (an officer)"}.get(Route(row.route), "")
    yield Ground(
        kind="outside",
        key=row.pk,
        committee=row.committee_id,
        by=name,
        what=f"{name} on {day_words(day)}{how}",
        ccgs=own,
        decided_on=day,
        moment=row.happened_at,
        verb=verb,
        passed_on=day if acts else None,
        ended="" if acts else f"{name} rejected it on {day_words(day)}.",
        refused=not acts,
        frozen=frozen,
    )


def decided_words(grounds: Iterable[Ground]) -> str:
    """By whom and when it was decided: "Kingston on 14 April 2016 (item 1) and Croydon on 12 May 2016 (item 3)"."""
    return listed(ground.what for ground in grounds)
