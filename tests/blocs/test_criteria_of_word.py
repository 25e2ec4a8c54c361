"""Criteria in a document of Word that numbers its rows by itself. Proves blocs/criteria_reading.py."""

import io

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from blocs.criteria_reading import read_criteria
from documents.word_tables import read_tables
from tests.documents.test_word_tables import LIST, NUM, numbered


def test_criteria_numbered_by_word_itself_are_read_and_tracked_changes_are_told():
    document = docx.Document()
    numbering, ns = document.part.numbering_part.element, nsdecls("w")
    numbering.insert(0, parse_xml(LIST.format(ns=ns)))
    numbering.append(parse_xml(NUM.format(ns=ns, number=77, override="")))
    table = document.add_table(rows=4, cols=3)
    rows = [
        ["STT", "Nội dung", "Điểm"],
        ["", "NHIỆM VỤ", "10"],
        ["", "Tuyên truyền", "4"],
        ["", "Vận động", "6"],
    ]
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    for y, depth in ((1, 0), (2, 1), (3, 1)):
        numbered(table.cell(y, 0), depth)
    inserted = f'<w:ins {ns} w:id="1" w:author="A"><w:r><w:t> viên</w:t></w:r></w:ins>'
    table.cell(3, 1).paragraphs[0]._p.append(parse_xml(inserted))
    buffer = io.BytesIO()
    document.save(buffer)

    preview = read_criteria(read_tables(SimpleUploadedFile("x.docx", buffer.getvalue())))

    assert [(line.code, line.text) for line in preview.lines] == [
        ("I", "NHIỆM VỤ"),
        ("I.1", "Tuyên truyền"),
        ("I.2", "Vận động viên"),
    ]
    assert any("Track Changes" in note for note in preview.notes)
