"""The forms on which an offer is recorded, changed and reviewed. Whether it may be is the action's answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError

from committees.forms import AsAt
from committees.models import Offer
from committees.registers.forms_declaring import NO_DATE, NOT_WHOLE
from committees.registers.offered import answer_to
from committees.registers.offers import FIRST_DAY, TOO_EARLY, Told, latest, told_of
from committees.rights.gifts import Answer
from committees.terms import GiftKind, OfferAnswer, OfferedBy

KINDS = [
    (GiftKind.GIFT.value, "A gift"),
    (GiftKind.PROMOTIONAL.value, "A low-cost promotional item: a pen, a diary"),
    (GiftKind.CASH.value, "Cash or vouchers"),
    (GiftKind.MEAL.value, "A meal or refreshments"),
    (GiftKind.HOSPITALITY.value, "Other hospitality: travel, a stay, an event"),
    (GiftKind.SPONSORSHIP.value, "Sponsorship"),
]
SOURCES = [
    (OfferedBy.SUPPLIER.value, "A supplier or contractor, or somebody who may become one"),
    (OfferedBy.OTHER.value, "Somebody else: a patient, a charity, another organisation"),
]
ANSWERS = [
    (OfferAnswer.DECLINED.value, "It was declined"),
    (OfferAnswer.ACCEPTED.value, "It was accepted"),
    (OfferAnswer.ACCEPTED_FOR_ORGANISATION.value, "It was accepted for the organisation"),
]
#: What the answer of the guidance hangs on.
ASKED = ("kind", "offered_by", "offeror", "value", "offered_on")


def _day(label: str, required: str = "", **more) -> forms.DateField:
    """A day in three parts; ``required``: the sentence where it is missing, empty where it may be."""
    messages = {"invalid": NO_DATE, "required": required}
    return forms.DateField(
        label=label, widget=forms.SelectDateWidget, required=bool(required), error_messages=messages, **more
    )


class Pounds(forms.DecimalField):
    """An amount as people type it: 12.50, £12.50, 1,200."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(max_digits=9, decimal_places=2, localize=False, **kwargs)

    def to_python(self, value):
        text = str(value if value is not None else "").replace("£", "").replace(",", "").strip()
        if not text:
            return None
        try:
            amount = Decimal(text) if len(text) < 40 and text.isascii() else Decimal("NaN")
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite():
            raise ValidationError(f"“{text[:40]}” is not an amount. Enter pounds and pence, such as 12.50.")
        return amount


