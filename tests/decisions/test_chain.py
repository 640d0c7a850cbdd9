"""The chain of a sitting's acts: what was changed, removed, put in or left out is found.

The guards refuse all of this in the database; here they are lifted first, as by somebody who owns it.
"""

import hashlib
import json

import pytest
from django.db import connection, transaction

from committees.terms import Choice, Directness, InterestType, Movement
from decisions import actions
from decisions.chain import GAINED, KINDS, Recorder, content, verify, verify_meeting
from decisions.models import Attendance, Declaration, Elector, Link, SittingClosed, Vote
from practices import guards
from tests import world
from tests.breaking import sql
from tests.world import GP

FOR, AGAINST = Choice.FOR, Choice.AGAINST


@pytest.fixture
def voted(room):
    """Merton has voted by name; both committees are in the room."""
    room.arrive()
    room.begin()
    seats = room.bodies["Merton"].seats
    choices = {seat.pk: FOR if number < 5 else AGAINST for number, seat in enumerate(seats)}
    actions.record_votes(actor=room.secretary, choices={room.decision("Merton").pk: choices})
    return room


@pytest.fixture
def unguarded(voted):
    """The same, for somebody who has lifted the guards; they are put back by the end of the transaction."""
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    guards.lift(connection)
    return voted


def chain(room, name="Merton"):
    return list(Link.objects.filter(sitting=room.sittings[name]).order_by("number"))


def close(room, *names):
    keys = [room.sittings[name].pk for name in names or room.sittings]
    return actions.close_sitting(actor=room.secretary, meeting=room.meeting.pk, sittings=keys)


def announce(room, name="Merton"):
    actions.announce(actor=room.secretary, resolutions=[room.decision(name).pk])


def test_a_record_that_nobody_touched_is_whole(voted):
    assert [verify(sitting.pk) for sitting in voted.sittings.values()] == [[], []]
    assert verify_meeting(voted.meeting.pk) == []


def test_places_follow_one_another_and_each_holds_the_seal_before_it(voted):
    links = chain(voted)
    assert [link.number for link in links] == list(range(1, len(links) + 1))
    assert [link.previous for link in links] == ["", *(link.seal for link in links[:-1])]
    assert len({link.seal for link in links}) == len(links)


def test_a_meeting_without_acts_is_whole(room):
    assert verify_meeting(room.meeting.pk) == []


def test_a_changed_vote_is_found(unguarded):
    vote = Vote.objects.first()
    sql("UPDATE decisions_vote SET choice = 'against' WHERE id = %s", vote.pk)
    [problem] = verify(unguarded.sittings["Merton"].pk)
    assert "The vote at place" in problem
    assert "is not what was sealed" in problem


@pytest.mark.parametrize("column", ["happened_at", "recorded_at"])
def test_a_changed_time_is_found(unguarded, column):
    sql(f"UPDATE decisions_votingclosed SET {column} = '2016-04-14 03:00:00+00:00'")
    assert len(verify(unguarded.sittings["Merton"].pk)) == 1


def test_a_changed_verdict_is_found(unguarded):
    sql("UPDATE decisions_votingclosed SET verdict = %s", json.dumps({"allowed": True, "reasons": []}))
    assert len(verify(unguarded.sittings["Merton"].pk)) == 1


def test_somebody_elses_name_on_an_act_is_found(unguarded):
    other = unguarded.bodies["Croydon"].people[0]
    sql("UPDATE decisions_vote SET by_id = %s WHERE id = %s", other.pk, Vote.objects.first().pk)
    assert len(verify(unguarded.sittings["Merton"].pk)) == 1


def test_a_changed_electorate_is_found_at_the_opening(unguarded):
    sql("UPDATE decisions_elector SET may_vote = FALSE WHERE id = %s", Elector.objects.first().pk)
    [problem] = verify(unguarded.sittings["Merton"].pk)
    assert "The opening at place" in problem


def test_an_elector_added_later_is_found_at_the_opening(unguarded):
    first = Elector.objects.first()
    Elector.objects.create(
        opening=first.opening, seat=unguarded.bodies["Croydon"].seats[0], person=first.person, may_vote=True
    )
    [problem] = verify(unguarded.sittings["Merton"].pk)
    assert "The opening at place" in problem


def test_a_removed_act_is_found(unguarded):
    sql("DELETE FROM decisions_vote WHERE id = %s", Vote.objects.last().pk)
    [problem] = verify(unguarded.sittings["Merton"].pk)
    assert "The vote at place" in problem
    assert "is missing" in problem


def test_a_link_removed_from_the_middle_is_found(unguarded):
    middle = chain(unguarded)[5]
    sql("DELETE FROM decisions_link WHERE id = %s", middle.pk)
    problems = verify(unguarded.sittings["Merton"].pk)
    assert "Place 6 of the chain is missing." in problems
    assert "Place 7 does not follow the seal before it." in problems


