"""Which lines of a table of criteria are totals, bonuses and deductions, by their words."""

import pytest

from blocs.criteria_reading import read_criteria
from blocs.criteria_words import is_signature, is_total, kind_by_text
from documents.workbooks import WorkbookSheet

pytestmark = pytest.mark.django_db
HEADING = ["STT", "Nội dung tiêu chí", "Điểm chuẩn", "Minh chứng"]


@pytest.mark.parametrize(
    "text",
    ["Tổng cộng", "TỔNG CỘNG:", "Cộng", "Cộng mục I", "Tổng điểm", "Tổng điểm (I + II + III)", "Tổng số điểm",
     "Cộng phần A", "Tổng cộng (I+II)", "Tổng điểm các nội dung I, II và III", "cộng 1.1, 1.2"],
)  # fmt: skip
def test_a_line_that_only_sums_is_a_total(text):
    assert is_total(text)


@pytest.mark.parametrize(
    "text",
    ["Công tác thi đua", "Cộng đồng học tập cấp xã", "Tổng kết, khen thưởng", "Tổng hợp, báo cáo số liệu",
     "Cộng tác, phối hợp với các hội", "Tổng số hội viên tăng", "Công", "Tong cong", "Hội"],
)  # fmt: skip
def test_a_criterion_that_begins_like_a_total_is_none(text):
    assert not is_total(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thường xuyên sinh hoạt, giữ nền nếp", "judged"),
        ("Thường trực Hội họp hằng tháng", "judged"),
        ("Thương binh, gia đình liệt sĩ", "judged"),
        ("Điểm công khai tài chính đúng quy định", "judged"),
        ("ĐIỂM THƯỞNG", "bonus"),
        ("Điểm cộng", "bonus"),
        ("Điểm trừ do nộp muộn", "deduction"),
    ],
)
def test_bonus_and_deduction_are_told_by_their_words_with_accents(text, kind):
    assert kind_by_text(text) == kind


@pytest.mark.parametrize(
    "text",
    ["NGƯỜI LẬP BIỂU", "Người lập biểu", "TRƯỞNG KHỐI", "Thư ký", "(Ký, ghi rõ họ tên)",
     "Sông Lam, ngày 05 tháng 01 năm 2026", "Đông Hà, ngày … tháng … năm 2026", "TM. BAN THƯỜNG VỤ"],
)  # fmt: skip
def test_who_made_a_table_and_when_is_no_criterion(text):
    assert is_signature(text)


@pytest.mark.parametrize(
    "text",
    ["Thư ký khối gửi báo cáo đúng hạn theo quy định", "Trước ngày 15 tháng 11",
     "Nộp trước ngày 15 tháng 11 năm 2026", "Chủ tịch hội tham gia đầy đủ các cuộc họp",
     "Nộp trước ngày 10 tháng 12 năm 2026 thì được điểm tối đa của tiêu chí này", "Người lao động", ""],
)  # fmt: skip
def test_a_criterion_about_a_person_or_a_day_is_one(text):
    assert not is_signature(text)


def test_evidence_of_an_item_with_items_is_asked_for_at_each_of_them_and_signatures_are_left_out():
    heading = ["STT", "Nội dung", "Điểm", "Minh chứng"]
    rows = [
        ["I", "Nhiệm vụ", "10", ""],
        ["1", "Tuyên truyền", "10", "Báo cáo"],
        ["-", "Đủ buổi", "6", ""],
        ["-", "Vượt số buổi", "4", ""],
        ["", "", "Sông Lam, ngày 05 tháng 01 năm 2026", ""],
        ["NGƯỜI LẬP", "", "TRƯỞNG KHỐI", ""],
    ]

    preview = read_criteria([WorkbookSheet("Bảng", is_active=True, rows=[heading, *rows])])

    assert preview.faults == []
    assert [(line.code, line.needs_evidence) for line in preview.lines] == [
        ("I", False), ("I.1", False), ("I.1.1", True), ("I.1.2", True),
    ]  # fmt: skip
    assert all(line.rule["evidence"]["kinds"] for line in preview.lines[2:])
    assert sum("là nơi ký" in note for note in preview.notes) == 2
