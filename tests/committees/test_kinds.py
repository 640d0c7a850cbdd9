"""The kinds of decision as declared: what each demands, what cannot be, and what it changes. No database."""

from datetime import date

import pytest

from committees import kinds
from committees.kinds import KINDS, facts
from committees.kinds.declared import DecisionKind, Fact, FactType
from committees.terms import Function, Verb
from practices.changes import JoinPartner
from tests.committees.kinds_by_hand import BY_HAND, DAY, PARTNERS_BY_HAND, partner

DECIDED = date(2016, 4, 14)


def stated(key, matter, part):
    return facts.given(KINDS[key], matter, part)


def wrong(key, matter=None, part=None, day=DECIDED, **changed):
    """What is wrong with the facts by hand, some of them changed; None takes one away."""
    by_hand_matter, by_hand_part, _ = BY_HAND[key]
    matter = dict(by_hand_matter if matter is None else matter)
    part = dict(by_hand_part if part is None else part)
    for name, value in changed.items():
        (part if KINDS[key].fact(name).part else matter)[name] = value
    return " ".join(facts.wrong(KINDS[key], matter, part, day))


def test_every_kind_is_written_out_by_hand():
    assert set(BY_HAND) == set(KINDS)


@pytest.mark.parametrize("key", BY_HAND)
def test_with_the_facts_by_hand_nothing_is_missing_or_wrong(key):
    matter, part, _ = BY_HAND[key]
    assert facts.missing(KINDS[key], stated(key, matter, part)) == ()
    assert facts.wrong(KINDS[key], matter, part, DECIDED) == ()


@pytest.mark.parametrize("key", BY_HAND)
def test_each_fact_that_is_demanded_is_missed_where_it_is_not_stated(key):
    matter, part, _ = BY_HAND[key]
    kind = KINDS[key]
    demanded = [
        fact for fact in kind.facts if fact.required and fact.key in {**matter, **part} | stated(key, matter, part)
    ]
    assert demanded
    for fact in demanded:
        without = [{name: value for name, value in each.items() if name != fact.key} for each in (matter, part)]
        missing = facts.missing(kind, stated(key, *without))
        # Without the choice nothing that hangs on it is asked for yet.
        assert fact in missing
        assert all(each.key == fact.key for each in missing)
        assert facts.missing_words(missing).startswith("Not stated yet: ")


@pytest.mark.parametrize("key", BY_HAND)
def test_it_changes_what_is_written_by_hand(key):
    matter, part, changes = BY_HAND[key]
    assert KINDS[key].effect(stated(key, matter, part), DAY) == changes


@pytest.mark.parametrize("key", BY_HAND)
def test_no_effect_reads_a_fact_that_nobody_demands(key):
    matter, part, changes = BY_HAND[key]
    kind = KINDS[key]
    optional = {fact.key for fact in kind.facts if not fact.required}
    bare = [{name: value for name, value in each.items() if name not in optional} for each in (matter, part)]
    assert len(kind.effect(stated(key, *bare), DAY)) <= len(changes)


@pytest.mark.parametrize("change", PARTNERS_BY_HAND)
def test_each_change_of_partners_changes_what_is_written_by_hand(change):
    part, changes = PARTNERS_BY_HAND[change]
    kind = KINDS["partnership_change"]
    assert facts.missing(kind, facts.given(kind, {}, part)) == ()
    assert facts.wrong(kind, {}, part, DECIDED) == ()
    assert kind.effect(facts.given(kind, {}, part), DAY) == changes


def test_every_way_in_which_partners_change_is_written_by_hand():
    assert set(PARTNERS_BY_HAND) == {value for value, _ in KINDS["partnership_change"].fact("change").choices}


@pytest.mark.parametrize("key", KINDS)
def test_a_kind_says_its_source_and_what_is_expected_with_it(key):
    kind = KINDS[key]
    assert kind.source is not None
    assert kind.source.title
    assert kind.papers
    assert kind.facts
    assert kind.acts_by <= set(kind.verbs)
    assert bool(kind.changes) is kind.changes_something
    assert len({fact.key for fact in kind.facts}) == len(kind.facts)
    if kind.from_day:
        assert kind.fact(kind.from_day).type is FactType.DAY


