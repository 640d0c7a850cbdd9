"""Carried decisions on which NHS England holds a veto, found among all the meetings on record, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from committees.rights.words import day_words
from committees.terms import Effect, Outcome, VetoState
from decisions.facts import ResolutionFacts, last
from decisions.models import Announcement, Veto
from decisions.outcome import (
    confirmed_on,
    outcome_of,
    veto_by_acts,
    veto_last_day,
    veto_of,
    veto_window_ends_on,
)


def carried_under_veto() -> QuerySet[Announcement]:
    """The results that stand of decisions on which a veto was fixed when voting opened, with all that their state needs."""
    rows = Announcement.objects.standing().filter(
        opening__veto=True, opening__effect=Effect.DECIDES, outcome=Outcome.CARRIED
    )
    return rows.select_related(
        "meeting",
        "opening__closing",
        "resolution__limb",
        "resolution__item__matter",
        "resolution__sitting__committee",
        "resolution__sitting__closed",
    ).prefetch_related("vetoes", "opening__agreements", "opening__casting_votes")


def nothing_said_yet() -> QuerySet[Announcement]:
    """Those of which it is not on record that the veto was used, waived or lapsed."""
    said = Veto.objects.values("announcement__resolution")
    return carried_under_veto().exclude(resolution__in=said).order_by("pk")


def veto_of_row(row: Announcement, today: date) -> VetoState:
    """Where NHS England's veto of one of these stands on ``today``."""
    return veto_by_acts(
        row.opening,
        row.opening.closing,
        veto=last(row.vetoes.all()),
        agreement=last(row.opening.agreements.all()),
        casting=last(row.opening.casting_votes.all()),
        sitting_closed=hasattr(row.resolution.sitting, "closed"),
        today=today,
    )


def last_day_of_row(row: Announcement) -> date | None:
    """The last day of its window; None where it ends when the sitting closes."""
    return veto_window_ends_on(row.opening, row.opening.closing)


def became_of_veto(of: ResolutionFacts) -> str:
    """What became of NHS England's veto of a decision, where it was used or has lapsed; empty otherwise."""
    state = veto_of(of)
    if state is VetoState.USED:
        return f"Vetoed by NHS England: {of.veto.reason}"
    return confirmed_words(confirmed_on(of)) if state is VetoState.LAPSED else ""


def open_or_final(of: ResolutionFacts, beside: Iterable[ResolutionFacts]) -> str:
    """Of a carried decision: until when it is open to NHS England's veto; empty once something became of that.

    Where decisions of other committees ``beside`` it are under a veto and it is not: that it is final at once.
    """
    state = veto_of(of)
    if state is VetoState.OPEN:
        last_day = veto_last_day(of)
        until = f"the end of {day_words(last_day)}" if last_day else f"{of.sitting.name} closes its meeting"
        return f"Open to NHS England's veto until {until}. If it is not used, the decision stands."
    decides = of.opening is not None and of.opening.effect == Effect.DECIDES and not of.opening.veto
    if decides and outcome_of(of) is Outcome.CARRIED and any(each.opening and each.opening.veto for each in beside):
        return "Final at once: NHS England has no veto of it."
    return ""


def confirmed_words(day: date | None) -> str:
    """Confirmed on 22 April 2016: NHS England did not use its veto."""
    on = f" on {day_words(day)}" if day is not None else ""
    return f"Confirmed{on}: NHS England did not use its veto."
