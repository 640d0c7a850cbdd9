"""`manage.py import_interests`: interests from a spreadsheet into the registers, the whole of it or nothing."""

from __future__ import annotations

from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.management import CommandError, call_command

from committees.models import Interest, Person, Statement
from committees.registers.exports.table import defused
from committees.registers.importing import FileRefused, import_interests, sheets
from committees.registers.importing.columns import COLUMNS
from committees.terms import Directness, InterestType
from practices.models import Practice, Provider
from tests import world
from tests.committees.spreadsheets import HEADINGS, as_csv, as_ods, as_xlsx, row, twenty_good_rows

pytestmark = pytest.mark.django_db

GP_MEMBER = "Merton GP member"
FORMATS = {"csv": as_csv, "xlsx": as_xlsx, "ods": as_ods}


@pytest.fixture
def gp(cast) -> Person:
    return cast.person_of("gp")


def taken(content: bytes, name: str = "interests.csv", **how):
    return import_interests(name=name, content=content, **how)


def refusals(content: bytes, name: str = "interests.csv", **how) -> list[str]:
    """What is said of a file of which nothing is taken."""
    before = Interest.objects.count(), Statement.objects.count()
    with pytest.raises(FileRefused) as refused:
        taken(content, name, **how)
    assert (Interest.objects.count(), Statement.objects.count()) == before
    return [str(problem) for problem in refused.value.problems]


def refused(content: bytes, name: str = "interests.csv", **how) -> str:
    (sentence,) = refusals(content, name, **how)
    return sentence


def run(path, *options) -> str:
    out = StringIO()
    call_command("import_interests", str(path), *options, stdout=out)
    return out.getvalue()


# --- Twenty good rows and five bad ones ---
def names(cast) -> list[str]:
    """Four people on the registers, who have no interest yet."""
    return [person.name for person in cast.merton.people[:4]]


