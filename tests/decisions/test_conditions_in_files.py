"""The conditions that a meeting file tells: kept with the part, compared, and refused with line and field."""

from datetime import date

import pytest

from committees.files import FileRefused
from committees.models import Committee
from decisions.models import LimbCondition
from tests.decisions.meeting_files import bent, line_of, london, take

pytestmark = pytest.mark.django_db

PART = "          - {part: a, text: Approve the first part.}\n"
PARTS = """\
          - part: a
            text: Approve the first part.
            conditions:
              - text: The formal commencement of level 3
                who: the CCGs
                by: 2017-03-31
              - {text: Local decisions, awaits: Croydon}
"""


@pytest.fixture(autouse=True)
def practices_and_ccgs():
    london()


def with_conditions(was: str = "", now: str = "") -> bytes:
    assert PARTS.count(was) == 1 or not was
    return bent(PART, PARTS.replace(was, now) if was else PARTS)


def refusals(content: bytes) -> list[tuple]:
    with pytest.raises(FileRefused) as refused:
        take(content)
    assert not LimbCondition.objects.exists(), "nothing is half-saved"
    return [(problem.line, problem.field, problem.text) for problem in refused.value.problems]


def test_the_conditions_of_a_part_are_kept_in_their_order():
    take(with_conditions())
    first, second = LimbCondition.objects.order_by("number")
    assert (first.text, first.who, first.due_on) == (
        "The formal commencement of level 3",
        "the CCGs",
        date(2017, 3, 31),
    )
    assert second.awaits == Committee.objects.get(short_name="Croydon")
    assert first.limb.letter == second.limb.letter == "a"


def test_the_same_file_again_changes_nothing():
    take(with_conditions())
    assert not take(with_conditions()).changed
    assert LimbCondition.objects.count() == 2


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("by: 2017-03-31", "by: 2017-04-30"),
        ("who: the CCGs", "who: somebody"),
        ("text: Local decisions, awaits: Croydon", "text: Local decisions, who: Croydon"),
        ("              - {text: Local decisions, awaits: Croydon}\n", ""),
    ],
)
def test_a_file_with_other_conditions_is_another_version(was, now):
    take(with_conditions())
    with pytest.raises(FileRefused) as refused:
        take(with_conditions(was, now))
    told = [problem.text for problem in refused.value.problems]
    assert "The conditions of what is to be decided are not those on record." in told


@pytest.mark.parametrize(
    ("was", "now", "down", "field", "sentence"),
    [
        ("awaits: Croydon", "awaits: Atlantis", 6, "awaits", "Atlantis"),
        ("awaits: Croydon", "awaits: Croydon, who: the CCGs", 6, "who", "one of the two"),
        ("by: 2017-03-31", "by: 2016-04-13", 5, "by", "the day of the meeting or later"),
        ("by: 2017-03-31", "by: 31 March", 5, "by", "is not a date"),
        ("who: the CCGs", "whom: the CCGs", 4, "whom", "There is no such field here"),
        ("text: Local decisions, ", "", 6, "text", "missing"),
        ("part: a\n", "part: a\n            verb: note\n", 3, "conditions", "takes no vote"),
    ],
)
def test_a_condition_that_cannot_be_is_refused_with_line_and_field(was, now, down, field, sentence):
    [(line, where, text)] = refusals(with_conditions(was, now))
    assert sentence in text
    assert where.endswith(field)
    assert abs(line - (line_of("{part: a") + down)) <= 1
