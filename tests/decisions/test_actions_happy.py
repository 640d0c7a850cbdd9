"""A meeting in common run through the actions, from the first arrival to the close."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from committees.models import Appointment
from committees.terms import (
    Choice,
    Directness,
    Function,
    Handling,
    InterestType,
    Movement,
    Outcome,
    Recording,
    RoomRole,
    Verb,
    VetoState,
)
from decisions import actions
from decisions.chain import verify
from decisions.facts import load_record
from decisions.models import Announcement, Attendance, ItemStep, Opening, Resolution, Ruling, Vote
from decisions.models.acts import Step
from decisions.outcome import outcome_of, result_of, sentence_of, veto_of
from practices import clock
from tests import world
from tests.world import DIRECTOR, GP, NINTH

FOR, AGAINST, ABSTAINED = Choice.FOR, Choice.AGAINST, Choice.ABSTAINED


def declare(room, person, item=None):
    return actions.declare_interest(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=(item or room.items[0]).pk,
        people=[person.pk],
        nature="partner at the Made Up Surgery",
        type=InterestType.FINANCIAL,
        directness=Directness.DIRECT,
    )


def rule(room, person, handling=Handling.LEAVES_FOR_ITEM, names=("Merton",), item=None, **more):
    return actions.rule_on_conflict(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=(item or room.items[0]).pk,
        sittings=[room.sittings[name].pk for name in names],
        people=[person.pk],
        handling=handling,
        **more,
    )


def votes(room, name, *choices, item=None):
    """Choices in the order of the seats."""
    decision = room.decision(name, item)
    return {decision.pk: {s.pk: c for s, c in zip(room.bodies[name].seats, choices, strict=False) if c is not None}}


def record_votes(room, name, *choices, item=None, **more):
    return actions.record_votes(actor=room.secretary, choices=votes(room, name, *choices, item=item), **more)


def announce(room, *names, item=None):
    keys = [room.decision(name, item).pk for name in names or room.sittings]
    return [a.sentence for a in actions.announce(actor=room.secretary, resolutions=keys)]


@pytest.fixture
def open_room(room):
    """Everybody is there and the first item is being taken."""
    room.arrive()
    room.begin()
    return room


def test_an_item_agreed_by_all_takes_one_press_and_is_read_out(open_room):
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())
    assert announce(open_room) == ["Merton: agreed by all.", "Croydon: agreed by all."]
    decision = open_room.decision("Merton")
    assert decision.announcement.outcome == Outcome.CARRIED
    assert decision.announcement.by == open_room.bodies["Merton"].people[world.CHAIR], "read out by whoever presides"
    assert decision.announcement.recorded_by == open_room.secretary.account
    assert decision.opening.able_to_vote == 9
    assert [e.may_vote for e in decision.electorate] == [True] * 9 + [False], "Healthwatch is there without a vote"


def test_a_gp_ruled_out_leaves_for_the_item_is_out_of_vote_and_quorum_and_comes_back_when_it_ends(open_room):
    from committees.rights.quorum import quorum

    gp = open_room.bodies["Merton"].people[GP]
    declare(open_room, gp)
    [ruling] = rule(open_room, gp)
    assert ruling.by == open_room.bodies["Merton"].people[world.CHAIR]
    left = Attendance.objects.get(person=gp, movement=Movement.LEFT_FOR_ITEM)
    assert left.item == open_room.items[0]
    record = open_room.record
    item, sitting = record.current, record.sittings[open_room.sittings["Merton"].pk]
    assert gp.pk not in record.present(item)
    assert gp.pk not in {person for _, person in quorum(record.room(sitting, item)).counted}
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())
    assert open_room.decision("Merton").opening.able_to_vote == 8
    assert open_room.decision("Croydon").opening.able_to_vote == 9
    assert "the GP member having left" in announce(open_room, "Merton")[0]
    announce(open_room, "Croydon")
    actions.finish_item(actor=open_room.secretary, meeting=open_room.meeting.pk, item=open_room.items[0].pk)
    assert Attendance.objects.filter(person=gp, movement=Movement.RETURNED).exists()
    assert gp.pk in open_room.record.present(None)


def test_somebody_ruled_on_beforehand_leaves_only_when_the_item_is_taken(open_room):
    gp, second = open_room.bodies["Merton"].people[GP], open_room.items[1]
    declare(open_room, gp, second)
    rule(open_room, gp, item=second)
    assert not Attendance.objects.filter(movement=Movement.LEFT_FOR_ITEM).exists()
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())
    assert open_room.decision("Merton").opening.able_to_vote == 9
    announce(open_room)
    open_room.begin(second)
    assert Attendance.objects.get(movement=Movement.LEFT_FOR_ITEM).item == second


def test_who_leaves_for_the_decision_leaves_when_voting_opens_in_every_open_chain(open_room):
    gp = open_room.bodies["Merton"].people[GP]
    declare(open_room, gp)
    rule(open_room, gp, Handling.LEAVES_FOR_DECISION)
    assert not Attendance.objects.filter(movement=Movement.LEFT_FOR_ITEM).exists()
    record_votes(open_room, "Merton", *[FOR] * 6)
    assert Attendance.objects.get(movement=Movement.LEFT_FOR_ITEM).person == gp
    assert [verify(sitting.pk) for sitting in open_room.sittings.values()] == [[], []]


def test_who_left_the_meeting_while_out_for_an_item_does_not_come_back_when_it_ends(open_room):
    gp = open_room.bodies["Merton"].people[GP]
    declare(open_room, gp)
    rule(open_room, gp)
    actions.record_attendance(
        actor=open_room.secretary, meeting=open_room.meeting.pk, people=[gp.pk], movement=Movement.LEFT
    )
    actions.finish_item(actor=open_room.secretary, meeting=open_room.meeting.pk, item=open_room.items[0].pk)
    assert not Attendance.objects.filter(person=gp, movement=Movement.RETURNED).exists()
    assert gp.pk not in open_room.record.present(None)


def test_a_tie_at_level_2_is_settled_by_nhs_englands_casting_vote(open_room):
    record_votes(open_room, "Croydon", *[FOR] * 4, *[AGAINST] * 4, ABSTAINED)
    decision = open_room.decision("Croydon")
    assert result_of(decision).outcome == Outcome.TIED
    assert "NHS England has the casting vote" in sentence_of(open_room.record, decision)
    cast = actions.use_casting_vote(actor=open_room.secretary, resolution=decision.pk, choice=FOR)
    assert cast.by == open_room.bodies["Croydon"].people[NINTH], "recorded as NHS England's member announced it"
    [sentence] = announce(open_room, "Croydon")
    assert "casting vote" in sentence
    decision = open_room.decision("Croydon")
    assert outcome_of(decision) == Outcome.CARRIED
    assert veto_of(decision) == VetoState.NONE, "no veto follows NHS England's own casting vote for the motion"


def test_a_tie_that_nobody_in_the_room_may_break_is_not_carried(open_room):
    officer = open_room.bodies["Croydon"].people[NINTH]
    actions.record_attendance(
        actor=open_room.secretary, meeting=open_room.meeting.pk, people=[officer.pk], movement=Movement.LEFT
    )
    record_votes(open_room, "Croydon", *[FOR] * 4, *[AGAINST] * 4)
    [sentence] = announce(open_room, "Croydon")
    assert open_room.decision("Croydon").announcement.outcome == Outcome.NOT_CARRIED
    assert "not agreed" in sentence


def test_a_casting_vote_declined_leaves_the_motion_not_carried(open_room):
    record_votes(open_room, "Croydon", *[FOR] * 4, *[AGAINST] * 4)
    key = open_room.decision("Croydon").pk
    actions.use_casting_vote(actor=open_room.secretary, resolution=key, choice=Choice.NOT_VOTING)
    announce(open_room, "Croydon")
    assert open_room.decision("Croydon").announcement.outcome == Outcome.NOT_CARRIED


def test_the_chairs_second_vote_breaks_a_tie_where_the_terms_give_it(cast):
    cast.merton.terms.chair_second_vote = True
    cast.merton.terms.save()
    room = cast.meeting()
    room.arrive()
    room.begin()
    record_votes(room, "Merton", *[FOR] * 4, *[AGAINST] * 4)
    key = room.decision("Merton").pk
    by_hand = actions.use_casting_vote(actor=cast.acting("lay_chair"), resolution=key, choice=AGAINST)
    assert (by_hand.by, by_hand.holder) == (cast.person_of("lay_chair"), "chair")
    announce(room, "Merton")
    assert room.decision("Merton").announcement.outcome == Outcome.NOT_CARRIED


def test_members_vote_for_themselves_and_the_rest_is_recorded_for_them(open_room, cast):
    decision = open_room.decision("Merton")
    actions.open_voting(actor=open_room.secretary, resolutions=[decision.pk], recording=Recording.BY_NAME)
    seats = open_room.bodies["Merton"].seats
    own = actions.vote(actor=cast.acting("gp"), resolution=decision.pk, seat=seats[GP].pk, choice=AGAINST)
    assert (own.by, own.recorded_by) == (cast.person_of("gp"), cast.gp)
    record_votes(open_room, "Merton", *[FOR] * 9)
    assert open_room.decision("Merton").standing_votes[seats[GP].pk] == own, "what a member did is not recorded over"
    result = result_of(open_room.decision("Merton"))
    assert (result.votes_for, result.votes_against) == (8, 1)


def test_counts_are_recorded_and_put_right_before_the_result_is_announced(open_room):
    key = open_room.decision("Merton").pk
    actions.record_counts(actor=open_room.secretary, resolution=key, in_favour=4, against=4, abstained=1)
    actions.correct_counts(
        actor=open_room.secretary, resolution=key, in_favour=5, against=4, abstained=0, reason="counted again"
    )
    assert announce(open_room, "Merton") == ["Merton: agreed, five votes to four."]
    assert len(open_room.decision("Merton").tallies) == 2


def test_counts_may_be_recorded_after_voting_was_opened_and_closed(open_room):
    key = open_room.decision("Merton").pk
    actions.open_voting(actor=open_room.secretary, resolutions=[key], recording=Recording.COUNTS)
    actions.close_voting(actor=open_room.secretary, resolutions=[key])
    actions.record_counts(actor=open_room.secretary, resolution=key, in_favour=9, against=0)
    assert announce(open_room, "Merton") == ["Merton: agreed by all."]


def test_consensus_is_recorded_without_numbers(open_room):
    key = open_room.decision("Merton").pk
    actions.agree(actor=open_room.secretary, resolutions=[key], recording=Recording.CONSENSUS)
    assert announce(open_room, "Merton") == ["Merton: agreed by consensus."]


def test_a_vote_is_corrected_before_the_result_is_announced_and_both_stay(open_room):
    record_votes(open_room, "Merton", *[FOR] * 5, *[AGAINST] * 4)
    decision, seat = open_room.decision("Merton"), open_room.bodies["Merton"].seats[0]
    first = decision.standing_votes[seat.pk]
    corrected = actions.correct_vote(
        actor=open_room.secretary, resolution=decision.pk, seat=seat.pk, choice=AGAINST, reason="misheard"
    )
    assert corrected.replaces == first
    assert Vote.objects.filter(elector=first.elector).count() == 2
    assert announce(open_room, "Merton") == ["Merton: not agreed, four votes to five."]
    assert verify(open_room.sittings["Merton"].pk) == []


def test_nhs_england_vetoes_a_carried_decision_at_level_2_and_says_why(open_room, cast):
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())
    announce(open_room)
    decision = open_room.decision("Croydon")
    assert veto_of(decision) == VetoState.OPEN
    veto = actions.use_veto(actor=cast.acting("nhs_england"), resolution=decision.pk, reason="not affordable")
    assert veto.by == cast.person_of("nhs_england")
    decision = open_room.decision("Croydon")
    assert (veto_of(decision), outcome_of(decision)) == (VetoState.USED, Outcome.VETOED)
    assert outcome_of(open_room.decision("Merton")) == Outcome.CARRIED, "one committee's veto is no other's"


def test_nhs_england_says_that_it_will_not_veto(open_room, cast):
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())
    announce(open_room)
    key = open_room.decision("Croydon").pk
    actions.waive_veto(actor=cast.acting("nhs_england"), resolution=key)
    decision = open_room.decision("Croydon")
    assert (veto_of(decision), outcome_of(decision)) == (VetoState.WAIVED, Outcome.CARRIED)


def test_a_veto_counted_in_working_days_may_follow_the_close_of_the_meeting(cast, settings):
    cast.croydon.terms.veto_working_days = 2
    cast.croydon.terms.save()
    room = cast.meeting()
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    announce(room)
    close(room)
    head = room.record.sittings[room.sittings["Croydon"].pk].head
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 18)
    officer = world.actor(cast.nhs_england, clock.today())
    actions.use_veto(actor=officer, resolution=room.decision("Croydon").pk, reason="not affordable")
    sitting = room.record.sittings[room.sittings["Croydon"].pk]
    assert sitting.head.number == head.number + 1, "a later act extends the chain that the minutes printed"
    assert verify(sitting.pk) == []


def close(room, *names):
    return actions.close_sitting(
        actor=room.secretary,
        meeting=room.meeting.pk,
        sittings=[room.sittings[name].pk for name in names or room.sittings],
    )


def test_closing_ends_the_sittings_and_leaves_each_chain_whole(open_room):
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())
    announce(open_room)
    assert len(close(open_room)) == 2
    assert open_room.record.closed
    assert [verify(sitting.pk) for sitting in open_room.sittings.values()] == [[], []]


def test_noting_takes_no_vote(cast):
    room = cast.meeting()
    matter = world.a_matter("Finance report", [cast.merton.ccg], texts=("That it be noted.",), verb=Verb.NOTE)
    item = world.put(room.meeting, matter)
    room.arrive()
    room.begin(item)
    assert announce(room, "Merton", item=item) == ["Merton: noted."]
    announcement = room.decision("Merton", item).announcement
    assert (announcement.outcome, announcement.opening) == (Outcome.NOTED, None)
    assert not Opening.objects.exists()


def test_receiving_minutes_is_a_committees_own_business_and_takes_no_vote(cast):
    room = cast.meeting()
    matter = world.a_matter("Minutes", [], Function.OWN_BUSINESS, ("That they be received.",), Verb.RECEIVE)
    item = world.put(room.meeting, matter)
    room.arrive()
    room.begin(item)
    assert announce(room, item=item) == ["Merton: received.", "Croydon: received."]


def test_own_business_is_voted_on_by_each_committee(cast):
    room = cast.meeting()
    item = world.put(room.meeting, world.a_matter("Minutes", [], Function.OWN_BUSINESS))
    room.arrive()
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=room.decisions(item))
    assert announce(room, item=item) == ["Merton: agreed by all.", "Croydon: agreed by all."]


def test_only_the_committees_concerned_decide(cast):
    room = cast.meeting()
    item = world.put(room.meeting, world.a_matter("Merton only", [cast.merton.ccg]))
    assert [r.sitting.name for r in room.record.item_by_id[item.pk].resolutions] == ["Merton"]


def test_each_part_of_a_matter_has_its_own_outcome(cast):
    room = cast.meeting()
    matter = world.a_matter("Two sites", [cast.merton.ccg], texts=("Approve the first.", "Approve the second."))
    item = world.put(room.meeting, matter)
    room.arrive()
    room.begin(item)
    first, second = (room.decision("Merton", item, letter).pk for letter in "ab")
    actions.agree(actor=room.secretary, resolutions=[first])
    actions.record_counts(actor=room.secretary, resolution=second, in_favour=2, against=7)
    actions.announce(actor=room.secretary, resolutions=[first, second])
    assert list(Announcement.objects.values_list("outcome", flat=True)) == [Outcome.CARRIED, Outcome.NOT_CARRIED]


def test_an_incentive_scheme_at_level_2_is_carried_once_nhs_england_agrees(cast):
    room = cast.meeting()
    concerned = [cast.merton.ccg, cast.croydon.ccg]
    item = world.put(room.meeting, world.a_matter("Scheme", concerned, Function.INCENTIVE_SCHEMES))
    room.arrive()
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=room.decisions(item))
    decision = room.decision("Croydon", item)
    assert result_of(decision).outcome == Outcome.AWAITS_AGREEMENT
    assert result_of(room.decision("Merton", item)).outcome == Outcome.CARRIED
    actions.give_agreement(actor=cast.acting("nhs_england"), resolution=decision.pk, given=True)
    announce(room, item=item)
    decision = room.decision("Croydon", item)
    assert outcome_of(decision) == Outcome.CARRIED
    assert veto_of(decision) == VetoState.NONE, "where NHS England agreed there is no veto"


def test_nhs_englands_member_in_the_room_agrees_by_the_secretarys_hand(cast):
    room = cast.meeting()
    item = world.put(room.meeting, world.a_matter("Scheme", [cast.croydon.ccg], Function.INCENTIVE_SCHEMES))
    room.arrive()
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=room.decisions(item))
    key = room.decision("Croydon", item).pk
    act = actions.give_agreement(actor=room.secretary, resolution=key, given=False, reason="no money")
    assert act.by == cast.person_of("nhs_england")
    announce(room, "Croydon", item=item)
    assert outcome_of(room.decision("Croydon", item)) == Outcome.AGREEMENT_REFUSED


def test_agreement_may_come_after_the_result_was_read_out(cast):
    room = cast.meeting()
    item = world.put(room.meeting, world.a_matter("Scheme", [cast.croydon.ccg], Function.INCENTIVE_SCHEMES))
    room.arrive()
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=room.decisions(item))
    announce(room, "Croydon", item=item)
    key = room.decision("Croydon", item).pk
    assert outcome_of(room.decision("Croydon", item)) == Outcome.AWAITS_AGREEMENT
    actions.give_agreement(actor=cast.acting("nhs_england"), resolution=key, given=True)
    assert outcome_of(room.decision("Croydon", item)) == Outcome.CARRIED


def test_where_nhs_england_decides_a_committee_records_a_view(cast):
    room = cast.meeting()
    item = world.put(room.meeting, world.a_matter("Pharmacies", [cast.merton.ccg], Function.OTHER_CONTRACTORS))
    room.arrive()
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=room.decisions(item))
    assert room.decision("Merton", item).opening.effect == "records_a_view"
    assert "view" in announce(room, "Merton", item=item)[0]


def test_a_motion_is_amended_until_voting_opens_and_the_words_before_stay(open_room):
    decision = open_room.decision("Merton")
    actions.amend_motion(
        actor=open_room.secretary, resolutions=[decision.pk], text="That it be supported.", verb=Verb.SUPPORT
    )
    decision = open_room.decision("Merton")
    assert (decision.motion_text, decision.verb, len(decision.motions)) == ("That it be supported.", Verb.SUPPORT, 2)


def test_a_motion_withdrawn_during_the_vote_may_be_put_anew_and_voted_on(open_room):
    record_votes(open_room, "Merton", *[FOR] * 3, close=False)
    key = open_room.decision("Merton").pk
    actions.withdraw_motion(actor=open_room.secretary, resolutions=[key], reason="to be reworded")
    decision = open_room.decision("Merton")
    assert decision.withdrawn
    assert outcome_of(decision) == Outcome.WITHDRAWN
    actions.amend_motion(actor=open_room.secretary, resolutions=[key], text="In other words.", verb=Verb.APPROVE)
    assert not open_room.decision("Merton").withdrawn
    record_votes(open_room, "Merton", *[FOR] * 9)
    assert announce(open_room, "Merton") == ["Merton: agreed by all."]
    assert len(open_room.decision("Merton").openings) == 2


def test_a_withdrawn_motion_stays_withdrawn_until_another_is_put(open_room):
    key = open_room.decision("Merton").pk
    actions.withdraw_motion(actor=open_room.secretary, resolutions=[key], reason="no longer needed")
    open_room.begin(open_room.items[1])
    open_room.begin(open_room.items[0])
    assert open_room.decision("Merton").withdrawn


@pytest.mark.parametrize("recording", [Recording.UNANIMOUS, Recording.BY_NAME, Recording.COUNTS])
def test_a_vote_is_started_again_before_the_result(open_room, recording):
    record_votes(open_room, "Merton", *[FOR] * 9)
    key = open_room.decision("Merton").pk
    [opening] = actions.start_again(
        actor=open_room.secretary, resolutions=[key], recording=recording, reason="the wrong motion was read"
    )
    assert opening.replaces is not None
    if recording == Recording.BY_NAME:
        assert open_room.decision("Merton").standing_votes == {}
        record_votes(open_room, "Merton", *[AGAINST] * 9)
    if recording == Recording.COUNTS:
        actions.record_counts(actor=open_room.secretary, resolution=key, in_favour=0, against=9)
    [sentence] = announce(open_room, "Merton")
    assert sentence.startswith("Merton: agreed" if recording == Recording.UNANIMOUS else "Merton: not agreed")


def test_a_conflict_that_comes_up_after_the_vote_is_ruled_on_and_the_vote_started_again(open_room):
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())
    gp, key = open_room.bodies["Merton"].people[GP], open_room.decision("Merton").pk
    declare(open_room, gp)
    rule(open_room, gp)
    actions.start_again(
        actor=open_room.secretary, resolutions=[key], recording=Recording.UNANIMOUS, reason="a conflict came up"
    )
    assert open_room.decision("Merton").opening.able_to_vote == 8
    announce(open_room)


def test_an_item_is_deferred_to_a_date_by_one_committee_and_decided_by_the_other(open_room):
    [act] = actions.defer_item(
        actor=open_room.secretary,
        meeting=open_room.meeting.pk,
        item=open_room.items[0].pk,
        sittings=[open_room.sittings["Merton"].pk],
        reason="figures are missing",
        to_date=date(2016, 5, 12),
    )
    assert act.to_date == date(2016, 5, 12)
    actions.agree(actor=open_room.secretary, resolutions=[open_room.decision("Croydon").pk])
    announce(open_room, "Croydon")
    actions.finish_item(actor=open_room.secretary, meeting=open_room.meeting.pk, item=open_room.items[0].pk)
    assert open_room.record.item_by_id[open_room.items[0].pk].status == Step.FINISHED


def test_an_item_that_every_committee_concerned_deferred_is_not_next(open_room):
    second = open_room.record.item_by_id[open_room.items[1].pk]
    assert open_room.record.next_item.pk == second.pk
    actions.defer_item(
        actor=open_room.secretary,
        meeting=open_room.meeting.pk,
        item=second.pk,
        sittings=list(second.purposes),
        reason="figures are missing",
        to_date=date(2016, 5, 12),
    )
    assert open_room.record.item_by_id[second.pk].deferred
    assert open_room.record.next_item is None


def test_an_item_is_deferred_to_a_named_meeting(open_room, cast):
    later = world.a_meeting({"Merton": cast.merton}, date(2016, 5, 12), "May")
    [act] = actions.defer_item(
        actor=open_room.secretary,
        meeting=open_room.meeting.pk,
        item=open_room.items[0].pk,
        sittings=[open_room.sittings["Merton"].pk],
        reason="figures are missing",
        to_meeting=later.pk,
    )
    assert act.to_meeting == later
    [carried] = later.items.all()
    assert carried.matter == open_room.items[0].matter
    assert [purpose.sitting.committee for purpose in carried.purposes.all()] == [cast.merton.committee]
    assert carried.resolutions.count() == 1


def test_a_committee_cannot_defer_to_a_meeting_in_which_it_does_not_sit(open_room, cast):
    later = world.a_meeting({"Merton": cast.merton}, date(2016, 5, 12), "May")
    with pytest.raises(ValidationError, match="Croydon does not sit in the meeting of 12 May 2016"):
        actions.defer_item(
            actor=open_room.secretary,
            meeting=open_room.meeting.pk,
            item=open_room.items[0].pk,
            sittings=[sitting.pk for sitting in open_room.sittings.values()],
            reason="figures are missing",
            to_meeting=later.pk,
        )
    assert not later.items.exists()
    assert not open_room.record.item_by_id[open_room.items[0].pk].deferrals


def test_items_are_passed_over_moved_adjourned_and_taken_up_again(open_room):
    where = {"actor": open_room.secretary, "meeting": open_room.meeting.pk}
    first, second = open_room.items
    actions.adjourn_item(**where, item=first.pk, reason="the presenter is late")
    actions.move_item(**where, item=second.pk, after=None)
    assert [item.row for item in open_room.record.items] == [second, first]
    assert open_room.record.next_item.row == second
    actions.skip_item(**where, item=second.pk)
    actions.begin_item(**where, item=first.pk)
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions(first))
    announce(open_room, item=first)
    actions.begin_item(**where, item=second.pk)
    record = open_room.record
    assert record.item_by_id[first.pk].status == Step.FINISHED, "leaving a decided item for another finishes it"
    assert record.current.row == second
    assert [item.number for item in record.items] == ["2", "1"], "numbers stay as published"


def test_an_item_left_undecided_for_another_is_adjourned(open_room):
    open_room.begin(open_room.items[1])
    assert open_room.record.item_by_id[open_room.items[0].pk].status == Step.ADJOURNED


def test_an_urgent_item_is_taken_with_its_reason(open_room, cast):
    item = actions.add_urgent_item(
        actor=open_room.secretary,
        meeting=open_room.meeting.pk,
        title="A practice closes tonight",
        function=Function.GP_COMMISSIONING,
        ccgs=[cast.merton.ccg],
        text="That its patients be registered elsewhere.",
        reason="the contract ends tomorrow",
    )
    assert item.number == "U1"
    assert ItemStep.objects.get(step=Step.URGENT).reason == "the contract ends tomorrow"
    open_room.begin(item)
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions(item))
    assert announce(open_room, "Merton", item=item) == ["Merton: agreed by all."]


def test_a_chair_in_conflict_hands_over_to_the_vice_chair_who_rules(open_room):
    chair, vice = open_room.bodies["Merton"].people[:2]
    declare(open_room, chair)
    [ruling] = rule(open_room, chair)
    assert ruling.by == vice
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())
    announce(open_room)
    assert open_room.decision("Merton").announcement.by == vice


def test_a_member_is_elected_where_chair_and_vice_chair_are_out(open_room):
    body, first = open_room.bodies["Merton"], open_room.items[0]
    for person in body.people[:2]:
        declare(open_room, person)
    actions.elect_chair(
        actor=open_room.secretary,
        meeting=open_room.meeting.pk,
        item=first.pk,
        sitting=open_room.sittings["Merton"].pk,
        person=body.people[DIRECTOR].pk,
    )
    rulings = [rule(open_room, person)[0] for person in body.people[:2]]
    assert {ruling.by for ruling in rulings} == {body.people[DIRECTOR]}


def test_a_ruling_is_changed_with_a_reason_and_who_had_left_comes_back(open_room):
    gp = open_room.bodies["Merton"].people[GP]
    declare(open_room, gp)
    rule(open_room, gp)
    rule(open_room, gp, Handling.FULL_PART, reason="the practice is not concerned after all")
    assert gp.pk in open_room.record.present(open_room.record.current)
    assert Ruling.objects.count() == 2
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())
    assert open_room.decision("Merton").opening.able_to_vote == 9


def test_a_declaration_made_by_mistake_is_withdrawn_and_both_stay(open_room):
    gp = open_room.bodies["Merton"].people[GP]
    [declared] = declare(open_room, gp)
    actions.withdraw_declaration(actor=open_room.secretary, declaration=declared, reason="another GP it was")
    record = open_room.record
    assert record.current.declared == []
    assert len(record.current.declarations) == 2


def test_attendance_entered_by_mistake_is_corrected_and_both_stay(room):
    gp = room.bodies["Merton"].people[GP]
    room.arrive([gp.pk])
    actions.correct_attendance(
        actor=room.secretary, attendance=Attendance.objects.get(), reason="a mix-up of names", void=True
    )
    assert gp.pk not in room.record.present(None)
    assert Attendance.objects.count() == 2


def test_what_happened_earlier_that_day_may_be_recorded_with_its_time(room):
    gp = room.bodies["Merton"].people[GP]
    when = datetime.combine(world.DAY, time(0, 0), tzinfo=clock.LONDON)
    room.arrive([gp.pk], when=when)
    act = Attendance.objects.get()
    assert act.happened_at == when
    assert act.recorded_at > when


def test_a_visitor_is_recorded_in_their_role(room):
    act = actions.welcome(actor=room.secretary, meeting=room.meeting.pk, name="Pat Presenter", role=RoomRole.PRESENTER)
    assert (act.person.name, act.role) == ("Pat Presenter", RoomRole.PRESENTER)
    assert act.person_id in room.record.present(None)


def test_the_record_read_twice_is_the_same(open_room):
    actions.agree(actor=open_room.secretary, resolutions=open_room.decisions())
    one, two = load_record(open_room.meeting.pk), load_record(open_room.meeting)
    assert [r.pk for r in one.resolution_by_id.values()] == [r.pk for r in two.resolution_by_id.values()]
    assert Resolution.objects.count() == len(one.resolution_by_id)


@pytest.fixture
def afternoon(monkeypatch):
    """It is four o'clock, so that the morning can be entered late."""
    monkeypatch.setattr(clock, "now", lambda: at(16))


