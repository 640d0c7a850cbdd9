"""What each level gives a CCG in each function, and which kind of committee may hold it.

The table is the North Central London pack's (June 2016). At level 1 the pack fills only the first cell; the cells
below are derived from its later page on level 1 and are marked so.
"""

from __future__ import annotations

from dataclasses import dataclass

from committees.rights import sources as s
from committees.rights.reasons import Reason, Source, Verdict
from committees.rights.words import a, level_words, listed, sentence_case, what
from committees.terms import CommitteeKind, Function, Level, Say


@dataclass(frozen=True, slots=True)
class Cell:
    """What a level gives a CCG in one function, and where that is written."""

    say: Say
    source: Source


def _row(level_1: tuple[Say, Source], level_2: tuple[Say, Source], level_3: tuple[Say, Source]) -> dict[Level, Cell]:
    cells = (Cell(*level_1), Cell(*level_2), Cell(*level_3))
    return dict(zip((Level.GREATER_INVOLVEMENT, Level.JOINT, Level.DELEGATED), cells, strict=True))


#: Function by level. Read a row as: greater involvement, joint commissioning, delegated commissioning.
TABLE: dict[Function, dict[Level, Cell]] = {
    Function.GP_COMMISSIONING: _row(
        (Say.CONSULTED, s.TABLE_PAGE),
        (Say.JOINT, s.TABLE_PAGE),
        (Say.CCG_DECIDES, s.TABLE_PAGE),
    ),
    Function.OTHER_CONTRACTORS: _row(
        (Say.CONSULTED, s.LEVEL_1_DERIVED),
        (Say.CONSULTED, s.TABLE_PAGE),
        (Say.CONSULTED, s.TABLE_PAGE),
    ),
    Function.INCENTIVE_SCHEMES: _row(
        (Say.CONSULTED, s.LEVEL_1_DERIVED),
        (Say.JOINT_IF_AGREED, s.TABLE_PAGE),
        (Say.CCG_DECIDES, s.TABLE_PAGE),
    ),
    Function.BUDGET: _row(
        (Say.CONSULTED, s.LEVEL_1_DERIVED),
        (Say.JOINT, s.TABLE_PAGE),
        (Say.CCG_DECIDES, s.TABLE_PAGE),
    ),
    Function.PERFORMANCE: _row(
        (Say.CONSULTED, s.LEVEL_1_DERIVED),
        (Say.JOINT, s.TABLE_PAGE),
        (Say.CCG_DECIDES, s.TABLE_PAGE),
    ),
    Function.PERFORMERS_LIST: _row(
        (Say.RESERVED, s.LEVEL_1_DERIVED),
        (Say.RESERVED, s.TABLE_PAGE),
        (Say.RESERVED, s.TABLE_PAGE),
    ),
    Function.CCG_OWN: _row(
        (Say.CCG_DECIDES, s.LEVEL_1_OWN),
        (Say.CCG_DECIDES, s.GOVERNING_BODIES),
        (Say.CCG_DECIDES, s.LEVEL_3_OWN),
    ),
    Function.OWN_BUSINESS: _row(
        (Say.OWN, s.OWN_PROCEDURE),
        (Say.OWN, s.OWN_PROCEDURE),
        (Say.OWN, s.OWN_PROCEDURE),
    ),
}

#: The same at every level, so that no arrangement is needed to say who decides them.
WHATEVER_THE_LEVEL = frozenset({Function.CCG_OWN, Function.OWN_BUSINESS})

#: Which kind of committee holds a function, by what the level gives the CCG.
HOLDER: dict[Say, tuple[CommitteeKind, Source]] = {
    Say.JOINT: (CommitteeKind.JOINT_COMMITTEE, s.LEVEL_2_DECISIONS),
    Say.JOINT_IF_AGREED: (CommitteeKind.JOINT_COMMITTEE, s.LEVEL_2_DECISIONS),
    Say.CCG_DECIDES: (CommitteeKind.PCCC, s.LEVEL_3_DECISIONS),
    Say.CONSULTED: (CommitteeKind.NHS_ENGLAND_TEAM, s.LEVEL_1_DECISIONS),
    Say.RESERVED: (CommitteeKind.NHS_ENGLAND_TEAM, s.TABLE_DERIVED),
}

