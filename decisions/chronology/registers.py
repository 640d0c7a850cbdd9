"""What the history of the registers says of a matter: entered, changed, put on an agenda, papers, what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time
from typing import Any

from committees.kinds import KINDS, kind_label
from committees.rights.words import day_words, listed, lower_first, sentence_case
from committees.terms import Access, Function, MatchState, Purpose, Reach, RoomRole, Verb
from decisions.chronology.lines import NOBODY, Line, What
from decisions.chronology.told import Told
from decisions.minutes.words import interest_words, stop
from decisions.models import AgendaItem, LifeEntry
from practices.clock import LONDON

ADDED, CHANGED, REMOVED = "+", "~", "-"
MATTERS = "Register of matters"
INTERESTS = "Registers of interests"
NOT_TOLD = "not told by whom"
#: In which order what was entered at one moment is told; the matter itself before all else.
MATTER, PART, CONDITION, ITEM, PAPER, CONFLICT = -3, -2, -1, 1, 2, 3


def register_lines(
    told: Told, *, hidden: frozenset[int], ahead: frozenset[int], papers: frozenset[int]
) -> Iterator[Line]:
    """The lines of all registers; nothing of items that are hidden, of conflicts kept ``ahead``, of papers withheld."""
    histories, items = told.rows.histories, told.rows.items
    yield from _matter(told)
    yield from _parts(told)
    for row, before in _versions(histories["agendaitem"]):
        if row.id not in hidden and (row.id in items or not row.private):
            yield from _on_agenda(told, row, before)
    for row, before in _versions(histories["meeting"]):
        yield from _published(told, row, before, hidden)
    for row, before in _versions(histories["paper"]):
        if row.item_id not in hidden and row.id not in papers:
            yield _paper(told, row, before)
    for row, _ in _versions(histories["presenter"]):
        if row.item_id not in hidden:
            done = "was named" if row.history_type == ADDED else "is no longer named"
            what = What(f"{told.person(row.person_id)} {done} as {RoomRole(row.role).label} of the item.")
            yield _line(told, row, what, _agenda(items.get(row.item_id)), rank=PAPER, item=row.item_id)
    known = {row.item_id for row in histories["match"]} - hidden - ahead
    yield from _found(told, [row for row in histories["match"] if row.item_id in known])
    yield from _register(told, known | _declared_on(told, hidden))


def _versions(rows: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Each version of a row, with the one before it."""
    last: dict[int, Any] = {}
    for row in rows:
        yield row, last.get(row.id)
        last[row.id] = row


def begins(item: AgendaItem) -> datetime:
    return datetime.combine(item.meeting.date, item.meeting.starts_at, tzinfo=LONDON)


def _line(
    told: Told, row: Any, what: What, where: str, *, rank: int, item: int | None = None, at: datetime | None = None
) -> Line:
    """``item``: on which it was; what prepares an item was there when it began, however late a file told of it.

    ``at``: when it happened, where the row says so itself.
    """
    happened = at or row.history_date
    time_told = True
    if item in told.rows.items and (begins(told.rows.items[item]) < happened and row.history_type == ADDED):
        happened, time_told = begins(told.rows.items[item]), False
    why = row.history_change_reason or ""
    if why.strip():
        what = What(what.text, (*what.details, f"Note: {stop(why)}"))
    hand = told.account(row.history_user_id)
    return Line(happened, row.history_date, what, where, who=hand or NOT_TOLD, time_told=time_told, rank=rank)


def _agenda(item: AgendaItem | None) -> str:
    return f"Agenda of {_of(item)}"


def _of(item: AgendaItem | None) -> str:
    return f"{day_words(item.meeting.date)}, item {item.number}" if item is not None else "an item that was taken off"


# --- The matter and its parts ---
def _first(told: Told, row: Any) -> datetime:
    """When the matter was there at the latest: a file may have told of it long after.

    A step is told by its day, and may be older than the matter: an application comes first.
    """
    moments = [row.history_date, *map(begins, told.rows.items.values())]
    moments += [act.happened_at for act, item in told.rows.acts if item is not None]
    return min([*moments, *(act.happened_at for act in told.rows.between if not isinstance(act, LifeEntry))])


def _matter(told: Told) -> Iterator[Line]:
    for row, before in _versions(told.rows.histories["matter"]):
        if row.history_type == ADDED:
            at = _first(told, row)
            raised = "Raised between meetings" if row.raised_by_id else "Entered"
            text = f"{raised}: {row.title} ({Function(row.function).label.split(' (')[0]}{_kind(row)})."
            yield _line(told, row, What(text, _facts(row, None)), MATTERS, rank=MATTER, at=at)
        elif before is not None and (changes := [*_changes(row, before)]):
            yield _line(told, row, What(f"Changed: {listed(changes)}.", _facts(row, before)), MATTERS, rank=ITEM)


