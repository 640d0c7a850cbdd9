"""Who decides? in tables: every function for one CCG, and one function for every CCG of London."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from committees.facts import Law, ccg_facts, load_law
from committees.forms import ccgs_shown
from committees.queries.stretches import body_of
from committees.rights.levels import TABLE, Cell
from committees.rights.world import Authority
from committees.terms import Function, Level, Say
from practices.models import CCG
from practices.models.ccgs import LONDON

#: A cell of the pack's table in few words.
IN_BRIEF = {
    Say.CONSULTED: "May be consulted",
    Say.JOINT: "Jointly with NHS England",
    Say.JOINT_IF_AGREED: "Jointly, if NHS England agrees",
    Say.CCG_DECIDES: "The CCG decides",
    Say.RESERVED: "Reserved to NHS England",
    Say.OWN: "That committee decides",
}
NO_AREA = "In no planning group"
OUTSIDE = "Outside London"


@dataclass(frozen=True)
class LevelCell:
    """What one level gives the CCG in one function, and whether it is the CCG's own level on the day."""

    level: Level
    cell: Cell
    applies: bool

    @property
    def text(self) -> str:
        return IN_BRIEF[self.cell.say]


@dataclass(frozen=True)
class FunctionRow:
    """One function of one CCG: a cell for each level, and who decides on the day."""

    function: Function
    cells: tuple[LevelCell, ...]
    authority: Authority
    body: str

    @property
    def title(self) -> str:
        return self.function.label.partition(" (")[0]

    @property
    def examples(self) -> str:
        return self.function.label.partition(" (")[2].removesuffix(")")


@dataclass(frozen=True)
class Entry:
    """One CCG on one day. ``changed``: not as on the day beside it."""

    day: date
    authority: Authority
    body: str
    changed: bool = False


@dataclass(frozen=True)
class CcgRow:
    """One CCG on the days asked about."""

    ccg: CCG
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Area:
    """A planning group and its CCGs. A planning group has no level: each CCG has its own."""

    name: str
    rows: tuple[CcgRow, ...]


def all_functions(row: CCG, day: date) -> list[FunctionRow]:
    """Every function for one CCG. Five queries."""
    law, ccg = load_law([row.pk]), ccg_facts(row)
    return [
        FunctionRow(function, _cells(function, found.level), found, body_of(law, found))
        for function in Function
        for found in [law.authority(function, ccg, day)]
    ]


def _cells(function: Function, level: Level | None) -> tuple[LevelCell, ...]:
    return tuple(LevelCell(each, TABLE[function][each], each == level) for each in Level)


def whole_of_london(function: Function, days: list[date]) -> list[Area]:
    """One function for every CCG that exists on one of the days, by area. Eight queries, for any number of CCGs.

    One outside London is shown where its level on one of the days is on record.
    """
    ccgs = [ccg for ccg in london() if any(ccg.is_open_on(day) for day in days)]
    law = load_law([ccg.pk for ccg in ccgs])
    levels = {a.ccg.code for a in law.arrangements if any(a.covers(day) for day in days)}
    ccgs = [ccg for ccg in ccgs if not is_outside(ccg) or ccg.ods_code in levels]
    areas: dict[str, list[CcgRow]] = {}
    for ccg in ccgs:
        entries = tuple(_entries(law, function, ccg, days))
        areas.setdefault(area_of(ccg, days[-1]), []).append(CcgRow(ccg, entries))
    return [Area(name, tuple(rows)) for name, rows in sorted(areas.items(), key=_no_area_last)]


def london() -> Iterable[CCG]:
    """The CCGs of the pages by name, with their planning groups. Three queries."""
    return ccgs_shown().order_by("short_name").prefetch_related("planning_group_memberships__planning_group")


def area_of(ccg: CCG, day: date) -> str:
    """The planning group of a CCG on a day, by name."""
    group = ccg.planning_group_on(day)
    if group is None:
        return OUTSIDE if is_outside(ccg) else NO_AREA
    return group.name


def is_outside(ccg: CCG) -> bool:
    """Whether a CCG is known not to be in London, whose planning groups alone are on record."""
    return ccg.region_code not in ("", LONDON)


def _no_area_last(pair: tuple[str, list]) -> tuple[bool, bool, str]:
    return pair[0] == OUTSIDE, pair[0] == NO_AREA, pair[0]


def _entries(law: Law, function: Function, ccg: CCG, days: list[date]) -> Iterable[Entry]:
    before: Authority | None = None
    for day in days:
        found = law.authority(function, ccg_facts(ccg), day)
        changed = before is not None and (found.level, found.decider, found.nhs_england_decides) != (
            before.level,
            before.decider,
            before.nhs_england_decides,
        )
        yield Entry(day, found, body_of(law, found), changed)
        before = found


@dataclass(frozen=True)
class Count:
    """How many CCGs work at a level on a day; ``level`` None: none is on record."""

    level: Level | None
    number: int


def counts(areas: list[Area], number: int) -> list[Count]:
    """How many CCGs work at each level on the day with this number among the days."""
    found = Counter(row.entries[number].authority.level for area in areas for row in area.rows)
    return [Count(level, found[level]) for level in (*Level, None) if found[level]]
