"""Quorum of one sitting for one item: who counts, which places they fill, who is missing and who must not leave.

The rule is data of the terms of reference (every published rule found is different); this module only applies it. Who
is out for a conflict does not count while the item lasts (Lewisham, 11 January 2018).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from committees.rights.authority import existence
from committees.rights.citations import LEWISHAM, NOT_TOLD, ONE_VOTE, terms_source
from committees.rights.conflicts import at_decision, conflict_reasons, counts, name_of, takes_quorum
from committees.rights.matching import fill
from committees.rights.places import Place, Sitter, filled, fits_any, place_reasons, places_of
from committees.rights.reasons import Reason, Verdict
from committees.rights.seats import acting, chair_conflicted
from committees.rights.words import day_words, listed, lower_first, sentence_case, the, there
from committees.rights.world import QuorumRule, Room, Seat
from committees.terms import CountsAs, Office, Share, Standing


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether the sitting is quorate for the item, and what to say about it.

    ``needed``: how many members must be here. ``counted``: seat and person, each person once. ``missing``: sentences.
    ``at_risk``: sentences naming whose leaving would lose the quorum. ``filled``: the names in each place of the rule.
    ``not_counted``: why somebody acting for a seat does not count. ``not_known``: what is said of those here of whom no
    source tells whether they vote: they do not count, and where they might make the difference that is said.
    """

    verdict: Verdict
    needed: int = 0
    counted: tuple[tuple[Seat, int], ...] = ()
    missing: tuple[str, ...] = ()
    at_risk: tuple[str, ...] = ()
    filled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_counted: tuple[Reason, ...] = ()
    not_known: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return self.verdict.allowed

    @property
    def sentence(self) -> str:
        """The quorum read out: what is wrong, or how many of those needed are here."""
        return self.verdict.sentence


def quorum(room: Room) -> Quorum:
    """Is the sitting quorate for this item now? Every part of the rule is answered, with who is missing.

    A committee that does not exist on the day, or has no terms then, is not quorate.
    """
    room = at_decision(room)
    found = _judge(room)
    found = replace(found, not_known=_not_known(room, found))
    if found:
        return replace(found, at_risk=_at_risk(room, found))
    return replace(found, verdict=found.verdict & Verdict.of(each for each in found.not_known if not each.allows))


def _judge(room: Room) -> Quorum:
    if room.terms is None:
        text = f"{sentence_case(the(room.committee))} has no terms of reference on {day_words(room.day)}: no quorum."
        return Quorum(Verdict.of([Reason("quorum.no_terms", text, terms_source(room))]), missing=(text,))
    not_there = existence(room.committee, room.day)
    if not_there:
        return Quorum(Verdict.of(not_there), missing=tuple(reason.text for reason in not_there))
    rule = room.terms.quorum
    acting_now, not_counted = _sitters(room)
    counting = [sitter for sitter in acting_now if _counting_seat(sitter, rule)]
    places = places_of(rule, room)
    filling = _fill(places, acting_now)
    reasons = [
        _minimum(rule, counting, room),
        *place_reasons(places, filling, acting_now, room),
        *_majority(rule, counting, room),
    ]
    return Quorum(
        verdict=Verdict.of(reasons),
        needed=_needed(rule),
        counted=tuple((seat, s.person) for s in counting if (seat := _counting_seat(s, rule))),
        missing=tuple(reason.text for reason in reasons if not reason.allows),
        filled=filled(places, filling, room),
        not_counted=not_counted,
    )


def _sitters(room: Room) -> tuple[list[Sitter], tuple[Reason, ...]]:
    """Who acts for a member's seat and counts (with two seats, once), and why the others do not count."""
    found: dict[int, list[tuple[Seat, Share | None]]] = {}
    against: list[Reason] = []
    for seat in room.seats:
        if seat.committee != room.committee.id or seat.standing not in (Standing.VOTING, Standing.NON_VOTING):
            continue
        who = acting(seat, room)
        if who.person is None:
            against += _out(seat, room)
        elif not counts(who.person, room):
            against += _conflicted(who.person, room)
        elif seat.office is Office.VICE_CHAIR and _vice_chair_stands_aside(room):
            against.append(_stands_aside(who.person, room))
        else:
            found.setdefault(who.person, []).append((seat, who.share))
    own_first = {p: sorted(seats, key=lambda pair: pair[1] is Share.DEPUTY) for p, seats in found.items()}
    against += [_once(p, [seat for seat, _ in seats], room) for p, seats in own_first.items() if len(seats) > 1]
    return [Sitter(p, tuple(seats)) for p, seats in own_first.items()], tuple(dict.fromkeys(against))


