"""What is refused, each with its reason and nothing half-written."""

import uuid
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from committees.models import Account, Appointment, CommitteePermission, Person, Post, Sitting
from committees.models.accounts import PostKind
from committees.powers import Actor, appoint_to_post, end_post
from committees.rights.world import Account as Asker
from committees.terms import (
    Act,
    Choice,
    Directness,
    Function,
    Handling,
    InterestType,
    Movement,
    Power,
    Recording,
    Verb,
)
from decisions import actions
from decisions.actions import AlreadyTaken, take_form
from decisions.gate import Refused
from decisions.models import Attendance, Submission, Vote
from practices import clock
from tests import world
from tests.rights.rooms import merton
from tests.world import CHAIR, GP, NINTH, VICE

FOR, AGAINST = Choice.FOR, Choice.AGAINST
RECORDER = Asker(person=9001, powers=frozenset({Power.RUN_BUSINESS, Power.RECORD}))


def counts():
    """How many rows each table of the record and its registers has."""
    return {model: model._base_manager.count() for app in ("committees", "decisions") for model in every(app)}


def every(app):
    return apps.get_app_config(app).get_models()


@contextmanager
def refused(code="", text="", error=Refused):
    """The block is refused with this rule (``code``) or sentence (``text``), and writes nothing."""
    before = counts()
    with pytest.raises(error) as refusal:
        yield
    if code:
        verdict = refusal.value.verdict
        assert code in {reason.code for reason in verdict.refusals}
        assert all(reason.text and str(reason.source) for reason in verdict.refusals)
    said = " ".join(refusal.value.messages) if isinstance(refusal.value, ValidationError) else str(refusal.value)
    assert text in said
    assert said.strip()
    assert counts() == before, "nothing is half-written"


@pytest.fixture
def open_room(room):
    """Everybody is there and the first item is being taken."""
    room.arrive()
    room.begin()
    return room


@pytest.fixture
def voting(open_room):
    """Voting by name is open in both committees."""
    actions.open_voting(actor=open_room.secretary, resolutions=open_room.decisions(), recording=Recording.BY_NAME)
    return open_room


@pytest.fixture
def carried(open_room):
    """Both committees have agreed, and the result is announced."""
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())
    actions.announce(actor=open_room.secretary, resolutions=open_room.decisions())
    return open_room


def vote(room, seat, choice=FOR, name="Merton", actor=None):
    seats = room.bodies[name].seats
    return actions.vote(
        actor=actor or room.secretary, resolution=room.decision(name).pk, seat=seats[seat].pk, choice=choice
    )


def leave(room, person):
    actions.record_attendance(actor=room.secretary, meeting=room.meeting.pk, people=[person.pk], movement=Movement.LEFT)


def declare(room, person, actor=None):
    return actions.declare_interest(
        actor=actor or room.secretary,
        meeting=room.meeting.pk,
        item=room.items[0].pk,
        people=[person.pk],
        nature="partner at the Made Up Surgery",
        type=InterestType.FINANCIAL,
        directness=Directness.DIRECT,
    )


def rule(room, person, actor=None, handling=Handling.LEAVES_FOR_ITEM, name="Merton", **more):
    return actions.rule_on_conflict(
        actor=actor or room.secretary,
        meeting=room.meeting.pk,
        item=room.items[0].pk,
        sittings=[room.sittings[name].pk],
        people=[person.pk],
        handling=handling,
        **more,
    )


def by_name(room, name, *choices):
    seats = room.bodies[name].seats
    return {room.decision(name).pk: {seat.pk: choice for seat, choice in zip(seats, choices, strict=False)}}


# --- Votes ------------------------------------------------------------------------------------------------------------


def test_a_vote_by_a_person_who_left_the_room(voting):
    leave(voting, voting.bodies["Merton"].people[GP])
    with refused("vote.left_the_room", "has left the room"):
        vote(voting, GP)


def test_a_second_vote_of_a_seat(voting):
    vote(voting, GP)
    with refused("vote.second_vote", "a seat has one vote"):
        vote(voting, GP, AGAINST)


def test_a_vote_after_the_voting_closed(voting):
    actions.close_voting(actor=voting.secretary, resolutions=voting.decisions())
    with refused("vote.closed", "cannot vote any more"):
        vote(voting, GP)


def test_a_vote_before_the_voting_opened(open_room):
    with refused("vote.not_open"):
        vote(open_room, GP)


def test_a_vote_by_one_who_arrived_after_the_voting_opened(room):
    late = room.bodies["Merton"].people[GP]
    room.arrive([pk for pk in room.everybody() if pk != late.pk])
    room.begin()
    actions.open_voting(actor=room.secretary, resolutions=room.decisions(), recording=Recording.BY_NAME)
    room.arrive([late.pk])
    with refused("vote.not_in_the_electorate", "was not among those who could vote when voting opened"):
        vote(room, GP)


def test_a_vote_from_a_seat_without_one(voting):
    guest = voting.bodies["Merton"].guest_seat
    with refused("vote.non_voting_member"):
        actions.vote(actor=voting.secretary, resolution=voting.decision("Merton").pk, seat=guest.pk, choice=FOR)


def test_a_vote_from_another_committees_seat(voting):
    other = voting.bodies["Croydon"].seats[GP]
    with refused("vote.no_seat"):
        actions.vote(actor=voting.secretary, resolution=voting.decision("Merton").pk, seat=other.pk, choice=FOR)


