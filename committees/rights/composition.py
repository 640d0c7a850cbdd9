"""Advice on who sits on a committee: comply or explain. It never blocks anything.

Each answer is a reason that says whether the committee complies (``allows``) or should explain (``who_can``: what would
comply). Vacancies do not change the advice: it is about seats, but for the audit chair, who is a person.
"""

from __future__ import annotations

from collections.abc import Iterable

from committees.rights import sources as s
from committees.rights.conflicts import PRESETS
from committees.rights.places import is_gp
from committees.rights.quorum import quorum
from committees.rights.reasons import Reason, Source
from committees.rights.words import listed, sentence_case, the
from committees.rights.world import Appointment, Committee, Conflict, Person, Room, Ruled, Seat, Terms
from committees.terms import CommitteeKind, CountsAs, Handling, Office, Represents, Standing

_LEVEL_3 = s.pack("Level 3 – Delegated Commissioning", "required to have a lay Chair and lay and executive majority")
_LEVEL_2 = s.pack(
    "Level 2 – Joint Commissioning", "The NCL Joint Committee … has a lay chair and a lay/ exec majority", derived=True
)
_BY_RIGHT_3 = s.pack(
    "Level 3 – Delegated Commissioning",
    "Representatives from the local HealthWatch and Health and Wellbeing Board will also have the right to join",
)
_BY_RIGHT_2 = s.pack(
    "Level 2 – Joint Commissioning",
    "Representatives from the local HealthWatch and Health and Wellbeing Board also have the right to join",
)
_TOGETHER = s.pack("Level 2 – Joint Commissioning", "jointly commissioning … with NHS England", derived=True)
_GUIDANCE = Source(
    "NHS England, Managing conflicts of interest: statutory guidance for CCGs (2016, 2017), committee make-up",
    derived=True,
)
_ADVISED = frozenset({CommitteeKind.PCCC, CommitteeKind.JOINT_COMMITTEE})


def advise(
    committee: Committee,
    seats: Iterable[Seat],
    appointments: Iterable[Appointment] = (),
    *,
    audit_chair: int | None = None,
    terms: Terms | None = None,
) -> tuple[Reason, ...]:
    """What the papers ask of a joint committee's or PCCC's make-up, and whether this one complies.

    ``seats`` and ``appointments`` are those in force on the day asked about; ``audit_chair`` is the person who chairs
    the CCG's audit committee, None where not recorded. With the ``terms`` in force it is also said whether their quorum
    can be met, and whether it outlasts the withdrawal of all GPs. Other kinds of committee get no advice.
    """
    if committee.kind not in _ADVISED:
        return ()
    seats = tuple(seats)
    asked = _LEVEL_3 if committee.kind == CommitteeKind.PCCC else _LEVEL_2
    by_right = _BY_RIGHT_3 if committee.kind == CommitteeKind.PCCC else _BY_RIGHT_2
    found = [
        _lay_office(Office.CHAIR, committee, seats, asked),
        _lay_office(Office.VICE_CHAIR, committee, seats, _GUIDANCE),
        _majority(committee, seats, asked),
        _by_right(Represents.HEALTHWATCH, seats, by_right),
        _by_right(Represents.HWB, seats, by_right),
        _nhs_england(committee, seats),
    ]
    if committee.kind == CommitteeKind.PCCC:
        found.append(_audit_chair(committee, seats, tuple(appointments), audit_chair))
    if terms is not None and seats:
        found.append(_quorum(committee, seats, terms))
    return tuple(reason for reason in found if reason)


def _advice(code: str, complies: bool, text: str, source: Source, todo: str) -> Reason:
    return Reason(code, text, source, allows=complies, who_can="" if complies else f"{todo} Or explain why not.")


