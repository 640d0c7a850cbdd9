"""Every way to a paper, tried by somebody from whom a ruling withholds it.

The list of ways is written by hand: an address that is not in it fails the first test, and has to be said of it either
that it shows nothing of papers, or that it asks the gate. (That every address is tried is the access matrix's own
test: its pages are those that are asked here.) Then each is tried, by the GP as a member, and by the same GP
with every key there is: secretary of both committees and administrator of the site.

No address, and so not in the list: ``manage.py export_meeting`` writes a meeting with its papers to a file; whoever may
run a command on the server can read its database.
"""

import uuid
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client, override_settings
from django.urls import Resolver404, resolve, reverse

from committees.models import Letter
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.terms import Access
from decisions import actions
from decisions.models import AgendaItem, Paper
from practices import clock
from tests.scene import FIRST, PRESSES, set_scene
from tests.test_access_matrix import PAGES, routes

pytestmark = pytest.mark.django_db

#: These show papers, or tell their titles, to those who may read them: each asks the gate for its reader.
ASK_THE_GATE = {
    "paper",  # the paper itself: its text, or its file as a download
    "meeting",  # the agenda, with links to its papers
    "console",
    "console_live",
    "console_act",  # a refused press shows the console again
    "record",  # the whole record as a file
    "sheet",  # the titles of an item's papers, for writing the meeting down by hand
    "conflicts",
    "add_paper",
    "chronology",  # when each paper of the matter was added
    "chronology_pdf",
    "admin:decisions_paper",
}
#: These show nothing of any paper to anybody.
SHOW_NO_PAPER = {
    "kind",
    "kinds",
    # signing in, and the site itself
    "sign_in",
    "sign_out",
    "password_reset",
    "password_reset_done",
    "password_reset_confirm",
    "password_reset_complete",
    "healthz",
    # lists and what is due
    "home",
    "meetings",
    "decisions_waiting",
    "desk",
    # the meeting as it went
    "minutes",
    "minutes_of",
    "projector",
    "follow",
    "follow_live",
    "write_up",
    "write_up_attendance",
    "write_up_item",
    "write_up_close",
    "put_right",
    "put_right_entry",
    "add_item",
    # between meetings
    "book",
    "new_matter",
    "matter_outside",
    "matter_facts",
    "part_facts",
    "new_part",
    "new_step",
    "correct_step",
    "letter",
    "letter_file",
    # one decision
    "decision_conditions",
    "managed",
    "veto",
    # who decides, committees, practices
    "who_decides",
    "who_decides_ccg",
    "who_decides_function",
    "who_decides_timeline",
    "committees",
    "committee",
    "committee_what_if",
    "practices",
    "contracts_ending",
    "practice",
    "find_organisations",
    # the registers
    "registers",
    "register_of_interests",
    "register_of_offers",
    "register_of_breaches",
    "register_of_procurement",
    "my_declarations",
    "declarations_of",
    "declare_for_register",
    "change_interest",
    "end_interest",
    "overdue_declarations",
    "my_offers",
    "offers_of",
    "offer",
    "record_offer",
    "change_offer",
    "offer_guidance",
    "my_training",
    "training_of",
    "certification",
    "guardian",
    "concerns",
}
SECRET = "ninety pounds for each patient of the branch"
TITLE = "What the branch is to be paid"


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker, tmp_path_factory):
    """The matrix's scene, with papers of the withheld item that are easy to find; every request is taken back."""
    with (
        django_db_blocker.unblock(),
        override_settings(COCOMM_CLOCK_DAY=date(2016, 4, 14), MEDIA_ROOT=tmp_path_factory.mktemp("media")),
        transaction.atomic(),
    ):
        scene = set_scene()
        for access in Access:
            said = {"item": scene.withheld, "access": access, "added_at": clock.now()}
            scene.papers[f"secret {access}"] = Paper.objects.create(title=f"{TITLE} ({access})", text=SECRET, **said)
        named = ContentFile(SECRET.encode(), name="what-the-branch-is-to-be-paid.txt")
        scene.papers["secret file"] = Paper.objects.create(title=f"{TITLE} (file)", file=named, **said)
        scene.room.begin(scene.withheld)
        yield scene
        transaction.set_rollback(True)


def give_every_key(scene) -> None:
    """The GP is secretary of both committees, and administrates the site."""
    account = scene.accounts["gp"]
    for body in scene.room.bodies.values():
        appoint_to_post(account=account, committee=body.committee, kind=PostKind.SECRETARY, starts_on=FIRST)
    account.is_staff = account.is_superuser = True
    account.save()


@pytest.fixture(params=["a member", "with every key"])
def gp(request, scene) -> Client:
    if request.param == "with every key":
        give_every_key(scene)
    return signed_in(scene, "gp")


def signed_in(scene, who: str) -> Client:
    client = Client()
    client.force_login(scene.accounts[who])
    return client


def body(answer) -> str:
    """Everything that was sent: the page or the file, and where it sends on."""
    sent = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return sent.decode(errors="replace") + str(answer.headers)


def told(text: str) -> list[str]:
    return [words for words in (SECRET, TITLE, "what-the-branch-is-to-be-paid") if words in text]


