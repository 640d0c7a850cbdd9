"""A meeting run in the product is exported as a record, and read in elsewhere: same minutes, same results."""

from copy import deepcopy
from datetime import date, time
from functools import cache

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cocomm.demo.loading import DEMO_FILE, load_demo
from committees.files import FileRefused
from committees.models import Account, Committee, Meeting, Person
from committees.powers import actor_for
from committees.terms import VERBS_WITHOUT_VOTE, CommitteeKind, Handling, Movement, Recording, Verb
from decisions import actions
from decisions.facts import load_record
from decisions.journal.columns import COMMON, own_columns
from decisions.journal.kinds import BY_NAME, KINDS
from decisions.journal.told import told_recorder
from decisions.journal.writing import record_as_data, record_as_file
from decisions.meeting_file.loading import import_meeting_file
from decisions.minutes import load, write
from decisions.models import ACTS, ConditionOutcome, Declaration, Deferral, Link, Match, Paper
from practices import clock
from tests import world
from tests.cast import the_cast
from tests.decisions.conflicted import CHAIN, agreed, on_register, rule, shown
from tests.decisions.everything import ODD, Everything
from tests.decisions.journals import arrives, as_if_exported, elsewhere, leaves, rows, small_record, take_in
from tests.decisions.published_files import take_case
from tests.decisions.test_anything_in_any_order import Monkey
from tests.world import Room

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


# --- The table of kinds ---
def test_every_kind_of_act_is_declared():
    assert set(KINDS) == set(ACTS)
    assert len(BY_NAME) == len(ACTS)


def test_no_kind_has_a_column_that_every_act_has_too():
    for model in ACTS:
        own = {field.name for field in own_columns(model)}
        assert own | COMMON >= {field.name for field in model._meta.concrete_fields if not field.primary_key}


# --- There and back ---
@cache
def everything() -> tuple[dict, dict]:
    """The file of a meeting in which everything happens, and what is seen of it. Made once."""
    return leaves(lambda: Everything().meeting)


def test_a_meeting_in_which_everything_happens_is_the_same_elsewhere():
    data, before = everything()
    arrives(data, before)
    told = {act["kind"] for act in data["meetings"][0]["acts"]}
    assert told == set(BY_NAME) - {"alsopresent", "publishedoutcome", "shadowrecommendation"}, "told elsewhere"
    assert Person.objects.filter(name="Dr Pat Same").count() == 2
    assert Person.objects.filter(name=ODD).count() == 1


def test_the_demonstrations_meeting_is_the_same_elsewhere():
    def set_up():
        load_demo(say=lambda words: None, files=[DEMO_FILE])
        return run_the_demo()

    arrives(*leaves(set_up))


def run_the_demo() -> Meeting:
    """Everybody comes; the first items are agreed by all and announced; every committee closes."""
    meeting = Meeting.objects.get(date=date(2016, 4, 14))
    record = load_record(meeting.pk)
    secretary = actor_for(
        Account.objects.get(demo_role__icontains="secretary", posts__committee=meeting.convened_by), meeting.date
    )
    here = {"actor": secretary, "meeting": meeting.pk}
    members = {a.person for s in record.sittings.values() for a in s.appointments if a.covers(record.day)}
    actions.record_attendance(**here, people=sorted(members), movement=Movement.CAME)
    for item in record.items[:3]:
        actions.begin_item(**here, item=item.pk)
        taken = [r.pk for r in item.resolutions]
        voted = [r.pk for r in item.resolutions if Verb(r.verb) not in VERBS_WITHOUT_VOTE]
        if voted:
            actions.agree(actor=secretary, resolutions=voted, recording=Recording.UNANIMOUS)
        actions.announce(actor=secretary, resolutions=taken)
    actions.close_sitting(**here, sittings=list(record.sittings))
    return meeting


@pytest.mark.parametrize("case", ["north-central-london-2021-04-22", "portsmouth-2020-03-26"])
def test_a_published_meeting_stays_as_published_elsewhere(case):
    """Others present, outcomes as published and what the source does not tell survive too."""
    data, before = leaves(lambda: take_case(case).meeting)
    arrives(data, before)
    told = {act["kind"] for act in data["meetings"][0]["acts"]}
    assert told & {"alsopresent", "publishedoutcome"}


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**20))
def test_whatever_was_pressed_survives(seed):
    def set_up():
        monkey = Monkey(the_cast(), seed)
        for number in range(20):
            monkey.press(last=number > 16)
        return monkey.room.meeting

    with elsewhere():
        arrives(*leaves(set_up))


