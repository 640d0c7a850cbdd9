"""The demonstration's worlds beside the meeting ready to be run: two joint committees at level 2, and published meetings."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from cocomm.demo import loading
from committees.models import (
    Account,
    Committee,
    Guardianship,
    Interest,
    Meeting,
    Offer,
    Person,
    Position,
    Redaction,
    Seat,
)
from committees.queries.tables import whole_of_london
from committees.registers.bodies import bodies_of, body_of, people_on, places
from committees.registers.due import dues
from committees.rights.composition import advise
from committees.terms import ConditionState, CountsAs, Function, Office, Outcome, Represents, Standing
from decisions import calendar
from decisions.chain import verify_meeting
from decisions.conditions import Takes, hangs
from decisions.facts import load_record
from decisions.models import Match, Matter
from decisions.outcome import outcome_of
from practices import clock
from practices.models import CCG

PAPER = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "south-west-london-operating-model-2016.txt"
TODAY = date(2016, 4, 14)
SOUTH_WEST = ("Croydon", "Kingston", "Merton", "Richmond", "Sutton", "Wandsworth")
NORTH_CENTRAL = ("Barnet", "Camden", "Enfield", "Haringey", "Islington")
LEVEL_3 = "The formal commencement of level 3 delegated commissioning by CCGs in South West London in 2016/17"
GOVERNING_BODIES = [f"Governing Body of NHS {name} CCG" for name in SOUTH_WEST]


@pytest.fixture(scope="module")
def worlds_loaded(django_db_setup, django_db_blocker):
    """Every world, loaded once for this module and gone again after it."""
    said: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load_demo(say=said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def worlds(worlds_loaded, db, settings):
    settings.COCOMM_CLOCK_DAY = TODAY
    return worlds_loaded


@pytest.fixture
def january(worlds):
    return load_record(Meeting.objects.get(date=date(2016, 1, 21)))


@pytest.fixture
def march(worlds):
    return load_record(Meeting.objects.get(date=date(2016, 3, 17)))


# --- loading ---


def test_each_step_is_said_and_the_second_time_asks_one_question(worlds, django_assert_num_queries):
    assert len(worlds) == len(set(worlds)) == 9
    before = Counter({model: model.objects.count() for model in (Meeting, Committee, Person, Account, Seat)})
    said = []
    with django_assert_num_queries(1):
        assert loading.load_demo(say=said.append) is False
    assert said == []
    assert before == {model: model.objects.count() for model in before}


def test_the_record_of_every_meeting_is_whole_and_lies_before_the_real_clock(worlds):
    for meeting in Meeting.objects.all():
        assert verify_meeting(meeting.pk) == [], meeting
        assert all(act.happened_at < clock.real_now() for act in load_record(meeting).acts)


# --- South West London, January 2016 ---


def test_the_four_recommendations_stand_with_the_papers_verbs(january):
    assert [(each.limb.letter, each.verb) for each in january.items[2].resolutions] == [
        ("i", "confirm"), ("ii", "confirm"), ("iii", "confirm"), ("iv", "endorse"),
    ]  # fmt: skip
    assert january.items[1].resolutions[0].verb == "consider"
    assert january.items[1].resolutions[0].announcement.sentence == "SWL Joint Committee: considered."


def test_the_recommendations_are_in_the_papers_words(january):
    told = [each.motion_text for each in january.items[2].resolutions]
    assert told[0] == "The SWL Joint Committee for Primary Care will cease with effect from 31st March 2016."
    assert told[1] == "An Advisory Panel will be established to support local delegated commissioning."
    if PAPER.exists():
        paper = " ".join(PAPER.read_text().casefold().split())
        for words in told:
            assert words.casefold().rstrip(".") in paper


def test_each_recommendation_hangs_on_level_3_and_the_last_two_on_six_governing_bodies(january):
    for each in january.items[2].resolutions:
        first, *others = each.conditions
        assert (first.text, first.awaits) == (LEVEL_3, None)
        expected = GOVERNING_BODIES if each.limb.letter in ("iii", "iv") else []
        assert [condition.awaits.name for condition in others] == expected


def test_ii_is_effective_since_its_condition_was_met(january):
    found = hangs(january.items[2].resolutions[1])
    assert (found.takes, found.since) == (Takes.EFFECT, date(2016, 4, 1))
    assert found.words == "Carried, and in effect since 1 April 2016, when its last condition was met."


def test_iii_waits_for_two_governing_bodies(january):
    found = hangs(january.items[2].resolutions[2])
    assert found.takes is Takes.AWAITS
    assert [each.condition.awaits.name for each in found.open] == [GOVERNING_BODIES[2], GOVERNING_BODIES[3]]
    assert Counter(each.state for each in found.conditions) == {
        ConditionState.DISCHARGED: 5,
        ConditionState.AWAITED: 2,
    }
    assert found.words == (
        "Carried, awaiting the Governing Body of NHS Merton CCG and the Governing Body of NHS Richmond CCG."
    )


def test_i_and_iv_are_in_effect_too(january):
    resolutions = january.items[2].resolutions
    assert (hangs(resolutions[0]).since, hangs(resolutions[3]).since) == (date(2016, 4, 1), date(2016, 4, 12))


def test_the_six_ccgs_worked_at_level_2_that_day_with_one_member_each(january):
    sitting = next(iter(january.sittings.values()))
    levels = {a.ccg.name: a.level for a in january.law.arrangements if a.covers(january.day)}
    assert {levels[name] for name in SOUTH_WEST} == {"2"}
    voting = [seat for seat in sitting.seats if seat.standing is Standing.VOTING]
    assert [seat.ccg.name for seat in voting if seat.ccg] == list(SOUTH_WEST)


def test_who_voted_how_is_told_in_four_ways_and_said_to_be_made_up(january):
    recordings = [each.opening.recording for each in january.items[2].resolutions]
    assert recordings == ["by_name", "unanimous", "counts", "consensus"]
    about = january.meeting.about
    assert "It names the month alone: the 21st, the place, the people, their votes" in about
    assert "are made up" in about
    assert january.meeting.made_up


# --- North Central London ---


def test_one_representative_of_each_ccg_a_lay_chair_and_nhs_england_make_up_the_joint_committee(march):
    sitting = next(iter(march.sittings.values()))
    voting = [seat for seat in sitting.seats if seat.standing is Standing.VOTING]
    assert [seat.ccg.name for seat in voting if seat.ccg] == list(NORTH_CENTRAL)
    assert [seat.counts_as for seat in voting if seat.office is Office.CHAIR] == [CountsAs.LAY]
    assert [seat.represents for seat in voting].count(Represents.NHS_ENGLAND) == 1
    without_vote = [seat.represents for seat in sitting.seats if seat.standing is Standing.NON_VOTING]
    assert without_vote == [Represents.HEALTHWATCH, Represents.HWB]


def test_its_make_up_is_that_of_the_pack(march):
    sitting = next(iter(march.sittings.values()))
    advice = advise(sitting.committee, sitting.seats, sitting.appointments, terms=sitting.terms)
    # Camden and Haringey are each represented by a GP (made up), so that advice alone is given.
    assert [reason.text[:46] for reason in advice if not reason.allows] == [
        "If all GPs withdraw from an item, there is no "
    ]


def test_nhs_england_has_both_powers_and_used_each_once(march):
    by_number = {item.number: item.resolutions[0] for item in march.items}
    assert (by_number["5"].opening.casting_vote, by_number["5"].opening.veto) == (True, True)
    assert by_number["5"].casting_vote.choice == "for"
    assert outcome_of(by_number["5"]) is Outcome.CARRIED
    assert outcome_of(by_number["6"]) is Outcome.VETOED
    assert by_number["4"].agreement.given


def test_a_deputy_votes_for_camden_while_its_member_is_out(march):
    item = march.items[2]
    assert [act.nature for act in item.declared] == ["Partner in Hampstead Group Practice (made up)"]
    voters = {march.name(each.person_id) for each in item.resolutions[0].voters}
    assert "Juno Harcastle" in voters
    assert "Dr Ifeoma Castlereagh" not in voters


def test_votes_were_taken_by_name_by_counts_and_without(march):
    found = {each.opening.recording for item in march.items for each in item.resolutions if each.opening}
    assert found == {"by_name", "counts", "unanimous", "consensus"}


def test_its_secretary_its_chair_and_nhs_englands_officer_sign_in_with_one_press(worlds):
    roles = dict(Account.objects.exclude(demo_role="").values_list("username", "demo_role"))
    assert roles["secretary-ncl"] == "Governance: secretary, North Central London"
    assert roles["chair-ncl"] == "Chairs: lay chair, North Central London"
    posts = Account.objects.get(username="nhs-england").posts.filter(kind="nhs_england_officer")
    level_3 = set(SOUTH_WEST) - {"Croydon"}  # where it consents, and has no veto
    team = "NHS England London"
    assert {post.committee.short_name for post in posts} == {"Croydon", "NCL Joint Committee", team, *level_3}


# --- the registers ---


def test_interests_of_each_type_and_directness_are_declared(worlds):
    kinds = set(Interest.objects.values_list("type", "directness"))
    assert {kind for kind, _ in kinds} == {"financial", "professional", "personal"}
    assert {way for _, way in kinds} == {"direct", "indirect"}
    assert Interest.objects.filter(providers__made_up=True).exists()


def test_what_is_declared_before_the_day_stands_so_in_the_history_too(worlds):
    declared = Interest.history.filter(history_change_reason="Declared")  # the others stand in the files of the worlds
    assert declared.count() > 20
    for row in declared:
        assert row.history_date.date() == row.declared_on <= TODAY


def test_one_interest_ended_five_months_before_the_day_and_one_seven(worlds):
    ended = Interest.objects.filter(ends_on__isnull=False).order_by("ends_on").values_list("ends_on", flat=True)
    assert list(ended) == [date(2015, 9, 14), date(2015, 11, 14)]
    croydon = body_of(CCG.objects.get(short_name="Croydon"))
    on = {person.name for person in people_on(croydon, TODAY)}
    assert {"Nathaniel Grubb", "Solomon Threlfall"} <= on


@pytest.mark.parametrize(
    ("name", "ccgs"),
    [("Dr Nadia Fellowes-Khan", ["Merton", "Sutton"]), ("Dr Ifeoma Castlereagh", ["Camden", "Islington"])],
)
def test_a_partner_of_a_practice_is_on_the_registers_of_two_ccgs(worlds, name, ccgs):
    person = Person.objects.get(name=name)
    found = bodies_of(places(TODAY, people=[person.pk])[person.pk])
    assert [body.name for body in found if body.committee is None] == [f"NHS {ccg} CCG" for ccg in ccgs]


def test_officers_case_officers_the_lmc_and_presenters_declare_without_a_seat(worlds):
    titles = set(Position.objects.values_list("title", flat=True))
    assert {"Head of primary care", "Case officer of NHS England", "Represents the Local Medical Committee"} <= titles
    assert set(Position.objects.filter(decision_making=False).values_list("title", flat=True)) == {
        "Premises officer",
        "Presents papers on premises",
    }


def test_every_ccg_of_the_worlds_has_a_guardian_who_chairs_no_committee_and_two_of_them_sign_in(worlds):
    guards = Guardianship.objects.in_force_on(TODAY).select_related("ccg", "person")
    assert {row.ccg.short_name for row in guards} == {*SOUTH_WEST, *NORTH_CENTRAL}
    assert not Seat.objects.filter(office="chair", appointments__person__guardianships__isnull=False).exists()
    accounts = Account.objects.filter(demo_role__startswith="Guardian: ").order_by("demo_order")
    assert [account.username for account in accounts] == ["guardian-merton", "guardian-camden"]
    assert not [account for account in accounts if account.has_usable_password()]


def test_most_entries_are_up_to_date_and_a_few_are_overdue(worlds):
    stands = Counter(each.state for each in dues(places(TODAY), TODAY).values())
    assert 2 <= stands["overdue"] <= 5
    assert stands["up_to_date"] > 5 * stands["due"]


def test_offers_were_accepted_and_declined_and_most_people_are_trained(worlds):
    assert set(Offer.objects.values_list("answer", flat=True)) == {
        "accepted",
        "accepted_for_organisation",
        "declined",
    }
    assert Person.objects.filter(training__isnull=False).distinct().count() > 40


def test_mertons_guardian_has_left_something_out_answered_one_concern_and_published_one_breach(worlds):
    merton = CCG.objects.get(short_name="Merton")
    redaction = Redaction.objects.get()
    assert redaction.reason
    assert redaction.interest.objection
    assert [bool(row.advice) for row in merton.concerns.order_by("raised_on")] == [True, False]
    assert merton.concerns.get(advice="").raised_by is None
    breach = merton.breaches.get()
    assert breach.published_on < TODAY
    assert not [word for word in ("Horatio", "Pinnock", "Francis Grove") if word in breach.published_text]


def test_the_registers_show_conflicts_of_the_gps_alone_on_the_meetings_to_come(worlds):
    found = {(match.item.meeting.date, match.item.number, match.person.name) for match in Match.objects.all()}
    gps = set(Person.objects.filter(appointments__seat__title="GP member").values_list("name", flat=True))
    assert found == {
        *((TODAY, "4", name) for name in gps),
        (TODAY, "5", "Dr Nadia Fellowes-Khan"),
        (date(2016, 4, 21), "5", "Dr Ifeoma Castlereagh"),
    }
    assert not Match.objects.exclude(state="found").exists()


# --- what is made up, and what is published ---


def test_every_meeting_is_made_up_and_says_so_or_names_its_source(worlds):
    for meeting in Meeting.objects.all():
        if meeting.made_up:
            assert "made up" in meeting.about or meeting.date == date(2016, 5, 12)
        else:
            assert meeting.source
            assert meeting.not_told


def test_everybody_is_made_up_or_called_by_initials_or_role(worlds):
    published = Person.objects.filter(made_up=False).values_list("name", flat=True)
    assert [name for name in published if len(name.split("(")[0].strip()) > 3] == []


def test_only_what_the_paper_or_a_source_tells_is_no_made_up_matter(worlds):
    real = Matter.objects.filter(made_up=False, items__meeting__made_up=True).values_list("title", flat=True)
    assert set(real) == {
        "Operating model for delegated primary care commissioning",
        "Operating model: the four recommendations",
    }


# --- published meetings after the demonstration's day ---


def test_published_meetings_of_later_days_are_listed_apart_and_are_not_to_come(worlds, client):
    later = list(calendar.history_after(TODAY))
    assert [meeting.date.year for meeting in later] == [2016, 2017, 2018, 2020, 2021]
    assert not set(later) & set(calendar.to_come(TODAY))
    client.force_login(Account.objects.get(username="stranger"))
    page = client.get(reverse("meetings")).content.decode()
    before, _, after = page.partition("Published meetings of later days")
    assert "Their days lie after the demonstration's today, 14 April 2016." in after
    for meeting in later:
        assert reverse("meeting", args=[meeting.pk]) not in before
        assert reverse("meeting", args=[meeting.pk]) in after
    assert "Portsmouth" not in client.get(reverse("home")).content.decode()


def test_the_page_of_a_later_meeting_says_so_with_its_source_and_what_it_does_not_tell(worlds, client):
    client.force_login(Account.objects.get(username="stranger"))
    meeting = Meeting.objects.get(date=date(2020, 3, 26))
    page = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "This day lies after the demonstration's today, 14 April 2016." in page
    assert "Source: Portsmouth CCG" in page
    assert "The source does not tell" in page
    assert "Its decisions were published afterwards." in page
    assert "Merger of Hanway Road Practice and Portsdown Group Practice" in page
    assert "are made up. CCGs" not in page
    minutes = client.get(reverse("minutes", args=[meeting.pk])).content.decode()
    assert "are made up. CCGs" not in minutes


def test_who_decides_shows_a_ccg_outside_london_only_on_days_on_which_its_level_is_on_record(worlds):
    def outside(day):
        areas = whole_of_london(Function.GP_COMMISSIONING, [day])
        return [row.ccg.short_name for area in areas if area.name == "Outside London" for row in area.rows]

    assert outside(TODAY) == []
    assert outside(date(2018, 12, 21)) == ["Dudley"]


def test_the_page_of_a_real_committee_says_that_its_people_are_made_up(worlds, client):
    client.force_login(Account.objects.get(username="stranger"))
    said = "The committee is real; who sits on it here, and the titles of the seats, are made up."
    for name, expected in (("NCL Joint Committee", True), ("Merton", False), ("Dudley PCCC", False)):
        address = reverse("committee", args=[Committee.objects.get(short_name=name).pk])
        assert (said in client.get(address).content.decode()) is expected, name


def test_a_made_up_meeting_of_another_day_says_on_its_page_what_is_made_up(worlds, client):
    client.force_login(Account.objects.get(username="stranger"))
    for day in (date(2016, 1, 21), date(2016, 3, 17), date(2016, 4, 21)):
        meeting = Meeting.objects.get(date=day)
        for address in ("meeting", "minutes"):
            page = client.get(reverse(address, args=[meeting.pk])).content.decode()
            assert "but for what its source tells, are made up." in page, (day, address)
