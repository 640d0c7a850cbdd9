"""The guardian's page and the page of concerns, as a browser asks for them. Everybody in here is made up."""

import html
import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Breach, Concern, Guardianship, Interest, Offer, Person, Redaction
from committees.registers import guarding
from committees.terms import Choice, Directness, GiftKind, InterestType, OfferAnswer, OfferedBy
from decisions import actions
from decisions.models import Submission
from tests import world
from tests.pressing import forms_on
from tests.world import DAY, FIRST, GP

pytestmark = pytest.mark.django_db


@pytest.fixture
def walter(cast):
    person = Person.objects.create(name="Walter Olufemi", made_up=True)
    Guardianship.objects.create(person=person, ccg=cast.merton.ccg, starts_on=FIRST)
    return world.an_account("walter", person)


@pytest.fixture
def guardian(client, walter):
    client.force_login(walter)
    return client


@pytest.fixture
def gp(cast):
    person = cast.merton.people[GP]
    person.name = "Dr Ada Fellowes"
    person.save()
    return person


@pytest.fixture
def interest(gp):
    return an_interest(gp)


def an_interest(person, **more):
    fields = {"nature": "Partner at the surgery", "starts_on": FIRST, "declared_on": FIRST}
    fields |= {"type": InterestType.FINANCIAL, "directness": Directness.DIRECT}
    return Interest.objects.create(person=person, **(fields | more))


@pytest.fixture
def concern(cast, walter):
    return guarding.raise_concern(
        actor=cast.acting("gp"), ccg=cast.merton.ccg, about="The chair stayed.", named=True, day=DAY
    )


@pytest.fixture
def breach(cast, walter, gp):
    actor = world.actor(walter)
    return guarding.record_breach(
        actor=actor, ccg=cast.merton.ccg, about="Dr Ada Fellowes voted.", found_on=DAY, day=DAY
    )


def text(answer) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def page(client, key="08R", **asked):
    answer = client.get(reverse("guardian", args=[key]), asked)
    return answer.status_code, text(answer)


def send(client, what, about=0, **fields):
    named = {f"{what}{about}-{name}": value for name, value in ({"key": uuid.uuid4()} | fields).items()}
    return client.post(reverse("guardian", args=["08R"]), {"what": what, "about": about} | named)


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


# --- Who sees it ---
@pytest.mark.parametrize("who", ["gp", "secretary", "superuser", "stranger", "lay_chair", "nhs_england"])
def test_nobody_but_the_guardian_sees_the_page(client, cast, walter, concern, who):
    client.force_login(getattr(cast, who))
    status, said = page(client)
    assert status == 403
    assert "Only the conflicts of interest guardian of NHS Merton CCG" in said
    assert "Walter Olufemi" in said, "who can"
    assert concern.about not in said


def test_the_guardian_of_another_ccg_does_not_see_it(client, cast, walter, concern):
    grace = Person.objects.create(name="Grace Iyer", made_up=True)
    Guardianship.objects.create(person=grace, ccg=cast.croydon.ccg, starts_on=FIRST)
    client.force_login(world.an_account("grace", grace))
    assert page(client)[0] == 403
    status, said = page(client, "07V")
    assert status == 200
    assert concern.about not in said


def test_a_guardian_whose_time_is_over_does_not_see_it(guardian, cast):
    Guardianship.objects.update(ends_on=DAY - timedelta(days=1))
    assert page(guardian)[0] == 403


def test_a_joint_committee_has_its_ccgs_guardians(guardian, cast):
    status, said = page(guardian, f"committee-{cast.croydon.committee.pk}")
    assert status == 404
    assert "has no conflicts of interest guardian of its own: each of its CCGs has one" in said
    assert "NHS Croydon CCG" in said


# --- What waits ---
def test_nothing_waits_at_first(guardian):
    status, said = page(guardian)
    assert status == 200
    assert "Nothing waits for you today." in said
    assert "No concern is open." in said
    assert "No interest on the registers was declared late." in said
    assert "No breach is on record." in said
    assert "Nothing is left out." in said


def test_what_waits_is_counted_and_told(guardian, cast, gp, concern, breach):
    an_interest(gp, objection="I was threatened.")
    _, said = page(guardian)
    for line in (
        "1 request to keep an entry out of the published register",
        "1 concern without advice",
        "1 breach not published yet",
        "Dr Ada Fellowes: Partner at the surgery I was threatened.",
        "The chair stayed.",
    ):
        assert line in said


