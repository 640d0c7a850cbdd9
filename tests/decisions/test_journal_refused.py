"""An exported record that was changed is refused, with line and reason; nothing of it is left in any table."""

import random
from contextlib import suppress
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committees.files import FileRefused, read
from decisions.chain import verify_meeting
from decisions.journal.plain import as_yaml
from decisions.meeting_file.loading import import_meeting_file
from tests.decisions.journals import as_if_exported, elsewhere, rows, small_record, take_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def data() -> dict:
    return deepcopy(small_record())


def refused(data: dict) -> str:
    """What is said of the file; and that nothing of it is left."""
    before = rows()
    with pytest.raises(FileRefused) as caught:
        take_in(data)
    assert rows() == before
    assert caught.value.problems[0].line
    return str(caught.value)


def acts(data: dict, kind: str) -> list[dict]:
    return [act for act in data["meetings"][0]["acts"] if act["kind"] == kind]


def change(data: dict, kind: str, name: str, said, *, place: int = 0) -> dict:
    """One field of one act is changed; marks and fingerprint as an export would give them."""
    acts(data, kind)[place][name] = said
    return as_if_exported(data)


def out(data: dict, kind: str, place: int = 0) -> dict:
    everything = data["meetings"][0]["acts"]
    everything.remove(acts(data, kind)[place])
    return as_if_exported(data)


# --- Changed by somebody who took the trouble of new marks: the rules ---
@pytest.mark.parametrize(
    ("kind", "name", "said", "why"),
    [
        ("vote", "choice", "perhaps", "choice: Value 'perhaps' is not a valid choice"),
        ("vote", "by", "Kingston Chief officer", "The rules do not allow this: Kingston Chief officer"),
        ("vote", "elector", {"opening": "99", "seat": "Chief officer"}, "has the number 99"),
        ("opening", "effect", "recommends", "effect: The file says “recommends”; the rules on record make it “decides”"),
        ("opening", "veto", "no", "veto: The file says “False”; the rules on record make it “True”"),
        ("opening", "terms", "2", "terms: The file says “2”; the rules on record make it “1”"),
        ("opening", "electorate", [], "electorate: The rules on record have Croydon Lay member, chair as Lay member"),
        ("tally", "in_favour", "9", "More votes than members who could vote"),
        ("announcement", "outcome", "not_carried", "outcome: The file says “not_carried”"),
        ("announcement", "sentence", "Croydon: carried.", "sentence: The file says “Croydon: carried.”"),
        ("announcement", "by", "Croydon Chief officer", "by: The file says “Croydon Chief officer”"),
        ("attendance", "person", "Nobody", "person: “Nobody” is not among the people of this file"),
        ("attendance", "at", "2016-04-13T10:00:00+01:00", "nothing can be recorded as done before that day"),
        ("attendance", "at", "2216-04-14T10:00:00+01:00", "This time is still to come"),
        ("attendance", "kind", "applause", "kind: There is no such kind of act"),
        ("attendance", "mood", "good", "mood: There is no such field here"),
        ("attendance", "id", "2", "id: The number 2 stands here twice"),
        ("attendance", "replaces", "3", "replaces: No attendance further up in the file has the number 3"),
        ("attendance", "remote", "perhaps", "remote: “perhaps” is neither yes nor no"),
        ("itemstep", "item", "77", "item: No item 77 is on the agenda of this meeting"),
        ("motion", "resolution", {"item": "1", "committee": "Nobody's"}, "has no decision on item 1"),
        ("motion", "in", [], "is in the record but not in the chain"),
    ],
)  # fmt: skip
def test_an_act_that_could_not_have_been_written_here_is_refused(data, kind, name, said, why):
    assert why in refused(change(data, kind, name, said))


def test_a_vote_that_changes_the_result_is_refused_where_the_result_was_announced(data):
    said = refused(change(data, "vote", "choice", "against", place=1))
    assert "outcome: The file says “carried”; the rules on record make it “not_carried”" in said


@pytest.mark.parametrize(
    ("kind", "place", "why"),
    [
        ("motion", 0, "No motion further up in the file has the number 12"),
        ("opening", 0, "No opening of voting further up in the file has the number"),
        ("votingclosed", 0, "The voting is not closed"),
        ("vote", 0, "No vote further up in the file has the number"),
        ("announcement", 0, "is not announced yet"),
        ("attendance", 3, "is not quorate for this item"),
    ],
)
def test_an_act_without_what_went_before_it_is_refused(data, kind, place, why):
    assert why in refused(out(data, kind, place))


