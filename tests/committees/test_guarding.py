"""The guardian's acts: concerns and advice, breaches without names. Each refusal with its reason, and nothing written.

Everybody in here is made up.
"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from committees.models import Breach, Concern, Guardianship, Interest, Person
from committees.powers import Actor
from committees.refused import Refused
from committees.registers import guarding
from committees.terms import Directness, InterestType
from tests import world
from tests.world import DAY, FIRST, GP

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.fixture
def fellowes(cast):
    """Merton's GP, under a name of her own."""
    gp = cast.merton.people[GP]
    gp.name = "Dr Ada Fellowes"
    gp.save()
    return gp


@pytest.fixture
def guardian(cast, on_the_day):
    return a_guardian(cast.merton.ccg, "Walter Olufemi", "walter")


@pytest.fixture
def other_guardian(cast, guardian):
    return a_guardian(cast.croydon.ccg, "Grace Iyer", "grace")


def a_guardian(ccg, name, username) -> Actor:
    person = Person.objects.create(name=name, made_up=True)
    Guardianship.objects.create(person=person, ccg=ccg, starts_on=FIRST)
    return world.actor(world.an_account(username, person))


def an_interest(person, **more):
    fields = {"nature": "Partner", "starts_on": date(2015, 1, 5), "declared_on": FIRST}
    fields |= {"type": InterestType.FINANCIAL, "directness": Directness.DIRECT}
    return Interest.objects.create(person=person, **(fields | more))


@pytest.fixture
def raise_one(cast, guardian):
    def act(actor=None, **more):
        fields = {"ccg": cast.merton.ccg, "about": "She stayed and spoke.", "named": True, "day": DAY}
        return guarding.raise_concern(actor=actor or cast.acting("gp"), **(fields | more))

    return act


@pytest.fixture
def a_breach(cast, guardian, fellowes):
    def act(actor=None, **more):
        fields = {"ccg": cast.merton.ccg, "about": "Dr Ada Fellowes voted.", "found_on": YESTERDAY, "day": DAY}
        return guarding.record_breach(actor=actor or guardian, **(fields | more))

    return act


def refused(act, *words, kind=ValidationError):
    """It is refused with these words, and leaves no concern, breach or history of one behind."""
    tables = (Concern, Breach, Concern.history.model, Breach.history.model)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    with pytest.raises(kind) as caught:
        act()
    said = " ".join(caught.value.messages) if kind is ValidationError else caught.value.verdict.sentence
    for word in words:
        assert word in said
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


# --- Concerns ---
def test_a_concern_with_a_name_says_who_raised_it(cast, raise_one):
    concern = raise_one()
    assert concern.raised_by == cast.merton.people[GP]
    assert concern.history.get().history_user == cast.gp


def test_a_concern_without_a_name_is_nobodys_in_every_table(cast, raise_one):
    concern = raise_one(named=False)
    assert concern.raised_by is None
    version = concern.history.get()
    assert version.history_user is None
    assert version.raised_by_id is None


def test_whoever_is_signed_in_may_raise_a_concern_though_they_are_nobody_on_record(cast, raise_one):
    assert raise_one(actor=cast.acting("stranger"), named=False).raised_by is None


def test_an_account_that_is_nobodys_cannot_give_a_name(cast, raise_one):
    refused(lambda: raise_one(actor=cast.acting("stranger")), "belongs to nobody on record", "without a name")


def test_nobody_who_is_not_signed_in_raises_a_concern(raise_one):
    refused(lambda: raise_one(actor=Actor(), named=False), "people who are signed in", kind=Refused)


def test_a_concern_has_words(raise_one):
    refused(lambda: raise_one(about=" \n"), "Write what the concern is.")


def test_a_concern_goes_to_a_guardian_in_office(cast, raise_one):
    refused(lambda: raise_one(ccg=cast.croydon.ccg), "NHS Croydon CCG has no conflicts of interest guardian on record")


def test_the_same_concern_is_raised_once_a_day(raise_one):
    raise_one(named=False)
    refused(lambda: raise_one(named=False), "in the same words was raised today already")


def test_a_concern_is_about_an_entry_of_that_ccgs_registers(cast, raise_one):
    elsewhere = an_interest(cast.croydon.people[GP])
    refused(lambda: raise_one(interest=elsewhere), "is not on the registers of NHS Merton CCG")