def _once(person: int, seats: list[Seat], room: Room) -> Reason:
    """One person fills one seat of a committee: the one that is their own, where they are another's deputy besides."""
    others = listed(lower_first(seat.title) for seat in seats[1:])
    text = f"{name_of(person, room)} counts once, as {lower_first(seats[0].title)}, and not as {others} besides."
    return Reason("quorum.one_person_counts_once", text, ONE_VOTE)


def _out(seat: Seat, room: Room) -> Iterable[Reason]:
    """Holders who are out of the room for a conflict are said to be so; the merely absent are not."""
    holders = (a.person for a in room.appointments if a.seat == seat.id and a.covers(room.day))
    return [reason for person in holders for reason in _conflicted(person, room)]


def _conflicted(person: int, room: Room) -> tuple[Reason, ...]:
    why = conflict_reasons(
        person, room, takes=takes_quorum, code="quorum.conflict", cannot="does not count to the quorum of this item"
    )
    return tuple(replace(reason, source=LEWISHAM) for reason in why)


def _vice_chair_stands_aside(room: Room) -> bool:
    slots = room.terms.quorum.slots if room.terms else ()
    return any(slot.vice_chair_only_for_conflicted_chair for slot in slots) and not chair_conflicted(room)


def _stands_aside(person: int, room: Room) -> Reason:
    text = f"{name_of(person, room)}, vice-chair, counts only in place of a chair in conflict, and the chair is not."
    return Reason("quorum.vice_chair_only_for_conflicted_chair", text, terms_source(room))


def _fill(places: list[Place], acting_now: list[Sitter]) -> Mapping[int, int]:
    """Place -> person. Where not all can be filled, those that few can fill come first.

    Then what is said to be missing is what really is: with the chair there, not the chair but another lay member.
    """
    fitting = [[s.person for s in acting_now if fits_any(s, place.slot)] for place in places]
    order = sorted(range(len(places)), key=lambda index: len(fitting[index]))
    return {order[at]: person for at, person in fill([fitting[index] for index in order]).items()}


def _counting_seat(sitter: Sitter, rule: QuorumRule) -> Seat | None:
    """The seat for which the person counts to the minimum."""
    for seat, _ in sitter.seats:
        if seat.standing is Standing.VOTING or rule.count_non_voting:
            return seat
    return None


def _needed(rule: QuorumRule) -> int:
    return max(1, rule.minimum)


def _minimum(rule: QuorumRule, counting: list[Sitter], room: Room) -> Reason:
    needed, here = _needed(rule), len(counting)
    members = "members" if rule.count_non_voting else "voting members"
    if here >= needed:
        text = f"{here} {members if here != 1 else members[:-1]} {there(room, here)}, and {needed} needed."
        return Reason("quorum.minimum", text, terms_source(room), allows=True)
    text = f"Only {here} of {needed} {members} needed {there(room, here)}."
    return Reason("quorum.too_few", text, terms_source(room), who_can=_who_could_come(room))


def _who_could_come(room: Room) -> str:
    absent = [
        a.person
        for seat in room.seats
        if seat.standing is Standing.VOTING
        for a in room.appointments
        if a.seat == seat.id and a.covers(room.day) and a.share is not Share.DEPUTY and a.person not in room.present
    ]
    names = [name_of(person, room) for person in dict.fromkeys(absent)]
    away = "Not answered yet" if room.by_correspondence else "Not in the room"
    return f"{away}: {listed(names)}." if names else ""


