"""The record in the admin: shown, never changed, by nobody; and nothing private leaks through it."""

import html
import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from committees.terms import Access, Choice, Level, Recording
from decisions import actions, models
from decisions.admin import ITEM_OF
from practices.models import Provider
from tests import world
from tests.decisions.between import Between
from tests.decisions.taking_effect import a_branch, a_practice, state

pytestmark = pytest.mark.django_db

RECORD = sorted(ITEM_OF, key=lambda model: model.__name__)
EDITABLE = (models.Matter, models.AgendaItem, models.Paper)


@pytest.fixture
def administrator(client, on_the_day):
    client.force_login(world.an_account("administrator", is_superuser=True, is_staff=True))
    return client


@pytest.fixture
def voted(room):
    """Somebody arrived, an item was taken, a vote was opened, cast and announced."""
    room.arrive()
    item = room.begin()
    decision = room.decision("Merton", item)
    actions.open_voting(actor=room.secretary, resolutions=[decision.pk], recording=Recording.BY_NAME)
    seats = {elector.seat_id: Choice.FOR for elector in room.decision("Merton", item).electorate if elector.may_vote}
    actions.record_votes(actor=room.secretary, choices={decision.pk: seats})
    actions.announce(actor=room.secretary, resolutions=[decision.pk])
    return room


def text_of(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def address(model, what, *args) -> str:
    return reverse(f"admin:decisions_{model._meta.model_name}_{what}", args=args)


def inline(prefix: str, rows=(), initial: int = 0) -> dict:
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


# --- Nobody changes the record ---
def test_every_act_and_all_that_belongs_to_it_is_in_the_admin_to_be_read():
    assert set(models.ACTS) | {models.Elector, models.Resolution, models.Link, models.Submission} <= set(RECORD)
    assert all(model in admin.site._registry for model in RECORD)


@pytest.mark.parametrize("model", RECORD)
def test_not_even_a_superuser_adds_changes_or_removes_it(administrator, rf, model):
    request = rf.get("/")
    request.user = administrator.get(reverse("admin:index")).context["user"]
    page = admin.site._registry[model]
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)
    assert page.has_view_permission(request)
    assert administrator.get(address(model, "changelist")).status_code == 200
    assert administrator.get(address(model, "add")).status_code == 403
    assert administrator.post(address(model, "add"), {}).status_code == 403


@pytest.mark.parametrize(
    "model",
    [models.Vote, models.Opening, models.Announcement, models.Attendance, models.Motion, models.Link, models.Elector],
)
def test_the_page_of_an_act_has_no_field_and_takes_no_form(administrator, voted, model):
    row = model.objects.first()
    page = administrator.get(address(model, "change", row.pk))
    body = page.content.decode().partition('id="content"')[2]
    assert page.status_code == 200
    assert not page.context["adminform"].form.fields
    assert not re.search(r'<(select|textarea)|<input(?![^>]*type="hidden")', body)
    before = model.objects.filter(pk=row.pk).values().get()
    assert administrator.post(address(model, "change", row.pk), {"choice": "against"}).status_code == 403
    assert administrator.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    administrator.post(address(model, "changelist"), action)
    assert model.objects.filter(pk=row.pk).values().get() == before


def test_staff_see_acts_only_where_they_may_view_them(client, voted):
    account = world.an_account("clerk", is_staff=True)
    account.user_permissions.set(Permission.objects.filter(codename="view_vote"))
    client.force_login(account)
    assert client.get(address(models.Vote, "changelist")).status_code == 200
    assert client.get(address(models.Motion, "changelist")).status_code == 403


# --- What is private is not in it ---
@pytest.fixture
def private(voted):
    """The same item, made private after the vote: nothing of it may be read here."""
    item = voted.items[0]
    item.private, item.private_ground = True, "Commercial"
    item.save()
    return item


@pytest.mark.parametrize(
    "model",
    [model for model, item in ITEM_OF.items() if item is not None and model is not models.ItemAppointment],
)
def test_no_act_of_a_private_item_is_shown(administrator, private, model):
    for row in model.objects.all():
        way = ITEM_OF[model].removesuffix("__").split("__")
        item = row
        for step in way:
            item = getattr(item, step) if item is not None else None
        expected = 302 if item == private else 200
        assert administrator.get(address(model, "change", row.pk)).status_code == expected


def test_a_private_item_its_matter_history_and_papers_are_nowhere(administrator, private):
    private.matter.title = "Termination of Dr Nobody"
    private.matter.save()
    paper = models.Paper.objects.create(item=private, title="Secret paper", text="x", added_at=timezone.now())
    for model, row in ((models.Matter, private.matter), (models.AgendaItem, private), (models.Paper, paper)):
        said = text_of(administrator.get(address(model, "changelist")))
        assert "Dr Nobody" not in said
        assert "Secret" not in said
        assert administrator.get(address(model, "change", row.pk)).status_code == 302
        assert administrator.get(address(model, "history", row.pk)).status_code == 404
        version = row.history.first().history_id
        assert administrator.get(address(model, "simple_history", row.pk, version)).status_code == 404
        assert administrator.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 302
        assert model.objects.filter(pk=row.pk).exists()
    for model in EDITABLE:
        assert "Dr Nobody" not in administrator.get(address(model, "add")).content.decode()


