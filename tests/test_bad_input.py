"""What is typed wrongly, sent twice, sent by hand or made up: refused in a sentence, nothing half-written, never a 500."""

from __future__ import annotations

import uuid
from urllib.parse import quote, urlencode

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committees.models import Arrangement, Breach, Concern, Interest, Sitting, Statement
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.terms import Movement
from decisions import actions
from decisions.models import Condition
from decisions.presses import KINDS
from tests import world
from tests.pressing import forms_on
from tests.scene import PRESSES, Scene, opened, voted
from tests.test_access_matrix import PAGES, asking, of_a_letter, of_a_told_step, of_an_officer, scene  # noqa: F401 the scene of the matrix, set once here too
from tests.test_permission_layer import text
from tests.world import GP

pytestmark = pytest.mark.django_db

HUGE = 2**63
#: What nobody types and somebody sends.
JUNK = [
    "", " ", "x", "-1", "0", "1.5", "1e3", str(HUGE), str(HUGE * 4), f"-{HUGE * 2}", "9" * 5000, "\x00", "a\x00b", "²",
    "١٢", "½", "1\n", "1-2-3", "²-²-²", "class:²", "class:" + "9" * 30, "class:all", f"left:{'9' * 30}", "left:²",
    "left:" + "9" * 5000, f"{HUGE}:{HUGE}", "²:²", f"{HUGE}-{HUGE}-{HUGE}", "é" * 400, "x" * 10_000, "<script>",
    "' OR 1=1 --", "null", "[]", "yes", "for", "agree", "2016-05-12", "9999-12-31", "0001-01-01", "10:00", "25:99",
    "\ud7ff\U0001f600", "../../etc/passwd", "%00", "%s", "{{ 1 }}",
]  # fmt: skip
junk = st.sampled_from(JUNK) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
QUICK = {"deadline": None, "database": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}

TABLES = [model for app in ("practices", "committees", "decisions") for model in apps.get_app_config(app).get_models()]


def rows() -> dict[str, int]:
    """How many rows each table of the product has."""
    return {model._meta.label: model.objects.count() for model in TABLES if not model._meta.swapped}


def press(client, scene: Scene, what: str, meeting=None, **fields):  # noqa: F811
    address = reverse("console_act", args=[(meeting or scene.meeting).pk, what])
    return client.post(address, {"key": uuid.uuid4()} | fields)


def refused(answer, status: int, *sentences: str) -> None:
    said = text(answer)
    assert answer.status_code == status, said[-900:]
    for sentence in sentences:
        assert sentence in said, said[said.find("Not done") :][:1500]


@pytest.fixture
def unchanged():
    """The last thing tried wrote nothing at all, in any table: take ``unchanged.before()`` before it."""

    class Unchanged:
        def before(self):
            self.rows = rows()

    watch = Unchanged()
    yield watch
    assert rows() == watch.rows


# --- The list of the issue ---
def vote_of_the_gp(scene: Scene) -> dict:  # noqa: F811
    return {"resolution": scene.decision("Merton"), "seat": scene.seat("Merton", GP), "choice": "for", "from": "follow"}


@pytest.mark.parametrize("who", ["gp", "secretary"])
def test_a_vote_of_somebody_who_left_the_room(scene, asking, unchanged, who):  # noqa: F811
    opened(scene)
    gp = scene.person("Merton", GP)
    actions.record_attendance(actor=scene.room.secretary, meeting=scene.meeting.pk, people=[gp], movement=Movement.LEFT)
    unchanged.before()
    refused(
        press(asking(who), scene, "vote", **vote_of_the_gp(scene)),
        403,
        "Merton GP member has left the room",
        "by coming back",
    )
    page = asking("gp").get(reverse("follow", args=[scene.meeting.pk]))
    assert "vote" not in {form.action.split("/")[-2] for form in forms_on(page.content.decode())}, "nor is it offered"


def test_a_second_vote(scene, asking, unchanged):  # noqa: F811
    opened(scene)
    assert press(asking("gp"), scene, "vote", **vote_of_the_gp(scene)).status_code == 302
    unchanged.before()
    again = vote_of_the_gp(scene) | {"choice": "against"}
    refused(press(asking("gp"), scene, "vote", **again), 403, "has voted")


def test_a_vote_after_the_voting_is_closed(scene, asking, unchanged):  # noqa: F811
    voted(scene)
    unchanged.before()
    refused(press(asking("gp"), scene, "vote", **vote_of_the_gp(scene)), 403, "closed")