def test_a_vote_cast_by_one_member_for_another(voting, cast):
    with refused("vote.not_yours", "or somebody who records for"):
        vote(voting, VICE, actor=cast.acting("gp"))


def test_a_vote_in_the_name_of_one_who_is_not_the_voter_of_the_seat(voting):
    other = voting.bodies["Merton"].people[VICE]
    with refused("vote.another_voter"):
        actions.vote(
            actor=voting.secretary,
            resolution=voting.decision("Merton").pk,
            seat=voting.bodies["Merton"].seats[GP].pk,
            choice=FOR,
            person=other.pk,
        )


@pytest.mark.parametrize("who", ["superuser", "stranger", "nhs_england_without_powers", "healthwatch"])
def test_a_vote_by_somebody_without_a_voting_seat_whatever_their_account(voting, cast, who):
    with refused("vote.not_yours"):
        vote(voting, GP, actor=cast.acting(who))


def test_the_secretary_has_no_vote_of_their_own(voting, cast):
    with refused("vote.another_voter"):
        actions.vote(
            actor=cast.acting("secretary"),
            resolution=voting.decision("Merton").pk,
            seat=voting.bodies["Merton"].seats[GP].pk,
            choice=FOR,
            person=cast.person_of("secretary").pk,
        )


def test_a_vote_by_somebody_who_is_not_signed_in(voting):
    with refused("vote.not_yours"):
        vote(voting, GP, actor=Actor())


def test_an_appointment_that_ended_yesterday(cast):
    gp = cast.person_of("gp")
    Appointment.objects.filter(person=gp).first().delete()
    Appointment.objects.create(
        seat=cast.merton.seats[GP], person=gp, starts_on=world.FIRST, ends_on=world.DAY - timedelta(days=1)
    )
    room = cast.meeting()
    room.arrive()
    room.begin()
    actions.open_voting(actor=room.secretary, resolutions=room.decisions(), recording=Recording.BY_NAME)
    with refused("seat.appointment_ended", "its last day was 13 April 2016"):
        vote(room, GP, actor=cast.acting("gp"))


def test_a_vote_of_one_in_conflict_that_is_not_ruled_on(voting):
    declare(voting, voting.bodies["Merton"].people[GP])
    with refused("vote.conflict.not_ruled", "nobody has ruled on it yet"):
        vote(voting, GP)


def test_a_vote_by_name_where_votes_are_counted(open_room):
    actions.open_voting(actor=open_room.secretary, resolutions=open_room.decisions(), recording=Recording.COUNTS)
    with refused("vote.not_by_name", "recorded as counts, not by name"):
        vote(open_room, GP)


def test_counts_where_votes_are_by_name(voting):
    with refused(text="One way of recording for each decision", error=ValidationError):
        actions.record_counts(actor=voting.secretary, resolution=voting.decision("Merton").pk, in_favour=5, against=4)


def test_agreed_by_all_where_votes_are_by_name(voting):
    with refused(text="One way of recording for each decision", error=ValidationError):
        actions.agree(actor=voting.secretary, resolutions=voting.decisions())


def test_more_votes_counted_than_could_vote(open_room):
    with refused(text="10 votes were given, but only 9 members could vote", error=ValidationError):
        actions.record_counts(
            actor=open_room.secretary,
            resolution=open_room.decision("Merton").pk,
            in_favour=6,
            against=3,
            abstained=1,
        )


def test_less_than_no_votes(open_room):
    with refused(text="cannot be less than none", error=ValidationError):
        actions.record_counts(
            actor=open_room.secretary, resolution=open_room.decision("Merton").pk, in_favour=6, against=-1
        )


def test_one_bad_vote_in_a_press_undoes_the_whole_press(open_room):
    """Six committees in one press: what fails in one is written in none."""
    leave(open_room, open_room.bodies["Croydon"].people[GP])
    choices = by_name(open_room, "Merton", *[FOR] * 9) | by_name(open_room, "Croydon", *[FOR] * 9)
    with refused("vote.not_in_the_electorate"):
        actions.record_votes(actor=open_room.secretary, choices=choices)


def test_a_way_of_recording_that_the_terms_do_not_know(cast):
    cast.merton.terms.recordings = ["by_name"]
    cast.merton.terms.save()
    room = cast.meeting()
    room.arrive()
    room.begin()
    with refused(text="do not let votes be recorded as counts", error=ValidationError):
        actions.open_voting(actor=room.secretary, resolutions=[room.decision("Merton").pk], recording=Recording.COUNTS)


# --- Opening, closing, announcing -------------------------------------------------------------------------------------


def test_voting_is_not_opened_without_a_quorum(room):
    room.arrive([person.pk for person in room.bodies["Merton"].people[:3]])
    room.begin()
    with refused("open_voting.not_quorate"):
        actions.open_voting(actor=room.secretary, resolutions=[room.decision("Merton").pk], recording=Recording.BY_NAME)


def test_voting_is_not_opened_twice(voting):
    with refused("open_voting.already_open"):
        actions.open_voting(actor=voting.secretary, resolutions=voting.decisions(), recording=Recording.BY_NAME)


def test_voting_is_not_closed_twice_by_two_devices(voting):
    actions.close_voting(actor=voting.secretary, resolutions=voting.decisions())
    with refused("close_voting.closed", "closed already"):
        actions.close_voting(actor=voting.secretary, resolutions=voting.decisions())


