"""What a new edition of the ODS files changes in what we hold. Reads the database, writes nothing.

Codes stay, names and CCGs change. A file shows only the *last* CCG of a practice, so the earlier ones are kept as dated
rows: the old membership ends the day before the join date that the file gives, even where that date is long past.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from practices.changes.planning.places import address_columns
from practices.dated import Dated, in_words, period_in_words
from practices.models import CCG, Membership, Practice, PracticeName, Site
from practices.models.practices import Status
from practices.names import ccg_short_name
from practices.ods import BadRow, CCGRow, ODSFile, PracticeRow

DAY = timedelta(days=1)

#: How the source of a row begins that a decision made.
DECISION = "Decision"

#: Where a practice is, as its columns have it; the postcode last.
ADDRESS = (*(f"address_{number}" for number in range(1, 6)), "postcode")
Where = tuple[str, ...]


@dataclass
class Changes:
    """What one file changes, in the order in which it must be written.

    ``kept_closed``: practices (by code) that a decision closed and the file has otherwise, with a sentence about each.
    ``kept_address``: the same of those that a decision moved, and the file still has where they were before.
    """

    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    changed_fields: Counter = field(default_factory=Counter)
    unchanged: int = 0
    passed_over: int = 0
    not_in_file: int = 0
    ended_names: list[PracticeName] = field(default_factory=list)
    new_names: list[PracticeName] = field(default_factory=list)
    ended_memberships: list[Membership] = field(default_factory=list)
    removed_memberships: list[Membership] = field(default_factory=list)
    corrected_memberships: list[Membership] = field(default_factory=list)
    new_memberships: list[Membership] = field(default_factory=list)
    moves: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)
    kept_closed: dict[str, str] = field(default_factory=dict)
    kept_address: dict[str, str] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)

    def __bool__(self) -> bool:
        rows = [self.new, self.changed, self.ended_names, self.new_names, self.ended_memberships]
        rows += [self.removed_memberships, self.corrected_memberships, self.new_memberships]
        return any(rows)


def compare_ccgs(file: ODSFile, as_at: date) -> Changes:
    """What a CCG file changes."""
    changes = Changes(passed_over=len(file.hubs))
    held = {ccg.ods_code: ccg for ccg in CCG.objects.all()}
    for row in file.rows:
        compare(held.get(row.code), CCG(ods_code=row.code), ccg_details(row), as_at, changes)
    changes.not_in_file = len(held.keys() - {row.code for row in file.rows})
    return changes


def compare_practices(file: ODSFile, as_at: date, hubs: set[str]) -> Changes:
    """What a practice file changes. Of prescribing organisations only GP practices are kept.

    `hubs` are the codes of commissioners that are no CCG. A commissioner that is neither makes a bad row.
    """
    changes = Changes()
    held = {row.ods_code: row for row in Practice.objects.with_dated_facts()}
    ccgs = {ccg.ods_code: ccg for ccg in CCG.objects.all()}
    moved = moved_by_decisions()
    for row in file.rows:
        practice = held.get(row.code)
        if practice is None and not row.is_gp_practice:
            changes.passed_over += 1
            continue
        if row.ccg_code and row.ccg_code not in ccgs and row.ccg_code not in hubs:
            problem = f"its commissioner {row.ccg_code} (column 15) is not a CCG we hold: import the CCG file first"
            changes.bad.append(BadRow(row.line, row.code, problem))
            continue
        names = list(practice.names.all()) if practice else []
        memberships = list(practice.memberships.all()) if practice else []
        closed = practice is not None and bool(practice.closed_by)
        details = practice_details(row)
        if practice is not None and closed:
            keep_closed(practice, details, changes)
        if practice is not None and practice.pk in moved:
            keep_address(practice, details, *moved[practice.pk], changes)
        practice = compare(practice, Practice(ods_code=row.code), details, as_at, changes)
        compare_name(practice, names, row.name, as_at, changes)
        if row.ccg_code and row.joined_on and not closed:
            compare_membership(practice, memberships, ccgs.get(row.ccg_code), (row.joined_on, row.left_on), changes)
    changes.not_in_file = len(held.keys() - {row.code for row in file.rows})
    return changes


def compare(held, fresh, details: dict, as_at: date, changes: Changes):
    """Put the details into the row we hold, or into a fresh one, noting which it was."""
    row = held or fresh
    differing = [name for name, value in details.items() if getattr(row, name) != value]
    if held and not differing:
        changes.unchanged += 1
        return held
    for name in differing:
        setattr(row, name, details[name])
    row.edition_on = as_at
    if held:
        changes.changed.append(held)
        changes.changed_fields.update(differing)
    else:
        changes.new.append(fresh)
    return row


def keep_closed(practice: Practice, details: dict, changes: Changes) -> None:
    """What a decision closed stays closed, from its day on: the file is told otherwise by others, and later.

    What the file says of it is left out of ``details``, and told where it differs.
    """
    status, closed_on = Status(details.pop("status")), details.pop("closed_on")
    if (status, closed_on) == (practice.status, practice.closed_on):
        return
    since = f", and its last day was {in_words(practice.closed_on)}" if practice.closed_on else ""
    on = f", with {in_words(closed_on)} as its last day" if closed_on else ""
    changes.kept_closed[practice.ods_code] = (
        f"{practice.ods_code} stays closed{since}; the file has it as {status.label}{on}. "
        f"What closed it: {practice.closed_by}"
    )


def moved_by_decisions() -> dict[int, tuple[Site, set[Where]]]:
    """Practices (by key) whose main surgery is where a decision moved it, and every address that was held of each."""
    last = {site.practice_id: site for site in Site.objects.filter(kind=Site.Kind.MAIN).order_by("starts_on")}
    found = {pk: (site, set()) for pk, site in last.items() if site.source.startswith(DECISION)}
    for pk, *where in Practice.history.filter(id__in=found).values_list("id", *ADDRESS):
        found[pk][1].add(tuple(where))
    return found


def keep_address(practice: Practice, details: dict, site: Site, before: set[Where], changes: Changes) -> None:
    """Where a decision moved a practice, it stays: the file is told later, and has the address from before until then.

    Another address than those from before is news, and is taken. What is kept is left out of ``details``, and told.
    """
    now, said = (tuple(row[name] for name in ADDRESS) for row in (vars(practice), details))
    there = address_columns(site.address, site.postcode)
    if said == now or now != tuple(there[name] for name in ADDRESS):
        return
    if said not in before and (said[-1] == now[-1] or said[-1] not in {where[-1] for where in before}):
        return
    for name in ADDRESS:
        del details[name]
    changes.kept_address[practice.ods_code] = (
        f"{practice.ods_code} stays at {', '.join(filter(None, now))}, where it is since {in_words(site.starts_on)}; "
        f"the file still has it at {', '.join(filter(None, said))}. What moved it: {site.source}"
    )


def ccg_details(row: CCGRow) -> dict:
    """A CCG's fields as this edition has them."""
    return {
        "name": row.name,
        "short_name": ccg_short_name(row.name),
        "region_code": row.region_code,
        "opened_on": row.opened_on,
        "closed_on": row.closed_on,
    }


