"""Criteria out as a spreadsheet and in from the sheets blocs really have; what they would have made of a past year."""

import io
import json
from dataclasses import asdict

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocs.actions.criteria import replace_criteria
from blocs.criteria_lines import LONGEST, Line
from blocs.criteria_reading import read_criteria
from blocs.criteria_sheets import make_sheet
from blocs.models import CriteriaSet
from documents.workbooks import read_book
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
    return upload(client, draft, book_of(*rows)).context["preview"]


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
    assert not page.context["preview"].faults and not draft.criteria.exists(), "nothing is saved by a look"
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
    assert any("“Điểm thưởng” là tên nhóm" in note for note in page.context["preview"].notes)
    draft.refresh_from_db()
    assert draft.missing() == [
        "Tổng điểm các nội dung là 10, thang điểm là 100.",
        "Chưa có mức xếp loại.",
    ], "what the sheet says stands; what it cannot say is still to be set"


def test_what_is_passed_over_is_told(client, draft):
    book = book_of(["1", "Hiện", "=1+1", None], ["2", "Ẩn", 3, None], [None, "Tổng điểm", 5, None])
    book.active.row_dimensions[4].hidden = True
    notes = " ".join(upload(client, draft, book).context["preview"].notes)
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
    assert [line.code for line in upload(client, draft, book).context["preview"].lines] == ["1"]


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
    assert not page.context["preview"].faults
    take(client, draft, page.context["lines"])
    assert (
        sorted(draft.criteria.values_list("code", "text", "kind", "max_points", "needs_evidence")) == before
    )


def test_every_published_set_comes_back_as_it_was(client, demo):
    """Also what its visible columns do not say: which group, which steps, which document, which indicator."""
    sets = list(CriteriaSet.objects.published())
    assert len(sets) >= 2
    for published in sets:
        assert came_back(published) == kept_of(published)


def kept_of(criteria_set) -> list[tuple]:
    """Everything of a set's lines, in their order."""
    assert (tree := CriteriaSet.objects.get(pk=criteria_set.pk).tree)
    return [
        (
            c.code, c.text, c.kind, c.max_points, c.parent and c.parent.code, c.needs_evidence, c.may_not_apply,
            c.scorer, c.evidence_kinds, c.evidence_issuer, c.evidence_of_year,
            c.document, c.late_points, c.basis, c.indicator_id, c.per, c.rate,
            [(step.at_least, step.points) for step in c.steps],
        )
        for c in tree
    ]  # fmt: skip


def came_back(criteria_set) -> list[tuple]:
    """What stands in a new draft of the same year after its own export was read into it."""
    draft = CriteriaSet.objects.create(
        bloc_year=criteria_set.bloc_year, version=criteria_set.version + 50, scale=criteria_set.scale
    )
    preview = read_criteria(read_book(SimpleUploadedFile("tieu-chi.xlsx", make_sheet(criteria_set))))
    assert preview.faults == []
    lines = [Line(**line) for line in json.loads(json.dumps([asdict(line) for line in preview.lines]))]
    assert lines and all(line.is_sound() for line in lines)
    replace_criteria(draft, lines)
    kept = kept_of(draft)
    draft.delete()
    return kept


TEXTS = st.sampled_from(
    ["Công tác thông tin", "Cộng đồng học tập", "Tổng kết phong trào", "Tổng hợp số liệu", "Tổng cộng",
     "Thường xuyên sinh hoạt", "Thương binh, liệt sĩ", "Điểm thưởng", "Điểm trừ", "- Gạch đầu dòng", "Hội"]
)  # fmt: skip
KINDS = st.sampled_from(["judged", "yes_no", "bonus", "deduction", "timeliness", "threshold"])
LEAVES = st.lists(
    st.tuples(TEXTS, KINDS, st.decimals(0, 50, places=2), st.booleans(), st.booleans()),
    min_size=1,
    max_size=4,
)
CODES = st.sampled_from(["I", "1", "A", "Mục 1", "T", "x.1"])
GROUPS = st.lists(st.tuples(CODES, TEXTS, LEAVES), min_size=1, max_size=3, unique_by=lambda group: group[0])


