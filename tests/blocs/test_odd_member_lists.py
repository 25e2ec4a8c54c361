"""Lists of associations and people as they came from an office of another province, with the right answers.

Proves blocs/member_list.py, blocs/member_headings.py and blocs/member_lines.py.
"""

import pytest

from blocs.member_headings import guess_heading
from tests.factories import make_association

from .member_case import read, sheet

pytestmark = pytest.mark.django_db
PEOPLE = ["STT", "Đơn vị", "Họ và tên", "Chức danh", "Số ĐT", "Địa chỉ email", "Nhiệm vụ"]


def test_a_heading_repeated_on_the_next_page_loses_nobody(bloc):
    table = sheet(
        ["DANH BẠ LÃNH ĐẠO KÝ VÀ CÁN BỘ SOẠN BÁO CÁO"],
        PEOPLE,
        ["1/", "Hội Nhà báo", "Lê A", "Chủ tịch", "912001000", "a@hoi.vn", "Lãnh đạo ký"],
        ["", "", "Lê B", "Chánh Văn phòng", "912001001", "b@hoi.vn", "Người soạn"],
        PEOPLE,
        ["2/", "Hội Y học", "Lê C", "Phó Chủ tịch", "0912.002.000", "c@hoi.vn", "Lãnh đạo ký"],
        ["Cộng: 3 người", "", "", "", "", "", ""],
    )

    preview = read(bloc, table)

    assert preview.faults == []
    assert [
        (m.facts["official_name"], [(p.full_name, p.role) for p in m.people]) for m in preview.members
    ] == [
        ("Hội Nhà báo", [("Lê A", "signatory"), ("Lê B", "editor")]),
        ("Hội Y học", [("Lê C", "signatory")]),
    ]
    assert "Bỏ qua dòng 5 (Đơn vị), 7 (Cộng: 3 người)" in " ".join(preview.notes)


def test_what_stands_before_a_name_goes_and_capitals_too(bloc):
    table = sheet(
        ["Tên đơn vị", "Chủ tịch", "Email"],
        ["Hội Nhà báo", "Bà Hoàng Đức Bình", "a@hoi.vn"],
        ["HỘI LUẬT GIA", "ĐỖ QUỐC AN", "b@hoi.vn"],
        ["Hội Y học", "ThS. BS. Lê Văn C", "c@hoi.vn"],
        ["Hội Đông y", "0912000113", "d@hoi.vn"],
    )

    preview = read(bloc, table)

    names = [person.full_name for member in preview.members for person in member.people]
    assert names == ["Hoàng Đức Bình", "Đỗ Quốc An", "Lê Văn C"]
    said = " ".join(preview.notes)
    assert "ĐỖ QUỐC AN → Đỗ Quốc An" in said and "Tên ghi toàn chữ in hoa: HỘI LUẬT GIA." in said
    assert [fault.why for fault in preview.faults] == ["Họ và tên không có chữ số."]


def test_sections_numbers_of_columns_and_signatures_are_no_members(bloc):
    table = sheet(
        ["Số TT", "Tên đơn vị", "Trụ sở", "Điện thoại"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["I", "Các hội có phân bổ biên chế", "", ""],
        ["1/", "Hội Nhà báo", "Số 3", "2333851084"],
        ["II", "Các hội khác", "", ""],
        ["2/", "Hội Y học", "Số 6", "02333851091"],
        ["Tổng cộng: 2 đơn vị", "", "", ""],
        ["", "NGƯỜI LẬP BIỂU", "", "TM. HỘI ĐỒNG"],
        ["", "Lê Thị Kế Toán", "", "Nguyễn Văn Chủ Tịch"],
    )

    preview = read(bloc, table)

    assert [member.facts["official_name"] for member in preview.members] == ["Hội Nhà báo", "Hội Y học"]
    assert [member.facts["phone"] for member in preview.members] == ["02333851084", "02333851091"]
    assert "3 (Các hội có phân bổ biên chế)" in " ".join(preview.notes)


def test_a_list_whose_members_are_counted_in_roman_keeps_them(bloc):
    table = sheet(["TT", "Tên đơn vị", "Địa chỉ"], ["I", "Hội Nhà báo", ""], ["II", "Hội Y học", ""])

    assert len(read(bloc, table).members) == 2


def test_contact_of_the_body_is_not_a_person(bloc):
    table = sheet(
        ["Số TT", "Tên đơn vị", "Liên hệ", ""],
        ["", "", "Điện thoại", "Thư điện tử"],
        ["1", "Hội Nhà báo", "02333851000", "vanphong@hoi.vn"],
        merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)],
    )

    preview = read(bloc, table)

    (member,) = preview.members
    assert preview.faults == [] and member.people == []
    assert member.facts["phone"] == "02333851000"
    assert "không có cột họ tên đi cùng" in " ".join(preview.notes)


def test_the_plainest_list_is_read(bloc):
    table = sheet(["STT", "Tên đơn vị"], ["1", "Hội Nhà báo"], ["2", "Hội Y học"])

    assert guess_heading(table) is not None
    assert len(read(bloc, table).members) == 2


@pytest.mark.parametrize("written", ["Hội Văn học Nghệ thuật tỉnh", "Hội văn học - nghệ thuật tỉnh Hà Giang"])
def test_a_body_is_known_however_its_name_is_written(bloc, written):
    body = make_association(official_name="Hội Văn học - Nghệ thuật tỉnh Hà Giang", province=bloc.province)

    (member,) = read(bloc, sheet(["Tên đơn vị", "Địa chỉ"], [written, ""])).members

    assert member.held == body


@pytest.mark.parametrize(
    "heading, merged",
    [
        (["Họ và", "Tên"], []),
        (["Họ và tên đệm", "Tên"], []),
        (["Họ và tên", ""], [(0, 2, 0, 3)]),
    ],
)
def test_a_name_split_into_two_columns_is_one_name(bloc, heading, merged):
    table = sheet(
        ["STT", "Đơn vị", *heading, "Chức vụ", "Email"],
        ["1", "Hội Nhà báo", "Nguyễn Văn", "An", "Chủ tịch", "a@hoi.vn"],
        merged=merged,
    )

    preview = read(bloc, table)

    assert preview.faults == []
    assert [person.full_name for person in preview.members[0].people] == ["Nguyễn Văn An"]


def test_a_heading_over_a_name_and_its_office_splits_no_name(bloc):
    table = sheet(
        ["STT", "Đơn vị", "Chủ tịch", "", "Email"],
        ["1", "Hội Nhà báo", "Nguyễn Văn An", "912001000", "a@hoi.vn"],
        merged=[(0, 2, 0, 3)],
    )

    assert [person.full_name for person in read(bloc, table).members[0].people] == ["Nguyễn Văn An"]


def test_a_heading_over_people_that_says_who_was_named_is_no_role(bloc):
    table = sheet(
        ["Số TT", "Tên đơn vị", "Lãnh đạo đơn vị", "", "Người được phân công soạn, theo dõi thi đua", "", ""],
        ["", "", "Họ và tên", "Thư điện tử", "Họ và tên", "Điện thoại", "Thư điện tử"],
        ["1", "Hội Nhà báo", "Lê A", "a@hoi.vn", "Trần B", "912001001", "b@hoi.vn"],
        merged=[(0, 2, 0, 3), (0, 4, 0, 6), (0, 0, 1, 0), (0, 1, 1, 1)],
    )

    (member,) = read(bloc, table).members

    assert [(p.full_name, p.role, p.email) for p in member.people] == [
        ("Lê A", "signatory", "a@hoi.vn"),
        ("Trần B", "editor", "b@hoi.vn"),
    ]
