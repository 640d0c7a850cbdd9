"""NHS England's desk: what awaits it, which power, how long, what silence means; acting from there; and the history."""

import uuid
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import ConsentRule, Interest, Person
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.rights.sources import LEVEL_3_NO_VETO
from committees.terms import Choice, CommitteeKind, Directness, Function, Handling, InterestType, Level
from decisions import actions
from decisions.actions.outside.information import answer_information, ask_information
from decisions.desk import desk_page, may_see, scope_of
from decisions.desk.page import Filter
from decisions.desk.rows import days_left
from decisions.models import Agreement, InformationAnswer, Veto
from tests import world
from tests.test_permission_layer import text
from tests.world import CHAIR, DAY, FIRST, NINTH

THURSDAY = DAY


def desk_of(cast, who="nhs_england", day=DAY, **shown):
    return desk_page(scope_of(world.actor(getattr(cast, who), day), day), Filter(**shown))


def carry(room, committee="Croydon", item=None):
    """Carried and announced; the key of the decision."""
    room.begin(item)
    decision = room.decision(committee, item).pk
    actions.agree(actor=room.secretary, resolutions=[decision])
    actions.announce(actor=room.secretary, resolutions=[decision])
    return decision


@pytest.fixture
def carried(room):
    room.arrive()
    return carry(room, item=room.items[0])


@pytest.fixture
def window(cast):
    """Croydon's terms give two working days."""
    cast.croydon.terms.veto_working_days = 2
    cast.croydon.terms.save()


def a_scheme(room, cast):
    scheme = world.put(room.meeting, world.a_matter("A scheme", [cast.croydon.ccg], Function.INCENTIVE_SCHEMES))
    return carry(room, item=scheme)


def asked(cast, due=date(2016, 4, 20), text="How many patients?", body=None):
    body = body or cast.croydon
    matter = world.a_matter(f"About {text}", [body.ccg], raised_by=body.committee)
    matter.practices.add(cast.practice)
    return ask_information(
        actor=cast.acting("secretary"), committee=body.committee.pk, matter=matter.pk, text=text, due_on=due
    )


@pytest.fixture
def case_officer(cast):
    account = world.an_account("case_officer", Person.objects.create(name="Cass Case", made_up=True))
    appoint_to_post(account=account, committee=cast.croydon.committee, kind=PostKind.CASE_OFFICER, starts_on=FIRST)
    cast.case_officer = account
    return account


# --- Who sees it ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["secretary", "gp", "croydon_chair", "nhs_england_without_powers", "superuser"])
def test_who_holds_none_of_nhs_englands_powers_is_refused_with_the_reason(cast, client, who):
    client.force_login(getattr(cast, who))
    answer = client.get(reverse("desk"))
    assert answer.status_code == 403
    said = unescape(text(answer))
    assert "holds none of NHS England's powers over any committee, and no seat on its team" in said
    assert "NHS England's officers and case officers" in said


def test_who_sits_on_nhs_englands_team_sees_it_on_the_days_of_the_appointment(cast):
    team = world.a_body("Team", "99Z")
    team.committee.kind = CommitteeKind.NHS_ENGLAND_TEAM
    team.committee.save()
    account = world.an_account("team member", team.people[CHAIR])
    assert may_see(scope_of(world.actor(account), DAY))
    before = date(2016, 3, 31)
    assert not may_see(scope_of(world.actor(account, before), before))


@pytest.mark.parametrize("kind", [PostKind.NHS_ENGLAND_OFFICER, PostKind.CASE_OFFICER])
def test_a_post_of_nhs_england_opens_it_and_its_end_closes_it(cast, kind):
    account = world.an_account("posted")
    appoint_to_post(
        account=account, committee=cast.merton.committee, kind=kind, starts_on=FIRST, ends_on=date(2016, 4, 13)
    )
    day = date(2016, 4, 13)
    assert may_see(scope_of(world.actor(account, day), day))
    assert not may_see(scope_of(world.actor(account), DAY))


