"""Decisions on which NHS England has something to say: open to its veto, awaiting its agreement, taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse

from committees.rights.words import day_words, listed
from committees.terms import Outcome, Power, VetoState
from decisions.desk.rows import DeskKind, Row, days_left, places
from decisions.desk.scope import Scope
from decisions.models import Announcement, Opening, Resolution
from decisions.naming import item_words
from decisions.outcome import veto_window_ends_on
from decisions.readers import PRIVATE_ITEM
from decisions.vetoes import veto_of_row
from practices.models import CCG

WITH = (
    "meeting",
    "opening",
    "resolution__limb",
    "resolution__item__meeting",
    "resolution__item__matter",
    "resolution__sitting__committee",
)
ALSO = ("resolution__item__matter__ccgs", "resolution__sitting__committee__ccgs")
NOT_YOURS = "You prepare for NHS England here, and do not hold this power: an officer of NHS England with {power} acts."


def carried(committees: Collection[int]) -> QuerySet[Announcement]:
    """Decisions announced as carried on which a veto was fixed when voting opened, and no agreement was needed.

    After its agreement NHS England has no veto.
    """
    rows = Announcement.objects.standing().filter(resolution__sitting__committee__in=committees)
    return rows.filter(opening__veto=True, opening__agreement_needed=False, outcome=Outcome.CARRIED)


def state_of(row: Announcement, scope: Scope) -> VetoState:
    """Where the veto of a decision announced as carried stands today; the row comes with its acts (``with_acts``)."""
    return veto_of_row(row, scope.today)


def with_acts(rows: QuerySet[Announcement]) -> QuerySet[Announcement]:
    """With everything that ``state_of`` and a line of the desk need: a fixed number of queries."""
    related = rows.select_related(*WITH, "opening__closing", "resolution__sitting__closed")
    return related.prefetch_related(*ALSO, "vetoes", "opening__agreements", "opening__casting_votes")


def vetoes(scope: Scope) -> Iterator[Row]:
    """Carried decisions that may be vetoed today. Six queries."""
    open_still = carried(scope.posted).filter(vetoes__isnull=True)
    in_the_meeting = Q(opening__veto_working_days__isnull=True, resolution__sitting__closed__isnull=False)
    for row in with_acts(open_still.exclude(in_the_meeting)):
        if state_of(row, scope) == VetoState.OPEN:
            yield _veto(row, scope)


def _veto(row: Announcement, scope: Scope) -> Row:
    ends_on = veto_window_ends_on(row.opening, row.opening.closing)
    committee = row.resolution.sitting.committee.short_name
    until = f"Until {committee} closes its meeting of {day_words(row.meeting.date)}."
    return _row(
        DeskKind.VETO,
        row,
        scope,
        power="veto",
        how_long=days_left(ends_on, scope.today) if ends_on else until,
        silence="If you say nothing, the decision stands.",
        last_day=ends_on,
        is_today=ends_on == scope.today,
        soon=ends_on or row.meeting.date,
        announcement=row.pk,
        office=_office(row.opening),
    )


def _office(opening: Opening) -> str:
    """Whose power it is, where the terms fixed an office when voting opened."""
    if not opening.veto_holder:
        return ""
    stands_in = f"; while away: {opening.veto_alternate}" if opening.veto_alternate else ""
    return f"The terms give it to NHS England's {opening.veto_holder}{stands_in}."


def agreements(scope: Scope) -> Iterator[Row]:
    """Decisions announced that await NHS England's agreement. Three queries."""
    rows = Announcement.objects.standing().filter(
        resolution__sitting__committee__in=scope.posted,
        outcome=Outcome.AWAITS_AGREEMENT,
        opening__agreements__isnull=True,
    )
    for row in rows.select_related(*WITH).prefetch_related(*ALSO):
        yield _row(
            DeskKind.AGREEMENT,
            row,
            scope,
            power="agreement",
            how_long="No last day.",
            silence="If you say nothing, it is not carried.",
            office=_office(row.opening),
        )


def _row(kind: DeskKind, row: Announcement, scope: Scope, *, power: str, office: str = "", **more) -> Row:
    of = row.resolution
    held = of.sitting.committee_id in scope.having(Power.VETO)
    hidden = not scope.opens(of.item)
    return Row(
        name=f"{kind}-{of.pk}",
        kind=kind,
        committee=of.sitting.committee.name,
        places=places(scope, ccgs_of(of), row.meeting.date),
        about=hidden_words(of) if hidden else item_words(of),
        day=row.meeting.date,
        told="" if hidden else row.sentence,
        power=power,
        links=links_of(of),
        held=held and not hidden,
        holder=office if held else NOT_YOURS.format(power="its veto"),
        hidden=hidden,
        **more,
    )


def ccgs_of(of: Resolution) -> list[CCG]:
    """The CCGs for which the committee decides: those of the matter that are its own; all its own where none is named."""
    own = list(of.sitting.committee.ccgs.all())
    named = {ccg.pk for ccg in of.item.matter.ccgs.all()}
    return [ccg for ccg in own if ccg.pk in named] or own


def hidden_words(of: Resolution) -> str:
    """What is said of a private item to who may not know of it: its number, and that it is private."""
    return f"item {of.item.number}: {PRIVATE_ITEM.lower()}"


def links_of(of: Resolution) -> tuple[tuple[str, str], ...]:
    """To the meeting and to the committee's minutes, at the item."""
    meeting = of.item.meeting
    minutes = reverse("minutes_of", args=[meeting.pk, of.sitting_id])
    return (
        (f"Meeting of {day_words(meeting.date)}", f"{reverse('meeting', args=[meeting.pk])}#item-{of.item.number}"),
        ("Minutes", f"{minutes}#item-{of.item.number}"),
    )


def to_announce_anew(committees: Collection[int]) -> QuerySet[Announcement]:
    """Results that were taken back, and are not announced anew."""
    return Announcement.objects.filter(
        resolution__sitting__committee__in=committees, void=True, replaced_by__isnull=True
    )


def taken_back(scope: Scope) -> Iterator[Row]:
    """Those on which powers of NHS England were fixed when voting opened. Three queries."""
    powers = Q(opening__veto=True) | Q(opening__agreement_needed=True) | Q(opening__casting_vote=True)
    rows = to_announce_anew(scope.posted).filter(powers).select_related(*WITH).prefetch_related(*ALSO)
    for row in rows.order_by("-happened_at", "-pk"):
        yield _row(
            DeskKind.VETO,
            row,
            scope,
            power=listed(_fixed(row.opening)),
            how_long="The result was taken back: it is to be announced anew.",
        )


def _fixed(opening: Opening) -> list[str]:
    """NHS England's powers as they were fixed when voting opened."""
    powers = {
        "agreement": opening.agreement_needed,
        "casting vote on a tie": opening.casting_vote,
        "veto": opening.veto,
    }
    return [name for name, held in powers.items() if held]
