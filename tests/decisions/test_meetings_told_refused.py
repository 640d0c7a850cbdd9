"""What a file tells of a meeting and cannot be: refused with its line and field, and nothing of it is saved."""

import pytest

from committees.files import FileRefused
from committees.models import Committee, Meeting, Person
from decisions.models import Attendance, PublishedOutcome, Vote
from decisions.models.acts import ACTS
from tests.decisions.made_up_files import a_file, an_item, ccg_count, line_of, meeting, take, votes, who, written
from tests.decisions.published_files import take_text

pytestmark = pytest.mark.django_db
GP = who("Merton", "GP member")
CHAIR = who("Merton", "Lay chair")
SHARES = {"type": "financial", "nature": "Shares in the applicant"}


def refused(file, *, on: str | None = None) -> str:
    """The refusal of a file in words; ``on``: what stands on the line that it names. Nothing is left behind."""
    with pytest.raises(FileRefused) as error:
        take(file)
    assert not any(model.objects.exists() for model in (Meeting, Committee, Person, *ACTS))
    assert ccg_count() == 0
    (problem,) = error.value.problems
    if on is not None:
        assert problem.line == line_of(file, on), problem
    return str(problem)


def with_outcome(told: dict, **more):
    file = a_file("Merton")
    an_item(file, outcomes=[told], **more)
    return file


def present(entry: dict):
    file = a_file("Merton")
    meeting(file)["attendance"].append(entry)
    return file


def test_a_vote_by_a_seat_or_a_person_that_the_committee_does_not_know():
    file = with_outcome({"votes": {"Chief of everything": "for"}})
    assert "is no seat of Merton primary care commissioning committee" in refused(file, on="Chief of everything")


def test_a_vote_by_a_person_of_the_file_who_is_not_on_the_committee():
    file = with_outcome({"votes": {"Sue Elsewhere": "for"}})
    file["people"].append({"name": "Sue Elsewhere", "made_up": "yes"})
    assert "nobody of that name has a seat there" in refused(file, on="Sue Elsewhere")


def test_more_votes_than_members():
    file = with_outcome({"outcome": "carried", "for": 5, "against": 1})
    assert "6 votes are told" in refused(file, on="for: 5")


def test_a_seat_that_votes_twice():
    file = with_outcome({"votes": {GP: "for", "GP member": "against"}})
    assert "The seat GP member votes twice" in refused(file)


def test_a_person_twice_in_one_seat():
    file = a_file("Merton")
    file["committees"][0]["seats"][0]["holders"].append({"person": CHAIR})
    assert "is put into this seat twice" in refused(file)


def test_a_person_who_is_there_twice_without_times():
    assert "stands here twice" in refused(present({"person": GP}), on=f"person: {GP}")


def test_a_committee_that_did_not_exist_on_the_day():
    file = a_file("Merton")
    meeting(file)["date"] = "2016-03-31"
    an_item(file, outcomes=[{"recording": "unanimous"}])
    assert "cannot sit on 31 March 2016" in refused(file, on="- Merton\n")


def test_a_meeting_that_is_still_to_come_has_no_record():
    file = with_outcome({"recording": "unanimous"})
    meeting(file)["date"] = "2316-05-12"
    assert "This day is still to come" in refused(file, on="date: '2316-05-12'")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"outcome": "carried", "recording": "unanimous", "for": 5, "against": 0}, "Counts are not recorded unanimous"),
        (
            {"outcome": "carried", "recording": "consensus", "votes": {GP: "for"}},
            "Votes by name are not recorded by cons",
        ),
        ({"outcome": "carried", "votes": {GP: "for"}, "for": 1, "against": 0}, "by name or as counts"),
        ({"outcome": "carried", "for": 3}, "Counts need the votes for and those against"),
        ({"outcome": "carried", "casting_vote": "abstained"}, "A casting vote is for, against, or not_voting"),
        ({"outcome": "carried", "veto": "yes"}, "the outcome is then vetoed"),
        ({"outcome": "vetoed", "veto": "no"}, "one of the two"),
        ({"outcome": "carried", "route": "chairs_action"}, "Give the day on which it was decided"),
        ({"outcome": "carried", "taken_on": "2016-04-20"}, "Give the day on which it was decided"),
        ({"outcome": "carried", "route": "officer", "taken_on": "2016-06-20"}, "decided on its day or before"),
        ({"route": "officer", "taken_on": "2016-04-20"}, "is told by its outcome"),
        ({"outcome": "approved"}, "is not one of"),
        ({"outcome": "carried", "parts": ["z"]}, "has no part (z)"),
        ({"outcome": "carried", "committees": ["Sutton"]}, "No committee “Sutton” is on record"),
        ({"outcome": "carried", "result": "yes"}, "There is no such field here"),
        ({"votes": {GP: "for"}, "conditions": [{"text": "x", "state": "failed"}]}, "Say why the condition failed"),
    ],
)
def test_an_outcome_that_contradicts_itself(told, why):
    assert why in refused(with_outcome(told))


def test_a_decision_that_is_told_twice():
    file = with_outcome({"outcome": "carried"})
    meeting(file)["items"][0]["outcomes"].append({"outcome": "not_carried"})
    assert "is told twice" in refused(file, on="- outcome: not_carried")


def test_an_outcome_of_an_item_without_anything_to_decide():
    file = with_outcome({"outcome": "carried"})
    meeting(file)["items"][0]["decisions"] = []
    assert "Nothing is to be decided on item 1" in refused(file)


def test_a_result_that_cannot_be_worked_out_and_is_not_told_either():
    file = with_outcome({"recording": "unanimous"})
    meeting(file)["not_told"] = ["attendance"]
    meeting(file)["attendance"] = []
    assert "Give the outcome as published" in refused(file, on="- recording: unanimous")


