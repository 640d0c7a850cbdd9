"""Each kind of act: the question that its action asks of the gate, and what the rules work out about it.

One small declaration each. ``asks`` gives the verdict; ``found`` what the rules make of the record as it stands before
the act, by field: where the act says something else, it could not have been written here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from committees.facts import committee_facts
from committees.rights.conditions import lapse
from committees.rights.reasons import Verdict
from committees.rights.seats import presiding
from committees.rights.shadows import Counts
from committees.terms import Act as Asked
from committees.terms import CastingHolder, ConditionState, Recording
from decisions import models as m
from decisions.actions.bench import Bench
from decisions.actions.conditions import day_of_condition, refuse_not_met_by
from decisions.actions.conflicts import refuse_once_announced
from decisions.actions.items import refuse_deferred_twice, refuse_open_voting
from decisions.actions.referring import may_pass
from decisions.actions.results import refuse_tainted
from decisions.actions.steps import as_it_opens, asked_to_open
from decisions.conditions import Standing, decided_on, outcome_on_record, standings
from decisions.facts import ItemFacts, Record, ResolutionFacts, last, load_record
from decisions.gate import (
    may_close,
    may_declare,
    may_defer,
    may_in_meeting,
    may_in_sitting,
    may_on_resolution,
    may_recall,
    may_record_condition,
    who_rules,
)
from decisions.journal import national
from decisions.journal.about import item_of, its_sitting, of_act
from decisions.journal.published import publishes
from decisions.models.acts import Step
from decisions.outcome import casting_open_to, result_of, sentence_of
from decisions.shadows import may_shadow, shadow_of
from practices import clock

Found = dict[str, Any]


def _nothing(bench: Bench, act: m.Act) -> Found:
    return {}


@dataclass(frozen=True)
class Kind:
    """``room``: the act is the whole room's, and stands in the chain of every sitting still open."""

    asks: Callable[[Bench, Any], Verdict]
    found: Callable[[Bench, Any], Found] = _nothing
    room: bool = False


# --- The questions ---
def _in_meeting(what: Asked) -> Callable[[Bench, Any], Verdict]:
    # What was left out and added to a closed meeting's record says why, as a correction does.
    return lambda bench, act: may_in_meeting(
        what, bench.actor, bench.record, replacing=act.replaces_id is not None or bool(act.reason)
    )


def _in_sitting(what: Asked) -> Callable[[Bench, Any], Verdict]:
    return lambda bench, act: may_in_sitting(what, bench.actor, bench.record, its_sitting(bench, act))


def _on_resolution(what: Asked) -> Callable[[Bench, Any], Verdict]:
    return lambda bench, act: may_on_resolution(what, bench.actor, bench.record, of_act(bench, act))


def _declares(bench: Bench, act: m.Declaration) -> Verdict:
    if act.from_register and act.replaces_id is None:  # it came in with another act: the item, a ruling, a vote
        refuse_not_found(bench.record, item_of(bench, act), act)
        return may_in_meeting(Asked.RECORD_ATTENDANCE, bench.actor, bench.record)
    if act.person_id is None:  # a class that the source does not name
        return may_in_meeting(Asked.RUN_AGENDA, bench.actor, bench.record)
    if act.void:
        item = item_of(bench, act)
        refuse_once_announced(item, bench.record.where_it_matters(item, act.person_id))
    replacing = act.replaces_id is not None
    return may_declare(bench.actor, bench.record, item_of(bench, act), act.person_id, replacing=replacing)


def refuse_not_found(record: Record, item: ItemFacts, act: m.Declaration) -> None:
    """Raise ValidationError for a declaration from the registers of what they did not show."""
    shown = [match for match in record.matches_of(item) if match.person_id == act.person_id]
    if not any((match.interest_id, match.nature) == (act.interest_id, act.nature) for match in shown):
        raise ValidationError("The registers did not show this on the item: no match in the file says it.")


def _rules(bench: Bench, act: m.Ruling) -> Verdict:
    refuse_once_announced(item_of(bench, act), {act.sitting_id})
    return may_in_sitting(
        Asked.RULE,
        bench.actor,
        bench.record,
        its_sitting(bench, act),
        item=item_of(bench, act),
        person=act.by_id,
        about=act.person_id,
        replacing=act.replaces_id is not None,
    )


def _ruled(bench: Bench, act: m.Ruling) -> Found:
    item = item_of(bench, act)
    before = last(r for r in item.rulings if r.person_id == act.person_id and r.sitting_id == act.sitting_id)
    again = act.replaces_id is not None
    return {"by": who_rules(bench.record, its_sitting(bench, act), item, correcting=again), "replaces": before}


def _elected(bench: Bench, act: m.ChairElected) -> Found:
    item, sitting = item_of(bench, act), its_sitting(bench, act)
    now = presiding(bench.record.room(sitting, item)).person
    before = last(each for each in item.chairs_elected if each.sitting_id == act.sitting_id)
    return {"person": act.person_id if now is None else now, "by": act.person_id, "replaces": before}


