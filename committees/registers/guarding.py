"""The work of the conflicts of interest guardian: concerns and advice, and breaches with what is published of them.

The only writes of concerns and breaches. ``actor``: who asks; ``day``: the day on which it is done. Each raises Refused
(a gate's, with reasons) or ValidationError (a sentence), and then nothing is written.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.models import Breach, Concern, Guardianship, Interest, Person
from committees.powers import Actor
from committees.refused import require
from committees.registers.bodies import Place, body_of, places
from committees.registers.gate import may_with_registers
from committees.rights.anonymity import named_in
from committees.rights.publication import PRIVATE_MONTHS, months_after
from committees.terms import RegisterAct
from practices import clock
from practices.dated import in_words
from practices.models import CCG

#: As much as the history keeps of a reason.
LONGEST_REASON = 100


# --- Concerns ---
@transaction.atomic
def raise_concern(
    *, actor: Actor, ccg: CCG, about: str, named: bool, day: date, interest: Interest | None = None
) -> Concern:
    """Tell the guardian of a CCG of a concern; without a name, nothing that is kept says who raised it.

    Refused: no guardian in office, no words, the same twice, a name where the account is nobody's.
    """
    require(may_with_registers(RegisterAct.RAISE_CONCERN, actor, day))
    about = in_words_given(about, "Write what the concern is.")
    if not Guardianship.objects.in_force_on(day).filter(ccg=ccg).exists():
        raise ValidationError(
            f"{ccg.full_name} has no conflicts of interest guardian on record on {in_words(day)}: nobody would read "
            "it. Write to the chair of its audit committee."
        )
    if named and actor.person is None:
        raise ValidationError(
            "Your account belongs to nobody on record, so your name cannot stand under it. Raise it without a name, "
            "and write in it how you can be reached, if you wish."
        )
    if interest is not None:
        refuse_unless_on_registers(interest.person, ccg, day)
    if Concern.objects.filter(ccg=ccg, raised_on=day, about=about).exists():
        raise ValidationError("A concern in the same words was raised today already: it is with the guardian.")
    concern = Concern(
        ccg=ccg, raised_on=day, raised_by_id=actor.person if named else None, about=about, interest=interest
    )
    keep(concern, actor if named else None)
    return concern


@transaction.atomic
def give_advice(*, actor: Actor, concern: Concern, advice: str, day: date) -> Concern:
    """The guardian answers a concern, once."""
    concern = _locked_concern(concern)
    _may_guard(actor, concern.ccg, day, about=concern.interest.person if concern.interest else None)
    advice = in_words_given(advice, "Write the advice.")
    if concern.advised_on is not None:
        raise ValidationError(
            f"Advice was given on {in_words(concern.advised_on)} already, and stays as it was given. "
            "What is new to it is raised as another concern."
        )
    if concern.closed_on is not None:
        raise ValidationError(f"This concern was closed on {in_words(concern.closed_on)}.")
    refuse_before(day, concern.raised_on, "Advice is given on or after the day on which the concern was raised")
    concern.advice, concern.advised_on, concern.advised_by_id = advice, day, actor.person
    keep(concern, actor)
    return concern


@transaction.atomic
def close_concern(*, actor: Actor, concern: Concern, day: date) -> Concern:
    """Nothing more is to be done on a concern that was answered."""
    concern = _locked_concern(concern)
    _may_guard(actor, concern.ccg, day, about=concern.interest.person if concern.interest else None)
    if concern.closed_on is not None:
        raise ValidationError(f"This concern was closed on {in_words(concern.closed_on)} already.")
    if concern.advised_on is None:
        raise ValidationError("Nobody has answered this concern yet: give advice first, then close it.")
    refuse_before(day, concern.advised_on, "A concern is closed on or after the day of the advice")
    concern.closed_on = day
    keep(concern, actor)
    return concern


# --- Breaches ---
@transaction.atomic
def record_breach(
    *,
    actor: Actor,
    ccg: CCG,
    about: str,
    found_on: date,
    day: date,
    happened_on: date | None = None,
    action_taken: str = "",
    concern: Concern | None = None,
) -> Breach:
    """A breach of the rules that was found, with names; nothing of it is published yet.

    Refused: days to come, found before it happened, no words, the same twice, a concern of another CCG.
    """
    _may_guard(actor, ccg, day)
    about = in_words_given(about, "Write what happened.")
    _refuse_to_come(found_on, day, "A breach is found")
    if happened_on is not None:
        _refuse_to_come(happened_on, day, "What happened is recorded")
        if happened_on > found_on:
            raise ValidationError("A breach cannot be found before it happened. Correct one of the two days.")
    if concern is not None and concern.ccg_id != ccg.pk:
        raise ValidationError(f"This concern was not raised with the guardian of {ccg.full_name}.")
    if Breach.objects.filter(ccg=ccg, found_on=found_on, about=about).exists():
        raise ValidationError("This breach is in the register already, in the same words.")
    breach = Breach(
        ccg=ccg,
        found_on=found_on,
        happened_on=happened_on,
        about=about,
        action_taken=action_taken.strip(),
        concern=concern,
        recorded_by_id=actor.person,
    )
    keep(breach, actor)
    return breach


@transaction.atomic
def publish_breach(*, actor: Actor, breach: Breach, text: str, day: date) -> Breach:
    """Publish what happened, in words that name nobody.

    Refused: published already, no words, and any word that is the name of somebody on the CCG's registers, of whom the
    breach or its concern is about, or of whoever raised it: the sentence says which.
    """
    breach = Breach.objects.select_for_update(of=("self",)).select_related("ccg").get(pk=breach.pk)
    _may_guard(actor, breach.ccg, day)
    if breach.published_on is not None:
        raise ValidationError(
            f"This breach was published on {in_words(breach.published_on)} already. "
            "If its words name somebody after all, correct them."
        )
    refuse_before(day, breach.found_on, "A breach is published on or after the day on which it was found")
    breach.published_text, breach.published_on = _anonymous(text, breach, day), day
    keep(breach, actor)
    return breach


@transaction.atomic
def correct_published(*, actor: Actor, breach: Breach, text: str, reason: str, day: date) -> Breach:
    """Put other words in the place of what was published, with a reason; the history keeps the first, unpublished."""
    breach = Breach.objects.select_for_update(of=("self",)).select_related("ccg").get(pk=breach.pk)
    _may_guard(actor, breach.ccg, day)
    if breach.published_on is None:
        raise ValidationError("This breach is not published: publish it instead.")
    reason = in_words_given(reason, "Say why the published words are corrected.")
    text = _anonymous(text, breach, day)
    if text == breach.published_text:
        raise ValidationError("These are the words that are published already.")
    breach.published_text = text
    keep(breach, actor, reason)
    return breach


def _anonymous(text: str, breach: Breach, day: date) -> str:
    """The words to publish; ValidationError where they are none or name somebody."""
    text = in_words_given(text, "Write what is published, without names.")
    found = named_in(text, names_to_leave_out(breach, day))
    if found:
        words = " and ".join(f"“{word}”" for word in found)
        raise ValidationError(
            f"What is published names nobody, and {words} {'is the name' if len(found) == 1 else 'are names'} of "
            f"somebody on the registers of {breach.ccg.full_name} or whom this breach concerns. Write it in other words."
        )
    return text


def names_to_leave_out(breach: Breach, day: date) -> set[str]:
    """The names of everybody who may not be named in what is published of a breach. Six queries."""
    people = {pk for pk, theirs in places_kept(breach.ccg, day).items() if theirs} | {breach.recorded_by_id}
    if breach.concern is not None:
        people |= {breach.concern.raised_by_id, breach.concern.advised_by_id}
        people |= {breach.concern.interest.person_id} if breach.concern.interest else set()
    every = dict(Person.objects.order_by().values_list("pk", "name"))
    told = breach.about.casefold()
    return {name for pk, name in every.items() if pk in people or name.casefold() in told}


# --- What is common to them ---
def refuse_unless_on_registers(person: Person, ccg: CCG, day: date) -> None:
    """ValidationError where a person's entry is in no register of the CCG, and was in none that is kept."""
    if not places_kept(ccg, day, [person.pk]).get(person.pk):
        raise ValidationError(f"{person.name} is not on the registers of {ccg.full_name}.")