@pytest.mark.parametrize("access", [Access.MEMBERS, Access.NAMED])
def test_a_paper_that_is_not_public_is_nowhere(administrator, room, access):
    paper = models.Paper.objects.create(
        item=room.items[0], title="For members", text="secret", access=access, added_at=timezone.now()
    )
    assert "For members" not in text_of(administrator.get(address(models.Paper, "changelist")))
    assert administrator.get(address(models.Paper, "change", paper.pk)).status_code == 302
    assert administrator.get(address(models.Paper, "history", paper.pk)).status_code == 404


def test_a_meeting_in_private_shows_nothing_either(administrator, voted):
    voted.meeting.in_public, voted.meeting.private_reason = False, "Commercial"
    voted.meeting.save()
    for model in (models.Vote, models.Motion, models.Attendance, models.AgendaItem):
        assert administrator.get(address(model, "change", model.objects.first().pk)).status_code == 302


def test_what_uses_a_row_is_counted_and_not_named(administrator, private):
    private.matter.title = "Termination of Dr Nobody"
    private.matter.save()
    url = reverse("admin:committees_meeting_delete", args=[private.meeting_id])
    said = text_of(administrator.post(url, {"post": "yes"}, follow=True))
    assert "2 agenda items" in said
    assert "Dr Nobody" not in said


# --- Agendas and papers ---
def test_a_matter_is_put_on_the_agenda_of_every_committee_it_concerns(administrator, room):
    matter = world.a_matter("New", [body.ccg for body in room.bodies.values()])
    data = {"meeting": room.meeting.pk, "matter": matter.pk, "number": "9"}
    assert administrator.post(address(models.AgendaItem, "add"), data).status_code == 302
    item = models.AgendaItem.objects.get(number="9")
    assert item.purposes.count() == 2
    assert item.resolutions.count() == 2
    again = administrator.post(address(models.AgendaItem, "add"), data)
    assert "already exists" in text_of(again)


def test_nothing_is_added_to_the_agenda_of_a_closed_meeting(administrator, room):
    room.arrive()
    for item in room.items:
        actions.skip_item(actor=room.secretary, meeting=room.meeting.pk, item=item.pk, reason="Not needed")
    actions.close_sitting(
        actor=room.secretary, meeting=room.meeting.pk, sittings=[sitting.pk for sitting in room.sittings.values()]
    )
    matter = world.a_matter("Late", [room.bodies["Merton"].ccg])
    data = {"meeting": room.meeting.pk, "matter": matter.pk, "number": "9"}
    response = administrator.post(address(models.AgendaItem, "add"), data)
    assert "is closed: nothing is added to its agenda" in text_of(response)


def test_what_committees_are_asked_stays_once_it_is_on_an_agenda(administrator, room):
    matter = room.items[0].matter
    data = {"title": "Better title", "function": "budget", "summary": "", "made_up": "on"}
    response = administrator.post(address(models.Matter, "change", matter.pk), data | inline("limbs"))
    assert response.status_code == 302
    matter.refresh_from_db()
    assert matter.title == "Better title"
    assert matter.function == "gp_commissioning"
    assert matter.ccgs.count() == 2


# --- What was decided by stays ---
def post_matter(administrator, matter, parts=(), **changed):
    """What a browser posts for a matter and its parts, with some of it changed."""
    data = {
        "title": matter.title,
        "summary": "",
        "function": matter.function,
        "kind": matter.kind,
        "reach": matter.reach,
    }
    data |= {"made_up": "on", "value": matter.value or "", "ccgs": [ccg.pk for ccg in matter.ccgs.all()]}
    data |= {"practices": ", ".join(matter.practices.values_list("ods_code", flat=True))}
    data |= {"providers": [row.pk for row in matter.providers.all()]}
    rows = [{"id": limb.pk, "matter": matter.pk, "letter": "", "text": limb.text, "verb": verb} for limb, verb in parts]
    response = administrator.post(
        address(models.Matter, "change", matter.pk), data | changed | inline("limbs", rows, len(rows))
    )
    matter.refresh_from_db()
    return response


def test_kind_and_value_stay_once_it_is_on_an_agenda(administrator, voted):
    matter = voted.items[0].matter
    assert post_matter(administrator, matter, kind="award", value="5").status_code == 302
    assert (matter.kind, matter.value) == ("", None)


