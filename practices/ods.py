"""Reading the practice (epraccur) and CCG (eccg) files of the NHS Organisation Data Service. Pure: no database.

Both are comma-separated, without a header, with 27 columns and without the date that they describe. Their columns:
1 code, 2 name, 3 national grouping, 5-9 address, 10 postcode, 11 open date, 12 close date, 13 status, 14 sub-type,
15 commissioner, 16 join date, 17 left date, 18 telephone, 26 prescribing setting (NHS Digital's description of the
files; domain, section 4). A file says what it is by its content, never by its name: one with a header is read by
``practices.headed``.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime

from practices import headed
from practices.headed import CONTRACT_TYPES, LIST_SIZES
from practices.reading import BadRow, NotODS, ODSFile, decoded, records, unpacked

PRACTICES, CCGS = "practices", "ccgs"
COLUMNS = 27
GP_PRACTICE = "4"

PRACTICE_CODE = re.compile(r"[A-Z][0-9A-Z]{5}")
CCG_CODE = re.compile(r"[0-9A-Z]{3}(?:[0-9A-Z]{2})?")
STATUSES = {"A", "C", "D", "P"}
PRACTICE_SUBTYPES = {"B", "Z"}  # allocated to a parent organisation, or not
CCG_SUBTYPES = {"C", "H"}  # a CCG, or a commissioning hub


__all__ = ["CCGS", "CONTRACT_TYPES", "LIST_SIZES", "PRACTICES", "BadRow", "NotODS", "ODSFile", "read"]


@dataclass(frozen=True)
class CCGRow:
    """A CCG as published. Dates are inclusive."""

    line: int
    code: str
    name: str
    region_code: str
    opened_on: date
    closed_on: date | None


@dataclass(frozen=True)
class PracticeRow:
    """A prescribing organisation as published, with the last commissioner it had. Dates are inclusive."""

    line: int
    code: str
    name: str
    address: tuple[str, ...]
    postcode: str
    phone: str
    opened_on: date
    closed_on: date | None
    status: str
    setting: str
    ccg_code: str
    joined_on: date | None
    left_on: date | None

    @property
    def is_gp_practice(self) -> bool:
        """Is it a GP practice, and not one of the other prescribing cost centres?"""
        return self.setting == GP_PRACTICE


def read(name: str, content: bytes) -> ODSFile:
    """Read one file, plain or gzip. Rows that are wrong are listed in `bad`; a wrong file raises NotODS."""
    data = unpacked(name, content)
    numbered = list(records(name, decoded(name, data)))
    header = headed.header_of(name, numbered[0][1])
    kind = header.kind if header else kind_of(name, [cells for _, cells in numbered])
    result = ODSFile(name, kind, hashlib.sha256(data).hexdigest())
    if header:
        numbered = numbered[1:]
    result.total = len(numbered)
    seen: dict[str, int] = {}
    for line, cells in numbered:
        row, problems = headed.parsed(header, line, cells) if header else parsed(kind, line, cells)
        code = cells[header.code] if header and header.code < len(cells) else cells[0]
        if code in seen:
            problems.append(f"the code was used before, on line {seen[code]}")
        seen.setdefault(code, line)
        if problems:
            result.bad.append(BadRow(line, code, "; ".join(problems)))
        elif row is None:
            result.hubs.add(code)
        else:
            result.rows.append(row)
    return result


def kind_of(name: str, rows: list[list[str]]) -> str:
    """Is it the practice file or the CCG file? What most of its rows look like decides."""
    whole = [cells for cells in rows if len(cells) == COLUMNS]
    if len(whole) * 2 < len(rows):
        raise NotODS(f"{name} has {len(rows[0])} columns in its first row; an ODS file has {COLUMNS}.")
    practices = sum(bool(PRACTICE_CODE.fullmatch(c[0])) and c[25].isdigit() for c in whole)
    ccgs = sum(bool(CCG_CODE.fullmatch(c[0])) and c[13] in CCG_SUBTYPES and not c[25] for c in whole)
    if max(practices, ccgs) * 2 < len(rows):
        raise NotODS(
            f"{name} has {COLUMNS} columns as ODS files do, "
            "but its rows are neither practices (epraccur) nor CCGs (eccg)."
        )
    return PRACTICES if practices > ccgs else CCGS


def parsed(kind: str, line: int, cells: list[str]) -> tuple[PracticeRow | CCGRow | None, list[str]]:
    """One row, or None for a commissioning hub, and what is wrong with it."""
    if len(cells) != COLUMNS:
        return None, [f"it has {len(cells)} columns, not {COLUMNS}"]
    return practice_row(line, cells) if kind == PRACTICES else ccg_row(line, cells)


def ccg_row(line: int, cells: list[str]) -> tuple[CCGRow | None, list[str]]:
    """A row of the CCG file."""
    problems: list[str] = []
    if not CCG_CODE.fullmatch(cells[0]):
        problems.append(f"“{cells[0]}” is not a CCG code (three or five capital letters and digits)")
    if cells[13] not in CCG_SUBTYPES:
        problems.append(f"the sub-type “{cells[13]}” (column 14) is neither C (a CCG) nor H (a hub)")
    opened_on, closed_on = period(cells[10], cells[11], "open", "close", problems)
    wrong_length(cells[1], "name", 120, problems)
    if problems or cells[13] == "H" or opened_on is None:
        return None, problems
    return CCGRow(line, cells[0], cells[1], cells[2][:5], opened_on, closed_on), problems


def practice_row(line: int, cells: list[str]) -> tuple[PracticeRow | None, list[str]]:
    """A row of the practice file."""
    problems: list[str] = []
    code, status, setting, ccg_code = cells[0], cells[12], cells[25], cells[14]
    if not PRACTICE_CODE.fullmatch(code):
        problems.append(f"“{code}” is not a practice code (a capital letter and five letters or digits)")
    if status not in STATUSES:
        problems.append(f"the status “{status}” (column 13) is none of A, C, D and P")
    if not re.fullmatch(r"\d{1,2}", setting):
        problems.append(f"the prescribing setting “{setting}” (column 26) is not a number of one or two digits")
    if cells[13] not in PRACTICE_SUBTYPES:
        problems.append(f"the sub-type “{cells[13]}” (column 14) is neither B nor Z")
    opened_on, closed_on = period(cells[10], cells[11], "open", "close", problems)
    joined_on, left_on = period(cells[15], cells[16], "join", "left", problems, needed=bool(ccg_code))
    if ccg_code and not CCG_CODE.fullmatch(ccg_code):
        problems.append(f"“{ccg_code}” (column 15) is not the code of a CCG")
    if not ccg_code and setting == GP_PRACTICE and status == "A":
        problems.append("an active GP practice has no commissioner (column 15)")
    wrong_length(cells[1], "name", 120, problems)
    wrong_length(cells[9] or "-", "postcode", 8, problems)
    for number, cell in enumerate(cells[4:9], start=5):
        wrong_length(cell or "-", f"address (column {number})", 80, problems)
    if problems or opened_on is None:
        return None, problems
    row = PracticeRow(
        line=line,
        code=code,
        name=cells[1],
        address=tuple(cells[4:9]),
        postcode=cells[9],
        phone=cells[17][:30],
        opened_on=opened_on,
        closed_on=closed_on,
        status=status,
        setting=setting,
        ccg_code=ccg_code,
        joined_on=joined_on,
        left_on=left_on,
    )
    return row, problems


def wrong_length(cell: str, what: str, longest: int, problems: list[str]) -> None:
    """Note a cell that is empty or too long."""
    if not cell:
        problems.append(f"the {what} is empty")
    elif len(cell) > longest:
        problems.append(f"the {what} is longer than {longest} characters")


def period(
    first: str, last: str, opens: str, closes: str, problems: list[str], needed: bool = True
) -> tuple[date | None, date | None]:
    """Two dates of the file, noting what is wrong with them."""
    starts_on, ends_on = day(first, opens, problems), day(last, closes, problems)
    if needed and not first:
        problems.append(f"the {opens} date is empty")
    if starts_on and ends_on and ends_on < starts_on:
        problems.append(f"the {closes} date {last} is before the {opens} date {first}")
    return starts_on, ends_on


def day(text: str, what: str, problems: list[str]) -> date | None:
    """A date written as YYYYMMDD, or None where it is empty or wrong (which is noted)."""
    if not text:
        return None
    try:
        if not re.fullmatch(r"[0-9]{8}", text):
            raise ValueError
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 a day has no zone
    except ValueError:
        problems.append(f"the {what} date “{text}” is not a date written as YYYYMMDD")
        return None
