"""The permission layer: powers need a post and a grant, nobody is above the gate, and the buttons say what it says."""

from __future__ import annotations

import ast
import re
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from guardian.shortcuts import assign_perm

from committees.models import Account, CommitteePermission, Post, Seat
from committees.models.accounts import POWERS_OF_POST, PostKind
from committees.powers import actor_for, appoint_to_post, end_post, powers_of
from committees.rights.entitlement import RULES
from committees.terms import Act, Power
from decisions import actions, gate
from decisions.models import Attendance, Link, Vote
from decisions.presses import KINDS
from tests import world
from tests.pressing import forms_on
from tests.scene import PRESSES, STATES, YESTERDAY, as_it_is, opened, tied
from tests.test_access_matrix import HANDS, asking, scene  # noqa: F401 the scene of the matrix, set once here too
from tests.world import DAY, FIRST, GP

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parent.parent


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def cast(scene):  # noqa: F811
    """The cast of the scene: one set of people for the whole file."""
    return scene.cast


@pytest.fixture
def room(scene):  # noqa: F811
    """Their meeting: everybody is there, and an item is being taken."""
    return scene.room


# --- Nobody is above the gate ---
@pytest.fixture
def mighty(cast) -> list[Account]:
    """A superuser, and a member of staff to whom every permission there is was given."""
    staff = world.an_account("staff", is_staff=True)
    staff.user_permissions.set(Permission.objects.all())
    return [cast.superuser, staff]


def test_the_engine_refuses_a_superuser_every_act_although_django_would_let_them(mighty, room):
    record = room.record
    of, sitting = record.current, record.sittings[room.sittings["Croydon"].pk]
    decision = room.decision("Croydon", of.row)
    for account in mighty:
        assert account.has_perm("committees.run_business"), "which is why it is never asked"
        actor = actor_for(account, DAY)
        assert actor.powers == {}
        for act in set(RULES) - {Act.READ_PAPER}:
            for verdict in (
                gate.may_in_sitting(act, actor, record, sitting, item=of),
                gate.may_on_resolution(act, actor, record, decision),
            ):
                assert not verdict, f"{account} may {act.label}"
                assert verdict.refusals
        for act in (Act.RECORD_ATTENDANCE, Act.RUN_AGENDA):
            assert not gate.may_in_meeting(act, actor, record)
        assert not gate.may_declare(actor, record, of, room.bodies["Merton"].people[GP].pk)


def test_no_permission_of_djangos_reads_a_paper_that_is_for_members(mighty, room):
    from committees.terms import Access

    record = room.record
    of = record.item_by_id[room.items[0].pk]
    for account in mighty:
        actor = actor_for(account, DAY)
        assert gate.may_read(actor, record, of, Access.PUBLIC)
        assert not gate.may_read(actor, record, of, Access.MEMBERS)
        assert not gate.may_read(actor, record, of, Access.NAMED)


@pytest.mark.parametrize("press", PRESSES, ids=" ".join)
def test_staff_with_every_permission_can_press_nothing(scene, client, press):  # noqa: F811
    """The superuser's row is in the matrix; this is the same for staff, and in the name of somebody on the page."""
    staff = world.an_account("staff", is_staff=True, is_superuser=True)
    client.force_login(staff)
    PRESSES[press].state(scene)
    acts = Link.objects.count()
    fields = PRESSES[press].fields(scene) | {"key": uuid.uuid4(), "from": "follow"}
    answer = client.post(reverse("console_act", args=[scene.meeting.pk, press[0]]), fields)
    assert answer.status_code == 403
    assert Link.objects.count() == acts


# --- A post and a grant, both in force ---
@pytest.mark.parametrize(
    "who", ["ended_yesterday", "grant_without_post", "post_without_grant", "superuser", "stranger"]
)
def test_who_has_half_of_a_power_is_refused_and_told_who_has_it(scene, asking, who):  # noqa: F811
    address = reverse("console_act", args=[scene.meeting.pk, "agree"])
    fields = {"resolutions": [scene.decision("Merton")], "how": "unanimous", "key": uuid.uuid4()}
    answer = asking(who).post(address, fields)
    assert answer.status_code == 403
    said = text(answer)
    assert "only the secretary of the Merton primary care commissioning committee or whoever presides" in said.replace(
        "Only", "only"
    )
    assert "The secretary of the meeting, or Merton Lay member, chair, who presides" in said


