"""What becomes of an issued paper: replaced, withdrawn, verified by anyone, signed, entered in the register."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from openpyxl import load_workbook

from awards.papers import draft
from base.workflow import Refused
from documents import models
from documents import render as rendering
from documents.actions.issuing import issue
from documents.actions.signed_copies import keep_signed
from documents.checking import check
from documents.isolation import FileRefused
from documents.models import Dispatch, IssuedDocument
from documents.signatures import signatures
from members.models import User
from tests.factories import provincial_letter

from .issued_case import DAY, issue_again, sheet_of
from .pdf import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "quiet_cache")]


def test_a_correction_names_what_it_replaces_and_the_old_one_says_by_what(year, secretary):
    old = provincial_letter()

    new = issue_again(year, secretary)

    text = read(bytes(new.pdf)).text
    assert "(Thay thế tờ trình số 02/TTr-BĐD ngày 12/01/2024)" in text
    assert new.code in text
    verdicts = check(bytes(new.pdf))
    assert len(verdicts) > 5 and all(verdict.is_held for verdict in verdicts)
    old.refresh_from_db()
    assert (old.successor, old.stands, new.stands) == (new, False, True)
    assert sheet_of(year, "to-trinh").issued == new


def test_two_people_issue_the_same_paper_at_once_and_one_of_them_is_told(year, secretary, monkeypatch):
    paper = draft(sheet_of(year, "bang-tong-hop-diem"), year)
    paper = paper.issued(number=None, dated=DAY, signer=paper.signer)
    real = rendering.render

    def slow(slower):
        monkeypatch.setattr(rendering, "render", real)
        issue(paper, subject=year, by=secretary)  # the quicker one, after ours looked what it replaces
        return real(slower)

    monkeypatch.setattr(rendering, "render", slow)

    with pytest.raises(Refused, match="Người khác vừa ban hành"):
        issue(paper, subject=year, by=secretary)

    assert (
        IssuedDocument.objects.filter(kind="bang-tong-hop-diem").count() == 2
    )  # the demo's and the quicker one


def test_a_paper_is_the_first_of_its_kind_once(year, secretary):
    first = provincial_letter()
    first.pk, first.code, first.number, first._state.adding = None, models.new_code(), 77, True

    with pytest.raises(IntegrityError):
        first.save()


def test_a_withdrawn_paper_keeps_its_bytes_and_leaves_its_place_free(year, secretary):
    old = provincial_letter()

    old.withdraw(by=secretary, reason="Nhầm tên")

    assert sheet_of(year, "to-trinh").issued is None
    with pytest.raises(Refused, match="thu hồi trước đó"):
        old.withdraw(by=secretary, reason="Lần nữa")
    assert issue_again(year, secretary).replaces == old


def test_a_paper_of_a_filed_dossier_is_not_withdrawn(client, year):
    year.milestones.filter(kind="handed_over").update(done_at=None, done_by=None)
    client.force_login(User.objects.get(email__startswith="soan.nct@"))
    document = provincial_letter()

    client.post(reverse("awards:paper-withdraw", args=[year.pk, document.pk]), {"reason": "Nhầm"})

    document.refresh_from_db()
    assert document.withdrawn_at is None


@pytest.mark.parametrize("typed", ["{code}", "{small}", "  {bare} "])
def test_anyone_asks_by_the_code_however_it_is_typed(client, year, typed):
    code = provincial_letter().code
    words = typed.format(code=code, small=code.lower(), bare=code.replace("-", " "))

    page = client.post(reverse("documents:verify"), {"code": words}).content.decode()

    for fact in ("Tờ trình", "02/TTr-BĐD", "12/01/2024", "BAN ĐẠI DIỆN TỈNH QUẢNG TRỊ", "Đang có giá trị"):
        assert fact in page
    assert "Hội Luật gia" not in page
    assert "Hoàng Văn Thành" not in page


def test_the_answer_tells_of_replacement_and_withdrawal(client, year, secretary):
    old = provincial_letter()
    new = issue_again(year, secretary)
    new.withdraw(by=secretary, reason="Nhầm tên")

    replaced = client.get(reverse("documents:verify-paper", args=[old.code])).content.decode()
    withdrawn = client.get(reverse("documents:verify-paper", args=[new.code])).content.decode()

    assert "Đã được thay thế bằng tờ trình số 03/TTr-BĐD ngày 20/01/2024" in replaced
    assert "Đã thu hồi" in withdrawn
    assert "Nhầm tên" not in withdrawn


@pytest.mark.parametrize("code", ["AAAA-AAAA-AAAA", "hello", "0" * 12, "x" * 39])
def test_an_unknown_code_is_answered_with_a_sentence(client, code):
    response = client.get(reverse("documents:verify-paper", args=[code]))

    assert response.status_code == 200
    page = response.content.decode()
    assert "Không có văn bản nào mang mã này" in page or "Mã gồm 12 chữ cái" in page


def test_a_file_is_compared_byte_by_byte(client):
    document = provincial_letter()
    url, pdf = reverse("documents:verify"), bytes(document.pdf)

    same = client.post(url, {"file": SimpleUploadedFile("a.pdf", pdf)}).content.decode()
    changed = client.post(url, {"file": SimpleUploadedFile("a.pdf", pdf + b" "), "code": document.code})
    unknown = client.post(url, {"file": SimpleUploadedFile("a.pdf", pdf + b" ")}).content.decode()

    assert "Trùng từng byte với tệp đã ban hành" in same
    assert "Tệp không phải bản đã ban hành" in changed.content.decode()
    assert "Không có văn bản nào đã ban hành trùng với tệp này" in unknown


def test_asking_is_limited_per_address(client):
    url = reverse("documents:verify-paper", args=["AAAA-AAAA-AAAA"])

    answers = [client.get(url).status_code for _ in range(31)]

    assert answers == [200] * 30 + [429]


def test_the_register_lists_numbered_papers_with_what_people_filled_in(client, year, secretary):
    document = provincial_letter()
    client.force_login(secretary)
    facts = {"copies": 3, "sent_on": "2024-01-15", "kept_by": "Văn thư", "taken_by": "Bảo An", "note": ""}
    client.post(reverse("awards:paper-dispatch", args=[year.pk, document.pk]), facts)

    page = client.get(reverse("awards:register", args=[year.pk])).content.decode()
    printed = read(client.get(reverse("awards:register-paper", args=[year.pk])).content).text
    book = load_workbook(io.BytesIO(client.get(reverse("awards:register-xlsx", args=[year.pk])).content))

    for text in (page, printed):
        for fact in ("02/TTr-BĐD", "15/01/2024", "Văn thư", "Bảo An"):
            assert fact in text
    lines = list(book.active.iter_rows(min_row=4, values_only=True))
    numbered = IssuedDocument.objects.filter(issued_on__year=2024).exclude(number=None)
    assert len(lines) == numbered.exclude(kind="bao-cao-thanh-tich").count()
    assert len(lines[0]) == 10


def test_an_empty_line_of_the_register_is_not_taken(client, year, secretary):
    document = provincial_letter()
    client.force_login(secretary)

    page = client.post(reverse("awards:paper-dispatch", args=[year.pk, document.pk]), {"note": " "})

    assert "điền ít nhất một ô của sổ" in page.text
    assert not Dispatch.objects.filter(document=document).exists()


def test_a_day_of_sending_before_the_paper_is_refused(client, year, secretary):
    document = provincial_letter()
    client.force_login(secretary)

    page = client.post(
        reverse("awards:paper-dispatch", args=[year.pk, document.pk]), {"sent_on": "2023-01-15", "note": "x"}
    ).content.decode()

    assert "Ngày chuyển phải từ ngày văn bản trở đi" in page
    assert 'value="x"' in page


def test_a_paper_that_was_replaced_takes_no_signed_copy(secretary, year):
    first = provincial_letter()
    issue_again(year, secretary)

    with pytest.raises(Refused, match="đã được thay thế"):
        keep_signed(first, b"%PDF", kind="scan", signatures=[], by=secretary)


def test_a_file_that_only_looks_signed_is_refused_with_a_sentence():
    with pikepdf.new() as file, io.BytesIO() as out:
        file.add_blank_page()
        file.Root.AcroForm = 5
        file.save(out)
        with pytest.raises(FileRefused, match="Không đọc được chữ ký số"):
            signatures(out.getvalue())


@pytest.mark.parametrize("code", ["00046-1-E5D31A01", "d00003-12-0a1b2c3d"])
def test_the_code_of_a_receipt_is_told_where_it_is_looked_up(client, code):
    answer = client.post(reverse("documents:verify"), {"code": code})

    assert "Đây là mã biên nhận" in answer.text
    assert code in answer.text
