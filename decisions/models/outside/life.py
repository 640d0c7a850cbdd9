"""What becomes of a matter besides what committees decide: its application, its clocks, what it changes."""

from django.db import models
from django.db.models import Q

from decisions.models.outside.base import OutsideAct, answers_the_same
from practices.guards import AppendOnly, Refuse

_PART_OF_THE_MATTER = Refuse(
    "of_another_matter",
    on="INSERT",
    when="NOT EXISTS (SELECT 1 FROM decisions_limb l WHERE l.id = NEW.limb_id AND l.matter_id = NEW.matter_id)",
    message="The part belongs to another matter.",
)


class LifeEntry(OutsideAct):
    """One step of a matter: received, acknowledged, consulted on, announced, challenged...

    ``entry`` is a key of ``decisions.life.entries``, so that a new sort of step needs no migration. ``on_day``: when it was
    done; ``party``: with whom, or who owns it; ``answer``: a word of that sort of entry; ``answers``: the entry that this
    one closes (an answer to a consultation, an action done); ``replaces``: an entry that was wrong, with the reason.
    """

    entry = models.CharField(max_length=24)
    limb = models.ForeignKey("decisions.Limb", models.PROTECT, null=True, related_name="life")
    on_day = models.DateField()
    party = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    answer = models.CharField(max_length=24, blank=True)
    due_on = models.DateField(null=True)
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="answered_by")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    guards = [
        Refuse(
            "about_another_matter",
            on="INSERT",
            when=(
                "(NEW.answers_id IS NOT NULL AND "
                + answers_the_same("decisions_lifeentry", "answers_id")
                + ") OR (NEW.replaces_id IS NOT NULL AND "
                + answers_the_same("decisions_lifeentry", "replaces_id")
                + ") OR (NEW.limb_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decisions_limb l"
                " WHERE l.id = NEW.limb_id AND l.matter_id = NEW.matter_id))"
            ),
            message="An entry answers, corrects or tells of what belongs to the same matter, in the same book.",
        ),
        Refuse(
            "corrects_another_sort",
            on="INSERT",
            when=(
                "NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decisions_lifeentry r"
                " WHERE r.id = NEW.replaces_id AND r.entry = NEW.entry)"
            ),
            message="A correction is of the same sort of entry.",
        ),
    ]

    class Meta(OutsideAct.Meta):
        verbose_name = "step of a matter"
        verbose_name_plural = "steps of matters"
        constraints = [
            models.CheckConstraint(
                name="life_correction_has_reason",
                condition=Q(replaces__isnull=True) | ~Q(reason=""),
                violation_error_message="A correction needs its reason.",
            ),
        ]


class EffectApplied(OutsideAct):
    """What was decided on a part of a matter has changed the registers: once, whoever asked.

    ``on_day``: from which day it holds; ``decided_by``: the decisions that it rests on, as pairs of kind ("resolution",
    "outside") and key; ``changes``: what was changed, in sentences.
    """

    limb = models.OneToOneField("decisions.Limb", models.PROTECT, related_name="effect")
    on_day = models.DateField()
    decided_by = models.JSONField()
    changes = models.JSONField()

    guards = [
        _PART_OF_THE_MATTER,
    ]

    class Meta(OutsideAct.Meta):
        verbose_name = "effect of a decision"
        verbose_name_plural = "effects of decisions"


class EffectHeld(OutsideAct):
    """What was decided cannot change the registers as they are; ``reason`` says why, once for each reason."""

    limb = models.ForeignKey("decisions.Limb", models.PROTECT, related_name="held")

    guards = [
        _PART_OF_THE_MATTER,
        Refuse(
            "not_once_in_effect",
            on="INSERT",
            when="EXISTS (SELECT 1 FROM decisions_effectapplied e WHERE e.limb_id = NEW.limb_id)",
            message="It has taken effect already.",
        ),
    ]

    class Meta(OutsideAct.Meta):
        verbose_name = "effect that is held"
        verbose_name_plural = "effects that are held"
        constraints = [
            models.UniqueConstraint(name="effect_held_once_for_a_reason", fields=["limb", "reason"]),
            models.CheckConstraint(name="effect_held_says_why", condition=~Q(reason="")),
        ]


class EffectOn(models.Model):
    """A practice whose record an effect has changed: the practice's page asks here which decisions changed it."""

    effect = models.ForeignKey(EffectApplied, models.PROTECT, related_name="on")
    practice = models.ForeignKey("practices.Practice", models.PROTECT, related_name="effects")

    guards = [AppendOnly()]

    class Meta:
        verbose_name = "practice changed by a decision"
        verbose_name_plural = "practices changed by decisions"
        ordering = ["effect", "practice"]
        constraints = [models.UniqueConstraint(name="effect_once_on_a_practice", fields=["effect", "practice"])]

    def __str__(self):
        return f"{self.practice}: {self.effect_id}"
