"""Lists of associations and people as offices have them.

Proves blocs/member_list.py and blocs/member_headings.py.
"""

import pytest

from blocs.member_headings import guess_heading
from blocs.member_lines import initials, short_of
from tests.factories import make_association, make_province, make_user

from .member_case import read, sheet

pytestmark = pytest.mark.django_db


def test_a_list_with_one_association_a_row(bloc):
    preview = read(
        bloc,
        sheet(
            ["DANH SÁCH CÁC HỘI THUỘC KHỐI THI ĐUA"],
            ["STT", "Tên đơn vị", "Chủ tịch", "Chức vụ", "Email", "Điện thoại", "Người theo dõi", "Email"],
            [
                "1",
                "Hội Luật gia tỉnh Hà Giang",
                "Lê Văn A",
                "Chủ tịch",
                "a@hoi.vn",
                "0912345678",
                "Trần B",
                "b@hoi.vn",
            ],
            ["2", "Hội Đông y tỉnh Hà Giang", "", "", "", "", "", ""],
            ["", "Tổng cộng: 2 đơn vị", "", "", "", "", "", ""],
            ["", "Người lập biểu", "", "", "", "", "", ""],
        ),
    )

    first, second = preview.members
    assert (first.facts["short_name"], first.facts["abbreviation"]) == ("Hội Luật gia", "HLG")
    assert [(p.full_name, p.email, p.role) for p in first.people] == [
        ("Lê Văn A", "a@hoi.vn", "signatory"),
        ("Trần B", "b@hoi.vn", "editor"),
    ]
    assert first.people[0].phone == "0912345678"
    assert second.people == []
    assert preview.faults == []
    assert "Bỏ qua dòng 5 (Tổng cộng: 2 đơn vị), 6 (Người lập biểu)" in " ".join(preview.notes)


def test_a_list_with_one_person_a_row_and_the_association_merged_down(bloc):
    table = sheet(
        ["Số TT", "Cơ quan, đơn vị", "Họ và tên", "Chức danh", "Thư điện tử", "Vai trò"],
        ["1", "Hội Nhà báo", "Lê A", "Chủ tịch", "a@hoi.vn", ""],
        ["", "", "Lê B", "Chánh Văn phòng", "b@hoi.vn", ""],
        ["2", "Hội Y học", "Lê C", "Phó Chủ tịch", "c@hoi.vn", "Lãnh đạo ký"],
        merged=[(1, 1, 2, 1)],
    )

    one, other = read(bloc, table).members

    assert [(p.full_name, p.role) for p in one.people] == [("Lê A", "signatory"), ("Lê B", "editor")]
    assert [(p.full_name, p.role) for p in other.people] == [("Lê C", "signatory")]


def test_two_heading_rows_say_whose_a_column_is(bloc):
    table = sheet(
        ["TT", "Tên hội", "Lãnh đạo ký", "", "Cán bộ đầu mối", ""],
        ["", "", "Họ tên", "Email", "Họ tên", "Email"],
        ["1", "Hội Nhà báo", "Lê A", "a@hoi.vn", "Lê B", "b@hoi.vn"],
        merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)],
    )

    (member,) = read(bloc, table).members

    assert [(p.full_name, p.role) for p in member.people] == [("Lê A", "signatory"), ("Lê B", "editor")]


@pytest.mark.parametrize(
    ("cells", "cell", "why"),
    [
        (["Hội A", "Lê A", "khong-phai-thu"], "C2", "Chưa phải một địa chỉ thư"),
        (["Hội A", "Lê A xem http://la.vn", "a@hoi.vn"], "B2", "không ghi địa chỉ trang mạng"),
        (["Hội " + "dài " * 80, "Lê A", "a@hoi.vn"], "A2", "250"),
        (["Hội A", "", "a@hoi.vn"], "B2", "Hãy ghi"),
    ],
)
def test_a_cell_that_is_wrong_is_named(bloc, cells, cell, why):
    (fault,) = read(bloc, sheet(["Tên đơn vị", "Chủ tịch", "Email"], cells)).faults

    assert fault.cell == cell
    assert why in fault.why


def test_an_address_of_somebody_else_is_told(bloc):
    make_user(email="a@hoi.vn", full_name="Người Khác")

    (fault,) = read(bloc, sheet(["Tên hội", "Chủ tịch", "Email"], ["Hội A", "Lê A", "a@hoi.vn"])).faults

    assert "họ tên khác" in fault.why


def test_one_abbreviation_for_two_and_one_person_in_two_are_told(bloc):
    preview = read(
        bloc,
        sheet(
            ["Tên hội", "Chủ tịch", "Email"],
            ["Hội Làm vườn", "Lê A", "a@hoi.vn"],
            ["Hội Luật Vàng", "Lê A", "a@hoi.vn"],
        ),
    )

    notes = " ".join(preview.notes)
    assert "Hội Làm vườn và Hội Luật Vàng cùng viết tắt HLV" in notes
    assert "Lê A thuộc 2 đơn vị: Hội Làm vườn, Hội Luật Vàng" in notes


