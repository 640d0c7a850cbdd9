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
from committees.rights.words import listed, sentence_case
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
    brief: str = ""  # the committee and how many of its voters are out: "Merton (two of nine)"

    @property
    def well(self) -> bool:
        """Somebody is out, and the quorum does not hang on it."""
        return self.somebody_out and not (self.trouble or self.at_risk)


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
    ruled = [record.name(person) for person in out if record.ruled(item, sitting, person)]
    likely = [record.name(person) for person in out if not record.ruled(item, sitting, person)]
    sentence = sentence_case(f"{_who_is_out(sitting.name, ruled, likely, len(voters))}{_quorum_words(judged)}.")
    return Forecast(
        committee=sitting.name,
        sentence=sentence,
        trouble=not judged,
        at_risk=bool(judged.at_risk),
        missing=judged.missing,
        sitting=sitting.pk,
        somebody_out=bool(out),
        brief=f"{sitting.name} ({number(len(out))} of {number(len(voters))})",
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


def _who_is_out(name: str, ruled: list[str], likely: list[str], voters: int) -> str:
    """ "Two of Enfield's five voters are likely out (A and B); ": who was ruled on is out, and not likely so."""
    of, said = f" of {name}'s {number(voters)} voters", []
    for people, how in ((ruled, "out"), (likely, "likely out")):
        if people:
            who = f" ({listed(people)})" if len(people) <= NAMED else ""
            said.append(f"{number(len(people))}{of} {'is' if len(people) == 1 else 'are'} {how}{who}")
            of = ""
    return f"{' and '.join(said)}; " if said else f"{name}: "


def _quorum_words(judged: Quorum) -> str:
    if not judged:
        return "not quorate"
    needed = [sentence.partition(" leaves, ")[0].removeprefix("If ") for sentence in judged.at_risk]
    if not needed:
        return "still quorate"
    if len(needed) == 1:
        return f"quorate, but only just: it needs {needed[0]}"
    who = f"{number(len(needed))} members" if len(needed) > NAMED else listed(needed)
    return f"quorate, but only just: it needs every one of {who}"


def told_once(every: Iterable[list[Forecast]]) -> list[Forecast]:
    """What is forecast for more than one item in the same words: said once, and not beside each.

    Who is out for a conflict is out of some items: that is said beside each of them.
    """
    counts = Counter(each for found in every for each in found if not each.somebody_out)
    return [each for each, times in counts.items() if times > 1]
