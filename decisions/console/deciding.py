"""The middle of the console: interests, and each part with each committee's decision on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from committees.powers import Actor
from committees.rights.entitlement import electors
from committees.rights.world import Seat
from committees.terms import (
    VERBS_WITHOUT_VOTE,
    Act,
    Choice,
    Outcome,
    Power,
    Standing,
    Verb,
)
from decisions.conditions import outcome_on_record
from decisions.console.declarations import interests_on
from decisions.console.rows import Ballot, DeclaredRow, Part, SittingRow, VoterRow
from decisions.facts import ItemFacts, Record, ResolutionFacts, name_of
from decisions.gate import may_on_resolution, records_for, who_rules
from decisions.leaving import leave_for_the_decision
from decisions.minutes.published import as_published
from decisions.national import nhs_england_member, who_breaks_tie
from decisions.outcome import casting_open_to, result_of, sentence_of, veto_of
from decisions.worth import decides_nothing, worth


def declared_rows(
    record: Record, actor: Actor, item: ItemFacts, rows: dict[int, SittingRow]
) -> tuple[DeclaredRow, ...]:
    """Everybody with an interest on the item, declared or shown by the registers."""
    found = []
    for person, interests in interests_on(record, item).items():
        rulings, unruled = [], []
        for sitting in record.who_decide_on(item, person):
            ruling = record.ruled(item, sitting, person)
            if ruling:
                rulings.append((sitting.name, name_of(ruling)))
            else:
                chair = who_rules(record, sitting, item)
                unruled.append((sitting.pk, sitting.name, record.name(chair) if chair is not None else "nobody yet"))
        yours = tuple(each for each in unruled if rows[each[0]].hands.rules)
        name = record.name(person)
        own = may_be_recorded(record, actor, person)
        found.append(DeclaredRow(person, name, tuple(interests), tuple(rulings), tuple(unruled), yours, own))
    return tuple(found)


def may_be_recorded(record: Record, actor: Actor, person: int) -> bool:
    """Whether this account may write down what a person declares: their own, or as one who records for them."""
    sittings = list(record.sittings.values())
    own = [s for s in sittings if any(a.person == person for a in s.appointments)]
    return person == actor.person or any(records_for(actor, sitting) for sitting in own or sittings)


def parts_of(record: Record, actor: Actor, item: ItemFacts, rows: dict[int, SittingRow]) -> tuple[Part, ...]:
    by_limb: dict[int, list[Ballot]] = {}
    limbs = {}
    for resolution in item.resolutions:
        limbs[resolution.limb.pk] = resolution.limb
        by_limb.setdefault(resolution.limb.pk, []).append(
            _ballot(record, actor, resolution, rows[resolution.sitting.pk])
        )
    return tuple(
        Part(limbs[pk], tuple(ballots), _voters(record, ballots), _cannot(record, ballots))
        for pk, ballots in by_limb.items()
    )


def _ballot(record: Record, actor: Actor, resolution: ResolutionFacts, row: SittingRow) -> Ballot:
    standpoint = record.standpoint(resolution.sitting, resolution.item)
    noting = Verb(resolution.verb) in VERBS_WITHOUT_VOTE
    why_not = None
    if not noting and standpoint.effect is None:
        why_not = standpoint.verdict
    elif not noting and not row.quorum:
        why_not = row.quorum.verdict
    elif not noting and resolution.opening is None and row.hands.runs and resolution.item is record.current:
        verdict = may_on_resolution(Act.OPEN_VOTING, actor, record, resolution)
        why_not = None if verdict else verdict
    found = result_of(resolution)
    tied = bool(found and found.tied)
    open_to = casting_open_to(resolution)
    breaks = who_breaks_tie(record, resolution) if tied and open_to and not resolution.announcement else None
    pending = bool(found and found.outcome == Outcome.AWAITS_AGREEMENT and resolution.agreement is None)
    nhs = nhs_england_member(record, resolution.sitting, resolution.item) if pending else None
    national = Power.VETO in actor.on(resolution.sitting.committee.id) or (nhs is not None and nhs == actor.person)
    return Ballot(
        resolution=resolution,
        no_say=not noting and standpoint.effect is None,
        leaving=_leaving(record, resolution) if not noting and resolution.opening is None else (),
        hands=replace(
            row.hands,
            casts=breaks is not None and (row.hands.records or breaks == actor.person),
            agrees=pending and (row.hands.records or national),
        ),
        quorate=bool(row.quorum),
        why_not=why_not,
        sentence=_sentence(record, resolution),
        outcome=outcome_on_record(resolution),
        tied=tied,
        casting_open_to=open_to,
        breaks_tie=breaks,
        breaks_tie_name=record.name(breaks) if breaks is not None else "",
        agreement_pending=pending,
        nhs_england_name=record.name(nhs) if nhs is not None else "",
        veto=veto_of(resolution),
        worth=_worth(resolution),
        rows=tuple(
            {
                "seat": resolution.sitting.seat_by_id[seat],
                "name": record.name(vote.by_id),
                "said": Choice(vote.choice).label,
            }
            for seat, vote in resolution.standing_votes.items()
        ),
    )


def _worth(resolution: ResolutionFacts) -> str:
    outcome = outcome_on_record(resolution)
    return worth(resolution, outcome)[0] if outcome is not None and decides_nothing(resolution) else ""


def _leaving(record: Record, resolution: ResolutionFacts) -> tuple[str, ...]:
    if resolution.item is not record.current:
        return ()
    return tuple(record.name(p) for p in leave_for_the_decision(record, resolution.sitting, resolution.item))


def _voters(record: Record, ballots: list[Ballot]) -> tuple[VoterRow, ...]:
    """Who would vote (or, once open, who may): one row a person."""
    seats: dict[int, list] = {}
    recorded: dict[int, str] = {}
    for ballot in ballots:
        resolution = ballot.resolution
        if ballot.state not in ("waiting", "open") or not (ballot.hands.runs and ballot.hands.records):
            continue
        for seat, person in _electorate(record, resolution):
            title = resolution.sitting.seat_by_id[seat].title
            vote = resolution.standing_votes.get(seat)
            if vote is not None:
                recorded[person] = Choice(vote.choice).label
            seats.setdefault(person, []).append((resolution.pk, seat, ballot.name, title))
    return tuple(
        VoterRow(person, record.name(person), tuple(theirs), recorded.get(person, ""))
        for person, theirs in seats.items()
    )


def _electorate(record: Record, resolution: ResolutionFacts) -> list[tuple[int, int]]:
    """Seat and person of those who may vote: as frozen, or as it would be frozen now."""
    if resolution.opening is not None:
        return [(elector.seat_id, elector.person_id) for elector in resolution.voters]
    standpoint = record.standpoint(resolution.sitting, resolution.item)
    found = electors(record.room(resolution.sitting, resolution.item), standpoint)
    return [(elector.seat.id, elector.person) for elector in found if elector.verdict]


def _sentence(record: Record, resolution: ResolutionFacts) -> str:
    """The result as read out, as it would be, or as it was published."""
    published = as_published(resolution)
    if published is not None:
        return f"{resolution.sitting.name}. {published.sentence} {published.finding}"
    return resolution.announcement.sentence if resolution.announcement else sentence_of(record, resolution)


def _cannot(record: Record, ballots: list[Ballot]) -> tuple[tuple[str, str, str], ...]:
    """Voting members who are out of this vote, and why; those who never vote are not listed."""
    rows = []
    for ballot in ballots:
        if ballot.state not in ("waiting", "open"):
            continue
        for seat, person, refusals in _left_out(record, ballot.resolution):
            if seat.standing == Standing.VOTING:
                why = min(refusals, key=lambda refusal: not refusal[0].startswith("vote.conflict"))  # a conflict first
                rows.append((record.name(person) if person is not None else seat.title, ballot.name, why[1]))
    return tuple(rows)


def _left_out(record: Record, resolution: ResolutionFacts) -> Iterator[tuple[Seat, int | None, list[tuple[str, str]]]]:
    """Each seat that may not vote, its person and the refusals (code and text): as frozen, or as they would be now."""
    if resolution.opening is None:
        standpoint = record.standpoint(resolution.sitting, resolution.item)
        for now in electors(record.room(resolution.sitting, resolution.item), standpoint):
            if not now.verdict:
                yield now.seat, now.person, [(reason.code, reason.text) for reason in now.verdict.refusals]
        return
    for frozen in resolution.electorate:
        if not frozen.may_vote:
            reasons = frozen.verdict["reasons"]
            told = [(reason["code"], reason["text"]) for reason in reasons if not reason["allows"]]
            yield resolution.sitting.seat_by_id[frozen.seat_id], frozen.person_id, told
