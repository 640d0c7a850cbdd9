"""Declaring: once for every body; refused in plain words with nothing written; history kept; nothing deleted."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from committees.models import Interest, Statement
from committees.refused import Refused
from committees.registers import declaring
from committees.registers.bodies import bodies_of, places
from committees.registers.declaring import Told, told_of
from committees.terms import Directness, InterestType, Said
from practices.models import Provider
from tests import world
from tests.committees.declared import an_interest
from tests.world import DAY, GP

pytestmark = pytest.mark.django_db
JANUARY = date(2015, 1, 5)


def told(cast, **more) -> Told:
    """Made up: a partner in the cast's practice."""
    fields = {
        "type": InterestType.FINANCIAL,
        "directness": Directness.DIRECT,
        "nature": "Partner",
        "starts_on": JANUARY,
        "practices": frozenset({cast.practice.pk}),
    }
    return Told(**(fields | more))


@pytest.fixture
def gp(cast):
    return cast.merton.people[GP]


@pytest.fixture
def declare(cast, gp):
    """The GP declares for herself, unless told otherwise."""

    def act(who="gp", person=None, on=None, **more):
        about = gp.pk if person is None else person
        return declaring.declare_interest_for_register(
            actor=cast.acting(who), person=about, told=told(cast, **more), on=on
        )

    return act


@pytest.fixture
def change(cast):
    def act(row, who="gp", reason="It was wrong.", seen=None, **more):
        return declaring.change_interest(
            actor=cast.acting(who), interest=row.pk, told=told(cast, **more), reason=reason, seen=seen
        )

    return act


@pytest.fixture
def end(cast):
    def act(row, last_day, who="gp", **more):
        return declaring.end_interest(actor=cast.acting(who), interest=row.pk, last_day=last_day, **more)

    return act


def refusal(act, *args, **more) -> str:
    """What the refusal says; nothing may be written by it."""
    before = rows()
    with pytest.raises(ValidationError) as caught:
        act(*args, **more)
    assert rows() == before, "half-written"
    return " ".join(caught.value.messages)


def rows() -> list[int]:
    through = (Interest.practices.through, Interest.providers.through)
    return [model.objects.count() for model in (Interest, Interest.history.model, Statement, *through)]


# --- Declared once ---
def test_an_interest_declared_once_stands_on_the_registers_of_every_body_of_the_person(cast, gp, declare):
    world.Appointment.objects.create(seat=cast.croydon.seats[GP], person=gp, share="joint", starts_on=world.FIRST)
    row = declare()
    assert Interest.objects.get() == row
    names = [body.name for body in bodies_of(places(DAY, people=[gp.pk])[gp.pk])]
    assert names == ["NHS Croydon CCG", "NHS Merton CCG", "Croydon joint committee"]


def test_a_declaration_keeps_what_was_told_and_is_a_statement_of_the_day(cast, gp, declare):
    provider = Provider.objects.create(name="Made Up Health Ltd", made_up=True)
    row = declare(
        directness=Directness.INDIRECT, relationship="husband", providers=frozenset({provider.pk}), mitigation="Leaves"
    )
    assert told_of(Interest.objects.get()) == told(
        cast,
        directness=Directness.INDIRECT,
        relationship="husband",
        providers=frozenset({provider.pk}),
        mitigation="Leaves",
    )
    assert row.declared_on == DAY
    (said,) = Statement.objects.all()
    assert (said.person, said.said, said.said_on, said.recorded_by) == (gp, Said.DECLARED, DAY, cast.gp)


def test_the_secretary_records_what_somebody_declared_and_when(cast, gp, declare):
    row = declare("secretary", on=date(2016, 4, 11))
    assert row.declared_on == date(2016, 4, 11)
    said = Statement.objects.get()
    assert (said.said_on, said.recorded_by) == (date(2016, 4, 11), cast.secretary)
    assert row.history.get().history_user == cast.secretary


def test_an_interest_that_is_still_to_begin_can_be_declared_ahead(declare):
    assert declare(starts_on=DAY + timedelta(days=60)).starts_on > DAY


def test_an_officer_who_holds_no_seat_declares_too(cast):
    person = cast.person_of("nhs_england_without_powers")
    declaring.say_nothing_to_declare(actor=cast.acting("nhs_england_without_powers"), person=person.pk)
    assert Statement.objects.get().person == person


TOO_FAR = [
    {"ends_on": date(9999, 12, 31)},
    {"starts_on": date(1899, 12, 31)},
    {"starts_on": date(2067, 1, 1)},
    {"ends_on": date(2067, 1, 1)},
]


