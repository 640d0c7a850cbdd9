"""What a meeting costs the database does not grow with its items, seats, committees or votes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees.terms import Choice, Directness, Handling, InterestType, Movement, Recording
from decisions import actions
from decisions.facts import load_record
from tests import world
from tests.world import GP


@pytest.fixture
def small(db, on_the_day):
    return run(world.bodies(2, voting=7), items=2)


@pytest.fixture
def large(small):
    """A second meeting, of six committees of nine seats with four items, beside the small one."""
    with_names = world.SOUTH_WEST_LONDON
    bodies = {
        f"{name} two": world.a_body(f"{name} two", f"9{code[1:]}", level, voting=9) for name, code, level in with_names
    }
    return run(bodies, items=4, username="another secretary")


def run(bodies, items, username="secretary"):
    """A meeting run to its last item, on which voting is open by name; every kind of act has happened before."""
    room = world.meet(bodies, world.a_secretary(bodies, username), items)
    room.arrive()
    for item in room.items[:-1]:
        begin_with_a_ruling(room, item)
        choices = {}
        for resolution in room.record.item_by_id[item.pk].resolutions:
            seats = room.bodies[resolution.sitting.name].seats
            choices[resolution.pk] = {seat.pk: Choice.FOR for seat in seats[:GP]}
        actions.record_votes(actor=room.secretary, choices=choices)
        actions.announce(actor=room.secretary, resolutions=list(choices))
    room.begin(room.items[-1])
    actions.open_voting(actor=room.secretary, resolutions=room.decisions(room.items[-1]), recording=Recording.BY_NAME)
    return room


def begin_with_a_ruling(room, item):
    room.begin(item)
    where = {"actor": room.secretary, "meeting": room.meeting.pk, "item": item.pk}
    gps = [body.people[GP].pk for body in room.bodies.values()]
    declared = {"nature": "partner", "type": InterestType.FINANCIAL, "directness": Directness.DIRECT}
    actions.declare_interest(**where, people=gps, **declared)
    sittings = [sitting.pk for sitting in room.sittings.values()]
    actions.rule_on_conflict(**where, sittings=sittings, people=gps, handling=Handling.LEAVES_FOR_ITEM)


def queries(doing):
    with CaptureQueriesContext(connection) as captured:
        doing()
    return len(captured)


def test_the_record_of_a_meeting(small, large):
    few, many = (queries(lambda room=room: load_record(room.meeting.pk)) for room in (small, large))
    assert few == many
    assert many <= 35


def test_one_vote(small, large):
    def vote(room):
        body = next(iter(room.bodies.values()))
        key = room.decision(body.name, room.items[-1]).pk
        return lambda: actions.vote(actor=room.secretary, resolution=key, seat=body.seats[0].pk, choice=Choice.FOR)

    few, many = (queries(task) for task in (vote(small), vote(large)))
    assert few == many
    assert many <= 45


def test_somebody_leaving_costs_one_row_in_each_chain_and_no_more_questions(small, large):
    def leave(room):
        person = next(iter(room.bodies.values())).people[1].pk
        return lambda: actions.record_attendance(
            actor=room.secretary, meeting=room.meeting.pk, people=[person], movement=Movement.LEFT
        )

    few, many = (queries(leave(room)) for room in (small, large))
    assert few == many


def test_asking_the_gate_costs_nothing_once_the_record_is_loaded(large):
    from committees.terms import Act
    from decisions.gate import may_on_resolution
    from decisions.outcome import out_for_conflict, sentence_of, veto_of

    record = load_record(large.meeting.pk)

    def ask():
        for resolution in record.resolution_by_id.values():
            for act in Act:
                may_on_resolution(act, large.secretary, record, resolution)
            sentence_of(record, resolution)
            out_for_conflict(record, resolution)
            veto_of(resolution)

    assert queries(ask) == 0
