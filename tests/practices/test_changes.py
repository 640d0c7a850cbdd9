"""What each change writes: once, as asked, and the history says which decision it was."""

from datetime import date

import pytest

from practices.changes import (
    ChangeHolder,
    CloseList,
    ClosePractice,
    CloseSite,
    DispersePatients,
    EndContract,
    ExtendContract,
    JoinPartner,
    LeavePartner,
    Merge,
    MoveSite,
    OpenPractice,
    OpenSite,
    ServeNotice,
    SetBoundary,
    StartContract,
)
from practices.models import (
    Boundary,
    Contract,
    ListClosure,
    ListSize,
    Membership,
    Notice,
    Partner,
    Practice,
    PracticeSuccession,
    Provider,
    Site,
)
from tests.practices.changing import DAY, FIRST, LAST, REASON, SINCE, SOURCE, a_branch, a_scene, history_of, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return a_scene()


def again(row):
    """A row as the database has it."""
    return type(row).objects.get(pk=row.pk)


# Sites


def test_a_branch_closes_on_its_last_day_and_its_history_says_by_which_decision(scene):
    what = made(CloseSite(scene["branch"].pk, LAST))
    site = again(scene["branch"])
    assert (site.ends_on, site.is_in_force_on(LAST), site.is_in_force_on(FIRST)) == (LAST, True, False)
    assert SOURCE in site.source
    assert history_of(site) == REASON
    assert site.history.count() == 2
    assert what.practices == {scene["one"].pk}
    assert what.words == (
        "Hill Branch, a branch of Hill Surgery (H85001), closes: the last day on which it sees patients is 30 June 2016.",
    )


def test_a_branch_opens(scene):
    what = made(OpenSite(scene["two"].pk, "Dale Branch", "2 Dale Street", "sw2 1aa", FIRST))
    site = Site.objects.get(name="Dale Branch")
    assert (site.practice, site.kind, site.starts_on, site.ends_on) == (scene["two"], "branch", FIRST, None)
    assert (site.address, site.postcode, site.source) == ("2 Dale Street", "SW2 1AA", SOURCE)
    assert history_of(site) == REASON
    assert "opens a branch, Dale Branch, at 2 Dale Street, SW2 1AA, on 1 July 2016" in what.words[0]


def test_a_main_surgery_moves_and_the_practice_is_at_the_new_address(scene):
    site = scene["one"].sites.get(kind="main")
    made(MoveSite(site.pk, "Hill House", "5 New Street\nLondon", "SW3 1AA", FIRST))
    assert again(site).ends_on == LAST
    now = Site.objects.get(name="Hill House")
    assert (now.kind, now.practice, now.starts_on, now.ends_on) == ("main", scene["one"], FIRST, None)
    practice = again(scene["one"])
    assert practice.address_lines == ["5 New Street", "London", "SW3 1AA"]
    assert history_of(practice) == history_of(now) == history_of(site) == REASON


def test_a_branch_that_moves_leaves_the_address_of_the_practice(scene):
    made(MoveSite(scene["branch"].pk, "Hill Branch", "5 New Street", "SW3 1AA", FIRST))
    assert [site.starts_on for site in Site.objects.filter(name="Hill Branch").order_by("starts_on")] == [SINCE, FIRST]
    assert again(scene["one"]).postcode == "SW1A 1AA"


# Lists


def test_a_list_is_closed_and_reopens_on_the_day_after_its_last(scene):
    what = made(CloseList(scene["two"].pk, FIRST, date(2016, 12, 31)))
    row = ListClosure.objects.get(practice=scene["two"])
    assert (row.starts_on, row.ends_on, row.source) == (FIRST, date(2016, 12, 31), SOURCE)
    assert row.is_in_force_on(date(2016, 12, 31))
    assert not row.is_in_force_on(date(2017, 1, 1))
    assert "it reopens on 1 January 2017" in what.words[0]
    assert history_of(row) == REASON


def test_a_closure_that_is_extended_runs_on_in_the_same_row(scene):
    what = made(CloseList(scene["one"].pk, date(2016, 10, 1), date(2016, 12, 31), extends=True))
    row = ListClosure.objects.get(practice=scene["one"])
    assert (row.starts_on, row.ends_on) == (date(2016, 5, 1), date(2016, 12, 31))
    assert history_of(row) == REASON
    assert "stays closed to new patients until 31 December 2016" in what.words[0]


# Mergers and closures


def merged(scene):
    return made(Merge(scene["one"].pk, scene["two"].pk, FIRST))


