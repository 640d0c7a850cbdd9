"""What NHS England says of a committee's decision, on its way back: its agreement; its veto used, waived or lapsed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.terms import Act as Asked
from decisions import models as m
from decisions.actions.bench import Bench
from decisions.gate import may_on_resolution
from decisions.journal.about import of_act


def _officer(bench: Bench, act: m.Act) -> Actor:
    """NHS England's officer: the account's person is whose conflicts are looked at."""
    return replace(bench.actor, person=act.by_id)


def agrees(bench: Bench, act: m.Agreement) -> Verdict:
    """Whether NHS England could agree, or refuse to."""
    return may_on_resolution(Asked.AGREE, _officer(bench, act), bench.record, of_act(bench, act), person=act.by_id)


def becomes_of_veto(bench: Bench, act: m.Veto) -> Verdict:
    """Whether the veto could be used or waived."""
    return may_on_resolution(Asked.VETO, _officer(bench, act), bench.record, of_act(bench, act))


def vetoed(bench: Bench, act: m.Veto) -> dict[str, Any]:
    """The veto is of the result that stands."""
    return {"announcement": of_act(bench, act).announcement}
