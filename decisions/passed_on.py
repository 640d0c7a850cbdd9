"""What a committee that could not decide recommended upward, in a sentence for whoever has the item before them now."""

from __future__ import annotations

from committees.rights.words import day_words, sentence_case
from decisions.awaited import article
from decisions.facts import ItemFacts


def recommended_lines(item: ItemFacts) -> tuple[str, ...]:
    """The Merton committee, not quorate for it on 14 April 2016, recommends: "..." """
    return tuple(
        f"{sentence_case(article(act.sitting.committee.name))}, not quorate for it on {day_words(act.meeting.date)}, "
        f"recommends: “{act.recommends.rstrip('.')}.”"
        for act in item.recommended
    )
