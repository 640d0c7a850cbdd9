"""`manage.py import_meeting`: the report on what a file comes to, in words and as data, and progress over many files."""

import json

import pytest
from django.core.management import CommandError, call_command

from committees.files.reading import LARGEST
from committees.models import Committee, Meeting
from decisions.management.commands.import_meeting import content
from tests.decisions.made_up_files import a_file, an_item, votes, who
from tests.decisions.made_up_files import meeting as meeting_of
from tests.decisions.made_up_files import written as as_text
from tests.decisions.meeting_files import GOOD, NAME, bent, london, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def practices_and_ccgs():
    london()


@pytest.fixture
def written(tmp_path):
    """Write files, and give their paths."""

    def write(*contents):
        paths = [tmp_path / f"{place}-{NAME}" for place in range(len(contents))]
        for path, text in zip(paths, contents, strict=True):
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return [str(path) for path in paths]

    return write


def test_a_check_reports_who_could_vote_and_the_quorum_and_saves_nothing(written, capsys):
    call_command("import_meeting", *written(GOOD), "--check")
    said = capsys.readouterr().out
    assert "This was a check: nothing was saved." in said
    assert "Two committees in common, 2016-04-14: Croydon Joint Committee and Merton Committee." in said
    assert "Part (a). Approve the first part." in said
    assert "Could vote if everybody appointed comes (1): Bob Finance." in said
    assert "Quorate: one present who count, one needed." in said
    assert "Outcomes: 4 without an outcome." in said
    assert not Committee.objects.exists()


#: The one that the file of the tests has of itself.
SECRETARYS = (
    "Sue Secretary: Shares in a made-up provider. The Made Up Surgery is the practice that the matter concerns "
    "(financial interest, direct)."
)


def test_a_check_reports_interests_on_the_register_that_touch_the_matter(written, capsys):
    held = bent(
        "{name: Bob Finance, made_up: yes}",
        """\
name: Bob Finance
    made_up: yes
    interests:
      - {type: financial, nature: Partner, practices: [H85999], from: 2015-01-01, to: 2016-04-14, declared: 2016-04-04}""",
    )
    call_command("import_meeting", *written(held), "--check", "--json")
    items = json.loads(capsys.readouterr().out)[0]["meetings"][0]["items"]
    assert [item["register"] for item in items] == [
        [],
        ["Bob Finance: Partner. The Made Up Surgery is the practice that the matter concerns "
         "(financial interest, direct).",
         SECRETARYS],
        [],
    ]  # fmt: skip


def test_an_interest_that_has_ended_touches_nothing(written, capsys):
    held = bent(
        "{name: Bob Finance, made_up: yes}",
        """\
name: Bob Finance
    made_up: yes
    interests:
      - {type: financial, nature: Partner, practices: [H85999], from: 2015-01-01, to: 2016-04-13, declared: 2016-04-04}""",
    )
    call_command("import_meeting", *written(held), "--check")
    said = [line for line in capsys.readouterr().out.splitlines() if "On the register" in line]
    assert [line.strip() for line in said] == [f"On the register of interests, and not declared: {SECRETARYS}"]


def test_who_cannot_vote_is_told_with_the_reason(written, capsys):
    call_command("import_meeting", *written(bent("          - {person: Ann Chair}\n", "          []\n")), "--check")
    said = capsys.readouterr().out
    assert "Could vote if everybody appointed comes (0): nobody." in said
    assert "Could not vote: Lay chair: Nobody is appointed as Lay chair" in said
    assert "Not quorate." in said


def test_who_could_vote_in_a_meeting_whose_attendance_is_not_told_cannot_be_told(written, capsys):
    call_command(
        "import_meeting", *written(bent("    place: Made-up Hall\n", "    not_told: [attendance]\n")), "--check"
    )
    said = capsys.readouterr().out
    assert "The source does not tell who was there." in said
    assert "Who could vote cannot be told: who was there is not." in said
    assert "Quorate" not in said


def test_a_file_on_record_is_reported_on_again(written, capsys):
    take()
    call_command("import_meeting", *written(GOOD), "--check", "--json")
    report = json.loads(capsys.readouterr().out)[0]
    assert report["changed"] is False
    assert report["meetings"][0]["items"][1]["decisions"][0]["could_vote"] == ["Bob Finance"]


def test_many_files_are_told_one_line_each_where_no_terminal_is(written, capsys):
    later = GOOD.replace("date: 2016-04-14", "date: 2016-05-12")
    call_command("import_meeting", *written(GOOD, later))
    told = capsys.readouterr()
    assert told.err.splitlines() == [f"1 of 2: 0-{NAME}", f"2 of 2: 1-{NAME}"]
    assert told.out.count(": added Two committees in common") == 2
    assert Meeting.objects.count() == 2


def test_progress_is_silent_for_one_file_and_where_it_is_not_wanted(written, capsys):
    later = GOOD.replace("date: 2016-04-14", "date: 2016-05-12")
    call_command("import_meeting", *written(GOOD))
    call_command("import_meeting", *written(GOOD, later), "--no-progress")
    assert capsys.readouterr().err == ""


