"""The member's pages: what was typed survives whatever goes wrong, and every error stands beside its box."""

import io
import json
import socket
import threading
import unicodedata
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from pledges.merging import mark_of
from tests.factories import fill, make_user

from .writing_case import PASSWORD, box_of, post_text, text_of, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["", "Đã trao 1.980 suất quà 🎁 cho hội viên", "ổ" * 40_000])
def test_any_text_is_kept_as_it_was_typed(client, report, member, text):
    assert post_text(client, report, text).status_code == 302
    assert text_of(report) == text


def test_text_typed_letter_by_letter_is_stored_composed(client, report, member):
    post_text(client, report, "Ho\u0302\u0323i Lua\u0323\u0302t gia")

    assert text_of(report) == "Hội Luật gia"


def test_three_megabytes_of_text_are_refused_beside_the_box_and_still_there(client, report, member):
    text = "a" * 3_000_000

    response = post_text(client, report, text)

    assert response.status_code == 200
    assert "Mỗi mục dài tối đa 100.000 ký tự." in response.text
    assert text in response.text
    assert text_of(report) == ""


def test_a_stale_tab_shows_both_texts_and_the_next_save_is_made_knowingly(client, report, member):
    post_text(client, report, "Bản của đồng nghiệp")

    conflict = post_text(client, report, "Bản của tôi")

    assert "Lê Thị Hoa đã lưu lúc" in conflict.text
    assert "Bản của tôi" in conflict.text
    assert "Bản của đồng nghiệp" in conflict.text
    assert text_of(report) == "Bản của đồng nghiệp"
    shown = {box_of(report): "Bản của tôi", "read": conflict.context["read"]}
    assert client.post(url("report-text", report), shown).status_code == 302
    assert text_of(report) == "Bản của tôi"


def test_of_two_texts_the_stored_one_can_be_chosen_without_script(client, report, member):
    post_text(client, report, "Bản của đồng nghiệp")
    box = box_of(report)

    taken = {box: "Bản của tôi", "read": "{}", f"take-{box}": "stored"}
    assert client.post(url("report-text", report), taken).status_code == 302

    assert text_of(report) == "Bản của đồng nghiệp"


def test_a_tab_left_open_over_the_submission_keeps_its_text_and_changes_nothing(client, report, member):
    fill(report)
    report.submit(by=member)

    response = post_text(client, report, "Viết thêm sau khi nộp", read="Đã làm.")

    assert "đã nộp" in response.text
    assert "Viết thêm sau khi nộp" in response.text
    assert text_of(report) == "Đã làm."
    report.refresh_from_db()
    assert report.state == "submitted"


def test_the_second_submit_of_a_report_is_a_sentence(client, report, member):
    fill(report)
    signed = {"way": "confirm", "password": PASSWORD}
    client.post(url("report-submit", report), signed)

    again = client.post(url("report-submit", report), signed, follow=True)

    assert "đã được nộp trước đó." in again.text
    assert report.history.count() == 1


def post_scores(client, report, **typed):
    data = {
        "read": json.dumps(
            {f"line-{ln.pk}-self_points": mark_of(ln.self_points) for ln in report.lines.all()}
        )
    }
    for line in report.lines.select_related("criterion"):
        data[f"line-{line.pk}-self_points"] = typed.get(line.criterion.code.replace(".", "_"), "0")
        data[f"line-{line.pk}-result"] = "Kết quả đã gõ"
    return client.post(url("report-scores", report), data)


@pytest.mark.parametrize("typed", ["48,5", "48.5", " 48,50 "])
def test_points_are_read_with_comma_or_dot(client, report, member, typed):
    assert post_scores(client, report, I_1=typed).status_code == 302
    assert str(report.lines.get(criterion__code="I.1").self_points) == "48.50"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("48,3", "Điểm lẻ theo bước 0,5"),
        ("50,5", "Điểm phải từ 0 đến 50"),
        ("-1", "Điểm phải từ 0 đến 50"),
        ("mười", "Hãy nhập một số, ví dụ 98,5."),
        ("9" * 40, "Số này quá lớn."),
    ],
)
def test_wrong_points_are_refused_beside_the_box_and_nothing_typed_is_lost(
    client, report, member, typed, sentence
):
    response = post_scores(client, report, I_1=typed)

    assert response.status_code == 200
    assert sentence in response.text
    assert f'value="{typed}"' in response.text
    assert response.text.count("Kết quả đã gõ") == 5
    assert report.lines.get(criterion__code="I.1").self_points is None


