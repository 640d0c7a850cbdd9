"""The page of what may be a conflict: who sees what of it, its presses, its forecast, and what it costs."""

import html
import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Appointment
from committees.rights.mending import Area
from committees.terms import CommitteeKind, Function, MatchState, Share
from decisions import actions
from decisions.actions.matching import recheck
from decisions.finding.candidates import nearby
from decisions.models import Match
from practices import clock
from practices.models import PlanningGroup, PlanningGroupMembership
from tests import world
from tests.decisions.test_finding import an_interest
from tests.world import CHAIR, FIRST, GP, SECOND_GP

pytestmark = pytest.mark.django_db
BUTTON = r'class="nhsuk-button[^>]*role="button"[^>]*>([^<]*)<'
SENTENCE = "The Made Up Surgery is the practice that the matter concerns"


@pytest.fixture
def item(cast, room):
    """The first item concerns the practice of Merton's GP."""
    room.items[0].matter.practices.add(cast.practice)
    an_interest(cast.merton.people[GP], cast.practice, nature="Partner in the Made Up Surgery")
    recheck()
    return room.items[0]


def address(room):
    return reverse("conflicts", args=[room.meeting.pk])


def text(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def page(client, account, room):
    client.force_login(account)
    return text(client.get(address(room)))


def press(client, room, on, what, **fields):
    said = {"key": str(uuid.uuid4()), "press": what, "item": on.pk} | fields
    return client.post(address(room), said, follow=True)


def keys(item):
    return list(Match.objects.filter(item=item).values_list("pk", flat=True))


def state(item):
    return Match.objects.get(item=item).state


# --- Who sees what ---
@pytest.mark.parametrize("who", ["secretary", "lay_chair", "croydon_chair"])
def test_who_runs_the_business_and_the_chairs_see_every_match_with_its_chain(client, cast, room, item, who):
    said = page(client, getattr(cast, who), room)
    assert "Merton GP member found in the registers" in said
    assert SENTENCE in said


def test_a_member_sees_their_own(client, cast, room, item):
    assert SENTENCE in page(client, cast.gp, room)


@pytest.mark.parametrize("who", ["executive", "healthwatch", "nhs_england"])
def test_a_member_sees_nobody_elses_and_the_forecast(client, cast, room, item, who):
    said = page(client, getattr(cast, who), room)
    assert SENTENCE not in said
    assert "One of Merton's nine voters is likely out (Merton GP member); still quorate." in said


@pytest.mark.parametrize("who", ["stranger", "superuser", "nhs_england_without_powers"])
def test_who_takes_no_part_in_the_meeting_does_not_see_it(client, cast, room, item, who):
    client.force_login(getattr(cast, who))
    answer = client.get(address(room))
    assert answer.status_code == 403
    assert "for those who sit in it or work for it" in text(answer)


def test_a_private_item_is_there_for_nobody_who_may_not_know_of_it(client, cast, room):
    matter = world.a_matter("The secret branch", [cast.merton.ccg])
    matter.practices.add(cast.practice)
    an_interest(cast.merton.people[GP], cast.practice, nature="Partner in the Made Up Surgery")
    actions.put_on_agenda(
        meeting=room.meeting, matter=matter, number="9", private=True, private_ground="Commercial in confidence"
    )
    from committees.models.accounts import PostKind
    from committees.powers import appoint_to_post

    of_croydon = world.an_account("secretary_of_croydon")
    appoint_to_post(account=of_croydon, committee=cast.croydon.committee, kind=PostKind.SECRETARY, starts_on=FIRST)
    assert "The secret branch" in page(client, cast.secretary, room)
    said = page(client, of_croydon, room)
    assert "The secret branch" not in said
    assert "Made Up Surgery" not in said


# --- Presses ---
def test_the_secretary_confirms(client, cast, room, item):
    client.force_login(cast.secretary)
    answer = press(client, room, item, "confirm", found=keys(item))
    assert "Confirmed. The chair rules on it." in text(answer)
    assert state(item) == MatchState.CONFIRMED


def test_the_secretary_proposes_to_dismiss_with_a_reason_and_withdraws_it(client, cast, room, item):
    client.force_login(cast.secretary)
    said = text(press(client, room, item, "propose", found=keys(item), reason="Sold in March"))
    assert "Proposed to be dismissed: Sold in March" in said
    assert "until then it stands" in said
    assert state(item) == MatchState.DISMISSAL_PROPOSED
    press(client, room, item, "withdraw", found=keys(item))
    assert state(item) == MatchState.FOUND


def test_a_proposal_without_a_reason_is_refused_on_the_page(client, cast, room, item):
    client.force_login(cast.secretary)
    answer = press(client, room, item, "propose", found=keys(item), reason="")
    assert answer.status_code == 422
    assert "Say why this is no conflict: the chair reads it before ruling." in text(answer)
    assert state(item) == MatchState.FOUND


ADDED = {"nature": "A brother's surgery", "why": "He asks for it", "type": "personal", "directness": "indirect"}


def test_why_one_added_by_hand_is_proposed_to_be_dismissed_reaches_the_chair(client, cast, room, item):
    client.force_login(cast.secretary)
    person = cast.merton.people[SECOND_GP]
    press(client, room, item, "add", person=person.pk, **ADDED)
    by_hand = Match.objects.get(item=item, by_hand=True)
    assert "Proposed to be dismissed" not in page(client, cast.lay_chair, room)
    client.force_login(cast.secretary)
    press(client, room, item, "propose", found=[by_hand.pk], reason="He has sold it")
    assert "Proposed to be dismissed: He has sold it" in page(client, cast.lay_chair, room)


def test_the_secretary_adds_one_by_hand(client, cast, room, item):
    client.force_login(cast.secretary)
    chair = cast.merton.people[CHAIR]
    said = text(press(client, room, item, "add", person=chair.pk, **ADDED))
    assert "Merton Lay member, chair added by the secretary" in said
    assert "He asks for it" in said


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"person": ""}, "Choose who it is."),
        ({"person": 999999}, "Choose who it is from the list."),
        ({"item": 999999}, "Choose an item from the list."),
        ({"nature": ""}, "Say what the interest is."),
        ({"why": "x" * 301}, "Say why it is a conflict in at most 300 characters."),
        ({"type": "odd"}, "Choose a type from the list."),
        ({"key": "x"}, "This form is not whole. Load the page again, and send it once more."),
    ],
)
def test_what_is_wrong_with_an_addition_is_said_and_nothing_is_added(client, cast, room, item, fields, sentence):
    client.force_login(cast.secretary)
    answer = press(client, room, item, "add", **({"person": cast.merton.people[CHAIR].pk} | ADDED | fields))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert Match.objects.count() == 1