def test_an_objection_to_an_entry_that_is_no_longer_published_does_not_wait(guardian, gp):
    an_interest(gp, starts_on=date(2015, 1, 1), ends_on=date(2015, 10, 13), objection="No.")
    assert "Asked not to be published" not in page(guardian)[1]
    an_interest(gp, starts_on=date(2015, 1, 1), ends_on=date(2015, 10, 14), objection="No.")
    assert "Asked not to be published" in page(guardian)[1], "published until six months after"


def test_a_late_declaration_is_told_with_the_decision_and_the_register_of_that_day(guardian, cast, room, gp, settings):
    room.items[0].matter.practices.add(cast.practice)
    room.arrive()
    room.begin()
    choices = {seat.pk: Choice.FOR for seat in room.bodies["Merton"].seats}
    actions.record_votes(actor=room.secretary, choices={room.decision("Merton").pk: choices})
    actions.announce(actor=room.secretary, resolutions=[room.decision("Merton").pk])
    settings.COCOMM_CLOCK_DAY = date(2016, 6, 1)
    late = an_interest(gp, starts_on=date(2015, 1, 5), declared_on=date(2016, 6, 1))
    late.practices.add(cast.practice)
    status, said = page(guardian)
    assert status == 200
    for line in (
        "1 late declaration that touched a decision",
        "Began 5 January 2015, declared 1 June 2016: 33 days late.",
        "declared 48 days after the decision. The Made Up Surgery is the practice that the matter concerns",
        "Dr Ada Fellowes voted for the motion.",
        "Without this vote the motion is carried all the same: 8 for and 0 against.",
    ):
        assert line in said
    address = reverse("register_of_interests", args=["08R"]) + "?view=private&on=2016-04-14&recorded=2016-04-14"
    assert address in html.unescape(guardian.get(reverse("guardian", args=["08R"])).content.decode())
    register = guardian.get(address)
    assert register.status_code == 200
    assert "Partner at the surgery" not in text(register), "the register as it stood that day"
    assert send(guardian, "open", late.pk, said="She voted.").status_code == 302
    assert Concern.objects.get().interest == late
    assert "late declaration that touched" not in page(guardian)[1], "it waits as a concern now"


# --- What the guardian does ---
def test_advice_is_given_and_the_concern_closed(guardian, concern):
    assert send(guardian, "advise", concern.pk, advice="The vice-chair presides.").status_code == 302
    assert "advice given" in page(guardian)[1]
    assert send(guardian, "close", concern.pk).status_code == 302
    concern.refresh_from_db()
    assert concern.closed_on == DAY


def test_a_breach_is_recorded_and_published_and_its_words_corrected(guardian, gp, concern):
    fields = {"said": "Dr Ada Fellowes voted.", "action": "Told her.", "concern": concern.pk} | day("found_on", DAY)
    assert send(guardian, "breach", **fields).status_code == 302
    row = Breach.objects.get()
    assert (row.found_on, row.concern, row.published_on) == (DAY, concern, None)
    assert send(guardian, "publish", row.pk, text="Somebody voted.").status_code == 302
    assert send(guardian, "correct", row.pk, text="Somebody voted once.", reason="Clearer.").status_code == 302
    row.refresh_from_db()
    assert row.published_text == "Somebody voted once."


def test_what_names_somebody_is_not_published_and_what_was_typed_is_kept(guardian, breach):
    answer = send(guardian, "publish", breach.pk, text="Dr Fellowes voted.")
    assert answer.status_code == 422
    assert "“Fellowes” is the name of somebody" in text(answer)
    assert "Dr Fellowes voted.</textarea>" in answer.content.decode()
    breach.refresh_from_db()
    assert breach.published_on is None


def test_an_entry_is_found_left_out_and_put_back(guardian, interest):
    assert "No entry on these registers has “Nobody”" in page(guardian, find="Nobody")[1]
    assert "Partner at the surgery" in page(guardian, find="fellowes surgery")[1]
    address = reverse("guardian", args=["08R"]) + "?find=fellowes"
    prefix = f"redact{interest.pk}"
    fields = {f"{prefix}-key": uuid.uuid4(), f"{prefix}-hides": ["name"], f"{prefix}-reason": "Threats."}
    sent = guardian.post(address, {"what": "redact", "about": interest.pk} | fields)
    assert (sent.status_code, sent["Location"]) == (302, address)
    row = Redaction.objects.get()
    assert (row.hides_name, row.hides_details) == (True, False)
    assert "The name is left out since 14 April 2016. Threats." in page(guardian)[1]
    assert send(guardian, "lift", row.pk, reason="Over.").status_code == 302
    assert "left out until the end of 14 April 2016" in page(guardian)[1]


