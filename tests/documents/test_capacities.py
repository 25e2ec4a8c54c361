"""TM., KT., Q., TL., TUQ. above a signature, from the signer's office. Proves documents/capacities.py."""

import datetime

import pytest
from django.urls import reverse

from awards.papers import draft, final
from blocs.documents import signer
from blocs.models import BlocYear
from documents.capacities import chief_of, has_capacity, has_degree, signature_lines
from documents.checking import check
from documents.papers import Letterhead, Paper, Paragraph, Signer
from documents.render import render
from tests.factories import provincial_letter

from .issued_case import sheet_of

pytestmark = pytest.mark.screens
DAY = datetime.date(2024, 1, 20)
RULE = "Cấp phó ký thay ghi KT.; không ghi học hàm trước họ tên"


@pytest.mark.parametrize(
    ("position", "more", "lines"),
    [
        ("Chủ tịch", {"collective": "Ban Thường vụ"}, ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH")),
        ("Chủ tịch", {}, ("CHỦ TỊCH",)),
        ("Phó Trưởng ban", {"collective": "BAN ĐẠI DIỆN"}, ("TM. BAN ĐẠI DIỆN", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),
        ("Phó Chủ tịch Thường trực", {}, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC")),
        ("phó chủ tịch kiêm Tổng Thư ký", {}, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH KIÊM TỔNG THƯ KÝ")),
        ("Quyền Chủ tịch", {"collective": "BCH"}, ("TM. BCH", "Q. CHỦ TỊCH")),
        ("Chánh Văn phòng", {"capacity": "TL", "chief": "Chủ tịch"}, ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("Trưởng phòng", {"capacity": "TUQ", "chief": "Giám đốc"}, ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG")),
    ],
)  # fmt: skip
def test_the_lines_follow_the_office(position, more, lines):
    assert signature_lines(position, **more) == lines


@pytest.mark.parametrize(
    "name", ["TS. Nguyễn Văn An", "PGS.TS Trần Bình", "ThS Lê Thị Hoa", "Ông Đỗ Lưu", "GS, TS. Lê A"]
)
def test_a_degree_before_a_name_is_seen(name):
    assert has_degree(name)


@pytest.mark.parametrize("name", ["Nguyễn Văn An", "Bành Thị Sen", "Lương Bá Thông", "Cao Bằng", "Lê Sĩ Bác"])
def test_a_plain_name_has_none(name):
    assert not has_degree(name)


def test_the_chief_of_a_deputy():
    assert [chief_of(p) for p in ("Phó Chủ tịch Thường trực", "Phó trưởng ban", "Chủ tịch")] == [
        "Chủ tịch", "Trưởng ban", "Chủ tịch",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("signs", "is_held"),
    [
        (Signer("Nguyễn A", "", ("TM. BAN ĐẠI DIỆN", "PHÓ TRƯỞNG BAN")), False),
        (Signer("Nguyễn A", "", ("TM. BAN ĐẠI DIỆN", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")), True),
        (Signer("TS. Nguyễn A", "", ("TM. BAN ĐẠI DIỆN", "TRƯỞNG BAN")), True),  # the degree is not printed
    ],
)
def test_the_checker_knows_it(signs, is_held):
    assert verdict_on(signs) == is_held


def test_the_checker_knows_a_degree_that_was_printed(monkeypatch):
    monkeypatch.setattr("documents.papers.without_degree", lambda name: name)

    assert not verdict_on(Signer("TS. Nguyễn A", "", ("TM. BAN ĐẠI DIỆN", "TRƯỞNG BAN")))


def verdict_on(signer: Signer) -> bool:
    head = Letterhead("", "HỘI", "H", "Huế")
    paper = Paper("to-trinh", "TỜ TRÌNH", head, signer, (Paragraph("Chữ"),), recipients=("Lưu: VT",))
    (verdict,) = [verdict for verdict in check(render(paper).pdf) if verdict.rule == RULE]
    return verdict.is_held


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
class TestPapersOfTheLead:
    def test_header_b_gives_the_office_in_the_bloc_and_in_the_body(self, year):
        BlocYear.objects.filter(pk=year.pk).update(header="B")
        year.refresh_from_db()
        assert signer(year, DAY, name="A", position="Trưởng ban").lines == (
            "TM. KHỐI THI ĐUA", "TRƯỞNG KHỐI", "TRƯỞNG BAN ĐẠI DIỆN HỘI NGƯỜI CAO TUỔI TỈNH QUẢNG TRỊ",
        )  # fmt: skip
        assert signer(year, DAY, name="A", position="Phó Trưởng ban").lines[1] == "KT. TRƯỞNG KHỐI"

    def test_an_authority_names_its_paper_and_a_degree_is_refused(self, client, year, secretary):
        client.force_login(secretary)
        sheet = sheet_of(year, "to-trinh")
        address = reverse("awards:paper-issue", args=[year.pk, sheet.kind.code, sheet.subject.pk])
        typed = {"number": 3, "dated": "20/01/2024", "name": "ThS. Lê An", "position": "Chánh Văn phòng"}
        page = client.post(address, typed | {"capacity": "TUQ"})
        assert page.context["form"].errors["name"] == ["Bỏ học hàm, học vị, cách xưng hô trước họ tên."]
        assert "authorisation" in page.context["form"].errors

        right = {
            "name": "Lê An",
            "capacity": "TUQ",
            "authorisation": "Giấy ủy quyền số 03/GUQ-BĐD ngày 15/01/2024",
        }
        client.post(address, typed | right | {"accept_warnings": "on"})
        issued = provincial_letter()
        assert issued.number == 3
        assert issued.signer_position == f"Chánh Văn phòng ({right['authorisation']})"

    def test_by_order_of_the_chief_of_that_day(self, year):
        facts = {"number": 2, "dated": DAY, "name": "Lê An", "position": "Chánh Văn phòng", "capacity": "TL"}
        paper = final(sheet_of(year, "to-trinh"), year, **facts)
        assert paper.signer.lines == ("TL. TRƯỞNG BAN", "CHÁNH VĂN PHÒNG")
        assert draft(sheet_of(year, "to-trinh"), year).signer.lines[0] == "TM. BAN ĐẠI DIỆN"


@pytest.mark.parametrize(
    "position", ["KT. Trưởng ban Phó Trưởng ban", "TM. Ban Thường vụ", "tuq. Giám đốc", "TL .Chủ tịch"]
)
def test_a_capacity_that_was_typed_is_seen(position):
    assert has_capacity(position)


@pytest.mark.parametrize("position", ["Phó Chủ tịch", "Q. Chủ tịch", "Trưởng ban", "Tổng Thư ký"])
def test_an_office_alone_is_none(position):
    assert not has_capacity(position)


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_in_the_blocs_own_name_the_word_ban_is_not_said_twice():
    year = BlocYear.objects.with_parties().get(year=2023)
    year.header = BlocYear.Header.BLOC

    lines = signer(year, DAY, name="A", position="Phó Trưởng ban").lines

    assert lines[:2] == ("TM. KHỐI THI ĐUA", "KT. TRƯỞNG KHỐI")
    assert lines[2].startswith("PHÓ TRƯỞNG BAN ĐẠI DIỆN HỘI NGƯỜI CAO TUỔI")
