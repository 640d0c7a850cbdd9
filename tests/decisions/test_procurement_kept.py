"""What the register keeps to itself, and what becomes of a row when the record is put right. All made up."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Redaction
from committees.registers.exports import KINDS
from committees.terms import Handling, Movement
from decisions import actions
from decisions.home.page import home_of
from decisions.models import Attendance, LifeEntry
from decisions.procurement.facts import bought, in_words, suppliers_in
from decisions.procurement.register import published
from decisions.procurement.waiting import to_sign_off
from practices import clock
from tests import world
from tests.committees import declared
from tests.committees.pdf_text import squeezed
from tests.committees.test_register_exports import text_in
from tests.decisions.between import text
from tests.decisions.conflicted import NATURE, agreed, on_register, rule, shown
from tests.decisions.procured import a_supplier, an_award, close, entries, facts_of, on_agenda, signed_off
from tests.world import DAY, GP

pytestmark = pytest.mark.django_db
REGISTER = "/registers/08R/procurement/"


@pytest.fixture
def merton(cast):
    return cast.merton


@pytest.fixture
def secretary(cast):
    return cast.acting("secretary")


def decide(cast, matters, *, conflict: bool = True, day=DAY, **item_told):
    """A meeting of Merton's that decides all of these by all; the GP has an interest in each. It is closed."""
    room = world.meet({"Merton": cast.merton}, cast.acting("secretary"), items=0, day=day)
    gp = cast.merton.people[GP]
    items = [on_agenda(room, matter, **item_told) for matter in matters]
    for item in items if conflict else ():
        shown(item, gp, interest=on_register(gp))
    room.arrive()
    for item in items:
        room.begin(item)
        if conflict:
            rule(room, [gp], item=item, handling=Handling.LEAVES_FOR_ITEM, reason="It is hers")
        agreed(room, item)
    close(room)
    return room


@pytest.fixture
def award(merton):
    return an_award([merton.ccg])


@pytest.fixture
def signed(cast, merton, secretary, award):
    """An award that was decided, with a conflict, and signed off."""
    room = decide(cast, [award])
    signed_off(secretary, merton, award)
    return room


def rows(merton):
    return [each.row for each in published(merton.ccg, clock.today())]


def files(**asked) -> dict[str, str]:
    client = Client()
    return {kind: text_in(client.get(REGISTER, {"format": kind} | asked).content, kind) for kind in KINDS}


# --- What is private ---
def test_of_an_award_decided_in_private_only_its_day_its_committee_and_the_ground_are_shown(
    cast, merton, secretary, award
):
    decide(cast, [award], private=True, private_ground="Commercial in confidence")
    signed_off(secretary, merton, award)
    [row] = rows(merton)
    assert row.decision == "Kept private: Commercial in confidence"
    assert (row.body, row.day) == ("Merton primary care commissioning committee", DAY)
    secrets = (award.title, "Made Up Health", "That the contract", "1,250,000", "Merton GP member", NATURE, "2021")
    said = {**files(), "page": squeezed(text(Client().get(REGISTER)))}
    for kind, content in said.items():
        assert squeezed("Commercial in confidence") in content, kind
        assert [secret for secret in secrets if squeezed(secret) in content] == [], kind


def test_neither_is_more_shown_to_whoever_may_know_of_it(cast, merton, secretary, award):
    decide(cast, [award], private=True, private_ground="Commercial in confidence")
    signed_off(secretary, merton, award)
    client = Client()
    client.force_login(cast.secretary)
    assert award.title not in text(client.get(REGISTER))
    assert LifeEntry.objects.get().verdict["register"]["row"]["supplier"] == "", "nor is more kept"


def test_what_becomes_public_later_is_shown_then(cast, merton, secretary, award):
    room = decide(cast, [award], private=True, private_ground="Commercial in confidence")
    signed_off(secretary, merton, award)
    item = room.items[0]
    item.private = False
    item.save()
    assert rows(merton)[0].supplier == "Made Up Health Limited"
    item.private = True
    item.save()
    assert rows(merton)[0].supplier == ""


# --- What is redacted ---
def left_out(merton, since=date(2016, 4, 1), until=None):
    from committees.models import Interest

    interest = Interest.objects.get(person=merton.people[GP])
    guardian = declared.a_guardian(merton.ccg)
    words = {"hides_name": False, "hides_details": True, "reason": "There is a threat."}
    return Redaction.objects.create(interest=interest, starts_on=since, ends_on=until, decided_by=guardian, **words)


def test_a_redacted_interest_is_left_out_of_every_format(cast, merton, secretary, award):
    decide(cast, [award])
    left_out(merton)
    signed_off(secretary, merton, award)
    kept = str(LifeEntry.objects.get().verdict["register"])
    assert NATURE not in kept
    assert squeezed("details left out by the conflicts of interest guardian") in files()["json"]
    for kind, content in files().items():
        assert squeezed(NATURE) not in content, kind
        assert squeezed("leaves for the item") in content, f"how it was managed stays in {kind}"


