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
    time_told = models.BooleanField(default=True)  # where a source tells the day alone, no time of day is shown
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("committees.Person", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("committees.Account", models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    reason = models.TextField(blank=True)
    verdict = models.JSONField(default=dict)
    imported_line = models.PositiveIntegerField(null=True, editable=False)

    guards = [
        AppendOnly(),
        Refuse(
            "imported_only_with_its_meeting",
            on="INSERT",
            when=(
                "NEW.imported_line IS NOT NULL AND NOT EXISTS (SELECT 1 FROM committees_meeting m"
                " WHERE m.id = NEW.meeting_id AND m.imported_digest <> '')"
            ),
            message="An entry with a line of a file belongs in a meeting that came from that file.",
        ),
    ]

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


#: An announcement that stands: not taken back, and nothing put in its place.
_STANDS = " AND NOT a.void AND NOT EXISTS (SELECT 1 FROM decisions_announcement n WHERE n.replaces_id = a.id))"

ANNOUNCED = "EXISTS (SELECT 1 FROM decisions_announcement a WHERE a.opening_id = {opening}" + _STANDS

RESULT_KNOWN = "EXISTS (SELECT 1 FROM decisions_announcement a WHERE a.resolution_id = {resolution}" + _STANDS

PUBLISHED = "EXISTS (SELECT 1 FROM decisions_publishedoutcome p WHERE p.resolution_id = {resolution})"

#: What was decided on the part has changed the registers.
IN_EFFECT = (
    "EXISTS (SELECT 1 FROM decisions_effectapplied e JOIN decisions_resolution x ON x.limb_id = e.limb_id"
    " WHERE x.id = {resolution})"
)

NOT_CLOSED = "NOT EXISTS (SELECT 1 FROM decisions_votingclosed c WHERE c.opening_id = {opening})"

OPENING_OF_ELECTOR = "(SELECT e.opening_id FROM decisions_elector e WHERE e.id = NEW.elector_id)"