def test_a_vote_after_the_meeting_is_closed(scene, asking, unchanged):  # noqa: F811
    actions.close_sitting(actor=scene.room.secretary, meeting=scene.meeting.pk, sittings=[scene.sitting("Merton")])
    unchanged.before()
    refused(press(asking("gp"), scene, "vote", **vote_of_the_gp(scene)), 403, "has closed its meeting", "new decision")


def test_a_veto_at_level_3(scene, asking, unchanged):  # noqa: F811
    address = reverse("veto", args=[scene.decision("Merton", scene.decided)])
    unchanged.before()
    fields = {"key": uuid.uuid4(), "what": "veto", "reason": "No."}
    for answer in (asking("nhs_england").get(address), asking("nhs_england").post(address, fields)):
        refused(answer, 403, "level 3", "North Central London")


def test_a_committee_whose_ccg_has_no_level_on_the_day(scene, asking, unchanged):  # noqa: F811
    body = world.a_body("Bexley", "07N")
    room = world.meet({"Bexley": body}, scene.room.secretary)
    appoint_to_post(
        account=scene.accounts["secretary"], committee=body.committee, kind=PostKind.SECRETARY, starts_on=world.FIRST
    )
    room.secretary = world.actor(scene.accounts["secretary"])
    Arrangement.objects.get(ccg=body.ccg).delete()
    room.arrive()
    room.begin()
    unchanged.before()
    answer = press(asking("secretary"), scene, "agree", room.meeting, resolutions=room.decisions(), how="unanimous")
    refused(answer, 403, "No co-commissioning level is recorded for Bexley on 14 April 2016", "record the CCG")


def test_a_sitting_of_a_committee_that_was_stood_down(scene, asking, unchanged):  # noqa: F811
    """The form says it, and so does the database to whoever comes by another way."""
    meeting, old = scene.elsewhere.meeting, scene.cast.stood_down
    unchanged.before()
    fields = {"meeting": meeting.pk, "committee": old.pk, "order": 7}
    answer = asking("superuser").post(reverse("admin:committees_sitting_add"), fields)
    refused(answer, 200, "cannot sit on 14 April 2016", "its last day was 31 March 2016", "Choose the committee")
    with pytest.raises(IntegrityError, match="does not exist on the day of the meeting"), transaction.atomic():
        Sitting.objects.create(meeting=meeting, committee=old, order=7)


def test_a_file_that_is_not_what_it_says(scene, asking, unchanged):  # noqa: F811
    unchanged.before()
    for name, content in (
        ("plan.pdf", b"<html><script>alert(1)</script>"),
        ("sheet.xlsx", b"%PDF-1.4"),
        ("a.txt", b"\x00\x01"),
    ):
        answer = asking("superuser").post(
            reverse("admin:decisions_paper_add"),
            {
                "item": scene.decided.pk,
                "title": "A plan",
                "access": "public",
                "file": SimpleUploadedFile(name, content),
            },
        )
        refused(answer, 200, "is not the kind of file that its name says")


def test_a_form_sent_twice_is_taken_once(scene, asking, unchanged):  # noqa: F811
    key = uuid.uuid4()
    fields = {"resolutions": [scene.decision("Merton")], "how": "unanimous", "key": key}
    assert press(asking("secretary"), scene, "agree", **fields).status_code == 302
    unchanged.before()
    assert press(asking("secretary"), scene, "agree", **fields).status_code == 302
    page = asking("secretary").get(reverse("console", args=[scene.meeting.pk]))
    assert "the same form was sent twice" in text(page)


def test_a_form_that_was_refused_can_be_put_right_and_sent_again(scene, asking):  # noqa: F811
    fields = {"resolution": scene.decision("Merton"), "against": 3, "abstained": 0, "key": uuid.uuid4()}
    refused(press(asking("secretary"), scene, "counts", in_favour=50, **fields), 422, "only 9 members could vote")
    assert press(asking("secretary"), scene, "counts", in_favour=6, **fields).status_code == 302


def test_two_devices_that_close_one_after_the_other(scene, asking, unchanged):  # noqa: F811
    fields = {"sittings": [scene.sitting("Merton")]}
    assert press(asking("secretary"), scene, "close", **fields).status_code == 302
    unchanged.before()
    refused(press(asking("secretary"), scene, "close", **fields), 403, "has closed its meeting")