def test_a_merger_closes_the_ended_practice_and_says_which_decision_closed_it(scene):
    what = merged(scene)
    practice = again(scene["one"])
    assert (practice.status, practice.closed_on, practice.closed_by) == ("C", LAST, SOURCE)
    assert history_of(practice) == REASON
    assert what.practices == {scene["one"].pk, scene["two"].pk}
    succession = PracticeSuccession.objects.get()
    assert (succession.predecessor, succession.successor) == (scene["one"], scene["two"])
    assert (succession.happened_on, succession.source) == (FIRST, SOURCE)


def test_a_merger_moves_the_sites_and_the_main_surgery_becomes_a_branch(scene):
    merged(scene)
    assert {site.ends_on for site in Site.objects.filter(practice=scene["one"])} == {LAST}
    moved = Site.objects.filter(practice=scene["two"], starts_on=FIRST)
    assert {(site.name, site.kind) for site in moved} == {("HILL SURGERY main", "branch"), ("Hill Branch", "branch")}
    assert {site.source for site in moved} == {SOURCE}
    assert Site.objects.filter(practice=scene["two"], kind="main").in_force_on(FIRST).count() == 1


def test_a_branch_that_is_closed_already_does_not_go_over_and_one_to_come_opens_as_the_survivors(scene):
    a_branch(scene["one"], "Old Branch", ends_on=date(2015, 3, 31))
    coming = a_branch(scene["one"], "New Branch", starts_on=date(2016, 10, 1))
    merged(scene)
    assert not Site.objects.filter(practice=scene["two"], name="Old Branch").exists()
    assert again(coming).practice == scene["two"]
    assert again(coming).starts_on == date(2016, 10, 1)


def test_a_merger_adds_the_lists_together(scene):
    what = merged(scene)
    of_two = ListSize.objects.get(practice=scene["two"], as_at=FIRST)
    assert of_two.patients == 10100
    assert of_two.source.startswith("The sum of 6000 of Valley Surgery (H85002) on 1 January 2016 and 4100 of Hill")
    assert of_two.source.endswith(SOURCE)
    assert ListSize.objects.get(practice=scene["one"], as_at=FIRST).patients == 0
    assert "its 4,100 patients, as counted on 1 January 2016, and its sites" in what.words[0]


def test_a_list_that_nobody_counted_stays_unknown_after_a_merger(scene):
    made(Merge(scene["three"].pk, scene["two"].pk, FIRST))
    assert not ListSize.objects.filter(practice=scene["two"], as_at=FIRST).exists()


def test_three_practices_become_one_on_a_day(scene):
    ListSize.objects.create(practice=scene["three"], as_at=date(2016, 1, 1), patients=50)
    made(Merge(scene["one"].pk, scene["two"].pk, FIRST), Merge(scene["three"].pk, scene["two"].pk, FIRST))
    assert ListSize.objects.get(practice=scene["two"], as_at=FIRST).patients == 10150
    assert PracticeSuccession.objects.count() == 2
    assert again(scene["shared"]).ends_on == LAST


def test_a_merger_ends_the_contract_that_is_the_ended_practices_alone_and_its_notices(scene):
    merged(scene)
    contract = again(scene["contract"])
    assert (contract.ends_on, history_of(contract)) == (LAST, REASON)
    assert again(scene["notice"]).ends_on == LAST
    assert again(scene["other"]).ends_on is None


def test_a_contract_shared_with_others_goes_on_without_the_ended_practice(scene):
    merged(scene)
    before = again(scene["shared"])
    assert (before.ends_on, set(before.practices.all())) == (LAST, {scene["one"], scene["three"]})
    after = Contract.objects.get(follows=before)
    assert (after.starts_on, after.ends_on, after.reference) == (FIRST, date(2017, 3, 31), "S1")
    assert (after.provider, set(after.practices.all())) == (before.provider, {scene["three"]})
    assert history_of(after) == REASON


def test_a_merger_ends_the_ccg_membership_the_boundary_and_the_closed_list(scene):
    merged(scene)
    assert Membership.objects.get(practice=scene["one"]).ends_on == LAST
    assert again(scene["boundary"]).ends_on == LAST
    assert again(scene["closure"]).ends_on == LAST
    assert again(scene["one"]).ccg_on(FIRST) is None
    assert Membership.objects.get(practice=scene["two"]).ends_on is None


def test_a_closure_of_the_list_that_was_still_to_come_is_taken_back_and_its_history_says_why(scene):
    coming = ListClosure.objects.create(practice=scene["one"], starts_on=date(2016, 11, 1), ends_on=date(2017, 1, 31))
    merged(scene)
    assert not ListClosure.objects.filter(pk=coming.pk).exists()
    gone = ListClosure.history.filter(id=coming.pk).first()
    assert (gone.history_type, gone.history_change_reason) == ("-", REASON)


