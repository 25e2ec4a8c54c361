"""How the end of a paper falls on its pages. Proves documents/paging.py."""

import pytest

from documents.models import IssuedDocument
from documents.paging import LONGEST, SPACINGS, ends_well
from documents.papers import Column, Letterhead, Paper, Paragraph, Signer, Table
from documents.render import PaperHTML, _with_spacing, as_html, render
from documents.twins import paper_of

from .pdf import read

LINE = "Các đơn vị thành viên cam kết đoàn kết, hỗ trợ nhau thực hiện thắng lợi các nội dung thi đua của khối"


def paper_with(*blocks, is_landscape=False) -> Paper:
    return Paper(
        "bao-cao", "BÁO CÁO", Letterhead("HỘI CẤP TRÊN", "HỘI LUẬT GIA", "HLG", "Đông Hà"),
        Signer("Nguyễn Văn A", "Chủ tịch", ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH")), tuple(blocks), type_code="BC",
        recipients=("Như trên", "Lưu: VT"), is_landscape=is_landscape,
    )  # fmt: skip


def table_of(rows: int) -> Table:
    return Table((Column("STT", 10), Column("Nội dung", 90)), tuple((str(n), LINE) for n in range(rows)))


@pytest.mark.screens
@pytest.mark.parametrize("count", range(8, 40, 6))
def test_text_of_any_length_ends_with_lines_beside_the_signature(count):
    pdf = render(paper_with(*[Paragraph(f"{LINE}.")] * count, Paragraph("Trên đây là báo cáo của Hội"))).pdf

    last = read(pdf).pages[-1].splitlines()
    signed = next(n for n, line in enumerate(last) if "TM. BAN THƯỜNG VỤ" in line or "Nơi nhận" in line)
    assert signed >= 3


@pytest.mark.screens
@pytest.mark.parametrize("is_landscape", [False, True])
@pytest.mark.parametrize("rows", [4, 14, 24])
def test_a_table_gives_its_last_row_to_the_page_of_the_signature(rows, is_landscape):
    paper = paper_with(table_of(rows), Paragraph("Danh sách có các đơn vị trên"), is_landscape=is_landscape)

    last = read(render(paper).pdf).pages[-1]

    assert LINE.split(",")[0] in " ".join(last.split())


@pytest.mark.screens
@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_every_paper_of_the_real_case_ends_well():
    papers = {f"{d.pk} {d.named}": paper_of(bytes(d.pdf)) for d in IssuedDocument.objects.all()}

    ends = {
        name: any(ends_well(_with_spacing(PaperHTML(string=as_html(paper)), *s)) for s in SPACINGS)
        for name, paper in papers.items()
    }

    assert len(ends) == 27
    assert ends == dict.fromkeys(ends, True)


def test_a_page_without_text_above_the_signature_does_not_end_well():
    blocks = [Paragraph(f"{LINE}.")] * 30
    lone = [as_html(paper_with(*blocks[:n], Paragraph("Hết"))) for n in range(14, 24)]

    ends = [
        ends_well(_with_spacing(PaperHTML(string=html.replace(" closing", "")), 1.25, 3)) for html in lone
    ]

    assert False in ends and True in ends
    assert LONGEST > 3
