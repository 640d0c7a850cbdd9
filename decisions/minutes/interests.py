"""The interests on an item, as guidance asks of minutes: who, what and why, on which items, how managed, and that it was.

Domain, 1.9 (a) to (e). A class that declared together is told as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from committees.rights.words import listed, lower_first, sentence_case
from committees.terms import MatchState, NotTold
from decisions.facts import ItemFacts, effects_of, standing
from decisions.minutes import proof
from decisions.minutes.corrected import handled, theirs
from decisions.minutes.published import tells
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import Interest, Touched
from decisions.minutes.words import category_words, interest_words, stop, when
from decisions.models import Declaration, Match, Ruling
from decisions.readers import is_private

#: A declaration by what it says: those of a class that say the same are one.
Key = tuple[str, str, str, str, str, str, bool, int | None]
FROM_REGISTER = "From the register of interests."


def interests(reading: Reading, item: ItemFacts) -> tuple[Interest, ...]:
    """Who declared what, what each chair ruled, and when they left and came back.

    A class is told as one, and so is all that one person has in an item.
    """
    of_the_same: dict[tuple, list[list[Declaration]]] = defaultdict(list)
    for acts in _declarations(reading, item):
        people = tuple(dict.fromkeys(act.person_id for act in acts))
        unknown = any(act.handling_not_told for act in acts)
        of_the_same[(people, unknown, None if people != (None,) else acts[0].pk)].append(acts)
    said = [_declared(reading, item, groups) for groups in of_the_same.values()]
    known = {act.person_id for act in item.declared}
    ruled = [r.person_id for r in standing(item.rulings) if r.person_id not in known and r.sitting_id in reading.pks]
    return (*said, *(_ruled_on(reading, item, person) for person in dict.fromkeys(ruled)))


def _declarations(reading: Reading, item: ItemFacts) -> list[list[Declaration]]:
    """The declarations in force, those of a class that say the same together."""
    grouped: dict[Key, list[Declaration]] = defaultdict(list)
    for act in item.declared:
        if theirs(reading, item, act.person_id):
            alone = None if act.as_class else act.pk
            says = (act.type, act.directness, act.nature, act.category, act.why, act.from_register)
            grouped[(act.as_class, *says, alone)].append(act)
    return list(grouped.values())


def _declared(reading: Reading, item: ItemFacts, groups: list[list[Declaration]]) -> Interest:
    """What the same people have in an item: told one after the other, and how it was managed once."""
    first, *others = groups
    acts = [act for group in groups for act in group]
    people = list(dict.fromkeys(act.person_id for act in acts if act.person_id is not None))
    return Interest(
        declared=_has(reading, first),
        why=why_it_conflicts(first[0]),
        more=tuple(f"{_has(reading, group)} {why_it_conflicts(group[0])}".strip() for group in others),
        dismissal=_dismissal(item, acts),
        rulings=_rulings(reading, item, people, told=not any(act.handling_not_told for act in acts)),
        movements=_movements(reading, item, people),
        proof=_proof(reading, item, people),
    )


def _has(reading: Reading, acts: list[Declaration]) -> str:
    """Dr B Khan (GP member) declared a direct financial interest: partner in the surgery."""
    first = acts[0]
    people = [act.person_id for act in acts if act.person_id is not None]
    who = listed(member(reading, person) for person in people) or "the source does not name them"
    if first.as_class:
        one = f"{who}, one of {first.as_class}," if len(people) == 1 and first.from_register else ""
        who = one or f"{sentence_case(first.as_class)} ({who})"
    verb = ("have" if len(people) > 1 else "has") if first.from_register else "declared"
    local = category_words(first.nature, first.category)
    return f"{who} {verb} {interest_words(first.type, first.directness, first.nature)}{local}{_as_told(acts)}"


def why_it_conflicts(act: Declaration) -> str:
    """Where it was found, and why it is a conflict."""
    found = FROM_REGISTER if act.from_register else ""
    why = f"Why it is a conflict: {stop(act.why)}" if act.why.strip() else ""
    return " ".join(filter(None, (found, why)))


def match_of(item: ItemFacts, act: Declaration) -> Match | None:
    """What the registers had shown before it was declared."""
    mine = [match for match in item.matches if match.person_id == act.person_id]
    if act.interest_id is not None:
        return next((match for match in mine if match.interest_id == act.interest_id), None)
    return next((match for match in mine if match.nature == act.nature), None)


def _dismissal(item: ItemFacts, acts: Iterable[Declaration]) -> str:
    """That it was proposed not to be treated as a conflict, and why; what the chair made of it the ruling says."""
    found = (match_of(item, act) for act in acts)
    return next((proposed for match in found if (proposed := proposal(match))), "")


def proposal(match: Match | None) -> str:
    """A proposal to dismiss what the registers show, with its reason."""
    if match is None or match.state != MatchState.DISMISSAL_PROPOSED:
        return ""
    return f"It was proposed to the chair to dismiss this: {stop(match.reason)}"


def _ruled_on(reading: Reading, item: ItemFacts, person: int) -> Interest:
    """Somebody who was ruled on and of whom nothing was declared: what the registers show, if they do."""
    match = next((match for match in item.matches if match.person_id == person), None)
    said = f"{member(reading, person)}: an interest was noted."
    if match is not None:
        said = f"{member(reading, person)} has {interest_words(match.type, match.directness, match.nature)}"
    chains = listed(match.chains) if match else ""
    return Interest(
        declared=said,
        why=f"{FROM_REGISTER} Why it is a conflict: {stop(chains)}" if chains else "",
        dismissal=proposal(match),
        rulings=_rulings(reading, item, [person], told=True),
        movements=_movements(reading, item, [person]),
        proof=_proof(reading, item, [person]),
    )


def _as_told(acts: list[Declaration]) -> str:
    """How interests were handled in the source's words, or that it does not tell."""
    words = dict.fromkeys(act.reason for act in acts if act.reason and act.replaces_id is None)
    if words:
        return f" As published: {' '.join(stop(each) for each in words)}"
    return " The source does not tell how this was handled." if any(act.handling_not_told for act in acts) else ""


