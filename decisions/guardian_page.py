"""What the conflicts of interest guardian of a CCG sees on one page. Only read behind the gate."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from committees.models import Breach, Concern, Guardianship, Interest, Offer, Redaction
from committees.powers import Actor
from committees.registers.guarding import places_kept
from committees.registers.redacting import asked_in
from committees.rights.publication import earliest_end, shown
from decisions.guardian_forms import (
    FORMS,
    Advice,
    CloseConcern,
    CorrectPublished,
    Lift,
    NewBreach,
    Nonetheless,
    Once,
    OpenConcern,
    Publish,
    Redact,
    RedactOffer,
)
from decisions.late import LateEntry, late_entries
from practices.dated import in_words
from practices.models import CCG

FOUND_AT_MOST = 20  # entries that a search shows; more are asked to be told apart


@dataclass(frozen=True)
class Row:
    """A row of the page: what it is about, and its forms. ``own``: the guardian's own, of which none are offered."""

    of: object
    forms: tuple[Once, ...] = ()
    own: bool = False


@dataclass(frozen=True)
class LateRow:
    """A late declaration, and the form to open a concern about it."""

    entry: LateEntry
    form: Once | None
    own: bool


@dataclass
class GuardianPage:
    """Everything on the page, in its order."""

    ccg: CCG
    guardianship: Guardianship | None
    objections: list[Row] = field(default_factory=list)
    unanswered: list[Row] = field(default_factory=list)
    answered: list[Row] = field(default_factory=list)
    closed: list[Concern] = field(default_factory=list)
    late: list[LateRow] = field(default_factory=list)
    unpublished: list[Row] = field(default_factory=list)
    published: list[Row] = field(default_factory=list)
    new_breach: Once | None = None
    redactions: list[Row] = field(default_factory=list)
    search: str = ""
    entries: list[Row] = field(default_factory=list)
    more: bool = False
    sent: Once | None = None

    @property
    def late_and_touched(self) -> list[LateRow]:
        """Those that touched a decision."""
        return [row for row in self.late if row.entry.touched]

    @property
    def late_only(self) -> list[LateRow]:
        return [row for row in self.late if not row.entry.touched]

    @property
    def unlooked(self) -> int:
        """How many late declarations touched a decision, and no concern was opened about them."""
        return sum(bool(row.entry.touched) and not row.entry.concerns for row in self.late)

    @property
    def waits(self) -> int:
        return len(self.objections) + len(self.unanswered) + len(self.unpublished) + self.unlooked


class _Forms:
    """The forms of a page: empty, but for the one that was sent."""

    def __init__(self, data, concerns: Collection[tuple[int, str]]):
        self.data, self.concerns = data, concerns
        self.what = data.get("what", "") if data is not None else ""
        self.about = str(data.get("about", "")) if data is not None else ""
        self.sent: Once | None = None

    def __call__(self, kind: type[Once], about: int = 0, **initial) -> Once:
        mine = self.data if self.what == kind.what and self.about == str(about) else None
        more = {"concerns": self.concerns} if kind is NewBreach else {}
        form = kind(mine, about=about, initial=initial, **more)
        if mine is not None:
            self.sent = form
        return form


def guardian_page(actor: Actor, ccg: CCG, day: date, *, search: str = "", data=None) -> GuardianPage:
    """The page on a day. ``data``: a form that was sent, which the page then has as ``sent``, filled as it was sent.

    A fixed number of queries, whatever there is on it (for private items see ``late_entries``).
    """
    here = places_kept(ccg, day)
    concerns = list(Concern.objects.filter(ccg=ccg).select_related("raised_by", "advised_by", "interest__person"))
    open_ones = [row for row in concerns if row.closed_on is None]
    forms = _Forms(data, [(row.pk, _short(row)) for row in concerns])
    page = GuardianPage(ccg, Guardianship.objects.in_force_on(day).filter(ccg=ccg).select_related("person").first())
    redactions = list(_redactions(here, day))
    page.objections = [_objection(forms, actor, row) for row in _objections(here, concerns, redactions, day)]
    page.unanswered = [_concern(forms, actor, row) for row in open_ones if row.advised_on is None]
    page.answered = [_concern(forms, actor, row) for row in open_ones if row.advised_on is not None]
    page.closed = [row for row in concerns if row.closed_on is not None]
    page.late = [_late(forms, actor, entry) for entry in late_entries(actor, ccg, day)]
    breaches = list(Breach.objects.filter(ccg=ccg).select_related("concern"))
    page.unpublished = [Row(row, (forms(Publish, row.pk),)) for row in breaches if row.published_on is None]
    page.published = [
        Row(row, (forms(CorrectPublished, row.pk, text=row.published_text),))
        for row in breaches
        if row.published_on is not None
    ]
    page.new_breach = forms(NewBreach, found_on=day)
    page.redactions = [_redaction(forms, actor, row) for row in redactions]
    page.search = search
    found = _entries(here, redactions, search) if search else []
    page.entries = [_entry(forms, actor, row) for row in found[:FOUND_AT_MOST]]
    page.more = len(found) > FOUND_AT_MOST
    page.sent = forms.sent
    return page


