"""What NHS England vetoed comes back: on the committee's next agenda, or on the first that is convened after it."""

from __future__ import annotations

from datetime import date, timedelta

from committees.models import Meeting, Sitting
from committees.terms import Outcome, Purpose
from decisions.actions.agenda import put_on_agenda
from decisions.actions.bench import Bench
from decisions.actions.items import free_number
from decisions.actions.matching import recheck
from decisions.asked_for import first_day
from decisions.calendar import next_meeting
from decisions.facts import ResolutionFacts, load_record
from decisions.models import AgendaItem, ItemPurpose, Resolution
from decisions.outcome import outcome_of
from decisions.readers import ground_of, is_private
from decisions.returned import waits_for_agenda

NO_GROUND = "It was taken in private before."


def return_to_agenda(bench: Bench, of: ResolutionFacts, today: date) -> AgendaItem | None:
    """Put a decision that was vetoed on the agenda of its committee's first planned meeting after ``today``, once.

    With it the parts of the item that this committee has not decided. None where no meeting is planned yet, or where it
    is before the committee again already. Called under the lock of the sitting that decided.
    """
    if not waits_for_agenda().filter(announcement__resolution=of.pk).exists():
        return None
    later = next_meeting(of.sitting.committee.id, first_day(of.item.matter.pk, today + timedelta(days=1)))
    if later is None or _begun_meanwhile(later):
        return None
    parts = _undecided(of)
    sitting = later.sittings.get(committee=of.sitting.committee.id)
    private = is_private(bench.record, of.item)
    held = _as_private(later, of, private)
    return _join(held, sitting, parts) if held is not None else _put(bench, of, later, sitting, parts, private)


def _as_private(later: Meeting, of: ResolutionFacts, private: bool) -> AgendaItem | None:
    """Where the matter is on that agenda already. What was in private never joins an item that is taken in public."""
    rows = later.items.filter(matter=of.item.matter).order_by("pk")
    return (rows.filter(private=True) if private else rows).first()


def _begun_meanwhile(meeting: Meeting) -> bool:
    """Asked under the lock of its sittings: once it has begun, what comes back waits for the next."""
    list(Sitting.objects.select_for_update().filter(meeting=meeting).order_by("pk"))
    return load_record(meeting).begun


def _undecided(of: ResolutionFacts) -> set[int]:
    """The parts (keys) that were vetoed; of a meeting that is closed, also those on which the committee came to nothing."""
    closed = of.sitting.closed is not None
    parts = of.item.resolutions_of(of.sitting.pk)
    vetoed = {each.limb.pk for each in parts if outcome_of(each) is Outcome.VETOED}
    left = {each.limb.pk for each in parts if closed and not each.settled and not each.withdrawn}
    return vetoed | left


def _put(
    bench: Bench, of: ResolutionFacts, later: Meeting, sitting: Sitting, parts: set[int], private: bool
) -> AgendaItem:
    return put_on_agenda(
        meeting=later,
        matter=of.item.matter,
        number=free_number(later),
        purposes={sitting.pk: Purpose.APPROVAL},
        private=private,
        private_ground=(ground_of(bench.record, of.item) or NO_GROUND) if private else "",
        limbs={sitting.pk: parts},
    )


def _join(held: AgendaItem, sitting: Sitting, parts: set[int]) -> AgendaItem:
    """The matter is on that agenda already, for another committee or for another part: these parts join it."""
    ItemPurpose.objects.get_or_create(item=held, sitting=sitting, defaults={"purpose": Purpose.APPROVAL})
    for limb in sorted(parts):
        Resolution.objects.get_or_create(item=held, sitting=sitting, limb_id=limb)
    recheck([held.pk])
    return held