class OfferForm(forms.Form):
    """An offer as it is recorded; with ``changes`` a change of it, which says why.

    ``for_other``: recorded for somebody else, who may have told it on an earlier day.
    """

    kind = forms.ChoiceField(
        label="What was offered?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was offered"},
    )
    offered_by = forms.ChoiceField(
        label="Who offered it?",
        choices=SOURCES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who offered it"},
    )
    offeror = forms.CharField(
        label="Their name",
        max_length=200,
        help_text="The firm, charity or person. A patient is not named: write “a patient”.",
        error_messages={"required": "Say who offered it: a person, a firm, a charity."},
    )
    business = forms.CharField(label="The nature of their business", max_length=200, required=False)
    details = forms.CharField(
        label="Details",
        max_length=300,
        help_text="“Lunch after the meeting”, “a box of chocolates”.",
        error_messages={"required": "Say what was offered: “lunch after the meeting”, “a box of chocolates”."},
    )
    value = Pounds(
        label="Estimated value, in pounds",
        help_text="What it is worth, or what a guest's share is worth. An estimate will do.",
        error_messages={
            "required": "Give what it is worth, in pounds; an estimate will do.",
            "max_decimal_places": "Give pounds and pence, such as 12.50.",
            "max_digits": "This is more than the register holds. Give the value in pounds.",
            "max_whole_digits": "This is more than the register holds. Give the value in pounds.",
        },
    )
    offered_on = _day("When was it offered?", "Enter the day on which it was offered")
    answer = forms.ChoiceField(
        label="What became of it?",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        help_text="Offers that were declined are recorded too.",
        error_messages={"required": "Choose what became of it"},
    )
    received_on = _day("When was it received?", help_text="Leave empty if it was declined, or is still to come.")
    senior_approval = forms.CharField(
        label="Approved beforehand by",
        max_length=120,
        required=False,
        help_text="A senior manager, if one approved it.",
    )
    reason = forms.CharField(
        label="Why it was accepted or declined",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    comments = forms.CharField(
        label="Other comments", max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    said_on = _day("When was it told?", help_text="Leave empty for today.")
    why = forms.CharField(
        label="Why the entry changes",
        max_length=100,
        help_text="What it said before stays in its history, with this reason.",
        error_messages={"required": "Say why the entry changes"},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, error_messages={"invalid": NOT_WHOLE})

    def __init__(self, data=None, *, person: int, for_other: bool = False, changes: Offer | None = None):
        self.person, self.changes = person, changes
        initial = told_of(changes).fields() | {"seen": latest(changes)} if changes else None
        super().__init__(data, label_suffix="", initial=initial)
        for name, wanted in (
            ("said_on", for_other and changes is None),
            ("why", changes is not None),
            ("seen", changes is not None),
        ):
            if not wanted:
                del self.fields[name]

    def clean_value(self) -> Decimal:
        value: Decimal = self.cleaned_data["value"]
        if value < 0:
            raise ValidationError(
                "The value cannot be less than nothing. Give what it is worth, in pounds; an estimate will do."
            )
        return value

    def clean_offered_on(self) -> date:
        day: date = self.cleaned_data["offered_on"]
        if day < FIRST_DAY:
            raise ValidationError(TOO_EARLY)
        return day

    @property
    def told(self) -> Told:
        """What a valid form tells."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("said_on", "why", "seen")}
        return Told(
            **given
            | {
                "kind": GiftKind(given["kind"]),
                "offered_by": OfferedBy(given["offered_by"]),
                "answer": OfferAnswer(given["answer"]),
            }
        )

    @property
    def guidance(self) -> Answer | None:
        """What the guidance says of what is typed so far; None where too little is."""
        self.is_valid()
        given = self.cleaned_data
        if not self.is_bound or any(given.get(name) in (None, "") for name in ASKED):
            return None
        return answer_to(
            self.person,
            GiftKind(given["kind"]),
            OfferedBy(given["offered_by"]),
            given["value"],
            given["offered_on"],
            given["offeror"],
            but=self.changes.pk if self.changes else None,
        )

    @property
    def amiss(self) -> str:
        """How what is typed was not done as the guidance says; empty where it was, or nothing is known yet."""
        answer, done = self.guidance, self.cleaned_data.get("answer")
        if answer is None or not done:
            return ""
        return answer.refuses(OfferAnswer(done), bool(self.cleaned_data.get("senior_approval")))


def signature(answer: Answer) -> str:
    """An answer of the guidance in short: what a form sends back to say that its sender has read it."""
    return f"{answer.may.value}-{'declared' if answer.declare else 'quiet'}-{'exactly' if answer.exactly else 'clear'}"


class ReviewForm(forms.Form):
    """Somebody else has looked at an offer."""

    comments = forms.CharField(
        label="Comments",
        max_length=300,
        required=False,
        help_text="Published with the entry. Empty: what is there stays.",
        widget=forms.Textarea({"rows": 2}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, error_messages={"invalid": NOT_WHOLE})

    def __init__(self, data=None, *, row: Offer):
        super().__init__(data, label_suffix="", initial={"seen": latest(row)})


class ReadOffers(AsAt):
    """A register of offers as at a day, and which of them."""

    q = forms.CharField(
        label="Search",
        help_text="Person, offeror or words",
        required=False,
        max_length=100,
        error_messages={"max_length": "Search for 100 letters or fewer"},
    )
