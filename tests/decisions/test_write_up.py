"""A meeting written up after it happened: what the pages ask, what they record, and what they refuse and why."""

from __future__ import annotations

import uuid
from datetime import date, time

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.terms import Function, Handling, Movement, Outcome, Recording, RoomRole
from decisions import actions
from decisions.facts import load_record
from decisions.models import AlsoPresent, Attendance, Link, Opening, Submission
from practices.clock import LONDON
from tests import world
from tests.pressing import forms_on
from tests.test_bad_input import QUICK, junk
from tests.test_permission_layer import text
from tests.world import CHAIR, FINANCE, GP, NINTH, SECOND_GP, VICE

pytestmark = pytest.mark.django_db

NEXT_WEEK = date(2016, 4, 21)


@pytest.fixture
def room(cast):
    """The cast's meeting of last week, with two items; nothing of it is recorded."""
    with override_settings(COCOMM_CLOCK_DAY=NEXT_WEEK):
        yield cast.meeting(items=2)


class Pages:
    """The pages of one meeting's writing up, as one account meets them."""

    def __init__(self, client, room):
        self.client, self.room = client, room

    def address(self, name, *args):
        return reverse(name, args=[self.room.meeting.pk, *args])

    def send(self, address, **fields):
        """The form as it stands on the page, with these fields filled in; None takes one out."""
        page = self.client.get(address)
        assert page.status_code == 200, text(page)
        form = next(form for form in forms_on(page.content.decode()) if any(key == "key" for key, _ in form.fields))
        said = {}
        for key, value in form.fields:
            said.setdefault(key, []).append(value)
        return self.client.post(address, {key: value for key, value in (said | fields).items() if value is not None})

    def attendance(self, here=None, **fields):
        people = self.room.everybody() if here is None else here
        return self.send(self.address("write_up_attendance"), **{f"here-{pk}": "on" for pk in people}, **fields)

    def item(self, number=0, **fields):
        return self.send(self.address("write_up_item", self.room.items[number].pk), **fields)

    def close(self, **fields):
        return self.send(self.address("write_up_close"), **fields)

    def agreed(self, number=0, **fields):
        """Agreed by all, every part."""
        parts = {r.limb.pk for r in self.record.item_by_id[self.room.items[number].pk].resolutions}
        return self.item(number, **{f"part{pk}-all": "on" for pk in parts}, **fields)

    @property
    def record(self):
        return load_record(self.room.meeting.pk)

    def decision(self, name, number=0):
        return self.room.decision(name, self.room.items[number])

    def person(self, name, seat):
        return self.room.bodies[name].people[seat].pk

    def part(self, number=0):
        return f"part{self.decision('Merton', number).limb.pk}"


@pytest.fixture
def pages(client, cast, room):
    client.force_login(cast.secretary)
    return Pages(client, room)


@pytest.fixture
def there(pages):
    assert pages.attendance().status_code == 302
    return pages


def nothing_written(pages):
    return Link.objects.filter(sitting__meeting=pages.room.meeting).count(), Submission.objects.count()


def shown_refusal(answer):
    """What the page says was refused, and why."""
    said = text(answer)
    assert "Not recorded" in said
    return said.partition("Not recorded")[2].partition("Committees in common")[0]


def at(hour, minute=0):
    return lambda act: act.happened_at.astimezone(LONDON).time() == time(hour, minute)


# --- Who was there ---
def test_who_is_ticked_was_there_from_the_start_and_nobody_else(pages):
    here = pages.room.everybody()[:-1]
    assert pages.attendance(here).status_code == 302
    assert pages.record.present() == set(here)
    assert all(at(10)(act) for act in pages.record.movements())
    assert {act.recorded_at.astimezone(LONDON).date() for act in pages.record.movements()} == {NEXT_WEEK}


