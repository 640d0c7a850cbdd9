"""Files of the NHS Organisation Data Service: what is read, and what is refused with which sentence."""

import pytest

from practices import ods, reading
from tests.practices.files import ccg_cells, csv_bytes, practice_cells, zipped


def test_a_practice_file_is_told_by_its_content_whatever_its_name():
    assert ods.read("eccg.csv", csv_bytes(practice_cells())).kind == ods.PRACTICES


def test_a_ccg_file_is_told_by_its_content_whatever_its_name():
    assert ods.read("epraccur.csv", csv_bytes(ccg_cells())).kind == ods.CCGS


def test_gzip_is_told_by_its_content_whatever_its_name():
    content = csv_bytes(practice_cells())
    plain, packed = ods.read("a.csv", content), ods.read("a.csv", zipped(content))
    assert plain.rows == packed.rows
    assert plain.sha256 == packed.sha256


def test_a_byte_order_mark_and_windows_line_ends_are_read_over():
    file = ods.read("a.csv", b"\xef\xbb\xbf" + csv_bytes(practice_cells(), practice_cells("H85998"), end="\r\n"))
    assert [row.code for row in file.rows] == ["H85999", "H85998"]
    assert not file.bad


def test_a_newline_within_quotes_is_a_space_and_later_lines_keep_their_numbers():
    rows = [practice_cells(name="THE MADE UP\nSURGERY"), practice_cells("H85998"), practice_cells("wrong")]
    file = ods.read("a.csv", csv_bytes(*rows))
    assert file.rows[0].name == "THE MADE UP SURGERY"
    assert [row.line for row in file.rows] == [1, 3]
    assert file.bad[0].line == 4


def test_blank_lines_are_read_over():
    assert ods.read("a.csv", csv_bytes(practice_cells()) + b"\n\n").total == 1


def test_ccg_codes_have_three_or_five_characters():
    file = ods.read("a.csv", csv_bytes(ccg_cells("99Q"), ccg_cells("W2U3Z"), ccg_cells("07L0")))
    assert [row.code for row in file.rows] == ["99Q", "W2U3Z"]
    assert "“07L0” is not a CCG code" in file.bad[0].problem


def test_commissioning_hubs_are_no_ccgs():
    file = ods.read("a.csv", csv_bytes(ccg_cells(), ccg_cells("13R", "LONDON COMMISSIONING HUB", subtype="H")))
    assert [row.code for row in file.rows] == ["99Q"]
    assert file.hubs == {"13R"}


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (practice_cells()[:26], "it has 26 columns, not 27"),
        (practice_cells(code="h85999"), "“h85999” is not a practice code"),
        (practice_cells(code="H8599"), "“H8599” is not a practice code"),
        (practice_cells(name=""), "the name is empty"),
        (practice_cells(name="X" * 121), "the name is longer than 120 characters"),
        (practice_cells(postcode="SW1A 1AA UK"), "the postcode is longer than 8 characters"),
        (practice_cells(opened=""), "the open date is empty"),
        (practice_cells(opened="1974-04-01"), "the open date “1974-04-01” is not a date written as YYYYMMDD"),
        (practice_cells(closed="20160230"), "the close date “20160230” is not a date written as YYYYMMDD"),
        (practice_cells(closed="19740331"), "the close date 19740331 is before the open date 19740401"),
        (practice_cells(joined=""), "the join date is empty"),
        (practice_cells(left="20130331"), "the left date 20130331 is before the join date 20130401"),
        (practice_cells(status="X"), "the status “X” (column 13) is none of A, C, D and P"),
        (practice_cells(setting="GP"), "the prescribing setting “GP” (column 26) is not a number"),
        (practice_cells(subtype="C"), "the sub-type “C” (column 14) is neither B nor Z"),
        (practice_cells(ccg="CROYDON"), "“CROYDON” (column 15) is not the code of a CCG"),
        (practice_cells(ccg="", joined=""), "an active GP practice has no commissioner"),
    ],
)
def test_a_bad_practice_row_is_listed_with_its_line_and_what_is_wrong(cells, problem):
    good = [practice_cells("H85001"), practice_cells("H85002")]
    file = ods.read("a.csv", csv_bytes(*good, cells))
    assert [row.code for row in file.rows] == ["H85001", "H85002"]
    assert file.bad[0].line == 3
    assert problem in file.bad[0].problem


def test_a_bad_row_says_everything_that_is_wrong_with_it():
    file = ods.read("a.csv", csv_bytes(practice_cells("H85001"), practice_cells(status="X", opened="", name="")))
    assert file.bad[0].problem.count(";") == 2


def test_the_same_code_twice_is_bad_and_names_the_first_line():
    file = ods.read("a.csv", csv_bytes(practice_cells(), practice_cells()))
    assert file.bad == [ods.BadRow(2, "H85999", "the code was used before, on line 1")]


BRANCH = ["H85999001", *practice_cells()[1:]]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty."),
        (b"\xef\xbb\xbf\r\n\r\n", "is empty."),
        (zipped(b""), "is empty once unpacked."),
        (b"PK\x03\x04rest of a spreadsheet", "is a zip archive or a spreadsheet."),
        (b"<!DOCTYPE html><html>not found</html>", "is a web page or XML"),
        (zipped(b"  <html>"), "is a web page or XML"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a binary file"),
        ("code,name".encode("utf-16"), "is written in UTF-16"),
        (csv_bytes(practice_cells(name="CAFÉ SURGERY")).decode().encode("latin-1"), "is not UTF-8 text: line 1"),
        (zipped(csv_bytes(*[practice_cells()] * 50))[:-20], "is a gzip file that was cut short."),
        (b"\x1f\x8b" + b"no gzip at all", "is a damaged gzip file"),
        (b"CCG Code,ICB Code,ICB NAME\n99C,QHM,NAME\n", "has 3 columns in its first row; an ODS file has 27."),
        (csv_bytes(BRANCH), "its rows are neither practices (epraccur) nor CCGs (eccg)."),
        (csv_bytes(practice_cells())[:-12], "a quotation mark is never closed, so the file may have been cut short"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_a_sentence(content, sentence):
    with pytest.raises(ods.NotODS) as refusal:
        ods.read("given.csv", content)
    assert str(refusal.value).startswith("given.csv ")
    assert sentence in str(refusal.value)


def test_a_file_that_unpacks_to_something_enormous_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 1000)
    with pytest.raises(ods.NotODS, match="no ODS file is that long"):
        ods.read("given.csv", zipped(b"x" * 5000))
