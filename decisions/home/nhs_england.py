"""What awaits NHS England: each decision on which it holds a power, which, how long, and what silence means."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from committees.facts import ccg_facts, load_law
from committees.rights import sources as s
from committees.rights.reasons import Source
from committees.rights.words import day_words, listed, sentence_case
from committees.terms import Level, Outcome, VetoState
from decisions.facts import last
from decisions.home.words import item_words
from decisions.models import Announcement, Opening, Resolution
from decisions.outcome import veto_by_acts, veto_window_ends_on
from practices.dated import in_force
from practices.models import CCG

SHOWN = 30


@dataclass(frozen=True)
class PowerLine:
    """One decision and a power on it. ``open``: it may be vetoed now."""

    decision: int
    meeting: object
    committee: str
    item: str
    power: str
    how_long: str
    silence: str
    open: bool = False
    result: str = ""


@dataclass(frozen=True)
class Inbox:
    """What NHS England may say something on, or could.

    ``awaits``: open to a veto now; ``taken_back``: the result was taken back and is to be announced anew; ``coming``: not
    voted on or announced yet; ``done``: used, waived or over.
    """

    awaits: tuple[PowerLine, ...]
    taken_back: tuple[PowerLine, ...]
    coming: tuple[PowerLine, ...]
    done: tuple[PowerLine, ...]
    none_over: str
    source: Source


def inbox(today: date, committees: Collection[int]) -> Inbox:
    """The decisions of these committees on which NHS England holds a power. Thirteen queries at most."""
    vetoes = [line for row in _carried(committees) if (line := _veto_line(row, today))]
    return Inbox(
        awaits=(*_agreements(committees), *(line for line in vetoes if line.open)),
        taken_back=_taken_back(committees),
        coming=tuple(_coming(today, committees)),
        done=tuple(line for line in vetoes if not line.open),
        none_over=_none_over(today, committees),
        source=s.LEVEL_3_NO_VETO,
    )


def _carried(committees: Collection[int]) -> list[Announcement]:
    """Carried decisions on which a veto was fixed when voting opened, latest first."""
    rows = Announcement.objects.standing().filter(
        resolution__sitting__committee__in=committees, opening__veto=True, outcome=Outcome.CARRIED
    )
    related = rows.select_related(
        "meeting",
        "opening__closing",
        "resolution__limb",
        "resolution__item__matter",
        "resolution__sitting__committee",
        "resolution__sitting__closed",
    ).prefetch_related("vetoes", "opening__agreements", "opening__casting_votes")
    return list(related.order_by("-happened_at", "-pk")[:SHOWN])


def _agreements(committees: Collection[int]) -> list[PowerLine]:
    """Decisions announced that await NHS England's agreement."""
    rows = (
        Announcement.objects.standing()
        .filter(
            resolution__sitting__committee__in=committees,
            outcome=Outcome.AWAITS_AGREEMENT,
            opening__agreements__isnull=True,
        )
        .select_related("meeting", "resolution__limb", "resolution__item__matter", "resolution__sitting__committee")
    )
    return [
        PowerLine(
            decision=row.resolution_id,
            meeting=row.meeting,
            committee=row.resolution.sitting.committee.short_name,
            item=item_words(row.resolution),
            power="agreement",
            how_long="No last day.",
            silence="If you say nothing, it is not carried.",
            result=row.sentence,
        )
        for row in rows.order_by("-happened_at", "-pk")[:SHOWN]
    ]


def _to_announce_anew(committees: Collection[int]) -> QuerySet[Announcement]:
    return Announcement.objects.filter(
        resolution__sitting__committee__in=committees, void=True, replaced_by__isnull=True
    )


def _taken_back(committees: Collection[int]) -> tuple[PowerLine, ...]:
    """Those on which powers of NHS England were fixed when voting opened. One query."""
    rows = (
        _to_announce_anew(committees)
        .filter(Q(opening__veto=True) | Q(opening__agreement_needed=True) | Q(opening__casting_vote=True))
        .select_related(
            "meeting", "opening", "resolution__limb", "resolution__item__matter", "resolution__sitting__committee"
        )
    )
    return tuple(
        PowerLine(
            decision=row.resolution_id,
            meeting=row.meeting,
            committee=row.resolution.sitting.committee.short_name,
            item=item_words(row.resolution),
            power=listed(_fixed(row.opening)),
            how_long="The result was taken back: it is to be announced anew.",
            silence="",
            result=row.sentence,
        )
        for row in rows.order_by("-happened_at", "-pk")[:SHOWN]
    )


