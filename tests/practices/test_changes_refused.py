"""Why a change cannot be made: each reason a sentence that says what to do, and nothing is written."""

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
from practices.changes.known import load_known
from practices.changes.making import CannotChange, cannot
from practices.models import CCG, Contract, ListClosure, Partner, Practice, Provider, Site
from tests.practices.changing import DAY, FIRST, LAST, SINCE, a_branch, a_contract, a_practice, a_scene, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return a_scene()


def refused(*changes, **more) -> str:
    """The sentences with which these changes are refused; they leave the registers as they were."""
    before = everything()
    with pytest.raises(CannotChange) as caught:
        made(*changes, **more)
    assert everything() == before
    assert caught.value.sentences == cannot(changes, load_known(changes, more.get("day", FIRST)))
    for sentence in caught.value.sentences:
        assert sentence.endswith((".", "!"))
        assert sentence[0].isupper() or sentence[0] == "“"
    return str(caught.value)


def everything() -> list:
    """What the registers and their histories hold."""
    from django.apps import apps

    return [list(model.objects.order_by("pk").values()) for model in apps.get_app_config("practices").get_models()]


# Sites


def test_a_branch_that_another_decision_closed_is_not_closed_again(scene):
    made(CloseSite(scene["branch"].pk, LAST))
    said = refused(CloseSite(scene["branch"].pk, LAST))
    assert "is in use until 30 June 2016 and no longer. There is nothing left to close." in said


def test_a_branch_closes_once_in_one_decision(scene):
    assert "There is nothing left to close" in refused(*[CloseSite(scene["branch"].pk, LAST)] * 2)


def test_a_branch_can_be_closed_earlier_than_it_was_to_close(scene):
    made(CloseSite(scene["branch"].pk, date(2016, 12, 31)))
    made(CloseSite(scene["branch"].pk, LAST))
    assert Site.objects.get(pk=scene["branch"].pk).ends_on == LAST


def test_a_branch_cannot_close_before_it_opens(scene):
    coming = a_branch(scene["one"], "New Branch", starts_on=date(2016, 10, 1))
    said = refused(CloseSite(coming.pk, LAST))
    assert "sees patients from 1 October 2016, so it cannot close after 30 June 2016: choose a later day." in said


def test_a_main_surgery_is_not_closed_as_a_branch(scene):
    main = scene["one"].sites.get(kind="main")
    assert "is no branch: decide to move it, or to close the practice." in refused(CloseSite(main.pk, LAST))


def test_a_branch_of_a_practice_that_has_merged_since_is_the_survivors(scene):
    made(Merge(scene["one"].pk, scene["two"].pk, FIRST))
    said = refused(CloseSite(scene["branch"].pk, date(2016, 12, 31)))
    assert "was the practice's until 30 June 2016: since then it is of Valley Surgery (H85002). Decide anew" in said
    moves = MoveSite(scene["branch"].pk, "Other", "6 Street", "SW1A 1AA", date(2016, 12, 31))
    assert "since then it is of Valley Surgery (H85002)" in refused(moves)


def test_a_branch_of_that_name_is_there_already(scene):
    said = refused(OpenSite(scene["one"].pk, "hill  branch", "", "", FIRST))
    assert "is there from 1 April 2013 already: give the new branch another name or another day." in said


def test_a_branch_without_a_name_or_with_one_too_long_is_not_opened(scene):
    assert "The new branch has no name: state it." in refused(OpenSite(scene["one"].pk, " ", "", "", FIRST))
    assert "is longer than the 120 characters" in refused(OpenSite(scene["one"].pk, "B" * 121, "", "", FIRST))
    assert "is longer than the 8 characters" in refused(OpenSite(scene["one"].pk, "B", "", "SW1A 1AAA", FIRST))