def test_a_link_and_its_act_removed_from_the_end_leave_an_act_or_a_gap(unguarded):
    """Cut off together, the end of a chain is not missed in it: hence the head that is printed in the minutes."""
    announce(unguarded)
    end = chain(unguarded)[-1]
    sql("DELETE FROM decisions_link WHERE id = %s", end.pk)
    assert verify(unguarded.sittings["Merton"].pk) == []
    [problem] = verify_meeting(unguarded.meeting.pk)
    assert "is in the record but not in the chain" in problem
    sql("DELETE FROM decisions_announcement WHERE id = %s", end.act)
    assert verify_meeting(unguarded.meeting.pk) == []
    assert chain(unguarded)[-1].seal != end.seal, "an auditor with the printed head sees it"


def test_an_act_put_in_without_a_link_is_found(unguarded):
    vote = Vote.objects.first()
    Vote.objects.create(
        meeting=vote.meeting,
        happened_at=vote.happened_at,
        recorded_at=vote.recorded_at,
        by=vote.by,
        elector=vote.elector,
        choice=AGAINST,
        replaces=vote,
        reason="slipped in",
    )
    assert verify(unguarded.sittings["Merton"].pk) == []
    [problem] = verify_meeting(unguarded.meeting.pk)
    assert "vote" in problem


def test_attendance_put_in_without_a_link_is_found_in_every_open_chain(unguarded):
    came = Attendance.objects.first()
    Attendance.objects.create(
        meeting=came.meeting,
        happened_at=came.happened_at,
        recorded_at=came.recorded_at,
        person=came.person,
        movement=Movement.LEFT,
    )
    assert len(verify_meeting(unguarded.meeting.pk)) == 2


def test_an_act_put_in_with_a_link_of_its_own_making_is_found(unguarded):
    end, stolen = chain(unguarded)[-1], chain(unguarded, "Croydon")[-1]
    Link.objects.create(
        sitting=end.sitting, number=end.number + 1, kind="motion", act=stolen.act, previous=end.seal, seal="f" * 64
    )
    [problem] = verify(unguarded.sittings["Merton"].pk)
    assert "is not what was sealed" in problem


def test_the_order_of_two_acts_exchanged_is_found(unguarded):
    first, second = [link for link in chain(unguarded) if link.kind == "vote"][:2]
    sql("UPDATE decisions_link SET act = 0 WHERE id = %s", first.pk)
    sql("UPDATE decisions_link SET act = %s WHERE id = %s", first.act, second.pk)
    sql("UPDATE decisions_link SET act = %s WHERE id = %s", second.act, first.pk)
    assert len(verify(unguarded.sittings["Merton"].pk)) == 2


def test_one_committees_chain_says_nothing_of_anothers_votes(voted):
    assert "vote" in {link.kind for link in chain(voted)}
    assert {link.kind for link in chain(voted, "Croydon")} == {"attendance", "itemstep", "motion"}


def test_attendance_is_linked_into_each_open_sitting_and_not_into_a_closed_one(voted):
    announce(voted)
    close(voted, "Merton")
    before = len(chain(voted)), len(chain(voted, "Croydon"))
    actions.record_attendance(
        actor=voted.secretary,
        meeting=voted.meeting.pk,
        people=[voted.bodies["Merton"].people[0].pk],
        movement=Movement.LEFT,
    )
    assert (len(chain(voted)), len(chain(voted, "Croydon"))) == (before[0], before[1] + 1)
    assert verify_meeting(voted.meeting.pk) == []


def test_closing_is_the_end_of_the_chain_and_its_seal_the_head_that_is_printed(voted):
    announce(voted)
    close(voted)
    end = chain(voted)[-1]
    assert (end.kind, end.act) == ("sittingclosed", SittingClosed.objects.get(sitting=voted.sittings["Merton"]).pk)
    assert voted.record.sittings[voted.sittings["Merton"].pk].head == end


def test_the_seal_does_not_depend_on_how_the_row_was_read(voted):
    """Sealed as written, checked as read back from the database."""
    announce(voted)
    assert verify_meeting(voted.meeting.pk) == []


@pytest.mark.django_db(transaction=True)
def test_acts_are_written_inside_a_transaction_only(on_the_day):
    with pytest.raises(RuntimeError, match="inside a transaction"):
        Recorder([1])


def test_an_act_is_not_written_to_a_sitting_that_is_not_locked(voted):
    other = world.a_meeting({"Merton": voted.bodies["Merton"]}).sittings.get()
    with transaction.atomic(), pytest.raises(KeyError):
        Recorder([voted.sittings["Merton"].pk]).write(
            SittingClosed(meeting=other.meeting, sitting=other, happened_at=Vote.objects.first().happened_at),
            sittings=[other.pk],
        )


