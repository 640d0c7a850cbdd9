"""The register of gifts, hospitality and sponsorship as text: a line of the page is a row of every file.

What the guardian leaves out of the published register is left out here, before anything is searched, counted or written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from committees.registers.bodies import Body
from committees.registers.entries import DETAILS_WITHHELD, NAME_WITHHELD, searched, without
from committees.registers.exports import Table
from committees.registers.offered import Entry
from committees.registers.redacting import left_out
from committees.rights.gifts import pounds
from committees.rights.publication import Hidden
from committees.terms import OfferAnswer
from practices.dated import in_words

COLUMNS = (
    "Recipient",
    "Position",
    "What it is",
    "Date of offer",
    "Accepted or declined",
    "Date of receipt",
    "Details",
    "Estimated value",
    "Offered by",
    "Nature of their business",
    "Earlier offers by them in twelve months",
    "Approved or reviewed by",
    "Why it was accepted or declined",
    "Comments",
)
PRIVATE_COLUMNS = ("What the guidance says", "Not as the guidance says", "Left out of the published register")
MADE_UP = "Some of the people and offers in this register are made up, for demonstration."
HOLDS = (
    "Everything that was recorded is published: offers accepted and declined, also those that need not have been declared. "
    "Offers stay on the register for six years. From 16 June 2017 it holds those to decision-making staff alone."
)
PRIVATE = "The private register: nothing is left out of it. It is not published."


@dataclass(frozen=True, slots=True)
class Row:
    """An offer as this reader is shown it. ``offer``: its key, on the private register alone."""

    name: str
    position: str
    kind: str
    offered_on: date
    answer: OfferAnswer
    received_on: str
    details: str
    value: str
    offeror: str
    business: str
    earlier: str
    reviewed: str
    reason: str
    comments: str
    made_up: bool = False
    offer: int | None = None
    says: str = ""
    amiss: str = ""
    left_out: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """One text for each of COLUMNS."""
        return (
            self.name,
            self.position,
            self.kind,
            in_words(self.offered_on),
            self.answer.label,
            self.received_on,
            self.details,
            self.value,
            self.offeror,
            self.business,
            self.earlier,
            self.reviewed,
            self.reason,
            self.comments,
        )

    def has(self, words: list[str]) -> bool:
        """Whether each of these words is in what the row shows."""
        text = " ".join(self.texts).casefold()
        return all(word in text for word in words)


def row_of(entry: Entry, *, private: bool) -> Row:
    """The offer as it is shown; the private register shows all of it, and what is left out of the published one."""
    offer, left = entry.offer, Hidden() if private else entry.hidden
    shown = _words(entry, left)
    return Row(
        name=NAME_WITHHELD if left.name else offer.person.name,
        position="" if left.name else entry.position,
        kind=offer.get_kind_display(),
        offered_on=offer.offered_on,
        answer=OfferAnswer(offer.answer),
        received_on=in_words(offer.received_on) if offer.received_on and not left.details else "",
        details=DETAILS_WITHHELD if left.details else shown["details"],
        value="" if left.details else pounds(offer.value),
        offeror=shown["offeror"],
        business=shown["business"],
        earlier="" if left.details else _earlier(entry),
        reviewed=shown["reviewed"],
        reason=shown["reason"],
        comments=shown["comments"],
        made_up=offer.person.made_up and not left.name,
        offer=offer.pk if private else None,
        says=entry.answer.sentence if private else "",
        amiss=entry.amiss if private else "",
        left_out="; ".join(
            f"{left_out(each)}: {each.reason} (decided by {each.decided_by})" for each in entry.redactions
        )
        if private
        else "",
    )


def _words(entry: Entry, left: Hidden) -> dict[str, str]:
    """The free words of an entry. A name that is left out is left out of them too."""
    offer = entry.offer
    words = {name: getattr(offer, name) for name in ("details", "offeror", "business", "reason", "comments")}
    words["business"] = "; ".join(filter(None, (words["business"], offer.get_offered_by_display())))
    approved = f"Approved beforehand by {offer.senior_approval}" if offer.senior_approval else ""
    reviewed = f"Reviewed by {offer.reviewed_by}, {in_words(offer.reviewed_on)}" if offer.reviewed_on else ""
    words["reviewed"] = "; ".join(filter(None, (approved, reviewed)))
    if left.details:
        return dict.fromkeys(words, "")
    return {name: without(text, offer.person.name) if left.name else text for name, text in words.items()}


def _earlier(entry: Entry) -> str:
    if not entry.earlier:
        return "none"
    number = len(entry.earlier)
    return f"{number}, {'worth' if number == 1 else 'together worth'} {pounds(entry.earlier_value)}"


def rows_of(found: list[Entry], *, private: bool, search: str = "") -> list[Row]:
    """The rows of a register that hold these words, newest first."""
    words = searched(search)
    return [row for row in (row_of(entry, private=private) for entry in found) if row.has(words)]


def as_table(body: Body, day: date, rows: list[Row], every: int, *, private: bool) -> Table:
    """What the page shows, as the table of every kind of file. ``every``: how many offers the register has."""
    kind = "Private register" if private else "Register"
    title = f"{kind} of gifts, hospitality and sponsorship, {body.name}, as at {in_words(day)}"
    notes = [counted(len(rows), every), PRIVATE if private else HOLDS]
    if not private:
        notes.append(how_to_ask(body))
    if any(row.made_up for row in rows):
        notes.append(MADE_UP)
    columns = COLUMNS + (PRIVATE_COLUMNS if private else ())
    texts = tuple(row.texts + ((row.says, row.amiss, row.left_out) if private else ()) for row in rows)
    return Table(title, tuple(notes), columns, texts)


def counted(shown: int, every: int) -> str:
    """How many offers there are, and how many of them are here."""
    offers = f"{every or 'No'} offer{'' if every == 1 else 's'}"
    return f"{offers}." if shown == every else f"{shown} of {every} offers: the others do not fit what was asked."


def how_to_ask(body: Body) -> str:
    return (
        f"To ask for an older entry, or for what has been left out, write to the governance team of {body.name} or to its "
        "conflicts of interest guardian."
    )