def test_an_association_of_another_province_with_the_same_name_is_another(bloc):
    make_association(official_name="Hội Luật gia", province=make_province("tỉnh Lào Cai"))

    (member,) = read(bloc, sheet(["Tên hội", "Email"], ["Hội Luật gia", ""])).members

    assert member.is_new


def test_names_are_shortened_as_offices_do():
    assert short_of("Hội Luật gia tỉnh Hà Giang", "tỉnh Hà Giang") == "Hội Luật gia"
    assert initials("Hội Nạn nhân chất độc da cam và Bảo vệ quyền trẻ em") == "HNNCĐDCBVQTE"
    assert initials("Liên hiệp các Hội Khoa học và Kỹ thuật") == "LHHKHKT"
    assert initials("Hội Cựu thanh niên xung phong") == "HCTNXP"
    assert initials("Hội Luật gia thành phố Huế") == "HLGH"


def test_a_secretary_signs_nothing(bloc):
    table = sheet(["Tên hội", "Họ và tên", "Email", "Vai trò"], ["Hội A", "Lê A", "a@hoi.vn", "Thư ký"])

    assert read(bloc, table).members[0].people[0].role == "editor"


def test_people_below_a_row_that_is_passed_over_are_nobody_elses(bloc):
    table = sheet(
        ["Tên đơn vị", "Họ và tên", "Email"],
        ["Hội X", "Lê A", "a@hoi.vn"],
        ["Tổng cộng", "", ""],
        ["", "Lê D", "d@hoi.vn"],
    )

    (member,) = read(bloc, table).members

    assert [person.full_name for person in member.people] == ["Lê A"]


def test_a_general_corporation_is_a_member(bloc):
    table = sheet(["Tên đơn vị", "Email"], ["Tổng công ty Y", ""], ["Tổng hội Y học", ""], ["Tổng số: 2", ""])

    names = [member.facts["official_name"] for member in read(bloc, table).members]

    assert names == ["Tổng công ty Y", "Tổng hội Y học"]


def test_two_names_of_one_association_are_one(bloc):
    body = make_association(
        official_name="Hội Luật gia tỉnh Hà Giang", short_name="Hội Luật gia", province=bloc.province
    )
    table = sheet(["Tên hội", "Email"], ["Hội Luật gia tỉnh Hà Giang", ""], ["Hội Luật gia", ""])

    (member,) = read(bloc, table).members

    assert member.held == body


def test_a_name_that_two_carry_is_asked_for_in_full(bloc):
    for n in (1, 2):
        make_association(official_name=f"Hội Y học {n}", short_name="Hội Y học", province=bloc.province)

    (fault,) = read(bloc, sheet(["Tên hội", "Email"], ["Hội Y học", ""])).faults

    assert "ghi đủ tên chính thức" in fault.why


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (
            ["Tên đơn vị", "Thủ trưởng đơn vị", "Email"],
            ["official_name", "signatory_full_name", "signatory_email"],
        ),
        (["Đơn vị", "Điện thoại", "Chủ tịch"], ["official_name", "phone", "signatory_full_name"]),
        (
            ["Tên hội", "Số, ký hiệu quyết định thành lập", "Viết tắt"],
            ["official_name", "founding_decision", "abbreviation"],
        ),
        (["Tên hội", "Điện thoại", "Địa chỉ"], ["official_name", "phone", "address"]),
    ],
)
def test_headings_are_read_as_people_mean_them(headings, columns):
    assert list(guess_heading(sheet(headings, ["Hội A", "x", "y"])).columns.values()) == columns


def test_an_address_that_the_database_has_no_room_for_is_told(bloc):
    long = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.vn"

    (fault,) = read(bloc, sheet(["Tên hội", "Chủ tịch", "Email"], ["Hội A", "Lê A", long])).faults

    assert "254" in fault.why


@pytest.mark.parametrize(
    "written, form", [("Bà Lê Thị A", "Bà"), ("ông LÊ VĂN A", "Ông"), ("Lê Văn A", ""), ("Bàng Văn A", "")]
)
def test_a_list_that_says_it_before_the_name_is_read(bloc, written, form):
    rows = sheet(
        ["STT", "Tên đơn vị", "Chủ tịch", "Email"], ["1", "Hội Luật gia tỉnh Hà Giang", written, "a@hoi.vn"]
    )

    (member,) = read(bloc, rows).members

    assert [(one.form_of_address, one.full_name.split()[-1]) for one in member.people] == [(form, "A")]
