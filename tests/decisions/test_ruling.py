"""From what the registers show to the ruling: declared when the item is taken, ruled on ahead, refused with its reason."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Committee, Interest, Person, Seat, Sitting, TermsOfReference
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.rights.quorum import quorum
from committees.terms import Access, CommitteeKind, Directness, Handling, InterestType, MatchState, Movement, RoomRole
from decisions import actions
from decisions.gate import Refused
from decisions.models import Declaration, ItemAppointment, ItemPurpose, Match, Paper, Resolution, Ruling
from practices import clock
from tests import world
from tests.world import CHAIR, FINANCE, FIRST, GP, SECOND_GP

pytestmark = pytest.mark.django_db
EVE = override_settings(COCOMM_CLOCK_DAY=date(2016, 4, 12))
CHAIN = "The Made Up Surgery is the practice that the matter concerns"


def shown(item, person, **more):
    """What is known of a person on an item; by hand, so that looking again leaves it alone."""
    said = {
        "type": InterestType.FINANCIAL,
        "directness": Directness.DIRECT,
        "nature": "partner at the Made Up Surgery",
        "chains": [CHAIN],
        "found_at": clock.now(),
        "changed_at": clock.now(),
        "by_hand": True,
    }
    return Match.objects.create(item=item, person=person, **(said | more))


def rule(room, item, people, handling=Handling.LEAVES_FOR_ITEM, actor=None, body="Merton", **more):
    return actions.rule_on_conflict(
        actor=actor or room.secretary,
        meeting=room.meeting.pk,
        item=item.pk,
        sittings=[room.sittings[body].pk],
        people=[person.pk for person in people],
        handling=handling,
        **more,
    )


def reasons(caught) -> str:
    return " ".join(reason.text for reason in caught.value.verdict.refusals)


@pytest.fixture
def gp(cast):
    return cast.merton.people[GP]


# --- From the register to the record ---
def test_taking_an_item_declares_what_the_registers_show_on_it_with_its_chain(room, gp):
    room.arrive()
    shown(room.items[0], gp, as_class="all GPs of Merton", category="Category B")
    shown(room.items[1], gp)
    room.begin()
    act = Declaration.objects.get()
    assert (act.person, act.by, act.item) == (gp, gp, room.items[0])
    assert act.from_register
    assert act.why == CHAIN
    assert (act.as_class, act.category) == ("all GPs of Merton", "Category B")
    assert room.record.item_by_id[room.items[1].pk].matches, "the other item is not taken yet"


def test_what_the_registers_no_longer_show_is_not_declared_and_what_is_declared_is_so_once(room, gp):
    room.arrive()
    shown(room.items[0], gp, state=MatchState.GONE)
    room.begin()
    assert not Declaration.objects.exists()
    shown(room.items[1], gp)
    room.begin(room.items[1])
    room.begin(room.items[0])
    room.begin(room.items[1])
    assert Declaration.objects.count() == 1


def test_opening_the_vote_declares_what_slipped_in_since(room, gp):
    room.arrive()
    room.begin()
    shown(room.items[0], gp)
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    assert Declaration.objects.get().from_register
    assert gp.pk not in {elector.person_id for elector in room.decision("Merton").voters}


def test_an_interest_declared_in_the_room_may_say_why_it_is_a_conflict(room, gp):
    room.arrive()
    room.begin()
    interest = {"nature": "a cousin", "type": InterestType.PERSONAL, "directness": Directness.INDIRECT}
    said = {"meeting": room.meeting.pk, "item": room.items[0].pk, "people": [gp.pk], "why": "the cousin bids"}
    [act] = actions.declare_interest(actor=room.secretary, **said, **interest)
    assert (act.why, act.from_register) == ("the cousin bids", False)


# --- Ahead of the meeting ---
def test_a_chair_rules_before_the_day_of_the_meeting_and_what_was_found_is_declared_with_it(room, cast, gp):
    shown(room.items[0], gp)
    with EVE:
        [ruling] = rule(room, room.items[0], [gp], Handling.WITHHELD, cast.acting("lay_chair"))
    assert ruling.by == cast.merton.people[CHAIR]
    assert ruling.happened_at.date() == date(2016, 4, 12)
    assert Declaration.objects.get().why == CHAIN
    room.arrive()
    room.begin()
    assert gp.pk not in room.record.present(room.record.current), "who was ruled out leaves when the item is taken"


def test_who_records_for_the_meeting_writes_down_a_ruling_made_ahead(room, gp):
    with EVE:
        assert rule(room, room.items[0], [gp])


@pytest.mark.parametrize("who", ["gp", "executive", "croydon_chair", "stranger"])
def test_nobody_else_rules_ahead(room, cast, gp, who):
    with EVE, pytest.raises(Refused) as caught:
        rule(room, room.items[0], [gp], actor=cast.acting(who))
    assert "only Merton Lay member, chair, or somebody who records" in reasons(caught).replace("Only", "only")
    assert not Ruling.objects.exists()


def test_a_chair_who_sends_apologies_does_not_rule_ahead_the_vice_chair_does(room, cast, gp):
    chair = cast.merton.people[CHAIR].pk
    sorry = {"people": [chair], "movement": Movement.APOLOGIES}
    actions.record_attendance(actor=room.secretary, meeting=room.meeting.pk, **sorry)
    [ruling] = rule(room, room.items[0], [gp])
    assert ruling.by == cast.merton.people[world.VICE]


def test_a_chair_found_in_conflict_does_not_rule_on_themselves_ahead_the_vice_chair_does(room, cast):
    chair = cast.merton.people[CHAIR]
    shown(room.items[0], chair)
    with EVE:
        with pytest.raises(Refused) as caught:
            rule(room, room.items[0], [chair], actor=cast.acting("lay_chair"))
        assert "vice-chair" in reasons(caught)
        [ruling] = rule(room, room.items[0], [chair])
    assert ruling.by == cast.merton.people[world.VICE]


def test_nothing_else_is_done_before_the_day_of_the_meeting(room, gp):
    with EVE, pytest.raises(ValidationError, match="nothing can be recorded as done before that day"):
        room.arrive()
    with EVE, pytest.raises(ValidationError, match="nothing can be recorded as done before that day"):
        room.begin()


# --- Refused ---
def test_a_person_never_rules_on_their_own_conflict(room, cast):
    room.arrive()
    room.begin()
    chair = cast.merton.people[CHAIR]
    with pytest.raises(Refused) as caught:
        rule(room, room.items[0], [chair], actor=cast.acting("lay_chair"))
    assert "may not rule on their own conflict of interest" in reasons(caught)


def test_no_ruling_is_made_once_the_result_is_announced(room, gp):
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    with pytest.raises(ValidationError, match="The result on this item is announced"):
        rule(room, room.items[0], [gp])


def test_each_chair_rules_for_their_own_committee(room, cast, gp):
    room.arrive()
    room.begin()
    with pytest.raises(Refused) as caught:
        rule(room, room.items[0], [gp], actor=cast.acting("croydon_chair"))
    assert "somebody who records for the Merton" in reasons(caught)


# --- The presses ---
def press(room, account, what, **fields):
    client = Client()
    client.force_login(account)
    address = reverse("console_act", args=[room.meeting.pk, what])
    return client.post(address, fields | {"key": uuid.uuid4()}, follow=True)


INTEREST = {"nature": "runs the scheme", "type": "financial", "directness": "direct"}


def test_one_interest_is_declared_by_several_people_in_several_items_at_once(room, cast, gp):
    room.arrive()
    items, people = [item.pk for item in room.items], [gp.pk, cast.merton.people[SECOND_GP].pk]
    page = press(room, cast.secretary, "declare-several", items=items, people=people, ask="declarations", **INTEREST)
    assert "items 1 and 2" in page.content.decode()
    assert Declaration.objects.count() == 4
    assert "Interests found in the registers or declared" in page.content.decode(), "back on the panel"


def test_one_ruling_holds_for_several_items_and_a_whole_class(room, cast, gp):
    room.arrive()
    both = [gp, cast.merton.people[SECOND_GP]]
    for person in both:
        for item in room.items:
            shown(item, person, as_class="all GPs of Merton")
    page = press(room, cast.secretary, "roll-call", people=[gp.pk], ask="declarations").content.decode()
    assert "All GPs of Merton" in page
    assert "2 people, items 1 and 2" in page
    sitting = room.sittings["Merton"].pk
    on = [f"{item.pk}:{sitting}:{person.pk}" for item in room.items for person in both]
    press(room, cast.secretary, "rule-several", on=on, handling="silent")
    assert Ruling.objects.count() == 4
    assert Declaration.objects.filter(from_register=True).count() == 4


def test_one_ruling_of_several_that_is_refused_refuses_them_all(room, cast, gp):
    room.arrive()
    on = [f"{room.items[0].pk}:{room.sittings[name].pk}:{gp.pk}" for name in ("Merton", "Croydon")]
    page = press(room, cast.lay_chair, "rule-several", on=on, handling="silent")
    assert page.status_code == 403
    assert not Ruling.objects.exists()


@pytest.mark.parametrize(
    ("what", "fields", "sentence"),
    [
        ("rule-several", {}, "Tick whom the ruling is about, and on which items."),
        ("rule-several", {"on": "1:2"}, "This form is not whole."),
        ("declare-several", {"items": "1", **INTEREST}, "Choose who declares the interest."),
        ("declare-several", {"people": "1", **INTEREST}, "Tick at least one item of the agenda."),
        ("refer", {}, "Choose the committee to which the item is passed."),
        ("invite", {}, "Choose who is invited."),
        ("invite", {"place": "x", "person": "1", "reason": "y"}, "This form is not whole."),
    ],
)
def test_what_is_missing_in_a_form_is_said(room, cast, what, fields, sentence):
    room.arrive()
    page = press(room, cast.secretary, what, handling="silent", **fields)
    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_a_class_with_nobody_in_it_declares_nothing(room, cast):
    room.arrive([cast.merton.people[CHAIR].pk])
    room.begin()
    who = f"class:{room.sittings['Merton'].pk}"
    page = press(room, cast.secretary, "declare", item=room.items[0].pk, who=who, **INTEREST)
    assert page.status_code == 422
    assert "Nobody here is one of all clinical members of Merton." in page.content.decode()


def test_withholding_a_paper_that_is_public_already_warns(room, cast, gp):
    Paper.objects.create(
        item=room.items[0], title="A", text="a", access=Access.PUBLIC, added_at=clock.now().replace(day=7)
    )
    room.arrive()
    room.begin()
    fields = {"item": room.items[0].pk, "pairs": f"{gp.pk}:{room.sittings['Merton'].pk}"}
    page = press(room, cast.secretary, "rule", handling="withheld", **fields).content.decode()
    assert "its paper is public since 7 April 2016: anybody could have read it" in page
    assert f"from now on it is kept from {gp.name} while signed in" in page


# --- Not quorate for an item ---
@pytest.fixture
def governors(cast):
    body = Committee.objects.create(
        name="Governing Body of Merton", short_name="Merton GB", kind=CommitteeKind.GOVERNING_BODY, established_on=FIRST
    )
    body.ccgs.add(cast.merton.ccg)
    return body


@pytest.fixture
def few(room, cast):
    """Merton's chair and two others are there, of four that are needed; all of Croydon is."""
    room.arrive([p.pk for p in [*cast.merton.people[:3], *cast.croydon.people]])
    room.begin()
    return room


