"""Two officers of NHS England and the timed command at the same moment on the same window: exactly one outcome.

The officers act on the last day of the window; the timed command keeps the day after, as where midnight falls between. So
each of the three would be in order alone. 10 rounds in `make test`, 200 in `make test-full`.
"""

import random
from datetime import date

import pytest

from committees.terms import Outcome, VetoState
from decisions import actions
from decisions.chain import verify_meeting
from decisions.gate import Refused
from decisions.models import AgendaItem, Veto
from decisions.outcome import outcome_of, veto_of
from tests import world
from tests.decisions.test_races import at_once
from tests.decisions.vetoed import a_stage, london

pytestmark = pytest.mark.django_db(transaction=True)

CLOSED, LAST, AFTER, NEXT = date(2016, 4, 14), date(2016, 4, 15), date(2016, 4, 16), date(2016, 5, 12)
TOLD = {
    VetoState.USED: "veto.used",
    VetoState.WAIVED: "veto.waived",
    VetoState.LAPSED: "veto.lapsed",
}


@pytest.fixture
def stage(monkeypatch):
    found = a_stage(monkeypatch, moment=london(CLOSED), veto_working_days=1)
    found.officer("colleague")
    return found


def three(stage, room, chance):
    """A veto, a waiver and the timed command, in an order by lot; what each came to."""
    key = stage.decision(room).pk
    holder, colleague = stage.acting("holder"), stage.acting("colleague")
    tasks = {
        "veto": lambda: actions.use_veto(actor=holder, resolution=key, reason="Too dear (made up)"),
        "waive": lambda: actions.waive_veto(actor=colleague, resolution=key),
        "time": lambda: actions.keep_time(today=AFTER),
    }
    names = list(tasks)
    chance.shuffle(names)
    return dict(zip(names, at_once(*[tasks[name] for name in names]), strict=True))


def one_outcome(stage, room, answers):
    decision = stage.decision(room)
    [row] = Veto.objects.filter(announcement__resolution=decision.pk)
    state = veto_of(decision, AFTER)
    passed, error = answers["time"]
    assert error is None
    assert not [each for each in passed if each.failed]
    confirmed = [each for each in passed if each.what == "confirmed decision"]
    assert bool(confirmed) is row.lapsed is (state is VetoState.LAPSED)
    won = {"veto": row.used, "waive": row.waived}
    for name, did in won.items():
        act, refusal = answers[name]
        assert (act == row) is did
        if not did:
            assert isinstance(refusal, Refused), "every loser is told"
            assert TOLD[state] in refusal.verdict.codes
            assert all(reason.text and reason.source for reason in refusal.verdict.refusals)
    assert outcome_of(decision) == (Outcome.VETOED if row.used else Outcome.CARRIED)
    assert actions.keep_time(today=AFTER) == [], "nothing is left to write"
    assert not verify_meeting(room.meeting.pk)
    return state


def test_two_officers_and_the_timed_command_at_the_same_moment_have_exactly_one_outcome(stage, race_rounds):
    chance = random.Random(20160414)
    later = world.a_meeting({stage.body.name: stage.body}, NEXT)
    returned = 0
    for number in range(race_rounds):
        room = stage.carry(london(CLOSED), title=f"Matter {number}", close=True)
        stage.stand(london(LAST, 23, 59, 59))
        state = one_outcome(stage, room, three(stage, room, chance))
        matter = room.items[0].matter
        returned += state is VetoState.USED
        assert AgendaItem.objects.filter(meeting=later, matter=matter).count() == (state is VetoState.USED)
    assert AgendaItem.objects.filter(meeting=later).count() == returned


def test_three_timed_commands_at_once_confirm_a_decision_once(stage, race_rounds):
    for number in range(race_rounds):
        room = stage.carry(london(CLOSED), title=f"Matter {number}", close=True)
        stage.stand(london(AFTER, 0, 0))
        answers = at_once(*[actions.keep_time] * 3)
        assert [error for _, error in answers if error] == []
        said = [each for passed, _ in answers for each in passed]
        assert [each.what for each in said] == ["confirmed decision"]
        [row] = Veto.objects.filter(announcement__resolution=stage.decision(room).pk)
        assert row.lapsed
        assert not verify_meeting(room.meeting.pk)


def test_what_was_vetoed_goes_on_the_next_agenda_once_however_many_keep_time(stage, race_rounds):
    """It waits until a meeting is convened; then several timed commands at once put it there once."""
    vetoed = []
    for number in range(min(race_rounds, 10)):
        room = stage.carry(london(CLOSED), title=f"Matter {number}", close=True)
        stage.veto(room)
        vetoed.append(room.items[0].matter)
    later = world.a_meeting({stage.body.name: stage.body}, NEXT)
    answers = at_once(*[actions.keep_time] * 3)
    assert [error for _, error in answers if error] == []
    said = [each for passed, _ in answers for each in passed]
    assert not [each for each in said if each.failed]
    assert len(said) == len(vetoed)
    on_it = AgendaItem.objects.filter(meeting=later)
    assert sorted(on_it.values_list("matter", flat=True)) == sorted(matter.pk for matter in vetoed)
    assert len({item.number for item in on_it}) == len(vetoed)
