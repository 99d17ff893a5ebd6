"""A sheet as a Word file (DOCX) in the layout of Decree 30/2020, for whoever has to go on working on it."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from voting.law.spacing import bound
from voting.papers.qr import picture
from voting.papers.sheet import DRAFT, MOTTO, NATION, PAIRED, Block, Rows, Sheet, long_day, parted
from voting.papers.timeless import timeless
from voting.papers.word_base import empty_document

FONT = "Times New Roman"
_WORDS, _SHAPES = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "urn:schemas-microsoft-com:vml"
_OFFICE = "urn:schemas-microsoft-com:office:office"
_BEHIND = (
    "position:absolute;width:400pt;height:100pt;rotation:315;z-index:-1;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)
_WATERMARK = (
    f'<w:pict xmlns:w="{_WORDS}" xmlns:v="{_SHAPES}" xmlns:o="{_OFFICE}">'
    '<v:shapetype id="draft" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    f'<v:shape type="#draft" fillcolor="#d8d8d8" stroked="f" style="{_BEHIND}">'
    f'<v:textpath style="font-family:&quot;{FONT}&quot;" string="{DRAFT}"/></v:shape></w:pict>'
)
_TEXT_WIDTH = 165
"""Millimetres between the margins."""
_HEAD_WIDTHS = (Mm(66), Mm(99))


def word_file(sheet: Sheet) -> bytes:
    """The paper as DOCX; the same sheet gives the same bytes: no clock, no author, fixed times in the zip."""
    document = empty_document()
    _page(document)
    if sheet.draft:
        _watermark(document)
    _properties(document, sheet)
    _head(document, sheet)
    if not sheet.is_letter:
        _titles(document, sheet)
    _to(document, sheet.to)
    words, last = parted(sheet.blocks)
    tables = [one for one in last if isinstance(one, Rows)]
    for block in (*words, *last[: len(last) - len(tables)]):
        _block(document, block)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _end(document, sheet, tables)
    written = BytesIO()
    document.save(written)
    return timeless(written.getvalue())


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(6), 1.15
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(number.add_run(), "PAGE")


def _field(run: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)
    run.font.size = Pt(13)


def _watermark(document: Any) -> None:
    """Behind the text of every page; in the headers, where both programs look for it."""
    section = document.sections[0]
    for header in (section.first_page_header, section.header):
        header.is_linked_to_previous = False
        header.paragraphs[0].add_run()._r.append(parse_xml(_WATERMARK))


def _properties(document: Any, sheet: Sheet) -> None:
    known = document.core_properties
    known.title, known.author, known.comments, known.last_modified_by = sheet.title, "", "", ""
    known.language = "vi-VN"
    for element in list(known._element):
        if element.tag.endswith(("}created", "}modified", "}revision")):
            known._element.remove(element)


def _head(document: Any, sheet: Sheet) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _widths(table, _HEAD_WIDTHS)
    left, right = table.rows[0].cells
    issuer = left.paragraphs[0]
    if sheet.head.above:
        _centred(issuer, sheet.head.above.upper(), size=13)
        issuer = left.add_paragraph()
    _centred(issuer, sheet.head.issuer.upper(), size=13, bold=True)
    _rule(left.paragraphs[-1], indent=Cm(2.2))
    if sheet.is_letter:
        _centred(left.add_paragraph(), sheet.subject, size=12)
    _centred(right.paragraphs[0], NATION, size=12, bold=True)
    _centred(right.add_paragraph(), MOTTO, size=13.5, bold=True)
    _rule(right.paragraphs[-1], indent=Cm(1.7))
    _centred(
        table.rows[1].cells[1].paragraphs[0], f"{sheet.head.place}, {long_day(sheet.head.day)}", size=13, italic=True
    )


def _to(document: Any, to: Sequence[str]) -> None:
    if len(to) == 1:
        _line(document, f"Kính gửi: {to[0]}", before=6, left=Cm(2.5))
        return
    for number, one in enumerate(("Kính gửi:", *(f"- {one}" for one in to)) if to else ()):
        _line(document, one, before=0 if number else 12, after=2, left=Cm(4.4 if number else 2.5))


def _titles(document: Any, sheet: Sheet) -> None:
    title = document.add_paragraph()
    title.paragraph_format.space_before = Pt(12)
    _centred(title, sheet.title.upper(), size=14, bold=True)
    subject = document.add_paragraph()
    _centred(subject, sheet.subject, size=14, bold=True)
    subject.paragraph_format.left_indent = subject.paragraph_format.right_indent = Cm(1)
    _rule(document.add_paragraph(), indent=Cm(6))


def _centred(paragraph: Any, text: str, *, size: float, bold: bool = False, italic: bool = False) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.keep_with_next = Pt(0), True
    run = paragraph.add_run(bound(text))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _rule(paragraph: Any, *, indent: Any) -> None:
    """A rule under a paragraph, shorter than its column."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    if not paragraph.text:
        paragraph.paragraph_format.space_after = Pt(6)
        paragraph.paragraph_format.line_spacing = Pt(4)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
        paragraph._p.get_or_add_pPr().append(borders)
        return
    under = paragraph.insert_paragraph_before()  # the rule is shorter than the text above it: a line of its own
    paragraph._p.addnext(under._p)
    under.paragraph_format.space_after, under.paragraph_format.line_spacing = Pt(0), Pt(4)
    under.paragraph_format.left_indent = under.paragraph_format.right_indent = indent
    under._p.get_or_add_pPr().append(borders)


