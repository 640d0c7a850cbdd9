"""The values of facts: how they are kept, read, checked and shown. Pure.

Kept as plain data: text as text, a day as "2016-04-14", pounds as "1250.00", a number and the key of a row as a number,
several practices as a list of keys, yes or no as true or false. Read: text, ``date``, ``Decimal``, ``int``, a tuple of
``int``, ``bool``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from committees.kinds.declared import DecisionKind, Fact, FactType, Given, applies
from committees.rights.words import day_words, listed, lower_first, sentence_case

#: Facts whose value is the key of a row in the database.
REFERENCES = frozenset(
    {FactType.PRACTICE, FactType.PRACTICES, FactType.SITE, FactType.CONTRACT, FactType.PROVIDER, FactType.CCG}
)
#: Kept as a whole number.
_INTEGERS = REFERENCES - {FactType.PRACTICES} | {FactType.NUMBER}
_CODE = re.compile(r"\A[A-Z][0-9A-Z]{5}\Z")
_YEARS = range(1900, 2200)
#: The largest number of days, months or patients that makes sense; of keys, what the database holds.
_MOST = defaultdict(lambda: 2**63 - 1, {FactType.NUMBER: 1_000_000})
_POSTCODE = re.compile(r"\A[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\Z")


def read(fact: Fact, kept: Any) -> Any:
    """The value of what is kept; None where nothing is. ValueError, with a sentence, where it cannot be one."""
    if kept is None or kept == "" or kept == []:
        return None
    try:
        match fact.type:
            case FactType.DAY:
                return _near(fact, date.fromisoformat(kept))
            case FactType.MONEY:
                return _pounds(kept)
            case number if number in _INTEGERS:
                if isinstance(kept, bool) or not isinstance(kept, int):
                    raise ValueError
                return _sensible(fact, kept)
            case FactType.PRACTICES:
                if not isinstance(kept, list) or any(
                    isinstance(each, bool) or not isinstance(each, int) for each in kept
                ):
                    raise ValueError
                return tuple(dict.fromkeys(_sensible(fact, each) for each in kept))
            case FactType.YES_NO:
                if not isinstance(kept, bool):
                    raise ValueError
                return kept
            case _:
                if not isinstance(kept, str):
                    raise ValueError
                return kept
    except _TooFarError:
        raise
    except (ValueError, TypeError, InvalidOperation):
        raise ValueError(f"{sentence_case(fact.label)}: this is not {fact.type.label}.") from None


class _TooFarError(ValueError):
    """A value of the right sort with which nothing can be counted."""


def _near(fact: Fact, day: date) -> date:
    """A day in the centuries that anybody plans in: from others no months can be counted on or back."""
    if day.year not in _YEARS:
        first, last = _YEARS[0], _YEARS[-1]
        raise _TooFarError(
            f"{sentence_case(fact.label)}: {day_words(day)} is too far off. Give a day from {first} to {last}."
        )
    return day


def _sensible(fact: Fact, number: int) -> int:
    """A number with which days can be counted; a key that the database can hold."""
    if abs(number) > _MOST[fact.type]:
        raise _TooFarError(f"{sentence_case(fact.label)}: {number:,} is too large. Give a smaller number.")
    return number


def _pounds(kept: Any) -> Decimal:
    if isinstance(kept, (bool, float)):
        raise ValueError
    found = Decimal(str(kept))
    if not found.is_finite():
        raise ValueError
    return found


def keep(fact: Fact, value: Any) -> Any:
    """A value as it is kept; None where there is none."""
    if value is None or value == "" or value == ():
        return None
    match fact.type:
        case FactType.DAY:
            return value.isoformat()
        case FactType.MONEY:
            return str(value)
        case FactType.PRACTICES:
            return list(value)
        case _:
            return value


def given(kind: DecisionKind, matter: Mapping[str, Any], part: Mapping[str, Any]) -> Given:
    """The facts of one part of a matter that are stated, as values. What cannot be read is not there (see ``wrong``), nor
    what is not asked for with these facts."""
    found = {}
    for fact in kind.facts:
        try:
            value = read(fact, (part if fact.part else matter).get(fact.key))
        except ValueError:
            continue
        if value is not None:
            found[fact.key] = value
    return {fact.key: found[fact.key] for fact in kind.facts if fact.key in found and applies(fact.only_if, found)}


def missing(kind: DecisionKind, stated: Given) -> tuple[Fact, ...]:
    """The facts that are demanded and not stated."""
    return tuple(
        fact for fact in kind.facts if fact.required and fact.key not in stated and applies(fact.only_if, stated)
    )


def missing_words(facts: Iterable[Fact]) -> str:
    """In a sentence, what has to be stated; empty for nothing."""
    found = [lower_first(fact.label) for fact in facts]
    return f"Not stated yet: {listed(found)}." if found else ""


def wrong(
    kind: DecisionKind, matter: Mapping[str, Any], part: Mapping[str, Any], day: date | None = None
) -> tuple[str, ...]:
    """What is wrong with the facts as they are kept, in sentences: what cannot be read, is out of bounds, or cannot be so
    together.

    ``day``: the day of the decision; a day of effect before it is wrong, unless the fact says that it may be. None: not
    known.
    """
    problems = []
    stated = given(kind, matter, part)
    for fact in kind.facts:
        if not applies(fact.only_if, stated):
            continue
        try:
            value = read(fact, (part if fact.part else matter).get(fact.key))
        except ValueError as error:
            problems.append(str(error))
            continue
        if value is not None:
            problems += _bounds(fact, value)
            if day is not None and fact.key == kind.from_day and not fact.may_precede and value < day:
                problems.append(
                    f"{sentence_case(fact.label)}: {day_words(value)} is before the decision, on {day_words(day)}. "
                    "Give a day on or after it."
                )
    late = kind.too_late(stated, day) if day is not None else ()
    return (*problems, *kind.wrong(stated), *late)


def _bounds(fact: Fact, value: Any) -> list[str]:
    said = sentence_case(fact.label)
    if fact.type is FactType.CHOICE and value not in dict(fact.choices):
        return [f"{said}: choose one of {listed(label for _, label in fact.choices)}."]
    if fact.type is FactType.CODE and not _CODE.match(value):
        return [f"{said}: “{value}” is no ODS code of a practice, which is a letter and five more characters."]
    if fact.type is FactType.POSTCODE and not _POSTCODE.match(value.upper()):
        return [f"{said}: “{value}” is no postcode."]
    size = len(value) if fact.type is FactType.PRACTICES else value
    if fact.type not in (FactType.NUMBER, FactType.MONEY, FactType.PRACTICES):
        return []
    if (fact.least is not None and size < fact.least) or (fact.most is not None and size > fact.most):
        return [f"{said}: {size} is not allowed. {_allowed(fact)}"]
    return []


def _allowed(fact: Fact) -> str:
    cited = f" ({fact.why.title})" if fact.why is not None else ""
    if fact.least is not None and fact.most is not None:
        return f"It must be from {fact.least} to {fact.most}{cited}."
    return (
        f"It must be {fact.least} or more{cited}."
        if fact.least is not None
        else f"It must be {fact.most} or less{cited}."
    )


def shown(fact: Fact, value: Any, names: Mapping[tuple[FactType, int], str]) -> str:
    """A value as people read it; ``names``: of the rows that it names, by type (PRACTICE for practices too) and key."""
    match fact.type:
        case FactType.DAY:
            return day_words(value)
        case FactType.MONEY:
            return f"£{value:,.2f}"
        case FactType.YES_NO:
            return "yes" if value else "no"
        case FactType.CHOICE:
            return dict(fact.choices).get(value, str(value))
        case FactType.PRACTICES:
            return listed(names.get((FactType.PRACTICE, key), f"practice {key}") for key in value)
        case reference if reference in REFERENCES:
            return names.get((fact.type, value), f"{fact.type.value} {value}")
        case _:
            return str(value)