# --- Advice ---
@pytest.mark.parametrize("who", ["gp", "secretary", "superuser", "stranger", "lay_chair", "nhs_england"])
def test_nobody_but_the_guardian_advises(cast, raise_one, who):
    concern = raise_one()
    advise = {"actor": cast.acting(who), "concern": concern, "advice": "Leave.", "day": DAY}
    refused(lambda: guarding.give_advice(**advise), "Only the conflicts of interest guardian", kind=Refused)


def test_the_guardian_of_another_ccg_does_not_advise(raise_one, other_guardian):
    concern = raise_one()
    refused(
        lambda: guarding.give_advice(actor=other_guardian, concern=concern, advice="Leave.", day=DAY),
        "Only the conflicts of interest guardian of NHS Merton CCG",
        kind=Refused,
    )


def test_advice_is_given_once_and_then_the_concern_is_closed(raise_one, guardian):
    concern = guarding.give_advice(actor=guardian, concern=raise_one(named=False), advice="Leave.", day=DAY)
    assert (concern.advice, concern.advised_on, concern.advised_by_id) == ("Leave.", DAY, guardian.person)
    refused(lambda: guarding.give_advice(actor=guardian, concern=concern, advice="Stay.", day=DAY), "given on 14 April")
    closed = guarding.close_concern(actor=guardian, concern=concern, day=DAY)
    assert closed.closed_on == DAY
    refused(lambda: guarding.close_concern(actor=guardian, concern=concern, day=DAY), "closed on 14 April 2016 already")
    users = list(concern.history.order_by("history_id").values_list("history_user", flat=True))
    assert users == [None, guardian.account.pk, guardian.account.pk], "who raised it is in no version of it"


def test_advice_has_words_and_comes_after_the_concern(raise_one, guardian):
    concern = raise_one()
    refused(lambda: guarding.give_advice(actor=guardian, concern=concern, advice=" ", day=DAY), "Write the advice.")
    refused(
        lambda: guarding.give_advice(actor=guardian, concern=concern, advice="x", day=YESTERDAY),
        "on or after the day on which the concern was raised, 14 April 2016",
    )


def test_a_concern_is_closed_once_it_was_answered(raise_one, guardian):
    concern = raise_one()
    refused(lambda: guarding.close_concern(actor=guardian, concern=concern, day=DAY), "Nobody has answered")


def test_the_guardian_does_not_advise_about_their_own_entry(cast, raise_one, guardian):
    seat = cast.merton.seats[world.LAY]
    walter = Person.objects.get(pk=guardian.person)
    seat.appointments.create(person=walter, starts_on=FIRST, share="joint")
    concern = raise_one(interest=an_interest(walter))
    refused(
        lambda: guarding.give_advice(actor=guardian, concern=concern, advice="Fine.", day=DAY),
        "does not act as guardian where it is about themselves",
        kind=Refused,
    )


# --- Breaches ---
def test_a_breach_is_recorded_with_names_and_published_without(a_breach, guardian):
    breach = a_breach(happened_on=FIRST, action_taken="The vote was looked at.")
    assert breach.published_on is None
    text = "Somebody voted on a matter in which they had an interest."
    published = guarding.publish_breach(actor=guardian, breach=breach, text=text, day=DAY)
    assert (published.published_text, published.published_on) == (text, DAY)


@pytest.mark.parametrize("who", ["gp", "secretary", "superuser", "stranger", "lay_chair"])
def test_nobody_but_the_guardian_records_or_publishes_a_breach(cast, a_breach, who):
    breach = a_breach()
    actor = cast.acting(who)
    refused(lambda: a_breach(actor=actor, about="x"), "Only the conflicts of interest guardian", kind=Refused)
    refused(
        lambda: guarding.publish_breach(actor=actor, breach=breach, text="x", day=DAY),
        "keeps the register of breaches",
        kind=Refused,
    )


def test_the_guardian_of_another_ccg_records_and_publishes_nothing(a_breach, other_guardian):
    breach = a_breach()
    refused(lambda: a_breach(actor=other_guardian, about="x"), "Only the conflicts", kind=Refused)
    refused(
        lambda: guarding.publish_breach(actor=other_guardian, breach=breach, text="x", day=DAY), "Only", kind=Refused
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"about": " "}, "Write what happened."),
        ({"found_on": TOMORROW}, "15 April 2016 is still to come"),
        ({"happened_on": TOMORROW}, "15 April 2016 is still to come"),
        ({"found_on": YESTERDAY, "happened_on": DAY}, "cannot be found before it happened"),
    ],
)
def test_a_breach_that_cannot_be_is_refused(a_breach, more, words):
    refused(lambda: a_breach(**more), words)


