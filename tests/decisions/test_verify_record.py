"""The command that checks every seal. Everything is made up."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from decisions.book import verify_book
from decisions.models import Attendance, Matter, Signature
from practices import guards
from tests.breaking import sql
from tests.decisions.between import Between
from tests.world import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def between(settings):
    settings.COCOMM_CLOCK_DAY = DAY
    return Between()


def check() -> str:
    said = StringIO()
    call_command("verify_record", stdout=said)
    return said.getvalue()


def behind_the_guards(change) -> None:
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    guards.lift(connection)
    try:
        change()
    finally:
        guards.install(connection)


def test_it_says_that_every_seal_holds(between):
    between.take()
    room = between.meeting_of(between.plan(DAY))
    room.arrive()
    assert check() == "Meetings checked: 1; books checked: 1. Every seal holds.\n"


def test_it_fails_where_a_book_or_a_meeting_is_not_what_was_sealed(between):
    between.take()
    room = between.meeting_of(between.plan(DAY))
    room.arrive()
    behind_the_guards(lambda: Signature.objects.update(how="not at all"))
    behind_the_guards(lambda: Attendance.objects.update(reason="changed"))
    with pytest.raises(CommandError, match="What does not hold: ") as failed:
        check()
    assert failed.value.returncode == 1


def test_the_verdict_of_a_signature_is_sealed(between):
    between.take()
    behind_the_guards(lambda: Signature.objects.update(verdict={"allowed": False}))
    assert verify_book(between.committee.pk) == ["The outsidedecision on page 1 is not what was sealed."]


def test_a_decision_keeps_the_matter_as_it_was_relied_on(between):
    decision = between.take()
    Matter.objects.filter(pk=between.matter.pk).update(title="Something else")
    decision.refresh_from_db()
    part = str(between.matter.limbs.get().pk)
    assert decision.verdict["matter"] == {
        "title": "Patients of a flooded surgery",
        "function": "gp_commissioning",
        "kind": "",
        "value": None,
        "ccgs": ["08R"],
        "facts": {},
        "parts": {part: {}},
        "verbs": {part: "approve"},
    }
    assert verify_book(between.committee.pk) == []
