"""Putting the record right, before and after a meeting closed: what is corrected, what is refused, what is kept."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from committees.terms import (
    Choice,
    ConditionState,
    Directness,
    Handling,
    InterestType,
    Majority,
    Movement,
    Outcome,
    Recording,
    RoomRole,
    Verb,
    VetoState,
)
from decisions import actions, minutes
from decisions.actions.steps import FIXED
from decisions.chain import verify_meeting
from decisions.models import Announcement, Attendance, Declaration, LimbCondition, Link, Ruling
from decisions.outcome import outcome_of, veto_of
from practices import clock
from tests import world
from tests.decisions.test_actions_refused import refused
from tests.world import GP, NINTH

FOR, AGAINST, ABSTAINED = Choice.FOR, Choice.AGAINST, Choice.ABSTAINED
NEXT_DAY = date(2016, 4, 15)
WHY = "The secretary misread her own note."


@pytest.fixture
def voted(room):
    """Five to four in both committees, by name, and announced; item 1 is still being taken."""
    room.arrive()
    room.begin()
    by_name(room, *["for"] * 5, *["against"] * 4)
    return room


@pytest.fixture
def closed(voted):
    """The same after both committees closed, on the next morning."""
    close(voted)
    with override_settings(COCOMM_CLOCK_DAY=NEXT_DAY):
        yield voted


@pytest.fixture(params=["running", "closed"])
def either(request):
    """Whatever holds while the meeting runs holds after it closed."""
    return request.getfixturevalue({"running": "voted", "closed": "closed"}[request.param])


def by_name(room, *choices, names=("Merton", "Croydon")):
    keys = {name: room.decision(name).pk for name in names}
    seats = {name: [seat.pk for seat in room.bodies[name].seats] for name in names}
    said = {keys[n]: dict(zip(seats[n], map(Choice, choices), strict=False)) for n in names}
    actions.record_votes(actor=room.secretary, choices=said)
    actions.announce(actor=room.secretary, resolutions=list(keys.values()))


def close(room, *names):
    sittings = [room.sittings[name].pk for name in names or room.sittings]
    actions.close_sitting(actor=room.secretary, meeting=room.meeting.pk, sittings=sittings)


def take_back(room, name="Merton", reason=WHY, actor=None, **more):
    key = room.decision(name).pk
    return actions.take_back_result(actor=actor or room.secretary, resolutions=[key], reason=reason, **more)[0]


def announce(room, name="Merton", **more):
    return actions.announce(actor=room.secretary, resolutions=[room.decision(name).pk], **more)[0]


def correct(room, seat, choice, name="Merton", reason=WHY, actor=None):
    return actions.correct_vote(
        actor=actor or room.secretary,
        resolution=room.decision(name).pk,
        seat=room.bodies[name].seats[seat].pk,
        choice=choice,
        reason=reason,
    )


def start_again(room, how, name="Merton", reason=WHY, **more):
    key, actor = room.decision(name).pk, more.pop("actor", room.secretary)
    return actions.start_again(actor=actor, resolutions=[key], recording=how, reason=reason, **more)[0]


def entry(room, person, movement=Movement.CAME):
    return Attendance.objects.filter(person=person, movement=movement, replaced_by=None).latest("pk")


def whole(room):
    """The chains hold what they should; True for use in an assert."""
    assert verify_meeting(room.meeting.pk) == []
    return True


# --- A vote ---
def test_a_vote_is_put_right_and_the_result_announced_anew(either):
    before = either.decision("Merton").announcement
    taken = take_back(either)
    assert either.decision("Merton").announcement is None
    assert outcome_of(either.decision("Merton")) is None
    new = correct(either, 5, FOR)
    again = announce(either)
    assert (taken.void, taken.replaces_id, taken.reason) == (True, before.pk, WHY)
    assert (again.void, again.replaces_id, again.outcome) == (False, taken.pk, Outcome.CARRIED)
    assert again.reason == WHY, "announced anew for the reason it was taken back"
    assert "six votes to three" in again.sentence
    assert (new.replaces.choice, new.reason) == (AGAINST, WHY)
    assert either.decision("Merton").announcement == again
    assert whole(either)


def test_a_correction_may_change_what_came_of_it(closed):
    take_back(closed)
    correct(closed, 0, AGAINST)
    assert announce(closed).outcome == Outcome.NOT_CARRIED
    assert outcome_of(closed.decision("Croydon")) == Outcome.CARRIED, "the other committee's result stands"


def test_a_result_is_put_right_more_than_once(closed):
    for choice in (FOR, AGAINST):
        take_back(closed)
        correct(closed, 5, choice)
        announce(closed)
    assert Announcement.objects.standing().filter(resolution=closed.decision("Merton").pk).count() == 1
    assert "five votes to four" in closed.decision("Merton").announcement.sentence
    assert whole(closed)


def test_what_was_put_right_after_closing_extends_the_chain(closed):
    links = Link.objects.filter(sitting=closed.sittings["Merton"])
    closing = links.get(kind="sittingclosed")
    take_back(closed)
    correct(closed, 5, FOR)
    announce(closed)
    after = links.filter(number__gt=closing.number).order_by("number")
    assert [link.kind for link in after] == ["announcement", "vote", "announcement"]
    assert not Link.objects.filter(sitting=closed.sittings["Croydon"], number__gt=closing.number + 1).exists()
    assert whole(closed)


def test_before_it_is_taken_back_nothing_is_changed(either):
    decision = either.decision("Merton")
    with refused("vote.announced", "only a new decision can change it"):
        correct(either, GP, AGAINST)
    with refused("start_again.announced"):
        start_again(either, Recording.UNANIMOUS)
    assert either.decision("Merton").announcement == decision.announcement


def test_a_correction_says_why(either):
    with refused(text="Say what is wrong in the record", error=ValidationError):
        take_back(either, reason="  ")
    take_back(either)
    with refused(text="Say why", error=ValidationError):
        correct(either, 5, FOR, reason=" ")
    with refused(text="Say why", error=ValidationError):
        start_again(either, Recording.UNANIMOUS, reason="")


def test_nobody_but_who_records_or_presides_takes_a_result_back(either, cast):
    for who in ("gp", "nhs_england", "stranger", "superuser", "croydon_chair"):
        with refused("recall.not_the_recorder"):
            take_back(either, actor=cast.acting(who))
    if either.record.closed:
        with refused("recall.not_the_recorder", text="only who records for it"):
            take_back(either, actor=cast.acting("lay_chair"))
    else:
        assert take_back(either, actor=cast.acting("lay_chair"))


def test_who_presided_does_nothing_more_once_the_meeting_is_closed(closed, cast):
    """Nobody presides over a meeting that is over: its record is put right by who records."""
    take_back(closed)
    chair = cast.acting("lay_chair")
    decision = closed.decision("Merton").pk
    with refused("open_voting.not_the_recorder"):
        start_again(closed, Recording.UNANIMOUS, actor=chair)
    with refused("announce.not_the_recorder"):
        actions.announce(actor=chair, resolutions=[decision])


def test_the_motion_of_a_result_taken_back_is_neither_withdrawn_nor_put_anew(voted):
    take_back(voted)
    decision = voted.decision("Merton").pk
    with refused("withdraw.taken_back"):
        actions.withdraw_motion(actor=voted.secretary, resolutions=[decision], reason="No more")
    with refused("propose.taken_back"):
        actions.amend_motion(actor=voted.secretary, resolutions=[decision], text="Other words", verb=Verb.AGREE)


def test_a_member_does_not_change_a_vote_when_the_result_is_taken_back(either, cast):
    take_back(either)
    with refused("vote.record_only"):
        correct(either, GP, AGAINST, actor=cast.acting("gp"))


def test_a_result_is_taken_back_once_and_only_where_there_is_one(either):
    take_back(either)
    with refused("recall.taken_back"):
        take_back(either)
    with refused("recall.not_announced"):
        actions.take_back_result(
            actor=either.secretary, resolutions=[either.decision("Merton", either.items[1]).pk], reason=WHY
        )


def test_two_devices_never_overwrite_each_other(closed):
    old = closed.decision("Merton").announcement
    take_back(closed)
    vote = closed.decision("Merton").votes[-1].pk
    correct(closed, 5, FOR)
    with refused(text="was changed meanwhile", error=ValidationError):
        actions.correct_vote(
            actor=closed.secretary,
            resolution=closed.decision("Merton").pk,
            seat=closed.bodies["Merton"].seats[5].pk,
            choice=ABSTAINED,
            reason=WHY,
            seen=vote,
        )
    with refused(text="The result changed meanwhile", error=ValidationError):
        announce(closed, seen=old.sentence)
    opening = closed.decision("Merton").opening.pk
    announce(closed)
    with refused(text="put right meanwhile", error=ValidationError):
        take_back(closed, seen=old.pk)
    take_back(closed)
    start_again(closed, Recording.UNANIMOUS, seen=opening)
    with refused(text="started again meanwhile", error=ValidationError):
        start_again(closed, Recording.UNANIMOUS, seen=opening)


# --- Relied on ---
def test_a_result_that_nhs_england_vetoed_or_let_stand_is_not_taken_back(voted, cast):
    croydon = voted.decision("Croydon").pk
    actions.waive_veto(actor=cast.acting("nhs_england"), resolution=croydon)
    with refused("recall.waived", "only a new decision changes it"):
        take_back(voted, "Croydon")
    assert take_back(voted, "Merton")


def test_a_vetoed_result_is_not_taken_back(voted, cast):
    actions.use_veto(actor=cast.acting("nhs_england"), resolution=voted.decision("Croydon").pk, reason="No money.")
    with refused("recall.vetoed"):
        take_back(voted, "Croydon")


def test_there_is_no_veto_of_a_result_that_is_taken_back(voted, cast):
    assert veto_of(voted.decision("Croydon")) == VetoState.OPEN
    take_back(voted, "Croydon")
    assert veto_of(voted.decision("Croydon")) == VetoState.NONE
    with refused("veto.not_announced"):
        actions.use_veto(actor=cast.acting("nhs_england"), resolution=voted.decision("Croydon").pk, reason="No money.")
    announce(voted, "Croydon")
    assert veto_of(voted.decision("Croydon")) == VetoState.OPEN


# --- Counts, and the whole vote ---
def test_counts_are_put_right_after_closing(room):
    room.arrive()
    room.begin()
    key = room.decision("Merton").pk
    actions.record_counts(actor=room.secretary, resolution=key, in_favour=5, against=4)
    announce(room)
    close(room)
    numbers = {"in_favour": 4, "against": 5, "abstained": 0}
    with refused("close_voting.announced"):
        actions.correct_counts(actor=room.secretary, resolution=key, **numbers, reason=WHY)
    take_back(room)
    actions.correct_counts(actor=room.secretary, resolution=key, **numbers, reason=WHY)
    assert announce(room).outcome == Outcome.NOT_CARRIED
    assert whole(room)


def test_agreed_by_all_that_was_not_is_recorded_by_name(room):
    room.arrive()
    room.begin()
    key = room.decision("Merton").pk
    actions.agree(actor=room.secretary, resolutions=[key])
    announce(room)
    close(room)
    with override_settings(COCOMM_CLOCK_DAY=NEXT_DAY):
        take_back(room)
        start_again(room, Recording.BY_NAME)
        seats = room.bodies["Merton"].seats
        choices = {seat.pk: AGAINST if number == GP else FOR for number, seat in enumerate(seats)}
        actions.record_votes(actor=room.secretary, choices={key: choices})
        assert "eight votes to one" in announce(room).sentence
    assert whole(room)


def test_what_was_counted_is_recorded_as_counts_or_agreed_by_all(closed):
    take_back(closed)
    start_again(closed, Recording.COUNTS)
    key = closed.decision("Merton").pk
    actions.record_counts(actor=closed.secretary, resolution=key, in_favour=6, against=2, abstained=1)
    assert announce(closed).outcome == Outcome.CARRIED
    take_back(closed)
    start_again(closed, Recording.UNANIMOUS)
    assert announce(closed).sentence == "Merton: agreed by all."
    assert whole(closed)


def test_a_vote_recorded_afresh_is_dated_as_it_was_held(closed):
    """Nothing that hangs on the day of the vote moves because its record was put right later."""
    first = closed.decision("Merton")
    take_back(closed)
    start_again(closed, Recording.BY_NAME)
    key, seats = first.pk, closed.bodies["Merton"].seats
    actions.record_votes(actor=closed.secretary, choices={key: {seat.pk: FOR for seat in seats}})
    announce(closed)
    again = closed.decision("Merton")
    held = first.opening.happened_at
    assert [act.happened_at for act in (again.opening, again.closing, *again.standing_votes.values())] == [held] * 11
    assert clock.today() == NEXT_DAY
    assert again.announcement.happened_at.astimezone(clock.LONDON).date() == NEXT_DAY


def test_recording_a_vote_afresh_moves_nobody(closed, cast):
    people = closed.record.present()
    movements = Attendance.objects.count()
    take_back(closed)
    start_again(closed, Recording.UNANIMOUS)
    assert (closed.record.present(), Attendance.objects.count()) == (people, movements)


def test_a_casting_vote_that_the_record_missed_is_recorded_after_closing(closed, cast):
    take_back(closed, "Croydon")
    correct(closed, 0, ABSTAINED, "Croydon")
    with refused("announce.casting_vote_pending"):
        announce(closed, "Croydon")
    officer = cast.croydon.people[NINTH].pk
    act = actions.use_casting_vote(actor=closed.secretary, resolution=closed.decision("Croydon").pk, choice=FOR)
    assert act.by_id == officer
    assert "NHS England's casting vote is for the motion" in announce(closed, "Croydon").sentence
    with refused("vote.announced"):
        correct(closed, 1, AGAINST, "Croydon")
    take_back(closed, "Croydon")
    with refused(text="The casting vote was used on these votes", error=ValidationError):
        correct(closed, 1, AGAINST, "Croydon")
    assert whole(closed)


def test_what_was_noted_is_put_right_too(room):
    from committees.terms import Verb

    item = world.put(room.meeting, world.a_matter("Noted", [room.bodies["Merton"].ccg], verb=Verb.NOTE))
    room.arrive()
    room.begin(item)
    key = room.decision("Merton", item).pk
    actions.announce(actor=room.secretary, resolutions=[key])
    actions.take_back_result(actor=room.secretary, resolutions=[key], reason=WHY)
    with refused("close_sitting.vote_unfinished", "taken back to put the record right"):
        close(room, "Merton")
    actions.announce(actor=room.secretary, resolutions=[key], reason="It was noted after all.")
    close(room, "Merton")
    assert whole(room)


def test_new_votes_motions_and_items_are_refused_in_a_closed_meeting(closed, cast):
    second = closed.decision("Merton", closed.items[1]).pk
    with refused("open_voting.sitting_closed"):
        actions.agree(actor=closed.secretary, resolutions=[second])
    take_back(closed)
    for doing, code in (
        (lambda: actions.amend_motion(
            actor=closed.secretary, resolutions=[closed.decision("Merton").pk], text="x", verb="approve"
        ), "propose.sitting_closed"),
        (lambda: actions.withdraw_motion(
            actor=closed.secretary, resolutions=[closed.decision("Merton").pk], reason="x"
        ), "withdraw.sitting_closed"),
        (lambda: closed.begin(closed.items[1]), "run_agenda.sitting_closed"),
        (lambda: closed.arrive([cast.merton.people[GP].pk]), "record_attendance.sitting_closed"),
        (lambda: close(closed), "close_sitting.sitting_closed"),
    ):  # fmt: skip
        with refused(code):
            doing()


# --- What was fixed when voting opened ---
def fixed(room, name):
    opening = room.decision(name).opening
    return [getattr(opening, each) for each in FIXED]


def test_a_vote_recorded_afresh_keeps_powers_majority_and_effect_whatever_the_terms_say_since(closed, cast):
    before, terms = fixed(closed, "Croydon"), cast.croydon.terms
    terms.majority, terms.veto_working_days = Majority.OF_MEMBERS_PRESENT, 5
    assert terms.majority != closed.decision("Croydon").opening.majority
    terms.save()
    take_back(closed, "Croydon")
    start_again(closed, Recording.UNANIMOUS, "Croydon")
    assert fixed(closed, "Croydon") == before
    assert whole(closed)


def test_powers_given_since_do_not_reach_a_vote_recorded_afresh(closed, cast):
    terms = cast.merton.terms
    assert not closed.decision("Merton").opening.chair_second_vote
    terms.chair_second_vote = True
    terms.save()
    take_back(closed)
    start_again(closed, Recording.UNANIMOUS)
    assert not closed.decision("Merton").opening.chair_second_vote


@pytest.mark.parametrize("power", ["nhs_england_veto", "nhs_england_casting_vote"])
def test_a_power_of_nhs_england_does_not_vanish_from_a_vote_with_the_terms(closed, cast, power):
    before = fixed(closed, "Croydon")
    terms = cast.croydon.terms
    setattr(terms, power, False)
    terms.save()
    take_back(closed, "Croydon")
    with refused(text="let the terms of that day be put right first", error=ValidationError):
        start_again(closed, Recording.UNANIMOUS, "Croydon")
    assert fixed(closed, "Croydon") == before


def tied(room, cast, choice):
    """Croydon's votes are tied, and NHS England is asked for its casting vote; the result is announced."""
    room.arrive()
    room.begin()
    key, seats = room.decision("Croydon").pk, room.bodies["Croydon"].seats
    said = [FOR] * 4 + [AGAINST] * 4 + [ABSTAINED]
    actions.record_votes(actor=room.secretary, choices={key: {s.pk: c for s, c in zip(seats, said, strict=True)}})
    actions.use_casting_vote(actor=cast.acting("nhs_england"), resolution=key, choice=choice)
    announce(room, "Croydon")
    return room


