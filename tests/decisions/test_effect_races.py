"""Timed commands at once, and who takes a result back while one of them runs: an effect takes place once, or not at all."""

import random
from datetime import date

import pytest

from committees.models import Letter
from decisions import actions
from decisions.actions.corrections import take_back_result
from decisions.book import verify_book
from decisions.gate import Refused
from decisions.models import Announcement, EffectApplied, EffectHeld
from practices.models import Site
from tests.decisions.taking_effect import FROM, a_branch, a_practice, a_stage
from tests.decisions.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage(monkeypatch):
    return a_stage(monkeypatch, "Kingston")


def carried(stage, number: int, site: Site | None = None):
    ccg = stage.bodies["Kingston"].ccg
    site = site or a_branch(a_practice(f"H84{number:03}", f"SURGERY {number}", ccg))
    matter = stage.matter("branch_closure", whole={"site": site.pk, "effective_on": str(FROM)})
    return matter, site, stage.carry(matter)


def test_three_timed_commands_at_once_let_a_decision_take_effect_once_and_hold_the_other_once(stage, race_rounds):
    for number in range(min(race_rounds, 10)):
        first, site, _ = carried(stage, number)
        second, _, _ = carried(stage, number, site)
        stage.stand(FROM)
        answers = at_once(*[actions.keep_time] * 3)
        assert [error for _, error in answers if error] == []
        told = [each for passed, _ in answers for each in passed]
        assert sorted(each.what for each in told) == ["decision in effect", "decision that is held"]
        assert EffectApplied.objects.get(matter=first).changes
        assert EffectHeld.objects.get(matter=second).reason
        assert site.history.exclude(history_change_reason=None).count() == 1
    assert not verify_book(stage.bodies["Kingston"].committee.pk)
    assert not Letter.objects.exists()  # the secretary has no person in this test


def test_a_result_that_is_taken_back_while_the_timed_command_runs_is_in_effect_or_taken_back_never_both(
    stage, race_rounds
):
    chance = random.Random(20160701)
    for number in range(min(race_rounds, 10)):
        matter, site, room = carried(stage, number)
        stage.stand(FROM)
        pks = room.decisions()
        tasks = {
            "back": lambda pks=pks: take_back_result(actor=stage.secretary, resolutions=pks, reason="Wrong"),
            "time": lambda: actions.keep_time(today=date(2016, 7, 1)),
        }
        names = list(tasks)
        chance.shuffle(names)
        answers = dict(zip(names, at_once(*[tasks[name] for name in names]), strict=True))
        applied = EffectApplied.objects.filter(matter=matter).exists()
        back = Announcement.objects.filter(void=True, resolution__limb__matter=matter).exists()
        assert applied is not back
        site.refresh_from_db()
        assert (site.ends_on is not None) is applied
        assert answers["time"][1] is None
        if applied:
            assert isinstance(answers["back"][1], Refused)
