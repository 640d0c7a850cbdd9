"""What each change writes: rows changed, added and removed. Plans alone; ``making`` writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import singledispatch

from practices.changes import declared
from practices.changes.asking import address_lines, folded
from practices.changes.known import Deal, Known
from practices.changes.words import named
from practices.dated import Dated, covers, in_words
from practices.models import (
    Boundary,
    Contract,
    ListClosure,
    ListSize,
    Membership,
    Notice,
    Partner,
    Practice,
    PracticeName,
    PracticeSuccession,
    Site,
)
from practices.models.practices import Status

DAY = timedelta(days=1)
_LONGEST_CLOSED_BY = 300
#: How the source of a count begins that follows from a decision.
_SUM, _NONE = "The sum of ", "Its patients went to others."


@dataclass(eq=False)
class Plan:
    """What is to be written. ``source``: which decision says so, as rows keep it; ``practices``: whose record changes."""

    known: Known
    source: str
    removed: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    new: list = field(default_factory=list)
    covered: list[Deal] = field(default_factory=list)
    practices: set[int] = field(default_factory=set)

    def change(self, row, **values) -> None:
        """Change a row; where it says what states it, the decision is added."""
        for name, value in values.items():
            setattr(row, name, value)
        said = getattr(row, "source", None)
        if said is not None and self.source not in said:
            row.source = f"{said}\n{self.source}".strip()
        if all(row is not other for other in (*self.changed, *self.new)):
            self.changed.append(row)

    def add(self, row):
        """Add a row."""
        self.new.append(row)
        return row

    def remove(self, row, rows: list) -> None:
        """Remove a row that never came to hold; its history tells of it."""
        rows.remove(row)
        if any(row is other for other in self.new):
            self.new.remove(row)
        else:
            self.changed = [other for other in self.changed if other is not row]
            self.removed.append(row)

    def cover(self, deal: Deal, practices: set[int]) -> None:
        """Say for which practices a contract is."""
        deal.practices = practices
        if deal not in self.covered:
            self.covered.append(deal)

    def end(self, rows: list, practice: int, last: date) -> None:
        """End what holds of a practice after a day; what would only begin after it is taken back."""
        for row in [row for row in rows if row.practice_id == practice]:
            if row.starts_on > last:
                self.remove(row, rows)
            elif row.ends_on is None or row.ends_on > last:
                self.change(row, ends_on=last)


@singledispatch
def carry_out(change: declared.Change, plan: Plan) -> None:
    """Put what a change writes into the plan, and make it in what is known. It must have been asked before."""
    raise TypeError(f"{type(change).__name__} is no change that is known.")


# Sites


def _copied(plan: Plan, site: Site, first_day: date, **values) -> Site:
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
    _copied(plan, site, change.first_day, **where)
    plan.change(site, ends_on=change.first_day - DAY)
    if site.kind == Site.Kind.MAIN:
        plan.change(plan.known.practices[site.practice_id], **_address(change.address, change.postcode))


def _address(address: str, postcode: str) -> dict[str, str]:
    """An address as the columns of a practice hold it."""
    lines = [*address_lines(address), *[""] * 5][:5]
    return {f"address_{number}": line for number, line in enumerate(lines, start=1)} | {
        "postcode": postcode.strip().upper()
    }


# Practices


@carry_out.register
def _(change: declared.Merge, plan: Plan) -> None:
    known, last = plan.known, change.first_day - DAY
    for site in known.sites_of(change.ended):
        if site.starts_on > last:  # not open yet: it opens as the other's
            plan.change(site, practice_id=change.survivor, kind=Site.Kind.BRANCH)
        elif site.ends_on is None or site.ends_on > last:
            _copied(plan, site, change.first_day, practice_id=change.survivor, kind=Site.Kind.BRANCH)
    _move_list(plan, change)
    _wind_up(plan, change.ended, last)
    _succeed(plan, change.ended, change.survivor, change.first_day)


@carry_out.register
def _(change: declared.ClosePractice, plan: Plan) -> None:
    _wind_up(plan, change.practice, change.last_day)


@carry_out.register
def _(change: declared.DispersePatients, plan: Plan) -> None:
    _empty_list(plan, change.practice, change.first_day)
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
            **_address(change.address, change.postcode),
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
        _end_contract(plan, deal, last)
    elif deal.row.starts_on > last:
        plan.cover(deal, others)
    else:
        _follow(plan, deal, last + DAY, others)


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


# Lists


def _move_list(plan: Plan, change: declared.Merge) -> None:
    """The patients go over: where both lists are counted, the survivor's is the sum of the last counts until the next.

    A count of that very day stays: it says more than a sum.
    """
    known, day = plan.known, change.first_day
    ours, theirs = known.latest_list(change.survivor, day), known.latest_list(change.ended, day)
    told = " and ".join(_counted(known, row, day) for row in (ours, theirs) if row is not None)
    total = ours.patients + theirs.patients if ours is not None and theirs is not None else None
    _empty_list(plan, change.ended, day)
    if total is not None:
        _count(plan, change.survivor, day, total, f"{_SUM}{told}.")


def _counted(known: Known, row: ListSize, day: date) -> str:
    return f"{row.patients} of {named(known.practices[row.practice_id], day)} on {in_words(row.as_at)}"


def _empty_list(plan: Plan, practice: int, day: date) -> None:
    """From a day on a practice has no patients."""
    _count(plan, practice, day, 0, _NONE)


def _count(plan: Plan, practice: int, day: date, patients: int, why: str) -> None:
    """A count that follows from a decision. A count of that very day that somebody made stays."""
    row, source = plan.known.latest_list(practice, day), f"{why} {plan.source}".strip()
    if row is None or row.as_at < day:
        row = ListSize(practice_id=practice, as_at=day, patients=patients, source=source)
        plan.known.list_sizes.append(plan.add(row))
    elif row.source.startswith((_SUM, _NONE)):
        plan.change(row, patients=patients, source=source)


@carry_out.register
def _(change: declared.CloseList, plan: Plan) -> None:
    known = plan.known
    now = known.closure(change.practice, change.first_day) if change.extends else None
    if now is not None:
        plan.change(now, ends_on=change.last_day)
        return
    row = ListClosure(
        practice_id=change.practice, starts_on=change.first_day, ends_on=change.last_day, source=plan.source
    )
    known.closures.append(plan.add(row))


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


# Contracts


def _follow(plan: Plan, deal: Deal, first_day: date, practices: set[int], provider: int | None = None) -> None:
    """The same contract goes on in a row that follows: in other hands, or for fewer practices."""
    old, known = deal.row, plan.known
    holder = old.provider if provider is None else known.providers[provider]
    row = Contract(
        kind=old.kind,
        reference=old.reference,
        provider=holder,
        follows=old,
        made_up=old.made_up or holder.made_up,
        starts_on=first_day,
        ends_on=old.ends_on,
        source=plan.source,
    )
    next_hands = known.hands_of(deal)[1:]
    plan.change(old, ends_on=first_day - DAY)
    if next_hands:  # what follows already follows the new row
        plan.change(next_hands[0].row, follows=row)
    after = Deal(plan.add(row), set())
    known.new_deals.append(after)
    plan.cover(after, set(practices))


def _end_contract(plan: Plan, deal: Deal, last: date) -> None:
    """A contract ends, and with it the notices that stand against it."""
    plan.change(deal.row, ends_on=last)
    keys = set(plan.known.before(deal))
    for notice in plan.known.notices:
        if notice.contract_id in keys and _runs_past(notice, last):
            plan.change(notice, ends_on=last)


def _runs_past(row: Dated, last: date) -> bool:
    return row.starts_on <= last and (row.ends_on is None or row.ends_on > last)


@carry_out.register
def _(change: declared.StartContract, plan: Plan) -> None:
    provider = plan.known.providers[change.provider]
    row = Contract(
        kind=change.kind,
        reference=change.reference.strip(),
        provider=provider,
        made_up=provider.made_up,
        starts_on=change.first_day,
        ends_on=change.last_day,
        source=plan.source,
    )
    deal = Deal(plan.add(row), set())
    plan.known.new_deals.append(deal)
    plan.cover(deal, set(change.practices))


@carry_out.register
def _(change: declared.ExtendContract, plan: Plan) -> None:
    plan.change(plan.known.deal(change.contract).row, ends_on=change.last_day)


@carry_out.register
def _(change: declared.EndContract, plan: Plan) -> None:
    _end_contract(plan, plan.known.deal(change.contract), change.last_day)


@carry_out.register
def _(change: declared.ChangeHolder, plan: Plan) -> None:
    deal = plan.known.deal(change.contract)
    _follow(plan, deal, change.first_day, deal.practices, change.provider)


@carry_out.register
def _(change: declared.ServeNotice, plan: Plan) -> None:
    hands = plan.known.hands(change.contract)
    deal = next(deal for deal in hands if deal.row.is_in_force_on(change.first_day))
    row = Notice(
        contract=deal.row,
        kind=change.kind,
        text=change.text.strip(),
        starts_on=change.first_day,
        remedy_by=change.remedy_by,
        source=plan.source,
    )
    plan.known.notices.append(plan.add(row))


# Partners


@carry_out.register
def _(change: declared.JoinPartner, plan: Plan) -> None:
    provider = plan.known.providers[change.provider]
    row = Partner(
        provider=provider,
        name=" ".join(change.name.split()),
        made_up=provider.made_up,
        starts_on=change.first_day,
        source=plan.source,
    )
    plan.known.partners.append(plan.add(row))


@carry_out.register
def _(change: declared.LeavePartner, plan: Plan) -> None:
    rows = [
        row
        for row in plan.known.partners
        if row.provider_id == change.provider and folded(row.name) == folded(change.name)
    ]
    plan.change(max(rows, key=lambda row: row.starts_on), ends_on=change.last_day)
