"""Passing an item on: a committee that is not quorate for it sends it to a body that can be, and may recommend.

The rule is ``committees.rights.referring``. Putting it off is in ``items``, inviting somebody in ``inviting``.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from committees.facts import committee_facts
from committees.models import Committee, Meeting
from committees.powers import Actor
from committees.rights import world
from committees.rights.quorum import quorum
from committees.rights.reasons import Verdict
from committees.rights.referring import may_refer
from committees.terms import Purpose
from decisions.actions.agenda import put_on_agenda
from decisions.actions.bench import Bench, in_meeting
from decisions.actions.hanging import conditions_on_agenda, copies
from decisions.actions.items import free_number, refuse_deferred_twice
from decisions.calendar import next_meeting
from decisions.facts import ItemFacts, SittingFacts, load_record
from decisions.gate import may_defer, require
from decisions.models import Deferral, ItemPurpose, Motion, Resolution


def refer_item(
    *,
    actor: Actor,
    meeting: int,
    item: int,
    sitting: int,
    to: int,
    reason: str,
    recommends: str = "",
    when: datetime | None = None,
) -> Deferral:
    """Pass an item to another committee (``to``, its key), with what those present recommend to it, if anything.

    Where that committee sits in this meeting the item is before it at once; where it sits in a planned meeting, on that
    one's agenda. Refused where it has no power to take it.
    """
    with in_meeting(actor, meeting, when) as bench:
        on, of = bench.item(item), bench.record.sittings.get(sitting)
        if of is None or sitting not in on.purposes:
            raise ValidationError("Choose a committee that this item concerns.")
        body = Committee.objects.prefetch_related("ccgs").filter(pk=to).first()
        if body is None:
            raise ValidationError("Choose the committee to which the item is passed.")
        if not reason.strip():
            raise ValidationError("Say why the item is passed on.")
        verdict = require(may_defer(bench.actor, bench.record, of, on) & may_pass(bench, of, on, committee_facts(body)))
        refuse_deferred_twice(of, on)
        here = _sits_here(bench, to)
        later = None if here else next_meeting(to, bench.record.day, besides=bench.record.meeting.pk)
        undecided = {r.limb.pk for r in on.resolutions_of(sitting) if not r.settled}
        act = Deferral(
            item=on.row,
            sitting=of.row,
            passed_to=body,
            to_meeting=later,
            recommends=recommends.strip(),
            reason=reason.strip(),
        )
        bench.write(act, verdict, sittings=[sitting])
        if here is not None:
            _take_here(bench, verdict, on, here, undecided)
        elif later is not None:
            _take_later(on, later, to, undecided)
        return act


def may_pass(bench: Bench, of: SittingFacts, on: ItemFacts, to: world.Committee) -> Verdict:
    """Whether the committee may be passed the item, by the rule alone."""
    record, here = bench.record, _sits_here(bench, to.id)
    return may_refer(
        of.committee,
        to,
        record.day,
        of_quorate=bool(quorum(record.room(of, on))),
        holds=record.standpoint(here, on) if here else None,
        to_quorate=bool(quorum(record.room(here, on))) if here else None,
    )


def _sits_here(bench: Bench, committee: int) -> SittingFacts | None:
    return next((s for s in bench.record.sittings.values() if s.committee.id == committee and not s.closed), None)


def _take_here(bench: Bench, verdict: Verdict, on: ItemFacts, here: SittingFacts, undecided: set[int]) -> None:
    """The item is before a committee of this meeting that it did not concern: with its parts, and their motions."""
    if here.pk in on.purposes:
        return
    ItemPurpose.objects.create(item=on.row, sitting=here.row, purpose=Purpose.APPROVAL.value)
    for limb in sorted(undecided):
        Resolution.objects.create(item=on.row, sitting=here.row, limb_id=limb)
    taken = bench.record.current is on
    bench.record = load_record(bench.record.meeting.pk)
    if not taken:
        return
    carried = conditions_on_agenda(undecided)
    for resolution in bench.item(on.pk).resolutions_of(here.pk):
        put = Motion(resolution=resolution.row, text=resolution.limb.text, verb=resolution.limb.verb)
        conditions = copies(carried.get(resolution.limb.pk, ()), bench.record.day)
        bench.write(put, verdict, sittings=[here.pk], conditions=conditions)


def _take_later(on: ItemFacts, later: Meeting, committee: int, undecided: set[int]) -> None:
    """The matter goes on the agenda of the planned meeting, unless it is there already for that committee."""
    sitting = later.sittings.get(committee=committee)
    if ItemPurpose.objects.filter(sitting=sitting, item__matter=on.matter).exists():
        return
    put_on_agenda(
        meeting=later,
        matter=on.matter,
        number=free_number(later),
        purposes={sitting.pk: Purpose.APPROVAL},
        private=on.row.private,
        private_ground=on.row.private_ground,
        limbs={sitting.pk: undecided},
    )