def test_nhs_englands_casting_vote_is_not_taken_from_it_by_starting_the_vote_again(room, cast):
    tied(room, cast, AGAINST)
    sentence = room.decision("Croydon").announcement.sentence
    take_back(room, "Croydon")
    with refused("start_again.casting_vote_used", "only a new decision changes it"):
        start_again(room, Recording.CONSENSUS, "Croydon")
    with refused(text="Only a new decision changes the result", error=ValidationError):
        correct(room, 0, AGAINST, "Croydon")
    assert announce(room, "Croydon").sentence == sentence
    assert whole(room)


def test_where_nhs_england_declined_its_casting_vote_the_vote_is_started_again(room, cast):
    tied(room, cast, Choice.NOT_VOTING)
    take_back(room, "Croydon")
    start_again(room, Recording.CONSENSUS, "Croydon")
    assert announce(room, "Croydon").outcome == Outcome.CARRIED


def test_nothing_becomes_carried_by_a_correction_once_nhs_englands_veto_is_over(room):
    room.arrive()
    room.begin()
    by_name(room, *["against"] * 5, *["for"] * 4)
    take_back(room, "Croydon")
    correct(room, 0, FOR, "Croydon")
    assert announce(room, "Croydon").outcome == Outcome.CARRIED, "while the meeting runs NHS England may veto it"
    take_back(room, "Croydon")
    correct(room, 0, AGAINST, "Croydon")
    announce(room, "Croydon")
    close(room)
    for name in ("Croydon", "Merton"):
        take_back(room, name)
        correct(room, 1, FOR, name)
    assert announce(room).outcome == Outcome.CARRIED, "Merton's has no veto"
    with refused("announce.veto_over", "NHS England would have had a veto of this, and its time is over"):
        announce(room, "Croydon")
    correct(room, 1, AGAINST, "Croydon")
    assert announce(room, "Croydon").outcome == Outcome.NOT_CARRIED
    assert whole(room)


