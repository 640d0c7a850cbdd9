"""Matters and agendas: what there is to decide, and where. Registers, with history."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from committees.kinds import misfit, verb_misfit
from committees.models.schemes import KindField
from committees.terms import Access, Function, Purpose, Reach, RoomRole, Verb
from practices.guards import Immutable, Refuse

#: A part was put to a vote that was neither begun again nor withdrawn, or its result was announced and not taken back.
_VOTED_ON = (
    "EXISTS (SELECT 1 FROM decisions_resolution x JOIN decisions_limb l ON l.id = x.limb_id WHERE {part} AND ("
    "EXISTS (SELECT 1 FROM decisions_opening o WHERE o.resolution_id = x.id"
    " AND NOT EXISTS (SELECT 1 FROM decisions_withdrawal w WHERE w.opening_id = o.id)"
    " AND NOT EXISTS (SELECT 1 FROM decisions_opening r WHERE r.replaces_id = o.id))"
    " OR EXISTS (SELECT 1 FROM decisions_announcement a WHERE a.resolution_id = x.id AND NOT a.void"
    " AND NOT EXISTS (SELECT 1 FROM decisions_announcement n WHERE n.replaces_id = a.id))))"
)


class Matter(models.Model):
    """The subject of a decision. It lives on through deferral, from one meeting to the next."""

    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    function = models.CharField(max_length=24, choices=Function.choices())
    ccgs = models.ManyToManyField("practices.CCG", blank=True, related_name="matters", verbose_name="CCGs concerned")
    practices = models.ManyToManyField("practices.Practice", blank=True, related_name="matters")
    providers = models.ManyToManyField(
        "practices.Provider",
        blank=True,
        related_name="matters",
        verbose_name="providers named",
        help_text="Applicants and bidders, besides whoever holds the practices' contracts.",
    )
    kind = KindField("kind of decision", blank=True, help_text="Schemes of delegation and needs for consent go by it.")
    value = models.DecimalField(
        "value in pounds", max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    merger = models.BooleanField("the practices named are to merge", default=False)
    reach = models.CharField(
        "whom it affects",
        max_length=14,
        choices=Reach.choices(),
        blank=True,
        help_text="Empty: every practice for a local incentive scheme, else the practices named.",
    )
    raised_by = models.ForeignKey(
        "committees.Committee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="raised",
        verbose_name="raised between meetings by",
        help_text="Empty: it was first put on an agenda.",
    )
    raised_on = models.DateField(null=True, blank=True)
    applicant = models.ForeignKey(
        "practices.Practice",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name="practice that applies",
        help_text="Empty: the commissioner raised it.",
    )
    facts = models.JSONField(
        default=dict, blank=True, editable=False, help_text="By key, as the kind of decision asks for them."
    )
    made_up = models.BooleanField(default=False)
    history = HistoricalRecords(m2m_fields=[ccgs, practices, providers])

    guards = [
        Refuse(
            "limits_stay_once_relied_on",
            on="UPDATE",
            when=(
                "(NEW.kind <> OLD.kind OR NEW.function <> OLD.function"
                " OR COALESCE(NEW.value, -1) <> COALESCE(OLD.value, -1))"
                " AND (EXISTS (SELECT 1 FROM decisions_consentrequest c WHERE c.matter_id = NEW.id)"
                " OR EXISTS (SELECT 1 FROM decisions_outsidedecision d WHERE d.matter_id = NEW.id)"
                f" OR {_VOTED_ON.format(part='l.matter_id = NEW.id')})"
            ),
            message="Consent was asked for by this kind and value, or it was voted on or decided by them: they stay.",
        ),
        Refuse(
            "facts_stay_once_in_effect",
            on="UPDATE",
            when=(
                "(NEW.kind <> OLD.kind OR CAST(NEW.facts AS TEXT) <> CAST(OLD.facts AS TEXT)) AND EXISTS"
                " (SELECT 1 FROM decisions_effectapplied e WHERE e.matter_id = NEW.id)"
            ),
            message="It has taken effect by these facts: they stay.",
        ),
    ]

    class Meta:
        ordering = ["title"]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        before = type(self).objects.filter(pk=self.pk).values_list("function", "kind", "value").first()
        if before not in (None, (self.function, self.kind, self.value)):
            if self._relied_on():
                raise ValidationError(
                    "NHS England's consent was asked for by the function, kind and value of this matter, or it was "
                    "decided by them between meetings: they stay. Raise a new matter for what has changed."
                )
            if Resolution.objects.voted_on().filter(limb__matter=self).exists():
                raise ValidationError(
                    "This matter was put to a vote by its function, kind and value: they stay. "
                    "Raise a new matter for what has changed."
                )
        known = self.function in set(Function)
        if known and (wrong := misfit(self.kind, Function(self.function))):
            raise ValidationError({"kind": wrong})

    def _relied_on(self):
        return self.consentrequests.exists() or self.outsidedecisions.exists()


class Limb(models.Model):
    """A part of a matter with its own text and its own outcome: "part (a)". A matter in one piece has one, unlettered."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="limbs")
    letter = models.CharField(max_length=6, blank=True)
    text = models.TextField(help_text="The motion as first put.")
    verb = models.CharField(max_length=12, choices=Verb.choices(), default=Verb.APPROVE.value)
    facts = models.JSONField(
        default=dict, blank=True, editable=False, help_text="Of this part alone, such as which site it is about."
    )
    history = HistoricalRecords()

    guards = [
        Refuse(
            "facts_stay_once_in_effect",
            on="UPDATE",
            when=(
                "CAST(NEW.facts AS TEXT) <> CAST(OLD.facts AS TEXT) AND EXISTS"
                " (SELECT 1 FROM decisions_effectapplied e WHERE e.limb_id = NEW.id)"
            ),
            message="It has taken effect by these facts: they stay.",
        ),
        Refuse(
            "verb_stays_once_relied_on",
            on="UPDATE",
            when=(
                "NEW.verb <> OLD.verb AND (EXISTS"
                " (SELECT 1 FROM decisions_outsidedecision d WHERE d.matter_id = NEW.matter_id)"
                f" OR {_VOTED_ON.format(part='l.id = NEW.id')})"
            ),
            message="It was voted on or decided as it was put: whether it approves or rejects stays.",
        ),
    ]

    class Meta:
        verbose_name = "part of a matter"
        verbose_name_plural = "parts of matters"
        ordering = ["matter", "letter"]
        constraints = [models.UniqueConstraint(name="limb_letter_once", fields=["matter", "letter"])]

    def __str__(self):
        return f"{self.matter}, part ({self.letter})" if self.letter else str(self.matter)

    def clean(self):
        super().clean()
        if self.verb in set(Verb) and (wrong := verb_misfit(self.matter.kind, Verb(self.verb))):
            raise ValidationError({"verb": wrong})


