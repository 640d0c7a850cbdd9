"""Who is expected: the people of each committee by seat, in the order in which sheet and form list them."""

from __future__ import annotations

from dataclasses import dataclass

from committees.rights.world import Appointment, Seat
from committees.terms import Office, Share, Standing
from decisions.facts import Record, SittingFacts


@dataclass(frozen=True)
class RollLine:
    """One person in one seat. ``person`` None: nobody holds it. ``above``: the committee under which they are listed."""

    person: int | None
    name: str
    seat: str
    standing: str = ""
    deputy: bool = False
    above: str = ""


@dataclass(frozen=True)
class Roll:
    """One committee: its seats and who holds them that day, deputies beneath."""

    sitting: int
    name: str
    full_name: str
    quorum: str
    lines: tuple[RollLine, ...]

    @property
    def own(self) -> tuple[RollLine, ...]:
        """People who are listed under no committee before this one."""
        return tuple(line for line in self.lines if line.person is not None and not line.above)


def rolls(record: Record) -> tuple[Roll, ...]:
    """Every committee that sits. A person with seats in several is listed in each and asked about once."""
    called: dict[int, str] = {}
    return tuple(_roll(record, sitting, called) for sitting in record.sittings.values())


def _roll(record: Record, sitting: SittingFacts, called: dict[int, str]) -> Roll:
    lines = []
    for seat in sitting.seats:
        held = [a for a in sitting.appointments if a.seat == seat.id and a.covers(record.day) and a.item is None]
        if not held:
            lines.append(RollLine(None, "vacant", _title(seat)))
        for appointment in sorted(held, key=lambda a: (a.share == Share.DEPUTY, a.id)):
            lines.append(_line(record, seat, appointment, called.get(appointment.person, "")))
            called.setdefault(appointment.person, sitting.name)
    rule = sitting.terms.quorum.text if sitting.terms else ""
    return Roll(sitting.pk, sitting.name, sitting.committee.name, rule, tuple(lines))


def _line(record: Record, seat: Seat, appointment: Appointment, above: str) -> RollLine:
    deputy = appointment.share == Share.DEPUTY
    return RollLine(
        person=appointment.person,
        name=record.name(appointment.person),
        seat=f"deputy for {record.name(appointment.stands_for)}" if deputy else _title(seat),
        standing="" if seat.standing == Standing.VOTING else seat.standing.label,
        deputy=deputy,
        above=above,
    )


def _title(seat: Seat) -> str:
    """The seat, with its office where the title does not say it."""
    office = seat.office.label
    return seat.title if seat.office == Office.MEMBER or office in seat.title.casefold() else f"{seat.title}, {office}"
