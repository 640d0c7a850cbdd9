"""What every act has, and what is said of them in the guards."""

from django.db import models
from django.db.models import Q

from practices.guards import AppendOnly, Refuse

FIRST = Q(replaces__isnull=True)


def one_first(name, *fields):
    """At most one act for ``fields`` that replaces nothing."""
    return models.UniqueConstraint(name=name, fields=list(fields), condition=FIRST)


class Act(models.Model):
    """The columns every act has."""

    meeting = models.ForeignKey("committees.Meeting", models.PROTECT, related_name="%(class)ss")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("committees.Person", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("committees.Account", models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    reason = models.TextField(blank=True)
    verdict = models.JSONField(default=dict)

    guards = [AppendOnly()]

    class Meta:
        abstract = True
        ordering = ["pk"]


def act_constraints(name):
    """A replacing act says why."""
    return [
        models.CheckConstraint(
            name=f"{name}_correction_has_reason",
            condition=Q(replaces__isnull=True) | ~Q(reason=""),
            violation_error_message="A correction needs its reason.",
        )
    ]


def corrects_the_same(table, *columns):
    """A correction is of the same thing: without this, "one first" could be got round by replacing anything."""
    same = "".join(f" AND r.{column} = NEW.{column}" for column in columns)
    return Refuse(
        "corrects_something_else",
        on="INSERT",
        when=(
            f"NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.id = NEW.replaces_id{same})"
        ),
        message="A correction replaces an entry about the same thing.",
    )


def never_corrected(name):
    """Acts that end something are not replaced: a new decision is what follows them."""
    return models.CheckConstraint(
        name=f"{name}_is_final",
        condition=Q(replaces__isnull=True),
        violation_error_message="This cannot be corrected: only a new decision changes it.",
    )


ANNOUNCED = "EXISTS (SELECT 1 FROM decisions_announcement a WHERE a.opening_id = {opening})"

NOT_CLOSED = "NOT EXISTS (SELECT 1 FROM decisions_votingclosed c WHERE c.opening_id = {opening})"

OPENING_OF_ELECTOR = "(SELECT e.opening_id FROM decisions_elector e WHERE e.id = NEW.elector_id)"
