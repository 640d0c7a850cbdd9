"""What a committee's meetings have to do with a matter that is dealt with between them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from committees.facts import ccg_facts, load_law
from committees.models import Sitting
from committees.terms import VERBS_WITHOUT_VOTE, Effect, Outcome
from decisions.facts import Record, load_record
from decisions.facts.decided_outside import decided_between, decided_outside_on
from decisions.models import AgendaItem, Announcement, Limb, PublishedOutcome, Veto
from practices import clock

#: Results that leave nothing of the matter to decide.
DECIDED = (Outcome.CARRIED.value, Outcome.NOT_CARRIED.value, Outcome.AWAITS_AGREEMENT.value)
UNDECIDING = (Effect.RECOMMENDS.value, Effect.RECORDS_A_VIEW.value)


def decided_already(committee: int, matter: int) -> bool:
    """Whether the committee decided the matter, every part before it, or it was decided between meetings for its CCGs.

    At most five queries, and a committee's law where another body decided between meetings.
    """
    return decided_outside(committee, matter) or _every_part_decided(committee, matter)


def decisions_on(committee: int, matter: int) -> list[Announcement | PublishedOutcome]:
    """The results that decide a part of the matter for the committee, and stand; oldest first. Two queries.

    A recommendation or a view that it carried decided nothing; nor does what was taken back, replaced or vetoed.
    """
    of = {"resolution__sitting__committee": committee, "resolution__limb__matter": matter, "outcome__in": DECIDED}
    related = ("resolution__item__meeting", "resolution__limb")
    vetoed = Veto.objects.filter(announcement=OuterRef("pk"), used=True, replaced_by__isnull=True)
    announced = Announcement.objects.standing().filter(~Exists(vetoed), **of).exclude(opening__effect__in=UNDECIDING)
    published = PublishedOutcome.objects.filter(**of, replaced_by__isnull=True)
    rows = [*announced.select_related(*related), *published.select_related(*related)]
    return sorted(rows, key=lambda act: (act.happened_at, act.pk))


def _every_part_decided(committee: int, matter: int) -> bool:
    """One part of several leaves the others to decide. What is only noted waits for nothing."""
    decided = {act.resolution.limb_id for act in decisions_on(committee, matter)}
    if not decided:
        return False
    put = Limb.objects.filter(resolutions__sitting__committee=committee, matter=matter).distinct()
    return {limb.pk for limb in put if limb.verb not in VERBS_WITHOUT_VOTE} <= decided


def decided_outside(committee: int, matter: int) -> bool:
    """Whether it was decided between meetings: by this committee, or in another's book for one of its CCGs."""
    rows = decided_outside_on([matter])
    if not rows or any(row.committee_id == committee for row in rows):
        return bool(rows)
    named = list(rows[0].matter.ccgs.all())
    law = load_law([ccg.pk for ccg in named], also=[committee])
    ccgs = [ccg_facts(ccg) for ccg in named]
    return decided_between(rows, law.committees[committee], ccgs, law) is not None


def sittings_on_it(committee: int, matter: int) -> QuerySet[Sitting]:
    """The sittings of the committee, not closed, that have the matter before them."""
    return Sitting.objects.filter(committee=committee, closed__isnull=True, purposes__item__matter=matter)


def meets_on_it_now(committee: int, matter: int) -> bool:
    """Whether a meeting of the committee has begun, on whatever day, is not closed, and has the matter before it.

    What the committee put off in it is not. One query where none is held.
    """
    found = sittings_on_it(committee, matter).filter(meeting__date__lte=clock.today())
    return any(_begun_on(load_record(row.meeting), row.pk, matter) for row in found.select_related("meeting"))


def _begun_on(record: Record, sitting: int, matter: int) -> bool:
    before = [item for item in record.items if item.matter.pk == matter and sitting in item.purposes]
    return record.begun and any(item.deferral_of(sitting) is None for item in before)


def private_ground_of(matter: int) -> str:
    """The ground on which the matter was taken in private before; empty where it was not. One query."""
    earlier = AgendaItem.objects.filter(matter=matter, private=True).order_by("-pk")
    return earlier.values_list("private_ground", flat=True).first() or ""