@pytest.mark.parametrize("who", ["gp", "lay_chair", "executive"])
@pytest.mark.parametrize("what", ["confirm", "propose", "withdraw"])
def test_nobody_else_presses(client, cast, room, item, who, what):
    client.force_login(getattr(cast, who))
    answer = press(client, room, item, what, found=keys(item), reason="because")
    assert answer.status_code == 403
    assert "only the secretary of" in text(answer).lower()
    assert state(item) == MatchState.FOUND


def test_the_same_form_sent_twice_is_taken_once(client, cast, room, item):
    client.force_login(cast.secretary)
    key = str(uuid.uuid4())
    press(client, room, item, "confirm", found=keys(item), key=key)
    said = text(press(client, room, item, "confirm", found=keys(item), key=key))
    assert "This was recorded already" in said


def test_a_match_of_another_item_is_refused(client, cast, room, item):
    other = world.put(room.meeting, world.a_matter("Another", [cast.merton.ccg]))
    client.force_login(cast.secretary)
    answer = press(client, room, other, "confirm", found=keys(item))
    assert answer.status_code == 422
    assert state(item) == MatchState.FOUND


def test_a_class_is_confirmed_in_one_press(client, cast, room):
    scheme = world.put(room.meeting, world.a_matter("A scheme", [cast.merton.ccg], Function.INCENTIVE_SCHEMES))
    said = page(client, cast.secretary, room)
    assert "All GPs of Merton: two people" in said
    press(client, room, scheme, "confirm", found=keys(scheme))
    assert set(Match.objects.filter(item=scheme).values_list("state", flat=True)) == {"confirmed"}


