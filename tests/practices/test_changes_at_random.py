"""Decisions at random, one after the other: each is made as a whole or refused in a sentence, and the registers stay sound.

The numbers are fixed by their seeds, so that a failure happens again.
"""

import random
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db.models import Q

from practices.changes import (
    ChangeHolder,
    CloseList,
    ClosePractice,
    CloseSite,
    DispersePatients,
    EndContract,
    ExtendContract,
    JoinPartner,
    LeavePartner,
    Merge,
    MoveSite,
    OpenSite,
    ServeNotice,
    SetBoundary,
    StartContract,
)
from practices.changes.known import load_known
from practices.changes.making import CannotChange, cannot
from practices.changes.words import words
from practices.models import Boundary, Contract, ListClosure, Membership, Practice, Site
from tests.practices.changing import FIRST, REASON, SINCE, a_branch, a_contract, a_practice, a_scene, made

pytestmark = pytest.mark.django_db
STEPS = 30


def everything() -> list:
    return [list(model.objects.order_by("pk").values()) for model in apps.get_app_config("practices").get_models()]


def some_day(chance: random.Random, since: date = FIRST) -> date:
    """Mostly days close together, so that they meet."""
    return since + timedelta(days=chance.choice([-1200, -2, -1, 0, 0, 1, 1, 2, 30, 400]))


def a_change(chance: random.Random):
    """Any change of anything there is, on any day."""
    practices = list(Practice.objects.values_list("pk", flat=True))
    sites, contracts = (
        list(Site.objects.values_list("pk", flat=True)),
        list(Contract.objects.values_list("pk", flat=True)),
    )
    providers = list(Contract.objects.values_list("provider", flat=True))
    practice, other = chance.choice(practices), chance.choice(practices)
    site, contract, provider = chance.choice(sites), chance.choice(contracts), chance.choice(providers)
    day, later, name = some_day(chance), some_day(chance), chance.choice("ABC")
    return chance.choice(
        [
            CloseSite(site, day),
            OpenSite(practice, name, "", "", day),
            MoveSite(site, name, chance.choice("ABC"), "", day),
            CloseList(practice, day, later, extends=chance.random() < 0.5),
            Merge(practice, other, day),
            ClosePractice(practice, day),
            DispersePatients(practice, tuple(chance.sample(practices, 2)), day),
            StartContract("GMS", provider, tuple(chance.sample(practices, 2)), day, chance.choice([None, later])),
            ExtendContract(contract, later),
            EndContract(contract, day),
            ChangeHolder(contract, provider, day),
            JoinPartner(provider, name, day),
            LeavePartner(provider, name, day),
            SetBoundary(practice, chance.choice(["inner", "outer"]), name, day),
            ServeNotice(contract, "breach", name, day, chance.choice([None, later])),
        ]
    )


def assert_sound() -> None:
    """What must be so of the registers, whatever was decided."""
    for practice in Practice.objects.exclude(closed_by=""):
        after = Q(ends_on__isnull=True) | Q(ends_on__gt=practice.closed_on)
        for model in (Site, Membership, Boundary, ListClosure):
            assert not model.objects.filter(after, practice=practice).exists(), (practice, model)
        assert not Contract.objects.filter(after, practices=practice).exists(), practice
        assert practice.status == "C"
    for contract in Contract.objects.all():
        assert contract.practices.exists()
        assert contract.followed_by.count() <= 1
        for follower in contract.followed_by.all():
            assert contract.ends_on == follower.starts_on - timedelta(days=1)


@pytest.mark.parametrize("seed", range(3))
def test_decisions_at_random_are_made_whole_or_refused_and_leave_the_registers_sound(seed):
    chance = random.Random(seed)
    scene = a_scene()
    for number in range(4, 8):
        practice = a_practice(f"H8500{number}", f"SURGERY {number}", scene["ccg"], patients=number)
        a_branch(practice, f"Branch {number}", starts_on=some_day(chance, SINCE))
        a_contract(practice, *([scene["two"]] if number % 2 else []), holder=f"Drs {number}")
    done = 0
    for _ in range(STEPS):
        changes = [a_change(chance) for _ in range(chance.choice([1, 1, 1, 2, 3]))]
        before, known = everything(), load_known(changes)
        told = [words(change, known) for change in changes]
        expected = cannot(changes, known, FIRST)
        if expected:
            with pytest.raises(CannotChange) as caught:
                made(*changes)
            assert caught.value.sentences == list(dict.fromkeys(expected)), changes
            assert everything() == before
            continue
        made(*changes)
        assert all(sentence.endswith(".") for sentence in told)
        done += 1
        assert_sound()
        if not any(isinstance(change, DispersePatients) for change in changes):
            with pytest.raises(CannotChange):  # once made, it is not made again
                made(*changes)
    assert done > 3
    reasons = {row.history.first().history_change_reason for row in Practice.objects.exclude(closed_by="")}
    assert reasons <= {REASON}
