"""The whole year as four people live it, through pages alone.

The secretary of 2024 opens 2025; criteria are published; three associations register, sign the pledge, report and
score themselves; the secretary verifies two sheets, the deputy's verifier the lead's; the conference votes; the papers
are issued and the dossier filed; the province downloads the tờ trình and finds the nominees in it.
"""

import io
from pathlib import Path

import pytest
from PIL import Image

from blocs.law_loading import load_law
from blocs.models import Milestone
from tests.documents.pdf import read
from tests.factories import Step, make_province, make_user, make_year

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# From the scores that are locked to the issued Tờ trình, ticks of two nominees included, answers to questions not.
MOST_CLICKS = 12


@pytest.fixture
def cast(person):
    """Last year's bloc of three, and the four who take part in the new one."""
    load_law()
    last = make_year(members=3, year=2024, until=Step.CRITERIA_PUBLISHED)
    last.indicators.create(
        content=last.contents.get(), name="Suất quà trao tặng", unit="suất", is_summable=True
    )
    secretary = last.secretary
    secretary.officer_set.update(role="signatory", position="Chủ tịch")
    last.colleague = make_user(edits_for=last.bodies[0], full_name="Phan Thị Hà")
    people = {
        "lead": person(secretary),
        "deputy": person(make_user(signs_for=last.bodies[1])),
        "member": person(make_user(signs_for=last.bodies[2]), width=390, height=844),
        "province": person(make_user(province=make_province())),
        "colleague": person(last.colleague),
    }
    return last, people


def test_a_year_from_opening_to_the_filed_dossier(cast):
    last, people = cast
    lead, deputy, member = people["lead"], people["deputy"], people["member"]
    names = dict(zip(people, [body.short_name for body in last.bodies], strict=False))

    year = open_year(lead, last)
    appoint(lead, deputy, year, last)
    lead.open(f"/years/{year}/criteria/")
    lead.follow("Bản 1")
    lead.press("Công bố bộ tiêu chí")
    mark_done(lead, year, Step.REGISTRATION_OPENED)

    for who in (lead, deputy, member):
        register(who, year)
    accept_registration(lead, year, names["deputy"])
    accept_registration(lead, year, names["member"])
    accept_registration(deputy, year, names["lead"])
    sign_the_pledge(lead, year)
    mark_done(lead, year, Step.REGISTRATION_CLOSED)

    mark_done(lead, year, Step.SELF_SCORING_OPENED)
    for who, points in ((lead, "45"), (deputy, "48,5"), (member, "50")):
        report(who, year, points)
    verify(lead, year, names["deputy"], "48,5")
    verify(lead, year, names["member"], "49")
    verify(deputy, year, names["lead"], "45")
    mark_done(lead, year, Step.SELF_SCORING_CLOSED)
    lead.open(f"/years/{year}/completeness/")
    lead.press("Khóa điểm")
    lead.sees("Đã khóa điểm của năm.")

    before = lead.clicks
    hold_the_conference(lead, people["colleague"], year, last.bodies)
    clicks = lead.clicks - before
    clicks += file_the_dossier(lead, member, year)
    assert clicks <= MOST_CLICKS

    text = read(download_the_proposal(people["province"], year)).text
    assert f"{last.bodies[2].official_name} 99 1 3/3 (100 %)" in text.replace("\u00a0", " ")
    assert "1. Cờ thi đua của Ủy ban nhân dân tỉnh: 01 tập thể" in text
    assert last.bodies[1].official_name not in text
    assert text.count("./.") == 1


def open_year(lead, last) -> int:
    lead.open(f"/blocs/{last.bloc_id}/open-year/")
    lead.page.get_by_label("Năm thi đua").fill("2025")
    lead.page.get_by_label("Trưởng khối*", exact=True).select_option(label=last.lead.short_name)
    lead.page.get_by_label("Phó Trưởng khối").select_option(label=last.deputy.short_name)
    lead.press("Mở năm")
    lead.sees("Đã mở năm thi đua 2025")
    return int(lead.page.url.rstrip("/").rsplit("/", 1)[1])


def appoint(lead, deputy, year, last) -> None:
    named = ((last.secretary, lead), (last.colleague, lead), (None, deputy))
    for user, who in named:
        role = "Thư ký khối" if user else "Người thẩm định"
        who.open(f"/years/{year}/people/")
        who.page.get_by_label(role).check()
        options = who.page.locator("#id_user")
        name = user.full_name if user else who.page.locator(".who a[title]").first.inner_text()
        options.select_option(label=name)
        who.press("Phân công")
        who.sees(f"Đã phân công {name}")


def mark_done(lead, year, step) -> None:
    lead.open(f"/years/{year}/")
    button = Milestone.BY_HAND[Step(step)]
    lead.page.locator("li", has_text=Step(step).label).get_by_role("button", name=button).click()
    lead.agree()
    lead.sees("Đã ghi nhận")