def test_a_level_without_arrangement_is_no_level(cast):
    nowhere = world.a_ccg("Nowhere", "99Z")
    room = cast.meeting()
    cast.merton.committee.ccgs.add(nowhere)
    item = world.put(room.meeting, world.a_matter("Where nothing is arranged", [nowhere]))
    room.arrive()
    room.begin(item)
    with refused("no_arrangement", "Nowhere"):
        actions.agree(actor=room.secretary, resolutions=room.decisions(item))


@pytest.mark.parametrize("function", [Function.PERFORMERS_LIST])
def test_functions_reserved_to_nhs_england_are_not_voted_on(cast, function):
    room = cast.meeting()
    item = world.put(room.meeting, world.a_matter("Reserved", [cast.merton.ccg, cast.croydon.ccg], function))
    room.arrive()
    room.begin(item)
    with refused("reserved"):
        actions.agree(actor=room.secretary, resolutions=room.decisions(item))


def test_noting_is_not_voted_on(cast):
    room = cast.meeting()
    item = world.put(room.meeting, world.a_matter("Report", [cast.merton.ccg], verb=Verb.NOTE))
    room.arrive()
    room.begin(item)
    with refused(text="Noting, receiving and considering take no vote", error=ValidationError):
        actions.agree(actor=room.secretary, resolutions=room.decisions(item))


def test_a_motion_amended_after_voting_opened(voting):
    with refused("propose.opened", "cannot be amended any more"):
        actions.amend_motion(
            actor=voting.secretary, resolutions=voting.decisions(), text="Other words", verb=Verb.APPROVE
        )


def test_a_motion_without_words(open_room):
    with refused(text="A motion needs its words", error=ValidationError):
        actions.amend_motion(actor=open_room.secretary, resolutions=open_room.decisions(), text=" ", verb=Verb.APPROVE)


def test_voting_on_a_withdrawn_motion(open_room):
    actions.withdraw_motion(actor=open_room.secretary, resolutions=open_room.decisions(), reason="not needed")
    with refused("open_voting.withdrawn"):
        actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())


def test_withdrawing_once_voting_is_closed(voting):
    actions.close_voting(actor=voting.secretary, resolutions=voting.decisions())
    with refused("withdraw.closed"):
        actions.withdraw_motion(actor=voting.secretary, resolutions=voting.decisions(), reason="changed our mind")


def test_withdrawing_without_a_reason(open_room):
    with refused(text="Say why", error=ValidationError):
        actions.withdraw_motion(actor=open_room.secretary, resolutions=open_room.decisions(), reason="")


def test_announcing_before_the_voting_is_closed(voting):
    with refused("announce.not_closed"):
        actions.announce(actor=voting.secretary, resolutions=voting.decisions())


def test_announcing_twice(carried):
    with refused("announce.announced"):
        actions.announce(actor=carried.secretary, resolutions=carried.decisions())


def test_announcing_before_the_tie_is_settled(open_room):
    choices = by_name(open_room, "Croydon", *[FOR] * 4, *[AGAINST] * 4)
    actions.record_votes(actor=open_room.secretary, choices=choices)
    with refused("announce.casting_vote_pending", "has not used or declined the casting vote"):
        actions.announce(actor=open_room.secretary, resolutions=list(choices))


def test_announcing_counts_that_nobody_gave(open_room):
    key = open_room.decision("Merton").pk
    actions.open_voting(actor=open_room.secretary, resolutions=[key], recording=Recording.COUNTS)
    actions.close_voting(actor=open_room.secretary, resolutions=[key])
    with refused(text="has no votes recorded yet", error=ValidationError):
        actions.announce(actor=open_room.secretary, resolutions=[key])


def test_announcing_a_result_on_which_somebody_voted_whose_conflict_came_up_after(open_room):
    choices = by_name(open_room, "Merton", *[FOR] * 9)
    actions.record_votes(actor=open_room.secretary, choices=choices)
    declare(open_room, open_room.bodies["Merton"].people[GP])
    with refused(text="has a conflict of interest on this item", error=ValidationError):
        actions.announce(actor=open_room.secretary, resolutions=list(choices))
    rule(open_room, open_room.bodies["Merton"].people[GP], handling=Handling.FULL_PART)
    actions.announce(actor=open_room.secretary, resolutions=list(choices))


def test_decisions_of_two_meetings_in_one_press(open_room, cast):
    other = cast.meeting()
    with refused(text="of one meeting", error=ValidationError):
        actions.agree(actor=open_room.secretary, resolutions=[*open_room.decisions(), *other.decisions()])


@pytest.mark.parametrize("keys", [[], [0]])
def test_no_decision_or_one_that_does_not_exist(open_room, keys):
    with refused(text="at least one", error=ValidationError):
        actions.agree(actor=open_room.secretary, resolutions=keys)


# --- Casting vote, agreement, veto ------------------------------------------------------------------------------------


def tie(room, name):
    choices = by_name(room, name, *[FOR] * 4, *[AGAINST] * 4)
    actions.record_votes(actor=room.secretary, choices=choices)
    return next(iter(choices))


def test_a_casting_vote_at_level_3(open_room):
    key = tie(open_room, "Merton")
    with refused("casting_vote_at_level_3", "level 3"):
        actions.use_casting_vote(actor=open_room.secretary, resolution=key, choice=FOR)


