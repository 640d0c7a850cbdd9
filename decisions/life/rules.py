"""What makes a step impossible as it is told, in sentences. Who may record it is the gate's answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from committees.rights.words import day_words, lower_first
from decisions.life.clocks import limits_of
from decisions.life.decided import Decided
from decisions.life.entries import Step
from decisions.life.steps import Course, Told
from decisions.models import LifeEntry, Limb, Matter

LONGEST_PARTY = 200
LONGEST_TEXT = 20_000
#: Before this day nothing in the product happened.
FIRST_DAY = date(1948, 7, 5)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of a step. ``limb``: the key of its part; ``answers``: of the step that it answers."""

    on_day: date
    party: str = ""
    text: str = ""
    answer: str = ""
    due_on: date | None = None
    limb: int | None = None
    answers: int | None = None


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the rules go by: the matter, its parts and its course, what is decided of it, and the day."""

    matter: Matter
    limbs: tuple[Limb, ...]
    course: Course
    decided: tuple[Decided, ...]
    today: date


def wrong_with(step: Step, said: Said, known: Known, corrected: Told | None = None) -> list[str]:
    """Everything that is wrong with a step, or with a correction of one (``corrected``); empty where it can be written."""
    return [
        *_words(step, said),
        *_choice(step, said, known),
        *_of_the_matter(step, said, known, corrected),
        *_days(step, said, known, corrected),
    ]


def choices_of(step: Step, matter: Matter) -> tuple[tuple[str, str], ...]:
    """What there is to choose from; the time limits are those of the matter's kind."""
    return tuple(limits_of(matter.kind)) if step.key == "kept" else step.choices


def began_on(matter: Matter, course: Course) -> date | None:
    """The first day of a matter: on which it was raised, or applied for; None where neither is known."""
    return min((each for each in (matter.raised_on, course.day("received")) if each is not None), default=None)


def _words(step: Step, said: Said) -> Iterator[str]:
    for name in ("party", "text", "due", "choice"):
        given = {"party": said.party, "text": said.text, "due": said.due_on, "choice": said.answer}[name]
        if name in step.needs and not given:
            yield f"Not told yet: {lower_first(getattr(step, name))}."
    if len(said.party) > LONGEST_PARTY:
        yield f"{step.party}: give {LONGEST_PARTY} characters at most."
    if len(said.text) > LONGEST_TEXT:
        yield f"{step.text}: give {LONGEST_TEXT:,} characters at most."


def _choice(step: Step, said: Said, known: Known) -> Iterator[str]:
    if said.answer and said.answer not in dict(choices_of(step, known.matter)):
        yield f"{step.choice or 'Answer'}: choose from the list."
    if said.limb is not None and (not step.part or said.limb not in {limb.pk for limb in known.limbs}):
        yield "Choose a part of this matter."


def _of_the_matter(step: Step, said: Said, known: Known, corrected: Told | None) -> Iterator[str]:
    """Whether there is room for it among the steps and decisions there are."""
    others = [told for told in known.course.of(step.key) if told is not corrected]
    same = [told for told in others if None in (said.limb, told.row.limb_id) or told.row.limb_id == said.limb]
    if step.once and same:
        day = day_words(same[0].row.on_day)
        yield f"“{step.label}” is on record already, of {day}. Correct that step where it is wrong."
    if step.answers and corrected is None:
        yield from _answers(step, said, known)
    if step.decided and not _decisions(said.limb, known.decided):
        yield "Nothing of this is decided yet: what comes after a decision is recorded once there is one."


def _answers(step: Step, said: Said, known: Known) -> Iterator[str]:
    asked = known.course.by_key.get(said.answers or 0)
    if asked is None or asked.row.entry not in step.answers:
        yield f"“{step.label}”: choose the step of this matter that it belongs to."
    elif asked.answer is not None:
        yield f"That is on record already, of {day_words(asked.answer.on_day)}. Correct that step where it is wrong."


def _days(step: Step, said: Said, known: Known, corrected: Told | None) -> Iterator[str]:
    day = said.on_day
    if day > known.today:
        yield f"{day_words(day)} is still to come. Give the day on which it was done."
    if day < FIRST_DAY:
        yield f"{day_words(day)} is before there was a National Health Service. Give the day on which it was done."
    began = began_on(known.matter, known.course)
    if began is not None and day < began and not step.before_raised:
        yield f"The matter began on {day_words(began)}: this cannot have happened on {day_words(day)}, before it."
    asked = _question(said, known, corrected)
    if asked is not None and day < asked.on_day:
        yield f"It answers what was done on {day_words(asked.on_day)}, and cannot be before it, on {day_words(day)}."
    if corrected is not None and corrected.answer is not None and day > corrected.answer.on_day:
        yield f"It was answered on {day_words(corrected.answer.on_day)}, and cannot be after that, on {day_words(day)}."
    if said.due_on is not None and said.due_on < day:
        yield f"{step.due}: {day_words(said.due_on)} is before the step itself, on {day_words(day)}."
    made = _decisions(said.limb, known.decided)
    if step.decided and made and day < min(each.on_day for each in made):
        first = min(each.on_day for each in made)
        yield f"It was decided on {day_words(first)}: this cannot have happened on {day_words(day)}, before that."


def _question(said: Said, known: Known, corrected: Told | None) -> LifeEntry | None:
    """The step that is answered, as it stands."""
    if corrected is not None:
        return corrected.question
    told = known.course.by_key.get(said.answers) if said.answers else None
    return told.row if told is not None else None


def _decisions(limb: int | None, decided: Iterable[Decided]) -> list[Decided]:
    """What is decided of a part, or of anything where no part is named."""
    return [each for each in decided if limb is None or each.limb in (None, limb)]
