"""Reference data and appointments in the admin: what contradicts is refused in a sentence, from whichever side it comes."""

import html
import json
import re
from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.urls import reverse

from committees import models, powers
from committees.models.accounts import PostKind
from committees.registers.outbox import NO_ACCOUNT, send_letters, write_letter
from committees.terms import Function, Level, Power
from decisions.models import Declaration, Match
from practices.dated import Dated
from tests import world
from tests.committees.london import EVE, HANDOVER, arrange, at_level_2, croydon, merton

pytestmark = pytest.mark.django_db

SOURCE = "Made up for the tests"


@pytest.fixture
def administrator(client, on_the_day):
    client.force_login(world.an_account("administrator", is_superuser=True, is_staff=True))
    return client


def text_of(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def address(model, what, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)


def inline(prefix: str, rows=(), initial: int = 0) -> dict:
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def add(client, model, **data):
    return client.post(address(model, "add"), data)


def change(client, row, **data):
    return client.post(address(type(row), "change", row.pk), data)


def refused(response, *sentences):
    """The form is shown again with these sentences; nothing is saved and nothing breaks."""
    assert response.status_code == 200, response.get("Location")
    said = text_of(response)
    for sentence in sentences:
        assert sentence in said, re.findall(r"<ul class=\"errorlist.*?</ul>", response.content.decode(), re.S)
    return True


def terms_data(committee, **given) -> dict:
    """What the form of terms of reference posts."""
    data = {
        "committee": committee.pk,
        "version": "2",
        "starts_on": "2016-04-01",
        "ends_on": "",
        "source": SOURCE,
        "quorum_minimum": 3,
        "quorum_slots": "[]",
        "category_handling": "{}",
        "majority": "votes_cast",
        "recordings": ["by_name", "counts"],
        "lmc_standing": "in attendance",
        "others_may_speak": "on",
        "notice_working_days": 5,
        "papers_working_days": 3,
    }
    return data | inline("approvals") | given


# --- Terms and levels, from both sides ---
@pytest.mark.parametrize(
    ("power", "words"), [("nhs_england_veto", "veto"), ("nhs_england_casting_vote", "casting vote")]
)
def test_terms_that_give_nhs_england_a_power_at_level_3_are_refused(administrator, power, words):
    merton()
    committee = models.Committee.objects.get()
    old = models.TermsOfReference.objects.get()
    old.ends_on = date(2016, 4, 30)
    old.save()
    data = terms_data(committee, starts_on="2016-05-01", **{power: "on"})
    response = add(administrator, models.TermsOfReference, **data)
    assert refused(response, f"NHS England a {words}", "Merton is at level 3", f"Take the {words} out")
    assert models.TermsOfReference.objects.count() == 1


def test_a_level_3_that_meets_terms_with_a_veto_is_refused_from_its_side_too(administrator):
    croydon()
    row = models.Arrangement.objects.get()
    response = change(administrator, row, ccg=row.ccg_id, level="3", starts_on="2016-04-01", ends_on="", source=SOURCE)
    assert refused(response, "give NHS England a veto, but Croydon is at level 3", "keep Croydon at level 2")
    row.refresh_from_db()
    assert row.level == Level.JOINT


def test_a_new_level_3_after_level_2_is_refused_while_the_terms_run_on(administrator):
    croydon()
    row = models.Arrangement.objects.get()
    row.ends_on = date(2017, 3, 31)
    row.save()
    response = add(administrator, models.Arrangement, ccg=row.ccg_id, level="3", starts_on="2017-04-01", source=SOURCE)
    assert refused(response, "NHS England has a veto at level 2 only", "end them by 31 March 2017")
    assert models.Arrangement.objects.count() == 1


def test_terms_with_a_veto_on_days_without_a_level_are_refused(administrator):
    ccg = world.a_ccg("Brent", "07P")
    arrange(ccg, Level.JOINT, HANDOVER)
    committee = models.Committee.objects.create(
        name="Brent joint committee", short_name="Brent", kind="joint_committee", established_on=date(2015, 4, 1)
    )
    committee.ccgs.add(ccg)
    data = terms_data(committee, starts_on="2015-04-01", nhs_england_veto="on")
    assert refused(add(administrator, models.TermsOfReference, **data), "no level is recorded for Brent")


def test_both_casting_votes_and_a_window_without_veto_are_refused(administrator):
    croydon()
    committee = models.Committee.objects.get()
    data = terms_data(committee, nhs_england_casting_vote="on", chair_second_vote="on", veto_working_days=5)
    assert refused(
        add(administrator, models.TermsOfReference, **data), "A tie is broken once", "give NHS England the veto"
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"quorum_slots": "[{}]"}, "Place 1 of the quorum needs a label"),
        ({"quorum_slots": '[{"label": "a", "offices": ["king"]}]'}, "offices cannot hold"),
        ({"quorum_slots": "not json"}, "Enter a valid JSON."),
        ({"category_handling": '{"A": "shoots"}'}, "Give each local category one of"),
        ({"recordings": ["shouting"]}, "shouting is not one of the available choices"),
        ({"majority": ""}, "This field is required."),
        ({"majority": "half"}, "half is not one of the available choices"),
        ({"starts_on": "31 February 2016"}, "Enter a valid date."),
        ({"ends_on": "2016-03-01"}, "The last day cannot be before the first day."),
    ],
)
def test_a_field_of_the_terms_that_cannot_be_read_has_its_sentence(administrator, given, sentence):
    merton()
    models.TermsApproval.objects.all().delete()
    models.TermsOfReference.objects.all().delete()
    data = terms_data(models.Committee.objects.get(), **given)
    assert refused(add(administrator, models.TermsOfReference, **data), sentence)


