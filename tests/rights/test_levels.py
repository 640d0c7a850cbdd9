"""The tables of the founding paper, written out by hand, cell by cell. Nothing here is worked out from the code."""

import pytest

from committees.rights.levels import TABLE, WHATEVER_THE_LEVEL, cell, fits, holders
from committees.terms import CommitteeKind, Function, Level, Say

PACK = "North Central London Primary Care Co-Commissioning Options, Stakeholder Engagement Pack, June 2016"
TABLE_PAGE = f"{PACK}, page “Functions under different levels of co-commissioning”"
LEVEL_1_PAGE = f"{PACK}, page “Level 1 – Greater involvement in Commissioning”: “Decisions are made by NHS England”"
STRATEGY = (
    f"{PACK}, page “Level 1 – Greater involvement in Commissioning”: "
    "“existing responsibilities for Primary Care Strategy Development”"
)
BODIES = (
    f"{PACK}, page “Timeline and next steps”: “Decision made on next steps for Co-Commissioning by Governing Bodies”"
)
DUTIES = (
    f"{PACK}, page “Level 3 – Delegated Commissioning”: "
    "“CCGs continue to remain responsible for discharging their own statutory duties”"
)
ITSELF = "Each committee regulates its own procedure under its terms of reference"

CELLS = [
    # function, level, what the CCG has, where, derived
    ("gp_commissioning", "1", "consulted", TABLE_PAGE, False),
    ("gp_commissioning", "2", "joint", TABLE_PAGE, False),
    ("gp_commissioning", "3", "ccg_decides", TABLE_PAGE, False),
    ("other_contractors", "1", "consulted", LEVEL_1_PAGE, True),
    ("other_contractors", "2", "consulted", TABLE_PAGE, False),
    ("other_contractors", "3", "consulted", TABLE_PAGE, False),
    ("incentive_schemes", "1", "consulted", LEVEL_1_PAGE, True),
    ("incentive_schemes", "2", "joint_if_agreed", TABLE_PAGE, False),
    ("incentive_schemes", "3", "ccg_decides", TABLE_PAGE, False),
    ("budget", "1", "consulted", LEVEL_1_PAGE, True),
    ("budget", "2", "joint", TABLE_PAGE, False),
    ("budget", "3", "ccg_decides", TABLE_PAGE, False),
    ("performance", "1", "consulted", LEVEL_1_PAGE, True),
    ("performance", "2", "joint", TABLE_PAGE, False),
    ("performance", "3", "ccg_decides", TABLE_PAGE, False),
    ("performers_list", "1", "reserved", LEVEL_1_PAGE, True),
    ("performers_list", "2", "reserved", TABLE_PAGE, False),
    ("performers_list", "3", "reserved", TABLE_PAGE, False),
    ("ccg_own", "1", "ccg_decides", STRATEGY, False),
    ("ccg_own", "2", "ccg_decides", BODIES, True),
    ("ccg_own", "3", "ccg_decides", DUTIES, True),
    ("own_business", "1", "own", ITSELF, True),
    ("own_business", "2", "own", ITSELF, True),
    ("own_business", "3", "own", ITSELF, True),
]

#: Which kinds of committee may hold a function at a level; nobody else may.
HOLDERS = {
    ("gp_commissioning", "1"): {"nhs_england_team"},
    ("gp_commissioning", "2"): {"joint_committee"},
    ("gp_commissioning", "3"): {"pccc"},
    ("other_contractors", "1"): {"nhs_england_team"},
    ("other_contractors", "2"): {"nhs_england_team"},
    ("other_contractors", "3"): {"nhs_england_team"},
    ("incentive_schemes", "1"): {"nhs_england_team"},
    ("incentive_schemes", "2"): {"joint_committee"},
    ("incentive_schemes", "3"): {"pccc"},
    ("budget", "1"): {"nhs_england_team"},
    ("budget", "2"): {"joint_committee"},
    ("budget", "3"): {"pccc"},
    ("performance", "1"): {"nhs_england_team"},
    ("performance", "2"): {"joint_committee"},
    ("performance", "3"): {"pccc"},
    ("performers_list", "1"): {"nhs_england_team"},
    ("performers_list", "2"): {"nhs_england_team"},
    ("performers_list", "3"): {"nhs_england_team"},
    ("ccg_own", None): {"governing_body"},
    ("ccg_own", "1"): {"governing_body"},
    ("ccg_own", "2"): {"governing_body", "joint_committee"},
    ("ccg_own", "3"): {"governing_body", "pccc"},
    ("own_business", None): set(),
    ("own_business", "1"): set(),
    ("own_business", "2"): set(),
    ("own_business", "3"): set(),
    # No level on record, and none assumed.
    ("gp_commissioning", None): set(),
    ("other_contractors", None): set(),
    ("incentive_schemes", None): set(),
    ("budget", None): set(),
    ("performance", None): set(),
    ("performers_list", None): set(),
}


