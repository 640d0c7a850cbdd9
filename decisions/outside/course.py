"""The course of a matter: its five days, its clocks, what is to be done and its steps, as a section of its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.urls import reverse

from committees.kinds import KINDS
from committees.kinds.table.shared import SCRUTINY
from committees.rights.reasons import Source
from committees.rights.words import day_words, lower_first
from committees.terms import Act
from decisions.life.entries import CHALLENGES
from decisions.life.letters import Addressee, addressees
from decisions.life.standing import Standing, overdue, standing_of
from decisions.life.steps import Told
from decisions.models import LifeEntry
from decisions.outside.gate import may_outside
from decisions.outside.sections import Asks, Line, Section
from practices import clock

KEY = "course"


@dataclass(frozen=True)
class Link:
    """Where a step can be recorded, or a letter read. ``sent``: when it was sent, in words."""

    words: str
    address: str
    sent: str = ""


@dataclass(frozen=True)
class CourseTold:
    """What the section's own templates show. ``steps``: what can be recorded now; ``letters``: which can be written."""

    standing: Standing
    clocks: tuple[tuple[str, str, tuple[str, str]], ...]
    patients: tuple[str, ...]
    steps: tuple[Link, ...]
    letters: tuple[Link, ...]
    of_parts: bool


def section(asks: Asks) -> Section | None:
    """How the matter went so far; nothing where nothing is on record of it and the reader records nothing."""
    record = asks.record
    stands = standing_of(record)
    keeps = bool(may_outside(Act.KEEP_LIFE, asks.actor, record))
    if not stands.course.steps and not stands.course.struck and not stands.decided and not keeps:
        return None
    lines = [*_lines(stands, asks, keeps), *_struck(stands)]
    return Section(
        key=KEY,
        title="Course of the matter",
        said=_withdrawn(stands),
        lines=tuple(lines),
        sources=_sources(stands),
        template="decisions/outside/course.html",
        foot="decisions/outside/course_foot.html",
        told=CourseTold(
            standing=stands,
            clocks=tuple((each.words, each.since, each.state(asks.today)) for each in stands.clocks),
            patients=(*_patients(stands), *_unreasoned(stands)),
            steps=tuple(_offered(stands, record.row.pk)) if keeps else (),
            letters=tuple(_letters(stands, record.row.pk, keeps)),
            of_parts=len(stands.days) > 1,
        ),
    )


def _withdrawn(stands: Standing) -> tuple[str, ...]:
    on = stands.course.withdrawn_on
    return (f"It was withdrawn on {day_words(on)}: no vote is taken on it, and it goes on no agenda.",) if on else ()


def _unreasoned(stands: Standing) -> Iterator[str]:
    """What was refused, and why nobody has told in writing yet."""
    for made in stands.decided:
        if made.refused and not made.reason and stands.course.first("reasons", made.limb) is None:
            of = f" of part ({made.letter})" if made.letter else ""
            yield f"The reasons for the refusal{of} are not on record in writing."


def _patients(stands: Standing) -> Iterator[str]:
    """How patients were involved and whether scrutiny was asked, where the kind expects it and nothing tells it yet."""
    kind = KINDS.get(stands.matter.kind)
    if kind is None:
        return
    if kind.engagement and not stands.course.of("engaged"):
        yield f"How patients were involved is not on record. What is expected: {lower_first(kind.engagement)}"
    if SCRUTINY in kind.consultees and not stands.course.of("scrutiny_asked"):
        yield "That scrutiny was asked whether the change is substantial is not on record."


def _offered(stands: Standing, committee: int) -> Iterator[Link]:
    for step in stands.offered():
        yield Link(step.press, reverse("new_step", args=[committee, stands.matter.pk, step.key]))


def _letters(stands: Standing, committee: int, keeps: bool) -> Iterator[Link]:
    if not keeps or not stands.decided:
        return
    sent = {told.row.party: told.row.on_day for told in stands.course.of("letter")}
    for to in addressees(stands):
        address = reverse("letter", args=[committee, stands.matter.pk, to.slug])
        on = sent.get(to.name)
        yield Link(_letter_words(to), address, f"sent on {day_words(on)}" if on else "")


def _letter_words(to: Addressee) -> str:
    return f"To {to.name}, who applied" if to.applied else f"To {to.name}, consulted"


