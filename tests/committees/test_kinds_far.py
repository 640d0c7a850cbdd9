"""Days and numbers with which nothing can be counted are refused in a sentence, before anything counts with them."""

from datetime import date

import pytest

from committees.kinds import KINDS, facts
from committees.kinds.declared import Fact, FactType

DAY = date(2016, 7, 1)
COUNTED = {FactType.DAY, FactType.NUMBER, FactType.PRACTICES, *facts.REFERENCES}
FAR = ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31")


@pytest.mark.parametrize("day", FAR)
def test_a_day_of_another_age_is_refused(day):
    fact = Fact(key="on", label="Day of it", type=FactType.DAY)
    with pytest.raises(ValueError, match=r"is too far off. Give a day from 1900 to 2199."):
        facts.read(fact, day)


@pytest.mark.parametrize("type_", [FactType.NUMBER, FactType.CONTRACT, FactType.PRACTICE])
def test_a_number_of_another_size_is_refused(type_):
    with pytest.raises(ValueError, match=r"is too large. Give a smaller number."):
        facts.read(Fact(key="n", label="So many", type=type_), 2**63)


def test_of_several_practices_each_key_is_one_that_the_database_can_hold():
    with pytest.raises(ValueError, match="is too large"):
        facts.read(Fact(key="n", label="Practices", type=FactType.PRACTICES), [1, 2**63])


@pytest.mark.parametrize("key", sorted(KINDS))
@pytest.mark.parametrize("day", FAR)
def test_no_kind_counts_with_such_a_day_or_number(key, day):
    """Whatever else is stated, the page that says what is wrong opens, and what cannot be read reaches no effect."""
    kind = KINDS[key]
    kept = {fact.key: _kept(fact, day) for fact in kind.facts}
    refused = [fact for fact in kind.facts if fact.required and fact.only_if is None and fact.type in COUNTED]
    assert bool(facts.wrong(kind, kept, kept, DAY)) or not refused
    given = facts.given(kind, kept, kept)
    assert not [fact.key for fact in kind.facts if fact.type is FactType.DAY and fact.key in given]


def _kept(fact: Fact, day: str):
    match fact.type:
        case FactType.DAY:
            return day
        case FactType.CHOICE:
            return fact.choices[0][0]
        case FactType.MONEY:
            return "100.00"
        case FactType.YES_NO:
            return True
        case FactType.PRACTICES:
            return [2**63]
        case FactType.TEXT | FactType.LONG_TEXT | FactType.CODE | FactType.POSTCODE:
            return "x"
        case _:
            return 2**63
