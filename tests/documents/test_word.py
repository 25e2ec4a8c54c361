"""The Word twins of the papers: the same words in the same order, real heads and page numbers, styles throughout."""

import io
import re
import shutil
import subprocess
from collections import Counter
from html import unescape

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from awards.papers import draft, year_papers
from blocs.models import BlocYear
from documents.checking_word import words_of
from documents.papers import Column, Letterhead, Paper, Paragraph, Signer, Table
from documents.render import as_html, render
from documents.word import STYLES, as_docx
from members.models import User
from pledges.models import Report
from pledges.papers import report_paper

from .pdf import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.screens]
KINDS = [
    "giao-uoc", "bao-cao-tong-ket", "bang-tong-hop-diem", "giai-trinh-xep-hang", "bien-ban-hop", "bien-ban-kiem-phieu",
    "to-trinh", "bien-ban-ban-giao", "bang-tong-hop-dang-ky", "bao-cao-thanh-tich", "danh-sach-de-nghi",
    "tom-tat-thanh-tich",
]  # fmt: skip


@pytest.fixture
def year():
    return BlocYear.objects.with_parties().get(year=2023)


def paper_of(year, kind):
    return draft(next(sheet for sheet in year_papers(year) if sheet.kind.code == kind), year)


@pytest.mark.parametrize("kind", KINDS)
def test_the_word_file_says_word_for_word_what_the_page_says(year, kind):
    paper = paper_of(year, kind)

    body = as_html(paper).split("<body", 1)[1].split(">", 1)[1]
    on_page = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?span[^>]*>", "", body)))

    assert Counter(words_of(as_docx(paper))) == Counter(on_page.split())


@pytest.mark.parametrize("kind", KINDS)
def test_every_paragraph_has_a_style_of_ours_and_tables_have_real_heads(year, kind):
    document = Document(io.BytesIO(as_docx(paper_of(year, kind))))

    used = {p.style.name for p in document.paragraphs}
    used |= {p.style.name for table in document.tables for c in table._cells for p in c.paragraphs}
    assert used <= {*STYLES, "Normal"}
    bordered = [table for table in document.tables if table.style and table.style.name == "Table Grid"]
    assert len(bordered) == sum(isinstance(block, Table) for block in paper_of(year, kind).blocks)
    assert all(table._tbl.findall(".//" + qn("w:tblHeader")) for table in bordered)
    header = document.sections[0]
    assert header.different_first_page_header_footer
    assert "PAGE" in header.header._element.xml


def test_a_chart_is_a_picture_with_words_for_who_cannot_see_it(year):
    report = Report.objects.get(bloc_year=year, kind="annual", association__code="nkt")
    document = Document(io.BytesIO(as_docx(report_paper(report, year.last_day))))

    (shape,) = document.inline_shapes
    assert "Suất quà trao tặng 110,0" in shape._inline.docPr.get("descr")
    assert document.part.package.image_parts


def test_who_reads_all_downloads_the_word_file_and_a_member_does_not(client, year):
    sheet = next(s for s in year_papers(year) if s.kind.code == "to-trinh")
    url = reverse("awards:paper-word", args=[year.pk, "to-trinh", sheet.subject.pk])

    client.force_login(User.objects.get(email="soan.nct@khoithidua.example"))
    answer = client.get(url)
    assert "TỜ TRÌNH" in " ".join(words_of(answer.content))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="du-thao-to-trinh-2023.docx"'
    client.force_login(User.objects.get(email="soan.tnxp@khoithidua.example"))
    assert client.get(url).status_code == 403


def letters(text: str) -> Counter:
    """How often each letter occurs; lines break elsewhere and pages are numbered elsewhere."""
    return Counter(character for character in text if character.isalpha())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["to-trinh", "bang-tong-hop-diem"])
def test_libreoffice_opens_it_and_prints_the_same_text(year, kind, tmp_path):
    paper = paper_of(year, kind)
    (tmp_path / "paper.docx").write_bytes(as_docx(paper))

    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "paper.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)

    printed = read((tmp_path / "paper.pdf").read_bytes())
    ours = read(render(paper).pdf)
    assert letters(printed.text) == letters(ours.text)
    assert printed.sizes[0] == ours.sizes[0]


@pytest.mark.parametrize(
    "before", [Paragraph("Các đơn vị bằng điểm."), Table((Column("Tên", 100),), (("Hội",),))]
)
def test_what_the_closing_sentence_follows_stays_with_it(before):
    blocks = (Paragraph("Mở đầu."), before, Paragraph("Danh sách có 01 đơn vị"))
    head, signs = Letterhead("", "HỘI", "H", "Huế"), Signer("A", "B", ("CHỦ TỊCH",))
    document = Document(
        io.BytesIO(as_docx(Paper("x", "DANH SÁCH", head, signs, blocks, recipients=("Lưu: VT",))))
    )

    said = {p.text.replace("\u00a0", " "): p for p in document.paragraphs}
    cells = {p.text: p for table in document.tables for cell in table._cells for p in cell.paragraphs}
    last = (cells | said)["Hội" if isinstance(before, Table) else "Các đơn vị bằng điểm."]
    assert last.paragraph_format.keep_with_next
    assert not said["Mở đầu."].paragraph_format.keep_with_next


def test_numbers_of_documents_break_at_no_hyphen_and_narrow_cells_keep_no_last_words(year):
    columns = (Column("So với năm trước", 10), Column("Văn bản", 12))
    table = Table(columns, (("112,9 %", "Biên bản số 01/BB-BĐD"),))
    paper = Paper("thu", "BÁO CÁO", Letterhead("", "HỘI", "H", "Huế"), Signer(), (table,))

    xml = Document(io.BytesIO(as_docx(paper))).element.xml

    assert "<w:noBreakHyphen/>" in xml
    assert "năm trước</w:t>" in xml
