"""The report of an import, in sentences or as JSON. Pure."""

from practices import compared
from practices.actions import FileReport, Report
from practices.counts import Counted
from practices.headed import LIST_SIZES
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
    if isinstance(changes, Counted):
        return count_sentences(file.name, file.total, changes)
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
    if part.compared:
        lines.append("  Compared with the practices held before:")
        lines += [f"    {sentence}" for sentence in compared.sentences(part.compared)]
    lines += listed("Moves to another CCG", changes.moves)
    lines += listed("Corrections of a CCG held", changes.corrections)
    lines += listed("Closed by a decision, and not opened again", list(changes.kept_closed.values()))
    return lines + listed("Moved by a decision, and not moved back", list(changes.kept_address.values()))


def count_sentences(name: str, rows: int, counted: Counted) -> list[str]:
    """What one file of figures held and changed."""
    sizes = counted.kind == LIST_SIZES
    said = (
        f"{number(counted.said[''])} patients" if sizes else ", ".join(f"{k} {number(n)}" for k, n in ordered(counted))
    )
    what = "list size" if sizes else "contract type"
    lines = [
        f"{name}: {number(rows)} rows; {said or 'nothing in them'}.",
        f"  {what.capitalize()}s: {number(len(counted.new))} new, {number(len(counted.changed))} changed, "
        f"{number(counted.unchanged)} unchanged, {number(counted.not_in_file)} held but not in this file.",
        f"  Active practices: {number(counted.active - counted.active_without)} with a {what} of that day, "
        f"{number(counted.active_without)} without.",
    ]
    if counted.silent:
        lines.append(f"  Rows that say nothing: {number(counted.silent)}.")
    if counted.unknown_types:
        words = ", ".join(f"“{word}” {number(many)}" for word, many in sorted(counted.unknown_types.items()))
        lines.append(f"  None of the three types of contract, kept as written: {words}.")
    if counted.not_held:
        codes = ", ".join(sorted(counted.not_held))
        lines.append(f"  Practices that are not held, passed over: {number(len(counted.not_held))} ({codes}).")
    return lines + listed("Another commissioner than the CCG held for that day", counted.elsewhere)


def ordered(counted: Counted) -> list[tuple[str, int]]:
    """The words of the file, the commonest first."""
    return counted.said.most_common()


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
    if isinstance(changes, Counted):
        return counts_as_json(part.file.name, part.file.total, changes)
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
        "kept_closed": changes.kept_closed,
        "kept_address": changes.kept_address,
        "compared": compared.as_json(part.compared) if part.compared else None,
    }


def counts_as_json(name: str, rows: int, counted: Counted) -> dict:
    """The same of a file of figures."""
    return {
        "name": name,
        "kind": counted.kind,
        "rows": rows,
        "patients" if counted.kind == LIST_SIZES else "types": (
            counted.said[""] if counted.kind == LIST_SIZES else dict(counted.said)
        ),
        "new": len(counted.new),
        "changed": len(counted.changed),
        "unchanged": counted.unchanged,
        "not_in_file": counted.not_in_file,
        "silent": counted.silent,
        "unknown_types": counted.unknown_types,
        "not_held": counted.not_held,
        "another_commissioner": counted.elsewhere,
        "active": counted.active,
        "active_without": counted.active_without,
    }


def number(value: int) -> str:
    """ "7,756"."""
    return f"{value:,}"
