"""From the motion to the announced result."""

from django.db import models
from django.db.models import Q

from committees.terms import Choice, Effect, Majority, Outcome, Recording, Verb
from decisions.models.acts.base import (
    ANNOUNCED,
    IN_EFFECT,
    NOT_CLOSED,
    OPENING_OF_ELECTOR,
    PUBLISHED,
    RESULT_KNOWN,
    Act,
    act_constraints,
    corrects_the_same,
    never_corrected,
    one_first,
)
from practices.guards import AppendOnly, Refuse


class Motion(Act):
    """The words before a committee. Amended by replacement until voting opens."""

    resolution = models.ForeignKey("decisions.Resolution", models.PROTECT, related_name="motions")
    text = models.TextField()
    verb = models.CharField(max_length=12, choices=Verb.choices())

    guards = [
        Refuse(
            "not_once_opened",
            on="INSERT",
            when=(
                "EXISTS (SELECT 1 FROM decisions_opening o WHERE o.resolution_id = NEW.resolution_id"
                " AND NOT EXISTS (SELECT 1 FROM decisions_opening r WHERE r.replaces_id = o.id)"
                " AND NOT EXISTS (SELECT 1 FROM decisions_withdrawal w WHERE w.opening_id = o.id))"
            ),
            message="The motion cannot be amended once voting has opened.",
        ),
        corrects_the_same("decisions_motion", "resolution_id"),
    ]

    class Meta(Act.Meta):
        constraints = [*act_constraints("motion"), one_first("motion_one_first", "resolution")]


class Condition(models.Model):
    """A condition that a motion carries: what must be so, who must see to it, and by when.

    Carried, the decision takes effect once every condition is met. ``awaits``: the committee that must decide, where
    it is one; ``who`` in words where it is not. Part of the motion, and fixed with it.
    """

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="conditions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    awaits = models.ForeignKey("committees.Committee", models.PROTECT, null=True, related_name="awaited_conditions")
    who = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)

    guards = [
        AppendOnly(),
        Refuse(
            "motion_is_sealed",
            on="INSERT",
            when="EXISTS (SELECT 1 FROM decisions_link l WHERE l.kind = 'motion' AND l.act = NEW.motion_id)",
            message="The conditions of a motion are part of it: put the motion anew to change them.",
        ),
    ]

    class Meta:
        verbose_name = "condition of a motion"
        verbose_name_plural = "conditions of motions"
        ordering = ["motion", "number"]
        constraints = [models.UniqueConstraint(name="condition_number_once", fields=["motion", "number"])]

    def __str__(self):
        return self.text


class Opening(Act):
    """Voting opens: the effect, NHS England's powers, the majority and the electorate are fixed here and stay."""

    resolution = models.ForeignKey("decisions.Resolution", models.PROTECT, related_name="openings")
    motion = models.ForeignKey(Motion, models.PROTECT, related_name="openings")
    terms = models.ForeignKey("committees.TermsOfReference", models.PROTECT, related_name="+")
    recording = models.CharField(max_length=10, choices=Recording.choices())
    effect = models.CharField(max_length=16, choices=Effect.choices())
    majority = models.CharField(max_length=20, choices=Majority.choices())
    casting_vote = models.BooleanField("NHS England has the casting vote")
    veto = models.BooleanField("NHS England may veto")
    veto_working_days = models.PositiveSmallIntegerField(null=True)
    veto_holder = models.CharField(max_length=120, blank=True)
    veto_alternate = models.CharField(max_length=120, blank=True)
    chair_second_vote = models.BooleanField()
    agreement_needed = models.BooleanField()
    able_to_vote = models.PositiveSmallIntegerField()

    guards = [
        Refuse(
            "one_at_a_time",
            on="INSERT",
            when=(
                "NEW.replaces_id IS NULL AND EXISTS (SELECT 1 FROM decisions_opening o"
                " WHERE o.resolution_id = NEW.resolution_id"
                " AND NOT EXISTS (SELECT 1 FROM decisions_withdrawal w WHERE w.opening_id = o.id)"
                " AND NOT EXISTS (SELECT 1 FROM decisions_opening r WHERE r.replaces_id = o.id))"
            ),
            message="Voting on this decision is open already.",
        ),
        Refuse(
            "not_once_announced",
            on="INSERT",
            when=RESULT_KNOWN.format(resolution="NEW.resolution_id"),
            message="The result was announced: only a new decision changes it.",
        ),
        Refuse(
            "not_once_published",
            on="INSERT",
            when=PUBLISHED.format(resolution="NEW.resolution_id"),
            message="The outcome of this decision is kept as it was published: there is no voting on it.",
        ),
        Refuse(
            "motion_of_another_decision",
            on="INSERT",
            when=(
                "NOT EXISTS (SELECT 1 FROM decisions_motion m WHERE m.id = NEW.motion_id"
                " AND m.resolution_id = NEW.resolution_id)"
            ),
            message="The voting is on a motion of another decision.",
        ),
        Refuse(
            "powers_not_in_terms",
            on="INSERT",
            when=(
                "NOT EXISTS (SELECT 1 FROM committees_termsofreference t WHERE t.id = NEW.terms_id"
                " AND (t.nhs_england_casting_vote OR NOT NEW.casting_vote) AND (t.nhs_england_veto OR NOT NEW.veto)"
                " AND (t.chair_second_vote OR NOT NEW.chair_second_vote))"
            ),
            message="The terms of reference do not give these powers.",
        ),
        corrects_the_same("decisions_opening", "resolution_id"),
    ]

    class Meta(Act.Meta):
        verbose_name = "opening of voting"
        verbose_name_plural = "openings of voting"
        constraints = act_constraints("opening")


