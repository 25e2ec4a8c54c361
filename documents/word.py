"""Turns a paper into DOCX, for the clerk who edits it in Word. The same data as the PDF, the same layout.

Sizes follow Decree 30/2020/NĐ-CP, Annex I, as in static/css/paper.css. Everything is a named style, so that Word's own
tools change it in one place.
"""

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from base.vietnamese import uncapitalised

from . import heads
from .papers import LANDSCAPE_SIZE, PORTRAIT_SIZE, Chart, Heading, Paper, Paragraph, Signer, Table
from .render import picture
from .unbroken import HARD_HYPHEN, with_hard_blanks

FONT = "Times New Roman"
SHORT_RULE = 0.4  # of the text above it: Annex I, II.2
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
# style: size in points, weight, slope, alignment, space before in points, first line indented
STYLES = {
    "Cơ quan chủ quản": (12, False, False, "center", 0, False),
    "Cơ quan ban hành": (12, True, False, "center", 0, False),
    "Quốc hiệu": (12, True, False, "center", 0, False),
    "Tiêu ngữ": (13, True, False, "center", 0, False),
    "Số, ký hiệu": (13, False, False, "center", 2, False),
    "Về việc": (12, False, False, "center", 2, False),
    "Địa danh, ngày": (13, False, True, "center", 2, False),
    "Dự thảo": (12, True, False, "left", 6, False),
    "Tên loại": (14, True, False, "center", 12, False),
    "Trích yếu": (14, True, False, "center", 0, False),
    "Kèm theo": (13, False, True, "center", 2, False),
    "Kính gửi": (14, False, False, "center", 12, False),
    "Căn cứ": (14, False, True, "justify", 4, True),
    "Lời văn": (14, False, False, "justify", 6, True),
    "Phần": (13, True, False, "left", 10, True),
    "Mục": (14, True, False, "left", 6, True),
    "Ô bảng": (12, False, False, "left", 0, False),
    "Chú thích hình": (12, False, True, "center", 6, False),
    "Thẩm quyền ký": (13, True, False, "center", 0, False),
    "Chỗ ký": (12, False, True, "center", 0, False),
    "Họ tên người ký": (14, True, False, "center", 0, False),
    "Nơi nhận": (12, True, True, "left", 0, False),
    "Danh sách nơi nhận": (11, False, False, "left", 0, False),
}
# The words of a paper; what else there is stands as closely as in static/css/paper.css.
SINGLE = 1.15  # of the size of the letter: single spacing of Times New Roman
SPACED = ("Kính gửi", "Căn cứ", "Lời văn", "Phần", "Mục")


def as_docx(paper: Paper) -> bytes:
    """The paper as a Word file."""
    paper, document = paper.laid_out(), Document()
    _set_page(document, paper)
    _define_styles(document, paper)
    _head(document, paper)
    _title(document, paper)
    for line in paper.basis_lines:
        _say(document, with_hard_blanks(line), "Căn cứ")
    for n, block in enumerate(paper.blocks, 1):
        _block(document, block, paper.ends_with if n == len(paper.blocks) else "", paper)
    _keep_the_end(document, paper)
    _signatures(document, paper)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _keep_the_end(document: Any, paper: Paper) -> None:
    """What only the closing sentence follows, a paragraph or a last row, goes with it to the page of the signature."""
    if len(paper.blocks) < 2:
        return
    if isinstance(paper.blocks[-2], Paragraph):
        document.paragraphs[-2].paragraph_format.keep_with_next = True
    elif isinstance(paper.blocks[-2], Table):
        for cell in document.tables[-1].rows[-1].cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _set_page(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    width, height = (Mm(297), Mm(210)) if paper.is_landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if paper.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_field(number.add_run())
    document.core_properties.title = paper.full_title
    document.core_properties.author = " ".join(paper.letterhead.name.split())
    document.core_properties.language = "vi-VN"


def _add_page_field(run: Any) -> None:
    run.font.size = Pt(13)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)


def _define_styles(document: Any, paper: Paper) -> None:
    _dress(document.styles["Normal"], 14)
    line, around_cell = paper.spacing
    for name, (size, bold, italic, align, before, indented) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _dress(style, size)
        style.font.bold, style.font.italic = bold, italic
        layout = style.paragraph_format
        layout.alignment = ALIGN[align]
        layout.space_before, layout.space_after = Pt(before), Pt(0)
        layout.line_spacing = line / SINGLE if name in SPACED else 1.0
        layout.first_line_indent = Mm(12.7) if indented else None
        layout.keep_with_next = name in ("Phần", "Mục")
    cell = document.styles["Ô bảng"].paragraph_format
    cell.space_before = cell.space_after = Pt(around_cell - paper.is_landscape)


def _dress(style: Any, size: float) -> None:
    """Font for every script and Vietnamese as language, or Word takes another font for letters with marks."""
    style.font.name, style.font.size = FONT, Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)


def _text_width(paper: Paper) -> float:
    """Between the margins, in mm."""
    return (297 if paper.is_landscape else 210) - 50