def test_times_apologies_and_people_without_a_seat(pages):
    late, early, away = (pages.person("Merton", seat) for seat in (GP, VICE, FINANCE))
    here = [pk for pk in pages.room.everybody() if pk != away]
    others = {
        "other-0-name": "Ann Author",
        "other-0-role": "presenter",
        "other-1-name": "borough councillors",
        "other-1-number": "3",
    }
    times = {f"came-{late}": "10:20", f"left-{early}": "11:05", f"apologies-{away}": "on", f"remote-{late}": "on"}
    answer = pages.attendance(here, began="10:05", **times, **others)
    assert answer.status_code == 302
    acts = {(act.person_id, act.movement): act for act in pages.record.movements()}
    assert at(10, 20)(acts[late, Movement.CAME])
    assert acts[late, Movement.CAME].remote
    assert at(11, 5)(acts[early, Movement.LEFT])
    assert (away, Movement.APOLOGIES) in acts
    assert at(10, 5)(acts[pages.person("Merton", CHAIR), Movement.CAME])
    author = Attendance.objects.get(person__name="Ann Author")
    assert (author.role, at(10, 5)(author)) == (RoomRole.PRESENTER, True)
    assert AlsoPresent.objects.get().number == 3


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"came-{gp}": "10:40", "left-{gp}": "10:20"}, "left before coming"),
        ({"left-{gp}": "09:20"}, "left before the meeting began"),
        ({"came-{gp}": "09:20"}, "came before the meeting began"),
        ({"came-{gp}": "25:00"}, "such as 10:05"),
        ({"apologies-{gp}": "on"}, "was there, or sent apologies"),
        ({"other-0-number": "3"}, "Write who it was"),
        ({"other-0-name": "Ann", "other-0-item": "{item}"}, "Give the time at which Ann came for the item"),
        ({"other-0-name": "Councillors", "other-0-number": "-1"}, "greater than or equal to 1"),
    ],
)
def test_what_contradicts_itself_is_asked_back_and_nothing_is_written(pages, fields, sentence):
    before = nothing_written(pages)
    known = {"gp": pages.person("Merton", GP), "item": pages.room.items[0].pk}
    answer = pages.attendance(**{key.format(**known): value.format(**known) for key, value in fields.items()})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert nothing_written(pages) == before
    assert f'id="id_here-{known["gp"]}" checked' in answer.content.decode(), "what was ticked is kept"


def test_nobody_there_is_no_meeting(pages):
    answer = pages.attendance([])
    assert answer.status_code == 422
    assert "Tick at least one member" in text(answer)


