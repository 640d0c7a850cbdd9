"""The parts of a matter before they are voted on: adding one, and taking one off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.db.utils import IntegrityError

from committees.kinds import verb_misfit
from committees.kinds.facts import wrong
from committees.powers import Actor
from committees.terms import Verb
from decisions.actions.matching import open_items
from decisions.actions.outside.stating import bring_in, concerned_by, part_of, refuse_unknown, stating, with_facts
from decisions.actions.preparing import LETTERS
from decisions.facts import load_record
from decisions.models import AgendaItem, Limb, Matter, OutsideDecision, Resolution
from decisions.stated.telling import kind_of
from practices import clock

DECIDED = "It is decided already. Raise a new matter for what is left to decide."
BEGUN = (
    "A meeting on it has begun. Its motion is amended in the console; parts are added and taken off between meetings."
)
PUT_BEFORE = "It was put before a meeting as it is: that stays on record. Raise a new matter for what is new."
LAST_PART = "It is the only part of the matter: there is nothing to decide without it."
REFERRED_TO = "Something on record is about this part: it stays."


def add_part(
    *,
    actor: Actor,
    committee: int,
    matter: int,
    text: str,
    verb: Verb = Verb.APPROVE,
    facts: Mapping[str, Any] | None = None,
) -> Limb:
    """One more part of a matter, with its motion and, by the keys of its kind, its facts.

    It comes before every committee that is asked about the matter on an agenda to come. A matter in one piece then has a
    part (a) and a part (b).
    """
    with stating(actor, committee, matter) as record:
        row, limbs = record.matter, list(record.matter.limbs.order_by("pk"))
        if not text.strip():
            raise ValidationError("Write the words of the motion.")
        if wrong_verb := verb_misfit(row.kind, Verb(verb)):
            raise ValidationError(wrong_verb)
        _refuse_decided(row)
        items = _items_to_come(row)
        if any(not limb.letter for limb in limbs) and _put_before(row, items):
            raise ValidationError(PUT_BEFORE)
        _letter_the_first(actor, limbs)
        limb = Limb(matter=row, letter=_next_letter(limbs), text=text.strip(), verb=Verb(verb).value)
        _state(limb, facts or {})
        limb.full_clean()
        limb._history_user, limb._change_reason = actor.account, "Part added"
        limb.save()
        for item in items:
            for purpose in item.purposes.all():
                Resolution.objects.create(item=item, sitting_id=purpose.sitting_id, limb=limb)
        kind = kind_of(row)
        if kind is not None:
            bring_in(actor, row, *concerned_by(kind, limb.facts))
        return limb


def remove_part(*, actor: Actor, committee: int, matter: int, limb: int, reason: str) -> Matter:
    """Take a part off before it is voted on, with the reason. The letters of the others stay."""
    with stating(actor, committee, matter) as record:
        row, part = record.matter, part_of(record.matter, limb)
        if not reason.strip():
            raise ValidationError("Say why it is taken off: the history of the matter keeps it.")
        if row.limbs.count() == 1:
            raise ValidationError(LAST_PART)
        _refuse_decided(row)
        items = _items_to_come(row)
        if Resolution.objects.filter(limb=part).exclude(item__in=items).exists():
            raise ValidationError(PUT_BEFORE)
        _delete(actor, part, reason.strip()[:100])
        return row


def _delete(actor: Actor, part: Limb, reason: str) -> None:
    try:
        for row in (*part.resolutions.all(), *part.conditions.all()):
            row._history_user, row._change_reason = actor.account, reason
            row.delete()
        part._history_user, part._change_reason = actor.account, reason
        part.delete()
    except (ProtectedError, IntegrityError):
        raise ValidationError(REFERRED_TO) from None


def _refuse_decided(matter: Matter) -> None:
    if OutsideDecision.objects.filter(matter=matter).exists():
        raise ValidationError(DECIDED)


def _items_to_come(matter: Matter) -> list[AgendaItem]:
    """The items of meetings that have not begun; ValidationError where one is being held."""
    items = list(open_items().filter(matter=matter).select_related("meeting").prefetch_related("purposes"))
    held = AgendaItem.objects.filter(
        matter=matter, meeting__sittings__closed__isnull=True, meeting__date__lte=clock.today()
    )
    meetings = {item.meeting_id: item.meeting for item in [*items, *held.select_related("meeting")]}
    if any(record.begun and not record.closed for record in map(load_record, meetings.values())):
        raise ValidationError(BEGUN)
    return items


def _put_before(matter: Matter, items: list[AgendaItem]) -> bool:
    return AgendaItem.objects.filter(matter=matter).exclude(pk__in=[item.pk for item in items]).exists()


def _letter_the_first(actor: Actor, limbs: list[Limb]) -> None:
    for limb in limbs:
        if not limb.letter:
            limb.letter = LETTERS[0]
            limb._history_user, limb._change_reason = actor.account, "A second part was added"
            limb.save()


def _next_letter(limbs: list[Limb]) -> str:
    """The letter after the last; a letter that was taken off is not used again while a later one stands."""
    if not limbs:
        return ""
    known = [LETTERS.index(limb.letter) for limb in limbs if limb.letter in LETTERS]
    place = max(known, default=-1) + 1
    if place >= len(LETTERS):
        raise ValidationError(f"A matter has at most {len(LETTERS)} parts.")
    return LETTERS[place]


def _state(limb: Limb, facts: Mapping[str, Any]) -> None:
    kind = kind_of(limb.matter)
    if kind is None:
        return
    limb.facts = with_facts(kind, limb, facts)
    refuse_unknown(kind, limb.facts)
    before = wrong(kind, limb.matter.facts, {})
    found = [each for each in wrong(kind, limb.matter.facts, limb.facts) if each not in before]
    if found:
        raise ValidationError(found)
