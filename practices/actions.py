"""The only writes of this app but for what decisions change: reading in the national files, and the demo's London."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import models, transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from practices import clock, ods
from practices.compared import Compared, compared, listed_held, listed_in
from practices.counts import KEPT, Counted, compare_counts
from practices.dated import in_words
from practices.editions import Changes, compare_ccgs, compare_practices
from practices.models import CCG, Edition, Membership, PlanningGroup, PlanningGroupMembership, Practice, PracticeName
from practices.ods import BadRow, ODSFile

BATCH = 500
DATA = Path(__file__).parent / "data"
LONDON_FILES = ("london-ccgs-2016-02.csv", "london-practices-2016-02.csv")
LONDON_AS_AT = date(2016, 2, 1)  # "February 2016": the files do not say which day
#: The list sizes are those of the quarter from January 2016 on; the contract types those of the year to March 2016.
LONDON_FIGURES = (
    ("london-list-sizes-2016-01.csv", date(2016, 1, 1)),
    ("london-contract-types-2015-16.csv", date(2016, 3, 31)),
)
ORDER = [ods.CCGS, ods.PRACTICES, ods.LIST_SIZES, ods.CONTRACT_TYPES]
#: Of these an older edition would undo what a newer one said. Figures stand beside those of other days.
IN_ORDER_OF_DATES = (ods.CCGS, ods.PRACTICES)

Progress = Callable[[str, int], AbstractContextManager]


class Refused(ValueError):
    """The import is refused; the message says why and what to do."""


class BadRows(Refused):
    """Some rows cannot be read, so nothing was saved."""

    def __init__(self, rows: list[tuple[str, BadRow]]):
        self.rows = rows
        many = "1 row is" if len(rows) == 1 else f"{len(rows)} rows are"
        super().__init__(f"{many} wrong, so nothing was saved. Correct the file and import it again.")

    def lines(self) -> list[str]:
        """One sentence for each bad row."""
        return [f"{name}, line {row.line} ({row.code or 'no code'}): {row.problem}." for name, row in self.rows]


@dataclass
class FileReport:
    """What one file held and changed; of practices also how they differ from those held before, where any were."""

    file: ODSFile
    changes: Changes | Counted
    compared: Compared | None = None


@dataclass
class Report:
    """What an import did, or would do."""

    as_at: date
    dry_run: bool
    files: list[FileReport] = field(default_factory=list)
    open_ccgs: int = 0
    active_practices: int = 0

    @property
    def changed(self) -> bool:
        """Did any file change anything that we hold?"""
        return any(report.changes for report in self.files)


def import_editions(
    *, files: Iterable[ODSFile], as_at: date, by=None, dry_run: bool = False, progress: Progress | None = None
) -> Report:
    """Read in national files as the edition of `as_at`: all of them, or nothing at all.

    `files` come from ods.read; CCGs go first whatever their order, then practices, then figures about them. `by` is the
    account that does it, or None for a command. With `dry_run` everything is tried and then undone.
    `progress(label, total)` gives a context whose value has ``update(n)``. Raises Refused with a sentence, or BadRows with
    all the rows that cannot be read.
    """
    files = sorted(files, key=lambda file: ORDER.index(file.kind))
    refuse_wrong_dates(files, as_at)
    refuse_bad_rows([(file.name, row) for file in files for row in file.bad])
    report = Report(as_at, dry_run)
    hubs = set().union(*(file.hubs for file in files))
    with transaction.atomic():
        for file in files:
            report.files.append(read_in(file, as_at, hubs, by=by, progress=progress or no_progress))
        report.open_ccgs = CCG.objects.open_on(as_at).count()
        report.active_practices = Practice.objects.active().count()
        if dry_run:
            transaction.set_rollback(True)
    return report


def read_in(file: ODSFile, as_at: date, hubs: set[str], *, by, progress: Progress) -> FileReport:
    """Compare one file with what is held, and save what it changes."""
    if file.kind in KEPT:
        counted = compare_counts(file, as_at)
        save_counts(file, counted, as_at=as_at, by=by, progress=progress)
        return FileReport(file, counted)
    before = listed_held() if file.kind == ods.PRACTICES else {}
    changes = compare_ccgs(file, as_at) if file.kind == ods.CCGS else compare_practices(file, as_at, hubs)
    refuse_bad_rows([(file.name, row) for row in changes.bad])
    save(file, changes, as_at=as_at, by=by, progress=progress)
    after = {code: row for code, row in listed_in(file).items() if code not in changes.kept_closed} if before else {}
    return FileReport(file, changes, compared(before, after) if before else None)


def refuse_wrong_dates(files: list[ODSFile], as_at: date) -> None:
    """Editions are read in the order of their dates: an older one would undo what a newer one said."""
    if not files:
        raise Refused("No file was given.")
    if as_at > clock.today():
        raise Refused(f"{in_words(as_at)} is in the future: no edition describes a day that has not come.")
    for file in files:
        if file.kind not in IN_ORDER_OF_DATES:
            continue
        latest = Edition.objects.filter(kind=file.kind).order_by("-as_at").first()
        if latest and as_at < latest.as_at:
            raise Refused(
                f"{file.name} was given as at {in_words(as_at)}, but an edition of the {latest.get_kind_display()} "
                f"as at {in_words(latest.as_at)} ({latest.file_name}) is held already. "
                "Editions are imported from the oldest to the newest."
            )


def refuse_bad_rows(rows: list[tuple[str, BadRow]]) -> None:
    """Nothing is saved from a file with a bad row."""
    if rows:
        raise BadRows(rows)


def save(file: ODSFile, changes: Changes, *, as_at: date, by, progress: Progress) -> None:
    """Write the changes of one file, with their history, and the edition itself."""
    model: type[models.Model] = CCG if file.kind == ods.CCGS else Practice
    own_fields = [f.name for f in model._meta.concrete_fields if f.name not in {"id", "ods_code"}]
    updates = [
        (model, changes.changed, own_fields),
        (PracticeName, changes.ended_names, ["name", "ends_on"]),
        (Membership, changes.ended_memberships, ["ends_on"]),
        (Membership, changes.corrected_memberships, ["ccg", "starts_on", "ends_on"]),
    ]
    creations = [
        (model, changes.new),
        (PracticeName, changes.new_names),
        (Membership, changes.new_memberships),
    ]
    removed = changes.removed_memberships
    reason = reason_of(file, as_at)
    with progress(f"Saving {file.name}", rows_in(updates, creations) + len(removed)) as bar:
        for membership in removed:
            membership._change_reason = reason
            membership._history_user = by
            membership.delete()
            bar.update(1)
        write(updates, creations, by=by, reason=reason, bar=bar)
    record_edition(file, as_at)


def save_counts(file: ODSFile, counted: Counted, *, as_at: date, by, progress: Progress) -> None:
    """Write the figures of one file, with their history, each naming the edition that it comes from."""
    model, value = KEPT[file.kind]
    edition = record_edition(file, as_at)
    for row in (*counted.new, *counted.changed):
        row.edition = edition
    updates, creations = [(model, counted.changed, [value, "edition", "source"])], [(model, counted.new)]
    with progress(f"Saving {file.name}", rows_in(updates, creations)) as bar:
        write(updates, creations, by=by, reason=reason_of(file, as_at), bar=bar)


def write(updates: list, creations: list, *, by, reason: str, bar) -> None:
    """Write rows of registers in batches, each with its history: (model, rows, fields) and (model, rows)."""
    for kind, rows, fields in updates:
        for batch in batches(rows):
            bulk_update_with_history(batch, kind, fields, default_user=by, default_change_reason=reason)
            bar.update(len(batch))
    for kind, rows in creations:
        for batch in batches(rows):
            bulk_create_with_history(batch, kind, default_user=by, default_change_reason=reason)
            bar.update(len(batch))


def rows_in(updates: list, creations: list) -> int:
    """How many rows are to be written."""
    return sum(len(rows) for _, rows, _ in updates) + sum(len(rows) for _, rows in creations)


def reason_of(file: ODSFile, as_at: date) -> str:
    """What a row's history says of where its values come from."""
    return f"ODS {file.kind} file {file.name} as at {as_at.isoformat()}"[:100]


