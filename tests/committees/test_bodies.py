"""On whose registers an entry stands, and the gate of the registers."""

from datetime import date

import pytest
from django.http import Http404

from committees.models import Appointment, Committee, Guardianship, Person, Position
from committees.registers.bodies import bodies_of, body_of, find_body, people_on, places
from committees.registers.gate import may_with_registers
from committees.terms import CommitteeKind, RegisterAct, Share
from tests.cast import the_cast
from tests.world import DAY, FIRST, GP

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return the_cast()


def keys(person: Person, day: date = DAY) -> list[str]:
    return [body.key for body in bodies_of(places(day, people=[person.pk]).get(person.pk, []))]


def test_a_member_of_a_pccc_is_on_its_ccgs_registers(cast):
    assert keys(cast.person_of("gp")) == [cast.merton.ccg.ods_code]


def test_a_member_of_a_joint_committee_is_on_its_registers_and_on_its_ccgs(cast):
    committee = cast.croydon.committee
    assert keys(cast.croydon.people[GP]) == [cast.croydon.ccg.ods_code, f"committee-{committee.pk}"]


def test_one_declaration_stands_in_the_registers_of_two_ccgs(cast):
    gp = cast.person_of("gp")
    Position.objects.create(person=gp, ccg=cast.croydon.ccg, title="Clinical adviser", starts_on=FIRST)
    assert keys(gp) == [cast.croydon.ccg.ods_code, cast.merton.ccg.ods_code]


def test_who_sat_nowhere_on_the_day_is_on_no_register(cast):
    gp = cast.person_of("gp")
    assert keys(gp, date(2014, 4, 1)) == []
    assert cast.person_of("gp") in people_on(body_of(cast.merton.ccg), DAY)
    assert people_on(body_of(cast.merton.ccg), date(2014, 4, 1)) == {}


def test_an_appointment_for_one_item_puts_nobody_on_a_register(cast):
    guest = Person.objects.create(name="A guest", made_up=True)
    Appointment.objects.create(seat=cast.merton.seats[GP], person=guest, share=Share.SINGLE_ITEM, starts_on=FIRST)
    assert keys(guest) == []


def test_a_seat_for_one_ccg_of_a_joint_committee_is_on_that_ccgs_register_alone(cast):
    committee = Committee.objects.create(
        name="Joint", short_name="Joint", kind=CommitteeKind.JOINT_COMMITTEE, established_on=FIRST
    )
    committee.ccgs.set([cast.merton.ccg, cast.croydon.ccg])
    person = Person.objects.create(name="Somebody", made_up=True)
    for_merton = committee.seats.create(title="Merton's GP", ccg=cast.merton.ccg, starts_on=FIRST)
    Appointment.objects.create(seat=for_merton, person=person, starts_on=FIRST)
    assert keys(person) == [cast.merton.ccg.ods_code, f"committee-{committee.pk}"]
    for_all = committee.seats.create(title="NHS England", starts_on=FIRST)
    other = Person.objects.create(name="Other", made_up=True)
    Appointment.objects.create(seat=for_all, person=other, starts_on=FIRST)
    assert keys(other) == [cast.croydon.ccg.ods_code, cast.merton.ccg.ods_code, f"committee-{committee.pk}"]


@pytest.mark.parametrize("key", ["ZZZ", "committee-0", "committee-x", "committee-99999999999999999999", "", "08r"])
def test_an_address_of_no_body_says_so(cast, key):
    with pytest.raises(Http404, match="Choose one on the page “Registers”"):
        find_body(key)


def test_a_pccc_keeps_no_registers_of_its_own(cast):
    with pytest.raises(Http404):
        find_body(f"committee-{cast.merton.committee.pk}")


def allowed(act, cast, who, **about) -> bool:
    return bool(may_with_registers(act, cast.acting(who), DAY, **about))


def test_the_guardian_follows_from_the_appointment_and_no_account_is_above_the_gate(cast):
    body = body_of(cast.merton.ccg)
    for who in ("secretary", "superuser", "stranger", "lay_chair", "nhs_england"):
        assert not allowed(RegisterAct.REDACT, cast, who, body=body)
        assert not allowed(RegisterAct.GUARD, cast, who, body=body)
    row = Guardianship.objects.create(person=cast.person_of("lay_chair"), ccg=cast.merton.ccg, starts_on=FIRST)
    assert allowed(RegisterAct.REDACT, cast, "lay_chair", body=body)
    assert not allowed(RegisterAct.REDACT, cast, "lay_chair", body=body_of(cast.croydon.ccg))
    row.ends_on = date(2016, 4, 13)
    row.save()
    assert not allowed(RegisterAct.REDACT, cast, "lay_chair", body=body)


def test_a_secretary_keeps_the_registers_of_the_ccgs_of_their_committees(cast):
    assert allowed(RegisterAct.READ_PRIVATE, cast, "secretary", body=body_of(cast.merton.ccg))
    assert allowed(RegisterAct.DECLARE, cast, "secretary", about=cast.person_of("gp"))
    nobody_here = Person.objects.create(name="Somebody of elsewhere", made_up=True)
    assert not allowed(RegisterAct.DECLARE, cast, "secretary", about=nobody_here)
    assert not allowed(RegisterAct.DECLARE, cast, "superuser", about=cast.person_of("gp"))


def test_asking_takes_a_fixed_number_of_queries(cast, django_assert_max_num_queries):
    acting, gp = cast.acting("secretary"), cast.person_of("gp")
    with django_assert_max_num_queries(6):
        may_with_registers(RegisterAct.DECLARE, acting, DAY, about=gp)
    with django_assert_max_num_queries(2):
        may_with_registers(RegisterAct.READ_PRIVATE, acting, DAY, body=body_of(cast.merton.ccg))
