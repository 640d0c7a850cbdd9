"""Registers as Word files: a heading, the notes, and a table whose heading row is repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from committees.registers.exports.packed import without_times
from committees.registers.exports.table import Table


def docx(table: Table) -> bytes:
    """A4 on its side, in English."""
    from docx import Document  # costly to import
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    document = Document()
    about = document.core_properties
    about.title, about.author, about.comments, about.language = table.title[:255], "", "", "en-GB"
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(15)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(8)
    speak_english(document)
    document.add_heading(table.title, level=1)
    for note in table.notes:
        document.add_paragraph(note)
    if table.cards:
        _as_cards(document, table)
    else:
        made = _filled(document, (table.columns, *table.rows))
        for cell in made._tbl.tr_lst[0].tc_lst:
            _embolden(cell)
        _repeat_heading(made)
    stream = BytesIO()
    document.save(stream)
    return without_times(stream.getvalue())


def _as_cards(document, table: Table) -> None:
    """Each row under its first text, as a table of its columns and what they say; what is empty is left out."""
    from docx.shared import Mm

    for row in table.rows:
        document.add_heading(row[0], level=2)
        told = [pair for pair in zip(table.columns, row, strict=True) if pair[1]]
        made = _filled(document, told)
        made.autofit = False
        for each in made._tbl.tr_lst:
            _embolden(each.tc_lst[0])
            for cell, width in zip(each.tc_lst, (Mm(57), Mm(210)), strict=True):
                cell.width = width


def _filled(document, rows: Sequence[Sequence[str]]):
    made = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    # Every look at a cell counts through the whole table: rows are taken once, from the bottom of it.
    for row, texts in zip(made._tbl.tr_lst, rows, strict=True):
        for cell, text in zip(row.tc_lst, texts, strict=True):
            cell.p_lst[0].add_r().text = text
    return made


def _embolden(cell) -> None:
    for run in cell.p_lst[0].r_lst:
        run.get_or_add_rPr().b_val = True


def _repeat_heading(made) -> None:
    """Mark the first row as the heading, which Word repeats and a screen reader reads with each cell."""
    from docx.oxml import OxmlElement

    made._tbl.tr_lst[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def speak_english(document) -> None:
    """British English is the language of every style that names none."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