def test_a_surgery_moves_once_on_a_day_and_never_backwards(scene):
    branch = scene["branch"].pk
    said = refused(MoveSite(branch, "B", "", "", SINCE))
    assert "is there from 1 April 2013, so it cannot move on 1 April 2013: choose a later day." in said
    made(MoveSite(branch, "B", "6 Street", "", FIRST))
    again = refused(MoveSite(branch, "C", "7 Street", "", FIRST))
    assert "moved on 1 July 2016, and is B since. Decide anew, about that site." in again
    assert "and is B since. Decide anew" in refused(CloseSite(branch, date(2016, 12, 31)))
    moved = Site.objects.get(name="B")
    made(CloseSite(moved.pk, date(2016, 12, 31)))
    late = refused(MoveSite(moved.pk, "D", "8 Street", "", date(2017, 1, 1)))
    assert "is in use until 31 December 2016 and no longer. Choose a site that is in use on 1 January 2017." in late
    assert "is at that address already: give another." in refused(MoveSite(moved.pk, "B", "6 street", "", FIRST + DAY))


def test_a_practices_address_has_five_lines_of_eighty_characters(scene):
    main = scene["one"].sites.get(kind="main")
    assert "at most 5 lines" in refused(MoveSite(main.pk, "Main", "\n".join("abcdef"), "", FIRST))
    assert "at most 5 lines" in refused(MoveSite(main.pk, "Main", "a" * 81, "", FIRST))


# Mergers and closures


def test_a_practice_does_not_merge_with_itself(scene):
    said = refused(Merge(scene["one"].pk, scene["one"].pk, FIRST))
    assert said == "Hill Surgery (H85001) cannot merge with itself: choose two practices."


def test_a_practice_that_has_merged_does_not_merge_again_nor_back(scene):
    made(Merge(scene["one"].pk, scene["two"].pk, FIRST))
    said = refused(Merge(scene["one"].pk, scene["three"].pk, FIRST + DAY))
    assert said == (
        "Hill Surgery (H85001) is closed from 1 July 2016 on, and its patients are "
        "those of Valley Surgery (H85002). Decide anew, about Valley Surgery (H85002)."
    )
    assert "Hill Surgery (H85001) is closed" in refused(Merge(scene["three"].pk, scene["one"].pk, FIRST + DAY))
    assert "are those of Valley Surgery (H85002) already" in refused(Merge(scene["one"].pk, scene["two"].pk, FIRST))


def test_two_decisions_that_merge_one_practice_on_one_day_are_not_both_made(scene):
    both = [Merge(scene["one"].pk, scene["two"].pk, FIRST), Merge(scene["one"].pk, scene["three"].pk, FIRST)]
    assert "are those of Valley Surgery (H85002) already" in refused(*both)


def test_practices_do_not_merge_crosswise(scene):
    both = [Merge(scene["one"].pk, scene["two"].pk, FIRST), Merge(scene["two"].pk, scene["one"].pk, FIRST)]
    assert "Hill Surgery (H85001) is closed" in refused(*both)


def test_a_practice_that_an_edition_closed_does_not_merge(scene):
    gone = Practice.objects.create(ods_code="H85008", name="GONE", status="C", closed_on=date(2015, 3, 31))
    unknown = Practice.objects.create(ods_code="H85007", name="UNKNOWN", status="C")
    said = refused(Merge(gone.pk, scene["two"].pk, FIRST))
    assert "Gone (H85008) is closed from 1 April 2015 on. Nothing can be changed" in said
    assert "Unknown (H85007) is closed." in refused(Merge(scene["two"].pk, unknown.pk, FIRST))


def test_a_practice_does_not_merge_before_it_opens(scene):
    coming = a_practice("H85008", "COMING")
    coming.opened_on = date(2017, 1, 1)
    coming.save()
    assert "opens on 1 January 2017 only" in refused(Merge(scene["one"].pk, coming.pk, FIRST))
    assert "opens on 1 January 2017 only" in refused(Merge(coming.pk, scene["one"].pk, date(2017, 1, 1)))


def test_a_practice_with_a_contract_still_to_start_does_not_end(scene):
    a_contract(scene["one"], holder="Later Ltd", starts_on=date(2016, 10, 1))
    said = refused(Merge(scene["one"].pk, scene["two"].pk, FIRST))
    assert "starts on 1 October 2016, after the last day of the practice, 30 June 2016." in said
    assert "Decide about that contract first" in refused(ClosePractice(scene["one"].pk, LAST))


