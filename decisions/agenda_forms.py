"""The forms with which a secretary prepares a meeting: a new item, and a paper of an item."""

from __future__ import annotations

import re
import uuid
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from committees.kinds import KINDS
from committees.registers.forms_declaring import MOST, Organisations, ticked
from committees.registers.organisations import Found, Organisation, find_organisations, keys_of
from committees.terms import Access, Function, Purpose, Reach, Verb
from decisions.actions.preparing import LETTERS, NewItem
from decisions.facts import Record
from decisions.forms import NOT_WHOLE
from practices.models import CCG

_KEY = dict.fromkeys(("required", "invalid"), NOT_WHOLE)
_NOT_ITS_BUSINESS = ("", "not its business")
REACH = [
    ("", "As usual: every practice for a local incentive scheme, else the practices named"),
    (Reach.NAMED.value, "The practices named, and nobody else"),
    (Reach.NEIGHBOURS.value, "Neighbouring practices too (in the same postcode district)"),
    (Reach.EVERY_PRACTICE.value, "Every practice of the CCGs"),
]


def _text(label: str, rows: int, **more) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea({"rows": rows}), **more)


def kind_field() -> forms.ChoiceField:
    """The kinds of decision there are, and none."""
    return forms.ChoiceField(
        label="Kind of decision",
        choices=[("", "none of these"), *((kind.key, kind.label) for kind in KINDS.values())],
        required=False,
        help_text="Schemes of delegation, and what needs NHS England's consent, go by it.",
        error_messages={"invalid_choice": "Choose from the list of kinds of decision."},
    )


class Pounds(forms.DecimalField):
    """Pounds as people write them: “£25,001” is 25001."""

    widget = forms.TextInput({"inputmode": "decimal"})

    def to_python(self, value):
        """Without the sign, and without commas between thousands."""
        return super().to_python(re.sub(r"[£,\s]", "", value) if isinstance(value, str) else value)


def value_field() -> Pounds:
    """A value in pounds, which may stay empty."""
    return Pounds(
        label="Value in pounds",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        error_messages={
            "invalid": "Give the value in pounds, as a number.",
            "min_value": "A value is not below nought.",
        },
    )


