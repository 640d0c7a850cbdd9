"""Dated rows: both ends count, an empty last day is open, and an overlap is refused in a sentence."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.test.utils import isolate_apps

from practices.dated import IN_ORDER, Dated, covers
from practices.models import CCG, Membership, Practice, Site

MARCH_31, APRIL_1, APRIL_30 = date(2016, 3, 31), date(2016, 4, 1), date(2016, 4, 30)


@pytest.fixture
def practice(db) -> Practice:
    return Practice.objects.create(ods_code="H85999", name="THE MADE UP SURGERY", status="A")


@pytest.fixture
def ccg(db) -> CCG:
    return CCG.objects.create(ods_code="99Q", name="NHS MADE UP CCG", opened_on=date(2013, 4, 1))


@pytest.mark.parametrize(
    ("day", "covered"), [(MARCH_31, False), (APRIL_1, True), (APRIL_30, True), (date(2016, 5, 1), False)]
)
def test_the_first_and_the_last_day_count(practice, ccg, day, covered):
    row = Membership.objects.create(practice=practice, ccg=ccg, starts_on=APRIL_1, ends_on=APRIL_30)
    assert covers(APRIL_1, APRIL_30, day) is covered
    assert row.is_in_force_on(day) is covered
    assert Membership.objects.in_force_on(day).exists() is covered
    assert Membership.objects.overlapping(day, day).exists() is covered
    assert Practice.objects.of_ccg_on(ccg, day).exists() is covered
    assert practice.ccg_on(day) == (ccg if covered else None)


def test_an_empty_last_day_is_open(practice, ccg):
    Membership.objects.create(practice=practice, ccg=ccg, starts_on=APRIL_1)
    assert Membership.objects.in_force_on(date(2099, 1, 1)).exists()
    assert Membership.objects.overlapping(date(2099, 1, 1), None).exists()
    assert not Membership.objects.overlapping(date(2000, 1, 1), MARCH_31).exists()


def test_an_overlap_is_refused_naming_the_other_row_and_what_to_do(practice, ccg):
    Membership.objects.create(practice=practice, ccg=ccg, starts_on=date(2013, 4, 1))
    with pytest.raises(ValidationError) as refusal:
        Membership(practice=practice, ccg=ccg, starts_on=APRIL_1).full_clean()
    assert refusal.value.messages == [
        "These dates overlap with “The Made Up Surgery in NHS Made Up CCG” (from 1 April 2013). Only one membership "
        "can be in force on a day for the same practice. End that one on 31 March 2016 first, or choose other dates."
    ]


def test_an_overlap_with_a_later_row_says_when_to_end(practice, ccg):
    Membership.objects.create(practice=practice, ccg=ccg, starts_on=APRIL_1)
    with pytest.raises(ValidationError, match="Let this one end on 31 March 2016 or earlier"):
        Membership(practice=practice, ccg=ccg, starts_on=date(2013, 4, 1)).full_clean()


def test_a_row_does_not_overlap_with_itself_nor_with_a_neighbour(practice, ccg):
    row = Membership.objects.create(practice=practice, ccg=ccg, starts_on=date(2013, 4, 1), ends_on=MARCH_31)
    Membership(practice=practice, ccg=ccg, starts_on=APRIL_1).full_clean()
    row.full_clean()


def test_the_last_day_before_the_first_is_refused(practice, ccg):
    with pytest.raises(ValidationError, match="The last day cannot be before the first day"):
        Membership(practice=practice, ccg=ccg, starts_on=APRIL_1, ends_on=MARCH_31).full_clean()


def test_rows_that_a_guard_passes_over_may_overlap(practice):
    Site.objects.create(practice=practice, kind="main", name="Main", starts_on=APRIL_1)
    Site(practice=practice, kind="branch", name="Branch", starts_on=APRIL_1).full_clean()
    with pytest.raises(ValidationError, match="Correct that one instead"):
        Site(practice=practice, kind="main", name="Other", starts_on=APRIL_1).full_clean()


def test_every_dated_model_keeps_the_check_of_its_dates():
    dated = [model for model in apps.get_models() if issubclass(model, Dated)]
    assert Membership in dated
    assert not [m for m in dated if not any(c.name.endswith(IN_ORDER) for c in m._meta.constraints)]


@isolate_apps("practices")
def test_a_dated_model_that_lost_its_check_is_reported():
    class Careless(Dated):
        class Meta:
            app_label = "practices"
            constraints: list[models.BaseConstraint] = []

    assert [message.id for message in Careless.check()] == ["practices.E001"]