# --- What cannot be ---
@pytest.mark.parametrize(("months", "allowed"), [(2, False), (3, True), (12, True), (13, False)])
def test_a_list_closes_for_three_to_twelve_months(months, allowed):
    said = wrong("list_closure", months=months)
    assert (not said) is allowed
    assert allowed or said.startswith(
        f"Months for which the list closes: {months} is not allowed. It must be from 3 to 12"
    )


def test_a_closure_is_extended_for_twelve_months_at_most():
    assert "13 is not allowed" in wrong("list_extension", months=13)


def test_patients_are_not_dispersed_to_the_practice_that_they_leave():
    assert "cannot be dispersed to the practice that they leave" in wrong("dispersal", to=[1, 2])


def test_procuring_instead_of_dispersing_asks_for_no_choice_map_and_changes_nothing_yet():
    given = stated("dispersal", {"practice": 1, "option": "procure", "capacity": "None", "to": [2]}, {})
    assert facts.missing(KINDS["dispersal"], given) == ()
    assert "to" not in given
    assert KINDS["dispersal"].effect(given, DAY) == ()


def test_a_practice_does_not_merge_with_itself():
    assert wrong("merger", ended=1) == "A practice cannot merge with itself: choose two practices."


def test_an_award_without_a_value_is_not_complete_and_one_of_nothing_is_wrong():
    matter, part, _ = BY_HAND["award"]
    without = {name: value for name, value in matter.items() if not name.startswith("value")}
    missing = facts.missing(KINDS["award"], stated("award", without, part))
    assert facts.missing_words(missing) == "Not stated yet: value in all and value to the CCG."
    assert "Value in all: 0 is not allowed." in wrong("award", value_total="0", value_ccg="0")


@pytest.mark.parametrize("key", ["award", "caretaker", "extension"])
def test_a_contract_does_not_end_before_it_starts_nor_cost_the_ccg_more_than_it_costs(key):
    assert "It cannot end on 30 June 2016, before it starts, on 1 July 2016." in wrong(key, ends_on="2016-06-30")
    assert "cannot be more than the value in all" in wrong(key, value_ccg="1250000.01")


@pytest.mark.parametrize(
    ("days", "risk", "allowed"), [(20, None, False), (27, False, False), (28, None, True), (7, True, True)]
)
def test_a_remedial_notice_gives_28_days_unless_patients_are_at_risk(days, risk, allowed):
    said = wrong("remedial_notice", days=days, risk=risk)
    assert (not said) is allowed
    assert allowed or said.startswith(f"A notice of {days} days is too short: it must be at least 28 days")


@pytest.mark.parametrize(
    ("terms", "last_day", "allowed"),
    [
        ("gms", "2016-12-19", False),
        ("gms", "2016-12-20", True),
        ("pms", "2016-12-19", False),
        ("gms_sole", "2016-09-19", False),
        ("gms_sole", "2016-09-20", True),
        ("other", "2016-07-01", True),
    ],
)
def test_a_contractor_gives_six_months_notice_or_three_alone(terms, last_day, allowed):
    said = wrong("contractors_notice", terms=terms, last_day=last_day)
    assert (not said) is allowed
    assert allowed or said.startswith("The notice is too short: ")


@pytest.mark.parametrize("change", ["to_partnership", "to_sole"])
def test_partners_give_28_days_notice_to_go_alone_or_to_cease_to_be_alone(change):
    part, _ = PARTNERS_BY_HAND[change]
    said = wrong("partnership_change", part={**part, "notice_on": "2016-06-11"})
    assert said.startswith("A notice of 20 days is too short: it must be at least 28 days")
    assert said.endswith("it allows the change from 9 July 2016 on.")
    assert wrong("partnership_change", part=part) == ""


def test_after_24_hours_somebody_is_back_on_the_next_day_at_the_earliest_for_16_hours_a_week():
    part, _ = PARTNERS_BY_HAND["retire_24h"]
    assert "Give a later day." in wrong("partnership_change", part={**part, "back_on": "2016-07-01"})
    assert "17 is not allowed" in wrong("partnership_change", part={**part, "hours": 17})


def test_a_death_is_agreed_by_nobody():
    assert "A death needs nobody's agreement" in wrong("partnership_change", part=partner("death", leaves="Dr Old"))


