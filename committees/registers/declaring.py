"""What a person says of their entry in the registers: the only writes of it. They declare once, for every body.

Each is said by the person or recorded for them by the secretary of a body on which they sit; each locks the person's
row, so that two devices cannot write the same twice. Nothing is deleted: an entry ends, and what it said before stays
in its history with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from committees.models import Account, Interest, Person, Statement
from committees.powers import Actor
from committees.refused import require
from committees.registers.gate import may_with_registers
from committees.rights.words import day_words, listed
from committees.terms import Directness, InterestType, RegisterAct, Said
from practices import clock
from practices.models import Practice, Provider

#: Called with the interest after each declaration, change and end, in the same transaction.
WHEN_DECLARED: list[Callable[[Interest], None]] = []

#: What the history of an entry says of its first row and of its last day; a change says its own reason.
DECLARED = "Declared"
ENDED = "Ended"

#: Nobody alive has an interest from before, and none is known further ahead. No source says.
FIRST_YEAR = 1900
YEARS_AHEAD = 50

#: As much as the history keeps of a reason.
LONGEST_REASON = 100

HOW_TO_FIND = (
    "Find it by a part of its name, its postcode or its code, or write its name under “Another organisation” if it is "
    "neither a practice nor a provider on record."
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of an interest. ``practices``, ``providers``: keys; ``starts_on``, ``ends_on``: of the interest."""

    type: InterestType
    directness: Directness
    nature: str
    starts_on: date
    ends_on: date | None = None
    relationship: str = ""
    practices: frozenset[int] = frozenset()
    providers: frozenset[int] = frozenset()
    organisation: str = ""
    category: str = ""
    mitigation: str = ""
    mitigation_agreed_with: str = ""
    objection: str = ""

    def fields(self) -> dict:
        """The values of the row's own columns, with spaces around them taken away."""
        names = ("nature", "relationship", "organisation", "category", "mitigation", "mitigation_agreed_with")
        words = {name: getattr(self, name).strip() for name in (*names, "objection")}
        return words | {
            "type": InterestType(self.type).value,
            "directness": Directness(self.directness).value,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
        }

    @property
    def says(self) -> tuple:
        """What makes two entries of one person say the same; capitals, spaces and full stops do not matter."""
        names = frozenset(self.practices), frozenset(self.providers), same(self.organisation)
        return str(self.type), str(self.directness), same(self.relationship), same(self.nature), *names


def same(words: str) -> str:
    """Words without what does not change them: capitals, spaces, the full stop at the end."""
    return " ".join(words.casefold().split()).rstrip(".")


def told_of(interest: Interest) -> Told:
    """What an entry says now."""
    return Told(
        type=InterestType(interest.type),
        directness=Directness(interest.directness),
        nature=interest.nature,
        starts_on=interest.starts_on,
        ends_on=interest.ends_on,
        relationship=interest.relationship,
        practices=frozenset(row.pk for row in interest.practices.all()),
        providers=frozenset(row.pk for row in interest.providers.all()),
        organisation=interest.organisation,
        category=interest.category,
        mitigation=interest.mitigation,
        mitigation_agreed_with=interest.mitigation_agreed_with,
        objection=interest.objection,
    )


# --- The acts ---
def declare_interest_for_register(*, actor: Actor, person: int, told: Told, on: date | None = None) -> Interest:
    """A person declares an interest, once for every body on which they sit. ``on``: the day it was said; None: today.

    One that is still to begin can be declared ahead. Refused in sentences (ValidationError), or by the gate (Refused).
    """
    with _entry_of(actor, person, on) as (whose, day):
        _refuse_incomplete(told)
        _refuse_twin(whose, told)
        row = Interest(person=whose, declared_on=day)
        _write(row, told, actor, DECLARED)
        _say(whose, Said.DECLARED, day, actor)
        return row


def change_interest(
    *, actor: Actor, interest: int, told: Told, reason: str, seen: int | None = None, on: date | None = None
) -> Interest:
    """An entry says something else from now on; what it said before stays in its history, with the reason.

    ``seen``: the key of the latest row of its history when the form was made. Somebody else's change is not written over.
    """
    with _entry(actor, interest, on) as (row, day):
        _refuse_unseen(row, seen)
        if not reason.strip():
            raise ValidationError(
                "Say why the entry changes: what it said before stays in its history with the reason."
            )
        before = told_of(row)
        if before.fields() == told.fields() and before.says == told.says:
            raise ValidationError(
                "Nothing in this entry is different, so nothing was recorded. If it is still right, press “Nothing has "
                "changed” on your declarations instead."
            )
        _refuse_incomplete(told)
        _refuse_twin(row.person, told, but=row.pk)
        _write(row, told, actor, reason)
        _say(row.person, Said.DECLARED, day, actor)
        return row


