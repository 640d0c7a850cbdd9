"""An outcome as it was published: its words, how it was told to have been taken, and what the rules make of it."""

from __future__ import annotations

from committees.rights.words import day_words, listed, lower_first, sentence_case
from committees.terms import Choice, Finding, NotTold, Outcome, Recording, Route
from decisions.facts import Record, ResolutionFacts
from decisions.minutes.shapes import AsPublished
from decisions.minutes.words import stop
from decisions.models import PublishedOutcome

#: How the finding is introduced. What agrees needs no reasons: they are those of every decision.
FINDINGS = {
    Finding.AGREES: "The rules on record, with what is known, give the same.",
    Finding.DISAGREES: "The rules on record do not give this outcome.",
    Finding.CANNOT_TELL: "Too little is known to work it out by the rules on record.",
}


def as_published(of: ResolutionFacts) -> AsPublished | None:
    """What is published of a decision whose result was not worked out; None of any other."""
    act = of.published
    if act is None:
        return None
    finding = Finding(act.finding)
    reasons = () if finding is Finding.AGREES else tuple(dict.fromkeys(reason["text"] for reason in act.reasons))
    return AsPublished(
        sentence=f"As published: {lower_first(Outcome(act.outcome).label)}{_words(act)}",
        how=tuple(filter(None, (_route(act), _recording(act), _votes(act)))),
        finding=FINDINGS[finding],
        agrees=finding is Finding.AGREES,
        reasons=reasons,
        source=act.source,
    )


def _words(act: PublishedOutcome) -> str:
    return f". “{stop(act.words)}”" if act.words else "."


def _route(act: PublishedOutcome) -> str:
    if act.route == Route.MEETING:
        return ""
    on = f", on {day_words(act.taken_on)}" if act.taken_on else ""
    return f"Decided {Route(act.route).label}{on}."


def _recording(act: PublishedOutcome) -> str:
    if act.in_favour is not None:
        return f"{act.in_favour} for, {act.against} against, {act.abstained} abstained."
    if act.recording in (Recording.UNANIMOUS, Recording.CONSENSUS):
        return f"{sentence_case(Recording(act.recording).label)}; how many voted is not told."
    if act.route == Route.MEETING and not act.recording and act.outcome not in (Outcome.DEFERRED, Outcome.NOTED):
        return "How they voted is not told."
    return ""


def _votes(act: PublishedOutcome) -> str:
    by_choice: dict[str, list[str]] = {}
    for who, choice in act.votes:
        by_choice.setdefault(Choice(choice).label, []).append(who)
    return " ".join(f"{sentence_case(choice)}: {listed(people)}." for choice, people in by_choice.items())


def not_told(record: Record) -> str:
    """What the source of a meeting does not tell, in a sentence; empty where it tells everything."""
    told = [NotTold(each).label for each in record.meeting.not_told]
    return f"The source does not tell: {'; '.join(told)}. That stays unknown." if told else ""


def tells(record: Record, what: NotTold) -> bool:
    """Whether the source of a meeting tells this, or nothing says that it does not."""
    return what.value not in record.meeting.not_told
