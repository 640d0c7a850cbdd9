"""Carried decisions that hang on conditions: what is awaited, what became of it, and what time alone brings about."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees.terms import ConditionState, Function, Outcome, Verb
from decisions import actions
from decisions.actions.bench import Bench
from decisions.actions.hanging import Wanted
from decisions.awaited import subject_to
from decisions.chain import verify_meeting
from decisions.conditions import Takes, became, hangs, standings
from decisions.models import Condition, ConditionOutcome
from tests import world
from tests.decisions import conditional
from tests.decisions.conditional import JANUARY, LEVEL_3, NAMES, january, wanted
from tests.decisions.test_actions_refused import refused

pytestmark = pytest.mark.django_db

MET, FAILED, LAPSED, AWAITED = (
    ConditionState.DISCHARGED,
    ConditionState.FAILED,
    ConditionState.LAPSED,
    ConditionState.AWAITED,
)
FIRST_OF_APRIL = date(2016, 4, 1)
DUE = date(2016, 3, 31)


@pytest.fixture
def on(settings):
    """Set the clock to a day."""

    def set_clock(day):
        settings.COCOMM_CLOCK_DAY = day

    set_clock(JANUARY)
    return set_clock


@pytest.fixture
def swl(on):
    """The decisions of January 2016, carried; the clock then stands in May."""
    found = january()
    on(date(2016, 5, 12))
    return found


def record(case, condition, state=MET, day=FIRST_OF_APRIL, actor=None, **more):
    return actions.record_condition(actor=actor or case.keeper, condition=condition.pk, state=state, on_day=day, **more)


def all_local_but(swl, numeral, *missing):
    """Every governing body has agreed to a recommendation, but for these."""
    for name in NAMES:
        if name not in missing:
            record(swl, swl.condition(numeral, name))


# --- The four recommendations of January 2016 ---
def test_each_of_the_four_recommendations_is_carried_subject_to_the_commencement_of_level_3(swl):
    for numeral, _ in conditional.RECOMMENDATIONS:
        announced = swl.decision(numeral).announcement
        assert announced.outcome == Outcome.CARRIED
        assert "subject to the formal commencement of level 3 delegated commissioning" in announced.sentence
        assert swl.hangs(numeral).takes is Takes.AWAITS


def test_iii_and_iv_hang_on_the_six_governing_bodies_too(swl):
    for numeral in ("iii", "iv"):
        assert len(swl.decision(numeral).conditions) == 7
        assert "the Governing Body of NHS Merton CCG" in swl.decision(numeral).announcement.sentence
    assert [len(swl.decision(numeral).conditions) for numeral in ("i", "ii")] == [1, 1]


def test_ii_takes_effect_once_level_3_has_begun(swl):
    assert swl.hangs("ii").words == f"Carried, awaiting {LEVEL_3[:1].lower()}{LEVEL_3[1:]}."
    record(swl, swl.condition("ii"))
    assert swl.hangs("ii").takes is Takes.EFFECT
    assert swl.hangs("ii").since == FIRST_OF_APRIL
    assert swl.hangs("ii").words == "Carried, and in effect since 1 April 2016, when its last condition was met."


def test_iii_waits_for_two_governing_bodies_when_the_others_have_agreed(swl):
    record(swl, swl.condition("iii"))
    all_local_but(swl, "iii", "Merton", "Sutton")
    assert swl.hangs("iii").words == (
        "Carried, awaiting the Governing Body of NHS Merton CCG and the Governing Body of NHS Sutton CCG."
    )


def test_iii_takes_effect_when_the_last_governing_body_has_agreed(swl):
    record(swl, swl.condition("iii"))
    all_local_but(swl, "iii", "Sutton")
    assert swl.hangs("iii").takes is Takes.AWAITS
    record(swl, swl.condition("iii", "Sutton"), day=date(2016, 5, 3))
    assert swl.hangs("iii").since == date(2016, 5, 3)


def test_what_becomes_of_one_recommendation_says_nothing_about_another(swl):
    record(swl, swl.condition("ii"))
    assert swl.hangs("i").takes is Takes.AWAITS
    assert swl.hangs("iv").takes is Takes.AWAITS


def test_a_condition_is_met_after_the_committee_ceased_and_its_meeting_closed(swl, on):
    on(JANUARY)
    actions.close_sitting(
        actor=swl.keeper, meeting=swl.room.meeting.pk, sittings=[s.pk for s in swl.room.sittings.values()]
    )
    on(date(2016, 4, 14))
    record(swl, swl.condition("ii"))
    assert swl.hangs("ii")
    assert not verify_meeting(swl.room.meeting.pk)


def test_the_secretary_of_the_governing_body_that_is_awaited_says_what_it_decided(swl):
    merton = conditional.a_keeper(swl.bodies["Merton"].committee, username="of Merton")
    record(swl, swl.condition("iii", "Merton"), actor=merton)
    with refused("record_condition.not_the_secretary"):
        record(swl, swl.condition("iii", "Sutton"), actor=merton)
    with refused("record_condition.not_the_secretary"):
        record(swl, swl.condition("ii"), actor=merton)


def test_the_decision_that_met_a_condition_is_kept_with_it(swl, on):
    on(date(2016, 4, 14))
    merton = swl.bodies["Merton"]
    decision = conditional.a_decision_of(merton, swl.keeper, date(2016, 4, 14))
    act = record(swl, swl.condition("iii", "Merton"), day=date(2016, 4, 14), met_by=decision)
    assert act.met_by_id == decision


# --- What the conditions make of a decision ---
def test_a_decision_that_is_not_carried_hangs_on_nothing(on):
    swl = january(carried=False)
    assert not swl.hangs("ii")
    assert "subject to" not in swl.decision("ii").announcement.sentence
    with refused("record_condition.not_carried"):
        record(swl, swl.condition("ii"), day=JANUARY)


def test_a_decision_has_no_effect_once_a_condition_failed_whatever_the_others_do(swl):
    record(swl, swl.condition("iii", "Merton"), FAILED, reason="Merton prefers a team of its own.")
    record(swl, swl.condition("iii", "Sutton"))
    found = swl.hangs("iii")
    assert found.takes is Takes.NO_EFFECT
    assert found.words == (
        "Carried, and without effect: local CCG Governing Body discussions/decisions (failed on 1 April 2016: Merton "
        "prefers a team of its own)."
    )


def test_what_a_motion_hangs_on_is_said_once_with_everybody_who_is_awaited():
    local = [Condition(text="Local decisions.", who=name) for name in ("Merton", "Sutton")]
    assert subject_to([]) == ""
    assert subject_to(local) == "local decisions (Merton and Sutton)"
    assert subject_to([Condition(text="Level 3"), *local]) == "Level 3; and local decisions (Merton and Sutton)"
    assert subject_to([Condition(text="Level 3"), Condition(text="A budget")]) == "Level 3 and a budget"


# --- Putting a motion with conditions ---
@pytest.fixture
def room(on):
    """A meeting of the joint committee on an item without conditions."""
    joint = conditional.the_joint_committee()
    found = conditional.a_room(joint, conditional.a_keeper(joint.committee), JANUARY)
    conditional.put(found, "A plan")
    return found


def put_again(room, conditions, verb=Verb.APPROVE, text="That the plan be agreed."):
    return actions.amend_motion(
        actor=room.secretary, resolutions=room.decisions(), text=text, verb=verb, conditions=conditions
    )


def the_decision(room):
    return next(iter(room.record.resolution_by_id.values()))


def test_a_motion_taken_from_the_agenda_carries_the_conditions_of_its_part(room):
    conditional.put(room, "Another plan", conditions={"": [wanted("A budget", who="the CCGs", due_on=DUE)]})
    carried = room.record.items[-1].resolutions[0].conditions
    assert [(c.number, c.text, c.who, c.due_on) for c in carried] == [(1, "A budget", "the CCGs", DUE)]


def test_a_motion_is_amended_with_its_conditions_and_keeps_them_unless_others_are_given(room):
    body = conditional.a_governing_body("Merton").committee
    put_again(room, [wanted("A budget", body), wanted("Level 3", due_on=DUE)])
    put_again(room, None, text="Other words.")
    assert [c.text for c in the_decision(room).conditions] == ["A budget", "Level 3"]
    assert the_decision(room).conditions[0].awaits == body
    put_again(room, [])
    assert the_decision(room).conditions == []
    assert Condition.objects.count() == 4, "those of earlier words stay with them"


def test_what_is_noted_drops_the_conditions_of_the_words_before(room):
    put_again(room, [wanted("A budget")])
    put_again(room, None, verb=Verb.NOTE)
    assert the_decision(room).conditions == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"text": " "}, "Say what the condition is"),
        ({"text": "x" * 301}, "300 letters"),
        ({"who": "x" * 201}, "200"),
        ({"due_on": JANUARY - timedelta(days=1)}, "the day of the meeting, 28 January 2016, or later"),
        ({"awaits": 2**40}, "not on record"),
    ],
)
def test_a_condition_that_cannot_be_is_refused_with_a_sentence(room, said, sentence):
    with refused(text=sentence, error=ValidationError):
        put_again(room, [Wanted(**{"text": "A budget"} | said)])


def test_a_condition_awaits_a_committee_or_somebody_in_words_and_never_the_committee_itself(room):
    body = conditional.a_governing_body("Merton").committee
    with refused(text="one of the two", error=ValidationError):
        put_again(room, [wanted("A budget", body, who="the CCGs")])
    with refused(text="does not wait for itself", error=ValidationError):
        put_again(room, [wanted("A budget", room.bodies["SWL"].committee)])


def test_what_is_noted_hangs_on_no_condition(room):
    with refused(text="takes no vote", error=ValidationError):
        put_again(room, [wanted()], verb=Verb.NOTE)


def test_once_voting_is_open_no_condition_is_added(room):
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    with refused("propose.opened"):
        put_again(room, [wanted()])


def test_a_condition_of_words_that_were_amended_away_is_nobodys(room):
    put_again(room, [wanted("A budget")])
    gone = the_decision(room).conditions[0]
    put_again(room, [wanted("Level 3")])
    conditional.decide(room, room.decisions())
    with refused(text="amended away before the vote", error=ValidationError):
        actions.record_condition(actor=room.secretary, condition=gone.pk, state=MET, on_day=JANUARY)
    with refused(text="not on record", error=ValidationError):
        actions.record_condition(actor=room.secretary, condition=2**40, state=MET, on_day=JANUARY)


# --- Recording what became of one ---
def test_nothing_hangs_on_a_condition_before_the_result_is_announced(room):
    put_again(room, [wanted()])
    with refused("record_condition.not_announced"):
        actions.record_condition(
            actor=room.secretary, condition=the_decision(room).conditions[0].pk, state=MET, on_day=JANUARY
        )


def test_a_vetoed_decision_hangs_on_nothing(on):
    on(world.DAY)
    croydon = {"Croydon": world.a_body("Croydon", "07V", conditional.Level.JOINT)}
    room = world.meet(croydon, world.a_secretary(croydon), 1)
    room.arrive()
    room.begin()
    put_again(room, [wanted("A budget")])
    conditional.decide(room, room.decisions())
    officer = world.an_account("officer", croydon["Croydon"].people[world.NINTH])
    conditional.appoint_to_post(
        account=officer,
        committee=croydon["Croydon"].committee,
        kind=conditional.PostKind.NHS_ENGLAND_OFFICER,
        starts_on=world.FIRST,
    )
    actions.use_veto(actor=world.actor(officer), resolution=room.decisions()[0], reason="Not so.")
    assert not hangs(the_decision(room))
    condition = the_decision(room).conditions[0].pk
    with refused("record_condition.vetoed"):
        actions.record_condition(actor=room.secretary, condition=condition, state=MET, on_day=world.DAY)


def test_what_awaits_nhs_englands_agreement_hangs_on_its_conditions_once_that_is_given(on):
    on(world.DAY)
    croydon = {"Croydon": world.a_body("Croydon", "07V", conditional.Level.JOINT)}
    room = world.meet(croydon, world.a_secretary(croydon), 0)
    ccgs = [croydon["Croydon"].ccg]
    room.items = [world.put(room.meeting, world.a_matter("A scheme", ccgs, Function.INCENTIVE_SCHEMES))]
    room.arrive()
    room.begin()
    put_again(room, [wanted("A budget")])
    conditional.decide(room, room.decisions())
    condition = the_decision(room).conditions[0].pk
    fields = {"actor": room.secretary, "condition": condition, "state": MET, "on_day": world.DAY}
    with refused("record_condition.awaits_agreement"):
        actions.record_condition(**fields)
    actions.give_agreement(actor=room.secretary, resolution=room.decisions()[0], given=True)
    actions.record_condition(**fields)
    assert hangs(the_decision(room)).takes is Takes.EFFECT


def test_nobody_without_a_post_records_what_became_of_a_condition(swl):
    stranger = world.actor(world.an_account("stranger"))
    chair = world.actor(world.an_account("chair", swl.room.bodies["SWL"].people[0]))
    with refused("record_condition.not_the_secretary"):
        record(swl, swl.condition("ii"), actor=stranger)
    with refused("record_condition.not_the_secretary"):
        record(swl, swl.condition("ii"), actor=chair)


def test_what_became_of_a_condition_is_recorded_once(swl):
    record(swl, swl.condition("ii"))
    with refused("record_condition.recorded"):
        record(swl, swl.condition("ii"), FAILED, reason="No.")


@pytest.mark.parametrize(
    ("state", "day", "more", "sentence"),
    [
        (MET, date(2016, 1, 27), {}, "The decision was made on 28 January 2016"),
        (FAILED, date(2016, 1, 27), {"reason": "No."}, "The decision was made on 28 January 2016"),
        (MET, date(2016, 5, 13), {}, "13 May 2016 is still to come"),
        (MET, None, {}, "Give the day on which it was met"),
        (FAILED, None, {"reason": "No."}, "Give the day on which it failed"),
        (FAILED, FIRST_OF_APRIL, {}, "Say why the condition failed"),
        (FAILED, FIRST_OF_APRIL, {"reason": " "}, "Say why the condition failed"),
        (LAPSED, FIRST_OF_APRIL, {}, "A condition without a last day does not lapse"),
        (AWAITED, FIRST_OF_APRIL, {}, "Say what became of the condition"),
        (MET, FIRST_OF_APRIL, {"met_by": 2**40}, "not on record"),
    ],
)
def test_each_thing_that_cannot_be_recorded_is_refused_with_a_sentence(swl, state, day, more, sentence):
    with refused(text=sentence, error=ValidationError):
        record(swl, swl.condition("ii"), state, day, **more)


def test_a_decision_that_met_a_condition_must_be_one_that_could(swl, on):
    merton, condition = swl.bodies["Merton"], swl.condition("iii", "Merton")
    day = date(2016, 4, 14)
    on(day)
    of = {
        "not carried": conditional.a_decision_of(merton, swl.keeper, day, carried=False),
        "is of the Governing Body of NHS Sutton CCG": conditional.a_decision_of(swl.bodies["Sutton"], swl.keeper, day),
        "does not meet its own condition": swl.decisions["iii"],
        "after the day given": conditional.a_decision_of(merton, swl.keeper, day),
    }
    for sentence, decision in of.items():
        on_day = FIRST_OF_APRIL if "after" in sentence else day
        with refused(text=sentence, error=ValidationError):
            record(swl, condition, MET, on_day, met_by=decision)
    with refused(text="where it met the condition, and only then", error=ValidationError):
        record(swl, condition, FAILED, day, met_by=of["after the day given"], reason="No.")


def test_a_decision_that_hangs_on_a_condition_itself_meets_none(swl, on):
    with refused(text="itself hangs on a condition", error=ValidationError):
        record(swl, swl.condition("ii"), met_by=swl.decisions["i"])
    record(swl, swl.condition("i"))
    record(swl, swl.condition("ii"), met_by=swl.decisions["i"])


def test_a_private_decision_is_not_on_record_for_who_may_not_know_it(swl, on):
    on(date(2016, 4, 14))
    private = {"private": True, "private_ground": "Commercial in confidence"}
    sutton = conditional.a_keeper(swl.bodies["Merton"].committee, username="of Merton")
    decision = conditional.a_decision_of(swl.bodies["Merton"], sutton, date(2016, 4, 14), **private)
    joint = conditional.a_keeper(swl.room.bodies["SWL"].committee, username="of the joint committee")
    fields = {"day": date(2016, 4, 14), "met_by": decision}
    with refused(text="not on record", error=ValidationError):
        record(swl, swl.condition("iii", "Merton"), actor=joint, **fields)
    record(swl, swl.condition("iii", "Merton"), actor=sutton, **fields)


# --- Putting it right ---
def test_what_was_recorded_by_mistake_is_replaced_with_a_reason_and_both_stay(swl):
    first = record(swl, swl.condition("ii"))
    record(swl, swl.condition("ii"), day=date(2016, 4, 5), replaces=first.pk, reason="It began on the 5th.")
    assert swl.hangs("ii").since == date(2016, 4, 5)
    assert len(standings(swl.decision("ii"))[0].acts) == 2


def test_a_condition_recorded_by_mistake_is_awaited_again(swl):
    first = record(swl, swl.condition("ii"))
    second = record(swl, swl.condition("ii"), AWAITED, replaces=first.pk, reason="That was another condition.")
    assert swl.hangs("ii").takes is Takes.AWAITS
    assert second.state == AWAITED
    record(swl, swl.condition("ii"), day=date(2016, 4, 5))
    assert swl.hangs("ii").takes is Takes.EFFECT


def test_a_correction_needs_its_reason_an_entry_to_correct_and_the_entry_that_was_on_the_page(swl):
    with refused("record_condition.nothing_to_correct"):
        record(swl, swl.condition("ii"), replaces=1, reason="A mistake.")
    first = record(swl, swl.condition("ii"))
    with refused(text="Say why this is corrected", error=ValidationError):
        record(swl, swl.condition("ii"), FAILED, replaces=first.pk)
    record(swl, swl.condition("ii"), FAILED, replaces=first.pk, reason="It failed.")
    with refused(text="was changed meanwhile, to “failed”", error=ValidationError):
        record(swl, swl.condition("ii"), LAPSED, replaces=first.pk, reason="It lapsed.")


# --- Time alone ---
@pytest.fixture
def due(on):
    """A carried decision with a condition to be met by 31 March 2016; and the clock on the day after."""
    joint = conditional.the_joint_committee()
    room = conditional.a_room(joint, conditional.a_keeper(joint.committee), JANUARY)
    conditional.put(room, "A plan", conditions={"": [wanted("A budget", due_on=DUE), wanted("Level 3")]})
    conditional.decide(room, room.decisions())
    on(FIRST_OF_APRIL)
    return room


def test_a_condition_lapses_when_its_last_day_is_over_and_is_recorded_by_nobody(due):
    passed = actions.keep_time()
    assert [each.resolution for each in passed] == due.decisions()
    act = ConditionOutcome.objects.get()
    assert (act.state, act.on_day, act.by, act.recorded_by) == (LAPSED, DUE, None, None)
    assert act.verdict["allowed"]
    assert (
        hangs(the_decision(due)).words == "Carried, and without effect: a budget (lapsed at the end of 31 March 2016)."
    )
    assert not verify_meeting(due.meeting.pk)


def test_a_condition_lapses_once_however_often_the_command_runs(due):
    assert len(actions.keep_time()) == 1
    assert actions.keep_time() == []
    assert ConditionOutcome.objects.count() == 1


def test_a_condition_does_not_lapse_on_its_last_day_nor_without_one(due, on):
    on(DUE)
    assert actions.keep_time() == []
    on(date(2030, 1, 1))
    assert len(actions.keep_time()) == 1, "and the one without a last day stays awaited"
    assert [each.state for each in standings(the_decision(due))] == [LAPSED, AWAITED]


def test_a_condition_that_was_met_does_not_lapse(due):
    condition = the_decision(due).conditions[0].pk
    actions.record_condition(actor=due.secretary, condition=condition, state=MET, on_day=DUE)
    assert actions.keep_time() == []


def test_a_condition_that_is_awaited_again_lapses_in_its_time(due):
    fields = {"actor": due.secretary, "condition": the_decision(due).conditions[0].pk}
    first = actions.record_condition(**fields, state=MET, on_day=DUE)
    actions.record_condition(**fields, state=AWAITED, on_day=None, replaces=first.pk, reason="A mistake.")
    assert len(actions.keep_time()) == 1
    assert standings(the_decision(due))[0].state is LAPSED


def test_only_the_conditions_of_a_carried_decision_lapse(on):
    swl = january(carried=False)
    assert swl.room.record.items
    joint = conditional.a_room(swl.bodies["Merton"], swl.keeper, JANUARY)
    conditional.put(joint, "A plan", conditions={"": [wanted("A budget", due_on=DUE)]})
    on(date(2030, 1, 1))
    assert actions.keep_time() == [], "neither of what was lost nor of what is not decided"


def test_who_records_may_say_that_it_lapsed_and_no_sooner_than_time_does(due, on):
    condition = the_decision(due).conditions[0].pk
    fields = {"actor": due.secretary, "condition": condition, "state": LAPSED, "on_day": None}
    on(DUE)
    with refused(text="There is time for it until the end of 31 March 2016", error=ValidationError):
        actions.record_condition(**fields)
    on(FIRST_OF_APRIL)
    assert actions.record_condition(**fields).on_day == DUE
    assert actions.keep_time() == []


def test_a_condition_met_after_its_last_day_has_lapsed(due):
    condition = the_decision(due).conditions[0].pk
    with refused(text="The last day for it was 31 March 2016", error=ValidationError):
        actions.record_condition(actor=due.secretary, condition=condition, state=MET, on_day=FIRST_OF_APRIL)


def test_a_condition_that_lapsed_though_it_was_met_in_time_is_put_right(due):
    actions.keep_time()
    lapsed, condition = ConditionOutcome.objects.get(), the_decision(due).conditions[0].pk
    actions.record_condition(
        actor=due.secretary,
        condition=condition,
        state=MET,
        on_day=DUE,
        replaces=lapsed.pk,
        reason="The letter came late.",
    )
    assert standings(the_decision(due))[0].state is MET
    assert actions.keep_time() == []


def test_the_command_says_what_it_wrote_and_that_it_wrote_nothing(due):
    out = StringIO()
    call_command("keep_time", stdout=out)
    assert "the condition “A budget” lapsed at the end of 31 March 2016." in out.getvalue()
    assert "written: kept to 1 April 2016." in out.getvalue()
    call_command("keep_time", stdout=(again := StringIO()))
    assert again.getvalue().endswith("Nothing was written: kept to 1 April 2016.\n")
    assert "lapsed" not in again.getvalue()


def test_what_is_wrong_with_one_decision_keeps_no_other_from_its_time(due, on, monkeypatch):
    first = the_decision(due).pk
    on(JANUARY)
    item = conditional.put(due, "Another", conditions={"": [wanted("A letter", due_on=DUE)]})
    conditional.decide(due, due.decisions(item))
    on(FIRST_OF_APRIL)
    written = Bench.write

    def broken(bench, act, *args, **more):
        done = written(bench, act, *args, **more)
        if act.condition.motion.resolution_id == first:
            raise RuntimeError("This record is broken.")
        return done

    monkeypatch.setattr(Bench, "write", broken)
    out = StringIO()
    with pytest.raises(CommandError, match=f"Decision {first}: nothing was written. This record is broken."):
        call_command("keep_time", stdout=out)
    assert "the condition “A letter” lapsed" in out.getvalue()
    assert "written: kept to 1 April 2016." in out.getvalue()
    assert [act.condition.text for act in ConditionOutcome.objects.all()] == ["A letter"]
    assert not verify_meeting(due.meeting.pk)


def test_keeping_time_asks_no_more_of_decisions_that_have_nothing_to_lapse(due):
    actions.keep_time()
    with CaptureQueriesContext(
        connection,
    ) as first:
        actions.keep_time()
    for number in range(3):
        conditional.put(due, f"Plan {number}")
    with CaptureQueriesContext(connection) as second:
        actions.keep_time()
    assert len(first) == len(second)


def test_what_became_of_a_condition_in_words(due):
    both = standings(the_decision(due))
    assert [became(each) for each in both] == ["awaited, by 31 March 2016", "awaited"]
    assert [each.overdue(FIRST_OF_APRIL) for each in both] == [True, False]
    assert not both[0].overdue(DUE)
    actions.keep_time()
    assert became(standings(the_decision(due))[0]) == "lapsed at the end of 31 March 2016"
    assert not standings(the_decision(due))[0].overdue(FIRST_OF_APRIL)
