"""The editor tells the signatory that a paper is complete; what a notice asked for is settled once it is done."""

import pytest
from django.urls import reverse

from members.models import Notice
from pledges.models import Report
from pledges.reminders import write_to_all
from tests.factories import fill, make_report, make_user, send_back

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-rat-dai"


@pytest.fixture
def report():
    return fill(make_report())


@pytest.fixture
def signatory(report):
    return make_user(signs_for=report.association, full_name="Lê Thị Hoa", password=PASSWORD)


@pytest.fixture
def editor(client, report):
    user = make_user(edits_for=report.association, full_name="Bùi Thị Nga")
    client.force_login(user)
    return user


def asked(report):
    return Notice.objects.filter(subject__startswith="CHỜ KÝ")


def test_the_signatory_is_told_once_for_what_it_says_now(client, report, signatory, editor):
    page = client.get(report.url("submit"))
    assert "<strong>Lê Thị Hoa</strong>" in page.text

    for _ in range(2):
        client.post(report.url("ready"))
    notice = asked(report).get()
    assert (notice.to, notice.url) == (signatory, report.url("submit"))
    assert "Bùi Thị Nga đã soạn xong." in notice.body

    section = report.sections.get()
    report.write(by=editor, typed={f"section-{section.pk}-text": "Đã làm thêm."})
    client.post(report.url("ready"))
    assert asked(report).count() == 2


def test_the_page_of_the_paper_says_for_whom_it_waits(client, report, signatory, editor):
    assert "Đang chờ" not in client.get(report.get_absolute_url()).text

    client.post(report.url("ready"))

    page = " ".join(client.get(report.get_absolute_url()).text.split())
    assert "Đang chờ Lê Thị Hoa ký" in page

    report.submit(by=signatory)
    send_back(report)
    assert "Đang chờ" not in client.get(report.get_absolute_url()).text


def test_nobody_is_asked_to_sign_what_is_not_complete(client, report, signatory, editor):
    report.sections.update(text="")

    page = client.post(report.url("ready"), follow=True)

    assert "Còn thiếu" in page.text
    assert not asked(report).exists()


def test_where_nobody_signs_here_the_page_says_so(client, report, editor):
    for page in (client.get(report.url("submit")), client.post(report.url("ready"), follow=True)):
        assert "chưa có lãnh đạo nào được ký tại đây" in page.text


def test_the_signatory_is_not_offered_to_ask(client, report, signatory):
    client.force_login(signatory)

    assert "Báo người ký" not in client.get(report.url("submit")).text


def unread(person, begin: str) -> int:
    return Notice.objects.for_user(person).unread().filter(subject__startswith=begin).count()


def test_what_was_asked_for_is_settled_by_handing_in_and_by_nothing_less(client, report, signatory, editor):
    year = report.bloc_year
    other = make_user(signs_for=year.bodies[3])
    for paper in ("interim", "annual"):
        write_to_all(year, paper, words="")
    client.post(report.url("ready"))
    before = unread(other, "CẦN NỘP")
    assert (unread(signatory, "CHỜ KÝ"), unread(signatory, "CẦN NỘP (")) == (1, 2)

    report.submit(by=signatory)

    assert unread(signatory, "CHỜ KÝ") == 0
    left = Notice.objects.for_user(signatory).unread().filter(subject__startswith="CẦN NỘP")
    assert sorted(notice.key.split(":")[3] for notice in left) == ["interim"]
    assert unread(other, "CẦN NỘP") == before > 0


def test_a_return_is_settled_by_handing_in_again_and_a_reading_by_accepting(report, signatory):
    secretary = report.bloc_year.secretary
    report.submit(by=signatory)
    assert unread(secretary, "CẦN XEM") == 1

    send_back(report)
    assert (unread(secretary, "CẦN XEM"), unread(signatory, "CẦN SỬA")) == (0, 1)
    report.submit(by=signatory)
    assert (unread(secretary, "CẦN XEM"), unread(signatory, "CẦN SỬA")) == (1, 0)
    report.accept(by=secretary)
    assert unread(secretary, "CẦN XEM") == 0


def test_what_comes_back_as_it_was_is_pointed_out(client, report, signatory):
    client.force_login(signatory)
    assert "y như lần nộp trước" not in client.get(report.url("submit")).text
    report.submit(by=signatory)
    send_back(report)
    assert "y như lần nộp trước" in client.get(report.url("submit")).text

    section = report.sections.get()
    report.write(by=signatory, typed={f"section-{section.pk}-text": "Đã sửa."})

    assert "y như lần nộp trước" not in client.get(report.url("submit")).text


def test_whoever_signs_sees_what_was_asked_and_what_is_answered(client, report, signatory):
    client.force_login(signatory)
    report.submit(by=signatory)
    section = report.sections.get()
    send_back(report, "Xem lại.", (f"section-{section.pk}", "Ghi rõ số buổi."))
    item = report.corrections.get().items.get()

    blank = client.post(report.url("answers"), {f"item-{item.pk}-answer": "  "}, follow=True)
    assert "Còn 1 điểm chưa trả lời." in blank.text
    before = client.get(report.url("submit")).text
    assert "Ghi rõ số buổi." in before and "Chưa trả lời." in before
    client.post(report.url("answers"), {f"item-{item.pk}-answer": "Đã ghi ba buổi."})

    page = client.get(report.url("submit")).text
    assert "Trả lời: Đã ghi ba buổi." in page and "Chưa trả lời." not in page


def test_an_empty_password_is_asked_for_and_is_no_wrong_one(client, report, signatory):
    client.force_login(signatory)

    assert "Hãy nhập mật khẩu." in client.post(report.url("submit"), {"way": "confirm", "password": ""}).text


def test_what_is_not_open_yet_is_not_offered(client, report, signatory):
    client.force_login(signatory)
    page = reverse("pledges:completeness", args=[report.bloc_year_id])
    assert "Soạn tiếp báo cáo năm" in client.get(page).text

    step = report.bloc_year.milestones.filter(kind="self_scoring_opened")
    step.update(done_at=None, done_by=None)

    assert "Soạn tiếp báo cáo năm" not in client.get(page).text


def test_what_is_handed_in_waits_for_nobodys_signature(client, report, signatory, editor):
    report.submit(by=signatory)

    client.post(report.url("ready"))

    assert not asked(report).exists()
    assert Report.objects.get().state == "submitted"