def test_terms_that_fit_are_saved_with_their_approvals_and_with_who_did_it(administrator):
    merton()
    models.TermsApproval.objects.all().delete()
    models.TermsOfReference.objects.all().delete()
    slots = json.dumps([{"label": "chair or vice-chair", "offices": ["chair", "vice_chair"]}])
    approved = inline("approvals", [{"body": "Governing body", "approved_on": "2016-03-22"}])
    data = terms_data(models.Committee.objects.get(), quorum_slots=slots) | approved
    assert add(administrator, models.TermsOfReference, **data).status_code == 302
    row = models.TermsOfReference.objects.get()
    assert row.recordings == ["by_name", "counts"]
    assert row.approvals.get().body == "Governing body"
    assert row.history.get().history_user.username == "administrator"


# --- Dated rows ---
def test_two_levels_of_a_ccg_on_one_day_are_refused(administrator):
    ccg = merton()
    response = add(administrator, models.Arrangement, ccg=ccg.pk, level="2", starts_on="2016-06-01", source=SOURCE)
    assert refused(response, "These dates overlap with", "Only one arrangement can be in force on a day")


def test_a_remit_where_no_level_is_recorded_is_refused(administrator):
    ccg = world.a_ccg("Brent", "07P")
    committee = models.Committee.objects.create(
        name="Brent joint committee", short_name="Brent", kind="joint_committee", established_on=HANDOVER
    )
    committee.ccgs.add(ccg)
    data = {"committee": committee.pk, "function": "gp_commissioning", "ccg": ccg.pk, "source": SOURCE}
    response = add(administrator, models.Remit, starts_on="2016-04-01", **data)
    assert refused(response, "No level is recorded for Brent", "Record Brent's level for those days first")
    assert not models.Remit.objects.exists()


def test_a_second_decider_of_a_function_is_refused(administrator):
    ccg = merton()
    other = models.Committee.objects.create(name="Another", short_name="Another", kind="pccc", established_on=HANDOVER)
    other.ccgs.add(ccg)
    data = {"committee": other.pk, "function": "budget", "ccg": ccg.pk, "source": SOURCE, "starts_on": "2016-05-01"}
    response = add(administrator, models.Remit, **data)
    assert refused(response, "Only one remit can be in force on a day for the same CCG and function.")


def test_a_joint_committee_may_not_hold_a_function_at_level_3(administrator):
    ccg = world.a_ccg("Merton", "08R")
    arrange(ccg, Level.DELEGATED, HANDOVER)
    joint = models.Committee.objects.create(
        name="Joint", short_name="Joint", kind="joint_committee", established_on=HANDOVER
    )
    joint.ccgs.add(ccg)
    data = {"committee": joint.pk, "function": "budget", "ccg": ccg.pk, "source": SOURCE, "starts_on": "2016-04-01"}
    assert refused(add(administrator, models.Remit, **data), "a primary care commissioning committee")


