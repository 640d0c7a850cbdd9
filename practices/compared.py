"""Two editions of the practice file compared: what became active or dormant, moved, or changed its name. Writes nothing.

An edition lists every prescribing organisation; what it changes among GP practices is told of those that are active in one
of the two.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from practices.dated import in_words
from practices.models import Practice
from practices.reading import ODSFile

GP_PRACTICE, ACTIVE, DORMANT = "4", "A", "D"


@dataclass(frozen=True)
class Listed:
    """A prescribing organisation as one edition lists it, or as we hold it."""

    code: str
    name: str
    status: str
    setting: str
    ccg_code: str
    joined_on: date | None
    closed_on: date | None

    @property
    def active(self) -> bool:
        """Is it an active GP practice?"""
        return self.status == ACTIVE and self.setting == GP_PRACTICE


@dataclass(frozen=True)
class Compared:
    """What changed between two editions, by code. ``listed_before``: those of ``became_active`` that the earlier listed,
    in another state. ``moved``: (code, CCG before, CCG after, day of joining).
    """

    became_active: tuple[str, ...]
    listed_before: tuple[str, ...]
    became_dormant: tuple[str, ...]
    other_setting: tuple[str, ...]
    otherwise_ended: tuple[str, ...]
    with_close_date: tuple[str, ...]
    renamed: tuple[str, ...]
    moved: tuple[tuple[str, str, str, date | None], ...]
    back_dated: int

    def __bool__(self) -> bool:
        return any((self.became_active, self.became_dormant, self.other_setting, self.otherwise_ended)) or any(
            (self.renamed, self.moved)
        )


def listed_in(file: ODSFile) -> dict[str, Listed]:
    """What a practice file lists."""
    return {
        row.code: Listed(row.code, row.name, row.status, row.setting, row.ccg_code, row.joined_on, row.closed_on)
        for row in file.rows
    }


def listed_held() -> dict[str, Listed]:
    """What we hold, of practices that no decision closed: an edition changes nothing about those. Three queries."""
    found = {}
    for row in Practice.objects.with_dated_facts().filter(closed_by=""):
        last = max(row.memberships.all(), key=lambda each: each.starts_on, default=None)
        code, joined_on = (last.ccg.ods_code, last.starts_on) if last else ("", None)
        found[row.ods_code] = Listed(
            row.ods_code, row.name, row.status, row.prescribing_setting, code, joined_on, row.closed_on
        )
    return found


def compared(before: Mapping[str, Listed], after: Mapping[str, Listed], *, before_on: date | None = None) -> Compared:
    """What changed from one to the other. ``before_on``: the day that the earlier describes; a move on a day before it is
    back-dated. Without it, one on a day before the latest joining that the earlier knew is.
    """
    known = before_on or max(
        (row.joined_on for row in before.values() if row.active and row.joined_on), default=date.min
    )
    active_before = {code for code, row in before.items() if row.active}
    active_after = {code for code, row in after.items() if row.active}
    began, left = sorted(active_after - active_before), sorted(active_before - active_after)
    still = sorted(active_before & active_after)
    dormant = [code for code in left if code in after and after[code].status == DORMANT]
    setting = [code for code in left if code in after and after[code].setting != GP_PRACTICE and code not in dormant]
    moved = tuple(
        (code, before[code].ccg_code, after[code].ccg_code, after[code].joined_on)
        for code in still
        if before[code].ccg_code != after[code].ccg_code
    )
    return Compared(
        became_active=tuple(began),
        listed_before=tuple(code for code in began if code in before),
        became_dormant=tuple(dormant),
        other_setting=tuple(setting),
        otherwise_ended=tuple(code for code in left if code not in dormant and code not in setting),
        with_close_date=tuple(code for code in left if code in after and after[code].closed_on),
        renamed=tuple(code for code in still if before[code].name != after[code].name),
        moved=moved,
        back_dated=sum(1 for *_, joined_on in moved if joined_on is not None and joined_on < known),
    )


def sentences(found: Compared) -> list[str]:
    """What changed, in sentences."""
    left = len(found.became_dormant) + len(found.other_setting) + len(found.otherwise_ended)
    before = f" ({len(found.listed_before)} of them listed before, in another state)" if found.became_active else ""
    lines = [
        f"{len(found.became_active):,} became active{before}; {len(found.became_dormant):,} became dormant; "
        f"{len(found.other_setting):,} changed to another prescribing setting; "
        f"{len(found.otherwise_ended):,} ceased to be active in another way.",
    ]
    if left:
        dated = len(found.with_close_date)
        lines.append(
            f"Of the {left:,} that ceased to be active, {f'{dated:,}' if dated else 'none'} with a close date."
        )
    lines.append(f"{len(found.renamed):,} changed name; {len(found.moved):,} moved to another CCG.")
    moves: dict[tuple[str, str, date | None], int] = {}
    for _, old, new, joined_on in found.moved:
        moves[old, new, joined_on] = moves.get((old, new, joined_on), 0) + 1
    for (old, new, joined_on), many in moves.items():
        since = f", on {in_words(joined_on)}" if joined_on else ""
        lines.append(f"{many:,} from {old or 'no CCG'} to {new or 'no CCG'}{since}.")
    if found.back_dated:
        lines.append(f"Back-dated, to a day before the earlier edition: {found.back_dated:,}.")
    return lines


def as_json(found: Compared) -> dict:
    """The same as data: each list by its number of practices and their codes, days as YYYY-MM-DD."""
    told = asdict(found)
    told["moved"] = [[*row[:3], row[3].isoformat() if row[3] else None] for row in found.moved]
    return told
