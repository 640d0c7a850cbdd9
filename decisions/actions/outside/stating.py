"""Stating the facts of a matter and of its parts, as its kind of decision asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.kinds import DecisionKind
from committees.kinds.declared import FactType
from committees.kinds.facts import keep, wrong
from committees.models import Sitting
from committees.powers import Actor
from committees.rights.words import listed, lower_first
from committees.terms import Act
from decisions.actions.matching import open_items, recheck
from decisions.book import Book
from decisions.gate import require
from decisions.models import Limb, Matter
from decisions.outside.facts import OutsideRecord, load_outside
from decisions.outside.gate import may_outside
from decisions.stated.naming import keys_in, names_of
from decisions.stated.staying import stays
from decisions.stated.telling import kind_of
from practices import clock
from practices.models import Contract, Practice, Site

NO_KIND = "This matter is of no kind of decision that asks for facts. Its kind is set before anything relies on it."
NO_PART = "There is no such part of this matter."
SOMEBODY_ELSE = (
    "Somebody else stated these facts meanwhile. Look at what they are now, and state what is to be different."
)
SAY_WHY = "Say why it changes: {what} {was} stated already, and the history keeps the reason."
NOT_ON_RECORD = "{label}: what was chosen is not on record. Choose it from the list."


def state_facts(
    *,
    actor: Actor,
    committee: int,
    matter: int,
    facts: Mapping[str, Any],
    limb: int | None = None,
    applicant: Any = ...,
    reason: str = "",
    unchanged: Any = None,
) -> Matter:
    """State facts of a matter, or of its part ``limb``: values by the keys of its kind's facts, None for not stated.

    What is not named stays as it is. ``applicant``: the practice that applies, None for none. ``reason``: demanded where
    something that was stated changes. ``unchanged``: asked of the row, whether it is as the asker saw it. Practices and
    providers that are named become those of the matter, and the registers are asked again for conflicts on it.
    """
    with stating(actor, committee, matter) as record:
        row, kind = record.matter, _kind(record.matter)
        part = part_of(row, limb) if limb is not None else None
        of: Matter | Limb = part or row
        if unchanged is not None and not unchanged(of):
            raise ValidationError(SOMEBODY_ELSE)
        stated = with_facts(kind, of, facts)
        new_applicant = row.applicant_id if applicant is ... or part is not None else applicant
        if stated == of.facts and new_applicant == row.applicant_id:
            return row
        _refuse_settled(row, limb)
        _refuse_wrong(kind, row, part, stated)
        _refuse_without_reason(kind, of.facts, stated, reason)
        of.facts = stated
        if part is None:
            row.applicant = _practice(new_applicant)
        _keep(actor, of, reason or "Facts stated")
        if part is not None:
            part.matter = row
        brought = _concerned(kind, stated, new_applicant if part is None else None)
        bring_in(actor, row, *brought)
        return row


@contextmanager
def stating(actor: Actor, committee: int, matter: int) -> Iterator[OutsideRecord]:
    """The matter under the lock of the committee's book and of every meeting that has it before it, if the gate lets it."""
    with transaction.atomic():
        Book(committee)
        waiting = Sitting.objects.filter(purposes__item__matter=matter, closed__isnull=True).values_list(
            "pk", flat=True
        )
        list(Sitting.objects.select_for_update().filter(pk__in=list(waiting)).order_by("pk"))
        Matter.objects.select_for_update().filter(pk=matter).first()
        record = load_outside(committee, matter, clock.today(), also=[actor.person])
        require(may_outside(Act.STATE_FACTS, actor, record))
        yield record


def part_of(matter: Matter, limb: int) -> Limb:
    """A part of this matter; ValidationError where it is another's, or not there."""
    found = matter.limbs.filter(pk=limb).first()
    if found is None:
        raise ValidationError(NO_PART)
    return found


def _kind(matter: Matter) -> DecisionKind:
    kind = kind_of(matter)
    if kind is None:
        raise ValidationError(NO_KIND)
    return kind