def _lay_office(office: Office, committee: Committee, seats: tuple[Seat, ...], source: Source) -> Reason:
    code = f"lay_{office}"
    holders = [seat for seat in seats if seat.office == office]
    todo = f"Give the office of {office.label} to a seat that counts as lay."
    if not holders:
        return _advice(code, False, f"{sentence_case(the(committee))} has no seat of {office.label}.", source, todo)
    titles = listed(seat.title for seat in holders)
    if all(seat.counts_as == CountsAs.LAY for seat in holders):
        return _advice(code, True, f"The {office.label} is lay ({titles}).", source, todo)
    return _advice(code, False, f"The {office.label} ({titles}) does not count as lay.", source, todo)


def _majority(committee: Committee, seats: tuple[Seat, ...], source: Source) -> Reason:
    """Lay and executive seats together, as each seat says of itself: never derived from "not a clinician"."""
    voting = [seat for seat in seats if seat.standing == Standing.VOTING]
    unknown = [seat for seat in seats if seat.standing == Standing.NOT_KNOWN]
    counted = [seat for seat in voting if _lay_or_executive(seat)]
    code = "lay_executive_majority"
    todo = "Give lay and executive seats more than half of the votes."
    if unknown:
        return _majority_if_known(voting, unknown, source)
    if not voting:
        return _advice(code, False, f"{sentence_case(the(committee))} has no voting seats.", source, todo)
    complies = 2 * len(counted) > len(voting)
    number = f"{len(counted)} of {len(voting)} voting seats count as lay or executive"
    text = f"{number}: a majority." if complies else f"{number}: no majority."
    return _advice(code, complies, text, source, todo)


def _lay_or_executive(seat: Seat) -> bool:
    return seat.counts_as in (CountsAs.LAY, CountsAs.EXECUTIVE)


def _majority_if_known(voting: list[Seat], unknown: list[Seat], source: Source) -> Reason:
    """Complies if it does whichever of the unknown seats vote, does not if none of the ways does, else cannot be told."""
    theirs, others = sum(map(_lay_or_executive, unknown)), sum(not _lay_or_executive(seat) for seat in unknown)
    counted = sum(map(_lay_or_executive, voting))
    code = "lay_executive_majority"
    told = (
        f"{counted} of {len(voting)} voting seats count as lay or executive; whether {len(unknown)} more "
        f"{'vote' if len(unknown) > 1 else 'votes'} is not known ({listed(seat.title for seat in unknown)})"
    )
    if 2 * counted > len(voting) + others:
        return _advice(code, True, f"{told}: a majority either way.", source, "")
    if 2 * (counted + theirs) <= len(voting) + theirs:
        todo = "Give lay and executive seats more than half of the votes."
        return _advice(code, False, f"{told}: no majority either way.", source, todo)
    return _advice(code, False, f"{told}: it cannot be told.", source, "Record which of them vote.")


def _by_right(represents: Represents, seats: tuple[Seat, ...], source: Source) -> Reason:
    name = represents.label
    code = f"{represents}_invited"
    standings = {seat.standing for seat in seats if seat.represents == represents}
    todo = f"Invite {name} to a seat as a member without a vote."
    if not standings:
        return _advice(code, False, f"No seat is set aside for {name}.", source, todo)
    if standings == {Standing.NON_VOTING}:
        return _advice(code, True, f"{sentence_case(name)} has a seat as a member without a vote.", source, todo)
    if Standing.NOT_KNOWN in standings:
        text = f"{sentence_case(name)} has a seat; whether with a vote is not known. Its right is to one without."
        return _advice(code, False, text, source, "Record the standing of the seat.")
    as_what = listed(standing.label for standing in sorted(standings))
    text = f"{sentence_case(name)} sits as {as_what}; its right is to be a member without a vote."
    return _advice(code, False, text, source, todo)


