"""One agenda item as it was taken: interests, what happened to it, its parts and each committee's decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from committees.rights.words import listed, sentence_case
from committees.terms import Function, NotTold, Purpose
from decisions.consent_words import consent_lines
from decisions.facts import ItemFacts, ResolutionFacts, SittingFacts, standing
from decisions.minutes.advised import advice_lines
from decisions.minutes.corrected import entries_put_right
from decisions.minutes.decided import DEFERRED, decision, told_together
from decisions.minutes.grounds import grounds
from decisions.minutes.interests import interests
from decisions.minutes.published import tells
from decisions.minutes.put_off import deferrals
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import ManagedBy, MinutedItem, Part
from decisions.minutes.words import because, when
from decisions.models.acts import Step
from decisions.passed_on import recommended_lines
from decisions.readers import PRIVATE_ITEM, ground_of, is_private
from decisions.reported_on import told_on
from decisions.shadows import shadow_lines


def items(reading: Reading) -> tuple[MinutedItem, ...]:
    """The items that concern these committees, in the order in which they stand."""
    return tuple(_item(reading, item) for item in reading.record.items if concerns(reading, item))


def concerns(reading: Reading, item: ItemFacts) -> bool:
    """In an extract: items on which this committee was asked for something, or did something."""
    if reading.whole or not item.purposes:
        return True
    acted = {r.sitting.pk for r in item.resolutions} | {act.sitting_id for act in (*item.rulings, *item.shadows)}
    return bool(reading.pks & (set(item.purposes) | acted))


def _item(reading: Reading, item: ItemFacts) -> MinutedItem:
    private, ground = is_private(reading.record, item), ground_of(reading.record, item)
    if private and item.pk not in reading.opens:
        return MinutedItem(number=item.number, title=PRIVATE_ITEM, private=True, withheld=True, ground=ground)
    return MinutedItem(
        number=item.number,
        title=item.title,
        private=private,
        ground=ground,
        subject=_subject(reading, item),
        practices=_practices(reading, item),
        purposes=purposes_words(reading, item),
        steps=_steps(reading, item),
        interests=interests(reading, item),
        invited=_invited(reading, item),
        parts=_parts(reading, item),
        grounds=grounds(reading, item),
        deferrals=deferrals(reading, item),
        consent=consent_lines(reading.record, item, reading.pks),
        managed=managed_by(item, reading.sittings),
        corrections=tuple(line.sentence for line in entries_put_right(reading, item)),
        advice=advice_lines(reading.record, item, reading.pks),
        shadows=shadow_lines(reading.record, item, reading.pks),
        vetoed=tuple(v.sentence for v in reading.names.vetoed.get(item.pk, ()) if v.sitting in reading.pks),
        asked=reading.names.asked.get(item.pk, ()),
        reported=told_on(item),
        recommended=recommended_lines(item),
    )


def managed_by(item: ItemFacts, sittings: Iterable[SittingFacts]) -> tuple[ManagedBy, ...]:
    """The first settled decision of each committee."""
    firsts = ((next((r for r in item.resolutions_of(s.pk) if r.settled), None), s.name) for s in sittings)
    return tuple(ManagedBy(of.pk, name) for of, name in firsts if of is not None)


def _subject(reading: Reading, item: ItemFacts) -> str:
    """What kind of business it is, and for which CCGs; in an extract, for its own."""
    own = {ccg for sitting in reading.sittings for ccg in sitting.committee.ccgs}
    ccgs = [ccg.name for ccg in item.ccgs if reading.whole or ccg in own]
    function = Function(item.function).label.split(" (")[0]
    return f"{function}, for {listed(ccgs)}." if ccgs else f"{function}."


def _practices(reading: Reading, item: ItemFacts) -> tuple[str, ...]:
    """By the name of the day; in an extract, those of its own CCGs."""
    own = {ccg.code for sitting in reading.sittings for ccg in sitting.committee.ccgs}
    named = reading.names.practices.get(item.pk, ())
    return tuple(practice.name for practice in named if reading.whole or practice.ccg in own)


def purposes_words(reading: Reading, item: ItemFacts) -> str:
    """For approval (Sutton and Merton), for information (Croydon). Without names where all are asked the same."""
    by_purpose: dict[str, list[str]] = defaultdict(list)
    for sitting in reading.sittings:
        if sitting.pk in item.purposes:
            by_purpose[item.purposes[sitting.pk]].append(sitting.name)
    if len(by_purpose) == 1 and len(next(iter(by_purpose.values()))) == len(reading.sittings):
        return sentence_case(Purpose(next(iter(by_purpose))).label)
    return sentence_case(", ".join(f"{Purpose(p).label} ({listed(names)})" for p, names in by_purpose.items()))


def _steps(reading: Reading, item: ItemFacts) -> tuple[str, ...]:
    """Taken as urgent, moved, passed over, adjourned, taken up again. Being taken in its turn is not told twice."""
    said, begun = [], False
    for step in standing(item.steps):
        then = when(step, reading.record.day)
        if step.step == Step.URGENT:
            said.append(f"Not on the published agenda; taken as urgent{because(step.reason)}")
        elif step.step == Step.MOVED:
            said.append(f"Moved on the agenda{then}.")
        elif step.step == Step.SKIPPED:
            said.append(f"Passed over{then}{because(step.reason)}")
        elif step.step == Step.ADJOURNED:
            said.append(f"Adjourned{then}{because(step.reason)}")
        elif step.step == Step.BEGUN:
            if begun:
                said.append(f"Taken up again{then}.")
            elif then:
                said.append(f"Taken{then}.")
            begun = True
    decided = any(resolution.announcement or resolution.published for resolution in item.resolutions)
    if reading.record.closed and not (begun or decided or item.deferrals):
        told = tells(reading.record, NotTold.OUTCOMES)
        said.append("Not taken." if told else "What came of it the source does not tell.")
    return tuple(said)


def _parts(reading: Reading, item: ItemFacts) -> tuple[Part, ...]:
    by_letter: dict[str, list[ResolutionFacts]] = defaultdict(list)
    for resolution in item.resolutions:
        if resolution.sitting.pk in reading.pks:
            by_letter[resolution.limb.letter].append(resolution)
    return tuple(_part(reading, letter, found) for letter, found in sorted(by_letter.items()))


def _part(reading: Reading, letter: str, resolutions: list[ResolutionFacts]) -> Part:
    every = [decision(reading, resolution) for resolution in resolutions]
    same = len({(each.motion, each.earlier, each.subject_to) for each in every}) == 1
    return Part(
        letter=letter,
        motion=every[0].motion if same else "",
        earlier=every[0].earlier if same else (),
        subject_to=every[0].subject_to if same else (),
        decisions=told_together([each for each in every if each.state != DEFERRED]),
    )


def _invited(reading: Reading, item: ItemFacts) -> tuple[str, ...]:
    """Who held a seat for this item only, by whose invitation and what for (domain, 1.8)."""
    return tuple(
        each.sentence
        for each in reading.names.invited.get(item.pk, ())
        if each.committee in {sitting.committee.id for sitting in reading.sittings}
    )
