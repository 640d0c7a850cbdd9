"""The pages on which facts are stated, with JavaScript off: what they offer, take, refuse, and say is still to be done."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.kinds import KINDS, added
from decisions import actions
from decisions.models import Limb, Matter, Paper
from practices import clock
from tests import world
from tests.cast import the_cast
from tests.decisions.between import text
from tests.decisions.stating import DAY, EVERY_SORT, Scene, a_branch, a_practice, on, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(on_the_day):
    return the_cast()


@pytest.fixture
def scene(cast, client):
    client.force_login(cast.secretary)
    return Scene(cast)


@pytest.fixture
def every_sort(cast, client):
    client.force_login(cast.secretary)
    with added(EVERY_SORT):
        yield Scene(cast, "every_sort")


# --- The matter's page ------------------------------------------------------------------------------------------------
def test_the_matters_page_says_what_is_still_to_be_stated_and_where(scene, client):
    page = text(client.get(scene.page))
    assert "Facts: branch closure" in page
    assert "Not stated yet: branch that closes and first day without the branch." in page
    assert "Before a vote by which it is decided, what is missing or wrong below must be stated." in page
    assert scene.address(scene.limbs[0]) in client.get(scene.page).content.decode()


def test_what_is_stated_is_told_by_name(scene, client):
    scene.state(scene.limbs[0], site=scene.branch.pk, effective_on=DAY)
    page = text(client.get(scene.page))
    assert "Branch that closes: Mill Lane branch (branch surgery of Cricket Green Surgery)" in page
    assert "First day without the branch: 1 July 2016" in page
    assert "Not stated yet" not in page


def test_what_is_wrong_is_said_with_what_to_do(every_sort, client):
    Matter.objects.filter(pk=every_sort.matter.pk).update(facts={"months": 2, "day": "soon"})
    page = text(client.get(every_sort.page))
    assert "Months: 2 is not allowed. It must be from 3 to 12." in page
    assert "Day: this is not a date." in page
    assert "Not stated yet: words." in page


def test_what_is_expected_with_it_is_a_checklist(every_sort, client, cast):
    page = text(client.get(every_sort.page))
    assert "Expected with a made-up kind" in page
    assert "expected Paper: Equality impact assessment" in page
    assert "not in the record To be asked: the Local Medical Committee" in page
    room = world.meet({"Merton": every_sort.body}, every_sort.secretary, items=0)
    item = world.put(room.meeting, every_sort.matter)
    paper = Paper(item=item, title="Equality impact assessment of the branch", added_at=clock.now())
    paper.file.save("eia.txt", ContentFile(b"Made up."), save=True)
    assert "with the matter Paper: Equality impact assessment" in text(client.get(every_sort.page))


def test_a_member_reads_the_facts_and_is_offered_no_way_to_state_them(cast, scene, client):
    scene.state(scene.limbs[0], site=scene.branch.pk)
    client.force_login(cast.person_of("gp").account)
    page = client.get(scene.page)
    assert "Mill Lane branch" in text(page)
    assert "State the facts" not in text(page)
    assert client.get(scene.address(scene.limbs[0])).status_code == 403


# --- The form ---------------------------------------------------------------------------------------------------------
def test_the_lists_hold_what_the_matters_practices_have_that_day(scene, client):
    gone = a_branch(scene.practice, "Old branch")
    gone.ends_on = world.FIRST
    gone.save()
    offered = text(client.get(scene.address(scene.limbs[0])))
    assert "Mill Lane branch" in offered
    assert "Old branch" not in offered
    assert "Far branch" not in offered


def test_another_practice_is_found_by_its_name_and_what_was_typed_is_kept(scene, client):
    address = scene.address(scene.limbs[0])
    page = client.get(address)
    looked = client.post(address, sent(page, find="far away", look="1", **on("fact_effective_on", DAY)))
    assert looked.status_code == 200
    assert "Found, and now in the lists above: Far Away Surgery" in text(looked)
    assert "Far branch (branch surgery of Far Away Surgery)" in text(looked)
    assert 'value="2016"' in looked.content.decode()
    assert Limb.objects.get(pk=scene.limbs[0].pk).facts == {}
    done = client.post(address, sent(looked, fact_site=scene.elsewhere.pk), follow=True)
    assert "The facts are stated." in text(done)
    assert Limb.objects.get(pk=scene.limbs[0].pk).facts["site"] == scene.elsewhere.pk
    assert scene.other in scene.matter.practices.all()


def test_what_is_not_found_is_said(scene, client):
    address = scene.address(scene.limbs[0])
    looked = client.post(address, sent(client.get(address), find="zzzz", look="1"))
    assert "No practice or provider on record fits “zzzz”." in text(looked)


def test_enter_in_a_field_states_the_facts_and_with_words_to_look_for_it_looks(scene, client):
    address = scene.address(scene.limbs[0])
    done = client.post(address, sent(client.get(address), enter="1", fact_site=scene.branch.pk), follow=True)
    assert "The facts are stated." in text(done)
    looked = client.post(address, sent(client.get(address), enter="1", find="far away"))
    assert "Found, and now in the lists above" in text(looked)


def test_every_sort_of_fact_has_its_field_and_is_shown_again_as_it_was_typed(every_sort, client):
    scene = every_sort
    address = scene.address()
    said = {
        "fact_words": "A lift",
        "fact_long": "It is\nlong.",
        "fact_price": "£25,000",
        "fact_months": "6",
        "fact_sure": "no",
        "fact_way": "shut",
        "fact_code": "h85999",
        "fact_postcode": "sm4 5hp",
        "fact_practice": scene.practice.pk,
        "fact_practices": [scene.practice.pk],
        "fact_contract": scene.contract.pk,
        "fact_provider": scene.contract.provider_id,
        "applicant": scene.practice.pk,
        **on("fact_day", DAY),
    }
    done = client.post(address, sent(client.get(address), **said), follow=True)
    assert "The facts are stated." in text(done)
    shown = text(done)
    for told in ("Price: £25,000.00", "Sure: no", "Way: Shut", "New code: H85999", "Postcode: SM4 5HP", "Months: 6"):
        assert told in shown
    assert "Applied for by Cricket Green Surgery" in shown
    assert "PMS contract of Dr Made-up and Partners" in shown
    again = client.get(address)
    told = {bound.name: bound.value() for bound in again.context["form"].asked}
    assert told["fact_price"] == "25,000.00"
    assert told["fact_sure"] == "no"
    assert told["fact_practices"] == [scene.practice.pk]
    unchanged = client.post(address, sent(again), follow=True)
    assert "The facts are stated." in text(unchanged)


WRONG = [
    ({"fact_months": "2"}, "Months: 2 is not allowed. It must be from 3 to 12."),
    ({"fact_months": "six"}, "Give it as a whole number such as 6."),
    ({"fact_months": "9" * 40}, "Give it as a whole number such as 6."),
    ({"fact_price": "a lot"}, "Give it in pounds, as a number such as 25,000."),
    ({"fact_price": "NaN"}, "Give it in pounds, as a number such as 25,000."),
    ({"fact_price": "-5"}, "Price: -5.00 is not allowed."),
    ({"fact_price": "1" * 20}, "Give it in pounds, as a number such as 25,000."),
    ({"fact_way": "sideways"}, "Choose a way from the list."),
    ({"fact_practice": "999999999"}, "Choose a practice from the list."),
    ({"fact_practice": "x"}, "Choose a practice from the list."),
    ({"fact_practices": ["x"]}, "Tick practices that are in this list."),
    ({"fact_contract": "-1"}, "Choose a contract from the list."),
    ({"fact_provider": "9" * 30}, "Choose a provider from the list."),
    ({"applicant": "999999999"}, "Choose the practice that applies from the list."),
    (
        {"fact_day_day": "31", "fact_day_month": "2", "fact_day_year": "2016"},
        "Give the day as a date such as 1 7 2016.",
    ),
    ({"fact_day_day": "1", "fact_day_month": "7", "fact_day_year": "9999"}, "Give a day from 1948 to 2099."),
    ({"fact_code": "not one"}, "is no ODS code of a practice"),
    ({"fact_words": "x" * 301}, "at most 300 characters"),
    ({"fact_words": "a\x00b"}, "Null characters are not allowed."),
]


@pytest.mark.parametrize(("said", "sentence"), WRONG, ids=[str(said)[:40] for said, _ in WRONG])
def test_bad_input_is_refused_at_its_field_and_nothing_is_stated(every_sort, client, said, sentence):
    address = every_sort.address()
    refused = client.post(address, sent(client.get(address), **said))
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert f'href="#id_{next(iter(said)).removesuffix("_day")}' in refused.content.decode()
    assert Matter.objects.get(pk=every_sort.matter.pk).facts == {}


def test_a_key_that_is_none_is_refused(scene, client):
    address = scene.address(scene.limbs[0])
    refused = client.post(address, sent(client.get(address), key="none"))
    assert refused.status_code == 422
    assert "This form is not whole" in text(refused)


def test_what_cannot_be_together_is_refused_with_a_sentence(cast, client):
    client.force_login(cast.secretary)
    scene = Scene(cast, "merger")
    both = {"fact_survivor": scene.practice.pk, "fact_ended": scene.practice.pk}
    refused = client.post(scene.address(), sent(client.get(scene.address()), **both))
    assert refused.status_code == 422
    assert "A practice cannot merge with itself" in text(refused)


def test_a_change_without_its_reason_is_refused(scene, client):
    scene.state(scene.limbs[0], site=scene.branch.pk)
    other = a_branch(scene.practice, "Second branch")
    address = scene.address(scene.limbs[0])
    refused = client.post(address, sent(client.get(address), fact_site=other.pk))
    assert refused.status_code == 422
    assert "Say why it changes" in text(refused)
    done = client.post(address, sent(client.get(address), fact_site=other.pk, reason="The wrong branch"), follow=True)
    assert "Second branch" in text(done)


def test_two_who_state_at_once_do_not_overwrite_each_other(scene, client):
    address = scene.address(scene.limbs[0])
    page = client.get(address)
    scene.state(scene.limbs[0], site=scene.branch.pk)
    refused = client.post(address, sent(page, **on("fact_effective_on", DAY)))
    assert refused.status_code == 422
    assert "Somebody else stated these facts meanwhile" in text(refused)


def test_the_same_form_twice_is_taken_once(scene, client):
    address = scene.address(scene.limbs[0])
    said = sent(client.get(address), fact_site=scene.branch.pk)
    client.post(address, said)
    again = client.post(address, said, follow=True)
    assert "This was recorded already" in text(again)


def test_what_is_not_there_is_not_found(scene, client):
    committee, none = scene.body.committee.pk, 999_999
    other = scene.a_matter("branch_closure").limbs.get()
    for name, args in [
        ("matter_facts", [committee, none]),
        ("part_facts", [committee, scene.matter.pk, none]),
        ("part_facts", [committee, scene.matter.pk, other.pk]),
        ("new_part", [committee, none]),
        ("matter_facts", [scene.cast.croydon.committee.pk, scene.matter.pk]),
        ("matter_facts", [committee, Scene.a_matter(scene, "").pk]),
    ]:
        assert client.get(reverse(name, args=args)).status_code == 404, (name, args)


# --- Parts ------------------------------------------------------------------------------------------------------------
def test_a_block_item_is_stated_part_after_part(scene, client):
    page = client.get(scene.adding)
    first = sent(page, text="That the second close.", verb="approve", fact_site=scene.branch.pk, another="1")
    on_ = client.post(scene.adding, first)
    assert on_.url == scene.adding
    client.post(scene.adding, sent(client.get(scene.adding), text="That the third close.", verb="reject"))
    assert [(limb.letter, limb.verb) for limb in scene.limbs] == [("a", "approve"), ("b", "approve"), ("c", "reject")]
    shown = text(client.get(scene.page))
    assert "Part (b): That the second close." in shown
    assert "State the facts of part (c)" in shown


def test_a_part_without_its_motion_is_refused(scene, client):
    refused = client.post(scene.adding, sent(client.get(scene.adding), text=" ", verb="dance"))
    assert refused.status_code == 422
    assert "Write the words of the motion." in text(refused)
    assert "Choose from the list what they are asked to do." in text(refused)
    assert len(scene.limbs) == 1


def test_a_part_is_taken_off_on_its_own_page(cast, client):
    client.force_login(cast.secretary)
    scene = Scene(cast, texts=("That the branch close.", "That the other close."))
    address = scene.address(scene.limbs[1])
    refused = client.post(address, {"remove": "1", "key": sent(client.get(address))["key"], "reason": ""})
    assert refused.status_code == 422
    assert "Say why it is taken off" in text(refused)
    done = client.post(
        address, {"remove": "1", "key": sent(client.get(address))["key"], "reason": "Withdrawn"}, follow=True
    )
    assert "Part (b) is taken off." in text(done)
    assert len(scene.limbs) == 1


# --- Queries ----------------------------------------------------------------------------------------------------------
def queries(client, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_neither_page_costs_more_with_more_parts_and_practices(cast, client):
    client.force_login(cast.secretary)
    scene = Scene(cast, texts=("That the branch close.", "That the other close."))
    for limb in scene.limbs:
        scene.state(limb, site=scene.branch.pk, effective_on=DAY)
    few = [queries(client, address) for address in (scene.page, scene.address(scene.limbs[0]), scene.adding)]
    for number in range(6):
        practice = a_practice(f"H8580{number}", f"SURGERY {number}", scene.body.ccg)
        scene.matter.practices.add(practice)
        part = scene.matter.limbs.create(letter="cdefgh"[number], text=f"That branch {number} close.")
        scene.state(part, site=a_branch(practice, f"Branch {number}").pk, effective_on=DAY)
    many = [queries(client, address) for address in (scene.page, scene.address(scene.limbs[0]), scene.adding)]
    assert few == many


# --- Agendas and the console ------------------------------------------------------------------------------------------
@pytest.fixture
def on_agenda(scene):
    room = world.meet({"Merton": scene.body}, scene.secretary, items=0)
    room.items = [world.put(room.meeting, scene.matter)]
    return room


def test_the_agenda_tells_the_secretary_what_is_to_be_stated_before_a_vote_and_where(scene, on_agenda, client):
    address = reverse("meeting", args=[on_agenda.meeting.pk])
    page = client.get(address)
    assert "Branch closure." in text(page)
    assert "To be put right before a vote: Not stated yet: branch that closes and first day" in text(page)
    assert f"{scene.page}#facts" in page.content.decode()
    scene.state(scene.limbs[0], site=scene.branch.pk, effective_on=DAY)
    after = text(client.get(address))
    assert "Branch that closes: Mill Lane branch (branch surgery of Cricket Green Surgery)" in after
    assert "before a vote" not in after


def test_a_day_before_the_meeting_is_wrong_on_its_agenda(scene, on_agenda, client):
    scene.state(scene.limbs[0], site=scene.branch.pk, effective_on=world.FIRST)
    page = text(client.get(reverse("meeting", args=[on_agenda.meeting.pk])))
    assert "is before the decision, on 14 April 2016. Give a day on or after it." in page


def test_who_only_reads_is_told_kind_and_facts_and_nothing_of_what_is_to_be_done(cast, scene, on_agenda, client):
    client.force_login(cast.stranger)
    page = text(client.get(reverse("meeting", args=[on_agenda.meeting.pk])))
    assert "Branch closure." in page
    assert "before a vote" not in page


def test_sums_of_money_are_for_those_who_sit_or_run_the_meeting(every_sort, cast, client):
    every_sort.state(words="A lift", price=25_000)
    room = world.meet({"Merton": every_sort.body}, every_sort.secretary, items=0)
    world.put(room.meeting, every_sort.matter)
    address = reverse("meeting", args=[room.meeting.pk])
    assert "Words: A lift; Price: £25,000.00" in text(client.get(address))
    client.force_login(cast.stranger)
    assert "Words: A lift" in text(client.get(address))
    assert "25,000" not in text(client.get(address))


def test_a_private_item_tells_others_neither_kind_nor_facts(cast, scene, client):
    room = world.meet({"Merton": scene.body}, scene.secretary, items=0)
    private = {"private": True, "private_ground": "Commercial"}
    actions.put_on_agenda(meeting=room.meeting, matter=scene.matter, number="1", **private)
    client.force_login(cast.stranger)
    page = text(client.get(reverse("meeting", args=[room.meeting.pk])))
    assert "Branch closure" not in page
    assert "Mill Lane" not in page


def test_the_console_says_what_keeps_a_vote_from_being_opened(scene, on_agenda, client):
    on_agenda.arrive()
    on_agenda.begin(on_agenda.items[0])
    address = reverse("console", args=[on_agenda.meeting.pk])
    page = client.get(address)
    assert "Branch closure." in text(page)
    assert "To be put right before a vote: Not stated yet: branch that closes and first day" in text(page)
    assert f"{scene.page}#facts" in page.content.decode()
    scene.state(scene.limbs[0], site=scene.branch.pk, effective_on=DAY)
    assert "To be put right" not in text(client.get(address))


def test_an_agenda_costs_no_more_with_more_items_of_a_kind(scene, on_agenda, client):
    scene.state(scene.limbs[0], site=scene.branch.pk, effective_on=DAY)
    address = reverse("meeting", args=[on_agenda.meeting.pk])
    client.get(address)
    few = queries(client, address)
    for _ in range(4):
        matter = scene.a_matter("branch_closure")
        matter.limbs.get()
        Limb.objects.filter(matter=matter).update(facts={"site": scene.branch.pk, "effective_on": "2016-07-01"})
        world.put(on_agenda.meeting, matter)
    assert queries(client, address) == few


# --- Every kind there is ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.facts], ids=lambda kind: kind.key)
def test_every_kind_has_its_forms_its_section_and_its_line_on_the_agenda(cast, client, kind):
    client.force_login(cast.secretary)
    scene = Scene(cast, "")
    Matter.objects.filter(pk=scene.matter.pk).update(kind=kind.key, function=kind.function.value)
    for address in (scene.address(), scene.address(scene.limbs[0]), scene.adding):
        page = client.get(address)
        assert page.status_code == 200
        part = address != scene.address()
        for fact in kind.facts:
            assert (f"fact_{fact.key}" in page.context["form"].fields) == (fact.part is part)
    page = text(client.get(scene.page))
    assert f"Facts: {kind.label}" in page
    for paper in kind.papers:
        assert f"Paper: {paper}" in page


def test_what_is_asked_for_only_with_another_value_says_so(cast, client):
    client.force_login(cast.secretary)
    scene = Scene(cast, "partnership_change")
    assert "Only where “" in text(client.get(scene.address(scene.limbs[0])))


def test_who_adds_a_paper_is_told_what_is_expected(scene, on_agenda, client):
    page = text(client.get(reverse("add_paper", args=[on_agenda.meeting.pk, on_agenda.items[0].pk])))
    assert "Papers expected with “branch closure”: the practice's application" in page
