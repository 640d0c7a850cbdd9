"""A declaration for a class of people: the clinical members of one committee, or of all, as a form sends it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from committees.terms import Standing
from decisions.facts import Record, SittingFacts

_CLASS = "class:"
_ALL = "all"


def class_of(sitting: SittingFacts) -> str:
    """What a form sends for the clinical members of a committee; "class:all" is those of all the committees."""
    return f"{_CLASS}{sitting.pk}"


def people_meant(record: Record, who: str, among: Collection[int]) -> tuple[list[int], str]:
    """One person by their key, or of a class those ``among`` the people given; and the words for the class.

    Raises ValueError where ``who`` is neither.
    """
    if not who.startswith(_CLASS):
        return [int(who)], ""
    of = who.removeprefix(_CLASS)
    sittings = [s for s in record.sittings.values() if of == _ALL or s.pk == int(of)]
    name = sittings[0].name if of != _ALL and sittings else "the committees"
    return clinical_members(record, sittings, among), f"all clinical members of {name}"


def clinical_members(record: Record, sittings: Iterable[SittingFacts], among: Collection[int]) -> list[int]:
    """The clinical members of these committees on the day, of the people given."""
    found = (
        a.person
        for sitting in sittings
        for a in sitting.appointments
        if a.covers(record.day) and a.person in among and _is_clinical_member(sitting, a.seat)
    )
    return list(dict.fromkeys(found))


def _is_clinical_member(sitting: SittingFacts, seat: int) -> bool:
    """With a vote or without; where it is not known whether a seat votes, its holder is counted in."""
    found = sitting.seat_by_id.get(seat)
    return found is not None and found.clinical and found.standing in _MEMBERS


_MEMBERS = (Standing.VOTING, Standing.NON_VOTING, Standing.NOT_KNOWN)
