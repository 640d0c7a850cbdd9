"""What becomes of a decision after the meeting, and outcomes known only as they were published."""

from django.db import models
from django.db.models import Q

from committees.terms import ConditionState, Finding, Outcome, Recording, Route
from decisions.models.acts.base import IN_EFFECT, RESULT_KNOWN, Act, act_constraints, corrects_the_same, one_first
from decisions.models.acts.voting import Condition
from practices.guards import Refuse

#: Announced as carried, or as awaiting an agreement that NHS England has given since; or carried as published.
CARRIED = (
    "(EXISTS (SELECT 1 FROM decisions_announcement a WHERE a.resolution_id = {resolution}"
    " AND (a.outcome = 'carried' OR (a.outcome = 'awaits_agreement' AND EXISTS (SELECT 1 FROM decisions_agreement g"
    " WHERE g.opening_id = a.opening_id AND g.given)))"
    " AND NOT a.void AND NOT EXISTS (SELECT 1 FROM decisions_announcement n WHERE n.replaces_id = a.id))"
    " OR EXISTS (SELECT 1 FROM decisions_publishedoutcome p WHERE p.resolution_id = {resolution}"
    " AND p.outcome = 'carried'))"
)


VETOED = (
    "EXISTS (SELECT 1 FROM decisions_condition c JOIN decisions_motion m ON m.id = c.motion_id"
    " JOIN decisions_announcement a ON a.resolution_id = m.resolution_id"
    " JOIN decisions_veto v ON v.announcement_id = a.id WHERE c.id = NEW.condition_id AND v.used)"
)


class ConditionOutcome(Act):
    """A condition of a carried decision was met, failed or lapsed; ``met_by``: the decision that met it.

    One recorded by mistake is replaced, by what was so or by "awaited".
    """

    condition = models.ForeignKey(Condition, models.PROTECT, related_name="outcomes")
    state = models.CharField(max_length=10, choices=ConditionState.choices())
    on_day = models.DateField()
    met_by = models.ForeignKey("decisions.Resolution", models.PROTECT, null=True, related_name="conditions_met")

    guards = [
        Refuse(
            "only_of_a_carried_decision",
            on="INSERT",
            when=(
                "NOT EXISTS (SELECT 1 FROM decisions_condition c JOIN decisions_motion m ON m.id = c.motion_id"
                f" WHERE c.id = NEW.condition_id AND {CARRIED.format(resolution='m.resolution_id')})"
            ),
            message="A condition is met or fails once the decision that hangs on it is carried.",
        ),
        Refuse(
            "not_of_a_vetoed_decision",
            on="INSERT",
            when=VETOED,
            message="NHS England has vetoed this decision: it hangs on nothing any more.",
        ),
        Refuse(
            "awaited_only_as_a_correction",
            on="INSERT",
            when="NEW.state = 'awaited' AND NEW.replaces_id IS NULL",
            message="A condition is awaited until something becomes of it.",
        ),
        Refuse(
            "met_only_by_a_carried_decision",
            on="INSERT",
            when=(
                f"NEW.met_by_id IS NOT NULL AND (NOT {CARRIED.format(resolution='NEW.met_by_id')}"
                " OR EXISTS (SELECT 1 FROM decisions_veto v JOIN decisions_announcement a ON a.id = v.announcement_id"
                " WHERE a.resolution_id = NEW.met_by_id AND v.used))"
            ),
            message="Only a decision that is carried, and not vetoed, meets a condition.",
        ),
        Refuse(
            "not_corrected_once_in_effect",
            on="INSERT",
            when=(
                "NEW.replaces_id IS NOT NULL AND EXISTS (SELECT 1 FROM decisions_condition c JOIN decisions_motion m"
                f" ON m.id = c.motion_id WHERE c.id = NEW.condition_id AND {IN_EFFECT.format(resolution='m.resolution_id')})"
            ),
            message="The decision is in effect: what its conditions came to stays.",
        ),
        corrects_the_same("decisions_conditionoutcome", "condition_id"),
    ]

    class Meta(Act.Meta):
        constraints = [
            *act_constraints("conditionoutcome"),
            one_first("condition_outcome_one_first", "condition"),
            models.CheckConstraint(
                name="condition_failed_says_why", condition=~Q(state=ConditionState.FAILED.value) | ~Q(reason="")
            ),
        ]


class PublishedOutcome(Act):
    """An outcome known as it was published; only in a meeting that came from a file.

    ``recording`` and the numbers are empty where the source does not tell them; ``votes`` holds those told by name, as
    [who, choice]. ``finding`` is what the rules on record make of it, with ``reasons``: a disagreement is kept, and
    said wherever the outcome is shown.
    """

    resolution = models.OneToOneField("decisions.Resolution", models.PROTECT, related_name="published")
    outcome = models.CharField(max_length=20, choices=Outcome.choices())
    words = models.TextField(blank=True, help_text="As published.")
    recording = models.CharField(max_length=10, choices=Recording.choices(), blank=True)
    in_favour = models.PositiveSmallIntegerField(null=True)
    against = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)
    votes = models.JSONField(default=list)
    route = models.CharField(max_length=16, choices=Route.choices(), default=Route.MEETING.value)
    taken_on = models.DateField(null=True)
    finding = models.CharField(max_length=12, choices=Finding.choices())
    reasons = models.JSONField(default=list)
    source = models.TextField(blank=True)

    guards = [
        Refuse(
            "not_beside_a_result_of_our_own",
            on="INSERT",
            when=RESULT_KNOWN.format(resolution="NEW.resolution_id"),
            message="The result of this decision is worked out from its votes: it is not kept as published too.",
        ),
    ]

    class Meta(Act.Meta):
        constraints = [
            *act_constraints("publishedoutcome"),
            models.CheckConstraint(name="published_comes_from_a_file", condition=Q(imported_line__isnull=False)),
            models.CheckConstraint(name="published_is_final", condition=Q(replaces__isnull=True)),
        ]
