"""Recording the steps of a matter, and putting a step right that was recorded wrongly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.rights.words import listed
from committees.terms import Act, Outcome
from decisions.actions.outside.bench import OutsideBench, in_book
from decisions.gate import require
from decisions.life.decided import decided_parts, parts_of, voting_is_open
from decisions.life.entries import NOT_SO, STEPS, Step, sort_of
from decisions.life.letters import letter_named
from decisions.life.rules import Known, Said, wrong_with
from decisions.life.standing import standing_of
from decisions.life.steps import Course, Told, course_of
from decisions.models import LifeEntry
from decisions.outside.gate import may_outside
from decisions.outside.in_meetings import decided_already, decisions_on
from practices import clock

NO_SORT = "There is no such step to record."
NO_LETTER = "There is no such letter to send: nothing is decided yet, or nobody of this name applied or was consulted."
NO_STEP = "There is no such step of this matter."
DECIDED = "It is decided already, and what is decided is not withdrawn: undoing it is another decision."
PART_DECIDED = (
    "Part {} {} carried already, and what is decided is not withdrawn: decide the other parts, or reject them."
)
VOTING = "A vote on it is open: announce its result, or withdraw the motion, first."


def keep_step(*, actor: Actor, committee: int, matter: int, entry: str, said: Said) -> LifeEntry:
    """Record a step of a matter in the committee's book: ``entry`` is the key of its sort.

    On a day that has come, not before the matter began, an answer not before its question: see ``decisions.life.rules``.
    """
    with in_book(actor, committee, matter) as bench:
        verdict = require(may_outside(Act.KEEP_LIFE, actor, bench.record))
        step = STEPS.get(entry)
        if step is None or not step.by_hand:
            raise ValidationError(NO_SORT)
        known = _known(bench)
        said = _trimmed(step, said)
        problems = [*wrong_with(step, said, known), *(_not_withdrawn(bench) if entry == "withdrawn" else ())]
        if problems:
            raise ValidationError(problems)
        asked = known.course.by_key[said.answers].row.pk if said.answers else None
        return _write(bench, _row(step.key, said, answers_id=asked), verdict)


def correct_step(*, actor: Actor, committee: int, matter: int, step: int, reason: str, said: Said | None) -> LifeEntry:
    """Put a step (its key) right, with the reason. ``said`` None: it was not taken at all. Both stay in the record."""
    with in_book(actor, committee, matter) as bench:
        verdict = require(may_outside(Act.KEEP_LIFE, actor, bench.record))
        known = _known(bench)
        told = _to_correct(known.course, step)
        if not reason.strip():
            raise ValidationError(
                "Say why it is corrected: both what was said and what is said now stay in the record."
            )
        if said is None:
            return _write(bench, _struck(told, reason), verdict)
        sort = sort_of(told.row.entry)
        if not sort.by_hand:
            raise ValidationError(f"“{sort.label}” was written from the record, and its words stay.")
        said = replace(_trimmed(sort, said), answers=None)
        problems = wrong_with(sort, said, known, corrected=told)
        if not problems and said == _said(told.row):
            problems = ["Nothing is changed. Give what was so."]
        if problems:
            raise ValidationError(problems)
        row = _row(sort.key, said, answers_id=told.row.answers_id, replaces=told.row, reason=reason.strip())
        return _write(bench, row, verdict)


def send_letter(*, actor: Actor, committee: int, matter: int, to: str) -> LifeEntry:
    """Record that a letter about what was decided was sent today, with its words as the record makes them now.

    ``to``: the name of its addressee in addresses, see ``decisions.life.letters``.
    """
    with in_book(actor, committee, matter) as bench:
        verdict = require(may_outside(Act.KEEP_LIFE, actor, bench.record))
        found = letter_named(standing_of(bench.record), bench.record.row, to)
        if found is None or found[1] is None:
            raise ValidationError(NO_LETTER)
        letter, _ = found
        row = _row("letter", Said(on_day=bench.record.day, party=letter.to, text=letter.text))
        return _write(bench, row, verdict)


def _known(bench: OutsideBench) -> Known:
    record = bench.record
    return Known(
        matter=record.matter,
        limbs=tuple(parts_of(record.matter.pk)),
        course=course_of(record.row.pk, record.matter.pk),
        decided=tuple(decided_parts(record)),
        today=record.day,
    )


def _not_withdrawn(bench: OutsideBench) -> list[str]:
    """Why a matter cannot be withdrawn any more."""
    where = (bench.record.row.pk, bench.record.matter.pk)
    decided = [DECIDED] if decided_already(*where) else _carried(*where)
    return [*decided, *([VOTING] if voting_is_open(*where) else [])]


def _carried(committee: int, matter: int) -> list[str]:
    """What of the matter is carried, while other parts wait still."""
    acts = [act for act in decisions_on(committee, matter) if act.outcome != Outcome.NOT_CARRIED]
    letters = sorted({f"({act.resolution.limb.letter})" for act in acts})
    return [PART_DECIDED.format(listed(letters), "are" if len(letters) > 1 else "is")] if letters else []


def _to_correct(course: Course, step: int) -> Told:
    told = course.by_key.get(step)
    if told is None:
        raise ValidationError(NO_STEP)
    if told.row.pk != step:
        raise ValidationError("It was corrected already. Look at the page again, and correct the words that stand.")
    if told.row.entry not in STEPS or told.row.entry == "signed_off":
        raise ValidationError(NO_SORT)
    return told


def _struck(told: Told, reason: str) -> LifeEntry:
    """The same step again, as one that was not taken."""
    if told.answer is not None:
        raise ValidationError(f"“{sort_of(told.answer.entry).label}” belongs to it. Say first that this was not so.")
    row = _row(told.row.entry, replace(_said(told.row), answer=NOT_SO), answers_id=told.row.answers_id)
    row.replaces, row.reason = told.row, reason.strip()
    return row


def _said(row: LifeEntry) -> Said:
    return Said(
        on_day=row.on_day, party=row.party, text=row.text, answer=row.answer, due_on=row.due_on, limb=row.limb_id
    )


def _trimmed(step: Step, said: Said) -> Said:
    """What this sort of step asks for, and nothing else; without space around."""
    return Said(
        on_day=said.on_day,
        party=said.party.strip() if step.party else "",
        text=said.text.strip() if step.text else "",
        answer=said.answer if step.choice else "",
        due_on=said.due_on if step.due else None,
        limb=said.limb,
        answers=said.answers if step.answers else None,
    )


def _row(entry: str, said: Said, **more) -> LifeEntry:
    return LifeEntry(
        entry=entry,
        on_day=said.on_day,
        party=said.party,
        text=said.text,
        answer=said.answer,
        due_on=said.due_on,
        limb_id=said.limb,
        **more,
    )


def _write(bench: OutsideBench, row: LifeEntry, verdict: Verdict) -> LifeEntry:
    """Its time is not asked for: of a day that is over it is that day."""
    day: date = row.on_day
    bench.when = clock.now() if day == clock.today() else datetime.combine(day, time(), tzinfo=clock.LONDON)
    return bench.write(row, verdict)
