"""Croydon shadows: what its committee would recommend on Merton's matter is kept apart, and is in no list of decisions."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Arrangement
from committees.refused import Refused
from committees.terms import Directness, Function, InterestType
from decisions import actions
from decisions.chain import verify_meeting
from decisions.models import Announcement, Link, Resolution, ShadowRecommendation
from decisions.shadows import shadow_of
from tests import world
from tests.breaking import sql
from tests.test_permission_layer import text
from tests.world import CHAIR, GP

WORDS = "That the branch at Willow Lane stay open"


@pytest.fixture
def shadowing(cast, room):
    """Croydon shadows level 3; everybody is there, and a matter of Merton's alone is being taken."""
    arrangement = Arrangement.objects.get(ccg=cast.croydon.ccg)
    arrangement.shadowing = True
    arrangement.save()
    room.items.insert(0, world.put(room.meeting, world.a_matter("The Merton matter", [cast.merton.ccg])))
    room.arrive()
    room.begin()
    return room


def part(room, item=None):
    return (item or room.items[0]).matter.limbs.get().pk


def recommend(room, name="Croydon", item=None, **more):
    item = item or room.items[0]
    said = {"actor": room.secretary, "text": WORDS, "limb": part(room, item)} | more
    return actions.recommend_in_shadow(meeting=room.meeting.pk, item=item.pk, sitting=room.sittings[name].pk, **said)


def refusal(room, *, match, **more):
    before = Link.objects.count()
    with pytest.raises((Refused, ValidationError), match=match) as raised:
        recommend(room, **more)
    assert Link.objects.count() == before, "nothing is half-written"
    return raised.value


def test_a_shadowing_committee_says_what_it_would_recommend_on_what_merton_decides(shadowing):
    act = recommend(shadowing)
    assert (act.text, act.in_favour, act.by) == (WORDS, None, shadowing.bodies["Croydon"].people[CHAIR])
    assert act.verdict["allowed"]
    assert [link.sitting for link in Link.objects.filter(kind="shadowrecommendation")] == [
        shadowing.sittings["Croydon"]
    ]
    assert verify_meeting(shadowing.meeting.pk) == []
    if connection.vendor == "sqlite":
        from practices import guards

        guards.lift(connection)
        sql("UPDATE decisions_shadowrecommendation SET text = 'Otherwise'")
        assert "is not what was sealed" in verify_meeting(shadowing.meeting.pk)[0]


def test_with_numbers_that_fit_those_who_are_there_and_not_in_conflict(shadowing):
    room = shadowing
    gp = room.bodies["Croydon"].people[GP].pk
    actions.declare_interest(
        actor=room.secretary, meeting=room.meeting.pk, item=room.items[0].pk, people=[gp], nature="a cousin",
        type=InterestType.PERSONAL, directness=Directness.INDIRECT,
    )  # fmt: skip
    refusal(room, in_favour=7, against=2, abstained=0, match="9 are counted, and only 8")
    assert recommend(room, in_favour=6, against=1, abstained=1).in_favour == 6


def test_numbers_are_told_all_or_none(shadowing):
    refusal(shadowing, in_favour=3, match="all three numbers, or none")
    refusal(shadowing, in_favour=3, against=-1, abstained=0, match="all three numbers, or none")


def test_what_concerns_croydon_is_its_joint_committees_own_decision(shadowing):
    both = shadowing.begin(shadowing.items[1])
    error = refusal(shadowing, item=both, match="Croydon's own decisions stay its joint committee's")
    assert any("formally continuing to operate as level 2" in r.source.title for r in error.verdict.refusals)


def test_what_nobody_decides_is_not_shadowed(shadowing):
    merton = [shadowing.bodies["Merton"].ccg]
    dental = world.put(shadowing.meeting, world.a_matter("A dentist", merton, Function.OTHER_CONTRACTORS))
    shadowing.begin(dental)
    refusal(shadowing, item=dental, match="there is nothing to shadow")


def test_a_committee_that_shadows_nobody_recommends_nothing(shadowing):
    own = world.put(shadowing.meeting, world.a_matter("Croydon's alone", [shadowing.bodies["Croydon"].ccg]))
    shadowing.begin(own)
    refusal(shadowing, name="Merton", item=own, match="o CCG of the Merton .* shadows another level")