def end_interest(
    *, actor: Actor, interest: int, last_day: date, seen: int | None = None, reason: str = "", on: date | None = None
) -> Interest:
    """An interest is over after ``last_day`` (which may be still to come). The entry stays in the registers."""
    with _entry(actor, interest, on) as (row, day):
        _refuse_unseen(row, seen)
        if row.ends_on is not None and row.ends_on <= clock.today():
            raise ValidationError(
                f"This interest ended on {day_words(row.ends_on)} already. If that day is wrong, change the entry and say "
                "why."
            )
        if last_day < row.starts_on:
            raise ValidationError(
                f"This interest began on {day_words(row.starts_on)}: its last day cannot be before that. Give a later day."
            )
        refuse_far_off(last_day)
        row.ends_on = last_day
        _keep(row, actor, f"{ENDED}: {reason.strip()}" if reason.strip() else ENDED)
        _tell(row)
        _say(row.person, Said.DECLARED, day, actor)
        return row


def say_nothing_changed(*, actor: Actor, person: int, on: date | None = None) -> Statement:
    """The whole entry is still right. Said twice on a day, it is recorded once."""
    with _entry_of(actor, person, on) as (whose, day):
        if not (whose.statements.exists() or whose.interests.exists()):
            raise ValidationError(
                f"Nothing was declared for {whose.name} before, so nothing can have changed. Declare each interest, or "
                "press “Nothing to declare”."
            )
        return _said_once(whose, Said.NOTHING_CHANGED, day, actor)


def say_nothing_to_declare(*, actor: Actor, person: int, on: date | None = None) -> Statement:
    """A nil declaration, which is recorded too. Refused while an entry is open."""
    with _entry_of(actor, person, on) as (whose, day):
        still = [row.nature.rstrip(". ") for row in open_interests(whose, clock.today())]
        if still:
            entries = "This interest is" if len(still) == 1 else f"These {len(still)} interests are"
            raise ValidationError(
                f"{entries} still in the registers for {whose.name}: {listed(still)}. Press “Nothing has changed” if that "
                "is right, or end what is over first."
            )
        return _said_once(whose, Said.NOTHING_TO_DECLARE, day, actor)


def open_interests(person: Person, today: date):
    """The interests of a person that are not over: in force on ``today``, or still to begin."""
    return Interest.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), person=person)


# --- How ---
@contextmanager
def _entry_of(actor: Actor, person: int, on: date | None) -> Iterator[tuple[Person, date]]:
    """The person whose entry it is, locked, and the day on which it is said; Refused who may not say it for them."""
    with transaction.atomic():
        whose = Person.objects.select_for_update().filter(pk=person).first()
        if whose is None:
            raise ValidationError("This person is not on record. Load the page again, and choose who declares.")
        today = clock.today()
        require(may_with_registers(RegisterAct.DECLARE, actor, today, about=whose))
        day = on or today
        if day > today:
            raise ValidationError(
                f"{day_words(day)} is still to come: nothing can have been declared on it. Give today or an earlier day."
            )
        yield whose, day


@contextmanager
def _entry(actor: Actor, interest: int, on: date | None) -> Iterator[tuple[Interest, date]]:
    """One entry, under the lock of its person."""
    whose = Interest.objects.filter(pk=interest).values_list("person", flat=True).first()
    if whose is None:
        raise ValidationError("This entry is not in the registers. Load the page again.")
    with _entry_of(actor, whose, on) as (_, day):
        yield Interest.objects.select_related("person").get(pk=interest), day


def _refuse_unseen(row: Interest, seen: int | None) -> None:
    if seen is not None and latest(row) != seen:
        raise ValidationError(
            "This entry was changed on another device after this page was opened, and nothing was recorded here. Load the "
            "page again and look at what it says now."
        )


def latest(row: Interest) -> int:
    """The key of the latest row of an entry's history; 0 where there is none."""
    return row.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0


