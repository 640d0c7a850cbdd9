"""What a shadowing CCG would have recommended on a matter that others decide. Stored apart: it is no decision."""

from django.db import models
from django.db.models import Q

from decisions.models.acts.base import Act, act_constraints, corrects_the_same, one_first
from practices.guards import Refuse


class ShadowRecommendation(Act):
    """A committee of a shadowing CCG recommends on a part that other committees decide; never counted with them.

    Without numbers it was agreed by all of its members there.
    """

    item = models.ForeignKey("decisions.AgendaItem", models.PROTECT, related_name="shadows")
    sitting = models.ForeignKey("committees.Sitting", models.PROTECT, related_name="shadows")
    limb = models.ForeignKey("decisions.Limb", models.PROTECT, related_name="shadows")
    text = models.TextField()
    in_favour = models.PositiveSmallIntegerField(null=True)
    against = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)

    guards = [
        Refuse(
            "where_it_has_its_own_say",
            on="INSERT",
            when=(
                "EXISTS (SELECT 1 FROM decisions_itempurpose p"
                " WHERE p.item_id = NEW.item_id AND p.sitting_id = NEW.sitting_id)"
            ),
            message="The committee has its own say in this item: it shadows nobody there.",
        ),
        corrects_the_same("decisions_shadowrecommendation", "item_id", "sitting_id", "limb_id"),
    ]

    class Meta(Act.Meta):
        constraints = [
            *act_constraints("shadowrecommendation"),
            one_first("shadow_one_first", "item", "sitting", "limb"),
            models.CheckConstraint(
                name="shadow_numbers_together",
                condition=Q(in_favour__isnull=True, against__isnull=True, abstained__isnull=True)
                | Q(in_favour__isnull=False, against__isnull=False, abstained__isnull=False),
            ),
        ]