class LimbCondition(models.Model):
    """A condition that the motion carries as first put; see ``Condition``, which is what a committee resolved."""

    limb = models.ForeignKey(Limb, models.PROTECT, related_name="conditions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    awaits = models.ForeignKey("committees.Committee", models.PROTECT, null=True, blank=True, related_name="+")
    who = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    within_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Days after the meeting that approves: its last day is counted anew for each meeting. Instead of a day.",
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = "condition as first put"
        verbose_name_plural = "conditions as first put"
        ordering = ["limb", "number"]
        constraints = [
            models.UniqueConstraint(name="limb_condition_number_once", fields=["limb", "number"]),
            models.CheckConstraint(
                name="limb_condition_by_a_day_or_within_days",
                condition=models.Q(due_on__isnull=True) | models.Q(within_days__isnull=True),
                violation_error_message="Give the last day, or the number of days after the approval; not both.",
            ),
        ]

    def __str__(self):
        return self.text


class AgendaItem(models.Model):
    """A matter on one meeting's agenda. ``order`` is where it stands; ``number`` is what it is called, and stays."""

    meeting = models.ForeignKey("committees.Meeting", models.PROTECT, related_name="items")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="items")
    number = models.CharField(max_length=6)
    order = models.PositiveSmallIntegerField()
    private = models.BooleanField("taken in private (part 2)", default=False)
    private_ground = models.CharField(max_length=300, blank=True)
    urgent = models.BooleanField("taken as urgent", default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting", "order"]
        constraints = [models.UniqueConstraint(name="item_number_once_in_a_meeting", fields=["meeting", "number"])]

    def __str__(self):
        return f"{self.number} {self.matter}"


class ItemPurpose(models.Model):
    """A committee concerned by an item, and what it is asked to do with it. Without a row the item is not its business."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="purposes")
    sitting = models.ForeignKey("committees.Sitting", models.PROTECT, related_name="purposes")
    purpose = models.CharField(max_length=14, choices=Purpose.choices(), default=Purpose.APPROVAL.value)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "committee concerned"
        verbose_name_plural = "committees concerned"
        ordering = ["item", "sitting"]
        constraints = [models.UniqueConstraint(name="item_once_for_a_sitting", fields=["item", "sitting"])]


class ItemAppointment(models.Model):
    """An appointment that holds for one item only: somebody invited to make a committee quorate.

    The minutes tell it (domain, 1.8): ``invited_by`` presided when the invitation was made; ``why`` says what for.
    """

    appointment = models.OneToOneField("committees.Appointment", models.PROTECT, related_name="for_item")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="appointments")
    invited_by = models.ForeignKey("committees.Person", models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()


class Presenter(models.Model):
    """Who prepared an item or will present it: checked for conflicts like everybody in the room."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="presenters")
    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="presents")
    role = models.CharField(max_length=16, choices=RoomRole.choices(), default=RoomRole.PRESENTER.value)
    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "person"]
        constraints = [models.UniqueConstraint(name="presenter_once_for_an_item", fields=["item", "person"])]

    def __str__(self):
        return f"{self.person}, {self.item}"


