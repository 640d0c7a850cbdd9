"""Taking items one by one, and closing the meeting."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.models import Meeting
from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.rights.words import day_words, listed
from committees.terms import Act, Purpose
from decisions.actions.agenda import put_on_agenda
from decisions.actions.bench import Bench, in_meeting, in_sittings
from decisions.actions.found import declare_found, look_again
from decisions.actions.hanging import conditions_on_agenda, copies
from decisions.actions.matching import TAKEN, recheck
from decisions.actions.room import back_from_item, out_for_item
from decisions.asked_for import not_before_of, refuse_too_early
from decisions.facts import ItemFacts, SittingFacts
from decisions.gate import may_close, may_defer, may_in_meeting, require
from decisions.models import Deferral, ItemStep, Motion, SittingClosed
from decisions.models.acts import Step

#: What an item may be on the agenda for that leaves something to decide.
TO_DECIDE = frozenset({Purpose.APPROVAL, Purpose.RATIFICATION})


def begin_item(*, actor: Actor, meeting: int, item: int, when: datetime | None = None) -> ItemStep:
    """Take an item: the one before it ends, and each committee concerned has its motion put from the agenda.

    The registers are looked at again, and what they show on it is declared with it.
    """
    with transaction.atomic():
        recheck([item])  # first, and under the same lock: the record is then loaded with what is found
        with in_meeting(actor, meeting, when) as bench:
            on = bench.item(item)
            if _to_be_looked_at(bench, on):
                look_again(bench, on)
            return begin_one(bench, on)


def _to_be_looked_at(bench: Bench, on: ItemFacts) -> bool:
    """Whether an item that is not open to be looked at any more is looked at all the same: it is taken up again, or a
    committee has closed the meeting; and no vote on it was opened."""
    not_open = len(bench.record.open_sittings) < len(bench.record.sittings) or any(s.step in TAKEN for s in on.steps)
    return not_open and not any(each.openings or each.published for each in on.resolutions)


def begin_one(bench: Bench, on: ItemFacts) -> ItemStep:
    """Take an item, on a bench of the whole meeting."""
    verdict = require(may_in_meeting(Act.RUN_AGENDA, bench.actor, bench.record))
    current = bench.record.current
    if current is on:
        raise ValidationError(f"Item {on.number} is being taken already.")
    refuse_too_early(on.matter.pk, bench.record.meeting, private=on.row.private)
    if current is not None:
        _leave(bench, verdict, current)
    step = bench.write(ItemStep(item=on.row, step=Step.BEGUN), verdict)
    declare_found(bench, on, verdict)
    out_for_item(bench, verdict, bench.record.ruled_out(on), on.pk)
    without = [r for r in on.resolutions if r.motion is None and r.sitting.closed is None]
    carried = conditions_on_agenda(resolution.limb.pk for resolution in without)
    for resolution in without:
        put = Motion(resolution=resolution.row, text=resolution.limb.text, verb=resolution.limb.verb)
        conditions = copies(carried.get(resolution.limb.pk, ()), bench.record.day)
        bench.write(put, verdict, sittings=[resolution.sitting.pk], conditions=conditions)
    return step


def finish_item(*, actor: Actor, meeting: int, item: int, when: datetime | None = None) -> ItemStep:
    """The item is done with: whoever left for it comes back."""
    with in_meeting(actor, meeting, when) as bench:
        return end_one(bench, bench.item(item), Step.FINISHED)


def end_one(bench: Bench, on: ItemFacts, step: Step, reason: str = "") -> ItemStep:
    """Finish an item, break it off or pass over it, on a bench of the whole meeting: whoever left for it comes back."""
    verdict = require(may_in_meeting(Act.RUN_AGENDA, bench.actor, bench.record))
    refuse_open_voting(on)
    return _end(bench, verdict, on, step, reason)


def refuse_open_voting(item: ItemFacts) -> None:
    """Nothing is left, put off or broken off over a vote whose result is not announced: raises ValidationError."""
    pending = [r for r in item.resolutions if r.pending]
    if pending:
        names = ", ".join(dict.fromkeys(r.sitting.name for r in pending))
        first = "Announce it" if all(r.closing for r in pending) else "Announce it, or withdraw the motion,"
        raise ValidationError(f"The result of item {item.number} is not announced yet ({names}). {first} first.")


def _leave(bench: Bench, verdict: Verdict, item: ItemFacts) -> None:
    """An item that is left for another: finished where nothing is left to decide, adjourned where something is."""
    refuse_open_voting(item)
    undecided = [
        r
        for r in item.resolutions
        if item.purposes.get(r.sitting.pk) in TO_DECIDE
        and not r.settled
        and not r.withdrawn
        and not item.deferral_of(r.sitting.pk)
    ]
    _end(bench, verdict, item, Step.ADJOURNED if undecided else Step.FINISHED)


def _end(bench: Bench, verdict: Verdict, item: ItemFacts, step: Step, reason: str = "") -> ItemStep:
    back_from_item(bench, verdict, item.pk)
    return bench.write(ItemStep(item=item.row, step=step, reason=reason), verdict)


def skip_item(*, actor: Actor, meeting: int, item: int, reason: str = "", when: datetime | None = None) -> ItemStep:
    """Pass over an item; it can be taken later in the meeting."""
    return _set_aside(actor, meeting, item, Step.SKIPPED, reason, when)


def adjourn_item(*, actor: Actor, meeting: int, item: int, reason: str = "", when: datetime | None = None) -> ItemStep:
    """Break off an item, to be taken up again later in the meeting."""
    return _set_aside(actor, meeting, item, Step.ADJOURNED, reason, when)


def _set_aside(actor, meeting, item, step, reason, when) -> ItemStep:
    with in_meeting(actor, meeting, when) as bench:
        return end_one(bench, bench.item(item), step, reason.strip())


def defer_item(
    *,
    actor: Actor,
    meeting: int,
    item: int,
    sittings: list[int],
    reason: str,
    to_meeting: int | None = None,
    to_date: date | None = None,
    asked_for: str = "",
    not_before: date | None = None,
    when: datetime | None = None,
) -> list[Deferral]:
    """Put an item off, for each committee named, to a meeting or a date; with what is asked in the meantime, and before
    which day the matter is not to come back.

    Deferred to a meeting, the matter goes on that meeting's agenda, with the parts that are still undecided.
    """
    with in_sittings(actor, meeting, sittings, when) as bench:
        return defer_one(
            bench,
            bench.item(item),
            sittings,
            reason=reason,
            to_meeting=to_meeting,
            to_date=to_date,
            asked_for=asked_for,
            not_before=not_before,
        )


def defer_one(
    bench: Bench,
    on: ItemFacts,
    sittings: list[int],
    *,
    reason: str,
    to_meeting: int | None = None,
    to_date: date | None = None,
    asked_for: str = "",
    not_before: date | None = None,
) -> list[Deferral]:
    """Put an item off for each committee named, whose sittings the bench has locked."""
    if (to_meeting is None) == (to_date is None):
        raise ValidationError("Say until when: choose a meeting or give a date, one of the two.")
    if not reason.strip():
        raise ValidationError("Say why the item is deferred.")
    later = _later_meeting(to_meeting, bench) if to_meeting else None
    if to_date is not None and to_date <= bench.record.day:
        raise ValidationError("An item is deferred to a later day than this meeting's.")
    until = later.date if later is not None else to_date
    not_before = not_before_of(not_before, until, bench.record.day)
    chosen = [pk for pk in dict.fromkeys(sittings) if pk in on.purposes]
    if not chosen:
        raise ValidationError("Choose at least one committee that this item concerns.")
    said = {"reason": reason.strip(), "asked_for": asked_for.strip(), "not_before": not_before}
    deferred = [_defer(bench, on, pk, to_meeting=later, to_date=to_date, **said) for pk in chosen]
    if later is not None:
        _carry_over(on, [bench.record.sittings[pk] for pk in chosen], later)
    return deferred


def _later_meeting(pk: int, bench: Bench) -> Meeting:
    later = Meeting.objects.filter(pk=pk).first()
    if later is None or (later.date, later.starts_at) <= (bench.record.day, bench.record.meeting.starts_at):
        raise ValidationError("Choose a meeting that is later than this one.")
    return later


def _carry_over(on: ItemFacts, sittings: list[SittingFacts], later: Meeting) -> None:
    """Put the matter on the later meeting's agenda, for the committees that deferred it."""
    there = {sitting.committee_id: sitting.pk for sitting in later.sittings.all()}
    missing = [sitting.name for sitting in sittings if sitting.committee.id not in there]
    if missing:
        raise ValidationError(
            f"{listed(missing)} {'does' if len(missing) == 1 else 'do'} not sit in the meeting of {day_words(later.date)}. "
            "Choose a meeting in which the committee sits, or a date."
        )
    purposes = {there[s.committee.id]: Purpose(on.purposes[s.pk]) for s in sittings}
    undecided = {
        there[r.sitting.committee.id]: {x.limb.pk for x in on.resolutions_of(r.sitting.pk) if not x.settled}
        for r in on.resolutions
        if r.sitting in sittings
    }
    put_on_agenda(
        meeting=later,
        matter=on.matter,
        number=free_number(later),
        purposes=purposes,
        private=on.row.private,
        private_ground=on.row.private_ground,
        limbs=undecided,
    )


