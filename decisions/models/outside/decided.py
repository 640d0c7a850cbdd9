"""Decisions taken outside a meeting: by NHS England at level 1, by an officer, by chair's action."""

from django.db import models
from django.db.models import Q

from committees.terms import Route, Verb
from decisions.models.outside.asking import Consultation
from decisions.models.outside.base import OutsideAct, answers_the_same
from practices.guards import AppendOnly, Refuse

#: The last hour of a day of Greenwich, which in summer is the next day in London. The guard lets both days pass there; the
#: rule itself goes by the day in London.
_LATE = "SUBSTR(CAST(NEW.happened_at AS TEXT), 12, 2) = '23'"


class OutsideDecisionQuerySet(models.QuerySet):
    """Decisions that no ballot carried."""

    def with_signatures(self):
        """With everything that is told of them. Two queries."""
        signatures = Signature.objects.select_related("seat", "person").order_by("pk")
        rows = self.select_related("seat", "by", "matter", "committee")
        return rows.prefetch_related(models.Prefetch("signatures", signatures))


class OutsideDecision(OutsideAct):
    """A decision that no ballot carried; ``reason``: why so, and for chair's action why it could not wait.

    In the book of the committee whose decision it is (chair's action, officer) or of NHS England's team. ``seat``: from
    which it was taken; ``consultation`` and ``how_taken``: what became of the CCG's response, at level 1.
    """

    route = models.CharField(max_length=16, choices=Route.choices())
    seat = models.ForeignKey("committees.Seat", models.PROTECT, null=True, related_name="decided_alone")
    text = models.TextField("what was decided")
    verb = models.CharField(max_length=12, choices=Verb.choices(), default=Verb.APPROVE.value)
    consultation = models.OneToOneField(Consultation, models.PROTECT, null=True, related_name="decision")
    how_taken = models.TextField("how the response was taken into account", blank=True)
    members_asked = models.TextField("which members were asked beforehand", blank=True)
    private_ground = models.CharField(
        "ground on which it is reported in private",
        max_length=300,
        blank=True,
        help_text="Empty: it is reported in the part of the meeting that is held in public.",
    )

    objects = OutsideDecisionQuerySet.as_manager()

    guards = [
        Refuse(
            "of_another_matter",
            on="INSERT",
            when="NEW.consultation_id IS NOT NULL AND " + answers_the_same("decisions_consultation", "consultation_id"),
            message="The consultation was on another matter.",
        ),
        Refuse(
            "by_a_ccg_at_level_1",
            on="INSERT",
            when=(
                "NEW.route <> 'nhs_england' AND EXISTS (SELECT 1 FROM decisions_matter m"
                " JOIN decisions_matter_ccgs c ON c.matter_id = m.id"
                " JOIN committees_arrangement a ON a.ccg_id = c.ccg_id"
                " WHERE m.id = NEW.matter_id AND m.function NOT IN ('ccg_own', 'own_business') AND a.level = '1'"
                " AND a.starts_on <= DATE(NEW.happened_at) AND COALESCE(a.ends_on, '9999-12-31') >= DATE(NEW.happened_at)"
                f" AND NOT ({_LATE} AND COALESCE(a.ends_on, '9999-12-31') = DATE(NEW.happened_at)))"
            ),
            message="At level 1 NHS England decides.",
        ),
    ]

    class Meta(OutsideAct.Meta):
        verbose_name = "decision outside a meeting"
        verbose_name_plural = "decisions outside meetings"
        constraints = [
            models.CheckConstraint(
                name="outside_decision_by_a_known_route",
                condition=Q(route__in=[Route.NHS_ENGLAND.value, Route.OFFICER.value, Route.CHAIRS_ACTION.value]),
            ),
            models.CheckConstraint(name="outside_decision_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="outside_decision_consults_at_level_1",
                condition=Q(consultation__isnull=True) | Q(route=Route.NHS_ENGLAND.value),
            ),
        ]


class Signature(models.Model):
    """One of those who took a chair's action: from which seat, how they agreed, and the verdict relied on."""

    decision = models.ForeignKey(OutsideDecision, models.PROTECT, related_name="signatures")
    seat = models.ForeignKey("committees.Seat", models.PROTECT, related_name="+")
    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="signed")
    how = models.CharField("how they agreed", max_length=200)
    verdict = models.JSONField(default=dict)

    guards = [
        AppendOnly(),
        Refuse(
            "of_another_route",
            on="INSERT",
            when=(
                "NOT EXISTS (SELECT 1 FROM decisions_outsidedecision d JOIN committees_seat s ON s.id = NEW.seat_id"
                " WHERE d.id = NEW.decision_id AND d.route = 'chairs_action' AND s.committee_id = d.committee_id)"
            ),
            message="Chair's action is signed from seats of the committee whose action it is.",
        ),
    ]

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(name="signed_once_by_a_person", fields=["decision", "person"]),
            models.UniqueConstraint(name="signed_once_from_a_seat", fields=["decision", "seat"]),
        ]


class Report(OutsideAct):
    """A decision taken outside a meeting is put before its committee: for ratification, or for information."""

    decision = models.OneToOneField(OutsideDecision, models.PROTECT, related_name="report")
    item = models.ForeignKey("decisions.AgendaItem", models.PROTECT, related_name="reports")

    guards = [
        Refuse(
            "of_another_committee",
            on="INSERT",
            when=(
                answers_the_same("decisions_outsidedecision", "decision_id")
                + " OR NOT EXISTS (SELECT 1 FROM decisions_itempurpose p JOIN committees_sitting s ON s.id = p.sitting_id"
                " WHERE p.item_id = NEW.item_id AND s.committee_id = NEW.committee_id)"
            ),
            message="It is reported to the committee whose decision it is, on an item of that committee.",
        )
    ]
