"""What was published of a decision, on its way back: kept as published, and never said to agree where the rules do not."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from committees.rights.reasons import Verdict
from committees.terms import Act as Asked
from committees.terms import Choice, Finding, NotTold, Outcome, Recording, Route, Verb
from decisions import models as m
from decisions.actions.bench import Bench
from decisions.facts import Record, ResolutionFacts
from decisions.gate import may_in_sitting
from decisions.journal.about import of_act
from decisions.published import Published, cannot_agree


def publishes(bench: Bench, act: m.PublishedOutcome) -> Verdict:
    """Whether the outcome could be kept; raises ValidationError where it is said to agree with rules that do not."""
    of = of_act(bench, act)
    if act.finding == Finding.AGREES and (why := cannot_agree(_as_published(bench.record, of, act))):
        raise ValidationError("The rules on record do not agree. " + " ".join(reason.text for reason in why))
    return may_in_sitting(Asked.RUN_AGENDA, bench.actor, bench.record, of.sitting, item=of.item)


def _as_published(record: Record, of: ResolutionFacts, act: m.PublishedOutcome) -> Published:
    """What the act keeps: the votes without their seats; neither a casting vote nor NHS England's agreement."""
    counts = act.in_favour, act.against, act.abstained
    sitting, item = of.sitting, of.item
    try:
        votes = {place: Choice(choice) for place, (_, choice) in enumerate(act.votes)}
    except (TypeError, ValueError) as error:
        raise ValidationError("The votes are a list, each with who voted and for what.") from error
    return Published(
        room=record.room(sitting, item),
        standpoint=record.law.standpoint(sitting.committee, item.function, item.ccgs, act.taken_on or record.day),
        verb=Verb(of.verb),
        outcome=Outcome(act.outcome),
        recording=Recording(act.recording) if act.recording else None,
        votes=votes,
        counts=None if None in counts else counts,
        route=Route(act.route),
        not_told=frozenset(NotTold(each) for each in record.meeting.not_told),
    )
