"""Withholding a paper that is public already: what can be kept from somebody, and what cannot any more."""

from __future__ import annotations

from collections.abc import Iterable

from committees.models import Meeting
from committees.rights.words import day_words, listed
from committees.terms import Access
from decisions.models import AgendaItem, Paper
from decisions.readers import private_row
from practices.clock import LONDON


def are_public(item: AgendaItem, meeting: Meeting, papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Those of an item's papers that anybody may read."""
    if private_row(item, meeting):
        return ()
    return tuple(paper for paper in papers if paper.access == Access.PUBLIC)


def since_words(papers: Iterable[Paper]) -> str:
    """ "public since 7 April 2016": when the first of these papers was there to be read."""
    return f"public since {day_words(min(paper.added_at for paper in papers).astimezone(LONDON).date())}"


def public_paper_words(meeting: Meeting, items: Iterable[AgendaItem], names: Iterable[str]) -> list[str]:
    """What is said when papers are withheld that are public already; a sentence for each item. One query each."""
    whom, said = listed(names), []
    for item in items:
        papers = are_public(item, meeting, item.papers.all())
        if papers:
            what = "its paper is" if len(papers) == 1 else f"{len(papers)} of its papers are"
            said.append(
                f"Item {item.number}: {what} {since_words(papers)}: anybody could have read it; from now on it is kept "
                f"from {whom} while signed in."
            )
    return said
