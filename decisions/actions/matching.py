"""What the registers show on the agendas, written down: found, changed, gone; confirmed, added, proposed to be dismissed.

An item is looked at until it is taken. From then on what was found is declared in the meeting, and a change of the
registers changes nothing in it; of who arrives later, and when it is taken up again, what is new is declared too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from committees.models import Interest, Person, Sitting
from committees.powers import Actor
from committees.rights.words import day_words, listed
from committees.terms import Directness, InterestType, MatchState, Word
from decisions.facts import ItemFacts, Record, load_record
from decisions.finding import Finding, find_all
from decisions.gate import may_screen, require
from decisions.models import AgendaItem, ItemStep, Match, PublishedOutcome, SittingClosed
from decisions.models.acts import Step
from practices import clock

#: What an item has been through once nothing that is found touches it any more.
TAKEN = frozenset({Step.BEGUN, Step.FINISHED, Step.ADJOURNED})
#: How a chain begins that says that the registers do not show any more what still stands.
NOT_SHOWN = "the register has not shown this"
_SAID = ("chains", "type", "directness", "nature", "category", "as_class")
_WRITTEN = (*_SAID, "state", "reason", "changed_at")


class Became(Word):
    """What looking again made of a match."""

    NEW = "new", "new"
    CHANGED = "changed", "changed"
    GONE = "gone", "no longer shown by the registers"
    STANDS = "stands", "no longer shown by the registers, and standing until the chair rules"
    BACK = "back", "shown by the registers again"


@dataclass(frozen=True)
class Change:
    """What changed since the last time, for one person on one item."""

    became: Became
    match: Match


def open_items() -> QuerySet[AgendaItem]:
    """Items that nobody has taken, in meetings that no committee has closed; published decisions are taken too."""
    closed = SittingClosed.objects.filter(meeting=OuterRef("meeting"))
    taken = ItemStep.objects.filter(item=OuterRef("pk"), step__in=[step.value for step in TAKEN])
    told = PublishedOutcome.objects.filter(resolution__item=OuterRef("pk"))
    return AgendaItem.objects.filter(~Exists(closed), ~Exists(taken), ~Exists(told))


@transaction.atomic
def recheck(items: Collection[int] | None = None, people: Collection[int] | None = None, *, by=None) -> list[Change]:
    """Look at the open items again (None: all of them), for these people (None: everybody), and keep what is found.

    Returns what changed since the last time. A number of queries that does not grow; under the lock that an act of the
    meeting takes. ``by``: the account for the history, None where a command or a new agenda asks.
    """
    wanted = open_items() if items is None else open_items().filter(pk__in=items)
    meetings = set(wanted.order_by().values_list("meeting_id", flat=True))
    list(Sitting.objects.select_for_update().filter(meeting__in=meetings).order_by("pk"))
    keys = sorted(wanted.filter(meeting__in=meetings).values_list("pk", flat=True))
    if not keys:
        return []
    before = Match.objects.filter(item__in=keys, by_hand=False)
    before = before if people is None else before.filter(person__in=people)
    return _write(find_all(keys, people), list(before.order_by("pk")), by)


def recheck_interest(row: Interest) -> None:
    """An entry of the register is new, changed or ended: the open items that its holder may be concerned by."""
    recheck(people=[row.person_id])


def find_on_taken(item: int, people: Collection[int] | None, *, keep: bool) -> list[Match]:
    """On an item that is being taken, what the registers show of these people (None: everybody) and did not before.

    Nothing that was found before changes. ``keep``: written down as matches too, which is refused once a committee has
    closed the meeting; what is found is then in its declaration alone. Call it under the lock of the meeting.
    """
    now, new, back = clock.now(), [], []
    known = {_key(match): match for match in Match.objects.filter(item=item, by_hand=False)}
    for finding in find_all([item], people):
        match = known.get(finding.key)
        if match is None:
            new.append(_new(finding, now))
        elif match.state == MatchState.GONE:
            _again(match, finding, now)
            back.append(match)
    if keep:
        _save_all(new, back, None)
    return [*new, *back]


def _write(findings: Iterable[Finding], before: Iterable[Match], by) -> list[Change]:
    """Keep what is found; what was found before and is not any more is gone."""
    now, known = clock.now(), {_key(match): match for match in before}
    changes: list[Change] = []
    for finding in findings:
        match = known.pop(finding.key, None)
        if match is None:
            changes.append(Change(Became.NEW, _new(finding, now)))
        elif became := _again(match, finding, now):
            changes.append(Change(became, match))
    lapsed = [match for match in known.values() if match.state != MatchState.GONE]
    for match, stands in _lapsed(lapsed):
        if not stands:
            match.state = MatchState.GONE.value
        elif any(chain.startswith(NOT_SHOWN) for chain in match.chains):
            continue  # it was said the last time
        else:
            match.chains = [*match.chains, stands]
        match.changed_at = now
        changes.append(Change(Became.STANDS if stands else Became.GONE, match))
    new = [change.match for change in changes if change.became is Became.NEW]
    _save_all(new, [change.match for change in changes if change.became is not Became.NEW], by)
    return changes


def _save_all(new: list[Match], other: list[Match], by) -> None:
    if new:
        bulk_create_with_history(new, Match, default_user=by, default_date=clock.now())
    if other:
        bulk_update_with_history(other, Match, _WRITTEN, default_user=by, default_date=clock.now())


def _lapsed(matches: Collection[Match]) -> Iterator[tuple[Match, str]]:
    """What the registers do not show any more: with the words that say why it stands all the same, or with none.

    What was confirmed stands, and so does what is missing because its last day was put on record after that day: nobody
    takes a conflict of their own away by an entry; the chair disposes of it.
    """
    today, back = clock.today(), _ended_afterwards({match.interest_id for match in matches if match.interest_id})
    for match in matches:
        ended = back.get(match.interest_id)
        if ended is not None:
            yield match, f"{NOT_SHOWN} since {day_words(ended[0])}, which was put on record on {day_words(ended[1])}"
        elif match.state == MatchState.CONFIRMED:
            yield match, f"{NOT_SHOWN} since {day_words(today)}; it was confirmed before"
        else:
            yield match, ""


def _ended_afterwards(interests: Collection[int]) -> dict[int, tuple[date, date]]:
    """Of these interests, those whose last day was put on record after it: the last day, and the day of recording."""
    if not interests:
        return {}
    ended: dict[int, tuple[date, date]] = {}
    rows = Interest.history.filter(id__in=interests).order_by("history_id")
    for key, last_day, recorded in rows.values_list("id", "ends_on", "history_date"):
        if last_day is None:
            ended.pop(key, None)
        elif key not in ended or ended[key][0] != last_day:
            ended[key] = (last_day, recorded.astimezone(clock.LONDON).date())
    return {key: days for key, days in ended.items() if days[0] < days[1]}


def _key(match: Match) -> tuple[int, int, int | None, str]:
    return (match.item_id, match.person_id, match.interest_id, "" if match.interest_id else match.as_class)


def _new(finding: Finding, now) -> Match:
    return Match(
        item_id=finding.item,
        person_id=finding.person,
        interest_id=finding.interest,
        found_at=now,
        changed_at=now,
        **_words(finding),
    )


def _words(finding: Finding) -> dict:
    said = {name: getattr(finding, name) for name in _SAID}
    return said | {"chains": list(finding.chains)}


def _again(match: Match, finding: Finding, now) -> Became | None:
    """What became of a match that is found again. A proposal to dismiss it was about what it said before."""
    said = _words(finding)
    gone, same = match.state == MatchState.GONE, all(getattr(match, name) == value for name, value in said.items())
    lapsed = any(chain.startswith(NOT_SHOWN) for chain in match.chains)
    if same and not gone:
        return None
    for name, value in said.items():
        setattr(match, name, value)
    if gone or match.state == MatchState.DISMISSAL_PROPOSED:
        match.state, match.reason = MatchState.FOUND.value, ""
    match.changed_at = now
    return Became.BACK if gone or lapsed else Became.CHANGED


def changes_in_words(changes: Iterable[Change]) -> Iterator[str]:
    """A sentence for each change, by meeting and item. At most three queries."""
    changes = list(changes)
    items = AgendaItem.objects.select_related("meeting", "matter").in_bulk({each.match.item_id for each in changes})
    names = dict(Person.objects.filter(pk__in={each.match.person_id for each in changes}).values_list("pk", "name"))

    def place(each: Change) -> tuple:
        item = items[each.match.item_id]
        return (item.meeting.date, item.meeting_id, item.order, names[each.match.person_id], each.match.pk or 0)

    for each in sorted(changes, key=place):
        item, match = items[each.match.item_id], each.match
        where = f"{item.meeting.title}, {item.meeting.date:%-d %B %Y}, item {item.number}"
        why = f": {match.chains[0]}" if match.chains else ""
        yield f"{where}: {names[match.person_id]}, {match.nature.rstrip('. ')}, {each.became.label}{why}."


# --- What the secretary makes of it ---
def confirm_matches(*, actor: Actor, meeting: int, item: int, matches: Collection[int]) -> list[Match]:
    """It is a conflict: what the registers show is right, of one person or of a whole class."""
    with _screening(actor, meeting, item, matches) as (_, chosen):
        for match in chosen:
            if match.state == MatchState.CONFIRMED:
                raise ValidationError(f"This is confirmed already ({match.person.name}).")
            _keep(actor, match, MatchState.CONFIRMED)
        return chosen


def propose_dismissal(*, actor: Actor, meeting: int, item: int, matches: Collection[int], reason: str) -> list[Match]:
    """It is no conflict, in the secretary's view, for this reason. It stands until the chair disposes of it."""
    if not reason.strip():
        raise ValidationError("Say why this is no conflict: the chair reads it before ruling.")
    with _screening(actor, meeting, item, matches) as (_, chosen):
        for match in chosen:
            _keep(actor, match, MatchState.DISMISSAL_PROPOSED, reason.strip())
        return chosen


