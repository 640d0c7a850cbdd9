"""What was offered to somebody, and what became of it: the only writes of the register of gifts and hospitality.

What happened is recorded, also where the guidance says that it should not have: then with a reason, and it is listed for
the guardian (``committees.registers.offered``). Each act locks the recipient's row. Nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.models import Offer, Person
from committees.powers import Actor
from committees.refused import require
from committees.registers.declaring import same
from committees.registers.gate import may_with_registers
from committees.registers.offered import answer_to
from committees.rights.gifts import pounds
from committees.rights.words import day_words
from committees.terms import GiftKind, OfferAnswer, OfferedBy, RegisterAct
from practices import clock

WORDS = ("offeror", "business", "details", "senior_approval", "reason", "comments")
RECORDED = "Recorded"
REVIEWED = "Reviewed"
MOST = Decimal("9999999.99")
#: Before it there was no CCG, and no register. Source: Health and Social Care Act 2012.
FIRST_DAY = date(2013, 4, 1)
TOO_EARLY = "CCGs, and their registers, began on 1 April 2013. Give the day on which it was offered."


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told of an offer. ``value`` in pounds; ``senior_approval``: who approved it beforehand, if anybody did."""

    kind: GiftKind
    offered_by: OfferedBy
    offeror: str
    offered_on: date
    value: Decimal
    details: str
    answer: OfferAnswer
    received_on: date | None = None
    business: str = ""
    senior_approval: str = ""
    reason: str = ""
    comments: str = ""

    def fields(self) -> dict:
        """The values of the row's columns, with spaces around words taken away."""
        return {name: getattr(self, name).strip() for name in WORDS} | {
            "kind": GiftKind(self.kind).value,
            "offered_by": OfferedBy(self.offered_by).value,
            "answer": OfferAnswer(self.answer).value,
            "offered_on": self.offered_on,
            "received_on": self.received_on,
            "value": self.value,
        }


def told_of(offer: Offer) -> Told:
    """What an entry says now."""
    return Told(
        kind=GiftKind(offer.kind),
        offered_by=OfferedBy(offer.offered_by),
        answer=OfferAnswer(offer.answer),
        offered_on=offer.offered_on,
        received_on=offer.received_on,
        value=offer.value,
        **{name: getattr(offer, name) for name in WORDS},
    )


# --- The acts ---
def record_offer(*, actor: Actor, person: int, told: Told, on: date | None = None) -> Offer:
    """Somebody tells what was offered to them; or their secretary records what they told. Declined offers too.

    ``on``: the day it was told, None for today. Refused by the gate (Refused) or in sentences (ValidationError).
    """
    with _entry_of(actor, person) as whose:
        today = clock.today()
        day = on or today
        if day > today:
            raise ValidationError(
                f"{day_words(day)} is still to come: nothing can have been declared on it. Give today or an earlier day."
            )
        _refuse_wrong(told, day)
        _refuse_twin(whose, told)
        _refuse_unexplained(whose, told)
        row = Offer(person=whose, declared_on=day, **told.fields())
        _keep(row, actor, RECORDED)
        return row


def change_offer(*, actor: Actor, offer: int, told: Told, why: str, seen: int | None = None) -> Offer:
    """An entry says something else from now on; before stays in its history with ``why``. It is reviewed again then.

    ``seen``: the key of the latest row of its history when the form was made.
    """
    found = Offer.objects.filter(pk=offer).values_list("person", flat=True).first()
    if found is None:
        raise ValidationError("This entry is not in the registers. Load the page again.")
    with _entry_of(actor, found) as whose:
        row = Offer.objects.get(pk=offer)
        _refuse_unseen(row, seen)
        if not why.strip():
            raise ValidationError(
                {"why": "Say why the entry changes: what it said before stays in its history with the reason."}
            )
        if told_of(row).fields() == told.fields():
            raise ValidationError("Nothing in this entry is different, so nothing was recorded.")
        _refuse_wrong(told, clock.today())
        _refuse_twin(whose, told, but=row.pk)
        _refuse_unexplained(whose, told, but=row.pk)
        for name, value in told.fields().items():
            setattr(row, name, value)
        row.reviewed_by, row.reviewed_on = None, None
        _keep(row, actor, why)
        return row


