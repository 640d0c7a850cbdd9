"""Registers as files: what is left out is in none of them, no cell is a formula, the PDF can be read aloud."""

import csv
import json
import re
from collections.abc import Callable
from io import BytesIO, StringIO
from zipfile import ZipFile
from zlib import decompress, error

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from committees.models import Interest
from committees.registers.entries import DETAILS_WITHHELD, NAME_WITHHELD
from committees.registers.exports import KINDS, Table, UnknownKind, as_download, defused, export
from tests import world
from tests.committees import declared
from tests.committees.pdf_text import squeezed, text_of_pdf
from tests.world import GP

ALL = list(KINDS)
SHEETS = ["csv", "xlsx", "ods"]
TABLE = Table("Register of interests, NHS Merton CCG", ("A note.",), ("Name", "Nature"), (("Zoë Ó’Brien", "Partner"),))


# --- Reading files back ---
def cells_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def cells_of_xlsx(content: bytes) -> list[list[str]]:
    return [[cell.value or "" for cell in row] for row in load_workbook(BytesIO(content)).worksheets[0].rows]


def cells_of_ods(content: bytes) -> list[list[str]]:
    from odf import opendocument, table, teletype

    sheet = opendocument.load(BytesIO(content)).spreadsheet.getElementsByType(table.Table)[0]
    rows = sheet.getElementsByType(table.TableRow)
    return [[teletype.extractText(cell) for cell in row.getElementsByType(table.TableCell)] for row in rows]


def cells_of_docx(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(BytesIO(content)).tables[0].rows]


def cells_of_json(content: bytes) -> list[list[str]]:
    told = json.loads(content)
    return [told["columns"], *([row[column] for column in told["columns"]] for row in told["rows"])]


CELLS: dict[str, Callable[[bytes], list[list[str]]]] = {
    "csv": cells_of_csv,
    "xlsx": cells_of_xlsx,
    "ods": cells_of_ods,
    "docx": cells_of_docx,
    "json": cells_of_json,
}


