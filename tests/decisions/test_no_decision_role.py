"""Matters in which no committee decides: pharmacy, eye health and dental, where a view is recorded and called one; and the
performers' list, appraisal and revalidation, which belong to NHS England and open no vote. At levels 1, 2 and 3.
"""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from committees.models import Seat, TermsOfReference
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.refused import Refused
from committees.terms import Effect, Function, Purpose, Recording
from decisions import actions
from decisions.actions.preparing import NewItem, add_item
from decisions.models import Announcement, Link, Opening
from tests import world
from tests.decisions.level_1 import level_1
from tests.test_permission_layer import text
from tests.world import Body

PLACES = ("City and Hackney", "Croydon", "Merton")  # at levels 1, 2 and 3


@pytest.fixture
def three(cast):
    """A meeting of a governing body at level 1, a joint committee at level 2 and a committee at level 3."""
    at_1 = level_1()
    seats = list(Seat.objects.filter(committee=at_1.governing_body).order_by("order"))
    people = [seat.appointments.get().person for seat in seats]
    terms = TermsOfReference.objects.get(committee=at_1.governing_body)
    body = Body("City and Hackney", at_1.ccg, at_1.governing_body, terms, seats, people)
    appoint_to_post(account=cast.secretary, committee=body.committee, kind=PostKind.SECRETARY, starts_on=world.FIRST)
    bodies = {"City and Hackney": body, "Croydon": cast.croydon, "Merton": cast.merton}
    return world.meet(bodies, world.actor(cast.secretary), items=0)


def taken(room, function):
    ccgs = [body.ccg for body in room.bodies.values()]
    item = world.put(room.meeting, world.a_matter("A matter of NHS England's", ccgs, function))
    room.items.append(item)
    room.arrive()
    return room.begin(item)


def page(account, name, *args, **query):
    client = Client()
    client.force_login(account)
    return text(client.get(reverse(name, args=args), query))


# --- Pharmacy, eye health and dental ---
@pytest.fixture
def viewed(three):
    """All three recorded a view: by all at level 1, against at level 2, with numbers for at level 3."""
    item = taken(three, Function.OTHER_CONTRACTORS)
    one, two, three_ = (three.decision(name, item).pk for name in PLACES)
    actions.agree(actor=three.secretary, resolutions=[one])
    actions.record_counts(actor=three.secretary, resolution=two, in_favour=2, against=6, abstained=1)
    actions.record_counts(actor=three.secretary, resolution=three_, in_favour=5, against=3, abstained=1)
    actions.announce(actor=three.secretary, resolutions=[one, two, three_])
    return three


def test_at_every_level_a_view_is_recorded_and_nothing_decided(viewed):
    assert {opening.effect for opening in Opening.objects.all()} == {Effect.RECORDS_A_VIEW}
    assert not any(o.veto or o.casting_vote or o.agreement_needed for o in Opening.objects.all())
    said = {act.sentence for act in Announcement.objects.all()}
    assert said == {
        "City and Hackney governing body: the view recorded is for the motion, by all.",
        "Croydon: the view recorded is against the motion, two votes to six, with one abstention.",
        "Merton: the view recorded is for the motion, five votes to three, with one abstention.",
    }


def test_every_page_calls_it_a_view_and_never_carried(viewed, cast):
    meeting = viewed.meeting.pk
    for account in (cast.secretary, cast.gp, cast.stranger, cast.nhs_england):
        said = page(account, "meeting", meeting)
        assert said.count("view recorded") >= 6, "the sentence and the tag of each"
        assert "carried" not in said.casefold()
    said = page(cast.secretary, "console", meeting, item=viewed.items[0].pk)
    assert "View recorded" in said
    assert "to record a view" in said
    assert "Carried" not in said
    assert "Not carried" not in said
    said = page(cast.gp, "minutes", meeting)
    assert "This records a view, and decides nothing." in said
    assert "This is a decision" not in said
    assert "carried" not in said.casefold()
    said = page(cast.gp, "projector", meeting)
    assert "Carried" not in said


def test_nhs_england_has_no_power_over_a_view(viewed, cast):
    client = Client()
    client.force_login(cast.nhs_england)
    decision = viewed.decision("Croydon", viewed.items[0]).pk
    assert client.get(reverse("veto", args=[decision])).status_code == 403
    assert "A matter of NHS England's" not in page(cast.nhs_england, "home")


def test_a_tied_view_is_divided_and_nobody_breaks_it(three):
    item = taken(three, Function.OTHER_CONTRACTORS)
    decision = three.decision("Croydon", item).pk
    actions.record_counts(actor=three.secretary, resolution=decision, in_favour=4, against=4, abstained=1)
    [told] = actions.announce(actor=three.secretary, resolutions=[decision])
    assert told.sentence.endswith("there is no casting vote; the view recorded is divided.")


