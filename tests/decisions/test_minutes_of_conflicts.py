"""What minutes must tell of a conflict (guidance, as domain 1.9 has it): who, what and why, on which items, how it was
managed, and that it was."""

import re

import pytest

from committees.models import Appointment, Committee
from committees.rights.world import Effects
from committees.terms import Access, Choice, CommitteeKind, Handling, InRoom, Movement, Share
from decisions import actions
from decisions.minutes import load, write
from decisions.models import Attendance, ItemAppointment, Paper
from practices import clock
from tests import world
from tests.decisions.conflicted import CHAIN, NATURE, agreed, declare, dismissed, on_register, rule, shown
from tests.world import CHAIR, DAY, FIRST, GP, NINTH, OFFICER, SECOND_GP, VICE


def minutes(room, name=None, **how):
    record, names = load(room.meeting.pk)
    return write(record, names, today=DAY, sitting=room.sittings[name].pk if name else None, **how)


def interests(room, name="Merton", item=0):
    return minutes(room, name).items[item].interests


def without_times(text: str) -> str:
    return re.sub(r"\d\d:\d\d", "TIME", text)


@pytest.fixture
def gp(cast):
    return cast.merton.people[GP]


# --- (a) to (c): who, what, why, on which items ---
def test_an_interest_that_the_registers_show_is_told_with_why_it_conflicts_though_nobody_said_it(room, gp):
    shown(room.items[0], gp, interest=on_register(gp))
    room.arrive()
    room.begin()
    (found,) = interests(room)
    assert found.declared == f"Merton GP member (GP member) has a direct financial interest: {NATURE}."
    assert found.why == f"From the register of interests. Why it is a conflict: {CHAIN}."


def test_an_interest_said_in_the_room_is_declared_with_the_reason_given(room, gp):
    room.arrive()
    room.begin()
    declare(room, [gp], why="It is her own surgery")
    (found,) = interests(room)
    assert " declared a direct financial interest" in found.declared
    assert found.why == "Why it is a conflict: It is her own surgery."


def test_all_items_that_an_interest_touches_stand_together_with_how_it_was_managed_on_each(room, gp):
    room.arrive()
    for item, handling in zip(room.items, (Handling.LEAVES_FOR_ITEM, Handling.SPEAKS), strict=True):
        room.begin(item)
        declare(room, [gp], item)
        rule(room, [gp], item=item, handling=handling)
        agreed(room, item)
    (line,) = minutes(room).touched
    assert (line.who, line.interest) == ("Merton GP member", f"A direct financial interest: {NATURE}.")
    assert line.items == ("1", "2")
    assert line.managed == "Item 1: leaves for the item. Item 2: speaks, does not vote"


def test_where_the_chairs_do_not_rule_alike_each_committee_is_named(room, gp):
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp], "Merton")
    rule(room, [gp], "Croydon", handling=Handling.SILENT)
    (line,) = minutes(room).touched
    assert line.managed == "Merton: leaves for the item; Croydon: stays, silent"
    assert minutes(room, "Croydon").touched[0].managed == "Stays, silent"


def test_minutes_without_interests_say_so(room):
    room.arrive()
    room.begin()
    assert minutes(room).no_interests == "No interest was declared or found."


def test_a_class_that_declared_together_is_told_as_one_with_the_names(room, cast):
    gps = [cast.merton.people[GP], cast.merton.people[SECOND_GP]]
    room.arrive()
    room.begin()
    declare(room, gps, as_class="all GPs of Merton", nature="GPs whom the scheme pays")
    rule(room, gps)
    agreed(room)
    (found,) = interests(room)
    assert found.declared.startswith(
        "All GPs of Merton (Merton GP member (GP member) and Merton Second GP member (second"
    )
    assert found.rulings[0].count("ruled on Merton GP member and Merton Second GP member at ") == 1
    assert without_times(found.movements) == "Merton GP member and Merton Second GP member left at TIME."
    assert found.proof == (
        "Merton GP member and Merton Second GP member cast no vote and did not count to the quorum.",
    )
    assert minutes(room).touched[0].who == "All GPs of Merton (Merton GP member and Merton Second GP member)"


# --- (d) how it was managed ---
def test_the_five_effects_are_told_in_words_where_the_ruling_has_no_name(room, gp):
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp], effects=Effects(papers=False, room=InRoom.YES, speaks=True, votes=False, quorum=False))
    assert (
        interests(room)[0]
        .rulings[0]
        .endswith(
            ": does not get the papers, stays in the room, may speak, does not vote and does not count to the quorum."
        )
    )


def test_the_chairs_reason_is_told_with_the_first_ruling(room, gp):
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp], reason="The contract is hers")
    assert interests(room)[0].rulings[0].endswith(": leaves for the item. Reason: The contract is hers.")