# --- What awaits it ---------------------------------------------------------------------------------------------------
def test_a_decision_open_to_a_veto_with_ccg_level_power_time_and_silence(carried, cast):
    (row,) = desk_of(cast).awaits
    assert (row.committee, row.ccgs) == ("Croydon joint committee", "Croydon, level 2")
    assert (row.power, row.held) == ("veto", True)
    assert row.how_long == "Until Croydon closes its meeting of 14 April 2016."
    assert row.silence == "If you say nothing, the decision stands."
    assert "Matter 1" in row.about
    assert "carried" in row.told or "agreed" in row.told


def test_how_long_is_left_in_working_days_and_the_last_day(window, carried, cast):
    (row,) = desk_of(cast).awaits
    assert row.how_long == "2 working days left after today, until the end of 18 April 2016."  # Thursday; a weekend
    assert row.last_day == date(2016, 4, 18)
    (row,) = desk_of(cast, day=date(2016, 4, 16)).awaits
    assert row.how_long == "1 working day left after today, until the end of 18 April 2016."
    (row,) = desk_of(cast, day=date(2016, 4, 18)).awaits
    assert (row.how_long, row.is_today) == ("Today is the last day.", True)
    assert desk_of(cast, day=date(2016, 4, 19)).awaits == ()


def test_days_left_leave_out_bank_holidays():
    before_easter, after = date(2016, 3, 24), date(2016, 3, 29)  # Good Friday 25, Easter Monday 28
    assert days_left(after, before_easter) == "1 working day left after today, until the end of 29 March 2016."
    assert days_left(before_easter, after) == "Overdue: the last day was 24 March 2016."


def test_what_awaits_agreement_is_not_carried_by_silence(room, cast):
    room.arrive()
    a_scheme(room, cast)
    (row,) = desk_of(cast).awaits
    assert (row.kind.value, row.power, row.how_long) == ("agreement", "agreement", "No last day.")
    assert row.silence == "If you say nothing, it is not carried."


def test_a_request_for_information_with_its_day(cast):
    asked(cast)
    (row,) = desk_of(cast).awaits
    assert row.power == "answer to a request for information"
    assert row.how_long == "4 working days left after today, until the end of 20 April 2016."
    (row,) = desk_of(cast, day=date(2016, 4, 21)).awaits
    assert (row.how_long, row.late) == ("Overdue: the last day was 20 April 2016.", True)


def test_the_soonest_comes_first_and_what_has_no_last_day_last(window, room, cast):
    asked(cast, date(2016, 4, 20), "later")
    asked(cast, date(2016, 4, 15), "sooner")
    room.arrive()
    a_scheme(room, cast)
    carry(room, item=room.items[0])
    days = [row.last_day for row in desk_of(cast).awaits]
    assert days == [date(2016, 4, 15), date(2016, 4, 18), date(2016, 4, 20), None]


def test_nothing_of_level_3_gives_a_power_and_the_desk_says_so_with_the_source(room, cast, client):
    room.arrive()
    carry(room, "Merton", room.items[0])
    appoint_to_post(
        account=cast.nhs_england, committee=cast.merton.committee, kind=PostKind.NHS_ENGLAND_OFFICER, starts_on=FIRST
    )
    found = desk_of(cast)
    assert found.awaits == ()
    assert {row.committee for row in found.coming} == {"Croydon joint committee"}
    client.force_login(cast.nhs_england)
    said = text(client.get(reverse("desk")))
    assert "At level 3 (Merton) NHS England has neither a casting vote nor a veto" in said
    assert "does not have the power to veto decisions made by delegated commissioners" in said


def test_decisions_of_a_committee_to_which_they_are_not_posted_are_not_on_the_desk(carried, cast):
    other = world.an_account("elsewhere")
    appoint_to_post(account=other, committee=cast.merton.committee, kind=PostKind.NHS_ENGLAND_OFFICER, starts_on=FIRST)
    cast.elsewhere = other
    assert desk_of(cast, "elsewhere").awaits == ()