def with_facts(kind: DecisionKind, of: Matter | Limb, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts as they are to be kept. ValidationError for one that the kind does not ask for here."""
    part = isinstance(of, Limb)
    found = dict(of.facts)
    for key, value in facts.items():
        fact = kind.fact(key)
        if fact is None or fact.part is not part:
            raise ValidationError(f"“{key}” is no fact that {kind.label} asks for here.")
        kept = keep(fact, value)
        found.pop(key, None)
        if kept is not None:
            found[key] = kept
    return found


def _refuse_settled(matter: Matter, limb: int | None) -> None:
    why = stays(matter.pk, list(matter.limbs.values_list("pk", flat=True))).why(limb)
    if why:
        raise ValidationError(why)


def refuse_unknown(kind: DecisionKind, stated: Mapping[str, Any]) -> None:
    """ValidationError for what is not on record."""
    keys = keys_in(kind, stated)
    names = names_of(keys, clock.today())
    lost = {of for of, wanted in keys.items() for key in wanted if (of, key) not in names}
    if lost:
        labels = [fact.label for fact in kind.facts if fact.type in lost or _is_list_of(fact.type, lost)]
        raise ValidationError([NOT_ON_RECORD.format(label=label) for label in labels])


def _is_list_of(of: FactType, lost: set[FactType]) -> bool:
    return of is FactType.PRACTICES and FactType.PRACTICE in lost


def _refuse_wrong(kind: DecisionKind, matter: Matter, part: Limb | None, stated: dict[str, Any]) -> None:
    """What would be wrong with it and is not wrong already: what is wrong elsewhere does not keep one from mending this."""
    refuse_unknown(kind, stated)
    if part is not None:
        before, after = wrong(kind, matter.facts, part.facts), wrong(kind, matter.facts, stated)
    else:
        parts = [limb.facts for limb in matter.limbs.all()] or [{}]
        before = tuple(each for facts in parts for each in wrong(kind, matter.facts, facts))
        after = tuple(each for facts in parts for each in wrong(kind, stated, facts))
    found = [sentence for sentence in dict.fromkeys(after) if sentence not in before]
    if found:
        raise ValidationError(found)


def _refuse_without_reason(kind: DecisionKind, before: dict[str, Any], after: dict[str, Any], reason: str) -> None:
    if reason.strip():
        return
    changed = [fact.label for fact in kind.facts if fact.key in before and before[fact.key] != after.get(fact.key)]
    if changed:
        what = listed(lower_first(label) for label in changed)
        raise ValidationError(SAY_WHY.format(what=f"“{what}”", was="was" if len(changed) == 1 else "were"))


def _practice(key: int | None) -> Practice | None:
    if key is None:
        return None
    found = Practice.objects.filter(pk=key).first()
    if found is None:
        raise ValidationError(NOT_ON_RECORD.format(label="Practice that applies"))
    return found


def _keep(actor: Actor, of: Matter | Limb, reason: str) -> None:
    """Save with its history: who, and why."""
    of.full_clean()
    of._history_user, of._change_reason = actor.account, reason.strip()[:100]
    of.save()


def _concerned(kind: DecisionKind, stated: Mapping[str, Any], applicant: int | None) -> tuple[set[int], set[int]]:
    """The practices and providers that facts name: also those of sites and contracts."""
    keys = keys_in(kind, stated)
    practices = {*keys.get(FactType.PRACTICE, ()), *([applicant] if applicant is not None else [])}
    if sites := keys.get(FactType.SITE):
        practices |= set(Site.objects.filter(pk__in=sites).values_list("practice", flat=True))
    providers = set(keys.get(FactType.PROVIDER, ()))
    for contract in Contract.objects.filter(pk__in=keys.get(FactType.CONTRACT, ())).prefetch_related("practices"):
        covered = {practice.pk for practice in contract.practices.all()}
        practices |= covered
        providers |= set() if covered else {contract.provider_id}
    return practices, providers


def bring_in(actor: Actor, matter: Matter, practices: set[int], providers: set[int]) -> None:
    """They are the matter's from now on, and the registers are asked at once for conflicts of interest in them."""
    strange = practices - {row.pk for row in matter.practices.all()}
    others = providers - {row.pk for row in matter.providers.all()}
    if not strange and not others:
        return
    matter._history_user, matter._change_reason = actor.account, "Named in its facts"
    matter.practices.add(*strange)
    matter.providers.add(*others)
    recheck(list(open_items().filter(matter=matter).values_list("pk", flat=True)), by=actor.account)


def concerned_by(kind: DecisionKind, stated: Mapping[str, Any]) -> tuple[set[int], set[int]]:
    """The practices and providers that the facts of a part name."""
    return _concerned(kind, stated, None)
