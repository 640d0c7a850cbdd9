"""Which sections a person's first page has."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from committees.powers import Actor
from committees.rights.declaring import Due
from committees.terms import Power
from decisions.desk import Summary, summary
from decisions.home import advising, chair, guardian, member, secretary
from decisions.home.meetings import ComingMeeting, coming
from decisions.models import Consultation
from decisions.outside.hidden import hidden_from
from decisions.outside.level_1 import to_answer
from decisions.outside.reported import Waits, waiting_to_be_reported
from decisions.waiting import WaitingDecision, waiting


@dataclass(frozen=True)
class Home:
    """A section that is None or empty does not concern this person. ``coming``: the meetings, in one list for all.

    ``entry``: how their entry in the registers stands, for whoever is on a register. ``hidden``: matters (keys) of which
    they are not told, being in conflict.
    """

    coming: list[ComingMeeting] = field(default_factory=list)
    entry: Due | None = None
    guards: list[guardian.GuardianLine] = field(default_factory=list)
    desk: secretary.Desk | None = None
    inbox: Summary | None = None
    chair: chair.ChairsView | None = None
    seats: list[member.SeatLine] = field(default_factory=list)
    without_vote: list[member.SeatLine] = field(default_factory=list)
    waits: list[WaitingDecision] | None = None
    declarations: list[member.DeclarationLine] = field(default_factory=list)
    votes: list[member.VoteLine] = field(default_factory=list)
    advice: list[advising.AdviceAsked] = field(default_factory=list)
    outside: list[Waits] = field(default_factory=list)
    consultations: list[Consultation] = field(default_factory=list)
    hidden: frozenset[int] = frozenset()

    @property
    def next(self) -> ComingMeeting | None:
        """The first meeting that is not closed."""
        return next((meeting for meeting in self.coming if not meeting.closed), None)

    @property
    def shows_votes(self) -> bool:
        """Who has no vote is told so by their seat, and not by an empty list."""
        return bool(self.votes) or any(seat.votes for seat in self.seats)

    @property
    def is_stranger(self) -> bool:
        return not (self.desk or self.inbox or self.seats)


def home_of(actor: Actor, today: date) -> Home:
    """The first page of one account on one day."""
    runs = [pk for pk, powers in actor.powers.items() if Power.RUN_BUSINESS in powers]
    held = member.seats_held(actor.person, today) if actor.person is not None else []
    mine = {row.seat.committee_id for row in held} | set(actor.powers)
    entry = member.entry_due(actor.person, today) if actor.person is not None else None
    guards = guardian.guards(actor.person, today) if actor.person is not None else []
    asked = advising.advice_asked(actor.person) if actor.person is not None else []
    if not mine:
        return Home(coming=coming(today, (), (), everybody=True), entry=entry, guards=guards, advice=asked)
    meetings = coming(today, mine, runs)
    seats = member.seat_lines(held, today) if held else []
    account = actor.account.pk if actor.account else 0
    outside = waiting_to_be_reported({*runs, *member.chairs(seats)}, today)
    consultations = to_answer(actor, today) if runs or member.chairs(seats) else []
    matters = {each.decision.matter_id for each in outside} | {each.matter_id for each in consultations}
    return Home(
        coming=meetings,
        entry=entry,
        guards=guards,
        advice=asked,
        desk=secretary.desk(actor, today, runs, meetings) if runs else None,
        waits=waiting(actor, today, committees=runs) if runs else None,
        inbox=summary(actor, today),
        chair=chair.chairs_view(actor, meetings, member.chairs(seats)) if member.chairs(seats) else None,
        seats=seats,
        outside=outside,
        without_vote=member.without_vote(seats),
        declarations=member.declarations(actor.person) if actor.person else [],
        votes=member.votes(actor.person, account) if actor.person else [],
        consultations=consultations,
        hidden=hidden_from(actor.person, matters, today),
    )