def test_a_practice_closes_once(scene):
    made(ClosePractice(scene["one"].pk, LAST))
    assert "closes on 30 June 2016 already" in refused(ClosePractice(scene["one"].pk, LAST))
    assert "is closed from 1 July 2016 on" in refused(ClosePractice(scene["one"].pk, FIRST))


def test_a_practice_that_is_to_close_opens_nothing_that_would_outlive_it(scene):
    made(ClosePractice(scene["two"].pk, date(2016, 12, 31)))
    for change in (
        OpenSite(scene["two"].pk, "B", "", "", FIRST),
        SetBoundary(scene["two"].pk, "inner", "B", FIRST),
        StartContract("GMS", scene["contract"].provider.pk, (scene["two"].pk,), FIRST),
        CloseList(scene["two"].pk, FIRST, date(2017, 1, 31)),
        Merge(scene["one"].pk, scene["two"].pk, FIRST),
    ):
        assert "Valley Surgery (H85002) is closed from 1 January 2017 on." in refused(change)
    made(CloseList(scene["two"].pk, FIRST, date(2016, 12, 31)))


def test_a_practice_that_is_to_close_may_close_sooner_unless_others_have_its_patients(scene):
    one, two = scene["one"].pk, scene["two"].pk
    made(ClosePractice(two, date(2016, 12, 31)))
    made(ClosePractice(two, LAST))
    made(Merge(one, scene["three"].pk, date(2016, 12, 1)))
    assert "are those of River Surgery (H85003) already" in refused(ClosePractice(one, LAST))


def test_patients_are_not_dispersed_to_the_same_practice_nor_to_a_closed_one_nor_twice(scene):
    one, two, three = (scene[key].pk for key in ("one", "two", "three"))
    assert "cannot be dispersed to the same practice" in refused(DispersePatients(one, (one, two), FIRST))
    made(ClosePractice(three, LAST))
    assert "River Surgery (H85003) is closed" in refused(DispersePatients(one, (two, three), FIRST))
    made(DispersePatients(one, (two,), FIRST))
    assert "are those of Valley Surgery (H85002) already" in refused(DispersePatients(one, (two,), FIRST))


def test_a_new_practice_has_a_code_of_its_own_and_a_ccg_that_exists(scene):
    def opens(**more):
        fields = {"ods_code": "H85009", "name": "N", "address": "", "postcode": "", "ccg": scene["ccg"].pk}
        return OpenPractice(**(fields | {"first_day": FIRST} | more))

    assert "“85009” is no ODS code of a practice" in refused(opens(ods_code="85009"))
    assert "The code H85001 belongs to another practice already" in refused(opens(ods_code="H85001"))
    assert "NHS Made Up CCG does not exist on 31 March 2013" in refused(opens(first_day=date(2013, 3, 31)))
    assert "The new practice has no name" in refused(opens(name=""))
    assert "belongs to another practice already" in refused(opens(), opens(name="M"))


# Lists and boundaries


def test_a_list_that_is_closed_is_not_closed_again(scene):
    said = refused(CloseList(scene["one"].pk, FIRST, date(2016, 12, 31)))
    assert "is closed from 1 May 2016 to 30 September 2016 already. Decide to extend that closure" in said
    assert "already" in refused(CloseList(scene["one"].pk, date(2016, 9, 30), date(2016, 12, 31)))
    made(CloseList(scene["one"].pk, date(2016, 10, 1), date(2016, 12, 31)))


def test_two_decisions_do_not_close_a_list_on_the_same_day(scene):
    twice = [CloseList(scene["two"].pk, FIRST, date(2016, 12, 31))] * 2
    assert "is closed from 1 July 2016 to 31 December 2016 already" in refused(*twice)


def test_a_list_closure_does_not_end_before_it_starts(scene):
    said = refused(CloseList(scene["two"].pk, FIRST, LAST))
    assert "from 1 July 2016 to 30 June 2016, which is earlier" in said


def test_a_closure_is_extended_where_there_is_one_and_to_a_later_day(scene):
    def extends(practice, last):
        return CloseList(scene[practice].pk, FIRST, last, extends=True)

    assert "is not closed on 30 June 2016, so its closure cannot be" in refused(extends("two", date(2016, 12, 31)))
    assert "already: choose a later day" in refused(extends("one", date(2016, 9, 30)))
    ListClosure.objects.create(practice=scene["one"], starts_on=date(2016, 12, 1), ends_on=date(2017, 2, 28))
    assert "is closed from 1 December 2016" in refused(extends("one", date(2016, 12, 31)))


