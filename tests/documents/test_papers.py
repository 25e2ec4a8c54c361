"""The papers of Quảng Trị 2023, read back from their PDFs: facts, form, and that issued ones never change."""

import datetime
import hashlib

import page
import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from awards.actions.papers import issue_paper
from awards.papers import draft, final, law_warnings
from base.workflow import Refused
from blocs.models import BlocYear, Membership
from documents.models import IssuedDocument, next_number
from documents.render import DataOnly, as_html, render
from members.models import User
from tests.factories import provincial_letter, provincial_proposal

from .issued_case import sheet_of
from .pdf import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.screens]
KINDS = [
    "giao-uoc",
    "bao-cao-tong-ket",
    "bang-tong-hop-diem",
    "bien-ban-hop",
    "bien-ban-kiem-phieu",
    "to-trinh",
]
NKT = "Hội Người khuyết tật, nạn nhân da cam, bảo trợ người khuyết tật và bảo vệ quyền trẻ em tỉnh Quảng Trị"


@pytest.fixture
def year():
    return BlocYear.objects.with_parties().get(year=2023)


def stored(kind) -> bytes:
    document = provincial_letter() if kind == "to-trinh" else IssuedDocument.objects.get(kind=kind)
    return bytes(document.pdf)


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_is_a4_and_numbered_from_its_second_page(kind):
    paper = read(stored(kind))

    expected = (842, 595) if kind == "bang-tong-hop-diem" else (595, 842)
    assert set(paper.sizes) == {expected}
    numbers = [line for line in paper.lines if line.top < 57 and line.text.isdigit()]
    assert [(line.page, line.text) for line in numbers] == [
        (n, str(n)) for n in range(2, len(paper.pages) + 1)
    ]
    middle_of_text = 85 + (expected[0] - 85 - 57) / 2
    assert len(numbers) == len(paper.pages) - 1
    assert all(abs(line.middle - middle_of_text) < 3 for line in numbers)


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_has_its_head_and_is_accessible(kind, tmp_path):
    pdf = stored(kind)
    paper = read(pdf)

    is_landscape = kind == "bang-tong-hop-diem"  # where the name fits on one line
    issuer = ["BAN ĐẠI DIỆN TỈNH QUẢNG TRỊ"] if is_landscape else ["BAN ĐẠI DIỆN", "TỈNH QUẢNG TRỊ"]
    for line in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", *issuer):
        assert line in paper.pages[0]
    assert "DỰ THẢO" not in paper.text
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    assert page.validate_pdf(str(path), profile="ua1").is_compliant


@pytest.mark.parametrize("kind", KINDS[1:])
def test_papers_with_an_end_mark_end_with_it(kind):
    assert read(stored(kind)).text.count("./.") == 1


@pytest.mark.parametrize("kind", KINDS[1:])
def test_the_signature_never_stands_alone_on_a_page(kind):
    last = read(stored(kind)).pages[-1].splitlines()

    signer = next(
        n for n, line in enumerate(last) if "TRƯỞNG BAN" in line or "CHỦ TỌA" in line or "THƯ KÝ" in line
    )
    assert signer >= 2


def test_the_proposal_names_its_nominees_with_points_rank_and_votes():
    text = read(stored("to-trinh")).text

    assert "Số: 02/TTr-BĐD" in text
    assert "Quảng Trị, ngày 12 tháng 01 năm 2024" in text
    assert "1. Cờ thi đua của Ủy ban nhân dân tỉnh: 03 tập thể" in text
    assert "Căn cứ khoản 1 Điều 26 Luật Thi đua, khen thưởng năm 2022, kính đề nghị xem xét, tặng" in text
    assert text.count(NKT) == 2
    for facts in (
        "14/16 (87,5 %)",
        "15/16 (93,8 %)",
        "13/16 (81,3 %)",
        "100,5",
        "đề nghị trước Hội Khuyến học tỉnh Quảng Trị (hạng 3) vì đơn vị đề nghị",
    ):
        assert facts in text.replace("\u00a0", " ")
    assert "Hội Cựu thanh niên xung phong tỉnh Quảng Trị" in text
    assert "Hội Luật gia tỉnh Quảng Trị" in text
    assert "Hội Chữ thập đỏ" not in text


def test_the_bases_are_the_law_of_that_day():
    text = read(stored("to-trinh")).text

    assert "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;" in text
    assert "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ" in text
    assert "91/2017" not in text
    assert "152/2025" not in text


def test_number_and_date_stand_on_one_line():
    paper = read(stored("to-trinh"))

    assert abs(paper.line("Số: 02/TTr-BĐD").top - paper.line("Quảng Trị, ngày").top) < 3


def test_the_pledge_lists_every_member_of_the_bloc_as_it_was_named():
    text = read(stored("giao-uoc")).text

    members = Membership.objects.on(datetime.date(2023, 3, 17)).select_related("association")
    names = [m.association.name_on(datetime.date(2023, 3, 17)) for m in members]
    assert len(names) == 16
    assert [name for name in names if name not in text] == []


