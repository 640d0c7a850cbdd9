"""The pages of gifts, hospitality and sponsorship: who sees what, what is said before saving, and what is left out."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from committees.models import Guardianship, Offer, Redaction
from committees.registers.exports import KINDS, Table, as_download
from committees.registers.offers import record_offer
from committees.registers.offers_written import without
from committees.terms import GiftKind, OfferAnswer
from tests import world
from tests.committees.test_offers import told
from tests.world import DAY

OFFERS = "register_of_offers"


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def a_day(name: str, day: date | None) -> dict:
    return {} if day is None else {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def fields(**changed) -> dict:
    """The form as it is sent; ``offered_on`` and ``received_on`` as dates."""
    said = {
        "kind": "meal",
        "offered_by": "other",
        "offeror": "The Made-up Charity",
        "details": "Lunch after the opening",
        "value": "£12.50",
        "answer": "accepted",
        "offered_on": date(2016, 4, 12),
        "received_on": date(2016, 4, 12),
    } | changed
    return a_day("offered_on", said.pop("offered_on")) | a_day("received_on", said.pop("received_on")) | said


@pytest.fixture
def gp(client, cast):
    client.force_login(cast.gp)
    return cast.gp.person


@pytest.fixture
def lunch(cast):
    return record_offer(actor=cast.acting("gp"), person=cast.gp.person.pk, told=told())


# --- Recording ---
def test_what_the_guidance_says_is_shown_before_anything_is_recorded(client, gp):
    address = reverse("record_offer", args=[gp.pk])
    checked = client.post(address, fields(check="1"))
    assert checked.status_code == 200
    assert "The guidance says: it may be accepted, and need not be declared." in text(checked)
    assert not Offer.objects.exists()
    unread = client.post(address, fields())
    assert unread.status_code == 422
    assert "Nothing is recorded yet: read this first" in text(unread)
    assert not Offer.objects.exists()
    shown = re.search(r'name="shown" value="([^"]+)"', checked.content.decode())[1]
    taken = client.post(address, fields(shown=shown), follow=True)
    assert taken.redirect_chain == [(reverse("my_offers"), 302)]
    assert "Recorded. It is in the registers" in text(taken)
    assert "Lunch after the opening" in text(taken)
    assert Offer.objects.get().value == Decimal("12.50")


def test_an_answer_that_changed_since_is_read_again(client, gp):
    address = reverse("record_offer", args=[gp.pk])
    shown = re.search(r'name="shown" value="([^"]+)"', client.post(address, fields(check="1")).content.decode())[1]
    dear = client.post(address, fields(shown=shown, value="90", reason="x"))
    assert dear.status_code == 422
    assert "refused, unless a senior manager approved it beforehand" in text(dear)
    assert not Offer.objects.exists()


def test_the_answer_is_shown_while_the_form_is_filled_in(client, gp):
    address = reverse("offer_guidance", args=[gp.pk])
    sent = {name: value for name, value in fields(kind="cash").items() if name != "details"}
    answer = client.get(address, sent)
    assert "it must be declined, and the offer must be declared" in text(answer)
    assert "Not as the guidance says" in text(answer)
    assert 'name="shown"' in answer.content.decode()
    assert "is shown here before it is recorded" in text(client.get(address, {"kind": "cash"}))
    assert "is shown here before it is recorded" in text(client.get(address, sent | {"value": "much"}))


def test_what_is_not_as_the_guidance_says_asks_for_a_reason_and_is_recorded_with_it(client, cast, gp):
    address = reverse("record_offer", args=[gp.pk])
    cash = fields(kind="cash", shown="decline-declared-clear")
    refused = client.post(address, cash)
    assert refused.status_code == 422
    assert "say why it was accepted" in text(refused)
    assert not Offer.objects.exists()
    assert client.post(address, cash | {"reason": "Handed on at once"}).status_code == 302
    client.force_login(cast.secretary)
    private = text(client.get(reverse(OFFERS, args=["08R"]), {"view": "private"}))
    assert "Not as the guidance says For the conflicts of interest guardian" in private
    assert "The guidance says that this must be declined. The reason given: Handed on at once" in private
    published = text(client.get(reverse(OFFERS, args=["08R"])))
    assert "Not as the guidance says" not in published
    assert "Handed on at once" in published


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"offeror": ""}, "Say who offered it"),
        ({"details": " "}, "Say what was offered"),
        ({"value": ""}, "Give what it is worth"),
        ({"value": "-1"}, "cannot be less than nothing"),
        ({"value": "much"}, "is not an amount"),
        ({"value": "NaN"}, "is not an amount"),
        ({"value": "1e9"}, "more than the register holds"),
        ({"value": "1.234"}, "Give pounds and pence"),
        ({"value": "9" * 60}, "is not an amount"),
        ({"kind": "yacht"}, "yacht"),
        ({"answer": ""}, "Choose what became of it"),
        ({"offered_on": None}, "Enter the day on which it was offered"),
        ({"offered_on": date(2016, 4, 15), "received_on": None}, "is after 14 April 2016"),
        ({"received_on": date(2016, 4, 11)}, "before it was offered on 12 April 2016"),
        ({"answer": "declined"}, "What was declined was not received"),
        ({"offeror": "x\x00"}, "Null characters are not allowed"),
        ({"details": "x" * 301}, "at most 300 characters"),
    ],
)
def test_what_is_typed_wrongly_is_said_beside_its_field_and_nothing_is_written(client, gp, changed, sentence):
    answer = client.post(reverse("record_offer", args=[gp.pk]), fields(shown="accept-quiet-clear", **changed))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "There is a problem" in text(answer)
    assert not Offer.objects.exists()


def test_a_day_that_there_is_not_is_refused(client, gp):
    answer = client.post(reverse("record_offer", args=[gp.pk]), fields() | {"offered_on_day": "31"})
    assert answer.status_code == 422
    assert "Enter a real date" in text(answer)


def test_the_same_offer_twice_is_refused(client, gp, lunch):
    answer = client.post(reverse("record_offer", args=[gp.pk]), fields(shown="accept-quiet-clear"))
    assert answer.status_code == 422
    assert "already: “Lunch after the opening”" in text(answer)
    assert Offer.objects.count() == 1


def test_the_secretary_records_for_a_member_and_may_say_when_it_was_told(client, cast):
    client.force_login(cast.secretary)
    address = reverse("record_offer", args=[cast.gp.person.pk])
    assert "Recorded by Sam Secretary for Merton GP member" in text(client.get(address))
    sent = fields(shown="accept-quiet-clear") | a_day("said_on", date(2016, 4, 13))
    assert client.post(address, sent)["Location"] == reverse("offers_of", args=[cast.gp.person.pk])
    assert Offer.objects.get().declared_on == date(2016, 4, 13)


def test_nobody_records_for_somebody_else(client, cast):
    client.force_login(cast.executive)
    answer = client.post(reverse("record_offer", args=[cast.gp.person.pk]), fields(shown="accept-quiet-clear"))
    assert answer.status_code == 403
    assert "everybody declares for themselves" in text(answer)
    assert not Offer.objects.exists()


# --- Changing and reviewing ---
def test_an_entry_is_changed_on_its_page_and_its_history_shows_both(client, gp, lunch):
    address = reverse("change_offer", args=[lunch.pk])
    page = client.get(address).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    sent = fields(value="20", shown="accept-quiet-clear", seen=seen)
    assert "Say why the entry changes" in text(client.post(address, sent))
    assert client.post(address, sent | {"why": "The bill came to more"}).status_code == 302
    shown = text(client.get(reverse("offer", args=[lunch.pk])))
    assert "The bill came to more. Accepted, £20.00" in shown
    assert "Recorded. Accepted, £12.50" in shown
    stale = client.post(address, sent | {"value": "21", "why": "x"})
    assert "changed on another device" in text(stale)


def test_the_secretary_reviews_an_offer_once_and_the_recipient_does_not(client, cast, lunch):
    address = reverse("offer", args=[lunch.pk])
    client.force_login(cast.gp)
    assert "I have reviewed this offer" not in text(client.get(address))
    refused = client.post(address, {"comments": ""})
    assert refused.status_code == 403
    assert "does not review what was offered to themselves" in text(refused)
    client.force_login(cast.secretary)
    assert "I have reviewed this offer" in text(client.get(address))
    assert client.post(address, {"comments": "Seen"}).status_code == 302
    assert "Reviewed By Sam Secretary, 14 April 2016" in text(client.get(address))
    again = client.post(address, {"comments": "Seen"})
    assert again.status_code == 422
    assert "was reviewed on 14 April 2016 by Sam Secretary" in text(again)


@pytest.mark.parametrize("who", ["executive", "stranger", "superuser", "healthwatch"])
def test_an_entry_is_not_there_for_others(client, cast, lunch, who):
    client.force_login(getattr(cast, who))
    for name in ("offer", "change_offer"):
        answer = client.get(reverse(name, args=[lunch.pk]))
        assert answer.status_code == 404
        assert "Lunch" not in text(answer)


def test_who_is_nobody_on_record_is_told_so(client, cast):
    client.force_login(cast.stranger)
    answer = client.get(reverse("my_offers"))
    assert answer.status_code == 200
    assert "This account is not that of a person on record" in text(answer)


# --- The register ---
def test_anybody_reads_the_published_register_without_signing_in(client, cast, lunch):
    shown = text(client.get(reverse(OFFERS, args=["08R"])))
    for said in ("Merton GP member", "GP member, Merton", "Lunch after the opening", "£12.50", "The Made-up Charity"):
        assert said in shown
    assert "Everything that was recorded is published" in shown
    assert "1 offer." in shown


def test_the_private_register_is_for_who_keeps_it_and_for_the_guardian(client, cast, lunch):
    address = reverse(OFFERS, args=["08R"])
    assert client.get(address, {"view": "private"}).status_code == 403
    for who in ("executive", "stranger", "superuser", "lay_chair"):
        client.force_login(getattr(cast, who))
        assert client.get(address, {"view": "private"}).status_code == 403
        assert client.get(address, {"view": "private", "format": "csv"}).status_code == 403
    Guardianship.objects.create(ccg=cast.merton.ccg, person=cast.lay_chair.person, starts_on=world.FIRST)
    for who in ("lay_chair", "secretary"):
        client.force_login(getattr(cast, who))
        assert "Private register of gifts" in text(client.get(address, {"view": "private"}))


def test_the_register_is_read_as_at_a_day_and_searched(client, cast, lunch):
    address = reverse(OFFERS, args=["08R"])
    assert "No gift, hospitality or sponsorship is on" in text(client.get(address, {"on": "2016-04-11"}))
    assert "1 offer." in text(client.get(address, {"q": "made-up  LUNCH"}))
    assert "No offer fits what you asked" in text(client.get(address, {"q": "yacht"}))
    assert client.get(reverse(OFFERS, args=["ZZZ"])).status_code == 404


def contents(kind: str, content: bytes, table: Table) -> str:
    """All text of a file. The letters of a PDF are numbers of its own: there it is the table that it was written from."""
    if kind in ("csv", "json"):
        return content.decode()
    if kind == "pdf":
        assert content.startswith(b"%PDF")
        return " ".join([table.title, *table.notes, *table.columns, *(text for row in table.rows for text in row)])
    files = zipfile.ZipFile(io.BytesIO(content))
    return " ".join(files.read(name).decode(errors="replace") for name in files.namelist())


@pytest.mark.parametrize("kind", KINDS)
def test_redaction_holds_on_the_page_and_in_every_kind_of_file(client, cast, kind, monkeypatch):
    tables: list[Table] = []
    monkeypatch.setattr(
        "committees.views.offers.as_download", lambda table, kind: tables.append(table) or as_download(table, kind)
    )
    offer = record_offer(
        actor=cast.acting("gp"),
        person=cast.gp.person.pk,
        told=told(details="Dinner", offeror="Zebra Pharma", comments="Given to Merton GP member at home"),
    )
    other = told(details="Concert", offeror="Quokka Trust", kind=GiftKind.HOSPITALITY)
    shown = record_offer(actor=cast.acting("secretary"), person=cast.executive.person.pk, told=other)
    guardian = cast.lay_chair.person
    Redaction.objects.create(offer=offer, hides_name=True, reason="Threats", decided_by=guardian, starts_on=DAY)
    Redaction.objects.create(offer=shown, hides_details=True, reason="Ill", decided_by=guardian, starts_on=DAY)
    address = reverse(OFFERS, args=["08R"])

    def told_by(**query):
        page = client.get(address, query)
        file = client.get(address, query | {"format": kind})
        assert file.status_code == 200
        assert file["Content-Type"] == KINDS[kind].media_type
        return text(page), contents(kind, file.content, tables[-1])

    for published in told_by():
        for left_out in ("Merton GP member", "GP member, Merton", "Concert", "Quokka", "Threats"):
            assert left_out not in published
        for kept in ("Zebra Pharma", "Dinner", "Merton Chief finance officer", "Name withheld", "Details withheld"):
            assert kept in published
    for found in (told_by(q="quokka"), told_by(q="member")):
        assert "No offer fits what you asked" in found[0]
    client.force_login(cast.secretary)
    for private in told_by(view="private"):
        for kept in ("Merton GP member", "Concert", "Quokka Trust", "Threats"):
            assert kept in private


def test_a_name_that_is_left_out_is_left_out_of_free_words_too():
    assert without("For Dr Ann Other-Wise; ann said so, Anna did not", "Ann Other-Wise") == (
        "For Dr [name withheld]; [name withheld] said so, Anna did not"
    )


def test_an_unknown_kind_of_file_is_not_there(client, cast):
    assert client.get(reverse(OFFERS, args=["08R"]), {"format": "exe"}).status_code == 404


def test_pages_take_a_fixed_number_of_queries(client, cast, lunch, django_assert_max_num_queries):
    client.force_login(cast.secretary)
    person = cast.gp.person.pk
    pages = {
        reverse(OFFERS, args=["08R"]) + "?view=private": 40,
        reverse("offers_of", args=[person]): 40,
        reverse("offer", args=[lunch.pk]): 40,
    }
    counted = {}
    for address, most in pages.items():
        with django_assert_max_num_queries(most) as found:
            client.get(address)
        counted[address] = len(found)
    for number in range(6):
        changed = told(details=f"Cake {number}", answer=OfferAnswer.DECLINED, received_on=None)
        record_offer(actor=cast.acting("secretary"), person=person, told=changed)
        record_offer(actor=cast.acting("secretary"), person=cast.executive.person.pk, told=changed)
    for address, before in counted.items():
        with django_assert_max_num_queries(before):
            client.get(address)


def test_the_guardians_page_lists_what_is_not_as_the_guidance_says_until_it_is_reviewed(client, cast):
    Guardianship.objects.create(ccg=cast.merton.ccg, person=cast.lay_chair.person, starts_on=world.FIRST)
    cash = told(kind=GiftKind.CASH, details="Vouchers", reason="Handed on at once")
    offer = record_offer(actor=cast.acting("gp"), person=cast.gp.person.pk, told=cash)
    client.force_login(cast.lay_chair)
    page = text(client.get(reverse("guardian", args=["08R"])))
    assert "1 offer accepted though the guidance does not say so" in page
    assert "Vouchers , £12.50, offered by The Made-up Charity" in page
    assert "Why it was accepted: Handed on at once" in page
    assert client.post(reverse("offer", args=[offer.pk]), {"comments": ""}).status_code == 302
    assert "Vouchers" not in text(client.get(reverse("guardian", args=["08R"])))


def test_the_form_sent_with_anything_in_it_is_refused_or_taken_and_never_breaks(client, cast, gp):
    from tests.test_bad_input import JUNK

    address, live = (reverse(name, args=[gp.pk]) for name in ("record_offer", "offer_guidance"))
    names = ["kind", "offered_by", "offeror", "answer", "details", "offered_on_day", "offered_on_year", "shown"]
    for number, word in enumerate(JUNK):
        sent = fields(shown="accept-quiet-clear") | {"value": word}
        assert client.post(address, sent).status_code in (302, 422), word
        sent = fields(shown="accept-quiet-clear") | {names[number % len(names)]: word}
        assert client.post(address, sent).status_code in (302, 422), word
        assert client.get(live, sent | {"changes": word}).status_code == 200, word
