"""What an account may do for others. The only module that asks django-guardian (models/accounts.py
has the table of its grants).

A power needs both a post in force and guardian's grant. Nothing here reads ``is_staff`` or
``is_superuser``, and nothing here lets anybody vote.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from guardian.shortcuts import assign_perm, remove_perm

from committees.models import Account, Committee, CommitteePermission, Person, Post
from committees.models.accounts import POWERS_OF_POST, Absence, PostKind
from committees.terms import Power

NOTHING: frozenset[Power] = frozenset()


@dataclass(frozen=True)
class Actor:
    """Who asks: an account, whose it is, and its powers on each committee on a day.

    ``offices``: of NHS England, that it holds on each; ``offices_there``: those of which somebody with the power is there
    that day. ``tells``: it is an import, and tells what others did.
    """

    account: Account | None = None
    person: int | None = None
    name: str = "somebody who is not signed in"
    powers: dict[int, frozenset[Power]] = field(default_factory=dict)
    offices: dict[int, frozenset[str]] = field(default_factory=dict)
    offices_there: dict[int, frozenset[str]] = field(default_factory=dict)
    tells: bool = False

    def on(self, committee: int) -> frozenset[Power]:
        """The powers on one committee."""
        return self.powers.get(committee, NOTHING)


def actor_for(account, day: date) -> Actor:
    """The account as the gate takes it. At most three queries, two more for one with NHS England's powers.

    None for an anonymous visitor.
    """
    if account is None or not account.is_authenticated or not account.is_active:
        return Actor()
    person = Person.objects.filter(account=account).first()
    powers = powers_of(account, day)
    national = [committee for committee, held in powers.items() if Power.VETO in held]
    officers = officers_on(national, day) if national else {}
    return Actor(
        account=account,
        person=person.pk if person else None,
        name=person.name if person else str(account),
        powers=powers,
        offices={on: frozenset(o.office for o in found if o.account == account.pk) for on, found in officers.items()},
        offices_there={on: frozenset(o.office for o in found if o.there) for on, found in officers.items()},
    )


@dataclass(frozen=True)
class Officer:
    """Somebody who exercises NHS England's powers on a committee, in which office, and whether they are there that day."""

    account: int
    office: str
    there: bool


def officers_on(committees: Iterable[int], day: date) -> dict[int, list[Officer]]:
    """NHS England's officers on each committee: post in force on ``day``, grant and active account. Two queries."""
    away = set(Absence.objects.in_force_on(day).values_list("account", flat=True))
    posts = Post.objects.filter(
        committee__in=list(committees), kind=PostKind.NHS_ENGLAND_OFFICER.value, account__is_active=True
    ).in_force_on(day)
    granted = CommitteePermission.objects.filter(
        user=OuterRef("account"), content_object=OuterRef("committee"), permission__codename=Power.VETO.value
    )
    found: dict[int, list[Officer]] = defaultdict(list)
    for post in posts.filter(Exists(granted)).order_by("committee", "pk"):
        found[post.committee_id].append(Officer(post.account_id, post.office, post.account_id not in away))
    return found


#: What an import needs to write a meeting's record as a file tells it. Never anybody's own account.
IMPORTS = frozenset({Power.RUN_BUSINESS, Power.RECORD, Power.VETO})


def importing_actor(committees: Iterable[int]) -> Actor:
    """The hand of an import, for the committees that sit in a meeting which the same transaction makes from a file.

    The operator's import of interests has it too, for every committee: it declares what people declared, and no more.

    It has no account and no person: it records what others did, and each of its acts carries the file's line.
    """
    return Actor(name="the import", powers=dict.fromkeys(committees, IMPORTS), tells=True)


def powers_of(account: Account, day: date) -> dict[int, frozenset[Power]]:
    """For each committee, the powers that a post in force on ``day`` carries *and* guardian has granted. Two queries."""
    by_post: dict[int, set[Power]] = defaultdict(set)
    for post in Post.objects.filter(account=account).in_force_on(day):
        by_post[post.committee_id] |= POWERS_OF_POST[PostKind(post.kind)]
    if not by_post:
        return {}
    granted: dict[int, set[str]] = defaultdict(set)
    rows = CommitteePermission.objects.filter(user=account).values_list("content_object_id", "permission__codename")
    for committee, codename in rows:
        granted[committee].add(codename)
    return {
        committee: frozenset(power for power in powers if power.value in granted[committee])
        for committee, powers in by_post.items()
    }


@transaction.atomic
def appoint_to_post(
    *,
    account: Account,
    committee: Committee,
    kind: PostKind,
    starts_on: date,
    ends_on: date | None = None,
    office: str = "",
) -> Post:
    """Give an account a dated post on a committee, and the grants that go with it.

    ``office``: what the terms of reference call it, where they name who holds a power of NHS England.
    """
    post = Post(
        account=account, committee=committee, kind=kind.value, starts_on=starts_on, ends_on=ends_on, office=office
    )
    post.full_clean()
    post.save()
    for power in POWERS_OF_POST[kind]:
        assign_perm(power.value, account, committee)
    return post


@transaction.atomic
def end_post(*, post: Post, last_day: date, on: date | None = None) -> Post:
    """End a post on ``last_day`` and, where that is over by ``on``, withdraw the grants that no other post carries.

    ``on`` None: the day after, when it is over. A post that ends later keeps its grants until then; a grant that
    outlives its post is harmless, for a power needs both.
    """
    on = on or last_day + timedelta(days=1)
    if last_day < post.starts_on:
        raise ValidationError("A post cannot end before it began. Choose a later last day.")
    post.ends_on = last_day
    post.full_clean()
    post.save()
    running = [row for row in Post.objects.filter(account=post.account, committee=post.committee) if _runs(row, on)]
    still = frozenset().union(*(POWERS_OF_POST[PostKind(row.kind)] for row in running))
    for power in POWERS_OF_POST[PostKind(post.kind)] - still:
        remove_perm(power.value, post.account, post.committee)
    return post


def _runs(post: Post, on: date) -> bool:
    """Whether a post is in force on the day, or will be."""
    return post.ends_on is None or post.ends_on >= on