def test_the_table_prints_what_the_screen_shows(client, year):
    client.force_login(User.objects.get(email__startswith="tinh@"))
    rows = client.get(f"/years/{year.pk}/ranking/").context["rows"]

    text = read(stored("bang-tong-hop-diem")).text

    assert len(rows) == 16
    for row in rows:
        assert row.association.name_on(datetime.date(2024, 1, 12)) in text
        assert f"{row.verified.total.normalize():f}".replace(".", ",") in text


def test_the_ballot_minutes_state_counts_and_the_base_of_each_percentage():
    text = read(stored("bien-ban-kiem-phieu")).text.replace("\u00a0", " ")

    assert "Số phiếu phát ra: 15; thu về: 15; hợp lệ: 15; không hợp lệ: 0." in text
    assert "9/16 (56,3 %)" in text
    assert "Không được chọn" in text


def test_the_review_sums_only_figures_that_may_be_summed(year):
    text = read(stored("bao-cao-tong-ket")).text

    assert "Suất quà trao tặng" in text
    assert "28.937" in text
    assert "Lượt người được trợ giúp" not in text


def test_a_draft_is_marked_and_has_no_number(year):
    paper = draft(sheet_of(year, "to-trinh"), year)

    text = read(render(paper).pdf).text

    assert "DỰ THẢO" in text
    assert "/TTr-BĐD" in text
    assert "02/TTr-BĐD" not in text


def test_an_issued_paper_keeps_the_name_of_its_day_after_the_rename(year):
    assert year.lead.official_name == "Hội Người cao tuổi tỉnh Quảng Trị"
    assert "BAN ĐẠI DIỆN TỈNH QUẢNG TRỊ" in read(stored("to-trinh")).text

    later = final(
        sheet_of(year, "to-trinh"),
        year,
        number=2,
        dated=datetime.date(2024, 8, 1),
        name="Hoàng Văn Thành",
        position="Chủ tịch",
    )
    assert later.letterhead.name == "HỘI NGƯỜI CAO TUỔI TỈNH QUẢNG TRỊ"
    assert later.symbol == "TTr-HNCT"


def test_issued_bytes_have_the_hash_in_the_register_and_are_never_changed():
    document = provincial_letter()

    assert hashlib.sha256(bytes(document.pdf)).hexdigest() == document.sha256
    with pytest.raises(TypeError):
        document.save()


def unfile(year) -> None:
    """As the dossier was the day before it was sent."""
    year.proposals.update(state="draft", filed_at=None, filed_by=None)


def test_a_filed_dossier_takes_no_other_papers(year):
    by = User.objects.get(email__startswith="soan.nct@")

    with pytest.raises(Refused, match="Hồ sơ đã gửi"):
        issue_paper(
            sheet_of(year, "bien-ban-hop"),
            year,
            by=by,
            number=7,
            dated=datetime.date(2024, 1, 9),
            name="",
            position="",
        )


def test_a_number_is_used_once_a_year(year):
    unfile(year)
    sheet, facts = sheet_of(year, "to-trinh"), {"name": "A", "position": "Trưởng ban"}
    day = datetime.date(2024, 1, 20)
    by = User.objects.get(email__startswith="soan.nct@")

    with pytest.raises(Refused, match="Số 01/TTr-BĐD đã dùng trong năm 2024"):
        issue_paper(sheet, year, by=by, number=1, dated=day, **facts)

    document = provincial_letter()
    assert next_number(document.issuer, "TTr-BĐD", 2024) == 3
    assert issue_paper(sheet, year, by=by, number=3, dated=day, **facts).reference == "03/TTr-BĐD"


def test_a_basis_out_of_force_on_the_papers_date_is_warned_of(year):
    nomination = provincial_proposal().nominations.first()
    type(nomination).objects.filter(pk=nomination.pk).update(basis="Điều 11 Nghị định 91/2017/NĐ-CP")

    paper = final(
        sheet_of(year, "to-trinh"), year, number=9, dated=datetime.date(2024, 1, 20), name="A", position="B"
    )

    assert law_warnings(paper) == [
        "Nghị định 91/2017/NĐ-CP không có hiệu lực vào ngày 20/01/2024."
        " Văn bản thay thế: Nghị định 98/2023/NĐ-CP."
    ]


def test_pattern_b_puts_the_bloc_at_the_head_and_its_own_symbol(year):
    BlocYear.objects.filter(pk=year.pk).update(header="B")
    year.refresh_from_db()
    paper = draft(sheet_of(year, "to-trinh"), year)

    html = as_html(paper)

    assert paper.symbol == "TTr-KTĐ"
    assert "UBND TỈNH QUẢNG TRỊ" in html  # the full form takes two lines
    assert "TM. KHỐI THI ĐUA" in html


def test_the_same_paper_gives_the_same_bytes(year):
    paper = draft(sheet_of(year, "bien-ban-kiem-phieu"), year)

    assert render(paper).pdf == render(paper).pdf


@pytest.mark.parametrize("url", ["https://example.com/x.png", "file:///etc/passwd", "img/x.png"])
def test_papers_load_nothing_from_outside(url):
    source = HTML(string=f'<img src="{url}" alt="x">', base_url="file:///", url_fetcher=DataOnly())

    with pytest.raises(FatalURLFetchingError):
        source.write_pdf()