def test_two_who_hold_a_seat_alone_on_one_day_are_refused(administrator):
    body = world.a_body("Merton", "08R")
    somebody = models.Person.objects.create(name="Somebody Else")
    data = {"seat": body.seats[0].pk, "person": somebody.pk, "share": "sole", "starts_on": "2016-04-14"}
    assert refused(
        add(administrator, models.Appointment, **data), "These dates overlap with", "Merton Lay member, chair"
    )
    shared = add(administrator, models.Appointment, **(data | {"share": "joint"}))
    assert shared.status_code == 302


def test_a_deputy_says_for_whom_and_not_for_themselves(administrator):
    body = world.a_body("Merton", "08R")
    person = models.Person.objects.create(name="Dep Uty")
    data = {"seat": body.seats[4].pk, "person": person.pk, "share": "deputy", "starts_on": "2016-04-14"}
    assert refused(add(administrator, models.Appointment, **data), "A deputy, and only a deputy, stands for somebody")
    own = add(administrator, models.Appointment, **(data | {"stands_for": person.pk}))
    assert refused(own, "Nobody can be their own deputy.")
    assert add(administrator, models.Appointment, **(data | {"stands_for": body.people[4].pk})).status_code == 302


# --- Committees and meetings ---
def committee_data(row, **given) -> dict:
    data = {"name": row.name, "short_name": row.short_name, "kind": row.kind, "established_on": row.established_on}
    data |= {"ccgs": [ccg.pk for ccg in row.ccgs.all()], "stood_down_on": row.stood_down_on or ""}
    return data | inline("seats") | given


def test_a_committee_with_a_veto_does_not_take_in_a_ccg_at_level_3(administrator):
    merton()
    at_level_2("Croydon Joint Committee", [world.a_ccg("Croydon", "07V")], HANDOVER)
    joint = models.Committee.objects.get(kind="joint_committee")
    everybody = list(models.Arrangement.objects.values_list("ccg", flat=True))
    response = change(administrator, joint, **committee_data(joint, ccgs=everybody))
    assert refused(response, "give NHS England a casting vote, but Merton is at level 3")
    assert joint.ccgs.count() == 1


def test_a_committee_is_not_stood_down_before_its_remits_end(administrator):
    merton()
    row = models.Committee.objects.get()
    response = change(administrator, row, **committee_data(row, stood_down_on="2016-06-30"))
    assert refused(response, "is stood down: its last day is 30 June 2016", "End the remit by 30 June 2016.")


def test_a_stood_down_committee_does_not_sit(administrator):
    old = at_level_2("South West London Joint Committee", [world.a_ccg("Croydon", "07V")], date(2015, 4, 1), EVE)
    data = {"title": "Meeting", "date": "2016-04-14", "starts_at": "10:00", "in_public": "on", "convened_by": old.pk}
    response = add(administrator, models.Meeting, **data, **inline("sittings", [{"committee": old.pk, "order": 0}]))
    assert refused(response, "cannot sit on 14 April 2016: it was stood down: its last day was 31 March 2016.")
    assert not models.Meeting.objects.exists()
    in_time = add(
        administrator,
        models.Meeting,
        **(data | {"date": "2016-03-31"}),
        **inline("sittings", [{"committee": old.pk, "order": 0}]),
    )
    assert in_time.status_code == 302
    meeting = models.Meeting.objects.get()
    moved = change(administrator, meeting, **data, **inline("sittings"))
    assert refused(moved, "it was stood down: its last day was 31 March 2016")


def test_a_sitting_of_a_stood_down_committee_is_refused_on_its_own_page_too(administrator):
    old = at_level_2("South West London Joint Committee", [world.a_ccg("Croydon", "07V")], date(2015, 4, 1), EVE)
    meeting = models.Meeting.objects.create(title="M", date=world.DAY, starts_at="10:00", convened_by=old)
    response = add(administrator, models.Sitting, meeting=meeting.pk, committee=old.pk, order=0)
    assert refused(response, "it was stood down: its last day was 31 March 2016")


def test_the_committee_of_a_sitting_is_not_exchanged(administrator, room):
    sitting = room.sittings["Merton"]
    other = room.sittings["Croydon"].committee
    change(administrator, sitting, meeting=sitting.meeting_id, committee=other.pk, order=5)
    sitting.refresh_from_db()
    assert sitting.committee.name == "Merton primary care commissioning committee"
    assert sitting.order == 5


def test_a_meeting_in_private_says_why(administrator):
    row = merton() and models.Committee.objects.get()
    data = {"title": "M", "date": "2016-04-14", "starts_at": "10:00", "convened_by": row.pk}
    assert refused(add(administrator, models.Meeting, **data, **inline("sittings")), "held in private must say why")


