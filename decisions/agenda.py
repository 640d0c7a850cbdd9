"""The page of a meeting for reading: who sits, the agenda with its papers, and the results once they are announced."""

from __future__ import annotations

from dataclasses import dataclass, replace

from committees.powers import Actor
from committees.rights.words import day_words, level_words, listed
from committees.terms import Act, Outcome, Purpose
from decisions.asked_for import asked_before
from decisions.conditions import Takes, hangs
from decisions.consent_words import consent_lines
from decisions.facts import ItemFacts, Record, ResolutionFacts, SittingFacts
from decisions.forecast import Forecast, forecasts, told_once
from decisions.gate import may_add_paper, may_in_meeting
from decisions.minutes.advised import advice_lines
from decisions.minutes.items import managed_by
from decisions.minutes.published import as_published
from decisions.minutes.put_off import wanted_words
from decisions.minutes.shapes import AdviceLine, AsPublished, ManagedBy
from decisions.minutes.words import stop
from decisions.models import Announcement
from decisions.models.acts import Step
from decisions.outcome import outcome_of
from decisions.passed_on import recommended_lines
from decisions.readers import (
    PRIVATE_ITEM,
    Papers,
    ground_of,
    is_private,
    may_read_advice,
    papers_for,
    private_items_open_to,
    takes_part,
)
from decisions.reported_on import Told, told_on
from decisions.returned import vetoed_before
from decisions.shadows import ShadowLine, shadow_lines
from decisions.stated.on_agendas import AboutItem, about_items
from decisions.vetoes import became_of_veto, open_or_final
from decisions.worth import decides_nothing, worth

STATUS_COLOURS = {
    Step.BEGUN: ("being taken now", "blue"),
    Step.FINISHED: ("done", "grey"),
    Step.SKIPPED: ("passed over", "yellow"),
    Step.ADJOURNED: ("adjourned", "yellow"),
}
HANGS = {
    Takes.AWAITS: ("carried, awaiting conditions", "yellow"),
    Takes.EFFECT: ("carried, in effect", "green"),
    Takes.NO_EFFECT: ("without effect", "orange"),
}


@dataclass(frozen=True)
class CommitteeLine:
    pk: int
    sitting: int
    name: str
    level: str
    shadowing: bool
    chair: str
    closed: bool
    made_up: bool


@dataclass(frozen=True)
class ResultLine:
    """An announced result: the sentence read out, and a word for it."""

    sentence: str
    outcome: str
    colour: str
    veto: str = ""


@dataclass(frozen=True)
class HangsLine:
    """A carried decision that hangs on conditions, and where it stands by them."""

    decision: int
    letter: str
    committee: str
    words: str
    takes: str


@dataclass(frozen=True)
class PartLine:
    """What was decided on a part. ``motion``: its words, where the part has a letter and all had the same before them."""

    letter: str
    motion: str
    lines: tuple[ResultLine, ...]
    hangs: tuple[HangsLine, ...] = ()


@dataclass(frozen=True)
class PublishedLine:
    """An outcome as published, of a part and of the committees of which the same is told."""

    letter: str
    committee: str
    told: AsPublished
    hangs: tuple[HangsLine, ...] = ()


@dataclass(frozen=True)
class AgendaLine:
    """One item. ``withheld``: in private, and not for this reader. ``managed`` and ``shadows``: see ``MinutedItem``."""

    pk: int
    number: str
    title: str
    summary: str
    withheld: bool
    private: bool
    ground: str
    urgent: bool
    purposes: str
    status: str
    colour: str
    papers: Papers
    results: tuple[PartLine, ...]
    deferrals: tuple[str, ...]
    forecast: tuple[Forecast, ...]
    published: tuple[PublishedLine, ...] = ()
    managed: tuple[ManagedBy, ...] = ()
    advice: tuple[AdviceLine, ...] = ()
    shadows: tuple[ShadowLine, ...] = ()
    reported: tuple[Told, ...] = ()
    recommended: tuple[str, ...] = ()
    may_add_paper: bool = False
    vetoed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    about: AboutItem | None = None


