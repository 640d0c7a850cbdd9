"""What is wrong with a file, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: in which file, on which line, in which field, and in words what to do."""

    file: str
    line: int | None
    field: str
    text: str

    def __str__(self) -> str:
        where = [self.file, f"line {self.line}" if self.line else "", self.field]
        return f"{', '.join(filter(None, where))}: {self.text}"

    def as_data(self) -> dict:
        """For ``--json``."""
        return {"file": self.file, "line": self.line, "field": self.field, "text": self.text}


class FileRefused(ValueError):
    """Nothing of the file was taken. ``problems`` holds everything found wrong with it."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