def free_number(meeting: Meeting) -> str:
    """The next number of an agenda."""
    taken = [int(number) for number in meeting.items.values_list("number", flat=True) if number.isdigit()]
    return str(max(taken, default=0) + 1)


def refuse_deferred_twice(sitting: SittingFacts, on: ItemFacts) -> None:
    """Raise ValidationError where the committee has put the item off before."""
    if on.deferral_of(sitting.pk):
        raise ValidationError(f"{sitting.name} has deferred this item already.")


def _defer(bench: Bench, on: ItemFacts, pk: int, **said) -> Deferral:
    sitting = bench.record.sittings[pk]
    verdict = require(may_defer(bench.actor, bench.record, sitting, on))
    refuse_deferred_twice(sitting, on)
    act = Deferral(item=on.row, sitting=sitting.row, **said)
    return bench.write(act, verdict, sittings=[pk])


def close_sitting(
    *, actor: Actor, meeting: int, sittings: list[int], when: datetime | None = None
) -> list[SittingClosed]:
    """Close the meeting for these committees. Refused while a result is not announced."""
    with in_sittings(actor, meeting, sittings, when) as bench:
        chosen = [bench.record.sittings[pk] for pk in dict.fromkeys(sittings) if pk in bench.record.sittings]
        if not chosen:
            raise ValidationError("Choose at least one committee.")
        return [close_for(bench, sitting) for sitting in chosen]


def close_for(bench: Bench, sitting: SittingFacts) -> SittingClosed:
    """Close the meeting for one committee: not over a vote whose result is not announced."""
    verdict = require(may_close(bench.actor, bench.record, sitting))
    return bench.write(SittingClosed(sitting=sitting.row), verdict, sittings=[sitting.pk])
