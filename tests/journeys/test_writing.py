"""Nothing typed is lost: the network goes, the session ends, a colleague writes in the same box."""

import time

import pytest
from django.contrib.sessions.models import Session

from blocs.models import AwardType
from pledges.models import Report
from tests.factories import fill, make_registration, make_report, make_user, send_back
from tests.pledges.test_writing import pdf_bytes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report():
    return make_report()


@pytest.fixture
def editor(report):
    return make_user(edits_for=report.association, full_name="Lê Thị Hoa")


def box_of(report):
    return f"#id_section-{report.sections.get().pk}-text"


def text_of(report):
    return report.sections.get().text


@pytest.mark.parametrize("size", [{"width": 1366, "height": 768}, {"width": 390, "height": 844}])
def test_a_box_saves_itself_and_says_when(person, report, editor, size):
    hoa = person(editor, **size)
    hoa.open(f"/reports/{report.pk}/text/")
    hoa.sees("CHƯA NỘP.")

    hoa.page.locator(box_of(report)).press_sequentially("Đã trao 1.980 suất quà")
    hoa.sees("Đã lưu lúc")

    assert text_of(report) == "Đã trao 1.980 suất quà"


def test_what_is_typed_offline_is_saved_when_the_network_is_back(person, report, editor):
    hoa = person(editor)
    hoa.open(f"/reports/{report.pk}/text/")
    hoa.context.set_offline(True)

    hoa.page.locator(box_of(report)).fill("Viết lúc mất mạng")
    hoa.sees("Chưa lưu được: mất kết nối")
    assert text_of(report) == ""
    hoa.context.set_offline(False)
    hoa.sees("Đã lưu lúc")

    assert text_of(report) == "Viết lúc mất mạng"


