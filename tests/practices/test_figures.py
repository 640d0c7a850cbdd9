"""List sizes and contract types: what is read, kept, passed over and refused. The practices of the fixtures are made up."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from practices import ods
from practices.actions import BadRows, Refused
from practices.models import ContractType, Edition, ListSize, Practice
from practices.report import as_json, sentences
from tests.practices.files import (
    FEBRUARY,
    ccg_cells,
    ccgs_file,
    csv_bytes,
    load,
    practice_cells,
    practices_file,
    zipped,
)

pytestmark = pytest.mark.django_db

MARCH = date(2016, 3, 1)
SIZES = ["PCO Name", "PCO Code", "Practice Name", "Practice Code", "Male 0-4", "Female 0-4", "Male 75+", "Female 75+"]
TYPES = ["CCG Code", "Practice Code", "Practice Name", "Contract Type", "Total"]


def sizes_file(*rows: tuple, header: list[str] = SIZES, content: bytes = b"") -> ods.ODSFile:
    """A file of list sizes: (code, commissioner, the four numbers)."""
    lines = [["MADE UP CCG", ccg, "THE MADE UP SURGERY", code, *map(str, numbers)] for code, ccg, *numbers in rows]
    return ods.read("sizes.csv", content or csv_bytes(header, *lines))


def types_file(*rows: tuple[str, str], ccg: str = "99Q") -> ods.ODSFile:
    """A file of payments: (code, contract type)."""
    return ods.read("payments.csv", csv_bytes(TYPES, *([ccg, code, "Dr Made Up", kind, "1.5"] for code, kind in rows)))


@pytest.fixture
def practices():
    """Three active practices of one CCG, and a dormant one."""
    rows = [practice_cells(f"H8500{number}") for number in (1, 2, 3)]
    load(ccgs_file(ccg_cells()), practices_file(*rows, practice_cells("H85004", status="D")))


def sizes() -> dict[str, int]:
    return {row.practice.ods_code: row.patients for row in ListSize.objects.select_related("practice")}


def types() -> dict[str, str]:
    return {row.practice.ods_code: row.kind for row in ContractType.objects.select_related("practice")}


def history() -> list[int]:
    return [model.history.count() for model in (ListSize, ContractType)]


def test_the_list_size_is_the_sum_of_the_age_bands_with_its_day_edition_and_history(practices):
    report = load(sizes_file(("H85001", "99Q00", 1, 20, 300, 4000), ("H85002", "99Q00", 0, 0, 0, 7)))
    assert sizes() == {"H85001": 4321, "H85002": 7}
    row = ListSize.objects.get(practice__ods_code="H85001")
    assert (row.as_at, row.edition.kind, row.edition.rows) == (FEBRUARY, Edition.Kind.LIST_SIZES, 2)
    assert row.history.get().history_change_reason == "ODS list_sizes file sizes.csv as at 2016-02-01"
    counted = report.files[0].changes
    assert (counted.said[""], counted.active, counted.active_without) == (4328, 3, 1)


def test_the_contract_type_is_kept_with_its_day_edition_and_history(practices):
    load(types_file(("H85001", "GMS"), ("H85002", "APMS")))
    assert types() == {"H85001": "GMS", "H85002": "APMS"}
    row = ContractType.objects.get(practice__ods_code="H85001")
    assert (row.as_at, row.edition.kind) == (FEBRUARY, Edition.Kind.CONTRACT_TYPES)
    assert row.history.get().history_change_reason == "ODS contract_types file payments.csv as at 2016-02-01"


def test_an_unknown_contract_type_is_kept_as_the_file_writes_it_and_reported(practices):
    report = load(types_file(("H85001", "PCTMS"), ("H85002", "Missing Data"), ("H85003", "GMS")))
    assert types() == {"H85001": "PCTMS", "H85002": "Missing Data", "H85003": "GMS"}
    said = "\n".join(sentences(report))
    assert "None of the three types of contract, kept as written: “Missing Data” 1, “PCTMS” 1." in said


def test_a_row_without_a_contract_type_says_nothing_and_the_gap_stays(practices):
    report = load(types_file(("H85001", "GMS"), ("H85002", "  ")))
    assert types() == {"H85001": "GMS"}
    assert (report.files[0].changes.silent, report.files[0].changes.active_without) == (1, 2)
    assert "Rows that say nothing: 1." in "\n".join(sentences(report))


def test_a_practice_that_is_not_held_is_passed_over_and_named(practices):
    report = load(sizes_file(("H85001", "99Q00", 1, 1, 1, 1), ("H85999", "99Q00", 9, 9, 9, 9)))
    assert sizes() == {"H85001": 4}
    assert not Practice.objects.filter(ods_code="H85999").exists()
    said = "\n".join(sentences(report))
    assert "Practices that are not held, passed over: 1 (H85999)." in said
    assert "sizes.csv: 2 rows; 40 patients." in said
    assert "Active practices: 1 with a list size of that day, 2 without." in said


def test_a_dormant_practices_figure_is_kept_and_it_does_not_count_among_the_active(practices):
    counted = load(sizes_file(("H85004", "99Q00", 1, 1, 1, 1))).files[0].changes
    assert sizes() == {"H85004": 4}
    assert (counted.active, counted.active_without) == (3, 3)


@pytest.mark.parametrize(("written", "fits"), [("99Q00", True), ("99Q", True), ("99R00", False), ("99Q01", False)])
def test_a_five_character_code_means_the_ccg_of_three_where_it_ends_in_00(practices, written, fits):
    elsewhere = load(sizes_file(("H85001", written, 1, 1, 1, 1))).files[0].changes.elsewhere
    assert elsewhere == ([] if fits else [f"H85001: {written} in the file, NHS Made Up CCG held"])
    assert sizes() == {"H85001": 4}, "the figure is the practice's, whoever commissions it"


def test_a_ccg_whose_own_code_has_five_characters_is_that_ccg():
    load(ccgs_file(ccg_cells("W2U3Z")), practices_file(practice_cells("H85001", ccg="W2U3Z")))
    assert load(sizes_file(("H85001", "W2U3Z", 1, 1, 1, 1))).files[0].changes.elsewhere == []


def test_a_byte_order_mark_quoted_newlines_and_gzip_are_read(practices):
    content = csv_bytes(SIZES, ["MADE\nUP CCG", "99Q00", "THE MADE UP\r\nSURGERY", "H85001", "1", "2", "3", "4"])
    load(sizes_file(content=zipped(b"\xef\xbb\xbf" + content)))
    assert sizes() == {"H85001": 10}


def test_a_bad_row_after_a_quoted_newline_is_told_by_the_line_it_is_on(practices):
    good = ["MADE\nUP CCG", "99Q00", "NAME", "H85001", "1", "2", "3", "4"]
    bad = ["MADE UP CCG", "99Q00", "NAME", "H85002", "1", "2", "three", "4"]
    with pytest.raises(BadRows) as refusal:
        load(sizes_file(content=csv_bytes(SIZES, good, bad)))
    assert refusal.value.lines() == ["sizes.csv, line 4 (H85002): “three” is not a number of patients."]
    assert not ListSize.objects.exists()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["X", "99Q00", "N", "H85001", "1", "2", "3"], "line 2 (H85001): it has 7 columns, not 8 as the first row"),
        (["X", "99Q00", "N", "", "1", "2", "3", "4"], "“” is not a practice code"),
        (["X", "99Q00", "N", "Total", "1", "2", "3", "4"], "“Total” is not a practice code"),
        (["X", "99Q00", "N", "H85001", "1", "", "3", "4"], "“” is not a number of patients"),
        (["X", "99Q00", "N", "H85001", "-1", "2", "3", "4"], "“-1” is not a number of patients"),
        (["X", "99Q00", "N", "H85001", "1.5", "2", "3", "4"], "“1.5” is not a number of patients"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_nothing_is_saved(practices, row, sentence):
    with pytest.raises(BadRows) as refusal:
        load(sizes_file(content=csv_bytes(SIZES, row)))
    assert sentence in refusal.value.lines()[0]
    assert not ListSize.objects.exists()


def test_a_practice_listed_twice_is_refused(practices):
    with pytest.raises(BadRows) as refusal:
        load(types_file(("H85001", "GMS"), ("H85001", "PMS")))
    assert "the code was used before, on line 2" in refusal.value.lines()[0]


def test_a_contract_type_longer_than_there_is_room_for_is_refused(practices):
    with pytest.raises(BadRows) as refusal:
        load(types_file(("H85001", "Something Else Altogether")))
    assert "is longer than 12 characters" in refusal.value.lines()[0]


def test_a_header_without_what_we_read_is_refused_in_a_sentence():
    with pytest.raises(ods.NotODS) as refusal:
        ods.read("given.csv", csv_bytes(["Practice Code", "Postcode"], ["H85001", "SW1A 1AA"]))
    assert "neither columns of patients by sex and age (Male, Female) nor a column “Contract Type”" in str(
        refusal.value
    )


def test_a_file_with_a_header_and_nothing_else_changes_nothing(practices):
    assert not load(sizes_file()).changed


def test_the_second_load_changes_nothing_and_writes_no_history(practices):
    files = [sizes_file(("H85001", "99Q00", 1, 2, 3, 4)), types_file(("H85001", "GMS"))]
    load(*files)
    before = history(), Edition.objects.count()
    report = load(*files)
    assert not report.changed
    assert (history(), Edition.objects.count()) == before
    assert sentences(report)[-2] == "Nothing changed: everything in these files is held already."


def test_a_corrected_file_of_the_same_day_corrects_and_says_from_which_edition(practices):
    load(sizes_file(("H85001", "99Q00", 1, 2, 3, 4), ("H85002", "99Q00", 1, 1, 1, 1)))
    report = load(sizes_file(("H85001", "99Q00", 1, 2, 3, 5)))
    counted = report.files[0].changes
    assert (len(counted.new), len(counted.changed), counted.not_in_file) == (0, 1, 1)
    assert sizes() == {"H85001": 11, "H85002": 4}
    row = ListSize.objects.get(practice__ods_code="H85001")
    assert [each.patients for each in row.history.all()] == [11, 10]
    assert row.edition.rows == 1


def test_figures_of_another_day_stand_beside_those_held_whichever_is_read_first(practices):
    load(sizes_file(("H85001", "99Q00", 1, 2, 3, 4)), as_at=MARCH)
    load(sizes_file(("H85001", "99Q00", 1, 1, 1, 1)), as_at=FEBRUARY)
    rows = ListSize.objects.order_by("as_at").values_list("as_at", "patients")
    assert list(rows) == [(FEBRUARY, 4), (MARCH, 10)]


def test_figures_of_a_day_that_has_not_come_are_refused(practices):
    with pytest.raises(Refused, match="in the future"):
        load(sizes_file(("H85001", "99Q00", 1, 2, 3, 4)), as_at=date(2999, 1, 1))


def test_practices_and_figures_given_together_are_read_in_the_right_order():
    report = load(
        types_file(("H85001", "GMS")),
        sizes_file(("H85001", "99Q00", 1, 2, 3, 4)),
        practices_file(practice_cells("H85001")),
        ccgs_file(),
    )
    assert [part.file.kind for part in report.files] == ["ccgs", "practices", "list_sizes", "contract_types"]
    assert (sizes(), types()) == ({"H85001": 10}, {"H85001": "GMS"})


def test_one_wrong_file_keeps_the_others_out(practices):
    with pytest.raises(BadRows):
        load(sizes_file(("H85001", "99Q00", 1, 2, 3, 4)), types_file(("nonsense", "GMS")))
    assert not ListSize.objects.exists()
    assert Edition.objects.count() == 2


def test_a_dry_run_saves_nothing(practices):
    assert load(sizes_file(("H85001", "99Q00", 1, 2, 3, 4)), dry_run=True).changed
    assert not ListSize.objects.exists()
    assert not Edition.objects.filter(kind="list_sizes").exists()


def test_the_report_as_data(practices):
    report = as_json(load(types_file(("H85001", "GMS"), ("H85999", "PCTMS"))))
    assert report["files"][0] == {
        "name": "payments.csv",
        "kind": "contract_types",
        "rows": 2,
        "types": {"GMS": 1, "PCTMS": 1},
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "not_in_file": 0,
        "silent": 0,
        "unknown_types": {"PCTMS": 1},
        "not_held": ["H85999"],
        "another_commissioner": [],
        "active": 3,
        "active_without": 2,
    }
    assert as_json(load(sizes_file(("H85001", "99Q00", 1, 2, 3, 4))))["files"][0]["patients"] == 10


def test_the_command_reads_them_too(practices, tmp_path):
    path = tmp_path / "sizes.csv"
    path.write_bytes(csv_bytes(SIZES, ["X", "99Q00", "N", "H85001", "1", "2", "3", "4"]))
    out = io.StringIO()
    call_command("import_practices", str(path), "--as-at", "2016-01-01", stdout=out)
    assert "List sizes: 1 new, 0 changed, 0 unchanged, 0 held but not in this file." in out.getvalue()


class Bar:
    """A progress bar that remembers how far it went."""

    seen: dict[str, list[int]] = {}

    def __init__(self, label: str, total: int):
        self.label = label
        self.seen[label] = [total, 0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def update(self, n: int) -> None:
        self.seen[self.label][1] += n


def test_the_progress_bar_goes_as_far_as_there_are_rows_to_save(practices):
    load(sizes_file(("H85001", "99Q00", 1, 2, 3, 4), ("H85002", "99Q00", 1, 2, 3, 4)), progress=Bar)
    assert Bar.seen["Saving sizes.csv"] == [2, 2]


# --- two practice files compared ---


@pytest.fixture
def editions(tmp_path):
    """Two editions: one practice begins, one is dormant, one has another setting, one is renamed, one moved back-dated."""
    before = [
        practice_cells("H85001", "OLD NAME"),
        practice_cells("H85002"),
        practice_cells("H85003"),
        practice_cells("H85004", status="P"),
        practice_cells("H85005", joined="20150901"),
    ]
    after = [
        practice_cells("H85001", "NEW NAME"),
        practice_cells("H85002", status="D"),
        practice_cells("H85003", setting="1"),
        practice_cells("H85004"),
        practice_cells("H85005", ccg="99R", joined="20150401"),
        practice_cells("H85006"),
    ]
    paths = tmp_path / "old.csv", tmp_path / "new.csv"
    for path, rows in zip(paths, (before, after), strict=True):
        path.write_bytes(csv_bytes(*rows))
    return [str(path) for path in paths]


def compare(*arguments: str) -> str:
    out = io.StringIO()
    call_command("compare_editions", *arguments, stdout=out)
    return out.getvalue()


def test_two_editions_are_compared_in_sentences_and_nothing_is_saved(editions):
    assert compare(*editions).splitlines() == [
        "2 became active (1 of them listed before, in another state); 1 became dormant; "
        "1 changed to another prescribing setting; 0 ceased to be active in another way.",
        "Of the 2 that ceased to be active, none with a close date.",
        "1 changed name; 1 moved to another CCG.",
        "1 from 99Q to 99R, on 1 April 2015.",
        "Back-dated, to a day before the earlier edition: 1.",
    ]
    assert not Practice.objects.exists()


def test_two_editions_are_compared_as_data(editions):
    found = json.loads(compare(*editions, "--json"))
    assert found["became_active"] == ["H85004", "H85006"]
    assert found["moved"] == [["H85005", "99Q", "99R", "2015-04-01"]]


def test_the_import_says_what_differs_from_what_was_held(editions):
    from pathlib import Path

    old, new = (ods.read(Path(path).name, Path(path).read_bytes()) for path in editions)
    first = load(ccgs_file(ccg_cells("99Q"), ccg_cells("99R")), old, as_at=date(2015, 9, 15))
    assert first.files[1].compared is None, "nothing was held"
    report = load(new)
    found = report.files[0].compared
    assert (found.became_active, found.listed_before) == (("H85004", "H85006"), ("H85004",))
    assert found.back_dated == 1
    assert "    1 changed name; 1 moved to another CCG." in sentences(report)
    assert not load(new).files[0].compared


def test_what_is_no_practice_file_is_not_compared(editions, tmp_path):
    other = tmp_path / "eccg.csv"
    other.write_bytes(csv_bytes(ccg_cells()))
    with pytest.raises(CommandError, match=r"eccg\.csv is not a practice file \(epraccur\)\."):
        compare(editions[0], str(other))
    with pytest.raises(CommandError, match="cannot be opened"):
        compare(editions[0], str(tmp_path / "nowhere.csv"))
    other.write_bytes(csv_bytes(practice_cells(opened="never")))
    with pytest.raises(CommandError, match="has 1 wrong rows; the first, line 1: the open date"):
        compare(editions[0], str(other))