def at(hour, minute=0):
    return datetime.combine(world.DAY, time(hour, minute), tzinfo=clock.LONDON)


def test_what_is_entered_late_is_judged_by_who_was_in_the_room_then(afternoon, room):
    gp = room.bodies["Merton"].people[GP]
    room.arrive(when=at(10))
    actions.begin_item(actor=room.secretary, meeting=room.meeting.pk, item=room.items[0].pk, when=at(10, 5))
    actions.record_attendance(
        actor=room.secretary, meeting=room.meeting.pk, people=[gp.pk], movement=Movement.LEFT, when=at(10, 30)
    )
    record_votes(room, "Merton", *[FOR] * 9, when=at(10, 15))
    decision = room.decision("Merton")
    assert decision.opening.able_to_vote == 9, "at 10:15 the GP was still there"
    assert gp.pk not in room.record.present(None)
    assert decision.opening.happened_at == at(10, 15)


def test_somebody_with_a_second_seat_of_the_past_uses_nhs_englands_casting_vote(cast):
    Appointment.objects.create(
        seat=cast.croydon.guest_seat,
        person=cast.person_of("nhs_england"),
        starts_on=date(2015, 4, 1),
        ends_on=date(2016, 3, 31),
    )
    room = cast.meeting()
    room.arrive()
    room.begin()
    record_votes(room, "Croydon", *[FOR] * 4, *[AGAINST] * 4)
    act = actions.use_casting_vote(
        actor=cast.acting("nhs_england"), resolution=room.decision("Croydon").pk, choice=AGAINST
    )
    assert act.by == cast.person_of("nhs_england")


