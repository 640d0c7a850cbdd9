"""Spreadsheets of interests for tests, all made up: the same rows as CSV, XLSX and ODS."""

from __future__ import annotations

from datetime import date

HEADINGS = (
    "Name", "Position", "Type", "Direct or indirect", "Organisation", "ODS code", "Nature of interest", "Relationship",
    "Date from", "Date to", "Mitigation", "Declared on",
)  # fmt: skip


def row(name: str = "", **told) -> list:
    """A row that is right but for what is told otherwise, by the first word of each heading."""
    cells = {
        "name": name,
        "position": "GP member",
        "type": "financial",
        "direct": "direct",
        "organisation": "",
        "ods": "H85001",
        "nature": "Partner",
        "relationship": "",
        "from": "2012-04-01",
        "to": "",
        "mitigation": "",
        "declared": "2016-04-04",
    }
    assert set(told) <= set(cells), told
    return list((cells | told).values())


def as_csv(*rows, headings=HEADINGS, delimiter=",") -> bytes:
    import csv
    import io

    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([headings, *rows])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(*rows, headings=HEADINGS) -> bytes:
    return _dataset(rows, headings).export("xlsx")


def as_ods(*rows, headings=HEADINGS) -> bytes:
    return _dataset(rows, headings).export("ods")


def _dataset(rows, headings):
    from tablib import Dataset

    return Dataset(*rows, headers=headings)


def twenty_good_rows(names: list[str]) -> list[list]:
    """Twenty interests of these people, in the many ways in which registers write them."""
    ways = [
        {},
        {"type": "Non-financial professional", "nature": "Trustee", "ods": "", "organisation": "Made-up Hospice"},
        {"type": "non-financial personal", "nature": "Patient of the practice"},
        {"type": "Financial", "direct": "Indirect", "relationship": "Wife", "nature": "Salaried GP"},
        {"type": "indirect financial", "direct": "", "relationship": "Brother", "nature": "Shareholder"},
        {"type": "", "direct": "Direct pecuniary", "nature": "Locum"},
        {"nature": "Director", "ods": "", "organisation": "Made-up Care Ltd", "from": "1/4/2013", "to": "31/03/2015"},
        {"nature": "Landlord", "from": "1 April 2014", "to": "ongoing", "mitigation": "Leaves for the item"},
        {"nature": "Lease", "from": date(2014, 5, 1), "declared": date(2015, 10, 12)},
        {"nature": "Adviser", "from": "1.6.2014", "declared": "12 October 2015"},
    ]
    return [row(names[number % len(names)], **ways[number % len(ways)]) for number in range(20)]