# --- What is in use stays ---
def test_what_is_in_use_is_not_deleted_and_the_sentence_says_by_what(administrator, room):
    committee = room.sittings["Merton"].committee
    response = administrator.post(address(models.Committee, "delete", committee.pk), {"post": "yes"}, follow=True)
    said = text_of(response)
    assert "is in use by" in said
    assert "10 seats" in said
    assert "1 sitting" in said
    assert "Stand it down instead" in said
    assert models.Committee.objects.filter(pk=committee.pk).exists()
    assert "Are you sure" not in text_of(
        administrator.get(address(models.Committee, "delete", committee.pk), follow=True)
    )


@pytest.mark.parametrize("model", [models.Arrangement, models.Remit, models.TermsOfReference, models.Appointment])
def test_what_a_meeting_relied_on_is_not_deleted(administrator, room, model):
    row = model.objects.filter(starts_on=HANDOVER).first()
    response = administrator.post(address(model, "delete", row.pk), {"post": "yes"}, follow=True)
    assert "is in use by 1 meeting of its days, and so it cannot be deleted." in text_of(response)
    assert model.objects.filter(pk=row.pk).exists()


def test_what_nothing_uses_is_deleted(administrator):
    person = models.Person.objects.create(name="Typed Twice")
    assert administrator.post(address(models.Person, "delete", person.pk), {"post": "yes"}).status_code == 302
    assert not models.Person.objects.filter(pk=person.pk).exists()


# --- The database has the last word, in words ---
def test_an_overlap_that_only_the_database_sees_is_said_on_the_form(administrator, monkeypatch):
    """As where somebody else saves between the check and the write."""
    ccg = merton()
    monkeypatch.setattr(Dated, "clean", lambda self: None)
    monkeypatch.setattr(models.Arrangement, "clean", lambda self: None)
    response = add(
        administrator, models.Arrangement, ccg=ccg.pk, level="3", starts_on="2016-06-01", source="typed text"
    )
    assert refused(response, "The database refused this: another arrangement holds on some of these days.")
    assert "typed text" in response.content.decode()
    assert models.Arrangement.objects.count() == 1


def test_a_veto_at_level_3_that_only_the_database_sees_is_said_on_the_form(administrator, monkeypatch):
    merton()
    models.TermsApproval.objects.all().delete()
    models.TermsOfReference.objects.all().delete()
    monkeypatch.setattr(models.TermsOfReference, "clean", lambda self: None)
    data = terms_data(models.Committee.objects.get(), nhs_england_veto="on")
    response = add(administrator, models.TermsOfReference, **data)
    assert refused(response, "NHS England has neither casting vote nor veto where a CCG works at level 3.")
    assert not models.TermsOfReference.objects.exists()


# --- Accounts and posts ---
def test_a_post_given_in_the_admin_gives_its_powers_and_ending_it_takes_them(administrator):
    body = world.a_body("Merton", "08R")
    account = world.an_account("sam")
    data = {"account": account.pk, "committee": body.committee.pk, "kind": "secretary", "starts_on": "2016-04-01"}
    assert add(administrator, models.Post, **data).status_code == 302
    assert Power.RECORD in powers.powers_of(account, world.DAY)[body.committee.pk]
    post = models.Post.objects.get()
    assert refused(change(administrator, post, ends_on=""), "Give the last day of the post.")
    assert change(administrator, post, ends_on="2016-04-13").status_code == 302
    assert powers.powers_of(account, world.DAY) == {}
    assert not models.CommitteePermission.objects.filter(user=account).exists()
    assert refused(change(administrator, post, ends_on="2016-12-31"), "This post has ended. Add a new one instead.")


def test_a_post_that_ends_later_keeps_its_powers_until_then(administrator):
    body = world.a_body("Merton", "08R")
    account = world.an_account("sam")
    day = {"starts_on": date(2016, 4, 1)}
    post = powers.appoint_to_post(account=account, committee=body.committee, kind=PostKind.RECORDER, **day)
    assert change(administrator, post, ends_on="2016-04-30").status_code == 302
    assert powers.powers_of(account, date(2016, 4, 30)) == {body.committee.pk: frozenset({Power.RECORD})}
    assert powers.powers_of(account, date(2016, 5, 1)) == {}


