"""What the guardian leaves out of the published registers, and what is published though somebody asked that it be not.

The only writes of redactions. The private register keeps everything (domain, 1.4). Each raises Refused (a gate's, with
reasons) or ValidationError (a sentence), and then nothing is written.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.models import Concern, Interest, Offer, Redaction
from committees.powers import Actor
from committees.refused import require
from committees.registers.bodies import body_of
from committees.registers.gate import may_with_registers
from committees.registers.guarding import in_words_given, keep, refuse_before, refuse_unless_on_registers
from committees.terms import RegisterAct
from practices.dated import in_words
from practices.models import CCG


@transaction.atomic
def redact(
    *,
    actor: Actor,
    ccg: CCG,
    entry: Interest | Offer,
    hides_name: bool,
    hides_details: bool,
    reason: str,
    day: date,
) -> Redaction:
    """Leave the name, the details or both of an entry out of every published register from ``day`` on.

    Refused: no reason, nothing to leave out, an entry of somebody who is not on this CCG's registers, the guardian's
    own entry, and an entry of which something is left out already.
    """
    _may_redact(actor, ccg, entry, day)
    reason = in_words_given(reason, "Say why it is left out: the reason is kept with the private register.")
    if not (hides_name or hides_details):
        raise ValidationError("Choose what is left out: the name, the details, or both.")
    row = Redaction(
        interest=entry if isinstance(entry, Interest) else None,
        offer=entry if isinstance(entry, Offer) else None,
        starts_on=day,
        hides_name=hides_name,
        hides_details=hides_details,
        reason=reason,
        decided_by_id=actor.person,
    )
    standing = Redaction.objects.filter(interest=row.interest, offer=row.offer).overlapping(day, None).first()
    if standing is not None:
        raise ValidationError(
            f"{left_out(standing)} of this entry is left out since {in_words(standing.starts_on)} already. "
            "Put that back first, and decide anew from the day after."
        )
    keep(row, actor)
    return row


@transaction.atomic
def lift_redaction(*, actor: Actor, ccg: CCG, redaction: Redaction, reason: str, day: date) -> Redaction:
    """Publish again, from the day after ``day``, what was left out of an entry; the reason is kept in the history."""
    rows = Redaction.objects.select_for_update(of=("self",))
    redaction = rows.select_related("interest__person", "offer__person").get(pk=redaction.pk)
    _may_redact(actor, ccg, redaction.interest or redaction.offer, day)
    reason = in_words_given(reason, "Say why it is published again.")
    if redaction.ends_on is not None:
        raise ValidationError(f"This was put back already: it was left out until {in_words(redaction.ends_on)}.")
    refuse_before(day, redaction.starts_on, "What is left out is put back on or after its first day")
    redaction.ends_on = day
    keep(redaction, actor, reason)
    return redaction


@transaction.atomic
def publish_nonetheless(*, actor: Actor, ccg: CCG, interest: Interest, why: str, day: date) -> Concern:
    """Decide that an interest is published though its person asked that it be not: they read why with their concerns.

    It is kept as a concern of theirs that was answered, in the words in which they asked.
    """
    _may_redact(actor, ccg, interest, day)
    why = in_words_given(why, "Say why it is published: who asked reads it.")
    if not interest.objection:
        raise ValidationError("Nobody asked that this interest be kept out of the published register.")
    about = asked_in(interest)
    if Concern.objects.filter(interest=interest, raised_by=interest.person, about=about).exists():
        raise ValidationError("This was answered already.")
    concern = Concern(
        ccg=ccg,
        raised_on=day,
        raised_by=interest.person,
        about=about,
        interest=interest,
        advice=why,
        advised_on=day,
        advised_by_id=actor.person,
        closed_on=day,
    )
    keep(concern, actor)
    return concern


def asked_in(interest: Interest) -> str:
    """The words that a concern has where somebody asked that their interest be not published."""
    return f"Asked that this be left out of the published register: {interest.nature}. Why: {interest.objection}"


def left_out(redaction: Redaction) -> str:
    """What a redaction leaves out: "The name", "The details", "The name and the details"."""
    if redaction.hides_name and redaction.hides_details:
        return "The name and the details"
    return "The name" if redaction.hides_name else "The details"


def _may_redact(actor: Actor, ccg: CCG, entry: Interest | Offer, day: date) -> None:
    require(may_with_registers(RegisterAct.REDACT, actor, day, body=body_of(ccg), about=entry.person))
    refuse_unless_on_registers(entry.person, ccg, day)
