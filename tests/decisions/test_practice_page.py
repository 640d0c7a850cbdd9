"""The page of a practice: its state, every decision about it, who may know what is private, interests, gaps. All made up."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Interest, Redaction
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.terms import Directness, InterestType
from decisions import actions
from decisions.models import EffectApplied, Matter, PublishedOutcome
from decisions.practice_page.lineage import lineage
from practices.models import (
    Boundary,
    Contract,
    ContractType,
    ListClosure,
    ListSize,
    Membership,
    Notice,
    Practice,
    PracticeSuccession,
    Provider,
    Site,
)
from tests import world
from tests.decisions.between import Between, text
from tests.decisions.published_files import take_case
from tests.decisions.taking_effect import DECIDED, FROM, a_branch, a_contract, a_practice, a_stage
from tests.world import FIRST, GP, NINTH

pytestmark = pytest.mark.django_db

SECRET = "The secret of the branch surgery"


@pytest.fixture
def stage(monkeypatch):
    return a_stage(monkeypatch, "Kingston", "Merton")


@pytest.fixture
def practice(stage):
    return a_practice("H84001", "RIVER SURGERY", stage.bodies["Kingston"].ccg)


@pytest.fixture
def stranger():
    """Somebody signed in, who is on no committee and has no power."""
    return signed_in("stranger")


def signed_in(name: str, person=None) -> Client:
    client = Client()
    client.force_login(world.an_account(name, person))
    return client


def as_secretary(stage) -> Client:
    client = Client()
    client.force_login(stage.secretary.account)
    return client


def shown(client: Client, practice: Practice, **question) -> str:
    answer = client.get(reverse("practice", args=[practice.ods_code]), question)
    assert answer.status_code == 200
    return text(answer)


def a_matter(stage, practice: Practice, title: str = "The branch surgery", of=("Kingston",), **more) -> Matter:
    ccgs = [body.ccg for name, body in stage.bodies.items() if name in of]
    matter = world.a_matter(title, ccgs, **more)
    matter.practices.add(practice)
    return matter


def closing(stage, practice: Practice) -> tuple[Matter, Site]:
    """A matter that closes a branch of the practice, with its facts."""
    site = a_branch(practice)
    facts = {"site": site.pk, "effective_on": FROM.isoformat()}
    matter = stage.matter("branch_closure", of=("Kingston",), whole=facts)
    matter.practices.add(practice)
    return matter, site


# --- What is on record on a day ---
def test_everything_that_is_not_on_record_is_said_to_be_not_known(stage, stranger):
    bare = Practice.objects.create(ods_code="H84009", name="BARE SURGERY", status="A")
    said = shown(stranger, bare)
    for words in (
        "CCG Not known on this day",
        "Address Not known",
        "Telephone Not known",
        "Opened Not known",
        "List size Not known",
        "Patient list No closing is on record",
        "Contract type Not known",
        "Contract held by Not known",
        "Contract ends Not known",
        "Boundary Not known",
        "does not say who holds the contract",
        "does not say which branches a practice has",
        "None is on record that you may read.",
        "That nobody has declared one does not say that there is none.",
    ):
        assert words in said


def test_list_size_and_contract_type_are_those_of_the_latest_figures_by_the_day(practice, stranger):
    for day, patients, kind in ((date(2015, 1, 1), 900, "PCTMS"), (date(2016, 1, 1), 12345, "PMS")):
        ListSize.objects.create(practice=practice, as_at=day, patients=patients)
        ContractType.objects.create(practice=practice, as_at=day, kind=kind)
    now = shown(stranger, practice)
    assert "12,345 registered patients, in the figures of 1 January 2016" in now
    assert "PMS, in the figures of 1 January 2016" in now
    then = shown(stranger, practice, on="2015-06-01")
    assert "900 registered patients, in the figures of 1 January 2015" in then
    assert "PCTMS, in the figures of 1 January 2015" in then
    before = shown(stranger, practice, on="2014-12-31")
    assert "List size Not known on this day" in before
    assert "Contract type Not known on this day" in before


def test_contract_holder_and_end_are_those_of_the_day(practice, stranger):
    old = a_contract(practice, "Drs Old", ends_on=date(2016, 3, 31))
    new = Contract.objects.create(
        kind="APMS", provider=Provider.objects.create(name="New Ltd"), starts_on=FIRST, follows=old, made_up=True
    )
    new.practices.add(practice)
    now = shown(stranger, practice)
    assert "Contract held by New Ltd" in now
    assert "Contract ends No last day" in now
    assert "Held before by Drs Old." in now
    then = shown(stranger, practice, on="2016-03-31")
    assert "Contract held by Drs Old" in then
    assert "Contract ends 31 March 2016" in then


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2016-04-14", "Patient list Open; closed to new patients from 1 May 2016 to 31 October 2016"),
        ("2016-05-01", "Patient list Closed to new patients until 31 October 2016; it reopens on 1 November 2016"),
        ("2016-10-31", "Patient list Closed to new patients until 31 October 2016; it reopens on 1 November 2016"),
        ("2016-11-01", "Patient list No closing is on record"),
    ],
)
def test_a_closed_list_says_until_when_and_when_it_reopens(practice, stranger, day, words):
    ListClosure.objects.create(practice=practice, starts_on=date(2016, 5, 1), ends_on=date(2016, 10, 31))
    assert words in shown(stranger, practice, on=day)


def test_boundaries_sites_and_what_is_made_up_are_shown(practice, stranger):
    Boundary.objects.create(practice=practice, kind="outer", text="West of the river", starts_on=FIRST)
    a_branch(practice, "Old Branch")
    Site.objects.filter(name="Old Branch").update(ends_on=date(2016, 3, 31), made_up=True)
    said = shown(stranger, practice)
    assert "Outer boundary West of the river" in said
    assert "RIVER SURGERY main (main surgery)" in said
    assert "Sites of other days Old Branch (branch surgery) (made up), 1 April 2013 to 31 March 2016" in said


# --- Decisions ---
def test_a_decision_is_told_with_where_when_and_what_came_of_it(stage, practice, stranger):
    stage.carry(a_matter(stage, practice), of=("Kingston",))
    said = shown(stranger, practice)
    assert "The branch surgery 14 April 2016. Kingston, item 1." in said
    assert "carried" in said
    assert "The meeting : The branch surgery" in said


def test_decisions_of_other_ccgs_and_those_that_were_put_off_are_told_too(stage, practice, stranger):
    matter = a_matter(stage, practice, of=("Kingston", "Merton"))
    room = stage.meeting(matter, of=("Merton",))
    actions.defer_item(
        actor=stage.secretary,
        meeting=room.meeting.pk,
        item=room.items[0].pk,
        sittings=[room.sittings["Merton"].pk],
        to_date=date(2016, 6, 9),
        reason="More is to be heard from patients",
        asked_for="The views of the patients of the branch",
        not_before=date(2016, 6, 1),
    )
    stage.close(room)
    stage.carry(matter, date(2016, 6, 9), of=("Kingston",))
    said = shown(stranger, practice)
    assert (
        "Merton: Put off to a later meeting. More is to be heard from patients. "
        "Asked for: The views of the patients of the branch. Not to come back before 1 June 2016. deferred" in said
    )
    assert said.index("9 June 2016. Kingston") < said.index("14 April 2016. Merton")


def test_a_decision_that_nhs_england_can_veto_or_has_vetoed_is_told_as_such(monkeypatch, stranger):
    stage = a_stage(monkeypatch, "Croydon")
    practice = a_practice("H83001", "HILL SURGERY", stage.bodies["Croydon"].ccg)
    room = stage.carry(a_matter(stage, practice, of=("Croydon",)))
    assert "carried, open to veto" in shown(stranger, practice)
    officer = world.an_account("officer", stage.bodies["Croydon"].people[NINTH])
    croydon = stage.bodies["Croydon"].committee
    appoint_to_post(account=officer, committee=croydon, kind=PostKind.NHS_ENGLAND_OFFICER, starts_on=FIRST)
    decision = stage.decisions(room)[0].pk
    actions.use_veto(actor=world.actor(officer), resolution=decision, reason="The case was not made")
    said = shown(stranger, practice)
    assert "vetoed by NHS England" in said
    assert "open to veto" not in said


def test_an_outcome_as_it_was_published_is_told_in_its_words(stranger):
    record = take_case("portsmouth-2020-03-26")
    published = (
        PublishedOutcome.objects.filter(meeting=record.meeting).select_related("resolution__item__matter").first()
    )
    practice = Practice.objects.create(ods_code="J82001", name="HARBOUR SURGERY", status="A")
    published.resolution.item.matter.practices.add(practice)
    said = shown(stranger, practice)
    assert published.resolution.item.matter.title in said
    assert published.get_outcome_display() in said
    assert " ".join(published.words.split()) in said


def test_a_meeting_to_come_is_told_as_such_and_one_without_a_result_too(stage, practice, stranger):
    matter = a_matter(stage, practice)
    meeting = world.a_meeting({"Kingston": stage.bodies["Kingston"]}, date(2016, 6, 9))
    actions.put_on_agenda(meeting=meeting, matter=matter, number="1")
    assert "On the agenda of a meeting to come." in shown(stranger, practice)
    stage.stand(date(2016, 6, 10))
    assert "No decision is on record." in shown(stranger, practice)


def test_decisions_about_the_practices_it_took_over_and_by_which_it_was_followed_are_told(stage, practice, stranger):
    ccg = stage.bodies["Merton"].ccg
    first, second, after = (a_practice(f"H8400{n}", f"SURGERY {n}", ccg) for n in (2, 3, 4))
    unrelated = a_practice("H84005", "ELSEWHERE", ccg)
    for one, other in ((first, second), (second, practice), (practice, after)):
        PracticeSuccession.objects.create(predecessor=one, successor=other, happened_on=FIRST)
    for each, title in ((first, "Long ago"), (after, "Afterwards"), (unrelated, "Nothing to do with it")):
        stage.carry(a_matter(stage, each, title, of=("Merton",)), of=("Merton",))
    said = shown(stranger, practice)
    assert "Long ago" in said
    assert "Afterwards" in said
    assert "Nothing to do with it" not in said
    assert "Also about Surgery 2 (H84002)." in said


def test_the_lineage_ends_where_practices_follow_each_other_in_a_ring(stage, practice):
    ccg = stage.bodies["Merton"].ccg
    other, third = a_practice("H84002", "SECOND", ccg), a_practice("H84003", "THIRD", ccg)
    for one, two in ((practice, other), (other, third), (third, practice)):
        PracticeSuccession.objects.create(predecessor=one, successor=two, happened_on=FIRST)
    found = lineage(practice.pk)
    assert found.before == found.after == {other.pk, third.pk}
    assert found.keys == {practice.pk, other.pk, third.pk}


# --- What decisions changed ---
def test_on_the_day_of_effect_the_page_and_its_history_say_by_which_decision(stage, practice, stranger):
    matter, site = closing(stage, practice)
    stage.carry(matter, of=("Kingston",))
    before = shown(stranger, practice)
    assert "What decisions changed here" not in before
    stage.keep(FROM)
    site.refresh_from_db()
    assert site.ends_on == date(2016, 6, 30)
    said = shown(stranger, practice)
    assert "What decisions changed here 1 July 2016" in said
    assert EffectApplied.objects.get().changes[0] in said
    assert "By the decision on Made-up matter" in said
    assert "In effect, since 1 July 2016." in said
    assert "site Hill Branch changed. Decided by Kingston on 14 April 2016 (item 1)" in said
    assert "Sites of other days Hill Branch" in said


def test_what_cannot_take_effect_is_told_to_those_of_the_committee_alone(stage, practice, stranger):
    matter, site = closing(stage, practice)
    site.ends_on = date(2016, 5, 31)
    site.save()
    stage.carry(matter, of=("Kingston",))
    stage.keep(FROM)
    assert "Cannot take effect:" in shown(as_secretary(stage), practice)
    assert "Cannot take effect:" not in shown(stranger, practice)


# --- What is private ---
@pytest.fixture
def private(stage, practice):
    """A decision taken in private by Kingston."""
    matter = a_matter(stage, practice, SECRET)
    stage.carry(matter, of=("Kingston",), private=True, private_ground="Commercial in confidence")
    return matter


def test_a_private_decision_is_told_to_who_takes_part_in_it_and_to_nobody_else(stage, practice, private, stranger):
    gp = signed_in("gp", stage.bodies["Kingston"].people[GP])
    mertons = signed_in("merton", stage.bodies["Merton"].people[GP])
    for client in (gp, as_secretary(stage)):
        said = shown(client, practice)
        assert SECRET in said
        assert "Not public." in said
    for client in (stranger, mertons, signed_in("superuser-without-a-post")):
        said = shown(client, practice)
        assert SECRET not in said
        assert "Not public." not in said
        assert "None is on record that you may read." in said


def test_a_superuser_reads_no_private_decision(practice, private):
    client = Client()
    client.force_login(world.an_account("root", is_superuser=True, is_staff=True))
    assert SECRET not in shown(client, practice)


def test_a_member_from_whom_the_papers_are_withheld_does_not_read_of_a_private_decision(stage, practice):
    matter = a_matter(stage, practice, SECRET)
    room = stage.meeting(matter, of=("Kingston",), private=True, private_ground="Commercial in confidence")
    person = stage.bodies["Kingston"].people[GP]
    actions.declare_interest(
        actor=stage.secretary,
        meeting=room.meeting.pk,
        item=room.items[0].pk,
        people=[person.pk],
        nature="partner at the River Surgery",
        type=InterestType.FINANCIAL,
        directness=Directness.DIRECT,
    )
    gp = signed_in("gp", person)
    assert SECRET in shown(gp, practice)
    actions.rule_on_conflict(
        actor=stage.secretary,
        meeting=room.meeting.pk,
        item=room.items[0].pk,
        sittings=[room.sittings["Kingston"].pk],
        people=[person.pk],
        handling="withheld",
    )
    assert SECRET not in shown(gp, practice)


def test_what_a_private_decision_changed_is_told_without_its_words(stage, practice, stranger):
    matter, _ = closing(stage, practice)
    matter.title = SECRET
    matter.save()
    stage.carry(matter, of=("Kingston",), private=True, private_ground="Commercial in confidence")
    stage.keep(FROM)
    said = shown(stranger, practice)
    assert SECRET not in said
    assert "1 July 2016 : A decision that is not public changed the record of this practice." in said
    assert EffectApplied.objects.get().changes[0] not in said
    assert "By the decision on The secret" in shown(as_secretary(stage), practice)


BREACH = "Records were left in the street"


def a_breach(stage, practice: Practice, contract: Contract, **item) -> None:
    """A decision that serves a notice on the day FROM."""
    told = {"contract": contract.pk, "breach": BREACH, "effective_on": FROM.isoformat()}
    matter = stage.matter("breach_notice", told, of=("Kingston",))
    matter.practices.add(practice)
    stage.carry(matter, of=("Kingston",), **item)


@pytest.mark.parametrize("is_public", [True, False])
def test_a_notice_is_told_to_the_public_where_the_decision_that_served_it_is_public(
    stage, practice, stranger, is_public
):
    item = {} if is_public else {"private": True, "private_ground": "Commercial in confidence"}
    a_breach(stage, practice, a_contract(practice, "Drs River"), **item)
    stage.keep(FROM)
    assert Notice.objects.get().text == BREACH
    assert (BREACH in shown(stranger, practice)) is is_public
    assert BREACH in shown(as_secretary(stage), practice)


def test_a_private_notice_is_not_told_because_a_public_decision_took_effect_on_the_same_day(stage, practice, stranger):
    a_breach(
        stage, practice, a_contract(practice, "Drs River"), private=True, private_ground="Commercial in confidence"
    )
    stage.carry(closing(stage, practice)[0], date(2016, 5, 12), of=("Kingston",))
    stage.keep(FROM)
    assert EffectApplied.objects.filter(on_day=FROM).count() == 2
    assert BREACH not in shown(stranger, practice)
    assert BREACH in shown(as_secretary(stage), practice)


def test_a_notice_that_no_decision_served_is_told_to_who_may_know_a_committees_business(stage, practice, stranger):
    contract = a_contract(practice, "Drs River")
    stage.carry(closing(stage, practice)[0], of=("Kingston",))
    stage.keep(FROM)
    Notice.objects.create(contract=contract, kind="breach", text=BREACH, starts_on=FROM)
    assert BREACH not in shown(stranger, practice)
    assert BREACH in shown(as_secretary(stage), practice)


def test_a_private_notice_is_not_told_to_another_committee_of_the_same_practice(stage, practice):
    """Its secretary may know what their own committee does, and not what another did in private."""
    a_breach(
        stage, practice, a_contract(practice, "Drs River"), private=True, private_ground="Commercial in confidence"
    )
    stage.keep(FROM)
    account = world.an_account("other")
    other = Client()
    other.force_login(account)
    stage.bodies["Merton"].committee.ccgs.add(stage.bodies["Kingston"].ccg)
    merton = stage.bodies["Merton"].committee
    appoint_to_post(account=account, committee=merton, kind=PostKind.SECRETARY, starts_on=FIRST)
    assert BREACH not in shown(other, practice)


def test_a_matter_between_meetings_is_told_to_its_committee_until_it_is_reported_in_public(settings, stranger):
    settings.COCOMM_CLOCK_DAY = DECIDED
    between = Between()
    practice = Practice.objects.create(ods_code="H85001", name="THE FLOODED SURGERY", status="A")
    Membership.objects.create(practice=practice, ccg=between.body.ccg, starts_on=date(2013, 4, 1))
    between.matter.practices.add(practice)
    secretary, chair = Client(), Client()
    secretary.force_login(between.account)
    chair.force_login(between.chair)
    for client in (secretary, chair):
        assert "Nothing is decided yet." in shown(client, practice)
    assert between.matter.title not in shown(stranger, practice)
    between.take()
    for client in (secretary, chair):
        said = shown(client, practice)
        assert "Merton, between meetings" in said
        assert "The patients are moved." in said
        assert "The matter : Patients of a flooded surgery" in said
    assert "The patients are moved." not in shown(stranger, practice)


def test_a_matter_between_meetings_is_not_told_to_its_member_whom_the_registers_show_in_conflict(settings):
    settings.COCOMM_CLOCK_DAY = DECIDED
    between = Between()
    practice = Practice.objects.create(ods_code="H85001", name="THE FLOODED SURGERY", status="A")
    between.matter.practices.add(practice)
    person = between.body.people[GP]
    gp = signed_in("gp", person)
    assert between.matter.title in shown(gp, practice)
    an_interest(person, practice)
    assert between.matter.title not in shown(gp, practice)


# --- Interests ---
def an_interest(person, practice=None, provider=None, **more) -> Interest:
    fields = {
        "type": "financial",
        "directness": "direct",
        "nature": "Partner",
        "starts_on": FIRST,
        "declared_on": FIRST,
    }
    interest = Interest.objects.create(person=person, **fields | more)
    interest.practices.set([practice] if practice else [])
    interest.providers.set([provider] if provider else [])
    return interest


def test_interests_in_the_practice_or_in_who_holds_its_contract_are_told_as_on_the_published_register(
    stage, practice, stranger
):
    contract = a_contract(practice, "Drs River")
    people = stage.bodies["Kingston"].people
    an_interest(people[0], practice, nature="Salaried GP here")
    an_interest(people[1], provider=contract.provider, nature="Owns a share of the holder")
    an_interest(people[2], nature="Something else", organisation="Elsewhere Ltd")
    said = shown(stranger, practice)
    assert "Salaried GP here" in said
    assert "Owns a share of the holder" in said
    assert "Something else" not in said
    assert "Private register only" not in said


def test_an_interest_that_ended_long_ago_is_told_to_readers_of_the_private_register_alone(stage, practice, stranger):
    person = stage.bodies["Kingston"].people[0]
    an_interest(person, practice, nature="Was a partner", starts_on=date(2010, 1, 1), ends_on=date(2015, 1, 1))
    assert "Was a partner" not in shown(stranger, practice)
    said = shown(as_secretary(stage), practice)
    assert "Was a partner" in said
    assert "Private register only" in said


@pytest.mark.parametrize(
    ("hides", "told"), [({"hides_details": True}, False), ({"hides_name": True}, True)], ids=["details", "name"]
)
def test_what_a_guardian_leaves_out_of_the_published_register_is_left_out_here(stage, practice, stranger, hides, told):
    body = stage.bodies["Kingston"]
    person = body.people[0]
    interest = an_interest(person, practice, nature="Sister of a partner")
    Redaction.objects.create(interest=interest, reason="Threats", decided_by=body.people[1], starts_on=FIRST, **hides)
    said = shown(stranger, practice)
    assert person.name not in said
    assert ("Sister of a partner" in said) is told, "to name the practice would be to tell the details"
    assert person.name in shown(as_secretary(stage), practice)


def test_somebody_who_is_on_no_register_is_not_told(stage, practice, stranger):
    person = world.an_account("nobody", None) and world.Person.objects.create(name="Nobody Here", made_up=True)
    an_interest(person, practice)
    assert "Nobody Here" not in shown(stranger, practice)


# --- Queries ---
def test_the_number_of_queries_does_not_grow_with_decisions_interests_or_practices(stage, practice, stranger):
    def ask(client) -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(client, practice)
        return len(queries)

    contract = a_contract(practice, "Drs River")
    body = stage.bodies["Kingston"]

    def more(number: int) -> None:
        other = a_practice(f"H8410{number}", f"OTHER {number}", body.ccg)
        PracticeSuccession.objects.create(predecessor=other, successor=practice, happened_on=FIRST)
        matter = a_matter(stage, practice, f"Matter {number}")
        matter.practices.add(other)
        stage.carry(matter, of=("Kingston",))
        an_interest(body.people[number + 3], practice)
        a_branch(practice, f"Branch {number}")
        ListSize.objects.create(practice=practice, as_at=date(2015, number + 1, 1), patients=number)
        Notice.objects.create(contract=contract, kind="breach", text="Made up", starts_on=date(2015, number + 1, 1))

    more(0)
    stage.stand(date(2016, 5, 1))
    few, few_for_secretary = ask(stranger), ask(as_secretary(stage))
    for number in (1, 2):
        more(number)
    stage.stand(date(2016, 5, 1))
    assert ask(stranger) == few <= 70
    assert ask(as_secretary(stage)) == few_for_secretary <= 80


def test_private_business_costs_the_records_of_ten_meetings_at_most(stage, practice, monkeypatch):
    monkeypatch.setattr("decisions.practice_page.readable.LOOKED_THROUGH", 1)
    for day in (14, 15):
        stage.carry(
            a_matter(stage, practice, f"{SECRET} {day}"),
            date(2016, 4, day),
            of=("Kingston",),
            private=True,
            private_ground="Commercial in confidence",
        )
    said = shown(as_secretary(stage), practice)
    assert f"{SECRET} 15" in said
    assert f"{SECRET} 14" not in said
    assert "There are older meetings with private business in which you took part" in said