# --- Columns that acts gained since acts were sealed ---
#: What is sealed of every act, and of each kind besides: this never grows. What acts gain goes into chain.GAINED.
OF_EVERY_ACT = {"by_id", "happened_at", "imported_line", "meeting_id", "reason", "recorded_at", "recorded_by_id"}
OF_EVERY_ACT |= {"replaces_id", "time_told", "verdict"}
ALWAYS_SEALED = {
    "attendance": {"item_id", "movement", "person_id", "remote", "role", "void"},
    "declaration": {
        "as_class",
        "category",
        "directness",
        "handling_not_told",
        "interest_id",
        "item_id",
        "nature",
        "person_id",
        "type",
        "void",
    },
    "ruling": {"item_id", "papers", "person_id", "quorum", "room", "sitting_id", "speaks", "votes"},
    "chairelected": {"item_id", "person_id", "sitting_id"},
    "itemstep": {"item_id", "step"},
    "deferral": {"item_id", "sitting_id", "to_date", "to_meeting_id"},
    "sittingclosed": {"sitting_id"},
    "vote": {"choice", "elector_id"},
    "shadowrecommendation": {"abstained", "against", "in_favour", "item_id", "limb_id", "sitting_id", "text"},
}


@pytest.mark.parametrize("kind", ALWAYS_SEALED)
def test_what_a_kind_of_act_gained_is_sealed_only_where_it_says_something(kind):
    """Whoever adds a column to an act says in GAINED what it means of the acts that were sealed before."""
    act = KINDS[kind]()
    assert set(content(act)) == OF_EVERY_ACT | ALWAYS_SEALED[kind]
    for column, unsaid in GAINED.get(kind, {}).items():
        assert getattr(act, column) == unsaid, "a new act leaves it out as an old one did"


def sealed_as_before(room, names: dict[str, set[str]]) -> None:
    """Seal the chains anew as they were sealed when acts did not have these columns yet."""
    for sitting in room.sittings.values():
        previous = ""
        for link in Link.objects.filter(sitting=sitting).order_by("number"):
            act = KINDS[link.kind].objects.get(pk=link.act)
            said = {column: value for column, value in content(act).items() if column not in names.get(link.kind, ())}
            body = json.dumps([previous, link.kind, said], sort_keys=True, ensure_ascii=False, default=str)
            link.seal, before = hashlib.sha256(body.encode()).hexdigest(), previous
            sql("UPDATE decisions_link SET previous = %s, seal = %s WHERE id = %s", before, link.seal, link.pk)
            previous = link.seal


def declare(room, **more) -> Declaration:
    where = {"actor": room.secretary, "meeting": room.meeting.pk, "item": room.items[0].pk}
    gp = room.bodies["Merton"].people[GP].pk
    said = {"type": InterestType.FINANCIAL, "directness": Directness.DIRECT, "nature": "a partner"}
    [act] = actions.declare_interest(**where, people=[gp], **said, **more)
    return act


def test_a_record_sealed_before_interests_came_from_the_registers_is_whole(unguarded):
    declare(unguarded)
    sealed_as_before(unguarded, {kind: set(gained) for kind, gained in GAINED.items()})
    assert verify_meeting(unguarded.meeting.pk) == []


def test_a_record_sealed_before_there_were_meetings_of_other_days_is_whole(unguarded):
    declare(unguarded)
    every = {"imported_line", "time_told", "conditions"}
    first = {kind: set(every) for kind in KINDS}
    first["declaration"] |= {"handling_not_told"}
    sealed_as_before(unguarded, first)
    assert verify_meeting(unguarded.meeting.pk) == []
    sql("UPDATE decisions_vote SET choice = 'against' WHERE id = %s", Vote.objects.first().pk)
    assert len(verify(unguarded.sittings["Merton"].pk)) == 1


@pytest.mark.parametrize(
    ("change", "value"), [("why = %s", "it is the surgery"), ("from_register = %s", True), ("why = %s", "x")]
)
def test_a_column_that_was_gained_cannot_be_filled_in_afterwards(unguarded, change, value):
    act = declare(unguarded)
    sql(f"UPDATE decisions_declaration SET {change} WHERE id = %s", value, act.pk)
    [problem] = verify(unguarded.sittings["Merton"].pk)
    assert "The declaration at place" in problem


def test_what_a_gained_column_said_cannot_be_emptied_afterwards(unguarded):
    act = declare(unguarded)
    with transaction.atomic():
        said = Declaration(
            meeting=act.meeting,
            item=act.item,
            person=act.person,
            happened_at=act.happened_at,
            type=act.type,
            directness=act.directness,
            nature="another",
            why="It is the surgery",
            from_register=True,
        )
        keys = [sitting.pk for sitting in unguarded.sittings.values()]
        Recorder(keys).write(said, sittings=keys)
    assert verify_meeting(unguarded.meeting.pk) == []
    sql("UPDATE decisions_declaration SET why = '' WHERE id = %s", said.pk)
    assert len(verify(unguarded.sittings["Merton"].pk)) == 1
