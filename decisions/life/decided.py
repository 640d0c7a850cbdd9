"""What a committee decided of a matter, part by part, as its record tells it: for dates, clocks and letters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from committees.rights.words import day_words, lower_first, sentence_case
from committees.terms import Effect, Outcome, Route, Verb, VetoState
from decisions.conditions import Standing, became, hanging_lines, weigh
from decisions.effects.frozen import verb_outside, was_there
from decisions.models import Announcement, Limb, Motion, Opening, OutsideDecision, PublishedOutcome, Veto
from decisions.outcome import london_day
from decisions.outside.facts import OutsideRecord
from decisions.readers import private_row
from decisions.readout import done
from decisions.vetoes import last_day_of_row, veto_of_row

#: Results after which something is known of a part: of the others the matter waits still.
KNOWN = (Outcome.CARRIED, Outcome.NOT_CARRIED, Outcome.AWAITS_AGREEMENT, Outcome.NOTED)
_UNDECIDING = (Effect.RECOMMENDS.value, Effect.RECORDS_A_VIEW.value)


@dataclass(frozen=True)
class Decided:
    """What was decided of one part (``limb`` None: of the whole matter), on which day and where, in words.

    ``refused``: what was asked for was not given. ``hangs``: where its conditions stand, in a sentence; ``open``: what may
    still undo it (NHS England's veto, or its agreement), in a sentence; empty for nothing. ``private``: in private.
    """

    limb: int | None
    letter: str
    text: str
    verb: str
    outcome: Outcome
    on_day: date
    where: str
    reason: str = ""
    conditions: tuple[str, ...] = ()
    hangs: str = ""
    open: str = ""
    private: bool = False

    @property
    def refused(self) -> bool:
        if self.outcome is Outcome.NOT_CARRIED:
            return self.verb != Verb.REJECT
        return self.verb == Verb.REJECT and self.outcome is Outcome.CARRIED

    @property
    def words(self) -> str:
        """What became of it: "Approved", "Not approved", "Rejected"."""
        verb = Verb(self.verb)
        said = "approved" if verb is Verb.APPROVE else done(verb)
        return sentence_case(said) if self.outcome is not Outcome.NOT_CARRIED else f"Not {lower_first(said)}"


#: A committee and a matter, by their keys.
Pair = tuple[int, int]


def decided_parts(record: OutsideRecord) -> list[Decided]:
    """What this committee decided, or was decided for it, the last on each part. At most twelve queries."""
    pair = (record.row.pk, record.matter.pk)
    return decided_on_each([pair], record.day).get(pair, [])


def decided_on_each(pairs: Collection[Pair], today: date) -> dict[Pair, list[Decided]]:
    """The same of several committees and matters, in as many queries; none for nothing."""
    if not pairs:
        return {}
    found: dict[Pair, dict[int | None, Decided]] = {}
    told = [*_voted(pairs, today), *_published(pairs), *_outside(pairs)]
    for pair, each in sorted(told, key=lambda pair_and: pair_and[1].on_day):
        found.setdefault(pair, {})[each.limb] = each
    by_part = {
        pair: sorted(parts.values(), key=lambda each: (each.letter, each.on_day)) for pair, parts in found.items()
    }
    return {pair: by_part[pair] for pair in pairs if pair in by_part}


def _of(pairs: Collection[Pair]) -> dict[str, Any]:
    return {
        "resolution__sitting__committee__in": {committee for committee, _ in pairs},
        "resolution__limb__matter__in": {matter for _, matter in pairs},
        "outcome__in": [each.value for each in KNOWN],
        "replaced_by__isnull": True,
    }


def _pair(row: Announcement | PublishedOutcome) -> Pair:
    return (row.resolution.sitting.committee_id, row.resolution.limb.matter_id)


def _voted(pairs: Collection[Pair], today: date) -> Iterator[tuple[Pair, Decided]]:
    vetoed = Veto.objects.filter(announcement=OuterRef("pk"), used=True, replaced_by__isnull=True)
    found = Announcement.objects.standing().filter(~Exists(vetoed), **_of(pairs))
    found = found.exclude(opening__effect__in=_UNDECIDING).select_related(
        "meeting", "opening__closing", "resolution__limb", "resolution__item", "resolution__sitting__closed"
    )
    rows = list(found.prefetch_related("vetoes", "opening__agreements", "opening__casting_votes").order_by("pk"))
    motions = _motions(rows)
    for row in rows:
        yield _pair(row), _told(row, row.meeting.date, motions.get(row.resolution_id), _still_open(row, today))


def _still_open(row: Announcement, today: date) -> str:
    if row.outcome == Outcome.AWAITS_AGREEMENT:
        given = [act for act in row.opening.agreements.all() if act.given] if row.opening else []
        return "" if given else "It awaits NHS England's agreement, and is not carried before that is given."
    if row.opening is None or not hasattr(row.opening, "closing") or veto_of_row(row, today) is not VetoState.OPEN:
        return ""
    last = last_day_of_row(row)
    until = f"until the end of {day_words(last)}" if last else "until the meeting is closed"
    return f"NHS England may veto it {until}."


def _published(pairs: Collection[Pair]) -> Iterator[tuple[Pair, Decided]]:
    found = PublishedOutcome.objects.filter(**_of(pairs))
    rows = list(found.select_related("meeting", "resolution__limb", "resolution__item", "resolution__sitting"))
    motions = _motions(rows)
    for row in rows:
        yield _pair(row), _told(row, row.taken_on or row.meeting.date, motions.get(row.resolution_id), "")


def _motions(rows: Iterable[Announcement | PublishedOutcome]) -> dict[int, Motion]:
    """The motion that each was decided on, with its conditions and what became of them."""
    keys = [row.resolution_id for row in rows]
    if not keys:
        return {}
    found = Motion.objects.filter(resolution__in=keys, replaced_by__isnull=True)
    return {
        motion.resolution_id: motion for motion in found.prefetch_related("conditions__awaits", "conditions__outcomes")
    }


def _told(row: Announcement | PublishedOutcome, day: date, motion: Motion | None, still_open: str) -> Decided:
    limb, outcome = row.resolution.limb, Outcome(row.outcome)
    conditions = list(motion.conditions.all()) if motion is not None else []
    standings = [Standing(each, tuple(sorted(each.outcomes.all(), key=lambda act: act.pk))) for each in conditions]
    return Decided(
        limb=limb.pk,
        letter=limb.letter,
        text=motion.text if motion is not None else limb.text,
        verb=motion.verb if motion is not None else limb.verb,
        outcome=outcome,
        on_day=day,
        where=f"at the meeting of {day_words(row.meeting.date)}, item {row.resolution.item.number}",
        conditions=tuple(map(_condition, standings)),
        hangs=weigh(standings, outcome).words,
        open=still_open,
        private=private_row(row.resolution.item, row.meeting),
    )


def _condition(standing: Standing) -> str:
    (line,) = hanging_lines([standing.condition])
    return f"{line}: {became(standing)}" if standing.act is not None else line


def _outside(pairs: Collection[Pair]) -> Iterator[tuple[Pair, Decided]]:
    """Decided between meetings: in the committee's own book, or by NHS England."""
    matters = {matter for _, matter in pairs}
    rows = OutsideDecision.objects.filter(matter__in=matters).prefetch_related("matter__limbs").order_by("pk")
    for row in rows:
        made = _of_outside(row)
        for committee, matter in pairs:
            if matter == row.matter_id and (row.committee_id == committee or row.route == Route.NHS_ENGLAND):
                yield from (((committee, matter), each) for each in made)


def _of_outside(row: OutsideDecision) -> list[Decided]:
    """One for the whole matter; one for each part where chair's action decided several, each by its own word."""
    whole = Decided(
        limb=None,
        letter="",
        text=row.text,
        verb=row.verb,
        outcome=Outcome.CARRIED,
        on_day=london_day(row),
        where=_ROUTES[Route(row.route)],
        reason=row.reason.strip(),
        private=bool(row.private_ground),
    )
    parts = [limb for limb in row.matter.limbs.all() if was_there(row, limb)]
    if row.route != Route.CHAIRS_ACTION or len(parts) < 2:
        return [whole]
    return [
        replace(whole, limb=limb.pk, letter=limb.letter, text=limb.text, verb=verb_outside(row, limb).value)
        for limb in parts
    ]


_ROUTES = {
    Route.CHAIRS_ACTION: "by chair's action, between meetings",
    Route.OFFICER: "by an officer, under the scheme of delegation",
    Route.NHS_ENGLAND: "by NHS England",
}


def voting_is_open(committee: int, matter: int) -> bool:
    """Whether a vote on the matter was opened here and its result is not announced."""
    rows = Opening.objects.filter(
        resolution__sitting__committee=committee,
        resolution__limb__matter=matter,
        replaced_by__isnull=True,
        withdrawal__isnull=True,
    )
    announced = Announcement.objects.standing().filter(resolution=OuterRef("resolution"))
    return rows.filter(~Exists(announced)).exists()


def parts_of(matter: int) -> list[Limb]:
    """The parts of a matter, by their letters. One query."""
    return list(Limb.objects.filter(matter=matter).order_by("letter", "pk"))
