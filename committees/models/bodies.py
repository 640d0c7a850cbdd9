"""Committees, what they decide, and the terms on which they do."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from committees.quorum_slots import slots_from_data
from committees.terms import CommitteeKind, Function, Handling, Majority, Power, Recording
from practices.dated import Dated
from practices.guards import NoOverlap, Refuse


class Committee(models.Model):
    """A body that meets. Its name is its own; its kind says what the law lets it decide."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, help_text="As minutes and results call it: “Croydon”.")
    kind = models.CharField(max_length=24, choices=CommitteeKind.choices())
    ccgs = models.ManyToManyField("practices.CCG", related_name="committees", verbose_name="CCGs")
    reports_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reported_by")
    established_on = models.DateField()
    stood_down_on = models.DateField(null=True, blank=True, help_text="Its last day. Empty: still sits.")
    source = models.CharField(max_length=200, blank=True)
    made_up = models.BooleanField(default=False, help_text="Shown on its pages: this body is a demonstration.")
    history = HistoricalRecords(m2m_fields=[ccgs])

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="committee_dates_in_order",
                condition=models.Q(stood_down_on__isnull=True)
                | models.Q(stood_down_on__gte=models.F("established_on")),
                violation_error_message="A committee cannot be stood down before it was established.",
            ),
        ]
        permissions = [(power.value, power.label) for power in Power]

    def __str__(self):
        return self.name

    def exists_on(self, day):
        """Whether the committee sits on ``day``; its last day counts."""
        return self.established_on <= day and (self.stood_down_on is None or day <= self.stood_down_on)


#: The third way to the same contradiction: a CCG at level 3 put under terms that give NHS England a power.
Committee.ccgs.through.guards = [
    Refuse(
        "no_nhs_england_power_at_level_3",
        on=("INSERT", "UPDATE"),
        when=(
            "EXISTS (SELECT 1 FROM committees_termsofreference t JOIN committees_arrangement a ON a.ccg_id = NEW.ccg_id"
            " WHERE t.committee_id = NEW.committee_id AND a.level = '3'"
            " AND (t.nhs_england_casting_vote OR t.nhs_england_veto)"
            " AND a.starts_on <= COALESCE(t.ends_on, '9999-12-31')"
            " AND COALESCE(a.ends_on, '9999-12-31') >= t.starts_on)"
        ),
        message="This CCG is at level 3 while the committee's terms give NHS England a casting vote or veto.",
    )
]


class Remit(Dated):
    """A committee decides a function for a CCG between two dates; at most one decider for a CCG, function and day."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="remits")
    function = models.CharField(max_length=24, choices=Function.choices())
    ccg = models.ForeignKey("practices.CCG", models.PROTECT, related_name="remits", verbose_name="CCG")
    source = models.CharField(max_length=200)
    history = HistoricalRecords()

    guards = [NoOverlap(key=("ccg", "function"))]

    class Meta(Dated.Meta):
        ordering = ["ccg", "function", "starts_on"]

    def __str__(self):
        return f"{self.committee.short_name}: {Function(self.function).label}, {self.ccg}"

    def clean(self):
        super().clean()
        from committees.fit import refuse_misfit_of_remit  # the engine's word, asked when a row is cleaned

        refuse_misfit_of_remit(self)


def valid_slots(value):
    """Refuse quorum slots that the engine could not read."""
    try:
        slots_from_data(value)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def valid_categories(value):
    """Local categories of interest: a mapping of the category's name to a preset of handling."""
    known = {preset.value for preset in Handling}
    if not isinstance(value, dict) or not all(handling in known for handling in value.values()):
        raise ValidationError(f"Give each local category one of: {', '.join(sorted(known))}.")


def valid_recordings(value):
    known = {recording.value for recording in Recording}
    if not isinstance(value, list) or not set(value) <= known:
        raise ValidationError(f"Ways of recording are: {', '.join(sorted(known))}.")


def any_recording():
    return [recording.value for recording in Recording]


def usual_signatories():
    """The plain default where the terms name nobody: the chair (or vice-chair) and one executive member (domain, 2.8)."""
    return [
        {"label": "the chair or vice-chair", "offices": ["chair", "vice_chair"]},
        {"label": "one executive member", "counts_as": ["executive"]},
    ]


