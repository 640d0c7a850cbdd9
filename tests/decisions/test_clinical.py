"""Who is meant by "all clinical members" in a declaration."""

from types import SimpleNamespace

from committees.terms import Standing
from decisions.clinical import people_meant


def _record(*seats):
    """A sitting with the key 1: its seats as (standing, clinical), each held by the person with the seat's number."""
    by_id = {n: SimpleNamespace(standing=standing, clinical=clinical) for n, (standing, clinical) in enumerate(seats)}
    held = [SimpleNamespace(person=n, seat=n, covers=lambda day: True) for n in by_id]
    sitting = SimpleNamespace(pk=1, name="Merton", seat_by_id=by_id, appointments=held)
    return SimpleNamespace(sittings={1: sitting}, day=None)


SEATS = [
    (Standing.VOTING, True),
    (Standing.VOTING, False),
    (Standing.NON_VOTING, True),
    (Standing.NOT_KNOWN, True),
    (Standing.OBSERVER, True),
    (Standing.IN_ATTENDANCE, True),
]


def test_all_clinical_members_are_those_with_a_vote_without_and_of_whom_it_is_not_known():
    assert people_meant(_record(*SEATS), "class:1", range(6)) == ([0, 2, 3], "all clinical members of Merton")


def test_of_a_class_only_those_who_are_here_are_meant():
    assert people_meant(_record(*SEATS), "class:all", {3, 4}) == ([3], "all clinical members of the committees")


def test_one_person_is_no_class():
    assert people_meant(_record(*SEATS), "7", ()) == ([7], "")
