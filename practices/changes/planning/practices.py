"""What practices that merge, close or open write."""

from __future__ import annotations

from datetime import date, timedelta

from practices.changes import declared
from practices.changes.known import Deal
from practices.changes.planning.contracts import end_contract, follow
from practices.changes.planning.lists import empty_list, move_list
from practices.changes.planning.places import address_columns, copied
from practices.changes.planning.plan import Plan, carry_out
from practices.models import (
    Membership,
    Practice,
    PracticeName,
    PracticeSuccession,
    Site,
)
from practices.models.practices import Status

DAY = timedelta(days=1)
_LONGEST_CLOSED_BY = 300


@carry_out.register
def _(change: declared.Merge, plan: Plan) -> None:
    known, last = plan.known, change.first_day - DAY
    for site in known.sites_of(change.ended):
        if site.starts_on > last:  # not open yet: it opens as the other's
            plan.change(site, practice_id=change.survivor, kind=Site.Kind.BRANCH)
        elif site.ends_on is None or site.ends_on > last:
            copied(plan, site, change.first_day, practice_id=change.survivor, kind=Site.Kind.BRANCH)
    move_list(plan, change)
    _wind_up(plan, change.ended, last)
    _succeed(plan, change.ended, change.survivor, change.first_day)


@carry_out.register
def _(change: declared.ClosePractice, plan: Plan) -> None:
    _wind_up(plan, change.practice, change.last_day)


@carry_out.register
def _(change: declared.DispersePatients, plan: Plan) -> None:
    empty_list(plan, change.practice, change.first_day)
    for other in dict.fromkeys(change.to):
        _succeed(plan, change.practice, other, change.first_day)


@carry_out.register
def _(change: declared.OpenPractice, plan: Plan) -> None:
    name = change.name.strip()
    practice = plan.add(
        Practice(
            ods_code=change.ods_code,
            name=name,
            opened_on=change.first_day,
            status=Status.ACTIVE,
            **address_columns(change.address, change.postcode),
        )
    )
    plan.known.codes.add(change.ods_code)
    plan.add(PracticeName(practice=practice, name=name, starts_on=change.first_day))
    plan.add(Membership(practice=practice, ccg_id=change.ccg, starts_on=change.first_day))
    where = {"name": name, "address": change.address.strip(), "postcode": change.postcode.strip().upper()}
    plan.add(Site(practice=practice, kind=Site.Kind.MAIN, starts_on=change.first_day, source=plan.source, **where))


def _wind_up(plan: Plan, practice: int, last: date) -> None:
    """A practice ends: its sites, contracts, CCG, boundaries and list closures end with it."""
    known = plan.known
    for site in known.sites_of(practice):
        if site.starts_on > last:
            plan.remove(site, known.new_sites) if site.pk is None else _take_back(plan, site)
        elif site.ends_on is None or site.ends_on > last:
            plan.change(site, ends_on=last)
    for deal in known.every_deal():
        if practice in deal.practices and (deal.row.ends_on is None or deal.row.ends_on > last):
            _leave_contract(plan, deal, practice, last)
    for rows in (known.memberships, known.boundaries, known.closures):
        plan.end(rows, practice, last)
    row = known.practices[practice]
    plan.change(row, status=Status.CLOSED, closed_on=last, closed_by=plan.source[:_LONGEST_CLOSED_BY])


def _take_back(plan: Plan, site: Site) -> None:
    del plan.known.sites[site.pk]
    plan.changed = [row for row in plan.changed if row is not site]
    plan.removed.append(site)


def _leave_contract(plan: Plan, deal: Deal, practice: int, last: date) -> None:
    """A practice's own contract ends with it; one that it shares goes on without it, in a row of its own, so that the days
    before still tell of the practice."""
    others = deal.practices - {practice}
    if not others and deal.row.starts_on > last:
        _take_back_contract(plan, deal)
    elif not others:
        end_contract(plan, deal, last)
    elif deal.row.starts_on > last:
        plan.cover(deal, others)
    else:
        follow(plan, deal, last + DAY, others)


def _take_back_contract(plan: Plan, deal: Deal) -> None:
    """A row that follows another and would be for nobody, because the last practice ends on the same day."""
    plan.covered = [other for other in plan.covered if other is not deal]
    if deal.row.pk is None:
        plan.known.new_deals.remove(deal)
        plan.new.remove(deal.row)
    else:
        del plan.known.deals[deal.row.pk]
        plan.changed = [row for row in plan.changed if row is not deal.row]
        plan.removed.append(deal.row)


def _succeed(plan: Plan, predecessor: int, successor: int, first_day: date) -> None:
    known = plan.known
    row = PracticeSuccession(
        predecessor=known.practices[predecessor],
        successor=known.practices[successor],
        happened_on=first_day,
        source=plan.source,
    )
    known.successions.append(plan.add(row))
