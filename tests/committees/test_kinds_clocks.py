"""The clocks of each kind of decision, against days written by hand."""

from datetime import date

import pytest

from committees.kinds import KINDS, clocks
from committees.kinds.declared import Sort, Start
from committees.kinds.policies import MANUAL, edition_on, gms, policy_book

RECEIVED, REFUSED, NOTICE = date(2016, 3, 1), date(2016, 11, 30), date(2016, 4, 14)
HAPPENED = {Start.RECEIVED: RECEIVED, Start.REFUSED: REFUSED, Start.NOTICE: NOTICE}

# kind, facts, clock, its day by the calendar, and what its end means
BY_HAND = [
    ("list_closure", {}, "acknowledge", date(2016, 3, 8), Sort.DEADLINE),
    ("list_closure", {}, "decide", date(2016, 3, 22), Sort.DEADLINE),
    ("list_closure", {}, "apply_again", date(2017, 2, 28), Sort.BAR),
    ("list_extension", {"closed_until": date(2016, 8, 31)}, "apply", date(2016, 7, 6), Sort.DEADLINE),
    ("list_extension", {}, "acknowledge", date(2016, 3, 8), Sort.DEADLINE),
    ("list_extension", {}, "apply_again", date(2017, 2, 28), Sort.BAR),
    (
        "contractors_notice",
        {"terms": "gms", "notice_on": date(2016, 8, 31)},
        "notice_6",
        date(2017, 2, 28),
        Sort.EARLIEST,
    ),
    (
        "contractors_notice",
        {"terms": "gms_sole", "notice_on": date(2016, 1, 15)},
        "notice_3",
        date(2016, 4, 15),
        Sort.EARLIEST,
    ),
    (
        "partnership_change",
        {"change": "to_partnership", "notice_on": date(2016, 2, 15)},
        "notice_to_partnership",
        date(2016, 3, 14),
        Sort.EARLIEST,
    ),
    (
        "partnership_change",
        {"change": "to_sole", "notice_on": date(2015, 2, 15)},
        "notice_to_sole",
        date(2015, 3, 15),
        Sort.EARLIEST,
    ),
    ("remedial_notice", {}, "remedy", date(2016, 5, 12), Sort.EARLIEST),
]


def running(key, given, starts=HAPPENED):
    return {each.clock.key: each for each in clocks.running(KINDS[key], starts, given)}


@pytest.mark.parametrize(("key", "given", "clock", "ends", "sort"), BY_HAND)
def test_a_clock_ends_on_the_day_by_the_calendar(key, given, clock, ends, sort):
    found = running(key, given)[clock]
    assert (found.ends_on, found.clock.sort) == (ends, sort)


def test_every_clock_is_written_by_hand():
    declared = {(kind.key, clock.key) for kind in KINDS.values() for clock in kind.clocks}
    assert declared == {(key, clock) for key, _, clock, _, _ in BY_HAND}


def test_a_clock_whose_start_has_not_happened_has_no_end():
    found = running("list_closure", {}, {})
    assert {each.ends_on for each in found.values()} == {None}


def test_a_notice_that_the_facts_do_not_tell_of_has_no_clock():
    assert running("partnership_change", {"change": "add"}) == {}
    assert set(running("contractors_notice", {"terms": "pms", "notice_on": NOTICE})) == {"notice_6"}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_a_clock_says_who_must_act_and_where_it_is_written(kind):
    for clock in kind.clocks:
        assert clock.who
        assert clock.source.title
        assert (clock.start is Start.FACT) is bool(clock.fact)
        assert not clock.fact or kind.fact(clock.fact) is not None


def test_the_manual_replaced_the_policy_book_on_9_november_2017_and_the_regulations_stay():
    book = policy_book("practice mergers")
    assert edition_on(book, date(2017, 11, 8)) == book
    assert edition_on(book, date(2017, 11, 9)).title == f"{MANUAL}: practice mergers"
    assert edition_on(book, date(2017, 11, 9)).derived
    assert edition_on(gms("paragraph 33"), date(2017, 11, 9)) == gms("paragraph 33")
