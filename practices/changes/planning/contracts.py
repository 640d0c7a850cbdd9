"""What the changes of contracts, notices and partners write."""

from __future__ import annotations

from datetime import date, timedelta

from practices.changes import declared
from practices.changes.asking.said import folded
from practices.changes.known import Deal
from practices.changes.planning.plan import Plan, carry_out
from practices.dated import Dated
from practices.models import (
    Contract,
    Notice,
    Partner,
)

DAY = timedelta(days=1)


def follow(plan: Plan, deal: Deal, first_day: date, practices: set[int], provider: int | None = None) -> None:
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


def end_contract(plan: Plan, deal: Deal, last: date) -> None:
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
    end_contract(plan, plan.known.deal(change.contract), change.last_day)


@carry_out.register
def _(change: declared.ChangeHolder, plan: Plan) -> None:
    deal = plan.known.deal(change.contract)
    follow(plan, deal, change.first_day, deal.practices, change.provider)


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