def _majority(rule: QuorumRule, counting: list[Sitter], room: Room) -> list[Reason]:
    """Lay and executive majority of the voting members counted, only where the terms make it part of the quorum."""
    if not rule.lay_executive_majority:
        return []
    voting = [seats for s in counting if (seats := [seat for seat, _ in s.seats if seat.standing is Standing.VOTING])]
    theirs = sum(seats[0].counts_as is not CountsAs.NEITHER for seats in voting)
    text = f"{theirs} of the {len(voting)} voting members counted {'is' if theirs == 1 else 'are'} lay or executive"
    if theirs * 2 > len(voting):
        return [Reason("quorum.lay_executive_majority", f"{text}, a majority.", terms_source(room), allows=True)]
    ask = "Another lay or executive member, or fewer of the others."
    return [Reason("quorum.no_lay_executive_majority", f"{text}, not a majority.", terms_source(room), who_can=ask)]


def _at_risk(room: Room, found: Quorum) -> tuple[str, ...]:
    """Each counted person sent out of the room once."""
    sentences = []
    for seat, person in found.counted:
        without = _judge(replace(room, present=room.present - {person}))
        if not without:
            lost = " ".join(without.missing)
            sentences.append(f"If {name_of(person, room)} ({seat.title}) leaves, the quorum is lost: {lost}")
    return tuple(sentences)


# --- Seats of which no source tells whether they vote ---
TRIED_ONE_BY_ONE = 5  # of more, all together only: with and without a vote, and the lay and executive ones apart


def _not_known(room: Room, found: Quorum) -> tuple[Reason, ...]:
    """Those here whose vote is not known, and whether it could make the difference."""
    unknown = _unknown(room, found)
    if room.terms is None or not unknown:
        return ()
    names = dict.fromkeys(f"{name_of(person, room)} ({seat.title})" for seat, person in unknown)
    opening = f"Whether {listed(names, 'or')} {'have' if len(names) > 1 else 'has'} a vote is not known"
    ask = "Whoever keeps the register, by recording the seat's standing with its source."
    if not any(bool(_judge(each)) != bool(found) for each in _as_they_may_stand(room, [seat for seat, _ in unknown])):
        return (Reason("quorum.not_known", f"{opening}; the quorum is the same either way.", NOT_TOLD, allows=True),)
    if found:
        text = f"{opening}: with a vote, the quorum could be lost."
        return (Reason("quorum.not_known_could_lose_it", text, NOT_TOLD, who_can=ask),)
    text = f"{opening}: as {'members' if len(names) > 1 else 'a member'}, they could make up the quorum."
    return (Reason("quorum.not_known_could_make_it", text, NOT_TOLD, who_can=ask),)


def _unknown(room: Room, found: Quorum) -> list[tuple[Seat, int]]:
    counted = {person for _, person in found.counted}
    seats = (s for s in room.seats if s.committee == room.committee.id and s.standing is Standing.NOT_KNOWN)
    here = ((seat, acting(seat, room).person) for seat in seats)
    return [(seat, p) for seat, p in here if p is not None and p not in counted and counts(p, room)]


def _as_they_may_stand(room: Room, unknown: list[Seat]) -> Iterable[Room]:
    """The room as it might be: each unknown seat a voting member's or one without a vote."""
    for way in _ways(unknown):
        stands = {seat.id: standing for seat, standing in zip(unknown, way, strict=True)}
        seats = (replace(s, standing=stands[s.id]) if s.id in stands else s for s in room.seats)
        yield replace(room, seats=tuple(seats))


def _ways(unknown: list[Seat]) -> Iterable[tuple[Standing, ...]]:
    """How the seats may stand, one standing for each of them."""
    standings = (Standing.VOTING, Standing.NON_VOTING)
    if len(unknown) <= TRIED_ONE_BY_ONE:
        return product(standings, repeat=len(unknown))
    votes, does_not = standings
    apart = [seat.counts_as is not CountsAs.NEITHER for seat in unknown]
    return (
        (votes,) * len(unknown),
        (does_not,) * len(unknown),
        tuple(votes if each else does_not for each in apart),
        tuple(does_not if each else votes for each in apart),
    )