def _kind(row: Any) -> str:
    return f": {lower_first(kind_label(row.kind))}" if row.kind else ""


_WORDS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "title": ("title", str),
    "summary": ("what it is about", lambda said: ""),
    "function": ("what is being decided", lambda said: Function(said).label),
    "kind": ("kind of decision", lambda said: kind_label(said) if said else "none"),
    "value": ("value", lambda said: f"£{said:,.2f}" if said is not None else "none"),
    "merger": ("the practices named are to merge", lambda said: "yes" if said else "no"),
    "reach": ("whom it affects", lambda said: Reach(said).label if said else "as usual"),
    "applicant_id": ("the practice that applies", lambda said: ""),
}


def _changes(row: Any, before: Any) -> Iterator[str]:
    for name, (label, words) in _WORDS.items():
        if getattr(row, name) != getattr(before, name):
            said = words(getattr(row, name))
            yield f"{label}{f', now {said}' if said else ''}"
    if row.facts != before.facts:
        yield "its facts"


def _facts(row: Any, before: Any, kind: str | None = None) -> tuple[str, ...]:
    """Which facts were stated or changed, by their labels."""
    key = row.kind if kind is None else kind
    old = before.facts if before is not None else {}
    known = KINDS.get(key)
    labels = {fact.key: lower_first(fact.label) for fact in known.facts} if known is not None else {}
    keys = dict.fromkeys((*row.facts, *old))
    changed = [labels.get(name, name) for name in keys if row.facts.get(name) != old.get(name)]
    return (f"Stated: {listed(changed)}.",) if changed else ()


def _parts(told: Told) -> Iterator[Line]:
    matter = told.rows.matter
    for row, before in _versions(told.rows.histories["limb"]):
        part = f"Part ({row.letter})" if row.letter else "The motion"
        if row.history_type == ADDED:
            text = f"{part} entered, to {Verb(row.verb).label}: “{stop(row.text)}”"
            yield _line(told, row, What(text, _facts(row, None, matter.kind)), MATTERS, rank=PART, at=_first(told, row))
        elif row.history_type == REMOVED:
            yield _line(told, row, What(f"{part} taken out."), MATTERS, rank=ITEM)
        elif before is not None and (row.text, row.verb) != (before.text, before.verb):
            text = f"{part} now reads, to {Verb(row.verb).label}: “{stop(row.text)}”"
            yield _line(told, row, What(text), MATTERS, rank=ITEM)
        elif before is not None and row.facts != before.facts:
            what = What(f"{part}: its facts were changed.", _facts(row, before, matter.kind))
            yield _line(told, row, what, MATTERS, rank=ITEM)
    letters = {row.id: row.letter for row in told.rows.histories["limb"]}
    for row, _ in _versions(told.rows.histories["limbcondition"]):
        done = {ADDED: "entered", CHANGED: "changed", REMOVED: "taken out"}[row.history_type]
        within = f", within {row.within_days} days of the meeting that approves" if row.within_days else ""
        by = f", by {day_words(row.due_on)}" if row.due_on else within
        part = f"Part ({letters[row.limb_id]}): " if letters.get(row.limb_id) else ""
        text = f"{part}Condition {done}: {row.text.rstrip('.')}{by}."
        at = _first(told, row) if row.history_type == ADDED else None
        yield _line(told, row, What(text), MATTERS, rank=CONDITION, at=at)


# --- Agendas and papers ---
def _on_agenda(told: Told, row: Any, before: Any) -> Iterator[Line]:
    item = told.rows.items.get(row.id)
    where = _agenda(item)
    private = f", to be taken in private: {row.private_ground}" if row.private else ""
    if row.history_type == ADDED:
        purposes = "; ".join(_purposes(item)) if item is not None else ""
        day = f" of {day_words(item.meeting.date)}" if item is not None else ""
        text = f"Put on the agenda{day} as item {row.number}{private}."
        yield _line(told, row, What(text, (f"{purposes}.",) if purposes else ()), where, rank=ITEM, item=row.id)
    elif row.history_type == REMOVED:
        yield _line(told, row, What(f"Taken off the agenda (item {row.number})."), where, rank=ITEM)
    elif before is not None and (row.private, row.private_ground) != (before.private, before.private_ground):
        text = f"Item {row.number}{private}." if row.private else f"Item {row.number} is to be taken in public."
        yield _line(told, row, What(text), where, rank=ITEM)
    elif before is not None and row.number != before.number:
        yield _line(told, row, What(f"It is item {row.number} now, not {before.number}."), where, rank=ITEM)


