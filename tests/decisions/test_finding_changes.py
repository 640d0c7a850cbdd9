"""Conflicts are found across what decisions changed: contracts in other hands, practices that went into others."""

from datetime import date, timedelta

import pytest

from practices.changes import ChangeHolder, DispersePatients, Merge
from practices.models import Contract, Provider
from tests.decisions.test_finding import a_contract, a_practice, an_interest, found
from tests.practices.changing import made
from tests.world import DAY, GP

pytestmark = pytest.mark.django_db
MERGED = "has merged, or is to merge, with The Made Up Surgery, which the matter concerns"


@pytest.fixture
def item(room, cast):
    item = room.items[0]
    item.matter.practices.add(cast.practice)
    return item


@pytest.fixture
def gp(cast):
    return cast.merton.people[GP]


def holds(name: str) -> tuple[str, ...]:
    return (f"{name} holds the contract of The Made Up Surgery, which the matter concerns",)


@pytest.mark.parametrize(("first_day", "who"), [(DAY, "New Ltd"), (DAY + timedelta(days=1), "Old Ltd")])
def test_of_a_contract_that_changes_hands_the_holder_of_the_day_is_concerned(cast, item, gp, first_day, who):
    old, new = Provider.objects.create(name="Old Ltd"), Provider.objects.create(name="New Ltd")
    contract = a_contract(old, cast.practice)
    an_interest(gp, providers=[old, new])
    made(ChangeHolder(contract.pk, new.pk, first_day))
    assert Contract.objects.filter(practices=cast.practice).count() == 2
    assert found(item) == [(gp.pk, holds(who))]


def test_a_contract_that_goes_on_without_a_practice_still_ties_the_others(cast, item, gp):
    held, other = Provider.objects.create(name="Held Ltd"), a_practice("H85002", "OTHER SURGERY", cast)
    a_contract(held, cast.practice, other)
    made(Merge(other.pk, a_practice("H85003", "THIRD SURGERY", cast).pk, DAY))
    an_interest(gp, providers=[held])
    assert found(item) == [(gp.pk, holds("Held Ltd"))]


def test_who_held_the_contract_of_a_practice_that_went_into_another_is_concerned_by_that(cast, item, gp):
    held, ended = Provider.objects.create(name="Drs Ended"), a_practice("H85002", "ENDED SURGERY", cast)
    a_contract(held, ended)
    an_interest(gp, providers=[held])
    assert found(item) == []
    made(Merge(ended.pk, cast.practice.pk, DAY))
    assert found(item) == [(gp.pk, (f"Ended Surgery {MERGED}",))]


def test_a_merger_of_the_day_after_changes_nothing_for_the_holder_of_the_contract(cast, item, gp):
    held, ended = Provider.objects.create(name="Drs Ended"), a_practice("H85002", "ENDED SURGERY", cast)
    a_contract(held, ended)
    an_interest(gp, ended)
    made(Merge(ended.pk, cast.practice.pk, DAY + timedelta(days=1)))
    assert found(item) == [(gp.pk, (f"Ended Surgery {MERGED}",))]


def test_who_had_the_contract_before_it_changed_hands_is_not_concerned_by_the_merger(cast, item, gp):
    old, new = Provider.objects.create(name="Old Ltd"), Provider.objects.create(name="New Ltd")
    ended = a_practice("H85002", "ENDED SURGERY", cast)
    contract = a_contract(old, ended)
    made(ChangeHolder(contract.pk, new.pk, date(2015, 4, 1)))
    made(Merge(ended.pk, cast.practice.pk, DAY))
    an_interest(gp, providers=[old])
    assert found(item) == []


def test_an_interest_in_a_practice_is_followed_through_one_merger_after_the_other(cast, item, gp):
    first, second = a_practice("H85002", "FIRST SURGERY", cast), a_practice("H85003", "SECOND SURGERY", cast)
    an_interest(gp, first)
    made(Merge(first.pk, second.pk, date(2015, 4, 1)))
    assert found(item) == []
    made(Merge(second.pk, cast.practice.pk, DAY))
    assert found(item) == [(gp.pk, (f"First Surgery {MERGED}",))]


def test_practices_among_which_patients_were_dispersed_are_not_tied_to_each_other(cast, item, gp):
    gone, other = a_practice("H85002", "GONE SURGERY", cast), a_practice("H85003", "OTHER SURGERY", cast)
    made(DispersePatients(gone.pk, (cast.practice.pk, other.pk), DAY))
    an_interest(gp, other)
    assert found(item) == []
