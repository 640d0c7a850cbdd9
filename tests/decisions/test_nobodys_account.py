"""An account that is nobody's does not act for NHS England: it holds the post and the grant, and no name. All made up."""

from datetime import date
from decimal import Decimal

import pytest

from committees.models import ConsentRule
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.terms import Function
from decisions import actions
from decisions.actions.outside.consent import answer_consent, ask_consent
from decisions.actions.outside.information import answer_information, ask_information
from decisions.gate import Refused
from decisions.models import Agreement, ConsentAnswer, InformationAnswer, Matter, Veto
from tests import world
from tests.decisions.vetoed import SINCE, THURSDAY, a_stage, london

pytestmark = pytest.mark.django_db


def nobodys(committee, kind=PostKind.NHS_ENGLAND_OFFICER):
    account = world.an_account("nobodys")
    appoint_to_post(account=account, committee=committee, kind=kind, starts_on=SINCE)
    return world.actor(account, THURSDAY)


def refused_to_nobody(doing, act, written):
    """Refused for want of a name and for nothing else, who can is said, and nothing is written."""
    with pytest.raises(Refused) as refused:
        doing()
    (why,) = refused.value.verdict.refusals
    assert (why.code, why.text) == (f"{act}.nobody", "Nobody is named who would act for NHS England.")
    assert why.source.title
    assert why.who_can == "An officer of NHS England, by an account in their own name."
    assert not written.objects.exists()


@pytest.mark.parametrize("done", [actions.use_veto, actions.waive_veto])
def test_it_neither_vetoes_nor_waives_a_veto(monkeypatch, done):
    stage = a_stage(monkeypatch, veto_working_days=5)
    room = stage.carry(london(THURSDAY), close=True)
    actor, decision = nobodys(stage.body.committee), stage.decision(room).pk
    refused_to_nobody(lambda: done(actor=actor, resolution=decision, reason="Made up"), "veto", Veto)


def test_it_does_not_agree(monkeypatch):
    stage = a_stage(monkeypatch)
    room = stage.carry(london(THURSDAY), function=Function.INCENTIVE_SCHEMES)
    actor, decision = nobodys(stage.body.committee), stage.decision(room).pk
    refused_to_nobody(
        lambda: actions.give_agreement(actor=actor, resolution=decision, given=True, reason=""), "agree", Agreement
    )


def test_it_does_not_consent(cast):
    body = cast.merton
    ConsentRule.objects.create(ccg=body.ccg, kind="award", starts_on=SINCE, source="Made-up delegation agreement")
    matter = world.a_matter("An award", [body.ccg], raised_by=body.committee)
    Matter.objects.filter(pk=matter.pk).update(kind="award", value=Decimal(1))
    asked = ask_consent(
        actor=cast.acting("secretary"), committee=body.committee.pk, matter=matter.pk, text="May we award it?"
    )
    actor = nobodys(body.committee)
    refused_to_nobody(
        lambda: answer_consent(actor=actor, request=asked.pk, given=True), "answer_consent", ConsentAnswer
    )


@pytest.mark.parametrize("kind", [PostKind.NHS_ENGLAND_OFFICER, PostKind.CASE_OFFICER])
def test_it_does_not_answer_a_request_for_information(cast, kind):
    body = cast.croydon
    matter = world.a_matter("A branch", [body.ccg], raised_by=body.committee)
    where = {"committee": body.committee.pk, "matter": matter.pk}
    asked = ask_information(actor=cast.acting("secretary"), **where, text="How many?", due_on=date(2016, 4, 28))
    actor = nobodys(body.committee, kind)
    refused_to_nobody(
        lambda: answer_information(actor=actor, **where, request=asked.pk, text="Four."),
        "answer_information",
        InformationAnswer,
    )