@pytest.mark.parametrize("days", TOO_FAR)
def test_days_before_1900_or_more_than_fifty_years_ahead_are_refused(declare, change, days):
    assert "too far off: the registers take days from 1900 to 2066" in refusal(declare, **days)
    row = declare()
    assert "too far off: the registers take days from 1900 to 2066" in refusal(change, row, **days)


def test_a_last_day_more_than_fifty_years_ahead_is_refused(declare, end):
    row = declare()
    assert "too far off: the registers take days from 1900 to 2066" in refusal(end, row, date(9999, 12, 31))
    end(row, date(2066, 12, 31))


def test_the_registers_answer_for_everybody_where_an_entry_runs_to_the_end_of_the_calendar(cast, gp, client):
    """Entries from before such days were refused."""
    an_interest(gp, practices=[cast.practice], ends_on=date(9999, 12, 31))
    for address in ("interests/", "interests/?format=csv", "certification/"):
        client.force_login(cast.secretary)
        assert client.get(f"/registers/08R/{address}").status_code == 200


# --- History ---
def test_a_change_keeps_what_was_said_before_with_who_and_why(cast, declare, change):
    row = declare()
    change(row, nature="Partner, and owner of the premises", reason="The premises were bought.")
    first, second = row.history.order_by("history_id")
    assert (first.nature, second.nature) == ("Partner", "Partner, and owner of the premises")
    assert (second.history_change_reason, second.history_user) == ("The premises were bought.", cast.gp)
    assert first.history_change_reason == declaring.DECLARED
    assert [each.practice for each in first.practices.all()] == [cast.practice]
    assert Statement.objects.filter(said=Said.DECLARED).count() == 2


def test_an_end_keeps_the_entry_and_its_history(declare, end):
    row = end(declare(), date(2016, 4, 1), reason="Retired.")
    assert Interest.objects.get().ends_on == date(2016, 4, 1)
    last = row.history.latest("history_id")
    assert (last.ends_on, last.history_change_reason) == (date(2016, 4, 1), "Ended: Retired.")


def test_nothing_in_the_register_can_be_deleted(declare):
    row = declare()
    for rows_ in (Interest.objects.filter(pk=row.pk), Statement.objects.all()):
        with pytest.raises(IntegrityError, match=r"kept|cannot be removed"), transaction.atomic():
            rows_._raw_delete(rows_.db)


def test_whoever_waits_for_declarations_is_told_in_the_same_transaction(declare, change, end, monkeypatch):
    heard = []
    monkeypatch.setattr(declaring, "WHEN_DECLARED", [lambda row: heard.append((row.nature, row.ends_on))])
    row = declare()
    change(row, nature="Salaried GP")
    end(row, DAY)
    assert heard == [("Partner", None), ("Salaried GP", None), ("Salaried GP", DAY)]

    def fails(_):
        raise ValidationError("Not so.")

    monkeypatch.setattr(declaring, "WHEN_DECLARED", [fails])
    assert refusal(declare, nature="Landlord") == "Not so."


# --- Refused ---
def test_an_interest_that_ends_before_it_starts(declare):
    said = refusal(declare, ends_on=date(2014, 12, 31))
    assert "would end on 31 December 2014, before it begins on 5 January 2015" in said
    assert "Correct one of the two days" in said


def test_no_organisation_at_all(declare):
    said = refusal(declare, practices=frozenset())
    assert "Say which practice, provider or other organisation" in said
    assert "“Another organisation”" in said


def test_a_practice_or_provider_that_is_not_on_record(declare):
    said = refusal(declare, practices=frozenset({2**40}), providers=frozenset({2**40}))
    assert "A practice that was chosen is not on record. Find it by a part of its name" in said
    assert "A provider that was chosen is not on record" in said


def test_an_indirect_interest_without_whose_it_is(declare):
    assert "Say whose interest it is" in refusal(declare, directness=Directness.INDIRECT)


def test_a_direct_interest_that_is_somebody_elses(declare):
    assert "Choose “indirect” if it is that of somebody close" in refusal(declare, relationship="wife")


def test_all_that_is_wrong_is_said_at_once(declare):
    said = refusal(declare, nature=" ", practices=frozenset(), ends_on=date(2014, 1, 1))
    assert all(words in said for words in ("Say what the interest is", "Say which practice", "would end on"))


def test_a_day_still_to_come_as_the_day_of_the_declaration(declare):
    assert "15 April 2016 is still to come" in refusal(declare, on=DAY + timedelta(days=1))