def _fixed(opening: Opening) -> list[str]:
    """NHS England's powers as they were fixed when voting opened."""
    powers = {
        "agreement": opening.agreement_needed,
        "casting vote on a tie": opening.casting_vote,
        "veto": opening.veto,
    }
    return [name for name, held in powers.items() if held]


def _veto_line(row: Announcement, today: date) -> PowerLine | None:
    opening = row.opening
    if opening is None:
        return None
    state = veto_by_acts(
        opening,
        opening.closing,
        veto=last(row.vetoes.all()),
        agreement=last(opening.agreements.all()),
        casting=last(opening.casting_votes.all()),
        sitting_closed=hasattr(row.resolution.sitting, "closed"),
        today=today,
    )
    if state == VetoState.NONE:
        return None
    committee = row.resolution.sitting.committee.short_name
    ends_on = veto_window_ends_on(opening, opening.closing)
    until = f"Until the end of {day_words(ends_on)}" if ends_on else f"Until {committee} closes its meeting"
    return PowerLine(
        decision=row.resolution_id,
        meeting=row.meeting,
        committee=committee,
        item=item_words(row.resolution),
        power="veto",
        how_long=f"{until}." if state == VetoState.OPEN else _sentence(state.label),
        silence="If you say nothing, the decision stands." if state == VetoState.OPEN else "",
        open=state == VetoState.OPEN,
        result=row.sentence,
    )


def _sentence(label: str) -> str:
    return f"{sentence_case(label)}."


def _coming(today: date, committees: Collection[int]) -> list[PowerLine]:
    """Decisions not announced yet in meetings from today on, and the powers NHS England will have on them."""
    rows = (
        Resolution.objects.filter(
            sitting__committee__in=committees,
            sitting__closed__isnull=True,
            item__meeting__date__gte=today,
            published__isnull=True,
        )
        .exclude(announcements__in=Announcement.objects.standing())
        .exclude(announcements__in=_to_announce_anew(committees))
        .exclude(item__deferrals__sitting=F("sitting"))
    )
    rows = rows.select_related("item__meeting", "item__matter", "limb", "sitting__committee")
    rows = rows.prefetch_related("item__matter__ccgs")
    found = list(rows.order_by("item__meeting__date", "item__order", "limb__letter")[: 2 * SHOWN])
    ccgs = {ccg.pk for row in found for ccg in row.item.matter.ccgs.all()}
    own = CCG.objects.filter(committees__in=committees).values_list("pk", flat=True)
    law = load_law(ccgs | set(own), also=committees)
    return [line for row in found if (line := _power_to_come(row, law))]


def _power_to_come(row: Resolution, law) -> PowerLine | None:
    matter, committee = row.item.matter, row.sitting.committee
    ccgs = [ccg_facts(ccg) for ccg in matter.ccgs.all()]
    stands = law.standpoint(law.committees[committee.pk], matter.function, ccgs, row.item.meeting.date)
    powers, silence = [], []
    if stands.agreement_needed:
        powers.append("agreement")
        silence.append("without your agreement it is not carried")
    if stands.casting_vote:
        powers.append("casting vote on a tie")
        silence.append("unused on a tie, the motion falls")
    if stands.veto and not stands.agreement_needed:  # after its agreement NHS England has no veto
        powers.append("veto")
        silence.append("unused, a carried decision stands")
    if not powers:
        return None
    days = stands.veto_working_days
    window = f"{days} working days after the vote" if days else f"until {committee.short_name} closes its meeting"
    return PowerLine(
        decision=row.pk,
        meeting=row.item.meeting,
        committee=committee.short_name,
        item=item_words(row),
        power=listed(powers),
        how_long=f"Veto: {window}." if "veto" in powers else "",
        silence=_sentence("; ".join(silence)),
    )


def _none_over(today: date, committees: Collection[int]) -> str:
    """That NHS England has no power over the level 3 committees that sit beside these. One query."""
    at_level_3 = CCG.objects.filter(
        in_force(today, "arrangements__"),
        arrangements__level=Level.DELEGATED,
        committees__sittings__meeting__date__gte=today,
        committees__sittings__meeting__sittings__committee__in=committees,
    ).distinct()
    names = list(at_level_3.order_by("short_name").values_list("short_name", flat=True))
    who = f" ({listed(names)})" if names else ""
    return f"At level 3{who} NHS England has neither a casting vote nor a veto: those committees decide alone."
