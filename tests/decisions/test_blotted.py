"""Every text that an act keeps of an item is blotted out with it, or is said here to tell nothing of the item."""

from types import SimpleNamespace

import pytest
from django.db import models

from decisions import readers
from decisions.facts import ItemFacts, ResolutionFacts
from decisions.models import (
    ACTS,
    Announcement,
    Condition,
    Declaration,
    Deferral,
    Elector,
    ItemStep,
    Limb,
    Match,
    Matter,
    Motion,
    PublishedOutcome,
    Ruling,
    ShadowRecommendation,
)

SECRET = "The hidden site"

#: What is blotted, by what keeps it.
BLOTTED = {
    Announcement: {"sentence"},
    Condition: {"text", "who"},
    Declaration: {"nature", "why", "as_class", "category"},
    Deferral: {"recommends", "asked_for"},
    Elector: {"verdict"},
    Match: {"chains", "nature", "category", "as_class", "reason"},
    Motion: {"text"},
    ShadowRecommendation: {"text"},
    PublishedOutcome: {"words", "source", "reasons"},
}
#: What needs no blotting, and why.
HARMLESS = {
    "AlsoPresent.words": "of the meeting, not of an item",
    "PublishedOutcome.votes": "seats and choices, without a word",
    "Opening.veto_holder": "an office of NHS England, as in the terms",
    "Opening.veto_alternate": "an office of NHS England, as in the terms",
}
#: What every act has: its reason is blotted wherever it is of an item; its verdict is shown on no page.
OF_EVERY_ACT = {"reason", "verdict"}


def texts(model) -> set[str]:
    """The fields of a model that hold words of somebody's own."""
    wordy = (models.CharField, models.JSONField)
    free = (field for field in model._meta.concrete_fields if isinstance(field, wordy) and not field.choices)
    return {f.name for f in model._meta.concrete_fields if isinstance(f, models.TextField)} | {f.name for f in free}


@pytest.mark.parametrize("model", [*ACTS, Condition, Elector, Match], ids=lambda model: model.__name__)
def test_every_text_is_blotted_or_said_to_be_harmless(model):
    named = {f"{model.__name__}.{name}" for name in texts(model) - (OF_EVERY_ACT if model in ACTS else set())}
    assert named == {f"{model.__name__}.{name}" for name in BLOTTED.get(model, ())} | (named & set(HARMLESS))


def filled(model, **more):
    """One with the secret in every text, and in its reason."""
    lists = {f.name for f in model._meta.concrete_fields if isinstance(f, models.JSONField)}
    said = {name: {"reasons": [{"text": SECRET}]} if name == "verdict" else [SECRET] if name in lists else SECRET
            for name in texts(model) - {"verdict" if model in ACTS else ""}}  # fmt: skip
    return model(pk=1, **said, **more)


def test_nothing_that_is_said_to_be_blotted_is_left():
    item = ItemFacts(
        row=SimpleNamespace(pk=1, number="1"), matter=Matter(title=SECRET, summary=SECRET), ccgs=(), papers=[SECRET]
    )
    named = [filled(Declaration, person_id=1), filled(Declaration, person_id=None)]
    item.declarations, item.matches, item.deferrals = named, [filled(Match)], [filled(Deferral)]
    item.shadows = [filled(ShadowRecommendation)]
    item.steps, item.rulings = [filled(ItemStep)], [filled(Ruling)]
    decision = ResolutionFacts(row=SimpleNamespace(pk=1), item=item, sitting=None, limb=Limb(text=SECRET))
    decision.motions, decision.announcements = [filled(Motion)], [filled(Announcement)]
    decision.conditions_of[1], decision.electors[1] = [filled(Condition)], [filled(Elector)]
    decision.published = filled(PublishedOutcome)
    item.resolutions = [decision]
    readers._blot(item)
    rows = [
        *item.shadows,
        *item.declarations,
        *item.matches,
        *item.deferrals,
        *item.steps,
        *item.rulings,
        *decision.acts,
    ]
    rows += [*decision.conditions_of[1], *decision.electors[1], item.matter, decision.limb]
    harmless = {name.partition(".")[2] for name in HARMLESS if name.startswith("PublishedOutcome")}
    for row in rows:
        for name in texts(type(row)) - harmless:
            assert SECRET not in str(getattr(row, name)), (row, name)
    assert item.papers == []