def refer(room, to, **more):
    said = {"item": room.items[0].pk, "sitting": room.sittings["Merton"].pk, "to": to.pk, "reason": "too few are here"}
    return actions.refer_item(actor=room.secretary, meeting=room.meeting.pk, **(said | more))


def test_an_item_is_passed_up_with_a_recommendation_onto_the_agenda_of_the_planned_meeting(few, governors):
    later = world.a_meeting({"Merton": few.bodies["Merton"]}, date(2016, 5, 12), "Governing body")
    Sitting.objects.create(meeting=later, committee=governors)
    act = refer(few, governors, recommends="that it be approved")
    assert (act.passed_to, act.to_meeting, act.recommends) == (governors, later, "that it be approved")
    item = later.items.get()
    assert item.matter == few.items[0].matter
    assert [purpose.sitting.committee for purpose in item.purposes.all()] == [governors]


def test_an_item_passed_to_a_body_without_a_planned_meeting_is_passed_all_the_same(few, governors):
    act = refer(few, governors)
    assert act.to_meeting is None
    assert few.record.item_by_id[few.items[0].pk].deferral_of(few.sittings["Merton"].pk)


def test_an_item_is_not_passed_to_a_committee_in_the_room_that_decides_for_another_ccg(few, cast):
    with pytest.raises(Refused) as caught:
        refer(few, cast.croydon.committee)
    assert "nor in the room with a say in the matter for its CCG" in reasons(caught)


