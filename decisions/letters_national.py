"""Letters to who holds NHS England's veto: when its time begins to run, and when one working day of it is left.

A letter names a committee, a meeting, an item's number and a last day. It names no matter and no motion: e-mail is read by
others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.urls import reverse

from committees.models import Letter, Person
from committees.powers import Officer, officers_on
from committees.registers.outbox import write_letter
from committees.rights.offices import same_office
from committees.rights.words import day_words
from committees.terms import VetoState
from decisions.models import Announcement, Opening
from decisions.outcome import london_day
from decisions.vetoes import last_day_of_row, nothing_said_yet, veto_of_row
from decisions.working_days import england_holidays, working_days_between

SUBJECT = "{}: NHS England's veto runs until the end of {}"
SUBJECT_ENDS = "{}: NHS England's veto ends on {}"


class When(StrEnum):
    """For what a letter is written once."""

    OPENS = "opens"
    ENDS = "ends"


def write_veto_letters(today: date, *, only: Announcement | None = None) -> list[Letter]:
    """Write what is to be sent on ``today`` about windows that run in working days; ``only``: about this result.

    One when a window opens, another when one whole working day is left (or none), not on the day on which it opened. Each
    once for a window and a person. To every officer whose office holds the veto or, while none of them is there, to the
    alternate: also when the holder went away after they had their own.
    """
    rows = nothing_said_yet().filter(opening__veto_working_days__isnull=False)
    if only is not None:
        rows = rows.filter(pk=only.pk)
    open_now = [row for row in rows if veto_of_row(row, today) is VetoState.OPEN]
    if not open_now:
        return []
    officers = officers_on({row.resolution.sitting.committee_id for row in open_now}, today)
    letters = []
    for row in open_now:
        found = officers.get(row.resolution.sitting.committee_id, ())
        accounts = [each.account for each in addressed(found, row.opening)]
        for which in _due(row, today):
            letters += _write(row, which, accounts)
    return letters


def addressed(officers: Iterable[Officer], opening: Opening) -> list[Officer]:
    """To whom a letter goes: the holders who are there; else the alternates who are; else the holders all the same."""
    officers = list(officers)
    holder, alternate = opening.veto_holder, opening.veto_alternate
    holders = [each for each in officers if not holder or same_office(each.office, holder)]
    stand_in = [each for each in officers if alternate and same_office(each.office, alternate)]
    there = [each for each in holders if each.there] or [each for each in stand_in if each.there]
    return there or holders


def _due(row: Announcement, today: date) -> list[When]:
    """Which letters are due by now: the first always, the second once one whole working day or less is left."""
    last, opened_on = _last_day(row), london_day(row.opening.closing)
    left = working_days_between(today, last, england_holidays(today, last))
    return [When.OPENS, When.ENDS] if left <= 1 and today > opened_on else [When.OPENS]


def _write(row: Announcement, which: When, accounts: Iterable[int]) -> list[Letter]:
    people = Person.objects.filter(account__in=list(accounts)).order_by("name", "pk")
    letters = [
        write_letter(
            key=f"veto {which}: {row.pk}, {person.pk}",
            person=person,
            subject=subject(row, which),
            body=body(row, person, which),
        )
        for person in people
    ]
    return [letter for letter in letters if letter is not None]


def subject(row: Announcement, which: When) -> str:
    words = SUBJECT if which is When.OPENS else SUBJECT_ENDS
    return words.format(row.resolution.sitting.committee.short_name, day_words(_last_day(row)))


def body(row: Announcement, person: Person, which: When) -> str:
    """The letter: what can be vetoed, until when, what silence means, and where it is done."""
    of, last = row.resolution, day_words(_last_day(row))
    committee, day = of.sitting.committee.name, day_words(row.meeting.date)
    part = f", part ({of.limb.letter})" if of.limb.letter else ""
    if which is When.OPENS:
        what = f"{committee} carried a decision on {day} that NHS England may veto: item {of.item.number}{part}."
    else:
        which_one = f"the decision of {committee} of {day}: item {of.item.number}{part}"
        what = f"NHS England has not said yet whether it vetoes {which_one}."
    return "\n\n".join(
        [
            f"Dear {person.name},",
            what,
            f"The veto can be used until the end of {last}, by midnight in London. If nothing is said by then, the decision "
            "is confirmed. A veto needs a reason, which goes into the minutes.",
            where_to(of.pk),
            "This letter was written by a timed command. Nobody reads answers to it: ask the secretary of the committee.",
        ]
    )


def where_to(decision: int) -> str:
    """Where it is done: by a link where the site's address is set, and else in words."""
    page = "Sign in: what awaits NHS England is on your first page"
    address = settings.COCOMM_SITE_ADDRESS
    return f"{page}: {address.rstrip('/')}{reverse('veto', args=[decision])}" if address else f"{page}."


def _last_day(row: Announcement) -> date:
    last = last_day_of_row(row)
    if last is None:
        raise TypeError("A window that letters are written about has a last day.")
    return last
