"""One committee on one part of an item: the motion, the result, and how it came about."""

from __future__ import annotations

from dataclasses import replace

from committees.rights.words import listed, sentence_case
from committees.terms import NotTold
from decisions.facts import ResolutionFacts
from decisions.minutes import corrected, hanging, national, voting
from decisions.minutes.published import as_published, tells
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import Decision, EarlierWords
from decisions.minutes.words import because, quorum_words, when
from decisions.models import Act

DEFERRED = "Deferred."  # told by the item, with the day and the reason
QUORATE = "Quorate: "


def decision(reading: Reading, of: ResolutionFacts) -> Decision:
    """The minute of one committee's decision on one part."""
    told = Decision(
        pks=(of.pk,),
        committee=of.sitting.name,
        motion=of.motion_text,
        earlier=earlier_words(reading, of),
        result=of.announcement.sentence if of.announcement else "",
        state=_state(reading, of),
        subject_to=hanging.subject_to(of),
        hangs=hanging.stands(of),
        conditions=hanging.became_of_each(reading, of),
        published=as_published(of),
        corrections=tuple(line.sentence for line in corrected.put_right(reading, of)) if of.announcements else (),
    )
    opening = of.opening
    if of.announcement is None or opening is None:
        return told
    vetoed = bool(of.veto and of.veto.used)
    return replace(
        told,
        effect="" if vetoed else voting.effect(opening),
        recording=voting.recording(reading, of, opening),
        votes=voting.votes(reading, of, opening),
        counts=voting.counts(of, opening),
        left_out=voting.left_out(reading, of),
        casting=national.casting(reading, of),
        agreement=national.agreement(reading, of, opening),
        veto=national.veto(reading, of),
        vetoed=vetoed,
        quorum=quorum_words(reading.quorum(of.sitting, of.item, opening.happened_at)),
        presiding=voting.presided(reading, of, opening),
    )


def earlier_words(reading: Reading, of: ResolutionFacts) -> tuple[EarlierWords, ...]:
    """The words that were amended away or withdrawn before others took their place, first first."""
    by_pk = {motion.pk: motion for motion in of.motions}
    withdrawn: dict[int, Act] = {act.motion_id: act for act in of.withdrawals}
    said = []
    for motion in of.motions:
        old = by_pk.get(motion.replaces_id or 0)
        if old is None:
            continue
        what = "withdrawn" if old.pk in withdrawn else "amended"
        act = withdrawn.get(old.pk, motion)
        why = f"{what}{when(act, reading.record.day)}{because(act.reason)}"
        said.append(EarlierWords(old.text, sentence_case(why)))
    return tuple(said)


def _state(reading: Reading, of: ResolutionFacts) -> str:
    """Where a decision stands without a result; empty once it is announced."""
    if of.announcement is not None or of.published is not None:
        return ""
    day = reading.record.day
    if of.recalled is not None and not of.withdrawn:
        return "No result stands: the one announced was taken back, to put the record right."
    if of.withdrawn:
        act = of.withdrawals[-1]
        return f"The motion was withdrawn{when(act, day)}{because(act.reason)}"
    if of.item.deferral_of(of.sitting.pk):
        return DEFERRED
    if of.closing is not None:
        return "Voting has closed; the result is not announced yet."
    if of.opening is not None:
        return "Voting is open."
    if of.sitting.closed and not tells(reading.record, NotTold.OUTCOMES):
        return "What was decided the source does not tell."
    return "Not decided." if of.sitting.closed else "Not decided yet."


def told_together(decisions: list[Decision]) -> tuple[Decision, ...]:
    """Committees of which nothing is told but the same result, in one: "Kingston and Merton: agreed by all"."""
    alike: dict[tuple, list[Decision]] = {}
    for number, each in enumerate(decisions):
        plain = not (each.votes or each.counts or each.casting or each.agreement or each.corrections)
        plain = plain and not (each.hangs or each.conditions)
        quiet = plain and not (each.left_out or each.veto or each.presiding)
        key = (
            (_tail(each), each.state, each.motion, each.earlier, each.effect, each.recording, each.published)
            if quiet
            else (number,)
        )
        alike.setdefault(key, []).append(each)
    return tuple(_one_of(group) for group in alike.values())


def _tail(each: Decision) -> str:
    return each.result.removeprefix(f"{each.committee}: ")


def _one_of(group: list[Decision]) -> Decision:
    first = group[0]
    if len(group) == 1:
        return first
    names = listed(each.committee for each in group)
    return replace(
        first,
        pks=tuple(pk for each in group for pk in each.pks),
        committee=names,
        result=f"{names}: {_tail(first)}" if first.result else "",
        quorum=_quorums(group),
    )


def _quorums(group: list[Decision]) -> str:
    """Quorate: Kingston, six present who count, four needed; Merton, five present who count, four needed."""
    if not all(each.quorum for each in group):
        return ""
    if not all(each.quorum.startswith(QUORATE) for each in group):
        return " ".join(f"{each.committee}: {each.quorum}" for each in group)
    told = (f"{each.committee}, {each.quorum.removeprefix(QUORATE).removesuffix('.')}" for each in group)
    return f"{QUORATE}{'; '.join(told)}."