def test_a_post_that_overlaps_or_ends_before_it_began_is_refused(administrator):
    body = world.a_body("Merton", "08R")
    data = {"account": world.an_account("sam").pk, "committee": body.committee.pk, "kind": "reader"}
    assert add(administrator, models.Post, **data, starts_on="2016-04-01").status_code == 302
    assert refused(add(administrator, models.Post, **data, starts_on="2016-05-01"), "These dates overlap with")
    ended = change(administrator, models.Post.objects.get(), ends_on="2016-03-01")
    assert refused(ended, "The last day cannot be before the first day.")


def test_a_post_is_not_deleted(administrator):
    body = world.a_body("Merton", "08R")
    account = world.an_account("sam")
    post = powers.appoint_to_post(
        account=account, committee=body.committee, kind=PostKind.READER, starts_on=date(2016, 4, 1)
    )
    assert administrator.post(address(models.Post, "delete", post.pk), {"post": "yes"}).status_code == 403


def test_a_superuser_changes_flags_but_no_form_grants_a_power_on_a_committee(administrator):
    account = world.an_account("sam")
    page = administrator.get(address(models.Account, "change", account.pk))
    offered = set(page.context["adminform"].form.fields["user_permissions"].queryset.values_list("codename", flat=True))
    assert not offered & {power.value for power in Power}
    data = {"username": "sam", "is_active": "on", "is_staff": "on"}
    assert change(administrator, account, **data).status_code == 302
    account.refresh_from_db()
    assert account.is_staff
    power = Permission.objects.get(codename=Power.VETO.value)
    response = change(administrator, account, **data, user_permissions=[power.pk])
    assert refused(response, "is not one of the available choices")


def test_a_new_account_has_a_password_that_nobody_knows(administrator):
    assert add(administrator, models.Account, username="new", is_active="on").status_code == 302
    account = models.Account.objects.get(username="new")
    assert account.has_usable_password()  # so that a link to choose one can be sent
    page = administrator.get(address(models.Account, "change", account.pk))
    assert "password" not in page.context["adminform"].form.fields


def staff(client, *codenames) -> models.Account:
    account = world.an_account("clerk", is_staff=True)
    account.user_permissions.set(
        Permission.objects.filter(codename__in=codenames, content_type__app_label="committees")
    )
    client.force_login(account)
    return account


def test_staff_who_are_no_superuser_see_accounts_and_change_none(client, on_the_day):
    account = staff(client, "view_account", "change_account", "add_account")
    assert client.get(address(models.Account, "change", account.pk)).status_code == 200
    assert change(client, account, username="clerk", is_active="on", is_superuser="on").status_code == 403
    assert add(client, models.Account, username="new").status_code == 403
    account.refresh_from_db()
    assert not account.is_superuser


def test_staff_see_what_they_may_view_and_nothing_else(client, on_the_day):
    merton()
    staff(client, "view_arrangement")
    assert client.get(address(models.Arrangement, "changelist")).status_code == 200
    assert client.get(address(models.Committee, "changelist")).status_code == 403


# --- History, pages, signing in ---
def test_an_earlier_version_is_read_and_never_put_back(administrator):
    merton()
    row = models.Arrangement.objects.get()
    version = row.history.first().history_id
    page = address(models.Arrangement, "simple_history", row.pk, version)
    assert administrator.get(address(models.Arrangement, "history", row.pk)).status_code == 200
    assert administrator.get(page).status_code == 200
    assert administrator.post(page, {"level": "1"}).status_code == 403


# --- The registers ---
KEPT_ELSEWHERE = (
    models.Interest, models.Statement, models.Offer, models.Redaction, models.Concern, models.Breach, models.Training,
    Match,
)  # fmt: skip


@pytest.mark.parametrize("model", KEPT_ELSEWHERE)
def test_what_the_gate_of_the_registers_keeps_for_few_is_not_in_the_admin(model):
    for each in (model, getattr(model, "history", None) and model.history.model):
        assert each not in admin.site._registry


def test_a_declaration_in_the_admin_does_not_show_the_entry_of_the_register_behind_it(administrator):
    request = administrator.get(address(Declaration, "changelist")).wsgi_request
    fields = admin.site._registry[Declaration].get_fields(request)
    assert "nature" in fields, "what was said at the meeting"
    assert "interest" not in fields


def position_data(person, **given) -> dict:
    return {"person": person.pk, "title": "Head of primary care", "starts_on": "2016-04-01"} | given