# --- What must not be lost ---
@pytest.fixture
def exported() -> dict:
    return deepcopy(everything()[0])


@pytest.fixture
def small() -> dict:
    return deepcopy(small_record())


def test_an_item_put_off_to_a_meeting_that_is_not_on_record_here_says_to_which(exported):
    meeting = take_in(exported)
    put_off = Deferral.objects.filter(meeting=meeting).order_by("pk").first()
    assert (put_off.to_meeting, put_off.to_date) == (None, date(2016, 5, 12))
    items = write(*load(meeting.pk), today=clock.today()).items
    assert any('the meeting of 12 May 2016, The next: "one"' in line for item in items for line in item.deferrals)


def test_one_put_off_to_a_meeting_on_record_here_is_put_off_to_that(exported):
    convener = Committee.objects.create(
        name="Elsewhere", short_name="Elsewhere", kind=CommitteeKind.WORKING_GROUP, established_on=date(2013, 4, 1)
    )
    later = {"title": 'The next: "one"', "date": date(2016, 5, 12), "starts_at": time(10), "convened_by": convener}
    there = Meeting.objects.create(**later)
    put_off = Deferral.objects.filter(meeting=take_in(exported)).order_by("pk").first()
    assert (put_off.to_meeting, put_off.to_date) == (there, None)


def test_one_of_two_people_of_a_name_is_not_taken_for_somebody_on_record(exported):
    Person.objects.create(name="Dr Pat Same", made_up=True)
    with pytest.raises(FileRefused, match="Two people of this file are called Dr Pat Same, and somebody on record is"):
        take_in(exported)


def test_who_recorded_is_told_though_they_have_no_account_here(small):
    acts = load_record(take_in(small).pk).acts
    assert {act.recorded_by_id for act in acts} == {None}
    assert {told_recorder(act) for act in acts} == {"secretary"}
    assert not Account.objects.exists()
    assert all(act.imported_line for act in acts)


def test_the_seals_are_its_own_and_those_it_had_are_printed_beside_them(small):
    record, names = load(take_in(small).pk)
    seals = write(record, names, today=clock.today()).seals
    assert [seal.as_exported for seal in seals] == list(small["meetings"][0]["exported"]["seals"].values())
    assert all(seal.seal != seal.as_exported for seal in seals)
    assert all(Link.objects.filter(seal=seal.seal).exists() for seal in seals)


def test_a_condition_lapsed_when_its_last_day_was_over_in_london(small):
    """Half past midnight in summer is still the day before by universal time."""
    everything = small["meetings"][0]["acts"]
    motion = [act for act in everything if act["kind"] == "motion"][-1]
    motion["conditions"] = [{"text": "The lease is signed", "by": "2016-04-14"}]
    result = [act for act in everything if act.get("resolution") == motion["resolution"]][-1]
    result["sentence"] = "Kingston: agreed by all, subject to the lease is signed."
    told = {"kind": "conditionoutcome", "id": "999", "condition": {"motion": motion["id"], "number": "1"}}
    told |= {"at": "2016-04-14T23:30:00+00:00", "recorded": "2016-04-14T23:30:00+00:00"}
    everything.append(told | {"state": "lapsed", "on_day": "2016-04-14"})
    take_in(as_if_exported(small))
    [reason] = ConditionOutcome.objects.get().verdict["reasons"]
    assert "14 April 2016, has passed without its being met" in reason["text"]


def test_the_same_file_again_changes_nothing(small):
    take_in(small)
    before = rows()
    take_in(small)
    assert rows() == before


# --- Taking it away ---
@pytest.fixture
def running() -> Room:
    """The cast's meeting, begun: an item for both, and one in private for Merton."""
    cast = the_cast()
    room = cast.meeting(items=2)
    matter = world.a_matter("A secret", [cast.merton.ccg])
    actions.put_on_agenda(meeting=room.meeting, matter=matter, number="P1", private=True, private_ground="Commercial")
    room.arrive()
    room.begin()
    return room


def test_where_the_meeting_was_run_its_own_export_is_refused(running):
    text = record_as_file(load_record(running.meeting.pk))
    with pytest.raises(FileRefused, match="on record already, and came from no file"):
        import_meeting_file(name="record.yaml", content=text.encode())


