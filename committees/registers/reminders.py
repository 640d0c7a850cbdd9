"""Reminders to declare: a letter to each person whose entry is due soon, and another when it is overdue.

A letter says that something is due and where to say it. It tells nothing of what anybody declared, and names no paper:
e-mail is read by others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse

from committees.models import Letter, Person
from committees.registers.bodies import Place, places
from committees.registers.due import dues
from committees.registers.outbox import write_letter
from committees.rights.declaring import Due
from committees.rights.words import day_words

SUBJECT_DUE = "Your declaration of interests is due by {}"
SUBJECT_OVERDUE = "Your declaration of interests was due by {}"


def write_reminders(today: date) -> list[Letter]:
    """Write what is to be sent on ``today``; the letters written, none for whom they were written before.

    One when an entry comes due, one when it is overdue, for each day by which something is due. Seven queries, and
    those of each new letter.
    """
    found = places(today)
    asked = {person: due for person, due in dues(found, today).items() if due.asks and due.by is not None}
    keys = {person: key_of(person, due) for person, due in asked.items()}
    written = set(Letter.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    people = Person.objects.filter(pk__in=[pk for pk, key in keys.items() if key not in written]).order_by("name", "pk")
    letters = [
        write_letter(
            key=keys[person.pk],
            person=person,
            subject=subject(asked[person.pk]),
            body=body(person, found[person.pk], asked[person.pk]),
        )
        for person in people
    ]
    return [letter for letter in letters if letter is not None]


def key_of(person: int, due: Due) -> str:
    """What a reminder is written once for: a person, a day by which something is due, and whether that is over."""
    return f"declaration {due.state.value}: {person}, {due.by:%Y-%m-%d}"


def subject(due: Due) -> str:
    return (SUBJECT_OVERDUE if due.overdue else SUBJECT_DUE).format(day_words(_by(due)))


def body(person: Person, on: Iterable[Place], due: Due) -> str:
    """The letter. Why it is asked for is the rule's own sentence."""
    return "\n\n".join(
        [
            f"Dear {person.name},",
            f"Your entry in the registers of interests {'was' if due.overdue else 'is'} due by {day_words(_by(due))}. "
            f"{due.sentence}",
            f"You are on the registers as: {'; '.join(dict.fromkeys(place.title for place in on))}. You declare once for "
            "all of them.",
            "If nothing has changed, or if you have nothing to declare, that is one press. If something has changed, "
            f"change your entry. {where_to()}",
            "This letter was written by a timed command. Nobody reads answers to it: ask the secretary of your committee.",
        ]
    )


def where_to() -> str:
    """Where it is done: by a link where the site's address is set, and else in words."""
    page = "Sign in and choose “My declarations”"
    address = settings.COCOMM_SITE_ADDRESS
    return f"{page}: {address.rstrip('/')}{reverse('my_declarations')}" if address else f"{page}."


def _by(due: Due) -> date:
    if due.by is None:
        raise TypeError("What is asked for has a day.")
    return due.by