def review_offer(*, actor: Actor, offer: int, comments: str = "", seen: int | None = None) -> Offer:
    """An officer has looked at an entry: never at what was offered to themselves. ``comments`` replace those there."""
    with transaction.atomic():
        row = Offer.objects.select_for_update(of=("self",)).select_related("person").filter(pk=offer).first()
        if row is None:
            raise ValidationError("This entry is not in the registers. Load the page again.")
        today = clock.today()
        require(may_with_registers(RegisterAct.REVIEW_OFFER, actor, today, about=row.person))
        _refuse_unseen(row, seen)
        if actor.person is None:
            raise ValidationError(
                "The register names who reviewed an offer, and this account is nobody's. Have it tied to a person first."
            )
        if row.reviewed_on is not None:
            raise ValidationError(
                f"This offer was reviewed on {day_words(row.reviewed_on)} by {row.reviewed_by}. It is reviewed again once "
                "the entry is changed."
            )
        row.reviewed_by_id, row.reviewed_on = actor.person, today
        if comments.strip():
            row.comments = comments.strip()
        _keep(row, actor, REVIEWED)
        return row


# --- How ---
@contextmanager
def _entry_of(actor: Actor, person: int) -> Iterator[Person]:
    """The person to whom it was offered, locked; Refused who may not record it for them."""
    with transaction.atomic():
        whose = Person.objects.select_for_update().filter(pk=person).first()
        if whose is None:
            raise ValidationError("The recipient is not on record. Load the page again, and choose who got the offer.")
        require(may_with_registers(RegisterAct.RECORD_OFFER, actor, clock.today(), about=whose))
        yield whose


def latest(row: Any) -> int:
    """The key of the latest row of an entry's history; 0 where there is none."""
    return row.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0


def _refuse_unseen(row: Offer, seen: int | None) -> None:
    if seen is not None and latest(row) != seen:
        raise ValidationError(
            "This entry was changed on another device after this page was opened, and nothing was recorded here. Load the "
            "page again and look at what it says now."
        )


def _refuse_wrong(told: Told, day: date) -> None:
    """All that is wrong with it, at once, each beside its field. ``day``: when it is told."""
    wrong: dict[str, str] = {}
    if not told.offeror.strip():
        wrong["offeror"] = "Say who offered it: a person, a firm, a charity."
    if not told.details.strip():
        wrong["details"] = "Say what was offered: “lunch after the meeting”, “a box of chocolates”."
    if told.value < 0:
        wrong["value"] = "The value cannot be less than nothing. Give what it is worth, in pounds; an estimate will do."
    elif told.value > MOST:
        wrong["value"] = f"The value is more than the register holds ({pounds(MOST)}). Give it in pounds."
    if told.offered_on > day:
        wrong["offered_on"] = (
            f"{day_words(told.offered_on)} is after {day_words(day)}, the day on which this is told. Give the day on which "
            "it was offered."
        )
    elif told.offered_on < FIRST_DAY:
        wrong["offered_on"] = TOO_EARLY
    received = told.received_on
    if received is not None and told.answer == OfferAnswer.DECLINED:
        wrong["received_on"] = "What was declined was not received. Leave the day out, or say that it was accepted."
    elif received is not None and received < told.offered_on:
        wrong["received_on"] = (
            f"It cannot be received on {day_words(received)}, before it was offered on {day_words(told.offered_on)}. "
            "Correct one of the two days."
        )
    elif received is not None and received > day:
        wrong["received_on"] = f"{day_words(received)} is still to come. Leave it out until it was received."
    if wrong:
        raise ValidationError(wrong)


def _refuse_twin(person: Person, told: Told, but: int | None = None) -> None:
    """The same offer of the same day by the same offeror. Under the person's lock: two devices cannot do it either."""
    for row in Offer.objects.filter(person=person, offered_on=told.offered_on):
        if row.pk != but and same(row.offeror) == same(told.offeror) and same(row.details) == same(told.details):
            raise ValidationError(
                f"The register has this offer to {person.name} already: “{row.details}”, offered by {row.offeror} on "
                f"{day_words(row.offered_on)}. Nothing was recorded. If something about it is different, change that entry."
            )


def _refuse_unexplained(person: Person, told: Told, but: int | None = None) -> None:
    """What was not done as the guidance says is recorded with a reason."""
    answer = answer_to(person.pk, told.kind, told.offered_by, told.value, told.offered_on, told.offeror, but=but)
    amiss = answer.refuses(told.answer, bool(told.senior_approval.strip()))
    if amiss and not told.reason.strip():
        raise ValidationError(
            {
                "reason": f"{amiss} What happened is recorded all the same, marked for the conflicts of interest guardian: "
                "say why it was accepted."
            }
        )


def _keep(row: Any, actor: Actor, reason: str) -> None:
    row.full_clean()
    row._history_user = actor.account
    row._history_date = clock.now()
    row._change_reason = reason.strip()[:100]
    row.save()
