"""The five days of a decision, each from its own record, and the clocks of its kind by days written by hand. All made up."""

from datetime import date

import pytest

from committees.kinds import added
from committees.terms import Choice
from decisions.life.rules import Said
from decisions.models import EffectApplied, Limb
from tests import world
from tests.decisions.course import KIND, RECEIVED, Matters, two_sites
from tests.decisions.rows_life import in_effect
from tests.world import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kind():
    with added(KIND):
        yield


@pytest.fixture
def matters(cast) -> Matters:
    return Matters(cast, kind="made_up")


def words(told: Matters, part: int = 0) -> dict[str, str]:
    return {day.key: day.words for day in told.stands.days[part].days}


def clock(told: Matters, key: str):
    return next((each for each in told.stands.clocks if each.clock.key == key), None)


def state_facts(told: Matters, part: int = 0, **facts) -> None:
    limb = told.limbs[part]
    limb.facts = facts
    limb.save()


# --- The five days ---
def test_nothing_is_guessed_before_anything_is_told(matters):
    assert set(words(matters).values()) == {"not known"}


def test_five_different_days_from_five_records(matters):
    matters.keep("notice", date(2016, 4, 8), party="To the patients, by the practice")
    matters.decide()
    matters.keep("announced", DAY, text="On the website")
    told = words(matters)
    assert told["decision"] == "14 April 2016"
    assert told["notice"] == "8 April 2016"
    assert told["announcement"] == "14 April 2016"
    assert told["publication"] == "not known"
    assert told["effective"] == "not known"


def test_the_day_that_is_asked_for_is_no_day_of_effect_before_it_has_taken_effect(matters):
    state_facts(matters, effective_on="2016-07-01")
    assert words(matters)["effective"] == "not yet; asked for from 1 July 2016"
    world.a_meeting({"Merton": matters.body})
    in_effect(matters.limbs[0], on_day=date(2016, 7, 4))
    assert words(matters)["effective"] == "4 July 2016"
    assert EffectApplied.objects.count() == 1


def test_what_was_refused_has_no_day_of_effect(matters):
    state_facts(matters, effective_on="2016-07-01")
    matters.decide(Choice.AGAINST)
    assert words(matters)["effective"] == "none: it was refused"


def test_parts_that_differ_have_each_its_own_days(cast):
    told = two_sites(cast, "made_up")
    told.decide()
    first, _ = told.limbs
    told.keep("notice", DAY, party="To the patients of the first site", limb=first.pk)
    assert [part.letter for part in told.stands.days] == ["a", "b"]
    assert words(told, 0)["notice"] == "14 April 2016"
    assert words(told, 1)["notice"] == "not known"
    assert words(told, 1)["effective"] == "none: it was refused"


def test_a_corrected_step_tells_its_new_day(matters):
    step = matters.keep("notice", date(2016, 4, 8), party="The patients")
    matters.correct(step, said=Said(on_day=date(2016, 4, 9), party="The patients"))
    assert words(matters)["notice"] == "9 April 2016"


# --- The clocks ---
def test_no_clock_runs_before_what_starts_it(matters):
    assert matters.stands.clocks == ()


def test_the_application_starts_seven_days_to_acknowledge_it_and_three_weeks_to_decide(matters):
    matters.received(RECEIVED)
    found = {each.clock.key: (each.started_on, each.ends_on) for each in matters.stands.clocks}
    assert found == {
        "acknowledge": (date(2016, 4, 2), date(2016, 4, 9)),
        "decide": (date(2016, 4, 2), date(2016, 4, 23)),
    }


def test_what_was_not_done_by_its_last_day_is_overdue_from_the_day_after(matters):
    matters.received(RECEIVED)
    found = clock(matters, "acknowledge")
    assert not found.overdue(date(2016, 4, 9))
    assert found.overdue(date(2016, 4, 10))
    assert found.state(DAY) == ("overdue", "red")
    assert found.words == "Made-up limit acknowledge: by 9 April 2016, the commissioner"
    assert found.since == "7 days after 2 April 2016, on which the application was received"


@pytest.mark.parametrize(("day", "state"), [(date(2016, 4, 9), "in time"), (date(2016, 4, 10), "late")])
def test_a_step_meets_its_clock_in_time_on_the_last_day_and_late_after_it(matters, day, state):
    received = matters.received(RECEIVED)
    matters.keep("acknowledged", day, answers=received.pk)
    assert clock(matters, "acknowledge").state(DAY)[0] == state


def test_the_decision_meets_the_time_to_decide(matters):
    matters.received(RECEIVED)
    assert clock(matters, "decide").state(DAY) == ("runs", "blue")
    matters.decide()
    assert clock(matters, "decide").met_on == DAY


def test_a_clock_that_no_step_is_made_for_is_met_by_a_step_that_says_so(matters):
    matters.decide()
    assert clock(matters, "tell").ends_on == date(2016, 4, 21)
    matters.keep("kept", DAY, answer="tell", text="By a letter to every patient")
    assert clock(matters, "tell").met_on == DAY


def test_a_refusal_bars_a_new_application_for_three_months_and_an_approval_does_not(cast):
    told = two_sites(cast, "made_up")
    told.decide()
    found = clock(told, "again")
    assert (found.parts, found.ends_on) == (("b",), date(2016, 7, 14))
    assert found.words == "Made-up limit again, part (b): no new application before 14 July 2016"
    assert found.state(date(2016, 7, 13))[0] == "runs"
    assert found.state(date(2016, 7, 14))[0] == "passed"


def test_a_notice_gives_at_least_28_days(matters):
    matters.keep("notice", date(2016, 4, 8), party="The contractor")
    assert clock(matters, "remedy").ends_on == date(2016, 5, 6)


def test_the_day_of_effect_asks_for_28_days_before_it(matters):
    state_facts(matters, effective_on="2016-07-01")
    found = clock(matters, "warn")
    assert found.ends_on == date(2016, 6, 3)
    assert found.since == "28 days before 1 July 2016, from which it has effect"


def test_a_day_among_the_facts_starts_its_clock(matters):
    matters.matter.facts = {"ends_on": "2016-12-31"}
    matters.matter.save()
    assert clock(matters, "renew").ends_on == date(2016, 6, 30)


def test_the_clock_of_a_decision_runs_from_the_meeting_that_approved_and_not_from_the_first(cast, matters):
    from decisions import actions

    first = matters.put(date(2016, 4, 7))
    first.arrive()
    first.begin()
    sitting = first.sittings["Merton"].pk
    actions.defer_item(actor=matters.secretary, meeting=first.meeting.pk, item=first.items[0].pk,
                       sittings=[sitting], reason="More is to be known of the buses", to_date=DAY)  # fmt: skip
    assert clock(matters, "tell") is None
    matters.decide(room=matters.put(DAY))
    assert clock(matters, "tell").started_on == DAY


def test_a_matter_of_no_kind_has_no_clock(cast):
    told = Matters(cast)
    told.received()
    assert told.stands.clocks == ()


def test_a_part_added_to_the_matter_costs_no_query_more(cast, django_assert_num_queries):
    told = two_sites(cast, "made_up")
    told.received()
    told.decide()
    from decisions.life.standing import standing_of
    from decisions.outside.facts import load_outside

    record = load_outside(told.committee.pk, told.matter.pk, DAY)
    with django_assert_num_queries(11):
        standing_of(record)
    for letter in "cdef":
        Limb.objects.create(matter=told.matter, letter=letter, text="That another be closed.")
    with django_assert_num_queries(11):
        assert len(standing_of(record).limbs) == 6
