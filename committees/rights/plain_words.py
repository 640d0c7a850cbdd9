"""Terms of reference read back in plain words, so that what the engine applies can be compared with what was approved.

Pure: the rule in, whole sentences out. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from committees.rights.words import listed, sentence_case
from committees.rights.world import QuorumRule, SeatKind, Slot, Terms
from committees.terms import CountsAs, Majority, Recording

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Clause:
    """One subject of the terms: its heading, and what they say in sentences. ``parts`` are read as a list below."""

    heading: str
    sentences: tuple[str, ...]
    parts: tuple[str, ...] = ()


def number(count: int) -> str:
    """The number in words up to ten, in figures above."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def clauses(terms: Terms, ccg_names: Mapping[str, str] | None = None) -> tuple[Clause, ...]:
    """Everything in the terms that rights hang on. ``ccg_names``: the names of the committee's CCGs by code."""
    return (
        quorum_clause(terms.quorum, ccg_names or {}),
        Clause("Majority", (majority_sentence(terms.majority),)),
        Clause("A tie", (tie_sentence(terms),)),
        Clause("NHS England's veto", (veto_sentence(terms),)),
        Clause("Recording of votes", (recording_sentence(terms.recordings),)),
        Clause("Conflicts of interest", conflict_sentences(terms)),
    )


def quorum_clause(rule: QuorumRule, ccg_names: Mapping[str, str] | None = None) -> Clause:
    """The quorum: how many, which places must be filled, and what else counts."""
    names = ccg_names or {}
    return Clause("Quorum", quorum_sentences(rule, tuple(names.values())), quorum_places(rule, names))


def quorum_sentences(rule: QuorumRule, ccgs: Iterable[str] = ()) -> tuple[str, ...]:
    """The quorum but for its places. ``ccgs``: names, for a rule that asks for one member of each CCG."""
    members = "members, with or without a vote," if rule.count_non_voting else "voting members"
    if rule.minimum == 1:
        members = "member, with or without a vote," if rule.count_non_voting else "voting member"
    said = [f"At least {number(rule.minimum)} {members} must be present."]
    if rule.each_ccg:
        whom = listed(ccgs) or "its CCGs"
        said.append(f"Among them must be one voting member for each of {whom}.")
    if rule.lay_executive_majority:
        said.append("More than half of the voting members who count must be lay or executive.")
    if any(slot.vice_chair_only_for_conflicted_chair for slot in rule.slots):
        said.append("The vice-chair counts only while the chair is in conflict.")
    said.append("Whoever is out of an item for a conflict of interest does not count while it lasts.")
    return tuple(said)