def test_one_for_each_part_and_a_correction_says_why_and_keeps_both(shadowing):
    first = recommend(shadowing)
    refusal(shadowing, match="recorded already")
    refusal(shadowing, replaces=first.pk, match="Say why this is corrected")
    refusal(shadowing, replaces=first.pk + 99, reason="misheard", match="changed meanwhile")
    act = recommend(
        shadowing, replaces=first.pk, reason="misheard", text="Otherwise", in_favour=9, against=0, abstained=0
    )
    record = shadowing.record
    item = record.item_by_id[shadowing.items[0].pk]
    assert shadow_of(item, record.sittings[shadowing.sittings["Croydon"].pk], act.limb_id) == act
    assert ShadowRecommendation.objects.count() == 2
    said = minutes_of(shadowing)
    assert "The shadow recommendation of Croydon" in said
    assert "misheard" in said


def test_only_while_the_item_is_taken_and_the_meeting_open(shadowing):
    merton = shadowing.items[0]
    later = world.put(shadowing.meeting, world.a_matter("Another of Merton's", [shadowing.bodies["Merton"].ccg]))
    refusal(shadowing, item=later, match="is not being taken")
    shadowing.begin(shadowing.items[1])
    refusal(shadowing, item=merton, match="is adjourned")
    shadowing.begin(merton)
    first = recommend(shadowing)
    sitting = shadowing.sittings["Croydon"].pk
    actions.close_sitting(actor=shadowing.secretary, meeting=shadowing.meeting.pk, sittings=[sitting])
    refusal(shadowing, replaces=first.pk, reason="misheard", match="has closed its meeting")


@pytest.mark.parametrize("who", ["lay_chair", "gp", "healthwatch", "superuser", "stranger", "nhs_england"])
def test_nobody_but_who_presides_in_croydon_or_records_for_it(shadowing, cast, who):
    refusal(shadowing, actor=cast.acting(who), match="nly Croydon Lay member, chair, or somebody who records")


def test_the_chair_of_croydon_does(shadowing, cast):
    assert recommend(shadowing, actor=cast.acting("croydon_chair"))


def test_it_changes_no_count_and_no_result_of_those_who_decide(shadowing):
    recommend(shadowing, in_favour=9, against=0, abstained=0)
    actions.record_counts(
        actor=shadowing.secretary, resolution=shadowing.decision("Merton").pk, in_favour=3, against=5, abstained=1
    )
    [told] = actions.announce(actor=shadowing.secretary, resolutions=[shadowing.decision("Merton").pk])
    assert told.sentence == "Merton: not agreed, three votes to five, with one abstention."
    assert Resolution.objects.filter(item=shadowing.items[0]).count() == 1
    assert Announcement.objects.count() == 1


# --- Where it is told ---
@pytest.fixture
def told(shadowing, cast):
    """Recorded; Merton's decision is announced, and both committees have closed."""
    recommend(shadowing, in_favour=8, against=1, abstained=0)
    decision = [shadowing.decision("Merton").pk]
    actions.agree(actor=shadowing.secretary, resolutions=decision)
    actions.announce(actor=shadowing.secretary, resolutions=decision)
    return shadowing


def page(account, name, *args, **query):
    client = Client()
    client.force_login(account)
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return text(answer)


def minutes_of(room, name=None):
    account = room.secretary.account
    if name is None:
        return page(account, "minutes", room.meeting.pk)
    return page(account, "minutes_of", room.meeting.pk, room.sittings[name].pk)


def test_minutes_tell_it_in_a_paragraph_of_its_own(told):
    said = minutes_of(told)
    assert "Shadow recommendation of Croydon: not a decision" in said
    assert f"“{WORDS}.” 8 for, 1 against, 0 abstained." in said
    assert WORDS in minutes_of(told, "Croydon")
    assert "Shadow recommendation" not in minutes_of(told, "Merton"), "it is none of Merton's decisions"


def test_the_page_of_the_meeting_tells_it_as_no_decision(told, cast):
    assert "Shadow recommendation of Croydon: not a decision" in page(cast.stranger, "meeting", told.meeting.pk)