def test_an_offer_is_found_and_left_out(guardian, gp):
    offer = Offer.objects.create(
        person=gp, kind=GiftKind.GIFT, offered_by=OfferedBy.OTHER, offeror="A patient", offered_on=FIRST,
        answer=OfferAnswer.DECLINED, details="A painting", value=90, declared_on=FIRST,
    )  # fmt: skip
    prefix = f"redact-offer{offer.pk}"
    fields = {f"{prefix}-key": uuid.uuid4(), f"{prefix}-hides": ["details"], f"{prefix}-reason": "A patient's."}
    address = reverse("guardian", args=["08R"]) + "?find=painting"
    assert guardian.post(address, {"what": "redact-offer", "about": offer.pk} | fields).status_code == 302
    assert Redaction.objects.get().offer == offer


def test_a_gift_accepted_against_the_guidance_waits_until_it_is_reviewed(guardian, gp):
    offer = Offer.objects.create(
        person=gp, kind=GiftKind.GIFT, offered_by=OfferedBy.SUPPLIER, offeror="A supplier", offered_on=FIRST,
        answer=OfferAnswer.ACCEPTED, details="A watch", value=90, declared_on=FIRST,
    )  # fmt: skip
    _, said = page(guardian)
    assert "1 offer accepted though the guidance does not say so, not reviewed yet" in said
    assert "Dr Ada Fellowes: A watch" in said
    offer.reviewed_by, offer.reviewed_on = gp, DAY
    offer.save()
    _, said = page(guardian)
    assert "not reviewed yet" not in said


def test_who_asked_that_an_entry_be_not_published_is_answered(guardian, client, cast, gp):
    row = an_interest(gp, objection="I would rather not.")
    assert send(guardian, "nonetheless", row.pk, why="No risk was shown.").status_code == 302
    assert "Asked not to be published" not in page(guardian)[1]
    client.force_login(cast.gp)
    assert "No risk was shown." in text(client.get(reverse("concerns")))


def test_what_is_the_guardians_own_is_offered_to_nobody_and_refused(guardian, cast, walter):
    cast.merton.seats[world.LAY].appointments.create(person=walter.person, starts_on=FIRST, share="joint")
    row = an_interest(walter.person, objection="No.")
    assert "nobody is judge in their own cause" in page(guardian)[1]
    answer = send(guardian, "redact", row.pk, hides=["name"], reason="x")
    assert answer.status_code == 403
    assert "does not decide what is left out of their own entry" in text(answer)
    assert not Redaction.objects.exists()


@pytest.mark.parametrize(
    ("what", "about", "fields", "sentence"),
    [
        ("shout", 0, {}, "This form is not whole"),
        ("advise", 2**40, {}, "not on the page any more"),
        ("advise", "x", {}, "not on the page any more"),
        ("breach", 0, {"said": "x"}, "Enter day on which it was found"),
        ("breach", 0, {"said": "x", "key": "x"} | day("found_on", DAY), "This form is not whole"),
        ("breach", 0, {"said": "\x00"} | day("found_on", DAY), "Null characters"),
        ("breach", 0, {"said": "x", "concern": "9" * 30} | day("found_on", DAY), "Enter"),
        ("breach", 0, {"said": "x"} | day("found_on", date(2016, 4, 15)), "15 April 2016 is still to come"),
        ("breach", 0, {"said": "x", "found_on_day": "31", "found_on_month": "2", "found_on_year": "2016"}, "Give the day"),
    ],
)  # fmt: skip
def test_a_form_that_is_not_right_is_answered_with_a_sentence_and_writes_nothing(
    guardian, what, about, fields, sentence
):
    answer = send(guardian, what, about, **fields)
    if sentence != "Enter":
        assert answer.status_code == 422
        assert sentence in text(answer)
    assert Breach.objects.count() == (sentence == "Enter"), "there is no concern to choose: what is sent of it is left"


def test_the_same_form_is_taken_once(guardian, concern):
    key = uuid.uuid4()
    assert send(guardian, "advise", concern.pk, advice="Leave.", key=key).status_code == 302
    assert send(guardian, "advise", concern.pk, advice="Leave.", key=key).status_code == 422
    assert concern.history.count() == 2


def test_every_form_of_the_page_goes_somewhere(guardian, gp, interest, concern, breach):
    an_interest(gp, nature="Another", objection="No.")
    answer = guardian.get(reverse("guardian", args=["08R"]), {"find": "partner"})
    forms = [form for form in forms_on(answer.content.decode()) if "sign-out" not in form.action]
    whats = {dict(form.fields).get("what") for form in forms} - {None}
    assert whats == {"redact", "nonetheless", "advise", "publish", "breach"}