def test_what_is_of_right_acts_when_it_is_noted_and_what_needs_agreement_does_not():
    kind = KINDS["partnership_change"]
    assert kind.acts(Verb.NOTE, {"basis": "of_right"})
    assert not kind.acts(Verb.NOTE, {"basis": "agreed"})
    assert kind.acts(Verb.APPROVE, {"basis": "agreed"})
    assert not kind.acts(Verb.REJECT, {"basis": "agreed"})
    assert KINDS["contractors_notice"].acts(Verb.NOTE, {})
    assert not KINDS["merger"].acts(Verb.NOTE, {})


def test_a_contractors_notice_is_not_rejected():
    assert kinds.verb_misfit("contractors_notice", Verb.REJECT).startswith(
        "A contractor's notice is not for a committee to reject: choose approve, "
    )
    assert kinds.verb_misfit("contractors_notice", Verb.NOTE) == ""
    assert kinds.verb_misfit("merger", Verb.REJECT) == ""


def test_what_is_of_right_holds_from_its_own_day_whenever_the_committee_hears_of_it():
    kind = KINDS["partnership_change"]
    given = facts.given(kind, {}, partner("add", "of_right", joins="Dr New"))
    assert kind.effect(given, DAY) == (JoinPartner(30, "Dr New", date(2016, 3, 20)),)


@pytest.mark.parametrize("key", [key for key in BY_HAND if KINDS[key].from_day])
def test_an_effect_before_the_decision_is_refused_unless_the_fact_says_that_it_may_be(key):
    kind = KINDS[key]
    said = wrong(key, day=date(2016, 7, 2))
    expected = "1 July 2016 is before the decision, on 2 July 2016."
    assert (expected in said) is not kind.fact(kind.from_day).may_precede


def test_a_change_of_owners_alone_leaves_the_contract_where_it_is():
    matter, part, _ = BY_HAND["change_of_control"]
    given = stated("change_of_control", {**matter, "holder": None}, part)
    assert KINDS["change_of_control"].effect(given, DAY) == ()


@pytest.mark.parametrize(
    ("key", "name", "value", "said"),
    [
        ("merger", "survivor", "A81001", "Practice that goes on: this is not a practice."),
        ("merger", "survivor", True, "Practice that goes on: this is not a practice."),
        ("dispersal", "to", [1, "2"], "Practices on the choice map: this is not practices."),
        ("rent", "amount", "lots", "Rent reimbursed in a year: this is not pounds."),
        ("rent", "amount", "NaN", "Rent reimbursed in a year: this is not pounds."),
        ("rent", "effective_on", "soon", "First day of the new rent: this is not a date."),
        ("boundary_change", "which", "middle", "Which boundary: choose one of practice boundary and outer boundary."),
        ("new_practice", "ods_code", "B1", "“B1” is no ODS code of a practice"),
        ("new_practice", "postcode", "Mill Lane", "“Mill Lane” is no postcode."),
        ("new_practice", "ccg", "08R", "CCG that it belongs to: this is not a CCG."),
        ("remedial_notice", "risk", "perhaps", "this is not yes or no."),
    ],
)
def test_what_is_not_of_its_type_or_out_of_bounds_is_said_in_a_sentence(key, name, value, said):
    assert said in wrong(key, **{name: value})


# --- A new kind ---
def test_a_new_kind_needs_one_declaration():
    kind = DecisionKind(
        key="opening_hours",
        label="change of opening hours",
        function=Function.GP_COMMISSIONING,
        facts=(Fact(key="hours", label="Hours a week", type=FactType.NUMBER, least=1, most=168),),
    )
    with kinds.added(kind):
        assert kinds.kind_label("opening_hours") == "change of opening hours"
        assert kinds.misfit("opening_hours", Function.GP_COMMISSIONING) == ""
        assert "belongs to" in kinds.misfit("opening_hours", Function.BUDGET)
        assert facts.missing_words(facts.missing(kind, {})) == "Not stated yet: hours a week."
        assert facts.wrong(kind, {"hours": 169}, {}) == ("Hours a week: 169 is not allowed. It must be from 1 to 168.",)
        with pytest.raises(ValueError, match="declared already"), kinds.added(kind):
            pass
    assert "opening_hours" not in KINDS
