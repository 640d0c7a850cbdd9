"""The register of gifts, hospitality and sponsorship as it is read, and what the guidance says of each entry.

Offers stay on it, public and private, for six years after the day of the offer (derived: the time for which the guidance
keeps the private register of interests). Fixed numbers of queries, however many offers there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from committees.models import ConflictsPolicy, Offer, Redaction
from committees.registers.bodies import Body, Place, places
from committees.registers.declaring import same
from committees.rights.gifts import ADDED_UP, STRICTER, Answer, Boundary, Offered, about
from committees.rights.publication import PRIVATE_MONTHS, Hidden, Left, hidden, months_after, published
from committees.rights.reasons import Source
from committees.terms import AtThreshold, GiftKind, OfferAnswer, OfferedBy
from practices.dated import covers

NOTHING_HIDDEN = Hidden()


@dataclass(frozen=True, slots=True)
class Entry:
    """An offer beside what the guidance says of it.

    ``earlier``: what the same source offered to the same person in the twelve months before. ``amiss``: how what was done
    is not as the guidance says; empty where it is. ``position``: the recipient's, on the day of the offer. ``redactions``
    and ``hidden``: what the guardian leaves out of the published register.
    """

    offer: Offer
    answer: Answer
    earlier: tuple[Offer, ...]
    amiss: str
    position: str
    redactions: tuple[Redaction, ...] = ()
    hidden: Hidden = NOTHING_HIDDEN

    @property
    def earlier_value(self) -> Decimal:
        """What all of it is worth, in pounds."""
        return sum((each.value for each in self.earlier), Decimal(0))


# --- What the guidance says ---
def answer_to(
    person: int,
    kind: GiftKind,
    offered_by: OfferedBy,
    value: Decimal,
    day: date,
    offeror: str,
    *,
    but: int | None = None,
) -> Answer:
    """What the guidance says of an offer that is about to be recorded (``but``: an entry that it replaces). Six queries."""
    offer = Offer(
        pk=but,
        person_id=person,
        kind=kind.value,
        offered_by=offered_by.value,
        value=value,
        offered_on=day,
        offeror=offeror,
    )
    beside = list(Offer.objects.filter(person=person))
    return _answer(offer, _earlier(offer, beside), _boundary(day, *_settings([person], day, day)(person)))


def entries(
    offers: Iterable[Offer], on: Iterable[date] = (), held: Mapping[int, list[Place]] | None = None
) -> list[Entry]:
    """Each offer with what the guidance says of it, and what is left out of it on these days. At most seven queries.

    ``held``: the places of each person whose titles are shown; None: all on the day of the offer.
    """
    offers = list(offers)
    if not offers:
        return []
    people = {offer.person_id for offer in offers}
    beside: dict[int, list[Offer]] = defaultdict(list)
    for other in Offer.objects.filter(person__in=people):
        beside[other.person_id].append(other)
    days = [offer.offered_on for offer in offers]
    settings = _settings(people, min(days), max(days))
    redactions: dict[int, list[Redaction]] = defaultdict(list)
    for row in Redaction.objects.filter(offer__in=[offer.pk for offer in offers]).select_related("decided_by"):
        redactions[row.offer_id].append(row)
    on = tuple(on)
    found = []
    for offer in offers:
        theirs, policies = settings(offer.person_id)
        earlier = _earlier(offer, beside[offer.person_id])
        answer = _answer(offer, earlier, _boundary(offer.offered_on, theirs, policies))
        amiss = answer.refuses(OfferAnswer(offer.answer), bool(offer.senior_approval))
        shown = theirs if held is None else held.get(offer.person_id, [])
        position = "; ".join(_titles(shown, offer.offered_on))
        left_out = tuple(row for row in redactions[offer.pk] if any(row.is_in_force_on(day) for day in on))
        left = [Left(row.hides_name, row.hides_details, row.starts_on, row.ends_on) for row in left_out]
        found.append(Entry(offer, answer, earlier, amiss, position, left_out, hidden(left, on)))
    return found


def _titles(theirs: Iterable[Place], day: date) -> list[str]:
    """What somebody was on a day; where they were nothing yet, what they became."""
    theirs = [place for place in theirs if place.until is None or day <= place.until]
    then = [place.title for place in theirs if place.since <= day]
    return list(dict.fromkeys(then or [place.title for place in theirs]))


def _answer(offer: Offer, earlier: tuple[Offer, ...], boundary: Boundary) -> Answer:
    """What was declined before was not given, and does not count; neither does a meal among gifts."""
    given = [each for each in earlier if each.answer != OfferAnswer.DECLINED and GiftKind(each.kind) in ADDED_UP]
    return about(
        Offered(
            kind=GiftKind(offer.kind),
            offered_by=OfferedBy(offer.offered_by),
            value=offer.value,
            day=offer.offered_on,
            earlier=sum((each.value for each in given), Decimal(0)),
            boundary=boundary,
        )
    )


def _earlier(offer: Offer, beside: Iterable[Offer]) -> tuple[Offer, ...]:
    """What the same source offered in the twelve months before, the same day of the year before included. Newest first."""
    since = months_after(offer.offered_on, -12)
    source = same(offer.offeror)
    found = [
        other
        for other in beside
        if other.pk != offer.pk
        and since <= other.offered_on <= offer.offered_on
        and (other.offered_on < offer.offered_on or offer.pk is None or other.pk < offer.pk)
        and (same(other.offeror) == source or (offer.provider_id and offer.provider_id == other.provider_id))
    ]
    return tuple(sorted(found, key=lambda each: (each.offered_on, each.pk), reverse=True))


def _settings(people: Iterable[int], first: date, last: date):
    """The places and the policies of each person between two days. Five queries."""
    held = places(first, people=list(people), until=last)
    ccgs = {ccg for theirs in held.values() for place in theirs for ccg in place.ccgs}
    policies: dict[int, list[ConflictsPolicy]] = defaultdict(list)
    for policy in ConflictsPolicy.objects.filter(ccg__in=ccgs).overlapping(first, last):
        policies[policy.ccg_id].append(policy)
    return lambda person: (held.get(person, []), policies)


def _boundary(day: date, theirs: Iterable[Place], policies: Mapping[int, list[ConflictsPolicy]]) -> Boundary:
    """How a figure is read for somebody on a day: the stricter way, unless the policies of all their CCGs say otherwise."""
    ccgs = {ccg for place in theirs if covers(place.since, place.until, day) for ccg in place.ccgs}
    held = [next((p for p in policies[ccg] if p.is_in_force_on(day)), None) for ccg in sorted(ccgs)]
    said = [policy for policy in held if policy is not None]
    over = [policy for policy in said if policy.at_threshold == AtThreshold.OVER]
    if over:
        return Boundary(AtThreshold.OVER, Source(over[0].source))
    if said and len(said) == len(held):
        return Boundary(AtThreshold.UNDER, Source(said[0].source))
    return STRICTER


# --- The register of a body ---
def register_of(body: Body, day: date, today: date, *, private: bool) -> list[Entry]:
    """The offers on a body's register as at ``day``, newest first: of those on its registers since the offer was made.

    The public one leaves out who neither makes nor shapes decisions, from 16 June 2017; what the guardian leaves out
    on that day or on ``today`` is ``hidden`` in it. At most 13 queries.
    """
    first = months_after(day, -PRIVATE_MONTHS)
    on = {pk: [place for place in held if place.on(body)] for pk, held in places(first, until=day).items()}
    rows = Offer.objects.filter(
        person__in=[pk for pk, theirs in on.items() if theirs], offered_on__gte=first, offered_on__lte=day
    ).select_related("person", "provider", "reviewed_by")
    shown = [row for row in rows if _on_register(row, on[row.person_id], day, private)]
    return entries(shown, {day, today}, on)


def _on_register(row: Offer, theirs: list[Place], day: date, private: bool) -> bool:
    """Who had left before the offer was made is not on it; who came after brings what was offered before."""
    held = [place for place in theirs if place.until is None or row.offered_on <= place.until]
    return bool(held) and (private or published(day, decides=any(place.decides for place in held)))


def not_as_guided(body: Body, day: date, today: date) -> list[Entry]:
    """What was accepted though the guidance does not say so: for the guardian. The register's queries."""
    return [entry for entry in register_of(body, day, today, private=True) if entry.amiss]