def test_a_casting_vote_without_a_tie(open_room):
    choices = by_name(open_room, "Croydon", *[FOR] * 9)
    actions.record_votes(actor=open_room.secretary, choices=choices)
    with refused("nhs_england_casting_vote.no_tie"):
        actions.use_casting_vote(actor=open_room.secretary, resolution=next(iter(choices)), choice=FOR)


def test_a_casting_vote_by_a_member_of_the_ccg(open_room, cast):
    key = tie(open_room, "Croydon")
    with refused("nhs_england_casting_vote.not_nhs_england"):
        actions.use_casting_vote(
            actor=cast.acting("croydon_chair"),
            resolution=key,
            choice=FOR,
            person=cast.person_of("croydon_chair").pk,
        )


def test_a_second_casting_vote(open_room):
    key = tie(open_room, "Croydon")
    actions.use_casting_vote(actor=open_room.secretary, resolution=key, choice=FOR)
    with refused("nhs_england_casting_vote.used"):
        actions.use_casting_vote(actor=open_room.secretary, resolution=key, choice=AGAINST)


def test_a_casting_vote_that_abstains(open_room):
    key = tie(open_room, "Croydon")
    with refused(text="for the motion, against it, or declined", error=ValidationError):
        actions.use_casting_vote(actor=open_room.secretary, resolution=key, choice=Choice.ABSTAINED)


def test_a_casting_vote_by_an_officer_who_is_not_in_the_room(open_room):
    leave(open_room, open_room.bodies["Croydon"].people[NINTH])
    key = tie(open_room, "Croydon")
    with refused("nhs_england_casting_vote.not_nhs_england"):
        actions.use_casting_vote(actor=open_room.secretary, resolution=key, choice=FOR)


def test_a_veto_at_level_3_names_the_level_and_its_source(carried, cast):
    appoint_to_post(
        account=cast.nhs_england,
        committee=cast.merton.committee,
        kind=PostKind.NHS_ENGLAND_OFFICER,
        starts_on=world.FIRST,
    )
    with refused("veto_at_level_3", "level 3") as _:
        actions.use_veto(
            actor=cast.acting("nhs_england"), resolution=carried.decision("Merton").pk, reason="not affordable"
        )
    with pytest.raises(Refused) as refusal:
        actions.use_veto(
            actor=cast.acting("nhs_england"), resolution=carried.decision("Merton").pk, reason="not affordable"
        )
    [reason] = [r for r in refusal.value.verdict.refusals if r.code == "veto_at_level_3"]
    assert "North Central London" in reason.source.title


@pytest.mark.parametrize(
    "who", ["secretary", "croydon_chair", "superuser", "stranger", "nhs_england_without_powers", "healthwatch"]
)
def test_a_veto_by_one_who_does_not_hold_it(carried, cast, who):
    with refused("veto.not_the_holder"):
        actions.use_veto(actor=cast.acting(who), resolution=carried.decision("Croydon").pk, reason="not affordable")


def test_a_veto_without_a_reason(carried, cast):
    with refused(text="Say why", error=ValidationError):
        actions.use_veto(actor=cast.acting("nhs_england"), resolution=carried.decision("Croydon").pk, reason=" ")


def test_a_veto_before_the_result_is_announced(voting, cast):
    with refused("veto.not_announced"):
        actions.use_veto(actor=cast.acting("nhs_england"), resolution=voting.decision("Croydon").pk, reason="no")


def test_a_veto_of_what_was_not_carried(open_room, cast):
    choices = by_name(open_room, "Croydon", *[AGAINST] * 9)
    actions.record_votes(actor=open_room.secretary, choices=choices)
    actions.announce(actor=open_room.secretary, resolutions=list(choices))
    with refused("veto.not_carried"):
        actions.use_veto(actor=cast.acting("nhs_england"), resolution=next(iter(choices)), reason="no")


def test_a_veto_after_the_meeting_closed_where_the_terms_say_until_then(carried, cast):
    close(carried)
    with refused("veto.lapsed", "until"):
        actions.use_veto(
            actor=cast.acting("nhs_england"), resolution=carried.decision("Croydon").pk, reason="not affordable"
        )


def test_a_veto_after_its_working_days(cast, settings):
    cast.croydon.terms.veto_working_days = 2
    cast.croydon.terms.save()
    room = cast.meeting()
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    close(room)
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 19)  # Thursday 14, two working days: Friday 15 and Monday 18
    with refused("veto.lapsed"):
        actions.use_veto(
            actor=world.actor(cast.nhs_england, clock.today()),
            resolution=room.decision("Croydon").pk,
            reason="not affordable",
        )


def test_a_veto_used_twice_or_after_it_was_waived(carried, cast):
    officer, key = cast.acting("nhs_england"), carried.decision("Croydon").pk
    actions.waive_veto(actor=officer, resolution=key)
    with refused("veto.waived"):
        actions.use_veto(actor=officer, resolution=key, reason="after all")


def test_agreement_where_none_is_needed(carried, cast):
    with refused("agree.not_needed"):
        actions.give_agreement(actor=cast.acting("nhs_england"), resolution=carried.decision("Croydon").pk, given=True)


