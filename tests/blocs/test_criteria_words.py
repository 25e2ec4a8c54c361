"""Which lines of a table of criteria are totals, bonuses and deductions, by their words."""

import pytest

from blocs.criteria_words import is_total, kind_by_text

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