def withdraw_proposal(*, actor: Actor, meeting: int, item: int, matches: Collection[int]) -> list[Match]:
    """What was proposed to be dismissed is not, any more."""
    with _screening(actor, meeting, item, matches) as (_, chosen):
        for match in chosen:
            if match.state != MatchState.DISMISSAL_PROPOSED:
                raise ValidationError(f"Nobody has proposed to dismiss this ({match.person.name}).")
            _keep(actor, match, MatchState.CONFIRMED if match.by_hand else MatchState.FOUND)
        return chosen


def add_match(
    *,
    actor: Actor,
    meeting: int,
    item: int,
    person: int,
    nature: str,
    why: str,
    type: InterestType,
    directness: Directness,
) -> Match:
    """A conflict that the registers do not show, with why it is one. It asks for the person's own declaration too."""
    if not nature.strip():
        raise ValidationError("Say what the interest is.")
    if not why.strip():
        raise ValidationError("Say why it is a conflict on this item.")
    with _locked(actor, meeting, item, [person]) as (record, on):
        if any(match.person_id == person and match.by_hand for match in on.matches):
            raise ValidationError(f"{record.name(person)} has one that was added by hand on this item already.")
        if not Person.objects.filter(pk=person).exists():
            raise ValidationError("Choose who it is from the list.")
        now = clock.now()
        match = Match(
            item=on.row,
            person_id=person,
            type=InterestType(type).value,
            directness=Directness(directness).value,
            nature=nature.strip(),
            chains=[why.strip()],
            reason=why.strip(),
            state=MatchState.CONFIRMED.value,
            by_hand=True,
            found_at=now,
            changed_at=now,
        )
        _save(actor, match)
        return match


