"""The register of breaches as it is published: without names, by financial year, and with a statement where there is
none (domain, 1.10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from committees.models import Breach, Guardianship
from committees.registers.exports import Table
from committees.registers.written import MADE_UP
from practices.dated import in_words
from practices.models import CCG

COLUMNS = ("Found on", "What happened", "Published on")
#: Financial years of the NHS begin in April.
APRIL = 4


@dataclass(frozen=True)
class Period:
    """Some time, both days included. ``breaches``: those published; ``sentences``: what is said besides of this time."""

    since: date
    until: date
    breaches: tuple[Breach, ...]
    sentences: tuple[str, ...]

    @property
    def words(self) -> str:
        return f"{in_words(self.since)} to {in_words(self.until)}"


@dataclass(frozen=True)
class Breaches:
    """The register of a CCG: its periods, the latest first. ``sentence``: said of the whole, where there is none."""

    ccg: CCG
    periods: tuple[Period, ...]
    sentence: str = ""
    made_up: bool = False

    @property
    def count(self) -> int:
        return sum(len(period.breaches) for period in self.periods)


def breaches_between(ccg: CCG, since: date | None, until: date | None, today: date) -> Breaches:
    """What was found between two days, both included, as it is published today. Two queries.

    Without ``since``: from the first day of which the register says anything, by financial year; with it, as one period.
    No breach is said to have been found only of days on which somebody was guardian, and only once none waits to be
    published.
    """
    held = list(Guardianship.objects.filter(ccg=ccg, starts_on__lte=today).order_by("starts_on"))
    rows = list(Breach.objects.filter(ccg=ccg).select_related("recorded_by").order_by("-found_on", "-pk"))
    last = min(until or today, today)
    first = min([row.starts_on for row in held] + [row.found_on for row in rows], default=None)
    if first is None:
        return Breaches(
            ccg, (), f"{ccg.full_name} has had no conflicts of interest guardian on record: nothing is stated."
        )
    spans = [(since, last)] if since else list(_years(first, last))
    periods = tuple(_period(*span, rows, held, today) for span in spans if span[0] <= span[1])
    made_up = any(row.recorded_by.made_up for period in periods for row in period.breaches)
    return Breaches(ccg, periods, made_up=made_up)


def _years(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The financial years between two days, the latest first."""
    start = date(last.year if last.month >= APRIL else last.year - 1, APRIL, 1)
    end = last
    while end >= first:
        yield max(start, first), end
        start, end = date(start.year - 1, APRIL, 1), start - timedelta(days=1)


def _period(since: date, until: date, rows: list[Breach], held: list[Guardianship], today: date) -> Period:
    found = [row for row in rows if since <= row.found_on <= until]
    told = tuple(row for row in found if row.published_on is not None and row.published_on <= today)
    covered = list(_covered(since, until, held))
    waiting = len(found) - len(told)
    sentences = [_waiting(waiting, bool(told))] if waiting else []
    if not found:
        sentences += [
            f"No breaches were found between {in_words(one)} and {in_words(other)}." for one, other in covered
        ]
    sentences += [
        f"Nobody is on record as guardian between {in_words(one)} and {in_words(other)}: nothing is stated for that time."
        for one, other in _gaps(since, until, covered)
    ]
    return Period(since, until, told, tuple(sentences))


def _waiting(count: int, further: bool) -> str:
    if count == 1:
        return f"One {'more ' if further else ''}breach was found in this time and is not published yet."
    return f"{count} {'more ' if further else ''}breaches were found in this time and are not published yet."


def _covered(since: date, until: date, held: list[Guardianship]) -> Iterator[tuple[date, date]]:
    """The stretches of a period throughout which somebody was guardian, in order; one guardian may follow another."""
    open_since = open_until = None
    for row in held:
        first, last = max(row.starts_on, since), min(row.ends_on or until, until)
        if first > last:
            continue
        if open_until is not None and first <= open_until + timedelta(days=1):
            open_until = max(open_until, last)
            continue
        if open_since is not None and open_until is not None:
            yield open_since, open_until
        open_since, open_until = first, last
    if open_since is not None and open_until is not None:
        yield open_since, open_until


def _gaps(since: date, until: date, covered: list[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The stretches of a period that these leave out."""
    start = since
    for first, last in covered:
        if start < first:
            yield start, first - timedelta(days=1)
        start = last + timedelta(days=1)
    if start <= until:
        yield start, until


def as_table(found: Breaches) -> Table:
    """The register for a file: what the page shows, and nothing of what is not published."""
    spans = [period.words for period in found.periods]
    title = f"Register of breaches, {found.ccg.full_name}"
    if spans:
        title += f", {in_words(found.periods[-1].since)} to {in_words(found.periods[0].until)}"
    sentences = [sentence for period in found.periods for sentence in period.sentences]
    notes = [*filter(None, [found.sentence]), *sentences, *([MADE_UP] if found.made_up else [])]
    rows = tuple(
        (in_words(row.found_on), row.published_text, in_words(row.published_on))
        for period in found.periods
        for row in period.breaches
        if row.published_on is not None
    )
    return Table(title, tuple(notes), COLUMNS, rows)