def test_no_veto_follows_nhs_englands_own_casting_vote_which_is_in_the_history(room, cast):
    room.arrive()
    room.begin()
    decision, seats = room.decision("Croydon").pk, cast.croydon.seats
    votes = {seat.pk: Choice.FOR if n % 2 else Choice.AGAINST for n, seat in enumerate(seats) if n != CHAIR}
    actions.record_votes(actor=room.secretary, choices={decision: votes})
    officer = cast.croydon.people[NINTH].pk
    actions.use_casting_vote(actor=room.secretary, resolution=decision, choice=Choice.FOR, person=officer)
    actions.announce(actor=room.secretary, resolutions=[decision])
    found = desk_of(cast)
    assert found.awaits == ()
    said = {said.kind.value: said.answer for said in found.history}
    assert said == {
        "casting": "For the motion.",
        "veto": "None: NHS England's own casting vote carried the motion.",
    }


# --- Coming -----------------------------------------------------------------------------------------------------------
def test_decisions_to_come_say_which_powers_nhs_england_will_have(room, cast):
    world.put(room.meeting, world.a_matter("A scheme", [cast.croydon.ccg], Function.INCENTIVE_SCHEMES))
    first, _, scheme = desk_of(cast).coming
    assert (first.power, first.ccgs) == ("casting vote on a tie and veto", "Croydon, level 2")
    assert first.how_long == "Veto: until Croydon closes its meeting."
    assert first.silence == "Unused on a tie, the motion falls; unused, a carried decision stands."
    assert scheme.power == "agreement and casting vote on a tie"


# --- Acting from there ------------------------------------------------------------------------------------------------
@pytest.fixture
def at_desk(cast, client):
    """Signed in as NHS England's officer: press a form of the desk."""
    client.force_login(cast.nhs_england)

    def press(row: str, name: str, **fields):
        return client.post(reverse("desk"), {"act": row, "press": name, "key": uuid.uuid4()} | fields)

    press.client = client
    return press


def opened(client, row: str) -> str:
    answer = client.get(reverse("desk"), {"act": row})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_veto_from_the_desk_with_its_reason(carried, cast, at_desk):
    row = f"veto-{carried}"
    page = opened(at_desk.client, row)
    pressed = {word for word in ("veto", "waive") if f'name="press" value="{word}"' in page}
    assert pressed == {"veto", "waive"}
    assert at_desk(row, "veto", reason="Too dear.").status_code == 302
    veto = Veto.objects.get()
    assert (veto.used, veto.reason, veto.by) == (True, "Too dear.", cast.person_of("nhs_england"))
    found = desk_of(cast)
    assert found.awaits == ()
    (said,) = found.history
    assert (said.answer, said.reason) == ("Vetoed by NHS England.", "Too dear.")
    assert reverse("minutes_of", args=[veto.meeting_id, said_sitting(veto)]) in said.links[1][1]


def said_sitting(veto) -> int:
    return veto.announcement.resolution.sitting_id


def test_a_veto_without_a_reason_is_refused_on_the_desk_and_nothing_is_written(carried, at_desk):
    answer = at_desk(f"veto-{carried}", "veto", reason=" ")
    assert answer.status_code == 422
    assert "Say why NHS England vetoes this decision" in text(answer)
    assert not Veto.objects.exists()


def test_saying_that_we_will_not_veto(carried, cast, at_desk):
    assert at_desk(f"veto-{carried}", "waive").status_code == 302
    assert not Veto.objects.get().used
    assert [said.answer for said in desk_of(cast).history] == ["NHS England will not use its veto."]


@pytest.mark.parametrize(("press", "given"), [("agree", True), ("refuse", False)])
def test_agreeing_or_not_from_the_desk(room, cast, at_desk, press, given):
    room.arrive()
    row = f"agreement-{a_scheme(room, cast)}"
    assert at_desk(row, press, reason="It is what was agreed.").status_code == 302
    assert Agreement.objects.get().given is given
    assert desk_of(cast).awaits == ()