def test_what_is_redacted_after_the_sign_off_is_left_out_from_then_on_and_shown_when_it_is_put_back(merton, signed):
    assert NATURE in rows(merton)[0].conflicts
    redaction = left_out(merton)
    assert NATURE not in rows(merton)[0].conflicts
    for kind, content in files().items():
        assert squeezed(NATURE) not in content, kind
    redaction.ends_on = date(2016, 4, 13)
    redaction.save()
    assert NATURE in rows(merton)[0].conflicts


def test_the_keeper_of_the_private_register_reads_no_more_in_this_one(cast, merton, signed):
    left_out(merton)
    client = Client()
    client.force_login(cast.secretary)
    assert NATURE not in text(client.get(REGISTER))


# --- When the record is put right ---
def test_what_is_put_right_after_the_sign_off_stands_in_the_row_at_once(merton, secretary, signed):
    left = Attendance.objects.get(person=merton.people[GP], movement=Movement.LEFT_FOR_ITEM)
    before = rows(merton)[0].conflicts
    actions.correct_attendance(actor=secretary, attendance=left, reason="She stayed", void=True)
    after = rows(merton)[0]
    assert "Room: leaves (Left at" in before
    assert "Room: leaves (Stayed in the room, as far as the record shows)" in after.conflicts
    assert after == entries(merton, signed.items[0].matter)[0].row


def test_a_result_that_is_taken_back_stands_no_longer_and_is_signed_off_anew(merton, secretary, signed, award):
    decision = [signed.decision("Merton").pk]
    actions.take_back_result(actor=secretary, resolutions=decision, reason="Read out wrongly")
    assert rows(merton) == []
    assert "taken back" in entries(merton, award)[0].why_not
    actions.announce(actor=secretary, resolutions=decision)
    assert rows(merton) == [], "until it is signed off anew"
    assert [each.matter for each in to_sign_off([merton.committee.pk], DAY)] == [award.pk]
    first = LifeEntry.objects.get()
    again = signed_off(secretary, merton, award)
    assert (again.replaces, again.reason) == (first, "Its result was announced anew, to put the record right.")
    assert len(rows(merton)) == 1
    assert to_sign_off([merton.committee.pk], DAY) == []


def test_a_supplier_that_moves_later_keeps_the_address_of_the_decision(merton, signed, award):
    from practices.models import Provider

    supplier = Provider.objects.get(pk=award.facts["supplier"])
    supplier.address = "2 Low Street"
    supplier.save()
    assert rows(merton)[0].address == "1 High Street, London, SW19 1AA"


# --- What it costs ---
def cost(act) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def test_the_cost_of_the_register_and_of_the_first_page_does_not_grow_with_the_decisions(cast, merton, secretary):
    supplier, costs, homes = a_supplier(), [], []
    client = Client()
    for number in (1, 3):
        for day in range(number):
            matters = [an_award([merton.ccg], supplier), an_award([merton.ccg], supplier)]
            decide(cast, matters, conflict=False, day=date(2016, 4, 10 + day))
            signed_off(secretary, merton, matters[0])
        costs.append(cost(lambda: client.get(REGISTER)))
        homes.append(cost(lambda: to_sign_off([merton.committee.pk], DAY)))
    assert len(rows(merton)) == 4
    assert costs[0] == costs[1]
    assert costs[0] < 15
    assert homes[0] == homes[1]
    assert homes[0] < 16


# --- The pages ---
def press(award, of, **more):
    return {"press": f"sign-off-{of.name}", "key": str(uuid.uuid4())} | more


def test_the_secretary_finds_it_on_the_first_page_reads_the_row_and_signs_it_off(cast, merton, secretary, award):
    room = decide(cast, [award])
    page = reverse("matter_outside", args=[merton.committee.pk, award.pk])
    client = Client()
    client.force_login(cast.secretary)
    home = client.get(reverse("home")).content.decode()
    assert f'href="{page}#procurement"' in home
    assert "Contract award, item 1: Merton, 14 April 2016" in text(client.get(reverse("home")))
    before = text(client.get(page))
    for words in ("to be signed off", "Supplier Made Up Health Limited", "Value in all £1,250,000.00", NATURE):
        assert words in before
    of = entries(merton, award)[0].of
    sent = press(award, of)
    answer = client.post(page, sent, follow=True)
    assert f"2016-M{room.decision('Merton').pk} is signed off" in text(answer)
    assert f'href="{REGISTER}"' in answer.content.decode()
    assert client.post(page, sent, follow=True).status_code == 200, "the same form twice is taken once"
    assert LifeEntry.objects.count() == 1
    assert f'href="{page}#procurement"' not in client.get(reverse("home")).content.decode()


