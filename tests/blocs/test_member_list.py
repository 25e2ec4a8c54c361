"""Lists of associations and people as offices have them. Proves blocs/member_list.py and blocs/member_headings.py."""

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from blocs.member_headings import guess_heading
from blocs.member_list import MemberListReader, initials, short_of
from blocs.models import MemberListImport, Membership, open_year
from documents.csv_tables import read_csv
from documents.word_tables import read_pasted
from documents.workbooks import SheetRefused, WorkbookSheet, read_book
from members.models import Association, Letter, Officer, User
from tests.factories import make_association, make_bloc, make_province, make_user, make_year

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 1, 1)


@pytest.fixture
def bloc(db):
    return make_bloc(province=make_province("tỉnh Hà Giang"))


@pytest.fixture
def administrator(client, bloc):
    person = make_user(province=bloc.province, administers_province=True)
    client.force_login(person)
    return person


def sheet(*rows: list[str], **facts) -> WorkbookSheet:
    return WorkbookSheet("Danh sách", is_active=True, rows=[list(row) for row in rows], **facts)


def read(bloc, table: WorkbookSheet):
    heading = guess_heading(table)
    assert heading is not None
    return MemberListReader(bloc, table, heading, DAY).read()


def book(*rows: list, merged: tuple[str, ...] = (), name: str = "Danh sách") -> SimpleUploadedFile:
    made = openpyxl.Workbook()
    page = made.active
    page.title = name
    for row in rows:
        page.append(row)
    for area in merged:
        page.merge_cells(area)
    buffer = io.BytesIO()
    made.save(buffer)
    return SimpleUploadedFile("danh sach.xlsx", buffer.getvalue())


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
    assert "Bỏ qua dòng 5, 6" in " ".join(preview.notes)


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