def _puts(bench: Bench, act: m.Motion) -> Verdict:
    """The first words come from the agenda, with the item; others take their place until voting opens."""
    if act.replaces_id is None:
        return may_in_meeting(Asked.RUN_AGENDA, bench.actor, bench.record)
    return may_on_resolution(Asked.PROPOSE, bench.actor, bench.record, of_act(bench, act))


def _opens(bench: Bench, act: m.Opening) -> Verdict:
    return asked_to_open(bench, of_act(bench, act), starting_again=act.replaces_id is not None)


def _opened(bench: Bench, act: m.Opening) -> Found:
    of = of_act(bench, act)
    would, electors = as_it_opens(bench.record, of, Recording(act.recording))
    powers = ("casting_vote", "veto", "veto_working_days", "chair_second_vote", "agreement_needed")
    powers += ("veto_holder", "veto_alternate")
    fixed = ("motion", "terms", "effect", "majority", *powers, "able_to_vote")
    return {name: getattr(would, name) for name in fixed} | {"replaces": of.opening, "electorate": electors}


def _votes(bench: Bench, act: m.Vote) -> Verdict:
    return may_on_resolution(
        Asked.VOTE,
        bench.actor,
        bench.record,
        of_act(bench, act),
        person=act.by_id,
        seat=act.elector.seat_id,
        replacing=act.replaces_id is not None,
    )


def _voted(bench: Bench, act: m.Vote) -> Found:
    of = of_act(bench, act)
    mine = next((each for each in of.electorate if each.seat_id == act.elector.seat_id), None)
    return {"elector": mine, "replaces": of.standing_votes.get(act.elector.seat_id), "by": act.elector.person_id}


def _counts(bench: Bench, act: m.Tally) -> Verdict:
    of = of_act(bench, act)
    return may_on_resolution(Asked.CLOSE_VOTING, bench.actor, bench.record, of, replacing=of.closing is not None)


def _counted(bench: Bench, act: m.Tally) -> Found:
    return {"opening": of_act(bench, act).opening, "replaces": of_act(bench, act).tally}


def _of_the_voting_in_force(bench: Bench, act) -> Found:
    return {"opening": of_act(bench, act).opening}


def _breaks_tie(bench: Bench, act: m.CastingVote) -> Verdict:
    what = Asked.SECOND_VOTE if act.holder == CastingHolder.CHAIR else Asked.NHS_ENGLAND_CASTING_VOTE
    return may_on_resolution(what, bench.actor, bench.record, of_act(bench, act), person=act.by_id)


def _broke_tie(bench: Bench, act: m.CastingVote) -> Found:
    return {"opening": of_act(bench, act).opening, "holder": casting_open_to(of_act(bench, act))}


def _announces(bench: Bench, act: m.Announcement) -> Verdict:
    of = of_act(bench, act)
    if act.void:
        return may_recall(bench.actor, bench.record, of)
    if of.opening is not None:
        refuse_tainted(bench, of)
    return may_on_resolution(Asked.ANNOUNCE, bench.actor, bench.record, of)


def _announced(bench: Bench, act: m.Announcement) -> Found:
    """The result as it follows from the votes, in the words in which it was read out; who presided read it."""
    of = of_act(bench, act)
    if act.void:
        stood = of.announcement
        same = ("outcome", "sentence", "opening")
        return {"replaces": stood} | {name: getattr(stood, name) for name in same if stood is not None}
    result = result_of(of, final=True)
    presides = presiding(bench.record.room(of.sitting, of.item)).person
    return {
        "opening": of.opening,
        "outcome": result.outcome if result else None,
        "sentence": sentence_of(bench.record, of, final=True),
        "replaces": of.recalled,
    } | ({"by": presides} if presides is not None else {})


def _shadows(bench: Bench, act: m.ShadowRecommendation) -> Verdict:
    sitting, item = its_sitting(bench, act), item_of(bench, act)
    numbers = (act.in_favour, act.against, act.abstained)
    counts = None if None in numbers else Counts(in_favour=act.in_favour, against=act.against, abstained=act.abstained)
    corrects = act.replaces_id is not None
    return may_shadow(bench.actor, bench.record, sitting, item, act.limb_id, counts=counts, replacing=corrects)


def _shadowed(bench: Bench, act: m.ShadowRecommendation) -> Found:
    """Whoever presides says it; it takes the place of what was said before."""
    sitting, item = its_sitting(bench, act), item_of(bench, act)
    presides = presiding(bench.record.room(sitting, item)).person
    return {"replaces": shadow_of(item, sitting, act.limb_id), "by": presides}


def _withdrew(bench: Bench, act: m.Withdrawal) -> Found:
    return {"motion": of_act(bench, act).motion, "opening": of_act(bench, act).opening}


def _steps(bench: Bench, act: m.ItemStep) -> Verdict:
    if act.step in (Step.FINISHED, Step.SKIPPED, Step.ADJOURNED):
        refuse_open_voting(item_of(bench, act))
    return may_in_meeting(Asked.RUN_AGENDA, bench.actor, bench.record)


