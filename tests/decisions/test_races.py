"""Many hands at once. Nothing is lost, nothing counted twice, nothing late, and the chain is whole.

Nine seats in six committees vote on six decisions, each from a thread and a connection of its own, while the chairs
close the voting from two devices. What was accepted must be in the record, and nothing else.
"""

import random
import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction

from committees.terms import Choice, Movement, Outcome, Recording
from decisions import actions
from decisions.actions import AlreadyTaken, take_form
from decisions.chain import verify, verify_meeting
from decisions.facts import load_record
from decisions.gate import Refused
from decisions.models import Attendance, Link, SittingClosed, Submission, Vote, VotingClosed
from decisions.outcome import result_of
from tests import world

pytestmark = pytest.mark.django_db(transaction=True)

REFUSALS = (Refused, ValidationError, AlreadyTaken)
THREADS = 12


def at_once(*tasks, threads=THREADS):
    """Run tasks from several threads, each with its own connection; (result, error) of each, in the order given."""
    waiting, answers = SimpleQueue(), [None] * len(tasks)
    for numbered in enumerate(tasks):
        waiting.put(numbered)
    together = threading.Barrier(min(threads, len(tasks)))

    def work():
        try:
            together.wait(timeout=30)
            while True:
                number, task = waiting.get_nowait()
                try:
                    answers[number] = (task(), None)
                except REFUSALS as refusal:
                    answers[number] = (None, refusal)
        except Empty:
            pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(together.parties) as pool:
        for done in [pool.submit(work) for _ in range(together.parties)]:
            done.result()  # anything that is no refusal fails the test here
    return answers


class SixCommittees:
    """Six committees of nine voting seats, everybody with an account."""

    def __init__(self):
        self.bodies = world.bodies()
        self.secretary = world.a_secretary(self.bodies)
        self.actors = {
            person.pk: world.actor(world.an_account(f"member{person.pk}", person))
            for body in self.bodies.values()
            for person in body.people
        }

    def meeting(self, items=1) -> world.Room:
        room = world.meet(self.bodies, self.secretary, items)
        room.arrive()
        room.begin()
        return room


@pytest.fixture
def six(on_the_day):
    return SixCommittees()


def ballots(six, room, chance):
    """54 votes: every seat of every committee, with a choice by lot."""
    choices = [Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.ABSTAINED]
    record = room.record
    for resolution in record.items[0].resolutions:
        body = six.bodies[resolution.sitting.name]
        for seat, person in zip(body.seats, body.people, strict=True):
            yield resolution.pk, seat.pk, person.pk, chance.choice(choices)


def voting(six, ballot):
    key, seat, person, choice = ballot
    return lambda: actions.vote(actor=six.actors[person], resolution=key, seat=seat, choice=choice)


def closing(six, key):
    return lambda: actions.close_voting(actor=six.secretary, resolutions=[key])