def _refuse_incomplete(told: Told) -> None:
    """All that is wrong with it, at once."""
    wrong = []
    if not told.nature.strip():
        wrong.append("Say what the interest is: “partner”, “shareholder”, “employed as a nurse”.")
    if not (told.practices or told.providers or told.organisation.strip()):
        wrong.append(f"Say which practice, provider or other organisation the interest is in. {HOW_TO_FIND}")
    if told.directness == Directness.INDIRECT and not told.relationship.strip():
        wrong.append(
            "Say whose interest it is (“wife”, “brother”, “business partner”): an indirect interest is that of somebody "
            "close. If it is the person's own, choose “direct”."
        )
    if told.directness == Directness.DIRECT and told.relationship.strip():
        wrong.append(
            "A direct interest is the person's own. Choose “indirect” if it is that of somebody close, or leave out whose "
            "it is."
        )
    if told.ends_on is not None and told.ends_on < told.starts_on:
        wrong.append(
            f"The interest would end on {day_words(told.ends_on)}, before it begins on {day_words(told.starts_on)}. Correct "
            "one of the two days."
        )
    wrong += far_off(told.starts_on, told.ends_on)
    for model, keys, what in ((Practice, told.practices, "practice"), (Provider, told.providers, "provider")):
        if keys and model.objects.filter(pk__in=keys).count() != len(keys):
            wrong.append(f"A {what} that was chosen is not on record. {HOW_TO_FIND}")
    if wrong:
        raise ValidationError(wrong)


def far_off(*days: date | None) -> list[str]:
    """What is wrong with days in years that no interest has: a slip of the hand, such as 9999 for "no end"."""
    latest_year = clock.today().year + YEARS_AHEAD
    return [
        f"{day_words(day)} is too far off: the registers take days from {FIRST_YEAR} to {latest_year}. Correct the year, or "
        "leave the last day out if no end is known."
        for day in days
        if day is not None and not FIRST_YEAR <= day.year <= latest_year
    ]


def refuse_far_off(*days: date | None) -> None:
    """Raise ValidationError for days in years that no interest has."""
    if wrong := far_off(*days):
        raise ValidationError(wrong)


def _refuse_twin(person: Person, told: Told, but: int | None = None) -> None:
    """Two open entries of a person that say the same. Under the person's lock, so that two devices cannot do it either."""
    if told.ends_on is not None and told.ends_on < clock.today():
        return
    rivals = Interest.objects.filter(person=person).exclude(pk=but).overlapping(told.starts_on, told.ends_on)
    rivals = rivals.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()))
    for row in rivals.prefetch_related("practices", "providers"):
        if told_of(row).says == told.says:
            raise ValidationError(
                f"The registers have this interest of {person.name} already: “{row.nature}”, since "
                f"{day_words(row.starts_on)}. Nothing was recorded. If something about it is different, change that entry."
            )


def _write(row: Any, told: Told, actor: Actor, reason: str) -> None:
    """Save an entry with its practices and providers, as one row of its history."""
    for name, value in told.fields().items():
        setattr(row, name, value)
    row.full_clean()
    row.skip_history_when_saving = True  # the row below says all of it at once
    row.save()
    row.practices.set(told.practices)
    row.providers.set(told.providers)
    del row.skip_history_when_saving
    _keep(row, actor, reason)
    _tell(row)


def _keep(row: Any, actor: Actor, reason: str) -> None:
    if len(reason.strip()) > LONGEST_REASON:
        raise ValidationError(f"Say why in at most {LONGEST_REASON} characters.")
    row.full_clean()
    row._history_user = actor.account
    row._history_date = clock.now()
    row._change_reason = reason.strip()
    row.save()


def _tell(row: Interest) -> None:
    for then in WHEN_DECLARED:
        then(row)


def _said_once(person: Person, said: Said, day: date, actor: Actor) -> Statement:
    before = person.statements.filter(said_on=day).order_by("-pk").first()
    if before is not None and before.said == said:
        return before
    return _say(person, said, day, actor)


def _say(person: Person, said: Said, day: date, actor: Actor) -> Statement:
    account: Account | None = actor.account
    return Statement.objects.create(
        person=person, said=said.value, said_on=day, recorded_at=clock.now(), recorded_by=account
    )