@pytest.mark.parametrize("who", ["ended_yesterday", "grant_without_post", "post_without_grant"])
def test_half_of_a_power_is_none(scene, who):  # noqa: F811
    account = scene.accounts[who]
    committee = scene.cast.croydon.committee
    granted = CommitteePermission.objects.filter(user=account, content_object=committee).exists()
    posted = Post.objects.filter(account=account, committee=committee).in_force_on(DAY).exists()
    assert (granted, posted) != (True, True)
    assert granted or posted
    assert not any(powers_of(account, DAY).values())


def test_a_post_that_ended_yesterday_held_until_yesterday(scene):  # noqa: F811
    account, committee = scene.accounts["ended_yesterday"], scene.cast.merton.committee.pk
    assert powers_of(account, YESTERDAY)[committee] == POWERS_OF_POST[PostKind.SECRETARY]
    assert committee not in powers_of(account, YESTERDAY + timedelta(days=1))


@pytest.mark.parametrize("kind", PostKind)
def test_the_grant_comes_and_goes_with_the_post(cast, kind):
    account, committee = cast.stranger, cast.croydon.committee
    grants = CommitteePermission.objects.filter(user=account, content_object=committee)
    post = appoint_to_post(account=account, committee=committee, kind=kind, starts_on=FIRST)
    assert set(grants.values_list("permission__codename", flat=True)) == {p.value for p in POWERS_OF_POST[kind]}
    assert actor_for(account, DAY).on(committee.pk) == POWERS_OF_POST[kind]
    end_post(post=post, last_day=YESTERDAY)
    assert not grants.exists()
    assert actor_for(account, DAY).on(committee.pk) == frozenset()


def test_ending_one_post_leaves_what_another_carries(cast):
    account, committee = cast.stranger, cast.croydon.committee
    secretary = appoint_to_post(account=account, committee=committee, kind=PostKind.SECRETARY, starts_on=FIRST)
    appoint_to_post(account=account, committee=committee, kind=PostKind.READER, starts_on=FIRST)
    end_post(post=secretary, last_day=YESTERDAY)
    assert actor_for(account, DAY).on(committee.pk) == {Power.READ_PRIVATE}


def test_a_power_is_on_one_committee_and_on_no_other(cast):
    appoint_to_post(account=cast.stranger, committee=cast.croydon.committee, kind=PostKind.SECRETARY, starts_on=FIRST)
    assert set(actor_for(cast.stranger, DAY).powers) == {cast.croydon.committee.pk}


def test_a_post_has_a_last_day_that_comes_after_its_first(cast):
    post = appoint_to_post(
        account=cast.stranger, committee=cast.croydon.committee, kind=PostKind.READER, starts_on=FIRST
    )
    with pytest.raises(ValidationError, match="cannot end before it began"):
        end_post(post=post, last_day=FIRST - timedelta(days=2))


def test_no_grant_gives_a_vote(scene, cast, room, client):  # noqa: F811
    """The right to vote follows from seat, remit, level and day; every power there is does not add up to one."""
    for power in Power:
        assign_perm(power.value, cast.stranger, cast.merton.committee)
    appoint_to_post(
        account=cast.stranger, committee=cast.merton.committee, kind=PostKind.NHS_ENGLAND_OFFICER, starts_on=FIRST
    )
    opened(scene)
    client.force_login(cast.stranger)
    fields = {"resolution": scene.decision("Merton"), "seat": cast.merton.seats[GP].pk, "choice": "for"}
    answer = client.post(
        reverse("console_act", args=[room.meeting.pk, "vote"]), fields | {"key": uuid.uuid4(), "from": "follow"}
    )
    assert answer.status_code == 403
    assert not Vote.objects.exists()


def test_who_records_votes_records_them_in_the_members_name_and_never_in_their_own(scene, cast, room):  # noqa: F811
    decision = scene.decision("Merton")
    actions.record_votes(actor=room.secretary, choices={decision: {cast.merton.seats[GP].pk: "for"}})
    vote = Vote.objects.get()
    assert (vote.by, vote.recorded_by) == (cast.gp.person, cast.secretary)


# --- Hidden and refused ---
def test_a_refusal_says_why_by_which_rule_and_who_can(scene, asking):  # noqa: F811
    said = text(asking("nhs_england").get(reverse("veto", args=[scene.decision("Merton", scene.decided)])))
    assert "level 3" in said
    assert "Source" in said or "page" in said
    said = text(asking("stranger").get(reverse("paper", args=[scene.papers["members"].pk])))
    assert "this paper is for members" in said.replace("This", "this")
    assert "Members of" in said


