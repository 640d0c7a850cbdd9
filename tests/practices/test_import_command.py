"""manage.py import_practices: what it prints, and its refusals."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from practices.models import CCG, Practice
from tests.practices.files import ccg_cells, csv_bytes, practice_cells, zipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def paths(tmp_path):
    """A CCG file, plain, and a practice file, gzip."""
    ccgs, practices = tmp_path / "eccg.csv", tmp_path / "epraccur.csv.gz"
    ccgs.write_bytes(csv_bytes(ccg_cells()))
    practices.write_bytes(zipped(csv_bytes(practice_cells())))
    return [str(practices), str(ccgs)]


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("import_practices", *arguments, stdout=out)
    return out.getvalue()


def refused(*arguments) -> str:
    with pytest.raises(CommandError) as refusal:
        run(*arguments)
    assert not CCG.objects.exists()
    assert not Practice.objects.exists()
    return str(refusal.value)


def test_it_says_what_it_read_and_what_is_held(paths, capsys):
    said = run(*paths, "--as-at", "2016-02-01")
    assert "epraccur.csv.gz: 1 rows." in said
    assert "GP practices: 1 new, 0 changed, 0 unchanged" in said
    assert said.endswith("1 open CCGs and 1 active practices as at 2016-02-01.\n")
    assert capsys.readouterr().err == "", "no progress bar where nobody watches"


def test_it_says_that_the_same_files_change_nothing(paths):
    run(*paths, "--as-at", "2016-02-01")
    assert "Nothing changed: everything in these files is held already." in run(*paths, "--as-at", "2016-02-01")


def test_a_dry_run_says_so_and_writes_nothing(paths):
    assert "This was a dry run: nothing was saved." in run(*paths, "--as-at", "2016-02-01", "--dry-run")
    assert not CCG.objects.exists()


def test_the_report_as_json(paths):
    report = json.loads(run(*paths, "--as-at", "2016-02-01", "--json"))
    assert report["active_practices"] == 1
    assert [file["kind"] for file in report["files"]] == ["ccgs", "practices"]


def test_without_a_date_it_is_refused(paths):
    assert refused(*paths).startswith("Say which date the files describe")


def test_with_a_date_that_does_not_exist_it_is_refused(paths):
    assert refused(*paths, "--as-at", "2016-02-30") == "“2016-02-30” is not a date. Write it as 2016-02-01."


def test_a_file_that_is_not_there_is_refused(paths, tmp_path):
    said = refused(paths[1], str(tmp_path / "nowhere.csv"), "--as-at", "2016-02-01")
    assert said.endswith("nowhere.csv cannot be opened: No such file or directory.")


def test_a_folder_is_refused(paths, tmp_path):
    assert "cannot be opened" in refused(paths[1], str(tmp_path), "--as-at", "2016-02-01")


def test_a_file_that_is_no_ods_file_is_refused_and_the_good_one_beside_it_is_not_saved(paths, tmp_path):
    page = tmp_path / "page.csv"
    page.write_text("<html>Not found</html>")
    assert "page.csv is a web page" in refused(paths[1], str(page), "--as-at", "2016-02-01")


def test_bad_rows_are_listed_by_line_and_nothing_is_saved(paths, tmp_path):
    bad = tmp_path / "bad.csv"
    rows = [practice_cells(), practice_cells("H85998", opened="19xx0401"), practice_cells("H85997", status="")]
    bad.write_bytes(csv_bytes(*rows))
    said = refused(paths[1], str(bad), "--as-at", "2016-02-01").splitlines()
    assert said == [
        "bad.csv, line 2 (H85998): the open date “19xx0401” is not a date written as YYYYMMDD.",
        "bad.csv, line 3 (H85997): the status “” (column 13) is none of A, C, D and P.",
        "2 rows are wrong, so nothing was saved. Correct the file and import it again.",
    ]