def test_the_page_costs_the_same_whatever_is_on_it(
    guardian, cast, gp, concern, breach, walter, django_assert_num_queries
):
    def fill(number):
        row = an_interest(gp, nature=f"Share {number}", objection="No.", declared_on=DAY, starts_on=date(2015, 1, 1))
        other = an_interest(cast.merton.people[number], nature=f"Post {number}")
        Redaction.objects.create(interest=other, hides_name=True, reason="x", decided_by=walter.person, starts_on=FIRST)
        Offer.objects.create(
            person=gp, kind=GiftKind.GIFT, offered_by=OfferedBy.SUPPLIER, offeror="A supplier", offered_on=FIRST,
            answer=OfferAnswer.ACCEPTED, details=f"Watch {number}", value=90, declared_on=FIRST,
        )  # fmt: skip
        about = f"Concern {number}"
        actor = world.actor(walter)
        guarding.raise_concern(actor=actor, ccg=cast.merton.ccg, about=about, named=True, interest=row, day=DAY)
        guarding.record_breach(actor=actor, ccg=cast.merton.ccg, about=about, found_on=DAY, day=DAY)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert guardian.get(reverse("guardian", args=["08R"]), {"find": "o"}).status_code == 200
        return len(captured)

    fill(1)
    few = queries()
    for number in range(2, 6):
        fill(number)
    assert queries() == few


# --- Concerns of everybody's ---
def concerns_sent(client, **fields):
    right = {"key": uuid.uuid4(), "ccg": "08R", "said": "The chair stayed.", "named": "no"}
    return client.post(reverse("concerns"), right | fields)


def test_a_concern_without_a_name_leaves_the_account_nowhere(client, cast, walter):
    client.force_login(cast.gp)
    forms_taken = Submission.objects.count()
    answer = concerns_sent(client)
    assert answer.status_code == 302
    row = Concern.objects.get()
    assert row.raised_by is None
    assert [version.history_user for version in row.history.all()] == [None]
    assert Submission.objects.count() == forms_taken, "nor is there a form that the account sent at that moment"
    said = text(client.get(reverse("concerns")))
    assert "Nothing that is kept says who raised it." in said
    assert "What you raised" not in said


def test_a_concern_with_a_name_is_read_by_who_raised_it_with_its_advice_and_by_nobody_else(client, cast, walter):
    client.force_login(cast.gp)
    assert concerns_sent(client, named="yes").status_code == 302
    row = Concern.objects.get()
    guarding.give_advice(actor=world.actor(walter), concern=row, advice="The vice-chair presides.", day=DAY)
    said = text(client.get(reverse("concerns")))
    assert "The chair stayed." in said
    assert "The vice-chair presides." in said
    for who in ("secretary", "superuser", "executive", "stranger"):
        client.force_login(getattr(cast, who))
        said = text(client.get(reverse("concerns")))
        assert "The chair stayed." not in said
        assert "vice-chair presides" not in said


def test_the_guardian_is_not_told_who_raised_a_concern_without_a_name(client, cast, walter):
    client.force_login(cast.gp)
    concerns_sent(client)
    client.force_login(walter)
    assert "raised without a name" in page(client)[1]


@pytest.mark.parametrize(
    ("who", "fields", "sentence"),
    [
        ("gp", {"said": ""}, "Enter what the concern is"),
        ("gp", {"ccg": "07V"}, "Choose a CCG from the list."),
        ("gp", {"ccg": ""}, "Choose a CCG"),
        ("gp", {"named": ""}, "Choose whether the guardian is told your name."),
        ("gp", {"key": "x"}, "This form is not whole"),
        ("stranger", {"named": "yes"}, "Your account belongs to nobody on record"),
    ],
)
def test_a_concern_that_cannot_be_taken_is_answered_with_a_sentence(client, cast, walter, who, fields, sentence):
    client.force_login(getattr(cast, who))
    answer = concerns_sent(client, **fields)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Concern.objects.exists()


def test_a_concern_sent_twice_is_taken_once(client, cast, walter):
    client.force_login(cast.gp)
    concerns_sent(client)
    answer = concerns_sent(client)
    assert answer.status_code == 422
    assert "raised today already" in text(answer)
    assert Concern.objects.count() == 1


def test_where_no_ccg_has_a_guardian_the_page_says_whom_to_write_to(client, cast):
    client.force_login(cast.gp)
    assert "No CCG has a guardian on record today." in text(client.get(reverse("concerns")))


# --- Home ---
def test_the_guardians_first_page_counts_what_waits_and_nobody_elses_does(guardian, cast, concern, breach):
    said = text(guardian.get(reverse("home")))
    assert "NHS Merton CCG : 1 concern without advice, 1 breach not published" in said
    guardian.force_login(cast.gp)
    assert "Conflicts of interest guardian" not in text(guardian.get(reverse("home")))
