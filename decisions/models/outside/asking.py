"""Questions between a committee and NHS England, and their answers: consultation, consent, information."""

from django.db import models
from django.db.models import Q

from decisions.models.outside.base import OutsideAct, answers_the_same
from practices.guards import Refuse


class Consultation(OutsideAct):
    """Level 1: NHS England asks a CCG what it thinks of a decision to come. It may, and need not. In its team's book."""

    ccg = models.ForeignKey("practices.CCG", models.PROTECT, related_name="consultations", verbose_name="CCG")
    text = models.TextField("what is proposed")
    respond_by = models.DateField()

    class Meta(OutsideAct.Meta):
        constraints = [models.UniqueConstraint(name="consulted_once_on_a_matter", fields=["matter", "ccg"])]


class ConsultationResponse(OutsideAct):
    """What the CCG answered."""

    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="response")
    text = models.TextField()

    guards = [
        Refuse(
            "of_another_matter",
            on="INSERT",
            when=answers_the_same("decisions_consultation", "consultation_id"),
            message="The response answers a consultation on another matter.",
        )
    ]


class ConsentRequest(OutsideAct):
    """Level 3: a committee asks for NHS England's consent before it decides what is above a limit. No veto."""

    text = models.TextField("what consent is asked for")
    paper = models.ForeignKey("decisions.Paper", models.PROTECT, null=True, related_name="consent_requests")


class ConsentAnswer(OutsideAct):
    """NHS England gives its consent, or refuses it and says why."""

    request = models.OneToOneField(ConsentRequest, models.PROTECT, related_name="answer")
    given = models.BooleanField()

    guards = [
        Refuse(
            "of_another_matter",
            on="INSERT",
            when=answers_the_same("decisions_consentrequest", "request_id"),
            message="The answer is to a request on another matter.",
        )
    ]

    class Meta(OutsideAct.Meta):
        constraints = [
            models.CheckConstraint(name="consent_refused_says_why", condition=Q(given=True) | ~Q(reason="")),
        ]


class InformationRequest(OutsideAct):
    """A committee asks NHS England something it needs to know, by a day."""

    text = models.TextField("what is asked")
    due_on = models.DateField()


class InformationAnswer(OutsideAct):
    """What NHS England answered."""

    request = models.OneToOneField(InformationRequest, models.PROTECT, related_name="answer")
    text = models.TextField()

    guards = [
        Refuse(
            "of_another_matter",
            on="INSERT",
            when=answers_the_same("decisions_informationrequest", "request_id"),
            message="The answer is to a request on another matter.",
        )
    ]