def test_more_lines_keep_what_was_typed_and_find_nothing_wrong_yet(pages):
    answer = pages.attendance(more="others", **{"other-0-name": "Ann Author", "other-0-came": "25:00"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'value="Ann Author"' in page
    assert 'name="other-4-name"' in page
    assert "There is a problem" not in page


# --- An item ---
def test_agreed_by_all_is_one_tick_for_every_committee(there):
    assert there.agreed(began="10:05", ended="10:20").status_code == 302
    for name in ("Merton", "Croydon"):
        decision = there.decision(name)
        assert decision.announcement.outcome == Outcome.CARRIED
        assert at(10, 5)(decision.opening)
    item = there.record.items[0]
    assert [step.step for step in item.steps] == ["begun", "finished"]
    assert at(10, 20)(item.steps[-1])


def test_one_committee_may_be_told_otherwise(there):
    merton, croydon = there.decision("Merton").pk, there.decision("Croydon").pk
    counts = {f"how-{merton}": "counts", f"for-{merton}": "5", f"against-{merton}": "3", f"abstained-{merton}": "1"}
    assert there.agreed(**counts).status_code == 302
    tally = there.decision("Merton").tally
    assert (tally.in_favour, tally.against, tally.abstained) == (5, 3, 1)
    assert Opening.objects.get(resolution=croydon).recording == Recording.UNANIMOUS


def test_by_consensus_is_one_tick_too_and_not_both(there):
    both = there.agreed(**{f"{there.part()}-consensus": "on"})
    assert both.status_code == 422
    assert "agreed by all, or by consensus" in text(both)
    assert there.item(**{f"{there.part()}-consensus": "on"}).status_code == 302
    for name in ("Merton", "Croydon"):
        assert there.decision(name).opening.recording == Recording.CONSENSUS


def test_votes_by_name_and_a_casting_vote(there):
    croydon, part = there.decision("Croydon").pk, there.part()
    against = {f"{part}-vote-{there.person('Croydon', seat)}": "against" for seat in (VICE, FINANCE, GP, SECOND_GP)}
    votes = {**against, f"{part}-vote-{there.person('Croydon', CHAIR)}": "abstained"}
    answer = there.agreed(**{f"how-{croydon}": "by_name", f"casting-{croydon}": "for"}, **votes)
    assert answer.status_code == 302
    decision = there.decision("Croydon")
    assert len(decision.standing_votes) == 9
    assert decision.casting_vote.by_id == there.person("Croydon", NINTH)
    assert decision.announcement.outcome == Outcome.CARRIED


def test_an_interest_and_its_ruling_take_the_vote_and_the_minutes_say_so(there):
    merton, gp = there.decision("Merton").pk, there.person("Merton", GP)
    sitting = there.room.sittings["Merton"].pk
    interest = {
        "d0-who": str(gp),
        "d0-nature": "Partner in this practice",
        f"d0-ruling-{sitting}": Handling.LEAVES_FOR_ITEM.value,
    }
    votes = {f"how-{merton}": "by_name", f"{there.part()}-vote-{gp}": "not_voting"}
    assert there.agreed(**interest, **votes).status_code == 302
    assert gp not in {vote.by_id for vote in there.decision("Merton").standing_votes.values()}
    minutes = text(there.client.get(there.address("minutes")))
    assert "Partner in this practice" in minutes
    assert "the GP member having left" in minutes


def test_a_vote_of_somebody_who_is_out_for_a_conflict_is_refused_with_the_reason(there):
    merton, gp = there.decision("Merton").pk, there.person("Merton", GP)
    before = nothing_written(there)
    interest = {
        "d0-who": str(gp),
        "d0-nature": "Partner in this practice",
        f"d0-ruling-{there.room.sittings['Merton'].pk}": Handling.SILENT.value,
    }
    answer = there.agreed(**interest, **{f"how-{merton}": "by_name"})
    assert answer.status_code == 403
    assert "Merton GP member" in shown_refusal(answer)
    assert "stays, silent" in shown_refusal(answer)
    assert "Partner in this practice" in answer.content.decode()
    assert nothing_written(there) == before, "not the declaration either"


def test_a_class_of_people_declares_at_once(there):
    sitting = there.room.sittings["Merton"].pk
    said = {
        "d0-who": f"class:{sitting}",
        "d0-nature": "They are all paid by the scheme",
        f"d0-ruling-{sitting}": Handling.FULL_PART.value,
    }
    assert there.agreed(**said).status_code == 302
    assert {act.person_id for act in there.record.items[0].declared} == {
        there.person("Merton", seat) for seat in (GP, SECOND_GP, NINTH)
    }


def test_other_words_and_a_condition(there):
    part = there.part()
    said = {
        f"{part}-text": "That it be approved for one year.",
        f"{part}-condition0": "the funds are in the budget",
        f"{part}-who0": "the chief finance officer",
    }
    assert there.agreed(**said).status_code == 302
    decision = there.decision("Merton")
    assert decision.motion.text == "That it be approved for one year."
    assert [each.text for each in decision.conditions] == ["the funds are in the budget"]


def test_put_off_by_one_committee_and_decided_by_the_other(there):
    croydon = there.room.sittings["Croydon"].pk
    off = {"off": [croydon], "off-day_day": "12", "off-day_month": "5", "off-day_year": "2016"}
    assert there.agreed(**off, **{"off-reason": "More figures"}).status_code == 302
    item = there.record.items[0]
    assert item.deferral_of(croydon).to_date == date(2016, 5, 12)
    assert there.decision("Croydon").announcement is None
    assert there.decision("Merton").announcement is not None


def test_what_is_asked_for_when_it_is_put_off_and_from_when_it_may_come_back(there):
    croydon = there.room.sittings["Croydon"].pk
    off = {"off": [croydon], "off-day_day": "12", "off-day_month": "5", "off-day_year": "2016", "off-reason": "Figures"}
    first = {"off-first_day": "9", "off-first_month": "5", "off-first_year": "2016"}
    assert there.agreed(**off, **first, **{"off-asked": "The hours, from the boroughs"}).status_code == 302
    act = there.record.items[0].deferral_of(croydon)
    assert (act.asked_for, act.not_before) == ("The hours, from the boroughs", date(2016, 5, 9))


def test_a_condition_with_days_from_the_meeting(there):
    part = there.part()
    said = {f"{part}-condition0": "the funds are in the budget", f"{part}-within0": "90"}
    assert there.agreed(**said).status_code == 302
    assert [each.due_on for each in there.decision("Merton").conditions] == [date(2016, 7, 13)]


def test_one_part_decided_and_the_other_put_off(there):
    ccgs = [body.ccg for body in there.room.bodies.values()]
    matter = world.a_matter("Two parts", ccgs, texts=("Close one.", "Close the other."))
    there.room.items.append(world.put(there.room.meeting, matter))
    merton, croydon = (there.room.sittings[name].pk for name in ("Merton", "Croydon"))
    first, second = (there.room.decision("Merton", there.room.items[2], letter) for letter in "ab")
    off = {
        "off": [merton],
        "off-day_day": "12",
        "off-day_month": "5",
        "off-day_year": "2016",
        "off-reason": "More figures",
    }
    both = {f"how-{first.pk}": "unanimous", f"how-{second.pk}": "unanimous"}
    refused = there.agreed(2, **off, **both)
    assert refused.status_code == 422
    assert "Merton decided all of the item, or put it off" in text(refused)
    assert there.agreed(2, **off, **{f"how-{first.pk}": "unanimous"}).status_code == 302
    item = there.record.items[2]
    assert item.deferral_of(merton)
    assert not item.deferral_of(croydon)
    said = {(r.sitting.name, r.limb.letter): bool(r.announcement) for r in item.resolutions}
    assert said == {("Merton", "a"): True, ("Merton", "b"): False, ("Croydon", "a"): True, ("Croydon", "b"): True}


def test_the_national_agreement_to_a_scheme(there):
    ccgs = [body.ccg for body in there.room.bodies.values()]
    there.room.items.append(world.put(there.room.meeting, world.a_matter("Scheme", ccgs, Function.INCENTIVE_SCHEMES)))
    croydon = there.decision("Croydon", 2).pk
    assert there.agreed(2, **{f"agreement-{croydon}": "no"}).status_code == 422
    said = {f"agreement-{croydon}": "no", f"agreement-reason-{croydon}": "No money"}
    assert there.agreed(2, **said).status_code == 302
    assert there.decision("Croydon", 2).announcement.outcome == Outcome.AGREEMENT_REFUSED


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "The motion: tick “Agreed by all”"),
        ({"{part}-all": "on", "began": "09:30"}, "The meeting began at 10:00"),
        ({"{part}-all": "on", "began": "10:30", "ended": "10:20"}, "ended before it began"),
        ({"{part}-all": "on", "how-{merton}": "counts"}, "give the numbers of votes"),
        ({"{part}-all": "on", "for-{merton}": "5"}, "numbers are given"),
        (
            {"{part}-all": "on", "how-{merton}": "counts", "for-{merton}": "9", "against-{merton}": "4"},
            "only 9 members",
        ),
        ({"{part}-all": "on", "how-{merton}": "counts", "for-{merton}": "x", "against-{merton}": "4"}, "whole number"),
        ({"{part}-all": "on", "how-{merton}": "magic"}, "magic"),
        ({"{part}-all": "on", "d0-who": "{gp}"}, "say what the interest is"),
        ({"{part}-all": "on", "d0-nature": "A practice"}, "choose who declared it"),
        ({"{part}-all": "on", "d0-who": "999999", "d0-nature": "A practice"}, "Select a valid choice"),
        ({"{part}-all": "on", "off-reason": "More figures"}, "Tick the committees"),
        ({"off": "{sitting}"}, "Say until when"),
        ({"{part}-all": "on", "{part}-text": ""}, "write the words"),
        ({"{part}-all": "on", "{part}-who0": "Somebody"}, "say what the condition is"),
        ({"{part}-all": "on", "said-{merton}": "not_carried"}, "what is written here gives “carried”"),
    ],
)
def test_what_is_missing_or_wrong_is_asked_back_and_nothing_is_written(there, fields, sentence):
    before = nothing_written(there)
    known = {
        "part": there.part(),
        "merton": there.decision("Merton").pk,
        "gp": there.person("Merton", GP),
        "sitting": there.room.sittings["Merton"].pk,
    }
    answer = there.item(**{key.format(**known): value.format(**known) for key, value in fields.items()})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert nothing_written(there) == before


