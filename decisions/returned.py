"""Decisions that NHS England vetoed: before their committee again, or waiting for an agenda. Derived, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from committees.powers import Actor
from committees.rights.words import day_words
from committees.terms import Power
from decisions.facts import Record
from decisions.models import Resolution, Veto
from decisions.outcome import london_day
from decisions.readers import PRIVATE_ITEM, is_private, private_row


@dataclass(frozen=True)
class Vetoed:
    """One veto of what is before the committee again. ``sitting``: of the later meeting; ``reason``: empty where private."""

    sitting: int
    committee: str
    letter: str
    decided_on: date
    vetoed_on: date
    reason: str

    @property
    def sentence(self) -> str:
        """Vetoed by NHS England on 20 April 2016: too dear. It was Croydon's decision of 14 April 2016."""
        said = f": {self.reason.strip().rstrip('.')}." if self.reason else ", for a reason given in private."
        part = f", part ({self.letter})" if self.letter else ""
        return (
            f"Vetoed by NHS England on {day_words(self.vetoed_on)}{said}"
            f" It was {self.committee}'s decision of {day_words(self.decided_on)}{part}."
        )


def vetoed_before(record: Record) -> dict[int, tuple[Vetoed, ...]]:
    """For each item (key), what NHS England vetoed of it in an earlier meeting, and why. One query.

    Whoever shows an item to a reader shows these with it; what was given in private is not said on an item in public.
    """
    now = {(of.limb.pk, of.sitting.committee.id): of for of in record.resolution_by_id.values()}
    found: dict[int, list[Vetoed]] = defaultdict(list)
    for veto in _vetoes({limb for limb, _ in now}) if now else ():
        before = veto.announcement.resolution
        of = now.get((before.limb_id, before.sitting.committee_id))
        if of is None or _moment(veto.meeting) >= _moment(record.meeting):
            continue
        secret = private_row(before.item, veto.meeting) and not is_private(record, of.item)
        found[of.item.pk].append(
            Vetoed(
                sitting=of.sitting.pk,
                committee=of.sitting.name,
                letter=of.limb.letter,
                decided_on=veto.meeting.date,
                vetoed_on=london_day(veto),
                reason="" if secret else veto.reason,
            )
        )
    return {item: tuple(lines) for item, lines in found.items()}


def _vetoes(limbs: Iterable[int]) -> QuerySet[Veto]:
    rows = Veto.objects.filter(used=True, announcement__resolution__limb__in=limbs).order_by("happened_at", "pk")
    return rows.select_related("meeting", "announcement__resolution__sitting", "announcement__resolution__item")


def _moment(meeting) -> tuple:
    return (meeting.date, meeting.starts_at, meeting.pk)


# --- Waiting for an agenda ---
@dataclass(frozen=True)
class WaitsForAgenda:
    """A vetoed decision whose committee has no agenda yet on which it could come back."""

    decision: int
    meeting: int
    day: date
    committee: str
    item: str
    vetoed_on: date


def waits_for_agenda() -> QuerySet[Veto]:
    """The vetoes used of decisions that no later meeting of the same committee has before it.

    Not those that a file tells of another day: what became of them then it does not tell.
    """
    meeting = "announcement__resolution__item__meeting"
    later = Resolution.objects.filter(
        Q(item__meeting__date__gt=OuterRef(f"{meeting}__date"))
        | Q(
            item__meeting__date=OuterRef(f"{meeting}__date"),
            item__meeting__starts_at__gt=OuterRef(f"{meeting}__starts_at"),
        ),
        limb=OuterRef("announcement__resolution__limb"),
        sitting__committee=OuterRef("announcement__resolution__sitting__committee"),
    )
    return Veto.objects.filter(~Exists(later), used=True, imported_line__isnull=True).order_by("pk")


def waiting_for_agenda(actor: Actor, committees: Iterable[int]) -> list[WaitsForAgenda]:
    """The vetoed decisions of these committees that wait, the first vetoed first; one query.

    What was decided in private is named only to who reads that committee's private papers.
    """
    rows = waits_for_agenda().filter(announcement__resolution__sitting__committee__in=list(committees))
    rows = rows.select_related(
        "meeting",
        "announcement__resolution__limb",
        "announcement__resolution__item__matter",
        "announcement__resolution__sitting__committee",
    )
    return [_waits(actor, row) for row in rows]


def _waits(actor: Actor, row: Veto) -> WaitsForAgenda:
    of = row.announcement.resolution
    committee = of.sitting.committee
    hidden = private_row(of.item, row.meeting) and Power.READ_PRIVATE not in actor.on(committee.pk)
    part = f", part ({of.limb.letter})" if of.limb.letter else ""
    title = PRIVATE_ITEM if hidden else of.item.matter.title
    return WaitsForAgenda(
        decision=of.pk,
        meeting=row.meeting_id,
        day=row.meeting.date,
        committee=committee.short_name,
        item=f"item {of.item.number}, {title}{part}",
        vetoed_on=london_day(row),
    )
