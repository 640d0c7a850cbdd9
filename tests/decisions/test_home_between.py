"""What a secretary's first page says of what is open between meetings. All made up."""

from decimal import Decimal

import pytest
from django.urls import reverse

from committees.models import ConsentRule
from committees.models.accounts import PostKind
from decisions.actions.outside.consent import answer_consent, ask_consent
from decisions.home.between import open_between
from decisions.models import Matter
from tests import world
from tests.decisions.level_1 import with_post
from tests.test_permission_layer import text
from tests.world import DAY, FIRST

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast):
    body = cast.merton
    ConsentRule.objects.create(ccg=body.ccg, kind="award", starts_on=FIRST, source="Made-up delegation agreement")
    matter = world.a_matter("An award to a practice", [body.ccg], raised_by=body.committee)
    Matter.objects.filter(pk=matter.pk).update(kind="award", value=Decimal(1))
    return ask_consent(
        actor=cast.acting("secretary"), committee=body.committee.pk, matter=matter.pk, text="May we award it?"
    )


def test_consent_that_is_awaited_is_due_with_its_link_and_without_the_matters_name(cast, client, asked):
    client.force_login(cast.secretary)
    answer = client.get(reverse("home"))
    told = text(answer)
    assert "Asked for between meetings" in told
    assert "NHS England's consent: Merton, asked for on 14 April 2016" in told.replace("&#x27;", "'")
    assert "awaited" in told
    assert "An award to a practice" not in told
    assert reverse("matter_outside", args=[asked.committee_id, asked.matter_id]) in answer.content.decode()


@pytest.mark.parametrize(("given", "state"), [(True, "given"), (False, "refused")])
def test_what_was_answered_is_told_for_two_weeks(cast, asked, given, state):
    officer = with_post("consenting", "Connie Consent", cast.merton.committee, PostKind.NHS_ENGLAND_OFFICER)
    answer_consent(actor=officer, request=asked.pk, given=given, reason="" if given else "Too dear")
    (line,) = open_between([cast.merton.committee.pk], DAY)
    assert (line.state, line.awaits) == (state, False)
    assert open_between([cast.croydon.committee.pk], DAY) == []
    later = DAY.replace(month=5)
    assert open_between([cast.merton.committee.pk], later) == []


def test_it_costs_two_queries(cast, asked, django_assert_num_queries):
    with django_assert_num_queries(2):
        open_between([cast.merton.committee.pk], DAY)
