"""The forms on which the facts of a matter, or of one of its parts, are stated: built of what its kind declares."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from django import forms
from django.forms.utils import ErrorDict

from committees.kinds import DecisionKind
from committees.kinds.declared import Fact, FactType
from committees.kinds.facts import keep, read, wrong
from committees.registers.organisations import Found, find_organisations
from decisions.forms import key_in
from decisions.models import Limb, Matter
from decisions.outside.sections import KeyedForm
from decisions.outside.stating_fields import field_of, shown_in_field, typed
from decisions.stated.naming import Keys, keys_in
from decisions.stated.pickers import Pickers, pickers
from practices.models import CCG, Contract, Practice, Provider, Site

PREFIX = "fact_"
APPLICANT = "applicant"
HIDDEN, AROUND = ("key", "seen"), ("find", "reason")
#: As many letters as a name on record has.
LONGEST_FIND = 100
#: Where rows of each sort are.
ROWS = {
    FactType.PRACTICE: Practice,
    FactType.SITE: Site,
    FactType.CONTRACT: Contract,
    FactType.PROVIDER: Provider,
    FactType.CCG: CCG,
}


def seen(facts: Mapping[str, Any], applicant: int | None) -> str:
    """A short word for facts as they are: a form tells it, so that nobody states over what they have not seen."""
    told = json.dumps([facts, applicant], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


class Stating(KeyedForm):
    """The facts of the whole matter (``limb`` None) or of one part. ``new``: of a part that there is not yet.

    A practice or provider that is looked for is offered with the matter's own.
    """

    find = forms.CharField(
        label="Find another practice or provider",
        max_length=LONGEST_FIND,
        required=False,
        help_text="A part of its name, its postcode or its code. What is found can then be chosen in the lists.",
    )
    reason = forms.CharField(
        label="Why it changes",
        max_length=100,
        required=False,
        help_text="Where something is stated already and is to be different.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, data, *, kind: DecisionKind, matter: Matter, limb: Limb | None, new: bool = False, day: date):
        self.kind, self.matter, self.limb, self.new, self.day = kind, matter, limb, new, day
        part = new or limb is not None
        self.facts = tuple(fact for fact in kind.facts if fact.part is part)
        self.kept = limb.facts if limb is not None else {} if new else matter.facts
        super().__init__(data, initial=self._initial(part))
        self.found = self._find(data)
        choices = self._pickers(data, applicant=not part)
        made = {f"{PREFIX}{fact.key}": field_of(kind, fact, choices) for fact in self.facts}
        if not part:
            made = {APPLICANT: _applicant(choices)} | made
        own = {name: each for name, each in self.fields.items() if name not in (*AROUND, *HIDDEN)}
        self.fields = {**{name: self.fields[name] for name in HIDDEN}, **own, **made, **self._others(part)}

    def _others(self, part: bool) -> dict[str, forms.Field]:
        asks = {fact.type for fact in self.facts} & ({*ROWS} - {FactType.CCG} | {FactType.PRACTICES})
        found = {"find": self.fields["find"]} if asks or not part else {}
        stated = self.kept or (not part and self.matter.applicant_id)
        return found | {"reason": self.fields["reason"]} if stated else found

    def _initial(self, part: bool) -> dict[str, Any]:
        said = {f"{PREFIX}{fact.key}": shown_in_field(fact, _value(fact, self.kept)) for fact in self.facts}
        return said | {APPLICANT: self.matter.applicant_id, "seen": self._seen(part)}

    def _seen(self, part: bool) -> str:
        return seen(self.kept, None if part else self.matter.applicant_id)

    def _find(self, data) -> Found:
        words = str((data or {}).get("find", "")).replace("\x00", "")[:LONGEST_FIND]
        return find_organisations(words, self.day) if words.strip() else Found()

    def _pickers(self, data, *, applicant: bool) -> Pickers:
        """Also what was sent, where there is such a row: it was found on the page before."""
        wanted = {fact.type for fact in self.facts} | ({FactType.PRACTICE} if applicant else set())
        chosen = keys_in(self.kind, self.kept)
        for of, keys in self._sent(data, applicant).items():
            chosen.setdefault(of, set()).update(ROWS[of].objects.filter(pk__in=keys).values_list("pk", flat=True))
        if applicant and self.matter.applicant_id:
            chosen.setdefault(FactType.PRACTICE, set()).add(self.matter.applicant_id)
        practices = {row.pk for row in self.matter.practices.all()} | {each.pk for each in self.found.practices}
        providers = {row.pk for row in self.matter.providers.all()} | {each.pk for each in self.found.providers}
        return pickers(self.day, wanted, practices, providers, chosen)

    def _sent(self, data, applicant: bool) -> Keys:
        sent: Keys = {}
        if data is None:
            return sent
        names = [(f"{PREFIX}{fact.key}", fact.type) for fact in self.facts]
        for name, of in [*names, *([(APPLICANT, FactType.PRACTICE)] if applicant else [])]:
            row = FactType.PRACTICE if of is FactType.PRACTICES else of
            if row in ROWS:
                several = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
                sent.setdefault(row, set()).update({key_in(str(each)) for each in several[:100]} - {None})
        return {of: keys for of, keys in sent.items() if keys}

    def clean(self) -> dict[str, Any]:
        """Every fact by itself is as its kind demands; what cannot be together is the action's answer."""
        cleaned = super().clean() or self.cleaned_data
        for fact in self.facts:
            name = f"{PREFIX}{fact.key}"
            if name not in self.errors:
                for sentence in wrong(_alone(self.kind, fact), *self._kept_of(fact, cleaned.get(name))):
                    self.add_error(name, sentence)
        return cleaned

    def _kept_of(self, fact: Fact, value: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        facts = {fact.key: keep(fact, typed(fact, value))}
        return ({}, facts) if fact.part else (facts, {})

    @property
    def values(self) -> dict[str, Any]:
        """What a valid form states, by the key of each fact; None: not stated."""
        return {fact.key: typed(fact, self.cleaned_data[f"{PREFIX}{fact.key}"]) for fact in self.facts}

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of the facts, in the order of the kind."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    @property
    def asks_to_find(self) -> bool:
        """Whether what was sent looks for a practice and states nothing: by "Find", or by Enter with words to look for."""
        if "look" in self.data:
            return True
        return "enter" in self.data and bool(str(self.data.get("find", "")).strip())

    def not_judged_yet(self) -> None:
        """Show what was typed so far without saying what is wrong with it: nothing was sent yet."""
        self._errors = ErrorDict()


class NewPart(Stating):
    """A new part: its motion, and its facts."""

    text = forms.CharField(
        label="The motion of this part",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Its words, as they are to be put.",
        error_messages={"required": "Write the words of the motion."},
    )
    verb = forms.ChoiceField(
        label="The committees are asked to",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose from the list what they are asked to do."),
    )

    def __init__(self, data, *, kind: DecisionKind, matter: Matter, day: date):
        super().__init__(data, kind=kind, matter=matter, limb=None, new=True, day=day)
        cast(forms.ChoiceField, self.fields["verb"]).choices = [(each.value, each.label) for each in kind.verbs]


class RemovePart(KeyedForm):
    """Why a part is taken off."""

    reason = forms.CharField(
        label="Why it is taken off",
        max_length=100,
        help_text="It is kept with the history of the matter.",
        error_messages={"required": "Say why it is taken off: the history of the matter keeps it."},
    )


def _applicant(choices: Pickers) -> forms.Field:
    return forms.TypedChoiceField(
        label="Practice that applies",
        choices=[("", "none: the commissioner raised it"), *choices.of(FactType.PRACTICE)],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Choose the practice that applies from the list."},
    )


def _alone(kind: DecisionKind, fact: Fact) -> DecisionKind:
    return replace(kind, facts=(replace(fact, only_if=None),), wrong=lambda given: ())


def _value(fact: Fact, kept: Mapping[str, Any]) -> Any:
    try:
        return read(fact, kept.get(fact.key))
    except ValueError:
        return None