def test_a_time_given_in_minutes_means_the_whole_minute(monkeypatch, room):
    monkeypatch.setattr(clock, "now", lambda: at(10, 15).replace(second=30))
    room.arrive()
    room.begin()
    record_votes(room, "Merton", *[FOR] * 9, when=at(10, 15))
    assert room.decision("Merton").opening.able_to_vote == 9


def test_who_leaves_for_the_item_that_is_taken_comes_back_when_it_ends(open_room):
    gp = open_room.bodies["Merton"].people[GP]
    [left] = actions.record_attendance(
        actor=open_room.secretary, meeting=open_room.meeting.pk, people=[gp.pk], movement=Movement.LEFT_FOR_ITEM
    )
    assert left.item == open_room.items[0]
    actions.finish_item(actor=open_room.secretary, meeting=open_room.meeting.pk, item=open_room.items[0].pk)
    assert open_room.record.movements()[-1].movement == Movement.RETURNED


def test_who_comes_a_second_time_comes_back(open_room):
    gp = open_room.bodies["Merton"].people[GP]
    where = {"actor": open_room.secretary, "meeting": open_room.meeting.pk, "people": [gp.pk]}
    actions.record_attendance(**where, movement=Movement.LEFT)
    [act] = actions.record_attendance(**where, movement=Movement.CAME)
    assert act.movement == Movement.RETURNED