class Elector(models.Model):
    """The frozen electorate: each seat, who votes from it, and why the others could not."""

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="electors")
    seat = models.ForeignKey("committees.Seat", models.PROTECT, related_name="+")
    person = models.ForeignKey("committees.Person", models.PROTECT, null=True, related_name="+")
    may_vote = models.BooleanField()
    verdict = models.JSONField(default=dict)

    guards = [
        AppendOnly(),
        Refuse(
            "electorate_is_frozen",
            on="INSERT",
            when=("EXISTS (SELECT 1 FROM decisions_link l WHERE l.kind = 'opening' AND l.act = NEW.opening_id)"),
            message="The electorate was frozen when voting opened.",
        ),
    ]

    class Meta:
        verbose_name = "seat when voting opened"
        verbose_name_plural = "seats when voting opened"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="elector_seat_once", fields=["opening", "seat"]),
            models.CheckConstraint(
                name="elector_who_votes_is_known", condition=Q(may_vote=False) | Q(person__isnull=False)
            ),
        ]


class Vote(Act):
    """One seat's vote, recorded by name."""

    elector = models.ForeignKey(Elector, models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=10, choices=Choice.choices())

    guards = [
        Refuse(
            "only_who_may",
            on="INSERT",
            when="NOT EXISTS (SELECT 1 FROM decisions_elector e WHERE e.id = NEW.elector_id AND e.may_vote)",
            message="This seat is not among those who could vote when voting opened.",
        ),
        Refuse(
            "same_seat",
            on="INSERT",
            when=(
                "NEW.replaces_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decisions_vote v"
                " WHERE v.id = NEW.replaces_id AND v.elector_id = NEW.elector_id)"
            ),
            message="A vote is corrected for the seat it was cast from.",
        ),
        Refuse(
            "only_by_name",
            on="INSERT",
            when=(
                "EXISTS (SELECT 1 FROM decisions_opening o WHERE o.recording <> 'by_name' AND o.id = "
                + OPENING_OF_ELECTOR
                + ")"
            ),
            message="The votes of this decision are not recorded by name.",
        ),
        Refuse(
            "not_late",
            on="INSERT",
            when=(
                "NEW.replaces_id IS NULL AND EXISTS (SELECT 1 FROM decisions_votingclosed c WHERE c.opening_id = "
                + OPENING_OF_ELECTOR
                + ")"
            ),
            message="Voting has closed.",
        ),
        Refuse(
            "not_once_announced",
            on="INSERT",
            when=ANNOUNCED.format(opening=OPENING_OF_ELECTOR),
            message="The result was announced: a vote can no longer be corrected.",
        ),
        Refuse(
            "not_once_void",
            on="INSERT",
            when=(
                "EXISTS (SELECT 1 FROM decisions_opening r WHERE r.replaces_id = " + OPENING_OF_ELECTOR + ")"
                " OR EXISTS (SELECT 1 FROM decisions_withdrawal w WHERE w.opening_id = " + OPENING_OF_ELECTOR + ")"
            ),
            message="This voting was started again or its motion withdrawn.",
        ),
    ]

    class Meta(Act.Meta):
        constraints = [*act_constraints("vote"), one_first("vote_one_for_each_seat", "elector")]


