"""Prints which route to a decision is open to which function at which level, as the engine answers."""

from __future__ import annotations

import csv
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from committees.rights.routes.ways import Cell, Way, table
from committees.rights.words import sentence_case
from committees.terms import Function, Level

WIDTH = max(len(way.label) for way in Way)


class Command(BaseCommand):
    help = (
        "Print the table of routes: for each level and function, which routes to a decision are open, whether a source "
        "states it or it is derived, and the source. Asked of the engine: no database is read."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--level", choices=list(Level), help="One level alone.")
        parser.add_argument("--function", choices=list(Function), help="One function alone.")
        parser.add_argument("--csv", action="store_true", help="As comma-separated values, with the whole sentence.")

    def handle(self, *args: Any, **options: Any) -> None:
        cells = [
            cell
            for cell in table()
            if options["level"] in (None, cell.level) and options["function"] in (None, cell.function)
        ]
        if options["csv"]:
            self._csv(cells)
        else:
            self._text(cells)

    def _csv(self, cells: list[Cell]) -> None:
        rows = csv.writer(self.stdout, lineterminator="\n")
        rows.writerow(["function", "level", "route", "open", "stated or derived", "source", "why"])
        for cell in cells:
            rows.writerow(
                [
                    cell.function,
                    cell.level,
                    cell.way,
                    cell.opening,
                    stated(cell),
                    cell.source.title,
                    cell.reason.text,
                ]
            )

    def _text(self, cells: list[Cell]) -> None:
        for function, of_function in groupby(cells, key=lambda cell: cell.function):
            self.stdout.write(f"\n{function.label}")
            for level, of_level in groupby(of_function, key=lambda cell: cell.level):
                self.stdout.write(f"  {sentence_case(level.label)}")
                for cell in of_level:
                    said = f"{cell.way.label:<{WIDTH}}  {cell.opening.label}"
                    self.stdout.write(f"    {said} ({stated(cell)}: {cell.source.title})")


def stated(cell: Cell) -> str:
    """Whether the source says so in so many words."""
    return "derived" if cell.source.derived else "stated"