def quorum_places(rule: QuorumRule, ccg_names: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The places of the quorum, each filled by different people, as the engine reads them."""
    return tuple(slot_sentence(slot, ccg_names or {}) for slot in rule.slots)


def slot_sentence(slot: Slot, ccg_names: Mapping[str, str] | None = None) -> str:
    """One place: its label in the terms, who fits, and whether a deputy does."""
    names = ccg_names or {}
    criteria = _criteria(slot, names)
    if slot.any_of:
        criteria.append(f"of one of these kinds: {'; '.join(kind_words(kind, names) for kind in slot.any_of)}")
    member = "member without a vote" if slot.non_voting else "voting member"
    if slot.count > 1:
        member = "members without a vote" if slot.non_voting else "voting members"
    who = f"{number(slot.count)} {member}{', ' if criteria else ''}{', '.join(criteria)}"
    deputy = "A deputy counts." if slot.deputies else "A deputy does not count."
    return f"{sentence_case(slot.label)}: {who}. {deputy}"


def kind_words(kind: SeatKind, ccg_names: Mapping[str, str] | None = None) -> str:
    """One of several kinds of seat that fit a place."""
    return ", ".join(_criteria(kind, ccg_names or {}))


#: Sets of ways to count that have a shorter name than their members one after the other.
_COUNTED_TOGETHER = {
    frozenset({CountsAs.LAY, CountsAs.NEITHER}): "not counting as executive",
    frozenset({CountsAs.EXECUTIVE, CountsAs.NEITHER}): "not counting as lay",
    frozenset(CountsAs): "",
}


def _criteria(kind: SeatKind, ccg_names: Mapping[str, str]) -> list[str]:
    """What a seat must be to fit; every criterion that is not empty. Sorted: the rule's sets have no order."""
    said = []
    if kind.offices:
        said.append(f"who is {listed(sorted(office.label for office in kind.offices), 'or')}")
    if kind.titles:
        said.append(f"in the seat of {listed(sorted(kind.titles), 'or')}")
    if kind.title_words:
        said.append(f"in a seat whose title says {listed((f'“{word}”' for word in sorted(kind.title_words)), 'or')}")
    if kind.counts_as:
        each = f"counting as {listed(sorted(way.label for way in kind.counts_as), 'or')}"
        said.append(_COUNTED_TOGETHER.get(kind.counts_as, each))
    if kind.represents:
        said.append(f"representing {listed(sorted(body.label for body in kind.represents), 'or')}")
    if kind.ccgs:
        said.append(f"for {listed(sorted(ccg_names.get(code, code) for code in kind.ccgs), 'or')}")
    if kind.clinical is not None:
        said.append("a clinician" if kind.clinical else "not a clinician")
    return [words for words in said if words]


def majority_sentence(majority: Majority) -> str:
    """What carries a motion."""
    worth = "is no vote" if majority == Majority.OF_VOTES_CAST else "has the effect of a vote against"
    return f"A motion is carried by {Majority(majority).label}. An abstention {worth}."


def tie_sentence(terms: Terms) -> str:
    """Who breaks a tie: NHS England, whoever presides, or nobody."""
    if terms.nhs_england_casting_vote:
        return "NHS England has the casting vote on a tie. Unused, the motion is not carried."
    if terms.chair_second_vote:
        return "Whoever presides has a second vote on a tie. Unused, the motion is not carried."
    return "Nobody has a casting vote: on a tie the motion is not carried."


def veto_sentence(terms: Terms) -> str:
    """Whether NHS England may veto what was carried, and until when."""
    if not terms.nhs_england_veto:
        return "NHS England has no veto."
    return f"NHS England may veto a carried decision {veto_window(terms.veto_working_days)}."


def veto_window(working_days: int | None) -> str:
    """Until when a veto may be used: ``working_days`` None is until the sitting closes."""
    if working_days is None:
        return "until the meeting closes"
    if working_days == 0:
        return "until midnight of the day on which voting closes"
    days = "working day" if working_days == 1 else "whole working days"
    return f"within {number(working_days)} {days} after the day on which voting closes"


def recording_sentence(recordings: Iterable[Recording]) -> str:
    """How votes may be recorded."""
    allowed = set(recordings)
    ways = [each.label.split(",")[0] for each in Recording if each in allowed]
    if not ways:
        return "The terms allow no way of recording a vote."
    return f"Votes may be recorded {listed(ways, 'or')}."


def conflict_sentences(terms: Terms) -> tuple[str, ...]:
    """What happens to a member in conflict before the chair rules, and the strictest the chair must stay with."""
    said = ["Until the chair rules, a member in conflict does not vote."]
    if terms.default_handling:
        said = [f"A member in conflict: {terms.default_handling.label}, unless the chair rules more strictly."]
    for category, handling in sorted(terms.category_handling.items()):
        said.append(f"{category}: {handling.label}.")
    return tuple(said)


def notice_sentence(notice: int, papers: int) -> str:
    """How long before a meeting it is announced and its papers are published, in working days."""
    return (
        f"Meetings are announced {number(notice)} working {_days(notice)} before, "
        f"and their papers published {number(papers)} working {_days(papers)} before."
    )


def _days(count: int) -> str:
    return "day" if count == 1 else "days"