#: The CCG's own functions: its governing body, or the committee to which its scheme of delegation gives them.
OWN_HOLDERS: dict[Level | None, dict[CommitteeKind, Source]] = {
    None: {CommitteeKind.GOVERNING_BODY: s.GOVERNING_BODIES},
    Level.GREATER_INVOLVEMENT: {CommitteeKind.GOVERNING_BODY: s.GOVERNING_BODIES},
    Level.JOINT: {
        CommitteeKind.GOVERNING_BODY: s.GOVERNING_BODIES,
        CommitteeKind.JOINT_COMMITTEE: s.SCHEME_OF_DELEGATION,
    },
    Level.DELEGATED: {
        CommitteeKind.GOVERNING_BODY: s.GOVERNING_BODIES,
        CommitteeKind.PCCC: s.SCHEME_OF_DELEGATION,
    },
}


def cell(function: Function, level: Level | None) -> Cell:
    """The cell of the table.

    ``level`` None (no arrangement) is known only for the functions that no level changes; everything else that the
    table does not have raises LookupError.
    """
    row = TABLE.get(function)
    if row is None:
        raise LookupError(f"“{function}” is not a function of the table.")
    if level is None and function in WHATEVER_THE_LEVEL:
        # No level changes what is said here: read it in the middle column, whose source speaks of no level either.
        return row[Level.JOINT]
    if level is None:
        raise LookupError(f"Without a level nobody can say who decides {what(function)}.")
    if level not in row:
        raise LookupError(f"The table has no level “{level}” for {what(function)}.")
    return row[Level(level)]


def holders(function: Function, level: Level | None) -> dict[CommitteeKind, Source]:
    """Which kinds of committee may hold a function at a level, each with its source; empty where none may.

    ``level`` None: no arrangement. Raises LookupError for what the table does not have.
    """
    found = cell(function, level)
    if function == Function.CCG_OWN:
        return OWN_HOLDERS[level]
    if function == Function.OWN_BUSINESS:
        return {}
    return dict([HOLDER[found.say]])


def fits(kind: CommitteeKind, function: Function, level: Level | None) -> Verdict:
    """May this kind of committee hold this function for a CCG at this level (None: no level)? Unknown is refused."""
    try:
        kinds = holders(function, level)
    except LookupError as unknown:
        return Verdict.of([Reason("unknown_combination", str(unknown.args[0]), s.TABLE_PAGE)])
    at = f" at {level_words(level)}" if level else ""
    if kind in kinds:
        text = sentence_case(f"{a(CommitteeKind(kind).label)} may hold {what(function)}{at}.")
        return Verdict.of([Reason("kind_fits", text, kinds[kind], allows=True)])
    return Verdict.of([_misfit(kind, function, at, kinds)])


def _misfit(kind: CommitteeKind, function: Function, at: str, kinds: dict[CommitteeKind, Source]) -> Reason:
    if function == Function.OWN_BUSINESS:
        text = "A committee's own business is decided by each committee for itself: no committee holds it by remit."
        return Reason("own_business_has_no_remit", text, s.OWN_PROCEDURE, who_can="each committee for itself")
    allowed = listed((a(each.label) for each in kinds), "or")
    label = CommitteeKind(kind).label if kind in set(CommitteeKind) else f"committee of kind “{kind}”"
    text = sentence_case(f"{a(label)} cannot hold {what(function)}{at}: {allowed} does.")
    return Reason("wrong_kind", text, next(iter(kinds.values())), who_can=allowed)