def _closes(bench: Bench, act: m.SittingClosed) -> Verdict:
    return may_close(bench.actor, bench.record, its_sitting(bench, act))


def _defers(bench: Bench, act: m.Deferral) -> Verdict:
    until = act.to_meeting.date if act.to_meeting is not None else act.to_date
    if until is not None and until <= bench.record.day:
        raise ValidationError("An item is deferred to a later day than this meeting's.")
    sitting, item = its_sitting(bench, act), item_of(bench, act)
    refuse_deferred_twice(sitting, item)
    if act.passed_to is not None:
        passes = may_pass(bench, sitting, item, committee_facts(act.passed_to))
        return may_defer(bench.actor, bench.record, sitting, item) & passes
    return may_defer(bench.actor, bench.record, sitting, item)


def _condition(bench: Bench, act: m.ConditionOutcome) -> Standing | None:
    return next((each for each in standings(of_act(bench, act)) if each.condition.pk == act.condition_id), None)


def _tells_of_condition(bench: Bench, act: m.ConditionOutcome) -> Verdict:
    """By who may record it; that its last day passed, by nobody."""
    of, hanging = of_act(bench, act), _condition(bench, act)
    if hanging is not None and act.state == ConditionState.LAPSED:
        day = bench.when.astimezone(clock.LONDON).date()
        over = lapse(hanging.condition.due_on, day, hanging.state, outcome_on_record(of))
        if over:
            _met_by(bench, of, hanging, act)
            return over
    again = hanging is not None and hanging.state is not ConditionState.AWAITED
    verdict = may_record_condition(bench.actor, bench.record, of, hanging, replacing=again)
    if verdict and hanging is not None:
        day_of_condition(bench, of, hanging, ConditionState(act.state), act.on_day)
        _met_by(bench, of, hanging, act)
    return verdict


def _met_by(bench: Bench, of: ResolutionFacts, hanging: Standing, act: m.ConditionOutcome) -> None:
    """Refuse a decision that could not have met the condition. Of another meeting's no more is said than that."""
    if act.met_by is None:
        return
    if act.state != ConditionState.DISCHARGED:
        raise ValidationError("A decision is named where it met the condition, and only then.")
    other = bench.record.resolution_by_id.get(act.met_by_id)
    if other is not None:
        return refuse_not_met_by(of, hanging, other, act.on_day)
    other = load_record(act.met_by.item.meeting_id).resolution_by_id[act.met_by_id]
    try:
        refuse_not_met_by(of, hanging, other, act.on_day)
    except ValidationError as error:  # that meeting may be private
        raise ValidationError("By what is on record this decision could not have met the condition.") from error


def _told_of_condition(bench: Bench, act: m.ConditionOutcome) -> Found:
    hanging = _condition(bench, act)
    if hanging is None:
        return {"replaces": None}
    due = hanging.condition.due_on
    lapsed = act.state == ConditionState.LAPSED and due is not None
    return {"replaces": hanging.act} | ({"on_day": max(due, decided_on(of_act(bench, act)))} if lapsed else {})


KINDS: dict[type[m.Act], Kind] = {
    m.Attendance: Kind(_in_meeting(Asked.RECORD_ATTENDANCE), room=True),
    m.AlsoPresent: Kind(_in_meeting(Asked.RECORD_ATTENDANCE), room=True),
    m.ItemStep: Kind(_steps, room=True),
    m.Declaration: Kind(_declares, room=True),
    m.Ruling: Kind(_rules, _ruled),
    m.ChairElected: Kind(_in_sitting(Asked.RUN_AGENDA), _elected),
    m.Motion: Kind(_puts, lambda bench, act: {"replaces": of_act(bench, act).motion}),
    m.Opening: Kind(_opens, _opened),
    m.Vote: Kind(_votes, _voted),
    m.Tally: Kind(_counts, _counted),
    m.VotingClosed: Kind(_on_resolution(Asked.CLOSE_VOTING), _of_the_voting_in_force),
    m.CastingVote: Kind(_breaks_tie, _broke_tie),
    m.Agreement: Kind(national.agrees, _of_the_voting_in_force),
    m.Announcement: Kind(_announces, _announced),
    m.PublishedOutcome: Kind(publishes),
    m.Veto: Kind(national.becomes_of_veto, national.vetoed),
    m.Withdrawal: Kind(_on_resolution(Asked.WITHDRAW), _withdrew),
    m.Deferral: Kind(_defers),
    m.ConditionOutcome: Kind(_tells_of_condition, _told_of_condition),
    m.ShadowRecommendation: Kind(_shadows, _shadowed),
    m.SittingClosed: Kind(_closes),
}


def in_the_file(model: type[m.Act]) -> str:
    """What a file calls a kind of act."""
    return str(model._meta.model_name)


BY_NAME = {in_the_file(model): model for model in KINDS}
