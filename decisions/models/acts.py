"""Acts: what happened, once. The database refuses to change or remove any of them.

Each has ``happened_at`` (the meeting's time, may be set), ``recorded_at`` (when it was entered), who did it, who
recorded it, and the verdict relied on. A mistake is corrected by an act that *replaces* the old one, with a reason;
both stay. Hence an act is replaced once (``replaces`` is one-to-one), and one act stands where nothing is replaced
(the unique constraints below).
"""

from django.db import models
from django.db.models import Q

from committees.terms import (
    CastingHolder,
    Choice,
    Directness,
    Effect,
    InRoom,
    InterestType,
    Majority,
    Movement,
    Outcome,
    Recording,
    RoomRole,
    Verb,
    Word,
)
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
            "NEW.replaces_id IS NOT NULL AND NOT EXISTS"
            f" (SELECT 1 FROM {table} r WHERE r.id = NEW.replaces_id{same})"
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
        constraints = [
            *act_constraints("attendance"),
            models.CheckConstraint(
                name="attendance_leaves_for_an_item",
                condition=~Q(movement=Movement.LEFT_FOR_ITEM.value) | Q(item__isnull=False),
            ),
        ]


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
        constraints = [
            *act_constraints("itemstep"),
            models.CheckConstraint(
                name="item_urgent_says_why", condition=~Q(step=Step.URGENT.value) | ~Q(reason="")
            ),
        ]


class Declaration(Act):
    """An interest declared on an item by ``by``, alone or as one of a class ("all GPs of Merton")."""

    item = models.ForeignKey("decisions.AgendaItem", models.PROTECT, related_name="declarations")
    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="declarations")
    interest = models.ForeignKey("committees.Interest", models.PROTECT, null=True, related_name="declarations")
    type = models.CharField(max_length=16, choices=InterestType.choices())
    directness = models.CharField(max_length=8, choices=Directness.choices())
    nature = models.CharField(max_length=300)
    as_class = models.CharField(max_length=120, blank=True)
    category = models.CharField(max_length=60, blank=True)
    void = models.BooleanField(default=False, help_text="On a correction: nothing was declared.")

    guards = [corrects_the_same("decisions_declaration", "item_id", "person_id")]

    class Meta(Act.Meta):
        constraints = act_constraints("declaration")


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
        constraints = [*act_constraints("chairelected"), one_first("chair_elected_one_first", "item", "sitting")]


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
            when="EXISTS (SELECT 1 FROM decisions_announcement a WHERE a.resolution_id = NEW.resolution_id)",
            message="The result was announced: only a new decision changes it.",
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
            when=(
                "EXISTS (SELECT 1 FROM decisions_link l WHERE l.kind = 'opening' AND l.act = NEW.opening_id)"
            ),
            message="The electorate was frozen when voting opened.",
        ),
    ]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="elector_seat_once", fields=["opening", "seat"]),
            models.CheckConstraint(
                name="elector_who_votes_is_known", condition=Q(may_vote=False) | Q(person__isnull=False)
            ),
        ]


ANNOUNCED = "EXISTS (SELECT 1 FROM decisions_announcement a WHERE a.opening_id = {opening})"
NOT_CLOSED = "NOT EXISTS (SELECT 1 FROM decisions_votingclosed c WHERE c.opening_id = {opening})"
OPENING_OF_ELECTOR = "(SELECT e.opening_id FROM decisions_elector e WHERE e.id = NEW.elector_id)"


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
                + OPENING_OF_ELECTOR + ")"
            ),
            message="The votes of this decision are not recorded by name.",
        ),
        Refuse(
            "not_late",
            on="INSERT",
            when=(
                "NEW.replaces_id IS NULL AND EXISTS (SELECT 1 FROM decisions_votingclosed c WHERE c.opening_id = "
                + OPENING_OF_ELECTOR + ")"
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
            when=(
                "EXISTS (SELECT 1 FROM decisions_opening o WHERE o.id = NEW.opening_id AND o.recording = 'by_name')"
            ),
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
        constraints = [*act_constraints("votingclosed"), never_corrected("votingclosed")]


class CastingVote(Act):
    """A tie broken, or the power declined (``not_voting``), by whoever the terms name."""

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="casting_votes")
    holder = models.CharField(max_length=12, choices=CastingHolder.choices())
    choice = models.CharField(max_length=10, choices=Choice.choices())

    guards = [
        Refuse(
            "only_as_terms_say",
            on="INSERT",
            when=(
                "NOT EXISTS (SELECT 1 FROM decisions_opening o WHERE o.id = NEW.opening_id AND"
                " ((NEW.holder = 'nhs_england' AND o.casting_vote) OR (NEW.holder = 'chair' AND o.chair_second_vote)))"
            ),
            message="The terms fixed when voting opened give no such casting vote.",
        ),
        Refuse(
            "not_once_announced",
            on="INSERT",
            when=ANNOUNCED.format(opening="NEW.opening_id"),
            message="The result was announced.",
        ),
        Refuse(
            "not_before_voting_closed",
            on="INSERT",
            when=NOT_CLOSED.format(opening="NEW.opening_id"),
            message="There is no tie before voting has closed.",
        ),
    ]

    class Meta(Act.Meta):
        constraints = [
            *act_constraints("castingvote"),
            never_corrected("castingvote"),
            one_first("casting_vote_one_first", "opening"),
            models.CheckConstraint(name="casting_vote_decides", condition=~Q(choice=Choice.ABSTAINED.value)),
        ]


class Agreement(Act):
    """NHS England agrees, or does not, to a local incentive scheme at level 2."""

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="agreements")
    given = models.BooleanField()

    guards = [
        Refuse(
            "only_where_needed",
            on="INSERT",
            when=(
                "NOT EXISTS (SELECT 1 FROM decisions_opening o WHERE o.id = NEW.opening_id AND o.agreement_needed)"
            ),
            message="This decision does not need NHS England's agreement.",
        )
    ]

    class Meta(Act.Meta):
        constraints = [
            *act_constraints("agreement"),
            never_corrected("agreement"),
            one_first("agreement_one_first", "opening"),
        ]