# --- Attendance ---
def fix(room, act, actor=None, reason=WHY, **changed):
    return actions.correct_attendance(actor=actor or room.secretary, attendance=act, reason=reason, **changed)


def test_attendance_is_put_right_in_time_role_and_kind(either, cast):
    gp = cast.merton.people[GP]
    first = entry(either, gp)
    earlier = first.happened_at - timedelta(minutes=7)
    if earlier.astimezone(clock.LONDON).date() < world.DAY:
        earlier = first.happened_at
    second = fix(either, first, role=RoomRole.IN_ATTENDANCE, when=earlier)
    assert (second.replaces_id, second.role, second.happened_at) == (first.pk, RoomRole.IN_ATTENDANCE, earlier)
    third = fix(either, second, movement=Movement.APOLOGIES)
    assert gp.pk not in either.record.present()
    assert third.happened_at == second.happened_at
    assert whole(either)


def test_an_attendance_entry_that_never_happened_is_void_and_can_come_back(either, cast):
    gp = cast.merton.people[GP]
    void = fix(either, entry(either, gp), void=True)
    assert gp.pk not in either.record.present()
    fix(either, void, void=False, reason="She was there after all.")
    assert gp.pk in either.record.present()
    assert whole(either)


def test_a_correction_of_the_room_is_in_every_chain_that_holds_what_it_replaces(voted, cast):
    close(voted, "Merton")
    first = entry(voted, cast.merton.people[GP])
    second = fix(voted, first, void=True)
    chains = Link.objects.filter(kind="attendance", act=second.pk).values_list("sitting", flat=True)
    assert set(chains) == {sitting.pk for sitting in voted.sittings.values()}, "Merton's too, though it is closed"
    assert whole(voted)


