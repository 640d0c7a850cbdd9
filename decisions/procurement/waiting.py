"""What waits to be signed off for the register of procurement decisions, for the secretary's first page.

No matter is named: its page asks the gate whether the reader may know of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch

from committees.kinds import KINDS, kind_label
from committees.rights.words import sentence_case
from committees.terms import Effect, Outcome, Verb, VetoState
from decisions.conditions import Standing, weigh
from decisions.facts import last
from decisions.models import (
    Announcement,
    Condition,
    ConditionOutcome,
    Motion,
    OutsideDecision,
    PublishedOutcome,
    Resolution,
)
from decisions.outcome import london_day
from decisions.procurement.between import decided_between, told
from decisions.procurement.entry import Of, Signed, signed_on
from decisions.procurement.facts import procurement_kinds
from decisions.procurement.standing import Settled, why_not
from decisions.vetoes import last_day_of_row, veto_of_row


@dataclass(frozen=True)
class ToSignOff:
    """A decision that stands and is not signed off: whose, of which day, and on which matter (key)."""

    committee: int
    committee_name: str
    matter: int
    what: str
    day: date


def to_sign_off(committees: Collection[int], today: date) -> list[ToSignOff]:
    """The decisions of these committees that can be signed off and are not, the first first. A fixed number of queries."""
    kinds = procurement_kinds()
    if not committees or not kinds:
        return []
    before = {each.of: each for each in signed_on(committee__in=committees)}
    found = [*_in_meetings(committees, kinds, before, today), *_between(committees, kinds, before, today)]
    return sorted(found, key=lambda each: (each.day, each.committee_name, each.matter))


def _between(committees, kinds, before: dict[Of, Signed], today: date) -> Iterator[ToSignOff]:
    rows = told(OutsideDecision.objects.filter(committee__in=committees, matter__kind__in=kinds))
    for each in decided_between(rows, today):
        if not each.why_not and each.of not in before:
            row, what = each.row, sentence_case(each.what.kind.label)
            yield ToSignOff(row.committee_id, row.committee.short_name, row.matter_id, what, london_day(row))


def _in_meetings(committees, kinds, before: dict[Of, Signed], today: date) -> Iterator[ToSignOff]:
    for row in _rows(committees, kinds):
        result = _result(row)
        signed = before.get(Of("resolution", row.pk, row.limb_id))
        if signed is not None and signed.rests_on.result == result.pk:
            continue
        if not why_not(KINDS[row.limb.matter.kind], _settled(row, result, today)):
            committee = row.sitting.committee
            part = f", part ({row.limb.letter})" if row.limb.letter else ""
            what = f"{sentence_case(kind_label(row.limb.matter.kind))}, item {row.item.number}{part}"
            yield ToSignOff(committee.pk, committee.short_name, row.limb.matter_id, what, row.item.meeting.date)


def _rows(committees, kinds) -> list[Resolution]:
    """The decisions with a result, and with all that says how they stand. A fixed number of queries."""
    announced = Announcement.objects.standing().select_related(
        "meeting", "opening__closing", "resolution__sitting__closed"
    )
    announced = announced.prefetch_related("vetoes", "opening__agreements", "opening__casting_votes")
    outcomes = Prefetch("outcomes", ConditionOutcome.objects.order_by("pk"))
    conditions = Prefetch("conditions", Condition.objects.select_related("awaits").prefetch_related(outcomes))
    motions = Motion.objects.filter(replaced_by__isnull=True).prefetch_related(conditions).order_by("pk")
    rows = Resolution.objects.filter(
        Exists(Announcement.objects.standing().filter(resolution=OuterRef("pk")))
        | Exists(PublishedOutcome.objects.filter(resolution=OuterRef("pk"))),
        sitting__committee__in=committees,
        limb__matter__kind__in=kinds,
    )
    rows = rows.select_related("limb__matter", "item__meeting", "sitting__committee", "sitting__closed", "published")
    return list(
        rows.prefetch_related(Prefetch("announcements", announced), Prefetch("motions", motions)).order_by("pk")
    )


def _result(row: Resolution) -> Announcement | PublishedOutcome:
    found = getattr(row, "published", None)
    return found if found is not None else list(row.announcements.all())[-1]


def _settled(row: Resolution, result: Announcement | PublishedOutcome, today: date) -> Settled:
    motion = next(reversed(row.motions.all()), None)
    outcome = _outcome(result)
    own = result if isinstance(result, Announcement) and result.opening_id is not None else None
    under_veto = own is not None and outcome is Outcome.CARRIED
    hanging = [Standing(each, tuple(each.outcomes.all())) for each in motion.conditions.all()] if motion else []
    return Settled(
        committee=row.sitting.committee.short_name,
        verb=Verb(motion.verb if motion else row.limb.verb),
        outcome=outcome,
        effect=Effect(own.opening.effect) if own is not None else None,
        veto=veto_of_row(own, today) if under_veto else VetoState.NONE,
        veto_until=last_day_of_row(own) if under_veto else None,
        hangs=weigh(hanging, outcome),
        closed=hasattr(row.sitting, "closed") or own is None,
    )


def _outcome(result: Announcement | PublishedOutcome) -> Outcome:
    """What came of it, NHS England's veto and agreement included."""
    outcome = Outcome(result.outcome)
    if isinstance(result, PublishedOutcome):
        return outcome
    veto = last(result.vetoes.all())
    if veto is not None and veto.used:
        return Outcome.VETOED
    if outcome is Outcome.AWAITS_AGREEMENT:
        agreement = last(result.opening.agreements.all())
        if agreement is not None:
            return Outcome.CARRIED if agreement.given else Outcome.AGREEMENT_REFUSED
    return outcome
