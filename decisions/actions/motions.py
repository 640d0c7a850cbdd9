"""The words before the committees: put, amended, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError

from committees.kinds import verb_misfit
from committees.powers import Actor
from committees.terms import VERBS_WITHOUT_VOTE, Act, Verb
from decisions.actions.bench import Bench, on_resolutions
from decisions.actions.hanging import Hangs, conditions_put, copies
from decisions.facts import ResolutionFacts
from decisions.gate import may_on_resolution, require
from decisions.models import Motion, Withdrawal


def amend_motion(
    *,
    actor: Actor,
    resolutions: list[int],
    text: str,
    verb: Verb,
    reason: str = "",
    conditions: Iterable[Hangs] | None = None,
    when: datetime | None = None,
) -> list[Motion]:
    """Put other words before the committees, until voting opens. The words before stay in the record.

    ``conditions``: what the motion hangs on; None keeps those of the motion whose place it takes.
    """
    wanted = list(conditions) if conditions is not None else None
    with on_resolutions(actor, resolutions, when) as bench:
        for resolution in bench.resolutions(resolutions):
            if wrong := verb_misfit(resolution.item.matter.kind, verb):
                raise ValidationError(wrong)
        return [
            put_one(bench, resolution, text=text, verb=verb, reason=reason, conditions=wanted)
            for resolution in bench.resolutions(resolutions)
        ]


def put_one(
    bench: Bench,
    resolution: ResolutionFacts,
    *,
    text: str,
    verb: Verb,
    reason: str = "",
    conditions: Iterable[Hangs] | None = None,
) -> Motion:
    """Put words before one committee, in place of those that are before it."""
    if not text.strip():
        raise ValidationError("A motion needs its words: write what the committee is asked to decide.")
    verdict = require(may_on_resolution(Act.PROPOSE, bench.actor, bench.record, resolution))
    if conditions is None:
        carried = [] if Verb(verb) in VERBS_WITHOUT_VOTE else copies(resolution.conditions, bench.record.day)
    else:
        carried = conditions_put(bench, resolution, Verb(verb), conditions)
    motion = Motion(
        resolution=resolution.row,
        text=text.strip(),
        verb=Verb(verb),
        replaces=resolution.motion,
        reason=(reason.strip() or "amended at the meeting") if resolution.motion else reason.strip(),
    )
    return bench.write(motion, verdict, sittings=[resolution.sitting.pk], conditions=carried)


def withdraw_motion(
    *, actor: Actor, resolutions: list[int], reason: str, when: datetime | None = None
) -> list[Withdrawal]:
    """Withdraw the motion, until voting on it is closed."""
    if not reason.strip():
        raise ValidationError("Say why the motion is withdrawn.")
    with on_resolutions(actor, resolutions, when) as bench:
        written = []
        for resolution in bench.resolutions(resolutions):
            verdict = require(may_on_resolution(Act.WITHDRAW, actor, bench.record, resolution))
            act = Withdrawal(
                resolution=resolution.row,
                motion=resolution.motion,
                opening=resolution.opening,
                reason=reason.strip(),
            )
            written.append(bench.write(act, verdict, sittings=[resolution.sitting.pk]))
        return written
