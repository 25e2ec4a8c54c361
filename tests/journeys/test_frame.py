"""The frame in a real browser: one row of head where there is little room, refusals one cannot miss, a question."""

import pytest
from django.urls import reverse

from tests.factories import Step, fill, make_registration, make_report, make_user, make_year, verify

pytestmark = [pytest.mark.journey, pytest.mark.screens, pytest.mark.django_db(transaction=True)]
PHONE, ZOOMED = {"width": 390, "height": 844}, {"width": 683, "height": 384}


@pytest.fixture
def year():
    return make_year(until=Step.SELF_SCORING_OPENED)


@pytest.mark.parametrize("size", [PHONE, ZOOMED], ids=["phone", "200 %"])
def test_the_pages_own_heading_stands_in_the_first_160_pixels(person, year, size):
    secretary = person(year.secretary, **size)
    secretary.open(reverse("pledges:completeness", args=[year.pk]))
    page = secretary.page

    assert page.locator("h1").bounding_box()["y"] < 160
    assert page.locator(".site-head").bounding_box()["height"] <= 60
    page.get_by_role("button", name="Mục lục").click()
    page.get_by_role("link", name="Các hội", exact=True).wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=f"Năm {year.year}").click()
    page.get_by_role("link", name="Xếp hạng", exact=True).click()
    secretary.sees("Điểm và xếp hạng")


def test_a_wrong_password_on_a_phone_cannot_be_missed(person, year):
    report = fill(make_report(year))
    chair = person(make_user(signs_for=report.association), **PHONE)
    chair.open(report.url("submit"))
    chair.page.get_by_label("Tôi ký xác nhận tại đây").check()
    chair.page.get_by_label("Mật khẩu của anh/chị").fill("sai-mat-khau")
    chair.press("Ký và nộp")

    summary = chair.page.locator(".error-summary")
    summary.wait_for()

    assert chair.page.evaluate("document.activeElement.className") == "error-summary"
    assert chair.page.title().startswith("Lỗi: ")
    assert 0 <= summary.bounding_box()["y"] < 844
    summary.get_by_role("link", name="Mật khẩu chưa đúng").click()
    assert chair.page.evaluate("document.activeElement.id") == "id_password"


def test_going_back_at_the_question_changes_nothing(person, year):
    secretary = person(year.secretary)
    secretary.open(reverse("year", args=[year.pk]))
    button = secretary.page.get_by_role("button", name="Kết thúc nhận báo cáo năm", exact=True)
    button.click()
    question = secretary.page.locator("dialog.question[open]")

    question.get_by_role("button", name="Quay lại").click()

    assert not question.is_visible()
    year.has_moved = True
    assert not year.is_done(Step.SELF_SCORING_CLOSED)


def test_a_column_of_points_is_pasted_and_the_reason_opens_where_they_differ(person, year):
    make_registration(year, year.bodies[2])
    report = make_report(year, state="submitted")
    secretary = person(year.secretary)
    secretary.open(report.url("verify"))
    boxes = secretary.page.locator("input[name$=verified_points]")
    reasons = secretary.page.locator("input[name$=reason]")
    assert not reasons.first.is_visible()

    boxes.first.evaluate(
        """box => {
          const data = new DataTransfer();
          data.setData("text", "45\\n10\\n40");
          box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )

    assert [boxes.nth(n).input_value() for n in range(3)] == ["45", "10", "40"]
    assert reasons.first.is_visible() and not reasons.nth(1).is_visible()
    assert secretary.page.locator("[data-total]").first.inner_text() == "95"
    reasons.first.fill("Thiếu minh chứng")
    secretary.sees("Đã lưu lúc")
    report.refresh_from_db()
    assert report.lines.get(criterion__code="I.1").verified_points == 45


def test_rows_are_added_on_the_page(person, year):
    verify(make_report(year, year.bodies[3], state="accepted"))
    registration = make_registration(year, year.bodies[2], state="draft")
    editor = person(make_user(edits_for=year.bodies[2]), **PHONE)
    editor.open(registration.url("edit"))
    before = editor.page.locator("[name$=-name]").count()

    editor.page.get_by_role("button", name="+ Thêm dòng").first.click()

    added = editor.page.locator("[name$=-name]")
    assert added.count() == before + 1
    assert editor.page.evaluate("document.activeElement.name").startswith(f"targets-{before}")


def test_what_is_pointed_at_is_gathered_in_the_list(person, year):
    report = make_report(year, state="submitted")
    secretary = person(year.secretary)
    secretary.open(report.url("return"))
    page = secretary.page
    places = [f"section-{report.sections.first().pk}", f"line-{report.lines.first().pk}"]

    for place in places:
        page.locator(f"[data-point={place}]").click()
        page.keyboard.type("Ghi rõ hơn")

    boxes = page.locator("select[name$=-row]")
    assert [box.input_value() for box in boxes.all()][: len(places)] == places
    assert page.locator("[data-points]").inner_text() == "(2)"
