"""Who decides? One function, one CCG, one day: the body, the powers, the rule, the source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from committees.facts import Law, ccg_facts, load_law
from committees.models import Arrangement, Seat
from committees.queries.phrases import Part, Phrase
from committees.queries.routes import load_routes, other_routes
from committees.queries.stretches import DAY, Stretch, is_settled, kind_not_on_record, stretches
from committees.rights import citations, nhs_england
from committees.rights import sources as s
from committees.rights.authority import JOINTLY
from committees.rights.levels import cell
from committees.rights.plain_words import veto_window
from committees.rights.reasons import Reason, Source, Verdict
from committees.rights.words import a, day_words, level_words, listed, sentence_case, the
from committees.rights.world import Arrangement as Level_
from committees.rights.world import Authority, Ccg, Committee
from committees.terms import CommitteeKind, Function, Level, Represents, Say, Standing
from practices.dated import in_force
from practices.models import CCG

BY_RIGHT_AT_LEVEL_2 = s.pack("Level 2 – Joint Commissioning", "the right to join this committee as a non-voting member")
#: The reasons that say since when: the committee's remit or, where NHS England decides, the level.
ON_RECORD = ("holds_remit", "level", "own_business")
#: Committees that Healthwatch and the Health and Wellbeing Board have the right to join.
BY_RIGHT = "Healthwatch, Health and Wellbeing Board"
JOINED_BY_RIGHT = {CommitteeKind.PCCC, CommitteeKind.JOINT_COMMITTEE}


@dataclass(frozen=True)
class Answer:
    """What the page shows. ``problems`` is not empty where nobody can say who decides."""

    function: Function
    ccg: CCG
    day: date
    authority: Authority
    decider: Committee | None
    headline: str
    level: Phrase | None
    level_since_derived: bool
    rule: Phrase | None
    parts: tuple[Part, ...]
    history: tuple[Phrase, ...]
    routes: tuple[Part, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The engine's reasons, all of them."""
        return self.authority.verdict

    @property
    def problems(self) -> tuple[Reason, ...]:
        """Why nobody can say who decides. That NHS England does is an answer, not a problem."""
        return () if is_settled(self.authority) else self.verdict.refusals


def who_decides(function: Function, row: CCG, day: date) -> Answer:
    """The answer for one function, CCG and day. At most ten queries, whatever there is on record."""
    law = load_law([row.pk])
    ccg = ccg_facts(row)
    authority = law.authority(function, ccg, day)
    decider = law.committees.get(authority.decider) if authority.decider is not None else None
    seats = list(Seat.objects.filter(in_force(day), committee=decider.id)) if decider else []
    run = level_run(law, ccg, day)
    return with_notes(Answer(
        function=function,
        ccg=row,
        day=day,
        authority=authority,
        decider=decider,
        headline=headline(authority, decider, ccg),
        level=_level(run) if run else None,
        level_since_derived=bool(run) and _first_day_derived(row, run[0].starts_on),
        rule=_rule(authority),
        parts=_parts(law, authority, decider, ccg, seats),
        history=history(law, stretches(law, function, ccg), day),
        routes=other_routes(authority, decider, ccg, load_routes(row, decider, day)),
    ))  # fmt: skip