def member(reading: Reading, person: int) -> str:
    """A person with the seats they hold: "Dr A Patel (Merton: GP member)"."""
    seats = [
        f"{sitting.name}: {lower_first(title)}" if reading.whole else lower_first(title)
        for sitting in reading.sittings
        for title in reading.seats_of(person, sitting)
    ]
    return f"{reading.person(person)} ({'; '.join(seats)})" if seats else reading.person(person)


# --- How it was managed ---
CAME_SINCE = "An interest that came to light after the ruling is not ruled on"


def _rulings(reading: Reading, item: ItemFacts, people: list[int], *, told: bool) -> tuple[str, ...]:
    """The chairs' rulings in the preset's words; those on whom a chair ruled alike, and chairs who did, are together."""
    by_sitting: dict[tuple, list[Ruling]] = defaultdict(list)
    unruled, since = [], []
    for person in people:
        for sitting in reading.sittings:
            ruling, who = item.ruling_on(person, sitting.pk), f"{reading.person(person)} in {sitting.name}"
            if ruling is None:
                if told and reading.sits_on(person, sitting) and sitting.pk in item.purposes:
                    unruled.append(who)
                continue
            by_sitting[(sitting.pk, effects_of(ruling), _reason(ruling))].append(ruling)
            if reading.record.ruled(item, sitting, person) is None:
                since.append(who)
    alike: dict[tuple, list[list[Ruling]]] = defaultdict(list)
    for (_, effects, reason), rulings in by_sitting.items():
        then = when(rulings[0], reading.record.day)
        alike[(effects, reason, then, tuple(ruling.person_id for ruling in rulings))].append(rulings)
    said = [_ruling(reading, every) for every in alike.values()]
    if unruled:
        said.append(
            f"Not ruled on ({listed(unruled)}): until it is, a conflict takes the vote and the place in the quorum."
        )
    if since:
        said.append(f"{CAME_SINCE} ({listed(since)}): it takes the vote and the place in the quorum.")
    return tuple(said)


def _reason(ruling: Ruling) -> str:
    """The chair's reason; of a ruling that was changed the corrections tell it."""
    return ruling.reason.strip() if ruling.replaces_id is None else ""


def _ruling(reading: Reading, every: list[list[Ruling]]) -> str:
    """``every``: the rulings of each chair who ruled alike."""
    rulings = every[0]
    first, sitting = rulings[0], reading.record.sittings[rulings[0].sitting_id]
    whom = f" on {listed(reading.person(r.person_id) for r in rulings)}" if len(rulings) > 1 else ""
    chair = f"{reading.person(first.by_id)}, presiding," if first.by_id else "the chair"
    ruled = f"For {sitting.name} {chair} ruled" if reading.whole else f"{sentence_case(chair)} ruled"
    if len(every) > 1:
        ruled = f"{_chairs(reading, [each[0] for each in every])} ruled"
    why = f" Reason: {stop(_reason(first))}" if _reason(first) else ""
    return f"{ruled}{whom}{when(first, reading.record.day)}: {handled(effects_of(first))}.{why}"