def _nhs_england(committee: Committee, seats: tuple[Seat, ...]) -> Reason | None:
    theirs = {seat.standing for seat in seats if seat.represents == Represents.NHS_ENGLAND}
    votes = Standing.VOTING in theirs
    code = "nhs_england_seat"
    if not votes and Standing.NOT_KNOWN in theirs:
        asked = _TOGETHER if committee.kind == CommitteeKind.JOINT_COMMITTEE else s.LEVEL_3_DECISIONS
        text = "NHS England has a seat; whether with a vote is not known."
        return _advice(code, False, text, asked, "Record the standing of the seat.")
    if committee.kind == CommitteeKind.JOINT_COMMITTEE:
        text = (
            "NHS England has a voting seat." if votes else "NHS England has no voting seat, though it decides jointly."
        )
        return _advice(code, votes, text, _TOGETHER, "Give NHS England a voting seat.")
    if not votes:
        return None
    text = "NHS England has a voting seat: at level 3 it has one only if the CCG agreed to it."
    return _advice(code, False, text, s.LEVEL_3_DECISIONS, "Take the vote from NHS England's seat.")


def _audit_chair(
    committee: Committee, seats: tuple[Seat, ...], appointments: tuple[Appointment, ...], audit_chair: int | None
) -> Reason:
    """The audit chair is the guardian of conflicts of interest, and so should not chair the committee most at risk."""
    code = "audit_chair_not_chair"
    if audit_chair is None:
        text = f"It is not recorded who chairs the audit committee, who should not chair {the(committee)}."
        return _advice(code, False, text, _GUIDANCE, "Record who chairs the audit committee.")
    chairs = {seat.id for seat in seats if seat.office == Office.CHAIR}
    conflicts = any(each.seat in chairs and each.person == audit_chair for each in appointments)
    text = (
        f"The audit chair chairs {the(committee)}."
        if conflicts
        else f"The audit chair does not chair {the(committee)}."
    )
    return _advice(code, not conflicts, text, _GUIDANCE, "Let another lay member take the chair.")


def _quorum(committee: Committee, seats: tuple[Seat, ...], terms: Terms) -> Reason | None:
    """Whether the quorum of the terms can be met by these seats, and still can if every GP withdraws from an item.

    The lay and executive majority is asked for so that a committee stays quorate if all GPs withdraw; a rule that needs
    a GP undoes it (BMJ Open 2017;7:e018422, table 3, site 3).
    """
    everybody = quorum(_every_seat_filled(committee, seats, terms, out=()))
    if not everybody:
        text = f"With every seat filled and everybody there, there would be no quorum. {' '.join(everybody.missing)}"
        return _advice("quorum_can_be_met", False, text, terms.source, "Bring the quorum and the seats together.")
    gps = [seat for seat in seats if is_gp(seat)]
    if not gps:
        return None
    code = "quorum_without_gps"
    left = quorum(_every_seat_filled(committee, seats, terms, out=gps))
    if left:
        return _advice(code, True, "If all GPs withdraw from an item, the others can be quorate.", _GUIDANCE, "")
    text = f"If all GPs withdraw from an item, there is no quorum. {' '.join(left.missing)}"
    return _advice(code, False, text, _GUIDANCE, "Let the quorum be met without a GP.")


def _every_seat_filled(committee: Committee, seats: Iterable[Seat], terms: Terms, *, out: Iterable[Seat]) -> Room:
    """Somebody different in every seat and all of them there, but for those of ``out``, who left for a conflict."""
    day = committee.established_on
    leaves = Ruled(effects=PRESETS[Handling.LEAVES_FOR_ITEM], name=Handling.LEAVES_FOR_ITEM.label, by="the chair")
    seats = tuple(seats)
    return Room(
        day=day,
        committee=committee,
        terms=terms,
        seats=seats,
        appointments=tuple(Appointment(id=s.id, seat=s.id, person=s.id, starts_on=day) for s in seats),
        people={seat.id: Person(seat.id, seat.title) for seat in seats},
        present=frozenset(seat.id for seat in seats),
        conflicts=tuple(Conflict(person=seat.id, nature="", ruling=leaves) for seat in out),
    )