@given(GROUPS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_set_comes_back_as_it_was(standing_year, groups):
    with transaction.atomic():
        draft = drafted(standing_year, groups)
        came, kept = came_back(draft), kept_of(draft)
        transaction.set_rollback(True)

    assert came == kept


def drafted(year, groups) -> CriteriaSet:
    draft = CriteriaSet.objects.create(bloc_year=year, version=40, scale=100)
    for n, (code, text, leaves) in enumerate(groups, 1):
        facts = {"kind": "group", "max_points": 10, "position": n}
        group = draft.criteria.create(code=code, text=text, **facts)
        for k, (words, kind, points, needs_evidence, may_not_apply) in enumerate(leaves, 1):
            leaf = draft.criteria.create(
                parent=group, code=f"{code}.{k}", text=words, kind=kind, max_points=points, position=k,
                needs_evidence=needs_evidence, may_not_apply=may_not_apply,
                evidence_kinds=["QD"] * needs_evidence, evidence_issuer="Xã" * needs_evidence,
                evidence_of_year=needs_evidence,
                scorer="list" if kind == "judged" and not may_not_apply and k % 2 else "member",
                document="annual" if kind == "timeliness" else "",
            )  # fmt: skip
            if kind == "threshold":
                leaf.threshold_steps.create(at_least=80, points=points)

    CriteriaSet.objects.filter(pk=draft.pk).update(published_at=timezone.now(), published_by=year.secretary)
    return draft


def codes(preview) -> list[str]:
    return [line.code for line in preview.lines]


def test_points_that_do_not_fit_are_told_before_anything_is_stored(client, draft):
    preview = looked(
        client, draft, ["I", "Nhóm", 60, None], ["1", "Một", "0,125", None], ["2", "Hai", 62, None]
    )

    assert preview.faults == [("ô C4", "Điểm 0,125 có quá 2 chữ số lẻ.")]
    assert any("I ghi 60 điểm, các mục trong đó cộng lại 62,125." in note for note in preview.notes)


def test_numbers_typed_as_numbers_are_read_as_they_are_seen(client, draft):
    rows = [
        ["I", "Nhiệm vụ", 3, None],
        [1.1, "Một", 1, None],
        [1.1, "Mười", 1, None],
        [1.11, "Mười một", 1, None],
    ]
    book = book_of(*rows)
    book.active["A5"].number_format = "0.00"

    preview = upload(client, draft, book).context["preview"]

    assert (codes(preview), preview.faults) == (["I", "I.1.1", "I.1.10", "I.1.11"], [])


def test_dashes_and_letters_above_roman_numbers_make_a_tree(client, draft):
    preview = looked(
        client, draft,
        ["A", "ĐIỂM CHẤM", 10, None], ["I", "Công tác thi đua", 10, None], [1, "Đăng ký thi đua", 4, None],
        [None, "- Đăng ký đúng hạn", 2, None], [None, "- Đủ danh hiệu", 2, None], [2, "Ký giao ước", 6, None],
        ["B", "ĐIỂM THƯỞNG", 10, None], [1, "Có mô hình mới", 5, None],
    )  # fmt: skip

    assert preview.faults == []
    assert codes(preview) == ["A", "A.I", "A.I.1", "A.I.1.1", "A.I.1.2", "A.I.2", "B.1"]
    assert [line.text for line in preview.lines][3:5] == ["Đăng ký đúng hạn", "Đủ danh hiệu"]


def test_a_letter_written_before_the_text_is_its_number(client, draft):
    preview = looked(
        client, draft,
        ["I", "Công tác thi đua", 10, None], [1, "Đăng ký thi đua", 4, None],
        [None, "a) Đăng ký đúng hạn", 3, None], [None, "b. Đủ danh hiệu", 1, None],
        [2, "Ký giao ước", 6, None], [None, "2a) Đúng ngày", 6, None],
    )  # fmt: skip

    assert preview.faults == []
    assert codes(preview) == ["I", "I.1", "I.1.a", "I.1.b", "I.2", "I.2.a"]
    assert [line.text for line in preview.lines][2:4] == ["Đăng ký đúng hạn", "Đủ danh hiệu"]


def test_two_rows_of_heading_and_a_heading_on_each_page_are_no_lines(client, draft):
    book = openpyxl.Workbook()
    heading = ["Số TT", "Nội dung, tiêu chí", "Điểm", None]
    rows = [
        heading,
        [None, None, "Tự chấm", "Tối đa"],
        ["I", "Nhiệm vụ", 9, 30],
        heading,
        [1, "Kế hoạch", 8, 30],
    ]
    for row in rows:
        book.active.append(row)
    for area in ("A1:A2", "B1:B2", "C1:D1"):
        book.active.merge_cells(area)

    preview = upload(client, draft, book).context["preview"]

    assert [(line.code, line.points) for line in preview.lines] == [("I", "30"), ("I.1", "30")]
    assert preview.faults == []


def test_the_sheet_that_is_open_is_read_and_others_are_offered(client, draft):
    book = book_of(["I", "Tiêu chí CŨ", 100, None])
    book.active.title = "Năm 2022"
    for name, words in (("Năm 2023", "Tiêu chí MỚI"), ("Ẩn", "Tiêu chí ẨN")):
        sheet = book.create_sheet(name)
        for row in (HEADING, ["I", words, 100, None]):
            sheet.append(row)
    book["Ẩn"].sheet_state = "hidden"
    book.active = 1

    page = upload(client, draft, book)
    preview = page.context["preview"]
    assert (preview.sheet, preview.other_sheets) == ("Năm 2023", ["Năm 2022"])
    assert [line.text for line in preview.lines] == ["Tiêu chí MỚI"]
    asked = {"table": page.context["table"], "other_sheet": "Năm 2022"}
    page = client.post(reverse("blocs:criteria-upload", args=[draft.pk]), asked)

    assert page.context["preview"].other_sheets == ["Năm 2023"]
    assert [line.text for line in page.context["preview"].lines] == ["Tiêu chí CŨ"]


@pytest.mark.parametrize(
    "change",
    [
        {"rule": {"document": "king"}},
        {"rule": {"steps": [["80", "NaN"]]}},
        {"rule": {"steps": "x"}},
        {"rule": []},
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
