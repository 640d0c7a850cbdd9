"""The pages for putting the record right: what they list and offer, to whom, and what is said when it is done or not."""

import html
import re
import uuid

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.terms import Directness, Handling, InterestType
from decisions import actions
from decisions.chain import verify_meeting
from decisions.models import Attendance, Declaration, Ruling
from tests import world
from tests.decisions.test_putting_right import (  # noqa: F401 fixtures
    NEXT_DAY,
    WHY,
    announce,
    close,
    closed,
    correct,
    entry,
    fix,
    take_back,
    voted,
)
from tests.pressing import forms_on
from tests.world import GP


@pytest.fixture
def secretary(client, cast):
    client.force_login(cast.secretary)
    return client


def text(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def look(client, room, *entry_):
    name = "put_right_entry" if entry_ else "put_right"
    return client.get(reverse(name, args=[room.meeting.pk, *entry_]))


def press(client, room, what, back="", **fields):
    sent = {"key": uuid.uuid4(), "from": "put-right", "back": back, **fields}
    return client.post(reverse("console_act", args=[room.meeting.pk, what]), sent)


def decision_page(room, name="Merton"):
    return ("decision", room.decision(name).pk)


def forms_to(response):
    return {
        form.action.strip("/").split("/")[-1] for form in forms_on(response.content.decode()) if "/do/" in form.action
    }


# --- The list ---
def test_the_list_holds_everything_that_can_be_put_right(secretary, closed):  # noqa: F811
    page = look(secretary, closed)
    said = text(page)
    assert "Merton: agreed, five votes to four. Put right : Merton, item 1" in said
    assert "Merton GP member: arrived, member" in said
    links = re.findall(r"put-right/(\w+)/\d+/", page.content.decode())
    assert links.count("decision") == 2
    assert links.count("attendance") == Attendance.objects.count()
    assert "Nothing that could be put right here is recorded of item 2." in said


def test_what_was_put_right_is_told_with_what_was_by_whom_when_and_why(secretary, closed, cast):  # noqa: F811
    take_back(closed)
    correct(closed, 5, "for")
    announce(closed)
    fix(closed, entry(closed, cast.merton.people[GP]), void=True)
    said = text(look(secretary, closed))
    assert "Merton: the result Was “Merton: agreed, five votes to four.” Is taken back to put the record right" in said
    assert re.search(
        r"Put right on 15 April 2016 at \d\d:\d\d, by Sam Secretary Why The secretary misread her own", said
    )
    assert "Was “against” Is “for”" in said
    assert "Is “Merton: agreed, six votes to three.”" in said
    assert "Merton GP member Was “arrived” at " in said
    assert "Is not having happened" in said


def test_a_result_that_nhs_england_relied_on_says_why_it_stays(secretary, voted, cast):  # noqa: F811
    actions.waive_veto(actor=cast.acting("nhs_england"), resolution=voted.decision("Croydon").pk)
    page = look(secretary, voted)
    assert "NHS England has said of this decision that it will not veto it: only a new decision changes it." in text(
        page
    )
    assert (
        reverse("put_right_entry", args=[voted.meeting.pk, *decision_page(voted, "Croydon")])
        not in page.content.decode()
    )


@pytest.mark.parametrize("who", ["lay_chair", "gp", "nhs_england", "stranger", "superuser"])
def test_the_pages_are_refused_with_the_reason(client, closed, cast, who):  # noqa: F811
    client.force_login(getattr(cast, who))
    for answer in (look(client, closed), look(client, closed, *decision_page(closed))):
        assert answer.status_code == 403
        assert "only who records for it" in text(answer)


def test_there_is_a_link_to_the_page_for_who_may_and_for_nobody_else(client, closed, cast):  # noqa: F811
    address = reverse("put_right", args=[closed.meeting.pk])
    for who, sees in (("secretary", True), ("lay_chair", False), ("gp", False), ("stranger", False)):
        client.force_login(getattr(cast, who))
        for name in ("meeting", "minutes"):
            page = client.get(reverse(name, args=[closed.meeting.pk])).content.decode()
            assert (address in page) == sees, (who, name)
    client.force_login(cast.secretary)
    assert address in client.get(reverse("console", args=[closed.meeting.pk])).content.decode()


@pytest.mark.parametrize(
    "what", [("decision", 2**40), ("attendance", 2**40), ("declaration", 1), ("ruling", 1), ("nonsense", 1)]
)
def test_an_entry_that_is_not_there(secretary, closed, what):  # noqa: F811
    assert look(secretary, closed, *what).status_code == 404


# --- A vote, step by step ---
def test_a_vote_is_put_right_by_the_pages_alone(secretary, closed):  # noqa: F811
    page, back = decision_page(closed), f"decision-{closed.decision('Merton').pk}"
    first = look(secretary, closed, *page)
    assert forms_to(first) == {"take-back"}
    assert "NHS England's veto is counted" not in text(first), "Merton is at level 3"
    assert "NHS England's veto is counted" in text(look(secretary, closed, *decision_page(closed, "Croydon")))
    stands = closed.decision("Merton").announcement
    answer = press(secretary, closed, "take-back", back, resolutions=page[1], seen=stands.pk, reason=WHY)
    assert answer.headers["Location"] == reverse("put_right_entry", args=[closed.meeting.pk, *page])
    second = look(secretary, closed, *page)
    assert forms_to(second) == {"correct-vote", "start-again", "announce"}
    seat = closed.bodies["Merton"].seats[5].pk
    newest = closed.decision("Merton").votes[-1].pk
    vote = {"resolution": page[1], "seat": seat, "choice": "for", "seen": newest, "form": "vote"}
    refused = press(secretary, closed, "correct-vote", back, **vote, reason="")
    assert refused.status_code == 422
    assert "Say why this vote is corrected" in text(refused)
    assert press(secretary, closed, "correct-vote", back, **vote, reason=WHY).status_code == 302
    third = look(secretary, closed, *page)
    assert "As recorded now Merton: agreed, six votes to three." in text(third)
    result = {"resolutions": page[1], "result": "Merton: agreed, six votes to three."}
    assert press(secretary, closed, "announce", back, **result).status_code == 302
    assert forms_to(look(secretary, closed, *page)) == {"take-back"}
    assert verify_meeting(closed.meeting.pk) == []


def test_what_was_typed_is_kept_when_it_is_refused(secretary, closed):  # noqa: F811
    take_back(closed)
    page = decision_page(closed)
    sent = {"resolution": page[1], "seat": closed.bodies["Merton"].seats[5].pk, "choice": "abstained", "form": "vote"}
    answer = press(
        secretary, closed, "correct-vote", f"decision-{page[1]}", **sent, seen=1, reason="As the tape has it."
    )
    assert answer.status_code == 422
    assert "was changed meanwhile" in text(answer)
    form = next(f for f in forms_on(answer.content.decode()) if f.action.endswith("/correct-vote/"))
    kept = dict(form.fields)
    assert kept["reason"] == "As the tape has it."
    assert (kept["seat"], kept["choice"]) == (str(sent["seat"]), "abstained")
    assert kept["key"] != ""


def test_the_same_form_twice_is_taken_once(secretary, closed):  # noqa: F811
    sent = {"resolutions": closed.decision("Merton").pk, "reason": WHY, "key": uuid.uuid4()}
    for _ in range(2):
        assert press(secretary, closed, "take-back", **sent).status_code == 302
    assert "the same form was sent twice" in text(look(secretary, closed))
    assert len(closed.decision("Merton").announcements) == 2


@pytest.mark.parametrize("how", ["by_name", "counts"])
def test_the_whole_vote_is_recorded_afresh_by_the_pages(secretary, closed, how):  # noqa: F811
    take_back(closed)
    page, back = decision_page(closed), f"decision-{closed.decision('Merton').pk}"
    again = {"resolutions": page[1], "how": how, "seen": closed.decision("Merton").opening.pk, "reason": WHY}
    assert press(secretary, closed, "start-again", back, **again).status_code == 302
    fresh = look(secretary, closed, *page)
    assert "No votes are recorded yet." in text(fresh)
    what = "votes" if how == "by_name" else "counts"
    assert forms_to(fresh) == {what, "start-again"}
    form = next(f for f in forms_on(fresh.content.decode()) if f.action.endswith(f"/{what}/"))
    sent = next(form.sent()) | ({} if how == "by_name" else {"in_favour": 8, "against": 1, "abstained": 0})
    if how == "by_name":
        sent[f"p{closed.bodies['Merton'].people[GP].pk}"] = "against"
    assert secretary.post(form.action, sent).status_code == 302
    assert "As recorded now Merton: agreed, eight votes to one." in text(look(secretary, closed, *page))


def test_a_tie_that_the_correction_shows_is_broken_as_it_was_then(secretary, closed):  # noqa: F811
    take_back(closed, "Croydon")
    correct(closed, 0, "abstained", "Croydon")
    page = decision_page(closed, "Croydon")
    said = look(secretary, closed, *page)
    assert "Croydon NHS England could break the tie." in text(said)
    assert "announce" not in forms_to(said)
    sent = {"resolution": page[1], "choice": "not_voting"}
    assert press(secretary, closed, "casting", f"decision-{page[1]}", **sent).status_code == 302
    assert "announce" in forms_to(look(secretary, closed, *page))


def test_what_was_noted_has_its_page(secretary, room):
    from committees.terms import Verb

    item = world.put(room.meeting, world.a_matter("Noted", [room.bodies["Merton"].ccg], verb=Verb.NOTE))
    room.arrive()
    room.begin(item)
    key = room.decision("Merton", item).pk
    actions.announce(actor=room.secretary, resolutions=[key])
    assert forms_to(look(secretary, room, "decision", key)) == {"take-back"}
    actions.take_back_result(actor=room.secretary, resolutions=[key], reason=WHY)
    assert forms_to(look(secretary, room, "decision", key)) == {"announce"}


# --- Entries ---
def test_attendance_is_put_right_by_its_page(secretary, closed, cast):  # noqa: F811
    act = entry(closed, cast.merton.people[GP])
    assert forms_to(look(secretary, closed, "attendance", act.pk)) == {"undo-attendance", "correct-attendance"}
    back = f"attendance-{act.pk}"
    sent = {"entry": act.pk, "movement": "apologies", "role": "member", "reason": WHY}
    answer = press(secretary, closed, "correct-attendance", back, **sent)
    assert answer.headers["Location"] == reverse("put_right", args=[closed.meeting.pk])
    assert "Is “sent apologies” at" in text(look(secretary, closed))
    again = press(secretary, closed, "correct-attendance", back, **sent)
    assert again.status_code == 422
    assert "was corrected already" in text(again)
    new = Attendance.objects.get(replaces=act)
    assert (
        press(secretary, closed, "undo-attendance", f"attendance-{new.pk}", entry=new.pk, reason=WHY).status_code == 302
    )
    void = Attendance.objects.get(replaces=new)
    assert forms_to(look(secretary, closed, "attendance", void.pk)) == {"correct-attendance"}
    at = {"at": "25:99"}
    wrong = press(secretary, closed, "correct-attendance", f"attendance-{void.pk}", **(sent | {"entry": void.pk} | at))
    assert "Give the time as hours and minutes" in text(wrong)


@pytest.fixture
def conflicted(room, cast):
    room.arrive()
    room.begin()
    gp = cast.merton.people[GP].pk
    where = {"actor": room.secretary, "meeting": room.meeting.pk, "item": room.items[0].pk}
    actions.declare_interest(
        **where, people=[gp], nature="a partner", type=InterestType.FINANCIAL, directness=Directness.DIRECT
    )
    actions.rule_on_conflict(**where, sittings=[room.sittings["Merton"].pk], people=[gp], handling=Handling.SPEAKS)
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    close(room)
    with override_settings(COCOMM_CLOCK_DAY=NEXT_DAY):
        yield room


def test_a_declaration_and_a_ruling_are_put_right_by_their_pages(secretary, conflicted):
    room, act, ruling = conflicted, Declaration.objects.get(), Ruling.objects.get()
    page = look(secretary, room, "declaration", act.pk)
    assert forms_to(page) == {"correct-declaration"}
    assert "Take the result back first" in text(page)
    assert reverse("put_right_entry", args=[room.meeting.pk, *decision_page(room)]) in page.content.decode()
    assert forms_to(look(secretary, room, "ruling", ruling.pk)) == set()
    words = {"entry": act.pk, "nature": "a cousin", "type": "personal", "directness": "indirect", "reason": WHY}
    assert press(secretary, room, "correct-declaration", f"declaration-{act.pk}", **words).status_code == 302
    take_back(room)
    new = Declaration.objects.get(replaces=act)
    assert forms_to(look(secretary, room, "declaration", new.pk)) == {"correct-declaration", "undeclare"}
    changed = {"entry": ruling.pk, "handling": "leaves_for_item", "reason": WHY}
    assert press(secretary, room, "correct-ruling", f"ruling-{ruling.pk}", **changed).status_code == 302
    assert press(secretary, room, "undeclare", f"declaration-{new.pk}", entry=new.pk, reason=WHY).status_code == 302
    said = text(look(secretary, room))
    assert "The declaration of Merton GP member Was a direct financial interest: a partner Is an indirect" in said
    assert "Is nothing was declared" in said
    assert "Merton, the ruling on Merton GP member Was “speaks, does not vote” Is “leaves for the item”" in said


def test_a_private_item_is_not_told_to_who_may_not_know_of_it(client, room, cast):
    from committees.models.accounts import PostKind
    from committees.powers import appoint_to_post

    secret = world.a_matter("The secret site", [cast.merton.ccg])
    item = actions.put_on_agenda(
        meeting=room.meeting, matter=secret, number="P1", private=True, private_ground="Commercial"
    )
    room.arrive()
    room.begin(item)
    key = room.decision("Merton", item).pk
    actions.agree(actor=room.secretary, resolutions=[key])
    actions.announce(actor=room.secretary, resolutions=[key])
    account = world.an_account("croydon's own")
    appoint_to_post(account=account, committee=cast.croydon.committee, kind=PostKind.SECRETARY, starts_on=world.FIRST)
    client.force_login(account)
    page = text(look(client, room))
    assert "P1 Private item" in page
    assert "secret" not in page
    assert look(client, room, "decision", key).status_code == 404
    client.force_login(cast.secretary)
    assert "The secret site" in text(look(client, room))
    assert look(client, room, "decision", key).status_code == 200


# --- What it costs ---
def test_the_number_of_queries_does_not_grow_with_the_meeting(client, db, on_the_day):
    counted = []
    for committees, items in ((2, 1), (4, 3)):
        of = {
            f"{name} {items}": world.a_body(f"{name} {items}", f"{items}{code[1:]}", level)
            for name, code, level in world.SOUTH_WEST_LONDON[:committees]
        }
        actor = world.a_secretary(of, f"secretary {items}")
        room = world.meet(of, actor, items=items)
        room.arrive()
        for item in room.items:
            room.begin(item)
            actions.agree(actor=actor, resolutions=room.decisions(item))
            actions.announce(actor=actor, resolutions=room.decisions(item))
        some = room.decisions(room.items[0])[0]
        actions.take_back_result(actor=actor, resolutions=[some], reason=WHY)
        client.force_login(actor.account)
        for args in ((), ("decision", some)):
            with CaptureQueriesContext(connection) as captured:
                assert look(client, room, *args).status_code == 200
            counted.append(len(captured))
    assert counted[:2] == counted[2:]


# --- The minutes ---
def test_minutes_tell_what_was_put_right_to_every_reader(client, closed, cast):  # noqa: F811
    client.force_login(cast.stranger)
    minutes = reverse("minutes", args=[closed.meeting.pk])
    take_back(closed)
    said = text(client.get(minutes))
    assert "Merton: No result stands: the one announced was taken back, to put the record right." in said
    correct(closed, 5, "for")
    announce(closed)
    said = text(client.get(minutes))
    taken, anew = (
        "Put right. The result was announced as “Merton: agreed, five votes to four.”; taken back to put the record right, "
        "on 15",
        "Put right. The result was taken back; announced anew as “Merton: agreed, six votes to three.” on 15 April 2016",
    )
    assert taken in said
    assert anew in said
    assert said.index(taken) < said.index("put right to “for” on 15 April 2016") < said.index(anew)
    assert said.count("by Sam Secretary: The secretary misread her own note.") == 3
    assert "Croydon: agreed, five votes to four." in said
    extract = text(client.get(reverse("minutes_of", args=[closed.meeting.pk, closed.sittings["Croydon"].pk])))
    assert "taken back" not in extract, "the other committee's record"


def test_the_seal_at_closing_is_kept_beside_the_one_that_follows(client, closed, cast):  # noqa: F811
    client.force_login(cast.stranger)
    minutes = reverse("minutes", args=[closed.meeting.pk])
    assert "Seal when the meeting closed" not in text(client.get(minutes))
    take_back(closed)
    assert text(client.get(minutes)).count("Seal when the meeting closed") == 1


# --- What is offered is taken ---
def test_what_the_pages_offer_is_not_refused_to_who_presses_it(client, conflicted, cast):
    """What is typed may be wrong (422); whether one may press at all is said by the form being there."""
    client.force_login(cast.secretary)
    offered = set()
    for taken_back in (False, True):
        if taken_back:
            take_back(conflicted)
        links = set(re.findall(r'href="([^"]*/put-right/\w+/\d+/)"', look(client, conflicted).content.decode()))
        for address in links:
            page = client.get(address)
            assert page.status_code == 200
            for form in forms_on(page.content.decode()):
                for sent in form.sent() if "/do/" in form.action else ():
                    with transaction.atomic():
                        answer = client.post(form.action, sent | {"reason": WHY})
                        transaction.set_rollback(True)
                    assert answer.status_code in (302, 422), f"{form.action}: {text(answer)[-500:]}"
                    offered.add(form.action.strip("/").split("/")[-1])
    results = {"take-back", "start-again", "announce"}
    entries = {"correct-attendance", "undo-attendance", "correct-declaration", "undeclare", "correct-ruling"}
    assert offered == results | entries


# --- Home ---
def test_a_result_taken_back_is_due_for_the_secretary_until_it_is_announced_anew(client, closed, cast):  # noqa: F811
    address = reverse("put_right_entry", args=[closed.meeting.pk, *decision_page(closed)])
    client.force_login(cast.secretary)
    assert address not in client.get(reverse("home")).content.decode()
    take_back(closed)
    home = client.get(reverse("home"))
    assert "A result is taken back and not announced anew: Merton, item 1, 14 April 2016" in text(home)
    assert address in home.content.decode()
    announce(closed)
    assert address not in client.get(reverse("home")).content.decode()


def test_a_member_sees_the_vote_in_force_and_its_result(client, closed, cast):  # noqa: F811
    client.force_login(cast.gp)
    assert "Merton: agreed, five votes to four." in text(client.get(reverse("home")))
    take_back(closed)
    assert "Not announced yet." in text(client.get(reverse("home")))
    key = closed.decision("Merton").pk
    actions.start_again(actor=closed.secretary, resolutions=[key], recording="by_name", reason=WHY)
    choices = {seat.pk: "for" for seat in closed.bodies["Merton"].seats}
    actions.record_votes(actor=closed.secretary, choices={key: choices})
    announce(closed)
    said = text(client.get(reverse("home")))
    assert closed.decision("Merton").announcement.sentence in said
    assert "Not announced yet." not in said, "what was recorded before is not in force"