def test_deductions_are_not_the_members_to_type(client, report, member):
    post_scores(client, report, TR="5")

    assert report.lines.get(criterion__code="TR").self_points == 0


def pdf_bytes():
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(buffer)
    return buffer.getvalue()


def office_bytes(*parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return buffer.getvalue()


def picture_bytes():
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, "PNG")
    return buffer.getvalue()


def upload(client, report, name, content):
    return client.post(
        url("report-evidence", report), {"file": SimpleUploadedFile(name, content)}, follow=True
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Báo cáo số 12.pdf", pdf_bytes()),
        ("Kế hoạch.docx", office_bytes("word/document.xml")),
        ("Số liệu.XLSX", office_bytes("xl/workbook.xml")),
        ("Ảnh lễ trao quà.png", picture_bytes()),
    ],
)
def test_evidence_is_stored_under_a_random_name_and_keeps_its_own(client, report, member, name, content):
    upload(client, report, name, content)

    evidence = report.evidence.get()
    assert evidence.name == name
    assert evidence.size == len(content)
    assert name not in evidence.file.name
    with evidence.file.open("rb") as stored:
        assert stored.read() == content


def bomb_bytes():
    """A few kilobytes that unpack to more than 200 MB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(201 * 1024 * 1024))
    return buffer.getvalue()


def test_the_name_of_a_file_is_clean_text_as_any_other(client, report, member):
    of_a_mac = unicodedata.normalize("NFD", "Báo cáo") + "\u200b\x02  quý I.pdf"
    upload(client, report, of_a_mac, pdf_bytes())

    assert report.evidence.get().name == unicodedata.normalize("NFC", "Báo cáo quý I.pdf")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("virus.pdf", b"MZ\x90\x00 this is a program", "Không mở được tệp này"),
        ("virus.exe", b"MZ\x90\x00 this is a program", "Không mở được tệp này"),
        ("anh.jpg", pdf_bytes(), "nội dung là loại khác"),
        ("khong-duoi", pdf_bytes(), "nội dung là loại khác"),
        ("rong.pdf", b"", "Tệp rỗng"),
        ("macro.docx", office_bytes("word/document.xml", "word/vbaProject.bin"), "macro"),
        ("cu.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600, "đời cũ hoặc có mật khẩu"),
        ("bom.docx", bomb_bytes(), "nén quá mức"),
        ("nen.zip", office_bytes("readme.txt"), "Không mở được tệp này"),
        ("lon.pdf", b"%PDF" + b"0" * (10 * 1024 * 1024), "Tệp lớn quá 10 MB"),
    ],
)
def test_other_files_are_refused_with_a_sentence(client, report, member, name, content, sentence):
    response = upload(client, report, name, content)

    assert sentence in response.text
    assert not report.evidence.exists()


def test_a_report_holds_sixty_megabytes_at_most(client, report, member, settings):
    settings.EVIDENCE_REPORT_LIMIT = 10
    response = upload(client, report, "a.pdf", pdf_bytes())

    assert "không quá 60 MB" in response.text
    assert not report.evidence.exists()


def test_evidence_taken_off_a_report_is_kept_on_disk(client, report, member):
    upload(client, report, "a.pdf", pdf_bytes())
    evidence = report.evidence.get()

    client.post(url("evidence-remove", report, evidence.pk))

    evidence.refresh_from_db()
    assert evidence.removed_at
    assert evidence.file.storage.exists(evidence.file.name)
    assert not report.evidence.kept().exists()


def test_what_was_being_sent_when_the_session_ran_out_can_be_sent_again(client, report):
    member = make_user(signs_for=report.association)
    name = box_of(report)

    client.force_login(member)
    client.get("/")
    client.session.flush()
    sent = post_text(client, report, "Viết lúc phiên đã hết\nhai dòng")
    client.force_login(member)
    page = client.get(sent.url.split("next=")[1])

    assert page.context["path"] == url("report-text", report)
    assert [name, "Viết lúc phiên đã hết\nhai dòng"] in [list(field) for field in page.context["fields"]]


def test_what_one_person_typed_is_never_shown_to_the_next_at_the_same_browser(client, report):
    client.force_login(make_user(signs_for=report.association))
    client.get("/")
    client.session.flush()
    post_text(client, report, "Riêng của người trước")
    client.force_login(make_user())

    assert client.get(reverse("resume")).url == "/"


def test_nothing_is_held_for_strangers_nor_of_pages_with_passwords(client, report):
    assert post_text(client, report, "Của người lạ").url.endswith(f"next={url('report-text', report)}")

    client.force_login(make_user(signs_for=report.association))
    client.get("/")
    client.session.flush()
    client.post(reverse("account_change_password"), {"oldpassword": "bi-mat"})
    assert "bi-mat" not in str(dict(client.session))


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("stream: Win.Test FOUND", "Tệp có mã độc"),
        ("stream: OK", "Đã thêm minh chứng"),
        (None, "Chưa quét được vi-rút"),
        ("INSTREAM size limit exceeded. ERROR", "Chưa quét được vi-rút"),
        ("stream: Win.OK ERROR", "Chưa quét được vi-rút"),
        ("OK", "Chưa quét được vi-rút"),
        ("", "Chưa quét được vi-rút"),
    ],
)
def test_a_scanner_that_is_configured_is_asked(client, report, member, settings, tmp_path, answer, sentence):
    settings.CLAMAV = str(tmp_path / "clamd.ctl")
    if answer is not None:
        server = clamd(settings.CLAMAV, answer)

    page = upload(client, report, "a.pdf", pdf_bytes())

    assert sentence in page.text
    assert report.evidence.exists() is (answer == "stream: OK")
    if answer is not None:
        server.close()


def clamd(address, answer):
    """A daemon on a socket that takes one stream and answers."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen()

    def serve():
        connection, _ = listener.accept()
        with connection:
            received = b""
            while not received.endswith(b"\0\0\0\0"):
                received += connection.recv(65536)
            connection.sendall(
                f"{answer}\0".encode() if received.startswith(b"z") else f"{answer}\n".encode()
            )

    threading.Thread(target=serve, daemon=True).start()
    return listener