@dataclass(frozen=True)
class Agenda:
    """A meeting's page. ``may_add``: whether this reader may still put an item on its agenda."""

    committees: tuple[CommitteeLine, ...]
    items: tuple[AgendaLine, ...]
    may_run: bool
    takes_part: bool
    begun: bool
    closed: bool
    forecast: tuple[Forecast, ...]
    may_add: bool = False


def agenda(actor: Actor, record: Record) -> Agenda:
    """A meeting as one reader may see it. Forecasts are for those who sit in it or run it."""
    opens = private_items_open_to(actor, record)
    part = takes_part(actor, record)
    shown = {item.pk: forecasts(record, item) if part else [] for item in record.items}
    general = told_once(shown.values())
    items = tuple(
        _item(actor, record, item, opens, [each for each in shown[item.pk] if each not in general])
        for item in record.items
    )
    vetoed, asked = vetoed_before(record), asked_before(record)
    items = tuple(
        line
        if line.withheld
        else replace(
            line, vetoed=tuple(each.sentence for each in vetoed.get(line.pk, ())), asked=asked.get(line.pk, ())
        )
        for line in items
    )
    may_run = bool(may_in_meeting(Act.RUN_AGENDA, actor, record))
    told = {line.pk for line in items if not line.withheld}
    about = about_items(actor, record, [item for item in record.items if item.pk in told], inside=part or may_run)
    items = tuple(replace(line, about=about.get(line.pk)) for line in items)
    return Agenda(
        committees=tuple(_committee(record, sitting) for sitting in record.sittings.values()),
        items=items,
        may_run=may_run,
        takes_part=part,
        begun=record.begun,
        closed=record.closed,
        forecast=tuple(general),
        may_add=may_run and not record.begun,
    )


def _committee(record: Record, sitting: SittingFacts) -> CommitteeLine:
    levels = [
        (ccg, a)
        for ccg in sitting.committee.ccgs
        for a in record.law.arrangements
        if a.ccg == ccg and a.covers(record.day)
    ]
    alike: dict[str, list[str]] = {}
    for ccg, a in levels:
        alike.setdefault(level_words(a.level), []).append(ccg.name)
    alone = len(sitting.committee.ccgs) == 1
    said = [words if alone else f"{words}: {listed(names)}" for words, names in alike.items()]
    return CommitteeLine(
        pk=sitting.committee.id,
        sitting=sitting.pk,
        name=sitting.committee.name,
        level="; ".join(said) or "no level recorded on this day",
        shadowing=any(a.shadowing for _, a in levels),
        chair=record.chair_of(sitting),
        closed=sitting.closed is not None,
        made_up=sitting.row.committee.made_up,
    )


def _item(actor: Actor, record: Record, item: ItemFacts, opens: frozenset[int], forecast: list[Forecast]) -> AgendaLine:
    private = is_private(record, item)
    withheld = private and item.pk not in opens
    status, colour = _status(record, item)
    return AgendaLine(
        pk=item.pk,
        number=item.number,
        title=PRIVATE_ITEM if withheld else item.title,
        summary="" if withheld else item.matter.summary,
        withheld=withheld,
        private=private,
        ground=ground_of(record, item),
        urgent=item.row.urgent,
        purposes="" if withheld else purposes_words(record, item),
        status=status,
        colour=colour,
        papers=Papers((), ()) if withheld else papers_for(actor, record, item),
        results=() if withheld else _results(item),
        deferrals=() if withheld else _deferrals(record, item),
        forecast=() if withheld else tuple(forecast),
        published=() if withheld else _published(item),
        managed=() if withheld else managed_by(item, record.sittings.values()),
        advice=advice_lines(record, item) if item.advice and may_read_advice(actor, record, item) else (),
        shadows=() if withheld else shadow_lines(record, item),
        reported=() if withheld else told_on(item),
        recommended=() if withheld else recommended_lines(item),
        consent=() if withheld else consent_lines(record, item),
        may_add_paper=not withheld and bool(may_add_paper(actor, record, item)),
    )


def _status(record: Record, item: ItemFacts) -> tuple[str, str]:
    if item.deferred:
        return "deferred", "yellow"
    if item.status is None:
        return ("next", "white") if record.begun and record.next_item is item and not record.closed else ("", "")
    return STATUS_COLOURS[item.status]