def places_kept(ccg: CCG, day: date, people: list[int] | None = None) -> dict[int, list[Place]]:
    """Where people sit or sat for this CCG within the years for which a private register is kept, by person."""
    body = body_of(ccg)
    found = places(months_after(day, -PRIVATE_MONTHS), people=people, until=day)
    return {pk: on for pk, theirs in found.items() if (on := [place for place in theirs if place.on(body)])}


def _may_guard(actor: Actor, ccg: CCG, day: date, about: Person | None = None) -> None:
    require(may_with_registers(RegisterAct.GUARD, actor, day, body=body_of(ccg), about=about))


def _locked_concern(concern: Concern) -> Concern:
    rows = Concern.objects.select_for_update(of=("self",)).select_related("ccg", "interest__person")
    return rows.get(pk=concern.pk)


def in_words_given(text: str, missing: str) -> str:
    """The text without spaces around it; ValidationError, saying what is missing, where there is none."""
    text = text.strip()
    if not text:
        raise ValidationError(missing)
    return text


def _refuse_to_come(asked: date, day: date, what: str) -> None:
    if asked > day:
        raise ValidationError(f"{what} on or before today, {in_words(day)}: {in_words(asked)} is still to come.")


def refuse_before(day: date, first: date, what: str) -> None:
    """ValidationError where a thing would be done before the day that it comes after."""
    if day < first:
        raise ValidationError(f"{what}, {in_words(first)}.")


def keep(row, actor: Actor | None, reason: str = "") -> None:
    """Save a row with its history. ``actor`` None: nobody's name is kept, nor the account that is signed in."""
    if len(reason) > LONGEST_REASON:
        raise ValidationError(f"Say why in at most {LONGEST_REASON} characters.")
    row._history_user = actor.account if actor else None
    row._history_date = clock.now()
    row._change_reason = reason or None
    row.full_clean()
    row.save()