@pytest.mark.parametrize("changed", [{"kind": "award"}, {"value": 5}, {"function": "budget"}])
def test_what_was_voted_on_keeps_its_kind_value_and_function_with_a_sentence(voted, changed):
    matter = voted.items[0].matter
    for name, value in changed.items():
        setattr(matter, name, value)
    with pytest.raises(ValidationError, match="was put to a vote by its function, kind and value: they stay"):
        matter.full_clean()
    with pytest.raises(IntegrityError, match="voted on or decided by them: they stay"), transaction.atomic():
        matter.save()


def test_what_was_put_to_no_vote_or_whose_motion_was_withdrawn_may_change(room):
    room.arrive()
    matter = room.begin().matter
    matter.value = 4
    matter.full_clean()
    matter.save()
    decisions = room.record.item_by_id[room.items[0].pk].resolutions
    actions.open_voting(actor=room.secretary, resolutions=[each.pk for each in decisions], recording=Recording.BY_NAME)
    for each in decisions:
        actions.withdraw_motion(actor=room.secretary, resolutions=[each.pk], reason="Not ready")
    matter.value = 5
    matter.full_clean()
    matter.save()


def test_parts_stay_as_they_are_put_once_decided_outside_a_meeting(administrator, on_the_day):
    between = Between()
    between.take()
    part = between.matter.limbs.get()
    assert post_matter(administrator, between.matter, [(part, "reject")], title="Better title").status_code == 302
    part.refresh_from_db()
    assert (between.matter.title, part.verb) == ("Better title", "approve")
    page = text_of(administrator.get(address(models.Matter, "change", between.matter.pk)))
    assert "Add another" not in page


def test_practices_and_providers_that_the_facts_name_are_not_taken_off(administrator, on_the_day):
    ccg = world.a_body("Kingston", "08J", Level.JOINT).ccg
    practice, spare = a_practice("H85001", "SURGERY ONE", ccg), a_practice("H85002", "SURGERY TWO", ccg)
    provider, other = Provider.objects.create(name="Named Ltd"), Provider.objects.create(name="Other Ltd")
    branch = state(world.a_matter("Made up", [ccg]), "branch_closure", whole={"site": a_branch(practice).pk})
    award = state(world.a_matter("Made up too", [ccg]), "award", {"supplier": provider.pk})
    branch.practices.set([practice, spare])
    award.providers.set([provider, other])
    said = text_of(post_matter(administrator, branch, practices=""))
    assert "Surgery One is named in the facts of this matter: state other facts first." in said
    assert "Surgery Two is named" not in said
    assert post_matter(administrator, branch, practices="H85001").status_code == 302
    assert [row.ods_code for row in branch.practices.all()] == ["H85001"]
    said = text_of(post_matter(administrator, award, providers=[other.pk]))
    assert "Named Ltd is named in the facts of this matter: state other facts first." in said
    assert post_matter(administrator, award, providers=[provider.pk]).status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("paper.pdf", b"MZ not a pdf", "is not the kind of file that its name says"),
        ("paper.docx", b"%PDF-1.4", "is not the kind of file that its name says"),
        ("paper.txt", b"\x00\x01", "is not the kind of file that its name says"),
        ("paper.exe", b"MZ", "is not the kind of file that its name says"),
        ("paper.pdf", b"", "The submitted file is empty."),
    ],
)
def test_a_paper_is_what_its_name_says(administrator, room, settings, tmp_path, name, content, sentence):
    settings.MEDIA_ROOT = tmp_path
    data = {"item": room.items[0].pk, "title": "Paper", "text": "", "file": SimpleUploadedFile(name, content)}
    response = administrator.post(address(models.Paper, "add"), data)
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert not models.Paper.objects.exists()


def test_a_public_paper_is_added_with_who_and_when(administrator, room, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("paper.pdf", b"%PDF-1.4 made up")
    data = {"item": room.items[0].pk, "title": "Paper", "text": "", "file": file}
    assert administrator.post(address(models.Paper, "add"), data).status_code == 302
    paper = models.Paper.objects.get()
    assert paper.access == Access.PUBLIC
    assert paper.added_by.username == "administrator"
    neither = administrator.post(address(models.Paper, "add"), {"item": room.items[0].pk, "title": "P", "text": ""})
    assert "A paper is a file or a text" in text_of(neither)


def test_a_file_too_big_is_refused(administrator, room, settings):
    settings.COCOMM_UPLOAD_MAX_BYTES = 10
    file = SimpleUploadedFile("paper.pdf", b"%PDF-1.4 made up")
    data = {"item": room.items[0].pk, "title": "Paper", "text": "", "file": file}
    assert "is larger than" in text_of(administrator.post(address(models.Paper, "add"), data))


def test_every_page_opens(administrator, voted):
    for model in (*EDITABLE, *RECORD):
        assert administrator.get(address(model, "changelist")).status_code == 200
        row = model.objects.first()
        if row is not None:
            assert administrator.get(address(model, "change", row.pk)).status_code == 200
            assert administrator.get(address(model, "history", row.pk)).status_code == 200
    for model in EDITABLE:
        assert administrator.get(address(model, "add")).status_code == 200
