"""Tables of criteria as offices have them: every way of numbering and of saying points, Word, pasted, old fonts.

Proves blocs/criteria_numbering.py, blocs/criteria_table.py, documents/word_tables.py and documents/tcvn3.py.
"""

import io
import json

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs.criteria_numbering import Numbering, numbering_of, points_in_heading, points_typed, split_heading
from blocs.criteria_reading import read_criteria
from blocs.models import CriteriaSet
from documents.tcvn3 import from_tcvn3, is_tcvn3
from documents.word_tables import read_pasted, read_tables
from documents.workbooks import SheetRefused, WorkbookSheet, read_book
from tests.factories import make_year

HEADING = ["STT", "Nội dung", "Điểm"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1/", "1"), ("(1)", "1"), ("1a", "1a"), ("I.", "I"), ("II/", "II"), ("PHẦN I", "I"), ("Phần thứ hai", "2"),
        ("Mục 1", "1"), ("Nội dung 1:", "1"), ("Tiêu chí 1.2", "1.2"), ("1,2", "1.2"), ("a)", "a"), ("B", "B"),
        ("Nhóm A", "A"), ("1.1.", "1.1"), ("Chương\u00a0II", "II"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text, code):
    assert numbering_of(text) == Numbering(code, numbering_of(text).rank)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "thứ nhất",
        "Ghi chú",
        "Mục đích",
        "abc",
        "Phần thưởng",
        "Nội dung vi phạm",
        "NỘI DUNG VI PHẠM",
        "Nội dung năm 2024",
        "Nhóm vi sinh",
        "Nhóm 5 hội viên trở lên",
        "Phần mềm",
        "x" * 30_000,
    ],
)
def test_what_is_no_number_is_none(text):
    assert numbering_of(text) is None


def test_numbers_stand_in_the_order_of_their_depth():
    depths = [
        numbering_of(text).rank for text in ("Phần I", "A", "I", "Mục 1", "Tiêu chí 1", "1", "1a", "1.1", "a")
    ]

    assert depths == sorted(set(depths))


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("0-5", "5"), ("Từ 0 đến 5", "5"), ("0 – 2,5 điểm", "2,5"), ("Tối đa 5", "5"), ("tối đa 5 điểm", "5"),
        ("≤ 5", "5"), ("<= 7,5", "7,5"), ("10 điểm", "10 điểm"), ("nhiều", "nhiều"), ("-2", "-2"), ("10 - 0", "10"),
        ("3-5 bài: 2 điểm", "3-5 bài: 2 điểm"), ("Tối đa 3 lần, mỗi lần 1 điểm", "Tối đa 3 lần, mỗi lần 1 điểm"),
    ],
)  # fmt: skip
def test_points_are_the_most_that_can_be_had(text, points):
    assert points_typed(text, is_deducted=False) == points


def test_what_is_taken_off_may_be_written_with_a_minus():
    assert [points_typed(text, is_deducted=True) for text in ("-2", "− 0,5", "Trừ 1")] == ["2", "0,5", "1"]


def test_a_heading_carries_its_number_and_its_points():
    assert split_heading("PHẦN I: NHIỆM VỤ (60 điểm)") == ("PHẦN I", "NHIỆM VỤ (60 điểm)")
    assert split_heading("PHẦN II NHIỆM VỤ") == ("PHẦN II", "NHIỆM VỤ")
    assert split_heading("II. Công tác hội") == ("II", "Công tác hội")
    assert split_heading("1.1 Công tác hội") == ("1.1", "Công tác hội")
    assert split_heading("I - Công tác hội") == ("I", "Công tác hội")
    for text in ("Đ/c Chủ tịch", "H. Hải Lăng", "2023: đạt", "V.I. Lênin", "Nội dung vi phạm kỷ luật"):
        assert split_heading(text) == ("", text)
    assert split_heading("Công tác hội") == ("", "Công tác hội")
    assert points_in_heading("NHIỆM VỤ (60 điểm)") == ("NHIỆM VỤ", "60")
    assert points_in_heading("Quỹ hội (50.000 đ)") == ("Quỹ hội (50.000 đ)", "")
    assert points_in_heading("NHIỆM VỤ (theo quy chế)") == ("NHIỆM VỤ (theo quy chế)", "")


