"""The gate of the registers: may this account do this with the registers of a body, or with somebody's entry?

Views, templates, exports, the admin and commands ask here. The engine decides (``committees.rights.registering``); this
only says who asks about what. For meetings and their papers the gate is ``decisions.gate``.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from committees.models import Committee, Guardianship, Person
from committees.powers import Actor
from committees.registers.bodies import Body, places
from committees.rights.reasons import Verdict
from committees.rights.registering import Registering, registering
from committees.terms import Power, RegisterAct


def may_with_registers(
    act: RegisterAct, actor: Actor, day: date, *, body: Body | None = None, about: Person | None = None
) -> Verdict:
    """May ``actor`` do this on ``day`` with the registers of ``body``, or with the entry of ``about``?

    With ``about`` and no body, any body on whose registers that person is will do. At most six queries; none that grows.
    """
    ccgs, committees = _asked_about(body, about, day)
    guardians = list(Guardianship.objects.in_force_on(day).filter(ccg__in=ccgs).select_related("person"))
    runs = {committee for committee, powers in actor.powers.items() if Power.RUN_BUSINESS in powers}
    return registering(
        act,
        Registering(
            signed_in=actor.account is not None,
            person=actor.person,
            name=actor.name,
            about=about.pk if about else None,
            about_name=about.name if about else "this person",
            body=body.name if body else "the bodies on which they sit",
            guardian=actor.person is not None and any(row.person_id == actor.person for row in guardians),
            guardian_name=guardians[0].person.name if len(guardians) == 1 else "",
            runs_business=bool(runs) and _runs_one(runs, ccgs, committees, body),
        ),
    )


def whose_entries(actor: Actor, people: Collection[int], first: date, last: date, *, today: date) -> frozenset[int]:
    """Of these people, those whose entries in the private registers ``actor`` may read ``today``: of the bodies on which
    they were on any day from ``first`` to ``last``. At most six queries, however many people.
    """
    on = places(first, people=people, until=last)
    guards = set(Guardianship.objects.in_force_on(today).filter(person=actor.person).values_list("ccg", flat=True))
    runs = {committee for committee, powers in actor.powers.items() if Power.RUN_BUSINESS in powers}
    keeps = set(Committee.objects.filter(pk__in=runs).values_list("ccgs", flat=True)) if runs else set()

    def may(person: int) -> bool:
        theirs = on.get(person, [])
        ccgs, committees = {pk for place in theirs for pk in place.ccgs}, {place.committee for place in theirs}
        asked = Registering(
            signed_in=actor.account is not None,
            person=actor.person,
            about=person,
            guardian=bool(guards & ccgs) and actor.person is not None,
            runs_business=bool(runs & committees or keeps & ccgs),
        )
        return bool(registering(RegisterAct.READ_PRIVATE, asked))

    return frozenset(person for person in people if may(person))


def _asked_about(body: Body | None, about: Person | None, day: date) -> tuple[set[int], set[int]]:
    """The CCGs and committees that are asked about."""
    if body is not None:
        return set(body.ccgs), {body.committee} if body.committee is not None else set()
    theirs = places(day, people=[about.pk]).get(about.pk, []) if about is not None else []
    return {pk for place in theirs for pk in place.ccgs}, {p.committee for p in theirs if p.committee is not None}


def _runs_one(runs: set[int], ccgs: set[int], committees: set[int], body: Body | None) -> bool:
    """Whether one of the committees whose business is run is among those asked about, or is one of their CCGs'."""
    if runs & committees:
        return True
    if body is not None and body.committee is not None:
        return False  # a joint committee's registers are kept by its own secretary
    return Committee.objects.filter(pk__in=runs, ccgs__in=ccgs).exists()