def test_a_person_who_was_not_there_is_offered_no_vote_and_has_none(pages):
    gp = pages.person("Merton", GP)
    assert pages.attendance([pk for pk in pages.room.everybody() if pk != gp]).status_code == 302
    page = pages.client.get(pages.address("write_up_item", pages.room.items[0].pk)).content.decode()
    assert f"{pages.part()}-vote-{gp}" not in page
    assert f"{pages.part()}-vote-{pages.person('Merton', SECOND_GP)}" in page


def test_a_vote_of_somebody_who_left_before_is_refused_with_the_reason(pages):
    gp = pages.person("Merton", GP)
    assert pages.attendance(**{f"left-{gp}": "10:15"}).status_code == 302
    before = nothing_written(pages)
    answer = pages.agreed(began="10:30", **{f"how-{pages.decision('Merton').pk}": "by_name"})
    assert answer.status_code == 422
    assert "Merton GP member was not in the room when the item began at 10:30" in text(answer)
    assert nothing_written(pages) == before
    assert pages.agreed(began="").status_code == 422, "without a time it cannot be said who was there"


# --- Twice, and afterwards ---
def test_the_same_form_twice_is_taken_once(pages):
    key = str(uuid.uuid4())
    here = {f"here-{pk}": "on" for pk in pages.room.everybody()}
    fields = {"key": key, "began": "10:00", "others": "3", **here}
    address = pages.address("write_up_attendance")
    assert pages.client.post(address, fields).status_code == 302
    before = nothing_written(pages)
    again = pages.client.post(address, fields, follow=True)
    assert "the same form was sent twice" in text(again)
    assert nothing_written(pages) == before