# --- The registers: an interest as the form of declaring sends it. Made up ---
AN_INTEREST = {
    "type": "financial", "directness": "direct", "nature": "Partner", "relationship": "", "find": "",
    "organisations": ["practice-H85001"], "organisation": "", "mitigation": "", "mitigation_agreed_with": "",
    "objection": "", "starts_on_day": "5", "starts_on_month": "1", "starts_on_year": "2015",
    "ends_on_day": "", "ends_on_month": "", "ends_on_year": "",
}  # fmt: skip


def declare_at(scene) -> str:  # noqa: F811
    return reverse("declare_for_register", args=[scene.person("Merton", GP)])


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ends_on_day": "1", "ends_on_month": "1", "ends_on_year": "2015"}, "before it begins on 5 January 2015"),
        ({"organisations": [], "find": "Atlantis"}, "No practice or provider on record fits “Atlantis”"),
        ({"organisations": []}, "Say which practice, provider or other organisation the interest is in"),
        ({"organisations": ["practice-Z99999"]}, "“Z99999” is not the code of a practice or provider on record"),
        ({"directness": "indirect"}, "Say whose interest it is"),
    ],
)
def test_an_interest_that_cannot_be(scene, asking, unchanged, changed, sentence):  # noqa: F811
    unchanged.before()
    refused(asking("gp").post(declare_at(scene), AN_INTEREST | changed), 422, sentence)


def test_a_declaration_for_somebody_else_without_the_power(scene, asking, unchanged):  # noqa: F811
    unchanged.before()
    for who in ("lay_chair", "executive", "superuser", "secretary_of_croydon"):
        answer = asking(who).post(declare_at(scene), AN_INTEREST)
        refused(answer, 403, "everybody declares for themselves", "14O", "or the secretary of a committee")


def test_two_open_interests_that_say_the_same(scene, asking, unchanged):  # noqa: F811
    assert asking("gp").post(declare_at(scene), AN_INTEREST).status_code == 302
    unchanged.before()
    again = AN_INTEREST | {"nature": " partner."}
    refused(asking("secretary").post(declare_at(scene), again), 422, "already: “Partner”, since 5 January 2015")


def test_any_form_of_declaring_sent_with_anything_in_it(scene, asking):  # noqa: F811
    assert asking("gp").post(declare_at(scene), AN_INTEREST).status_code == 302
    row = Interest.objects.latest("pk")
    addresses = [
        declare_at(scene),
        reverse("change_interest", args=[row.pk]),
        reverse("end_interest", args=[row.pk]),
        reverse("my_declarations"),
    ]
    right = AN_INTEREST | {"nature": "Landlord", "reason": "It was wrong.", "said": "nothing_changed"}
    names = st.sampled_from(
        [*right, "seen", "look", "category", "said_on_year", "ends_on_year", "starts_on_year", "back"]
    )

    @settings(max_examples=40, **QUICK)
    @given(
        st.sampled_from(addresses), st.dictionaries(names, junk | st.lists(junk, max_size=3), min_size=1, max_size=3)
    )
    def send(address, changed):
        with transaction.atomic():
            before = declared_rows()
            answer = asking("gp").post(address, right | changed)
            assert answer.status_code in (200, 302, 422), (address, answer.status_code)
            assert answer.status_code == 302 or declared_rows() == before, "half-written"
            transaction.set_rollback(True)

    send()


def declared_rows() -> list[int]:
    models = (Interest, Interest.history.model, Statement, Interest.practices.through, Interest.providers.through)
    return [model.objects.count() for model in models]


# --- One meeting's form about another's things ---
@pytest.mark.parametrize("what", sorted({kind for kind, _ in PRESSES}))
def test_a_press_in_one_meeting_does_nothing_in_another(scene, asking, unchanged, what):  # noqa: F811
    """Sent to the meeting elsewhere by somebody who may run it, about the decisions, committees and items of ours."""
    from tests.test_access_matrix import MAY_PRESS

    kind = next(key for key in MAY_PRESS if key[0] == what)
    PRESSES[kind].state(scene)
    for body in scene.elsewhere.bodies.values():
        appoint_to_post(
            account=scene.accounts["secretary"],
            committee=body.committee,
            kind=PostKind.SECRETARY,
            starts_on=world.FIRST,
        )
    fields = PRESSES[kind].fields(scene)
    if what in ("roll-call", "move", "arrive", "urgent"):
        fields |= {"people": [HUGE - 1], "move": f"left:{HUGE // 10}", "name": " ", "ccgs": ["08R"]}
    unchanged.before()
    refused(press(asking("secretary"), scene, what, scene.elsewhere.meeting, **fields), 422)