class Paper(models.Model):
    """A paper of an item: a file or a text. Who may read it is the gate's answer, never the link's."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    file = models.FileField(
        upload_to="papers/", blank=True, validators=[FileExtensionValidator(["pdf", "docx", "xlsx", "odt", "txt"])]
    )
    access = models.CharField(max_length=8, choices=Access.choices(), default=Access.PUBLIC.value)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("committees.Account", models.PROTECT, null=True, blank=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            models.CheckConstraint(
                name="paper_is_a_file_or_a_text",
                condition=(models.Q(text="") & ~models.Q(file="")) | (~models.Q(text="") & models.Q(file="")),
                violation_error_message="A paper is a file or a text: give one of the two.",
            ),
        ]

    def __str__(self):
        return self.title


class ResolutionQuerySet(models.QuerySet):
    """Decisions by what happened to them."""

    def voted_on(self) -> "ResolutionQuerySet":
        """Those on which voting was opened, and neither begun again nor withdrawn, or whose result stands."""
        opened = models.Q(openings__isnull=False, openings__withdrawal__isnull=True, openings__replaced_by__isnull=True)
        known = models.Q(announcements__void=False, announcements__replaced_by__isnull=True)
        return self.filter(opened | known)


class Resolution(models.Model):
    """One committee's decision on one part of an item. Only a key: everything that happens to it is an act."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="resolutions")
    sitting = models.ForeignKey("committees.Sitting", models.PROTECT, related_name="resolutions")
    limb = models.ForeignKey(Limb, models.PROTECT, related_name="resolutions")

    objects = ResolutionQuerySet.as_manager()

    guards = [Immutable(("item", "sitting", "limb"))]

    class Meta:
        verbose_name = "decision"
        verbose_name_plural = "decisions"
        ordering = ["item", "limb", "sitting"]
        constraints = [
            models.UniqueConstraint(name="one_resolution_for_each_sitting_and_part", fields=["item", "sitting", "limb"])
        ]

    def __str__(self):
        return f"{self.item}, {self.sitting}"
