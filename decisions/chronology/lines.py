"""A line of a chronology, and the order of lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from committees.rights.words import day_words
from practices.clock import LONDON

#: How much of a seal is printed on a line.
SHORT = 16
NOBODY = "nobody: by time or by rule"


@dataclass(frozen=True)
class What:
    """What happened: a sentence, and more in sentences."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seal:
    """The place of an act in a chain: of which body, the how-manieth, and its seal."""

    of: str
    number: int
    seal: str

    @property
    def words(self) -> str:
        return f"{self.of}: entry {self.number}, seal {self.seal[:SHORT]}"


@dataclass(frozen=True)
class Line:
    """One thing that happened. ``time_told``: its time of day is known; ``recorded``: None where it is not known.

    ``who``: did it, ``hand``: recorded it, where that is somebody else; ``where``: it stands. Of what happened and was
    recorded at one moment ``rank`` tells the order (below nothing: before all else of that moment), then ``place``, its
    number in its chain.
    """

    happened: datetime
    recorded: datetime | None
    what: What
    where: str
    who: str = ""
    hand: str = ""
    seals: tuple[Seal, ...] = ()
    time_told: bool = True
    rank: int = 0
    place: int = 0

    @property
    def day(self) -> date:
        return self.happened.astimezone(LONDON).date()

    @property
    def when(self) -> str:
        return moment_words(self.happened, time_told=self.time_told)

    @property
    def recorded_words(self) -> str:
        return moment_words(self.recorded) if self.recorded else "not known"

    @property
    def who_words(self) -> str:
        """By whom, and in whose hand."""
        if not self.hand or self.hand == self.who:
            return self.who or NOBODY
        return f"{self.who}; recorded by {self.hand}" if self.who else f"recorded by {self.hand}"

    @property
    def stands(self) -> tuple[str, ...]:
        """Where it stands, and its seals."""
        return (self.where, *(seal.words for seal in self.seals))


def moment_words(moment: datetime, *, time_told: bool = True) -> str:
    """14 April 2016, 10:05; by the clocks of London."""
    local = moment.astimezone(LONDON)
    return f"{day_words(local.date())}, {local:%H:%M}" if time_told else day_words(local.date())


def in_order(lines: list[Line]) -> list[Line]:
    """As they happened; of what happened at one moment as it was recorded. A day without a time begins with it."""
    return sorted(lines, key=_order)


def _order(line: Line) -> tuple:
    recorded = line.recorded or line.happened
    return (line.happened, min(line.rank, 0), recorded, line.rank, line.place, line.what.text)