class Tally(Act):
    """Votes recorded without names: counts, or none where all agreed or it was carried by consensus."""

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="tallies")
    in_favour = models.PositiveSmallIntegerField(null=True)
    against = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)

    guards = [
        Refuse(
            "never_above_the_electorate",
            on="INSERT",
            when=(
                "NEW.in_favour IS NOT NULL AND NEW.in_favour + NEW.against + NEW.abstained >"
                " (SELECT o.able_to_vote FROM decisions_opening o WHERE o.id = NEW.opening_id)"
            ),
            message="More votes than members who could vote.",
        ),
        Refuse(
            "not_by_name",
            on="INSERT",
            when=("EXISTS (SELECT 1 FROM decisions_opening o WHERE o.id = NEW.opening_id AND o.recording = 'by_name')"),
            message="The votes of this decision are recorded by name.",
        ),
        Refuse(
            "not_once_announced",
            on="INSERT",
            when=ANNOUNCED.format(opening="NEW.opening_id"),
            message="The result was announced: the count can no longer be corrected.",
        ),
        corrects_the_same("decisions_tally", "opening_id"),
    ]

    class Meta(Act.Meta):
        verbose_name = "count of votes"
        verbose_name_plural = "counts of votes"
        constraints = [
            *act_constraints("tally"),
            one_first("tally_one_first", "opening"),
            models.CheckConstraint(
                name="tally_all_or_none",
                condition=Q(in_favour__isnull=True, against__isnull=True, abstained__isnull=True)
                | Q(in_favour__isnull=False, against__isnull=False, abstained__isnull=False),
            ),
        ]


class VotingClosed(Act):
    """Voting closed: no first vote after this."""

    opening = models.OneToOneField(Opening, models.PROTECT, related_name="closing")

    class Meta(Act.Meta):
        verbose_name = "close of voting"
        verbose_name_plural = "closes of voting"
        constraints = [*act_constraints("votingclosed"), never_corrected("votingclosed")]


class AnnouncementQuerySet(models.QuerySet):
    """Announcements by whether they stand."""

    def standing(self):
        """Those not taken back, and not replaced."""
        return self.filter(void=False, replaced_by__isnull=True)


