"""The table of routes that the engine gives is the one that the papers give, cell by cell."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.core.management import call_command

from committees.rights.entitlement import entitlement
from committees.rights.levels import cell
from committees.rights.routes.plain_case import PlainCase
from committees.rights.routes.ways import Cell, Opening, Way, table
from committees.rights.world import Question
from committees.terms import Act, Function, Level, Say
from tests.rights.routes_by_hand import by_hand

CELLS = {(cell.function, cell.level, cell.way): cell for cell in table()}
BY_HAND = by_hand()


def test_every_function_level_and_route_is_in_both_tables():
    assert set(CELLS) == set(BY_HAND) == {(f, lv, w) for f in Function for lv in Level for w in Way}


@pytest.mark.parametrize("key", sorted(BY_HAND), ids="-".join)
def test_the_engine_says_what_the_papers_say(key):
    opening, source, derived = BY_HAND[key]
    found: Cell = CELLS[key]
    assert found.opening is opening, found.reason.text
    assert source in found.source.title, found.reason.text
    assert found.source.derived is derived, found.source


def test_no_power_of_nhs_englands_is_open_at_level_3():
    powers = (Way.CASTING_VOTE, Way.VETO, Way.AGREEMENT)
    assert {CELLS[f, Level.DELEGATED, way].opening for f in Function for way in powers} == {Opening.SHUT}


def test_nothing_that_nhs_england_decides_is_decided_in_a_ccg_by_any_route():
    alone = (Way.VOTE, Way.CORRESPONDENCE, Way.OFFICER, Way.CHAIRS_ACTION)
    for (function, level, way), found in CELLS.items():
        if way is Way.NHS_ENGLAND and found.opening is Opening.OPEN:
            assert {CELLS[function, level, each].opening for each in alone} == {Opening.SHUT}


def printed(*args: str) -> str:
    out = StringIO()
    call_command("routes", *args, stdout=out)
    return out.getvalue()


def test_the_command_prints_every_cell_with_its_source():
    rows = list(csv.DictReader(StringIO(printed("--csv"))))
    assert len(rows) == len(BY_HAND)
    for row in rows:
        opening, source, derived = BY_HAND[row["function"], row["level"], row["route"]]
        assert row["open"] == opening
        assert source in row["source"]
        assert row["stated or derived"] == ("derived" if derived else "stated")


def test_the_command_tells_one_function_at_one_level_in_words():
    said = printed("--level", "2", "--function", "incentive_schemes")
    assert "Design and implementation of local incentive schemes" in said
    assert "Level 2, joint commissioning" in said
    assert "NHS England must agree" in said
    assert said.count("\n") == 2 + len(Way) + 1


@pytest.mark.parametrize("function", [f for f in Function if cell(f, Level.GREATER_INVOLVEMENT).say is Say.CONSULTED])
def test_nhs_englands_team_opens_no_ballot_on_what_it_decides_for_a_ccg(function):
    case = PlainCase(function, Level.GREATER_INVOLVEMENT, generous=True)
    question = Question(standpoint=case.stands(case.team))
    room = case.teams_room
    verdict = entitlement(Act.OPEN_VOTING, person=None, seat=None, room=room, question=question, account=case.secretary)
    assert "open_voting.nhs_england_has_no_ballot" in verdict.codes
    assert "by its officer, without a ballot" in verdict.sentence
