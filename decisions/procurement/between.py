"""Rows of decisions that no ballot carried: NHS England's at level 1, an officer's, chair's action."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from committees.kinds.declared import DecisionKind
from committees.models import Redaction
from committees.rights.words import listed, lower_first, sentence_case
from committees.terms import Route, Verb
from decisions.effects.frozen import of_outside, verb_outside
from decisions.finding.join import Finding
from decisions.minutes.words import category_words, interest_words, stop
from decisions.models import Limb, OutsideDecision
from decisions.outcome import london_day
from decisions.outside.facts import OutsideRecord, load_outside
from decisions.outside.reported import DONE, Stand, stands
from decisions.procurement.entry import Entry, Of, RestsOn
from decisions.procurement.facts import Bought, Suppliers, bought, has_part_facts, in_words, suppliers_in
from decisions.procurement.in_meetings import NOT_AWARDED, OF_AN_AWARD
from decisions.procurement.rows import Row, kept_private
from decisions.procurement.standing import outcome_words, wrong_verb
from decisions.readers import LEFT_OUT, private_row

NOBODY_IN_CONFLICT = "No interest in it was on the registers of those who could decide."
NO_PART = (
    "took no part: outside a meeting nobody rules on a conflict, so whoever has one decides and signs nothing and reads "
    "nothing of it"
)
_ROUTES = {
    Route.NHS_ENGLAND: "NHS England's own decision, at level 1",
    Route.OFFICER: "Decision of an officer under the scheme of delegation",
    Route.CHAIRS_ACTION: "Chair's action between meetings",
}


def outside_entries_on(committee: int, matter: int, today: date) -> list[Entry]:
    """The decisions that stand in a committee's book on a matter, the first first."""
    return entries_between(told(OutsideDecision.objects.filter(committee=committee, matter=matter)), today)


def told(rows: QuerySet[OutsideDecision]) -> list[OutsideDecision]:
    """With everything that rows are made of. A fixed number of queries."""
    return list(
        rows.with_signatures().select_related("report__item__meeting").prefetch_related("matter__limbs").order_by("pk")
    )


@dataclass(frozen=True)
class Decided:
    """A decision, on the whole matter or on one part: what was bought, and why it cannot be signed off, if it cannot."""

    row: OutsideDecision
    limb: Limb | None
    what: Bought
    at: Stand | None
    why_not: str

    @property
    def of(self) -> Of:
        return Of("outside", self.row.pk, self.limb.pk if self.limb is not None else None)


def decided_between(rows: Iterable[OutsideDecision], today: date) -> list[Decided]:
    """How these stand (they were ``told``); those of other kinds are left out. At most four queries."""
    found = [(row, _parts(row)) for row in rows]
    where = stands([row for row, parts in found if parts and row.route != Route.NHS_ENGLAND], today)
    return [
        Decided(row, limb, what, where.get(row.pk), _why_not(row, limb, what.kind, where.get(row.pk)))
        for row, parts in found
        for limb, what in parts
    ]


def entries_between(rows: Iterable[OutsideDecision], today: date) -> list[Entry]:
    """Decisions of kinds that stand in the register, as rows. A fixed number of queries for each of them."""
    decided = decided_between(rows, today)
    suppliers = suppliers_in(each.what for each in decided)
    return [_entry(each, suppliers, _conflicts(each.row, today)) for each in decided]


def _entry(each: Decided, suppliers: Suppliers, conflicts: Kept) -> Entry:
    private, ground = private_between(each.row)
    made = _row(each, suppliers, conflicts)
    shown = kept_private(made, ground) if private else made
    return Entry(each.of, shown, RestsOn(interests=conflicts.interests, left_out=conflicts.left_out), each.why_not)


def _parts(row: OutsideDecision) -> list[tuple[Limb | None, Bought]]:
    """What was decided: the whole matter; each part of it where the parts are bought apart."""
    parts = list(row.matter.limbs.all())
    found = [(limb, what) for limb in parts or [None] if (what := _bought(row, limb)) is not None]
    apart = found and has_part_facts(found[0][1].kind)
    return found if apart else [(None, what) for _, what in found[:1]]


def _bought(row: OutsideDecision, limb: Limb | None) -> Bought | None:
    """Nothing of a part that was added after the decision."""
    try:
        return bought(row.matter, limb, of_outside(row, limb.pk) if limb is not None else None)
    except LookupError:
        return None


def _verb(row: OutsideDecision, limb: Limb | None) -> Verb:
    """By which word it was decided: of the whole matter, and of each part, where those are told apart."""
    return verb_outside(row, limb) if limb is not None else Verb(row.verb)


