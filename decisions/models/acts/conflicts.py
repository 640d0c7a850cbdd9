"""Declared interests, the rulings on them, and who presides in the chair's place."""

from django.db import models
from django.db.models import Q

from committees.terms import Directness, InRoom, InterestType
from decisions.models.acts.base import Act, act_constraints, corrects_the_same, one_first


class Declaration(Act):
    """An interest declared on an item by ``by``, alone or as one of a class ("all GPs of Merton").

    A source may tell of a class and not who was in it (``person`` None), or not how the interest was handled.
    """

    item = models.ForeignKey("decisions.AgendaItem", models.PROTECT, related_name="declarations")
    person = models.ForeignKey("committees.Person", models.PROTECT, null=True, related_name="declarations")
    interest = models.ForeignKey("committees.Interest", models.PROTECT, null=True, related_name="declarations")
    type = models.CharField(max_length=16, choices=InterestType.choices())
    directness = models.CharField(max_length=8, choices=Directness.choices())
    nature = models.CharField(max_length=300)
    why = models.TextField(blank=True, help_text="Why it is a conflict: how the interest touches the matter.")
    from_register = models.BooleanField(default=False, help_text="Found in the registers, not said in the room.")
    as_class = models.CharField(max_length=120, blank=True)
    category = models.CharField(max_length=60, blank=True)
    handling_not_told = models.BooleanField(default=False)
    void = models.BooleanField(default=False, help_text="On a correction: nothing was declared.")

    guards = [corrects_the_same("decisions_declaration", "item_id", "person_id")]

    class Meta(Act.Meta):
        constraints = [
            *act_constraints("declaration"),
            models.CheckConstraint(
                name="declaration_by_somebody_or_a_class",
                condition=Q(person__isnull=False) | (~Q(as_class="") & Q(imported_line__isnull=False)),
            ),
            models.CheckConstraint(
                name="declaration_handling_told_but_by_a_source",
                condition=Q(handling_not_told=False) | Q(imported_line__isnull=False),
            ),
        ]


class Ruling(Act):
    """A chair's ruling on one person for one item in one sitting: five effects, whatever their name."""

    item = models.ForeignKey("decisions.AgendaItem", models.PROTECT, related_name="rulings")
    sitting = models.ForeignKey("committees.Sitting", models.PROTECT, related_name="rulings")
    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="rulings")
    papers = models.BooleanField()
    room = models.CharField(max_length=12, choices=InRoom.choices())
    speaks = models.BooleanField()
    votes = models.BooleanField()
    quorum = models.BooleanField()

    guards = [corrects_the_same("decisions_ruling", "item_id", "sitting_id", "person_id")]

    class Meta(Act.Meta):
        constraints = [*act_constraints("ruling"), one_first("ruling_one_first", "item", "sitting", "person")]


class ChairElected(Act):
    """A member elected to preside over one committee for one item, the chair and vice-chair being out."""

    item = models.ForeignKey("decisions.AgendaItem", models.PROTECT, related_name="chairs_elected")
    sitting = models.ForeignKey("committees.Sitting", models.PROTECT, related_name="chairs_elected")
    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="+")

    guards = [corrects_the_same("decisions_chairelected", "item_id", "sitting_id")]

    class Meta(Act.Meta):
        verbose_name = "election of a chair"
        verbose_name_plural = "elections of a chair"
        constraints = [*act_constraints("chairelected"), one_first("chair_elected_one_first", "item", "sitting")]
