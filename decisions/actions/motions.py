"""The words before the committees: put, amended, withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.terms import Act, Verb
from decisions.actions.bench import on_resolutions
from decisions.gate import may_on_resolution, require
from decisions.models import Motion, Withdrawal


def amend_motion(
    *, actor: Actor, resolutions: list[int], text: str, verb: Verb, reason: str = "", when: datetime | None = None
) -> list[Motion]:
    """Put other words before the committees, until voting opens. The words before stay in the record."""
    if not text.strip():
        raise ValidationError("A motion needs its words: write what the committee is asked to decide.")
    with on_resolutions(actor, resolutions, when) as bench:
        written = []
        for resolution in bench.resolutions(resolutions):
            verdict = require(may_on_resolution(Act.PROPOSE, actor, bench.record, resolution))
            motion = Motion(
                resolution=resolution.row,
                text=text.strip(),
                verb=Verb(verb),
                replaces=resolution.motion,
                reason=(reason.strip() or "amended at the meeting") if resolution.motion else reason.strip(),
            )
            written.append(bench.write(motion, verdict, sittings=[resolution.sitting.pk]))
        return written


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
