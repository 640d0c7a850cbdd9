"""Preparing a meeting: an item with its matter, parts and presenters, and the papers of an item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from committees.kinds import misfit, verb_misfit
from committees.models import Person, Sitting
from committees.powers import Actor
from committees.rights.levels import cell
from committees.rights.words import listed
from committees.terms import Access, Act, Function, Level, Purpose, Reach, RoomRole, Verb
from decisions.actions.agenda import put_on_agenda
from decisions.actions.matching import recheck
from decisions.facts import Record, load_record
from decisions.gate import may_add_paper, may_in_meeting, require
from decisions.models import AgendaItem, Limb, Matter, Paper, Presenter
from decisions.uploads import refuse_mislabelled
from practices import clock
from practices.models import CCG

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, kw_only=True)
class NewItem:
    """What is put on an agenda. ``ccgs``, ``practices`` and ``providers``: keys; ``purposes``: sitting -> purpose.

    ``texts``: the motion, in one part or in several, which then get letters. ``presenters``: names.
    """

    title: str
    function: Function
    texts: Sequence[str]
    purposes: Mapping[int, Purpose]
    verb: Verb = Verb.APPROVE
    summary: str = ""
    kind: str = ""
    value: Decimal | None = None
    ccgs: frozenset[int] = frozenset()
    practices: frozenset[int] = frozenset()
    providers: frozenset[int] = frozenset()
    merger: bool = False
    reach: Reach | None = None
    private: bool = False
    private_ground: str = ""
    presenters: Sequence[str] = field(default_factory=tuple)


def add_item(*, actor: Actor, meeting: int, item: NewItem) -> AgendaItem:
    """Put a new matter on the agenda of a meeting that has not begun, and ask the registers for conflicts on it."""
    with _locked(meeting) as record:
        require(may_in_meeting(Act.RUN_AGENDA, actor, record))
        refuse_begun(record)
        _refuse(record, item)
        matter = Matter(
            title=item.title.strip(),
            summary=item.summary.strip(),
            function=item.function.value,
            kind=item.kind,
            value=item.value,
            merger=item.merger,
            reach=item.reach.value if item.reach else "",
            made_up=record.meeting.made_up,
        )
        matter.full_clean()
        matter.save()
        matter.ccgs.set(item.ccgs)
        matter.practices.set(item.practices)
        matter.providers.set(item.providers)
        texts = [text.strip() for text in item.texts if text.strip()]
        for place, text in enumerate(texts):
            Limb.objects.create(
                matter=matter, letter=LETTERS[place] if len(texts) > 1 else "", text=text, verb=item.verb.value
            )
        row = put_on_agenda(
            meeting=record.meeting,
            matter=matter,
            number=next_number(record),
            purposes=item.purposes,
            private=item.private,
            private_ground=item.private_ground.strip(),
            look=False,
        )
        for person in dict.fromkeys(_presenter(record, name) for name in item.presenters if name.strip()):
            Presenter.objects.create(item=row, person=person, role=RoomRole.PRESENTER.value)
        recheck([row.pk], by=actor.account)
        return row


@contextmanager
def _locked(meeting: int) -> Iterator[Record]:
    with transaction.atomic():
        list(Sitting.objects.select_for_update().filter(meeting=meeting).order_by("pk"))
        yield load_record(meeting)


def refuse_begun(record: Record) -> None:
    """Raise ValidationError once the meeting has begun: its agenda is then changed in the console."""
    if record.begun:
        raise ValidationError(
            "The meeting has begun. What is not on its agenda is taken as urgent, in the console, with the reason."
        )


def next_number(record: Record) -> str:
    """The number after the highest on the agenda."""
    return str(max((int(item.number) for item in record.items if item.number.isdigit()), default=0) + 1)


def _refuse(record: Record, item: NewItem) -> None:
    """What does not fit together, in sentences."""
    wrong = [sentence for rule in RULES for sentence in rule(record, item)]
    if wrong:
        raise ValidationError(wrong)


def _refuse_words(_: Record, item: NewItem) -> Iterator[str]:
    if not item.title.strip() or not any(text.strip() for text in item.texts):
        yield "Give the item a title and the words of its motion."
    if len([text for text in item.texts if text.strip()]) > len(LETTERS):
        yield f"A matter has at most {len(LETTERS)} parts."
    if item.private and not item.private_ground.strip():
        yield "An item taken in private needs its ground."
    if item.private_ground.strip() and not item.private:
        yield "The ground is for an item taken in private: tick that it is, or leave the ground empty."


def _refuse_kind(_: Record, item: NewItem) -> Iterator[str]:
    yield from filter(None, [misfit(item.kind, item.function), verb_misfit(item.kind, item.verb)])


def _refuse_committees(record: Record, item: NewItem) -> Iterator[str]:
    if not item.purposes or set(item.purposes) - set(record.sittings):
        yield "Choose at least one committee that sits in this meeting, and what it is asked to do."
        return
    if item.function is Function.OWN_BUSINESS:
        return
    concerned = {ccg.ods_code for ccg in CCG.objects.filter(pk__in=item.ccgs)}
    if not concerned:
        yield "Choose the CCGs that the matter concerns."
        return
    sittings = {pk: record.sittings[pk] for pk, purpose in item.purposes.items() if purpose != Purpose.INFORMATION}
    strange = [s.name for s in sittings.values() if not concerned & {ccg.code for ccg in s.committee.ccgs}]
    if strange:
        verb = "is a committee" if len(strange) == 1 else "are committees"
        yield (
            f"{listed(strange)} {verb} of none of the CCGs that the matter concerns: choose its CCG too, or put the item "
            "before it for information."
        )


def _refuse_reserved(_: Record, item: NewItem) -> Iterator[str]:
    """What no committee votes on at any level is on an agenda for information only."""
    if item.function is Function.PERFORMERS_LIST and set(item.purposes.values()) - {Purpose.INFORMATION}:
        yield (
            "The performers' list, appraisal and revalidation belong to NHS England at every level: no committee votes on "
            "them. Put the item before the committees for information only, or send it to NHS England "
            f"({cell(Function.PERFORMERS_LIST, Level.JOINT).source.title})."
        )


def _refuse_reach(_: Record, item: NewItem) -> Iterator[str]:
    if item.merger and len(item.practices) < 2:
        yield "A merger names at least two practices."
    if item.reach in (Reach.NEIGHBOURS, Reach.NAMED) and not (item.practices or item.providers):
        yield f"Choose the practices first, where the matter affects {item.reach.label}."


RULES = (_refuse_words, _refuse_reserved, _refuse_kind, _refuse_committees, _refuse_reach)


def _presenter(record: Record, name: str) -> Person:
    """Who presents, by name: somebody with a seat here, else the one person on record who is called so, else new."""
    wanted = " ".join(name.split())
    seated = [person.id for person in record.people.values() if person.name.casefold() == wanted.casefold()]
    found = list(Person.objects.filter(pk__in=seated) if seated else Person.objects.filter(name__iexact=wanted)[:2])
    if len(found) > 1:
        raise ValidationError(f"More than one person on record is called {wanted}. Add the item without, and ask.")
    if found:
        return found[0]
    person = Person(name=wanted, made_up=record.meeting.made_up)
    person.full_clean()
    person.save()
    return person


def add_paper(
    *, actor: Actor, meeting: int, item: int, title: str, access: Access, text: str = "", file: File | None = None
) -> Paper:
    """Put a paper to an item: a text, or a file of the kinds that papers come in."""
    with _locked(meeting) as record:
        on = record.item_by_id.get(item)
        if on is None:
            raise ValidationError("This item is not on the agenda of this meeting.")
        require(may_add_paper(actor, record, on))
        if not title.strip():
            raise ValidationError("Give the paper a title.")
        if bool(text.strip()) == bool(file):
            raise ValidationError("A paper is a file or a text: give one of the two.")
        if file is not None:
            refuse_mislabelled(file)
        paper = Paper(
            item=on.row,
            title=title.strip(),
            text=text.strip(),
            access=Access(access).value,
            added_at=clock.now(),
            added_by=actor.account,
        )
        if file is not None:
            paper.file = file
        paper.full_clean()
        paper.save()
        return paper
