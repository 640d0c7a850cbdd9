"""What the changes of sites and boundaries write."""

from __future__ import annotations

from datetime import date, timedelta

from practices.changes import declared
from practices.changes.asking.said import address_lines
from practices.changes.planning.plan import Plan, carry_out
from practices.dated import covers
from practices.models import (
    Boundary,
    Site,
)

DAY = timedelta(days=1)


def copied(plan: Plan, site: Site, first_day: date, **values) -> Site:
    """The same site from a day on, in another row."""
    kept = {name: getattr(site, name) for name in ("practice_id", "kind", "name", "address", "postcode", "made_up")}
    row = Site(**(kept | values), starts_on=first_day, ends_on=site.ends_on, source=plan.source)
    plan.known.new_sites.append(row)
    return plan.add(row)


@carry_out.register
def _(change: declared.CloseSite, plan: Plan) -> None:
    plan.change(plan.known.sites[change.site], ends_on=change.last_day)


@carry_out.register
def _(change: declared.OpenSite, plan: Plan) -> None:
    row = Site(
        practice_id=change.practice,
        kind=Site.Kind.BRANCH,
        name=change.name.strip(),
        address=change.address.strip(),
        postcode=change.postcode.strip().upper(),
        starts_on=change.first_day,
        source=plan.source,
    )
    plan.known.new_sites.append(row)
    plan.add(row)


@carry_out.register
def _(change: declared.MoveSite, plan: Plan) -> None:
    site = plan.known.sites[change.site]
    where = {
        "name": change.name.strip(),
        "address": change.address.strip(),
        "postcode": change.postcode.strip().upper(),
    }
    copied(plan, site, change.first_day, **where)
    plan.change(site, ends_on=change.first_day - DAY)
    if site.kind == Site.Kind.MAIN:
        plan.change(plan.known.practices[site.practice_id], **address_columns(change.address, change.postcode))


def address_columns(address: str, postcode: str) -> dict[str, str]:
    """An address as the columns of a practice hold it."""
    lines = [*address_lines(address), *[""] * 5][:5]
    return {f"address_{number}": line for number, line in enumerate(lines, start=1)} | {
        "postcode": postcode.strip().upper()
    }


@carry_out.register
def _(change: declared.SetBoundary, plan: Plan) -> None:
    known = plan.known
    for row in known.boundaries:
        same = (row.practice_id, row.kind) == (change.practice, change.which)
        if same and covers(row.starts_on, row.ends_on, change.first_day):
            plan.change(row, ends_on=change.first_day - DAY)
    row = Boundary(
        practice_id=change.practice,
        kind=change.which,
        text=change.text.strip(),
        starts_on=change.first_day,
        source=plan.source,
    )
    known.boundaries.append(plan.add(row))