def _chairs(reading: Reading, rulings: list[Ruling]) -> str:
    """Each for their own committee: "For Croydon Ann Author, for Merton Bob Baker and for Sutton the chair, presiding,"."""
    each = (
        f"for {reading.record.sittings[r.sitting_id].name} {reading.person(r.by_id) if r.by_id else 'the chair'}"
        for r in rulings
    )
    return sentence_case(f"{listed(each)}, presiding,")


# --- That it was ---
def _movements(reading: Reading, item: ItemFacts, people: list[int]) -> str:
    shown = [(person, proof.room_shown(reading, item, person, _on(reading, item, person))) for person in people]
    return " ".join(_told_together(reading, shown))


def _on(reading: Reading, item: ItemFacts, person: int) -> list[Ruling]:
    return proof.strictest(reading, item, person)


def _proof(reading: Reading, item: ItemFacts, people: list[int]) -> tuple[str, ...]:
    """Of those from whom a ruling takes something: the vote, the place in the quorum and the papers, as recorded."""
    shown: list[tuple[int, str]] = []
    for person in people:
        rulings = _on(reading, item, person)
        for sitting in reading.sittings:
            ruling = item.ruling_on(person, sitting.pk)
            if ruling is None or not proof.restricts(effects_of(ruling)):
                continue
            vote = proof.votes_shown(reading, item, sitting, person)
            quorum = proof.quorum_shown(reading, item, sitting, person)
            said = " and ".join(filter(None, (vote, quorum)))
            where = f" in {sitting.name}" if reading.whole and len(reading.sittings) > 1 else ""
            shown += [(person, f"{said}{where}")] if said else []
        papers = proof.papers_shown(reading, item, rulings)
        shown += [(person, papers)] if papers else []
    return tuple(_told_together(reading, shown))


def _told_together(reading: Reading, shown: Iterable[tuple[int, str]]) -> list[str]:
    """Those of whom the same is told, in one sentence."""
    alike: dict[str, list[int]] = defaultdict(list)
    for person, phrase in shown:
        if phrase:
            alike[phrase].append(person)
    return [f"{listed(reading.person(p) for p in people)} {phrase}." for phrase, people in alike.items()]


# --- All items at once ---
def touched(reading: Reading, items: Iterable[ItemFacts]) -> tuple[Touched, ...]:
    """Each interest once, with the items that it touches and how it was managed on each."""
    found: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        if is_private(reading.record, item) and item.pk not in reading.opens:
            continue
        for who, what, managed in _lines(reading, item):
            found[(who, what)][managed].append(item.number)
    people = list(dict.fromkeys(who for who, _ in found))
    in_order = sorted(found.items(), key=lambda each: people.index(each[0][0]))
    return tuple(
        Touched(
            who=who,
            interest=what,
            items=tuple(dict.fromkeys(number for numbers in by_managed.values() for number in numbers)),
            managed=_managed(by_managed),
        )
        for (who, what), by_managed in in_order
    )


def _lines(reading: Reading, item: ItemFacts) -> Iterable[tuple[str, str, str]]:
    for acts in _declarations(reading, item):
        first, people = acts[0], [act.person_id for act in acts if act.person_id is not None]
        names = listed(reading.person(person) for person in people)
        told_as_one = first.as_class and len(people) != 1
        who = f"{sentence_case(first.as_class)}{f' ({names})' if names else ''}" if told_as_one else names
        what = sentence_case(interest_words(first.type, first.directness, first.nature))
        yield who, what, _briefly(reading, item, acts)


def _briefly(reading: Reading, item: ItemFacts, acts: list[Declaration]) -> str:
    """How it was managed, in a few words: by committee where the chairs did not rule alike."""
    ruled: dict[str, list[str]] = defaultdict(list)
    for sitting in reading.sittings:
        for act in acts:
            ruling = item.ruling_over(act, sitting.pk)
            if ruling is not None and sitting.name not in ruled[handled(effects_of(ruling))]:
                ruled[handled(effects_of(ruling))].append(sitting.name)
    if not ruled:
        told = [act.reason for act in acts if act.reason and act.replaces_id is None]
        unknown = any(act.handling_not_told for act in acts) or not tells(reading.record, NotTold.HANDLING)
        return told[0] if told else "The source does not tell" if unknown else "Not ruled on"
    if len(ruled) == 1:
        return sentence_case(next(iter(ruled)))
    return "; ".join(f"{listed(names)}: {how}" for how, names in ruled.items())


def _managed(by_managed: dict[str, list[str]]) -> str:
    if len(by_managed) == 1:
        return next(iter(by_managed))
    return ". ".join(f"Item {listed(numbers)}: {lower_first(how)}" for how, numbers in by_managed.items())