def test_a_press_that_comes_too_late_or_too_early_is_refused_in_a_sentence(cast, merton, secretary, award):
    room = world.meet({"Merton": merton}, secretary, items=0)
    item = on_agenda(room, award)
    room.arrive()
    room.begin(item)
    agreed(room, item)
    page = reverse("matter_outside", args=[merton.committee.pk, award.pk])
    client = Client()
    client.force_login(cast.secretary)
    of = entries(merton, award)[0].of
    answer = client.post(page, press(award, of))
    assert answer.status_code == 422
    assert "The meeting is not closed yet" in text(answer)
    close(room)
    assert client.post(page, press(award, of)).status_code == 302
    answer = client.post(page, press(award, of))
    assert answer.status_code == 422
    assert "This was signed off already, on 14 April 2016." in text(answer)
    assert LifeEntry.objects.count() == 1


@pytest.mark.parametrize(
    "sent", ["sign-off-resolution-999999-1", "sign-off-", "sign-off-outside-²", "\x00", "x" * 5000]
)
def test_a_press_of_nothing_writes_nothing(cast, merton, secretary, award, sent):
    decide(cast, [award])
    client = Client()
    client.force_login(cast.secretary)
    page = reverse("matter_outside", args=[merton.committee.pk, award.pk])
    answer = client.post(page, {"press": sent, "key": str(uuid.uuid4())})
    assert answer.status_code == 422
    assert not LifeEntry.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("gp", 403), ("lay_chair", 403), ("executive", 403), ("stranger", 403)])
def test_nobody_else_is_offered_it_and_a_press_by_hand_is_refused(cast, merton, secretary, award, who, status):
    decide(cast, [award], conflict=False)
    of = entries(merton, award)[0].of
    client = Client()
    client.force_login(getattr(cast, who))
    page = reverse("matter_outside", args=[merton.committee.pk, award.pk])
    assert "Sign off and publish" not in text(client.get(page))
    assert client.post(page, press(award, of)).status_code == status
    assert not LifeEntry.objects.exists()


def test_the_register_is_searched_and_says_how_much_of_it_is_shown(merton, signed):
    client = Client()
    assert "1 decision." in text(client.get(REGISTER))
    assert "0 of 1 decisions" not in text(client.get(REGISTER, {"q": "made up health"}))
    said = text(client.get(REGISTER, {"q": "nobody of that name"}))
    assert "No decision fits what you asked." in said
    assert "show all 1" in said
    too_long = client.get(REGISTER, {"q": "x" * 200})
    assert "Search for 100 letters or fewer" in text(too_long)
    assert client.get(REGISTER, {"q": "x" * 200, "format": "csv"}).status_code == 400


@pytest.mark.parametrize("asked", [{"format": "exe"}, {"format": "\x00"}, {"format": "pdf "}])
def test_an_unknown_kind_of_file_is_not_there(signed, asked):
    answer = Client().get(REGISTER, asked)
    assert answer.status_code == 404
    assert "Choose one of: csv, xlsx, ods, docx, pdf, json." in text(answer)


def test_a_joint_committee_keeps_no_register_of_its_own(cast):
    answer = Client().get(f"/registers/committee-{cast.croydon.committee.pk}/procurement/")
    assert answer.status_code == 404
    assert "each of its CCGs does" in text(answer)


def test_the_registers_of_a_ccg_lead_to_it_and_those_of_a_joint_committee_do_not(cast):
    client = Client()
    assert REGISTER in client.get("/registers/08R/interests/").content.decode()
    joint = f"/registers/committee-{cast.croydon.committee.pk}/"
    assert f"{joint}procurement/" not in client.get(f"{joint}interests/").content.decode()
    assert f'href="{REGISTER}"' in client.get("/registers/").content.decode()


def test_what_people_wrote_is_shown_and_never_run(cast, merton, secretary):
    award = an_award([merton.ccg], a_supplier("<script>alert(1)</script>", "<b>1</b>"), bought="<img src=x>\n{{ 1 }}")
    decide(cast, [award], conflict=False)
    signed_off(secretary, merton, award)
    page = Client().get(REGISTER).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "&lt;img src=x&gt;<br>{{ 1 }}" in page


def test_the_secretary_in_conflict_signs_off_nothing(cast, merton, secretary, award):
    from tests.decisions.test_finding import an_interest

    award.practices.add(cast.practice)
    decide(cast, [award], conflict=False)
    an_interest(cast.secretary.person, cast.practice, nature="Owns the premises")
    client = Client()
    client.force_login(cast.secretary)
    page = reverse("matter_outside", args=[merton.committee.pk, award.pk])
    assert client.post(page, press(award, entries(merton, award)[0].of)).status_code == 403
    assert not LifeEntry.objects.exists()


def test_facts_that_cannot_be_read_break_nothing(cast, merton, secretary):
    """A decision that froze its facts is told by them; rubbish in an old record is not known."""
    award = an_award([merton.ccg])
    decide(cast, [award], conflict=False)
    award.facts = facts_of(a_supplier()) | {"supplier": "x", "value_total": "lots", "starts_on": "soon", "process": 7}
    award.save()
    assert entries(merton, award)[0].row.supplier == "Made Up Health Limited"
    what = bought(award, award.limbs.get(), None)
    said = in_words(what, suppliers_in([what]))
    assert {said[name] for name in ("supplier", "address", "value_total", "starts_on", "process")} == {"not known"}
    assert home_of(secretary, DAY).desk.sign_off