class AddItem(forms.Form):
    """A new item. Which CCGs and committees there are to choose is said by the meeting."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=_KEY)
    title = forms.CharField(label="Title", max_length=200, error_messages={"required": "Give the item a title."})
    summary = _text("What it is about", 2, required=False, max_length=2000)
    function = forms.ChoiceField(
        label="What is being decided",
        help_text="On pharmacy, eye health and dental matters committees record a view. The performers' list, appraisal and "
        "revalidation belong to NHS England: no committee votes on them, and they come for information only.",
        choices=[("", "choose"), *Function.choices()],
        error_messages={"required": "Choose what is being decided.", "invalid_choice": "Choose from the list."},
    )
    kind = kind_field()
    value = value_field()
    ccgs = forms.TypedMultipleChoiceField(
        label="CCGs that the matter concerns",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose CCGs whose committees sit in this meeting."},
    )
    find = forms.CharField(
        label="Find a practice or a provider",
        max_length=100,
        required=False,
        help_text="A part of its name, its postcode or its code. Former names count too.",
    )
    organisations = Organisations(required=False)
    merger = forms.BooleanField(label="The practices named are to merge", required=False)
    reach = forms.ChoiceField(
        label="Whom it affects",
        choices=REACH,
        required=False,
        widget=forms.RadioSelect,
        help_text="Conflicts are looked for accordingly.",
    )
    verb = forms.ChoiceField(label="The committees are asked to", choices=Verb.choices(), initial=Verb.APPROVE.value)
    text = _text(
        "The motion",
        3,
        max_length=4000,
        help_text="Its words, as they are to be put.",
        error_messages={"required": "Write the words of the motion."},
    )
    more = _text(
        "More parts",
        3,
        required=False,
        max_length=8000,
        help_text="Only where parts are decided one by one: a line for each part after the first.",
    )
    private = forms.BooleanField(label="Taken in private (part 2)", required=False)
    private_ground = forms.CharField(label="Ground for taking it in private", required=False, max_length=300)
    presenters = _text(
        "Who prepared it or will present it",
        2,
        required=False,
        max_length=1000,
        help_text="A name on each line. They are looked at for conflicts like everybody in the room.",
    )

    def __init__(self, data=None, *, record: Record):
        self.record = record
        super().__init__(data, label_suffix="", initial={"key": uuid.uuid4(), "reach": ""})
        codes = {ccg.code for sitting in record.sittings.values() for ccg in sitting.committee.ccgs}
        ccgs = CCG.objects.filter(ods_code__in=codes).order_by("short_name")
        choices = [(ccg.pk, ccg.short_name) for ccg in ccgs]
        cast(forms.ChoiceField, self.fields["ccgs"]).choices = choices
        self.initial["ccgs"] = [pk for pk, _ in choices] if len(choices) == 1 else []
        for pk, sitting in record.sittings.items():
            self.fields[f"purpose_{pk}"] = forms.ChoiceField(
                label=sitting.name,
                choices=[*Purpose.choices(), _NOT_ITS_BUSINESS],
                required=False,
                initial=Purpose.APPROVAL.value,
                error_messages={"invalid_choice": f"Choose from the list what {sitting.name} is asked to do."},
            )

    def clean(self):
        """A name that was typed and then not chosen is not lost without a word."""
        cleaned = super().clean()
        typed = cleaned.get("find", "")
        if typed and "organisations" not in self.errors and not any(cleaned.get("organisations") or ()):
            self.add_error("find", f"Find “{typed}” and tick which practice or provider it is, or leave this empty.")
        if len(self._more(cleaned)) >= len(LETTERS):
            raise ValidationError(f"A matter has at most {len(LETTERS)} parts.")
        return cleaned

    @staticmethod
    def _more(cleaned) -> list[str]:
        return [line for line in cleaned.get("more", "").splitlines() if line.strip()]

    def not_judged_yet(self) -> None:
        """Show what was typed so far without saying what is wrong with it: nothing was sent yet."""
        self._errors = ErrorDict()

    @property
    def purposes(self):
        """The field of each committee."""
        return [self[f"purpose_{pk}"] for pk in self.record.sittings]

    @property
    def told(self) -> NewItem:
        """What a valid form tells."""
        said = self.cleaned_data
        practices, providers = said["organisations"] or (frozenset(), frozenset())
        asked = {pk: said.get(f"purpose_{pk}") for pk in self.record.sittings}
        return NewItem(
            title=said["title"],
            summary=said["summary"],
            function=Function(said["function"]),
            kind=said["kind"],
            value=said["value"],
            ccgs=frozenset(said["ccgs"]),
            practices=practices,
            providers=providers,
            merger=said["merger"],
            reach=Reach(said["reach"]) if said["reach"] else None,
            verb=Verb(said["verb"]),
            texts=(said["text"], *self._more(said)),
            purposes={pk: Purpose(purpose) for pk, purpose in asked.items() if purpose},
            private=said["private"],
            private_ground=said["private_ground"],
            presenters=tuple(said["presenters"].splitlines()),
        )

    @property
    def ticked(self) -> list[Organisation]:
        """The practices and providers that are chosen so far."""
        practices, providers, _ = keys_of([str(code) for code in self["organisations"].value() or []][:MOST])
        return ticked(practices, providers, self.record.day)

    @property
    def found(self) -> Found:
        """What fits the words that are typed."""
        return find_organisations(str(self["find"].value() or "").replace("\x00", "")[:100], self.record.day)


class AddPaper(forms.Form):
    """A paper: a text or a file."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=_KEY)
    title = forms.CharField(label="Title", max_length=200, error_messages={"required": "Give the paper a title."})
    access = forms.ChoiceField(
        label="Who may read it",
        choices=[
            (Access.PUBLIC.value, "Everybody"),
            (Access.MEMBERS.value, "Members and those in attendance"),
            (Access.NAMED.value, "Voting members only"),
        ],
        initial=Access.PUBLIC.value,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose who may read it.",
            "invalid_choice": "Choose from the list who may read it.",
        },
    )
    text = _text("The paper as text", 8, required=False, max_length=200_000)
    file = forms.FileField(
        label="Or as a file", required=False, help_text="PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt) or text."
    )

    def __init__(self, data=None, files=None):
        super().__init__(data, files, label_suffix="", initial={"key": uuid.uuid4()})
