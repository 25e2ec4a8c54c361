"""Criteria out as a spreadsheet and in from the sheets blocs really have; what they would have made of a past year."""

import io
import json

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs.criteria_sheets import LONGEST
from blocs.models import CriteriaSet
from tests.factories import Step, make_scored_year, make_year

pytestmark = pytest.mark.django_db
HEADING = ["STT", "Nội dung tiêu chí", "Điểm chuẩn", "Minh chứng"]


@pytest.fixture
def draft(client):
    """An empty draft of a year that is planned, and its secretary signed in."""
    year = make_year()
    year.criteria_sets.all().delete()
    client.force_login(year.secretary)
    return CriteriaSet.objects.create(bloc_year=year, version=1, scale=100)


def book_of(*rows) -> openpyxl.Workbook:
    """A sheet as blocs have it: a title merged over the table, then the heading."""
    book = openpyxl.Workbook()
    book.active.append(["BẢNG TIÊU CHÍ THI ĐUA"])
    book.active.merge_cells("A1:D1")
    for row in (HEADING, *rows):
        book.active.append(row)
    return book


def upload(client, draft, book, name="tieu-chi.xlsx"):
    buffer = io.BytesIO()
    book.save(buffer)
    page = client.post(
        reverse("blocs:criteria-upload", args=[draft.pk]),
        {"file": SimpleUploadedFile(name, buffer.getvalue())},
    )
    assert page.status_code == 200
    return page


def looked(client, draft, *rows):
    return upload(client, draft, book_of(*rows)).context["looked"]


def take(client, draft, lines):
    return client.post(reverse("blocs:criteria-take", args=[draft.pk]), {"lines": lines}, follow=True)


REAL = [
    ["I", "Thực hiện nhiệm vụ", 10, None],
    ["1", "Phát triển hội viên", "6,0", None],
    ["1.1", "Đúng kế hoạch", "3,5", "x"],
    ["1.2", "Vượt kế hoạch", "2,5", None],
    ["a)", "Vượt trên 10%", "2,5", None],
    ["2", "Chế độ báo cáo", 4, None],
    [None, "Tổng cộng", 10, None],
    ["II", "Điểm thưởng", 5, None],
    ["1", "Điển hình được khen cấp tỉnh", "5 điểm", None],
]


def test_a_real_sheet_becomes_a_tree(client, draft):
    page = upload(client, draft, book_of(*REAL))
    assert not page.context["looked"].faults and not draft.criteria.exists(), "nothing is saved by a look"
    take(client, draft, page.context["lines"])
    kept = [(c.code, c.parent and c.parent.code, c.kind, f"{c.max_points}") for c in draft.criteria.all()]
    assert sorted(kept) == [
        ("I", None, "group", "10.00"),
        ("I.1", "I", "group", "6.00"),
        ("I.1.1", "I.1", "judged", "3.50"),
        ("I.1.2", "I.1", "group", "2.50"),
        ("I.1.2.a", "I.1.2", "judged", "2.50"),
        ("I.2", "I", "judged", "4.00"),
        ("II.1", None, "bonus", "5.00"),
    ]
    assert draft.criteria.get(code="I.1.1").needs_evidence
    assert any("“Điểm thưởng” là tên nhóm" in note for note in page.context["looked"].notes)
    draft.refresh_from_db()
    assert draft.missing() == [
        "Tổng điểm các nội dung là 10, thang điểm là 100.",
        "Chưa có mức xếp loại.",
    ], "what the sheet says stands; what it cannot say is still to be set"


def test_what_is_passed_over_is_told(client, draft):
    book = book_of(["1", "Hiện", "=1+1", None], ["2", "Ẩn", 3, None], [None, "Tổng điểm", 5, None])
    book.active.row_dimensions[4].hidden = True
    notes = " ".join(upload(client, draft, book).context["looked"].notes)
    assert "đang ẩn không được đọc: 4" in notes and "C3" in notes and "Dòng 5 là dòng tổng" in notes


@pytest.mark.parametrize(
    ("row", "where", "why"),
    [
        (["1", "Tiêu chí", "nhiều", None], "ô C3", "Không đọc được số điểm “nhiều”."),
        (["1", "Tiêu chí", None, None], "ô C3", "Thiếu điểm chuẩn."),
        (["1", "Tiêu chí", -1, None], "ô C3", "Không đọc được số điểm “-1”."),
        (["1", None, 2, None], "ô B3", "Thiếu nội dung tiêu chí."),
        ([None, "Tiêu chí", 2, None], "ô A3", "Thiếu số thứ tự."),
        (["thứ nhất", "Tiêu chí", 2, None], "ô A3", "Không hiểu số thứ tự “thứ nhất” (dùng I, 1, 1.1, a)."),
        (["1", "ộ" * 601, 2, None], "ô B3", "Dài 601 ký tự, tối đa 600."),
    ],
)
def test_what_is_wrong_is_told_by_its_cell(client, draft, row, where, why):
    assert looked(client, draft, row).faults == [(where, why)]