def test_names_below_the_signatures_are_no_criteria():
    table = table_of(
        ["I", "NHIỆM VỤ", "60"],
        ["1", "Phát triển hội", "60"],
        ["NGƯỜI LẬP", "", "TRƯỞNG KHỐI"],
        ["", "(Ký, ghi rõ họ tên)", ""],
        ["Tạ Quang Mẫn", "", "Phan Đình Thái"],
    )

    preview = read_criteria([table])

    assert [line.text for line in preview.lines] == ["NHIỆM VỤ", "Phát triển hội"]
    assert not preview.faults
    assert "Dòng 6 là nơi ký, được bỏ qua: Tạ Quang Mẫn Phan Đình Thái." in preview.notes


def test_points_said_in_heading_and_column_stand_once():
    table = table_of(["I", "NHIỆM VỤ (60 điểm)", "60"], ["1", "Phát triển hội (gồm 2 điểm)", "60"])

    preview = read_criteria([table])

    assert [line.text for line in preview.lines] == ["NHIỆM VỤ", "Phát triển hội (gồm 2 điểm)"]


def table_of(*rows, **layout) -> WorkbookSheet:
    return WorkbookSheet("Tiêu chí", is_active=True, rows=[HEADING, *map(list, rows)], **layout)


def kept(*rows, **layout) -> list[tuple[str, str, str]]:
    preview = read_criteria([table_of(*rows, **layout)])
    assert preview.faults == []
    return [(line.code, line.text, line.points) for line in preview.lines]


def test_parts_sections_and_criteria_in_words_make_a_tree():
    lines = kept(
        ("Phần I", "Nhiệm vụ chính trị", "60"),
        ("Mục 1", "Tuyên truyền", "60"),
        ("Tiêu chí 1", "Có kế hoạch", "20"),
        ("Tiêu chí 2", "Có kết quả", "40"),
        ("", "- Đúng hạn", "15"),
        ("+", "Muộn", "25"),
        ("Phần II", "Xây dựng tổ chức", "40"),
    )

    assert [code for code, *_ in lines] == ["I", "I.1", "I.1.1", "I.1.2", "I.1.2.1", "I.1.2.1.1", "II"]


def test_a_line_without_a_number_is_an_item_of_the_one_above():
    lines = kept(
        ("1", "Hội viên", "10"), ("", "Đúng kế hoạch", "6"), ("-", "Vượt kế hoạch", "4"), ("1a", "Thêm", "2")
    )

    assert [code for code, *_ in lines] == ["1", "1.1", "1.2", "1.a"]
    without_signs = kept(("1", "Hội viên", "10"), ("", "Đúng kế hoạch", "4"), ("", "Vượt kế hoạch", "6"))
    assert [code for code, *_ in without_signs] == ["1", "1.1", "1.2"]


def test_a_heading_merged_over_its_row_is_taken_apart():
    title = "PHẦN I: NHIỆM VỤ (60 điểm)"
    lines = kept((title, "", ""), ("1", "Tuyên truyền", "60"), merged=[(1, 0, 1, 2)])

    assert lines == [("I", "NHIỆM VỤ", "60"), ("I.1", "Tuyên truyền", "60")]
    assert kept(("I. NHIỆM VỤ (60 điểm)", "", ""), ("1", "Tuyên truyền", "60")) == lines


def test_points_merged_down_are_told_and_given_to_nobody():
    sheet = table_of(("1", "Một", "10"), ("2", "Hai", ""), merged=[(1, 2, 2, 2)])

    assert read_criteria([sheet]).faults == [
        ("ô C3", "Ô điểm gộp chung các dòng 2–3: hãy bỏ gộp và ghi điểm riêng cho dòng này.")
    ]


def test_what_was_merged_can_be_given_points_of_its_own():
    rows = [("PHẦN I: NHIỆM VỤ", "", "60"), ("1", "Một", "20"), ("2", "Hai", "40")]

    assert [points for *_, points in kept(*rows, merged=[(1, 0, 1, 2), (2, 2, 3, 2)])] == ["60", "20", "40"]


def test_a_row_that_only_goes_on_is_no_line_of_its_own():
    lines = kept(
        ("1", "Một", "10"), ("", "", ""), ("2", "Hai", "5"), merged=[(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2)]
    )

    assert [code for code, *_ in lines] == ["1", "2"]


def test_a_bonus_without_a_number_is_no_item_of_the_line_above():
    preview = read_criteria([table_of(("1", "Quỹ", "10"), ("", "Điểm thưởng", "5"), ("", "Khác", "20"))])

    assert preview.faults == [("ô A3", "Thiếu số thứ tự."), ("ô A4", "Thiếu số thứ tự.")]


def test_criteria_in_words_with_dots_stand_under_one_another():
    lines = kept(("Tiêu chí 1", "Một", "10"), ("Tiêu chí 1.1", "Hai", "4"), ("Tiêu chí 1.2", "Ba", "6"))

    assert [code for code, *_ in lines] == ["1", "1.1", "1.2"]