def test_agreement_refused_without_a_reason(carried, cast):
    with refused(text="Say why", error=ValidationError):
        actions.give_agreement(actor=cast.acting("nhs_england"), resolution=carried.decision("Croydon").pk, given=False)


def test_agreement_before_the_vote(cast):
    room = cast.meeting()
    item = world.put(room.meeting, world.a_matter("Scheme", [cast.croydon.ccg], Function.INCENTIVE_SCHEMES))
    room.arrive()
    room.begin(item)
    with refused(error=ValidationError):
        actions.give_agreement(
            actor=cast.acting("nhs_england"), resolution=room.decision("Croydon", item).pk, given=True
        )


# --- Conflicts and rulings --------------------------------------------------------------------------------------------


def test_a_ruling_by_one_who_does_not_preside(open_room, cast):
    with refused("rule.not_yours"):
        rule(open_room, open_room.bodies["Merton"].people[GP], actor=cast.acting("executive"))


def test_a_ruling_of_one_committees_chair_for_another(open_room, cast):
    with refused("rule.not_yours"):
        rule(open_room, open_room.bodies["Merton"].people[GP], actor=cast.acting("croydon_chair"))


def test_a_ruling_on_oneself(open_room, cast):
    with refused("rule.own_conflict", "may not rule on their own conflict"):
        rule(open_room, open_room.bodies["Merton"].people[CHAIR], actor=cast.acting("lay_chair"))


def test_a_ruling_when_nobody_presides(room):
    room.arrive([person.pk for person in room.bodies["Merton"].people[2:]])
    room.begin()
    with refused("rule.nobody_presides"):
        rule(room, room.bodies["Merton"].people[GP])


def test_a_second_ruling_without_a_reason(open_room):
    gp = open_room.bodies["Merton"].people[GP]
    rule(open_room, gp)
    with refused(text="was ruled on already", error=ValidationError):
        rule(open_room, gp, handling=Handling.FULL_PART)


def test_a_ruling_after_the_result(carried):
    with refused(text="Only a new decision changes it", error=ValidationError):
        rule(carried, carried.bodies["Merton"].people[GP])


def test_a_ruling_on_nobody_known(open_room):
    with refused(text="Choose who it is", error=ValidationError):
        rule(open_room, Person(pk=987654))


def test_a_declaration_for_somebody_else(open_room, cast):
    with refused("declare.not_yours"):
        declare(open_room, open_room.bodies["Merton"].people[VICE], actor=cast.acting("gp"))


def test_a_declaration_of_nobody_known(open_room):
    with refused(text="Choose who it is", error=ValidationError):
        declare(open_room, Person(pk=987654))


def test_electing_somebody_to_preside_while_the_chair_does(open_room):
    with refused(text="nobody else is elected", error=ValidationError):
        actions.elect_chair(
            actor=open_room.secretary,
            meeting=open_room.meeting.pk,
            item=open_room.items[0].pk,
            sitting=open_room.sittings["Merton"].pk,
            person=open_room.bodies["Merton"].people[GP].pk,
        )


# --- Who may run the meeting ------------------------------------------------------------------------------------------


def begin(room, actor):
    return actions.begin_item(actor=actor, meeting=room.meeting.pk, item=room.items[0].pk)


@pytest.mark.parametrize("who", ["superuser", "stranger", "gp", "healthwatch", "nhs_england", "executive"])
def test_running_the_agenda_without_a_post_or_the_chair(room, cast, who):
    room.arrive()
    with refused("run_agenda.not_the_secretary"):
        begin(room, cast.acting(who))


def test_a_post_without_the_grant(room, cast):
    CommitteePermission.objects.filter(user=cast.secretary).delete()
    with refused("run_agenda.not_the_secretary"):
        begin(room, cast.acting("secretary"))


def test_the_grant_without_a_post(room, cast):
    Post.objects.filter(account=cast.secretary).delete()
    assert CommitteePermission.objects.filter(user=cast.secretary).exists()
    with refused("run_agenda.not_the_secretary"):
        begin(room, cast.acting("secretary"))


def test_a_post_that_ended_yesterday(room, cast):
    for post in Post.objects.filter(account=cast.secretary):
        end_post(post=post, last_day=world.DAY - timedelta(days=1))
    with refused("run_agenda.not_the_secretary"):
        begin(room, cast.acting("secretary"))


def test_a_post_whose_last_day_is_today_still_counts(room, cast):
    for post in Post.objects.filter(account=cast.secretary):
        post.ends_on = world.DAY
        post.save()
    assert begin(room, cast.acting("secretary"))


def test_an_account_that_was_closed(room, cast):
    cast.secretary.is_active = False
    cast.secretary.save()
    with refused("run_agenda.not_the_secretary"):
        begin(room, cast.acting("secretary"))


def test_a_recorder_of_one_committee_records_nothing_for_another(open_room, cast):
    account = world.an_account("recorder")
    appoint_to_post(account=account, committee=cast.merton.committee, kind=PostKind.RECORDER, starts_on=world.FIRST)
    recorder = world.actor(account)
    with refused("open_voting.not_the_secretary", "Croydon"):
        actions.agree(actor=recorder, resolutions=[open_room.decision("Croydon").pk])
    with refused("open_voting.not_the_secretary", "Croydon"):
        actions.agree(actor=recorder, resolutions=open_room.decisions())
    actions.agree(actor=recorder, resolutions=[open_room.decision("Merton").pk])