# --- The list is whole ---
def test_every_address_is_known_to_show_no_paper_or_to_ask_the_gate():
    named = {name for name, _ in routes() if name and not name.startswith("admin:")}
    assert named <= ASK_THE_GATE | SHOW_NO_PAPER, "say of the new address whether it shows papers, and try it below"
    assert not ASK_THE_GATE & SHOW_NO_PAPER


# --- Each way is tried ---
@pytest.mark.parametrize("row", PAGES, ids=lambda row: f"{row[0]} {row[1]}")
def test_no_page_tells_the_gp_of_the_paper(scene, gp, row):
    name, about, args, *_ = row
    if name == "sign_out":
        return
    answer = gp.get(reverse(name, args=args(scene)))
    assert not told(body(answer)), f"{name} {about}"


@pytest.mark.parametrize("kind", ["console", "console_live", "minutes", "follow", "projector", "sheet", "meeting"])
def test_no_page_of_the_item_itself_tells_the_gp_of_the_paper(scene, gp, kind):
    for query in (f"?item={scene.withheld.pk}", "?ask=declarations", "?q=branch"):
        assert not told(body(gp.get(reverse(kind, args=[scene.meeting.pk]) + query)))


def test_neither_page_nor_download_of_any_of_its_papers_is_given_to_the_gp_and_the_refusal_says_why(scene, gp):
    for name, paper in scene.papers.items():
        if paper.item_id != scene.withheld.pk:
            continue
        answer = gp.get(reverse("paper", args=[paper.pk]))
        assert answer.status_code == 403, name
        assert not told(body(answer))
        assert "does not get the papers of this item" in body(answer)


def test_the_whole_record_is_not_given_to_the_gp(scene, gp):
    assert gp.get(reverse("record", args=[scene.meeting.pk])).status_code == 403


def test_one_line_on_the_agenda_says_why(scene, gp):
    page = body(gp.get(reverse("meeting", args=[scene.meeting.pk])))
    assert page.count("the ruling of Merton Lay member, chair is “papers withheld and leaves”") == 1


def test_no_refused_press_shows_the_paper(scene, gp):
    for what, _ in PRESSES:
        with transaction.atomic():
            address = reverse("console_act", args=[scene.meeting.pk, what])
            fields = {"key": uuid.uuid4(), "item": scene.withheld.pk}
            assert not told(body(gp.post(address, fields, follow=True))), what
            transaction.set_rollback(True)


ADMIN_PAGES = [(model, kind) for model in (Paper, AgendaItem) for kind in ("changelist", "change", "history", "delete")]


@pytest.mark.parametrize(("model", "kind"), ADMIN_PAGES, ids=lambda each: getattr(each, "__name__", each))
def test_the_admin_does_not_show_it_to_a_gp_who_administrates_the_site(scene, model, kind):
    give_every_key(scene)
    gp = signed_in(scene, "gp")
    name = f"admin:decisions_{model._meta.model_name}_{kind}"
    rows = [p.pk for p in scene.papers.values()] if model is Paper else [scene.withheld.pk]
    for args in [[]] if kind == "changelist" else [[row] for row in rows]:
        for query in ("", "?q=branch"):
            assert not told(body(gp.get(reverse(name, args=args) + query, follow=True)))


def test_nor_an_earlier_version_of_it(scene):
    give_every_key(scene)
    gp = signed_in(scene, "gp")
    paper = scene.papers[f"secret {Access.PUBLIC}"]
    version = paper.history.first().history_id
    answer = gp.get(reverse("admin:decisions_paper_simple_history", args=[paper.pk, version]))
    assert answer.status_code == 404
    assert not told(body(answer))


def test_no_letter_carries_a_paper(scene):
    actions.keep_time()
    assert not [letter for letter in Letter.objects.all() if told(letter.subject + letter.body)]


def test_a_file_has_no_address_of_its_own(scene, gp):
    address = scene.papers["secret file"].file.url
    assert gp.get(address).status_code == 404
    with pytest.raises(Resolver404):
        resolve(address)


# --- And the tests would see it ---
def test_others_read_it_in_every_way_that_asks_the_gate(scene):
    chair, administrator = signed_in(scene, "lay_chair"), signed_in(scene, "superuser")
    meeting, paper = [scene.meeting.pk], scene.papers[f"secret {Access.PUBLIC}"]
    for name in ("meeting", "console", "console_live", "record", "sheet"):
        assert told(body(chair.get(reverse(name, args=meeting)))), name
    matter = [scene.cast.merton.committee.pk, scene.withheld.matter_id]
    assert told(body(chair.get(reverse("chronology", args=matter))))
    for each in ("secret public", "secret named", "secret file"):
        assert told(body(chair.get(reverse("paper", args=[scene.papers[each].pk])))), each
    assert told(body(administrator.get(reverse("admin:decisions_paper_change", args=[paper.pk]))))


@pytest.mark.parametrize("name", sorted(SHOW_NO_PAPER))
def test_what_is_said_to_show_no_paper_shows_none_to_anybody(scene, name):
    chair, secretary = signed_in(scene, "lay_chair"), signed_in(scene, "secretary")
    for _, about, args, *_ in [row for row in PAGES if row[0] == name]:
        if name != "sign_out":
            for client in (chair, secretary):
                assert not told(body(client.get(reverse(name, args=args(scene))))), about