def _grid(document: Any, widths: list[float], paper: Paper, *, bordered: bool = False) -> Any:
    """A table with widths in %; LibreOffice wants them in the grid as well as in the cells."""
    text_width = _text_width(paper)
    table = document.add_table(rows=1, cols=len(widths), style="Table Grid" if bordered else None)
    table.autofit = False
    _pad(table, (0.03 if paper.is_landscape else 0.05) if bordered else 0)
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Mm(text_width * share / 100)
    _fit(table.rows[0], table)
    return table


def _pad(table: Any, sides: float) -> None:
    """Space between the sides of each cell and its text, in inches."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(sides * 1440)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    indent = OxmlElement("w:tblInd")  # Word hangs a table into the margin by its padding
    indent.set(qn("w:w"), str(round(sides * 1440)))
    indent.set(qn("w:type"), "dxa")
    table._tbl.tblPr.append(indent)
    table._tbl.tblPr.append(margins)


def _fit(row: Any, table: Any) -> None:
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width


def _say(document: Any, text: str, style: str) -> Any:
    """A paragraph of this text."""
    paragraph = document.add_paragraph(style=style)
    _write(paragraph, text)
    return paragraph


def _write(paragraph: Any, text: str) -> None:
    """The text as one run; a hyphen that may not break is an element, which Word finds and copies as a hyphen."""
    first, *others = text.split(HARD_HYPHEN)
    run = paragraph.add_run(first)
    for part in others:
        run._r.append(OxmlElement("w:noBreakHyphen"))
        run._r.add_t(part)


def _fill(cell: Any, *lines: tuple[str, str]) -> None:
    """(text, style) for each paragraph of a cell; the one it begins with is used first."""
    for n, (text, style) in enumerate(lines):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.style = style
        _write(paragraph, text)


def _rule_below(paragraph: Any, indent_mm: float) -> None:
    """The line under a name or an abstract, as a paragraph's border narrowed by indents."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent_mm)
    paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_after = Pt(4), Pt(6)


def _head(document: Any, paper: Paper) -> None:
    shares, gap = ([42.0, 58.0], 0.0) if paper.is_landscape else ([41.0, 59.0], heads.GAP)
    left, right = (_text_width(paper) * share / 100 for share in shares)
    table = _grid(document, shares, paper)
    issuer, nation = table.rows[0].cells
    parent = [(line, "Cơ quan chủ quản") for line in paper.parent_lines]
    _fill(issuer, *parent, *((line, "Cơ quan ban hành") for line in paper.issuer_lines))
    named = max((heads.width_of(line, is_bold=True) for line in paper.issuer_lines), default=left)
    _rule_below(issuer.add_paragraph(style="Cơ quan ban hành"), (left - named * SHORT_RULE) / 2)
    _fill(nation, (heads.COUNTRY, "Quốc hiệu"), (heads.MOTTO, "Tiêu ngữ"))
    motto = heads.width_of(heads.MOTTO, is_bold=True, size=heads.MOTTO_SIZE)
    _rule_below(nation.add_paragraph(style="Tiêu ngữ"), (right - gap - motto) / 2)
    if paper.number_line or paper.place_line:
        numbers = table.add_row()
        _fit(numbers, table)
        about = [(paper.about_line, "Về việc")] if paper.is_letter else []
        _fill(numbers.cells[0], (paper.number_line, "Số, ký hiệu"), *about)
        _fill(numbers.cells[1], (paper.place_line, "Địa danh, ngày"))
    for cell in table.columns[1].cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.left_indent = Mm(gap) + (paragraph.paragraph_format.left_indent or 0)
    if paper.is_draft:
        document.add_paragraph("DỰ THẢO", "Dự thảo")


def _inset_of_rule(paper: Paper) -> float:
    """How far from both margins the rule below the abstract ends, in mm: a third to a half of the line above it."""
    width = _text_width(paper)
    size = STYLES["Trích yếu"][0]
    line = max(heads.width_of(text, is_bold=True, size=size) for text in paper.abstract_lines)
    return (width - line * SHORT_RULE) / 2


def _replaced(paper: Paper) -> str:
    return f"Thay thế {uncapitalised(paper.replaces)}" if paper.replaces else ""


def _title(document: Any, paper: Paper) -> None:
    if not paper.is_letter:
        document.add_paragraph(paper.type_name, "Tên loại")
    if paper.abstract and not paper.is_letter:
        document.add_paragraph("\n".join(paper.abstract_lines), "Trích yếu")
        _rule_below(document.add_paragraph(style="Trích yếu"), _inset_of_rule(paper))
    for note in filter(None, [paper.annex_to and f"Kèm theo {paper.annex_to}", _replaced(paper)]):
        _say(document, with_hard_blanks(f"({note})"), "Kèm theo").paragraph_format.space_after = Pt(6)
    if len(paper.addressees) == 1:
        document.add_paragraph(f"Kính gửi: {paper.addressees[0]}.", "Kính gửi")
    elif paper.addressees:
        table = _grid(document, [36, 64], paper)
        _fill(table.rows[0].cells[0], ("Kính gửi:", "Kính gửi"))
        table.rows[0].cells[0].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _fill(
            table.rows[0].cells[1], ("", "Kính gửi"), *((line, "Kính gửi") for line in paper.addressee_lines)
        )
        for n, paragraph in enumerate(table.rows[0].cells[1].paragraphs):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
            paragraph.paragraph_format.space_before = Pt(0) if n else None