def test_superuser_and_staff_flags_are_worth_nothing_even_with_every_model_permission(open_room, cast):
    from django.contrib.auth.models import Permission

    cast.superuser.user_permissions.set(Permission.objects.all())
    actor = world.actor(Account.objects.get(pk=cast.superuser.pk))
    assert actor.powers == {}
    with refused("open_voting.not_the_secretary"):
        actions.agree(actor=actor, resolutions=open_room.decisions())


# --- Corrections ------------------------------------------------------------------------------------------------------


def correct(room, choice=AGAINST, reason="misheard", seat=GP):
    return actions.correct_vote(
        actor=room.secretary,
        resolution=room.decision("Merton").pk,
        seat=room.bodies["Merton"].seats[seat].pk,
        choice=choice,
        reason=reason,
    )


def test_a_correction_without_a_reason(voting):
    vote(voting, GP)
    with refused(text="Say why", error=ValidationError):
        correct(voting, reason=" ")


def test_a_correction_of_a_vote_that_was_not_cast(voting):
    with refused("vote.nothing_to_correct", "has not voted"):
        correct(voting)


def test_a_correction_that_changes_nothing(voting):
    vote(voting, GP)
    with refused(text="already", error=ValidationError):
        correct(voting, FOR)


def test_a_correction_after_the_result_is_announced(open_room):
    choices = by_name(open_room, "Merton", *[FOR] * 9)
    actions.record_votes(actor=open_room.secretary, choices=choices)
    actions.announce(actor=open_room.secretary, resolutions=list(choices))
    with refused("vote.announced", "only a new decision can change it"):
        correct(open_room)


def test_a_correction_of_counts_after_the_result_is_announced(open_room):
    key = open_room.decision("Merton").pk
    actions.record_counts(actor=open_room.secretary, resolution=key, in_favour=5, against=4)
    actions.announce(actor=open_room.secretary, resolutions=[key])
    with refused("close_voting.announced"):
        actions.correct_counts(
            actor=open_room.secretary, resolution=key, in_favour=4, against=5, abstained=0, reason="miscounted"
        )


def test_a_correction_once_the_casting_vote_was_used(open_room):
    key = tie(open_room, "Croydon")
    actions.use_casting_vote(actor=open_room.secretary, resolution=key, choice=FOR)
    with refused(text="The casting vote was used on these votes", error=ValidationError):
        actions.correct_vote(
            actor=open_room.secretary,
            resolution=key,
            seat=open_room.bodies["Croydon"].seats[0].pk,
            choice=AGAINST,
            reason="misheard",
        )


def test_attendance_that_was_corrected_already(room):
    room.arrive([room.bodies["Merton"].people[GP].pk])
    entry = Attendance.objects.get()
    actions.correct_attendance(actor=room.secretary, attendance=entry, reason="a mix-up", void=True)
    with refused(text="was corrected already", error=ValidationError):
        actions.correct_attendance(actor=room.secretary, attendance=entry, reason="again", void=True)


def test_starting_again_after_the_result(carried):
    with refused("start_again.announced"):
        actions.start_again(
            actor=carried.secretary, resolutions=carried.decisions(), recording=Recording.BY_NAME, reason="x"
        )


def test_starting_again_what_never_started(open_room):
    with refused(text="nothing to start again", error=ValidationError):
        actions.start_again(
            actor=open_room.secretary, resolutions=open_room.decisions(), recording=Recording.BY_NAME, reason="x"
        )


def test_starting_again_without_a_reason(voting):
    with refused(text="Say why", error=ValidationError):
        actions.start_again(
            actor=voting.secretary, resolutions=voting.decisions(), recording=Recording.BY_NAME, reason=""
        )


# --- Time and attendance ----------------------------------------------------------------------------------------------


def test_a_time_still_to_come(room):
    with refused(text="still to come", error=ValidationError):
        room.arrive(when=clock.now() + timedelta(minutes=5))


def test_a_time_before_the_day_of_the_meeting(room):
    with refused(text="nothing can be recorded as done before that day", error=ValidationError):
        room.arrive(when=clock.now() - timedelta(days=1))


def test_nothing_is_recorded_before_the_day_has_come(cast, settings):
    room = cast.meeting()
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 13)
    with refused(text="14 April 2016", error=ValidationError):
        room.arrive()


def test_somebody_who_is_there_cannot_arrive(room):
    gp = room.bodies["Merton"].people[GP].pk
    room.arrive([gp])
    with refused(text="is in the room already", error=ValidationError):
        room.arrive([gp])


def test_somebody_who_is_not_there_cannot_leave(room):
    with refused(text="is not in the room", error=ValidationError):
        leave(room, room.bodies["Merton"].people[GP])


def test_somebody_unknown_cannot_arrive(room):
    with refused(text="Choose who it is", error=ValidationError):
        room.arrive([987654])


def test_leaving_before_one_came(room):
    gp = room.bodies["Merton"].people[GP].pk
    now = clock.now()
    room.arrive([gp], when=now)
    with refused(text="is not in the room", error=ValidationError):
        leave_at(room, gp, now - timedelta(microseconds=1))


def test_leaving_before_something_that_is_recorded_already(room):
    gp = room.bodies["Merton"].people[GP].pk
    now = clock.now()
    room.arrive([gp], when=now - timedelta(microseconds=2))
    leave_at(room, gp, now)
    with refused(text="already has something later recorded", error=ValidationError):
        leave_at(room, gp, now - timedelta(microseconds=1))