def test_what_is_hidden_is_answered_like_what_is_not_there(scene, asking):  # noqa: F811
    hidden = asking("stranger").get(reverse("paper", args=[scene.papers["private"].pk]))
    missing = asking("stranger").get(reverse("paper", args=[2**40]))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert text(hidden) == text(missing)


# --- The buttons ---
def presses_offered(client, address: str) -> list[tuple[str, str, dict]]:
    """Kind, address and fields of every press on a page; of the many alike that move people, the first."""
    page = client.get(address)
    assert page.status_code == 200
    found, moved = [], False
    for form in forms_on(page.content.decode()):
        kind = form.action.strip("/").split("/")[-1]
        if "/do/" not in form.action or (kind == "move" and moved):
            continue
        moved = moved or kind == "move"
        sent = list(form.sent())
        found += [(kind, form.action, fields) for fields in (sent[:1] if kind == "move" else sent)]
    return found


FOLLOWING = ("gp", "nhs_england", "healthwatch", "stranger", "nhs_england_without_powers", "ended_yesterday")
#: Who looks, when, and at which page. The chair who has left the room does not see the console.
LOOKING = [("secretary", state, "console") for state in STATES]
LOOKING += [(who, state, "console") for state in (as_it_is, opened, tied) for who in sorted(HANDS - {"secretary"})]
LOOKING += [(who, state, "follow") for state in (as_it_is, opened) for who in FOLLOWING]


#: Presses that the page offers alike wherever the item stands: tried once.
ALIKE = {"arrive", "undo-attendance", "urgent", "reorder", "move"}


@pytest.mark.parametrize(("who", "state", "where"), LOOKING, ids=lambda value: getattr(value, "__name__", value))
def test_what_a_page_offers_is_not_refused_to_who_presses_it(scene, asking, who, state, where):  # noqa: F811
    """What is typed may be wrong (422); whether one may press at all is said by the button being there."""
    state(scene)
    address = reverse(where, args=[scene.meeting.pk])
    asks = [
        f"?item={scene.current.pk}&ask={way}"
        for way in ("dissent", "counts")
        if where == "console" and state == as_it_is
    ]
    offered = [press for ask in ("", *asks) for press in presses_offered(asking(who), address + ask)]
    tried: list[tuple[str, dict]] = []
    for kind, action, fields in offered:
        sent = {name: said for name, said in fields.items() if name not in ("key", "csrfmiddlewaretoken")}
        if (kind, sent) in tried or (kind in ALIKE and state != as_it_is):
            continue
        tried.append((kind, sent))
        with transaction.atomic():
            answer = asking(who).post(action, fields)
            transaction.set_rollback(True)
        assert answer.status_code in (302, 422), f"{who} is offered “{kind}” and then refused: {text(answer)[-600:]}"
    assert bool(tried) == (who in HANDS | {"gp", "nhs_england", "healthwatch"})


def test_every_kind_of_press_has_its_button():
    folders = [ROOT / "templates" / "decisions" / name for name in ("console", "putting_right")]
    pages = "".join(path.read_text() for folder in folders for path in folder.glob("*.html"))
    assert set(re.findall(r"'console_act' meeting\.pk '([a-z-]+)'", pages)) == set(KINDS)


def test_a_page_without_a_person_behind_it_offers_nothing(scene, asking):  # noqa: F811
    for who in ("stranger", "superuser", "nhs_england_without_powers", "grant_without_post"):
        for page in ("follow", "projector", "meeting", "minutes", "home"):
            args = [] if page == "home" else [scene.meeting.pk]
            forms = forms_on(asking(who).get(reverse(page, args=args)).content.decode())
            assert {form.action for form in forms} <= {reverse("sign_out")}