def record_edition(file: ODSFile, as_at: date) -> Edition:
    """Note that this file was read in; the same file again as at the same day is the same edition."""
    edition, _ = Edition.objects.get_or_create(
        kind=file.kind,
        as_at=as_at,
        sha256=file.sha256,
        defaults={"file_name": file.name[:255], "rows": file.total, "recorded_at": clock.now()},
    )
    return edition


def batches(rows: list) -> Iterable[list]:
    """The rows in batches."""
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


class NoBar:
    """Stands in for a progress bar."""

    def update(self, n: int) -> None:
        """Show nothing."""


def no_progress(label: str, total: int) -> AbstractContextManager:
    """A progress that shows nothing."""
    return nullcontext(NoBar())


@transaction.atomic
def load_london(*, as_at: date = LONDON_AS_AT, by=None, progress: Progress | None = None) -> Report | None:
    """Read in the repository's own extract (practices/data), with list sizes and contract types, and put London's CCGs
    into their planning groups.

    Doing it again changes nothing. Where a newer edition is held already, the extract has nothing to add: then None
    is given back, and only the planning groups are seen to.
    """
    report = None
    if not Edition.objects.filter(kind__in=IN_ORDER_OF_DATES, as_at__gt=as_at).exists():
        files = [ods.read(name, (DATA / name).read_bytes()) for name in LONDON_FILES]
        report = import_editions(files=files, as_at=as_at, by=by, progress=progress)
    for name, described in LONDON_FIGURES:
        if described <= clock.today() and not Edition.objects.filter(file_name=name, as_at=described).exists():
            figures = [ods.read(name, (DATA / name).read_bytes())]
            import_editions(files=figures, as_at=described, by=by, progress=progress)
    add_planning_groups(by=by)
    return report


def add_planning_groups(*, by=None) -> None:
    """The planning groups of London and which CCGs work in each, where they are not held yet."""
    from practices.data.planning_groups import GROUPS  # data, needed by the demo alone

    ccgs = CCG.objects.in_bulk(field_name="ods_code")
    for short_name, (name, source, codes, members_source) in GROUPS.items():
        group = PlanningGroup.objects.filter(short_name=short_name).first()
        if group is None:
            group = created(PlanningGroup(name=name, short_name=short_name, source=source), by)
        for code in codes:
            if code in ccgs and not ccgs[code].planning_group_memberships.exists():
                ccg = ccgs[code]
                row = PlanningGroupMembership(
                    ccg=ccg, planning_group=group, starts_on=ccg.opened_on, ends_on=ccg.closed_on, source=members_source
                )
                created(row, by)


def created(row: models.Model, by):
    """Save a new row of a register, with who did it."""
    row._history_user = by
    row._change_reason = "Planning groups of London"
    row.full_clean()
    row.save()
    return row