def leave_at(room, person, when):
    actions.record_attendance(
        actor=room.secretary, meeting=room.meeting.pk, people=[person], movement=Movement.LEFT, when=when
    )


# --- Items, deferral, closing -----------------------------------------------------------------------------------------


def close(room, *names):
    return actions.close_sitting(
        actor=room.secretary,
        meeting=room.meeting.pk,
        sittings=[room.sittings[name].pk for name in names or room.sittings],
    )


def defer(room, reason="figures are missing", name="Merton", **until):
    return actions.defer_item(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=room.items[0].pk,
        sittings=[room.sittings[name].pk],
        reason=reason,
        **until,
    )


MAY = date(2016, 5, 12)


@pytest.mark.parametrize(
    ("until", "text"),
    [
        ({}, "Say until when"),
        ({"to_date": MAY, "to_meeting": 1}, "one of the two"),
        ({"to_date": MAY, "reason": ""}, "Say why"),
        ({"to_date": world.DAY}, "a later day"),
        ({"to_meeting": 987654}, "later than this one"),
    ],
)
def test_a_deferral_says_why_and_until_when(open_room, until, text):
    with refused(text=text, error=ValidationError):
        defer(open_room, **until)


def test_a_deferral_to_this_very_meeting(open_room):
    with refused(text="later than this one", error=ValidationError):
        defer(open_room, to_meeting=open_room.meeting.pk)


def test_a_deferral_of_what_is_being_voted_on(voting):
    with refused("defer.opened", "Item 1: a vote on this item was opened"):
        defer(voting, to_date=MAY)


def test_a_deferral_of_what_is_decided(carried):
    with refused("defer.announced", "Item 1: the result is announced"):
        defer(carried, to_date=MAY)


def test_a_second_deferral(open_room):
    defer(open_room, to_date=MAY)
    with refused(text="has deferred this item already", error=ValidationError):
        defer(open_room, to_date=MAY)


def test_voting_on_an_item_that_was_deferred(open_room):
    defer(open_room, to_date=MAY)
    with refused("open_voting.item_suspended"):
        actions.agree(actor=open_room.secretary, resolutions=[open_room.decision("Merton").pk])


def test_voting_on_an_item_that_was_adjourned(open_room):
    first = open_room.items[0]
    actions.adjourn_item(actor=open_room.secretary, meeting=open_room.meeting.pk, item=first.pk)
    with refused("open_voting.item_suspended"):
        actions.agree(actor=open_room.secretary, resolutions=open_room.decisions(first))


def test_leaving_an_item_with_a_result_unannounced(voting):
    with refused(text="is not announced yet", error=ValidationError):
        voting.begin(voting.items[1])


def test_taking_an_item_that_is_being_taken(open_room):
    with refused(text="is being taken already", error=ValidationError):
        open_room.begin(open_room.items[0])


def test_an_item_that_is_not_on_the_agenda(open_room):
    with refused(text="not on the agenda of this meeting", error=ValidationError):
        other_item(open_room)


def other_item(room):
    from decisions.models import AgendaItem

    actions.begin_item(
        actor=room.secretary, meeting=room.meeting.pk, item=AgendaItem.objects.order_by("pk").last().pk + 1
    )


def test_an_item_placed_after_itself(open_room):
    first = open_room.items[0].pk
    with refused(text="after itself", error=ValidationError):
        actions.move_item(actor=open_room.secretary, meeting=open_room.meeting.pk, item=first, after=first)


def test_an_urgent_item_without_its_reason(open_room, cast):
    with refused(text="Say why this item is urgent", error=ValidationError):
        urgent(open_room, [cast.merton.ccg], reason="")


def test_an_urgent_item_that_concerns_nobody_here(open_room):
    nowhere = world.a_ccg("Nowhere", "99Z")
    with refused(text="No committee that sits in this meeting", error=ValidationError):
        urgent(open_room, [nowhere])


def urgent(room, ccgs, reason="tomorrow is too late"):
    return actions.add_urgent_item(
        actor=room.secretary,
        meeting=room.meeting.pk,
        title="Urgent",
        function=Function.GP_COMMISSIONING,
        ccgs=ccgs,
        text="That it be done.",
        reason=reason,
    )


def test_closing_the_meeting_with_a_result_unannounced(voting):
    with refused("close_sitting.vote_unfinished", "Item 1: a vote of the Merton"):
        close(voting)


def advice(act, question):
    """Who can do what instead, as the first refusal says it."""
    from committees.rights.entitlement import entitlement

    cast = merton()
    verdict = entitlement(act, person=None, seat=None, room=cast.room(), question=question(cast), account=RECORDER)
    return verdict.refusals[0].who_can


@pytest.mark.parametrize("act", [Act.DEFER, Act.CLOSE_SITTING])
def test_a_motion_is_not_said_to_be_withdrawable_once_its_voting_is_closed(act):
    assert "withdraw the motion" in advice(act, lambda cast: cast.opened())
    assert advice(act, lambda cast: cast.opened(closed=True)) == "Announce its result."
    assert "announce the result anew" in advice(act, lambda cast: cast.opened(closed=True, recalled=True))