def test_a_thousand_is_one_where_the_parts_add_up_to_it():
    lines = kept(("I", "Cả năm", "1.000"), ("1", "Một", "400"), ("2", "Hai", "600"), ("II", "Khác", "1.000"))

    assert [points for *_, points in lines] == ["1000", "400", "600", "1.000"]


def test_points_taken_off_are_kept_without_their_minus():
    lines = kept(("I", "Điểm trừ", "-10"), ("1", "Nộp muộn", "-2"))

    assert lines == [("I.1", "Nộp muộn", "2")]
    deep = kept(("I", "Điểm trừ", "10"), ("1", "Nộp", "5"), ("a", "Muộn", "-2"))
    assert deep[-1][2] == "2"


def test_a_hidden_column_is_not_read_and_told():
    sheet = WorkbookSheet(
        "Tiêu chí",
        rows=[["STT", "Điểm năm trước", "Nội dung", "Điểm"], ["1", "7", "Một", "10"]],
        hidden_columns={1},
    )

    preview = read_criteria([sheet])

    assert [line.points for line in preview.lines] == ["10"]
    assert "Các cột đang ẩn không được đọc: B." in preview.notes


def test_what_stands_around_the_table_is_passed_over_and_told():
    preview = read_criteria(
        [table_of(("1", "Một", "10"), ("", "Ghi chú: theo quy chế", ""), ("", "TM. BAN", ""))]
    )

    assert [line.code for line in preview.lines] == ["1"]
    assert [note for note in preview.notes if "được bỏ qua" in note] == [
        "Dòng 3 không có số thứ tự và điểm, được bỏ qua: Ghi chú: theo quy chế.",
        "Dòng 4 là nơi ký, được bỏ qua: TM. BAN.",
    ]


OLD_FONT = [
    ["STT", "Néi dung", "§iÓm"],
    ["1", "C«ng t¸c Héi", "10"],
    ["2", "Ph¸t triÓn héi viªn", "5"],
    ["3", "Th­ëng", "2"],
]
IN_UNICODE = ["Công tác Hội", "Phát triển hội viên", "Thưởng"]


def test_text_of_an_old_font_is_known_and_turned():
    assert is_tcvn3(cell for row in OLD_FONT for cell in row)
    assert from_tcvn3("Th­ëng, khen th­ëng n¨m häc") == "Thưởng, khen thưởng năm học"
    assert not is_tcvn3(["Công tác Hội: 10 µm, ©2023, §1, a¨b"])
    assert is_tcvn3(["Nội dung", "C«ng t¸c Héi", "Ph¸t triÓn héi viªn"])
    assert not is_tcvn3(["Plain words", "in no language of ours"])


def test_a_workbook_of_an_old_font_is_read_and_told():
    book = openpyxl.Workbook()
    for row in OLD_FONT:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)

    preview = read_criteria(read_book(SimpleUploadedFile("cu.xlsx", buffer.getvalue())))

    assert [line.text for line in preview.lines] == IN_UNICODE
    assert any("TCVN3" in note for note in preview.notes)


def word_of(rows, *, merged=()) -> SimpleUploadedFile:
    document = docx.Document()
    document.add_paragraph("BẢNG TIÊU CHÍ")
    table = document.add_table(rows=len(rows), cols=3)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    for y in merged:
        table.cell(y, 0).merge(table.cell(y, 2))
    buffer = io.BytesIO()
    document.save(buffer)
    return SimpleUploadedFile("tieu-chi.docx", buffer.getvalue())


WORD = [HEADING, ["PHẦN I: NHIỆM VỤ (10 điểm)", "", ""], ["1", "Tuyên truyền", "10 điểm"]]


def test_a_table_of_word_is_read_with_its_merged_cells():
    preview = read_criteria(read_tables(word_of(WORD, merged=[1])))

    assert [(line.code, line.text) for line in preview.lines] == [("I", "NHIỆM VỤ"), ("I.1", "Tuyên truyền")]
    assert preview.faults == []


@pytest.mark.parametrize("content", [b"", b"MZ", b"PK\x03\x04 cut short"])
def test_what_is_no_document_is_a_sentence(content):
    with pytest.raises(SheetRefused, match="Word"):
        read_tables(SimpleUploadedFile("x.docx", content))