def test_a_correction_left_out_of_a_chain_is_found(closed, cast):
    from django.db import connection

    from practices import guards
    from tests.breaking import sql

    second = fix(closed, entry(closed, cast.merton.people[GP]), void=True)
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    guards.lift(connection)
    Link.objects.filter(kind="attendance", act=second.pk, sitting=closed.sittings["Merton"]).delete()
    guards.install(connection)
    (problem,) = verify_meeting(closed.meeting.pk)
    assert "in the record but not in the chain" in problem


def test_an_entry_is_corrected_once_and_says_something_new(either, cast):
    first = entry(either, cast.merton.people[GP])
    with refused(text="Say why", error=ValidationError):
        fix(either, first, void=True, reason=" ")
    with refused(text="what the entry says already", error=ValidationError):
        fix(either, first)
    fix(either, first, void=True)
    with refused(text="was corrected already", error=ValidationError):
        fix(either, first, void=True)


def test_entries_of_one_person_still_make_sense_together(voted, cast):
    gp = cast.merton.people[GP]
    actions.record_attendance(actor=voted.secretary, meeting=voted.meeting.pk, people=[gp.pk], movement=Movement.LEFT)
    close(voted)
    with refused(text="Merton GP member would then have “left” at", error=ValidationError):
        fix(voted, entry(voted, gp), void=True)
    with refused(text="would then have “arrived” at", error=ValidationError):
        fix(voted, entry(voted, gp, Movement.LEFT), movement=Movement.CAME)
    fix(voted, entry(voted, gp, Movement.LEFT), void=True)
    fix(voted, entry(voted, gp), void=True)
    assert gp.pk not in voted.record.present()