# --- The steps ---
def _lines(stands: Standing, asks: Asks, keeps: bool) -> Iterator[Line]:
    """Each step with what answers it; an answer has no line of its own."""
    committee, matter = asks.record.row.pk, asks.record.matter.pk
    for told in stands.course.steps:
        if told.question is not None:
            continue
        answer = stands.course.by_key[told.answer.pk] if told.answer is not None else None
        links = list(_links(told, committee, matter)) if keeps else []
        if answer is not None and keeps:
            links += _links(answer, committee, matter)
        yield Line(
            text=_text(told, stands),
            when=_when(told.row),
            details=(*_details(told, stands), *(_answer(answer, stands) if answer is not None else ())),
            tag=_tag(told, asks.today),
            links=tuple(links),
        )


def _text(told: Told, stands: Standing) -> str:
    row, step = told.row, told.step
    head = f"{step.label}{f', {told.of_part}' if told.of_part else ''}"
    chosen = _chosen(told, stands)
    more = "; ".join(filter(None, [row.party, chosen]))
    return f"{head}: {more}" if more else head


def _chosen(told: Told, stands: Standing) -> str:
    if not told.row.answer:
        return ""
    if told.row.entry == "kept":
        kind = KINDS.get(stands.matter.kind)
        found = (
            next((each.label for each in kind.clocks if each.key == told.row.answer), "") if kind is not None else ""
        )
        return lower_first(found) or told.row.answer
    return told.step.chosen(told.row.answer)


def _when(row: LifeEntry) -> str:
    by = f" by {row.by.name}" if row.by else ""
    entered = entered_on(row)
    return f"{day_words(row.on_day)}{f', recorded on {day_words(entered)}{by}' if entered != row.on_day else ''}."


def entered_on(row: LifeEntry) -> date:
    """The day on which a step was entered."""
    return row.recorded_at.astimezone(clock.LONDON).date()


def _details(told: Told, stands: Standing) -> Iterator[str]:
    row, step = told.row, told.step
    if row.text and row.entry != "letter":
        yield row.text
    if row.due_on is not None:
        yield f"{step.due}: {day_words(row.due_on)}."
    for before, after in pairwise((*told.before, row)):
        yield f"Corrected on {day_words(entered_on(after))}: {after.reason} Before: {_before(told, before)}"


def _before(told: Told, row: LifeEntry) -> str:
    said = [row.party, told.step.chosen(row.answer), row.text, day_words(row.on_day)]
    due = f"{told.step.due.lower()} {day_words(row.due_on)}" if row.due_on is not None else ""
    return "; ".join(filter(None, [*said, due])) + "."


def _answer(told: Told, stands: Standing) -> Iterator[str]:
    yield f"{_text(told, stands)}, {_when(told.row)}"
    yield from _details(told, stands)


def _tag(told: Told, today: date) -> tuple[str, str] | None:
    if told.row.entry == "withdrawn":
        return ("withdrawn", "red")
    if told.row.entry not in ("consulted", "scrutiny_asked", "action", "instruction", "challenge"):
        return None
    if told.answer is not None:
        late = told.row.due_on is not None and told.answer.on_day > told.row.due_on
        done = "done" if told.row.entry in ("action", "instruction") else "answered"
        return (f"{done} late", "orange") if late else (done, "green")
    if overdue(told, today):
        return ("overdue", "red")
    return ("open", "blue")


def _links(told: Told, committee: int, matter: int) -> Iterator[tuple[str, str]]:
    if told.row.entry == "letter":
        yield "Read the letter as it was sent", reverse("letter", args=[committee, matter, f"sent-{told.row.pk}"])
    elif not told.step.by_hand:
        return
    about = f": {told.row.party}" if told.row.party else ""
    yield f"Correct “{told.step.label}{about}”", reverse("correct_step", args=[committee, matter, told.row.pk])


def _struck(stands: Standing) -> Iterator[Line]:
    for told in stands.course.struck:
        reason = f"Recorded by mistake: {told.row.reason}"
        yield Line(text=f"Not so: {_before(told, told.before[-1])}", when=reason, tag=(told.step.label.lower(), "grey"))


def _sources(stands: Standing) -> tuple[Source, ...]:
    """What the steps and clocks rest on, each named once."""
    steps = [CHALLENGES.get(told.row.answer, told.step.source) for told in stands.course.steps]
    return tuple(dict.fromkeys([*(each.clock.source for each in stands.clocks), *steps]))
