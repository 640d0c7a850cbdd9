"""The figures of the self-certification, from facts, with their working; what the record cannot tell is not known."""

from datetime import date

import pytest

from committees.rights.certifying import (
    QuarterFacts,
    Term,
    YearFacts,
    annual,
    quarter_of,
    quarterly,
    term_of,
    trained_since,
)

DAY = date(2016, 9, 30)


def quarter(**changed) -> QuarterFacts:
    facts = {"guardians": ("Gale Guardian",), "people": 10, "overdue": (), "interests": 4, "offers": 2}
    return QuarterFacts(**(facts | {"not_guided": 0, "breaches": (), "published": 0} | changed))


def year(**changed) -> YearFacts:
    facts = {"policy": "Policy, version 3", "governing_body": "The governing body", "lay": ("A", "B", "C")}
    facts |= {"guardians": ("Gale Guardian",), "audit_chairs": ("Gale Guardian",), "trained": ("A",), "untrained": ()}
    return YearFacts(**(facts | changed))


def figure(found, code):
    return next(each for each in found if each.code == code)


# --- Quarters and years ---
@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2016, 3, 31), "2015-16-q4"),
        (date(2016, 4, 1), "2016-17-q1"),
        (date(2016, 6, 30), "2016-17-q1"),
        (date(2016, 7, 1), "2016-17-q2"),
        (date(2016, 12, 31), "2016-17-q3"),
        (date(2017, 1, 1), "2016-17-q4"),
        (date(2000, 1, 1), "1999-00-q4"),
    ],
)
def test_a_day_lies_in_a_quarter_of_the_financial_year(day, key):
    term = quarter_of(day)
    assert term.key == key
    assert term.starts_on <= day <= term.ends_on


def test_a_term_has_its_days_and_its_names():
    second, whole = Term(2016, 2), Term(2016)
    assert (second.starts_on, second.ends_on) == (date(2016, 7, 1), date(2016, 9, 30))
    assert (whole.starts_on, whole.ends_on) == (date(2016, 4, 1), date(2017, 3, 31))
    assert (second.name, whole.name) == ("Quarter 2 of 2016-17", "Year 2016-17")
    assert second.whole_year == whole


def test_a_term_is_found_by_its_key_and_nothing_else_is():
    assert term_of("2016-17-q2") == Term(2016, 2)
    assert term_of("2016-17") == Term(2016)
    for wrong in ("", "2016", "2016-18", "2016-17-q5", "2016-17-q2x", "٢٠١٦-١٧", "1916-17"):
        assert term_of(wrong) is None


def test_the_self_certification_began_with_quarter_2_of_2016_17():
    assert [Term(2016, q).asked_for for q in (1, 2, 3, 4)] == [False, True, True, True]
    assert [Term(y).asked_for for y in (2015, 2016)] == [False, True]


def test_training_counts_for_twelve_months():
    assert trained_since(date(2016, 9, 30)) == date(2015, 9, 30)
    assert trained_since(date(2016, 2, 29)) == date(2015, 2, 28)


# --- The quarter ---
def test_a_quarter_in_which_all_is_as_it_should_be():
    found = quarterly(quarter(), DAY)
    assert [(each.code, each.answer, each.met) for each in found] == [
        ("guardian", "Yes: Gale Guardian", True),
        ("registers", "Published and up to date", True),
        ("overdue", "0 of 10", True),
        ("breaches", "No breaches were found", True),
    ]
    assert "published too" in figure(found, "breaches").working[0]


def test_overdue_declarations_are_counted_and_named_and_the_registers_are_not_up_to_date():
    found = quarterly(quarter(overdue=("Ann", "Bob")), DAY)
    assert (figure(found, "overdue").answer, figure(found, "overdue").met) == ("2 of 10", False)
    assert "Overdue: Ann and Bob." in figure(found, "overdue").working
    assert figure(found, "registers").met is False


@pytest.mark.parametrize(("published", "met"), [(0, False), (1, False), (2, True)])
def test_breaches_of_the_quarter_are_counted_and_must_be_published(published, met):
    days = (date(2016, 7, 1), date(2016, 9, 30))
    found = figure(quarterly(quarter(breaches=days, published=published), DAY), "breaches")
    assert (found.answer, found.met) == (f"2 found, {published} published", met)
    assert "1 July 2016 and 30 September 2016" in found.working[0]


def test_without_a_guardian_the_quarter_says_so():
    found = figure(quarterly(quarter(guardians=()), DAY), "guardian")
    assert (found.answer, found.met) == ("No", False)


# --- The year ---
def test_a_year_in_which_all_is_as_it_should_be():
    assert [(each.code, each.met) for each in annual(year(), DAY)] == [
        ("policy", True),
        ("lay", True),
        ("guardian", True),
        ("trained", True),
    ]


@pytest.mark.parametrize(("lay", "met"), [((), False), (("A", "B"), False), (("A", "B", "C"), True), ("ABCD", True)])
def test_three_lay_members_on_the_governing_body_are_needed(lay, met):
    found = figure(annual(year(lay=tuple(lay)), DAY), "lay")
    assert (found.answer, found.met) == (str(len(lay)), met)


def test_without_a_governing_body_on_record_the_lay_members_are_not_known():
    found = figure(annual(year(governing_body=None, lay=()), DAY), "lay")
    assert (found.answer, found.met) == ("Not known", None)


def test_without_a_seat_of_the_governing_body_on_record_the_lay_members_are_not_counted_as_none():
    found = figure(annual(year(seats=False, lay=()), DAY), "lay")
    assert (found.answer, found.met) == ("Not on record", None)
    assert "No seat of The governing body is on record" in found.working[0]


@pytest.mark.parametrize(
    ("trained", "untrained", "answer", "met"),
    [
        (9, 1, "9 of 10, 90.0%", True),
        (89, 11, "89 of 100, 89.0%", False),
        (17, 2, "17 of 19, 89.5%", False),
        (899, 101, "899 of 1000, 89.9%", False),
        (900, 100, "900 of 1000, 90.0%", True),
        (0, 3, "0 of 3, 0.0%", False),
        (0, 0, "Nobody must be", None),
    ],
)
def test_ninety_per_cent_must_be_trained(trained, untrained, answer, met):
    facts = year(trained=tuple("T" * trained), untrained=tuple("U" * untrained))
    found = figure(annual(facts, DAY), "trained")
    assert (found.answer, found.met) == (answer, met)
    assert found.source.derived


@pytest.mark.parametrize(
    ("guardians", "chairs", "answer", "met"),
    [
        (("G",), ("G",), "Yes", True),
        (("G",), ("H",), "No: they are two people", False),
        (("G",), (), "A guardian is in post; the audit chair is not known", None),
        ((), ("H",), "No guardian is in post", False),
    ],
)
def test_the_audit_chair_is_the_guardian(guardians, chairs, answer, met):
    found = figure(annual(year(guardians=guardians, audit_chairs=chairs), DAY), "guardian")
    assert (found.answer, found.met) == (answer, met)


def test_without_a_policy_on_record_the_year_says_so():
    found = figure(annual(year(policy=None), DAY), "policy")
    assert (found.answer, found.met) == ("None is on record", False)


def test_every_figure_has_its_working_and_its_source():
    for each in (*quarterly(quarter(), DAY), *annual(year(), DAY)):
        assert each.working
        assert each.source.title
