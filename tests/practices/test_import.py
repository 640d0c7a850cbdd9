"""Importing editions: what is kept, what changes, and what is refused with nothing written."""

from datetime import date

import pytest

from practices.actions import BadRows, Refused
from practices.models import CCG, Edition, Membership, Practice, PracticeName
from tests.practices.files import FEBRUARY, ccg_cells, ccgs_file, load, practice_cells, practices_file

pytestmark = pytest.mark.django_db

MARCH = date(2016, 3, 1)
TWO_CCGS = [ccg_cells("99Q", "NHS MADE UP CCG"), ccg_cells("99R", "NHS OTHER CCG")]


def practice() -> Practice:
    return Practice.objects.get(ods_code="H85999")


def memberships() -> list[tuple]:
    return [(row.ccg.ods_code, row.starts_on, row.ends_on) for row in practice().memberships.select_related("ccg")]


def history_rows() -> list[int]:
    return [model.history.count() for model in (CCG, Practice, PracticeName, Membership)]


def test_a_practice_is_kept_with_its_details_name_and_dated_ccg():
    load(ccgs_file(), practices_file())
    row = practice()
    assert row.address_lines == ["2 MADE UP STREET", "LONDON", "SW1A 1AA"]
    assert (row.opened_on, row.status, row.edition_on) == (date(1974, 4, 1), "A", FEBRUARY)
    assert row.name_on(FEBRUARY) == "The Made Up Surgery"
    assert memberships() == [("99Q", date(2013, 4, 1), None)]
    assert row.ccg_on(date(2013, 3, 31)) is None
    assert str(row.ccg_on(date(2013, 4, 1))) == "NHS Made Up CCG"


def test_ccgs_go_first_whatever_the_order_of_the_files():
    assert load(practices_file(), ccgs_file()).active_practices == 1


def test_only_gp_practices_are_kept():
    report = load(ccgs_file(), practices_file(practice_cells(), practice_cells("H85998", setting="1")))
    assert report.files[1].changes.passed_over == 1
    assert Practice.objects.count() == 1


def test_dormant_closed_and_proposed_practices_are_kept_and_not_active():
    rows = [practice_cells(f"H8500{i}", status=status) for i, status in enumerate("ACDP")]
    assert load(ccgs_file(), practices_file(*rows)).active_practices == 1
    assert Practice.objects.count() == 4


def test_a_closed_ccg_is_kept_and_not_open():
    rows = [ccg_cells(), ccg_cells("00F", "NHS OLD CCG", closed="20150331")]
    assert load(ccgs_file(*rows)).open_ccgs == 1
    old = CCG.objects.get(ods_code="00F")
    assert old.is_open_on(date(2015, 3, 31))
    assert not old.is_open_on(date(2015, 4, 1))
    assert list(CCG.objects.open_on(date(2015, 3, 31)).order_by("ods_code")) == [old, CCG.objects.get(ods_code="99Q")]


def test_the_same_files_again_change_nothing_and_write_no_history():
    load(ccgs_file(), practices_file())
    before, editions = history_rows(), Edition.objects.count()
    report = load(ccgs_file(), practices_file())
    assert not report.changed
    assert history_rows() == before == [1, 1, 1, 1]
    assert Edition.objects.count() == editions == 2


def test_the_same_files_at_a_later_date_change_nothing_but_are_a_new_edition():
    load(ccgs_file(), practices_file())
    before = history_rows()
    assert not load(practices_file(), as_at=MARCH).changed
    assert history_rows() == before
    assert Edition.objects.count() == 3


def test_history_says_from_which_file_a_change_came():
    load(ccgs_file(), practices_file())
    load(practices_file(practice_cells(status="D")), as_at=MARCH)
    newest, oldest = practice().history.all()
    assert (newest.status, oldest.status) == ("D", "A")
    assert newest.history_change_reason == "ODS practices file epraccur.csv as at 2016-03-01"


def test_a_new_name_holds_from_the_edition_that_shows_it_and_the_old_one_until_the_day_before():
    load(ccgs_file(), practices_file())
    load(practices_file(practice_cells(name="THE NEW SURGERY")), as_at=MARCH)
    row = practice()
    assert row.name_on(date(2016, 2, 29)) == "The Made Up Surgery"
    assert row.name_on(MARCH) == "The New Surgery"
    assert row.name_on(date(2010, 1, 1)) == "The Made Up Surgery", "before the first edition: the first name known"


def test_a_second_file_of_the_same_day_corrects_a_name():
    load(ccgs_file(), practices_file())
    load(practices_file(practice_cells(name="THE NEW SURGERY")))
    assert [(row.name, row.starts_on, row.ends_on) for row in practice().names.all()] == [
        ("THE NEW SURGERY", FEBRUARY, None)
    ]


def test_a_practice_that_moves_ends_its_old_membership_the_day_before_even_when_back_dated():
    load(ccgs_file(*TWO_CCGS), practices_file())
    report = load(practices_file(practice_cells(ccg="99R", joined="20150401")), as_at=MARCH)
    assert memberships() == [
        ("99Q", date(2013, 4, 1), date(2015, 3, 31)),
        ("99R", date(2015, 4, 1), None),
    ]
    assert report.files[0].changes.moves == ["H85999 moved from NHS Made Up CCG to NHS Other CCG on 1 April 2015"]


