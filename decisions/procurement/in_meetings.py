"""Rows of decisions that committees took in their meetings, from the record of the meeting."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from committees.models import Meeting
from committees.rights.words import day_words, sentence_case
from committees.terms import Effect, Route, Verb
from decisions.conditions import decided_on, hangs, outcome_on_record
from decisions.effects.frozen import kept_with
from decisions.facts import ItemFacts, Record, ResolutionFacts, load_record
from decisions.minutes.load import names_for
from decisions.minutes.published import as_published
from decisions.minutes.reading import Reading
from decisions.minutes.words import stop
from decisions.models import Resolution
from decisions.outcome import veto_last_day, veto_of
from decisions.procurement.entry import ANYBODY, Entry, Of, RestsOn
from decisions.procurement.facts import Bought, Suppliers, bought, in_words, suppliers_in
from decisions.procurement.rows import Row, kept_private
from decisions.procurement.standing import Settled, outcome_words, why_not
from decisions.procurement.took_part import conflicts, took_part
from decisions.readers import ground_of, is_private, leave_out, left_out_for

#: What stands in the place of what was not awarded.
NOT_AWARDED = "not awarded"
OF_AN_AWARD = ("supplier", "address", "value_total", "value_ccg", "starts_on", "ends_on")


def entries_on(committee: int, matter: int, today: date) -> list[Entry]:
    """The decisions of a committee on a matter, the first first. A fixed number of queries for each of its meetings."""
    rows = Resolution.objects.filter(sitting__committee=committee, limb__matter=matter)
    rows = rows.select_related("item__meeting__convened_by").order_by("item__meeting__date", "pk")
    meetings: dict[Meeting, list[int]] = {}
    for row in rows:
        meetings.setdefault(row.item.meeting, []).append(row.pk)
    return [entry for meeting, keys in meetings.items() for entry in entries_of(meeting, keys, today)]


def entries_of(meeting: Meeting, resolutions: Collection[int], today: date) -> list[Entry]:
    """Decisions (keys) of a meeting as rows, as anybody may read them. A fixed number of queries."""
    record = load_record(meeting)
    out = frozenset(left_out_for(ANYBODY, record))
    leave_out(ANYBODY, record)
    found = [(record.resolution_by_id[pk], _bought(record.resolution_by_id[pk])) for pk in resolutions]
    ours = [(of, what) for of, what in found if what is not None]
    names, suppliers = names_for(record), suppliers_in(what for _, what in ours)
    entries = []
    for of, what in ours:
        reading = Reading(record, names, [of.sitting], frozenset(), today)
        row = _row(reading, of, what, suppliers)
        waits = why_not(what.kind, settled(of, today))
        entries.append(Entry(Of("resolution", of.pk, of.limb.pk), row, _rests_on(of, out), waits))
    return entries


def _bought(of: ResolutionFacts) -> Bought | None:
    """What was frozen when voting opened; of an outcome that is known as published, what is stated of the matter."""
    frozen = kept_with([of.opening]) if of.opening is not None else None
    return bought(of.item.matter, of.limb, frozen)


def settled(of: ResolutionFacts, today: date) -> Settled:
    """How a decision stands on a day, by the record of its meeting."""
    return Settled(
        committee=of.sitting.name,
        verb=Verb(of.verb),
        outcome=outcome_on_record(of),
        effect=Effect(of.opening.effect) if of.opening and of.published is None else None,
        veto=veto_of(of, today),
        veto_until=veto_last_day(of),
        hangs=hangs(of),
        closed=of.sitting.closed is not None or of.published is not None,
        recalled=of.recalled is not None and not of.withdrawn,
    )


def _rests_on(of: ResolutionFacts, out: frozenset[int]) -> RestsOn:
    on = {act.interest_id for act in (*of.item.declarations, *of.item.matches)} - {None}
    result = of.published or of.announcement
    return RestsOn(
        result=result.pk if result else None,
        links=of.sitting.head.number if of.sitting.head else 0,
        interests=tuple(sorted(on)),
        left_out=tuple(sorted(on & out)),
    )


def _row(reading: Reading, of: ResolutionFacts, what: Bought, suppliers: Suppliers) -> Row:
    record, item, day = reading.record, of.item, decided_on(of)
    private = is_private(record, item)
    said = in_words(what, suppliers)
    if Verb(of.verb) is Verb.REJECT:
        said |= dict.fromkeys(OF_AN_AWARD, NOT_AWARDED)
    row = Row(
        reference=f"{day:%Y}-M{of.pk}",
        day=day,
        body=of.sitting.committee.name,
        route=_route(record, item, of),
        outcome=outcome_words(Verb(of.verb)),
        kind=sentence_case(what.kind.label),
        decision=_decision(of),
        took_part="" if private else took_part(reading, of),
        conflicts="" if private else conflicts(reading, of),
        made_up=item.matter.made_up or record.meeting.made_up,
        **said,
    )
    return kept_private(row, ground_of(record, item)) if private else row


def _route(record: Record, item: ItemFacts, of: ResolutionFacts) -> str:
    part = f", part ({of.limb.letter})" if of.limb.letter else ""
    told = f"{record.meeting.title}, {day_words(record.day)}, item {item.number}{part}"
    taken = Route(of.published.route) if of.published else Route.MEETING
    return told if taken is Route.MEETING else f"{sentence_case(taken.label)}: {told}"


def _decision(of: ResolutionFacts) -> str:
    """The motion and the result as it was read out, or as it was published."""
    published = as_published(of)
    result = of.announcement.sentence if of.announcement else published.sentence if published else ""
    return "\n".join(filter(None, (f"{of.item.title}: {stop(of.motion_text)}", result)))