def test_a_dismissal_that_the_chair_followed_is_told_with_its_reason(room, gp):
    dismissed(room.items[0], gp, "Every resident of Merton is a patient somewhere")
    room.arrive()
    room.begin()
    rule(room, [gp], handling=Handling.FULL_PART)
    (found,) = interests(room)
    assert found.dismissal == (
        "It was proposed to the chair to dismiss this: Every resident of Merton is a patient somewhere."
    )
    assert found.rulings[0].endswith(": interest noted, full part.")
    assert found.proof == (), "nothing was taken: there is nothing to prove"


# --- (e) that it was ---
def test_times_of_leaving_and_returning_the_vote_the_quorum_and_the_papers_are_told(room, gp):
    Paper.objects.create(item=room.items[0], title="The case", text="x", access=Access.MEMBERS, added_at=clock.now())
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp], handling=Handling.WITHHELD)
    agreed(room)
    room.begin(room.items[1])
    (found,) = interests(room)
    assert without_times(found.movements) == "Merton GP member left at TIME, came back at TIME."
    assert [without_times(line) for line in found.proof] == [
        "Merton GP member cast no vote and did not count to the quorum.",
        "Merton GP member got no papers of this item from the ruling on, at TIME.",
    ]


def test_that_withheld_papers_are_public_is_said(room, gp):
    Paper.objects.create(item=room.items[0], title="The case", text="x", access=Access.PUBLIC, added_at=clock.now())
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp], handling=Handling.WITHHELD)
    assert interests(room)[0].proof[-1].endswith(" (they are public).")


def test_who_was_ruled_to_leave_and_is_not_recorded_as_leaving_is_told_as_the_record_has_it(room, gp):
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp])
    left = Attendance.objects.get(person=gp, movement=Movement.LEFT_FOR_ITEM)
    actions.correct_attendance(actor=room.secretary, attendance=left, reason="She stayed", void=True)
    agreed(room)
    (found,) = interests(room)
    assert found.movements == "Merton GP member stayed in the room, as far as the record shows."
    assert found.proof == ("Merton GP member cast no vote and did not count to the quorum.",)


def test_who_was_ruled_on_and_never_came_is_told_so(room, gp):
    room.arrive([pk for pk in room.everybody() if pk != gp.pk])
    room.begin()
    declare(room, [gp])
    rule(room, [gp])
    agreed(room)
    assert interests(room)[0].movements == "Merton GP member never came to this meeting, by its record."


def test_whose_interest_was_noted_only_is_not_said_to_have_cast_no_vote(room, gp):
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp], handling=Handling.FULL_PART)
    agreed(room)
    assert interests(room)[0].proof == ()


def test_nothing_is_told_of_votes_before_the_result_is_announced(room, gp):
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp], handling=Handling.SPEAKS)
    seats = room.bodies["Merton"].seats
    choices = {room.decision("Merton").pk: {seat.pk: Choice.FOR for seat in seats if seat != seats[GP]}}
    actions.record_votes(actor=room.secretary, choices=choices)
    assert interests(room)[0].proof == ()
    actions.announce(actor=room.secretary, resolutions=list(choices))
    assert interests(room)[0].proof == ("Merton GP member cast no vote and did not count to the quorum.",)


def test_in_the_whole_minutes_the_proof_names_the_committee(room, gp):
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp])
    agreed(room)
    (found,) = minutes(room).items[0].interests
    assert found.proof == ("Merton GP member cast no vote and did not count to the quorum in Merton.",)


# --- What came of an item that was not quorate ---
def test_somebody_invited_for_one_item_is_told_with_whence_by_whom_and_why(room, cast):
    guest = cast.croydon.people[SECOND_GP]
    seat = cast.merton.seats[GP]
    single = Appointment.objects.create(seat=seat, person=guest, share=Share.SINGLE_ITEM, starts_on=FIRST)
    ItemAppointment.objects.create(
        appointment=single, item=room.items[0], invited_by=cast.merton.people[CHAIR], why="Merton's GPs are in conflict"
    )
    room.arrive()
    room.begin()
    assert minutes(room, "Merton").items[0].invited == (
        "Croydon Second GP member of Croydon was invited for this item by Merton Lay member, chair, presiding, as GP member"
        " of Merton: Merton's GPs are in conflict.",
    )
    assert minutes(room, "Croydon").items[0].invited == ()
    assert minutes(room).items[1].invited == ()


def left_without_quorum(room, cast):
    room.arrive()
    room.begin()
    leaving = [cast.merton.people[place].pk for place in range(VICE, NINTH + 1)]
    actions.record_attendance(actor=room.secretary, meeting=room.meeting.pk, people=leaving, movement=Movement.LEFT)
    body = Committee.objects.create(
        name="Governing Body of NHS Merton CCG",
        short_name="Merton GB",
        kind=CommitteeKind.GOVERNING_BODY,
        established_on=FIRST,
    )
    body.ccgs.add(cast.merton.ccg)
    return {
        "actor": room.secretary,
        "meeting": room.meeting.pk,
        "item": room.items[0].pk,
        "sitting": room.sittings["Merton"].pk,
        "to": body.pk,
        "reason": "Eight members are in conflict",
    }


