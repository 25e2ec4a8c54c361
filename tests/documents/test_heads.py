"""The two heads of a paper stand apart, and a name breaks between words. Proves documents/heads.py."""

import pytest

from documents import heads
from documents.heads import COUNTRY, GAP, TEXT_WIDTH, head_lines, issuer_width, parent_lines, width_of
from documents.papers import Letterhead, Paper, Paragraph, Signer
from documents.render import render
from members.models import Association

from .pdf import read

pytestmark = pytest.mark.screens
POINTS_A_MM = 72 / 25.4


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("HỘI ĐÔNG Y TỈNH QUẢNG TRỊ", ["HỘI ĐÔNG Y TỈNH QUẢNG TRỊ"]),
        ("HỘI VĂN HỌC NGHỆ THUẬT TỈNH QUẢNG TRỊ", ["HỘI VĂN HỌC NGHỆ THUẬT", "TỈNH QUẢNG TRỊ"]),
        (
            "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT THÀNH PHỐ HỒ CHÍ MINH",
            ["LIÊN HIỆP CÁC HỘI", "KHOA HỌC VÀ KỸ THUẬT", "THÀNH PHỐ HỒ CHÍ MINH"],
        ),
        ("HỘI KHUYẾT TẬT,\n  NẠN NHÂN\nTỈNH HÀ GIANG", ["HỘI KHUYẾT TẬT,", "NẠN NHÂN", "TỈNH HÀ GIANG"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_name_breaks_where_its_office_broke_it_else_between_words(name, lines):
    assert head_lines(name, is_bold=True) == lines


def test_a_committee_that_takes_two_lines_is_shortened():
    assert parent_lines("ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ") == ["UBND TỈNH QUẢNG TRỊ"]
    assert parent_lines("ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ", is_landscape=True) == [
        "ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ"
    ]
    assert parent_lines("HỘI CỰU THANH NIÊN XUNG PHONG VIỆT NAM") == [
        "HỘI CỰU THANH NIÊN",
        "XUNG PHONG VIỆT NAM",
    ]


def test_a_name_of_any_length_is_broken_at_once(monkeypatch):
    measured: list[str] = []
    width = heads.width_of
    monkeypatch.setattr(heads, "width_of", lambda text, **how: measured.append(text) or width(text, **how))

    assert len(head_lines("HỘI " * 100, is_bold=True)) == 1  # no name: the page breaks it
    assert head_lines("A" * 250, is_bold=True) == ["A" * 250]
    assert len(measured) < 10_000


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_every_associations_lines_leave_six_millimetres():
    assert issuer_width() == pytest.approx(TEXT_WIDTH - GAP - width_of(COUNTRY, is_bold=True))
    bodies = list(Association.objects.all())
    assert len(bodies) > 15
    for body in bodies:
        lines = head_lines(body.official_name.upper(), is_bold=True)
        assert max(width_of(line, is_bold=True) for line in lines) <= issuer_width(), body
        assert not any(line.endswith(("TỈNH", "NẠN", "KHUYẾT", "QUẢNG")) for line in lines), lines


def test_the_heads_stand_apart_on_the_page():
    head = Letterhead(
        "HỘI NGƯỜI CAO TUỔI VIỆT NAM", "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT TỈNH HÀ GIANG", "H", "Huế"
    )
    paper = Paper("to-trinh", "TỜ TRÌNH", head, Signer("A", "B", ("CHỦ TỊCH",)), (Paragraph("Chữ"),))
    lines = read(render(paper).pdf).lines

    country = next(line for line in lines if line.text == COUNTRY)
    beside = [line for line in lines if line.top < country.top + 40 and line.right < country.left]
    assert len(beside) >= 3
    assert min(country.left - line.right for line in beside) >= GAP * POINTS_A_MM - 0.5


def test_no_text_ends_with_a_line_of_one_word():
    words = "Đẩy mạnh phong trào thi đua yêu nước trong các đơn vị thành viên của khối"
    texts = [f"{words} {'a ' * n}cuối" for n in range(1, 40)]
    paper = Paper(
        "to-trinh", "TỜ TRÌNH", Letterhead("", "HỘI", "H", "Huế"), Signer("A", "B", ("CHỦ TỊCH",)),
        tuple(Paragraph(text) for text in texts),
    )  # fmt: skip
    lines = [line.text for line in read(render(paper).pdf).lines]

    assert len(lines) > len(texts)
    assert not [line for line in lines if line.startswith("cuối")]