def test_two_of_one_number_are_told(client, draft):
    row = ["1", "Tiêu chí", 1, None]
    assert looked(client, draft, row, row).faults == [("dòng 4", "Mã 1 trùng với dòng 3.")]


def test_a_sheet_without_a_heading_or_a_renamed_file_is_refused(client, draft):
    page = upload(client, draft, openpyxl.Workbook())
    assert "Không thấy dòng tiêu đề" in page.context["form"].errors["file"][0]
    renamed = SimpleUploadedFile("bang.xlsx", b"MZ\x90\x00" * 100)
    page = client.post(reverse("blocs:criteria-upload", args=[draft.pk]), {"file": renamed})
    assert page.context["form"].errors["file"]


def test_a_cell_a_million_rows_down_is_not_reached(client, draft):
    book = book_of(["1", "Tiêu chí", 2, None])
    book.active.cell(1_048_576, 2, "xa")
    assert [line.code for line in upload(client, draft, book).context["looked"].lines] == ["1"]


def test_a_sheet_of_250_000_empty_rows_is_refused_at_once(client, draft):
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    sheet, bordered = book.add_worksheet(), book.add_format({"border": 1})
    for y in range(250_000):
        sheet.write_blank(y, 0, None, bordered)
    book.close()
    upload = SimpleUploadedFile("bang.xlsx", buffer.getvalue())
    page = client.post(reverse("blocs:criteria-upload", args=[draft.pk]), {"file": upload})
    assert "quá nhiều dòng (kể cả dòng trống)" in page.context["form"].errors["file"][0]


def test_the_export_comes_back_the_same(client, draft):
    upload_page = upload(client, draft, book_of(*REAL))
    take(client, draft, upload_page.context["lines"])
    before = sorted(draft.criteria.values_list("code", "text", "kind", "max_points", "needs_evidence"))
    exported = client.get(reverse("blocs:criteria-xlsx", args=[draft.pk])).content
    page = upload(client, draft, openpyxl.load_workbook(io.BytesIO(exported)))
    assert not page.context["looked"].faults
    take(client, draft, page.context["lines"])
    assert (
        sorted(draft.criteria.values_list("code", "text", "kind", "max_points", "needs_evidence")) == before
    )


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "king"},
        {"points": "NaN"},
        {"points": 5},
        {"parent": 7},
        {"parent": "x"},
        {"code": "1" * (LONGEST["code"] + 1)},
        {"text": None},
        {"more": 1},
    ],
)
def test_a_look_changed_on_the_way_back_is_refused(client, draft, change):
    line = {"row": 3, "code": "1", "text": "Tiêu chí", "points": "1", "depth": 0} | change
    page = take(client, draft, json.dumps([line]))
    assert "hãy tải bảng lên lại" in page.content.decode() and not draft.criteria.exists()


def test_a_published_set_is_not_replaced(client):
    year = make_year(until=Step.SELF_SCORING_OPENED)
    client.force_login(year.secretary)
    published = year.criteria_sets.get()
    line = {"row": 3, "code": "1", "text": "Tiêu chí", "points": "1", "depth": 0}
    before = published.criteria.count()
    url = reverse("blocs:criteria-take", args=[published.pk])
    assert client.post(url, {"lines": json.dumps([line])}).status_code == 403
    assert published.criteria.count() == before


def test_lines_move_among_their_neighbours_only(client, draft):
    take(client, draft, upload(client, draft, book_of(*REAL)).context["lines"])
    second = draft.criteria.get(code="I.2")
    for step in ("up", "up"):  # the second goes nowhere: it is the first already
        client.post(reverse("blocs:criterion-move", args=[draft.pk, second.pk, step]))
    order = [c.code for c in CriteriaSet.objects.get(pk=draft.pk).tree]
    assert order == ["I", "I.2", "I.1", "I.1.1", "I.1.2", "I.1.2.a", "II.1"]


def test_the_criteria_page_says_who_scored_on_it(client, standing_year):
    client.force_login(standing_year.secretary)
    page = client.get(standing_year.criteria_sets.get().get_absolute_url()).content.decode()
    assert "Các hội chấm theo bản này" in page and standing_year.bodies[1].short_name in page


@pytest.fixture
def standing_year():
    return make_scored_year([{}, {}, {}])