def test_a_position_is_with_a_ccg_or_with_a_committee_and_not_with_both_or_neither(administrator):
    ccg, committee = merton(), models.Committee.objects.get()
    person = models.Person.objects.create(name="Ann Officer", made_up=True)
    for both in ({}, {"ccg": ccg.pk, "committee": committee.pk}):
        response = add(administrator, models.Position, **position_data(person, **both))
        assert refused(response, "A position is with a CCG or with a committee: choose one of the two.")
    assert add(administrator, models.Position, **position_data(person, ccg=ccg.pk)).status_code == 302
    assert models.Position.objects.get().decision_making is False, "the box was not ticked"
    assert models.Position.objects.get().history.get().history_user.username == "administrator"


def test_a_ccg_has_one_guardian_and_one_policy_on_a_day(administrator):
    ccg = merton()
    people = [models.Person.objects.create(name=name, made_up=True) for name in ("Ann Audit", "Ben Audit")]
    first, second = ({"person": each.pk, "ccg": ccg.pk, "starts_on": "2016-04-01"} for each in people)
    assert add(administrator, models.Guardianship, **first).status_code == 302
    assert refused(add(administrator, models.Guardianship, **second), "These dates overlap with")
    policy = {"ccg": ccg.pk, "at_threshold": "over", "starts_on": "2016-04-01", "source": SOURCE}
    assert add(administrator, models.ConflictsPolicy, **policy).status_code == 302
    assert refused(add(administrator, models.ConflictsPolicy, **policy), "These dates overlap with")


def test_who_was_guardian_or_had_a_position_is_ended_and_not_deleted(administrator):
    ccg = merton()
    person = models.Person.objects.create(name="Ann Audit", made_up=True)
    rows = [
        models.Guardianship.objects.create(person=person, ccg=ccg, starts_on=HANDOVER),
        models.Position.objects.create(person=person, ccg=ccg, title="Officer", starts_on=HANDOVER),
        models.ConflictsPolicy.objects.create(ccg=ccg, at_threshold="over", source=SOURCE, starts_on=HANDOVER),
    ]
    for row in rows:
        assert administrator.post(address(type(row), "delete", row.pk), {"post": "yes"}).status_code == 403
        assert administrator.get(address(type(row), "change", row.pk)).status_code == 200


def test_the_outbox_shows_what_waits_and_why_and_not_what_a_letter_says(administrator):
    person = models.Person.objects.create(name="Ann Late", made_up=True)
    letter = write_letter(key="one", person=person, subject="Your declaration", body="What it says")
    send_letters()
    listed = text_of(administrator.get(address(models.Letter, "changelist")))
    assert "Your declaration" in listed
    assert NO_ACCOUNT in listed
    page = administrator.get(address(models.Letter, "change", letter.pk))
    assert "What it says" not in page.content.decode()
    assert administrator.get(address(models.Letter, "add")).status_code == 403


def test_every_page_of_the_admin_opens(administrator, room):
    rows = (
        models.Arrangement, models.Committee, models.Remit, models.TermsOfReference, models.Seat, models.Appointment,
        models.Person, models.Post, models.Account, models.Meeting, models.Sitting,
    )  # fmt: skip
    for model in rows:
        row = model.objects.first()
        for page in (("changelist",), ("add",), ("change", row.pk), ("history", row.pk)):
            assert administrator.get(address(model, *page)).status_code == 200, (model, page)


def test_lists_ask_the_database_as_often_for_two_rows_as_for_twenty(administrator, django_assert_max_num_queries):
    world.bodies(2)
    for model in (models.Appointment, models.Seat, models.Remit, models.Arrangement, models.TermsOfReference):
        with django_assert_max_num_queries(16):
            assert administrator.get(address(model, "changelist")).status_code == 200
        row = model.objects.first()
        with django_assert_max_num_queries(24):
            assert administrator.get(address(model, "change", row.pk)).status_code == 200


def test_the_admin_leads_to_our_own_sign_in_page(client, db):
    response = client.get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0] == f"{reverse('sign_in')}?next=/admin/"


def test_who_may_not_use_the_admin_is_told_so(client, db):
    client.force_login(world.an_account("stranger"))
    response = client.get(reverse("admin:index"), follow=True)
    assert response.status_code == 403
    assert "may not use the administration pages" in text_of(response)


def test_the_functions_offered_are_those_of_the_table(administrator):
    page = administrator.get(address(models.Remit, "add")).content.decode()
    assert all(f'value="{function.value}"' in page for function in Function)
