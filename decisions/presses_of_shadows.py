"""The press with which a shadow recommendation is recorded or put right."""

from __future__ import annotations

from committees.powers import Actor
from decisions import actions


def shadow(actor: Actor, form) -> str:
    said = form.cleaned_data
    act = actions.recommend_in_shadow(
        actor=actor,
        meeting=form.meeting.pk,
        item=said["item"],
        sitting=said["sitting"],
        limb=said["limb"],
        text=said["text"],
        in_favour=said["in_favour"],
        against=said["against"],
        abstained=said["abstained"],
        replaces=said["entry"],
        reason=said["reason"],
        when=form.when,
    )
    done = "corrected; both entries stay in the record" if act.replaces_id else "recorded"
    return f"Shadow recommendation {done}. It is not a decision."