class Announcement(Act):
    """The result read out. After this only a new decision changes anything."""

    resolution = models.OneToOneField("decisions.Resolution", models.PROTECT, related_name="announcement")
    opening = models.OneToOneField(Opening, models.PROTECT, null=True, related_name="announcement")
    outcome = models.CharField(max_length=20, choices=Outcome.choices())
    sentence = models.TextField()

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
    ]

    class Meta(Act.Meta):
        constraints = [
            *act_constraints("announcement"),
            never_corrected("announcement"),
            models.CheckConstraint(
                name="announcement_only_noting_needs_no_vote",
                condition=Q(opening__isnull=False) | Q(outcome=Outcome.NOTED.value),
            ),
        ]


class Veto(Act):
    """NHS England uses its veto on a carried decision, or says it will not."""

    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="vetoes")
    used = models.BooleanField()

    guards = [
        Refuse(
            "only_where_fixed",
            on="INSERT",
            when=(
                "NOT EXISTS (SELECT 1 FROM decisions_announcement a JOIN decisions_opening o ON o.id = a.opening_id"
                " WHERE a.id = NEW.announcement_id AND o.veto AND a.outcome = 'carried')"
            ),
            message="NHS England has no veto of this decision.",
        )
    ]

    class Meta(Act.Meta):
        verbose_name_plural = "vetoes"
        constraints = [
            *act_constraints("veto"),
            never_corrected("veto"),
            one_first("veto_one_first", "announcement"),
            models.CheckConstraint(name="veto_says_why", condition=Q(used=False) | ~Q(reason="")),
        ]


class Withdrawal(Act):
    """The motion is withdrawn before its result."""

    resolution = models.ForeignKey("decisions.Resolution", models.PROTECT, related_name="withdrawals")
    motion = models.OneToOneField(Motion, models.PROTECT, related_name="withdrawal")
    opening = models.OneToOneField(Opening, models.PROTECT, null=True, related_name="withdrawal")

    guards = [
        Refuse(
            "not_once_announced",
            on="INSERT",
            when="EXISTS (SELECT 1 FROM decisions_announcement a WHERE a.resolution_id = NEW.resolution_id)",
            message="The result was announced: the motion can no longer be withdrawn.",
        )
    ]

    class Meta(Act.Meta):
        constraints = [*act_constraints("withdrawal"), never_corrected("withdrawal")]


class Deferral(Act):
    """A committee puts an item off to a named meeting or date."""

    item = models.ForeignKey("decisions.AgendaItem", models.PROTECT, related_name="deferrals")
    sitting = models.ForeignKey("committees.Sitting", models.PROTECT, related_name="deferrals")
    to_meeting = models.ForeignKey("committees.Meeting", models.PROTECT, null=True, related_name="deferred_here")
    to_date = models.DateField(null=True)

    class Meta(Act.Meta):
        constraints = [
            *act_constraints("deferral"),
            never_corrected("deferral"),
            one_first("deferral_one_first", "item", "sitting"),
            models.CheckConstraint(
                name="deferral_says_until_when", condition=Q(to_meeting__isnull=False) | Q(to_date__isnull=False)
            ),
        ]


class SittingClosed(Act):
    """A committee's sitting is closed. ``head`` is the seal that its minutes print."""

    sitting = models.OneToOneField("committees.Sitting", models.PROTECT, related_name="closed")

    class Meta(Act.Meta):
        constraints = [*act_constraints("sittingclosed"), never_corrected("sittingclosed")]


ACTS = (
    Attendance,
    ItemStep,
    Declaration,
    Ruling,
    ChairElected,
    Motion,
    Opening,
    Vote,
    Tally,
    VotingClosed,
    CastingVote,
    Agreement,
    Announcement,
    Veto,
    Withdrawal,
    Deferral,
    SittingClosed,
)
