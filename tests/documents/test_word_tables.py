"""Tables of Word as a person sees them: automatic numbers, tracked changes, merged cells of any height.

Proves documents/word_tables.py and documents/word_numbering.py.
"""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from documents.word_tables import read_tables

pytestmark = pytest.mark.screens
LIST = """
<w:abstractNum {ns} w:abstractNumId="77">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2%3)"/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>"""
NUM = '<w:num {ns} w:numId="{number}"><w:abstractNumId w:val="77"/>{override}</w:num>'
ANEW = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'


def upload(document) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    document.save(buffer)
    return SimpleUploadedFile("bang.docx", buffer.getvalue())


def table_of(document, rows: int, columns: int = 2):
    return document.add_table(rows=rows, cols=columns)


def numbered(cell, depth: int, number: int = 77) -> None:
    """Give the paragraph of a cell its automatic number."""
    properties = cell.paragraphs[0]._p.get_or_add_pPr()
    ns = nsdecls("w")
    xml = f'<w:numPr {ns}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    properties.append(parse_xml(xml))


@pytest.fixture
def document():
    """One with a list of four levels, numbers 77 and 78 counting together, 79 from V on."""
    document = docx.Document()
    numbering, ns = document.part.numbering_part.element, nsdecls("w")
    numbering.insert(0, parse_xml(LIST.format(ns=ns)))
    for number, override in ((77, ""), (78, ""), (79, ANEW)):
        numbering.append(parse_xml(NUM.format(ns=ns, number=number, override=override)))
    return document


def first_column(document) -> list[str]:
    (sheet,) = read_tables(upload(document))
    return [row[0] for row in sheet.rows]


def test_automatic_numbers_stand_before_the_text(document):
    depths = [0, 1, 2, 2, 1, 2, 3, 0, 1]
    table = table_of(document, len(depths))
    for y, depth in enumerate(depths):
        table.cell(y, 1).text = f"Việc {y}"
        numbered(table.cell(y, 0), depth)

    assert first_column(document) == ["I.", "1.", "1a)", "1b)", "2.", "2a)", "-", "II.", "1."]


def test_a_number_before_words_and_lists_that_count_on_or_begin_anew(document):
    table = table_of(document, 4)
    for y, number in enumerate((77, 78, 79, 0)):
        table.cell(y, 0).text = "Nội dung"
        numbered(table.cell(y, 0), 0, number)

    assert first_column(document) == ["I. Nội dung", "II. Nội dung", "V. Nội dung", "Nội dung"]


def test_numbers_of_a_style_and_of_text_before_the_table_are_counted(document):
    style = document.styles["List Number"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
    for old in style.pPr.findall(qn("w:numPr"))[:-1]:
        style.pPr.remove(old)
    document.add_paragraph("Mục trước bảng", style="List Number")
    table_of(document, 1).cell(0, 0).paragraphs[0].style = "List Number"

    assert first_column(document) == ["II."]


def test_tracked_changes_are_read_as_if_they_were_accepted(document):
    table, ns = table_of(document, 2), nsdecls("w")
    paragraph = table.cell(0, 0).paragraphs[0]
    paragraph.add_run("Giữ ")
    for tag, text in (
        ("ins", "<w:t>thêm</w:t>"),
        ("del", "<w:delText>bỏ</w:delText>"),
        ("moveFrom", "<w:t>dời</w:t>"),
    ):
        paragraph._p.append(parse_xml(f'<w:{tag} {ns} w:id="1" w:author="A"><w:r>{text}</w:r></w:{tag}>'))
    row = table.rows[1]._tr
    row.get_or_add_trPr().append(parse_xml(f'<w:del {ns} w:id="2" w:author="A"/>'))

    (sheet,) = read_tables(upload(document))

    assert [row[0] for row in sheet.rows] == ["Giữ thêm"]
    assert sheet.has_tracked_changes


def test_a_cell_may_go_on_over_a_thousand_rows_and_several_columns(document):
    table = table_of(document, 1500, 3)
    table.cell(0, 1).text = "Cả cột"
    column = table.columns[1].cells
    for y, cell in enumerate(column):
        value = ' w:val="restart"' if y == 0 else ""
        cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:vMerge {nsdecls('w')}{value}/>"))
    table.cell(1499, 0).text = "Dòng cuối"

    (sheet,) = read_tables(upload(document))

    assert sheet.merged == [(0, 1, 1499, 1)]
    assert (sheet.cell(0, 1), sheet.cell(1499, 1), sheet.cell(1499, 0)) == ("Cả cột", "", "Dòng cuối")
    assert not sheet.has_tracked_changes


def test_a_table_within_a_cell_is_not_taken_for_rows(document):
    cell = table_of(document, 1).cell(0, 0)
    cell.text = "Ngoài"
    cell.add_table(rows=2, cols=2).cell(0, 0).text = "Trong"

    (sheet,) = read_tables(upload(document))

    assert sheet.rows == [["Ngoài", ""]]
