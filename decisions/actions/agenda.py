"""The agenda: putting matters on it, and changing it while the meeting runs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from committees.models import Meeting
from committees.powers import Actor
from committees.rights.words import day_words
from committees.terms import Act, Function, Purpose, Verb
from decisions.actions.bench import in_meeting
from decisions.actions.matching import recheck
from decisions.asked_for import refuse_too_early
from decisions.facts.withdrawn import withdrawals_on, withdrawn_for
from decisions.gate import may_in_meeting, require
from decisions.models import AgendaItem, ItemPurpose, ItemStep, Limb, Matter, Resolution
from decisions.models.acts import Step


@transaction.atomic
def put_on_agenda(
    *,
    meeting: Meeting,
    matter: Matter,
    number: str,
    purposes: Mapping[int, Purpose] | None = None,
    private: bool = False,
    private_ground: str = "",
    urgent: bool = False,
    limbs: Mapping[int, Collection[int]] | None = None,
    look: bool = True,
    reports: bool = False,
) -> AgendaItem:
    """Put a matter on a meeting's agenda, with one decision for each committee concerned and each part.

    ``purposes``: sitting -> purpose; None: every committee that the matter concerns, for approval; for information what
    is reserved to NHS England. ``limbs``: sitting
    -> the parts before it (None: all of them, before each). ``look``: whether the registers are asked at once for
    conflicts; who has more to set up asks them afterwards. ``reports``: it only tells what was decided already. Refused
    before the day until which a committee put the matter off. Setting up an agenda is no act; while the meeting runs, use
    ``add_urgent_item``.
    """
    if not reports:
        refuse_too_early(matter.pk, meeting, private=private)
    order = (meeting.items.aggregate(top=Max("order"))["top"] or 0) + 10
    if private and not private_ground.strip():
        raise ValidationError("An item taken in private needs its ground.")
    item = AgendaItem(
        meeting=meeting,
        matter=matter,
        number=number,
        order=order,
        private=private,
        private_ground=private_ground,
        urgent=urgent,
    )
    item.full_clean()
    item.save()
    parts = list(matter.limbs.all())
    withdrawn = withdrawals_on([matter.pk])
    for sitting in meeting.sittings.select_related("committee").prefetch_related("committee__ccgs"):
        purpose = _purpose(purposes, sitting, matter)
        if purpose is None:
            continue
        if (on := withdrawn_for(withdrawn, sitting.committee_id, meeting.date)) is not None:
            raise ValidationError(f"“{matter.title}” was withdrawn on {day_words(on)}: it goes on no agenda.")
        ItemPurpose.objects.create(item=item, sitting=sitting, purpose=purpose)
        for limb in parts:
            if limbs is not None and limb.pk not in limbs.get(sitting.pk, ()):
                continue
            Resolution.objects.create(item=item, sitting=sitting, limb=limb)
    if look:
        recheck([item.pk])
    return item


def _purpose(purposes, sitting, matter) -> Purpose | None:
    if purposes is not None:
        return purposes.get(sitting.pk)
    if matter.function == Function.OWN_BUSINESS:
        return Purpose.APPROVAL
    concerned = {ccg.pk for ccg in matter.ccgs.all()}
    usual = Purpose.INFORMATION if matter.function == Function.PERFORMERS_LIST else Purpose.APPROVAL
    return usual if concerned & {ccg.pk for ccg in sitting.committee.ccgs.all()} else None


def add_urgent_item(
    *,
    actor: Actor,
    meeting: int,
    title: str,
    function: Function,
    ccgs: list,
    text: str,
    reason: str,
    verb: Verb = Verb.APPROVE,
    when: datetime | None = None,
) -> AgendaItem:
    """Take a matter as urgent that is not on the published agenda. The reason for urgency is required."""
    if not reason.strip():
        raise ValidationError("Say why this item is urgent: it was not on the published agenda.")
    if not title.strip() or not text.strip():
        raise ValidationError("Give the item a title and the words of its motion.")
    with in_meeting(actor, meeting, when) as bench:
        verdict = require(may_in_meeting(Act.RUN_AGENDA, actor, bench.record))
        matter = Matter(title=title.strip(), function=Function(function), made_up=bench.record.meeting.made_up)
        matter.save()
        matter.ccgs.set(ccgs)
        Limb.objects.create(matter=matter, text=text.strip(), verb=Verb(verb))
        number = f"U{sum(item.row.urgent for item in bench.record.items) + 1}"
        item = put_on_agenda(meeting=bench.record.meeting, matter=matter, number=number, urgent=True)
        if not item.purposes.exists():
            raise ValidationError("No committee that sits in this meeting is concerned. Choose the CCGs it is about.")
        bench.write(ItemStep(item=item, step=Step.URGENT, reason=reason.strip()), verdict)
        return item


def move_item(*, actor: Actor, meeting: int, item: int, after: int | None, when: datetime | None = None) -> ItemStep:
    """Take an item earlier or later: place it after another (None: first). Numbers stay as published."""
    with in_meeting(actor, meeting, when) as bench:
        verdict = require(may_in_meeting(Act.RUN_AGENDA, actor, bench.record))
        on = bench.item(item)
        others = [other for other in bench.record.items if other is not on]
        if after is not None and bench.item(after) is on:
            raise ValidationError(f"Item {on.number} cannot be placed after itself. Choose another item.")
        at = 0 if after is None else 1 + [other.pk for other in others].index(after)
        for place, each in enumerate([*others[:at], on, *others[at:]], start=1):
            if each.row.order != place * 10:
                each.row.order = place * 10
                each.row.save(update_fields=["order"])
        return bench.write(ItemStep(item=on.row, step=Step.MOVED), verdict)
