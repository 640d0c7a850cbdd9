"""The outcomes that a file tells of one item: one entry may cover several committees and parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from committees.rights.words import listed
from committees.terms import Choice, Outcome, Recording, Route, Standing
from decisions.facts import ItemFacts, ResolutionFacts, SittingFacts
from decisions.meeting_file.happened import OutcomeEntry
from decisions.meeting_file.schema import ItemEntry
from decisions.writing_up.told import Decided

if TYPE_CHECKING:
    from decisions.meeting_file.telling import Telling

NO_REASON = "no reason is told"


class Outcomes:
    """What was decided on one item."""

    def __init__(self, telling: Telling, entry: ItemEntry, item: ItemFacts):
        self.telling = telling
        self.entry = entry
        self.item = item

    def decided(self) -> Iterable[Decided]:
        """One for each committee and part, in the order of the file; each told once."""
        first: dict[int, OutcomeEntry] = {}
        for entry in self.entry.outcomes:
            self._refuse_what_contradicts(entry)
            covered = self._covered(entry)
            self._refuse_strangers(entry, [of.sitting for of in covered])
            for of in covered:
                if of.pk in first:
                    entry.refuse(
                        f"What {of.sitting.name} decided on this is told twice: the first is on line {first[of.pk].line}. "
                        "Keep one, or say which committees and parts each is about."
                    )
                first[of.pk] = entry
                yield self._one(entry, of)

    def _covered(self, entry: OutcomeEntry) -> list[ResolutionFacts]:
        sittings = self.telling.concerned(entry, self.item, entry.committees)
        letters = {of.limb.letter for of in self.item.resolutions}
        for place, letter in enumerate(entry.parts):
            if letter not in letters:
                entry.refuse(f"Item {self.item.number} has no part ({letter}).", "parts", place)
        covered = [
            of
            for of in self.item.resolutions
            if of.sitting in sittings and (not entry.parts or of.limb.letter in entry.parts)
        ]
        if not covered:
            entry.refuse(
                f"Nothing is to be decided on item {self.item.number}. Give its decisions: the words of each part."
            )
        return covered

    def _refuse_what_contradicts(self, entry: OutcomeEntry) -> None:
        counts = entry.in_favour is not None or entry.against is not None or entry.abstained is not None
        if entry.votes and counts:
            entry.refuse("Give the votes by name or as counts: there is one way of recording.", "votes")
        if entry.votes and entry.recording not in (None, Recording.BY_NAME):
            entry.refuse(
                f"Votes by name are not recorded {entry.recording.label}. Take one of the two out.", "recording"
            )
        if counts and entry.recording not in (None, Recording.COUNTS):
            entry.refuse(f"Counts are not recorded {entry.recording.label}. Take one of the two out.", "recording")
        if counts and (entry.in_favour is None or entry.against is None):
            entry.refuse("Counts need the votes for and those against. Leave all out where they are not told.", "for")
        if (entry.route is not Route.MEETING) != (entry.taken_on is not None):
            entry.refuse(
                "Give the day on which it was decided (taken_on) with how (route), if not at the meeting.", "route"
            )
        if entry.outcome is None and entry.route is not Route.MEETING:
            entry.refuse("What was decided between meetings is told by its outcome.", "outcome")
        if entry.taken_on is not None and entry.taken_on > self.telling.record.day:
            entry.refuse("It was reported to this meeting, and so decided on its day or before.", "taken_on")
        self._refuse_powers(entry)

    def _refuse_powers(self, entry: OutcomeEntry) -> None:
        if entry.casting_vote is Choice.ABSTAINED:
            entry.refuse("A casting vote is for, against, or not_voting (declined).", "casting_vote")
        if entry.outcome is Outcome.VETOED and entry.veto is False:
            entry.refuse("It was vetoed, and NHS England did not veto it: one of the two.", "veto")
        for name, day in (("agreement_on", entry.agreement_on), ("veto_on", entry.veto_on)):
            if day is not None and day <= self.telling.record.day:
                entry.refuse("Give this day only where it was after the meeting.", name)
        if entry.veto and entry.outcome not in (None, Outcome.VETOED):
            entry.refuse("NHS England vetoed it: the outcome is then vetoed.", "outcome")

    def _refuse_strangers(self, entry: OutcomeEntry, sittings: list[SittingFacts]) -> None:
        """A vote by a seat or a person that the committees do not know; more votes than a committee has members."""
        sittings = list(dict.fromkeys(sittings))
        for name in entry.votes:
            if not any(self._seats_of(entry, name, sitting) for sitting in sittings):
                names = listed((sitting.committee.name for sitting in sittings), "or")
                entry.refuse(
                    f"“{name}” is no seat of {names}, and nobody of that name has a seat there. Only its members vote.",
                    "votes",
                    name,
                )
        for sitting in sittings:
            members = sum(seat.standing in (Standing.VOTING, Standing.NOT_KNOWN) for seat in sitting.seats)
            given = (entry.in_favour or 0) + (entry.against or 0) + (entry.abstained or 0)
            if given > members:
                entry.refuse(
                    f"{given} votes are told, and {sitting.committee.name} has {members} voting members: correct it.",
                    "for",
                )

    def _seats_of(self, entry: OutcomeEntry, name: str, sitting: SittingFacts) -> list[int]:
        """The seats of a committee that a name stands for: a title, or somebody who sits in it that day."""
        titled = [seat.id for seat in sitting.seats if seat.title == name]
        if titled:
            return titled
        person = self.telling.found.people.get(name)
        if person is None:
            return []
        day = self.telling.record.day
        held = {a.seat for a in sitting.appointments if a.person == person.pk and a.covers(day)}
        seats = [seat for seat in sitting.seats if seat.id in held]
        voting = [seat.id for seat in seats if seat.standing is not Standing.NON_VOTING]
        return voting or [seat.id for seat in seats]

    def _votes(self, entry: OutcomeEntry, sitting: SittingFacts) -> dict[int, Choice]:
        votes: dict[int, Choice] = {}
        for name, choice in entry.votes.items():
            seats = self._seats_of(entry, name, sitting)
            if len(seats) > 1:
                entry.refuse(f"{name} stands for several seats of {sitting.committee.name}. Give the title of the seat.",
                             "votes", name)  # fmt: skip
            for seat in seats:
                if seat in votes:
                    title = sitting.seat_by_id[seat].title
                    entry.refuse(f"The seat {title} votes twice. A seat has one vote.", "votes", name)
                votes[seat] = choice
        if entry.votes and not votes:
            entry.refuse(f"Nobody named here votes in {sitting.committee.name}. Take it out of committees.", "votes")
        return votes

    def _one(self, entry: OutcomeEntry, of: ResolutionFacts) -> Decided:
        telling = self.telling
        votes = self._votes(entry, of.sitting)
        counts = None if entry.in_favour is None else (entry.in_favour, entry.against, entry.abstained or 0)
        told_by = Recording.BY_NAME if votes else Recording.COUNTS if counts else None
        part = next((part for part in self.entry.decisions if part.part == of.limb.letter), None)
        conditions = entry.conditions if entry.conditions is not None else (part.conditions if part else None)
        refused = entry.outcome is Outcome.AGREEMENT_REFUSED
        vetoed = entry.outcome is Outcome.VETOED
        return Decided(
            resolution=of.pk,
            text=entry.text,
            verb=entry.verb,
            conditions=telling.conditions(conditions) if conditions else None,
            recording=entry.recording or told_by,
            votes=votes,
            counts=counts,
            casting=entry.casting_vote,
            agreement=False if refused else entry.agreement,
            agreement_reason=entry.agreement_reason or (NO_REASON if refused or entry.agreement is False else ""),
            agreement_on=entry.agreement_on,
            veto_on=entry.veto_on,
            veto=True if vetoed else entry.veto,
            veto_reason=entry.veto_reason or (NO_REASON if vetoed else ""),
            published=entry.outcome,
            words=entry.words,
            route=entry.route,
            taken_on=entry.taken_on,
            source=telling.source(entry.source),
            line=telling.line(entry),
        )