def test_an_item_is_before_a_committee_of_the_room_that_takes_it_over(few, cast):
    item, croydon = few.items[1], few.sittings["Croydon"]
    Resolution.objects.filter(item=item, sitting=croydon)._raw_delete("default")
    ItemPurpose.objects.filter(item=item, sitting=croydon).delete()
    few.begin(item)
    few.bodies["Merton"].committee.reports_to = cast.croydon.committee
    few.bodies["Merton"].committee.save()
    refer(few, cast.croydon.committee, item=item.pk)
    [taken] = few.record.item_by_id[item.pk].resolutions_of(croydon.pk)
    assert taken.motion is not None
    assert actions.agree(actor=few.secretary, resolutions=[taken.pk])


def test_a_committee_without_the_power_is_not_passed_an_item(few, cast):
    with pytest.raises(Refused) as caught:
        refer(few, cast.stood_down)
    assert "was stood down before" in reasons(caught)
    assert "has no power to take this item" in reasons(caught)


def test_a_committee_that_is_quorate_passes_nothing_on(room, governors):
    room.arrive()
    room.begin()
    with pytest.raises(Refused) as caught:
        refer(room, governors)
    assert "is quorate for this item" in reasons(caught)


def test_an_item_is_passed_on_once_and_with_a_reason(few, governors):
    with pytest.raises(ValidationError, match="Say why the item is passed on"):
        refer(few, governors, reason=" ")
    refer(few, governors)
    with pytest.raises(ValidationError, match="has deferred this item already"):
        refer(few, governors)