@pytest.mark.parametrize(
    ("what", "fields", "sentence"),
    [
        ("agree", lambda s: {"resolutions": s.elsewhere.decisions(), "how": "unanimous"}, "does not belong to this meeting"),
        ("agree", lambda s: {"resolutions": [HUGE - 1], "how": "unanimous"}, "does not belong to this meeting"),
        ("agree", lambda s: {"resolutions": [HUGE], "how": "unanimous"}, "This form is not whole"),
        ("agree", lambda s: {"resolutions": s.both, "how": "by_name"}, "Agreed by all is recorded as unanimous"),
        ("close", lambda s: {"sittings": [s.elsewhere.sittings["Kingston"].pk]}, "does not sit in this meeting"),
        ("begin", lambda s: {"item": s.elsewhere.items[0].pk}, "not on the agenda of this meeting"),
        ("begin", lambda s: {"item": s.current.pk}, "being taken already"),
        ("begin", lambda s: {"item": s.scheme.pk, "at": "23:59:59"}, "still to come"),
        ("begin", lambda s: {"item": s.scheme.pk, "at": "25:00"}, "Give the time as hours and minutes"),
        ("move", lambda s: {"move": f"came:{s.person('Merton', GP)}"}, "is in the room already"),
        ("move", lambda s: {"move": "left:999999999"}, "Choose who it is from the list"),
        ("reorder", lambda s: {"item": s.current.pk, "after": s.current.pk}, "cannot be placed after itself"),
        ("undo-attendance", lambda s: {"entry": 999999, "reason": "x"}, "not in the record of this meeting"),
        ("undeclare", lambda s: {"item": s.current.pk, "entry": 999999, "reason": "x"}, "not in the record of this meeting"),
        ("undo-attendance", lambda s: {"reason": "x"}, "Choose the entry that is wrong"),
        ("correct-attendance", lambda s: {"entry": 999999, "reason": "x"}, "not in the record of this meeting"),
        ("correct-declaration", lambda s: {"entry": 999999, "nature": "x", "type": "personal", "directness": "direct"},
         "not in the record of this meeting"),
        ("correct-ruling", lambda s: {"entry": 999999, "handling": "speaks"}, "not in the record of this meeting"),
        ("correct-ruling", lambda s: {"entry": 1, "handling": "forgives"}, "forgives"),
        ("take-back", lambda s: {"resolutions": s.decision("Merton", s.decided)}, "Say what is wrong in the record"),
        ("defer", lambda s: {"item": s.current.pk, "sittings": s.sitting("Merton"), "reason": "x"}, "Say until when"),
        ("defer", lambda s: {"item": s.current.pk, "sittings": s.sitting("Merton"), "reason": "x", "to_date": "13/04/2016"},
         "later day"),
        ("urgent", lambda s: {"title": "x", "function": "gp_commissioning", "ccgs": ["XXX"], "text": "x",
                              "verb": "approve", "reason": "x"}, "is not the code of a CCG"),
        ("votes", lambda s: {"seat": f"{s.decision('Merton')}-1-1", "p1": "perhaps"}, "Say for each member"),
        ("elect", lambda s: {"item": s.current.pk, "sitting": s.sitting("Merton"), "person": s.person("Merton", GP)},
         "presides over this item: nobody else is elected"),
        ("casting", lambda s: {"resolution": s.decision("Croydon"), "choice": "abstained"}, "for the motion, against it"),
        ("shadow", lambda s: {"item": s.current.pk, "sitting": s.sitting("Croydon"), "limb": 999999, "text": "x",
                              "how": "all"}, "Choose a part of this item"),
        ("shadow", lambda s: {"item": s.current.pk, "sitting": s.sitting("Croydon"), "limb": 1}, "Write what the committee"),
        ("shadow", lambda s: {"item": s.current.pk, "sitting": s.sitting("Croydon"), "limb": 1, "text": "x"},
         "Say whether all agreed, or give the numbers"),
        ("shadow", lambda s: {"item": s.current.pk, "sitting": s.sitting("Croydon"), "limb": 1, "text": "x",
                              "how": "perhaps"}, "Say whether all agreed, or give the numbers"),
        ("shadow", lambda s: {"item": s.current.pk, "sitting": s.sitting("Croydon"), "limb": 1, "text": "x",
                              "how": "numbers", "in_favour": "3"}, "Give all three numbers"),
        ("shadow", lambda s: {"item": s.current.pk, "sitting": s.sitting("Croydon"), "limb": 1, "text": "x",
                              "how": "all", "in_favour": "3"}, "All agreed, or numbers: not both"),
        ("agreement", lambda s: {"resolution": s.decision("Croydon"), "given": "yes"}, "once the committee has voted"),
    ],
)  # fmt: skip
def test_what_is_sent_wrongly_is_answered_with_a_sentence(scene, asking, unchanged, what, fields, sentence):  # noqa: F811
    unchanged.before()
    refused(press(asking("secretary"), scene, what, **fields(scene)), 422, sentence)