@pytest.mark.screens
def test_a_page_closed_before_the_server_answered_brings_its_text_back(person, report, editor):
    hoa = person(editor)
    hoa.open(f"/reports/{report.pk}/text/")
    hoa.page.route(
        "**/text/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    hoa.page.locator(box_of(report)).fill("Viết lúc máy chủ dừng")
    hoa.sees("Chưa lưu được: mất kết nối")

    hoa.page.close()
    hoa.page = hoa.context.new_page()
    hoa.open(f"/reports/{report.pk}/text/")
    hoa.page.wait_for_load_state("networkidle")

    assert hoa.page.locator(box_of(report)).input_value() == "Viết lúc máy chủ dừng"
    hoa.page.wait_for_timeout(2000)
    assert text_of(report) == "Viết lúc máy chủ dừng"


def test_a_session_that_ends_while_writing_costs_nothing(person, report, editor):
    hoa = person(editor)
    hoa.open(f"/reports/{report.pk}/text/")
    Session.objects.all().delete()

    hoa.page.locator(box_of(report)).fill("Viết lúc phiên đã hết")
    hoa.sees("phiên làm việc đã hết")
    hoa.follow("Đăng nhập để lưu tiếp")
    hoa.page.get_by_label("Thư điện tử").fill(editor.email)
    hoa.page.get_by_label("Mật khẩu").fill("mat-khau-rat-dai")
    hoa.press("Đăng nhập")
    hoa.sees("Đã lưu lúc")

    assert text_of(report) == "Viết lúc phiên đã hết"


def test_of_two_tabs_the_later_is_shown_the_other_text_and_chooses(person, report, editor):
    hoa, nam = person(editor), person(make_user(edits_for=report.association, full_name="Trần Văn Nam"))
    for who in (hoa, nam):
        who.open(f"/reports/{report.pk}/text/")
    nam.page.locator(box_of(report)).fill("Bản của Nam")
    nam.sees("Đã lưu lúc")

    hoa.page.locator(box_of(report)).fill("Bản của Hoa")
    hoa.sees("Trần Văn Nam đã lưu lúc")
    assert text_of(report) == "Bản của Nam"
    hoa.page.get_by_label("Giữ bản tôi đang nhập").click()
    hoa.sees("Đã lưu lúc")

    assert text_of(report) == "Bản của Hoa"


def test_a_returned_report_is_answered_item_by_item_and_handed_in_again(person, report, editor):
    signatory = make_user(signs_for=report.association)
    fill(report)
    report.submit(by=signatory)
    section = report.sections.get()
    send_back(report, "", (f"section-{section.pk}", "Ghi rõ số suất quà"))
    head = person(signatory, width=390, height=844)

    head.open(f"/reports/{report.pk}/submit/")
    head.sees("BỊ TRẢ LẠI, CHƯA NỘP LẠI.")
    head.page.get_by_role("link", name="Chưa trả lời yêu cầu sửa").click()
    head.page.get_by_label("Hội đã sửa thế nào").fill("Đã ghi 1.980 suất")
    head.press("Lưu các trả lời")
    head.open(f"/reports/{report.pk}/text/")
    head.page.locator(box_of(report)).fill("Đã làm. Trao 1.980 suất quà.")
    head.sees("Đã lưu lúc")
    head.follow("Xem lại và nộp")
    head.page.get_by_label("Tôi ký xác nhận tại đây").check()
    head.page.get_by_label("Mật khẩu của anh/chị").fill("mat-khau-rat-dai")
    head.press("Ký và nộp")
    head.sees("Mã biên nhận")
    head.sees("Khác với lần nộp 1")

    assert Report.objects.get(pk=report.pk).state == "submitted"
    assert report.versions.count() == 2


def test_of_two_in_one_registration_each_keeps_theirs_and_chooses_where_both_wrote(person, editor, report):
    year = report.bloc_year
    registration = make_registration(year, report.association, state="draft")
    hoa, nam = person(editor), person(make_user(edits_for=report.association, full_name="Trần Văn Nam"))
    for who in (hoa, nam):
        who.open(f"/registrations/{registration.pk}/edit/")
    nam.page.locator("#id_targets-0-plan").fill("120")
    nam.page.locator("#id_staff_count").fill("7")
    nam.sees("Đã lưu lúc")

    hoa.page.locator("#id_targets-0-plan").fill("150")
    hoa.page.locator("#id_member_count").fill("980")
    hoa.sees("Chỉ tiêu “Suất quà” (suất). Bản của anh/chị: “I. Kế hoạch 150”")
    hoa.sees("Trần Văn Nam đã lưu lúc")
    registration.refresh_from_db()
    assert (registration.staff_count, registration.member_count) == (7, 980)
    assert registration.targets.get().plan == 120
    hoa.page.get_by_label("Giữ bản tôi đang nhập").click()
    hoa.page.locator("[data-save-state]", has_text="Đã lưu lúc").wait_for()

    assert registration.targets.get().plan == 150


@pytest.mark.screens
def test_what_a_refused_save_brings_back_is_still_there_after_leaving_the_page(person, editor, report):
    registration = make_registration(report.bloc_year, report.association, state="draft")
    hoa, address = person(editor), f"/registrations/{registration.pk}/edit/"
    hoa.open(address)
    hoa.page.route("**/edit/", lambda route: without_autosave(route))
    hoa.page.locator("#id_staff_count").fill("7")
    hoa.page.locator("#id_targets-0-plan").fill("một nghìn")
    hoa.press("Lưu")
    hoa.sees("Hãy nhập một số")
    hoa.page.locator("body[data-refused]").wait_for()
    hoa.page.locator("form[data-guard][data-changed]").wait_for()  # leaving asks first

    hoa.page.close(run_before_unload=False)
    hoa.page = hoa.context.new_page()
    hoa.page.route("**/edit/", lambda route: without_autosave(route))
    hoa.open(address)
    hoa.page.wait_for_load_state("networkidle")

    assert hoa.page.locator("#id_staff_count").input_value() == "7"
    assert hoa.page.locator("#id_targets-0-plan").input_value() == "một nghìn"


def test_a_registration_left_with_a_red_box_is_finished_later_without_a_quarrel_with_oneself(
    person, editor, report
):
    award = AwardType.objects.create(code="bk", name="Bằng khen")
    registration = make_registration(report.bloc_year, report.association, state="draft")
    hoa, address = person(editor, width=390, height=844), f"/registrations/{registration.pk}/edit/"
    hoa.open(address)
    hoa.page.locator("#id_staff_count").fill("7")
    hoa.page.locator("#id_titles-0-beneficiary").fill("Hội")
    hoa.press("Lưu")
    hoa.sees("Chọn danh hiệu.")
    hoa.follow("Xem lại và nộp…")

    hoa.open(address)
    hoa.page.locator("[data-save-state]", has_text="Chưa lưu được 1 ô").wait_for()
    hoa.page.route("**/edit/", slow_autosave)
    hoa.page.locator("#id_titles-0-award_type").select_option(str(award.pk))
    hoa.page.locator("#id_titles-0-beneficiary").fill("Hội Người")
    with hoa.page.expect_request(lambda request: request.method == "POST"):
        pass  # it is under way, with half of the name
    hoa.page.locator("#id_titles-0-beneficiary").fill("Hội Người mù")
    hoa.press("Lưu")
    hoa.page.wait_for_url(f"**/registrations/{registration.pk}/")

    registration.refresh_from_db()
    assert registration.staff_count == 7
    assert [title.beneficiary for title in registration.title_requests.all()] == ["Hội Người mù"]


def slow_autosave(route):
    if route.request.headers.get("x-autosave"):
        time.sleep(0.5)
    route.continue_()


@pytest.mark.screens
def test_a_page_with_two_versions_sends_nothing_before_one_is_chosen(person, report, editor):
    hoa, nam = person(editor), make_user(edits_for=report.association, full_name="Trần Văn Nam")
    hoa.open(f"/reports/{report.pk}/text/")
    hoa.page.route("**/text/", lambda route: without_autosave(route))
    report.write(by=nam, typed={f"section-{report.sections.get().pk}-text": "Bản của Nam"})
    hoa.page.locator(box_of(report)).fill("Bản của Hoa")
    hoa.press("Lưu")
    hoa.sees("Trần Văn Nam đã lưu lúc")

    hoa.page.unroute_all()
    hoa.page.wait_for_timeout(2500)
    assert text_of(report) == "Bản của Nam"
    hoa.page.get_by_label("Giữ bản tôi đang nhập").click()
    hoa.press("Lưu")
    hoa.page.locator(".alert-success").wait_for()
    assert text_of(report) == "Bản của Hoa"


def without_autosave(route):
    """Lets pages through, and what a button sends; nothing that the page sends by itself."""
    if "x-autosave" in route.request.headers:
        route.abort()
    else:
        route.continue_()


def test_a_file_sent_with_two_clicks_is_there_once_and_nobody_is_scolded(person, report, editor):
    hoa = person(editor)
    hoa.open(report.url("evidence"))
    file = {"name": "ảnh.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes()}
    hoa.page.locator("input[type=file]").set_input_files(file)

    hoa.page.get_by_role("button", name="Thêm", exact=True).dblclick()

    hoa.sees("Đã có 1 minh chứng")
    assert hoa.page.get_by_text("Hãy chọn một tệp").count() == 0
    assert report.evidence.count() == 1


def test_the_rest_is_not_taken_over_while_a_line_stands_unsaved(person):
    report = make_report(state="accepted")
    verifier = person(report.bloc_year.secretary)
    verifier.open(report.url("verify"))
    first = report.lines.order_by("criterion__position", "criterion__code").first()
    verifier.page.locator(f"#id_line-{first.pk}-verified_points").fill("1")
    verifier.sees("Chưa lưu được 1 ô")

    verifier.press("Nhận điểm tự chấm phần còn lại")

    verifier.sees("Còn ô chưa lưu được")
    assert not report.lines.exclude(verified_points=None).exists()


@pytest.mark.screens
def test_a_sheet_is_filled_on_a_phone_with_its_own_keys_and_evidence_is_added_in_place(person):
    report = make_report()
    hoa = person(make_user(edits_for=report.association), width=390, height=844)
    hoa.open(report.url("scores"))
    boxes = hoa.page.locator("input[name$=self_points]:not([readonly])")
    assert boxes.count() > 1
    boxes.first.fill("5")
    boxes.first.press("Enter")
    assert boxes.nth(1).evaluate("box => box === document.activeElement")
    assert boxes.first.get_attribute("enterkeyhint") == "next"

    first, second = report.lines.select_related("criterion").order_by("criterion__code")[:2]
    row = hoa.page.locator(f"#row-{first.criterion_id}")
    hoa.page.get_by_role("link", name=f"+ Thêm minh chứng cho {first.criterion.code}", exact=True).click()
    dialog = hoa.page.get_by_role("dialog")
    file = {"name": "ảnh.pdf", "mimeType": "application/pdf", "buffer": pdf_bytes()}
    dialog.locator("input[type=file]").set_input_files(file)
    dialog.get_by_role("button", name="Thêm", exact=True).click()
    row.get_by_role("link", name="ảnh.pdf").wait_for()

    assert not dialog.is_visible()
    assert boxes.first.input_value() == "5"
    assert [use.line for use in report.evidence.get().uses.all()] == [first]

    hoa.page.get_by_role("link", name=f"+ Thêm minh chứng cho {second.criterion.code}", exact=True).click()
    dialog.get_by_role("button", name="Dùng").click()
    hoa.page.locator(f"#row-{second.criterion_id}").get_by_role("link", name="ảnh.pdf").wait_for()
    assert report.evidence.get().uses.count() == 2


@pytest.mark.screens
def test_a_link_beside_the_form_leads_on_once_what_was_typed_is_saved(person, report, editor):
    hoa = person(editor)
    hoa.open(report.url("text"))
    hoa.page.locator(box_of(report)).press_sequentially("Vừa gõ xong")

    hoa.page.get_by_role("link", name="Xem lại").first.click()
    hoa.page.wait_for_url(f"**{report.url('submit')}")

    assert text_of(report) == "Vừa gõ xong"