def test_attendance_of_a_closed_meeting_is_put_right_by_who_records(closed, cast):
    first = entry(closed, cast.merton.people[GP])
    for who in ("lay_chair", "croydon_chair", "gp", "superuser", "stranger"):
        with refused("record_attendance.sitting_closed"):
            fix(closed, first, cast.acting(who), void=True)
    assert fix(closed, first, void=True)


def test_attendance_corrected_first_changes_who_could_vote(closed, cast):
    gp, seat = cast.merton.people[GP], cast.merton.seats[GP].pk
    before = closed.decision("Merton")
    fix(closed, entry(closed, gp), void=True)
    assert seat in {e.seat_id for e in closed.decision("Merton").voters}, (
        "what was frozen stays while the result stands"
    )
    take_back(closed)
    start_again(closed, Recording.UNANIMOUS)
    after = closed.decision("Merton")
    assert after.opening.able_to_vote == before.opening.able_to_vote - 1
    assert seat not in {elector.seat_id for elector in after.voters}
    assert whole(closed)


def test_a_result_is_not_announced_anew_on_the_vote_of_somebody_who_was_not_in_the_room(closed, cast):
    gp = cast.merton.people[GP]
    void = fix(closed, entry(closed, gp), void=True)
    assert closed.decision("Merton").announcement, "a result that is not taken back stands"
    take_back(closed)
    with refused(text="was not in the room then by the attendance as it now stands", error=ValidationError):
        announce(closed)
    fix(closed, void, void=False, reason="She was there after all.")
    announce(closed)
    take_back(closed)
    came = entry(closed, gp)
    fix(closed, came, when=closed.decision("Merton").opening.happened_at + timedelta(seconds=1))
    with refused(text="start the vote again", error=ValidationError):
        announce(closed)
    start_again(closed, Recording.UNANIMOUS)
    assert announce(closed).outcome == Outcome.CARRIED
    assert whole(closed)


