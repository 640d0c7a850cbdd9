"""A practice that a decision closed stays closed, whatever an edition that knows nothing of it still lists."""

from datetime import date

import pytest

from practices import report as reports
from practices.changes import Merge, MoveSite
from practices.models import ListSize, Membership, Practice, Site
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


# --- Where a decision moved a practice ---
@pytest.fixture
def moved() -> Practice:
    """H85001 has moved from 2 Made Up Street, SW1A 1AA, where an edition had it."""
    load(ccgs_file(), practices_file(*listed()))
    practice = Practice.objects.get(ods_code="H85001")
    main = Site.objects.create(practice=practice, kind="main", name="Old House", starts_on=date(2013, 4, 1))
    made(MoveSite(main.pk, "New House", "9 New Road\nKingston", "KT1 1AA", MERGED))
    return Practice.objects.get(pk=practice.pk)


def test_an_edition_that_still_has_the_address_from_before_does_not_move_it_back_and_the_report_says_so(moved):
    report = load(practices_file(*listed(name="HILLS SURGERY")), as_at=LATER)
    practice = Practice.objects.get(pk=moved.pk)
    assert (practice.address_1, practice.address_4, practice.postcode) == ("9 New Road", "", "KT1 1AA")
    assert practice.name == "HILLS SURGERY"
    said = (
        "H85001 stays at 9 New Road, Kingston, KT1 1AA, where it is since 1 July 2016; the file still has it at "
        f"2 MADE UP STREET, LONDON, SW1A 1AA. What moved it: {SOURCE}"
    )
    text = "\n".join(reports.sentences(report))
    assert "Moved by a decision, and not moved back: 1" in text
    assert said in text
    assert reports.as_json(report)["files"][0]["kept_address"] == {"H85001": said}
    assert not load(practices_file(*listed(name="HILLS SURGERY")), as_at=LATER).changed


def test_an_edition_that_has_another_address_since_is_news_and_is_taken(moved):
    report = load(practices_file(*listed(postcode="KT1 2BB")), as_at=LATER)
    assert report.files[0].changes.kept_address == {}
    assert Practice.objects.get(pk=moved.pk).postcode == "KT1 2BB"
    report = load(practices_file(*listed()), as_at=date(2016, 9, 1))
    assert report.files[0].changes.kept_address == {}
    assert Practice.objects.get(pk=moved.pk).postcode == "SW1A 1AA"


def test_a_move_that_no_decision_made_is_the_editions(moved):
    Site.objects.filter(postcode="KT1 1AA").update(source="Typed")
    load(practices_file(*listed()), as_at=LATER)
    assert Practice.objects.get(pk=moved.pk).postcode == "SW1A 1AA"
