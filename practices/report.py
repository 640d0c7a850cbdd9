"""The report of an import, in sentences or as JSON. Pure."""

from practices.actions import FileReport, Report
from practices.ods import CCGS

LISTED = 20


def sentences(report: Report) -> list[str]:
    """What an import did, or with a dry run would do."""
    lines = [line for part in report.files for line in file_sentences(part)]
    if not report.changed:
        lines.append("Nothing changed: everything in these files is held already.")
    elif report.dry_run:
        lines.append("This was a dry run: nothing was saved. Afterwards there would be:")
    held = f"{number(report.open_ccgs)} open CCGs and {number(report.active_practices)} active practices"
    lines.append(f"{held} as at {report.as_at.isoformat()}.")
    return lines


def file_sentences(part: FileReport) -> list[str]:
    """What one file held and changed."""
    file, changes = part.file, part.changes
    what, others = ("CCGs", "that are not CCGs") if file.kind == CCGS else ("GP practices", "that are not GP practices")
    passed = f"; {number(changes.passed_over)} {others} passed over" if changes.passed_over else ""
    lines = [
        f"{file.name}: {number(file.total)} rows{passed}.",
        f"  {what}: {number(len(changes.new))} new, {number(len(changes.changed))} changed, "
        f"{number(changes.unchanged)} unchanged, {number(changes.not_in_file)} held but not in this file.",
    ]
    if changes.changed_fields:
        counts = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in changes.changed_fields.most_common())
        lines.append(f"  Changed: {counts}.")
    lines += listed("Moves to another CCG", changes.moves)
    lines += listed("Corrections of a CCG held", changes.corrections)
    return lines


def listed(title: str, notes: list[str]) -> list[str]:
    """A titled list, cut where it gets long."""
    if not notes:
        return []
    more = [f"    ... and {len(notes) - LISTED} more"] if len(notes) > LISTED else []
    return [f"  {title}: {len(notes)}", *(f"    {note}" for note in notes[:LISTED]), *more]


def as_json(report: Report) -> dict:
    """The same as data."""
    return {
        "as_at": report.as_at.isoformat(),
        "dry_run": report.dry_run,
        "changed": report.changed,
        "open_ccgs": report.open_ccgs,
        "active_practices": report.active_practices,
        "files": [file_as_json(part) for part in report.files],
    }


def file_as_json(part: FileReport) -> dict:
    """One file's part of the report."""
    changes = part.changes
    return {
        "name": part.file.name,
        "kind": part.file.kind,
        "rows": part.file.total,
        "passed_over": changes.passed_over,
        "new": len(changes.new),
        "changed": len(changes.changed),
        "changed_fields": dict(changes.changed_fields),
        "unchanged": changes.unchanged,
        "not_in_file": changes.not_in_file,
        "names": len(changes.new_names),
        "moves": changes.moves,
        "corrections": changes.corrections,
    }


def number(value: int) -> str:
    """ "7,756"."""
    return f"{value:,}"
