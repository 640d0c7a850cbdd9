"""The kinds of decision that committees take on GP practices, each declared once, in ``committees.kinds.table``.

A kind is a key and no column of the database: adding one is one declaration, and needs no migration.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from committees.kinds.declared import DecisionKind
from committees.kinds.table import ALL
from committees.rights.words import a, listed, sentence_case
from committees.terms import Function, Verb

__all__ = ["KINDS", "DecisionKind", "added", "kind_label", "misfit", "verb_misfit"]

_KINDS = {kind.key: kind for kind in ALL}
KINDS: Mapping[str, DecisionKind] = MappingProxyType(_KINDS)


@contextmanager
def added(kind: DecisionKind) -> Iterator[None]:
    """One more kind for a while: what a test of "one declaration is enough" needs."""
    if kind.key in _KINDS:
        raise ValueError(f"The kind “{kind.key}” is declared already.")
    _KINDS[kind.key] = kind
    try:
        yield
    finally:
        del _KINDS[kind.key]


def misfit(kind: str, function: Function) -> str:
    """Why a matter of this function cannot be of this kind, in a sentence; empty where it can, or is of no kind.

    Powers hang on the function and limits on the kind: the two must not tell of different things.
    """
    if not kind:
        return ""
    if kind not in KINDS:
        return f"“{kind}” is no kind of decision."
    found = KINDS[kind]
    if found.function is Function(function):
        return ""
    return f"{sentence_case(a(found.label))} belongs to “{found.function.label}”: choose that, or another kind."


def verb_misfit(kind: str, verb: Verb) -> str:
    """Why a committee cannot resolve this on a matter of this kind, in a sentence; empty where it can."""
    if kind not in KINDS or Verb(verb) in KINDS[kind].verbs:
        return ""
    allowed = listed((each.label for each in KINDS[kind].verbs), "or")
    return f"{sentence_case(a(KINDS[kind].label))} is not for a committee to {Verb(verb).label}: choose {allowed}."


def kind_label(key: str) -> str:
    """What a kind is called; its key where it is not known (a kind that was taken away since)."""
    return KINDS[key].label if key in KINDS else key
