"""The steps of a matter: what is recorded, what is refused with a sentence, and how a step is put right. All made up."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from committees.models import Interest
from committees.refused import Refused
from committees.terms import Directness, InterestType
from decisions.book import verify_book
from decisions.life.entries import CHALLENGES, STEPS
from decisions.life.rules import Said
from decisions.models import LifeEntry, Page
from tests.decisions.course import RAISED, RECEIVED, Matters, two_sites
from tests.world import DAY

pytestmark = pytest.mark.django_db

TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def matters(cast) -> Matters:
    return Matters(cast)


def refused(doing, *sentences: str) -> None:
    """It is refused with these words, and nothing is written."""
    before = LifeEntry.objects.count(), Page.objects.count()
    with pytest.raises(ValidationError) as error:
        doing()
    said = " ".join(error.value.messages)
    for sentence in sentences:
        assert sentence in said
    assert (LifeEntry.objects.count(), Page.objects.count()) == before


# --- What stands in the record ---
def test_a_step_is_in_the_book_with_its_day_who_recorded_it_and_the_verdict_relied_on(matters):
    step = matters.received(text="To close the list for six months")
    assert (step.entry, step.on_day, step.party) == ("received", RECEIVED, "The Made Up Surgery")
    assert step.recorded_by == matters.secretary.account
    assert step.verdict["allowed"]
    assert Page.objects.get().kind == "lifeentry"
    assert verify_book(matters.committee.pk) == []


def test_every_sort_of_step_is_declared_with_what_it_asks_for_and_where_it_is_from():
    for key, step in STEPS.items():
        assert step.key == key
        assert step.label
        assert step.source.title
        assert step.press or not step.by_hand
        assert all(getattr(step, name) for name in step.needs)
        assert all(STEPS[asked] for asked in step.answers)
    assert set(CHALLENGES) == set(dict(STEPS["challenge"].choices))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("received", {"party": "The Made Up Surgery"}),
        ("consulted", {"party": "The LMC", "due_on": TOMORROW}),
        ("engaged", {"text": "A survey: 300 of 900 answered"}),
        ("scrutiny_asked", {"party": "Merton's scrutiny panel"}),
        ("notice", {"party": "To the contractor, by the CCG"}),
        ("instruction", {"party": "The support team", "text": "Write to the practice"}),
        ("action", {"party": "Ann Owner", "text": "Write to the practice", "due_on": TOMORROW}),
        ("withdrawn", {"party": "The Made Up Surgery", "text": "It found a partner"}),
    ],
)
def test_what_needs_nothing_before_it_is_recorded(matters, entry, said):
    step = matters.keep(entry, **said)
    assert {name: getattr(step, name) for name in said} == said


# --- Days ---
def test_a_day_to_come_is_refused(matters):
    refused(lambda: matters.received(TOMORROW), "15 April 2016 is still to come")


def test_a_day_before_the_matter_was_raised_is_refused(matters):
    before = RAISED - timedelta(days=1)
    said = {"party": "The team", "text": "Write"}
    refused(lambda: matters.keep("instruction", before, **said), "The matter began on 1 April 2016", "on 31 March 2016")


def test_the_application_and_what_the_practice_did_before_it_may_be_older_than_the_matter(matters):
    matters.received(date(2016, 3, 20))
    assert matters.keep("engaged", date(2016, 2, 1), text="A survey").on_day == date(2016, 2, 1)
    assert matters.keep("acknowledged", date(2016, 3, 22), answers=matters.course.first("received").row.pk)


def test_an_answer_before_its_question_is_refused(matters):
    asked = matters.keep("consulted", date(2016, 4, 5), party="The LMC")
    early = {"on_day": date(2016, 4, 4), "answer": "objects", "answers": asked.pk}
    refused(lambda: matters.keep("answered", **early), "what was done on 5 April 2016", "cannot be before it")


def test_an_acknowledgement_before_the_application_is_refused(matters):
    received = matters.received()
    early = {"on_day": RAISED, "answers": received.pk}
    refused(lambda: matters.keep("acknowledged", **early), "cannot be before it, on 1 April 2016")


def test_a_last_day_before_the_step_itself_is_refused(matters):
    said = {"party": "Ann Owner", "text": "Write", "due_on": DAY - timedelta(days=1)}
    refused(lambda: matters.keep("action", **said), "13 April 2016 is before the step itself")


# --- What is missing, or was done before ---
@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("received", "Not told yet: who applied."),
        ("consulted", "Not told yet: who was consulted."),
        ("engaged", "Not told yet: how they were involved, and what they said."),
        ("withdrawn", "Not told yet: why."),
        ("action", "Not told yet: to be done by."),
        ("action", "Not told yet: owner."),
        ("scrutiny_asked", "Not told yet: which scrutiny committee."),
    ],
)
def test_what_a_step_needs_is_demanded(matters, entry, sentence):
    refused(lambda: matters.keep(entry, party=" ", text="  "), sentence)


def test_what_happens_once_is_recorded_once(matters):
    matters.received()
    refused(matters.received, "“Application received” is on record already, of 2 April 2016")


def test_a_question_is_answered_once(matters):
    asked = matters.keep("scrutiny_asked", party="Merton's scrutiny panel")
    matters.keep("scrutiny_answered", answer="not_substantial", answers=asked.pk)
    again = {"answer": "substantial", "answers": asked.pk}
    refused(lambda: matters.keep("scrutiny_answered", **again), "That is on record already, of 14 April 2016")


@pytest.mark.parametrize("key", [None, 10**6])
def test_an_answer_belongs_to_a_question_of_this_matter(matters, key):
    refused(lambda: matters.keep("answered", answer="objects", answers=key), "choose the step of this matter")


def test_an_answer_belongs_to_a_question_of_its_own_sort(matters):
    received = matters.received()
    refused(lambda: matters.keep("answered", answer="objects", answers=received.pk), "choose the step of this matter")


def test_the_question_of_another_matter_is_not_answered_here(cast, matters):
    asked = Matters(cast).keep("consulted", party="The LMC")
    refused(lambda: matters.keep("answered", answer="objects", answers=asked.pk), "choose the step of this matter")


def test_an_answer_that_is_not_offered_is_refused(matters):
    asked = matters.keep("consulted", party="The LMC")
    refused(lambda: matters.keep("answered", answer="perhaps", answers=asked.pk), "Their view: choose from the list.")


@pytest.mark.parametrize("entry", ["letter", "signed_off", "nothing", ""])
def test_what_is_not_recorded_by_hand_is_refused(matters, entry):
    refused(lambda: matters.keep(entry, party="Somebody", text="Something"), "There is no such step to record.")


def test_a_part_of_another_matter_is_refused(cast, matters):
    limb = two_sites(cast).limbs[0].pk
    refused(lambda: matters.keep("notice", party="The contractor", limb=limb), "Choose a part of this matter.")


def test_too_much_text_is_refused(matters):
    refused(lambda: matters.received(party="x" * 201), "200 characters at most")
    refused(lambda: matters.keep("engaged", text="x" * 20_001), "20,000 characters at most")


# --- What comes after a decision ---
@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("announced", {"text": "On the website"}),
        ("published", {"text": "On the website"}),
        ("challenge", {"party": "A patient", "answer": "judicial_review"}),
    ],
)
def test_nothing_is_announced_published_or_challenged_before_it_is_decided(matters, entry, said):
    refused(lambda: matters.keep(entry, **said), "Nothing of this is decided yet")
    matters.decide()
    assert matters.keep(entry, **said).entry == entry


def test_nothing_is_announced_on_a_day_before_the_decision(matters):
    matters.decide()
    refused(
        lambda: matters.keep("announced", DAY - timedelta(days=1), text="On the website"),
        "It was decided on 14 April 2016: this cannot have happened on 13 April 2016",
    )


def test_parts_are_announced_each_on_its_own_day_and_once(cast):
    told = two_sites(cast)
    told.decide()
    first, second = told.limbs
    told.keep("announced", text="On the website", limb=first.pk)
    told.keep("announced", text="By letter", limb=second.pk)
    refused(lambda: told.keep("announced", text="Again", limb=first.pk), "on record already")
    refused(lambda: told.keep("announced", text="Of all of it"), "on record already")


def test_a_challenge_has_its_result_and_what_it_rests_on(matters):
    matters.decide()
    challenge = matters.keep("challenge", party="The Made Up Surgery", answer="dispute", text="The reasons are wrong")
    result = matters.keep("result", answer="stands", text="The reasons are right", answers=challenge.pk)
    told = matters.course.first("challenge")
    assert told.answer == result
    assert told.step.chosen(told.row.answer) == "dispute under the contract"


def test_an_action_has_an_owner_and_a_day_and_is_done_once(matters):
    action = matters.keep("action", party="Ann Owner", text="Write to the practice", due_on=TOMORROW)
    assert [told.row for told in matters.stands.to_do] == [action]
    matters.keep("done", text="Written", answers=action.pk)
    assert matters.stands.to_do == []


# --- Corrections ---
def test_a_correction_needs_its_reason_and_both_stay_in_the_record(matters):
    step = matters.received()
    said = Said(on_day=RAISED, party="The Made Up Surgery")
    refused(lambda: matters.correct(step, " ", said), "Say why it is corrected")
    corrected = matters.correct(step, "The letter is of the 1st", said)
    told = matters.course.first("received")
    assert (told.row, told.before) == (corrected, (step,))
    assert (corrected.replaces, corrected.reason) == (step, "The letter is of the 1st")
    assert verify_book(matters.committee.pk) == []


def test_a_step_is_corrected_once_and_then_its_correction(matters):
    step = matters.received()
    corrected = matters.correct(step, said=Said(on_day=RAISED, party="The Made Up Surgery"))
    refused(lambda: matters.correct(step, said=Said(on_day=DAY, party="Another")), "It was corrected already")
    assert matters.correct(corrected, said=Said(on_day=DAY, party="Another"))
    assert len(matters.course.steps) == 1


def test_a_correction_that_changes_nothing_is_refused(matters):
    step = matters.received()
    refused(
        lambda: matters.correct(step, said=Said(on_day=RECEIVED, party="The Made Up Surgery")), "Nothing is changed"
    )


def test_a_correction_obeys_the_rules_of_its_sort(matters):
    step = matters.received()
    refused(lambda: matters.correct(step, said=Said(on_day=TOMORROW, party="Somebody")), "still to come")
    refused(lambda: matters.correct(step, said=Said(on_day=DAY)), "Not told yet: who applied.")


def test_a_question_is_not_corrected_to_a_day_after_its_answer(matters):
    asked = matters.keep("consulted", date(2016, 4, 5), party="The LMC")
    answered = matters.keep("answered", date(2016, 4, 7), answer="objects", answers=asked.pk)
    refused(
        lambda: matters.correct(asked, said=Said(on_day=date(2016, 4, 8), party="The LMC")), "answered on 7 April 2016"
    )
    refused(lambda: matters.correct(answered, said=Said(on_day=date(2016, 4, 4), answer="objects")), "5 April 2016")


def test_an_answer_stays_with_a_question_that_was_corrected(matters):
    asked = matters.keep("consulted", date(2016, 4, 5), party="The LMC")
    matters.keep("answered", date(2016, 4, 7), answer="objects", answers=asked.pk)
    matters.correct(asked, said=Said(on_day=date(2016, 4, 6), party="The LMC"))
    (told,) = matters.course.of("consulted")
    assert told.answer is not None
    assert matters.course.of("answered")[0].question == told.row


def test_what_was_recorded_by_mistake_is_said_not_to_be_so_and_then_there_is_room_again(matters):
    step = matters.received()
    matters.correct(step, "It was another practice's letter")
    course = matters.course
    assert course.steps == ()
    (told,) = course.struck
    assert told.row.reason == "It was another practice's letter"
    assert matters.received(DAY).on_day == DAY


def test_a_question_with_an_answer_is_not_said_not_to_be_so(matters):
    asked = matters.keep("consulted", party="The LMC")
    answer = matters.keep("answered", answer="objects", answers=asked.pk)
    refused(lambda: matters.correct(asked), "“Answer to a consultation” belongs to it")
    matters.correct(answer, "They wrote of another matter")
    assert matters.course.first("consulted").answer is None
    matters.correct(asked, "They were not asked")
    assert matters.course.steps == ()


def test_a_step_of_another_matter_is_not_corrected_here(cast, matters):
    step = Matters(cast).received()
    refused(lambda: matters.correct(step, said=Said(on_day=DAY, party="Somebody")), "no such step of this matter")


# --- Who ---
@pytest.mark.parametrize("who", ["lay_chair", "gp", "executive", "healthwatch", "nhs_england", "superuser", "stranger"])
def test_only_who_runs_the_business_or_prepares_it_records_a_step(cast, matters, who):
    before = Page.objects.count()
    with pytest.raises(Refused) as error:
        matters.keep("received", party="Somebody", actor=cast.acting(who))
    assert "does not run the business of" in error.value.verdict.sentence
    assert Page.objects.count() == before


def test_a_secretary_in_conflict_on_the_matter_records_no_step(cast, matters):
    matters.matter.practices.add(cast.practice)
    interest = Interest.objects.create(
        person=cast.person_of("secretary"),
        nature="Is married to a partner",
        type=InterestType.PERSONAL,
        directness=Directness.INDIRECT,
        starts_on=RAISED,
        declared_on=RAISED,
    )
    interest.practices.add(cast.practice)
    with pytest.raises(Refused) as error:
        matters.received()
    assert "keep_life.in_conflict" in error.value.verdict.codes


def test_the_course_is_loaded_in_as_many_queries_however_long_it_is(matters, django_assert_num_queries):
    matters.received()
    matters.decide()
    with django_assert_num_queries(1):
        assert matters.course.steps
    for number in range(5):
        matters.keep("consulted", party=f"Neighbour {number}")
        matters.keep("action", party="Ann Owner", text=f"Action {number}", due_on=DAY)
    with django_assert_num_queries(1):
        assert len(matters.course.steps) == 11
