"""What is likely to happen to a quorum, said before the meeting: "two of Enfield's five voters are likely out; not quorate".

Pure: the record in, sentences out. Before business begins everybody appointed is taken as coming, but for apologies;
from then on whoever is in the room counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from committees.rights import world
from committees.rights.conflicts import may_vote
from committees.rights.quorum import Quorum, quorum
from committees.rights.words import listed
from committees.terms import Movement, Purpose, Share, Standing
from decisions.facts import ItemFacts, Record, SittingFacts
from decisions.readout import number

NAMED = 3  # so many members on whom a quorum hangs are named; more are counted


@dataclass(frozen=True)
class Forecast:
    """One committee on one item. ``trouble``: it will not be quorate; ``at_risk``: nor would it with one more gone.

    ``missing``: what the quorum lacks, in sentences. ``sitting``: whose forecast it is. ``somebody_out``: for a conflict.
    """

    committee: str
    sentence: str
    trouble: bool
    at_risk: bool
    missing: tuple[str, ...] = ()
    sitting: int = 0
    somebody_out: bool = False


def expected(record: Record) -> frozenset[int]:
    """Who is taken to be in the room: before business begins, whoever is appointed and has not sent apologies.

    A deputy comes where the person they stand for does not.
    """
    if record.begun:
        return record.present()
    sorry = {act.person_id for act in record.movements() if act.movement == Movement.APOLOGIES}
    coming = set(record.present())
    for sitting in record.sittings.values():
        for appointment in sitting.appointments:
            if not appointment.covers(record.day) or appointment.person in sorry:
                continue
            if appointment.share is not Share.DEPUTY or appointment.stands_for in sorry:
                coming.add(appointment.person)
    return frozenset(coming)


def forecasts(record: Record, item: ItemFacts, sittings: list[SittingFacts] | None = None) -> list[Forecast]:
    """Where a conflict or a missing member will bite on an item not yet decided; nothing where all is well."""
    there, found = expected(record), []
    for sitting in sittings or record.sittings.values():
        if item.purposes.get(sitting.pk) in (None, Purpose.INFORMATION) or sitting.closed is not None:
            continue
        if all(r.settled for r in item.resolutions_of(sitting.pk)) and item.resolutions_of(sitting.pk):
            continue
        told = _forecast(record, sitting, item, there)
        if told is not None:
            found.append(told)
    return found


def _forecast(record: Record, sitting: SittingFacts, item: ItemFacts, there: frozenset[int]) -> Forecast | None:
    room = room_expected(record, sitting, item, there)
    voters = _voters(room)
    out = [person for person in voters if not may_vote(person, room)]
    judged = quorum(room)
    if judged and not out and not judged.at_risk:
        return None
    names = [record.name(person) for person in out]
    sentence = f"{_who_is_out(sitting.name, names, len(voters))}{_quorum_words(judged)}."
    sentence = sentence[:1].upper() + sentence[1:]
    return Forecast(
        sitting.name, sentence, not judged, bool(judged.at_risk), judged.missing, sitting.pk, somebody_out=bool(out)
    )


def room_expected(record: Record, sitting: SittingFacts, item: ItemFacts, there: frozenset[int]) -> world.Room:
    """One committee on one item, as it is expected to be: ``there``, less who left for the item."""
    return replace(record.room(sitting, item), present=there - _left_for(record, item))


def _left_for(record: Record, item: ItemFacts) -> frozenset[int]:
    return frozenset(person for person, where in record.whereabouts[1].items() if where == item.pk)


def _voters(room: world.Room) -> list[int]:
    """The people appointed to voting seats that day, each once; deputies apart."""
    seats = {seat.id for seat in room.seats if seat.standing is Standing.VOTING}
    held = [a for a in room.appointments if a.seat in seats and a.covers(room.day) and a.share is not Share.DEPUTY]
    return list(dict.fromkeys(a.person for a in held))


def _who_is_out(name: str, out: list[str], voters: int) -> str:
    if not out:
        return f"{name}: "
    verb = "is" if len(out) == 1 else "are"
    who = f" ({listed(out)})" if len(out) <= NAMED else ""
    return f"{number(len(out))} of {name}'s {number(voters)} voters {verb} likely out{who}; "


def _quorum_words(judged: Quorum) -> str:
    if not judged:
        return "not quorate"
    needed = [sentence.partition(" leaves, ")[0].removeprefix("If ") for sentence in judged.at_risk]
    if not needed:
        return "still quorate"
    if len(needed) > NAMED:
        return f"quorate, and not if any one of {number(len(needed))} members leaves"
    return f"quorate, and not without {listed(needed)}"


def told_once(every: Iterable[list[Forecast]]) -> list[Forecast]:
    """What is forecast for more than one item in the same words: said once, and not beside each.

    Who is out for a conflict is out of some items: that is said beside each of them.
    """
    counts = Counter(each for found in every for each in found if not each.somebody_out)
    return [each for each, times in counts.items() if times > 1]