def test_a_move_dated_before_the_membership_held_corrects_it_and_says_so():
    load(ccgs_file(*TWO_CCGS), practices_file(practice_cells(joined="20150401")))
    report = load(practices_file(practice_cells(ccg="99R", joined="20140401")), as_at=MARCH)
    assert memberships() == [("99R", date(2014, 4, 1), None)]
    assert report.files[0].changes.corrections == [
        "H85999 was held as in NHS Made Up CCG, from 1 April 2015; "
        "this edition has it in NHS Other CCG from 1 April 2014"
    ]
    assert [row.ccg.ods_code for row in Membership.history.order_by("history_id")] == ["99Q", "99R"]


def test_a_move_dated_before_several_memberships_held_leaves_one_and_keeps_the_others_in_history():
    load(ccgs_file(*TWO_CCGS), practices_file())
    load(practices_file(practice_cells(ccg="99R", joined="20150401")), as_at=MARCH)
    load(practices_file(practice_cells(ccg="99R", joined="20120401")), as_at=MARCH)
    assert memberships() == [("99R", date(2012, 4, 1), None)]
    assert Membership.history.filter(history_type="-").count() == 1


def test_a_practice_that_closes_ends_its_membership_on_the_day_it_left():
    load(ccgs_file(), practices_file())
    load(practices_file(practice_cells(status="C", closed="20160215", left="20160215")), as_at=MARCH)
    assert memberships() == [("99Q", date(2013, 4, 1), date(2016, 2, 15))]


def test_a_practice_that_goes_to_a_hub_belongs_to_no_ccg_from_then_on():
    load(ccgs_file(), practices_file())
    hub = ccg_cells("13R", "LONDON COMMISSIONING HUB", subtype="H")
    moved = practices_file(practice_cells(ccg="13R", joined="20160101"))
    load(ccgs_file(ccg_cells(), hub), moved, as_at=MARCH)
    assert memberships() == [("99Q", date(2013, 4, 1), date(2015, 12, 31))]


def test_a_practice_that_stops_being_a_gp_practice_is_kept_and_no_longer_active():
    load(ccgs_file(), practices_file())
    report = load(practices_file(practice_cells(setting="1")), as_at=MARCH)
    assert report.active_practices == 0
    assert practice().prescribing_setting == "1"


def test_practices_that_are_not_in_the_new_file_are_left_alone_and_counted():
    load(ccgs_file(), practices_file(practice_cells(), practice_cells("H85998")))
    report = load(practices_file(), as_at=MARCH)
    assert report.files[0].changes.not_in_file == 1
    assert report.active_practices == 2


def test_a_dry_run_reports_the_same_and_writes_nothing():
    report = load(ccgs_file(), practices_file(), dry_run=True)
    assert (report.open_ccgs, report.active_practices, report.changed) == (1, 1, True)
    assert not Practice.objects.exists()
    assert not Edition.objects.exists()
    assert history_rows() == [0, 0, 0, 0]


def test_with_one_bad_row_nothing_is_saved_from_any_file():
    files = ccgs_file(), practices_file(practice_cells(), practice_cells("H85998", status="X"))
    with pytest.raises(BadRows) as refusal:
        load(*files)
    assert refusal.value.lines() == [
        "epraccur.csv, line 2 (H85998): the status “X” (column 13) is none of A, C, D and P."
    ]
    assert str(refusal.value) == "1 row is wrong, so nothing was saved. Correct the file and import it again."
    assert not CCG.objects.exists()


def test_an_unknown_commissioner_is_a_bad_row_and_nothing_is_saved():
    with pytest.raises(BadRows) as refusal:
        load(ccgs_file(), practices_file(practice_cells(), practice_cells("H85998", ccg="99Z")))
    assert refusal.value.lines() == [
        "epraccur.csv, line 2 (H85998): its commissioner 99Z (column 15) is not a CCG we hold: "
        "import the CCG file first."
    ]
    assert not CCG.objects.exists()


def test_an_older_edition_than_the_one_held_is_refused():
    load(ccgs_file(), practices_file())
    with pytest.raises(Refused) as refusal:
        load(practices_file(practice_cells(status="D")), as_at=date(2015, 9, 1))
    assert str(refusal.value) == (
        "epraccur.csv was given as at 1 September 2015, but an edition of the practices (epraccur) as at "
        "1 February 2016 (epraccur.csv) is held already. Editions are imported from the oldest to the newest."
    )
    assert practice().status == "A"


def test_an_edition_of_a_day_to_come_is_refused(settings):
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 14)
    with pytest.raises(Refused, match="15 April 2016 is in the future"):
        load(ccgs_file(), as_at=date(2016, 4, 15))


def test_no_file_at_all_is_refused():
    with pytest.raises(Refused, match="No file was given"):
        load()