def test_answering_a_request_from_the_desk(cast, at_desk):
    request = asked(cast)
    row, press = f"information-{request.pk}", f"answer-information-{request.pk}"
    assert press in opened(at_desk.client, row)
    assert at_desk(row, press, text="About four hundred.").status_code == 302
    assert InformationAnswer.objects.get().text == "About four hundred."
    (said,) = desk_of(cast).history
    assert said.answer == "Answered: About four hundred."


def test_what_was_done_a_moment_ago_by_another_is_refused_with_the_reason(carried, at_desk):
    at_desk(f"veto-{carried}", "veto", reason="Too dear.")
    answer = at_desk(f"veto-{carried}", "waive")
    assert answer.status_code == 403
    assert "has vetoed this decision already" in text(answer)
    said = text(at_desk.client.get(reverse("desk"), {"act": f"veto-{carried}"}))
    assert "That awaits NHS England no more" in said


@pytest.mark.parametrize("act", ["", "veto", "veto-0", "veto-x", "veto-99999999", "nothing-1", "casting-1", "veto-²"])
@pytest.mark.parametrize("press", ["", "veto", "x"])
def test_a_form_that_names_nothing_of_the_desk_is_refused(carried, at_desk, act, press):
    assert at_desk(act, press, reason="x").status_code in (404, 422)
    assert at_desk.client.get(reverse("desk"), {"act": act}).status_code == 200
    assert not Veto.objects.exists()


def test_the_same_form_twice_is_taken_once(carried, cast, client):
    client.force_login(cast.nhs_england)
    fields = {"act": f"veto-{carried}", "press": "waive", "key": uuid.uuid4()}
    assert client.post(reverse("desk"), fields).status_code == 302
    assert client.post(reverse("desk"), fields).status_code in (302, 403)
    assert Veto.objects.count() == 1


# --- Case officers ----------------------------------------------------------------------------------------------------
def test_a_case_officer_sees_the_desk_and_what_they_can_do(carried, cast, case_officer, client):
    request = asked(cast)
    veto, information = sorted(desk_of(cast, "case_officer").awaits, key=lambda row: row.name, reverse=True)
    assert (information.held, veto.held) == (True, False)
    assert "an officer of NHS England with its veto acts" in veto.holder
    client.force_login(case_officer)
    page = client.get(reverse("desk")).content.decode()
    assert f"?act=information-{request.pk}#" in page
    assert f"?act={veto.name}#" not in page


def test_a_case_officer_finds_the_way_to_add_papers_to_what_is_coming_and_is_let_in(room, cast, case_officer, client):
    (row, _) = desk_of(cast, "case_officer").coming
    way = dict(row.links)["Add a paper"]
    client.force_login(case_officer)
    assert client.get(way).status_code == 200


def test_a_case_officers_press_of_the_veto_is_refused_and_says_who_can(carried, case_officer, client):
    client.force_login(case_officer)
    sent = {"act": f"veto-{carried}", "press": "veto", "reason": "x", "key": uuid.uuid4()}
    answer = client.post(reverse("desk"), sent)
    assert answer.status_code == 403
    assert "An officer of NHS England who exercises its veto" in text(answer)
    assert not Veto.objects.exists()


# --- What is not for them ---------------------------------------------------------------------------------------------
def test_of_a_private_item_that_is_withheld_from_them_the_desk_tells_the_number_alone(room, cast, case_officer, client):
    secret = world.a_matter("The secret of the branch surgery", [cast.croydon.ccg])
    item = actions.put_on_agenda(
        meeting=room.meeting, matter=secret, number="P1", private=True, private_ground="Commercial"
    )
    room.arrive()
    officer = cast.person_of("nhs_england").pk
    where = {"actor": room.secretary, "meeting": room.meeting.pk, "item": item.pk}
    interest = {"nature": "cousin", "type": InterestType.PERSONAL, "directness": Directness.INDIRECT}
    actions.declare_interest(**where, people=[officer], **interest)
    actions.rule_on_conflict(
        **where, sittings=[room.sittings["Croydon"].pk], people=[officer], handling=Handling.WITHHELD
    )
    carry(room, item=item)
    client.force_login(case_officer)
    assert "The secret" in client.get(reverse("desk")).content.decode(), "who reads private papers knows of it"
    client.force_login(cast.nhs_england)
    page = client.get(reverse("desk")).content.decode()
    assert "The secret" not in page
    assert "item P1: private item" in page
    (row,) = desk_of(cast).awaits
    assert (row.hidden, row.held, row.told) == (True, False, "")