def test_a_document_of_a_day_to_come_proves_nothing(client, report, member):
    sent = {"document_number": "12/BC", "document_title": "Báo cáo", "document_date": "2099-01-01"}
    page = client.post(url("report-evidence", report), sent)

    assert "Ngày văn bản chưa đến" in page.text and "12/BC" in page.text
    assert not report.evidence.exists()


def test_nginx_sends_the_file_itself_where_it_is_told_to(client, report, member, settings):
    upload(client, report, "Báo cáo.pdf", pdf_bytes())
    settings.X_ACCEL_PREFIX = "/kept/"
    evidence = report.evidence.get()

    response = client.get(reverse("pledges:evidence", args=[evidence.pk]))

    assert response["X-Accel-Redirect"] == f"/kept/{evidence.file.name}"
    assert response.content == b""
    assert "filename*=utf-8''B%C3%A1o%20c%C3%A1o.pdf" in response["Content-Disposition"]


def test_a_picture_is_shown_in_the_page_and_an_office_file_never(client, report, member):
    upload(client, report, "Bảng.xlsx", office_bytes("xl/workbook.xml"))
    office = report.evidence.get()
    upload(client, report, "Báo cáo.pdf", pdf_bytes())
    pdf = report.evidence.exclude(pk=office.pk).get()

    shown = {e: client.get(reverse("pledges:evidence", args=[e.pk]) + "?xem") for e in (office, pdf)}

    assert shown[pdf]["Content-Disposition"].startswith("inline")
    assert shown[office]["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in shown[pdf]["Content-Security-Policy"]
    for response in shown.values():
        response.close()


def test_one_file_proves_two_criteria_each_on_its_pages(client, report, member):
    upload(client, report, "a.pdf", pdf_bytes())
    evidence = report.evidence.get()
    for code, pages in (("I.1", "2"), ("II.1", "5–7")):
        line = report.lines.get(criterion__code=code)
        client.post(url("evidence-use", report, evidence.pk), {"line": line.pk, "pages": pages})

    assert evidence.used_for == "I.1 (trang 2), II.1 (trang 5–7)"
    page = client.get(url("report", report))
    assert page.text.count("a.pdf") >= 2
    assert "(trang 5–7)" in page.text
