"""Minutes write themselves, from the record alone: whole, and one extract for each committee."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Appointment, Person
from committees.terms import Choice, Directness, Function, Handling, InterestType, Movement, RoomRole, Verb
from decisions import actions
from decisions.minutes import load, write
from decisions.models import Paper
from practices.models import Membership, PracticeName
from tests import world
from tests.world import CHAIR, DAY, FINANCE, GP, NINTH, SECOND_GP

NATURE = "partner in The Made Up Surgery"


@pytest.fixture
def begun(room):
    """Everybody is there and the first item is being taken."""
    room.arrive()
    room.begin()
    return room


def minutes(room, name=None, **how):
    """The minutes of a room: whole, or the extract of the committee called ``name``."""
    record, names = load(room.meeting.pk)
    sitting = room.sittings[name].pk if name else None
    return write(record, names, today=DAY, sitting=sitting, **how)


def told(found) -> str:
    """Everything that minutes say, as one text."""
    return repr(found)


def decisions(found, item=0):
    return [decision for part in found.items[item].parts for decision in part.decisions]


def the_decision(found, name, item=0):
    return next(d for d in decisions(found, item) if name in d.committee)


def by_name(room, name, choose=lambda place: Choice.FOR, item=None, leave_out=()):
    """The votes of one committee by name: seat number -> choice."""
    decision = room.decision(name, item)
    seats = room.bodies[name].seats
    return {decision.pk: {seat.pk: choose(n) for n, seat in enumerate(seats) if n not in leave_out}}


def agreed(room, item=None):
    actions.agree(actor=room.secretary, resolutions=room.decisions(item))
    actions.announce(actor=room.secretary, resolutions=room.decisions(item))


def close(room, *names):
    chosen = [room.sittings[name].pk for name in names or room.sittings]
    actions.close_sitting(actor=room.secretary, meeting=room.meeting.pk, sittings=chosen)


def declare(room, person, **more):
    actions.declare_interest(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=room.items[0].pk,
        people=[person],
        nature=NATURE,
        type=InterestType.FINANCIAL,
        directness=Directness.DIRECT,
        **more,
    )


def rule(room, name, person, handling=Handling.LEAVES_FOR_ITEM, **more):
    actions.rule_on_conflict(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=room.items[0].pk,
        sittings=[room.sittings[name].pk],
        people=[person],
        handling=handling,
        **more,
    )


# --- Extracts ---------------------------------------------------------------------------------------------------------
def test_an_extract_shows_only_its_own_decisions(begun):
    agreed(begun)
    found = minutes(begun, "Merton")
    assert [d.committee for d in decisions(found)] == ["Merton"]
    assert "Croydon" not in told(found)


def test_an_extract_shows_only_its_own_members_and_its_own_chain(begun):
    found = minutes(begun, "Croydon")
    assert [each.committee for each in found.present] == ["Croydon"]
    assert [seal.committee for seal in found.seals] == ["Croydon"]


def test_an_extract_shows_only_its_own_rulings(begun, cast):
    gp = cast.merton.people[GP]
    declare(begun, gp.pk)
    rule(begun, "Merton", gp.pk)
    assert NATURE in told(minutes(begun, "Merton"))
    assert NATURE not in told(minutes(begun, "Croydon"))


def test_a_veto_appears_in_croydons_extract_and_in_no_other(begun, cast):
    agreed(begun)
    why = "It costs more than the budget allows."
    actions.use_veto(actor=cast.acting("nhs_england"), resolution=begun.decision("Croydon").pk, reason=why)
    croydon = the_decision(minutes(begun, "Croydon"), "Croydon")
    assert croydon.vetoed
    assert croydon.veto[0].startswith("Vetoed by NHS England (Croydon NHS England) at ")
    assert croydon.veto[1] == f"Reason given: {why}"
    assert why not in told(minutes(begun, "Merton"))


def test_an_item_of_another_committee_is_not_in_an_extract(begun, cast):
    matter = world.a_matter("For Croydon alone", [cast.croydon.ccg])
    world.put(begun.meeting, matter)
    assert "For Croydon alone" in told(minutes(begun, "Croydon"))
    assert "For Croydon alone" not in told(minutes(begun, "Merton"))


def test_practices_of_other_ccgs_are_not_in_an_extract(begun, cast):
    begun.items[0].matter.practices.add(cast.practice)
    assert minutes(begun, "Merton").items[0].practices == ("The Made Up Surgery (H85001)",)
    assert minutes(begun, "Croydon").items[0].practices == ()


# --- Who was there ----------------------------------------------------------------------------------------------------
def present(found, name):
    return next(each for each in found.present if each.committee == name)


def test_members_are_named_with_their_seats_and_whether_they_vote(begun):
    merton = present(minutes(begun), "Merton")
    assert (merton.members[0].name, merton.members[0].title) == ("Merton Lay member, chair", "Lay member, chair")
    assert [line.title for line in merton.members if not line.voting] == ["Healthwatch"]
    assert merton.chair == "Merton Lay member, chair"
    assert merton.levels == ("Merton: level 3, delegated commissioning",)


def test_apologies_and_those_absent_are_two_different_things(room, cast):
    gp, second = cast.merton.people[GP].pk, cast.merton.people[SECOND_GP].pk
    a = {"actor": room.secretary, "meeting": room.meeting.pk}
    actions.record_attendance(**a, people=[gp], movement=Movement.APOLOGIES)
    room.arrive([person for person in room.everybody() if person not in (gp, second)])
    merton = present(minutes(room), "Merton")
    assert merton.apologies == ("Merton GP member, GP member",)
    assert merton.absent == ("Merton Second GP member, second GP member",)


def test_who_arrived_late_left_and_came_back_is_told_with_times(room, cast):
    late = cast.merton.people[GP].pk
    room.arrive([person for person in room.everybody() if person != late])
    room.begin()
    room.arrive([late])
    actions.record_attendance(actor=room.secretary, meeting=room.meeting.pk, people=[late], movement=Movement.LEFT)
    line = next(line for line in present(minutes(room), "Merton").members if line.title == "GP member")
    assert line.notes[0].startswith("arrived at ")
    assert line.notes[1].startswith("left at ")


def test_a_deputy_is_named_with_whom_they_stand_for(room, cast):
    finance, deputy = cast.merton.people[FINANCE], Person.objects.create(name="Dana Deputy")
    seat = cast.merton.seats[FINANCE]
    Appointment.objects.create(seat=seat, person=deputy, share="deputy", stands_for=finance, starts_on=world.FIRST)
    room.arrive([person for person in room.everybody() if person != finance.pk] + [deputy.pk])
    line = next(line for line in present(minutes(room), "Merton").members if line.name == "Dana Deputy")
    assert "deputy for Merton Chief finance officer" in line.notes


def test_people_of_no_committee_are_in_attendance(begun):
    author = Person.objects.create(name="Avery Author")
    actions.record_attendance(
        actor=begun.secretary,
        meeting=begun.meeting.pk,
        people=[author.pk],
        movement=Movement.CAME,
        role=RoomRole.PRESENTER,
    )
    for name in (None, "Merton", "Croydon"):
        assert minutes(begun, name).in_attendance[0].startswith("Avery Author, author or presenter")


def test_a_correction_of_attendance_stays_in_the_minutes(begun, cast):
    act = next(act for act in begun.record.attendance if act.person_id == cast.merton.people[GP].pk)
    actions.correct_attendance(actor=begun.secretary, attendance=act, reason="mistaken for another", void=True)
    said = minutes(begun).corrections
    assert len(said) == 1
    assert said[0].startswith("Merton GP member was first recorded as “arrived” at ")
    assert "put right: that did not happen at " in said[0]
    assert said[0].endswith(" by Sam Secretary: mistaken for another.")


def test_the_quorum_is_stated_when_business_began(begun):
    assert present(minutes(begun), "Merton").quorum.endswith("quorate: nine present who count, four needed.")


# --- Interests and rulings --------------------------------------------------------------------------------------------
def test_a_declaration_is_told_with_its_ruling_in_the_presets_words_and_the_times_away(begun, cast):
    gp = cast.merton.people[GP].pk
    declare(begun, gp)
    rule(begun, "Merton", gp)
    agreed(begun)
    begun.begin(begun.items[1])
    (interest,) = minutes(begun, "Merton").items[0].interests
    assert interest.declared == f"Merton GP member (GP member) declared a direct financial interest: {NATURE}."
    assert interest.rulings[0].startswith("Merton Lay member, chair, presiding, ruled at ")
    assert interest.rulings[0].endswith(": leaves for the item.")
    assert interest.movements.startswith("Merton GP member left at ")
    assert ", came back at " in interest.movements


def test_who_could_not_vote_is_named_with_the_reason_kept_when_voting_opened(begun, cast):
    gp = cast.merton.people[GP].pk
    declare(begun, gp)
    rule(begun, "Merton", gp)
    agreed(begun)
    found = the_decision(minutes(begun), "Merton")
    assert found.result == "Merton: agreed by all, the GP member having left."
    assert found.left_out[0].startswith("Merton GP member (GP member): Merton GP member has an interest in this item")
    assert found.quorum == "Quorate: eight present who count, four needed."


def test_a_conflict_nobody_ruled_on_is_said_to_be_so(begun, cast):
    declare(begun, cast.merton.people[GP].pk)
    assert minutes(begun, "Merton").items[0].interests[0].rulings[0].startswith("Not ruled on (")


def test_a_changed_ruling_keeps_the_first_one(begun, cast):
    gp = cast.merton.people[GP].pk
    declare(begun, gp)
    rule(begun, "Merton", gp, Handling.SPEAKS)
    rule(begun, "Merton", gp, Handling.LEAVES_FOR_ITEM, reason="it is larger than was said")
    said = minutes(begun, "Merton").items[0].corrections
    assert said[0].startswith(
        "Merton, the ruling on Merton GP member was first recorded as “speaks, does not vote”; put right to "
        "“leaves for the item” at "
    )
    assert said[0].endswith("it is larger than was said.")


# --- Decisions --------------------------------------------------------------------------------------------------------
def test_votes_by_name_are_listed_by_choice_and_not_voting_is_not_abstaining(begun):
    choices = {0: Choice.AGAINST, 1: Choice.ABSTAINED}
    votes = by_name(begun, "Merton", lambda place: choices.get(place, Choice.FOR), leave_out=[2])
    actions.record_votes(actor=begun.secretary, choices=votes)
    actions.announce(actor=begun.secretary, resolutions=list(votes))
    found = the_decision(minutes(begun), "Merton")
    assert [(group.choice, len(group.people)) for group in found.votes] == [
        ("For", 6),
        ("Against", 1),
        ("Abstained", 1),
        ("Did not vote", 1),
    ]
    assert found.votes[1].people == ("Merton Lay member, chair (lay member, chair)",)
    assert found.recording.startswith("Votes were recorded by name; recorded by Sam Secretary.")


def test_a_casting_vote_is_told_with_who_used_it(begun, cast):
    votes = by_name(begun, "Croydon", lambda place: Choice.FOR if place % 2 else Choice.AGAINST, leave_out=[CHAIR])
    actions.record_votes(actor=begun.secretary, choices=votes)
    officer, decision = cast.croydon.people[NINTH].pk, begun.decision("Croydon").pk
    actions.use_casting_vote(actor=begun.secretary, resolution=decision, choice=Choice.FOR, person=officer)
    actions.announce(actor=begun.secretary, resolutions=[decision])
    said = the_decision(minutes(begun), "Croydon").casting
    assert said.startswith("NHS England's casting vote was used for the motion by Croydon NHS England at ")
    assert said.endswith("recorded by Sam Secretary.")


def test_a_corrected_vote_is_told_with_what_stood_before_by_whom_and_why(begun, cast):
    votes = by_name(begun, "Merton")
    actions.record_votes(actor=begun.secretary, choices=votes)
    decision, seat = begun.decision("Merton").pk, cast.merton.seats[GP].pk
    actions.correct_vote(
        actor=begun.secretary, resolution=decision, seat=seat, choice=Choice.AGAINST, reason="misheard"
    )
    actions.announce(actor=begun.secretary, resolutions=[decision])
    (said,) = the_decision(minutes(begun), "Merton").corrections
    assert said.startswith(
        "The vote of Merton GP member (GP member) was first recorded as “for”; put right to “against”"
    )
    assert said.endswith("by Sam Secretary: misheard.")


def test_counts_are_told_as_counted(begun):
    decision = begun.decision("Merton").pk
    actions.record_counts(actor=begun.secretary, resolution=decision, in_favour=5, against=2, abstained=1)
    actions.announce(actor=begun.secretary, resolutions=[decision])
    said = the_decision(minutes(begun), "Merton").counts
    assert said == "Five for, two against, one abstained, one did not vote; nine could vote."


def test_votes_are_not_told_before_the_result_is_announced(begun):
    actions.record_votes(actor=begun.secretary, choices=by_name(begun, "Merton"))
    found = the_decision(minutes(begun), "Merton")
    assert found.votes == ()
    assert found.state == "Voting has closed; the result is not announced yet."


def test_an_amended_motion_keeps_its_earlier_words(begun):
    actions.amend_motion(
        actor=begun.secretary,
        resolutions=begun.decisions(),
        text="That it be approved from 1 May.",
        verb=Verb.APPROVE,
        reason="a date was asked for",
    )
    (part,) = minutes(begun).items[0].parts
    assert part.motion == "That it be approved from 1 May."
    assert part.earlier[0].text == "That it be approved."
    assert part.earlier[0].why.endswith("a date was asked for.")


def test_a_withdrawn_motion_is_told_with_its_reason_and_so_is_the_one_put_in_its_place(begun):
    decisions_ = begun.decisions()
    actions.withdraw_motion(actor=begun.secretary, resolutions=decisions_, reason="the figures are wrong")
    state = decisions(minutes(begun))[0].state
    assert state.startswith("The motion was withdrawn at ")
    assert state.endswith(": the figures are wrong.")
    actions.amend_motion(
        actor=begun.secretary, resolutions=decisions_, text="That half be approved.", verb=Verb.APPROVE, reason="anew"
    )
    (part,) = minutes(begun).items[0].parts
    assert part.motion == "That half be approved."
    assert part.earlier[0].why.startswith("Withdrawn at ")
    assert part.earlier[0].why.endswith(": the figures are wrong.")


def test_a_vote_started_again_keeps_what_was_recorded_before(begun):
    decision = begun.decision("Merton").pk
    actions.record_counts(actor=begun.secretary, resolution=decision, in_favour=5, against=2, abstained=1)
    actions.start_again(
        actor=begun.secretary, resolutions=[decision], recording="counts", reason="two hands were missed"
    )
    actions.record_counts(actor=begun.secretary, resolution=decision, in_favour=7, against=2, abstained=0)
    actions.announce(actor=begun.secretary, resolutions=[decision])
    (said,) = the_decision(minutes(begun), "Merton").corrections
    assert said.startswith("The vote was first recorded as 5 for, 2 against, 1 abstained; started again at ")
    assert said.endswith(" by Sam Secretary: two hands were missed.")


def test_corrected_counts_are_told_with_the_first_ones(begun):
    decision = begun.decision("Merton").pk
    actions.record_counts(actor=begun.secretary, resolution=decision, in_favour=5, against=2, abstained=1)
    actions.correct_counts(
        actor=begun.secretary, resolution=decision, in_favour=6, against=2, abstained=1, reason="one hand was missed"
    )
    actions.announce(actor=begun.secretary, resolutions=[decision])
    (said,) = the_decision(minutes(begun), "Merton").corrections
    assert said.startswith(
        "The count was first recorded as 5 for, 2 against, 1 abstained; put right to 6 for, 2 against, 1 abstained at "
    )


def test_parts_end_each_in_their_own_way(begun, cast):
    matter = world.a_matter("Two sites", [cast.merton.ccg], texts=("Approve one.", "Approve two."))
    item = world.put(begun.meeting, matter)
    begun.begin(item)
    first, second = (begun.decision("Merton", item, letter).pk for letter in "ab")
    actions.agree(actor=begun.secretary, resolutions=[first])
    actions.record_counts(actor=begun.secretary, resolution=second, in_favour=2, against=6)
    actions.announce(actor=begun.secretary, resolutions=[first, second])
    found = [(part.letter, part.decisions[0].result) for part in minutes(begun, "Merton").items[2].parts]
    assert found == [
        ("a", "Merton: agreed by all."),
        ("b", "Merton: not agreed, two votes to six, with one not voting."),
    ]


def test_nhs_englands_agreement_to_a_scheme_is_told(begun, cast):
    item = world.put(begun.meeting, world.a_matter("A scheme", [cast.croydon.ccg], Function.INCENTIVE_SCHEMES))
    begun.begin(item)
    decision = begun.decision("Croydon", item).pk
    actions.agree(actor=begun.secretary, resolutions=[decision])
    actions.give_agreement(actor=cast.acting("nhs_england"), resolution=decision, given=True)
    actions.announce(actor=begun.secretary, resolutions=[decision])
    found = the_decision(minutes(begun), "Croydon", 2)
    assert found.agreement.startswith("NHS England agreed (Croydon NHS England) at ")
    assert found.veto == ()


def test_who_presided_is_told_where_it_was_not_the_chair(begun, cast):
    chair = cast.merton.people[CHAIR].pk
    actions.record_attendance(actor=begun.secretary, meeting=begun.meeting.pk, people=[chair], movement=Movement.LEFT)
    agreed(begun)
    said = the_decision(minutes(begun), "Merton").presiding
    assert said.startswith("Merton Lay member, vice-chair presides over this item")


def test_committees_that_agreed_alike_are_told_together_and_one_with_more_to_tell_alone(begun, cast):
    agreed(begun)
    assert [d.committee for d in decisions(minutes(begun))] == ["Merton", "Croydon"]  # Croydon's is open to a veto
    begun.begin(begun.items[1])
    actions.agree(actor=begun.secretary, resolutions=begun.decisions(begun.items[1]))
    actions.announce(actor=begun.secretary, resolutions=begun.decisions(begun.items[1]))
    actions.waive_veto(actor=cast.acting("nhs_england"), resolution=begun.decision("Croydon", begun.items[1]).pk)
    assert "will not use its veto" in the_decision(minutes(begun), "Croydon", 1).veto[0]


def test_a_deferral_is_told_with_its_day_and_reason(begun):
    actions.defer_item(
        actor=begun.secretary,
        meeting=begun.meeting.pk,
        item=begun.items[0].pk,
        sittings=[begun.sittings["Merton"].pk],
        reason="more figures are wanted",
        to_date=date(2016, 5, 12),
    )
    assert minutes(begun).items[0].deferrals == ("Merton: deferred to 12 May 2016: more figures are wanted.",)
    assert minutes(begun, "Croydon").items[0].deferrals == ()


def test_by_what_right_names_the_level_the_rule_and_its_source(begun):
    agreed(begun)
    found = minutes(begun)
    said = [ground.text for ground in found.items[0].grounds]
    assert said == [
        "Merton, at level 3, delegated commissioning, decides. General practice commissioning: the CCG decides.",
        "Croydon, at level 2, joint commissioning, decides. General practice commissioning: "
        "decided jointly with NHS England.",
    ]
    sources = [found.sources[mark - 1].title for mark in found.items[0].grounds[0].marks]
    assert any("Functions under different levels of co-commissioning" in title for title in sources)


def test_a_view_is_never_told_as_a_decision(begun, cast):
    matter = world.a_matter("Pharmacy hours", [cast.merton.ccg], Function.OTHER_CONTRACTORS, verb=Verb.SUPPORT)
    item = world.put(begun.meeting, matter)
    begun.begin(item)
    agreed(begun, item)
    found = decisions(minutes(begun, "Merton"), 2)[0]
    assert found.effect == "This records a view, and decides nothing."


def test_an_urgent_item_tells_why_it_was_urgent(begun, cast):
    actions.add_urgent_item(
        actor=begun.secretary,
        meeting=begun.meeting.pk,
        title="A flood",
        function=Function.GP_COMMISSIONING,
        ccgs=[cast.merton.ccg],
        text="That patients be seen next door.",
        reason="the surgery was flooded this morning",
    )
    steps = minutes(begun).items[-1].steps
    assert "Not on the published agenda; taken as urgent: the surgery was flooded this morning." in steps


# --- Draft, closing, seal ---------------------------------------------------------------------------------------------
def test_minutes_are_a_draft_until_the_meeting_is_closed_and_an_extract_until_its_committee_is(begun):
    agreed(begun)
    assert minutes(begun).draft
    close(begun, "Merton")
    assert not minutes(begun, "Merton").draft
    assert minutes(begun, "Croydon").draft
    assert minutes(begun).draft


def test_the_seal_is_the_head_of_the_committees_chain_with_the_number_of_its_acts(begun):
    agreed(begun)
    close(begun)
    sitting = begun.sittings["Merton"]
    last = sitting.links.order_by("-number").first()
    (seal,) = minutes(begun, "Merton").seals
    assert (seal.seal, seal.acts, seal.at_closing) == (last.seal, last.number, "")


def test_a_later_act_leaves_the_seal_at_closing_in_the_minutes(cast):
    cast.croydon.terms.veto_working_days = 5
    cast.croydon.terms.save()
    room = cast.meeting()
    room.arrive()
    room.begin()
    agreed(room)
    close(room)
    before = minutes(room, "Croydon").seals[0].seal
    actions.use_veto(actor=cast.acting("nhs_england"), resolution=room.decision("Croydon").pk, reason="Too dear.")
    (seal,) = minutes(room, "Croydon").seals
    assert seal.at_closing == before
    assert seal.seal != before


# --- As it was on the day ---------------------------------------------------------------------------------------------
def test_a_meeting_of_2016_read_today_shows_that_days_people_and_practice_names(begun, cast):
    begun.items[0].matter.practices.add(cast.practice)
    PracticeName.objects.create(
        practice=cast.practice, name="THE OLD SURGERY", starts_on=date(2013, 4, 1), ends_on=date(2016, 12, 31)
    )
    PracticeName.objects.create(practice=cast.practice, name="THE NEW SURGERY", starts_on=date(2017, 1, 1))
    seat = cast.merton.seats[GP]
    row = Appointment.objects.get(seat=seat)
    row.ends_on = date(2016, 12, 31)
    row.save()
    world.in_seat(seat, "Noor Newcomer", since=date(2017, 1, 1))
    found = minutes(begun)
    assert found.items[0].practices == ("The Old Surgery (H85001)",)
    assert "Noor Newcomer" not in told(found)
    assert "Merton GP member" in [line.name for line in present(found, "Merton").members]


def test_practices_are_placed_in_the_ccg_of_the_day(begun, cast):
    begun.items[0].matter.practices.add(cast.practice)
    moved = Membership.objects.get(practice=cast.practice)
    moved.ends_on = date(2016, 12, 31)
    moved.save()
    Membership.objects.create(practice=cast.practice, ccg=cast.croydon.ccg, starts_on=date(2017, 1, 1))
    assert minutes(begun, "Merton").items[0].practices
    assert not minutes(begun, "Croydon").items[0].practices


# --- Private items ----------------------------------------------------------------------------------------------------
@pytest.fixture
def private(begun, cast):
    """A third item, taken in private and agreed."""
    matter = world.a_matter("Remedial notice", [cast.merton.ccg])
    item = actions.put_on_agenda(
        meeting=begun.meeting, matter=matter, number="3", private=True, private_ground="It is about one practice."
    )
    Paper.objects.create(item=item, title="The letter", text="Secret words", added_at="2016-04-01T09:00Z")
    begun.begin(item)
    agreed(begun, item)
    return item


def page(client, account, room, name=None):
    client.force_login(account)
    names = [room.meeting.pk, room.sittings[name].pk] if name else [room.meeting.pk]
    return client.get(reverse("minutes_of" if name else "minutes", args=names))


@pytest.mark.parametrize("who", ["stranger", "superuser", "nhs_england_without_powers"])
@pytest.mark.parametrize("extract", [None, "Merton"])
def test_a_private_item_is_left_out_of_the_public_version_with_its_ground(private, begun, cast, client, who, extract):
    text = page(client, getattr(cast, who), begun, extract).content.decode()
    assert "Remedial notice" not in text
    assert "That it be approved.</p>" not in text.partition("Private item")[2].partition("</section>")[0]
    assert "It is about one practice." in text


@pytest.mark.parametrize("who", ["secretary", "lay_chair", "gp", "healthwatch", "croydon_chair"])
def test_a_private_item_is_whole_for_those_who_may_read_it(private, begun, cast, client, who):
    assert "Remedial notice" in page(client, getattr(cast, who), begun).content.decode()


def test_another_committees_member_who_left_the_room_does_not_read_its_private_item(private, begun, cast, client):
    chair = cast.croydon.people[CHAIR].pk
    actions.record_attendance(actor=begun.secretary, meeting=begun.meeting.pk, people=[chair], movement=Movement.LEFT)
    assert "Remedial notice" not in page(client, cast.croydon_chair, begun).content.decode()


def test_a_member_whose_papers_are_withheld_does_not_read_the_private_item(begun, cast, client, private):
    gp = cast.merton.people[GP]
    other = world.a_matter("Second notice", [cast.merton.ccg])
    item = actions.put_on_agenda(
        meeting=begun.meeting, matter=other, number="4", private=True, private_ground="It is about one practice."
    )
    a = {"actor": begun.secretary, "meeting": begun.meeting.pk, "item": item.pk, "people": [gp.pk]}
    actions.declare_interest(**a, nature=NATURE, type=InterestType.FINANCIAL, directness=Directness.DIRECT)
    actions.rule_on_conflict(**a, sittings=[begun.sittings["Merton"].pk], handling=Handling.WITHHELD)
    assert "Second notice" not in page(client, cast.gp, begun).content.decode()
    assert "Second notice" in page(client, cast.executive, begun).content.decode()


def test_every_item_of_a_meeting_in_private_is_a_private_item(begun, cast, client):
    begun.meeting.in_public, begun.meeting.private_reason = False, "It is about one practice."
    begun.meeting.save()
    assert "Matter 1" not in page(client, cast.stranger, begun).content.decode()
    assert "Matter 1" in page(client, cast.lay_chair, begun).content.decode()


# --- The page ---------------------------------------------------------------------------------------------------------
def test_minutes_of_no_meeting_and_of_a_committee_that_does_not_sit_are_not_found(begun, cast, client):
    client.force_login(cast.stranger)
    assert client.get(reverse("minutes", args=[999])).status_code == 404
    assert client.get(reverse("minutes_of", args=[begun.meeting.pk, 999])).status_code == 404


def test_the_page_says_that_a_running_meetings_minutes_are_a_draft(begun, cast, client):
    assert "Draft: the meeting is still running." in page(client, cast.stranger, begun).content.decode()
    agreed(begun)
    close(begun)
    assert "Draft: the meeting is still running." not in page(client, cast.stranger, begun).content.decode()


def queries_for(client, account, room, name=None):
    page(client, account, room, name)
    with CaptureQueriesContext(connection) as counted:
        assert page(client, account, room, name).status_code == 200
    return len(counted)


@pytest.mark.parametrize("name", [None, "Merton"])
def test_the_number_of_queries_is_the_same_for_two_items_and_for_twelve(cast, client, name):
    counts = []
    for items in (2, 12):
        room = cast.meeting(items=items)
        room.arrive()
        for item in room.items:
            item.matter.practices.add(cast.practice)
            room.begin(item)
            agreed(room, item)
        counts.append(queries_for(client, cast.secretary, room, name))
    assert counts[0] == counts[1]


def test_the_number_of_queries_is_the_same_for_two_committees_and_for_six(on_the_day, db, client):
    counts = []
    bodies = world.bodies(6, voting=4)
    secretary = world.a_secretary(bodies)
    for number in (2, 6):
        room = world.meet(dict(list(bodies.items())[:number]), secretary)
        room.arrive()
        room.begin()
        agreed(room)
        counts.append(queries_for(client, secretary.account, room))
    assert counts[0] == counts[1]
