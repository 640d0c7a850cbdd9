"""Two devices at once: the same interest is declared once, one of two changes is kept, and each press counts once."""

import pytest
from django.core.exceptions import ValidationError

from committees.models import Interest, Statement
from committees.registers import declaring
from committees.registers.declaring import Told
from committees.terms import Directness, InterestType, Said
from tests.decisions.test_races import at_once
from tests.world import DAY, GP

pytestmark = pytest.mark.django_db(transaction=True)
DEVICES = 4


@pytest.fixture
def gp(cast):
    return cast.merton.people[GP]


def told(cast, nature="Partner") -> Told:
    """Made up: something in the cast's practice."""
    return Told(
        type=InterestType.FINANCIAL,
        directness=Directness.DIRECT,
        nature=nature,
        starts_on=DAY,
        practices=frozenset({cast.practice.pk}),
    )


def refusals(answers) -> list[str]:
    assert all(error is None or isinstance(error, ValidationError) for _, error in answers)
    return [" ".join(error.messages) for _, error in answers if error is not None]


def test_the_same_interest_declared_from_several_devices_is_declared_once(cast, gp):
    actors = [cast.acting(who) for who in ("gp", "secretary") for _ in range(DEVICES // 2)]
    words = told(cast)
    answers = at_once(
        *(
            lambda actor=actor: declaring.declare_interest_for_register(actor=actor, person=gp.pk, told=words)
            for actor in actors
        )
    )
    assert len(refusals(answers)) == DEVICES - 1
    assert all("already: “Partner”" in each for each in refusals(answers))
    row = Interest.objects.get()
    assert row.history.count() == 1
    assert Statement.objects.count() == 1


def test_of_changes_from_several_devices_one_is_kept_and_the_others_are_told(cast, gp):
    actor = cast.acting("gp")
    row = declaring.declare_interest_for_register(actor=actor, person=gp.pk, told=told(cast))
    seen = declaring.latest(row)
    wanted = [told(cast, f"Partner {number}") for number in range(DEVICES)]
    answers = at_once(
        *(
            lambda words=words: declaring.change_interest(
                actor=actor, interest=row.pk, told=words, reason="It was wrong.", seen=seen
            )
            for words in wanted
        )
    )
    assert len(refusals(answers)) == DEVICES - 1
    assert all("changed on another device" in each for each in refusals(answers))
    assert row.history.count() == 2


def test_nothing_to_declare_and_an_interest_at_once_leave_no_contradiction(cast, gp):
    actor, words = cast.acting("gp"), told(cast)
    answers = at_once(
        lambda: declaring.say_nothing_to_declare(actor=actor, person=gp.pk),
        lambda: declaring.declare_interest_for_register(actor=actor, person=gp.pk, told=words),
    )
    said = [row.said for row in gp.statements.order_by("pk")]
    assert said in ([Said.DECLARED], [Said.NOTHING_TO_DECLARE, Said.DECLARED])
    assert len(refusals(answers)) == 2 - len(said)


def test_one_button_pressed_on_several_devices_is_recorded_once(cast, gp):
    actor = cast.acting("gp")
    press = lambda: declaring.say_nothing_to_declare(actor=actor, person=gp.pk)  # noqa: E731
    assert refusals(at_once(*[press] * DEVICES)) == []
    assert Statement.objects.count() == 1
