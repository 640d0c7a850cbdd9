"""Letters to the secretaries of the committees that decided what cannot take effect.

A letter names a committee and a day. It names no matter and no practice: e-mail is read by others.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse

from committees.models import Letter, Person, Post
from committees.models.accounts import PostKind
from committees.registers.outbox import write_letter
from committees.rights.words import day_words
from decisions.effects.grounds import Part
from decisions.effects.ready import Ground
from decisions.models import EffectHeld

SUBJECT = "{}: a decision cannot take effect"


def write_held_letters(act: EffectHeld, part: Part, today: date) -> list[Letter]:
    """One letter for each secretary of each committee that decided, once for this reason."""
    letters = []
    for ground in {each.committee: each for each in part.answer.grounds}.values():
        posts = Post.objects.filter(committee=ground.committee, kind=PostKind.SECRETARY.value, account__is_active=True)
        accounts = posts.in_force_on(today).values_list("account", flat=True)
        for person in Person.objects.filter(account__in=list(accounts)).order_by("name", "pk"):
            letters.append(
                write_letter(
                    key=f"effect held {act.pk}: {ground.committee}, {person.pk}",
                    person=person,
                    subject=SUBJECT.format(ground.by),
                    body=body(act, ground, person),
                )
            )
    return [letter for letter in letters if letter is not None]


def body(act: EffectHeld, ground: Ground, person: Person) -> str:
    """The letter: what is held, and where the reason is told."""
    return "\n\n".join(
        [
            f"Dear {person.name},",
            f"What {ground.by} decided on {day_words(ground.decided_on)} cannot take effect: the registers are not as they "
            "were when it was decided, or the committees decided on different facts. Nothing was changed.",
            f"Why, and what can be done, is on the page of the matter. {_where(act, ground)}",
            "This letter was written by a timed command. Nobody reads answers to it.",
        ]
    )


def _where(act: EffectHeld, ground: Ground) -> str:
    address = settings.COCOMM_SITE_ADDRESS
    if not address:
        return "Sign in: it is on your first page."
    return f"Sign in: {address.rstrip('/')}{reverse('matter_outside', args=[ground.committee, act.matter_id])}"