def one_round(six, chance):
    """Vote and close at once; then announce, close the meeting, and check everything."""
    room = six.meeting()
    keys = room.decisions()
    actions.open_voting(actor=six.secretary, resolutions=keys, recording=Recording.BY_NAME)
    cast = list(ballots(six, room, chance))
    chance.shuffle(cast)
    tasks = [("vote", ballot, voting(six, ballot)) for ballot in cast]
    tasks += [("again", ballot, voting(six, ballot)) for ballot in chance.sample(cast, 6)]
    chance.shuffle(tasks)
    for key in keys * 2:  # two devices close each
        tasks.insert(chance.randrange(len(tasks) // 2, len(tasks) + 1), ("close", key, closing(six, key)))
    answers = at_once(*[task for _, _, task in tasks])
    accepted = [ballot for (kind, ballot, _), (done, _) in zip(tasks, answers, strict=True) if done and kind != "close"]
    closed = [key for (kind, key, _), (done, _) in zip(tasks, answers, strict=True) if done and kind == "close"]
    assert sorted(closed) == sorted(keys), "each voting is closed once, whichever device was first"
    check_votes(room, accepted)
    finish(six, room, keys)


def check_votes(room, accepted):
    rows = Vote.objects.filter(meeting=room.meeting).select_related("elector__opening")
    in_the_record = [(v.elector.opening.resolution_id, v.elector.seat_id, v.by_id, v.choice) for v in rows]
    assert sorted(in_the_record) == sorted(accepted), "what was accepted is in the record, and nothing else"
    assert max(Counter(row[:2] for row in in_the_record).values(), default=1) == 1, "no seat has two votes"
    counted = {key: Counter(choice for k, _, _, choice in accepted if k == key) for key in room.decisions()}
    for resolution in room.record.items[0].resolutions:
        result = result_of(resolution)
        count = counted[resolution.pk]
        assert (result.votes_for, result.votes_against, result.abstained) == (
            count[Choice.FOR],
            count[Choice.AGAINST],
            count[Choice.ABSTAINED],
        )
        assert result.not_voting == 9 - count.total()
    for sitting in room.sittings.values():
        kinds = list(Link.objects.filter(sitting=sitting).order_by("number").values_list("kind", flat=True))
        assert "vote" not in kinds[kinds.index("votingclosed") :], "no vote after the voting closed"


def finish(six, room, keys):
    """Break the tie if there is one, announce, and close every sitting from two devices."""
    croydon = room.decision("Croydon")
    if result_of(croydon).outcome == Outcome.TIED:
        actions.use_casting_vote(actor=six.secretary, resolution=croydon.pk, choice=Choice.FOR)
    actions.announce(actor=six.secretary, resolutions=keys)
    sittings = [sitting.pk for sitting in room.sittings.values()]

    def close():
        return actions.close_sitting(actor=six.secretary, meeting=room.meeting.pk, sittings=sittings)

    answers = at_once(close, close)
    assert [bool(done) for done, _ in answers].count(True) == 1
    assert SittingClosed.objects.filter(meeting=room.meeting).count() == 6
    assert verify_meeting(room.meeting.pk) == []


def test_54_votes_on_six_decisions_while_the_chairs_close(six, race_rounds):
    for number in range(race_rounds):
        one_round(six, random.Random(number))


def test_two_devices_closing_the_meeting_at_once_close_it_once_and_the_second_is_told(six):
    room = six.meeting()
    keys = [sitting.pk for sitting in room.sittings.values()]

    def close():
        return actions.close_sitting(actor=six.secretary, meeting=room.meeting.pk, sittings=keys)

    answers = at_once(close, close)
    [refusal] = [error for _, error in answers if error]
    assert "has closed its meeting" in str(refusal)
    assert SittingClosed.objects.count() == 6


def test_two_corrections_of_the_same_vote_at_once_are_both_in_the_record_one_after_the_other(six):
    room = six.meeting()
    decision, seat = room.decision("Merton"), six.bodies["Merton"].seats[0].pk
    actions.record_votes(actor=six.secretary, choices={decision.pk: {seat: Choice.FOR}})

    def correct(choice):
        return lambda: actions.correct_vote(
            actor=six.secretary, resolution=decision.pk, seat=seat, choice=choice, reason="misheard"
        )

    answers = at_once(correct(Choice.AGAINST), correct(Choice.ABSTAINED))
    assert [error for _, error in answers] == [None, None]
    first, second, third = Vote.objects.order_by("pk")
    assert (second.replaces, third.replaces) == (first, second)
    assert verify(room.sittings["Merton"].pk) == []


def test_a_correction_made_on_an_old_page_is_refused(six):
    room = six.meeting()
    decision, seat = room.decision("Merton"), six.bodies["Merton"].seats[0].pk
    [seen] = actions.record_votes(actor=six.secretary, choices={decision.pk: {seat: Choice.FOR}})

    def correct(choice):
        return lambda: actions.correct_vote(
            actor=six.secretary,
            resolution=decision.pk,
            seat=seat,
            choice=choice,
            reason="misheard",
            seen=seen.pk,
        )

    answers = at_once(correct(Choice.AGAINST), correct(Choice.ABSTAINED))
    [refusal] = [error for _, error in answers if error]
    assert "changed meanwhile" in str(refusal)
    assert Vote.objects.count() == 2


def test_the_same_form_posted_twice_at_once_is_taken_once(six):
    room = six.meeting()
    key = str(uuid.uuid4())

    def post():
        with transaction.atomic():
            take_form(key, six.secretary.account)
            return actions.agree(actor=six.secretary, resolutions=room.decisions())

    answers = at_once(post, post)
    assert sorted(type(error) for _, error in answers if error) == [AlreadyTaken]
    assert Submission.objects.count() == 1
    assert VotingClosed.objects.count() == 6


def test_the_whole_room_and_single_committees_act_at_once_without_a_deadlock(six, race_rounds):
    """People come and go (every chain) while committees vote (one chain each) and somebody reads the page."""
    room = six.meeting()
    actions.open_voting(actor=six.secretary, resolutions=room.decisions(), recording=Recording.BY_NAME)
    chance = random.Random(1)
    guests = [body.guest.pk for body in six.bodies.values()]

    def move(person, movement):
        return lambda: actions.record_attendance(
            actor=six.secretary, meeting=room.meeting.pk, people=[person], movement=movement
        )

    tasks = [voting(six, ballot) for ballot in list(ballots(six, room, chance))[:: 54 // (2 * race_rounds) or 1]]
    tasks += [move(person, Movement.LEFT) for person in guests]
    tasks += [lambda: load_record(room.meeting.pk)] * 10
    chance.shuffle(tasks)
    answers = at_once(*tasks)
    assert [error for _, error in answers if error] == []
    assert Attendance.objects.filter(movement=Movement.LEFT).count() == 6
    assert verify_meeting(room.meeting.pk) == []