def test_what_is_recorded_is_shown_in_place_of_a_form_and_another_form_is_refused(there):
    address = there.address("write_up_item", there.room.items[0].pk)
    page = there.client.get(address)
    assert there.agreed().status_code == 302
    shown = there.client.get(address)
    assert "This is recorded" in text(shown)
    assert "agreed by all" in text(shown)
    assert reverse("console", args=[there.room.meeting.pk]) in shown.content.decode()
    assert not [form for form in forms_on(shown.content.decode()) if "part" in str(form.fields)]
    form = next(f for f in forms_on(page.content.decode()) if any(key == "key" for key, _ in f.fields))
    before = nothing_written(there)
    late = there.client.post(address, dict(form.fields) | {f"{there.part()}-all": "on"})
    assert late.status_code == 409
    assert nothing_written(there) == before


def test_an_item_before_the_attendance_says_what_comes_first(pages):
    answer = pages.client.get(pages.address("write_up_item", pages.room.items[0].pk))
    assert "written up first" in text(answer)


def test_begun_in_the_console_it_goes_on_there(there):
    actions.begin_item(actor=there.room.secretary, meeting=there.room.meeting.pk, item=there.room.items[0].pk)
    assert "Begun in the console" in text(there.client.get(there.address("write_up")))
    assert "This is recorded" in text(there.client.get(there.address("write_up_item", there.room.items[0].pk)))


def test_from_the_first_page_to_the_close(there):
    assert "1 of 4 written up" in text(there.client.get(there.address("write_up")))
    there.agreed(0, began="10:00", ended="10:10")
    assert 'value="10:10"' in there.client.get(there.address("write_up_item", there.room.items[1].pk)).content.decode()
    warned = text(there.client.get(there.address("write_up_close")))
    assert "Matter 2" in warned
    there.agreed(1, began="10:10", ended="10:30")
    assert there.close(ended="10:20").status_code == 422
    assert there.close(ended="10:45").status_code == 302
    assert there.record.closed
    assert "4 of 4 written up" in text(there.client.get(there.address("write_up")))
    minutes = text(there.client.get(there.address("minutes")))
    assert "The meeting closed at 10:45" in minutes
    assert "Written up afterwards" in minutes


# --- Anything at all ---
@pytest.mark.parametrize("name", ["attendance", "item", "close"])
def test_any_page_sent_with_anything_in_it_is_taken_or_asked_back_and_never_half_written(pages, name):
    if name != "attendance":
        assert pages.attendance().status_code == 302
    args = [pages.room.items[0].pk] if name == "item" else []
    address = pages.address(f"write_up_{name}", *args)
    shown = pages.client.get(address).content.decode()
    form = next(form for form in forms_on(shown) if any(key == "key" for key, _ in form.fields))
    right: dict[str, list[str]] = {}
    for key, value in form.fields:
        right.setdefault(key, []).append(value)
    right |= {
        "more": [],
        f"{pages.part()}-all": ["on"],
        "off-day_day": ["1"],
        f"how-{pages.decision('Merton').pk}": ["counts"],
    }
    names = st.sampled_from(sorted(right))

    @settings(max_examples=60, **QUICK)
    @given(st.dictionaries(names, junk | st.lists(junk, max_size=3), min_size=1, max_size=5))
    def send(changed):
        with transaction.atomic():
            before = nothing_written(pages)
            answer = pages.client.post(address, right | {"key": str(uuid.uuid4())} | changed)
            assert answer.status_code in (200, 302, 403, 409, 422)
            assert answer.status_code == 302 or nothing_written(pages) == before, "half-written"
            transaction.set_rollback(True)

    send()


