"""No figure, date, document number or code is parted by the end of a line."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.checking import read_pdf
from documents.papers import Column, Letterhead, Paper, Paragraph, Signer, Table
from documents.render import render
from documents.unbroken import fitted, is_unbroken, unbroken

from .pdf import read

pytestmark = pytest.mark.screens  # not of the database


@pytest.mark.parametrize(
    "token",
    ["10.000.000.000", "98,5", "09/01/2024", "01/BC-BĐD", "29/2018/QĐ-UBND", "III.1.a", "I.1", "(1.980", "98,5;",
     "152/2025/NĐ-CP,", "14/16", "T.1", "-0,5", "2021-2025", "08:30", "BTX3-KWRT-UFHP-F5KX;"],
)  # fmt: skip
def test_what_may_not_break(token):
    assert is_unbroken(token)


@pytest.mark.parametrize(
    "token", ["Hội", "2023", "https://vi.example/a/1/2/3/4/5/6/7/8/9/10", "1" * 40, "thi-đua", "v.v…", ""]
)
def test_what_may_break(token):
    assert not is_unbroken(token)


def test_markup_in_the_text_stays_text():
    assert unbroken("<b> 1,5 & 2") == '&lt;b&gt; <span class="unbroken">1,5</span> &amp; 2'


@given(st.lists(st.tuples(st.floats(1, 50), st.floats(1, 50)), min_size=1, max_size=20))
def test_fitted_columns_fill_the_same_width(columns):
    widths, needed = [width for width, _ in columns], [need for _, need in columns]

    result = fitted(widths, needed)

    assert (result is None) == (sum(needed) > sum(widths) and needed != widths)
    if result is not None:
        assert sum(result) == pytest.approx(sum(widths))
        assert all(width >= need - 1e-6 for width, need in zip(result, needed, strict=True))


def test_money_and_codes_stand_whole_in_narrow_columns():
    columns = (Column("STT", 8), Column("Chỉ tiêu", 53), Column("Kế hoạch", 13, "right"), Column("Đạt", 13, "right"),
               Column("Cùng kỳ", 13, "right"))  # fmt: skip
    rows = (("III.1.a", "Vận động nguồn lực", "10.000.000.000", "112.460.000.000", "9.870.000.000"),)
    text = "Theo Quyết định số 29/2018/QĐ-UBND và các văn bản khác ngày 21/11/2018 đã đạt 98,5 điểm. " * 6
    paper = Paper(
        "thu", "BÁO CÁO", Letterhead("", "HỘI", "H", "Huế"), Signer(), (Table(columns, rows), Paragraph(text))
    )

    said = read(render(paper).pdf).text  # where a line breaks inside a figure, a blank stands in it

    for figure in ("10.000.000.000", "112.460.000.000", "9.870.000.000", "III.1.a"):
        assert figure in said
    assert said.count("29/2018/QĐ-UBND") == 6
    assert said.count("21/11/2018") == 6


def test_sums_that_leave_no_room_are_printed_smaller_and_never_over_one_another():
    columns = (
        Column("STT", 7), Column("Chỉ tiêu", 24), Column("Đơn vị tính", 10), Column("Kế hoạch", 10, "right"),
        Column("Thực hiện", 11, "right"), Column("Đạt", 10, "right"), Column("Năm trước", 10, "right"),
        Column("So với năm trước", 10, "right"), Column("Số đơn vị", 8),
    )  # fmt: skip
    figures = ("10.460.000.000", "11.460.000.000", "109,6 %", "9.870.000.000", "116,1 %")
    table = Table(columns, (("1", "Vận động nguồn lực", "đồng", *figures, "16"),))
    paper = Paper("thu", "BÁO CÁO", Letterhead("", "HỘI", "H", "Huế"), Signer(), (table,))

    assert 9 <= table.fitted(is_landscape=False).size < 12
    lines = [line for line in read_pdf(render(paper).pdf).lines if line.text in figures]
    lines.sort(key=lambda line: line.left)
    assert [line.text for line in lines] == list(figures)
    assert all(one.right < other.left for one, other in itertools.pairwise(lines))