def register(who, year) -> None:
    who.open(f"/years/{year}/registrations/")
    who.page.get_by_role("button", name="Soạn bản đăng ký của").click()
    who.page.get_by_label("Kế hoạch năm, Suất quà trao tặng").fill("1.980")
    who.press("Lưu")
    who.sees("1.980")
    who.follow("Xem lại và nộp…")
    sign_here(who)
    who.sees("Mã biên nhận")


def sign_here(who) -> None:
    who.page.get_by_label("Tôi ký xác nhận tại đây").check()
    who.page.get_by_label("Mật khẩu của anh/chị").fill("mat-khau-rat-dai")
    who.press("Ký và nộp")


def accept_registration(who, year, name) -> None:
    who.open(f"/years/{year}/registrations/")
    who.follow(name)
    who.press("Tiếp nhận")
    who.sees("Đã tiếp nhận bản đăng ký.")


def sign_the_pledge(lead, year) -> None:
    lead.open(f"/years/{year}/pledge/")
    lead.follow("Soạn từ các cam kết chung")
    lead.page.get_by_label("Ký lúc").fill("2025-03-17T10:00")
    lead.press("Lưu")
    lead.follow("Ghi chữ ký")
    lead.press("Đánh dấu tất cả")
    lead.press("Ghi chữ ký")
    lead.sees("Đã ghi chữ ký của 3 đơn vị.")
    lead.press("Kết thúc lễ ký")
    lead.sees("Đã ghi nhận lễ ký giao ước.")


def report(who, year, points) -> None:
    who.open(f"/years/{year}/completeness/")
    who.press("Soạn báo cáo năm")
    who.page.get_by_label("Kết quả").fill("Trao 2.000 suất quà cho hội viên khó khăn.")
    who.press("Lưu và sang bước sau")
    who.page.locator("input[name$=actual]").fill("2.000")
    who.press("Lưu và sang bước sau")
    who.page.get_by_label("Điểm tự chấm, I.1").fill(points)
    who.page.get_by_label("Điểm tự chấm, I.2").fill("10")
    who.page.get_by_label("Điểm tự chấm, II.1").fill("40")
    shown = who.page.locator("[data-total]").first
    assert shown.inner_text() == str(float(points.replace(",", ".")) + 50).replace(".", ",").removesuffix(
        ",0"
    )
    who.press("Lưu và sang bước sau")
    who.page.get_by_text("Không có tệp?").click()
    who.page.get_by_label("Số, ký hiệu văn bản").fill("12/BC-H")
    who.page.get_by_label("Trích yếu văn bản").fill("Báo cáo trao quà Tết")
    who.press("Thêm")
    who.sees("Đã có 1 minh chứng")
    who.page.get_by_role("link", name="Xem lại và nộp").first.click()
    sign_here(who)
    who.sees("Mã biên nhận")


def verify(who, year, name, points) -> None:
    who.open(f"/years/{year}/completeness/")
    who.page.get_by_role("row", name=name).get_by_role("link", name="Đã nộp").click()
    who.press("Tiếp nhận")
    who.follow("Thẩm định điểm")
    who.page.get_by_label("Điểm thẩm định, I.1").fill(points)
    if points == "49":
        who.press("Lưu cả bảng")
        who.sees("Khác với hội tự chấm: hãy ghi lý do.")
        who.page.get_by_label("Lý do điều chỉnh, I.1").fill("Một hội cơ sở chưa đạt")
    who.press("Lưu cả bảng")
    who.sees("Đã lưu kết quả thẩm định")


def hold_the_conference(lead, colleague, year, bodies) -> None:
    lead.open(f"/years/{year}/conference/")
    lead.follow("Chuẩn bị hội nghị")
    lead.page.get_by_label("Bắt đầu lúc").fill("2026-01-09T08:00")
    lead.page.get_by_label("Chủ trì (họ tên)").fill("Hoàng Văn Thành")
    lead.page.get_by_label("Chức vụ chủ trì").fill("Trưởng khối")
    lead.page.get_by_label("Thư ký (họ tên)").fill("Lê Thị Thu Hiền")
    lead.press("Lưu, sang “Điểm danh”")
    lead.sees("Đã đánh dấu tất cả có mặt")
    lead.press("Lưu, sang “Ban kiểm phiếu”")
    lead.page.locator("#id_tellers-0-name").fill("Trần Đình Ẩn")
    lead.press("Lưu, sang “Bình xét khen thưởng”")
    award = lead.page.get_by_label("Danh hiệu, hình thức")
    award.wait_for()
    assert award.locator("option:checked").inner_text() == "Cờ thi đua của Ủy ban nhân dân tỉnh"
    lead.page.get_by_label("Số đơn vị được chọn").fill("1")
    for body in (bodies[2], bodies[1]):
        lead.tick(f"{body.short_name}:")
    lead.press("Mở bỏ phiếu")
    lead.sees("Đã mở bỏ phiếu")
    poll = lead.page.url
    for who in (lead, colleague):
        who.page.goto(poll)
        for name in ("returned", "valid"):
            who.page.locator(f"#id_{name}").fill("3")
        for body, yes in ((bodies[2], 3), (bodies[1], 0)):
            who.page.get_by_label(f"Đồng ý, {body.short_name}", exact=True).fill(str(yes))
            who.page.get_by_label(f"Không đồng ý, {body.short_name}", exact=True).fill(str(3 - yes))
        who.press("Ghi kết quả kiểm phiếu")
    lead.page.goto(poll)
    lead.sees("Hai người nhập khớp nhau.")
    lead.press("Đóng bỏ phiếu")
    lead.sees("đồng ý 3/3 thành viên, đạt 100")
    lead.page.get_by_label("Kết thúc lúc").fill("09/01/2026 11:00")
    lead.press("Bế mạc, chốt kết quả")
    lead.sees("Đã bế mạc hội nghị, kết quả được chốt.")