# --- The forecast ---
def needs_a_clinician(cast):
    terms = cast.merton.terms
    terms.quorum_slots = [{"label": "two clinicians", "count": 2, "clinical": True}]
    terms.save()


@pytest.fixture
def inquorate(cast, room, item):
    """Merton needs a clinician, and all three of its own have an interest in the practice."""
    needs_a_clinician(cast)
    for nth in (SECOND_GP, world.NINTH):
        an_interest(cast.merton.people[nth], cast.practice)
    recheck()
    return item


def test_the_forecast_names_who_is_out_and_who_could_mend_it(client, cast, room, inquorate):
    said = page(client, cast.secretary, room)
    assert "Three of Merton's nine voters are likely out" in said
    assert "not quorate" in said
    assert (
        "Croydon GP member (GP member of Croydon, expected at the meeting) and Croydon Second GP member (Second GP "
        "member of Croydon, expected at the meeting), together, could make Merton quorate, appointed for this item to "
        "the seat of GP member and Second GP member." in said
    )


def test_it_says_who_could_give_clinical_input_where_all_clinicians_of_a_committee_are_out(
    client, cast, room, inquorate
):
    said = page(client, cast.secretary, room)
    assert (
        "and Merton has no other clinician there; Croydon GP member (GP member of Croydon, expected at the meeting) or"
        in said
    )
    assert "could give it without a vote." in said


def test_where_the_terms_let_nobody_be_invited_that_is_said(client, cast, room, inquorate):
    cast.merton.terms.may_invite_members = False
    cast.merton.terms.save()
    said = page(client, cast.secretary, room)
    assert "The terms of reference of Merton let no member of another committee be invited" in said
    assert "could make Merton quorate, appointed" not in said


def test_a_deputy_is_named_who_acts_once_the_member_has_left(client, cast, room, item):
    needs_a_clinician(cast)
    an_interest(cast.merton.people[SECOND_GP], cast.practice)
    deputy = world.in_seat(cast.merton.seats[GP], "Dee Deputy", share=Share.DEPUTY, stands_for=cast.merton.people[GP])
    recheck()
    said = page(client, cast.secretary, room)
    name = cast.merton.people[GP].name
    assert (
        f"{deputy.name}, deputy of {name}, could act as GP member once {name} is out of the room for the item" in said
    )


def test_members_of_the_next_area_are_those_of_the_other_ccgs_of_the_planning_group(cast, room, item):
    group = PlanningGroup.objects.create(name="South West London", short_name="SWL")
    kingston = world.a_body("Kingston", "08J")
    enfield = world.a_body("Enfield", "07X")
    for body in (cast.merton, kingston):
        PlanningGroupMembership.objects.create(ccg=body.ccg, planning_group=group, starts_on=FIRST)
    an_interest(kingston.people[GP], cast.practice)
    near = nearby(room.record, [item.pk])
    sitting = room.record.sittings[room.sittings["Merton"].pk]
    far = [c for c in near.candidates(room.record, sitting, item.pk, ()) if c.area is Area.NEXT_AREA]
    assert {each.sits for each in far} == {"Kingston"}
    assert [each.person.id for each in far if each.conflicted] == [kingston.people[GP].pk]
    assert not {each.person.id for each in far} & {person.pk for person in enfield.people}


def test_who_could_mend_it_is_asked_of_bodies_that_exist_that_day(cast, room, item):
    group = PlanningGroup.objects.create(name="South West London", short_name="SWL")
    PlanningGroupMembership.objects.create(ccg=cast.merton.ccg, planning_group=group, starts_on=FIRST)
    cast.stood_down.kind = CommitteeKind.GOVERNING_BODY
    assert nearby(room.record, [item.pk]).next_area == {}