def everything_in(content: bytes) -> str:
    """Every part of a file, unpacked: what a reader could find in it with any tool."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as file:
            return "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
    return content.decode("utf-8", "replace")


# --- The files themselves ---
@pytest.mark.parametrize("kind", list(CELLS))
def test_a_file_has_the_columns_and_the_rows_of_the_table(kind):
    assert CELLS[kind](export(TABLE, kind).content) == [["Name", "Nature"], ["Zoë Ó’Brien", "Partner"]]


@pytest.mark.parametrize("kind", ALL)
def test_a_file_says_what_it_is_and_is_named_after_the_register(kind):
    file = export(TABLE, kind)
    assert file.file_name == f"register-of-interests-nhs-merton-ccg.{kind}"
    assert file.media_type == KINDS[kind].media_type


@pytest.mark.parametrize("kind", ALL)
def test_a_register_without_entries_is_a_file_too(kind):
    assert export(Table("Register", (), ("Name", "Nature"), ()), kind).content


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "pdf", "json"])
def test_the_same_table_gives_the_same_file(kind):
    assert export(TABLE, kind).content == export(TABLE, kind).content


@pytest.mark.parametrize("kind", ["xlsx", "ods", "docx", "json"])
def test_the_notes_and_the_title_go_with_the_register(kind):
    unpacked = everything_in(export(TABLE, kind).content)
    assert "A note." in unpacked
    assert TABLE.title in unpacked


def test_a_row_has_one_text_for_each_column():
    with pytest.raises(ValueError, match="Row 1 of “Register” has not one text for each column"):
        Table("Register", (), ("Name", "Nature"), (("Zoë",),))


# --- Formulas ---
@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\tx", "\rx", "\n=1", "  =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "＝1"],
)
def test_what_a_spreadsheet_would_read_as_a_formula_gets_an_apostrophe(text):
    assert defused(text) == "'" + text


@pytest.mark.parametrize("text", ["", " ", "Partner", "1 = 1", "a-b", "– dash", "'=1", "£50", "12 High Street", "(=)"])
def test_other_text_is_left_as_it_is(text):
    assert defused(text) == text


FORMULAS = ('=HYPERLINK("http://example.org")', "+44 20", "-2", "@A1", "  =1+1", "\t=1+1")
FORMULA_TABLE = Table("=Title()", ("=Note()",), tuple(f"={n}" for n in range(len(FORMULAS))), (FORMULAS,))


@pytest.mark.parametrize("kind", SHEETS)
def test_no_cell_of_a_spreadsheet_is_a_formula(kind):
    header, row = CELLS[kind](export(FORMULA_TABLE, kind).content)
    assert all(cell.startswith("'") for cell in [*header, *row])
    assert [cell[1:].split() for cell in row] == [text.split() for text in FORMULAS]


def test_every_cell_of_the_workbook_is_text_on_every_sheet():
    book = load_workbook(BytesIO(export(FORMULA_TABLE, "xlsx").content))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.rows for cell in row}
    assert kinds == {"s"}


def test_every_cell_of_the_open_document_is_text_on_every_sheet():
    content = everything_in(export(FORMULA_TABLE, "ods").content)
    assert "table:formula" not in content
    assert set(re.findall(r'office:value-type="(\w+)"', content)) == {"string"}


@pytest.mark.parametrize("kind", ALL)
def test_what_no_file_can_hold_is_taken_out_and_breaks_nothing(kind):
    table = Table("T\x00itle", ("\x0bnote",), ("a\x1f",), (("x\x00\x08\x7f\ud800\ufffey 中文 \U0001f600 \u202e",),))
    content = export(table, kind).content
    if kind in CELLS:
        header, row = CELLS[kind](content)
        assert header == ["a"]
        assert row == ["xy 中文 \U0001f600 \u202e"]


# --- The PDF ---
def test_the_pdf_is_tagged_and_says_that_it_is_accessible():
    content = export(TABLE, "pdf").content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content or b'pdfuaid:part="1"' in content
    assert b"/StructTreeRoot" in content
    assert b"/Marked true" in content
    assert b"/Lang (en-GB)" in content or b"/Lang(en-GB)" in content
    assert b"/DisplayDocTitle true" in content
    for tag in (b"/TH", b"/TD", b"/H1"):
        assert tag in tags_of(content), tag


def tags_of(content: bytes) -> bytes:
    """The objects of a PDF, with those that are packed in streams."""
    packed = []
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            packed.append(decompress(found[1]))
        except error:
            continue
    return content + b"\n".join(packed)


def test_the_pdf_has_no_typeface_of_the_machine():
    names = {
        name.split(b"+")[-1] for name in re.findall(rb"/BaseFont ?/([\w+-]+)", tags_of(export(TABLE, "pdf").content))
    }
    assert names
    assert all(name.startswith(b"Lato") for name in names)


def test_what_people_typed_is_shown_in_the_pdf_and_never_run():
    text = '#panic("x") *b* $x$ @ref `c` // = #read("/etc/passwd") \\ <a>'
    shown = squeezed(text_of_pdf(export(Table(text, (text,), (text,), ((text,),)), "pdf").content))
    assert shown.count(squeezed(text)) == 4


def test_the_pdf_shows_every_row_of_a_register_of_many_pages():
    names = [f"Person {number} (member)" for number in range(300)]
    shown = squeezed(
        text_of_pdf(export(Table("Register", (), ("Name",), tuple((name,) for name in names)), "pdf").content)
    )
    assert [name for name in names if squeezed(name) not in shown] == []


def test_signs_that_no_typeface_has_are_question_marks_in_the_pdf_and_it_says_so():
    shown = text_of_pdf(export(Table("Register", (), ("Name",), (("Zoë 中文",),)), "pdf").content)
    assert "Zoë ??" in shown
    assert "are shown as “?”" in shown


# --- Sending ---
def test_an_unknown_kind_is_refused_with_the_kinds_there_are():
    with pytest.raises(UnknownKind, match=r"not written as “exe”\. Choose one of: csv, xlsx, ods, docx, pdf, json\."):
        export(TABLE, "exe")
    with pytest.raises(Http404, match="Registers are not written as “exe”"):
        as_download(TABLE, "exe")


@pytest.mark.parametrize("kind", ALL)
def test_a_file_is_sent_as_an_attachment_and_kept_by_nobody_on_the_way(kind):
    answer = as_download(TABLE, kind)
    assert answer["Content-Disposition"] == f'attachment; filename="register-of-interests-nhs-merton-ccg.{kind}"'
    assert answer["Content-Type"] == KINDS[kind].media_type
    assert answer["Cache-Control"] == "private, no-store"


# --- What is left out is in no file ---
HIDDEN = ["Merton GP member", "GP member, Merton", "Hidden", "H85996", "Concealed", "Veiled", "Covert", "Undisclosed"]


@pytest.fixture
def merton(db, on_the_day) -> world.Body:
    """Merton, with an entry left out in name and details, and one shown to everybody."""
    body = world.a_body("Merton", "08R")
    surgery = declared.a_practice("The Hidden Surgery", "H85996", "SW19 1AA")
    entry = declared.an_interest(
        body.people[GP], "Concealed partner", practices=[surgery], relationship="Veiled sister",
        mitigation="Covert action", category="Covert category", organisation="Undisclosed Limited",
    )  # fmt: skip
    declared.left_out(entry, declared.a_guardian(body.ccg), name=True, details=True)
    declared.an_interest(body.people[0], "=Shown(1)", organisation="An open charity")
    return body


def download(client: Client, kind: str, **asked) -> bytes:
    answer = client.get(reverse("register_of_interests", args=["08R"]), {"format": kind} | asked)
    assert answer.status_code == 200, answer.content[:500]
    return answer.content


def text_in(content: bytes, kind: str) -> str:
    """All that a file says, without the markup between two words."""
    if kind == "pdf":  # its structure has text too, as it stands
        return squeezed(text_of_pdf(content) + tags_of(content).decode("latin-1"))
    return squeezed(re.sub(r"<[^>]+>", "", everything_in(content)))


@pytest.mark.parametrize("kind", ALL)
def test_what_is_left_out_is_in_no_part_of_a_published_file(client, merton, kind):
    content = download(client, kind)
    said = text_in(content, kind)
    assert [word for word in HIDDEN if squeezed(word) in said] == []
    for shown in (NAME_WITHHELD, DETAILS_WITHHELD, "An open charity", "Lay member, chair"):
        assert squeezed(shown) in said


@pytest.mark.parametrize("kind", ALL)
def test_the_private_files_have_the_whole_entry_for_who_keeps_the_register(merton, kind):
    client = Client()
    client.force_login(world.a_secretary({"Merton": merton}).account)
    said = text_in(download(client, kind, view="private"), kind)
    assert [word for word in HIDDEN if squeezed(word) not in said] == []
    assert squeezed("There is a threat.") in said


@pytest.mark.parametrize("kind", SHEETS)
def test_a_formula_that_somebody_declared_is_defused_in_the_register(client, merton, kind):
    cells = [cell for row in CELLS[kind](download(client, kind)) for cell in row]
    assert "'=Shown(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_what_is_left_out_changes_nothing_in_any_published_file(client, merton):
    """Other secrets, the same file to the byte: nothing of them is in it, however it is written."""
    before = {kind: download(client, kind) for kind in ALL if kind != "ods"}
    entry = Interest.objects.get(nature="Concealed partner")
    entry.nature, entry.organisation, entry.mitigation = "Another secret", "Another company", "Another action"
    entry.save()
    merton.people[GP].name = "Another name"
    merton.people[GP].save()
    assert {kind: download(client, kind) for kind in before} == before


def test_a_file_has_what_the_page_was_asked_for_and_no_more(client, merton):
    rows = cells_of_csv(download(client, "csv", q="open charity"))
    assert [row[2] for row in rows[1:]] == ["An open charity"]


def test_an_unknown_kind_of_file_is_not_there(client, merton):
    answer = client.get(reverse("register_of_interests", args=["08R"]), {"format": "exe"})
    assert answer.status_code == 404
    assert "Choose one of: csv, xlsx, ods, docx, pdf, json." in answer.content.decode()
