"""The course of the meeting: who came and left, which item is taken, what is put off, the close."""

from django.db import models
from django.db.models import Q

from committees.terms import Movement, RoomRole, Word
from decisions.models.acts.base import Act, act_constraints, corrects_the_same, never_corrected, one_first


class Attendance(Act):
    """Somebody came, left, came back, or left for an item."""

    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="attendances")
    movement = models.CharField(max_length=16, choices=Movement.choices())
    role = models.CharField(max_length=16, choices=RoomRole.choices(), default=RoomRole.MEMBER.value)
    remote = models.BooleanField(default=False)
    void = models.BooleanField(default=False, help_text="On a correction: it did not happen.")
    item = models.ForeignKey("decisions.AgendaItem", models.PROTECT, null=True, related_name="attendances")

    guards = [corrects_the_same("decisions_attendance", "meeting_id", "person_id")]

    class Meta(Act.Meta):
        verbose_name = "attendance"
        verbose_name_plural = "attendance"
        constraints = [
            *act_constraints("attendance"),
            models.CheckConstraint(
                name="attendance_leaves_for_an_item",
                condition=~Q(movement=Movement.LEFT_FOR_ITEM.value) | Q(item__isnull=False),
            ),
        ]


class AlsoPresent(Act):
    """Others who were there, as a source tells it without names: "borough councillors", and how many."""

    words = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField(null=True)
    role = models.CharField(max_length=16, choices=RoomRole.choices(), default=RoomRole.IN_ATTENDANCE.value)

    class Meta(Act.Meta):
        verbose_name_plural = "also present"
        constraints = act_constraints("alsopresent")


class Step(Word):
    """What happens to an item."""

    BEGUN = "begun", "taken"
    FINISHED = "finished", "finished"
    SKIPPED = "skipped", "passed over"
    ADJOURNED = "adjourned", "adjourned"
    MOVED = "moved", "moved on the agenda"
    URGENT = "urgent", "taken as urgent"


class ItemStep(Act):
    """An item is begun, finished, passed over, adjourned, moved or taken as urgent."""

    item = models.ForeignKey("decisions.AgendaItem", models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=Step.choices())

    class Meta(Act.Meta):
        verbose_name = "step of an item"
        verbose_name_plural = "steps of items"
        constraints = [
            *act_constraints("itemstep"),
            models.CheckConstraint(name="item_urgent_says_why", condition=~Q(step=Step.URGENT.value) | ~Q(reason="")),
        ]


class Deferral(Act):
    """A committee puts an item off to a named meeting or date, or passes it to another committee that can be quorate.

    ``passed_to``: that committee, with what those present recommend to it, if anything (domain, 1.8). ``asked_for``: what is
    to be brought, and from whom; ``not_before``: no committee takes the matter on an earlier day.
    """

    item = models.ForeignKey("decisions.AgendaItem", models.PROTECT, related_name="deferrals")
    sitting = models.ForeignKey("committees.Sitting", models.PROTECT, related_name="deferrals")
    to_meeting = models.ForeignKey("committees.Meeting", models.PROTECT, null=True, related_name="deferred_here")
    to_date = models.DateField(null=True)
    passed_to = models.ForeignKey("committees.Committee", models.PROTECT, null=True, related_name="passed_here")
    recommends = models.TextField(blank=True)
    asked_for = models.TextField("what is asked for meanwhile", blank=True)
    not_before = models.DateField("not to come back before", null=True)

    class Meta(Act.Meta):
        constraints = [
            *act_constraints("deferral"),
            never_corrected("deferral"),
            one_first("deferral_one_first", "item", "sitting"),
            models.CheckConstraint(
                name="deferral_says_until_when",
                condition=Q(to_meeting__isnull=False) | Q(to_date__isnull=False) | Q(passed_to__isnull=False),
            ),
            models.CheckConstraint(
                name="deferral_recommends_to_somebody", condition=Q(recommends="") | Q(passed_to__isnull=False)
            ),
        ]


class SittingClosed(Act):
    """A committee's sitting is closed. The seal of its place in the chain is printed in the minutes."""

    sitting = models.OneToOneField("committees.Sitting", models.PROTECT, related_name="closed")

    class Meta(Act.Meta):
        verbose_name = "close of a meeting"
        verbose_name_plural = "closes of meetings"
        constraints = [*act_constraints("sittingclosed"), never_corrected("sittingclosed")]