def test_of_a_matter_on_which_they_are_in_conflict_the_desk_tells_nothing(cast, client):
    request = asked(cast)
    entry = Interest.objects.create(
        person=cast.person_of("nhs_england"),
        type=InterestType.FINANCIAL,
        directness=Directness.DIRECT,
        nature="Owns the premises",
        starts_on=FIRST,
        declared_on=FIRST,
    )
    entry.practices.add(cast.practice)
    client.force_login(cast.nhs_england)
    page = client.get(reverse("desk")).content.decode()
    assert "How many patients" not in page
    assert "a matter on which the registers show you in conflict" in page
    sent = {"act": f"information-{request.pk}", "press": f"answer-information-{request.pk}", "text": "x"}
    answer = client.post(reverse("desk"), sent | {"key": uuid.uuid4()})
    assert answer.status_code == 403
    assert not InformationAnswer.objects.exists()


# --- History ----------------------------------------------------------------------------------------------------------
def test_a_veto_that_lapsed_is_history(carried, cast, room):
    actions.close_sitting(actor=room.secretary, meeting=room.meeting.pk, sittings=[room.sittings["Croydon"].pk])
    found = desk_of(cast)
    assert found.awaits == ()
    assert [said.answer for said in found.history] == ["Confirmed: NHS England did not use its veto."]


def test_the_history_is_filtered_by_ccg_and_kind_and_paged(room, cast, client):
    richmond = world.a_body("Richmond", "08P", Level.JOINT)
    for kind in (PostKind.NHS_ENGLAND_OFFICER,):
        appoint_to_post(account=cast.nhs_england, committee=richmond.committee, kind=kind, starts_on=FIRST)
    appoint_to_post(account=cast.secretary, committee=richmond.committee, kind=PostKind.SECRETARY, starts_on=FIRST)
    for body, count in ((cast.croydon, 20), (richmond, 8)):
        for n in range(count):
            request = asked(cast, text=f"{body.name} {n}", body=body)
            answer_information(
                actor=cast.acting("nhs_england"),
                committee=body.committee.pk,
                matter=request.matter_id,
                request=request.pk,
                text=f"Answer {n}",
            )
    room.arrive()
    carried = carry(room, item=room.items[0])
    actions.waive_veto(actor=cast.acting("nhs_england"), resolution=carried)
    assert len(desk_of(cast).history) == 25
    assert len(desk_of(cast, page="2").history) == 4
    assert {said.ccgs for said in desk_of(cast, ccg="08P").history} == {"Richmond, level 2"}
    assert len(desk_of(cast, ccg="08P").history) == 8
    assert [said.kind.value for said in desk_of(cast, kind="veto").history] == ["veto"]
    assert len(desk_of(cast, ccg="08P", kind="veto").history) == 0
    client.force_login(cast.nhs_england)
    for nonsense in ("x" * 50, "-1", "²", "\x00", "veto'"):
        query = {"ccg": nonsense, "kind": nonsense, "page": nonsense}
        assert client.get(reverse("desk"), query).status_code == 200


def test_the_history_tells_the_latest_first_by_when_nhs_england_said_it(window, room, cast, settings):
    room.arrive()
    first, second = (carry(room, item=item) for item in room.items)
    actions.waive_veto(actor=cast.acting("nhs_england"), resolution=second)
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 15)
    actions.use_veto(actor=world.actor(cast.nhs_england, date(2016, 4, 15)), resolution=first, reason="No.")
    assert [said.answer for said in desk_of(cast, day=date(2016, 4, 15)).history] == [
        "Vetoed by NHS England.",
        "NHS England will not use its veto.",
    ]