# --- Who may, and when ---
@pytest.mark.parametrize("who", ["gp", "stranger", "superuser", "nhs_england", "healthwatch"])
@pytest.mark.parametrize("name", ["write_up", "write_up_attendance", "write_up_close"])
def test_who_does_not_run_the_meeting_is_refused_with_reasons(client, cast, room, who, name):
    client.force_login(getattr(cast, who))
    for method in ("get", "post"):
        if name == "write_up" and method == "post":
            continue
        answer = getattr(client, method)(reverse(name, args=[room.meeting.pk]))
        assert answer.status_code == 403
        assert "secretary" in text(answer)


def test_a_chair_may_write_up_and_not_record_in_members_names(client, cast, room, pages):
    assert pages.attendance().status_code == 302
    client.force_login(cast.lay_chair)
    before = nothing_written(pages)
    answer = pages.agreed(**{f"how-{pages.decision('Merton').pk}": "by_name"})
    assert answer.status_code == 403
    assert nothing_written(pages) == before


def test_nothing_is_written_up_before_the_day(client, cast):
    with override_settings(COCOMM_CLOCK_DAY=date(2016, 4, 13)):
        room = cast.meeting(items=1)
        client.force_login(cast.secretary)
        for page in ("write_up", "write_up_attendance", "write_up_close"):
            answer = client.get(reverse(page, args=[room.meeting.pk]))
            assert answer.status_code == 403
            assert "on that day or after it" in text(answer)
        assert client.get(reverse("sheet", args=[room.meeting.pk])).status_code == 200


def test_a_private_item_of_another_committee_does_not_exist(client, cast, room):
    secret = world.a_matter("The secret of the branch", [cast.merton.ccg], texts=("That the secret be kept.",))
    item = actions.put_on_agenda(
        meeting=room.meeting, matter=secret, number="P1", private=True, private_ground="Commercial in confidence"
    )
    other = world.an_account("secretary of Croydon alone")
    appoint_to_post(
        account=other, committee=cast.croydon.committee, kind=PostKind.SECRETARY, starts_on=date(2016, 4, 1)
    )
    client.force_login(other)
    assert client.get(reverse("write_up_item", args=[room.meeting.pk, item.pk])).status_code == 404
    listed = text(client.get(reverse("write_up", args=[room.meeting.pk])))
    assert "The secret of" not in listed
    assert "Private item" in listed
    client.force_login(cast.secretary)
    assert "The secret of" in text(client.get(reverse("write_up", args=[room.meeting.pk])))


def test_an_item_of_another_meeting_is_not_here(there, cast):
    other = cast.meeting(items=1)
    assert there.client.get(there.address("write_up_item", other.items[0].pk)).status_code == 404


# --- Links ---
def test_the_meeting_page_leads_there_for_who_may(client, cast, room, pages):
    page = client.get(room.meeting.get_absolute_url()).content.decode()
    assert pages.address("sheet") in page
    assert pages.address("write_up") in page
    assert pages.address("write_up") in client.get(reverse("home")).content.decode()
    client.force_login(cast.gp)
    page = client.get(room.meeting.get_absolute_url()).content.decode()
    assert pages.address("sheet") not in page
    assert pages.address("write_up") not in page


# --- What it costs ---
def test_its_questions_to_the_database_do_not_grow_with_the_meeting(client, cast):
    with override_settings(COCOMM_CLOCK_DAY=NEXT_WEEK):
        few, many = cast.meeting(items=1), cast.meeting(items=6)
        client.force_login(cast.secretary)
        for room in (few, many):
            assert Pages(client, room).attendance().status_code == 302

        def queries(room, name, *args):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(reverse(name, args=[room.meeting.pk, *args])).status_code == 200
            return len(captured)

        queries(few, "write_up")
        for name in ("write_up", "write_up_close"):
            assert queries(few, name) == queries(many, name)
        assert queries(few, "write_up_item", few.items[0].pk) == queries(many, "write_up_item", many.items[0].pk)
