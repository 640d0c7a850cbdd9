"""The facts of a matter, part by part, and what is expected with it: the first sections of its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse

from committees.rights.words import a
from committees.terms import Act
from decisions.life.entries import NOT_SO
from decisions.models import LifeEntry, Paper
from decisions.outside.gate import may_outside
from decisions.outside.in_meetings import sittings_on_it
from decisions.outside.sections import Asks, Line, Section
from decisions.stated.expected import Expected, expected
from decisions.stated.naming import names_of
from decisions.stated.staying import Stays, stays
from decisions.stated.telling import MatterStated, PartStated, Stated, keys_of_matter, kind_of, tell

ANCHOR = "facts"
#: Steps of a matter that say who was asked about it.
ASKED = ("consulted", "answered", "engaged", "scrutiny_asked", "scrutiny_answered")
TO_STATE, STATED, NOTHING = ("to be stated", "yellow"), ("stated", "green"), None


def section(asks: Asks) -> Section | None:
    """What is stated and what is not, with where to state it; nothing for a matter of no kind. Fifteen queries at most."""
    matter = asks.record.matter
    limbs = list(matter.limbs.all())
    told = tell(matter, limbs, names_of(keys_of_matter(matter, limbs), asks.today), _day(asks))
    if told is None:
        return None
    may = bool(may_outside(Act.STATE_FACTS, asks.actor, asks.record))
    kept = stays(matter.pk, [limb.pk for limb in limbs])
    return Section(
        key=ANCHOR,
        title=f"Facts: {told.kind.label}",
        said=tuple(_said(told, kept)),
        lines=tuple(_lines(asks, told, kept, may=may)),
        sources=(told.kind.source,) if told.kind.source else (),
    )


def _day(asks: Asks):
    """The day on which it can be decided next: of the meeting that has it before it, else today."""
    sitting = (
        sittings_on_it(asks.record.committee.id, asks.record.matter.pk)
        .filter(meeting__date__gte=asks.today)
        .order_by("meeting__date")
        .select_related("meeting")
        .first()
    )
    return sitting.meeting.date if sitting else asks.today


def _said(told: MatterStated, kept: Stays) -> Iterator[str]:
    if kept.whole and len(told.parts) <= 1:
        yield kept.whole
    elif not told.kind.facts:
        yield "A decision of this kind asks for no facts."
    elif told.everything_unstated:
        yield "Before a vote by which it is decided, what is missing or wrong below must be stated."


def _lines(asks: Asks, told: MatterStated, kept: Stays, *, may: bool) -> Iterator[Line]:
    where = [asks.record.committee.id, asks.record.matter.pk]
    add = [("Add a part", reverse("new_part", args=where))] if may and not _all_stay(told, kept) else []
    yield _whole(asks, where, told, kept, may=may)
    has = any(fact.part for fact in told.kind.facts)
    for part in told.parts:
        if has or part.limb.letter:
            yield _part(where, told, part, kept, may=may, has=has)
    if add:
        yield Line(
            text="Decided part by part?", when="Each part has its own motion and its own result.", links=tuple(add)
        )


def _whole(asks: Asks, where: list[int], told: MatterStated, kept: Stays, *, may: bool) -> Line:
    """Who applied, and the facts of the whole where the kind asks for any."""
    whole, applicant = any(not fact.part for fact in told.kind.facts), asks.record.matter.applicant
    who = f"Applied for by {applicant.name_on(asks.today)}." if applicant else "Who applied is not stated."
    link = ("State the facts of the whole" if whole else "State who applied", reverse("matter_facts", args=where))
    return Line(
        text=f"Of the whole matter. {who}" if whole and told.parts[1:] else who,
        details=(*_sentences(told.facts), *told.unstated, *_kept(kept.whole, told)),
        tag=_tag(told.unstated, told.facts, demanded=whole),
        links=(link,) if may and not kept.whole else (),
    )


def _part(where: list[int], told: MatterStated, part: PartStated, kept: Stays, *, may: bool, has: bool) -> Line:
    limb, why = part.limb, kept.why(part.limb.pk)
    words = f"State the facts of part ({limb.letter})" if limb.letter else "State the facts of the decision"
    link = (words if has else f"Take part ({limb.letter}) off", reverse("part_facts", args=[*where, limb.pk]))
    return Line(
        text=f"Part ({limb.letter}): {limb.text}" if limb.letter else limb.text,
        details=(*_sentences(part.facts), *part.unstated, *([why] if why and len(told.parts) > 1 else [])),
        tag=_tag(part.unstated, part.facts, demanded=has),
        links=(link,) if may and not why else (),
    )


def _kept(why: str, told: MatterStated) -> list[str]:
    return [why] if why and len(told.parts) > 1 else []


def _all_stay(told: MatterStated, kept: Stays) -> bool:
    return bool(told.parts) and all(kept.why(part.limb.pk) for part in told.parts)


def _tag(unstated: Iterable[str], facts: Iterable[Stated], *, demanded: bool):
    if any(unstated):
        return TO_STATE
    return STATED if demanded and any(facts) else NOTHING


def _sentences(facts: Iterable[Stated]) -> list[str]:
    return [fact.sentence for fact in facts]


def checklist(asks: Asks) -> Section | None:
    """What papers are expected with a decision of this kind and whom to ask, and whether it is there. Two queries."""
    matter, kind = asks.record.matter, kind_of(asks.record.matter)
    if kind is None or not (kind.papers or kind.consultees):
        return None
    papers = Paper.objects.filter(item__matter=matter).values_list("title", flat=True) if kind.papers else ()
    steps = LifeEntry.objects.filter(matter=matter, replaced_by__isnull=True, entry__in=ASKED).exclude(answer=NOT_SO)
    asked = steps.exclude(party="").values_list("party", flat=True) if kind.consultees else ()
    lines = tuple(map(_expected, expected(kind, papers, asked)))
    return Section(key="expected", title=f"Expected with {a(kind.label)}", lines=lines)


def _expected(each: Expected) -> Line:
    return Line(text=each.text, tag=(each.word, "green" if each.there else "grey"))