def test_the_page_of_conditions_says_what_is_missing(scene, asking, unchanged):  # noqa: F811
    unchanged.before()
    decision = scene.decision("Merton", scene.decided)
    condition = Condition.objects.get(motion__resolution=decision).pk
    address = reverse("decision_conditions", args=[decision])
    right = {"condition": condition, f"c{condition}-key": uuid.uuid4(), f"c{condition}-state": "discharged"}
    for changed in (
        {"condition": "x"},
        {"condition": HUGE},
        {"condition": condition + 1},
        {f"c{condition}-key": "x"},
        {f"c{condition}-state": "shouted"},
        {f"c{condition}-state": "awaited"},
        {f"c{condition}-day_day": "31", f"c{condition}-day_month": "2", f"c{condition}-day_year": "2016"},
        {f"c{condition}-met_by": "x"},
        {f"c{condition}-replaces": str(HUGE)},
        {f"c{condition}-reason": "\x00"},
        {},
    ):
        refused(asking("secretary").post(address, right | changed), 422, "Not done")


def test_nhs_englands_page_says_what_is_missing(scene, asking, unchanged):  # noqa: F811
    unchanged.before()
    address = reverse("veto", args=[scene.decision("Croydon", scene.decided)])
    for fields in ({}, {"what": "veto"}, {"key": "x", "what": "veto"}, {"key": uuid.uuid4(), "what": "shout"}):
        answer = asking("nhs_england").post(address, fields)
        refused(answer, 422, "Not done")


# --- Anything at all ---
def base(scene: Scene, what: str) -> tuple:  # noqa: F811
    return next(press for (kind, _), press in PRESSES.items() if kind == what)


@pytest.mark.parametrize("what", KINDS)
def test_any_form_of_the_console_sent_with_anything_in_it(scene, asking, monkeypatch, what):  # noqa: F811
    """Fields changed for junk, for lists, for keys of other things; missing and unasked-for ones."""
    order = base(scene, what)
    order.state(scene)
    right = order.fields(scene)
    keys = [scene.current.pk, scene.elsewhere.items[0].pk, *scene.elsewhere.decisions(), *scene.both]
    keys += [sitting.pk for room in (scene.room, scene.elsewhere) for sitting in room.sittings.values()]
    other = st.sampled_from([str(key) for key in keys]) | junk
    names = st.sampled_from([*right, *right, "at", "item", "from", "key", "resolutions", "seat"])
    client, address = asking("secretary"), reverse("console_act", args=[scene.meeting.pk, what])
    # The page around the sentence is tried above; here it would take all the time.
    monkeypatch.setattr(
        "decisions.views.console.render", lambda request, template, context, status=200: HttpResponse(status=status)
    )

    @settings(max_examples=8, **QUICK)
    @given(st.dictionaries(names, other | st.lists(other, max_size=3), min_size=1, max_size=3))
    def send(changed):
        with transaction.atomic():
            before = count()
            answer = client.post(address, right | {"key": str(uuid.uuid4())} | changed)
            assert answer.status_code in (302, 403, 422)
            assert answer.status_code == 302 or count() == before, "half-written"
            transaction.set_rollback(True)

    send()


def count() -> int:
    """The rows that a press could leave behind."""
    names = ("decisions.Link", "decisions.Submission", "decisions.Matter", "decisions.AgendaItem", "committees.Person")
    return sum(apps.get_model(name).objects.count() for name in names)


def without_its_page(monkeypatch, view: str) -> None:
    """The page around the sentence is tried elsewhere; here it would take all the time."""
    monkeypatch.setattr(
        f"decisions.views.{view}.render", lambda request, template, context, status=200: HttpResponse(status=status)
    )


