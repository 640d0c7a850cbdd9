"""Presses that put the record right: entries, votes, and a result that is taken back."""

from __future__ import annotations

from committees.powers import Actor
from decisions import actions, forms
from decisions.models import Attendance, Declaration, Ruling

CORRECTED = "Corrected. Both entries stay in the record."


def _entry(model, form, what: str):
    """The entry that a form is about; refused where it is another meeting's."""
    act = model.objects.filter(pk=form.cleaned_data["entry"], meeting=form.meeting).first()
    if act is None:
        raise forms.ValidationError(f"This {what} is not in the record of this meeting.")
    return act


def undo_attendance(actor: Actor, form) -> str:
    act = _entry(Attendance, form, "entry")
    actions.correct_attendance(actor=actor, attendance=act, void=True, reason=form.cleaned_data["reason"])
    return CORRECTED


def correct_attendance(actor: Actor, form) -> str:
    said = form.cleaned_data
    actions.correct_attendance(
        actor=actor,
        attendance=_entry(Attendance, form, "entry"),
        movement=said["movement"] or None,
        role=said["role"] or None,
        reason=said["reason"],
        when=form.when,
    )
    return CORRECTED


def add_attendance(actor: Actor, form) -> str:
    said = form.cleaned_data
    told = {name: said[name] for name in ("person", "movement", "role", "reason")}
    act = actions.add_attendance(actor=actor, meeting=form.meeting.pk, when=form.when, **told)
    return f"Added to the record: {act.person.name}."


def undeclare(actor: Actor, form) -> str:
    act = _entry(Declaration, form, "declaration")
    actions.withdraw_declaration(actor=actor, declaration=act, reason=form.cleaned_data["reason"])
    return CORRECTED


def correct_declaration(actor: Actor, form) -> str:
    said = form.cleaned_data
    told = {name: said[name] for name in ("nature", "type", "directness", "reason")}
    actions.correct_declaration(actor=actor, declaration=_entry(Declaration, form, "declaration"), **told)
    return CORRECTED


def correct_ruling(actor: Actor, form) -> str:
    said = form.cleaned_data
    actions.correct_ruling(
        actor=actor, ruling=_entry(Ruling, form, "ruling"), handling=said["handling"], reason=said["reason"]
    )
    return CORRECTED


def take_back(actor: Actor, form) -> str:
    said = form.cleaned_data
    actions.take_back_result(
        actor=actor, resolutions=said["resolutions"], reason=said["reason"], seen=said["seen"], when=form.when
    )
    return "The result is taken back. Put the record right, then announce the result anew."


def correct_vote(actor: Actor, form) -> str:
    said = form.cleaned_data
    actions.correct_vote(
        actor=actor,
        resolution=said["resolution"],
        seat=said["seat"],
        choice=said["choice"],
        reason=said["reason"],
        seen=said["seen"],
        when=form.when,
    )
    return "The vote is corrected. Both entries stay in the record."


def correct_counts(actor: Actor, form) -> str:
    said = form.cleaned_data
    numbers = {name: said[name] for name in ("in_favour", "against", "abstained")}
    actions.correct_counts(
        actor=actor, resolution=said["resolution"], **numbers, reason=said["reason"], seen=said["seen"], when=form.when
    )
    return "The counts are corrected. Both entries stay in the record."


def start_again(actor: Actor, form) -> str:
    said = form.cleaned_data
    actions.start_again(
        actor=actor,
        resolutions=said["resolutions"],
        recording=said["how"],
        reason=said["reason"],
        seen=said["seen"],
        when=form.when,
    )
    return "The vote starts again. What was recorded before stays in the record, replaced."
