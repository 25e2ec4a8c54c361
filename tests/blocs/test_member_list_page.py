"""A list is looked at, mended, saved and taken back.

Proves blocs/views/member_list.py and blocs/actions/member_list.py.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from blocs.member_headings import guess_heading
from blocs.models import MemberListImport, Membership, open_year
from documents.word_tables import read_pasted
from documents.workbooks import read_book
from members.models import Association, Letter, Officer, User
from tests.factories import make_user, make_year

from .member_case import DAY, ROWS, book, look, look_again, read, save, sheet

pytestmark = pytest.mark.django_db


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
    rows = [ROWS[0], [1, "Hội A", "Trần Văn B", "Chủ tịch", administrator.email]]

    (fault,) = look(client, bloc, book(*rows)).context["preview"].faults

    assert "không tự mời mình" in fault.why


def test_a_row_number_of_five_thousand_digits_is_told(client, administrator, bloc):
    page = look(client, bloc, book(*ROWS))

    assert save(client, bloc, page, first="9" * 5000).status_code == 200


def test_a_row_that_is_not_wanted_is_left_out_with_its_people_and_can_be_taken_back(
    client, administrator, bloc
):
    rows = [*ROWS, ["", "", "Lê Văn C", "Phó Chủ tịch", "c@hoi.vn"]]
    page = look(client, bloc, book(*rows))
    assert 'name="left_out" value="3"' in page.text

    page = look_again(client, bloc, page, left_out=["3"])
    preview = page.context["preview"]
    assert [member.facts["short_name"] for member in preview.members] == ["Hội Luật gia"]
    assert [row.row for row in preview.left_out] == [3]
    assert "1 dòng được bỏ" in page.text

    page = save(client, bloc, page, left_out=[])
    assert Association.objects.filter(short_name="Hội Nhà báo").exists()
    assert User.objects.filter(email="c@hoi.vn").exists()


def test_a_row_that_cannot_be_read_may_be_left_out(client, administrator, bloc):
    page = look(
        client, bloc, book(*ROWS, [3, "Hội Y học tỉnh Hà Giang", "Lê Văn C", "Chủ tịch", "c tại hoi"])
    )
    assert len(page.context["preview"].faults) == 1

    save(client, bloc, page, left_out=["4"])

    assert Association.objects.filter(short_name="Hội Luật gia").exists()
    assert not User.objects.filter(email__startswith="c").exists()


@pytest.mark.parametrize("sent", ["-1", "x", "99999999999", "²"])
def test_a_number_of_a_row_that_is_none_leaves_out_nothing(client, administrator, bloc, sent):
    save(client, bloc, look(client, bloc, book(*ROWS)), left_out=[sent])

    assert Association.objects.filter(short_name__in=["Hội Luật gia", "Hội Nhà báo"]).count() == 2
