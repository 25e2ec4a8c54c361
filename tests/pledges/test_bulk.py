"""Many at once from one workbook: looked at first, wrong cells named, nothing half saved."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit.models import AuditEntry
from members.models import Association, Letter, User
from tests.factories import Step, lock_scores_of, make_registration, make_report, make_user, make_year

pytestmark = pytest.mark.django_db
BODIES, PEOPLE, FIGURES = "Các hội", "Người của hội", "Số liệu năm trước"
NEW = [
    "hoi-moi",
    "Hội Khuyến học tỉnh Quảng Trị",
    "Hội Khuyến học",
    "HKH",
    "",
    "",
    "",
    "",
    "",
    "",
    "01/03/2023",
]


@pytest.fixture
def year(client):
    year = make_year(until=Step.SELF_SCORING_OPENED)
    year.indicators.create(content=year.contents.get(), name="Suất quà", unit="suất")
    client.force_login(year.secretary)
    return year


def url(year, name="bulk"):
    return reverse(f"pledges:{name}", args=[year.pk])


def download(client, year):
    return openpyxl.load_workbook(io.BytesIO(client.get(url(year, "bulk-xlsx")).content))


def upload(client, year, book):
    buffer = io.BytesIO()
    book.save(buffer)
    return client.post(url(year), {"file": SimpleUploadedFile("ds.xlsx", buffer.getvalue())})


def save(client, year, page):
    return client.post(url(year, "bulk-save"), {"rows": page.context["rows"]}, follow=True)


def faults(page):
    return {where: why for where, _, why in page.context["preview"].faults}


def test_the_workbook_comes_back_without_a_change(client, year):
    page = upload(client, year, download(client, year))

    assert page.context["preview"].faults == []
    assert "không có gì khác" in page.text


def test_a_new_association_its_people_and_last_years_figure_come_in_together(client, year):
    book = download(client, year)
    book[BODIES].append(NEW)
    book[PEOPLE].append(["hoi-moi", "Phạm Thị Mai", "mai@hoi.example", "Chủ tịch", "Lãnh đạo ký", ""])
    book[FIGURES].append(["hoi-moi", "", "Suất quà", "suất", "1.980"])

    page = upload(client, year, book)
    assert Association.objects.filter(code="hoi-moi").count() == 0
    done = save(client, year, page)

    association = Association.objects.get(code="hoi-moi")
    assert "Đã lưu 3 dòng." in done.text
    assert association in year.members()
    mai = User.objects.get(email="mai@hoi.example")
    assert not mai.signs_for(association.pk)  # before she follows the link
    mai.officer_set.get().accept()
    del mai.offices
    assert mai.signs_for(association.pk)
    letter = Letter.objects.get(to=mai)
    assert "đặt mật khẩu" in letter.body
    assert year.past_figures.get().value == 1980


def test_last_years_figure_stands_in_the_report(client, year):
    member = year.bodies[2]
    make_registration(year, member)
    begun = make_report(year, member)
    begun.results.update(previous=None)
    book = download(client, year)
    for row in book[FIGURES].iter_rows(min_row=4):
        row[4].value = 198 if row[0].value == member.code else None

    save(client, year, upload(client, year, book))

    assert begun.results.get().previous == 198
    begun.results.all().delete()
    assert make_report(year, member).results.get().previous == 198


def test_wrong_cells_are_named_and_nothing_is_saved(client, year):
    book, member = download(client, year), year.bodies[2]
    book[BODIES].append(["Mã sai!", "Hội A", "A", "A", "", "", "", "", "", "", "hôm qua"])
    book[BODIES].append([member.code, "Tên khác", "T", "T"])
    book[PEOPLE].append(["khong-co", "Ai đó", "khong phai thu", "Chủ tịch", "Vua", ""])
    book[FIGURES].append([member.code, "", "Suất quà", "suất", "mười"])
    book[FIGURES].append([member.code, "", "Không có", "suất", 5])

    page = upload(client, year, book)

    told = faults(page)
    assert "Tên đang ghi là" in told["Các hội, ô B9"]
    assert told["Người của hội, ô C6"] == "Chưa phải một địa chỉ thư, ví dụ ten@hoi.vn."
    assert told["Người của hội, ô E6"] == "Ghi “Người soạn” hoặc “Lãnh đạo ký”."
    assert told["Số liệu năm trước, ô E8"] == "Hãy nhập một số, ví dụ 98,5."
    assert "không có chỉ tiêu" in told["Số liệu năm trước, ô C9"]
    assert {"Các hội, ô A8", "Các hội, ô K8"} <= set(told)
    assert "Lưu" not in page.text.split("dòng sẽ được lưu")[1].split("</main>")[0]
    again = client.post(url(year, "bulk-save"), {"rows": page.context["rows"]}, follow=True)
    assert "Chưa lưu" in again.text


def test_nothing_of_a_locked_year_comes_in(client):
    year = lock_scores_of(make_year(until=Step.SELF_SCORING_CLOSED))
    year.indicators.create(content=year.contents.get(), name="Suất quà", unit="suất")
    client.force_login(year.secretary)
    book, before = download(client, year), list(year.members())
    book[BODIES].append(NEW)
    book[FIGURES].append([year.bodies[2].code, "", "Suất quà", "suất", "1.980"])

    page = upload(client, year, book)
    told = list(faults(page).values())
    save(client, year, page)

    assert len(told) == 2 and all("Điểm năm 2023 đã khóa" in sentence for sentence in told)
    assert list(year.members()) == before
    assert not year.past_figures.exists()


def test_what_was_imported_is_in_the_log_with_who_did_it(client, year):
    book = download(client, year)
    book[BODIES].append(NEW)
    book[PEOPLE].append(["hoi-moi", "Phạm Thị Mai", "mai@hoi.example", "Chủ tịch", "Lãnh đạo ký", ""])
    book[FIGURES].append(["hoi-moi", "", "Suất quà", "suất", "1.980"])
    changed = book[BODIES].cell(row=4, column=3).value
    book[BODIES].cell(row=4, column=10).value = "0233 3852 111"
    save(client, year, upload(client, year, book))

    told = AuditEntry.objects.filter(action__startswith="bulk.")
    assert {entry.actor_id for entry in told} == {year.secretary.pk}
    assert [entry.what.split(": ", 1)[1] for entry in told.order_by("pk")] == [
        f"Sửa {changed}: điện thoại",
        "Thêm Hội Khuyến học tỉnh Quảng Trị vào khối",
        "Mời Phạm Thị Mai làm lãnh đạo ký của Hội Khuyến học",
        "Hội Khuyến học: Suất quà 1.980 suất",
    ]


def test_an_association_with_a_signatory_invites_its_people_itself(client, year):
    member = year.bodies[2]
    make_user(signs_for=member, full_name="Lê Thị Hoa")
    book = download(client, year)
    book[PEOPLE].append([member.code, "Kẻ Lạ", "la@hoi.example", "Chủ tịch", "Lãnh đạo ký", ""])

    assert "đã có lãnh đạo ký (Lê Thị Hoa)" in " ".join(faults(upload(client, year, book)).values())


def test_the_same_row_twice_is_told(client, year):
    book = download(client, year)
    book[BODIES].append(NEW)
    book[BODIES].append(NEW)

    assert "Trùng với dòng 8." in faults(upload(client, year, book)).values()


def test_another_blocs_association_is_not_touched(client, year):
    stranger = make_year().bodies[2]
    book = download(client, year)
    book[BODIES].append([stranger.code, stranger.official_name, "Đổi", "Đ"])

    assert "Mã này là của một hội ngoài khối." in faults(upload(client, year, book)).values()


@pytest.mark.parametrize("rows", ["", "[]", "{", '{"Các hội": 5}', '{"Các hội": [["x", {}]]}'])
def test_rows_out_of_shape_save_nothing(client, year, rows):
    answer = client.post(url(year, "bulk-save"), {"rows": rows}, follow=True)

    assert "Chưa lưu" in answer.text


def test_a_file_that_is_no_such_workbook_is_refused(client, year):
    book = openpyxl.Workbook()

    assert "Không thấy bảng" in upload(client, year, book).text