@pytest.mark.parametrize("what", ["advise", "breach", "redact", "publish", "lift", "nonetheless", "open", "shout"])
def test_any_form_of_the_guardian_sent_with_anything_in_it(scene, asking, monkeypatch, what):  # noqa: F811
    without_its_page(monkeypatch, "guardian")
    person = scene.person("Merton", GP)
    ccg = scene.cast.merton.ccg
    fields = {"type": "personal", "directness": "direct", "starts_on": world.FIRST, "declared_on": world.DAY}
    interest = Interest.objects.create(person_id=person, nature="A cousin", objection="No.", **fields)
    Concern.objects.create(ccg=ccg, raised_on=world.DAY, about="x")
    kept = {"about": "x", "found_on": world.DAY, "recorded_by": scene.accounts["guardian"].person}
    Breach.objects.create(ccg=ccg, **kept)
    about = {"advise": Concern, "publish": Breach}.get(what)
    pk = about.objects.get().pk if about else interest.pk if what in ("redact", "nonetheless", "open") else 0
    names = [
        "key",
        "said",
        "text",
        "advice",
        "why",
        "reason",
        "hides",
        "found_on_day",
        "found_on_month",
        "found_on_year",
    ]
    names = st.sampled_from(["what", "about", *(f"{what}{pk}-{name}" for name in [*names, "concern", "action"])])
    client, address = asking("guardian"), reverse("guardian", args=["08R"])

    @settings(max_examples=5, **QUICK)
    @given(st.dictionaries(names, junk | st.lists(junk, max_size=3), min_size=1, max_size=6))
    def send(changed):
        with transaction.atomic():
            before = rows()
            right = {"what": what, "about": pk, f"{what}{pk}-key": str(uuid.uuid4())}
            answer = client.post(address, right | changed)
            assert answer.status_code in (302, 422)
            assert answer.status_code == 302 or rows() == before, "half-written"
            transaction.set_rollback(True)

    with transaction.atomic():
        send()
        transaction.set_rollback(True)


@settings(max_examples=10, **QUICK)
@given(
    st.dictionaries(
        st.sampled_from(["key", "ccg", "said", "named"]), junk | st.sampled_from(["08R", "no"]), min_size=1, max_size=4
    )
)
def test_any_concern_sent_with_anything_in_it(scene, asking, changed):  # noqa: F811
    with transaction.atomic():
        before = rows()
        right = {"key": str(uuid.uuid4()), "ccg": "08R", "said": "x", "named": "yes"}
        answer = asking("gp").post(reverse("concerns"), right | changed)
        assert answer.status_code in (302, 422)
        assert answer.status_code == 302 or rows() == before, "half-written"
        transaction.set_rollback(True)


@settings(max_examples=25, **QUICK)
@given(
    st.dictionaries(st.sampled_from(["act", "ccg", "kind", "page"]), junk, min_size=1, max_size=4),
    st.sampled_from(["veto-", "agreement-", "information-", "consent-", "level_1-", "casting-", ""]),
)
def test_the_desk_asked_with_anything_and_any_press_of_it_sent_with_anything(scene, asking, asked, kind):  # noqa: F811
    client, address = asking("nhs_england"), reverse("desk")
    assert client.get(f"{address}?{urlencode(asked)}").status_code == 200
    own = scene.decision("Croydon", scene.decided)
    with transaction.atomic():
        before = rows()
        for act in (f"{kind}{asked.get('act', own)}", f"{kind}{own}"):
            sent = {
                "act": act,
                "press": asked.get("kind", "veto"),
                "reason": asked.get("page", " "),
                "key": uuid.uuid4(),
            }
            answer = client.post(address, sent)
            assert answer.status_code in (302, 403, 404, 422)
            assert answer.status_code == 302 or rows() == before, "half-written"
        transaction.set_rollback(True)


PARAMETERS = [
    "on",
    "on_day",
    "on_month",
    "on_year",
    "against",
    "item",
    "ask",
    "heads",
    "q",
    "ccg",
    "page",
    "function",
    "awaits",
    "find",
    "since",
    "until",
    "organisations",
    "organisation",
    "recorded",
    "type",
    "view",
    "format",
    "next",
    "p1",
    "p",
]
LOOKED_AT = [
    (name, about, args) for name, about, args, _, _ in PAGES if name not in ("sign_out", "console_act", "healthz")
]


@pytest.mark.parametrize("row", LOOKED_AT, ids=lambda row: f"{row[0]} {row[1]}")
def test_any_page_asked_with_anything_in_its_address(scene, asking, row):  # noqa: F811
    name, _, args = row
    client, address = asking("secretary"), reverse(name, args=args(scene))

    @settings(max_examples=3, **QUICK)
    @given(st.dictionaries(st.sampled_from(PARAMETERS), junk, min_size=1, max_size=4))
    def look(asked):
        assert client.get(f"{address}?{urlencode(asked)}").status_code in (200, 302, 400, 403, 404)

    look()