def test_a_result_is_not_announced_anew_where_too_few_were_there_by_the_attendance_as_it_stands(room, cast):
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=[room.decision("Merton").pk])
    announce(room)
    close(room)
    for person in cast.merton.people[:8]:
        fix(room, entry(room, person), void=True)
    take_back(room)
    with refused(text="Merton was not quorate when it voted", error=ValidationError):
        announce(room)


def test_somebody_who_left_after_the_vote_could_still_vote_in_it(voted, cast):
    gp = cast.merton.people[GP]
    actions.record_attendance(actor=voted.secretary, meeting=voted.meeting.pk, people=[gp.pk], movement=Movement.LEFT)
    close(voted)
    take_back(voted)
    start_again(voted, Recording.BY_NAME)
    assert cast.merton.seats[GP].pk in {elector.seat_id for elector in voted.decision("Merton").voters}


# --- Declarations and rulings ---
@pytest.fixture
def conflicted(room, cast):
    """Merton's GP declared an interest, was ruled to leave, and both committees agreed the rest."""
    room.arrive()
    room.begin()
    gp = cast.merton.people[GP].pk
    where = {"actor": room.secretary, "meeting": room.meeting.pk, "item": room.items[0].pk}
    actions.declare_interest(
        **where, people=[gp], nature="a partner", type=InterestType.FINANCIAL, directness=Directness.DIRECT
    )
    actions.rule_on_conflict(
        **where, sittings=[room.sittings["Merton"].pk], people=[gp], handling=Handling.LEAVES_FOR_ITEM
    )
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    return room


