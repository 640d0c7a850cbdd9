"""Reading the national files that have a header: list sizes, and payments with their contract types. Pure: no database.

Columns are found by their names, because their number and order change from one edition to the next. The list size is the
sum of the columns by sex and age band. A commissioner's code can have five characters: three and "00" (07L00) for a CCG of
three, or a code that is that long (domain, section 4). A contract type is kept in the file's own word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from practices.reading import NotODS

LIST_SIZES, CONTRACT_TYPES = "list_sizes", "contract_types"
KNOWN_TYPES = ("GMS", "PMS", "APMS")
LONGEST_TYPE = 12  # characters

PRACTICE_CODE = re.compile(r"[A-Z][0-9A-Z]{5}")
PRACTICE, COMMISSIONERS, TYPE = "practice code", ("pco code", "ccg code"), "contract type"
AGES = re.compile(r"(male|female)\b.*")


@dataclass(frozen=True)
class SizeRow:
    """How many patients are registered with a practice. ``ccg_code`` as the file writes it, perhaps empty."""

    line: int
    code: str
    ccg_code: str
    value: int


@dataclass(frozen=True)
class TypeRow:
    """Which type of contract a practice has, in the file's own word; empty where it says nothing."""

    line: int
    code: str
    ccg_code: str
    value: str


@dataclass
class Header:
    """Where a file of one kind has what we read."""

    kind: str
    columns: int
    code: int
    commissioner: int | None
    values: list[int] = field(default_factory=list)


def header_of(name: str, cells: Sequence[str]) -> Header | None:
    """What the first row says the file is; None where it is no header. Raises NotODS for a header that we do not know."""
    names = [cell.casefold() for cell in cells]
    if PRACTICE not in names:
        return None
    commissioner = next((names.index(each) for each in COMMISSIONERS if each in names), None)
    found = Header("", len(names), names.index(PRACTICE), commissioner)
    if TYPE in names:
        found.kind, found.values = CONTRACT_TYPES, [names.index(TYPE)]
        return found
    found.kind, found.values = LIST_SIZES, [place for place, each in enumerate(names) if AGES.fullmatch(each)]
    if found.values:
        return found
    raise NotODS(
        f"{name} names a practice on each row, but has neither columns of patients by sex and age (Male, Female) "
        "nor a column “Contract Type”."
    )


def parsed(header: Header, line: int, cells: list[str]) -> tuple[SizeRow | TypeRow | None, list[str]]:
    """One row, or None, and what is wrong with it."""
    if len(cells) != header.columns:
        return None, [f"it has {len(cells)} columns, not {header.columns} as the first row"]
    code = cells[header.code]
    commissioner = cells[header.commissioner] if header.commissioner is not None else ""
    problems: list[str] = []
    if not PRACTICE_CODE.fullmatch(code):
        problems.append(f"“{code}” is not a practice code (a capital letter and five letters or digits)")
    row: SizeRow | TypeRow
    if header.kind == LIST_SIZES:
        row = SizeRow(line, code, commissioner, patients([cells[place] for place in header.values], problems))
    else:
        row = TypeRow(line, code, commissioner, cells[header.values[0]])
        if len(row.value) > LONGEST_TYPE:
            problems.append(f"the contract type “{row.value}” is longer than {LONGEST_TYPE} characters")
    return (None if problems else row), problems


def patients(cells: list[str], problems: list[str]) -> int:
    """The sum of the age bands; what is no whole number is noted."""
    wrong = [cell for cell in cells if not re.fullmatch(r"[0-9]{1,7}", cell)]
    if wrong:
        problems.append(f"“{wrong[0]}” is not a number of patients")
        return 0
    return sum(int(cell) for cell in cells)


def ccg_codes(written: str) -> tuple[str, ...]:
    """The codes that a file can mean by this one: as it is, and three characters of five that end in 00."""
    return (written, written[:3]) if len(written) == 5 and written.endswith("00") else (written,)