def purposes_words(record: Record, item: ItemFacts) -> str:
    """For approval: Sutton and Merton. For information: Croydon. Without names where all are asked the same."""
    by_purpose: dict[str, list[str]] = {}
    for pk, sitting in record.sittings.items():
        if pk in item.purposes:
            by_purpose.setdefault(item.purposes[pk], []).append(sitting.name)
    if len(by_purpose) == 1 and len(next(iter(by_purpose.values()))) == len(record.sittings) > 1:
        return f"{_purpose(next(iter(by_purpose)))}: every committee"
    return ". ".join(f"{_purpose(purpose)}: {listed(names)}" for purpose, names in by_purpose.items())


def _purpose(purpose: str) -> str:
    return Purpose(purpose).label.capitalize()


def _results(item: ItemFacts) -> tuple[PartLine, ...]:
    """Announced results by part; committees with the same result in one line."""
    by_letter: dict[str, list[tuple[ResultLine, str]]] = {}
    motions: dict[str, set[str]] = {}
    announced: dict[str, list[ResolutionFacts]] = {}
    for resolution in item.resolutions:
        if resolution.announcement is not None:
            announced.setdefault(resolution.limb.letter, []).append(resolution)
            line = (_result(item, resolution, resolution.announcement), resolution.sitting.name)
            by_letter.setdefault(resolution.limb.letter, []).append(line)
            motions.setdefault(resolution.limb.letter, set()).add(resolution.motion_text)
    return tuple(
        PartLine(
            letter,
            motions[letter].pop() if letter and len(motions[letter]) == 1 else "",
            tuple(_together(found)),
            _hangs(announced[letter]),
        )
        for letter, found in sorted(by_letter.items())
    )


def _published(item: ItemFacts) -> tuple[PublishedLine, ...]:
    """Outcomes as published by part; committees of which the same is told in one."""
    alike: dict[tuple[str, AsPublished], list[ResolutionFacts]] = {}
    for resolution in item.resolutions:
        told = as_published(resolution)
        if told is not None:
            alike.setdefault((resolution.limb.letter, told), []).append(resolution)
    return tuple(
        PublishedLine(letter, listed([of.sitting.name for of in found]), told, _hangs(found))
        for (letter, told), found in alike.items()
    )


def _hangs(decisions: list[ResolutionFacts]) -> tuple[HangsLine, ...]:
    """Where each of these that is carried stands by its conditions."""
    return tuple(
        HangsLine(of.pk, of.limb.letter, of.sitting.name, on.words, on.takes)
        for of, on in ((each, hangs(each)) for each in decisions)
        if on
    )


def _together(found: list[tuple[ResultLine, str]]) -> list[ResultLine]:
    alike: dict[ResultLine, list[str]] = {}
    for line, name in found:
        alike.setdefault(line, []).append(name)
    return [replace(line, sentence=f"{listed(names)}: {line.sentence}") for line, names in alike.items()]


def _result(item: ItemFacts, resolution: ResolutionFacts, announced: Announcement) -> ResultLine:
    """What was read out, without the committee's name."""
    outcome = outcome_of(resolution) or Outcome(announced.outcome)
    vetoed = became_of_veto(resolution) or open_or_final(resolution, item.resolutions)
    said = announced.sentence.removeprefix(f"{resolution.sitting.name}: ")
    on = hangs(resolution)
    if on and not decides_nothing(resolution):
        return ResultLine(said, *HANGS[on.takes], vetoed)
    return ResultLine(said, *worth(resolution, outcome), vetoed)


def _deferrals(record: Record, item: ItemFacts) -> tuple[str, ...]:
    said = []
    for pk in item.purposes:
        act = item.deferral_of(pk)
        if act is not None:
            until = f"to {day_words(act.to_date)}" if act.to_date else "to a later meeting"
            done = "passed to another committee" if act.passed_to_id else f"deferred {until}"
            said.append(f"{record.sittings[pk].name}: {done}. {stop(act.reason)}{wanted_words(act)}")
    return tuple(said)