def five_bad_rows(name: str) -> list[list]:
    return [
        row("Nobody Atall"),
        row(name, **{"from": "2015-04-01", "to": "2014-04-01"}, nature="Bad one"),
        row(name, ods="X99999", nature="Bad two"),
        row(name, type="huge", nature="Bad three"),
        row(name, declared="31 February 2016", nature="Bad four"),
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_with_20_good_and_5_bad_rows_each_bad_row_is_one_sentence_and_nothing_is_written(cast, tmp_path, kind):
    people = names(cast)
    good, bad = twenty_good_rows(people), five_bad_rows(people[0])
    rows = [*good[:10], *bad[:2], *good[10:], *bad[2:]]
    path = tmp_path / f"register.{kind}"
    path.write_bytes(FORMATS[kind](*rows))
    for options in (["--dry-run"], []):
        with pytest.raises(CommandError) as wrong:
            run(path, *options)
        assert str(wrong.value).splitlines() == [
            f"register.{kind}, line 12, column “Name”: Nobody on record is called “Nobody Atall”. Write the name as it is "
            "on record.",
            f"register.{kind}, line 13, column “Date to”: The interest ends on 1 April 2014, before it begins on 1 April "
            "2015. Correct one of the two days.",
            f"register.{kind}, line 24, column “ODS code”: No practice on record has the code X99999. Correct it, or leave "
            "it empty and give the name alone.",
            f"register.{kind}, line 25, column “Type”: “huge” is no type of interest. Write financial, non-financial "
            "professional or non-financial personal.",
            f"register.{kind}, line 26, column “Declared on”: “31 February 2016” is not a day. Write it as 2016-04-01 or 1 "
            "April 2016.",
            "Nothing was written. 20 other rows are right.",
        ]
        assert not Interest.objects.exists()
        assert not Statement.objects.exists()


@pytest.mark.parametrize("kind", FORMATS)
def test_the_20_good_rows_alone_are_written_and_the_same_file_again_changes_nothing(cast, tmp_path, kind):
    path = tmp_path / f"register.{kind}"
    path.write_bytes(FORMATS[kind](*twenty_good_rows(names(cast))))
    said = run(path, "--dry-run").splitlines()
    assert len(said) == 21
    assert said[-1] == (
        f"register.{kind}: 20 interests of 4 people would be written. This was a dry run: nothing was written."
    )
    assert not Interest.objects.exists()
    assert run(path) == f"register.{kind}: 20 interests of 4 people written to the registers.\n"
    assert Interest.objects.count() == 20
    history, statements = Interest.history.count(), Statement.objects.count()
    assert run(path) == f"register.{kind}: Nothing changed. 20 rows were on record already.\n"
    assert (Interest.objects.count(), Interest.history.count(), Statement.objects.count()) == (20, history, statements)


def test_the_three_formats_say_the_same(cast):
    rows = twenty_good_rows(names(cast))
    for kind, made in FORMATS.items():
        report = taken(made(*rows), f"register.{kind}")
        assert (len(report.added), len(report.there)) == ((20, 0) if kind == "csv" else (0, 20)), kind


def test_a_dry_run_says_what_would_be_written(gp, tmp_path):
    path = tmp_path / "one.csv"
    path.write_bytes(as_csv(row(gp.name, to="2016-03-31")))
    assert run(path, "--dry-run").splitlines()[0] == (
        f"one.csv, line 2: {gp.name}: Partner, The Made Up Surgery (financial, direct), "
        f"from 1 April 2012 to 31 March 2016, declared on "
        "4 April 2016."
    )


# --- What a row says ---
def only(content: bytes, **how) -> Interest:
    taken(content, **how)
    return Interest.objects.get()


def test_a_row_is_declared_as_by_the_person_on_its_day(gp):
    interest = only(as_csv(row(gp.name, mitigation="Leaves for the item", declared="2016-03-01")))
    assert (interest.person, interest.declared_on) == (gp, date(2016, 3, 1))
    assert list(interest.practices.values_list("ods_code", flat=True)) == ["H85001"]
    assert interest.mitigation == "Leaves for the item"
    said = Statement.objects.get()
    assert (said.person, said.said_on, said.recorded_by) == (gp, date(2016, 3, 1), None)


@pytest.mark.parametrize(
    ("type_", "direct", "expected"),
    [
        ("financial", "direct", (InterestType.FINANCIAL, Directness.DIRECT)),
        ("Financial interest", "", (InterestType.FINANCIAL, Directness.DIRECT)),
        ("Non-Financial Professional", "Direct", (InterestType.PROFESSIONAL, Directness.DIRECT)),
        ("non-financial personal interests", "indirect", (InterestType.PERSONAL, Directness.INDIRECT)),
        ("personal", "Indirect", (InterestType.PERSONAL, Directness.INDIRECT)),
        ("indirect financial", "", (InterestType.FINANCIAL, Directness.INDIRECT)),
        ("Indirect (non-financial professional)", "", (InterestType.PROFESSIONAL, Directness.INDIRECT)),
        ("", "direct pecuniary", (InterestType.FINANCIAL, Directness.DIRECT)),
        ("Indirect pecuniary", "", (InterestType.FINANCIAL, Directness.INDIRECT)),
    ],
)
def test_type_and_directness_are_read_as_registers_write_them(gp, type_, direct, expected):
    whose = "Sister" if expected[1] is Directness.INDIRECT else ""
    interest = only(as_csv(row(gp.name, type=type_, direct=direct, relationship=whose)))
    assert (interest.type, interest.directness) == expected


TICKED = (
    "Name", "Declared Interest (name of the organisation)", "Financial Interest", "Non-Financial Professional Interest",
    "Non-Financial Personal Interest", "Is the interest direct or indirect?", "Nature of Interest", "Date from",
    "Date to", "Action taken to mitigate risk", "Date declared", "Relationship",
)  # fmt: skip


@pytest.mark.parametrize(
    ("ticks", "expected"),
    [
        (("Yes", "No", "No"), InterestType.FINANCIAL),
        (("", "✓", ""), InterestType.PROFESSIONAL),
        (("-", "-", "X"), InterestType.PERSONAL),
    ],
)
def test_the_three_columns_with_ticks_of_published_registers_are_read(gp, ticks, expected):
    cells = [gp.name, "Citizens Advice", *ticks, "Indirect", "Chair", "1.4.2015", "", "", "1/4/2016", "Husband"]
    interest = only(as_csv(cells, headings=TICKED))
    assert (interest.type, interest.directness, interest.organisation) == (
        expected,
        Directness.INDIRECT,
        "Citizens Advice",
    )


def test_a_bare_indirect_is_refused_unless_the_operator_says_how_the_file_means_it(gp):
    content = as_csv(row(gp.name, type="Indirect", direct="", relationship="Wife"))
    assert "says whose interest it is, and not its type" in refused(content)
    assert only(content, indirect_as=InterestType.FINANCIAL).type == InterestType.FINANCIAL


def test_a_practice_or_provider_is_linked_where_its_exact_name_is_on_record(gp):
    Provider.objects.create(name="Made-up Health Ltd", made_up=True)
    taken(
        as_csv(
            row(gp.name, ods="", organisation="the made up surgery"),
            row(gp.name, ods="", organisation="Made-up Health Ltd."),
            row(gp.name, ods="", organisation="Made-up Hospice"),
        )
    )
    told = [
        ([p.name for p in i.practices.all()], [p.name for p in i.providers.all()], i.organisation)
        for i in Interest.objects.order_by("pk")
    ]
    assert told == [
        (["THE MADE UP SURGERY"], [], ""),
        ([], ["Made-up Health Ltd"], ""),
        ([], [], "Made-up Hospice"),
    ]


def test_a_name_that_two_practices_have_is_refused_and_the_codes_are_said(gp):
    Practice.objects.create(ods_code="H85002", name="THE MADE UP SURGERY", status="A")
    said = refused(as_csv(row(gp.name, ods="", organisation="The Made Up Surgery")))
    assert "“The Made Up Surgery” may be H85001 or H85002: give the code in “ODS code”." in said
    taken(as_csv(row(gp.name, ods="H85002", organisation="The Made Up Surgery")))
    assert Interest.objects.get().organisation == ""


def test_several_codes_are_read_and_the_name_of_something_else_is_kept(gp):
    Practice.objects.create(ods_code="H85002", name="ANOTHER", status="A")
    interest = only(as_csv(row(gp.name, ods="h85001; H85002", organisation="The two of them")))
    assert sorted(interest.practices.values_list("ods_code", flat=True)) == ["H85001", "H85002"]
    assert interest.organisation == "The two of them"


def test_what_was_defused_as_a_formula_in_an_export_is_read_back_as_it_was(gp):
    words = "=1+1 in the accounts"
    assert only(as_csv(row(gp.name, nature=defused(words)))).nature == words
    taken(as_csv(row(gp.name, nature="'Tis a partnership")))
    assert Interest.objects.filter(nature="'Tis a partnership").exists()


def test_a_person_is_found_by_their_account_where_two_have_one_name(cast, gp):
    Person.objects.create(name=gp.name, made_up=True)
    assert "2 people on record are called" in refused(as_csv(row(gp.name)))
    headings = ("E-mail", *HEADINGS)
    gp.account.email = "Gp@Example.org"
    gp.account.save()
    assert only(as_csv(["gp@example.org", *row(gp.name)], headings=headings)).person == gp
    taken(as_csv(["gp", *row("", nature="Another")], headings=headings))
    assert Interest.objects.filter(person=gp).count() == 2


def test_an_account_of_somebody_else_is_refused(gp):
    headings = ("E-mail", *HEADINGS)
    said = refused(as_csv(["lay_chair", *row(gp.name)], headings=headings))
    assert f"This is the account of Merton Lay member, chair, and not of {gp.name}." in said
    assert "Nobody on record is called “ghost@example.org”" in refused(
        as_csv(["ghost@example.org", *row(gp.name)], headings=headings)
    )


# --- What is refused ---
@pytest.mark.parametrize(
    ("told", "column", "sentence"),
    [
        ({"name": ""}, "Name", "This is empty. Say who declared it."),
        ({"type": ""}, "Type", "No type is given."),
        ({"type": "financial and personal"}, "Type", "more than one type. Give each type a row of its own."),
        ({"direct": "sideways"}, "Direct or indirect", "“sideways” is neither. Write direct or indirect."),
        ({"direct": "direct and indirect"}, "Direct or indirect", "says both direct and indirect"),
        ({"direct": "indirect"}, "Relationship", "Say whose the indirect interest is"),
        ({"relationship": "Wife"}, "Relationship", "“Wife” says that this is the interest of somebody close."),
        ({"ods": ""}, "Organisation", "Say in which organisation the interest is."),
        ({"ods": "rubbish"}, "ODS code", "This is not the code of a practice: RUBBISH."),
        ({"nature": ""}, "Nature of interest", "Say what the interest is"),
        ({"nature": "x" * 301}, "Nature of interest", "This has 301 characters; 300 are kept. Shorten it."),
        ({"from": ""}, "Date from", "Give the day: 2016-04-01 or 1 April 2016."),
        ({"from": "1/4/16"}, "Date from", "“1/4/16” is not a day."),
        ({"from": "0016-04-01"}, "Date from", "The year 16 cannot be right."),
        ({"from": "April 2016"}, "Date from", "“April 2016” is not a day."),
        ({"to": "soon"}, "Date to", "“soon” is not a day."),
        ({"to": "2012-03-31"}, "Date to", "before it begins on 1 April 2012"),
        ({"declared": ""}, "Declared on", "This is empty."),
        ({"declared": "2016-04-15"}, "Declared on", "15 April 2016 is still to come"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_its_line_and_column(gp, told, column, sentence):
    cells = row(gp.name, **{key: value for key, value in told.items() if key != "name"})
    cells[0] = told.get("name", gp.name)
    said = refused(as_csv(row(gp.name, nature="A good one"), cells))
    assert said.startswith(f"interests.csv, line 3, column “{column}”: ")
    assert sentence in said


def test_a_person_who_is_on_no_register_is_refused(gp):
    Person.objects.create(name="Olive Outside", made_up=True)
    assert "Olive Outside is on no register today: give them a seat or a position first." in refused(
        as_csv(row("Olive Outside"))
    )


def test_two_rows_that_say_the_same_are_refused(gp):
    said = refused(as_csv(row(gp.name), row(gp.name, nature=" PARTNER. ")))
    assert "line 3, column “Nature of interest”: This row says the same as line 2." in said


def test_an_open_interest_that_is_on_record_with_another_first_day_is_refused_as_it_is_on_the_page(gp):
    taken(as_csv(row(gp.name)))
    said = refused(as_csv(row(gp.name, **{"from": "2013-01-01"})))
    assert f"The registers have this interest of {gp.name} already: “Partner”, since 1 April 2012." in said


def test_a_row_that_differs_from_the_entry_on_record_changes_nothing_and_says_where(gp):
    taken(as_csv(row(gp.name)))
    said = refused(as_csv(row(gp.name, to="2016-03-31")))
    assert "column “Date to”: On record already with nothing here, and the file says 31 March 2016." in said
    assert "column “Declared on”: On record already with 4 April 2016" in refused(
        as_csv(row(gp.name, declared="2016-04-01"))
    )


def test_an_account_records_only_what_its_post_allows(cast, gp, tmp_path):
    content = as_csv(row(gp.name))
    said = refused(content, by=cast.stranger)
    assert "column “Name”: " in said
    assert "everybody declares for themselves" in said
    taken(content, by=cast.secretary)
    assert Statement.objects.get().recorded_by == cast.secretary
    assert Interest.history.latest().history_user == cast.secretary


def test_being_superuser_gives_no_right_to_record_for_others(cast, gp):
    assert "everybody declares for themselves" in refused(as_csv(row(gp.name)), by=cast.superuser)


def test_an_account_that_is_not_there_is_said(gp, tmp_path):
    path = tmp_path / "interests.csv"
    path.write_bytes(as_csv(row(gp.name)))
    with pytest.raises(CommandError, match=r"No active account is called “ghost”\. Nothing was written\."):
        run(path, "--by", "ghost")


# --- Columns ---
def test_wrong_columns_are_refused_naming_the_missing_and_the_unknown_ones_and_what_is_expected(gp):
    said = refused(as_csv(["x"] * 3, headings=("Nmae", "Type", "Shoe size")))
    assert said.startswith(
        "interests.csv, line 1: Missing: “nature”; “from”; “declared on”; “name” or “e-mail”; “organisation” or “ODS "
        "code”. Unknown: “Nmae”, “Shoe size”. The first row names the columns. Known are: name, e-mail, position, type,"
    )


def test_a_column_that_is_there_twice_is_refused(gp):
    said = refused(as_csv(["x"] * 13, headings=(*HEADINGS, "Interest from")))
    assert "“Date from” and “Interest from” are both the column “from”." in said


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_may_be_separated_as_spreadsheets_do_it(gp, delimiter):
    assert len(taken(as_csv(row(gp.name), delimiter=delimiter)).added) == 1


def test_empty_rows_are_passed_over_and_lines_are_those_of_the_file(gp):
    content = as_csv(row(gp.name, nature="Two\nlines"), [""] * 12, row("Nobody Atall"))
    assert refused(content).startswith("interests.csv, line 5, column “Name”")


# --- Files that are no spreadsheets ---
def packed(**parts: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", ".").replace("_", "/", 0), content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "The file is empty"),
        ("a.csv", b"\n\n", "The file is empty"),
        ("a.csv", "name\nZo\u00eb".encode("cp1252"), "line 2: This is not text in UTF-8."),
        ("a.csv", b'name,type\n"open', "line 2: This line cannot be read as CSV"),
        ("a.csv", b"a" * (sheets.LARGEST + 1), "more than 5,000,000 bytes"),
        ("a.pdf", b"%PDF", "Only CSV, XLSX and ODS files are read"),
        ("a", b"name", "Only CSV, XLSX and ODS files are read"),
        ("a.xlsx", b"name,type", "This file cannot be opened. It is not packed as a spreadsheet."),
        ("a.ods", b"PK\x03\x04 broken", "This file cannot be opened."),
        ("a.xlsx", packed(a__xml=b"<a/>"), "This cannot be read as an XLSX file"),
        ("a.ods", packed(a__xml=b"<a/>"), "This cannot be read as an ODS file"),
        ("a.ods", packed(content__xml=b"<a>"), "This cannot be read as an ODS file"),
        ("a.ods", packed(content__xml=b"<a/>"), "The file is empty"),
        ("a.ods", packed(content__xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "declares entities"),
        ("a.xlsx", packed(content__xml='<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")), "declares entities"),
        ("a.xlsx", packed(a__xml=b" " * (sheets.LARGEST_UNPACKED + 1)), "Unpacked, this file is larger"),
        ("a.ods", packed(**{f"a{n}__xml": b"" for n in range(201)}), "Unpacked, this file is larger"),
    ],
)
def test_a_file_that_is_no_spreadsheet_of_interests_is_refused_in_a_sentence(name, content, sentence):
    assert sentence in refused(content, name)


ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table>'
    "{}</table:table></office:spreadsheet></office:body></office:document-content>"
)


def an_ods(rows: str) -> bytes:
    return packed(content__xml=ODS.format(rows).encode())


def test_cells_and_rows_that_an_ods_file_repeats_stand_as_often_as_it_says():
    cell = '<table:table-cell table:number-columns-repeated="2"><text:p>No</text:p></table:table-cell>'
    found = sheets.read(
        "a.ods",
        an_ods(
            f"<table:table-row>{cell}<table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>"
            '</table:table-row><table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
            f'<table:table-row table:number-rows-repeated="2">{cell}</table:table-row>'
        ),
    )
    assert [(row.line, row.cells) for row in found] == [(1, ("No", "No", "a\nb")), (5, ("No", "No")), (6, ("No", "No"))]


@pytest.mark.parametrize("number", ["999999999999", "99999999", "minus one"])
def test_an_ods_file_that_repeats_without_end_is_stopped(number):
    cell = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    rows = f'<table:table-row table:number-rows-repeated="{number}">{cell}</table:table-row>'
    assert "The sheet goes on after 5,000 rows." in refused(an_ods(rows), "a.ods")
    wide = cell.replace("<table:table-cell>", f'<table:table-cell table:number-columns-repeated="{number}">')
    assert "more than 60 columns" in refused(an_ods(f"<table:table-row>{wide}</table:table-row>"), "a.ods")


def test_a_sheet_with_too_many_rows_is_refused():
    rows = [["x"]] * (sheets.MOST_ROWS + 2)
    for kind in ("csv", "xlsx"):
        assert "The sheet goes on after 5,000 rows." in refused(FORMATS[kind](*rows, headings=("name",)), f"a.{kind}")


def test_a_cell_that_is_far_down_or_far_right_is_no_work():
    from openpyxl import Workbook

    for place, sentence in (("A1048576", "The sheet goes on after 5,000 rows."), ("XFD1", "more than 60 columns")):
        book = Workbook()
        book.active["A1"], book.active[place] = "name", "x"
        stream = BytesIO()
        book.save(stream)
        assert sentence in refused(stream.getvalue(), "a.xlsx")


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match=r"cannot be opened: No such file or directory\. Nothing was written\."):
        run(tmp_path / "missing.csv")


def test_control_characters_are_not_taken_over(gp):
    assert only(as_csv(row(gp.name, nature="Part\x00ner\x1b"))).nature == "Partner"


@pytest.mark.parametrize("size", [1, 6])
def test_reading_the_rows_takes_a_fixed_number_of_queries(cast, size, django_assert_max_num_queries):
    """Of rows that are on record already, however many: what is written is asked of the gate one by one."""
    content = as_csv(
        *[
            row(world_person.name, nature=f"Partner {n}")
            for n, world_person in enumerate([cast.merton.people[0]] * size)
        ]
    )
    taken(content)
    with django_assert_max_num_queries(14 + 2 * size):  # two: the savepoint of each row
        assert len(taken(content).there) == size


def test_the_day_of_the_clock_is_the_last_on_which_something_was_declared(gp, settings):
    content = as_csv(row(gp.name, declared=world.DAY.isoformat()))
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 13)
    assert "still to come" in refused(content)
    settings.COCOMM_CLOCK_DAY = world.DAY
    assert len(taken(content).added) == 1


def test_the_example_of_the_documentation_is_read_and_its_table_names_every_column(cast):
    said = (Path(__file__).resolve().parents[2] / "docs" / "registers.md").read_text()
    example = said.partition("```csv\n")[2].partition("```")[0]
    Practice.objects.create(ods_code="H85101", name="GRAND DRIVE SURGERY", status="A")
    for person, name in zip(cast.merton.people, ("Dr Nadia Fellowes-Khan", "Olive Tamworth"), strict=False):
        person.name = name
        person.save()
    assert len(taken(example.encode()).added) == 2
    table = said.partition("| Column | Also called |")[2].partition("\n\n")[0]
    assert [column for column in COLUMNS if f"`{column}`" not in table] == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"to": "9999-12-31"}, "column “Date to”: The year 9999 cannot be right"),
        ({"from": "1066-10-14"}, "column “Date from”: The year 1066 cannot be right"),
        ({"from": "2070-01-01"}, "column “Date from”: 1 January 2070 is too far off"),
        ({"to": "2070-01-01"}, "column “Date to”: 1 January 2070 is too far off"),
    ],
)
def test_a_day_before_1900_or_more_than_fifty_years_ahead_is_refused_beside_its_column(gp, said, sentence):
    assert sentence in refused(as_csv(row(gp.name, **said)))