def _purposes(item: AgendaItem) -> Iterator[str]:
    by_purpose: dict[str, list[str]] = {}
    for each in sorted(item.purposes.all(), key=lambda each: (each.sitting.order, each.pk)):
        by_purpose.setdefault(each.purpose, []).append(each.sitting.committee.short_name)
    for purpose, names in by_purpose.items():
        yield f"{sentence_case(Purpose(purpose).label)}: {listed(names)}"


def _published(told: Told, row: Any, before: Any, hidden: frozenset[int]) -> Iterator[Line]:
    """That a meeting held in private was published since."""
    items = [item for item in told.rows.items.values() if item.meeting_id == row.id and item.pk not in hidden]
    if items and before is not None and row.published != before.published:
        done = "was published" if row.published else "is no longer published"
        yield _line(
            told, row, What(f"The record of the meeting {done}."), f"Meeting of {day_words(row.date)}", rank=ITEM
        )


def _paper(told: Told, row: Any, before: Any) -> Line:
    item = told.rows.items.get(row.item_id)
    access = "published with the agenda" if row.access == Access.PUBLIC else f"for {Access(row.access).label}"
    if item is not None and item.private and row.access == Access.PUBLIC:
        access = f"for {Access.MEMBERS.label}"
    done = {
        ADDED: f"Paper added, {access}",
        REMOVED: "Paper taken out",
        CHANGED: f"Paper changed, {access}",
    }[row.history_type]
    at = row.added_at if row.history_type == ADDED else None
    where = f"Papers of {_of(item)}"
    return _line(told, row, What(f"{done}: {row.title}."), where, rank=PAPER, item=row.item_id, at=at)


# --- Interests ---
def _found(told: Told, rows: list[Any]) -> Iterator[Line]:
    for row, before in _versions(rows):
        who, item = told.person(row.person_id), told.rows.items.get(row.item_id)
        interest = interest_words(row.type, row.directness, told.nature(row))
        secret = told.hides(row)
        chains = () if secret or not row.chains else (f"How it touches the matter: {stop(listed(row.chains))}",)
        why = () if secret or not row.reason else (f"Reason: {stop(row.reason)}",)
        if before is None:
            done = f"The secretary added that {who} has" if row.by_hand else f"The registers show that {who} has"
            what, at = What(f"{done} {interest}", (*chains, *why)), row.found_at
        elif row.state != before.state:
            what, at = What(f"{who}: {MatchState(row.state).label}. It is {interest}", why), row.changed_at
        else:
            continue
        who_did = told.account(row.history_user_id) or (NOT_TOLD if row.by_hand else NOBODY)
        where = f"Possible conflicts, {_of(item)}"
        yield Line(at, at, what, where, who=who_did, rank=CONFLICT)


def _declared_on(told: Told, hidden: frozenset[int]) -> set[int]:
    return {
        item
        for act, item in told.rows.acts
        if item is not None and item not in hidden and getattr(act, "interest_id", None) is not None
    }


def _register(told: Told, items: set[int]) -> Iterator[Line]:
    """When the interests that touched it were declared, and entered in the register."""
    rows = told.rows
    wanted = {act.interest_id for act, item in rows.acts if item in items and getattr(act, "interest_id", None)}
    wanted |= {row.interest_id for row in rows.histories["match"] if row.item_id in items} - {None}
    for pk in sorted(wanted):
        row = rows.interests[pk]
        nature = told.nature(_Entry(row.nature, pk))
        when = datetime.combine(row.declared_on, time(), tzinfo=LONDON)
        text = (
            f"{told.person(row.person_id)} declared for the register {interest_words(row.type, row.directness, nature)}"
        )
        entered = rows.entered.get(pk)
        hand = told.account(entered.history_user_id) if entered is not None else ""
        yield Line(
            when,
            entered.history_date if entered is not None else None,
            What(text),
            INTERESTS,
            who=told.person(row.person_id),
            hand=hand,
            time_told=False,
            rank=CONFLICT,
        )


class _Entry:
    """An entry of the register, as declarations and matches are asked for what it is."""

    def __init__(self, nature: str, interest: int):
        self.nature, self.interest_id = nature, interest