def invite(room, person, **more):
    seat = room.bodies["Merton"].seats[GP].pk
    said = {"sitting": room.sittings["Merton"].pk, "seat": seat, "person": person.pk, "why": "to be quorate"}
    return actions.invite_for_item(
        actor=room.secretary, meeting=room.meeting.pk, item=room.items[0].pk, **(said | more)
    )


def test_a_member_of_another_committee_is_invited_for_the_item_and_it_is_quorate_and_decides(few, cast):
    assert few.decision("Merton").sitting.seat_by_id[few.bodies["Merton"].seats[GP].pk] is not None
    invited = invite(few, cast.croydon.people[FINANCE])
    assert (invited.invited_by, invited.why) == (cast.merton.people[CHAIR], "to be quorate")
    assert (invited.appointment.starts_on, invited.appointment.ends_on) == (few.meeting.date, few.meeting.date)
    actions.agree(actor=few.secretary, resolutions=[few.decision("Merton").pk])
    assert cast.croydon.people[FINANCE].pk in {elector.person_id for elector in few.decision("Merton").voters}


def test_who_is_invited_and_comes_is_recorded_as_here_for_one_item(few, cast):
    guest = cast.croydon.people[FINANCE]
    gone = {"people": [guest.pk], "movement": Movement.LEFT}
    actions.record_attendance(actor=few.secretary, meeting=few.meeting.pk, **gone)
    invite(few, guest, here=True)
    last = few.record.movements()[-1]
    assert (last.person_id, last.role) == (guest.pk, "for_one_item")


