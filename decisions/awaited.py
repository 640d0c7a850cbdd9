"""How conditions are said: whom they await, and "subject to ..." as read out. Pure: rows of conditions in, words out."""

from __future__ import annotations

from collections.abc import Iterable

from committees.rights.words import listed
from decisions.models import Condition, LimbCondition

#: Words with which conditions begin, and which are no names.
_NO_NAMES = frozenset(
    {
        *("A", "An", "The", "Its", "Their", "Any", "All", "Each", "Local", "Formal", "Further", "Final"),
        *("Approval", "Agreement", "Confirmation", "Consent", "Funding"),
    }
)


def article(name: str) -> str:
    """A committee's name in the middle of a sentence: "the Governing Body of NHS Merton CCG"."""
    return name if name.lower().startswith("the ") else f"the {name}"


def whom(condition: Condition | LimbCondition) -> str:
    """Who must see to it, in the middle of a sentence; empty where nobody is named."""
    return article(condition.awaits.name) if condition.awaits is not None else condition.who.strip()


def awaited(condition: Condition | LimbCondition) -> str:
    """What is awaited, in the middle of a sentence: who must see to it or, where nobody is named, the thing itself."""
    return whom(condition) or said(condition.text)


def awaited_together(conditions: Iterable[Condition | LimbCondition]) -> str:
    """Everything that is awaited, each once."""
    return together(awaited(condition) for condition in conditions)


def subject_to(conditions: Iterable[Condition | LimbCondition]) -> str:
    """What a motion hangs on, as read out after "subject to"; empty without conditions. The same words are said once.

    "the formal commencement of level 3 and the decision of its governing body (the Governing Body of NHS Merton CCG)".
    """
    by_text: dict[str, list[str]] = {}
    for condition in conditions:
        who = by_text.setdefault(said(condition.text), [])
        if whom(condition):
            who.append(whom(condition))
    return together(f"{text} ({listed(dict.fromkeys(who))})" if who else text for text, who in by_text.items())


def together(phrases: Iterable[str]) -> str:
    """A list in a sentence; phrases that are lists themselves are kept apart by semicolons."""
    found = list(dict.fromkeys(phrases))
    if len(found) > 1 and any("," in each or " and " in each for each in found):
        return f"{'; '.join(found[:-1])}; and {found[-1]}"
    return listed(found)


def said(text: str) -> str:
    """What somebody wrote as a condition, in the middle of a sentence. A name at its beginning keeps its capital."""
    text = text.strip().rstrip(".")
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}".rstrip() if first in _NO_NAMES else text