def test_it_is_in_no_list_of_decisions_anywhere(told, cast):
    """Every list there is, the committee's page, homes, read-outs; for everybody who might see one."""
    read = set()
    for account in (cast.secretary, cast.croydon_chair, cast.lay_chair, cast.nhs_england, cast.gp, cast.stranger):
        client = Client()
        client.force_login(account)
        for name, args in LISTS:
            answer = client.get(reverse(name, args=[one(told, cast) for one in args]))
            assert answer.status_code == 200 or (answer.status_code == 403 and name in FOR_SOME), name
            read |= {name} if answer.status_code == 200 else set()
            assert WORDS not in text(answer), (account, name)
            assert "hadow recommendation" not in text(answer), (account, name)
    assert read == {name for name, _ in LISTS}


FOR_SOME = {"desk", "book"}
LISTS = [
    ("home", ()),
    ("desk", ()),
    ("meetings", ()),
    ("decisions_waiting", ()),
    ("committees", ()),
    ("committee", (lambda room, cast: cast.croydon.committee.pk,)),
    ("book", (lambda room, cast: cast.croydon.committee.pk,)),
    ("committee", (lambda room, cast: cast.merton.committee.pk,)),
    ("practice", (lambda room, cast: cast.practice.ods_code,)),
    ("who_decides", ()),
    ("who_decides_ccg", (lambda room, cast: cast.croydon.ccg.ods_code,)),
    ("managed", (lambda room, cast: room.decision("Merton").pk,)),
    ("decision_conditions", (lambda room, cast: room.decision("Merton").pk,)),
    ("projector", (lambda room, cast: room.meeting.pk,)),
    ("follow", (lambda room, cast: room.meeting.pk,)),
]


def test_the_console_shows_it_small_and_apart_and_offers_it_for_a_shadowing_committee_alone(shadowing, cast):
    at = (cast.secretary, "console", shadowing.meeting.pk)
    assert "Record a shadow recommendation" in page(*at)
    recommend(shadowing)
    said = page(*at)
    assert "recorded, not a decision" in said
    assert "Correct the shadow recommendation" in said
    assert "Correct the shadow" not in page(cast.lay_chair, "console", shadowing.meeting.pk), "Merton's chair reads it"
    shadowing.begin(shadowing.items[1])
    assert "hadow recommendation" not in page(*at), "both decide there"


def test_the_console_asks_no_more_queries_for_it(shadowing, cast, client):
    client.force_login(cast.secretary)
    address = reverse("console", args=[shadowing.meeting.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    recommend(shadowing)
    with CaptureQueriesContext(connection) as after:
        client.get(address)
    assert len(after) <= len(before) + 1, "the recommendations themselves"


def test_the_press_records_and_corrects_it(shadowing, cast, client):
    client.force_login(cast.secretary)
    address = reverse("console_act", args=[shadowing.meeting.pk, "shadow"])
    item = shadowing.items[0]
    fields = {"item": item.pk, "sitting": shadowing.sittings["Croydon"].pk, "limb": part(shadowing), "text": WORDS}
    unsaid = client.post(address, fields | {"key": uuid.uuid4(), "in_favour": "", "against": ""})
    assert unsaid.status_code == 422
    assert "Say whether all agreed, or give the numbers." in text(unsaid)
    assert not ShadowRecommendation.objects.exists(), "silence is no unanimity"
    fields |= {"how": "all"}
    assert client.post(address, fields | {"key": uuid.uuid4(), "in_favour": "", "against": ""}).status_code == 302
    first = ShadowRecommendation.objects.get()
    again = fields | {"key": uuid.uuid4(), "entry": first.pk, "reason": "misheard", "text": "Otherwise"}
    assert client.post(address, again).status_code == 302
    second = ShadowRecommendation.objects.get(replaces=first)
    assert (second.text, second.in_favour) == ("Otherwise", None)
    numbers = again | {"key": uuid.uuid4(), "entry": second.pk, "how": "numbers", "in_favour": "8", "against": "1"}
    assert client.post(address, numbers).status_code == 422, "all three"
    numbers |= {"key": uuid.uuid4(), "abstained": "0"}
    assert client.post(address, numbers).status_code == 302
    assert ShadowRecommendation.objects.get(replaces=second).in_favour == 8
    answer = client.post(address, fields | {"key": uuid.uuid4()})
    assert answer.status_code == 403
    assert "recorded already" in text(answer)