def test_an_invitation_holds_for_one_item_alone(few, cast):
    invite(few, cast.croydon.people[FINANCE])
    few.begin(few.items[1])
    record = few.record
    assert not quorum(record.room(record.sittings[few.sittings["Merton"].pk], record.current))


def test_somebody_in_conflict_is_not_invited(few, cast):
    guest = cast.croydon.people[FINANCE]
    shown(few.items[0], guest)
    with pytest.raises(Refused) as caught:
        invite(few, guest)
    assert "cannot be invited to make the committee quorate" in reasons(caught)
    assert not ItemAppointment.objects.exists()


def test_somebody_of_whom_the_registers_show_a_conflict_that_nobody_has_looked_at_is_not_invited(few, cast):
    guest = cast.croydon.people[FINANCE]
    few.items[0].matter.practices.add(cast.practice)
    interest = Interest.objects.create(
        person=guest, type="financial", directness="direct", nature="partner", starts_on=FIRST, declared_on=FIRST
    )
    interest.practices.add(cast.practice)
    with pytest.raises(Refused) as caught:
        invite(few, guest)
    assert "has an interest in this item (partner)" in reasons(caught)
    assert not ItemAppointment.objects.exists()


def test_nobody_is_invited_where_the_terms_do_not_allow_it(few, cast):
    terms = TermsOfReference.objects.get(committee=cast.merton.committee)
    terms.may_invite_members = False
    terms.save()
    with pytest.raises(Refused) as caught:
        invite(few, cast.croydon.people[FINANCE])
    assert "do not let members of another committee be invited" in reasons(caught)


def test_somebody_who_sits_nowhere_is_not_invited(few, cast):
    with pytest.raises(Refused) as caught:
        invite(few, cast.secretary.person)
    assert "sits on no other committee" in reasons(caught)


def test_an_invitation_says_why_and_comes_before_the_announcement(few, cast):
    with pytest.raises(ValidationError, match="Say why they are invited"):
        invite(few, cast.croydon.people[FINANCE], why=" ")


def test_the_console_offers_what_the_rules_allow_where_a_committee_is_not_quorate(few, cast, governors):
    client = Client()
    client.force_login(cast.secretary)
    page = client.get(reverse("console", args=[few.meeting.pk])).content.decode()
    assert "Discuss, and recommend upward: Merton" in page
    assert "Governing Body of Merton" in page
    assert page.count(">Governing Body of Merton</option>") == 1, "no body is offered twice"
    assert "Refer it to another committee: Merton" not in page, "the other in the room decides for its own CCG"
    assert "Invite a member of another committee: Merton" in page
    assert f"{cast.croydon.people[FINANCE].name}, Croydon" in page
    press(
        few,
        cast.secretary,
        "refer",
        item=few.items[0].pk,
        sitting=few.sittings["Merton"].pk,
        to=governors.pk,
        recommends="yes",
        reason="too few",
    )
    page = client.get(reverse("console", args=[few.meeting.pk])).content.decode()
    assert "Invite a member of another committee: Merton" not in page


# --- What it costs ---
def test_the_console_asks_as_much_of_the_database_however_much_the_registers_show(room, cast, client):
    room.arrive()
    client.force_login(cast.secretary)
    address = reverse("console", args=[room.meeting.pk]) + "?ask=declarations"

    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            assert client.get(address).status_code == 200
        return len(context)

    shown(room.items[0], cast.merton.people[GP])
    few = asked()
    for item in room.items:
        for person in cast.croydon.people:
            shown(item, person, as_class="all GPs of Croydon")
    assert asked() == few