def test_a_chair_runs_rules_closes_and_announces_with_their_own_hands(open_room, cast):
    """Whoever presides needs no post: a lay chair who does click."""
    chair, key = cast.acting("lay_chair"), open_room.decision("Merton").pk
    declare(open_room, cast.person_of("gp"))
    actions.rule_on_conflict(
        actor=chair,
        meeting=open_room.meeting.pk,
        item=open_room.items[0].pk,
        sittings=[open_room.sittings["Merton"].pk],
        people=[cast.person_of("gp").pk],
        handling=Handling.SPEAKS,
    )
    actions.open_voting(actor=chair, resolutions=[key], recording=Recording.BY_NAME)
    actions.vote(
        actor=cast.acting("executive"),
        resolution=key,
        seat=open_room.bodies["Merton"].seats[world.FINANCE].pk,
        choice=FOR,
    )
    actions.close_voting(actor=chair, resolutions=[key])
    [act] = actions.announce(actor=chair, resolutions=[key])
    assert (
        act.sentence
        == "Merton: agreed, one vote to none, with seven not voting, the GP member not taking part in the vote."
    )
    assert (
        len(
            actions.close_sitting(actor=chair, meeting=open_room.meeting.pk, sittings=[open_room.sittings["Merton"].pk])
        )
        == 1
    )


def test_a_vote_is_started_again_even_after_its_casting_vote(open_room):
    record_votes(open_room, "Croydon", *[FOR] * 4, *[AGAINST] * 4)
    key = open_room.decision("Croydon").pk
    actions.use_casting_vote(actor=open_room.secretary, resolution=key, choice=FOR)
    actions.start_again(
        actor=open_room.secretary, resolutions=[key], recording=Recording.BY_NAME, reason="two votes were misheard"
    )
    record_votes(open_room, "Croydon", *[AGAINST] * 9)
    announce(open_room, "Croydon")
    assert open_room.decision("Croydon").announcement.outcome == Outcome.NOT_CARRIED
