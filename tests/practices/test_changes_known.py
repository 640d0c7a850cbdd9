"""What is loaded to ask and to tell: as many queries for one change as for many. Asking writes nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.changes import CloseList, CloseSite, EndContract, JoinPartner, Merge, OpenSite, ServeNotice
from practices.changes.asking import why_not
from practices.changes.known import load_known, practices_of
from practices.changes.making import CannotChange, cannot
from practices.changes.words import words
from practices.models import Site
from tests.practices.changing import FIRST, LAST, SINCE, a_branch, a_contract, a_practice, a_scene, made

pytestmark = pytest.mark.django_db


def many(numbers: range) -> list:
    """Changes of as many practices, of many kinds. Made up."""
    found = []
    for number in numbers:
        one = a_practice(f"H86{number:03}", f"SURGERY {number}", patients=100 + number)
        two = a_practice(f"H87{number:03}", f"OTHER {number}", patients=200)
        contract = a_contract(one, holder=f"Drs {number}")
        found += [
            CloseSite(a_branch(two, f"Branch {number}").pk, LAST),
            Merge(one.pk, two.pk, FIRST),
            EndContract(a_contract(two, holder=f"Others {number}").pk, LAST),
            CloseList(two.pk, FIRST, date(2016, 12, 31)),
            JoinPartner(contract.provider_id, "Dr A", FIRST),
        ]
    return found


def asked(changes) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        known = load_known(changes)
        for change in changes:
            assert why_not(change, known) == []
            assert words(change, known).endswith(".")
            practices_of(change, known)
        cannot(changes, known)
    return len(queries)


def test_asking_and_telling_takes_a_fixed_number_of_queries_whatever_the_number_of_changes():
    few = asked(many(range(1)))
    assert asked(many(range(1, 8))) == few
    assert few <= 20


def test_what_is_asked_together_leaves_what_is_known_as_it_was():
    scene = a_scene()
    changes = [CloseSite(scene["branch"].pk, LAST)] * 2
    known = load_known(changes)
    first = cannot(changes, known)
    assert first
    assert cannot(changes, known) == first
    assert cannot(changes[:1], known) == []
    assert why_not(changes[0], known) == []
    assert Site.objects.get(pk=scene["branch"].pk).ends_on is None


def test_the_practices_of_a_change_are_those_whose_record_it_changes():
    scene = a_scene()
    one, two, three = (scene[key].pk for key in ("one", "two", "three"))
    for change, wanted in (
        (CloseSite(scene["branch"].pk, LAST), {one}),
        (Merge(one, two, FIRST), {one, two}),
        (EndContract(scene["shared"].pk, LAST), {one, three}),
        (ServeNotice(scene["other"].pk, "breach", "B", FIRST), {two}),
        (JoinPartner(scene["shared"].provider_id, "Dr B", FIRST), {one, three}),
        (OpenSite(three, "B", "", "", FIRST), {three}),
        (JoinPartner(99999, "Dr B", FIRST), set()),
        (OpenSite(99999, "B", "", "", FIRST), set()),
    ):
        assert practices_of(change, load_known([change])) == wanted


def test_what_the_register_gained_behind_the_lock_is_a_sentence_and_nothing_is_half_written(monkeypatch):
    """The database has the last word: here somebody writes between the question and the writing."""
    scene = a_scene()
    from practices.changes import making
    from practices.models import ListClosure

    write = making._write

    def somebody_first(plan, reason, by):
        ListClosure.objects.create(practice=scene["two"], starts_on=SINCE)
        write(plan, reason, by)

    monkeypatch.setattr(making, "_write", somebody_first)
    with pytest.raises(CannotChange) as caught:
        made(CloseSite(scene["branch"].pk, LAST), CloseList(scene["two"].pk, FIRST, date(2016, 12, 31)))
    assert "look at what they hold, and decide anew" in str(caught.value)
    assert Site.objects.get(pk=scene["branch"].pk).ends_on is None
    assert not ListClosure.objects.filter(practice=scene["two"]).exists()
