"""The register of procurement decisions of a CCG as it is published: the rows that were signed off and still stand.

A row was made from the record when it was signed off, and is kept with that. Where the record, what is private or what is
left out of the registers of interests has changed since, it is made anew from the record: it never says otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from committees.models import Redaction
from decisions.facts.loading import last_links
from decisions.models import Announcement, OutsideDecision, PublishedOutcome, Resolution
from decisions.procurement.between import entries_between, private_between, told
from decisions.procurement.entry import Entry, Of, Signed, signed_on
from decisions.procurement.in_meetings import entries_of
from decisions.procurement.rows import Row
from decisions.readers import private_row
from practices.models import CCG


@dataclass(frozen=True)
class Published:
    """A row of the register. ``resolution``: the decision of a committee that it is of (key), None of another."""

    row: Row
    signed_on: date
    resolution: int | None = None


def published(ccg: CCG, today: date) -> list[Published]:
    """The rows of a CCG's register, the latest decision first.

    A fixed number of queries; a fixed number more for each meeting or outside decision on which something changed since.
    """
    signed = signed_on(committee__ccgs=ccg, matter__ccgs=ccg)
    out = redacted({pk for each in signed for pk in each.rests_on.interests}, today)
    rows = [
        *_from_meetings([each for each in signed if each.of.sort == "resolution"], out, today),
        *_from_between([each for each in signed if each.of.sort == "outside"], out, today),
    ]
    return sorted(rows, key=lambda each: (each.row.day, each.row.reference), reverse=True)


def redacted(interests: Collection[int], today: date) -> frozenset[int]:
    """Those of these interests of which something is left out of the published registers. No query for none."""
    if not interests:
        return frozenset()
    rows = Redaction.objects.in_force_on(today).filter(interest__in=interests)
    return frozenset(rows.values_list("interest", flat=True))


def _same_left_out(signed: Signed, out: frozenset[int]) -> bool:
    return set(signed.rests_on.left_out) == set(signed.rests_on.interests) & out


def _from_meetings(signed: list[Signed], out: frozenset[int], today: date) -> Iterable[Published]:
    if not signed:
        return
    keys = [each.of.pk for each in signed]
    rows = Resolution.objects.select_related("item__meeting__convened_by").in_bulk(keys)
    results = results_of(keys)
    heads = last_links({row.sitting_id for row in rows.values()})
    anew: dict = defaultdict(list)
    for each in signed:
        of = rows[each.of.pk]
        if results.get(of.pk) != each.rests_on.result:
            continue  # taken back, or announced anew: it is signed off anew
        links = heads[of.sitting_id].number if of.sitting_id in heads else 0
        private = private_row(of.item, of.item.meeting)
        if links == each.rests_on.links and private == bool(each.row.private) and _same_left_out(each, out):
            yield Published(each.row, each.act.on_day, of.pk)
        else:
            anew[of.item.meeting].append(each)
    for meeting, ours in anew.items():
        yield from _made_anew(ours, entries_of(meeting, [each.of.pk for each in ours], today))


def results_of(resolutions: Collection[int]) -> dict[int, int]:
    """The announcement, or the outcome as published, that stands of each (keys). Two queries."""
    announced = Announcement.objects.standing().filter(resolution__in=resolutions).order_by("pk")
    kept = PublishedOutcome.objects.filter(resolution__in=resolutions).order_by("pk")
    return dict(announced.values_list("resolution", "pk")) | dict(kept.values_list("resolution", "pk"))


def _from_between(signed: list[Signed], out: frozenset[int], today: date) -> Iterable[Published]:
    if not signed:
        return
    rows = {row.pk: row for row in told(OutsideDecision.objects.filter(pk__in=[each.of.pk for each in signed]))}
    anew = []
    for each in signed:
        private, _ = private_between(rows[each.of.pk])
        if private == bool(each.row.private) and _same_left_out(each, out):
            yield Published(each.row, each.act.on_day)
        else:
            anew.append(each)
    if anew:
        again = {each.of.pk: rows[each.of.pk] for each in anew}
        yield from _made_anew(anew, entries_between(again.values(), today))


def _made_anew(signed: Iterable[Signed], entries: Iterable[Entry]) -> Iterable[Published]:
    """The rows as the record makes them now; not of what no longer stands."""
    by_key: dict[Of, Entry] = {entry.of: entry for entry in entries}
    for each in signed:
        entry = by_key.get(each.of)
        if entry is not None and not entry.why_not:
            yield Published(entry.row, each.act.on_day, each.of.pk if each.of.sort == "resolution" else None)