PLACES = [
    "/committees/{}/", "/committees/{}/what-if/", "/practices/{}/", "/who-decides/{}/", "/who-decides/{}/timeline/",
    "/who-decides/function/{}/",
    "/meetings/{}/", "/meetings/{}/minutes/", "/meetings/1/minutes/{}/", "/meetings/{}/console/", "/meetings/{}/follow/",
    "/meetings/{}/follow/live/?heads=0", "/meetings/{}/console/live/?heads=0", "/meetings/{}/projector/", "/papers/{}/",
    "/meetings/{}/put-right/", "/meetings/1/put-right/{}/{}/",
    "/meetings/{}/sheet/", "/meetings/{}/write-up/", "/meetings/{}/write-up/attendance/",
    "/meetings/1/write-up/items/{}/", "/meetings/{}/write-up/close/",
    "/people/{}/offers/", "/people/{}/offers/record/", "/people/{}/offers/guidance/", "/offers/{}/", "/offers/{}/change/",
    "/registers/{}/interests/", "/registers/{}/offers/", "/registers/{}/certification/", "/people/{}/training/",
    "/people/{}/declarations/", "/people/{}/declarations/declare/", "/declarations/{}/change/", "/declarations/{}/end/",
    "/registers/{}/overdue/", "/registers/{}/breaches/", "/registers/{}/guardian/",
    "/registers/{}/procurement/",
    "/decisions/{}/nhs-england/", "/password/{}/{}/", "/static/{}", "/{}/", "/admin/{}/", "/admin/r/{}/{}/",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_any_address_with_anything_in_it(scene, asking, place):  # noqa: F811
    for word in JUNK:
        if word:
            address = place.format(*[quote(word, safe="")] * place.count("{}"))
            who = "superuser" if address.startswith("/admin/") else "secretary"
            status = asking(who).get(address).status_code
            assert status in (200, 302, 301, 400, 403, 404), (address[:80], status)


FILTERS = ["q", "p", "o", "e", "all", "id", "id__exact", "pk__in", "made_up__exact", "kind__exact", "status__exact",
           "date__year", "starts_on__gte", "level", "_popup", "_to_field", "nonsense", "item__private"]  # fmt: skip


@pytest.mark.parametrize(
    "model", sorted(admin.site._registry, key=lambda model: model._meta.label), ids=lambda m: m._meta.label
)
def test_any_list_of_the_admin_asked_with_anything(scene, asking, model):  # noqa: F811
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    client, address = asking("superuser"), reverse(f"{name}_changelist")

    @settings(max_examples=4, **QUICK)
    @given(st.sampled_from(FILTERS), junk)
    def look(filter_, word):
        assert client.get(f"{address}?{urlencode({filter_: word})}").status_code in (200, 302, 400)

    look()
    for word in ("\x00", str(HUGE), "_00", "x/y", "²"):
        status = client.get(f"{address}{quote(word, safe='')}/change/").status_code
        assert status in (302, 404), (word, status)


@pytest.mark.parametrize("word", JUNK, ids=ascii)
def test_signing_in_with_anything(client, word):
    for address, fields in (
        (reverse("sign_in"), {"username": word, "password": word, "next": word}),
        (reverse("password_reset"), {"email": word}),
    ):
        assert client.post(address, fields).status_code in (200, 302)


def test_one_press_sign_in_with_anything(client, demo_site):
    for word in JUNK:
        if word.strip():
            status = client.post(f"/demo/sign-in/{quote(word, safe='')}/", headers={"host": "localhost"}).status_code
            assert status in (302, 404), (word, status)


# --- Before a meeting: possible conflicts, a new item, a paper ---
def anything_sent(client, address, right, names) -> None:
    """Junk in any field of a form that is otherwise right: taken, or refused in a sentence and nothing half-written."""

    @settings(max_examples=12, **QUICK)
    @given(st.dictionaries(st.sampled_from(names), junk | st.lists(junk, max_size=3), min_size=1, max_size=4))
    def send(changed):
        with transaction.atomic():
            before = rows()
            answer = client.post(address, right | {"key": str(uuid.uuid4())} | changed)
            assert answer.status_code in (200, 302, 422), answer.status_code
            assert answer.status_code == 302 or rows() == before, "half-written"
            transaction.set_rollback(True)

    with transaction.atomic():
        send()
        transaction.set_rollback(True)


@pytest.mark.parametrize("what", ["confirm", "propose", "withdraw", "add"])
def test_anything_can_be_sent_to_the_page_of_possible_conflicts(scene, asking, what):  # noqa: F811
    person = scene.person("Merton", GP)
    where = {"meeting": scene.meeting.pk, "item": scene.scheme.pk}
    said = {"nature": "a cousin", "why": "it is hers", "type": "personal", "directness": "indirect"}
    match = actions.add_match(actor=scene.room.secretary, **where, person=scene.person("Merton", GP + 1), **said)
    right = {"press": what, "item": scene.scheme.pk, "found": [match.pk], "reason": "why", "person": person} | said
    names = ["press", "item", "found", "reason", "person", "key", *said]
    anything_sent(asking("secretary"), reverse("conflicts", args=[scene.meeting.pk]), right, names)


def test_anything_can_be_sent_as_a_new_item(scene, asking):  # noqa: F811
    meeting = world.a_meeting(scene.cast.bodies, title="A later meeting")
    purposes = {f"purpose_{sitting.pk}": "approval" for sitting in meeting.sittings.all()}
    ccgs = [body.ccg.pk for body in scene.cast.bodies.values()]
    right = {"title": "An item", "function": "gp_commissioning", "ccgs": ccgs, "verb": "approve", "text": "Approve it."}
    names = [
        *right, *purposes, "summary", "find", "organisations", "merger", "reach", "more", "private", "private_ground",
        "presenters", "kind", "value", "key", "look",
    ]  # fmt: skip
    anything_sent(asking("secretary"), reverse("add_item", args=[meeting.pk]), right | purposes, names)


def test_anything_can_be_sent_as_a_paper(scene, asking):  # noqa: F811
    right = {"title": "A paper", "access": "public", "text": "It says this."}
    address = reverse("add_paper", args=[scene.meeting.pk, scene.scheme.pk])
    anything_sent(asking("secretary"), address, right, [*right, "file", "key"])


def test_anything_can_be_sent_as_an_officers_decision(scene, asking):  # noqa: F811
    matter, right = of_an_officer(scene)
    address = reverse("matter_outside", args=[scene.cast.merton.committee.pk, matter])
    names = ["press", "key", "verb", "text", "reason", "at", "on_day", "on_year", "private", "private_ground"]
    anything_sent(asking("secretary"), address, right, names)


def test_anything_can_be_sent_as_the_facts_of_a_matter_or_of_a_part(scene, asking):  # noqa: F811
    matter = scene.current.matter
    matter.kind = "merger"
    matter.save()
    where = [scene.cast.merton.committee.pk, matter.pk]
    names = [
        "key",
        "seen",
        "applicant",
        "find",
        "look",
        "reason",
        "fact_survivor",
        "fact_ended",
        "fact_effective_on_day",
    ]
    anything_sent(asking("secretary"), reverse("matter_facts", args=where), {}, names)
    right = {"text": "That it be approved.", "verb": "approve"}
    anything_sent(asking("secretary"), reverse("new_part", args=where), right, [*right, "key", "find", "another"])
    part = reverse("part_facts", args=[*where, matter.limbs.first().pk])
    anything_sent(asking("secretary"), part, {}, ["key", "seen", "reason", "remove"])


@pytest.mark.parametrize("entry", ["received", "action", "kept"])
def test_anything_can_be_sent_as_a_step_of_a_matter(scene, asking, entry):  # noqa: F811
    where = [scene.cast.merton.committee.pk, scene.current.matter_id]
    right = {"party": "The surgery", "text": "It applied.", "on_day_day": 14, "on_day_month": 4, "on_day_year": 2016}
    names = [*right, "key", "answers", "answer", "limb", "due_on_day", "due_on_year"]
    anything_sent(asking("secretary"), reverse("new_step", args=[*where, entry]), right, names)


def test_anything_can_be_sent_as_a_correction_of_a_step(scene, asking):  # noqa: F811
    address = reverse("correct_step", args=of_a_told_step(scene))
    right = {"party": "Another", "reason": "A slip", "on_day_day": 14, "on_day_month": 4, "on_day_year": 2016}
    anything_sent(asking("secretary"), address, right, [*right, "key", "text", "not_so", "answers"])


def test_anything_can_be_sent_as_a_letter_that_was_sent(scene, asking):  # noqa: F811
    anything_sent(asking("secretary"), reverse("letter", args=of_a_letter()(scene)), {}, ["key"])