@pytest.mark.parametrize("nature", ["Partner", "  PARTNER. "])
def test_two_open_interests_that_say_the_same(declare, nature):
    declare()
    said = refusal(declare, nature=nature)
    assert "already: “Partner”, since 5 January 2015" in said
    assert "change that entry" in said


def test_what_differs_in_anything_or_is_over_is_no_second_of_the_same(cast, declare, end):
    row = declare()
    declare(nature="Landlord")
    declare(type=InterestType.PROFESSIONAL)
    declare(directness=Directness.INDIRECT, relationship="wife")
    declare(directness=Directness.INDIRECT, relationship="brother")
    end(row, date(2016, 4, 10))
    declare(starts_on=date(2016, 4, 11))
    assert Interest.objects.count() == 6


def test_a_change_into_what_another_entry_says(declare, change):
    declare()
    other = declare(nature="Landlord")
    assert "already: “Partner”" in refusal(change, other, nature="Partner")


def test_a_change_without_a_reason_and_one_that_changes_nothing(declare, change):
    row = declare()
    assert "Say why the entry changes" in refusal(change, row, nature="Salaried GP", reason=" ")
    assert "press “Nothing has changed”" in refusal(change, row)
    assert "at most 100 characters" in refusal(change, row, nature="Salaried GP", reason="x" * 101)


def test_a_change_or_an_end_of_what_another_device_changed_meanwhile(declare, change, end):
    row = declare()
    seen = declaring.latest(row)
    change(row, nature="Salaried GP", seen=seen)
    assert "changed on another device" in refusal(change, row, nature="Locum", seen=seen)
    assert "changed on another device" in refusal(end, row, DAY, seen=seen)


def test_an_end_before_the_beginning_and_an_end_twice(declare, end):
    row = declare()
    assert "cannot be before that" in refusal(end, row, date(2015, 1, 4))
    end(row, date(2016, 4, 1))
    said = refusal(end, row, date(2016, 4, 2))
    assert "ended on 1 April 2016 already" in said
    assert "change the entry and say why" in said


def test_an_end_that_is_still_to_come_can_be_moved(declare, end):
    row = end(declare(), date(2016, 6, 30))
    assert end(row, date(2016, 5, 31)).ends_on == date(2016, 5, 31)


def test_an_entry_or_a_person_that_is_not_there(cast, end, declare):
    assert "not in the registers" in refusal(end, Interest(pk=2**40), DAY)
    assert "not on record" in refusal(declare, person=2**40)


# --- Nothing has changed, nothing to declare ---
def test_nothing_has_changed_is_recorded_once_a_day(cast, gp, declare):
    declare(on=date(2016, 4, 1))
    for _ in range(2):
        declaring.say_nothing_changed(actor=cast.acting("gp"), person=gp.pk)
    assert [row.said for row in gp.statements.all()] == [Said.DECLARED, Said.NOTHING_CHANGED]


def test_nothing_has_changed_where_nothing_was_said(cast, gp):
    said = refusal(declaring.say_nothing_changed, actor=cast.acting("gp"), person=gp.pk)
    assert "press “Nothing to declare”" in said


def test_nothing_to_declare_while_an_interest_is_open(cast, gp, declare, end):
    row = declare()
    said = refusal(declaring.say_nothing_to_declare, actor=cast.acting("gp"), person=gp.pk)
    assert "This interest is still in the registers for Merton GP member: Partner." in said
    assert "Press “Nothing has changed”" in said
    end(row, date(2016, 4, 1))
    declaring.say_nothing_to_declare(actor=cast.acting("gp"), person=gp.pk)
    assert gp.statements.filter(said=Said.NOTHING_TO_DECLARE).count() == 1


# --- For somebody else ---
@pytest.mark.parametrize(
    "who", ["executive", "lay_chair", "nhs_england", "healthwatch", "superuser", "stranger", "croydon_chair"]
)
def test_nobody_declares_for_somebody_else_but_the_secretary(cast, gp, declare, change, end, who):
    row = declare()
    before = rows()
    for act in (
        lambda: declare(who, nature="Landlord"),
        lambda: change(row, who, nature="Landlord"),
        lambda: end(row, DAY, who),
        lambda: declaring.say_nothing_changed(actor=cast.acting(who), person=gp.pk),
        lambda: declaring.say_nothing_to_declare(actor=cast.acting(who), person=gp.pk),
    ):
        with pytest.raises(Refused) as refused:
            act()
        (reason,) = refused.value.verdict.refusals
        assert "everybody declares for themselves" in reason.text
        assert "14O" in reason.source.title
        assert "or the secretary of a committee on which they sit" in reason.who_can
    assert rows() == before
