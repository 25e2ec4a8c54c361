"""The papers a member prints of its own: the score sheet, and all of them for Word and as tables."""

import datetime
import io

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from base.vietnamese import number
from blocs.documents import letterhead
from documents.checking import check
from documents.papers import Column, Paper, Paragraph, Signer, Table
from documents.render import as_html, render
from documents.spreadsheets import paper_tables
from documents.word import as_docx
from members.models import Officer, User
from pledges.models import Registration, Report
from pledges.papers import paper_day, registration_paper, report_paper, score_sheet_paper
from pledges.scoring import add_up
from tests.documents.pdf import read
from tests.factories import make_registration, make_report

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 12, 1)


@pytest.fixture
def report():
    return make_report(state="submitted", points={"I.1": 45})


def test_the_score_sheet_prints_every_criterion_and_the_sum_of_the_screen(report):
    pdf = render(score_sheet_paper(report, DAY)).pdf

    text = read(pdf).text
    assert len(report.criteria_set.tree) > 5
    for criterion in report.criteria_set.tree:
        assert criterion.text in text
    claimed = {line.criterion_id: line.self_points for line in report.lines.all()}
    total = number(add_up(report.criteria_set, claimed).total)
    assert f"TỔNG ĐIỂM TỰ CHẤM {total}" in text
    assert [v.rule for v in check(pdf) if not v.is_held] == []


@pytest.mark.parametrize("make", [score_sheet_paper, report_paper])
def test_papers_of_a_report_are_written_for_word_with_the_same_tables(report, make):
    paper = make(report, DAY)

    document = Document(io.BytesIO(as_docx(paper)))

    cells = {c.text.replace("\u00a0", " ") for table in document.tables for c in table._cells}
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert tables
    for block in tables:
        if block.rows:
            assert {text.replace("\u00a0", " ") for row in block.rows for text in row} <= cells | {""}


def test_a_registration_is_written_for_word(report):
    registration = make_registration(report.bloc_year, report.bloc_year.bodies[0])

    document = Document(io.BytesIO(as_docx(registration_paper(registration, DAY))))

    assert "BẢN ĐĂNG KÝ THI ĐUA" in [p.text for p in document.paragraphs]


def paper_of(report, *rows) -> Paper:
    table = Table((Column("STT", 10), Column("Tên", 50), Column("Số", 40, "right")), rows)
    head = letterhead(report.bloc_year, DAY)
    return Paper("x", "BẢNG", head, Signer(), (Paragraph("Mở đầu"), table))


def test_figures_of_a_table_are_figures_in_the_spreadsheet_and_text_stays_text(report):
    paper = paper_of(
        report, ("01", "=SUM(A1)", "1.980"), ("02", "12/TTr", "98,5"), ("03", "9/16 (56,3 %)", "-0,5")
    )

    sheet = load_workbook(io.BytesIO(paper_tables(paper))).active

    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert rows == [("01", "=SUM(A1)", 1980), ("02", "12/TTr", 98.5), ("03", "9/16 (56,3 %)", -0.5)]
    assert [c.data_type for c in sheet["B"][3:]] == ["s", "s", "s"]


def test_a_paper_without_tables_says_so(report):
    paper = Paper("x", "BẢNG", letterhead(report.bloc_year, DAY), Signer(), (Paragraph("Chữ"),))

    assert load_workbook(io.BytesIO(paper_tables(paper))).active["A1"].value == "Văn bản này không có bảng."


def test_a_name_is_never_markup(report):
    report.association.official_name = "Hội <script>alert(1)</script>"

    assert "<script>" not in as_html(score_sheet_paper(report, DAY))


def test_a_paper_of_a_past_year_carries_the_name_year_and_signer_of_its_handing_in(client, demo):
    """The board of the elderly was renamed in 2025; its chair of 2023 has gone since."""
    report = Report.objects.get(bloc_year__year=2023, association__code="nct", kind="annual")
    association, today = report.association, datetime.date(2026, 11, 28)
    old = association.officers.get(role="signatory")
    old.end(on=datetime.date(2025, 1, 1))
    chair = User.objects.create_user("moi@khoithidua.example", full_name="Chủ tịch Mới")
    Officer.objects.create(
        user=chair, association=association, role="signatory", position="Chủ tịch", since=datetime.date(2025, 1, 1)
    )  # fmt: skip
    client.force_login(User.objects.get(email__startswith="soan.nct@"))

    with time_machine.travel(today):
        printed = client.get(reverse("pledges:report-paper", args=[report.pk]))
    text = read(printed.content).text

    assert "BAN ĐẠI DIỆN TỈNH QUẢNG TRỊ" in text
    assert "năm 2023" in text
    assert "năm 2026" not in text
    assert old.user.full_name in text
    assert "Chủ tịch Mới" not in text


def test_a_paper_that_is_still_open_is_of_today(report):
    draft = make_report(state="draft", year=report.bloc_year)

    assert paper_day(draft) == timezone.localdate()
    assert paper_day(report) == timezone.localdate(report.versions.last().received_at)


@pytest.mark.screens
@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("code", ["nkt", "tnxp", "khkt"])
def test_the_papers_of_members_hold_every_rule(code):
    """Those with the longest names; each addressed, with its parts in order."""
    reports = list(Report.objects.filter(bloc_year__year=2023, association__code=code))
    registration = Registration.objects.get(bloc_year__year=2023, association__code=code)
    annual = next(report for report in reports if report.is_annual)
    papers = [report_paper(report, paper_day(report)) for report in reports]
    papers += [
        registration_paper(registration, paper_day(registration)),
        score_sheet_paper(annual, paper_day(annual)),
    ]

    assert len(papers) == 4
    for paper in papers:
        assert [v.rule for v in check(render(paper).pdf) if not v.is_held] == []
        assert paper.addressees[0].startswith("Trưởng Khối thi đua")
        assert paper.recipients == ("Như trên", "Lưu: VT")
    headings = [
        block.text for block in papers[reports.index(annual)].blocks if getattr(block, "level", 0) == 1
    ]
    told = [heading.split(". ", 1)[1] for heading in headings]
    assert told.index("KẾT QUẢ THỰC HIỆN CHỈ TIÊU ĐĂNG KÝ") < told.index("KIẾN NGHỊ, ĐỀ XUẤT")
