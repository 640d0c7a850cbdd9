"""Letters about what was decided: to who applied and to those consulted, made from the record and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from committees.kinds.declared import Sort
from committees.models import Committee
from committees.rights.publication import months_after
from committees.rights.words import day_words, lower_first, sentence_case
from decisions.life.dates import decided_on
from decisions.life.decided import Decided
from decisions.life.standing import Standing
from decisions.life.steps import Told
from decisions.models import LifeEntry

APPLICANT = "applicant"
CONSULTED = "consulted-"
SENT = "sent-"
MADE_UP = "Everything in this letter is made up, but for the rules that it names."


@dataclass(frozen=True)
class Addressee:
    """To whom a letter goes. ``slug``: in its address; ``asked``: the step by which they were consulted."""

    slug: str
    name: str
    applied: bool
    asked: Told | None = None


@dataclass(frozen=True)
class Block:
    """A piece of a letter: its heading, empty for none; its paragraphs; then the lines of a list."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letter:
    """A letter: who writes to whom, on which day, about what."""

    title: str
    sender: str
    to: str
    on_day: date
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The letter in plain words, as it is kept with the step "letter sent"."""
        parts = [self.title]
        for block in self.blocks:
            parts += filter(None, [block.heading])
            parts += block.paragraphs
            parts += [f"- {line}" for line in block.lines]
        return "\n\n".join(parts)


def addressees(stands: Standing) -> list[Addressee]:
    """Who applied, and each of those who were consulted, once."""
    received = stands.course.first("received")
    applied = stands.matter.applicant.display_name if stands.matter.applicant is not None else ""
    name = received.row.party if received is not None and received.row.party else applied
    found = [Addressee(APPLICANT, name, True, received)] if name else []
    named = {each.name for each in found}
    for told in stands.course.of("consulted"):
        if told.row.party not in named:
            named.add(told.row.party)
            found.append(Addressee(f"{CONSULTED}{told.first}", told.row.party, False, told))
    return found


def letter_to(stands: Standing, committee: Committee, to: Addressee) -> Letter:
    """The letter as the record tells it today."""
    blocks = [
        _why(stands, to),
        *_decisions(stands),
        _involved(stands),
        _next(stands),
        _challenge(stands, to),
        _end(stands),
    ]
    return Letter(
        title=f"{stands.matter.title}: what was decided",
        sender=committee.name,
        to=to.name,
        on_day=stands.today,
        blocks=tuple(block for block in blocks if block.paragraphs or block.lines),
    )


def as_sent(row: LifeEntry, committee: Committee) -> Letter:
    """A letter as it was sent, in the words that were kept."""
    title, *rest = row.text.split("\n\n")
    return Letter(title, committee.name, row.party, row.on_day, (Block(paragraphs=tuple(rest)),))


# --- What stands in it ---
def _why(stands: Standing, to: Addressee) -> Block:
    """Why they are written to: what they applied for, or were asked and answered."""
    asked = to.asked
    if to.applied:
        on = f" on {day_words(asked.row.on_day)}" if asked is not None else ""
        what = f": {_plain(asked.row.text)}" if asked is not None and asked.row.text else ""
        return Block(paragraphs=(f"You applied{on}{what}. This letter tells you what was decided, and why.",))
    if asked is None:
        return Block()
    said = f"You were consulted on {day_words(asked.row.on_day)}."
    if asked.answer is not None:
        view = stands.course.by_key[asked.answer.pk].step.chosen(asked.answer.answer)
        words = f": {_plain(asked.answer.text)}" if asked.answer.text else ""
        said += f" Your answer of {day_words(asked.answer.on_day)} was before the committee ({view}{words})."
    else:
        said += " No answer of yours is on record."
    return Block(paragraphs=(f"{said} This letter tells you what was decided, and why.",))


def _decisions(stands: Standing) -> Iterator[Block]:
    for limb in stands.limbs:
        made = decided_on(limb, stands.decided)
        letter = f"Part ({limb.letter})" if limb.letter else "The decision"
        if made is None:
            yield Block(letter, (_sentence(limb.text), "This is not decided yet."))
        elif made.limb is not None or limb == stands.limbs[0]:
            told = stands.course.first("reasons", limb.pk)
            written = told.row.text if told is not None else made.reason
            yield _decision(letter if made.limb is not None else "The decision", made, written)


def _decision(heading: str, made: Decided, reason: str) -> Block:
    said = [f"{made.words} on {day_words(made.on_day)}, {made.where}.", _sentence(made.text)]
    if reason:
        said.append(f"Reasons: {_sentence(reason)}")
    said += filter(None, [made.open, made.hangs])
    if made.conditions:
        said.append("Its conditions:")
    return Block(heading, tuple(said), made.conditions)


def _involved(stands: Standing) -> Block:
    """How patients were involved, and what scrutiny said of it."""
    lines = [
        f"Patients were involved ({day_words(told.row.on_day)}): {_plain(told.row.text)}."
        for told in stands.course.of("engaged")
    ]
    for told in stands.course.of("scrutiny_asked"):
        asked = f"{told.row.party} was asked on {day_words(told.row.on_day)} whether the change is substantial"
        if told.answer is None:
            lines.append(f"{asked}, and has not answered.")
            continue
        view = stands.course.by_key[told.answer.pk].step.chosen(told.answer.answer)
        lines.append(f"{asked}, and answered on {day_words(told.answer.on_day)}: {view}.")
    return Block("How others were heard", (), tuple(lines))


def _next(stands: Standing) -> Block:
    """The days that follow, and the time limits that run."""
    lines = []
    for part in stands.days:
        of = f"Part ({part.letter}): " if part.letter else ""
        lines += [
            f"{of}{each.label.lower() if of else each.label}: {each.words}."
            for each in part.days
            if each.key != "decision" and (each.on_day is not None or each.asked_for)
        ]
    lines += [
        f"{each.words}."
        for each in stands.clocks
        if each.clock.sort is not Sort.DEADLINE and each.ends_on >= stands.today
    ]
    return Block("Dates and time limits", (), tuple(lines))


def _challenge(stands: Standing, to: Addressee) -> Block:
    """How the decision can be challenged, and until when where a rule says so."""
    if not stands.decided:
        return Block()
    last = months_after(max(each.on_day for each in stands.decided), 3)
    lines = []
    if to.applied:
        lines.append(
            "Ask the committee to look at it again. A party to a contract that stays in dispute may refer it to the NHS "
            "dispute resolution procedure (regulations on GMS contracts and PMS agreements, 2015)."
        )
    else:
        lines.append(
            "Write to the committee. A local authority's scrutiny committee may report a substantial change to the "
            "Secretary of State (SI 2013/218, regulation 23)."
        )
    lines.append(
        "A claim for judicial review is made promptly, and not later than three months after the ground for it arose: for "
        f"what was decided last, by {day_words(last)} (Civil Procedure Rules, rule 54.5)."
    )
    return Block("How to challenge it", (), tuple(lines))


def _end(stands: Standing) -> Block:
    made = f"This letter was made from the committee's record on {day_words(stands.today)}."
    return Block(paragraphs=(made, *((MADE_UP,) if stands.matter.made_up else ())))


def _plain(text: str) -> str:
    """A text that another sentence goes on after."""
    return lower_first(" ".join(text.split())).rstrip(".") if text else ""


def _sentence(text: str) -> str:
    text = sentence_case(" ".join(text.split()))
    return text if text.endswith((".", "?", "!")) else f"{text}."


def letter_named(stands: Standing, committee: Committee, slug: str) -> tuple[Letter, Addressee | None] | None:
    """The letter with this name in its address: to be sent or, with no addressee, as it was sent. None: there is none."""
    if slug.startswith(SENT):
        sent = (told.row for told in stands.course.of("letter") if f"{SENT}{told.row.pk}" == slug)
        row = next(sent, None)
        return (as_sent(row, committee), None) if row is not None else None
    found = _named(addressees(stands), slug)
    return (letter_to(stands, committee, found), found) if found is not None and stands.decided else None


def _named(every: Iterable[Addressee], slug: str) -> Addressee | None:
    return next((each for each in every if each.slug == slug), None)