def test_a_closed_meeting_takes_no_more(data):
    everything = data["meetings"][0]["acts"]
    everything.insert(5, everything.pop())  # Kingston closes before it has voted
    assert "has closed its meeting: nothing more is done in it" in refused(as_if_exported(data))


def test_an_item_is_not_put_off_once_all_of_it_is_decided(data):
    everything = data["meetings"][0]["acts"]
    announced = acts(data, "announcement")[-1]
    told = {name: announced[name] for name in ("at", "recorded", "recorded_by")}
    told |= {"kind": "deferral", "id": "999", "item": "2", "sitting": announced["resolution"]["committee"]}
    told |= {"to_date": "2016-06-09", "reason": "More figures"}
    everything.insert(everything.index(announced) + 1, told)
    assert "The rules do not allow this: Item 2: the result is announced" in refused(as_if_exported(data))


def test_a_meeting_is_not_closed_over_a_vote_whose_result_is_not_announced(data):
    everything = data["meetings"][0]["acts"]
    kingston = acts(data, "sittingclosed")[0]["sitting"]
    result = next(a for a in reversed(acts(data, "announcement")) if a["resolution"]["committee"] == kingston)
    everything.append(everything.pop(everything.index(result)))
    assert "The rules do not allow this: Item 2: " in refused(as_if_exported(data))


def became(data: dict, **fields) -> dict:
    """The last decision hangs on a condition, of which the file says what became."""
    motion = acts(data, "motion")[-1]
    motion["conditions"] = [{"text": "The lease is signed", "by": "2016-04-14"}]
    result = next(each for each in reversed(acts(data, "announcement")) if each["resolution"] == motion["resolution"])
    result["sentence"] = "Kingston: agreed by all, subject to the lease is signed."
    told = {"kind": "conditionoutcome", "id": "999", "condition": {"motion": motion["id"], "number": "1"}}
    told |= {"at": "2016-04-14T23:30:00+00:00", "recorded": "2016-04-14T23:30:00+00:00", "state": "discharged"}
    data["meetings"][0]["acts"].append(told | {"on_day": "2016-04-14"} | fields)
    return as_if_exported(data)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"on_day": "2099-01-01"}, "1 January 2099 is still to come"),
        ({"on_day": "2016-04-13"}, "The decision was made on 14 April 2016"),
        ({"on_day": "2016-04-15"}, "The last day for it was 14 April 2016"),
        ({"state": "lapsed", "on_day": "2016-04-20"}, "on_day: The file says"),
        ({"met_by": "its own"}, "A decision does not meet its own condition"),
        ({"state": "lapsed", "met_by": "its own"}, "A decision is named where it met the condition, and only then"),
    ],
)
def test_what_became_of_a_condition_is_asked_of_the_rules(data, fields, why):
    if "met_by" in fields:
        fields = fields | {"met_by": acts(data, "motion")[-1]["resolution"]}
    assert why in refused(became(data, **fields))


def test_a_decision_that_was_carried_may_have_met_a_condition(data):
    with elsewhere():
        assert take_in(became(data, met_by=acts(data, "motion")[0]["resolution"]))


def as_published(data: dict, **fields) -> dict:
    """Of the last decision its outcome alone is told, as published, and nothing of any voting."""
    meeting, motion = data["meetings"][0], acts(data, "motion")[-1]
    meeting["acts"] = [each for each in meeting["acts"] if each["kind"] in ("attendance", "itemstep", "motion")]
    told = {"kind": "publishedoutcome", "id": "999", "resolution": motion["resolution"], "finding": "agrees"}
    told |= {"at": meeting["acts"][-1]["at"], "recorded": meeting["acts"][-1]["recorded"]}
    meeting["acts"].append(told | {"outcome": "carried", "votes": "[]", "reasons": "[]"} | fields)
    return as_if_exported(data)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"outcome": "carried"}, "The source does not tell"),
        ({"outcome": "agreement_refused", "recording": "unanimous"}, "did not need NHS England's agreement"),
        ({"route": "chairs_action", "recording": "unanimous"}, "who may decide between meetings"),
        ({"votes": "[1]"}, "The votes are a list"),
    ],
)
def test_a_finding_that_the_rules_agree_is_refused_where_they_cannot(data, fields, why):
    assert why in refused(as_published(data, **fields))


def test_a_finding_that_the_rules_cannot_tell_is_kept(data):
    with elsewhere():
        assert take_in(as_published(data, finding="cannot_tell"))