class TermsOfReference(Dated):
    """One version of a committee's terms. What no source says is a setting here, not a law in the code."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="terms")
    version = models.CharField(max_length=20)
    quorum_text = models.TextField("quorum, as the terms word it", blank=True)
    quorum_minimum = models.PositiveSmallIntegerField("members needed", validators=[MinValueValidator(1)])
    quorum_counts_non_voting = models.BooleanField("members without a vote count to the quorum", default=False)
    quorum_each_ccg = models.BooleanField("one for each CCG", default=False)
    quorum_lay_executive_majority = models.BooleanField(
        "lay and executive majority is part of the quorum", default=False
    )
    quorum_slots = models.JSONField("places to be filled", default=list, blank=True, validators=[valid_slots])
    majority = models.CharField(max_length=20, choices=Majority.choices())
    nhs_england_casting_vote = models.BooleanField("NHS England has the casting vote", default=False)
    nhs_england_veto = models.BooleanField("NHS England may veto", default=False)
    veto_working_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Whole working days after voting closed. Empty: until the meeting closes.",
    )
    veto_holder = models.CharField(
        "NHS England's office that holds the veto",
        max_length=120,
        blank=True,
        help_text="As in the post's office. Empty: any officer whom NHS England has posted to the committee.",
    )
    veto_alternate = models.CharField(
        "NHS England's office that stands in",
        max_length=120,
        blank=True,
        help_text="Acts, and is written to, while the holder is away. Empty: nobody stands in.",
    )
    nhs_england_seat_votes = models.BooleanField("NHS England's seat has a vote at level 3", default=False)
    chair_second_vote = models.BooleanField("the chair has a second vote on a tie", default=False)
    recordings = models.JSONField("ways of recording votes", default=any_recording, validators=[valid_recordings])
    default_handling = models.CharField(
        max_length=24, blank=True, choices=Handling.choices(), help_text="Empty: nothing presumed but no vote."
    )
    category_handling = models.JSONField(
        "handling by local category", default=dict, blank=True, validators=[valid_categories]
    )
    may_invite_members = models.BooleanField(
        "a member of another CCG may be invited for an item that is not quorate", default=True
    )
    others_may_speak = models.BooleanField("members of committees sitting in common may speak", default=True)
    lmc_standing = models.CharField("standing of the Local Medical Committee", max_length=40, default="in attendance")
    urgent_signatories = models.TextField(
        "who may act urgently between meetings, as the terms word it",
        blank=True,
        help_text="Empty: no source says, and the plain default holds.",
    )
    urgent_slots = models.JSONField(
        "places to be filled by different signatories of chair's action",
        default=usual_signatories,
        blank=True,
        validators=[valid_slots],
        help_text="Empty list: chair's action is not permitted.",
    )
    by_correspondence = models.BooleanField("the committee may decide by correspondence", default=False)
    may_meet_remotely = models.BooleanField("the committee may meet by teleconference", default=True)
    notice_working_days = models.PositiveSmallIntegerField("notice of meetings, working days", default=5)
    papers_working_days = models.PositiveSmallIntegerField("papers published before, working days", default=3)
    private_part = models.TextField("when the public may be excluded", blank=True)
    source = models.CharField(max_length=200)
    made_up = models.BooleanField(default=False)
    history = HistoricalRecords()

    guards = [
        NoOverlap(key=("committee",)),
        Refuse(
            "no_nhs_england_power_at_level_3",
            on=("INSERT", "UPDATE"),
            when=(
                "(NEW.nhs_england_casting_vote OR NEW.nhs_england_veto) AND EXISTS (SELECT 1"
                " FROM committees_committee_ccgs c JOIN committees_arrangement a ON a.ccg_id = c.ccg_id"
                " WHERE c.committee_id = NEW.committee_id AND a.level = '3'"
                " AND a.starts_on <= COALESCE(NEW.ends_on, '9999-12-31')"
                " AND COALESCE(a.ends_on, '9999-12-31') >= NEW.starts_on)"
            ),
            message="NHS England has neither casting vote nor veto where a CCG works at level 3.",
        ),
    ]

    class Meta(Dated.Meta):
        ordering = ["committee", "starts_on"]
        verbose_name_plural = "terms of reference"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="terms_one_casting_vote",
                condition=models.Q(nhs_england_casting_vote=False) | models.Q(chair_second_vote=False),
                violation_error_message=(
                    "A tie is broken once: by NHS England's casting vote or by the chair's second vote, not by both."
                ),
            ),
            models.CheckConstraint(
                name="terms_window_has_a_working_day",
                condition=models.Q(veto_working_days__isnull=True) | models.Q(veto_working_days__gte=1),
                violation_error_message="A window for the veto has at least one working day.",
            ),
            models.CheckConstraint(
                name="terms_window_needs_veto",
                condition=models.Q(nhs_england_veto=True) | models.Q(veto_working_days__isnull=True),
                violation_error_message=(
                    "A window for the veto needs a veto: give NHS England the veto or leave the window empty."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.committee.short_name}, terms of reference version {self.version}"

    def clean(self):
        super().clean()
        from committees.fit import refuse_misfit_of_terms

        refuse_misfit_of_terms(self)


class TermsApproval(models.Model):
    """Who approved a version of the terms: every parent body, and at level 2 NHS England too."""

    terms = models.ForeignKey(TermsOfReference, models.PROTECT, related_name="approvals")
    body = models.CharField(max_length=200)
    approved_on = models.DateField()
    history = HistoricalRecords()

    class Meta:
        ordering = ["approved_on", "body"]
        constraints = [models.UniqueConstraint(name="terms_approved_once_by_each_body", fields=["terms", "body"])]

    def __str__(self):
        return f"{self.body}, {self.approved_on:%-d %B %Y}"