@pytest.mark.parametrize(("function", "level", "say", "title", "derived"), CELLS)
def test_each_cell_is_the_papers(function, level, say, title, derived):
    found = cell(Function(function), Level(level))
    assert found.say == Say(say)
    assert found.source.title == title
    assert found.source.derived is derived


def test_the_table_by_hand_is_whole():
    assert {(function, level) for function, level, *_ in CELLS} == {(f.value, n.value) for f in Function for n in Level}
    assert len(CELLS) == 24
    assert set(HOLDERS) == {(f.value, n) for f in Function for n in ("1", "2", "3", None)}
    assert set(TABLE) == set(Function)


@pytest.mark.parametrize(("function", "level"), HOLDERS)
@pytest.mark.parametrize("kind", CommitteeKind)
def test_only_the_right_kind_of_committee_may_hold_a_function(function, level, kind):
    verdict = fits(kind, Function(function), Level(level) if level else None)
    assert verdict.allowed is (kind.value in HOLDERS[function, level])
    assert all(reason.text.endswith(".") and reason.source.title for reason in verdict.reasons)


def test_level_1_below_the_first_row_is_marked_as_derived():
    stated = {
        f for f in Function if f not in WHATEVER_THE_LEVEL and not cell(f, Level.GREATER_INVOLVEMENT).source.derived
    }
    assert stated == {Function.GP_COMMISSIONING}


@pytest.mark.parametrize("function", [f for f in Function if f not in WHATEVER_THE_LEVEL])
def test_without_a_level_the_table_says_nothing(function):
    with pytest.raises(LookupError, match="Without a level nobody can say"):
        cell(function, None)


@pytest.mark.parametrize("function", sorted(WHATEVER_THE_LEVEL))
def test_what_no_level_changes_is_known_without_one(function):
    assert {cell(function, level).say for level in (None, *Level)} == {cell(function, None).say}


@pytest.mark.parametrize(
    ("kind", "function", "level", "code"),
    [
        ("pccc", "catering", "3", "unknown_combination"),
        ("pccc", "budget", "4", "unknown_combination"),
        ("pccc", "budget", None, "unknown_combination"),
        ("choir", "budget", "3", "wrong_kind"),
        ("choir", "ccg_own", None, "wrong_kind"),
    ],
)
def test_an_unknown_combination_is_refused_with_a_sentence(kind, function, level, code):
    verdict = fits(kind, function, level)
    assert not verdict.allowed
    assert verdict.codes == {code}
    assert verdict.sentence.endswith(".")


def test_a_refusal_names_the_kind_that_may():
    refusal = fits(CommitteeKind.PCCC, Function.BUDGET, Level.JOINT).refusals[0]
    assert refusal.text == (
        "A primary care commissioning committee cannot hold general practice budget management "
        "at level 2, joint commissioning: a joint committee does."
    )
    assert refusal.who_can == "a joint committee"
    assert "Level 2 – Joint Commissioning" in refusal.source.title


def test_a_committees_own_business_is_held_by_nobody():
    assert holders(Function.OWN_BUSINESS, Level.JOINT) == {}
    refusal = fits(CommitteeKind.PCCC, Function.OWN_BUSINESS, Level.DELEGATED).refusals[0]
    assert refusal.who_can == "each committee for itself"
