"""Chair's action taken twice, and reported by two hands and the clock, at the same moment: once each. All made up."""

import pytest

from decisions.actions.outside.reporting import report_by_time, report_decision
from decisions.book import verify_book
from decisions.models import AgendaItem, OutsideDecision, Report
from practices import clock
from tests import world
from tests.decisions.between import Between
from tests.decisions.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def between(settings):
    settings.COCOMM_CLOCK_DAY = world.DAY
    return Between()


def test_chairs_action_is_taken_once_though_three_take_it(between):
    answers = at_once(between.take, between.take, between.take)
    assert sum(error is None for _, error in answers) == 1
    assert OutsideDecision.objects.count() == 1
    assert OutsideDecision.objects.get().signatures.count() == 2
    assert verify_book(between.committee.pk) == []


def test_it_is_put_on_one_agenda_once_though_the_secretary_and_the_clock_do_it(between):
    decision = between.take()
    between.plan()
    items = AgendaItem.objects.count()
    where = {"committee": between.committee.pk, "matter": between.matter.pk, "decision": decision.pk}

    def secretary():
        return report_decision(actor=between.secretary, **where)

    def timed():
        return report_by_time(decision.pk, clock.today())

    answers = at_once(secretary, timed, secretary, timed)
    assert sum(made is not None for made, _ in answers) == 1
    assert Report.objects.count() == 1
    assert AgendaItem.objects.count() == items + 1
    assert verify_book(between.committee.pk) == []