# --- Performers' list, appraisal, revalidation ---
WAYS = {
    "open": lambda room, one: actions.open_voting(actor=room.secretary, resolutions=[one], recording=Recording.BY_NAME),
    "agree": lambda room, one: actions.agree(actor=room.secretary, resolutions=[one]),
    "counts": lambda room, one: actions.record_counts(
        actor=room.secretary, resolution=one, in_favour=1, against=0, abstained=0
    ),
    "votes": lambda room, one: actions.record_votes(actor=room.secretary, choices={one: {}}),
}


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("way", WAYS)
def test_no_vote_opens_on_what_is_reserved_and_the_refusal_says_where_it_belongs(three, name, way):
    item = taken(three, Function.PERFORMERS_LIST)
    acts = Link.objects.count()
    with pytest.raises(Refused) as refused:
        WAYS[way](three, three.decision(name, item).pk)
    reason = next(each for each in refused.value.verdict.refusals if each.code == "reserved")
    assert "reserved to NHS England" in reason.text
    assert "has no vote on it at any level" in reason.text
    assert reason.who_can == "NHS England"
    assert "North Central London" in reason.source.title
    assert Link.objects.count() == acts
    assert not Opening.objects.exists()


@pytest.mark.parametrize("who", ["secretary", "lay_chair", "croydon_chair", "nhs_england", "superuser", "gp"])
@pytest.mark.parametrize("name", PLACES)
def test_nobody_opens_one(three, cast, who, name):
    item = taken(three, Function.PERFORMERS_LIST)
    client = Client()
    client.force_login(getattr(cast, who))
    fields = {"resolutions": three.decision(name, item).pk, "how": "unanimous", "key": uuid.uuid4()}
    for what in ("agree", "open"):
        assert client.post(reverse("console_act", args=[three.meeting.pk, what]), fields).status_code == 403
    assert not Opening.objects.exists()


def test_the_console_offers_no_vote_and_says_whose_it_is(three, cast):
    taken(three, Function.PERFORMERS_LIST)
    said = page(cast.secretary, "console", three.meeting.pk)
    assert "Agreed by all" not in said
    assert said.count("no vote can be opened.") == 3
    assert "is reserved to NHS England" in said
    assert "Who can: NHS England" in said
    assert "without a say" in said


def new(room, function, purpose):
    return NewItem(
        title="Appraisal of performers",
        function=function,
        ccgs=frozenset(body.ccg.pk for body in room.bodies.values()),
        texts=("That it be noted.",),
        purposes={sitting.pk: purpose for sitting in room.sittings.values()},
    )


def test_it_comes_on_an_agenda_for_information_only(three):
    for purpose in (Purpose.APPROVAL, Purpose.DISCUSSION, Purpose.RATIFICATION):
        with pytest.raises(ValidationError, match="for information only") as wrong:
            add_item(
                actor=three.secretary, meeting=three.meeting.pk, item=new(three, Function.PERFORMERS_LIST, purpose)
            )
        assert "belong to NHS England at every level" in str(wrong.value)
    item = add_item(
        actor=three.secretary, meeting=three.meeting.pk, item=new(three, Function.PERFORMERS_LIST, Purpose.INFORMATION)
    )
    assert set(item.purposes.values_list("purpose", flat=True)) == {"information"}
    assert add_item(
        actor=three.secretary, meeting=three.meeting.pk, item=new(three, Function.OTHER_CONTRACTORS, Purpose.DISCUSSION)
    )


def test_the_form_of_the_agenda_warns_before_and_after(three, cast):
    client = Client()
    client.force_login(cast.secretary)
    address = reverse("add_item", args=[three.meeting.pk])
    assert "come for information only" in text(client.get(address))
    fields = {
        "key": uuid.uuid4(), "title": "Appraisal", "function": "performers_list", "text": "x", "verb": "note",
        "ccgs": [body.ccg.pk for body in three.bodies.values()], "reach": "",
        **{f"purpose_{sitting.pk}": "approval" for sitting in three.sittings.values()},
    }  # fmt: skip
    answer = client.post(address, fields)
    assert answer.status_code == 422
    assert "belong to NHS England at every level: no committee votes on them" in text(answer)
    assert three.meeting.items.count() == 0


def test_taken_as_urgent_it_is_for_information(three):
    three.arrive()
    item = actions.add_urgent_item(
        actor=three.secretary,
        meeting=three.meeting.pk,
        title="A performer",
        function=Function.PERFORMERS_LIST,
        ccgs=[three.bodies["Merton"].ccg],
        text="x",
        reason="told today",
    )
    assert set(item.purposes.values_list("purpose", flat=True)) == {"information"}
