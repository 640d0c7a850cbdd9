"""The demonstration: London's levels as the papers state them, and a meeting that is ready to be run."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from cocomm.demo import loading
from committees.actions import load_london_arrangements
from committees.facts import ccg_facts, committee_facts, load_law, seat_facts
from committees.models import (
    Account,
    Appointment,
    Arrangement,
    Committee,
    Meeting,
    Person,
    Post,
    Seat,
    TermsOfReference,
)
from committees.powers import actor_for
from committees.rights.composition import advise
from committees.rights.quorum import quorum
from committees.rights.seats import presiding
from committees.terms import Effect, Function, Power
from decisions.facts import load_record
from decisions.models import Matter, Paper
from practices.models import CCG, Practice

pytestmark = pytest.mark.django_db

EVE, HANDOVER, DAY = date(2016, 3, 31), date(2016, 4, 1), date(2016, 4, 14)
PACK_DAY = date(2016, 6, 15)
DELEGATED = ("Kingston", "Merton", "Richmond", "Sutton", "Wandsworth")
SOUTH_WEST = ("Croydon", *DELEGATED)
NORTH_CENTRAL = ("Barnet", "Camden", "Enfield", "Haringey", "Islington")
#: Written out by hand from the two papers: the level of each London CCG in June 2016.
LEVELS_IN_JUNE_2016 = {
    "1": ("City and Hackney",),
    "2": (
        *("Croydon", *NORTH_CENTRAL),
        *("Brent", "Central London (Westminster)", "Ealing", "Hammersmith and Fulham", "Harrow", "Hillingdon"),
        *("Hounslow", "West London", "Bexley", "Bromley", "Greenwich", "Lambeth", "Lewisham", "Southwark"),
    ),
    "3": (
        *DELEGATED,
        *("Barking and Dagenham", "Havering", "Redbridge", "Waltham Forest", "Newham", "Tower Hamlets"),
    ),
}
LEVELLED = (Function.GP_COMMISSIONING, Function.INCENTIVE_SCHEMES, Function.BUDGET, Function.PERFORMANCE)


@pytest.fixture
def meeting(demo):
    return Meeting.objects.get(date=DAY)


@pytest.fixture
def record(meeting):
    return load_record(meeting.pk)


def ccg(name):
    return ccg_facts(CCG.objects.get(short_name=name))


def decides(law, function, name, day):
    """(body, level) and the whole answer."""
    answer = law.authority(function, ccg(name), day)
    return (law.committees[answer.decider].name if answer.decider else None), answer


# --- London ---


def test_every_london_ccg_has_the_level_that_the_papers_state_with_its_source(demo):
    assert sum(map(len, LEVELS_IN_JUNE_2016.values())) == CCG.objects.in_london().count() == 32
    for level, names in LEVELS_IN_JUNE_2016.items():
        for name in names:
            row = Arrangement.objects.in_force_on(PACK_DAY).get(ccg__short_name=name)
            assert row.level == level, name
            assert "2016" in row.source, name
            assert "page “" in row.source or "section “" in row.source, name


def test_a_first_day_that_no_paper_states_is_marked_as_derived(demo):
    stated = Arrangement.objects.filter(start_derived=False)
    assert {row.ccg.short_name for row in stated} == set(SOUTH_WEST)
    assert {row.starts_on for row in stated} == {HANDOVER}
    assert {row.starts_on for row in Arrangement.objects.filter(start_derived=True)} == {date(2015, 4, 1)}


def test_only_croydon_shadows_and_only_from_1_april_2016(demo):
    row = Arrangement.objects.get(shadowing=True)
    assert (row.ccg.short_name, row.level, row.starts_on, row.ends_on) == ("Croydon", "2", HANDOVER, None)


@pytest.mark.parametrize("name", SOUTH_WEST)
@pytest.mark.parametrize("function", LEVELLED)
def test_until_31_march_2016_the_joint_committee_of_six_decides_in_south_west_london(demo, function, name):
    body, answer = decides(load_law(), function, name, EVE)
    assert body == "South West London Joint Committee for Primary Care"
    assert answer.level == "2"
    assert answer.verdict.allowed
    assert answer.casting_vote
    assert answer.veto


@pytest.mark.parametrize("name", DELEGATED)
@pytest.mark.parametrize("function", LEVELLED)
def test_from_1_april_2016_five_committees_decide_and_nhs_england_has_no_power(demo, function, name):
    body, answer = decides(load_law(), function, name, HANDOVER)
    assert body == f"{name} Primary Care Commissioning Committee"
    assert answer.level == "3"
    assert answer.verdict.allowed
    assert not any([answer.casting_vote, answer.veto, answer.agreement_needed])


@pytest.mark.parametrize("function", LEVELLED)
def test_from_1_april_2016_croydons_joint_committee_decides_with_nhs_england(demo, function):
    body, answer = decides(load_law(), function, "Croydon", HANDOVER)
    assert body == "Croydon Joint Committee for Primary Care Commissioning"
    assert (answer.level, answer.shadowing) == ("2", True)
    assert answer.verdict.allowed
    assert answer.casting_vote
    assert answer.veto
    assert answer.veto_working_days == 5
    assert answer.agreement_needed == (function == Function.INCENTIVE_SCHEMES)


@pytest.mark.parametrize("name", NORTH_CENTRAL)
def test_north_central_londons_joint_committee_decides_with_nhs_england(demo, name):
    body, answer = decides(load_law(), Function.BUDGET, name, PACK_DAY)
    assert body == "North Central London Joint Committee"
    assert answer.verdict.allowed
    assert answer.casting_vote
    assert answer.veto


@pytest.mark.parametrize("function", LEVELLED)
def test_nhs_england_decides_for_city_and_hackney(demo, function):
    body, answer = decides(load_law(), function, "City and Hackney", DAY)
    assert body == "NHS England, London region team"
    assert answer.level == "1"
    assert answer.nhs_england_decides


def test_what_no_level_delegates_is_decided_by_nhs_england_for_every_ccg(demo):
    law = load_law()
    for row in CCG.objects.in_london():
        for function in (Function.OTHER_CONTRACTORS, Function.PERFORMERS_LIST):
            body, answer = decides(law, function, row.short_name, DAY)
            assert body == "NHS England, London region team"
            assert answer.nhs_england_decides
            assert answer.verdict.allowed == (function == Function.OTHER_CONTRACTORS), (
                "the performers' list is reserved"
            )


def test_every_ccgs_own_functions_belong_to_its_governing_body(demo):
    law = load_law()
    for row in CCG.objects.in_london():
        body, answer = decides(law, Function.CCG_OWN, row.short_name, DAY)
        assert body == f"Governing Body of NHS {row.short_name} CCG"
        assert answer.verdict.allowed


def test_where_the_papers_name_no_committee_nobody_is_made_up(demo):
    body, answer = decides(load_law(), Function.BUDGET, "Brent", DAY)
    assert body is None
    assert [reason.code for reason in answer.verdict.refusals] == ["no_remit"]


def test_groups_that_advise_hold_no_remit(demo):
    groups = Committee.objects.filter(kind__in=["advisory_panel", "delivery_group", "working_group"])
    assert {group.short_name for group in groups} >= {"SWL Advisory Panel", "SWL Delivery Group"}
    assert not [group for group in groups if group.remits.exists()]


def test_loading_london_again_adds_nothing(demo):
    assert load_london_arrangements() == 0


# --- the meeting ---


def test_six_committees_sit_in_common_in_public_on_14_april_2016(meeting):
    assert [sitting.committee.short_name for sitting in meeting.sittings.all()] == list(SOUTH_WEST)
    assert (meeting.place, meeting.in_public, meeting.convened_by.short_name) == ("Wimbledon", True, "Merton")
    assert "made up" in meeting.about


def test_what_is_made_up_says_so(demo):
    assert not Meeting.objects.filter(made_up=False).exists()
    assert not Matter.objects.filter(made_up=False).exists()
    assert not Person.objects.filter(made_up=False).exists()
    assert not TermsOfReference.objects.filter(made_up=False).exists()
    for terms in TermsOfReference.objects.all():
        assert "made up" in terms.source.lower()
    for paper in Paper.objects.all():
        assert "made up" in paper.text.lower(), paper


def test_the_practices_are_real_and_of_the_ccgs_that_the_items_concern(record):
    named = [practice for item in record.items for practice in item.row.matter.practices.all()]
    assert len(named) == 8
    for item in record.items:
        names = {row.short_name for row in item.row.matter.ccgs.all()}
        for practice in Practice.objects.with_dated_facts().filter(matters__items=item.pk):
            assert practice.is_active
            assert practice.ccg_on(DAY).short_name in names


def test_nobody_in_the_demonstration_bears_a_name_that_a_practice_has_from_a_gp(demo):
    """Such as “Dr Longley & Partners” and, in Richmond, “Lewis (Hampton)”."""
    surnames = {person.name.split()[-1].upper() for person in Person.objects.all()}
    of_gps = [
        row.name.upper() for row in Practice.objects.all() if row.name.upper().startswith("DR") or "(" in row.name
    ]
    words = {word.strip("().,'") for name in of_gps for word in name.split()}
    assert len(of_gps) > 20
    assert not surnames & words


def test_each_committee_has_six_voting_seats_and_no_more_can_vote(demo):
    for name in SOUTH_WEST:
        seats = Seat.objects.filter(committee__short_name=name).in_force_on(DAY)
        standings = Counter(seat.standing for seat in seats)
        assert standings["voting"] == 6, name
        assert standings["non_voting"] == 2, name
        assert 9 <= len(seats) <= 11, name
        nhs_england = [seat.standing for seat in seats if seat.represents == "nhs_england"]
        assert nhs_england == (["voting"] if name == "Croydon" else ["in_attendance"])


def test_each_committees_composition_is_as_the_papers_ask(demo):
    for name in SOUTH_WEST:
        committee = Committee.objects.get(short_name=name)
        seats = [seat_facts(seat) for seat in committee.seats.in_force_on(DAY)]
        advice = advise(committee_facts(committee), seats)
        explain = {reason.code for reason in advice if not reason.allows}
        assert explain <= {"audit_chair_not_chair"}, (name, explain)


def test_two_people_sit_on_two_committees_one_seat_is_shared_one_has_a_deputy_and_one_is_vacant(demo):
    voting = Appointment.objects.filter(seat__standing="voting").select_related("person", "seat__committee")
    seats_of = Counter(row.person.name for row in voting if row.share != "deputy")
    assert {name for name, number in seats_of.items() if number == 2} == {"Priya Ramsbottom", "Callum Okonjo-Webb"}
    assert [row.seat.title for row in voting if row.share == "joint"] == ["Registered nurse"] * 2
    assert [(row.person.name, row.stands_for.name) for row in voting if row.share == "deputy"] == [
        ("Tobias Nkemelu", "Priya Ramsbottom")
    ]
    vacant = Seat.objects.filter(committee__short_name__in=SOUTH_WEST, appointments=None)
    assert [(seat.committee.short_name, seat.title) for seat in vacant] == [("Richmond", "Registered nurse")]


def everyone(meeting) -> frozenset[int]:
    rows = Appointment.objects.filter(seat__committee__sittings__meeting=meeting).exclude(share="deputy")
    return frozenset(rows.values_list("person", flat=True))


def judged(record, sitting, item, present):
    return quorum(replace(record.room(sitting, item), present=present))


def test_with_everyone_there_every_committee_is_quorate_for_every_item(meeting, record):
    present = everyone(meeting)
    for item in record.items:
        for pk in item.purposes:
            sitting = record.sittings[pk]
            assert judged(record, sitting, item, present), (item.number, sitting.committee.name)
            assert presiding(replace(record.room(sitting, item), present=present)).seat.title == "Lay member, chair"


def test_any_one_gp_may_leave_and_every_committee_stays_quorate(meeting, record):
    gps = Appointment.objects.filter(seat__title="GP member").values_list("person", flat=True)
    present = everyone(meeting)
    assert len(gps) == 6
    for gp in gps:
        for sitting in record.sittings.values():
            assert judged(record, sitting, record.items[4], present - {gp}), sitting.committee.name


def test_some_committees_are_one_person_away_from_losing_their_quorum_and_say_who(meeting, record):
    present = everyone(meeting)
    at_risk = {
        record.sittings[pk].committee.name.split()[0]: judged(
            record, record.sittings[pk], record.items[0], present
        ).at_risk
        for pk in record.sittings
    }
    assert not at_risk["Merton"]
    assert not at_risk["Sutton"]
    assert len(at_risk["Croydon"]) == 1
    assert "Helena Brockhurst" in at_risk["Croydon"][0]
    assert len(at_risk["Richmond"]) == 2
    assert "Missing: executive member (1 of 2)" in at_risk["Richmond"][0]


def test_without_the_shared_finance_officer_the_deputy_saves_kingston_and_not_richmond(meeting, record):
    priya = Person.objects.get(name="Priya Ramsbottom").pk
    deputy = Person.objects.get(name="Tobias Nkemelu").pk
    present = everyone(meeting) - {priya}
    sittings = {sitting.committee.name.split()[0]: sitting for sitting in record.sittings.values()}
    item = record.items[0]
    assert not judged(record, sittings["Kingston"], item, present)
    assert judged(record, sittings["Kingston"], item, present | {deputy})
    assert not judged(record, sittings["Richmond"], item, present | {deputy})


@pytest.mark.parametrize(
    ("number", "committees", "effect", "verb"),
    [
        ("1", SOUTH_WEST, Effect.DECIDES, "note"),
        ("2", SOUTH_WEST, Effect.DECIDES, "agree"),
        ("3", SOUTH_WEST, Effect.DECIDES, "approve"),
        ("4", SOUTH_WEST, Effect.DECIDES, "approve"),
        ("5", ("Merton", "Sutton"), Effect.DECIDES, "approve"),
        ("6", SOUTH_WEST, Effect.DECIDES, "approve"),
        ("7", SOUTH_WEST, Effect.DECIDES, "approve"),
        ("8", SOUTH_WEST, Effect.RECOMMENDS, "recommend"),
        ("9", SOUTH_WEST, Effect.RECORDS_A_VIEW, "support"),
        ("10", SOUTH_WEST, Effect.DECIDES, "note"),
        ("11", ("Wandsworth",), Effect.DECIDES, "approve"),
    ],
)
def test_each_item_is_before_the_committees_concerned_with_its_effect(record, number, committees, effect, verb):
    item = next(item for item in record.items if item.number == number)
    sittings = [record.sittings[pk] for pk in item.purposes]
    assert sorted(sitting.committee.name.split()[0] for sitting in sittings) == sorted(committees)
    for sitting in sittings:
        assert record.standpoint(sitting, item).effect == effect
    assert {resolution.verb for resolution in item.resolutions} == {verb}
    assert len(item.resolutions) == len(committees) * (2 if number == "5" else 1)


def test_nhs_england_holds_its_powers_in_croydon_alone_and_agrees_to_the_incentive_scheme(record):
    for item in record.items:
        for pk in item.purposes:
            stands = record.standpoint(record.sittings[pk], item)
            in_croydon = record.sittings[pk].committee.name.startswith("Croydon")
            jointly = in_croydon and item.number in {"3", "4", "6", "7"}
            assert (stands.casting_vote, stands.veto) == (jointly, jointly)
            assert stands.agreement_needed == (in_croydon and item.number == "4")


def test_the_private_item_says_on_what_ground_and_its_papers_are_for_members(record):
    item = next(item for item in record.items if item.row.private)
    assert item.number == "11"
    assert "Public Bodies (Admission to Meetings) Act 1960" in item.row.private_ground
    assert {paper.access for paper in item.papers} == {"members"}


def test_a_later_meeting_of_the_same_committees_has_a_merger_and_changes_of_partners(demo):
    later = Meeting.objects.get(date=date(2016, 5, 12))
    assert later.sittings.count() == 6
    merger, partners = later.items.order_by("order")
    assert [limb.verb for limb in partners.matter.limbs.all()] == ["approve", "note", "approve"]
    assert {ccg.short_name for ccg in merger.matter.ccgs.all()} == {"Croydon", "Merton"}


# --- whom to sign in as ---


def test_there_is_somebody_to_sign_in_as_for_each_kind_of_person(demo):
    accounts = Account.objects.exclude(demo_role="").order_by("demo_order")
    assert [account.demo_role.partition(":")[0] for account in accounts] == [
        *("Governance", "Chairs", "Chairs", "Members", "Members", "NHS England", "NHS England", "NHS England"),
        *("Advisers", "Without a vote", "Without a vote", "Administration", "Public"),
    ]
    assert not [account for account in accounts if account.has_usable_password()]
    assert [account.username for account in accounts if not account.get_full_name()] == []


def test_the_secretary_runs_all_six_and_votes_in_none(demo):
    powers = actor_for(Account.objects.get(username="secretary"), DAY).powers
    assert len(powers) == 6
    assert all({Power.RUN_BUSINESS, Power.RECORD} <= held for held in powers.values())
    seats = Seat.objects.filter(appointments__person__account__username="secretary")
    assert {seat.standing for seat in seats} == {"in_attendance"}


def test_nhs_englands_officer_may_veto_in_croydon_and_nowhere_else(demo):
    account = Account.objects.get(username="nhs-england")
    powers = actor_for(account, DAY).powers
    assert {Committee.objects.get(pk=pk).short_name for pk in powers} == {"Croydon"}
    assert Power.VETO in next(iter(powers.values()))
    assert not actor_for(account, EVE).powers


def test_the_holder_of_the_veto_and_who_stands_in_are_offices_of_nhs_england_which_posts_name(demo):
    terms = TermsOfReference.objects.get(nhs_england_veto=True, committee__short_name="Croydon")
    office = dict(Post.objects.filter(kind="nhs_england_officer").values_list("account__username", "office"))
    assert office == {"nhs-england": terms.veto_holder, "nhs-england-alternate": terms.veto_alternate}
    assert "five days and the two" in " ".join(loading.DEMO_FILE.read_text().split())


def test_the_case_officer_prepares_and_uses_no_power(demo):
    (powers,) = actor_for(Account.objects.get(username="case-officer"), DAY).powers.values()
    assert powers == {Power.PREPARE, Power.READ_PRIVATE}


def test_each_committee_says_by_whom_chairs_action_is_signed_in_places_that_its_own_seats_fill(demo):
    for name in SOUTH_WEST:
        committee = Committee.objects.get(short_name=name)
        places = committee.terms.get().urgent_slots
        assert len(places) == (3 if name == "Croydon" else 2), name
        seats = list(committee.seats.filter(standing="voting"))
        for place in places:
            assert place["label"].removeprefix("the ") in committee.terms.get().urgent_signatories.lower().replace(
                "nhs england", "NHS England"
            ), name
            fits = [
                seat
                for seat in seats
                if seat.office in place.get("offices", ())
                or seat.title in place.get("titles", ())
                or seat.represents in place.get("represents", ())
            ]
            assert len(fits) == 1, (name, place)


def test_the_administrator_and_the_stranger_hold_nothing(demo):
    for username in ("admin", "stranger"):
        account = Account.objects.get(username=username)
        assert not actor_for(account, DAY).powers
        assert not Post.objects.filter(account=account).exists()
        assert not Appointment.objects.filter(person__account=account).exists()
    assert list(Account.objects.filter(is_superuser=True).values_list("username", flat=True)) == ["admin"]


# --- loading ---


def test_loading_says_each_step_and_the_second_time_asks_one_question(demo, django_assert_num_queries):
    assert len(demo) == 3
    said = []
    with django_assert_num_queries(1):
        assert loading.load_demo(say=said.append, files=[loading.DEMO_FILE]) is False
    assert said == []


def test_another_version_of_the_demonstration_is_refused_and_says_what_to_do(demo, tmp_path, monkeypatch):
    newer = tmp_path / loading.DEMO_FILE.name
    newer.write_text(loading.DEMO_FILE.read_text().replace("place: Wimbledon", "place: Croydon"))
    monkeypatch.setattr(loading, "WORLDS", (newer,))
    with override_settings(COCOMM_DEMO=True), pytest.raises(CommandError) as refused:
        call_command("load_demo")
    assert "“Wimbledon” is on record, the file says “Croydon”" in str(refused.value)
    assert "an earlier version of the demonstration" in str(refused.value)