def test_our_own_template_is_understood(client, administrator, bloc):
    response = client.get(reverse("blocs:member-template", args=[bloc.pk]))
    (table,) = read_book(SimpleUploadedFile("mau.xlsx", response.content))

    heading = guess_heading(table)

    assert heading.first == 4
    assert list(heading.columns.values()) == [
        "official_name", "short_name", "abbreviation", "parent_name", "founding_decision", "address",
        "signatory_full_name", "signatory_position", "signatory_email", "signatory_person_phone",
        "editor_full_name", "editor_position", "editor_email", "editor_person_phone",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "cell", "why"),
    [
        (["Hội A", "Lê A", "khong-phai-thu"], "C2", "Chưa phải một địa chỉ thư"),
        (["Hội A", "Lê A xem http://la.vn", "a@hoi.vn"], "B2", "không ghi địa chỉ trang mạng"),
        (["Hội " + "dài " * 80, "Lê A", "a@hoi.vn"], "A2", "250"),
        (["Hội A", "", "a@hoi.vn"], "B2", "bắt buộc"),
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


ROWS = [
    ["STT", "Tên đơn vị", "Chủ tịch", "Chức vụ", "Email"],
    [1, "Hội Luật gia tỉnh Hà Giang", "Lê Văn A", "Chủ tịch", "a@hoi.vn"],
    [2, "Hội Nhà báo tỉnh Hà Giang", "Lê Văn B", "Chủ tịch", "b@hoi.vn"],
]


def look(client, bloc, upload):
    url = reverse("blocs:member-list", args=[bloc.pk])
    return client.post(url, {"file": upload, "joined_on": "01/01/2021"})


def save(client, bloc, page, **changed):
    """Send what the page would send."""
    columns, data = page.context["columns"], {"table": page.context["table"], "sheet": page.context["read"]}
    data |= {name: columns[name].value() for name in columns.fields}
    return client.post(
        reverse("blocs:member-list", args=[bloc.pk]), data | {"save": "1"} | changed, follow=True
    )


def test_a_list_is_looked_at_then_saved_and_everybody_is_invited(client, administrator, bloc):
    page = look(client, bloc, book(*ROWS))
    assert Association.objects.count() == 0
    assert "Lưu danh sách và gửi thư mời" in page.text

    save(client, bloc, page)

    assert [a.code for a in Association.objects.in_order()] == ["hlg", "hnb"]
    assert list(Membership.objects.values_list("joined_on", flat=True)) == [DAY, DAY]
    assert Officer.objects.unanswered().count() == 2
    assert set(Letter.objects.values_list("to__email", flat=True)) == {"a@hoi.vn", "b@hoi.vn"}


def test_the_same_list_twice_brings_nothing_the_second_time(client, administrator, bloc):
    save(client, bloc, look(client, bloc, book(*ROWS)))

    again = look(client, bloc, book(*ROWS))

    assert "không có gì để nhập" in again.text
    save(client, bloc, again)
    assert (Association.objects.count(), Officer.objects.count()) == (2, 2)


def test_a_wrong_cell_is_mended_on_the_page(client, administrator, bloc):
    page = look(client, bloc, book(*ROWS[:2], [2, "Hội Nhà báo", "Lê Văn B", "Chủ tịch", "b at hoi.vn"]))
    (fault,) = page.context["preview"].faults
    assert fault.box in page.text

    refused = save(client, bloc, page)
    assert Association.objects.count() == 0
    assert refused.context["preview"].faults
    save(client, bloc, page, **{fault.box: "b@hoi.vn"})

    assert Association.objects.count() == 2


def test_columns_without_a_heading_are_chosen_by_hand(client, administrator, bloc):
    page = look(client, bloc, book(["Hội Luật gia", "Lê A", "a@hoi.vn"], ["Hội Nhà báo", "Lê B", "b@hoi.vn"]))
    assert page.context["preview"] is None
    assert "Chọn cột nào ghi tên đơn vị" in page.text

    save(
        client, bloc, page,
        **{"first": "1", "column-0": "official_name", "column-1": "signatory_full_name", "column-2": "signatory_email"},
    )  # fmt: skip

    assert Officer.objects.filter(role="signatory").count() == 2


def test_a_list_is_taken_back(client, administrator, bloc):
    save(client, bloc, look(client, bloc, book(*ROWS)))
    taken = MemberListImport.objects.get()

    client.post(reverse("blocs:member-list-undo", args=[bloc.pk, taken.pk]))

    assert (Association.objects.count(), Officer.objects.count(), Letter.objects.count()) == (0, 0, 0)
    assert not User.objects.filter(email="a@hoi.vn").exists()
    again = client.post(reverse("blocs:member-list-undo", args=[bloc.pk, taken.pk]), follow=True)
    assert "đã được hoàn tác" in again.text


def test_a_list_is_not_taken_back_once_somebody_came(client, administrator, bloc):
    save(client, bloc, look(client, bloc, book(*ROWS)))
    User.objects.filter(email="a@hoi.vn").update(last_login=timezone.now())

    answer = client.post(
        reverse("blocs:member-list-undo", args=[bloc.pk, MemberListImport.objects.get().pk]), follow=True
    )

    assert "Đã có người được mời đăng nhập" in answer.text
    assert Association.objects.count() == 2


def test_nobody_joins_a_year_whose_scores_are_locked(client):
    year = make_year(year=2021)
    year.milestones.filter(kind="scores_locked").update(done_at=timezone.now(), done_by=year.secretary)
    table = sheet(["Tên hội", "Email"], ["Hội mới", ""])

    (fault,) = read(year.bloc, table).faults

    assert "Điểm năm 2021 đã khóa" in fault.why


def test_members_and_the_secretariat_bring_no_list(client):
    year = make_year()
    for person in (year.secretary, make_user(signs_for=year.lead)):
        client.force_login(person)
        assert client.get(reverse("blocs:member-list", args=[year.bloc_id])).status_code == 403


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_csv_is_read_in_every_encoding_of_an_office(encoding):
    text = "STT;Tên đơn vị;Email\n1;Hội Người cao tuổi;a@hoi.vn\n"
    content = decomposed(text).encode(encoding) if encoding == "cp1258" else text.encode(encoding)

    (table,) = read_csv(SimpleUploadedFile("ds.csv", content))

    assert table.rows == [["STT", "Tên đơn vị", "Email"], ["1", "Hội Người cao tuổi", "a@hoi.vn"]]


def decomposed(text: str) -> str:
    """As Windows-1258 has letters: tones apart, circumflex, breve and horn not."""
    import unicodedata

    made = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            letter.encode("cp1258")
            made.append(letter)
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", letter)
            kept = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
            made.append(unicodedata.normalize("NFC", base + "".join(kept)))
            made += [mark for mark in marks if mark not in kept]
    return "".join(made)


@pytest.mark.parametrize("content", [b"", b"\0\0\0\0", b"PK\x03\x04\0\0"])
def test_what_is_no_csv_is_refused_with_a_sentence(content):
    with pytest.raises(SheetRefused, match="Không đọc được bảng"):
        read_csv(SimpleUploadedFile("ds.csv", content))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("ds.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 100, "đời cũ hoặc có mật khẩu"),
        ("ds.ods", b"PK\x05\x06" + b"\0" * 18, "xlsx"),
        ("ds.exe", b"MZ" + b"\0" * 100, "xlsx"),
    ],
)
def test_other_files_are_refused_with_a_sentence(client, administrator, bloc, name, content, said):
    page = look(client, bloc, SimpleUploadedFile(name, content))

    assert page.status_code == 200
    assert said in page.text