def test_the_command_writes_the_file_for_who_may_read_all_of_it(running, tmp_path):
    output = tmp_path / "record.yaml"
    call_command("export_meeting", running.meeting.pk, "--as", "secretary", "--output", output)
    with pytest.raises(CommandError, match="cannot be written: File exists"):
        call_command("export_meeting", running.meeting.pk, "--as", "secretary", "--output", output)
    assert b"acts:" in output.read_bytes()


@pytest.mark.parametrize("name", ["stranger", "superuser"])
def test_the_command_refuses_with_the_reason_who_may_not_read_all_of_it(running, name):
    with pytest.raises(CommandError, match=f"{name} may not take this record away. This paper is for members of"):
        call_command("export_meeting", running.meeting.pk, "--as", name)


def test_the_command_says_that_there_is_no_such_account_or_meeting(running):
    with pytest.raises(CommandError, match="There is no account nobody"):
        call_command("export_meeting", running.meeting.pk, "--as", "nobody")
    for number in (2**40, 2**80):
        with pytest.raises(CommandError, match="There is no meeting"):
            call_command("export_meeting", number, "--as", "secretary")


def test_the_meeting_page_offers_the_record_to_who_may_read_all_of_it(running, client):
    address = f"/meetings/{running.meeting.pk}/"
    client.force_login(Account.objects.get(username="secretary"))
    assert f'href="{address}record/"' in client.get(address).content.decode()
    answer = client.get(f"{address}record/")
    assert answer["Content-Disposition"] == 'attachment; filename="committees-in-common-2016-04-14.yaml"'
    client.force_login(Account.objects.get(username="stranger"))
    assert f'href="{address}record/"' not in client.get(address).content.decode()
    refused = client.get(f"{address}record/")
    assert refused.status_code == 403
    assert "You may not take this record away" in refused.content.decode()


def test_a_paper_that_is_a_file_is_named(running):
    item = running.items[0]
    Paper.objects.create(item=item, title="The lease", file="papers/lease.pdf", added_at=clock.now())
    data = record_as_data(load_record(running.meeting.pk))
    told = next(each for each in data["meetings"][0]["items"] if each["number"] == item.number)
    assert "papers/lease.pdf" in told["papers"][0]["text"]


def test_what_an_export_costs_does_not_grow_with_the_meeting(running):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            record_as_file(load_record(running.meeting.pk))
        return len(asked)

    actions.agree(actor=running.secretary, resolutions=running.decisions())
    actions.announce(actor=running.secretary, resolutions=running.decisions())
    first = cost()
    second = running.begin(running.items[1])
    actions.agree(actor=running.secretary, resolutions=running.decisions(second))
    actions.announce(actor=running.secretary, resolutions=running.decisions(second))
    more = world.a_matter("More", [body.ccg for body in running.bodies.values()], texts=("One.", "Two.", "Three."))
    running.begin(world.put(running.meeting, more))
    assert cost() == first
    assert first < 60


# --- Conflicts ---
def conflicted_meeting() -> Meeting:
    """A match of a register entry, ruled on the day before the meeting; declared from the register; agreed; closed."""
    cast = the_cast()
    room = cast.meeting(items=1)
    gp = cast.merton.people[world.GP]
    with override_settings(COCOMM_CLOCK_DAY=date(2016, 4, 13)):
        shown(room.items[0], gp, interest=on_register(gp))
        rule(room, [gp], handling=Handling.WITHHELD, reason="It is her contract")
    room.arrive()
    room.begin()
    agreed(room)
    actions.close_sitting(
        actor=room.secretary, meeting=room.meeting.pk, sittings=[each.pk for each in room.sittings.values()]
    )
    return room.meeting


def test_a_ruling_made_before_the_day_of_the_meeting_survives_with_what_the_registers_showed():
    data, before = leaves(conflicted_meeting)
    arrives(data, before)
    said = [act for act in data["meetings"][0]["acts"] if act["kind"] in ("ruling", "declaration")]
    assert {act["at"][:10] for act in said} == {"2016-04-13"}
    meeting = Meeting.objects.get()
    [declared] = Declaration.objects.filter(meeting=meeting)
    assert (declared.from_register, declared.why) == (True, CHAIN)
    assert Match.objects.get().interest == declared.interest
    assert "From the register of interests." in str(before["minutes"]["whole"])


def test_a_declaration_from_the_register_of_what_it_did_not_show_is_refused():
    data, _ = leaves(conflicted_meeting)
    data["meetings"][0]["items"][0].pop("matches")
    with pytest.raises(
        FileRefused, match=r"The registers did not show this on the item: no match in the file says it\."
    ):
        take_in(as_if_exported(data))
