"""The Advisory Panel: called by a CCG's committee when needed, it advises; the committee decides."""

from django.db import models
from django.db.models import Q

from committees.terms import AdviserRole, Followed, PanelGround
from decisions.models.outside.base import OutsideAct, answers_the_same
from practices.guards import Refuse


class PanelReferral(OutsideAct):
    """A committee calls a panel on a contentious matter, with its question.

    Source: South West London paper, section 2: it "would only meet as needed".
    """

    panel = models.ForeignKey("committees.Committee", models.PROTECT, related_name="referrals")
    ground = models.CharField(max_length=12, choices=PanelGround.choices())
    text = models.TextField("the question")


class Adviser(OutsideAct):
    """Somebody is asked to advise on a referral, checked for conflicts. ``sits``: where they come from, in words."""

    referral = models.ForeignKey(PanelReferral, models.PROTECT, related_name="advisers")
    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="advises")
    role = models.CharField(max_length=20, choices=AdviserRole.choices())
    sits = models.CharField(max_length=200)

    guards = [
        Refuse(
            "of_another_matter",
            on="INSERT",
            when=answers_the_same("decisions_panelreferral", "referral_id"),
            message="The adviser is named for a referral of another matter.",
        )
    ]

    class Meta(OutsideAct.Meta):
        constraints = [models.UniqueConstraint(name="adviser_once_on_a_referral", fields=["referral", "person"])]


class Advice(OutsideAct):
    """What the panel recommends, and why (``reason``)."""

    referral = models.OneToOneField(PanelReferral, models.PROTECT, related_name="advice")
    text = models.TextField("the recommendation")

    guards = [
        Refuse(
            "of_another_matter",
            on="INSERT",
            when=answers_the_same("decisions_panelreferral", "referral_id"),
            message="The advice answers a referral of another matter.",
        ),
        Refuse(
            "by_nobody",
            on="INSERT",
            when="NOT EXISTS (SELECT 1 FROM decisions_adviser a WHERE a.referral_id = NEW.referral_id)",
            message="Nobody was asked to advise.",
        ),
    ]

    class Meta(OutsideAct.Meta):
        verbose_name_plural = "advice"
        constraints = [models.CheckConstraint(name="advice_gives_reasons", condition=~Q(reason=""))]


class AdviceTaken(OutsideAct):
    """Whether the committee, when it decided, followed the advice; with its reason where it did not, or in part."""

    advice = models.OneToOneField(Advice, models.PROTECT, related_name="taken")
    resolution = models.ForeignKey("decisions.Resolution", models.PROTECT, related_name="advice_taken")
    followed = models.CharField(max_length=12, choices=Followed.choices())

    guards = [
        Refuse(
            "of_another_matter",
            on="INSERT",
            when=(
                answers_the_same("decisions_advice", "advice_id")
                + " OR NOT EXISTS (SELECT 1 FROM decisions_resolution r JOIN decisions_limb l ON l.id = r.limb_id"
                " JOIN committees_sitting s ON s.id = r.sitting_id WHERE r.id = NEW.resolution_id"
                " AND l.matter_id = NEW.matter_id AND s.committee_id = NEW.committee_id)"
            ),
            message="The advice and the decision are of different matters or committees.",
        )
    ]

    class Meta(OutsideAct.Meta):
        verbose_name_plural = "advice taken"
        constraints = [
            models.CheckConstraint(
                name="advice_not_followed_says_why", condition=Q(followed=Followed.FOLLOWED.value) | ~Q(reason="")
            )
        ]