def test_a_closed_practice_closes_no_list_and_sets_no_boundary(scene):
    made(ClosePractice(scene["two"].pk, LAST))
    for change in (
        CloseList(scene["two"].pk, FIRST, date(2016, 12, 31)),
        SetBoundary(scene["two"].pk, "inner", "B", FIRST),
        OpenSite(scene["two"].pk, "B", "", "", FIRST),
        StartContract("GMS", scene["contract"].provider.pk, (scene["two"].pk,), FIRST),
    ):
        assert "Valley Surgery (H85002) is closed from 1 July 2016 on." in refused(change)


def test_a_boundary_is_set_once_on_a_day_and_never_backwards(scene):
    one = scene["one"].pk
    made(SetBoundary(one, "inner", "B", FIRST))
    said = refused(SetBoundary(one, "inner", "C", FIRST))
    assert "is set from 1 July 2016 already: choose a day after 1 July 2016." in said
    assert "already" in refused(SetBoundary(one, "inner", "C", LAST))
    assert "is so already" in refused(SetBoundary(one, "inner", "b", FIRST + DAY))
    assert "is not described" in refused(SetBoundary(one, "outer", " ", FIRST))
    assert "neither the inner nor the outer" in refused(SetBoundary(one, "sideways", "B", FIRST))


# Contracts


def test_a_contract_starts_once(scene):
    starts = StartContract("PMS", scene["contract"].provider.pk, (scene["one"].pk,), FIRST)
    said = refused(starts)
    assert "runs from 1 April 2013 already. End it first or extend it instead, or choose other days." in said
    other = StartContract("APMS", scene["contract"].provider.pk, (scene["two"].pk,), FIRST)
    assert "already" in refused(other, other)


def test_a_contract_is_of_a_kind_for_a_practice_and_not_backwards(scene):
    provider, one = scene["other"].provider.pk, scene["one"].pk
    assert "“XMS” is no kind of contract" in refused(StartContract("XMS", provider, (one,), FIRST))
    assert "is for no practice" in refused(StartContract("GMS", provider, (), FIRST))
    assert "which is earlier" in refused(StartContract("GMS", provider, (one,), FIRST, LAST))
    assert "longer than the 50" in refused(StartContract("GMS", provider, (one,), FIRST, None, "R" * 51))


def test_a_contract_without_a_last_day_or_that_runs_longer_is_not_extended(scene):
    assert "has no last day" in refused(ExtendContract(scene["contract"].pk, date(2018, 3, 31)))
    said = refused(ExtendContract(scene["shared"].pk, date(2017, 3, 31)))
    assert "runs until 31 March 2017 already: choose a later day." in said


def test_a_contract_that_has_ended_is_not_extended_nor_ended_nor_handed_over(scene):
    shared, provider = scene["shared"].pk, scene["other"].provider.pk
    made(EndContract(shared, LAST))
    later = FIRST + DAY
    said = refused(ExtendContract(shared, date(2018, 3, 31)), day=later)
    assert "ended on 30 June 2016, before the extension takes effect on 2 July 2016." in said
    assert "ends on 30 June 2016 already" in refused(EndContract(shared, later))
    assert "ended on 30 June 2016, so it cannot change hands on 2 July 2016" in refused(
        ChangeHolder(shared, provider, later)
    )
    assert "is not in force on 2 July 2016" in refused(ServeNotice(shared, "breach", "B", later))


def test_a_contract_does_not_end_before_it_starts(scene):
    assert "starts on 1 April 2013, so it cannot end on 31 March 2013" in refused(
        EndContract(scene["contract"].pk, SINCE - DAY)
    )


def test_a_contract_changes_hands_once_on_a_day_and_not_to_its_holder(scene):
    contract, other = scene["contract"].pk, scene["other"].provider.pk
    third = Provider.objects.create(name="Third Ltd")
    assert "is in the hands of Drs Made Up already" in refused(
        ChangeHolder(contract, scene["contract"].provider.pk, FIRST)
    )
    made(ChangeHolder(contract, other, FIRST))
    said = refused(ChangeHolder(contract, third.pk, FIRST))
    assert "is in these hands from 1 July 2016, so it cannot change hands on 1 July 2016: choose a later day." in said
    assert "is in the hands of Drs Valley already" in refused(ChangeHolder(contract, other, FIRST + DAY))