def file_the_dossier(lead, member, year) -> int:
    """Gives back how many clicks the issuing alone took: what is written before it is another job."""
    lead.sees("Đã lập hồ sơ đề nghị từ kết quả bỏ phiếu.")
    lead.sees("Chưa ban hành: Tờ trình đề nghị khen thưởng (Chủ tịch Ủy ban nhân dân tỉnh).")
    proposal = lead.page.url
    lead.follow("Sửa")
    lead.page.get_by_label("Tóm tắt thành tích").fill("Trao 1.980 suất quà")
    lead.press("Lưu")
    lead.follow("Báo cáo thành tích, điều kiện")
    report = lead.page.url
    write_the_achievements(member, report)
    write_what_the_papers_lack(lead, year)
    confirm_the_conditions(lead, proposal)
    lead.page.goto(proposal)
    before = lead.clicks
    lead.follow("Ban hành nhiều văn bản một lúc…")
    lead.press("Ban hành các văn bản đã chọn")
    lead.sees("Đã ban hành 11 văn bản.")
    clicks = lead.clicks - before
    bring_the_signed_report(member, report)
    lead.page.goto(proposal)
    lead.press("Ghi nhận đã gửi hồ sơ")
    lead.sees("Đã ghi nhận gửi hồ sơ.")
    return clicks


def confirm_the_conditions(lead, proposal: str) -> None:
    lead.page.goto(proposal)
    lead.follow("Xác nhận điều kiện")
    lead.page.get_by_label("Kết luận").first.select_option(label="Đạt")
    lead.page.get_by_label("Căn cứ, nguồn").first.fill("Báo cáo năm của hội")
    lead.press("Điền các dòng còn trống như dòng đầu")
    lead.press("Ghi xác nhận")
    lead.sees("xác nhận.")


def write_what_the_papers_lack(lead, year) -> None:
    lead.open(f"/years/{year}/conference/prose/")
    lead.page.get_by_label("Diễn biến").fill("Phó Trưởng khối trình bày báo cáo tổng kết.")
    lead.page.get_by_label("Kết luận").fill("Hội nghị thống nhất kết quả bình xét.")
    lead.press("Lưu")
    lead.open(f"/years/{year}/review/")
    lead.page.locator("form[data-guard] textarea").first.fill("Các hội bám sát nhiệm vụ chính trị của tỉnh.")
    lead.press("Lưu")


def write_the_achievements(member, report: str) -> None:
    member.page.goto(report)
    member.follow("Viết báo cáo")
    member.press("Điền phần còn trống từ báo cáo năm")
    for box in member.page.locator("form[data-guard] textarea").all():
        if not box.input_value():
            box.fill("Hoàn thành tốt.")
    member.press("Lưu")
    member.sees("Đã lưu.")
    paper = member.page.frame_locator("iframe")
    paper.get_by_text("BÁO CÁO THÀNH TÍCH", exact=True).wait_for()
    assert paper.get_by_text("Chưa viết").count() == 0


def bring_the_signed_report(member, report: str) -> None:
    """The member downloads what was issued, signs it on paper, and brings the scan of as many pages."""
    member.page.goto(report)
    member.page.get_by_role("link", name="báo cáo thành tích số 01/").click()
    with member.page.expect_download() as download:
        member.follow("Tải về")
    pages = len(read(Path(download.value.path()).read_bytes()).pages)
    sheet, scan = Image.new("RGB", (200, 280), "white"), io.BytesIO()
    sheet.save(scan, "PDF", save_all=True, append_images=[sheet] * (pages - 1))
    member.page.get_by_text("Gắn bản quét hoặc bản đã ký số").click()
    file = {"name": "ban ky.pdf", "mimeType": "application/pdf", "buffer": scan.getvalue()}
    member.page.get_by_label("Bản có chữ ký (PDF)").set_input_files(file)
    member.press("Gắn tệp")
    member.press("Đúng, gắn bản quét này")
    member.sees("Đã gắn bản quét có chữ ký.")


def download_the_proposal(province, year) -> bytes:
    province.open(f"/years/{year}/papers/")
    with province.page.expect_download() as download:
        province.page.get_by_role("link", name="Tải PDF Tờ trình").first.click()
    return Path(download.value.path()).read_bytes()
