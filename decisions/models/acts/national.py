"""Ties broken, and what NHS England says to a committee's decision."""

from django.db import models
from django.db.models import Q

from committees.terms import CastingHolder, Choice
from decisions.models.acts.base import ANNOUNCED, NOT_CLOSED, Act, act_constraints, never_corrected, one_first
from decisions.models.acts.voting import Announcement, Opening
from practices.guards import Refuse


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
            when=("NOT EXISTS (SELECT 1 FROM decisions_opening o WHERE o.id = NEW.opening_id AND o.agreement_needed)"),
            message="This decision does not need NHS England's agreement.",
        )
    ]

    class Meta(Act.Meta):
        constraints = [
            *act_constraints("agreement"),
            never_corrected("agreement"),
            one_first("agreement_one_first", "opening"),
        ]


class Veto(Act):
    """What became of NHS England's veto of a carried decision: used, waived, or lapsed. One of the three, once.

    ``lapsed``: its time passed unused, and the decision is confirmed; written by the timed command, done by nobody.
    """

    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="vetoes")
    used = models.BooleanField()
    lapsed = models.BooleanField(default=False)

    guards = [
        Refuse(
            "only_where_fixed",
            on="INSERT",
            when=(
                "NOT EXISTS (SELECT 1 FROM decisions_announcement a JOIN decisions_opening o ON o.id = a.opening_id"
                " WHERE a.id = NEW.announcement_id AND o.veto AND a.outcome = 'carried' AND NOT a.void"
                " AND NOT EXISTS (SELECT 1 FROM decisions_announcement n WHERE n.replaces_id = a.id))"
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
            models.CheckConstraint(name="veto_lapses_unused", condition=Q(used=False) | Q(lapsed=False)),
        ]

    @property
    def waived(self) -> bool:
        """NHS England said that it will not use it."""
        return not self.used and not self.lapsed