def test_leaving_an_item_whose_voting_is_closed_says_to_announce_it(voting):
    actions.close_voting(actor=voting.secretary, resolutions=voting.decisions())
    with refused(text="Announce it first.", error=ValidationError):
        voting.begin(voting.items[1])


def test_closing_the_meeting_twice_by_two_devices(carried):
    close(carried)
    with refused("close_sitting.sitting_closed", "has closed its meeting"):
        close(carried)


def test_nothing_is_done_in_a_meeting_that_closed(carried):
    second = carried.items[1]
    carried.begin(second)
    keys = carried.decisions(second)
    close(carried)
    with refused("open_voting.sitting_closed"):
        actions.agree(actor=carried.secretary, resolutions=keys)
    with refused("record_attendance.sitting_closed"):
        leave(carried, carried.bodies["Merton"].people[GP])
    with refused("rule.sitting_closed"):
        rule_on_second(carried)


def rule_on_second(room):
    return actions.rule_on_conflict(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=room.items[1].pk,
        sittings=[room.sittings["Merton"].pk],
        people=[room.bodies["Merton"].people[GP].pk],
        handling=Handling.FULL_PART,
    )


def test_one_committee_may_close_while_the_other_goes_on(carried):
    close(carried, "Merton")
    carried.begin(carried.items[1])
    with refused("open_voting.sitting_closed"):
        actions.agree(actor=carried.secretary, resolutions=carried.decisions(carried.items[1]))
    actions.agree(actor=carried.secretary, resolutions=[carried.decision("Croydon", carried.items[1]).pk])


# --- Committees that are no more --------------------------------------------------------------------------------------


def test_a_sitting_of_a_committee_that_was_stood_down(room, cast):
    sitting = Sitting(meeting=room.meeting, committee=cast.stood_down)
    with refused(text="it was stood down: its last day was 31 March 2016", error=ValidationError):
        sitting.full_clean()
    with refused(text="does not exist on the day", error=IntegrityError), transaction.atomic():
        sitting.save()


# --- The same form twice ----------------------------------------------------------------------------------------------


def test_a_form_posted_twice(open_room):
    key = uuid.uuid4()
    with transaction.atomic():
        take_form(str(key), open_room.secretary.account)
    with refused(text="the same form was sent twice", error=AlreadyTaken), transaction.atomic():
        take_form(str(key), open_room.secretary.account)
        actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())


def test_a_form_whose_action_was_refused_may_be_sent_again(voting):
    key = str(uuid.uuid4())
    with refused("open_voting.already_open"), transaction.atomic():
        take_form(key, voting.secretary.account)
        actions.open_voting(actor=voting.secretary, resolutions=voting.decisions(), recording=Recording.BY_NAME)
    assert not Submission.objects.exists()
    with transaction.atomic():
        take_form(key, voting.secretary.account)


@pytest.mark.parametrize("key", ["", "not a key", None])
def test_a_form_without_its_key(open_room, key):
    with refused(text="not whole", error=ValidationError):
        take_form(key, open_room.secretary.account)


def test_a_vote_that_was_refused_leaves_no_trace(voting):
    with refused("vote.not_yours"):
        vote(voting, GP, actor=Actor())
    assert not Vote.objects.exists()


def test_a_meeting_in_which_no_committee_sits(cast):
    from datetime import time

    from committees.models import Meeting

    meeting = Meeting.objects.create(
        title="Nobody's", date=world.DAY, starts_at=time(10), convened_by=cast.merton.committee
    )
    with refused("no_sittings"):
        actions.record_attendance(
            actor=cast.acting("secretary"),
            meeting=meeting.pk,
            people=[cast.person_of("gp").pk],
            movement=Movement.CAME,
        )


def test_another_day_for_a_meeting_in_which_something_is_recorded(room):
    room.meeting.date = world.DAY + timedelta(days=1)
    room.meeting.full_clean()
    room.arrive()
    with refused(text="Something is recorded in this meeting on 14 April 2016", error=ValidationError):
        room.meeting.full_clean()
    with refused(text="fixed once something is recorded", error=IntegrityError), transaction.atomic():
        room.meeting.save()


def test_leaving_for_an_item_while_none_is_taken(room):
    room.arrive()
    with refused(text="No item is being taken", error=ValidationError):
        actions.record_attendance(
            actor=room.secretary,
            meeting=room.meeting.pk,
            people=[room.bodies["Merton"].people[GP].pk],
            movement=Movement.LEFT_FOR_ITEM,
        )


def test_electing_somebody_to_preside_over_a_committee_that_does_not_sit_here(open_room):
    with refused(text="Choose the committee", error=ValidationError):
        actions.elect_chair(
            actor=open_room.secretary,
            meeting=open_room.meeting.pk,
            item=open_room.items[0].pk,
            sitting=0,
            person=open_room.bodies["Merton"].people[GP].pk,
        )


def test_a_correction_of_counts_written_on_an_old_page(open_room):
    key = open_room.decision("Merton").pk
    old = actions.record_counts(actor=open_room.secretary, resolution=key, in_favour=5, against=4)
    right = {"actor": open_room.secretary, "resolution": key, "abstained": 0, "reason": "miscounted", "seen": old.pk}
    actions.correct_counts(**right, in_favour=6, against=3)
    with refused(text="changed meanwhile", error=ValidationError):
        actions.correct_counts(**right, in_favour=7, against=2)
