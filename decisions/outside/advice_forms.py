"""The forms of the Advisory Panel on a matter's page."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from committees.terms import AdviserRole, Followed, PanelGround
from decisions.outside.sections import KeyedForm

Choices = Iterable[tuple]


class AnyAdviser(forms.ChoiceField):
    """As what, and who: "peer-12". Somebody who is not offered is not turned away here: the rules say why not."""

    def valid_value(self, value) -> bool:
        role, _, person = str(value).partition("-")
        return role in set(AdviserRole) and person.isascii() and person.isdigit() and len(person) < 19

    def clean(self, value) -> tuple[AdviserRole, int]:
        role, _, person = super().clean(value).partition("-")
        return AdviserRole(role), int(person)


class CallPanel(KeyedForm):
    """Which panel is called, on which ground, with which question."""

    panel = forms.TypedChoiceField(
        label="Panel",
        coerce=int,
        error_messages={"required": "Choose the panel.", "invalid_choice": "Choose a panel from the list."},
    )
    ground = forms.ChoiceField(
        label="Why it is called",
        choices=PanelGround.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why the panel is called.", "invalid_choice": "Choose from the list."},
    )
    question = forms.CharField(
        label="What the panel is asked",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Give the question that the panel is asked."},
    )

    def __init__(self, data=None, *, panels: Choices, **options):
        super().__init__(data, **options)
        panels = list(panels)
        self.fields["panel"].choices = panels  # type: ignore[attr-defined]
        if len(panels) == 1:
            self.initial["panel"] = panels[0][0]


class NameAdviser(KeyedForm):
    """Who is asked to advise, and as what."""

    who = AnyAdviser(
        label="Who is asked",
        error_messages={
            "required": "Choose who is asked to advise.",
            "invalid_choice": "Choose somebody from the list.",
        },
    )

    def __init__(self, data=None, *, people: Choices, **options):
        super().__init__(data, **options)
        self.fields["who"].choices = [("", "choose"), *people]  # type: ignore[attr-defined]


class Advise(KeyedForm):
    """What the panel recommends, and why; in whose name, where it is recorded for them."""

    adviser = forms.TypedChoiceField(
        label="Said by",
        coerce=int,
        error_messages={"required": "Choose who said it.", "invalid_choice": "Choose one of those who advise."},
    )
    recommendation = forms.CharField(
        label="What the panel recommends",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say what the panel recommends."},
    )
    reasons = forms.CharField(
        label="Reasons",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Give the reasons of the recommendation."},
    )

    def __init__(self, data=None, *, advisers: Choices, own: bool, **options):
        super().__init__(data, **options)
        if own:
            del self.fields["adviser"]
        else:
            self.fields["adviser"].choices = [("", "choose"), *advisers]  # type: ignore[attr-defined]


class Follow(KeyedForm):
    """Whether a decision followed the advice, with the reason unless it did."""

    decision = forms.TypedChoiceField(
        label="Decision",
        coerce=int,
        error_messages={"required": "Choose the decision.", "invalid_choice": "Choose one of the decisions on record."},
    )
    followed = forms.ChoiceField(
        label="What the committee did with the advice",
        choices=Followed.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the advice was followed.", "invalid_choice": "Choose from the list."},
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=4000,
        help_text="Needed unless the advice was followed.",
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, data=None, *, decisions: Choices, **options):
        super().__init__(data, **options)
        decisions = list(decisions)
        self.fields["decision"].choices = decisions  # type: ignore[attr-defined]
        if len(decisions) == 1:
            self.initial["decision"] = decisions[0][0]

    def clean(self):
        """Why not, where it was not."""
        said = super().clean() or {}
        if said.get("followed") not in (None, Followed.FOLLOWED) and not said.get("reason", "").strip():
            self.add_error("reason", "Say why the advice was not followed, or not in every part.")
        return said