def test_a_contract_whose_practice_has_merged_is_not_extended(scene):
    alone = a_contract(scene["one"], holder="Alone Ltd", kind="APMS", ends_on=LAST)
    made(Merge(scene["one"].pk, scene["two"].pk, FIRST))
    said = refused(ExtendContract(alone.pk, date(2018, 3, 31)))
    assert "Decide anew, about Valley Surgery (H85002)." in said
    assert "is for no practice that is open on 31 March 2018, so it cannot be extended." in said


def test_the_same_notice_is_served_once_on_a_day(scene):
    notice = ServeNotice(scene["other"].pk, "breach", "The doors were shut", FIRST)
    made(notice)
    assert "the same was served on 1 July 2016 already" in refused(notice)
    made(ServeNotice(scene["other"].pk, "breach", "The lights were off", FIRST))


def test_a_notice_says_something_of_a_kind_and_by_a_day_that_comes(scene):
    other = scene["other"].pk
    assert "The notice says nothing" in refused(ServeNotice(other, "breach", "", FIRST))
    assert "“shout” is no notice" in refused(ServeNotice(other, "shout", "B", FIRST))
    assert "which is earlier" in refused(ServeNotice(other, "remedial", "B", FIRST, LAST))


# Partners


def test_a_partner_does_not_join_twice(scene):
    provider = scene["contract"].provider.pk
    said = refused(JoinPartner(provider, "DR A MADE-UP", FIRST))
    assert "Dr A Made-Up is a partner in Drs Made Up from 1 April 2013 already" in said
    assert "already" in refused(JoinPartner(provider, "Dr B", FIRST), JoinPartner(provider, "Dr B", FIRST))
    assert "has no name" in refused(JoinPartner(provider, " ", FIRST))


def test_who_is_no_partner_does_not_leave_and_nobody_leaves_twice_or_before_joining(scene):
    provider = scene["contract"].provider.pk
    assert "Dr Z is not recorded as a partner in Drs Made Up" in refused(LeavePartner(provider, "Dr Z", LAST))
    assert "is a partner in Drs Made Up from 1 April 2013, so cannot leave after 31 March 2013" in refused(
        LeavePartner(provider, "Dr A Made-Up", SINCE - DAY)
    )
    made(LeavePartner(provider, "Dr A Made-Up", LAST))
    assert "until 30 June 2016 already" in refused(LeavePartner(provider, "Dr A Made-Up", FIRST))
    assert Partner.objects.count() == 1


# Together


def test_of_several_changes_none_is_made_where_one_cannot_be(scene):
    said = refused(CloseSite(scene["branch"].pk, LAST), CloseList(scene["one"].pk, FIRST, date(2016, 12, 31)))
    assert said.startswith("The list of Hill Surgery")
    assert Site.objects.get(pk=scene["branch"].pk).ends_on is None


def test_every_reason_is_told_at_once(scene):
    main = scene["one"].sites.get(kind="main")
    said = refused(CloseSite(main.pk, LAST), EndContract(scene["shared"].pk, date(2018, 1, 1)))
    assert "is no branch" in said
    assert "ends on 31 March 2017 already" in said


@pytest.mark.parametrize(
    "change",
    [
        CloseSite(99999, LAST),
        OpenSite(99999, "B", "", "", FIRST),
        CloseList(99999, FIRST, LAST),
        Merge(99999, 99998, FIRST),
        DispersePatients(99999, (), FIRST),
        StartContract("GMS", 99999, (), FIRST),
        EndContract(99999, LAST),
        LeavePartner(99999, "A", LAST),
        OpenPractice("H85009", "N", "", "", 99999, FIRST),
    ],
)
def test_what_is_not_in_the_register_is_a_sentence_and_no_error(change):
    assert "that the decision names is not in the register: state the facts again" in refused(change)
    assert not CCG.objects.exists()
    assert not Contract.objects.exists()