def test_many_files_show_a_bar_on_a_terminal(written, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    later = GOOD.replace("date: 2016-04-14", "date: 2016-05-12")
    call_command("import_meeting", *written(GOOD, later))
    told = capsys.readouterr().err
    assert "2/2" in told
    assert f"1 of 2: 0-{NAME}" not in told


def test_a_wrong_file_among_many_undoes_them_all_and_is_named(written, capsys):
    with pytest.raises(CommandError) as refused:
        call_command("import_meeting", *written(GOOD, "title: [", GOOD.replace("2016-04-14", "2016-05-12")))
    assert f"1-{NAME}, line 2: This is not YAML" in str(refused.value)
    assert "Nothing was saved." in str(refused.value)
    assert not Committee.objects.exists()


def test_a_file_of_50_megabytes_is_refused_before_it_is_parsed_and_without_being_read_whole(tmp_path, monkeypatch):
    path = tmp_path / NAME
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert len(content(path)) == LARGEST + 1
    monkeypatch.setattr("committees.files.reading.yaml.parse", lambda *args, **kwargs: pytest.fail("it was parsed"))
    with pytest.raises(CommandError, match=f"more than {LARGEST:,} bytes"):
        call_command("import_meeting", str(path))


# --- meetings that were held ---


def check_of(written, capsys, file, *options):
    call_command("import_meeting", *written(as_text(file)), "--check", *options)
    assert not Meeting.objects.exists()
    return capsys.readouterr().out


def test_a_result_that_is_worked_out_is_reported_with_who_could_vote_and_who_could_not(written, capsys):
    file = a_file("Kingston")
    gp = who("Kingston", "GP member")
    an_item(
        file,
        declarations=[{"people": [gp], "type": "financial", "nature": "Shares", "handling": "leaves_for_item"}],
        outcomes=[{"outcome": "carried", "votes": votes("Kingston", GP_member="")}],
    )
    said = check_of(written, capsys, file)
    assert "Could vote (4): Kingston lay chair, Kingston lay vice-chair" in said
    assert f"Could not vote: {gp}: " in said
    assert f"Conflict: {gp} (Kingston: GP member) declared a direct financial interest: Shares" in said
    assert "Quorate: four present who count, three needed." in said
    assert "Result, worked out: Kingston: agreed, four votes to none, the GP member having left." in said
    assert "Outcomes: 1 worked out from what is told." in said


def test_a_published_outcome_that_the_rules_do_not_give_is_reported_with_the_reason(written, capsys):
    file = a_file("Kingston")
    an_item(file, outcomes=[{"outcome": "carried", "for": 2, "against": 3, "words": "Approved."}])
    said = check_of(written, capsys, file)
    assert "Result, as published: carried. “Approved.” Finding: the rules on record do not give this." in said
    assert "Outcomes: 1 as published, which the rules on record do not give." in said


def test_a_published_outcome_of_which_too_little_is_told_is_reported_with_what_is_missing(written, capsys):
    file = a_file("Kingston")
    meeting_of(file)["not_told"] = ["votes"]
    an_item(file, outcomes=[{"outcome": "carried"}])
    said = check_of(written, capsys, file)
    assert "Finding: too little is known to work it out." in said
    assert "The source does not tell how many voted, and how." in said
    assert "Outcomes: 1 as published, and too little is told to check." in said


def test_the_report_as_data_holds_findings_conditions_and_counts(written, capsys):
    file = a_file("Kingston")
    condition = {"text": "The governing body's agreement", "who": "the governing body"}
    an_item(file, {"text": "That it be approved.", "conditions": [condition]},
            outcomes=[{"outcome": "carried", "for": 2, "against": 3}])  # fmt: skip
    report = json.loads(check_of(written, capsys, file, "--json"))[0]["meetings"][0]
    decision = report["items"][0]["decisions"][0]
    assert (report["disagreements"], report["cannot_tell"]) == (1, 0)
    assert (decision["known"], decision["outcome"], decision["finding"]) == ("as_published", "carried", "disagrees")
    assert decision["conditions"] == ["The governing body's agreement"]
    assert decision["reasons"]


def test_a_veto_after_the_result_is_reported_beside_it(written, capsys):
    file = a_file("Kingston", levels={"Kingston": 2})
    told = {"outcome": "vetoed", "recording": "unanimous", "veto_reason": "No money."}
    an_item(file, outcomes=[told])
    said = check_of(written, capsys, file)
    assert "Result, worked out: Kingston: agreed by all. Since: vetoed by NHS England." in said


def test_taking_files_in_sums_up_what_they_came_to(written, capsys):
    file = a_file("Kingston")
    an_item(file, outcomes=[{"outcome": "carried", "for": 2, "against": 3}])
    call_command("import_meeting", *written(as_text(file)))
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    assert said[1].strip() == "Outcomes: 1 as published, which the rules on record do not give."