def test_what_can_be_done_where_nobody_is_quorate_is_found_in_a_fixed_number_of_queries(few, cast, governors, client):
    client.force_login(cast.secretary)
    address = reverse("console", args=[few.meeting.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    leaving = [person.pk for person in cast.croydon.people[3:]]
    actions.record_attendance(actor=few.secretary, meeting=few.meeting.pk, people=leaving, movement=Movement.LEFT)
    with CaptureQueriesContext(connection) as both:
        assert b"Not quorate: what can be done" in client.get(address).content
    assert len(both) <= len(one)


def test_somebody_who_turns_up_unannounced_is_looked_for_in_the_registers(room, cast):
    visitor = Person.objects.create(name="A visitor", made_up=True)
    interest = Interest.objects.create(
        person=visitor,
        type="financial",
        directness="direct",
        nature="Owns the building",
        starts_on=FIRST,
        declared_on=FIRST,
    )
    interest.practices.add(cast.practice)
    item = room.items[0]
    item.matter.practices.add(cast.practice)
    actions.record_attendance(
        actor=room.secretary,
        meeting=room.meeting.pk,
        people=[visitor.pk],
        movement=Movement.CAME,
        role=RoomRole.PRESENTER,
    )
    room.begin(item)
    declared = Declaration.objects.get(item=item, person=visitor)
    assert declared.from_register
    assert declared.nature == "Owns the building"


# --- What the registers show is disposed of by a ruling, and by nothing else ---
def test_the_person_concerned_neither_takes_back_nor_corrects_what_was_declared_from_the_register(room, cast, gp):
    shown(room.items[0], gp)
    room.arrive()
    room.begin()
    own = {"actor": cast.acting("gp"), "declaration": Declaration.objects.get(), "reason": "It is not mine"}
    other = {"nature": "a cousin", "type": InterestType.PERSONAL, "directness": Directness.INDIRECT}
    for act in (lambda: actions.withdraw_declaration(**own), lambda: actions.correct_declaration(**own, **other)):
        with pytest.raises(Refused) as caught:
            act()
        assert "may not correct or take back what was declared of them from the register" in reasons(caught)
        assert "The chair, by a ruling on it" in caught.value.verdict.refusals[-1].who_can
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    assert gp.pk not in {elector.person_id for elector in room.decision("Merton").voters}


def test_a_declaration_taken_back_leaves_what_the_registers_show_to_be_ruled_on(room, gp):
    shown(room.items[0], gp)
    room.arrive()
    room.begin()
    declaration = Declaration.objects.get()
    actions.withdraw_declaration(actor=room.secretary, declaration=declaration, reason="Recorded by mistake")
    assert room.record.matches_of(room.record.current)
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    assert gp.pk not in {elector.person_id for elector in room.decision("Merton").voters}
    assert Declaration.objects.filter(void=False).count() == 2, "declared anew when the vote opened"


# --- Whose chair rules on whom ---
def test_a_chair_rules_on_nothing_in_an_item_that_does_not_concern_their_committee(room, cast, gp):
    item = world.put(room.meeting, world.a_matter("Of Merton alone", [cast.merton.ccg]))
    room.arrive()
    room.begin(item)
    with pytest.raises(Refused) as caught:
        rule(room, item, [gp], actor=cast.acting("croydon_chair"), body="Croydon")
    assert "does not concern Croydon: its chair rules on no conflict in it" in reasons(caught)
    assert "The chair of Merton." in {reason.who_can for reason in caught.value.verdict.refusals}
    assert not Ruling.objects.exists()


def test_another_committees_ruling_sends_nobody_out_of_their_own_committees_vote_nor_keeps_its_papers(room, cast, gp):
    item = room.items[0]
    paper = Paper.objects.create(item=item, title="A", text="a", access=Access.MEMBERS, added_at=clock.now())
    room.arrive()
    room.begin()
    rule(room, item, [gp], Handling.WITHHELD, cast.acting("croydon_chair"), "Croydon")
    assert gp.pk in room.record.present(room.record.current)
    client = Client()
    client.force_login(cast.gp)
    assert client.get(reverse("paper", args=[paper.pk])).status_code == 200
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    assert gp.pk in {elector.person_id for elector in room.decision("Merton").voters}


def test_another_committees_milder_ruling_brings_nobody_back(room, cast, gp):
    room.arrive()
    room.begin()
    rule(room, room.items[0], [gp])
    rule(room, room.items[0], [gp], Handling.FULL_PART, cast.acting("croydon_chair"), "Croydon")
    assert gp.pk not in room.record.present(room.record.current)


def test_whoever_sits_on_no_committee_concerned_is_sent_out_by_any_of_them(room, cast):
    visitor = Person.objects.create(name="A visitor", made_up=True)
    room.arrive([*room.everybody(), visitor.pk])
    room.begin()
    rule(room, room.items[0], [visitor], body="Croydon")
    assert visitor.pk not in room.record.present(room.record.current)


def test_nobody_records_a_ruling_on_their_own_conflict_as_the_secretary(room, cast, gp):
    appoint_to_post(account=cast.gp, committee=cast.merton.committee, kind=PostKind.SECRETARY, starts_on=FIRST)
    shown(room.items[0], gp)
    room.arrive()
    room.begin()
    with pytest.raises(Refused) as caught:
        rule(room, room.items[0], [gp], Handling.FULL_PART, cast.acting("gp"))
    assert "may not rule on their own conflict of interest, nor record the ruling" in reasons(caught)


def test_nothing_is_ruled_on_of_somebody_who_has_nothing_to_do_with_the_item(room, cast):
    outsider = Person.objects.create(name="Nobody here", made_up=True)
    room.arrive()
    room.begin()
    with pytest.raises(ValidationError, match="neither sits here, nor is in the room, nor presents item 1"):
        rule(room, room.items[0], [outsider])
    room.items[0].presenters.create(person=outsider)
    assert rule(room, room.items[0], [outsider])


# --- When ---
def test_an_absent_chair_overrules_nobody_by_giving_a_time_before_the_first_arrival(room, cast, gp):
    chair = cast.merton.people[CHAIR].pk
    room.arrive([person for person in room.everybody() if person != chair])
    room.begin()
    midnight = clock.now().replace(hour=0, minute=0, second=1)
    with pytest.raises(Refused):
        rule(room, room.items[0], [gp], Handling.FULL_PART, cast.acting("lay_chair"), when=midnight)
    with EVE:
        eve = clock.now()
    for actor in (cast.acting("lay_chair"), room.secretary):
        with pytest.raises(Refused):
            rule(room, room.items[0], [gp], Handling.FULL_PART, actor, when=eve)
    [ruling] = rule(room, room.items[0], [gp])
    assert ruling.by == cast.merton.people[world.VICE]


def test_a_ruling_is_not_made_before_the_one_whose_place_it_takes(room, gp):
    with EVE:
        eve = clock.now()
    rule(room, room.items[0], [gp])
    with pytest.raises(ValidationError, match="a ruling that takes its place was made later"):
        rule(room, room.items[0], [gp], Handling.FULL_PART, reason="It is small", when=eve)


def test_a_ruling_made_ahead_is_put_right_as_the_ruling_of_whoever_made_it(room, cast, gp):
    with EVE:
        [first] = rule(room, room.items[0], [gp])
    room.arrive([person for person in room.everybody() if person != cast.merton.people[CHAIR].pk])
    said = {"handling": Handling.SPEAKS, "reason": "Written down wrongly"}
    act = actions.correct_ruling(actor=room.secretary, ruling=first, **said)
    assert act.by == cast.merton.people[CHAIR]


# --- On what ---
def test_a_ruling_made_ahead_does_not_cover_an_interest_found_later(room, cast, gp):
    shown(room.items[0], gp, found_at=clock.now().replace(day=11))
    with EVE:
        rule(room, room.items[0], [gp], Handling.FULL_PART)
    shown(room.items[0], gp, nature="owns the other surgery", as_class="owners")
    room.arrive()
    page = press(room, cast.secretary, "roll-call", people=[gp.pk], ask="declarations").content.decode()
    room.begin()
    assert "not ruled on yet" in page, "listed for the chair again"
    record, merton = room.record, room.sittings["Merton"].pk
    assert record.ruled(record.current, record.sittings[merton], gp.pk) is None
    [second] = rule(room, room.items[0], [gp], Handling.FULL_PART)
    assert second.reason == "an interest was declared or found since"
    record = room.record
    assert record.ruled(record.current, record.sittings[merton], gp.pk) == second
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    assert gp.pk in {elector.person_id for elector in room.decision("Merton").voters}


def test_what_is_declared_after_a_ruling_takes_the_vote_until_it_is_ruled_on(room, gp):
    room.arrive()
    room.begin()
    rule(room, room.items[0], [gp], Handling.FULL_PART)
    interest = {"nature": "a cousin", "type": InterestType.PERSONAL, "directness": Directness.INDIRECT}
    where = {"meeting": room.meeting.pk, "item": room.items[0].pk, "people": [gp.pk]}
    actions.declare_interest(actor=room.secretary, **where, **interest)
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    assert gp.pk not in {elector.person_id for elector in room.decision("Merton").voters}


def test_a_ruling_told_in_minutes_covers_what_was_declared_in_that_minute(room, gp):
    shown(room.items[0], gp)
    room.arrive()
    room.begin()
    minute = clock.now().replace(second=0, microsecond=0)
    rule(room, room.items[0], [gp], Handling.FULL_PART, when=minute)
    record = room.record
    assert record.ruled(record.current, record.sittings[room.sittings["Merton"].pk], gp.pk)


# --- Whom a chair may invite ---
@pytest.mark.parametrize("who", ["NHS England's member", "Healthwatch's", "an observer of a working group"])
def test_who_sits_elsewhere_without_a_vote_for_another_ccg_is_not_invited(few, cast, who):
    group = Committee.objects.create(
        name="A working group", short_name="Group", kind=CommitteeKind.WORKING_GROUP, established_on=FIRST
    )
    group.ccgs.add(cast.croydon.ccg)
    seat = Seat.objects.create(committee=group, title="Observer", standing="observer", order=1, starts_on=FIRST)
    people = {
        "NHS England's member": cast.croydon.people[world.NINTH],
        "Healthwatch's": cast.croydon.guest,
        "an observer of a working group": world.in_seat(seat, "An observer"),
    }
    with pytest.raises(Refused) as caught:
        invite(few, people[who])
    assert "neither with a vote for another CCG, nor for the Health and Wellbeing Board" in reasons(caught)
    assert not ItemAppointment.objects.exists()


def test_the_console_offers_nobody_whom_the_rule_would_refuse(few, cast):
    client = Client()
    client.force_login(cast.secretary)
    page = client.get(reverse("console", args=[few.meeting.pk])).content.decode()
    guests = page.partition("Invite a member of another committee")[2].partition("</form>")[0]
    assert cast.croydon.people[FINANCE].name in guests
    assert cast.croydon.people[world.NINTH].name not in guests
    assert cast.croydon.guest.name not in guests


def test_somebody_whose_interest_the_chair_ruled_leaves_them_full_part_is_invited(few, cast):
    guest = cast.croydon.people[FINANCE]
    few.items[0].matter.practices.add(cast.practice)
    interest = Interest.objects.create(
        person=guest, type="financial", directness="direct", nature="partner", starts_on=FIRST, declared_on=FIRST
    )
    interest.practices.add(cast.practice)
    shown(few.items[0], guest, interest=interest, nature="partner")
    rule(few, few.items[0], [guest], Handling.FULL_PART)
    assert invite(few, guest)


def test_a_member_who_is_back_has_the_seat_before_whoever_was_invited_for_it(few, cast, gp):
    guest = cast.croydon.people[FINANCE]
    invite(few, guest)
    few.arrive([gp.pk])
    actions.agree(actor=few.secretary, resolutions=[few.decision("Merton").pk])
    voters = {elector.person_id for elector in few.decision("Merton").voters}
    assert gp.pk in voters
    assert guest.pk not in voters
