"""What the page of conflicts sends: one form for what was found, one for what is added by hand."""

from __future__ import annotations

import uuid
from typing import cast

from django import forms

from committees.terms import Directness, InterestType
from decisions.forms import NOT_WHOLE, Key, Numbers

_NOT_WHOLE = dict.fromkeys(("required", "invalid", "invalid_choice"), NOT_WHOLE)

CONFIRM, PROPOSE, WITHDRAW, ADD = "confirm", "propose", "withdraw", "add"


class _Form(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=_NOT_WHOLE)

    def __init__(self, data=None, **kwargs):
        kwargs.setdefault("initial", {}).setdefault("key", uuid.uuid4())
        super().__init__(data, label_suffix="", **kwargs)


class Screen(_Form):
    """What the secretary makes of one match, or of the matches of a class."""

    item = Key()
    press = forms.ChoiceField(
        choices=[(each, each) for each in (CONFIRM, PROPOSE, WITHDRAW)], error_messages=_NOT_WHOLE
    )
    found = Numbers(error_messages={"required": NOT_WHOLE})
    reason = forms.CharField(
        required=False,
        max_length=300,
        error_messages={"max_length": "Say why in at most 300 characters."},
    )


class Add(_Form):
    """A conflict that the registers do not show."""

    item = forms.TypedChoiceField(
        label="On which item",
        coerce=int,
        error_messages={"required": "Choose an item.", "invalid_choice": "Choose an item from the list."},
    )
    person = forms.TypedChoiceField(
        label="Who",
        coerce=int,
        error_messages={"required": "Choose who it is.", "invalid_choice": "Choose who it is from the list."},
    )
    nature = forms.CharField(
        label="What the interest is",
        max_length=300,
        error_messages={
            "required": "Say what the interest is.",
            "max_length": "Say what the interest is in at most 300 characters.",
        },
    )
    why = forms.CharField(
        label="Why it is a conflict on this item",
        max_length=300,
        error_messages={
            "required": "Say why it is a conflict on this item.",
            "max_length": "Say why it is a conflict in at most 300 characters.",
        },
    )
    type = forms.ChoiceField(
        label="Type",
        choices=InterestType.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the type of interest.", "invalid_choice": "Choose a type from the list."},
    )
    directness = forms.ChoiceField(
        label="Direct or indirect",
        choices=Directness.choices(),
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whether it is direct or indirect.",
            "invalid_choice": "Choose direct or indirect.",
        },
    )

    def __init__(self, data=None, *, items=(), people=(), **kwargs):
        super().__init__(data, auto_id="add-%s", **kwargs)
        for name, choices in (("item", items), ("person", people)):
            cast(forms.ChoiceField, self.fields[name]).choices = [("", "choose"), *choices]
