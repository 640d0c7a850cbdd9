"""What was decided changes the registers: once, by the timed command, when everything that must pass has passed.

Everything of one part in one transaction, the act last: the registers and the book say the same, or neither says it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from committees.kinds import KINDS
from committees.models import Sitting
from committees.rights.taking_effect import is_held, takes_effect
from committees.rights.words import day_words, lower_first
from decisions.book import Book
from decisions.effects.belonging import of_others
from decisions.effects.grounds import Part, decided_words, load_parts
from decisions.effects.letters import write_held_letters
from decisions.effects.planned import held_late
from decisions.effects.ready import State
from decisions.models import (
    Announcement,
    EffectApplied,
    EffectHeld,
    EffectOn,
    Limb,
    OutsideAct,
    OutsideDecision,
    PublishedOutcome,
    Resolution,
)
from practices import clock
from practices.changes import Change
from practices.changes.known import load_known
from practices.changes.making import CannotChange, Made, make


def may_take_effect() -> QuerySet[Limb]:
    """The parts of matters that would change a register, that were decided somehow, and that have not taken effect."""
    kinds = [kind.key for kind in KINDS.values() if kind.changes_something]
    announced = Announcement.objects.standing().filter(resolution__limb=OuterRef("pk"))
    published = PublishedOutcome.objects.filter(resolution__limb=OuterRef("pk"))
    outside = OutsideDecision.objects.filter(matter=OuterRef("matter"))
    rows = Limb.objects.filter(Q(Exists(announced)) | Q(Exists(published)) | Q(Exists(outside)))
    return rows.filter(matter__kind__in=kinds, effect__isnull=True)


def due(today: date) -> list[int]:
    """The parts (keys) that take effect by ``today``, and those that are to be held, the earliest decided first."""
    parts = load_parts(may_take_effect(), today).values()
    found = [part for part in parts if _is_due(part, today)]
    return [part.limb.pk for part in sorted(found, key=_order)]


def _is_due(part: Part, today: date) -> bool:
    answer = part.answer
    ready = answer.state is State.READY and answer.day is not None and answer.day <= today
    return part.effect is None and (ready or answer.state is State.UNLIKE)


def _order(part: Part) -> tuple:
    """By the day from which it holds, and then as it was decided: of two that cannot both be, the first is made."""
    return part.answer.day or date.max, max(each.moment for each in part.answer.grounds), part.limb.pk


def take_effect(limb: int, today: date) -> EffectApplied | EffectHeld | None:
    """Let a part take effect by ``today``, or hold it; None where there is nothing to do, or it was done meanwhile.

    Under the lock of the books, and of the sittings, of everybody who decided: no result is taken back meanwhile.
    """
    with transaction.atomic():
        first = _part(limb, today)
        if first is None:
            return None
        books = {key: Book(key) for key in sorted({each.committee for each in first.grounds})}
        sat = list(Resolution.objects.filter(limb=limb).values_list("sitting", flat=True))
        list(Sitting.objects.select_for_update().filter(pk__in=sat).order_by("pk"))
        part = _part(limb, today)
        if part is None or part.answer.committee not in books:
            return None
        book = books[part.answer.committee]
        if part.answer.state is State.UNLIKE or part.answer.day is None:
            return _hold(book, part, part.answer.sentences, today)
        day = today if part.limb.pk in held_late([part]) else part.answer.day
        changes = part.answer.since(day)
        elsewhere = _of_others(part, changes, day)
        if elsewhere:
            return _hold(book, part, elsewhere, today)
        try:
            made = make(changes, day=day, reason=_reason(part), source=_source(part))
        except CannotChange as why:
            return _hold(book, part, tuple(why.sentences), today)
        return _applied(book, part, made, day)


def _of_others(part: Part, changes: Collection[Change], day: date) -> tuple[str, ...]:
    grounds = part.answer.grounds
    ccgs = {code for each in grounds for code in each.ccgs}
    return of_others(changes, load_known(changes, day), ccgs, [each.decided_on for each in grounds], day)


def _part(limb: int, today: date) -> Part | None:
    found = load_parts([limb], today).get(limb)
    return found if found is not None and _is_due(found, today) else None


def _reason(part: Part) -> str:
    """In a line, for the history of every row: which decision changed it. Names no matter: the register is public."""
    return f"Decided by {decided_words(part.answer.grounds)}"


def _source(part: Part) -> str:
    kind = KINDS[part.limb.matter.kind]
    return f"Decision ({lower_first(kind.label)}) of {decided_words(part.answer.grounds)}."


def _applied(book: Book, part: Part, made: Made, day: date) -> EffectApplied:
    verdict = takes_effect(day, tuple(f"decided by {each.what}" for each in part.answer.grounds))
    act = EffectApplied(
        limb=part.limb,
        on_day=day,
        decided_by=[[each.kind, each.key] for each in part.answer.grounds],
        changes=list(made.words),
    )
    _write(book, part, act, verdict)
    for practice in sorted(made.practices):
        EffectOn.objects.create(effect=act, practice_id=practice)
    return act


def _hold(book: Book, part: Part, sentences: tuple[str, ...], today: date) -> EffectHeld | None:
    """Written once for each reason, and told to the secretaries of everybody who decided."""
    reason = " ".join(sentences)
    if EffectHeld.objects.filter(limb=part.limb, reason=reason).exists():
        return None
    act = EffectHeld(limb=part.limb, reason=reason)
    _write(book, part, act, is_held(sentences))
    write_held_letters(act, part, today)
    return act


def _write(book: Book, part: Part, act: OutsideAct, verdict) -> None:
    act.matter = part.limb.matter
    act.happened_at = clock.now()
    act.verdict = verdict.as_data()
    book.write(act)


def told(act: EffectApplied | EffectHeld) -> str:
    """What was written, in a sentence, for who runs the timed command. It names no matter."""
    part = f", part ({act.limb.letter})" if act.limb.letter else ""
    whose = f"{act.committee.short_name}, matter {act.matter_id}{part}"
    if isinstance(act, EffectApplied):
        return f"{whose}: in effect since {day_words(act.on_day)}."
    return f"{whose}: cannot take effect as the registers are. {act.reason}"