def with_notes(answer: Answer) -> Answer:
    """The same answer with its sources in one list, each once, and every phrase numbered by its own."""
    sources: list[Source] = []

    def noted(phrase: Phrase | None) -> Phrase | None:
        if phrase is None:
            return None
        if phrase.source not in sources:
            sources.append(phrase.source)
        return replace(phrase, note=sources.index(phrase.source) + 1)

    def all_noted(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(replace(part, phrases=tuple(map(noted, part.phrases))) for part in parts)

    return replace(
        answer,
        level=noted(answer.level),
        rule=noted(answer.rule),
        parts=all_noted(answer.parts),
        history=tuple(map(noted, answer.history)),
        routes=all_noted(answer.routes),
        sources=sources,
    )


def headline(authority: Authority, decider: Committee | None, ccg: Ccg) -> str:
    """One sentence: who decides."""
    kind = kind_not_on_record(authority)
    if kind:
        together = ", with NHS England" if authority.say in JOINTLY else ""
        return f"{sentence_case(a(kind.label))} of {ccg.name} decides{together}. Which one is not on record."
    if not is_settled(authority):
        return "Nobody can say who decides."
    if authority.say == Say.RESERVED:
        return f"NHS England decides. It is reserved: {ccg.name} has no vote on it at any level."
    if authority.nhs_england_decides:
        through = f", through {the(decider)}" if decider else ""
        return f"NHS England decides{through}. {ccg.name} may be consulted, and need not be."
    if authority.function == Function.OWN_BUSINESS:
        return "Each committee decides its own business."
    together = ", with NHS England" if authority.say in JOINTLY else ""
    return f"{sentence_case(the(decider))} decides{together}."


def _rule(authority: Authority) -> Phrase | None:
    try:
        found = cell(authority.function, authority.level)
    except LookupError:
        return None  # no level on record: there is no cell to read
    at = f" at {level_words(authority.level)}" if authority.level else ""
    subject = authority.function.label.split(" (")[0]
    return Phrase(f"{subject}{at}: {found.say.label}.", found.source)


def level_run(law: Law, ccg: Ccg, day: date) -> list[Level_]:
    """The arrangements one after the other at the level of ``day``, up to that day: since when the level holds."""
    run: list[Level_] = []
    rows = [row for row in law.arrangements if row.ccg == ccg and row.starts_on <= day]
    for row in sorted(rows, key=lambda row: row.starts_on, reverse=True):
        if run and (row.level != run[0].level or row.ends_on != run[0].starts_on - DAY):
            break
        if run or row.covers(day):
            run.insert(0, row)
    return run


def _level(run: list[Level_]) -> Phrase:
    now = run[-1]
    text = f"{now.ccg.name} works at {level_words(now.level)}, since {day_words(run[0].starts_on)}"
    if now.shadowing:
        first = next(row.starts_on for row in run if row.shadowing)
        since = "" if first == run[0].starts_on else f" since {day_words(first)}"
        text += f", shadowing level 3{since}"
    return Phrase(f"{text}.", now.source)


def _first_day_derived(row: CCG, first: date) -> bool:
    return Arrangement.objects.filter(ccg=row, starts_on=first, start_derived=True).exists()


# --- Who else takes part ---
def _parts(law: Law, authority: Authority, decider: Committee | None, ccg: Ccg, seats: list[Seat]) -> tuple[Part, ...]:
    if kind_not_on_record(authority) in JOINED_BY_RIGHT:
        return _whatever_the_committee(authority)
    if decider is None or not authority.verdict.allowed or decider.kind == CommitteeKind.NHS_ENGLAND_TEAM:
        return ()
    parts = [Part("NHS England", tuple(_nhs_england(law, authority, decider, ccg, seats)))]
    if authority.chair_second_vote:
        second = "has a second vote on a tie, on top of the first"
        parts.append(Part("Whoever presides", (Phrase(second, authority.terms.source),)))
    if decider.kind in JOINED_BY_RIGHT:
        parts.append(Part(BY_RIGHT, tuple(_by_right(authority, seats))))
    return tuple(parts)


def _whatever_the_committee(authority: Authority) -> tuple[Part, ...]:
    """What the level alone says, where the committee and its terms are not on record."""
    right = "have the right to take part, without a vote"
    if authority.level == Level.JOINT:
        powers = (
            Phrase("has the casting vote on a tie, if the committee's terms give it", s.LEVEL_2_CASTING),
            Phrase("may veto a carried decision, if the committee's terms give it", s.LEVEL_2_VETO),
        )
        if authority.say == Say.JOINT_IF_AGREED:
            powers += (Phrase("must agree before it counts as carried", _agreement(authority)),)
        return Part("NHS England", powers), Part(BY_RIGHT, (Phrase(right, BY_RIGHT_AT_LEVEL_2),))
    powers = (
        Phrase("has a voting seat only if the CCG agreed to one", citations.LEVEL_3_MEMBERSHIP),
        Phrase("has no casting vote", s.LEVEL_3_NO_CASTING),
        Phrase("has no veto", s.LEVEL_3_NO_VETO),
    )
    return Part("NHS England", powers), Part(BY_RIGHT, (Phrase(right, citations.BY_RIGHT),))


def _nhs_england(law: Law, authority: Authority, decider: Committee, ccg: Ccg, seats: list[Seat]):
    standpoint = law.standpoint(decider, authority.function, (ccg,), authority.day)
    joint = authority.level == Level.JOINT
    membership = citations.LEVEL_2_MEMBERSHIP if joint else citations.LEVEL_3_MEMBERSHIP
    yield Phrase(_its_seat(seats), membership)
    casting = nhs_england.casting_vote_verdict(standpoint, decider)
    yield Phrase("has the casting vote on a tie" if casting else "has no casting vote", _deciding_source(casting))
    veto = nhs_england.veto_verdict(standpoint, decider)
    window = f"may veto a carried decision {veto_window(authority.veto_working_days)}"
    yield Phrase(window if veto else "has no veto", _deciding_source(veto))
    if authority.agreement_needed:
        needed = "must agree before it counts as carried"
        yield Phrase(f"{needed}; where it agreed there is no veto" if veto else needed, _agreement(authority))


def _its_seat(seats: list[Seat]) -> str:
    standings = {seat.standing for seat in seats if seat.represents == Represents.NHS_ENGLAND}
    if Standing.VOTING in standings:
        return "votes from its seat"
    return "has a seat; whether with a vote is not known" if Standing.NOT_KNOWN in standings else "has no voting seat"


def _deciding_source(verdict: Verdict) -> Source:
    """Where the answer is written: the first refusal, or the reason that gives the power."""
    return (verdict.refusals or verdict.reasons[::-1])[0].source


def _agreement(authority: Authority) -> Source:
    return cell(authority.function, authority.level).source


def _by_right(authority: Authority, seats: list[Seat]):
    joint = authority.level == Level.JOINT
    source = BY_RIGHT_AT_LEVEL_2 if joint else citations.BY_RIGHT
    bodies = (Represents.HEALTHWATCH, Represents.HWB)
    standings = {body: {seat.standing for seat in seats if seat.represents == body} for body in bodies}
    if all(found == {Standing.NON_VOTING} for found in standings.values()):
        yield Phrase("take part, do not vote", source)
        return
    yield Phrase("have the right to take part, without a vote", source)
    missing = [body.label for body in bodies if not standings[body]]
    if missing:
        yield Phrase(f"no seat is on record for {listed(missing)}", authority.terms.source)


# --- Since when ---
def history(law: Law, found: list[Stretch], day: date) -> tuple[Phrase, ...]:
    """Since when this body decides, which did before, and which will after."""
    at = next((number for number, stretch in enumerate(found) if stretch.covers(day)), None)
    if at is None:
        return ()
    now = found[at]
    before = f"before that {_name(law, found[at - 1])}" if at else "the first day on record"
    said = [f"Since {day_words(now.starts_on)}{';' if at else ','} {before}."]
    if now.ends_on and at + 1 < len(found):
        said.append(f"Until {day_words(now.ends_on)}; after that {_name(law, found[at + 1])}.")
    source = next(
        (reason.source for reason in now.authority.verdict.reasons if reason.code in ON_RECORD), s.LEVEL_BY_CCG
    )
    return tuple(Phrase(text, source) for text in said)


def _name(law: Law, stretch: Stretch) -> str:
    authority = stretch.authority
    if authority.decider is not None and is_settled(authority):
        return the(law.committees[authority.decider])
    if authority.nhs_england_decides:
        return "NHS England"
    kind = kind_not_on_record(authority)
    return f"{a(kind.label)} that is not on record" if kind else "nobody on record"