def test_a_practice_closes_with_its_sites_and_contracts_and_its_patients_register_elsewhere(scene):
    what = made(
        ClosePractice(scene["one"].pk, LAST),
        DispersePatients(scene["one"].pk, (scene["two"].pk, scene["three"].pk), FIRST),
    )
    practice = again(scene["one"])
    assert (practice.status, practice.closed_on, practice.closed_by) == ("C", LAST, SOURCE)
    assert {site.ends_on for site in scene["one"].sites.all()} == {LAST}
    assert again(scene["contract"]).ends_on == LAST
    assert {row.successor for row in scene["one"].successions.all()} == {scene["two"], scene["three"]}
    assert ListSize.objects.get(practice=scene["one"], as_at=FIRST).patients == 0
    assert what.practices == {scene["one"].pk, scene["two"].pk, scene["three"].pk}
    assert len(what.words) == 2


def test_a_practice_opens_with_its_name_ccg_and_main_surgery(scene):
    what = made(OpenPractice("H85009", "New Surgery", "9 Street, London", "SW9 1AA", scene["ccg"].pk, FIRST))
    practice = Practice.objects.get(ods_code="H85009")
    assert (practice.status, practice.opened_on, practice.name_on(FIRST)) == ("A", FIRST, "New Surgery")
    assert practice.ccg_on(FIRST) == scene["ccg"]
    assert practice.address_lines == ["9 Street", "London", "SW9 1AA"]
    assert practice.sites.get().kind == "main"
    assert history_of(practice) == REASON
    assert what.practices == {practice.pk}


# Contracts


def test_a_contract_starts_for_several_practices(scene):
    provider = scene["other"].provider
    what = made(
        StartContract("APMS", provider.pk, (scene["two"].pk, scene["three"].pk), FIRST, date(2019, 6, 30), "A7")
    )
    contract = Contract.objects.get(reference="A7")
    assert (contract.kind, contract.provider, contract.starts_on) == ("APMS", provider, FIRST)
    assert contract.ends_on == date(2019, 6, 30)
    assert set(contract.practices.all()) == {scene["two"], scene["three"]}
    assert history_of(contract) == REASON
    assert set(contract.history.first().practices.values_list("practice_id", flat=True)) == {
        scene["two"].pk,
        scene["three"].pk,
    }
    assert what.practices == {scene["two"].pk, scene["three"].pk}


def test_a_contract_is_extended(scene):
    what = made(ExtendContract(scene["shared"].pk, date(2018, 3, 31)))
    assert again(scene["shared"]).ends_on == date(2018, 3, 31)
    assert what.words[0].endswith("runs until 31 March 2018 instead of 31 March 2017.")


def test_a_contract_ends_and_its_notices_with_it(scene):
    made(EndContract(scene["contract"].pk, LAST))
    assert again(scene["contract"]).ends_on == again(scene["notice"]).ends_on == LAST
    assert history_of(scene["notice"]) == REASON


def test_a_contract_changes_hands_by_a_row_that_follows_and_notices_go_on_standing(scene):
    made(ChangeHolder(scene["contract"].pk, scene["other"].provider.pk, FIRST))
    before = again(scene["contract"])
    after = Contract.objects.get(follows=before)
    assert (before.ends_on, after.starts_on, after.ends_on) == (LAST, FIRST, None)
    assert (after.provider, after.kind, set(after.practices.all())) == (scene["other"].provider, "PMS", {scene["one"]})
    assert again(scene["notice"]).ends_on is None


def test_a_decision_on_a_contract_that_has_changed_hands_since_is_about_its_last_row(scene):
    made(ChangeHolder(scene["shared"].pk, scene["other"].provider.pk, FIRST))
    made(ChangeHolder(scene["shared"].pk, scene["contract"].provider.pk, FIRST + DAY))
    made(ExtendContract(scene["shared"].pk, date(2018, 3, 31)))
    rows = Contract.objects.filter(kind="APMS").order_by("starts_on")
    assert [row.ends_on for row in rows] == [LAST, FIRST, date(2018, 3, 31)]
    assert rows[2].provider == scene["contract"].provider
    assert rows[2].follows.follows == scene["shared"]