def test_an_item_passed_on_is_told_with_what_those_present_recommend(room, cast):
    actions.refer_item(**left_without_quorum(room, cast), recommends="That it be approved from 1 May")
    assert minutes(room, "Merton").items[0].deferrals == (
        "Merton: not quorate for this item; discussed it and recommends to the Governing Body of NHS Merton CCG: "
        "“That it be approved from 1 May.” Reason: Eight members are in conflict.",
    )


def test_an_item_passed_on_without_a_recommendation_is_referred(room, cast):
    actions.refer_item(**left_without_quorum(room, cast))
    assert minutes(room).items[0].deferrals == (
        "Merton: not quorate for this item; referred to the Governing Body of NHS Merton CCG: "
        "Eight members are in conflict.",
    )


# --- Who may read it ---
def test_an_interest_on_a_private_item_is_in_no_summary_of_who_may_not_know_of_it(room, cast):
    matter = world.a_matter("The secret", [cast.merton.ccg])
    private = {"private": True, "private_ground": "Commercial"}
    item = actions.put_on_agenda(meeting=room.meeting, matter=matter, number="P1", **private)
    room.arrive()
    room.begin(item)
    officer = cast.merton.people[OFFICER]
    declare(room, [officer], item, nature="A secret share")
    rule(room, [officer], item=item)
    assert "secret share" not in repr(minutes(room))
    assert minutes(room).no_interests == "No interest was declared or found on the items taken in public."
    assert "A secret share" in minutes(room, opens=frozenset({item.pk})).touched[0].interest


def test_the_interests_of_another_committees_members_are_in_no_extract(room, gp):
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp])
    assert minutes(room, "Croydon").touched == ()


def test_the_minutes_page_says_all_five_things(room, gp, client):
    shown(room.items[0], gp, interest=on_register(gp))
    room.arrive()
    room.begin()
    rule(room, [gp], handling=Handling.WITHHELD)
    agreed(room)
    room.begin(room.items[1])
    client.force_login(world.an_account("reader"))
    page = without_times(" ".join(client.get(f"/meetings/{room.meeting.pk}/minutes/").content.decode().split()))
    for said in (
        "Merton GP member (Merton: GP member)",
        f"has a direct financial interest: {NATURE}.",
        f"Why it is a conflict: {CHAIN}.",
        '<a href="#item-1">1</a>',
        "ruled at TIME: papers withheld and leaves.",
        "Merton GP member left at TIME, came back at TIME.",
        "cast no vote and did not count to the quorum in Merton.",
        "got no papers of this item from the ruling on, at TIME.",
        f'href="/decisions/{room.decision("Merton").pk}/conflicts/"',
    ):
        assert said in page


def test_before_anything_is_recorded_nothing_is_said_of_interests(room):
    assert (minutes(room).touched, minutes(room).no_interests) == ((), "")


# --- Told once ---
def test_all_that_one_person_has_in_an_item_is_told_in_one_with_its_ruling_once(room, gp):
    for nature in (NATURE, "Director of a federation"):
        shown(room.items[0], gp, interest=on_register(gp, nature), nature=nature)
    room.arrive()
    room.begin()
    rule(room, [gp])
    agreed(room)
    (found,) = interests(room)
    assert found.more == (
        "Merton GP member (GP member) has a direct financial interest: Director of a federation. "
        f"From the register of interests. Why it is a conflict: {CHAIN}.",
    )
    assert len(found.rulings) == 1
    assert [line.interest for line in minutes(room).touched] == [
        f"A direct financial interest: {NATURE}.",
        "A direct financial interest: Director of a federation.",
    ]


def test_chairs_who_ruled_alike_are_told_together_each_for_their_own_committee(room, gp):
    room.arrive()
    room.begin()
    declare(room, [gp])
    where = {"actor": room.secretary, "meeting": room.meeting.pk, "item": room.items[0].pk}
    sittings = [sitting.pk for sitting in room.sittings.values()]
    actions.rule_on_conflict(**where, sittings=sittings, people=[gp.pk], handling=Handling.SILENT)
    (ruling,) = minutes(room).items[0].interests[0].rulings
    assert without_times(ruling) == (
        "For Merton Merton Lay member, chair and for Croydon Croydon Lay member, chair, presiding, ruled at TIME: "
        "stays, silent."
    )


def test_one_of_a_class_whom_the_registers_show_is_told_with_the_class(room, gp):
    shown(room.items[0], gp, as_class="all GPs of Merton", interest=on_register(gp))
    room.arrive()
    room.begin()
    (found,) = interests(room)
    assert found.declared.startswith("Merton GP member (GP member), one of all GPs of Merton, has a direct financial")
    assert minutes(room).touched[0].who == "Merton GP member"
