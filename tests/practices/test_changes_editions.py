"""A practice that a decision closed stays closed, whatever an edition that knows nothing of it still lists."""

from datetime import date

import pytest

from practices import report as reports
from practices.changes import Merge
from practices.models import ListSize, Membership, Practice
from tests.practices.changing import LAST, SOURCE, made
from tests.practices.files import ccgs_file, load, practice_cells, practices_file
from tests.practices.test_figures import sizes_file

pytestmark = pytest.mark.django_db

MERGED = date(2016, 7, 1)
LATER = date(2016, 8, 1)


@pytest.fixture
def merged() -> Practice:
    """H85001 has merged into H85002, both of one edition."""
    load(ccgs_file(), practices_file(*listed()))
    one, two = Practice.objects.order_by("ods_code")
    made(Merge(one.pk, two.pk, MERGED))
    return Practice.objects.get(pk=one.pk)


def listed(**of_the_first) -> list[list[str]]:
    return [practice_cells("H85001", **({"name": "HILL SURGERY"} | of_the_first)), practice_cells("H85002")]


def test_an_edition_that_still_lists_it_as_active_does_not_open_it_again_and_the_report_says_so(merged):
    report = load(practices_file(*listed()), as_at=LATER)
    practice = Practice.objects.get(pk=merged.pk)
    assert (practice.status, practice.closed_on, practice.closed_by) == ("C", LAST, SOURCE)
    assert Membership.objects.get(practice=practice).ends_on == LAST
    text = "\n".join(reports.sentences(report))
    assert "Closed by a decision, and not opened again: 1" in text
    said = (
        f"H85001 stays closed, and its last day was 30 June 2016; the file has it as active. What closed it: {SOURCE}"
    )
    assert said in text
    assert reports.as_json(report)["files"][0]["kept_closed"] == {"H85001": said}
    assert report.files[0].compared.became_active == ()
    assert report.active_practices == 1


def test_the_same_edition_again_changes_nothing(merged):
    load(practices_file(*listed()), as_at=LATER)
    before = merged.history.count()
    assert not load(practices_file(*listed()), as_at=LATER).changed
    assert merged.history.count() == before


def test_an_edition_that_closes_it_on_another_day_leaves_the_day_of_the_decision(merged):
    report = load(practices_file(*listed(status="C", closed="20160731", left="20160731")), as_at=LATER)
    assert Practice.objects.get(pk=merged.pk).closed_on == LAST
    assert Membership.objects.get(practice=merged).ends_on == LAST
    assert "as closed, with 31 July 2016 as its last day" in report.files[0].changes.kept_closed["H85001"]


def test_an_edition_that_closes_it_on_the_same_day_agrees(merged):
    report = load(practices_file(*listed(status="C", closed="20160630", left="20160630")), as_at=LATER)
    assert report.files[0].changes.kept_closed == {}
    assert "Closed by a decision" not in "\n".join(reports.sentences(report))


def test_what_else_an_edition_says_of_it_is_kept(merged):
    load(practices_file(*listed(postcode="SW9 9ZZ")), as_at=LATER)
    practice = Practice.objects.get(pk=merged.pk)
    assert (practice.postcode, practice.status) == ("SW9 9ZZ", "C")


def test_a_practice_that_no_decision_closed_is_opened_again_by_an_edition():
    load(ccgs_file(), practices_file(*listed(status="C", closed="20160131")))
    load(practices_file(*listed()), as_at=LATER)
    assert Practice.objects.get(ods_code="H85001").status == "A"


def test_a_count_of_the_day_of_the_merger_takes_the_place_of_the_sum():
    load(ccgs_file(), practices_file(*listed()))
    load(sizes_file(("H85001", "99Q00", 0, 0, 0, 4100), ("H85002", "99Q00", 0, 0, 0, 6000)))
    one, two = Practice.objects.order_by("ods_code")
    made(Merge(one.pk, two.pk, MERGED))
    added = ListSize.objects.get(practice=two, as_at=MERGED)
    assert (added.patients, added.edition) == (10100, None)
    load(sizes_file(("H85002", "99Q00", 0, 0, 0, 9950)), as_at=MERGED)
    counted = ListSize.objects.get(practice=two, as_at=MERGED)
    assert (counted.patients, counted.source) == (9950, "")
    assert counted.edition.as_at == MERGED
    assert counted.history.count() == 2
