"""Withholding a paper that is public already: what can be kept from somebody, and what cannot any more."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from committees.models import Meeting
from committees.powers import Actor
from committees.rights.words import day_words, listed
from committees.terms import Access
from decisions.facts import load_record
from decisions.gate import may_read, withholds
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


def papers_withheld_from(actor: Actor) -> set[int]:
    """The papers (keys) that a conflict keeps from a reader, of every meeting: for lists that come from no one record.

    The gate is asked of each item on which the reader has a conflict; a reader who is nobody's account has none.
    """
    if actor.person is None:
        return set()
    theirs = Q(declarations__person=actor.person) | Q(rulings__person=actor.person) | Q(matches__person=actor.person)
    rows = AgendaItem.objects.filter(theirs, papers__isnull=False).values_list("meeting", "pk").distinct()
    by_meeting: dict[int, set[int]] = {}
    for meeting, item in rows:
        by_meeting.setdefault(meeting, set()).add(item)
    records = [(load_record(meeting), items) for meeting, items in by_meeting.items()]
    return {
        paper.pk
        for record, items in records
        for pk in items
        if withholds(may_read(actor, record, record.item_by_id[pk], Access.PUBLIC))
        for paper in record.item_by_id[pk].papers
    }