def _short(concern: Concern) -> str:
    about = " ".join(concern.about.split())
    return f"{in_words(concern.raised_on)}: {about[:60]}{'…' if len(about) > 60 else ''}"


def _redactions(here: Collection[int], day: date):
    rows = Redaction.objects.filter(Q(interest__person__in=list(here)) | Q(offer__person__in=list(here)))
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    return rows.select_related("interest__person", "offer__person", "decided_by")


def _objections(here, concerns: list[Concern], redactions: list[Redaction], day: date) -> list[Interest]:
    """Interests on the published register of which somebody asked that they be not, and nobody has decided."""
    rows = Interest.objects.filter(person__in=list(here)).exclude(objection="")
    rows = rows.overlapping(earliest_end(True, day), day).select_related("person").order_by("declared_on", "pk")
    answered = {(row.interest_id, row.about) for row in concerns if row.interest_id}
    left_out = {row.interest_id for row in redactions}
    return [
        row
        for row in rows
        if shown(True, day, starts_on=row.starts_on, ends_on=row.ends_on)
        and row.pk not in left_out
        and (row.pk, asked_in(row)) not in answered
    ]


def _objection(forms: _Forms, actor: Actor, row: Interest) -> Row:
    return Row(row, (forms(Redact, row.pk), forms(Nonetheless, row.pk)), own=row.person_id == actor.person)


def _concern(forms: _Forms, actor: Actor, row: Concern) -> Row:
    own = row.interest is not None and row.interest.person_id == actor.person
    return Row(row, (forms(Advice, row.pk) if row.advised_on is None else forms(CloseConcern, row.pk),), own)


def _late(forms: _Forms, actor: Actor, entry: LateEntry) -> LateRow:
    own = entry.interest.person_id == actor.person
    opens = bool(entry.touched) and not entry.concerns and not own
    return LateRow(entry, forms(OpenConcern, entry.interest.pk, said=_suggested(entry)) if opens else None, own)


def _suggested(entry: LateEntry) -> str:
    """The words that a concern about a late declaration begins with."""
    lines = [f"{entry.nature}: on the register as it is since {in_words(entry.known_on)}."]
    for each in entry.touched:
        where = ", ".join(filter(None, [each.committee, in_words(each.day), each.item, each.part]))
        lines.append(f"{where}: {'; '.join(each.did)}.")
    return "\n".join(lines)


def _redaction(forms: _Forms, actor: Actor, row: Redaction) -> Row:
    entry = row.interest or row.offer
    own = entry is not None and entry.person_id == actor.person
    return Row(row, () if row.ends_on is not None else (forms(Lift, row.pk),), own)


def _entries(here: Collection[int], redactions: list[Redaction], search: str) -> list[Interest | Offer]:
    """Entries of the registers in which every word of a search is found, of the person's name or the entry's own."""
    left_out = {("i", row.interest_id) for row in redactions} | {("o", row.offer_id) for row in redactions}
    interests = Interest.objects.filter(person__in=list(here)).select_related("person")
    offers = Offer.objects.filter(person__in=list(here)).select_related("person")
    for word in search.split():
        interests = interests.filter(Q(person__name__icontains=word) | Q(nature__icontains=word))
        offers = offers.filter(
            Q(person__name__icontains=word) | Q(details__icontains=word) | Q(offeror__icontains=word)
        )
    most = FOUND_AT_MOST + 1 + len(left_out)
    found: list[Interest | Offer] = [
        *(row for row in interests.order_by("person__name", "starts_on", "pk")[:most] if ("i", row.pk) not in left_out),
        *(row for row in offers.order_by("person__name", "pk")[:most] if ("o", row.pk) not in left_out),
    ]
    return found


def _entry(forms: _Forms, actor: Actor, row: Interest | Offer) -> Row:
    kind = Redact if isinstance(row, Interest) else RedactOffer
    return Row(row, (forms(kind, row.pk),), own=row.person_id == actor.person)


__all__ = ["FORMS", "GuardianPage", "guardian_page"]