def test_a_pasted_table_is_a_list(client, administrator, bloc):
    pasted = "Tên hội\tChủ tịch\tEmail\nHội Luật gia\tLê A\ta@hoi.vn\n"
    assert guess_heading(read_pasted(pasted)[0]).columns == {
        0: "official_name", 1: "signatory_full_name", 2: "signatory_email"
    }  # fmt: skip

    page = client.post(
        reverse("blocs:member-list", args=[bloc.pk]), {"pasted_table": pasted, "joined_on": "01/01/2021"}
    )

    assert "Hội Luật gia" in page.text


def test_names_are_shortened_as_offices_do():
    assert short_of("Hội Luật gia tỉnh Hà Giang", "tỉnh Hà Giang") == "Hội Luật gia"
    assert initials("Hội Nạn nhân chất độc da cam và Bảo vệ quyền trẻ em") == "HNNCĐDCBVQTE"
    assert initials("Liên hiệp các Hội Khoa học và Kỹ thuật") == "LHHKHKT"


@pytest.mark.parametrize(
    "sent", [{"sheet": "9"}, {"sheet": "x"}, {"other_sheet": "99"}, {"table": "{}"}, {"table": "["}]
)
def test_a_tampered_list_is_told_in_vietnamese(client, administrator, bloc, sent):
    page = look(client, bloc, book(*ROWS))
    data = {"table": page.context["table"], "sheet": "0", "first": "2"} | sent

    answer = client.post(reverse("blocs:member-list", args=[bloc.pk]), data, follow=True)

    assert "Hãy tải tệp lên lại" in answer.text
    assert Association.objects.count() == 0


def test_a_list_is_not_taken_back_once_somebody_known_has_said_yes(client, administrator, bloc):
    known = make_user(email="a@hoi.vn", full_name="Lê Văn A", last_login=timezone.now())
    save(client, bloc, look(client, bloc, book(*ROWS)))
    known.officer_set.get().accept()

    client.post(reverse("blocs:member-list-undo", args=[bloc.pk, MemberListImport.objects.get().pk]))

    assert known.officer_set.count() == 1


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


def test_a_whole_list_sets_the_order_and_a_partial_one_goes_on(client, administrator, bloc):
    save(client, bloc, look(client, bloc, book(*ROWS)))

    turned = look(client, bloc, book(ROWS[0], ROWS[2], ROWS[1]))
    save(client, bloc, turned)
    save(client, bloc, look(client, bloc, book(ROWS[0], [3, "Hội Làm vườn", "", "", ""])))

    places = Membership.objects.order_by("position").values_list("association__code", "position")
    assert list(places) == [("hnb", 1), ("hlg", 2), ("hlv", 3)]


def test_a_list_is_not_taken_back_from_a_year_that_has_begun(client, administrator, bloc):
    save(client, bloc, look(client, bloc, book(*ROWS)))
    lead, deputy = Association.objects.all()
    open_year(bloc=bloc, year=2021, lead=lead, deputy=deputy)

    answer = client.post(
        reverse("blocs:member-list-undo", args=[bloc.pk, MemberListImport.objects.get().pk]), follow=True
    )

    assert "Đã mở năm thi đua" in answer.text
    assert Membership.objects.count() == 2


def test_who_brings_the_list_does_not_invite_themselves(client, administrator, bloc):
    rows = [ROWS[0], [1, "Hội A", administrator.full_name, "Chủ tịch", administrator.email]]

    (fault,) = look(client, bloc, book(*rows)).context["preview"].faults

    assert "không tự mời mình" in fault.why


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


def test_a_row_number_of_five_thousand_digits_is_told(client, administrator, bloc):
    page = look(client, bloc, book(*ROWS))

    assert save(client, bloc, page, first="9" * 5000).status_code == 200


def test_an_address_that_the_database_has_no_room_for_is_told(bloc):
    long = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.vn"

    (fault,) = read(bloc, sheet(["Tên hội", "Chủ tịch", "Email"], ["Hội A", "Lê A", long])).faults

    assert "254" in fault.why


def test_a_csv_with_commas_in_its_addresses_is_cut_at_its_semicolons():
    text = "Tên hội;Địa chỉ\nHội A;Số 1, đường X, phường Y, tỉnh Z\nHội B;Số 2, ngõ 3, đường X, phường Y\n"

    (table,) = read_csv(SimpleUploadedFile("ds.csv", text.encode()))

    assert table.rows[1] == ["Hội A", "Số 1, đường X, phường Y, tỉnh Z"]