def test_a_pasted_table_is_read_and_other_text_is_refused():
    text = "\n".join("\t".join(row) for row in [HEADING, ["1", "Tuyên truyền", "10"]])

    assert [line.code for line in read_criteria(read_pasted(text)).lines] == ["1"]
    text = 'STT\tNội dung\tĐiểm\n1\t"Công tác hội\nviên"\t10'
    assert [line.text for line in read_criteria(read_pasted(text)).lines] == ["Công tác hội viên"]
    with pytest.raises(SheetRefused, match="không phải bảng"):
        read_pasted("1. Tuyên truyền: 10 điểm")


@pytest.mark.django_db
def test_the_page_takes_excel_word_and_what_is_pasted(client):
    year = make_year()
    year.criteria_sets.all().delete()
    client.force_login(year.secretary)
    draft = CriteriaSet.objects.create(bloc_year=year, version=1, scale=100)
    address = reverse("blocs:criteria-upload", args=[draft.pk])
    pasted = "\n".join("\t".join(row) for row in OLD_FONT)

    page = client.post(address, {"file": word_of(WORD, merged=[1])})
    assert [line.code for line in page.context["preview"].lines] == ["I", "I.1"]
    page = client.post(address, {"pasted_table": pasted})
    assert [line.text for line in page.context["preview"].lines] == IN_UNICODE
    page = client.post(address, {})
    assert page.context["form"].errors == {"file": ["Hãy chọn tệp, hoặc dán bảng vào ô bên dưới."]}
    page = client.post(address, {"pasted_table": "không phải bảng"})
    assert "không phải bảng: hãy chọn cả bảng" in page.text
    assert "không phải bảng</textarea>" in page.text


@pytest.fixture
def address(client):
    """Of the page that takes a table into an empty draft; its secretary is signed in."""
    year = make_year()
    year.criteria_sets.all().delete()
    client.force_login(year.secretary)
    draft = CriteriaSet.objects.create(bloc_year=year, version=1, scale=100)
    return reverse("blocs:criteria-upload", args=[draft.pk])


WRONG = [HEADING, ["thứ nhất", "Tuyên truyền", "10"], ["2", "Hội viên", "nhiều"], ["3", "Quỹ", "5"]]
ELSEWHERE = {"cell-9999-3": "x", "cell-1-99": "x", "cell-x": "y"}  # no cells of the sheet


@pytest.mark.django_db
def test_what_is_not_understood_is_mended_on_the_page(client, address):
    page = client.post(address, {"pasted_table": "\n".join("\t".join(row) for row in WRONG)})
    assert 'name="cell-1-0" value="thứ nhất"' in page.text and 'name="cell-2-2" value="nhiều"' in page.text
    assert "Thay dự thảo bằng" not in page.text

    page = client.post(address, {"table": page.context["table"], "cell-1-0": "1", "cell-2-2": "không biết"})
    assert page.context["preview"].faults == [("ô C3", "Không đọc được số điểm “không biết”.")]
    page = client.post(address, {"table": page.context["table"], "cell-2-2": "7,5"} | ELSEWHERE)

    lines = [(line.code, line.points) for line in page.context["preview"].lines]
    assert lines == [("1", "10"), ("2", "7,5"), ("3", "5")]
    assert "Thay dự thảo bằng" in page.text


WHOLE = {
    "name": "x",
    "is_hidden": False,
    "was_tcvn3": False,
    "is_cut": False,
    "uncomputed": [],
    "rows": [HEADING],
    "merged": [],
    "hidden_rows": [],
    "hidden_columns": [],
}
CHANGED = [
    "",
    "[]",
    "{}",
    "[1]",
    "[" * 5000,
    json.dumps([WHOLE | {"name": 1}]),
    json.dumps([WHOLE | {"rows": [[1]]}]),
    json.dumps([WHOLE | {"rows": "abc"}]),
    json.dumps([WHOLE | {"merged": [[0, 0, 4999, 39]] * 2}]),
    json.dumps([WHOLE | {"hidden_rows": [-1]}]),
    json.dumps([WHOLE | {"merged": [[0, 9, 9, 0]]}]),
    json.dumps([WHOLE | {"merged": [[0, 0, 0, 0]] * 2001}]),
]


@pytest.mark.django_db
@pytest.mark.parametrize("table", CHANGED)
def test_a_table_that_was_changed_on_the_way_is_refused(client, address, table):
    page = client.post(address, {"table": table}, follow=True)

    assert "Bảng gửi kèm không còn đúng dạng" in page.text


@pytest.mark.django_db
def test_a_table_that_was_not_changed_is_read(client, address):
    page = client.post(address, {"table": json.dumps([WHOLE])})

    assert page.context["preview"].lines == []
