"""What is to be written, put together change by change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import singledispatch

from practices.changes import declared
from practices.changes.known import Deal, Known


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
