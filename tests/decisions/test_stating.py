"""Stating the facts of a matter and of its parts: by whom, with what history, and what is refused. All made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from committees.kinds import added
from committees.models import Interest
from committees.terms import Choice, Directness, InterestType, Recording
from decisions import actions
from decisions.actions.outside.parts import add_part, remove_part
from decisions.actions.outside.stating import state_facts
from decisions.gate import Refused
from decisions.models import Limb, Match, Matter, Resolution
from tests import world
from tests.cast import the_cast
from tests.decisions.stating import DAY, EVERY_SORT, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(on_the_day):
    return the_cast()


@pytest.fixture
def scene(cast):
    return Scene(cast)


@pytest.fixture
def every_sort(cast):
    with added(EVERY_SORT):
        yield Scene(cast, "every_sort")


# --- Stating ----------------------------------------------------------------------------------------------------------
def test_the_secretary_states_the_facts_of_a_part_and_the_history_says_who(cast, scene):
    (limb,) = scene.limbs
    scene.state(limb, site=scene.branch.pk, effective_on=DAY)
    limb.refresh_from_db()
    assert limb.facts == {"site": scene.branch.pk, "effective_on": "2016-07-01"}
    latest = limb.history.latest()
    assert (latest.history_user, latest.history_change_reason) == (cast.secretary, "Facts stated")


def test_facts_of_every_sort_are_kept_as_the_kinds_say(every_sort):
    scene = every_sort
    scene.state(
        words="A lift",
        day=DAY,
        price=Decimal("25000.00"),
        months=6,
        sure=False,
        way="open",
        code="H85999",
        postcode="SM4 5HP",
        practice=scene.practice.pk,
        practices=(scene.practice.pk, scene.other.pk),
        contract=scene.contract.pk,
        provider=scene.contract.provider_id,
    )
    scene.matter.refresh_from_db()
    assert scene.matter.facts == {
        "words": "A lift",
        "day": "2016-07-01",
        "price": "25000.00",
        "months": 6,
        "sure": False,
        "way": "open",
        "code": "H85999",
        "postcode": "SM4 5HP",
        "practice": scene.practice.pk,
        "practices": [scene.practice.pk, scene.other.pk],
        "contract": scene.contract.pk,
        "provider": scene.contract.provider_id,
    }


def test_what_is_not_named_stays_and_what_is_emptied_is_not_stated_any_more(every_sort):
    scene = every_sort
    scene.state(words="A lift", months=6)
    scene.state(months=None, reason="Not known after all")
    scene.matter.refresh_from_db()
    assert scene.matter.facts == {"words": "A lift"}


def test_who_applied_is_stated_and_becomes_a_practice_of_the_matter(cast, scene):
    state_facts(actor=scene.secretary, **scene.where, facts={}, applicant=scene.other.pk)
    scene.matter.refresh_from_db()
    assert scene.matter.applicant == scene.other
    assert scene.other in scene.matter.practices.all()


def test_a_change_of_what_was_stated_needs_its_reason_and_the_history_keeps_it(scene):
    (limb,) = scene.limbs
    scene.state(limb, site=scene.branch.pk, effective_on=DAY)
    with pytest.raises(ValidationError, match=r"Say why it changes: “first day without the branch” was stated already"):
        scene.state(limb, effective_on=date(2016, 8, 1))
    scene.state(limb, effective_on=date(2016, 8, 1), reason="The landlord gives a month more")
    limb.refresh_from_db()
    assert limb.facts["effective_on"] == "2016-08-01"
    assert limb.history.latest().history_change_reason == "The landlord gives a month more"


def test_stating_the_same_again_changes_nothing(scene):
    (limb,) = scene.limbs
    scene.state(limb, site=scene.branch.pk)
    before = limb.history.count()
    scene.state(limb, site=scene.branch.pk)
    assert limb.history.count() == before


# --- What is named is the matter's, and conflicts are looked for ----------------------------------------------------------
def interest_in(person, practice) -> None:
    entry = Interest.objects.create(
        person=person,
        type=InterestType.FINANCIAL,
        directness=Directness.DIRECT,
        nature="Partner",
        starts_on=world.FIRST,
        declared_on=world.FIRST,
    )
    entry.practices.add(practice)


def test_a_practice_named_in_a_fact_is_the_matters_and_conflicts_in_it_are_found_at_once(cast, scene):
    room = world.meet({"Merton": scene.body}, scene.secretary, items=0)
    item = world.put(room.meeting, scene.matter)
    person = scene.body.people[world.GP]
    interest_in(person, scene.other)
    assert not Match.objects.filter(item=item, person=person).exists()
    (limb,) = scene.limbs
    scene.state(limb, site=scene.elsewhere.pk)
    assert scene.other in scene.matter.practices.all()
    assert scene.matter.history.latest().history_change_reason == "Named in its facts"
    assert Match.objects.filter(item=item, person=person).exists()


def test_a_contract_brings_the_practices_that_it_covers(every_sort):
    scene = every_sort
    scene.contract.practices.add(scene.other)
    scene.state(contract=scene.contract.pk)
    assert {*scene.matter.practices.all()} == {scene.practice, scene.other}
    assert not scene.matter.providers.exists()


def test_a_provider_becomes_the_matters(every_sort):
    every_sort.state(provider=every_sort.contract.provider_id)
    assert list(every_sort.matter.providers.all()) == [every_sort.contract.provider]


# --- Refusals ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "who", ["gp", "executive", "healthwatch", "nhs_england", "croydon_chair", "superuser", "stranger"]
)
def test_nobody_else_states_facts_and_the_reason_says_who_can(cast, scene, who):
    (limb,) = scene.limbs
    with pytest.raises(Refused) as refused:
        scene.state(limb, who=who, site=scene.branch.pk)
    said = " ".join(f"{each.text} {each.who_can}" for each in refused.value.verdict.refusals)
    assert "does not run the business of" in said
    assert "The secretary of" in said
    assert Limb.objects.get(pk=limb.pk).facts == {}


REFUSED = [
    ({"months": 2}, "Months: 2 is not allowed. It must be from 3 to 12"),
    ({"price": Decimal(-1)}, "Price: -1 is not allowed"),
    ({"way": "sideways"}, "Way: choose one of Open and Shut"),
    ({"code": "85999"}, "is no ODS code of a practice"),
    ({"postcode": "Merton"}, "is no postcode"),
    ({"practice": 10**9}, "Practice: what was chosen is not on record"),
    ({"provider": 10**9}, "Provider: what was chosen is not on record"),
    ({"contract": 10**9}, "Contract: what was chosen is not on record"),
    ({"practices": (10**9,)}, "Receiving practices: what was chosen is not on record"),
    ({"site": 1}, "is no fact that made-up kind asks for here"),
    ({"colour": "red"}, "is no fact that made-up kind asks for here"),
]


@pytest.mark.parametrize(("facts", "sentence"), REFUSED, ids=[next(iter(facts)) for facts, _ in REFUSED])
def test_what_cannot_be_is_refused_with_a_sentence(every_sort, facts, sentence):
    with pytest.raises(ValidationError) as refused:
        every_sort.state(**facts)
    assert sentence in " ".join(refused.value.messages)
    assert Matter.objects.get(pk=every_sort.matter.pk).facts == {}


def test_a_practice_cannot_merge_with_itself(cast):
    scene = Scene(cast, "merger")
    with pytest.raises(ValidationError, match="A practice cannot merge with itself"):
        scene.state(survivor=scene.practice.pk, ended=scene.practice.pk)


def test_what_is_wrong_elsewhere_does_not_keep_one_from_mending_something(every_sort):
    scene = every_sort
    Matter.objects.filter(pk=scene.matter.pk).update(facts={"months": 2, "words": "A lift"})
    scene.state(way="open")
    scene.matter.refresh_from_db()
    assert scene.matter.facts["way"] == "open"


def test_a_matter_of_no_kind_has_no_facts_to_state(cast):
    scene = Scene(cast, "")
    with pytest.raises(ValidationError, match="of no kind of decision that asks for facts"):
        scene.state(words="A lift")


def test_the_part_of_another_matter_is_none_of_this_one(cast, scene):
    other = scene.a_matter("branch_closure")
    with pytest.raises(ValidationError, match="no such part of this matter"):
        scene.state(other.limbs.get(), site=scene.branch.pk)


def test_what_somebody_else_stated_meanwhile_is_not_overwritten_unseen(scene):
    (limb,) = scene.limbs
    with pytest.raises(ValidationError, match="Somebody else stated these facts meanwhile"):
        state_facts(
            actor=scene.secretary,
            **scene.where,
            limb=limb.pk,
            facts={"site": scene.branch.pk},
            unchanged=lambda row: row.facts == {"site": 1},
        )


# --- Once it is voted on ----------------------------------------------------------------------------------------------
def voting(scene, choice: Choice | None = Choice.FOR):
    """Merton meets on the matter and votes; with no choice, voting stays open."""
    room = world.meet({"Merton": scene.body}, scene.secretary, items=0)
    item = world.put(room.meeting, scene.matter)
    room.items = [item]
    room.arrive()
    room.begin(item)
    of = [resolution.pk for resolution in room.record.item_by_id[item.pk].resolutions]
    actions.open_voting(actor=scene.secretary, resolutions=of[:1], recording=Recording.BY_NAME)
    if choice is not None:
        votes = {of[0]: {seat.pk: choice for seat in scene.body.seats}}
        actions.record_votes(actor=scene.secretary, choices=votes)
        actions.announce(actor=scene.secretary, resolutions=of[:1])
    return room


@pytest.fixture
def stated(cast):
    scene = Scene(cast, texts=("That the branch close.", "That the other close."))
    for limb, site in zip(scene.limbs, (scene.branch, scene.elsewhere), strict=True):
        scene.state(limb, site=site.pk, effective_on=DAY)
    return scene


def test_the_facts_of_a_part_that_was_carried_stay_and_those_of_the_other_do_not(stated):
    voting(stated)
    first, second = stated.limbs
    with pytest.raises(ValidationError, match=r"decided on 14 April 2016 by these facts: they stay\. Raise a new"):
        stated.state(first, effective_on=date(2016, 8, 1), reason="Later")
    stated.state(second, effective_on=date(2016, 8, 1), reason="Later")


def test_while_voting_is_open_the_facts_stay(stated):
    voting(stated, choice=None)
    with pytest.raises(ValidationError, match="Voting on it was opened on 14 April 2016"):
        stated.state(stated.limbs[0], effective_on=date(2016, 8, 1), reason="Later")


def test_what_was_voted_down_can_be_stated_anew(stated):
    voting(stated, Choice.AGAINST)
    stated.state(stated.limbs[0], effective_on=date(2016, 8, 1), reason="Later")


# --- Parts ------------------------------------------------------------------------------------------------------------
def test_a_second_part_is_added_with_its_facts_and_the_first_gets_its_letter(cast, scene):
    limb = add_part(
        actor=scene.secretary, **scene.where, text="That the far branch close.", facts={"site": scene.elsewhere.pk}
    )
    assert [(each.letter, each.text) for each in scene.limbs] == [
        ("a", "That the branch close."),
        ("b", "That the far branch close."),
    ]
    assert limb.facts == {"site": scene.elsewhere.pk}
    assert limb.history.latest().history_change_reason == "Part added"
    assert scene.other in scene.matter.practices.all(), "its conflicts are looked for"


def test_a_part_added_before_the_meeting_comes_before_every_committee_that_is_asked(cast, scene):
    room = world.meet(cast.bodies, scene.secretary, items=0)
    item = world.put(room.meeting, scene.matter)
    asked = item.purposes.count()
    limb = add_part(actor=scene.secretary, **scene.where, text="That the far branch close.")
    assert Resolution.objects.filter(item=item, limb=limb).count() == asked


def test_a_block_of_twenty_parts_is_lettered_to_t(scene):
    for number in range(2, 21):
        add_part(actor=scene.secretary, **scene.where, text=f"That change {number} be approved.")
    assert "".join(limb.letter for limb in scene.limbs) == "abcdefghijklmnopqrst"


def test_a_part_is_put_by_a_verb_that_its_kind_allows(every_sort):
    with pytest.raises(
        ValidationError, match="A made-up kind is not for a committee to note: choose approve or reject"
    ):
        add_part(actor=every_sort.secretary, **every_sort.where, text="One more.", verb=world.Verb.NOTE)


def test_no_more_parts_than_letters(cast):
    scene = Scene(cast)
    Limb.objects.filter(matter=scene.matter).update(letter="z")
    with pytest.raises(ValidationError, match="A matter has at most 26 parts"):
        add_part(actor=scene.secretary, **scene.where, text="One more.")


def test_a_part_is_taken_off_with_the_reason_before_it_is_voted_on(stated):
    room = world.meet({"Merton": stated.body}, stated.secretary, items=0)
    item = world.put(room.meeting, stated.matter)
    second = stated.limbs[1]
    remove_part(actor=stated.secretary, **stated.where, limb=second.pk, reason="Withdrawn by the practice")
    assert [limb.letter for limb in stated.limbs] == ["a"]
    assert not Resolution.objects.filter(item=item, limb=second.pk).exists()
    last = Limb.history.filter(id=second.pk).latest()
    assert (last.history_type, last.history_change_reason) == ("-", "Withdrawn by the practice")


def test_taking_off_needs_a_reason_and_one_part_stays(stated, cast):
    first, second = stated.limbs
    with pytest.raises(ValidationError, match="Say why it is taken off"):
        remove_part(actor=stated.secretary, **stated.where, limb=second.pk, reason=" ")
    remove_part(actor=stated.secretary, **stated.where, limb=second.pk, reason="Withdrawn")
    with pytest.raises(ValidationError, match="the only part of the matter"):
        remove_part(actor=stated.secretary, **stated.where, limb=first.pk, reason="Withdrawn")


def test_while_the_meeting_on_it_is_held_no_part_is_added_or_taken_off(stated):
    voting(stated)
    with pytest.raises(ValidationError, match="A meeting on it has begun"):
        remove_part(actor=stated.secretary, **stated.where, limb=stated.limbs[1].pk, reason="Withdrawn")
    with pytest.raises(ValidationError, match="A meeting on it has begun"):
        add_part(actor=stated.secretary, **stated.where, text="One more.")


def test_what_was_put_to_a_meeting_that_is_closed_stays_on_record(stated):
    room = voting(stated)
    sittings = [sitting.pk for sitting in room.sittings.values()]
    where = {"actor": stated.secretary, "meeting": room.meeting.pk, "item": room.items[0].pk}
    actions.defer_item(**where, sittings=sittings, to_date=date(2016, 6, 9), reason="More to hear")
    actions.close_sitting(actor=stated.secretary, meeting=room.meeting.pk, sittings=sittings)
    with pytest.raises(ValidationError, match="It was put before a meeting as it is"):
        remove_part(actor=stated.secretary, **stated.where, limb=stated.limbs[1].pk, reason="Withdrawn")


@pytest.mark.parametrize("who", ["gp", "nhs_england", "superuser", "stranger"])
def test_nobody_else_adds_or_takes_off_a_part(cast, stated, who):
    with pytest.raises(Refused):
        add_part(actor=cast.acting(who), **stated.where, text="One more.")
    with pytest.raises(Refused):
        remove_part(actor=cast.acting(who), **stated.where, limb=stated.limbs[1].pk, reason="Withdrawn")
    assert len(stated.limbs) == 2
