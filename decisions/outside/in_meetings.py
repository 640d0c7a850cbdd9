"""What a committee's meetings have to do with a matter that is dealt with between them."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from committees.models import Meeting, Sitting
from committees.terms import Effect, Outcome
from decisions.facts import load_record
from decisions.models import AgendaItem, Announcement, OutsideDecision, PublishedOutcome

#: Results that leave nothing of the matter to decide.
DECIDED = (Outcome.CARRIED.value, Outcome.NOT_CARRIED.value, Outcome.AWAITS_AGREEMENT.value)
UNDECIDING = (Effect.RECOMMENDS.value, Effect.RECORDS_A_VIEW.value)


def decided_already(committee: int, matter: int) -> bool:
    """Whether the committee decided the matter, in a meeting or between meetings. At most three queries.

    A recommendation or a view that it carried decided nothing.
    """
    of = {"resolution__sitting__committee": committee, "resolution__item__matter": matter, "outcome__in": DECIDED}
    return (
        OutsideDecision.objects.filter(committee=committee, matter=matter).exists()
        or Announcement.objects.standing().filter(**of).exclude(opening__effect__in=UNDECIDING).exists()
        or PublishedOutcome.objects.filter(**of).exists()
    )


def meets_on_it_now(committee: int, matter: int, day: date) -> bool:
    """Whether a meeting of the committee runs that day with the matter before it. One query where none is held."""
    sits = Sitting.objects.filter(meeting=OuterRef("pk"), committee=committee, closed__isnull=True)
    before = sits.filter(purposes__item__matter=matter)
    return any(load_record(row).begun for row in Meeting.objects.filter(Exists(before), date=day))


def private_ground_of(matter: int) -> str:
    """The ground on which the matter was taken in private before; empty where it was not. One query."""
    earlier = AgendaItem.objects.filter(matter=matter, private=True).order_by("-pk")
    return earlier.values_list("private_ground", flat=True).first() or ""