class Announcement(Act):
    """The result read out. After this only a new decision changes anything.

    Where the *record* of it is wrong (it was written up wrongly) the announcement is taken back: replaced by a void
    one, with the reason. Then what was recorded before it can be put right, and the result is announced anew.
    """

    resolution = models.ForeignKey("decisions.Resolution", models.PROTECT, related_name="announcements")
    opening = models.ForeignKey(Opening, models.PROTECT, null=True, related_name="announcements")
    outcome = models.CharField(max_length=20, choices=Outcome.choices())
    sentence = models.TextField()
    void = models.BooleanField(default=False, help_text="On a correction: the result is taken back.")

    objects = AnnouncementQuerySet.as_manager()

    guards = [
        Refuse(
            "voting_of_another_decision",
            on="INSERT",
            when=(
                "NEW.opening_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decisions_opening o"
                " WHERE o.id = NEW.opening_id AND o.resolution_id = NEW.resolution_id)"
            ),
            message="The result announced is another decision's.",
        ),
        Refuse(
            "not_before_voting_closed",
            on="INSERT",
            when="NEW.opening_id IS NOT NULL AND " + NOT_CLOSED.format(opening="NEW.opening_id"),
            message="A result is announced when voting has closed.",
        ),
        Refuse(
            "not_of_a_void_vote",
            on="INSERT",
            when=(
                "EXISTS (SELECT 1 FROM decisions_opening r WHERE r.replaces_id = NEW.opening_id)"
                " OR EXISTS (SELECT 1 FROM decisions_withdrawal w WHERE w.opening_id = NEW.opening_id)"
            ),
            message="This voting was started again or its motion withdrawn.",
        ),
        Refuse(
            "taken_back_before_announced_anew",
            on="INSERT",
            when=(
                "(NEW.replaces_id IS NULL AND NEW.void) OR EXISTS (SELECT 1 FROM decisions_announcement r"
                " WHERE r.id = NEW.replaces_id AND r.void = NEW.void)"
            ),
            message="A result is taken back first, and announced anew once the record is right.",
        ),
        Refuse(
            "not_taken_back_once_relied_on",
            on="INSERT",
            when=(
                "NEW.void AND (EXISTS (SELECT 1 FROM decisions_veto v WHERE v.announcement_id = NEW.replaces_id)"
                " OR EXISTS (SELECT 1 FROM decisions_agreement g WHERE g.opening_id = NEW.opening_id)"
                " OR EXISTS (SELECT 1 FROM decisions_agreement g JOIN decisions_announcement r"
                " ON r.opening_id = g.opening_id WHERE r.id = NEW.replaces_id)"
                " OR EXISTS (SELECT 1 FROM decisions_conditionoutcome o JOIN decisions_condition c"
                " ON c.id = o.condition_id JOIN decisions_motion m ON m.id = c.motion_id"
                " WHERE m.resolution_id = NEW.resolution_id))"
            ),
            message="NHS England has acted on this result, or a condition of it was met: only a new decision changes it.",
        ),
        Refuse(
            "not_taken_back_once_it_met_a_condition",
            on="INSERT",
            when=(
                "NEW.void AND EXISTS (SELECT 1 FROM decisions_conditionoutcome o"
                " WHERE o.met_by_id = NEW.resolution_id AND o.state <> 'awaited'"
                " AND NOT EXISTS (SELECT 1 FROM decisions_conditionoutcome n WHERE n.replaces_id = o.id))"
            ),
            message="This decision met a condition of another: put that entry right first.",
        ),
        Refuse(
            "not_taken_back_once_in_effect",
            on="INSERT",
            when=(
                "NEW.void AND " + IN_EFFECT.format(resolution="NEW.resolution_id") + " AND NOT EXISTS"
                " (SELECT 1 FROM decisions_opening o WHERE o.id = NEW.opening_id AND o.effect <> 'decides')"
            ),
            message="What was decided is in effect: only a new decision changes it.",
        ),
        Refuse(
            "not_once_published",
            on="INSERT",
            when="NOT NEW.void AND " + PUBLISHED.format(resolution="NEW.resolution_id"),
            message="The outcome of this decision is kept as it was published: no other result is announced.",
        ),
        corrects_the_same("decisions_announcement", "resolution_id"),
    ]

    class Meta(Act.Meta):
        verbose_name = "announcement of a result"
        verbose_name_plural = "announcements of results"
        constraints = [
            *act_constraints("announcement"),
            one_first("announcement_one_first", "resolution"),
            models.CheckConstraint(
                name="announcement_only_noting_needs_no_vote",
                condition=Q(opening__isnull=False) | Q(outcome=Outcome.NOTED.value),
            ),
        ]


class Withdrawal(Act):
    """The motion is withdrawn before voting on it has closed."""

    resolution = models.ForeignKey("decisions.Resolution", models.PROTECT, related_name="withdrawals")
    motion = models.OneToOneField(Motion, models.PROTECT, related_name="withdrawal")
    opening = models.OneToOneField(Opening, models.PROTECT, null=True, related_name="withdrawal")

    guards = [
        Refuse(
            "not_once_announced",
            on="INSERT",
            when=RESULT_KNOWN.format(resolution="NEW.resolution_id"),
            message="The result was announced: the motion can no longer be withdrawn.",
        )
    ]

    class Meta(Act.Meta):
        verbose_name = "withdrawal of a motion"
        verbose_name_plural = "withdrawals of motions"
        constraints = [*act_constraints("withdrawal"), never_corrected("withdrawal")]