def _block(document: Any, block: Any, ending: str, paper: Paper) -> None:
    match block:
        case Heading():
            _say(document, with_hard_blanks(block.text), "Phần" if block.level == 1 else "Mục")
        case Paragraph():
            paragraph = _say(document, with_hard_blanks(block.text + ending), "Lời văn")
            paragraph.runs[0].italic = block.is_aside or None
            paragraph.paragraph_format.keep_with_next = bool(block.is_lead_in or ending)
            paragraph.paragraph_format.space_after = Pt(6 if block.is_lead_in else 0)
        case Table():
            _table(document, block, paper)
        case Chart():
            _chart(document, block)


def _chart(document: Any, block: Chart) -> None:
    paragraph = document.add_paragraph(style="Chú thích hình")
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(picture(block.svg)), width=Mm(150))
    shape._inline.docPr.set("descr", block.description)
    document.add_paragraph(block.caption, "Chú thích hình")


def _table(document: Any, block: Table, paper: Paper) -> None:
    table = _grid(document, [column.width for column in block.columns], paper, bordered=True)
    size = Pt(block.size or (LANDSCAPE_SIZE if paper.is_landscape else PORTRAIT_SIZE))
    heads = table.rows[0]
    if block.groups:
        _group_row(table, block, size)
        heads = table.add_row()
        _fit(heads, table)
    for cell, column in zip(heads.cells, block.columns, strict=True):
        _cell(cell, column.title, "center", size, bold=True)
    for row in table.rows:
        _mark(row, "w:tblHeader")
    for texts in block.cells():
        row = table.add_row()
        _fit(row, table)
        _mark(row, "w:cantSplit")
        if block.for_signing or block.for_marking:
            row.height = Mm(36 if block.for_signing else 12)
        for cell, (text, align) in zip(row.cells, texts, strict=True):
            _cell(cell, text, align, size)
    if block.total:
        row = table.add_row()
        _fit(row, table)
        for cell, (text, align) in zip(row.cells, block.total_cells(), strict=True):
            _cell(cell, text, align, size, bold=True)


def _group_row(table: Any, block: Table, size: Any) -> None:
    cells, at = table.rows[0].cells, 0
    for title, span in block.groups:
        _cell(cells[at].merge(cells[at + span - 1]), title, "center", size, bold=True)
        at += span


def _cell(cell: Any, text: str, align: str, size: Any, *, bold: bool = False) -> None:
    _fill(cell, (with_hard_blanks(text, in_cell=True), "Ô bảng"))
    paragraph = cell.paragraphs[0]
    paragraph.alignment = ALIGN[align]
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for run in paragraph.runs:
        run.font.size, run.bold = size, bold or None


def _mark(row: Any, what: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(what))


def _signatures(document: Any, paper: Paper) -> None:
    gap = document.add_paragraph(style="Ô bảng")
    gap.paragraph_format.keep_with_next = True
    gap.paragraph_format.space_before = gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing = Pt(12)
    is_alone = not paper.signer.lines and not paper.recipients  # of several cells only one is filled
    table = _grid(document, [99, 1] if is_alone else [48, 52], paper)
    row, left = table.rows[0], []
    _mark(row, "w:cantSplit")
    if len(paper.other_signers) > 1:
        row = _pairs(table, paper)
    else:
        left = [line for signer in paper.other_signers for line in _signer_lines(signer, paper)]
        _fill(row.cells[1], *_signer_lines(paper.signer, paper))
    if paper.recipients:
        left += [("Nơi nhận:", "Nơi nhận"), *((line, "Danh sách nơi nhận") for line in paper.recipient_lines)]
    _fill(row.cells[0], *left)
    if paper.other_signers:
        for paragraph in row.cells[0].paragraphs:
            if paragraph.style.name == "Nơi nhận":
                paragraph.paragraph_format.space_before = Pt(12)


def _pairs(table: Any, paper: Paper) -> Any:
    """Several who sign stand two by two; the row after them takes the recipients."""
    row, signers = table.rows[0], paper.signer_cells
    for first in range(0, len(signers), 2):
        for cell, signer in zip(row.cells, signers[first : first + 2], strict=False):
            _fill(cell, *_signer_lines(signer, paper))
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
            cell.paragraphs[0].paragraph_format.space_before = Pt(12 if first else 0)
        row = table.add_row()
        _fit(row, table)
        _mark(row, "w:cantSplit")
    return row


def _signer_lines(signer: Signer, paper: Paper) -> list[tuple[str, str]]:
    if not (signer.lines or signer.name):
        return []
    room = [(signer.note if paper.is_draft else "", "Chỗ ký"), *[("", "Chỗ ký")] * 4]
    return [*((line, "Thẩm quyền ký") for line in signer.lines), *room, (signer.name, "Họ tên người ký")]