def practice_details(row: PracticeRow) -> dict:
    """A practice's fields as this edition has them."""
    address = {f"address_{number}": line for number, line in enumerate(row.address, start=1)}
    return address | {
        "name": row.name,
        "postcode": row.postcode,
        "phone": row.phone,
        "opened_on": row.opened_on,
        "closed_on": row.closed_on,
        "status": row.status,
        "prescribing_setting": row.setting,
    }


def compare_name(practice: Practice, held: list[PracticeName], name: str, as_at: date, changes: Changes) -> None:
    """A new name holds from the edition that first shows it; a second file of the same day corrects it."""
    last = max(held, key=lambda row: row.starts_on, default=None)
    if last is not None and last.name == name:
        return
    if last is not None and last.starts_on >= as_at:
        last.name = name
        changes.ended_names.append(last)
        return
    if last is not None and last.ends_on is None:
        last.ends_on = as_at - DAY
        changes.ended_names.append(last)
    changes.new_names.append(PracticeName(practice=practice, name=name, starts_on=as_at))


def compare_membership(
    practice: Practice, held: list[Membership], ccg: CCG | None, period: tuple[date, date | None], changes: Changes
) -> None:
    """Bring the dated CCGs of one practice into line with the last commissioner that the file shows.

    `ccg` is None where that commissioner is a hub: what came before ends, nothing new begins.
    """
    joined_on, left_on = period
    same = next((m for m in held if ccg and m.ccg_id == ccg.pk and m.starts_on == joined_on), None)
    others = [m for m in held if m is not same]
    before = [m for m in others if m.starts_on < joined_on and (m.ends_on is None or m.ends_on >= joined_on)]
    overlaid = [m for m in others if m.starts_on >= joined_on and (left_on is None or m.starts_on <= left_on)]
    for membership in before:
        membership.ends_on = joined_on - DAY
        changes.ended_memberships.append(membership)
        where = f"to {ccg}" if ccg else "to a commissioner that is not a CCG"
        changes.moves.append(f"{practice.ods_code} moved from {membership.ccg} {where} on {in_words(joined_on)}")
    for membership in overlaid:
        changes.corrections.append(
            f"{practice.ods_code} was held as in {membership.ccg}, {periods(membership)}; "
            f"this edition has it in {ccg or 'no CCG'} {period_in_words(joined_on, left_on)}"
        )
    if same is None and ccg and overlaid:
        same = overlaid.pop(0)
        same.ccg, same.starts_on, same.ends_on = ccg, joined_on, left_on
        changes.corrected_memberships.append(same)
    elif same is None and ccg:
        changes.new_memberships.append(
            Membership(practice=practice, ccg=ccg, starts_on=joined_on, ends_on=left_on),
        )
    elif same is not None and same.ends_on != left_on:
        same.ends_on = left_on
        changes.corrected_memberships.append(same)
    changes.removed_memberships += overlaid


def periods(row: Dated) -> str:
    """The period of a dated row, in words."""
    return period_in_words(row.starts_on, row.ends_on)
