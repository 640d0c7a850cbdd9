"""Gifts and hospitality: the expected answers, written by hand from what is known of the guidance (the
sources stand beside the figures in committees/rights/gifts.py).

Every kind and source just below, at and above each figure, on the last day of the 2016 guidance and the first of the 2017
one, for both readings of the boundary. No figure of the table is taken from the code.
"""

from datetime import date
from decimal import Decimal

import pytest

from committees.rights.gifts import (
    GUIDANCE,
    RULES,
    STRICTER,
    Boundary,
    May,
    Offered,
    about,
    guidance_on,
    pounds,
)
from committees.rights.reasons import Source
from committees.terms import AtThreshold, GiftKind, OfferAnswer, OfferedBy

IN_2016, IN_2017 = date(2017, 6, 15), date(2017, 6, 16)
OVER = STRICTER
UNDER = Boundary(AtThreshold.UNDER, Source("Policy on conflicts of interest of a made-up CCG, section 4"))
SUPPLIER, OTHER = OfferedBy.SUPPLIER, OfferedBy.OTHER

KEEP, ORGANISATION, APPROVAL, DECLINE = May.ACCEPT, May.FOR_ORGANISATION, May.WITH_APPROVAL, May.DECLINE
DECLARED, QUIET = True, False

#: Kind, who offers, value; then for 15 June 2017 and for 16 June 2017: what may be done, whether it is declared. Where the
#: two readings of the boundary differ: first "counts as over", then "counts as not over".
Told = tuple[May, bool]
BOTH: list[tuple[GiftKind, OfferedBy, str, Told | tuple[Told, Told], Told | tuple[Told, Told]]] = [
    # A gift from a supplier: declined whatever the value (2016; in 2017 too but for promotional items).
    (GiftKind.GIFT, SUPPLIER, "0", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.GIFT, SUPPLIER, "5.99", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.GIFT, SUPPLIER, "6", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.GIFT, SUPPLIER, "6.01", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.GIFT, SUPPLIER, "9.99", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.GIFT, SUPPLIER, "10", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.GIFT, SUPPLIER, "10.01", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.GIFT, SUPPLIER, "49.99", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.GIFT, SUPPLIER, "50", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.GIFT, SUPPLIER, "50.01", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.GIFT, SUPPLIER, "1000", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    # A supplier's promotional item: up to £6 from 16 June 2017; before, a gift from a supplier like any other.
    (GiftKind.PROMOTIONAL, SUPPLIER, "0.50", (DECLINE, DECLARED), (KEEP, QUIET)),
    (GiftKind.PROMOTIONAL, SUPPLIER, "5.99", (DECLINE, DECLARED), (KEEP, QUIET)),
    (GiftKind.PROMOTIONAL, SUPPLIER, "6", (DECLINE, DECLARED), ((DECLINE, DECLARED), (KEEP, QUIET))),
    (GiftKind.PROMOTIONAL, SUPPLIER, "6.01", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.PROMOTIONAL, SUPPLIER, "49.99", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    # A gift from somebody else: under £10 not declared (2016); under £50 kept and not declared, over it for the
    # organisation alone and declared (2017).
    (GiftKind.GIFT, OTHER, "0", (KEEP, QUIET), (KEEP, QUIET)),
    (GiftKind.GIFT, OTHER, "6.01", (KEEP, QUIET), (KEEP, QUIET)),
    (GiftKind.GIFT, OTHER, "9.99", (KEEP, QUIET), (KEEP, QUIET)),
    (GiftKind.GIFT, OTHER, "10", ((KEEP, DECLARED), (KEEP, QUIET)), (KEEP, QUIET)),
    (GiftKind.GIFT, OTHER, "10.01", (KEEP, DECLARED), (KEEP, QUIET)),
    (GiftKind.GIFT, OTHER, "49.99", (KEEP, DECLARED), (KEEP, QUIET)),
    (GiftKind.GIFT, OTHER, "50", (KEEP, DECLARED), ((ORGANISATION, DECLARED), (KEEP, QUIET))),
    (GiftKind.GIFT, OTHER, "50.01", (KEEP, DECLARED), (ORGANISATION, DECLARED)),
    (GiftKind.GIFT, OTHER, "1000", (KEEP, DECLARED), (ORGANISATION, DECLARED)),
    # A promotional item of somebody who is no supplier is a gift from somebody else.
    (GiftKind.PROMOTIONAL, OTHER, "6.01", (KEEP, QUIET), (KEEP, QUIET)),
    (GiftKind.PROMOTIONAL, OTHER, "10", ((KEEP, DECLARED), (KEEP, QUIET)), (KEEP, QUIET)),
    (GiftKind.PROMOTIONAL, OTHER, "50.01", (KEEP, DECLARED), (ORGANISATION, DECLARED)),
    # Cash: always declined.
    (GiftKind.CASH, SUPPLIER, "0.01", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.CASH, SUPPLIER, "6", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.CASH, SUPPLIER, "100", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.CASH, OTHER, "0.01", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.CASH, OTHER, "10", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    (GiftKind.CASH, OTHER, "50", (DECLINE, DECLARED), (DECLINE, DECLARED)),
    # Meals, whoever offers: above £25 beyond modest (2016); under £25 none, £25 to £75 declared, over £75 refused
    # unless a senior manager approves (2017).
    (GiftKind.MEAL, SUPPLIER, "24.99", (KEEP, QUIET), (KEEP, QUIET)),
    (GiftKind.MEAL, SUPPLIER, "25", ((APPROVAL, DECLARED), (KEEP, QUIET)), ((KEEP, DECLARED), (KEEP, QUIET))),
    (GiftKind.MEAL, SUPPLIER, "25.01", (APPROVAL, DECLARED), (KEEP, DECLARED)),
    (GiftKind.MEAL, SUPPLIER, "74.99", (APPROVAL, DECLARED), (KEEP, DECLARED)),
    (GiftKind.MEAL, SUPPLIER, "75", (APPROVAL, DECLARED), ((APPROVAL, DECLARED), (KEEP, DECLARED))),
    (GiftKind.MEAL, SUPPLIER, "75.01", (APPROVAL, DECLARED), (APPROVAL, DECLARED)),
    (GiftKind.MEAL, OTHER, "0", (KEEP, QUIET), (KEEP, QUIET)),
    (GiftKind.MEAL, OTHER, "24.99", (KEEP, QUIET), (KEEP, QUIET)),
    (GiftKind.MEAL, OTHER, "25", ((APPROVAL, DECLARED), (KEEP, QUIET)), ((KEEP, DECLARED), (KEEP, QUIET))),
    (GiftKind.MEAL, OTHER, "25.01", (APPROVAL, DECLARED), (KEEP, DECLARED)),
    (GiftKind.MEAL, OTHER, "74.99", (APPROVAL, DECLARED), (KEEP, DECLARED)),
    (GiftKind.MEAL, OTHER, "75", (APPROVAL, DECLARED), ((APPROVAL, DECLARED), (KEEP, DECLARED))),
    (GiftKind.MEAL, OTHER, "75.01", (APPROVAL, DECLARED), (APPROVAL, DECLARED)),
    # Other hospitality is read by the figures of meals.
    (GiftKind.HOSPITALITY, SUPPLIER, "24.99", (KEEP, QUIET), (KEEP, QUIET)),
    (GiftKind.HOSPITALITY, SUPPLIER, "25", ((APPROVAL, DECLARED), (KEEP, QUIET)), ((KEEP, DECLARED), (KEEP, QUIET))),
    (GiftKind.HOSPITALITY, OTHER, "25.01", (APPROVAL, DECLARED), (KEEP, DECLARED)),
    (GiftKind.HOSPITALITY, OTHER, "74.99", (APPROVAL, DECLARED), (KEEP, DECLARED)),
    (GiftKind.HOSPITALITY, OTHER, "75", (APPROVAL, DECLARED), ((APPROVAL, DECLARED), (KEEP, DECLARED))),
    (GiftKind.HOSPITALITY, SUPPLIER, "75.01", (APPROVAL, DECLARED), (APPROVAL, DECLARED)),
    # Sponsorship: always declared.
    (GiftKind.SPONSORSHIP, SUPPLIER, "0", (KEEP, DECLARED), (KEEP, DECLARED)),
    (GiftKind.SPONSORSHIP, SUPPLIER, "6", (KEEP, DECLARED), (KEEP, DECLARED)),
    (GiftKind.SPONSORSHIP, OTHER, "9.99", (KEEP, DECLARED), (KEEP, DECLARED)),
    (GiftKind.SPONSORSHIP, OTHER, "5000", (KEEP, DECLARED), (KEEP, DECLARED)),
]


def _of(told: Told | tuple[Told, Told], number: int) -> Told:
    return told[number] if isinstance(told[0], tuple) else told


ROWS = [
    (kind, by, value, day, reading, _of(told, number))
    for kind, by, value, *tolds in BOTH
    for day, told in zip((IN_2016, IN_2017), tolds, strict=True)
    for number, reading in enumerate((OVER, UNDER))
]


@pytest.mark.parametrize(
    ("kind", "by", "value", "day", "boundary", "expected"),
    ROWS,
    ids=[f"{k.value} {b.value} {v} {d:%Y-%m-%d} {r.reading.value}" for k, b, v, d, r, _ in ROWS],
)
def test_an_offer_is_answered_as_the_table_says(kind, by, value, day, boundary, expected):
    answer = about(Offered(kind=kind, offered_by=by, value=Decimal(value), day=day, boundary=boundary))
    assert (answer.may, answer.declare) == expected
    assert answer.reasons
    assert all(reason.text.endswith(".") and reason.source.title for reason in answer.reasons)


def test_the_table_asks_about_every_kind_from_every_source():
    assert {(kind, by) for kind, by, *_ in BOTH} == {(kind, by) for kind in GiftKind for by in OfferedBy}
    assert set(RULES) == set(GiftKind)


def test_the_table_asks_below_at_and_above_every_figure_of_the_guidance():
    figures = {f for g in GUIDANCE for f in (g.promotional, g.gift, g.meal_declared, g.meal_refused) if f is not None}
    assert figures == {Decimal(6), Decimal(10), Decimal(25), Decimal(50), Decimal(75)}
    asked = {Decimal(value) for _, _, value, *_ in BOTH}
    penny = Decimal("0.01")
    assert all({figure - penny, figure, figure + penny} <= asked for figure in figures)


# --- The boundary is a setting, and is said ---
EXACTLY = [
    (GiftKind.GIFT, OTHER, "10", IN_2016),
    (GiftKind.MEAL, OTHER, "25", IN_2016),
    (GiftKind.PROMOTIONAL, SUPPLIER, "6", IN_2017),
    (GiftKind.GIFT, OTHER, "50", IN_2017),
    (GiftKind.MEAL, SUPPLIER, "25", IN_2017),
    (GiftKind.MEAL, SUPPLIER, "75", IN_2017),
]


@pytest.mark.parametrize(("kind", "by", "value", "day"), EXACTLY)
def test_an_offer_of_exactly_a_figure_says_so_and_how_it_is_read_and_who_settled_that(kind, by, value, day):
    for boundary in (OVER, UNDER):
        answer = about(Offered(kind=kind, offered_by=by, value=Decimal(value), day=day, boundary=boundary))
        assert answer.exactly
        assert answer.threshold == Decimal(value)
        said = next(reason for reason in answer.reasons if reason.code == "gifts.exactly")
        assert f"exactly £{value}" in said.text
        assert boundary.reading.label in said.text
        assert "a setting of the CCG's policy" in said.text
        assert said.source == boundary.source


@pytest.mark.parametrize(("kind", "by", "value", "day"), EXACTLY)
@pytest.mark.parametrize("beside", ["-0.01", "0.01"])
def test_beside_a_figure_nothing_is_said_of_the_boundary(kind, by, value, day, beside):
    answer = about(Offered(kind=kind, offered_by=by, value=Decimal(value) + Decimal(beside), day=day))
    assert not answer.exactly
    assert "gifts.exactly" not in {reason.code for reason in answer.reasons}


def test_without_a_policy_the_stricter_reading_holds_and_is_said_to_be_derived():
    assert Offered(kind=GiftKind.GIFT, offered_by=OTHER, value=Decimal(50), day=IN_2017).boundary == STRICTER
    assert STRICTER.reading == AtThreshold.OVER
    assert STRICTER.source.derived
    assert "stricter" in STRICTER.source.title


# --- Repeat gifts of one source ---
@pytest.mark.parametrize(
    ("earlier", "value", "expected"),
    [
        ("0", "20", (KEEP, QUIET)),
        ("29.99", "20", (KEEP, QUIET)),
        ("30", "20", (ORGANISATION, DECLARED)),  # exactly £50, read as over it
        ("30.01", "20", (ORGANISATION, DECLARED)),
        ("100", "0.01", (ORGANISATION, DECLARED)),
    ],
)
def test_gifts_of_one_source_in_twelve_months_add_up_from_16_june_2017(earlier, value, expected):
    offered = Offered(kind=GiftKind.GIFT, offered_by=OTHER, value=Decimal(value), day=IN_2017, earlier=Decimal(earlier))
    answer = about(offered)
    assert (answer.may, answer.declare) == expected
    said = [reason for reason in answer.reasons if reason.code == "gifts.repeated"]
    assert bool(said) == (earlier != "0")
    assert all(reason.source.derived for reason in said)


def test_promotional_items_of_one_supplier_add_up_too():
    offered = Offered(
        kind=GiftKind.PROMOTIONAL, offered_by=SUPPLIER, value=Decimal(4), day=IN_2017, earlier=Decimal("2.01")
    )
    assert about(offered).may == DECLINE


def test_nothing_is_added_up_under_the_2016_guidance():
    offered = Offered(kind=GiftKind.GIFT, offered_by=OTHER, value=Decimal(9), day=IN_2016, earlier=Decimal(9))
    assert not about(offered).declare


@pytest.mark.parametrize("kind", [GiftKind.MEAL, GiftKind.HOSPITALITY])
def test_each_meal_is_a_meal_by_itself(kind):
    offered = Offered(kind=kind, offered_by=OTHER, value=Decimal(20), day=IN_2017, earlier=Decimal(20))
    assert not about(offered).declare


# --- By date ---
def test_the_figures_change_on_16_june_2017():
    assert guidance_on(IN_2016)[0].starts_on == date(2016, 6, 28)
    assert guidance_on(IN_2017)[0].starts_on == date(2017, 6, 16)


def test_before_28_june_2016_its_rules_are_taken_and_every_sentence_is_marked_derived():
    for kind in GiftKind:
        for by in OfferedBy:
            before = about(Offered(kind=kind, offered_by=by, value=Decimal(30), day=date(2016, 6, 27)))
            after = about(Offered(kind=kind, offered_by=by, value=Decimal(30), day=date(2016, 6, 28)))
            assert (before.may, before.declare) == (after.may, after.declare)
            assert all(reason.source.derived for reason in before.reasons)
            assert "gifts.before" in {reason.code for reason in before.reasons}
            assert "gifts.before" not in {reason.code for reason in after.reasons}


def test_what_is_written_somewhere_is_not_marked_derived_and_the_rest_is():
    def marked(kind, by, value, day):
        return {
            r.code: r.source.derived for r in about(Offered(kind=kind, offered_by=by, value=value, day=day)).reasons
        }

    assert marked(GiftKind.GIFT, SUPPLIER, Decimal(5), IN_2016)["gifts.supplier"] is False
    assert marked(GiftKind.GIFT, SUPPLIER, Decimal(5), IN_2017)["gifts.supplier"] is True
    assert marked(GiftKind.PROMOTIONAL, SUPPLIER, Decimal(5), IN_2017)["gifts.promotional"] is False
    assert marked(GiftKind.GIFT, OTHER, Decimal(60), IN_2017)["gifts.others"] is False
    assert marked(GiftKind.MEAL, OTHER, Decimal(60), IN_2017)["gifts.meal.declared"] is False
    assert marked(GiftKind.MEAL, OTHER, Decimal(26), IN_2016)["gifts.meal.refused"] is False
    assert marked(GiftKind.MEAL, OTHER, Decimal(26), IN_2016)["gifts.meal.beyond"] is True
    assert marked(GiftKind.HOSPITALITY, OTHER, Decimal(60), IN_2017)["gifts.meal.declared"] is True
    assert marked(GiftKind.CASH, OTHER, Decimal(1), IN_2017)["gifts.cash"] is True
    assert marked(GiftKind.SPONSORSHIP, OTHER, Decimal(1), IN_2017)["gifts.sponsorship"] is True


# --- What was done, beside what the guidance says ---
ACCEPTED, FOR_IT, DECLINED = OfferAnswer.ACCEPTED, OfferAnswer.ACCEPTED_FOR_ORGANISATION, OfferAnswer.DECLINED


@pytest.mark.parametrize(
    ("kind", "value", "done", "approved", "word"),
    [
        (GiftKind.GIFT, "10", ACCEPTED, False, ""),
        (GiftKind.GIFT, "60", ACCEPTED, False, "only for the organisation"),
        (GiftKind.GIFT, "60", ACCEPTED, True, "only for the organisation"),
        (GiftKind.GIFT, "60", FOR_IT, False, ""),
        (GiftKind.GIFT, "60", DECLINED, False, ""),
        (GiftKind.CASH, "1", ACCEPTED, True, "must be declined"),
        (GiftKind.CASH, "1", FOR_IT, True, "must be declined"),
        (GiftKind.CASH, "1", DECLINED, False, ""),
        (GiftKind.MEAL, "80", ACCEPTED, False, "approval of a senior manager"),
        (GiftKind.MEAL, "80", FOR_IT, False, "approval of a senior manager"),
        (GiftKind.MEAL, "80", ACCEPTED, True, ""),
        (GiftKind.MEAL, "80", DECLINED, False, ""),
    ],
)
def test_what_was_done_is_held_beside_what_the_guidance_says(kind, value, done, approved, word):
    answer = about(Offered(kind=kind, offered_by=OTHER, value=Decimal(value), day=IN_2017))
    refused = answer.refuses(done, approved)
    assert bool(refused) == bool(word)
    assert word in refused


def test_the_answer_reads_as_a_sentence():
    def said(kind, by, value, day):
        return about(Offered(kind=kind, offered_by=by, value=Decimal(value), day=day)).sentence

    assert said(GiftKind.CASH, OTHER, "1", IN_2017) == (
        "The guidance says: it must be declined, and the offer must be declared."
    )
    assert (
        said(GiftKind.GIFT, OTHER, "20", IN_2017) == "The guidance says: it may be accepted, and need not be declared."
    )
    assert said(GiftKind.GIFT, OTHER, "60", IN_2017) == (
        "The guidance says: it may be accepted only for the organisation, and must be declared."
    )


def test_pounds_are_written_as_people_write_them():
    assert [pounds(Decimal(v)) for v in ("6", "24.99", "1000", "0.5")] == ["£6", "£24.99", "£1,000", "£0.50"]