# --- Commands ---
#: What each command writes. A command that does an act must ask the gate, and say so here.
COMMANDS = {
    "demo": "starts the site",
    "load_demo": "set-up",
    "import_meeting": "set-up; what happened in a meeting that it makes, by the import's hand, the gate asked for each act",
    "export_meeting": "nothing",
    "keep_time": "what time alone brings about, by nobody's hand, by the rule of the engine; reminders, and letters sent",
    "meeting_file_schema": "nothing",
    "verify_record": "nothing",
    "routes": "nothing",
    "import_practices": "registers",
    "compare_editions": "nothing",
    "import_interests": "what people declared, by the import's hand or an account's, the gate asked for each row",
    "recheck_interests": "what the registers show on agendas, by nobody's hand",
    "load_london_levels": "registers",
}
#: Set-up, looking again, and telling in words what was done.
ACTS_OF_SET_UP = {"put_on_agenda", "keep_all_time", "recheck", "changes_in_words", "Told"}
#: What time alone does, as the timed command does it: the demo lets what was decided before its day take effect.
ACTS_OF_SET_UP |= {"due", "take_effect"}
#: Where the import's hand is made: each for a meeting that the same transaction makes from a file, and there alone.
BY_THE_IMPORT = {"decisions/meeting_file/recording.py", "decisions/journal/reading.py"}
#: The demo's people do what they do between meetings by their own accounts, and the gate is asked of each.
BY_PEOPLES_ACCOUNTS = {"routes.py"}
#: And for the registers, by the operator's command: it declares what people declared, and touches no meeting.
INTO_THE_REGISTERS = {"committees/registers/importing/__init__.py"}


def commands() -> dict[str, Path]:
    found = ROOT.glob("*/management/commands/*.py")
    return {path.stem: path for path in found if path.stem != "__init__" and ".venv" not in path.parts}


def test_every_command_is_known():
    assert set(commands()) <= set(COMMANDS)


def written_by_hand() -> list[Path]:
    return [
        *commands().values(),
        *(ROOT / "decisions" / "meeting_file").glob("*.py"),
        *(ROOT / "cocomm" / "demo").glob("*.py"),
    ]


def test_no_command_does_an_act():
    """They set up meetings and registers; whatever happens in a meeting goes through an actor and the gate."""
    from decisions.models import ACTS

    acts = {model.__name__ for model in ACTS} | {"Link", "Recorder", "Elector", "bulk_create"}
    wrong = []
    for path in written_by_hand():
        if str(path.relative_to(ROOT)) in BY_THE_IMPORT:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("decisions"):
                continue
            names = {alias.name for alias in node.names}
            if path.name in BY_PEOPLES_ACCOUNTS and node.module.startswith("decisions.actions.outside"):
                continue
            if node.module.startswith("decisions.actions"):
                wrong += [(path.name, name) for name in names - ACTS_OF_SET_UP]
            wrong += [(path.name, name) for name in names & acts]
    assert not wrong


def test_the_demos_acts_between_meetings_are_done_by_the_accounts_of_its_people():
    for name in BY_PEOPLES_ACCOUNTS:
        source = (ROOT / "cocomm" / "demo" / name).read_text()
        assert "actor_for(" in source
        assert " Actor(" not in source
        assert "importing_actor" not in source


def test_the_imports_hand_is_made_by_the_import_alone_and_for_a_meeting_that_it_makes():
    sources = [p for app in ("practices", "committees", "decisions", "cocomm") for p in (ROOT / app).rglob("*.py")]
    using = {str(p.relative_to(ROOT)) for p in sources if "importing_actor(" in p.read_text()}
    assert using == BY_THE_IMPORT | INTO_THE_REGISTERS | {"committees/powers.py"}
    callers = {
        str(p.relative_to(ROOT))
        for p in sources
        if re.search(r"\b(record_meeting|take_back)\((\*, )?meeting\b", p.read_text())
    }
    assert callers == BY_THE_IMPORT | {"decisions/meeting_file/loading.py"}


# --- An appointment that ended yesterday ---
def test_who_held_a_seat_until_yesterday_is_in_no_electorate_and_is_told_the_last_day(scene, asking):  # noqa: F811
    person = scene.accounts["ended_yesterday"].person
    seat = Seat.objects.get(appointments__person=person)
    actions.record_attendance(actor=scene.room.secretary, meeting=scene.meeting.pk, people=[person.pk], movement="came")
    opened(scene)
    fields = {"resolution": scene.decision("Merton"), "seat": seat.pk, "choice": "for", "from": "follow"}
    answer = asking("ended_yesterday").post(
        reverse("console_act", args=[scene.meeting.pk, "vote"]), fields | {"key": uuid.uuid4()}
    )
    assert answer.status_code == 403
    assert "ended: its last day was 13 April 2016" in text(answer)
    assert Attendance.objects.filter(person=person).exists(), "in the room they may be; that gives no vote"
    assert date(2016, 4, 13) == YESTERDAY