# --- Changed by anybody else: the marks and the fingerprint ---
def test_a_change_that_the_rules_would_allow_is_found_by_its_mark(data):
    act = acts(data, "vote")[4]
    assert act["reason"] == "Misheard"
    act["reason"] = "They changed their mind"
    said = refused(data)
    assert f"acts {int(act['id'])}, mark: This act, or one before it, is not as it was exported" in said


def test_a_change_outside_the_acts_is_found_by_the_fingerprint(data):
    data["meetings"][0]["place"] = "Another hall"
    assert "exported, fingerprint: This file is not as it was exported" in refused(data)


def test_acts_belong_to_an_exported_record(data):
    del data["meetings"][0]["exported"]
    assert "The acts of a meeting come from an exported record" in refused(data)


def test_another_format_is_not_read(data):
    data["meetings"][0]["exported"]["format"] = "2"
    assert "This record is written in format 1; another cannot be read" in refused(as_if_exported(data))


# --- Anything at all ---
def spoil(text: str, lot: random.Random) -> str:
    """A file as an accident leaves it."""
    lines = text.splitlines(keepends=True)
    at = lot.randrange(len(lines))
    match lot.randrange(7):
        case 0:
            del lines[at]
        case 1:
            other = lot.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case 2:
            lines.insert(at, lines[lot.randrange(len(lines))])
        case 3:
            return text[: lot.randrange(len(text))]
        case 4:
            place = lot.randrange(len(text))
            return text[:place] + chr(lot.choice([0, 9, 10, 34, 45, 58, 123, 133, 0xFFFE, 0x1F600])) + text[place:]
        case 5:
            place = lot.randrange(len(text))
            return text[:place] + lot.choice("0123456789abcxyz") + text[place + 1 :]
        case _:
            return "".join(lot.sample(lines, len(lines)))
    return "".join(lines)


def says_the_same(content: bytes) -> bool:
    """Whether the accident changed nothing that is read: an empty line, say."""
    try:
        return read("record.yaml", content).data == small_record()
    except FileRefused:
        return False


def upset(data: object, lot: random.Random) -> None:
    """One value somewhere in the data is changed, taken out, doubled or put in another's place."""
    places = list(walk(data))
    inside, key = lot.choice(places)
    other, other_key = lot.choice(places)
    match lot.randrange(5):
        case 0:
            del inside[key]
        case 1:
            inside[key] = lot.choice(["", "no", "yes", "0", "-1", "99999999999", "x" * 400, [], {}, ["a"], {"a": "b"}])
        case 2:
            inside[key], other[other_key] = deepcopy(other[other_key]), deepcopy(inside[key])
        case 3 if isinstance(inside, list):
            inside.append(deepcopy(inside[key]))
        case _:
            if isinstance(inside, dict):
                inside["unknown"] = "field"
            else:
                inside.reverse()


def walk(data: object):
    """Every place in the data: what holds it, and under which key."""
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
        yield data, key
        if isinstance(value, dict | list):
            yield from walk(value)


ONCE = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@ONCE
@given(lot=st.randoms(use_true_random=False))
def test_a_spoilt_file_is_refused_without_a_trace(lot):
    text = as_yaml(small_record())
    spoilt = spoil(text, lot).encode("utf-8", "surrogatepass")
    refused_without_a_trace(spoilt, same=says_the_same(spoilt))


@ONCE
@given(lot=st.randoms(use_true_random=False), often=st.integers(1, 3))
def test_upset_data_is_refused_without_a_trace_or_is_a_record_that_the_rules_allow(lot, often):
    data = deepcopy(small_record())
    for _ in range(often):
        upset(data, lot)
    with suppress(KeyError, TypeError, AttributeError):  # where nothing is left to give marks to
        as_if_exported(data)
    refused_without_a_trace(as_yaml(data).encode(), same=True)


@given(content=st.binary(max_size=200))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_rubbish_is_refused(content):
    with pytest.raises(FileRefused):
        import_meeting_file(name="record.yaml", content=content)


def refused_without_a_trace(content: bytes, *, same: bool) -> None:
    """Refused, and nothing is left; or, where it may be ``same``, taken and whole. Never anything else."""
    with elsewhere():
        before = rows()
        try:
            report = import_meeting_file(name="record.yaml", content=content)
        except FileRefused:
            assert rows() == before
        else:
            assert same
            assert verify_meeting(report.meetings[0].pk) == []