def test_a_notice_stands_against_a_contract(scene):
    what = made(ServeNotice(scene["other"].pk, "contractors", "We hand it back.", FIRST))
    notice = Notice.objects.get(contract=scene["other"])
    assert (notice.kind, notice.starts_on, notice.ends_on, notice.source) == ("contractors", FIRST, None, SOURCE)
    assert what.words[0].startswith("The contractor's notice stands against the PMS contract of Drs Valley for Valley")


def test_a_remedial_notice_says_by_when(scene):
    what = made(ServeNotice(scene["other"].pk, "remedial", "Doors", FIRST, date(2016, 7, 29)))
    assert Notice.objects.get(contract=scene["other"]).remedy_by == date(2016, 7, 29)
    assert what.words[0].endswith("from 1 July 2016 on, to be put right by 29 July 2016.")


def test_a_boundary_follows_the_one_before(scene):
    made(SetBoundary(scene["one"].pk, "inner", "As far as the hill", FIRST))
    assert again(scene["boundary"]).ends_on == LAST
    assert Boundary.objects.in_force_on(FIRST).get(practice=scene["one"], kind="inner").text == "As far as the hill"
    made(SetBoundary(scene["one"].pk, "outer", "Beyond it", FIRST))
    assert Boundary.objects.in_force_on(FIRST).filter(practice=scene["one"]).count() == 2


# Partners


def test_a_partner_joins_and_another_leaves(scene):
    provider = scene["contract"].provider
    what = made(JoinPartner(provider.pk, "Dr B Made-Up", FIRST), LeavePartner(provider.pk, "dr a  made-up", LAST))
    assert Partner.objects.get(name="Dr B Made-Up").starts_on == FIRST
    assert again(scene["partner"]).ends_on == LAST
    assert history_of(scene["partner"]) == REASON
    assert what.practices == {scene["one"].pk}


def test_a_partner_who_retires_for_a_day_leaves_and_joins_again_in_one_decision(scene):
    provider = scene["contract"].provider
    made(LeavePartner(provider.pk, "Dr A Made-Up", LAST), JoinPartner(provider.pk, "Dr A Made-Up", FIRST + DAY))
    rows = Partner.objects.filter(provider=provider).order_by("starts_on")
    assert [(row.starts_on, row.ends_on) for row in rows] == [(SINCE, LAST), (FIRST + DAY, None)]


def test_what_a_made_up_holder_gets_is_made_up_too(scene):
    provider = Provider.objects.create(name="Made Up Ltd", made_up=True)
    made(StartContract("GMS", provider.pk, (scene["two"].pk,), FIRST), JoinPartner(provider.pk, "Dr C", FIRST))
    assert Contract.objects.get(provider=provider).made_up
    assert Partner.objects.get(provider=provider).made_up


def test_who_made_it_stands_in_the_history_and_a_long_reason_is_cut_there_alone(scene):
    from django.contrib.auth import get_user_model

    by = get_user_model().objects.create_user("clerk")
    made(CloseSite(scene["branch"].pk, LAST), by=by, reason="R" * 400, source="S" * 400)
    step = scene["branch"].history.first()
    assert (step.history_user, step.history_change_reason) == (by, "R" * 100)
    assert again(scene["branch"]).source == "S" * 400


def test_a_contract_that_two_practices_share_ends_when_both_merge_on_one_day_by_two_decisions(scene):
    merged(scene)
    made(Merge(scene["three"].pk, scene["two"].pk, FIRST))
    rows = Contract.objects.filter(provider=scene["shared"].provider)
    assert [(row.ends_on, row.practices.count()) for row in rows] == [(LAST, 2)]
    assert ListSize.objects.get(practice=scene["two"], as_at=FIRST).patients == 10100


def test_practices_that_leave_a_shared_contract_in_another_order_than_their_days_leave_one_row_after_the_other(scene):
    """The decision on the later day is made first: the earlier was held, and is made late."""
    three, later = scene["three"], date(2016, 9, 1)
    four = a_branch(scene["two"]).practice
    contract = scene["shared"]
    contract.practices.add(four)
    five = Practice.objects.create(ods_code="H85005", name="LAKE SURGERY", status="A")
    made(Merge(three.pk, five.pk, later))
    made(Merge(scene["one"].pk, five.pk, FIRST))
    rows = Contract.objects.filter(provider=contract.provider).order_by("starts_on")
    assert [(row.starts_on, row.ends_on) for row in rows] == [
        (SINCE, LAST),
        (FIRST, later - DAY),
        (later, date(2017, 3, 31)),
    ]
    assert [set(row.practices.all()) for row in rows] == [{scene["one"], three, four}, {three, four}, {four}]
    assert [row.follows for row in rows] == [None, rows[0], rows[1]]
