"""One agenda item as it was taken: interests, what happened to it, its parts and each committee's decision."""

from __future__ import annotations

from collections import defaultdict

from committees.rights.words import day_words, listed, lower_first, sentence_case
from committees.terms import Function, NotTold, Purpose
from decisions.facts import ItemFacts, ResolutionFacts, effects_of, standing
from decisions.journal.told import told_meeting
from decisions.minutes.attendance import out_for_item
from decisions.minutes.corrected import entries_put_right, handled, theirs
from decisions.minutes.decided import DEFERRED, decision, told_together
from decisions.minutes.grounds import grounds
from decisions.minutes.published import tells
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import Interest, MinutedItem, Part
from decisions.minutes.words import because, interest_words, stop, when
from decisions.models import Declaration, Deferral, Ruling
from decisions.models.acts import Step
from decisions.readers import PRIVATE_ITEM, ground_of, is_private


def items(reading: Reading) -> tuple[MinutedItem, ...]:
    """The items that concern these committees, in the order in which they stand."""
    return tuple(_item(reading, item) for item in reading.record.items if concerns(reading, item))


def concerns(reading: Reading, item: ItemFacts) -> bool:
    """In an extract: items on which this committee was asked for something, or did something."""
    if reading.whole or not item.purposes:
        return True
    acted = {r.sitting.pk for r in item.resolutions} | {ruling.sitting_id for ruling in item.rulings}
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
        interests=_interests(reading, item),
        parts=_parts(reading, item),
        grounds=grounds(reading, item),
        deferrals=_deferrals(reading, item),
        corrections=tuple(line.sentence for line in entries_put_right(reading, item)),
    )


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


def _interests(reading: Reading, item: ItemFacts) -> tuple[Interest, ...]:
    """Who declared what, what each chair ruled, and when they left and came back. A class is told as one."""
    grouped: dict[tuple, list[Declaration]] = defaultdict(list)
    for act in item.declared:
        if not theirs(reading, item, act.person_id):
            continue
        key = (act.as_class, act.type, act.directness, act.nature, act.category, None if act.as_class else act.pk)
        grouped[key].append(act)
    said = [_declared(reading, item, key, acts) for key, acts in grouped.items()]
    known = {act.person_id for act in item.declared}
    ruled = [r.person_id for r in standing(item.rulings) if r.person_id not in known and r.sitting_id in reading.pks]
    for person in dict.fromkeys(ruled):
        said.append(_interest(reading, item, f"{_member(reading, person)}: an interest was noted.", [person]))
    return tuple(said)


def _declared(reading: Reading, item: ItemFacts, key: tuple, acts: list[Declaration]) -> Interest:
    as_class, type, directness, nature, category, _ = key
    people = [act.person_id for act in acts if act.person_id is not None]
    who = listed(_member(reading, person) for person in people) or "the source does not name them"
    if as_class:
        who = f"{sentence_case(as_class)} ({who})"
    local = f" ({category})" if category else ""
    said = f"{who} declared {interest_words(type, directness, nature)}{local}{_as_told(acts)}"
    handled_unknown = any(act.handling_not_told for act in acts)
    return _interest(reading, item, said, people, told=not handled_unknown)


def _as_told(acts: list[Declaration]) -> str:
    """How interests were handled in the source's words, or that it does not tell."""
    words = dict.fromkeys(act.reason for act in acts if act.reason and act.replaces_id is None)
    if words:
        return f" As published: {' '.join(stop(each) for each in words)}"
    return " The source does not tell how this was handled." if any(act.handling_not_told for act in acts) else ""


def _member(reading: Reading, person: int) -> str:
    """A person with the seats they hold: "Dr A Patel (Merton: GP member)"."""
    seats = [
        f"{sitting.name}: {lower_first(title)}" if reading.whole else lower_first(title)
        for sitting in reading.sittings
        for title in reading.seats_of(person, sitting)
    ]
    return f"{reading.person(person)} ({'; '.join(seats)})" if seats else reading.person(person)


def _interest(reading: Reading, item: ItemFacts, declared: str, people: list[int], *, told: bool = True) -> Interest:
    """``told``: whether it is told how the interest was handled."""
    movements = []
    for person in people:
        out = out_for_item(reading, person, item.pk)
        if out:
            movements.append(f"{reading.person(person)} {out}.")
    return Interest(declared, _rulings(reading, item, people, told), " ".join(movements))


def _rulings(reading: Reading, item: ItemFacts, people: list[int], told: bool) -> tuple[str, ...]:
    """Each chair's ruling in the preset's words; the committees that ruled alike are named together."""
    alike: dict[tuple, list[Ruling]] = defaultdict(list)
    unruled: list[str] = []
    for person in people:
        for sitting in reading.sittings:
            ruling = item.ruling_on(person, sitting.pk)
            if ruling is not None:
                alike[(sitting.pk, effects_of(ruling))].append(ruling)
            elif told and reading.sits_on(person, sitting) and sitting.pk in item.purposes:
                unruled.append(f"{reading.person(person)} in {sitting.name}")
    said = [_ruling(reading, effects, rulings) for (_, effects), rulings in alike.items()]
    if unruled:
        said.append(
            f"Not ruled on ({listed(unruled)}): until it is, a conflict takes the vote and the place in the quorum."
        )
    return tuple(said)


def _ruling(reading: Reading, effects, rulings: list[Ruling]) -> str:
    first, sitting = rulings[0], reading.record.sittings[rulings[0].sitting_id]
    how = handled(effects)
    whom = f" on {listed(reading.person(r.person_id) for r in rulings)}" if len(rulings) > 1 else ""
    chair = f"{reading.person(first.by_id)}, presiding," if first.by_id else "the chair"
    ruled = f"For {sitting.name} {chair} ruled" if reading.whole else f"{sentence_case(chair)} ruled"
    return f"{ruled}{whom}{when(first, reading.record.day)}: {how}."


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


def _deferrals(reading: Reading, item: ItemFacts) -> tuple[str, ...]:
    """Committees that put the item off to the same day for the same reason are named together."""
    alike: dict[tuple, list] = defaultdict(list)
    for act in standing(item.deferrals):
        if act.sitting_id in reading.pks:
            alike[(_until(reading, act), act.reason)].append(act)
    said = []
    for (until, reason), acts in alike.items():
        names = listed(reading.record.sittings[act.sitting_id].name for act in acts)
        said.append(f"{names}: deferred to {until}{because(reason)}")
    return tuple(said)


def _until(reading: Reading, act: Deferral) -> str:
    """Until when: to a day; to a meeting, which may be one that a file told of and that is not on record here."""
    told = told_meeting(act)
    if told or act.to_meeting_id:
        return f"the meeting of {told or reading.names.meetings.get(act.to_meeting_id, 'a later day')}"
    return day_words(act.to_date)