def _line(document: Any, text: str, *, size: float = 14, before: float = 0, after: float = 6, left: Any = None) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    paragraph.paragraph_format.left_indent = left
    paragraph.add_run(bound(text)).font.size = Pt(size)


def _block(document: Any, block: Block) -> None:
    if isinstance(block, Rows):
        _table(document, block)
        return
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if block.bold else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    if block.centred:
        paragraph.alignment, paragraph.paragraph_format.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, Cm(0)
    paragraph.paragraph_format.keep_with_next = block.bold
    run = paragraph.add_run(bound(block.text))
    run.bold, run.italic = block.bold, block.italic


def _table(around: Any, block: Rows) -> None:
    table = around.add_table(rows=0, cols=len(block.widths))
    table.style, table.autofit = "Table Grid", False
    for number, row in enumerate((block.heading, *block.rows)):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(bound(text))
            run.font.size, run.bold = Pt(13), number == 0
            if text.replace(".", "").isdigit():
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _widths(table, [Mm(_TEXT_WIDTH * width / 100) for width in block.widths])
    around.add_paragraph().paragraph_format.space_after = Pt(0)


def _widths(table: Any, widths: Sequence[Any]) -> None:
    """In the grid and in each cell: Word reads the one, LibreOffice the other."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _end(document: Any, sheet: Sheet, tables: Sequence[Rows]) -> None:
    """Short tables that end the words, signatures and the mark of the paper: on one page, that of the words' end."""
    table = document.add_table(rows=1, cols=1)
    table.autofit = False
    _widths(table, [Mm(_TEXT_WIDTH)])
    _unbroken(table.rows[0])
    cell = table.rows[0].cells[0]
    cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    for one in tables:
        _table(cell, one)
    if sheet.signers:
        _signs(cell, sheet)
    _mark(cell, sheet)


def _mark(around: Any, sheet: Sheet) -> None:
    """The square code, and beside it whose form it is and where it stands in the books."""
    table = around.add_table(rows=1, cols=2)
    _widths(table, [Mm(28), Mm(_TEXT_WIDTH - 28)] if sheet.stamp else [Mm(1), Mm(_TEXT_WIDTH - 1)])
    code, words = table.rows[0].cells
    if sheet.stamp is not None:
        code.paragraphs[0].add_run().add_picture(BytesIO(picture(sheet.stamp.address)), width=Mm(22))
    words.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for line in sheet.foot:
        _line(words, line, size=10, after=0)


def _signs(around: Any, sheet: Sheet) -> None:
    across = 2 if len(sheet.signers) in PAIRED else 3
    table = around.add_table(rows=-(-len(sheet.signers) // across), cols=across)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, [Mm(_TEXT_WIDTH / across)] * across)
    for place, signer in enumerate(sheet.signers, 1 if len(sheet.signers) == 1 else 0):
        row = table.rows[place // across]
        _unbroken(row)
        cell = row.cells[place % across]
        _centred(cell.paragraphs[0], signer.office.upper(), size=13, bold=True)
        _centred(cell.add_paragraph(), "(Ký, ghi rõ họ tên)", size=12, italic=True)
        name = cell.add_paragraph()
        name.paragraph_format.space_before = Mm(20)
        _centred(name, signer.name, size=14, bold=True)


def _unbroken(row: Any) -> None:
    """Signatures do not part over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
