"""A CCG's levels and deciders over time: bars along one line of years, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from committees.facts import Law, ccg_facts, load_law
from committees.queries.stretches import Stretch, body_of, is_settled, stretches, who
from committees.rights.words import level_words, listed, sentence_case
from committees.rights.world import Arrangement, Ccg
from committees.terms import Function, Level
from practices.models import CCG

#: How much of the time to come is drawn after today or the last change.
AHEAD = timedelta(days=365)
#: Further along, a tick's label would run out of the picture.
LABEL_FITS = 88


@dataclass(frozen=True)
class Bar:
    """A stretch of time: its place on the line in hundredths of its width, what it says, and how it is drawn."""

    x: str
    width: str
    label: str
    kind: str
    starts_on: date
    ends_on: date | None
    source: str = ""
    derived: bool = False


@dataclass(frozen=True)
class Lane:
    """A line of bars."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Tick:
    """A day marked on the line."""

    x: str
    label: str


@dataclass(frozen=True)
class Timeline:
    """Everything the picture and the table show."""

    levels: Lane
    deciders: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    day: Tick


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def at(self, day: date) -> float:
        share = (day - self.first) / (self.last - self.first)
        return 100 * min(max(share, 0), 1)

    def place(self, starts_on: date, ends_on: date | None) -> dict[str, str]:
        left = self.at(starts_on)
        right = self.at(ends_on + timedelta(days=1)) if ends_on and ends_on < self.last else 100
        return {"x": f"{left:.2f}%", "width": f"{max(right - left, 0):.2f}%"}


def timeline(row: CCG, day: date) -> Timeline | None:
    """The levels of a CCG and who decides each function, over time; None where nothing is on record. Six queries."""
    law, ccg = load_law([row.pk]), ccg_facts(row)
    found = {function: stretches(law, function, ccg, same=who) for function in Function}
    days = [stretch.starts_on for each in found.values() for stretch in each]
    if not days:
        return None
    scale = _Scale(min([*days, day]), max([*days, day]) + AHEAD)
    derived = set(row.arrangements.filter(start_derived=True).values_list("starts_on", flat=True))
    return Timeline(
        levels=Lane("Level", tuple(_level_bar(each, scale, derived) for each in _levels(law, ccg))),
        deciders=_deciders(law, found, scale),
        ticks=tuple(_ticks(scale)),
        day=Tick(f"{scale.at(day):.2f}%", ""),
    )


def _levels(law: Law, ccg: Ccg) -> list[Arrangement]:
    return sorted((row for row in law.arrangements if row.ccg == ccg), key=lambda row: row.starts_on)


def _level_bar(row: Arrangement, scale: _Scale, derived: set[date]) -> Bar:
    return Bar(
        **scale.place(row.starts_on, row.ends_on),
        label=sentence_case(level_words(row.level, shadowing=row.shadowing)),
        kind=f"level-{Level(row.level).value}",
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        source=row.source.title,
        derived=row.starts_on in derived,
    )


def _deciders(law: Law, found: dict[Function, list[Stretch]], scale: _Scale) -> tuple[Lane, ...]:
    """One lane for all functions that the same bodies decide at the same times. A committee's own business never moves."""
    lanes: dict[tuple, list[Function]] = {}
    for function, each in found.items():
        if function != Function.OWN_BUSINESS and each:
            key = tuple((stretch.starts_on, stretch.ends_on, who(stretch.authority)) for stretch in each)
            lanes.setdefault(key, []).append(function)
    return tuple(
        Lane(_title(functions), tuple(_decider_bar(law, stretch, scale) for stretch in found[functions[0]]))
        for functions in lanes.values()
    )


def _title(functions: list[Function]) -> str:
    names = [function.label.split(" (")[0] for function in functions]
    return listed([names[0], *(_lower(name) for name in names[1:])])


def _lower(name: str) -> str:
    return name if name.startswith("The CCG") else name[:1].lower() + name[1:]


def _decider_bar(law: Law, stretch: Stretch, scale: _Scale) -> Bar:
    authority = stretch.authority
    kind = "nobody"
    if is_settled(authority):
        kind = "nhs-england" if authority.nhs_england_decides else "committee"
    return Bar(
        **scale.place(stretch.starts_on, stretch.ends_on),
        label=body_of(law, authority),
        kind=kind,
        starts_on=stretch.starts_on,
        ends_on=stretch.ends_on,
    )


def _ticks(scale: _Scale):
    """The first of April of each year on the line: the day on which levels change."""
    for year in range(scale.first.year, scale.last.year + 1):
        april = date(year, 4, 1)
        if scale.first <= april and scale.at(april) < LABEL_FITS:
            yield Tick(f"{scale.at(april):.2f}%", f"Apr {year}")
