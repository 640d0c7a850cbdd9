"""Where a matter stands between meetings, in one sentence: what was done last, and what it waits for."""

from __future__ import annotations

from collections.abc import Iterator

from committees.rights.words import day_words, listed
from decisions.models import ConsentRequest, InformationRequest, OutsideDecision, PanelReferral
from decisions.outcome import london_day
from decisions.outside.book import ROUTES
from decisions.outside.facts import OutsideRecord
from decisions.outside.in_meetings import sittings_on_it

#: Who asks, by which name its answer is known, and what is then waited for.
WAITS = (
    (ConsentRequest, "answer", "NHS England's consent"),
    (InformationRequest, "answer", "information from NHS England"),
    (PanelReferral, "advice", "the panel's advice"),
)


def standing(record: OutsideRecord) -> str:
    """The sentence with which the matter's page begins. Five queries."""
    parts = [*_parts(record)]
    if not parts:
        return ""
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."


def _parts(record: OutsideRecord) -> Iterator[str]:
    matter, of = record.matter, {"committee": record.row.pk, "matter": record.matter.pk}
    if matter.raised_by_id == record.row.pk and matter.raised_on:
        yield f"raised on {day_words(matter.raised_on)}"
    decided = OutsideDecision.objects.filter(**of).order_by("pk").last()
    if decided is not None:
        yield f"{ROUTES.get(decided.route, 'decided')} on {day_words(london_day(decided))}"
    missing = [
        words for model, answer, words in WAITS if model.objects.filter(**of, **{f"{answer}__isnull": True}).exists()
    ]
    if missing:
        yield f"it waits for {listed(missing)}"
    sitting = sittings_on_it(**of).select_related("meeting").order_by("meeting__date", "pk").first()
    if sitting is not None:
        yield f"on the agenda of {day_words(sitting.meeting.date)}"