def test_an_item_that_was_taken_is_forecast_no_more(client, cast, room, item):
    room.arrive()
    room.begin(item)
    said = page(client, cast.secretary, room)
    assert "taken" in said
    assert "likely out" not in said
    assert "declared on the item" in said


# --- What it costs ---
def test_the_page_takes_as_many_queries_for_a_large_meeting_as_for_a_small_one(client, cast, room, inquorate):
    def asked():
        client.force_login(cast.secretary)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(room)).status_code == 200
        return len(captured)

    few = asked()
    for n in range(8):
        matter = world.a_matter(f"Matter {n}", [cast.merton.ccg, cast.croydon.ccg])
        matter.practices.add(cast.practice)
        world.put(room.meeting, matter)
    for person in cast.croydon.people[GP:]:
        an_interest(person, cast.practice)
    recheck()
    assert Appointment.objects.count() > 10
    assert asked() == few <= 75


# --- The chair rules ahead ---
def rule(client, room, on, handling, **fields):
    [box] = re.findall(r'name="on" value="([0-9:]+)"', client.get(address(room)).content.decode())
    said = {"key": str(uuid.uuid4()), "from": "conflicts", "on": box, "handling": handling} | fields
    return client.post(reverse("console_act", args=[room.meeting.pk, "rule-several"]), said, follow=True)


@override_settings(COCOMM_CLOCK_DAY=date(2016, 4, 12))
def test_the_chair_changes_a_ruling_made_ahead_with_its_reason(client, cast, room, item):
    Match.objects.update(found_at=clock.now() - timedelta(days=1))  # found before the day on which the chair rules
    assert "Change the ruling" not in page(client, cast.lay_chair, room)
    assert "Leaves for the item" in page(client, cast.lay_chair, room)
    rule(client, room, item, "leaves_for_item")
    said = page(client, cast.lay_chair, room)
    assert "Merton GP member in Merton, now: leaves for the item" in said
    assert "Merton GP member ruled on" in said
    assert "One of Merton's nine voters is out (Merton GP member); still quorate." in said
    refused = rule(client, room, item, "speaks")
    assert "Say why the ruling changes" in text(refused)
    rule(client, room, item, "speaks", reason="The practice is not affected after all.")
    assert "Merton GP member in Merton, now: speaks, does not vote" in page(client, cast.lay_chair, room)
    assert "Change the ruling" not in page(client, cast.gp, room)


@override_settings(COCOMM_CLOCK_DAY=date(2016, 4, 12))
def test_where_to_dismiss_is_proposed_full_part_is_called_no_conflict(client, cast, room, item):
    assert "Interest noted, full part" in page(client, cast.lay_chair, room)
    client.force_login(cast.secretary)
    press(client, room, item, "propose", found=keys(item), reason="Sold.")
    said = page(client, cast.lay_chair, room)
    assert "Not a conflict here: takes full part" in said
    assert "Gets the papers, stays in the room, speaks, votes and counts to the quorum." in said


@override_settings(COCOMM_CLOCK_DAY=date(2016, 4, 12))
def test_the_way_to_what_is_found_is_a_button_while_there_is_something_to_rule_on(client, cast, room, item):
    def buttons(account, *addresses):
        client.force_login(account)
        return [[b.strip() for b in re.findall(BUTTON, client.get(each).content.decode())] for each in addresses]

    both = reverse("home"), reverse("meeting", args=[room.meeting.pk])
    for shown in buttons(cast.lay_chair, *both):
        assert "Rule on the conflicts found" in shown
    for shown in buttons(cast.secretary, *both):
        assert "Rule on the conflicts found" not in shown
        assert shown[0] == "Look through the possible conflicts"
    client.force_login(cast.lay_chair)
    rule(client, room, item, "leaves_for_item")
    for shown in buttons(cast.lay_chair, *both):
        assert "Rule on the conflicts found" not in shown
