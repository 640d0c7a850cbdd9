"""Every refusal of a meeting file: with its line, its field and what to do, and nothing half-written."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from committees.files import FileRefused
from committees.files.reading import LARGEST
from committees.models import Account, Arrangement, Committee, Meeting, Person, Remit
from decisions.models import ACTS, AgendaItem, Limb, Matter
from tests.decisions.meeting_files import GOOD, NAME, added, bent, line_of, london, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def practices_and_ccgs():
    london()


def refused(content, *, line=None, field=None, says=""):
    """The file is refused, and nothing of it is kept."""
    with pytest.raises(FileRefused) as caught:
        take(content)
    problem = caught.value.problems[0]
    assert says in problem.text
    assert str(problem).startswith(NAME)
    if line is not None:
        assert problem.line == line
    if field is not None:
        assert problem.field == field
    for model in (Account, Arrangement, Committee, Matter, Meeting, Person, Remit, AgendaItem, Limb, *ACTS):
        assert not model.objects.exists(), model
    return caught.value.problems


# --- what is no such file at all ---


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"", 1, "The file is empty."),
        (b"# only a remark\n", 1, "The file is empty."),
        (b"PK\x03\x04\x14\x00\x08\x08\xff\xfe zipped", 1, "not text in UTF-8"),
        ("title: Café".encode("latin-1"), 1, "not text in UTF-8"),
        (b"title: ok\nabout: \x07\n", None, "not YAML"),
        (b"title: [a, b\nmeetings: ]]", 2, "not YAML"),
        (b"just words", 1, "Fields with names are needed here"),
        (b"- a\n- b\n", 1, "Fields with names are needed here"),
        (b"title: a\n\ttab: b\n", 2, "not YAML"),
        (b'title: "a\\0b"\n', 1, "a character that no text has"),
        (b'title: "a\\uD800b"\n', 1, "not YAML"),
        (b"title: a\n? [x, y]\n: b\n", 2, "The name of a field is a word."),
        (b"title: a\n---\ntitle: b\n", 2, "A second document starts here"),
        (b"%PDF-1.4\n1 0 obj\n", None, "not YAML"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(content, line, says):
    refused(content, line=line, says=says)


def test_a_file_of_50_megabytes_is_refused_before_it_is_read():
    refused(b"title: x\n" + b"#" * 50_000_000, says=f"more than {LARGEST:,} bytes")


def test_anchors_and_aliases_are_refused_so_that_no_small_file_becomes_a_large_one():
    bomb = "title: x\nsources:\n  a: &a [x, x, x, x]\n  b: [*a, *a, *a, *a]\n"
    refused(bomb, line=3, says="Anchors and aliases (& and *) are not read.")
    refused("title: *nowhere\n", line=1, says="Anchors and aliases")


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system [ls]", "!!binary aGk=", "!own thing"])
def test_tags_are_refused_so_that_no_file_makes_an_object(tag):
    refused(f"title: x\nabout: {tag}\n", line=2, says="Tags (here")


def test_a_deeply_nested_file_is_refused_without_reaching_the_bottom():
    refused("title: " + "[" * 50_000, line=1, says="nested more than 20 deep")


def test_a_merge_key_is_refused_whether_or_not_an_anchor_stands_behind_it():
    refused("title: x\nabout: y\n<<: *base\n", line=3, says="Anchors and aliases")
    text = GOOD.replace("sources:\n", "<<: {about: y}\nsources:\n")
    refused(text, line=2, field="<<", says="There is no such field here.")


def test_anchors_that_would_explode_are_refused_at_the_first():
    levels = [f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12)]
    refused("title: x\nsources:\n  l0: &l0 lol\n" + "\n".join(levels), line=3, says="Anchors and aliases")


def test_a_nul_byte_is_refused_wherever_it_stands():
    refused(b"title: a\nabout: b\0c\n", says="not YAML")
    refused(
        bent("place: Made-up Hall", 'place: "Made\\0up"'), line=line_of("place:"), says="a character that no text has"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_a_file_in_another_encoding_is_refused(encoding):
    with pytest.raises(FileRefused) as caught:
        take(GOOD.replace("Made-up Hall", "Café Élan").encode(encoding))
    assert any(says in str(caught.value) for says in ("not text in UTF-8", "not YAML"))
    assert not Meeting.objects.exists()


def test_a_wrong_byte_is_refused_with_its_line():
    refused(bent("place: Made-up Hall", "place: Made-up Hall").replace(b"Made-up Hall", b"Caf\xe9"), line=line_of("place:"),
            says="not text in UTF-8")  # fmt: skip


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b"%YAML 1.2\n---\n", b"--- # a meeting\n"])
def test_a_byte_order_mark_and_a_heading_do_no_harm(start):
    assert take(start + GOOD.encode()).changed


def test_line_endings_of_windows_do_no_harm_and_lines_are_counted_right():
    refused(bent("kind: pccc", "kind: club").replace(b"\n", b"\r\n"), line=line_of("kind: pccc"), says="is not one of")
    assert take(GOOD.replace("\n", "\r\n")).changed


@pytest.mark.parametrize("number", ["32768", "999999", "9" * 5_000, "٣", "1e3", "-1", "0x10", "1_000"])
def test_a_number_that_is_none_or_that_no_committee_has_is_refused(number):
    text = refused(
        bent("quorum: {minimum: 1}", f"quorum: {{minimum: {number}}}"), line=line_of("quorum: {minimum: 1}")
    )[0]
    assert text.field == "committees 2, terms 1, quorum, minimum"
    assert "is not a whole number" in text.text or "is more than 32,767" in text.text
    assert len(str(text)) < 250


@pytest.mark.parametrize("day", ["0000-01-01", "10000-01-01", "2016-4-14", "2016-04-14T10:00", "２０１６-04-14", "yes"])
def test_a_day_that_is_none_is_refused(day):
    refused(
        bent("date: 2016-04-14", f"date: {day}"),
        line=line_of("date: 2016"),
        field="meetings 1, date",
        says="not a date",
    )


def test_a_file_of_very_many_mistakes_is_refused_with_all_of_them_and_shown_in_short(tmp_path):
    path = tmp_path / NAME
    path.write_text(GOOD + "".join(f"wrong{n}: x\n" for n in range(1_000)))
    with pytest.raises(CommandError) as told:
        call_command("import_meeting", str(path))
    lines = str(told.value).splitlines()
    assert len(lines) == 202
    assert lines[-2:] == ["... and 800 more.", "Nothing was saved."]


def test_a_field_that_stands_twice_is_refused_with_both_lines():
    problem = refused("title: a\nabout: b\ntitle: c\n", line=3, field="title")[0]
    assert problem.text == "This field stands here twice: the first is on line 1."


# --- what the schema refuses ---


@pytest.mark.parametrize(
    ("was", "now", "field", "says"),
    [
        ("place: Made-up Hall", "plaice: Hall", "meetings 1, plaice", "There is no such field here."),
        ("kind: pccc", "kind: club", "committees 2, kind", "“club” is not one of: 'governing_body'"),
        ("date: 2016-04-14", "date: 14/04/2016", "meetings 1, date", "“14/04/2016” is not a date. Write it as 2016-04-14."),
        ("date: 2016-04-14", "date: 2016-02-30", "meetings 1, date", "is not a date"),
        ("date: 2016-04-14", "date: 1460592000", "meetings 1, date", "is not a date"),
        ("starts: 10:00", "starts: 25:00", "meetings 1, starts", "is not a time"),
        ("private: yes", "private: perhaps", "meetings 1, items 2, private", "“perhaps” is neither yes nor no."),
        ("quorum: {minimum: 1}", "quorum: {minimum: some}", "committees 2, terms 1, quorum, minimum", "not a whole number"),
        ("sittings: [Croydon, Merton]", "sittings: []", "meetings 1, sittings", "At least 1 is needed here."),
        ("sittings: [Croydon, Merton]", "sittings: Croydon", "meetings 1, sittings", "A list is needed here"),
        ("sittings: [Croydon, Merton]", "sittings: [[Croydon]]", "meetings 1, sittings 1", "Some text is needed here."),
        ("src: Made up for the tests", f"src: {'x' * 201}", "sources, src", "has 201 characters; 200 are kept"),
        ("access: members", "access: friends", "meetings 1, items 2, papers 1, access", "“friends” is not one of"),
        ("verb: agree", "verb: like", "meetings 1, items 1, decisions 1, verb", "“like” is not one of"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_read_is_refused_with_its_line(was, now, field, says):
    refused(bent(was, now), line=line_of(was), field=field, says=says)


def test_an_unknown_field_is_refused_with_the_fields_that_are_known():
    text = refused(bent("    place: Made-up Hall", "    plaice: Hall"))[0].text
    assert "title, date, starts, place," in text


def test_a_missing_field_is_refused_at_the_entry_that_lacks_it():
    refused(
        bent("    place: Made-up Hall\n    convened_by: Merton\n", ""),
        line=line_of("  - title: Two committees"),
        field="meetings 1, convened_by",
        says="This field is needed here and is missing.",
    )


def test_all_problems_of_the_schema_are_told_at_once():
    problems = refused(GOOD.replace("level: 3", "level: 9").replace("kind: pccc", "kind: club").encode())
    assert [problem.field for problem in problems] == ["arrangements 2, level", "committees 2, kind"]


def test_a_very_long_value_is_not_repeated_at_length():
    problem = refused(bent("kind: pccc", f"kind: {'x' * 100_000}"))[0]
    assert len(str(problem)) < 500


@pytest.mark.parametrize("place", range(3, GOOD.count("\n"), 5))
def test_a_file_that_lacks_any_one_line_is_taken_or_refused_with_a_line(place):
    lines = GOOD.splitlines()
    try:
        problems = ()
        take("\n".join(lines[:place] + lines[place + 1 :]))
    except FileRefused as refusal:
        problems = refusal.problems
    assert [problem for problem in problems if not problem.line or not problem.text] == []
    assert Meeting.objects.exists() == (not problems)


# --- names that stand for nothing ---


@pytest.mark.parametrize(
    ("was", "now", "field", "says"),
    [
        ("convened_by: Merton", "convened_by: Morden", "meetings 1, convened_by", "No committee “Morden” is on record"),
        ("sittings: [Croydon, Merton]", "sittings: [Croydon, Morden]", "meetings 1, sittings 2", "No committee “Morden”"),
        ("ccgs: [08R]", "ccgs: [08Z]", "committees 2, ccgs 1", "No CCG “08Z” is on record. Give its ODS code"),
        ("ccgs: [Merton]\n        practices: [H85999]", "practices: [H85998]", "meetings 1, items 2, practices 1",
         "No practice H85998 is on record. Import the practices first"),
        ("{person: Ann Chair}", "{person: Ann Other}", "committees 1, seats 1, holders 1, person",
         "“Ann Other” is not among the people of this file."),
        ("stands_for: Bob Finance", "stands_for: Ann Chair", "committees 2, seats 1, holders 2, stands_for",
         "Ann Chair does not hold this seat."),
        ("committees: [Croydon, Merton], from", "committees: [Croydon, Morden], from", "people 4, posts 1, committees 2",
         "No committee “Morden”"),
        ("purposes: {Croydon: discussion}", "purposes: {Morden: discussion}", "meetings 1, items 3, purposes, Morden",
         "No committee “Morden”"),
        ("    ccgs: [08R]\n", "    ccgs: [08R]\n    reports_to: Nobody\n",
         "committees 2, reports_to", "No committee “Nobody”"),
    ],
)  # fmt: skip
def test_a_name_that_stands_for_nothing_is_refused(was, now, field, says):
    refused(bent(was, now), field=field, says=says)


def test_a_short_name_of_two_committees_is_refused_with_both_full_names():
    content = bent("short_name: Merton\n    kind: pccc", "short_name: Croydon\n    kind: pccc")
    text = refused(content)[0].text
    assert "“Croydon” is the short name of “Croydon Joint Committee” and “Merton Committee”" in text


def test_a_committee_not_on_record_needs_to_be_described():
    refused(added("committees:", "  - {name: A new one}"), field="committees 1, name", says="Describe it first.")


def test_a_described_committee_needs_its_kind_ccgs_and_first_day():
    refused(bent("    kind: pccc\n", ""), field="committees 2", says="A committee that is described needs kind.")


# --- what cannot be so ---


def test_a_committee_cannot_sit_on_a_day_on_which_it_does_not_exist():
    refused(
        bent("date: 2016-04-14", "date: 2016-03-31"),
        line=line_of("sittings:"),
        field="meetings 1, sittings 1",
        says="Croydon Joint Committee cannot sit on 31 March 2016: it is established on 1 April 2016.",
    )


def test_a_committee_cannot_sit_after_its_last_day():
    content = bent("    kind: pccc\n", "    kind: pccc\n    stood_down: 2016-04-13\n")
    refused(content, field="meetings 1, sittings 2", says="its last day was 13 April 2016")


def test_a_committee_sits_once_in_a_meeting():
    refused(
        bent("sittings: [Croydon, Merton]", "sittings: [Croydon, Merton, Croydon Joint Committee]"),
        field="meetings 1, sittings 3",
        says="sits in this meeting once",
    )


def test_a_veto_in_the_terms_of_a_level_3_committee_is_refused():
    was = "quorum: {minimum: 1}\n        majority: votes_cast\n"
    problem = refused(bent(was, f"{was}        nhs_england_veto: yes\n"), field="committees 2, terms 1")[0]
    assert "NHS England" in problem.text
    assert "veto" in problem.text


def test_a_level_3_that_begins_while_the_terms_give_nhs_england_a_veto_is_refused():
    content = bent(
        "{ccgs: [Croydon], level: 2, from: 2016-04-01, shadowing: yes, source: src}",
        "{ccgs: [Croydon], level: 3, from: 2016-04-01, source: src}",
    )
    refused(content, field="committees 1, terms 1", says="Croydon is at level 3")


def test_a_casting_vote_and_a_second_vote_in_the_same_terms_are_refused():
    content = bent("nhs_england_casting_vote: yes", "nhs_england_casting_vote: yes\n        chair_second_vote: yes")
    refused(content, field="committees 1, terms 1", says="one tie has one casting vote")


def test_overlapping_levels_are_refused():
    content = added("arrangements:", "  - {ccgs: [Merton], level: 2, from: 2016-01-01, to: 2016-04-01, source: src}")
    refused(content, line=line_of("level: 3") + 1, field="arrangements 3", says="These dates overlap with")


def test_overlapping_terms_are_refused():
    second = '      - {version: "2", from: 2016-06-01, quorum: {minimum: 2}, majority: votes_cast, source: src}\n'
    refused(
        bent(
            "    seats:\n      - title: Chief finance officer",
            f"{second}    seats:\n      - title: Chief finance officer",
        ),
        field="committees 2, terms 2",
        says="These dates overlap with",
    )


def test_a_second_decider_of_a_function_is_refused():
    other = """\
  - name: Another Committee
    short_name: Another
    kind: pccc
    ccgs: [Merton]
    established: 2016-04-01
    remits:
      - {functions: [gp_commissioning], source: src}"""
    refused(added("committees:", other), field="committees 3, remits 1", says="Only one remit can be in force")


def test_a_remit_that_the_level_does_not_allow_is_refused():
    content = bent("{functions: [gp_commissioning], source: src}", "{functions: [performers_list], source: src}")
    refused(content, field="committees 2, remits 1", says="cannot hold")


def test_a_person_cannot_be_twice_in_one_seat():
    content = bent("          - {person: Ann Chair}\n", "          - {person: Ann Chair}\n" * 2)
    refused(content, line=line_of("{person: Ann Chair}") + 1, says="put into this seat twice")
    overlapping = "          - {person: Ann Chair, from: 2016-04-10}\n          - {person: Ann Chair}\n"
    refused(bent("          - {person: Ann Chair}\n", overlapping), says="These dates overlap with")


def test_two_people_cannot_each_hold_a_seat_alone():
    content = bent(
        "          - {person: Ann Chair}\n", "          - {person: Ann Chair}\n          - {person: Bob Finance}\n"
    )
    refused(content, field="committees 1, seats 1, holders 2", says="These dates overlap with")


def test_a_deputy_says_for_whom():
    content = bent(", stands_for: Bob Finance", "")
    refused(content, field="committees 2, seats 1, holders 2", says="A deputy, and only a deputy, stands for somebody")


@pytest.mark.parametrize(
    ("was", "field"),
    [
        ("level: 3, from: 2016-04-01", "arrangements 2"),
        ("{functions: [gp_commissioning], source: src", "committees 2, remits 1"),
        ("from: 2015-01-01, declared", "people 4, interests 1"),
    ],
)
def test_a_last_day_before_the_first_is_refused(was, field):
    if "from:" in was:
        last = was.replace("from: 20", "to: 2001-01-01, from: 20")
    else:
        last = f"{was}, to: 2016-03-31"
    refused(bent(was, last), field=field, says="The last day cannot be before the first day.")


@pytest.mark.parametrize(
    ("was", "now", "field", "says"),
    [
        ("- title: Lay chair\n", "- title: Lay chair\n        from: 2016-03-01\n", "committees 1, seats 1, from",
         "does not exist on this day, but from 1 April 2016"),
        ("{person: Ann Chair}", "{person: Ann Chair, from: 2016-03-01}", "committees 1, seats 1, holders 1, from",
         "The seat is not there on this day"),
        ("{person: Ann Chair}", "{person: Ann Chair, from: 2016-05-01, to: 2016-04-30}", "committees 1, seats 1, holders 1",
         "The last day cannot be before the first day."),
        ("- title: Lay chair\n", "- title: Lay chair\n        standing: observer\n", "committees 1, seats 1",
         "A chair or vice-chair is a voting member."),
    ],
)  # fmt: skip
def test_a_seat_outside_its_committees_time_is_refused(was, now, field, says):
    refused(bent(was, now), field=field, says=says)


def test_a_quorum_place_that_nobody_could_fill_is_refused():
    refused(
        bent("{label: chair, offices: [chair]}", "{label: chair, offices: [chair], count: 0}"),
        line=line_of("          places:"),
        field="committees 1, terms 1, quorum, places",
        says="count must be a whole number of people",
    )


def test_a_person_described_twice_is_refused():
    content = added("people:", "  - {name: Bob Finance, made_up: yes}")
    refused(content, field="people 3", says="stands among the people twice")


def test_a_post_needs_an_account():
    content = bent('    account: {username: sue, demo_role: "Governance: secretary"}\n', "")
    refused(content, field="people 4, posts 1", says="A post is held by an account, and Sue Secretary has none.")


def test_an_account_name_that_cannot_be_is_refused():
    refused(bent("username: sue", "username: s u e"), field="people 4, account, username", says="valid username")


def test_a_private_item_without_ground_and_a_private_meeting_without_reason_are_refused():
    refused(
        bent("        private_ground: A provider's affairs\n", ""),
        field="meetings 1, items 2",
        says="An item taken in private needs its ground.",
    )
    refused(
        bent("    place: Made-up Hall\n", "    in_public: no\n"),
        field="meetings 1",
        says="A meeting held in private must say why.",
    )


def test_an_item_number_stands_once_and_is_short():
    refused(bent("number: 2\n", "number: 1\n"), field="meetings 1, items 2, number", says="stands on this agenda twice")
    refused(bent("number: 2\n", "number: 2.1.3.4\n"), field="meetings 1, items 2, number", says="at most 6 characters")


def test_parts_of_a_matter_have_each_a_letter():
    refused(
        bent("part: b", "part: a"), field="meetings 1, items 2, decisions", says="names each by a letter of its own"
    )
    refused(bent("part: b, ", ""), field="meetings 1, items 2, decisions", says="names each by a letter of its own")


def test_an_item_that_concerns_nobody_who_sits_is_refused():
    content = bent("sittings: [Croydon, Merton]", "sittings: [Croydon]")
    refused(content, field="meetings 1, items 2", says="No committee that sits in this meeting is concerned.")


def test_an_item_asked_of_a_committee_that_does_not_sit_is_refused():
    content = GOOD.replace("sittings: [Croydon, Merton]", "sittings: [Merton]").encode()
    refused(content, field="meetings 1, items 3, purposes, Croydon", says="does not sit in this meeting")


# --- what is on record already ---


def kept_out(content, *, says, field=None):
    """The file is refused beside what is on record, which stays as it was."""
    before = (Committee.objects.count(), Meeting.objects.count(), Matter.objects.count())
    with pytest.raises(FileRefused) as caught:
        take(content)
    texts = [problem.text for problem in caught.value.problems]
    assert any(says in text for text in texts), texts
    if field:
        assert field in [problem.field for problem in caught.value.problems]
    assert (Committee.objects.count(), Meeting.objects.count(), Matter.objects.count()) == before


@pytest.mark.parametrize(
    ("was", "now", "field", "says"),
    [
        ("place: Made-up Hall", "place: Elsewhere", "meetings 1, place", "“Made-up Hall” is on record, the file"),
        ("place: Made-up Hall", "source: src", "meetings 1, source", "“” is on record, the file says “Made up for"),
        ("place: Made-up Hall", "not_told: [votes]", "meetings 1, not_told", "“” is on record, the file says “votes”"),
        ("starts: 10:00", "starts: 11:00", "meetings 1, starts", "“10:00:00” is on record, the file says “11:00:00”"),
        ("title: Minutes", "title: Notes", "meetings 1, items 1, title", "“Minutes” is on record, the file says “Notes”"),
        ("number: 3", "number: 4", "meetings 1, items 3, number", "Item 4 is not on the agenda on record."),
        ("number: 3", "number: 4", "meetings 1, items", "Item 3 (Something to talk about) is on the agenda on record"),
        ("Agree the minutes.", "Agree the notes.", "meetings 1, items 1, decisions", "The words to be decided"),
        ("text: Some words.", "text: Other words.", "meetings 1, items 2, papers", "The papers are not those on record."),
        ("sittings: [Croydon, Merton]", "sittings: [Merton]", "meetings 1, sittings", "Croydon Joint Committee sits in"),
    ],
)  # fmt: skip
def test_a_changed_file_of_the_same_meeting_is_refused_with_its_differences(was, now, field, says):
    take()
    kept_out(bent(was, now), field=field, says=says)
    kept_out(bent(was, now), field="meetings 1, title", says=f"on record already, from {NAME}, in another version")


def test_a_file_does_not_change_what_is_on_record():
    take()
    later = GOOD.replace("date: 2016-04-14", "date: 2016-05-12")
    kept_out(
        later.replace("established: 2016-04-01\n    source: src", "established: 2016-04-02\n    source: src"),
        field="committees 1, established",
        says="“Croydon Joint Committee” has 2016-04-01, the file says 2016-04-02",
    )
    kept_out(later.replace("ccgs: [08R]", "ccgs: [08R, 07V]"), field="committees 2, ccgs", says="NHS Merton CCG")
    kept_out(later.replace("level: 3", "level: 2"), field="arrangements 2, level", says="has 3, the file says 2")
    kept_out(later.replace("username: sue,", "username: sue,").replace("name: Sue Secretary", "name: Sue Stranger"),
             field="people 4, account, username", says="belongs to Sue Secretary")  # fmt: skip


def test_a_meeting_entered_by_hand_is_not_overwritten():
    take()
    meeting = Meeting.objects.get()
    meeting.imported_digest = meeting.imported_from = ""
    meeting.save()
    kept_out(GOOD, field="meetings 1, title", says="on record already, and came from no file")


def test_a_name_that_two_people_on_record_share_is_refused():
    take()
    Person.objects.create(name="Bob Finance", made_up=True)
    kept_out(
        GOOD.replace("2016-04-14", "2016-05-12"), field="people 2", says="More than one person on record is called"
    )


def test_the_line_told_is_the_line_of_the_change():
    take()
    with pytest.raises(FileRefused) as caught:
        take(bent("place: Made-up Hall", "place: Elsewhere"))
    assert {problem.line for problem in caught.value.problems} == {
        line_of("- title: Two committees"),
        line_of("place: Made-up Hall"),
    }
    assert Meeting.objects.get().date == date(2016, 4, 14)