@pytest.fixture(params=[False, True], ids=["running", "closed"])
def ruled(request, conflicted):
    if request.param:
        close(conflicted)
    return conflicted


def test_a_declaration_written_down_wrongly_is_put_right_though_the_result_stands(ruled):
    first = Declaration.objects.get()
    act = actions.correct_declaration(
        actor=ruled.secretary,
        declaration=first,
        nature="the brother of a partner",
        type=InterestType.FINANCIAL,
        directness=Directness.INDIRECT,
        reason=WHY,
    )
    (stands,) = ruled.record.items[0].declared
    assert (stands, act.replaces_id, act.happened_at) == (act, first.pk, first.happened_at)
    assert whole(ruled)


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({}, "what the declaration says already"),
        ({"nature": " "}, "Say what the interest is"),
        ({"nature": "x", "reason": " "}, "Say why"),
    ],
)
def test_a_correction_of_a_declaration_says_what_and_why(ruled, changed, text):
    said = {"nature": "a partner", "type": "financial", "directness": "direct", "reason": WHY} | changed
    with refused(text=text, error=ValidationError):
        actions.correct_declaration(actor=ruled.secretary, declaration=Declaration.objects.get(), **said)


def test_a_declaration_is_taken_back_once_the_results_it_mattered_to_are(ruled, cast):
    first = Declaration.objects.get()
    with refused(text="take the result back first", error=ValidationError):
        actions.withdraw_declaration(actor=ruled.secretary, declaration=first, reason=WHY)
    take_back(ruled)  # Merton's alone: the GP sits on no other committee
    actions.withdraw_declaration(actor=ruled.secretary, declaration=first, reason=WHY)
    assert ruled.record.items[0].declared == []
    with refused(text="was corrected already", error=ValidationError):
        actions.withdraw_declaration(actor=ruled.secretary, declaration=first, reason=WHY)
    assert whole(ruled)


def test_a_declaration_of_a_closed_meeting_is_not_taken_back_by_who_made_it(conflicted, cast):
    close(conflicted)
    take_back(conflicted)
    with refused("declare.sitting_closed", "only who records"):
        actions.withdraw_declaration(actor=cast.acting("gp"), declaration=Declaration.objects.get(), reason=WHY)


def test_a_ruling_is_put_right_and_then_the_vote(ruled, cast):
    first = Ruling.objects.get()
    change = {"actor": ruled.secretary, "handling": Handling.FULL_PART, "reason": WHY}
    with refused(text="take the result back first", error=ValidationError):
        actions.correct_ruling(ruling=first, **change)
    movements = Attendance.objects.count()
    take_back(ruled)
    act = actions.correct_ruling(ruling=first, **change)
    assert (act.replaces_id, act.by_id, act.happened_at) == (first.pk, first.by_id, first.happened_at)
    assert Attendance.objects.count() == movements, "nobody moves: who was out is put right as attendance"
    start_again(ruled, Recording.UNANIMOUS)
    able = ruled.decision("Merton").opening.able_to_vote
    left = Attendance.objects.get(movement=Movement.LEFT_FOR_ITEM, replaced_by=None)
    fix(ruled, left, void=True)
    start_again(ruled, Recording.UNANIMOUS)
    assert ruled.decision("Merton").opening.able_to_vote == able + 1
    announce(ruled)
    assert whole(ruled)