@contextmanager
def _screening(actor: Actor, meeting: int, item: int, matches: Collection[int]) -> Iterator[tuple[Record, list[Match]]]:
    """The chosen matches of one item, under the lock, if the account may look through them and the item is not taken."""
    wanted = dict.fromkeys(matches)
    rows = Match.objects.filter(pk__in=wanted, item=item, item__meeting=meeting).select_related("person")
    chosen = list(rows.order_by("pk"))
    if not wanted or len(chosen) != len(wanted):
        raise ValidationError("Choose what it is about from the list.")
    with _locked(actor, meeting, item, [match.person_id for match in chosen]) as (record, _):
        chosen = list(rows.order_by("pk"))  # as they are now that nobody else can write
        gone = [match.person.name for match in chosen if match.state == MatchState.GONE]
        if gone:
            raise ValidationError(f"The registers no longer show this ({listed(dict.fromkeys(gone))}). Look again.")
        yield record, chosen


@contextmanager
def _locked(actor: Actor, meeting: int, item: int, people: Iterable[int]) -> Iterator[tuple[Record, ItemFacts]]:
    with transaction.atomic():
        list(Sitting.objects.select_for_update().filter(meeting=meeting).order_by("pk"))
        record = load_record(meeting)
        on = record.item_by_id.get(item)
        if on is None:
            raise ValidationError("This item is not on the agenda of this meeting.")
        for person in dict.fromkeys(people):
            require(may_screen(actor, record, on, person))
        refuse_taken(on)
        yield record, on


def is_taken(item: ItemFacts) -> bool:
    """Whether an item is being taken, or was."""
    return any(step.step in TAKEN for step in item.steps)


def refuse_taken(item: ItemFacts) -> None:
    """Raise ValidationError once an item is taken: interests are then declared in the meeting."""
    if is_taken(item):
        raise ValidationError(
            f"Item {item.number} is being taken, or was taken: interests on it are declared in the meeting, and the "
            "chair rules on them there."
        )


def _keep(actor: Actor, match: Match, state: MatchState, reason: str | None = None) -> None:
    match.state, match.changed_at = state.value, clock.now()
    if reason is not None:
        match.reason = reason
    else:  # of what was added by hand, why it was: the chains keep it while a dismissal is proposed
        match.reason = "; ".join(match.chains)[: Match._meta.get_field("reason").max_length] if match.by_hand else ""
    _save(actor, match)


def _save(actor: Actor, match: Match) -> None:
    match._history_user = actor.account
    match.full_clean()
    match.save()


__all__ = [
    "Became",
    "Change",
    "add_match",
    "changes_in_words",
    "confirm_matches",
    "find_on_taken",
    "open_items",
    "propose_dismissal",
    "recheck",
    "recheck_interest",
    "refuse_taken",
    "withdraw_proposal",
]
