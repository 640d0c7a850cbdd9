"""What NHS England says of a committee's decision, on its way back: its agreement; its veto used, waived or lapsed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.rights.windows import lapse
from committees.terms import Act as Asked
from decisions import models as m
from decisions.actions.bench import Bench
from decisions.gate import may_on_resolution
from decisions.journal.about import of_act
from decisions.outcome import veto_of
from practices import clock


def _officer(bench: Bench, act: m.Act) -> Actor:
    """NHS England's officer: the account's person is whose conflicts are looked at."""
    return replace(bench.actor, person=act.by_id)


def agrees(bench: Bench, act: m.Agreement) -> Verdict:
    """Whether NHS England could agree, or refuse to."""
    return may_on_resolution(Asked.AGREE, _officer(bench, act), bench.record, of_act(bench, act), person=act.by_id)


def becomes_of_veto(bench: Bench, act: m.Veto) -> Verdict:
    """Whether the veto could be used or waived; where it lapsed, whether its time had passed: that nobody does."""
    if act.lapsed:
        of, day = of_act(bench, act), bench.when.astimezone(clock.LONDON).date()
        return lapse(veto_of(of, day), on_record=of.veto is not None)
    return may_on_resolution(Asked.VETO, _officer(bench, act), bench.record, of_act(bench, act))


def vetoed(bench: Bench, act: m.Veto) -> dict[str, Any]:
    """The veto is of the result that stands. What time alone brings about is done by nobody."""
    found = {"announcement": of_act(bench, act).announcement}
    return found | {"by": None, "used": False} if act.lapsed else found
