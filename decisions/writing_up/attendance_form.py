"""The first page of writing up: who was there, as the sheet lists them."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms

from committees.terms import RoomRole
from decisions.facts import Record
from decisions.forms import key_in
from decisions.writing_up import words
from decisions.writing_up.fields import WritingUp, choice, tick, time_field, words_of
from decisions.writing_up.roll import Roll, RollLine, rolls
from decisions.writing_up.told import Came, Others

ROLES = tuple(role for role in RoomRole if role is not RoomRole.MEMBER)
OTHER_LINES = 3


@dataclass(frozen=True)
class PersonRow:
    """One line of the roll with its boxes; ``boxes`` is empty where they are listed under another committee."""

    line: RollLine
    boxes: tuple = ()

    @property
    def errors(self) -> list[str]:
        return [error for box in self.boxes for error in box.errors]


@dataclass(frozen=True)
class Guest:
    """Somebody without a seat: by name, or so many without."""

    name: str
    role: RoomRole
    item: int | None
    number: int | None
    came: object
    left: object


class AttendanceForm(WritingUp):
    """``came`` and ``others`` are what it tells; people without a seat are told by name, in ``guests``."""

    def __init__(self, record: Record, data=None, **kwargs):
        super().__init__(record, data, **kwargs)
        self.rolls: tuple[Roll, ...] = rolls(record)
        self.people = [line.person for roll in self.rolls for line in roll.own]
        self.names = {line.person: line.name for roll in self.rolls for line in roll.own}
        start = record.meeting.starts_at
        self.fields["began"] = time_field("Meeting began at", initial=start)
        for person in self.people:
            name = self.names[person]
            self.fields[f"here-{person}"] = tick(words.HERE)
            self.fields[f"remote-{person}"] = tick(words.REMOTE)
            self.fields[f"came-{person}"] = time_field(f"{name}, {words.CAME.lower()}")
            self.fields[f"left-{person}"] = time_field(f"{name}, {words.LEFT.lower()}")
            self.fields[f"apologies-{person}"] = tick(words.APOLOGIES)
        self.count = self.lines("others", OTHER_LINES)
        items = [(str(item.pk), f"item {item.number}") for item in record.items]
        for n in range(self.count):
            self.fields[f"other-{n}-name"] = forms.CharField(
                label="Name, or who they were", required=False, max_length=120
            )
            self.fields[f"other-{n}-number"] = forms.IntegerField(
                label="How many, if without names", required=False, min_value=1, max_value=999
            )
            self.fields[f"other-{n}-role"] = choice("There as", words_of(ROLES), blank=None)
            self.fields[f"other-{n}-item"] = choice("For which item", items, blank="the meeting")
            self.fields[f"other-{n}-came"] = time_field(words.CAME)
            self.fields[f"other-{n}-left"] = time_field(words.LEFT)

    # What the page shows

    def committees(self):
        """Each committee with its people and their boxes."""
        for roll in self.rolls:
            yield roll, [self._row(line) for line in roll.lines]

    def _row(self, line: RollLine) -> PersonRow:
        if line.person is None or line.above:
            return PersonRow(line)
        kinds = ("here", "remote", "came", "left", "apologies")
        return PersonRow(line, tuple(self[f"{kind}-{line.person}"] for kind in kinds))

    def guest_lines(self):
        for n in range(self.count):
            yield n + 1, [self[f"other-{n}-{kind}"] for kind in ("name", "number", "role", "item", "came", "left")]

    # What it must be

    def clean(self):
        cleaned = super().clean()
        for person in self.people:
            self._clean_person(person)
        for n in range(self.count):
            self._clean_other(n)
        if not self.errors and not any(self._was_there(person) for person in self.people):
            self.add_error(None, "Tick at least one member who was there.")
        return cleaned

    def _was_there(self, person: int) -> bool:
        """Ticked, or with a time: who has a time was there."""
        return any(self.given(f"{kind}-{person}") for kind in ("here", "remote", "came", "left"))

    def _clean_person(self, person: int) -> None:
        name = self.names[person]
        if self.given(f"apologies-{person}") and self._was_there(person):
            self.wrong(f"apologies-{person}", f"{name} was there, or sent apologies: tick one of the two.")
        self._clean_times(f"came-{person}", f"left-{person}", name)

    def _clean_times(self, came: str, left: str, name: str) -> None:
        self.in_order(came, left, f"{name} left before coming. Look at the two times again.")
        self.in_order("began", left, f"{name} left before the meeting began. Look at the times again.")
        self.in_order(
            "began",
            came,
            f"{name} came before the meeting began: leave the time empty for who was there from the start.",
        )

    def _clean_other(self, n: int) -> None:
        name, number = self.given(f"other-{n}-name"), self.given(f"other-{n}-number")
        more = any(self.given(f"other-{n}-{kind}") for kind in ("item", "came", "left"))
        if not name and (number or more):
            self.wrong(f"other-{n}-name", "Write who it was, or empty the line.")
        if self.given(f"other-{n}-item") and not number and not self.given(f"other-{n}-came"):
            self.wrong(f"other-{n}-came", f"Give the time at which {name or 'this person'} came for the item.")
        if number and (self.given(f"other-{n}-came") or self.given(f"other-{n}-left")):
            self.wrong(f"other-{n}-number", "Times are recorded for people with a name. Empty the times or the number.")
        self._clean_times(f"other-{n}-came", f"other-{n}-left", name or "This person")

    # What it tells

    def came(self) -> list[Came]:
        began = self.moment(self.given("began"))
        return [self._came(person, began) for person in self.people if self._told(person)]

    def _told(self, person: int) -> bool:
        return bool(self._was_there(person) or self.given(f"apologies-{person}"))

    def _came(self, person: int, began) -> Came:
        if self.given(f"apologies-{person}"):
            return Came(person=person, apologies=True)
        return Came(
            person=person,
            remote=bool(self.given(f"remote-{person}")),
            came=self.moment(self.given(f"came-{person}")) or began,
            left=self.moment(self.given(f"left-{person}")),
        )

    def guests(self) -> list[Guest]:
        """People without a seat, by name."""
        return [guest for guest in self._others() if guest.number is None]

    def others(self) -> list[Others]:
        """So many, without names."""
        return [
            Others(words=guest.name, number=guest.number, role=guest.role)
            for guest in self._others()
            if guest.number is not None
        ]

    def _others(self) -> list[Guest]:
        began = self.moment(self.given("began"))
        return [
            Guest(
                name=" ".join(self.cleaned_data[f"other-{n}-name"].split()),
                role=RoomRole(self.given(f"other-{n}-role") or RoomRole.IN_ATTENDANCE),
                item=key_in(self.given(f"other-{n}-item")),
                number=self.given(f"other-{n}-number"),
                came=self.moment(self.given(f"other-{n}-came")) or began,
                left=self.moment(self.given(f"other-{n}-left")),
            )
            for n in range(self.count)
            if self.given(f"other-{n}-name")
        ]