def test_a_breach_is_recorded_once(a_breach):
    a_breach()
    refused(a_breach, "in the register already")


def test_a_breach_follows_from_a_concern_of_the_same_ccg(cast, a_breach, other_guardian):
    elsewhere = guarding.raise_concern(
        actor=cast.acting("gp"), ccg=cast.croydon.ccg, about="There.", named=True, day=DAY
    )
    refused(lambda: a_breach(concern=elsewhere), "was not raised with the guardian of NHS Merton CCG")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Dr Fellowes voted.", "“Fellowes” is the name"),
        ("FELLOWES’ practice.", "“FELLOWES” is the name"),
        ("Reported by Mr Olufemi.", "“Olufemi” is the name"),
    ],
)
def test_what_is_published_names_nobody_on_the_registers(a_breach, guardian, text, word):
    breach = a_breach()
    refused(lambda: guarding.publish_breach(actor=guardian, breach=breach, text=text, day=DAY), word, "other words")


def test_what_is_published_names_nobody_who_left_the_registers(cast, a_breach, guardian):
    world.in_seat(cast.merton.seats[world.LAY], "Ned Bygone", share="joint", ends_on=YESTERDAY)
    breach = a_breach()
    refused(lambda: guarding.publish_breach(actor=guardian, breach=breach, text="Bygone.", day=DAY), "“Bygone”")


def test_what_is_published_names_neither_who_raised_it_nor_of_whom_the_breach_is_about(cast, a_breach, guardian):
    """Neither of the two is on a register of Merton."""
    Person.objects.create(name="Pat Passerby", made_up=True)
    casey = cast.acting("nhs_england_without_powers")
    concern = guarding.raise_concern(actor=casey, ccg=cast.merton.ccg, about="x", named=True, day=DAY)
    breach = a_breach(about="Pat Passerby was let in.", concern=concern)
    for text, word in (("Passerby was let in.", "“Passerby”"), ("As Casey Colleague says.", "“Colleague”")):
        refused(lambda text=text: guarding.publish_breach(actor=guardian, breach=breach, text=text, day=DAY), word)


def test_a_breach_is_published_once_with_words(a_breach, guardian):
    breach = a_breach()
    refused(
        lambda: guarding.publish_breach(actor=guardian, breach=breach, text=" ", day=DAY), "Write what is published"
    )
    guarding.publish_breach(actor=guardian, breach=breach, text="Somebody voted.", day=DAY)
    refused(
        lambda: guarding.publish_breach(actor=guardian, breach=breach, text="Other words.", day=DAY),
        "published on 14 April 2016 already",
    )


def test_a_breach_is_not_published_before_it_was_found(a_breach, guardian):
    breach = a_breach(found_on=DAY)
    refused(
        lambda: guarding.publish_breach(actor=guardian, breach=breach, text="x", day=YESTERDAY),
        "on or after the day on which it was found, 14 April 2016",
    )


def test_published_words_are_corrected_with_a_reason_and_name_nobody(a_breach, guardian):
    breach = a_breach()
    correct = {"actor": guardian, "breach": breach, "text": "Somebody voted twice.", "reason": "Clearer.", "day": DAY}
    refused(lambda: guarding.correct_published(**correct), "is not published")
    guarding.publish_breach(actor=guardian, breach=breach, text="Somebody voted.", day=DAY)
    refused(lambda: guarding.correct_published(**(correct | {"reason": ""})), "Say why")
    refused(lambda: guarding.correct_published(**(correct | {"reason": "x" * 101})), "at most 100 characters")
    refused(lambda: guarding.correct_published(**(correct | {"text": "Fellowes."})), "“Fellowes” is the name")
    refused(lambda: guarding.correct_published(**(correct | {"text": "Somebody voted."})), "published already")
    corrected = guarding.correct_published(**correct)
    assert (corrected.published_text, corrected.published_on) == ("Somebody voted twice.", DAY)
    assert corrected.history.first().history_change_reason == "Clearer."