def test_votes_that_the_rules_refuse_where_no_outcome_is_told():
    file = with_outcome({"votes": votes("Merton")})
    meeting(file)["attendance"].pop()
    assert "was not among those who could vote" in refused(file, on="- votes:")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"person": "Nobody Known"}, "is not among the people of this file"),
        ({}, "Say who was there"),
        ({"person": CHAIR, "others": "councillors"}, "one of the two"),
        ({"others": "councillors", "number": "0"}, "None of them were there"),
        ({"others": "councillors", "left": "11:00"}, "only their number and role are kept"),
        ({"person": CHAIR, "number": 3}, "A number is of others"),
        ({"person": "Sam Extra", "role": "member"}, "has no seat in a committee that sits here"),
        ({"person": "Sam Extra", "came": "11:00", "left": "10:00"}, "cannot leave before they come"),
        ({"person": "Sam Extra", "apologies": "yes", "came": "11:00"}, "sent apologies"),
        ({"person": "Sam Extra", "item": "9"}, "Item 9 is not on the agenda"),
        ({"person": "Sam Extra", "came": "25:00"}, "is not a time"),
    ],
)
def test_attendance_that_cannot_be(entry, why):
    file = a_file("Merton")
    file["people"].append({"name": "Sam Extra", "made_up": "yes"})
    meeting(file)["attendance"] = [entry]
    assert why in refused(file)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"declarations": [SHARES]}, "Say who declared it"),
        ({"declarations": [SHARES | {"class": "all GPs", "handling": "silent"}]}, "A ruling is on people"),
        (
            {"declarations": [SHARES | {"people": [GP], "handling": "silent", "handling_told": "no"}]},
            "A ruling is on people, and is told",
        ),
        ({"rulings": [{"people": [GP], "votes": "no"}]}, "all five effects"),
        ({"rulings": [{"people": [CHAIR], "handling": "silent"}]}, "may not rule on their own conflict"),
        ({"presided": [{"person": GP}]}, "presides over this item: nobody else is elected"),
        ({"deferred": [{"to": "2016-05-12"}]}, "deferred to a later day"),
    ],
)
def test_interests_rulings_and_deferrals_that_cannot_be(told, why):
    file = a_file("Merton")
    an_item(file, **told)
    assert why in refused(file)


def test_a_condition_that_nothing_can_have_become_of_yet():
    file = a_file("Merton")
    an_item(file, {"text": "That it be approved.", "conditions": [{"text": "A lease", "state": "discharged"}]})
    for name in ("ends", "attendance"):
        del meeting(file)[name]
    assert "Nothing is decided yet" in refused(file, on="state: discharged")


def test_a_meeting_that_is_to_come_says_when_it_starts():
    file = a_file("Merton")
    for name in ("ends", "attendance", "starts"):
        del meeting(file)[name]
    assert "starts: This field is needed here" in refused(file)


# --- The same meeting from another version of the file ---
def test_a_changed_file_is_refused_with_what_differs_in_the_record():
    file = with_outcome({"outcome": "carried", "votes": votes("Merton")}, began="10:15")
    file["people"].append({"name": "Sam Extra", "made_up": "yes"})
    take(file)
    acts = sum(model.objects.count() for model in ACTS)
    item = meeting(file)["items"][0]
    item["outcomes"][0]["votes"][GP] = "against"
    item["declarations"] = [SHARES | {"people": [GP], "handling": "full_part"}]
    meeting(file)["attendance"].append({"person": "Sam Extra", "left": "11:00"})
    with pytest.raises(FileRefused) as error:
        take(file)
    told = [str(problem) for problem in error.value.problems]
    assert any("does not change a meeting on record" in each for each in told)
    assert any("the record does not: vote: " in each and "GP member of Merton, choice against" in each for each in told)
    assert any("the file does not tell it: vote: " in each and "choice for" in each for each in told)
    assert any("declaration: " in each and "Shares in the applicant" in each for each in told)
    assert any("attendance: " in each and "Sam Extra" in each for each in told)
    line = line_of(file, "person: Sam Extra")
    assert any(problem.line == line for problem in error.value.problems)
    assert sum(model.objects.count() for model in ACTS) == acts
    assert Meeting.objects.count() == 1


def test_the_same_file_again_changes_nothing():
    file = with_outcome({"outcome": "carried", "votes": votes("Merton")})
    take(file)
    before = {model: model.objects.count() for model in (*ACTS, Meeting)}
    take(file)
    assert {model: model.objects.count() for model in before} == before


def test_another_outcome_as_published_is_a_difference():
    file = with_outcome({"outcome": "carried"})
    take(file)
    meeting(file)["items"][0]["outcomes"][0]["outcome"] = "not_carried"
    with pytest.raises(FileRefused, match=r"published outcome: .*outcome not_carried"):
        take(file)
    assert PublishedOutcome.objects.get().outcome == "carried"


def test_a_file_that_fails_in_its_last_item_leaves_no_trace():
    file = with_outcome({"outcome": "carried", "votes": votes("Merton")})
    an_item(file, outcomes=[{"votes": {"Nobody": "for"}}])
    assert "Nobody" in refused(file)
    assert not Vote.objects.exists()
    assert not Attendance.objects.exists()


def test_tricks_of_yaml_are_refused_in_the_record_as_anywhere():
    text = written(with_outcome({"outcome": "carried"})).replace("outcome: carried", "outcome: !!python/none carried")
    with pytest.raises(FileRefused, match="Tags"):
        take_text(text)
