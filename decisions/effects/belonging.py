"""Whose practices a decision changes: only those of the CCGs for which it was decided.

A practice is of the CCG whose member it is, on the day of the decision or on that of its effect: CCGs merge in between. The
practices on the choice map of a dispersal are not asked about: patients choose, and nothing of those practices is decided
(derived). A practice that is no CCG's member on those days is not known to be anybody else's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q

from committees.kinds import KINDS, facts
from committees.rights.words import day_words
from committees.terms import Verb
from decisions.effects.frozen import as_stated
from decisions.effects.ready import plan
from decisions.models import Limb, Matter
from practices.changes import Change, DispersePatients, OpenPractice
from practices.changes.known import Known, named, practices_named, practices_of
from practices.changes.words import named as in_words
from practices.models import CCG, Membership


def of_others(
    changes: Collection[Change], known: Known, ccgs: Collection[str], decided: Iterable[date], day: date
) -> tuple[str, ...]:
    """Why these changes are not for the CCGs (codes) that decide them, in sentences; empty where they are. No query.

    ``decided``: the days of the decisions; ``day``: of the effect.
    """
    keys = {key for change in _asked(changes) for key in practices_of(change, known)}
    rows = [row for row in known.memberships if row.practice_id in keys]
    new = [known.ccgs[key] for key in _of_new(changes) if key in known.ccgs]
    return (*_elsewhere(rows, ccgs, {day, *decided}, day), *_new(new, ccgs))


def of_others_as_stated(matter: Matter, limb: Limb, verb: str, ccgs: Collection[str], today: date) -> tuple[str, ...]:
    """The same before it is decided by ``verb``, on the facts that are stated. At most two queries; none where it changes
    nothing."""
    kind = KINDS.get(matter.kind)
    if kind is None or not kind.acts(Verb(verb), facts.given(kind, matter.facts, limb.facts)):
        return ()
    changes, day = plan(as_stated(matter, limb), today) or ((), today)
    asked, new = _asked(changes), _of_new(changes)
    practices, sites, contracts = practices_named(asked), named(asked, "site"), named(asked, "contract")
    rows: Iterable[Membership] = ()
    if practices or sites or contracts:
        wanted = Q(practice__in=practices) | Q(practice__sites__in=sites) | Q(practice__contracts__in=contracts)
        rows = Membership.objects.filter(wanted).select_related("practice", "ccg").distinct().order_by("starts_on")
    opens = CCG.objects.filter(pk__in=new) if new else ()
    return (*_elsewhere(rows, ccgs, {today, day}, day), *_new(opens, ccgs))


def _asked(changes: Iterable[Change]) -> list[Change]:
    return [change for change in changes if not isinstance(change, DispersePatients)]


def _elsewhere(rows: Iterable[Membership], ccgs: Collection[str], days: Collection[date], day: date) -> tuple[str, ...]:
    """One sentence for each practice that is of other CCGs, on all of these days."""
    found: dict[str, list[Membership]] = defaultdict(list)
    for row in rows:
        if any(row.is_in_force_on(each) for each in days):
            found[row.practice.ods_code].append(row)
    theirs = (each for _, each in sorted(found.items()) if not {row.ccg.ods_code for row in each} & set(ccgs))
    return tuple(_said(each[-1], days, day) for each in theirs)


def _said(row: Membership, days: Collection[date], day: date) -> str:
    on = day if row.is_in_force_on(day) else next(each for each in sorted(days) if row.is_in_force_on(each))
    return (
        f"{in_words(row.practice, day)} is a practice of {row.ccg.name} on {day_words(on)}, which the matter does not name: "
        "raise a matter that both CCGs decide."
    )


def _of_new(changes: Iterable[Change]) -> set[int]:
    """The CCGs (keys) of practices that are to open."""
    return named([change for change in changes if isinstance(change, OpenPractice)], "ccg")


def _new(rows: Iterable[CCG], ccgs: Collection[str]) -> tuple[str, ...]:
    return tuple(
        f"The new practice is to be one of {name}, which the matter does not name: raise a matter that {name} decides."
        for name in sorted(row.name for row in rows if row.ods_code not in ccgs)
    )
