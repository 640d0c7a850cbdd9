"""A letter as a file: Word, and PDF that screen readers can read. What people typed goes in as data, never as markup."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

from committees.registers.exports.kinds import Exported, file_stem
from committees.registers.exports.packed import without_times
from committees.registers.exports.pdf import LACKS, known
from committees.registers.exports.table import readable
from committees.registers.exports.word import speak_english
from committees.rights.words import day_words
from decisions.life.letters import Letter

_PAGE = Path(__file__).with_name("letter.typ")
KINDS = ("docx", "pdf")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letter_file(letter: Letter, kind: str) -> Exported:
    """The letter as a file of one of ``KINDS``; KeyError for any other."""
    write, media = {"docx": (docx, WORD), "pdf": (pdf, "application/pdf")}[kind]
    return Exported(write(letter), media, f"{file_stem(f'{letter.title} {letter.to}')}.{kind}")


def docx(letter: Letter) -> bytes:
    """A4, in English, without the time at which it was made."""
    from docx import Document  # costly to import
    from docx.shared import Mm, Pt

    document = Document()
    about = document.core_properties
    about.title, about.author, about.comments, about.language = readable(letter.title)[:255], "", "", "en-GB"
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(25)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Arial", Pt(11)
    speak_english(document)
    for line in (letter.sender, day_words(letter.on_day), f"To {letter.to}"):
        document.add_paragraph(readable(line))
    document.add_heading(readable(letter.title), level=1)
    for block in letter.blocks:
        if block.heading:
            document.add_heading(readable(block.heading), level=2)
        for paragraph in block.paragraphs:
            document.add_paragraph(readable(paragraph))
        for line in block.lines:
            document.add_paragraph(readable(line), style="List Bullet")
    stream = BytesIO()
    document.save(stream)
    return without_times(stream.getvalue())


def pdf(letter: Letter) -> bytes:
    """PDF/UA-1. Signs that the typeface lacks become question marks, and a line says so."""
    from typst import TypstError  # costly to import

    data = _data(letter)
    try:
        return _compiled(data)
    except TypstError as wrong:
        if "could not be displayed" not in str(wrong):
            raise
        shown = json.loads(known(json.dumps(data, ensure_ascii=False)))
        shown["blocks"].append({"heading": "", "paragraphs": [LACKS], "lines": []})
        return _compiled(shown)


def _data(letter: Letter) -> dict:
    return {
        "title": readable(letter.title),
        "head": [readable(line) for line in (letter.sender, day_words(letter.on_day), f"To {letter.to}")],
        "blocks": [
            {
                "heading": readable(block.heading),
                "paragraphs": [readable(each) for each in block.paragraphs],
                "lines": [readable(each) for each in block.lines],
            }
            for block in letter.blocks
        ],
    }


def _compiled(data: dict) -> bytes:
    import font_lato
    import typst

    return typst.compile(
        _PAGE.read_bytes(),
        font_paths=[font_lato.font_directory],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": json.dumps(data)},
    )
