"""A matter that was withdrawn takes no vote, is not decided between meetings, and goes on no agenda. All made up."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from committees.models import Delegation
from committees.refused import Refused
from committees.rights.withdrawn import WITHDRAWN
from committees.terms import Recording
from decisions import actions
from decisions.actions.outside.officers import decide_as_officer
from decisions.actions.outside.onto_agenda import bring_to_meeting
from decisions.actions.outside.urgency import Signed, take_chairs_action
from decisions.models import AgendaItem, Matter, Opening
from tests import world
from tests.decisions.course import Matters
from tests.test_permission_layer import text
from tests.world import CHAIR, DAY, FINANCE, FIRST, OFFICER

pytestmark = pytest.mark.django_db

WHY = {"party": "The Made Up Surgery", "text": "It found a partner"}
SENTENCE = "This matter was withdrawn on 14 April 2016."


@pytest.fixture
def matters(cast) -> Matters:
    return Matters(cast)


def refusal(doing):
    with pytest.raises(Refused) as error:
        doing()
    return error.value.verdict


def test_no_vote_is_opened_on_it_and_the_refusal_names_its_reason_and_source(matters):
    room = matters.put()
    room.arrive()
    room.begin()
    matters.keep("withdrawn", **WHY)
    verdict = refusal(
        lambda: actions.open_voting(actor=matters.secretary, resolutions=room.decisions(), recording=Recording.BY_NAME)
    )
    (reason,) = [each for each in verdict.refusals if each.code == "open_voting.matter_withdrawn"]
    assert reason.text == SENTENCE
    assert reason.source == WITHDRAWN
    assert Opening.objects.count() == 0


def test_a_withdrawal_recorded_by_mistake_leaves_the_vote_open_again(matters):
    step = matters.keep("withdrawn", **WHY)
    matters.correct(step, "It was another application")
    matters.decide()
    assert Opening.objects.count() == 1


def test_it_goes_on_no_agenda(cast, matters):
    world.a_meeting({"Merton": matters.body}, date(2016, 5, 12))
    matters.keep("withdrawn", **WHY)
    before = AgendaItem.objects.count()
    with pytest.raises(ValidationError) as error:
        bring_to_meeting(actor=matters.secretary, **matters.where)
    assert error.value.messages == ["“The list of a surgery” was withdrawn on 14 April 2016: it goes on no agenda."]
    assert AgendaItem.objects.count() == before


def test_its_page_offers_no_agenda_and_says_that_it_was_withdrawn(client, cast, matters):
    world.a_meeting({"Merton": matters.body}, date(2016, 5, 12))
    client.force_login(cast.secretary)
    page = f"/committees/{matters.committee.pk}/matters/{matters.matter.pk}/"
    assert "Put it on the agenda" in text(client.get(page))
    matters.keep("withdrawn", **WHY)
    told = text(client.get(page))
    assert "Put it on the agenda" not in told
    assert "It was withdrawn on 14 April 2016: no vote is taken on it, and it goes on no agenda." in told


def test_no_officer_and_no_chairs_action_decides_it(matters):
    matters.matter.kind, matters.matter.value = "rent", 10
    matters.matter.save()
    seat, person = matters.body.seats[FINANCE], matters.body.people[FINANCE]
    Delegation.objects.create(seat=seat, kind="rent", up_to=10_000, source="Made up", starts_on=FIRST)
    matters.keep("withdrawn", **WHY)
    said = {"actor": matters.secretary, **matters.where, "text": "Paid.", "reason": "Due."}
    officer = refusal(lambda: decide_as_officer(**said, seat=seat.pk, officer=person.pk))
    assert "decide_as_officer.matter_withdrawn" in officer.codes
    signed = [Signed(matters.body.seats[at].pk, matters.body.people[at].pk, "by telephone") for at in (CHAIR, OFFICER)]
    assert "chairs_action.matter_withdrawn" in refusal(lambda: take_chairs_action(**said, signed=signed)).codes


def test_what_is_decided_is_not_withdrawn(matters):
    matters.decide()
    with pytest.raises(ValidationError, match="undoing it is another decision"):
        matters.keep("withdrawn", **WHY)


def test_a_matter_is_not_withdrawn_while_a_vote_on_it_is_open(matters):
    room = matters.put()
    room.arrive()
    room.begin()
    actions.open_voting(actor=matters.secretary, resolutions=room.decisions(), recording=Recording.BY_NAME)
    with pytest.raises(ValidationError, match="A vote on it is open"):
        matters.keep("withdrawn", **WHY)


def test_it_is_withdrawn_for_every_committee_by_the_one_that_raised_it_and_else_for_its_own(cast):
    from decisions.facts.withdrawn import withdrawals_on, withdrawn_for

    told, croydon = Matters(cast), cast.croydon.committee.pk
    told.keep("withdrawn", **WHY)
    assert withdrawn_for(withdrawals_on([told.matter.pk]), croydon, DAY) == DAY
    Matter.objects.filter(pk=told.matter.pk).update(raised_by=None)
    found = withdrawals_on([told.matter.pk])
    assert withdrawn_for(found, croydon, DAY) is None
    assert withdrawn_for(found, told.committee.pk, DAY) == DAY
    assert withdrawn_for(found, told.committee.pk, date(2016, 4, 13)) is None


def test_its_time_limits_stop(cast):
    from committees.kinds import added
    from tests.decisions.course import KIND

    with added(KIND):
        told = Matters(cast, kind="made_up")
        told.received()
        told.keep("withdrawn", **WHY)
        assert {each.state(DAY)[0] for each in told.stands.clocks} == {"stopped: withdrawn"}


def test_a_meeting_costs_one_query_more_where_something_on_it_was_withdrawn(matters, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from decisions.facts import load_record

    room = matters.put()
    with CaptureQueriesContext(connection) as before:
        load_record(room.meeting.pk)
    matters.keep("withdrawn", **WHY)
    with django_assert_num_queries(len(before) + 1):
        record = load_record(room.meeting.pk)
    assert record.items[0].withdrawn_for(matters.committee.pk, DAY) == DAY