def _why_not(row: OutsideDecision, limb: Limb | None, kind: DecisionKind, at: Stand | None) -> str:
    """Nothing that is done between meetings is public before it has come before its committee."""
    wrong = wrong_verb(kind, _verb(row, limb))
    if wrong or at is None or at.state in DONE:
        return wrong
    return f"{at.sentence} It can be signed off once it has come before a meeting of the committee."


def private_between(row: OutsideDecision) -> tuple[bool, str]:
    """Whether it was reported in private, and on what ground."""
    if row.private_ground:
        return True, row.private_ground
    report = getattr(row, "report", None)
    if report is None or not private_row(report.item, report.item.meeting):
        return False, ""
    return True, report.item.private_ground or report.item.meeting.private_reason


def _row(each: Decided, suppliers: Suppliers, conflicts: Kept) -> Row:
    row, limb, at = each.row, each.limb, each.at
    day, verb, said = london_day(row), _verb(row, limb), in_words(each.what, suppliers)
    if verb is Verb.REJECT:
        said |= dict.fromkeys(OF_AN_AWARD, NOT_AWARDED)
    part = f"part ({limb.letter})" if limb is not None and limb.letter else ""
    return Row(
        reference=f"{day:%Y}-B{row.pk}{limb.letter if limb is not None else ''}",
        day=day,
        body=row.committee.name,
        route=", ".join(filter(None, (_route(row, at), part))),
        outcome=outcome_words(verb),
        kind=sentence_case(each.what.kind.label),
        decision=f"{row.matter.title}: {stop(row.text)}\nReason: {stop(row.reason)}",
        took_part=_took_part(row),
        conflicts=conflicts.text,
        made_up=row.matter.made_up,
        **said,
    )


def _route(row: OutsideDecision, at: Stand | None) -> str:
    route = _ROUTES[Route(row.route)]
    return f"{route}. {at.sentence}" if at is not None and at.state in DONE else route


def _took_part(row: OutsideDecision) -> str:
    """Who decided, from which seat; for chair's action everybody who signed, and whom they asked beforehand."""
    signed = [f"{each.person.name} ({lower_first(each.seat.title)}), {stop(each.how)}" for each in row.signatures.all()]
    if signed:
        asked = stop(row.members_asked) if row.members_asked.strip() else "none are on record."
        return "\n".join((f"Signed: {' '.join(signed)}", f"Members asked beforehand: {asked}"))
    seat = f" ({lower_first(row.seat.title)})" if row.seat else ""
    return f"Decided: {row.by.name}{seat}." if row.by else "Who decided is not on record."


# --- Conflicts ---
@dataclass(frozen=True)
class Kept:
    """What the registers showed, in words, and from which entries of them."""

    text: str
    interests: tuple[int, ...]
    left_out: tuple[int, ...]


def _conflicts(row: OutsideDecision, today: date) -> Kept:
    """Whom the registers show in conflict on the matter that day, of those who held a seat or decided."""
    also = [row.by_id, *(each.person_id for each in row.signatures.all())]
    record = load_outside(row.committee_id, row.matter_id, london_day(row), also=also)
    on = {each.interest for each in record.found} - {None}
    redacted = Redaction.objects.in_force_on(today).filter(interest__in=on).values_list("interest", flat=True)
    out = frozenset(redacted) if on else frozenset()
    lines = [_kept_out(record, theirs, out) for theirs in _by_person(record.found).values()]
    return Kept("\n".join(lines) or NOBODY_IN_CONFLICT, tuple(sorted(on)), tuple(sorted(out)))


def _by_person(found: Collection[Finding]) -> Mapping[int, list[Finding]]:
    by_person: dict[int, list[Finding]] = {}
    for each in found:
        by_person.setdefault(each.person, []).append(each)
    return by_person


def _kept_out(record: OutsideRecord, theirs: list[Finding], out: frozenset[int]) -> str:
    name = record.name(theirs[0].person)
    return f"{name}: {' '.join(_shown(each, each.interest in out) for each in theirs)} {name} {NO_PART}."


def _shown(each: Finding, redacted: bool) -> str:
    nature = LEFT_OUT if redacted else each.nature
    said = f"{interest_words(each.type, each.directness, nature)}{category_words(nature, each.category)}"
    why = "" if redacted or not each.chains else f" Why it is a conflict: {stop(sentence_case(listed(each.chains)))}"
    return f"{sentence_case(said)}{why}"