# --- Queries ----------------------------------------------------------------------------------------------------------
def fill(room, cast, rounds: int) -> None:
    """So many of each: decisions open to a veto, vetoed, awaiting agreement, asked, answered."""
    for n in range(rounds):
        matters = [world.a_matter(f"M{n} {m}", [cast.croydon.ccg]) for m in range(2)]
        open_still, vetoed = (carry(room, item=world.put(room.meeting, matter)) for matter in matters)
        assert open_still
        actions.use_veto(actor=cast.acting("nhs_england"), resolution=vetoed, reason="No.")
        a_scheme(room, cast)
        asked(cast, text=f"open {n}")
        done = asked(cast, text=f"done {n}")
        answer_information(
            actor=cast.acting("nhs_england"),
            committee=done.committee_id,
            matter=done.matter_id,
            request=done.pk,
            text="So many.",
        )
        world.put(room.meeting, world.a_matter(f"To come {n}", [cast.croydon.ccg]))


def test_the_desk_asks_the_database_no_more_when_there_is_more_on_it(window, room, cast, client):
    client.force_login(cast.nhs_england)

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("desk")).status_code == 200
        return len(queries)

    room.arrive()
    fill(room, cast, 1)
    small = counted()
    fill(room, cast, 3)
    assert counted() == small
    assert small <= 80


# --- What may be done, and where --------------------------------------------------------------------------------------
def held_of(cast, who="nhs_england", **dates):
    return {each.committee: each for each in desk_of(cast, who, **dates).held}


def test_a_veto_is_listed_at_level_2_and_at_level_3_it_is_said_that_there_is_none_with_the_source(cast):
    account = cast.nhs_england
    appoint_to_post(
        account=account, committee=cast.merton.committee, kind=PostKind.NHS_ENGLAND_OFFICER, starts_on=FIRST
    )
    found = held_of(cast)
    croydon, merton = found[cast.croydon.committee.name], found[cast.merton.committee.name]
    assert "exercise NHS England's veto" in croydon.may.replace("Exercise", "exercise")
    assert "what needs NHS England's agreement" in croydon.may
    assert croydon.no_veto == ""
    assert "veto" not in merton.may.lower()
    assert "agree" not in merton.may.lower()
    assert merton.no_veto == "No veto: level 3."
    assert merton.source == LEVEL_3_NO_VETO


def test_consent_is_listed_at_level_3_where_a_rule_asks_for_it(cast):
    appoint_to_post(
        account=cast.nhs_england, committee=cast.merton.committee, kind=PostKind.NHS_ENGLAND_OFFICER, starts_on=FIRST
    )
    name = cast.merton.committee.name
    assert "consent" not in held_of(cast)[name].may
    ConsentRule.objects.create(ccg=cast.merton.ccg, kind="award", starts_on=DAY, source="Made-up agreement")
    assert "consent" in held_of(cast)[name].may
    assert "consent" not in held_of(cast)[cast.croydon.committee.name].may


def test_where_the_terms_give_no_veto_it_is_said(cast):
    cast.croydon.terms.nhs_england_veto = False
    cast.croydon.terms.save()
    assert held_of(cast)[cast.croydon.committee.name].no_veto == "No veto: the terms of the day give none."


def test_the_page_lists_it_with_its_source(cast, client):
    appoint_to_post(
        account=cast.nhs_england, committee=cast.merton.committee, kind=PostKind.NHS_ENGLAND_OFFICER, starts_on=FIRST
    )
    client.force_login(cast.nhs_england)
    assert "No veto: level 3." in text(client.get(reverse("desk")))


# --- Sent twice -------------------------------------------------------------------------------------------------------
def test_the_same_form_sent_twice_is_taken_once_and_told_so(carried, cast, client):
    client.force_login(cast.nhs_england)
    sent = {"act": f"veto-{carried}", "press": "veto", "reason": "Too dear.", "key": uuid.uuid4()}
    assert client.post(reverse("desk"), sent).status_code == 302
    assert client.post(reverse("desk"), sent).status_code == 302
    assert Veto.objects.count() == 1
    told = text(client.get(reverse("desk")))
    assert "already" in told or "taken before" in told
