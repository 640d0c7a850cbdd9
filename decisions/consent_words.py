"""Where NHS England's consent to a matter stands, in a sentence: for the meeting's page, the console and the minutes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from committees.rights.outside import Consent
from committees.rights.routes.consent import needed_by
from committees.rights.words import day_words
from committees.rights.world import Authority
from committees.terms import Effect
from decisions.facts import ItemFacts, Record, SittingFacts


def consent_sentence(consent: Consent | None, authorities: Iterable[Authority]) -> str:
    """Empty where consent is neither needed nor was given."""
    if consent is None:
        return ""
    on = f" on {day_words(consent.answered_on)}" if consent.answered_on else ""
    if consent.given:
        return f"NHS England consented{on}."
    if not needed_by(consent, authorities):
        return ""
    if consent.given is False:
        return f"NHS England refused its consent{on}: this cannot be put to the vote."
    if consent.asked_on is not None:
        return f"Awaits NHS England's consent, asked for on {day_words(consent.asked_on)}."
    return "Needs NHS England's consent beforehand, which was not asked for yet."


def consent_of(record: Record, sitting: SittingFacts, item: ItemFacts) -> str:
    """Of one committee that decides on an item; empty where it decides nothing about it."""
    stand = record.standpoint(sitting, item)
    if stand.effect is not Effect.DECIDES:
        return ""
    return consent_sentence(record.consent(sitting, item), stand.authorities)


def consent_lines(record: Record, item: ItemFacts, only: Collection[int] | None = None) -> tuple[str, ...]:
    """Of each committee that an item concerns (``only``: of these sittings), with its name where several sit."""
    sittings = [s for pk, s in record.sittings.items() if pk in item.purposes and (only is None or pk in only)]
    told = ((sitting, consent_of(record, sitting, item)) for sitting in sittings)
    alone = len(record.sittings) == 1
    return tuple(words if alone else f"{sitting.name}: {words}" for sitting, words in told if words)
