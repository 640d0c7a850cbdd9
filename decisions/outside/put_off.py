"""What committees asked for when they put the matter off, and when it may come back: a section of the matter's page."""

from __future__ import annotations

from django.urls import reverse

from committees.models import Sitting
from committees.rights.words import day_words, listed
from decisions.asked_for import IN_PRIVATE, Asked, put_off
from decisions.minutes.words import stop
from decisions.outside.sections import Asks, Line, Section

NAME = "put-off"


def section(asks: Asks) -> Section | None:
    """Each deferral: by whom, what is asked and from which day; None where it was never put off. Two queries at most."""
    every = put_off([asks.record.matter.pk])
    if not every:
        return None
    own = _own(asks, every)
    waits = [each.not_before for each in every if each.not_before and each.not_before > asks.today]
    said = (f"It goes on no agenda before {day_words(max(waits))}.",) if waits else ()
    return Section(key=NAME, title="Put off", said=said, lines=tuple(_line(each, own) for each in reversed(every)))


def _own(asks: Asks, every: list[Asked]) -> frozenset[int]:
    """The meetings in which this committee sat: what it heard in private it knows."""
    secret = {each.meeting.pk for each in every if each.private}
    if not secret:
        return frozenset()
    rows = Sitting.objects.filter(meeting__in=secret, committee=asks.record.committee.id)
    return frozenset(rows.values_list("meeting", flat=True))


def _line(each: Asked, own: frozenset[int]) -> Line:
    hidden = each.private and each.meeting.pk not in own
    details = []
    if hidden:
        details.append(f"{IN_PRIVATE[0].upper()}{IN_PRIVATE[1:]}.")
    else:
        details += [f"Why: {stop(each.reason)}"] if each.reason else []
        details += [f"Asked for: {stop(each.asked_for)}"] if each.asked_for else []
    if each.not_before:
        details.append(f"Not to come back before {day_words(each.not_before)}.")
    link = (f"The meeting of {day_words(each.meeting.date)}", reverse("meeting", args=[each.meeting.pk]))
    return Line(
        text=f"Deferred by {listed(each.committees)}.",
        when=day_words(each.meeting.date),
        details=tuple(details),
        links=(link,),
    )
