"""What the rules on record make of an outcome as it was published: the same, not this, or too little is known.

Pure: no database, no clock. What a source does not tell is never made up: a rule that needs it cannot tell, and says
what is missing. What *is* known may contradict the outcome all the same: no authority that day, votes that do not make
it, nobody to give them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from committees.rights.citations import NOT_TOLD
from committees.rights.entitlement import electors, entitlement
from committees.rights.reasons import Reason, Source
from committees.rights.words import listed, the
from committees.rights.world import Account, Question, Room, Standpoint
from committees.terms import (
    VERBS_WITHOUT_VOTE,
    Act,
    CastingHolder,
    Choice,
    Finding,
    NotTold,
    Outcome,
    Power,
    Recording,
    Route,
    Standing,
    Verb,
)
from decisions.ballot import Ballot, Casting, Result, result

COUNTED = Source("The result of a vote is worked out from the votes by the majority of the terms", derived=True)

#: Outcomes that need no vote of their own, so that nothing about voting can speak against them.
WITHOUT_VOTE = frozenset({Outcome.NOTED, Outcome.DEFERRED, Outcome.WITHDRAWN})
#: What a vote can end in that the committee carried, whatever NHS England then said.
CARRIED_BY_COMMITTEE = frozenset({Outcome.CARRIED, Outcome.VETOED, Outcome.AWAITS_AGREEMENT, Outcome.AGREEMENT_REFUSED})
#: Refusals that say no more than that something is not known.
OPEN_QUESTIONS = frozenset(
    {
        "quorum.not_known",
        "quorum.not_known_could_lose_it",
        "quorum.not_known_could_make_it",
        f"{Act.OPEN_VOTING}.not_quorate",
    }
)
#: What must be told for a vote to be worked out, whoever says how it ended.
NEEDED = (NotTold.ATTENDANCE, NotTold.VOTING_STATUS, NotTold.DECLARATIONS, NotTold.HANDLING)


@dataclass(frozen=True, kw_only=True)
class Published:
    """An outcome as published, and everything known about it.

    ``room``: of the committee at the item, with those known to have been there and the interests known. ``standpoint``
    and ``room.terms``: on the day on which it was decided. ``recording`` None: how they voted is not told; ``votes`` by
    seat; ``counts`` as for, against, abstained. ``not_told``: what the source does not tell of the meeting;
    ``unhandled``: interests declared of which it does not tell how they were handled, or by whom they were declared.
    ``perhaps_away``: members who came late or left early, where it is not told when the item was taken; they are in
    ``room``. ``urgent``: who may decide between meetings, in the terms' words.
    """

    room: Room
    standpoint: Standpoint
    verb: Verb
    outcome: Outcome
    recording: Recording | None = None
    votes: Mapping[int, Choice] = field(default_factory=dict)
    counts: tuple[int, int, int] | None = None
    casting: Choice | None = None
    agreement: bool | None = None
    route: Route = Route.MEETING
    not_told: frozenset[NotTold] = frozenset()
    unhandled: tuple[str, ...] = ()
    perhaps_away: tuple[str, ...] = ()
    urgent: str = ""

    @property
    def committee(self) -> str:
        return the(self.room.committee)


@dataclass(frozen=True)
class Found:
    """The finding, and why: what speaks against the outcome, or what is missing, or what makes it right."""

    finding: Finding
    reasons: tuple[Reason, ...]


def find(told: Published) -> Found:
    """What the rules on record make of the outcome."""
    if told.outcome in WITHOUT_VOTE:
        return Found(
            Finding.AGREES, (_yes("no_vote_needed", f"{told.outcome.label.capitalize()}: this takes no vote."),)
        )
    against, open_ = [], []
    for reasons in (_authority(told), _powers(told), _way_taken(told)):
        _sort(reasons, against, open_)
    if told.route is Route.MEETING and not against:
        _sort(_voting(told), against, open_)
        _sort(_counting(told), against, open_)
    if against:
        return Found(Finding.DISAGREES, tuple(dict.fromkeys(against)))
    if open_:
        return Found(Finding.CANNOT_TELL, tuple(dict.fromkeys(open_)))
    return Found(Finding.AGREES, (*_grounds(told),))


def missing(told: Published) -> tuple[Reason, ...]:
    """What is not known that the working out of a result would need; empty where everything is told."""
    if told.verb in VERBS_WITHOUT_VOTE:
        return ()
    found = [_unknown(each) for each in NEEDED if each in told.not_told]
    found += [_unhandled(told)] if told.unhandled else []
    found += [_perhaps_away(told)] if told.perhaps_away else []
    found += [_unknown(NotTold.VOTES)] if not _votes_told(told) else []
    return tuple(found)


def cannot_agree(told: Published) -> tuple[Reason, ...]:
    """Why the rules cannot agree with the outcome, whatever else was known when it was found; empty where they may.

    Asked where not all that was told is kept any more: of the authority, the powers, the way taken, and whether votes
    are told at all, never of who voted or of a tie.
    """
    if told.outcome in WITHOUT_VOTE:
        return ()
    against: list[Reason] = []
    _sort((*_authority(told), *_powers(told)), against, [])
    open_ = tuple(_way_taken(told))
    if told.route is Route.MEETING and not _votes_told(told):
        open_ = (_unknown(NotTold.VOTES),)
    return (*against, *open_)


# --- Each rule gives reasons: those that refuse speak against the outcome, those under OPEN are questions left open ---
_OPEN = "unknown."


def _sort(reasons: Iterable[Reason], against: list[Reason], open_: list[Reason]) -> None:
    for reason in reasons:
        if not reason.allows:
            (open_ if reason.code.startswith(_OPEN) or reason.code in OPEN_QUESTIONS else against).append(reason)


def _no(code: str, text: str, source: Source = COUNTED) -> Reason:
    return Reason(f"published.{code}", text, source)


def _yes(code: str, text: str, source: Source = COUNTED) -> Reason:
    return Reason(f"published.{code}", text, source, allows=True)


def _ask(code: str, text: str) -> Reason:
    return Reason(f"{_OPEN}{code}", text, NOT_TOLD)


def _unknown(what: NotTold) -> Reason:
    return _ask(what.value, f"The source does not tell {what.label}.")


def _unhandled(told: Published) -> Reason:
    return _ask("handling", f"Nothing on record says what the interest of {listed(told.unhandled)} took from them.")


def _perhaps_away(told: Published) -> Reason:
    names = listed(told.perhaps_away, "or")
    return _ask("when", f"When this was decided the source does not tell, nor so whether {names} was there.")


def _votes_told(told: Published) -> bool:
    if told.recording is Recording.BY_NAME:
        return bool(told.votes)
    if told.recording is Recording.COUNTS:
        return told.counts is not None
    return told.recording is not None


def _authority(told: Published) -> Iterable[Reason]:
    """The committee had a say in the matter on that day, under terms."""
    if told.standpoint.effect is not None:
        return
    if told.room.terms is None and all(reason.code == "no_terms" for reason in told.standpoint.verdict.refusals):
        yield _ask("terms", f"No terms of reference of {told.committee} are on record for that day.")
        return
    yield _no("no_authority", f"By what is on record {told.committee} had no say in this matter that day.")
    yield from told.standpoint.verdict.refusals


def _powers(told: Published) -> Iterable[Reason]:
    """A veto, an agreement, a casting vote are NHS England's or the chair's only where they had that power."""
    standpoint = told.standpoint
    if standpoint.effect is None:
        return
    if told.outcome is Outcome.VETOED and not standpoint.veto:
        yield _no("no_veto", f"NHS England had no veto of this decision of {told.committee}.")
    if told.outcome in (Outcome.AWAITS_AGREEMENT, Outcome.AGREEMENT_REFUSED) and not standpoint.agreement_needed:
        yield _no("no_agreement_needed", f"This decision of {told.committee} did not need NHS England's agreement.")
    if told.outcome is Outcome.CARRIED and standpoint.agreement_needed and told.agreement is None:
        yield _ask("agreement", "The source does not tell whether NHS England agreed, which this decision needed.")
    if told.casting in (Choice.FOR, Choice.AGAINST) and _breaks_ties(told) is None:
        yield _no("no_casting_vote", f"Nobody had a casting vote in {told.committee}.")


def _way_taken(told: Published) -> Iterable[Reason]:
    """Taken between meetings: whoever the terms leave that to; the votes of a meeting have nothing to do with it."""
    if told.route is Route.MEETING:
        return
    if told.urgent:
        yield _ask(
            "who_decided",
            f"The terms of {told.committee} say of decisions between meetings: “{told.urgent}”. "
            "The source does not tell that it was so.",
        )
    else:
        yield _ask(
            "no_such_rule", f"The terms on record of {told.committee} do not say who may decide between meetings."
        )


def _voting(told: Published) -> Iterable[Reason]:
    """Voting could be opened in that room: a quorum, somebody who presides, somebody to vote."""
    room = told.room
    if room.terms is not None and told.recording is not None and told.recording not in room.terms.recordings:
        yield _no("recording", f"The terms of {told.committee} do not let votes be recorded {told.recording.label}.")
    if NotTold.ATTENDANCE in told.not_told:
        yield _unknown(NotTold.ATTENDANCE)
        return
    at_best = replace(room, conflicts=()) if _conflicts_unknown(told) else room
    yield from _opening(at_best, told.standpoint)
    yield from _voters(told, at_best)
    if NotTold.VOTING_STATUS in told.not_told and not _everybody_voted(told):
        yield _unknown(NotTold.VOTING_STATUS)
    if not _everybody_voted(told):
        yield from _conflicts_left_open(told)
        if told.perhaps_away:
            yield _perhaps_away(told)


def _opening(room: Room, standpoint: Standpoint) -> Iterable[Reason]:
    secretary = Account(powers=frozenset({Power.RUN_BUSINESS}))
    question = Question(standpoint=standpoint)
    verdict = entitlement(Act.OPEN_VOTING, person=None, seat=None, room=room, question=question, account=secretary)
    refusals = verdict.refusals
    if any(reason.code == "quorum.not_known_could_make_it" for reason in refusals):
        refusals = tuple(reason for reason in refusals if reason.code in OPEN_QUESTIONS)
    yield from refusals


def _voters(told: Published, room: Room) -> Iterable[Reason]:
    """Whoever is told to have voted could vote."""
    for elector in electors(_as_if_known(room), told.standpoint):
        if not elector.verdict and told.votes.get(elector.seat.id, Choice.NOT_VOTING) is not Choice.NOT_VOTING:
            yield from elector.verdict.refusals


def _as_if_known(room: Room) -> Room:
    """Every seat of which no source tells the standing, as if it had a vote."""
    known = (replace(s, standing=Standing.VOTING) if s.standing is Standing.NOT_KNOWN else s for s in room.seats)
    return replace(room, seats=tuple(known))


def _conflicts_unknown(told: Published) -> bool:
    return bool(told.unhandled) or bool({NotTold.DECLARATIONS, NotTold.HANDLING} & told.not_told)


def _conflicts_left_open(told: Published) -> Iterable[Reason]:
    if NotTold.DECLARATIONS in told.not_told:
        yield _unknown(NotTold.DECLARATIONS)
    if told.unhandled:
        yield _unhandled(told)
    elif NotTold.HANDLING in told.not_told and told.room.conflicts:
        yield _unknown(NotTold.HANDLING)


def _able(told: Published) -> int:
    """How many could have voted at most, among those known to have been there."""
    room = replace(told.room, conflicts=()) if _conflicts_unknown(told) else told.room
    return sum(bool(elector.verdict) for elector in electors(_as_if_known(room), told.standpoint))


def _everybody_voted(told: Published) -> bool:
    """Every voting member who was there voted or abstained: nobody was kept from it by a conflict."""
    given = _given(told)
    return NotTold.ATTENDANCE not in told.not_told and given is not None and given == _able(told)


def _given(told: Published) -> int | None:
    if told.votes:
        return sum(choice is not Choice.NOT_VOTING for choice in told.votes.values())
    return sum(told.counts) if told.counts is not None else None


def _counting(told: Published) -> Iterable[Reason]:
    """The votes as told make that outcome, by the majority of the terms."""
    if told.room.terms is None or told.standpoint.effect is None:
        return
    if not _votes_told(told):
        yield _unknown(NotTold.VOTES)
        return
    able = None if NotTold.ATTENDANCE in told.not_told else _able(told)
    given = _given(told)
    if able is not None and given is not None and given > able:
        yield _no("too_many_votes", f"{given} votes are told, and at most {able} of those who were there could vote.")
        return
    try:
        outcomes = {result(_ballot(told, electors)).outcome for electors in _possible_electors(told, able)}
    except ValueError as error:
        yield _no("impossible_votes", str(error))
        return
    yield from _compared(told, outcomes)


def _possible_electors(told: Published, able: int | None) -> tuple[int | None, ...]:
    """How many may have been able to vote: as known, or the fewest and the most that are possible."""
    if able is not None and not _conflicts_unknown(told) and not told.perhaps_away:
        return (able,)
    seats = sum(seat.standing in (Standing.VOTING, Standing.NOT_KNOWN) for seat in told.room.seats)
    most = able if able is not None else seats
    return tuple(dict.fromkeys((min(_given(told) or 1, most), most)))


def _breaks_ties(told: Published) -> CastingHolder | None:
    if told.standpoint.casting_vote:
        return CastingHolder.NHS_ENGLAND
    return CastingHolder.CHAIR if told.standpoint.chair_second_vote else None


def _ballot(told: Published, able: int | None) -> Ballot:
    holder = _breaks_ties(told)
    used = told.casting in (Choice.FOR, Choice.AGAINST) and holder is not None
    in_favour, against, abstained = told.counts or (None, None, 0)
    return Ballot(
        recording=told.recording,
        majority=told.room.terms.majority,
        electors=able,
        verb=told.verb,
        effect=told.standpoint.effect,
        choices=told.votes,
        votes_for=in_favour,
        votes_against=against,
        abstained=abstained,
        casting=Casting(holder=holder, choice=told.casting) if used else None,
        casting_open_to=holder,
        final=told.casting is not None,
    )


def _compared(told: Published, outcomes: set[Outcome]) -> Iterable[Reason]:
    """The outcome against what the votes make of it, as far as the committee goes."""
    carried = told.outcome in CARRIED_BY_COMMITTEE
    made = {outcome in CARRIED_BY_COMMITTEE for outcome in outcomes}
    if Outcome.TIED in outcomes:
        if told.outcome is not Outcome.TIED:
            yield _ask("casting_vote", "The votes are a tie, and the source does not tell how it was broken.")
        return
    if made == {carried}:
        return
    if len(made) > 1:
        yield _ask("electors", "How many could vote is not known, and the majority hangs on it.")
        return
    made_of_it = " or ".join(sorted(outcome.label for outcome in outcomes))
    yield _no("other_result", f"The votes as told make it “{made_of_it}”, not “{told.outcome.label}”.")


def of_result(outcome: Outcome, worked_out: Outcome, found: Result | None) -> Reason:
    """Why an outcome as published is not what its votes, which are all told, come to."""
    working = f" {found.working}" if found is not None and found.working else ""
    return _no("other_result", f"The rules make it “{worked_out.label}”, not “{outcome.label}”.{working}")


def _grounds(told: Published) -> Iterable[Reason]:
    yield from (reason for reason in told.standpoint.verdict.reasons if reason.allows)
    if told.route is Route.MEETING:
        yield _yes("votes_make_it", f"The votes as told make it “{told.outcome.label}”.")
