"""The kinds of decision that committees take on GP practices, each declared once.

A kind is a key of this table and no column of the database: adding one needs no migration. Which function each belongs to
is derived from the rows of the North Central London pack's table; the kinds are those of published papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from committees.rights.words import a, sentence_case
from committees.terms import Function


@dataclass(frozen=True, slots=True)
class DecisionKind:
    """A kind of decision: its key, what it is called, and the function to which it belongs."""

    key: str
    label: str
    function: Function


_GP, _PERFORMANCE = Function.GP_COMMISSIONING, Function.PERFORMANCE

KINDS: Mapping[str, DecisionKind] = MappingProxyType(
    {
        kind.key: kind
        for kind in (
            DecisionKind("list_closure", "list closure", _GP),
            DecisionKind("branch_closure", "branch closure", _GP),
            DecisionKind("merger", "practice merger", _GP),
            DecisionKind("practice_closure", "practice closure", _GP),
            DecisionKind("dispersal", "list dispersal or procurement", _GP),
            DecisionKind("award", "contract award", _GP),
            DecisionKind("caretaker", "caretaker contract", _GP),
            DecisionKind("extension", "contract extension", _GP),
            DecisionKind("partnership_change", "partnership change", _GP),
            DecisionKind("change_of_control", "change of control", _GP),
            DecisionKind("boundary_change", "boundary change", _GP),
            DecisionKind("premises", "relocation or premises", _GP),
            DecisionKind("rent", "rent reimbursement", _GP),
            DecisionKind("discretionary_support", "discretionary support (section 96)", _GP),
            DecisionKind("pms_review", "PMS review", _GP),
            DecisionKind("remedial_notice", "remedial notice", _PERFORMANCE),
            DecisionKind("breach_notice", "breach notice", _PERFORMANCE),
            DecisionKind("sanction", "sanction", _PERFORMANCE),
            DecisionKind("termination", "termination of a contract", _PERFORMANCE),
            DecisionKind("incentive_scheme", "local incentive scheme", Function.INCENTIVE_SCHEMES),
            DecisionKind("budget", "budget approval", Function.BUDGET),
        )
    }
)


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


def kind_label(key: str) -> str:
    """What a kind is called; its key where it is not known (a kind that was taken away since)."""
    return KINDS[key].label if key in KINDS else key
