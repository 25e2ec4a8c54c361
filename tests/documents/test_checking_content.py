"""What a paper of each kind contains, read back from its PDF. Proves documents/checking_content.py."""

import pytest

from documents.checking import Line, Seen
from documents.checking_content import RULES, check_content, kind_of
from documents.models import IssuedDocument

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
# rule: (the name of the kind, lines that hold it, lines that break it)
CASES = {
    "Không ghi 00 cho số không": ("BIÊN BẢN", ["0 phiếu không hợp lệ"], ["không hợp lệ: 00;"]),
    "Dưới KT., TL., TUQ. có chức vụ người ký, dòng riêng": (
        "TỜ TRÌNH", ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"], ["KT. TRƯỞNG BAN PHÓ TRƯỞNG BAN", "LÊ VĂN A"],
    ),
    "Ký TUQ. có văn bản ủy quyền, ghi trong dữ liệu của tệp": (
        "TỜ TRÌNH", ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"], ["TUQ. TRƯỞNG BAN", "CHÁNH VĂN PHÒNG"],
    ),
    "Giao ước có căn cứ, chỉ tiêu, người chứng kiến": (
        "GIAO ƯỚC THI ĐUA", ["Căn cứ Luật", "IV. CHỈ TIÊU PHẤN ĐẤU CỦA KHỐI", "CHỨNG KIẾN"], ["Căn cứ Luật"],
    ),
    "Báo cáo, bản đăng ký có Kính gửi": ("BÁO CÁO", ["Kính gửi: Trưởng Khối thi đua."], ["Năm 2023"]),
    "Nơi nhận là cơ quan, không phải thư ký": ("BÁO CÁO", ["- Như trên;"], ["- Thư ký khối;"]),
    "Biên bản họp: chương trình, ban kiểm phiếu, bảng điểm, tỷ lệ, đã được thông qua": (
        "BIÊN BẢN",
        ["III. KẾT QUẢ BÌNH XÉT", "chương trình, ban kiểm phiếu, bảng tổng hợp điểm đạt 87,5 %, đã được thông qua"],
        ["III. KẾT QUẢ BÌNH XÉT", "chương trình, ban kiểm phiếu"],
    ),
    "Tờ trình: căn cứ, kính gửi, đề nghị tặng": (
        "TỜ TRÌNH", ["Căn cứ Luật", "Kính gửi: Ủy ban", "Kính đề nghị xem xét, tặng Cờ thi đua"], ["Kính gửi: Ủy ban"],
    ),
    "Báo cáo thành tích chỉ nêu kết quả": ("BÁO CÁO THÀNH TÍCH", ["1. Kết quả"], ["2. Hạn chế, nguyên nhân"]),
    "Danh sách, tóm tắt ghi kèm theo Tờ trình nào": (
        "DANH SÁCH ĐỀ NGHỊ", ["(Kèm theo Tờ trình số 12/TTr-BĐD)"], ["Danh sách"],
    ),
    "Báo cáo tổng kết của khối: hạn chế, phương hướng là phần riêng": (
        "BÁO CÁO",
        ["Tổng kết phong trào thi đua năm 2023", "VI. HẠN CHẾ, NGUYÊN NHÂN", "VII. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024"],
        ["Tổng kết phong trào thi đua năm 2023", "II. KẾT QUẢ"],
    ),
}  # fmt: skip
OF_PLACE = {"Dòng tên cơ quan không ngắt giữa một từ", "Trang trước trang ký không bỏ trống"}


def seen_of(kind: str, lines: list[str]) -> Seen:
    texts = [COUNTRY, kind, *lines]
    return Seen(
        sizes=[(595, 842)],
        lines=[Line(1, text, 100, 500, 60 + 20 * n, 14, True, False) for n, text in enumerate(texts)],
    )


def test_every_rule_has_a_case():
    assert {rule.rule for rule in RULES} == set(CASES) | OF_PLACE


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.rule in CASES], ids=lambda rule: rule.rule)
def test_a_rule_is_held_and_broken(rule):
    kind, held, broken = CASES[rule.rule]

    assert kind_of(seen_of(kind, held)) == kind
    assert rule.holds(seen_of(kind, held))
    assert not rule.holds(seen_of(kind, broken))


@pytest.mark.parametrize(
    "first, second, is_held", [("HỘI NẠN", "NHÂN DA CAM", False), ("HỘI", "NẠN NHÂN", True)]
)
def test_the_name_of_the_office_breaks_in_no_word(first, second, is_held):
    (rule,) = [rule for rule in RULES if rule.rule == "Dòng tên cơ quan không ngắt giữa một từ"]
    head = [
        Line(1, COUNTRY, 300, 560, 60, 12, True, False),
        Line(1, first, 90, 250, 60, 12, True, False),
        Line(1, second, 90, 250, 74, 12, True, False),
    ]

    assert rule.holds(Seen(sizes=[(595, 842)], lines=head)) is is_held


def test_who_signs_by_authority_names_the_writing_it_rests_on():
    (rule,) = [rule for rule in RULES if rule.rule.startswith("Ký TUQ.")]
    signed = seen_of("TỜ TRÌNH", ["TUQ. TRƯỞNG BAN", "CHÁNH VĂN PHÒNG"])

    signed.signs_as = "Chánh Văn phòng"
    assert not rule.holds(signed)
    signed.signs_as = "Chánh Văn phòng (Giấy ủy quyền số 03/UQ-BĐD)"
    assert rule.holds(signed)


@pytest.mark.parametrize("lowest, is_held", [(760, True), (500, False)])
def test_no_page_is_left_empty_for_the_signature(lowest, is_held):
    (rule,) = [rule for rule in RULES if rule.rule == "Trang trước trang ký không bỏ trống"]
    lines = [
        Line(1, "Lời văn", 90, 500, lowest, 14, False, False),
        Line(2, "Nơi nhận:", 90, 200, 300, 12, True, True),
    ]

    assert rule.holds(Seen(sizes=[(595, 842)] * 2, lines=lines)) is is_held


@pytest.mark.django_db
@pytest.mark.screens
@pytest.mark.usefixtures("demo")
def test_every_issued_paper_of_the_real_case_contains_what_its_kind_wants():
    papers = {
        f"{document.pk} {document.named}": [
            v.rule for v in check_content(bytes(document.pdf)) if not v.is_held
        ]
        for document in IssuedDocument.objects.all()
    }

    assert len(papers) == 27
    assert papers == dict.fromkeys(papers, [])