def test_a_ruling_is_corrected_once_into_another_by_who_records(conflicted, cast):
    close(conflicted)
    take_back(conflicted)
    first = Ruling.objects.get()
    with refused("rule.sitting_closed"):
        actions.correct_ruling(actor=cast.acting("lay_chair"), ruling=first, handling=Handling.FULL_PART, reason=WHY)
    for changed, text in (
        ({"handling": Handling.LEAVES_FOR_ITEM}, "already"),
        ({"reason": ""}, "Say why"),
    ):
        with refused(text=text, error=ValidationError):
            actions.correct_ruling(
                **(
                    {"actor": conflicted.secretary, "ruling": first, "handling": Handling.SPEAKS, "reason": WHY}
                    | changed
                )
            )
    actions.correct_ruling(actor=conflicted.secretary, ruling=first, handling=Handling.SPEAKS, reason=WHY)
    with refused(text="was corrected already", error=ValidationError):
        actions.correct_ruling(actor=conflicted.secretary, ruling=first, handling=Handling.SILENT, reason=WHY)


# --- Who was left out ---
def add(room, person, actor=None, **more):
    said = {"movement": Movement.CAME, "reason": WHY, "when": entry(room, room.bodies["Merton"].people[GP]).happened_at}
    return actions.add_attendance(
        actor=actor or room.secretary, meeting=room.meeting.pk, person=person.pk, **(said | more)
    )


@pytest.fixture
def somebody(cast):
    return cast.nhs_england_without_powers.person


def test_somebody_left_out_of_a_closed_meetings_record_is_added_with_the_reason(closed, somebody):
    act = add(closed, somebody, role=RoomRole.IN_ATTENDANCE)
    assert somebody.pk in closed.record.present()
    assert (act.replaces_id, act.reason) == (None, WHY)
    chains = Link.objects.filter(kind="attendance", act=act.pk).values_list("sitting", flat=True)
    assert set(chains) == {sitting.pk for sitting in closed.sittings.values()}
    record, names = minutes.load(closed.meeting.pk)
    (said,) = minutes.write(record, names, today=NEXT_DAY).corrections
    assert said.startswith("Casey Colleague was not recorded; added: “arrived” at ")
    assert "on 15 April 2016 at " in said
    assert said.endswith(f" by Sam Secretary: {WHY}")
    assert whole(closed)


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"reason": " "}, "Say how it is known"),
        ({"when": None}, "Give the time"),
        ({"movement": "left"}, "would then have"),
    ],
)
def test_who_is_added_was_there_at_a_time_and_it_is_said_how_it_is_known(closed, somebody, changed, text):
    with refused(text=text, error=ValidationError):
        add(closed, somebody, **changed)


def test_nobody_is_added_twice_nor_while_the_meeting_runs_nor_by_who_does_not_record(voted, somebody, cast):
    with refused(text="still running", error=ValidationError):
        add(voted, somebody)
    close(voted)
    with refused("record_attendance.sitting_closed"):
        add(voted, somebody, cast.acting("lay_chair"))
    add(voted, somebody)
    with refused(text="being in the room already", error=ValidationError):
        add(voted, somebody)


# --- Conditions ---
@pytest.fixture
def conditional(room, cast):
    """Merton's decision on item 1 waits for Croydon's on item 2; both are carried and announced."""
    first, second = room.items
    limb = first.matter.limbs.get()
    LimbCondition.objects.create(limb=limb, number=1, text="Croydon agrees", awaits=cast.croydon.committee)
    room.arrive()
    for item in (first, second):
        room.begin(item)
        actions.agree(actor=room.secretary, resolutions=room.decisions(item))
        actions.announce(actor=room.secretary, resolutions=room.decisions(item))
    return room


def test_a_result_is_not_taken_back_once_a_condition_of_it_is_told_nor_the_one_that_met_it(conditional):
    of, met_by = conditional.decision("Merton"), conditional.decision("Croydon", conditional.items[1])
    actions.record_condition(
        actor=conditional.secretary,
        condition=of.conditions[0].pk,
        state=ConditionState.DISCHARGED,
        on_day=world.DAY,
        met_by=met_by.pk,
    )
    with refused("recall.condition_told"):
        take_back(conditional)
    with refused("recall.meets_condition"):
        actions.take_back_result(actor=conditional.secretary, resolutions=[met_by.pk], reason=WHY)


def test_conditions_stay_with_a_decision_whose_record_is_put_right(conditional):
    conditions = [condition.pk for condition in conditional.decision("Merton").conditions]
    take_back(conditional)
    start_again(conditional, Recording.CONSENSUS)
    announce(conditional)
    assert [condition.pk for condition in conditional.decision("Merton").conditions] == conditions != []
