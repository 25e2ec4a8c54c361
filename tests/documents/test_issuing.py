"""What is wrong with a paper is told before it has a number, not after."""

import dataclasses
import datetime

import pytest
from django.urls import reverse

from awards.actions.papers import issue_paper
from awards.models import Nomination
from awards.papers import draft, final, warnings
from base.workflow import Refused
from blocs.models import BlocYear
from documents.checking import MARGINS
from documents.issuing import paper_faults, unknown_characters
from documents.models import IssuedDocument
from documents.papers import Paragraph
from documents.render import render
from members.models import User
from pledges.models import Pledge
from tests.factories import provincial_proposal

from .issued_case import sheet_of
from .pdf import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
DAY = datetime.date(2024, 1, 20)
FACTS = {"number": 9, "dated": DAY, "name": "Hoàng Văn Thành", "position": "Trưởng ban"}


@pytest.fixture
def year():
    year = BlocYear.objects.with_parties().get(year=2023)
    year.milestones.filter(kind="handed_over").update(done_at=None, done_by=None)
    year.proposals.update(state="draft", filed_at=None, filed_by=None)
    return year


@pytest.fixture
def secretary():
    return User.objects.get(email__startswith="soan.nct@")


def with_text(year, text):
    """The tờ trình as it would be issued, with one more sentence in it."""
    paper = final(sheet_of(year, "to-trinh"), year, **FACTS)
    return dataclasses.replace(paper, blocks=(Paragraph(text), *paper.blocks))


def test_a_sound_paper_has_no_faults(year):
    paper = final(sheet_of(year, "to-trinh"), year, **FACTS)

    assert paper_faults(paper, render(paper).pdf) == []


@pytest.mark.parametrize("character", ["😀", "➢", "✓", "☑", "漢"])
def test_a_character_that_the_font_lacks_is_named(year, character):
    (fault,) = paper_faults(with_text(year, f"Đã hoàn thành {character} chỉ tiêu"), b"")

    assert f"“{character}” trong “…Đã hoàn thành {character} chỉ tiêu…”" in fault


def test_letters_figures_and_marks_of_vietnamese_are_known(year):
    assert unknown_characters(with_text(year, "Đặng Ẵm: 1.980,5 m² – 85 % “đạt”; ½ … • ≥ 90 °C")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("x" * 200, MARGINS), ("Kính trình./.", "Lời văn kết thúc bằng “./.”, một lần")],
    ids=["over the margin", "a second end"],
)
def test_form_that_is_not_held_stops_the_issue(year, text, said):
    paper = with_text(year, text)
    if said == MARGINS:  # text wraps wherever it can; a drawn line of figures does not
        paper = dataclasses.replace(paper, type_name="T" * 90)

    faults = paper_faults(paper, render(paper).pdf)

    assert any(said in fault for fault in faults), faults


def test_nothing_is_kept_of_an_issue_that_is_stopped(client, year, secretary):
    Nomination.objects.update(achievements="Trao quà ➢ đủ")
    client.force_login(secretary)
    sheet = sheet_of(year, "to-trinh")
    before = IssuedDocument.objects.count()

    url = reverse("awards:paper-issue", args=[year.pk, sheet.kind.code, sheet.subject.pk])
    page = client.post(url, {**FACTS, "dated": "20/01/2024"}).content.decode()

    assert "không có ký tự “➢”" in page
    assert 'value="Hoàng Văn Thành"' in page
    assert IssuedDocument.objects.count() == before


def test_a_proposal_without_nominees_is_not_issued(year, secretary):
    provincial_proposal().nominations.all().delete()

    with pytest.raises(Refused, match="Chưa có tập thể nào được đề nghị"):
        issue_paper(sheet_of(year, "to-trinh"), year, by=secretary, **FACTS)


@pytest.mark.parametrize(
    ("kind", "dated", "said"),
    [
        ("to-trinh", datetime.date(2024, 1, 8), "không trước ngày họp bình xét"),
        ("bao-cao-tong-ket", datetime.date(2023, 1, 10), "không trước ngày họp bình xét"),
        ("bien-ban-hop", datetime.date(2024, 1, 10), "đúng ngày diễn ra: 09/01/2024"),
        ("bien-ban-kiem-phieu", datetime.date(2024, 1, 8), "đúng ngày diễn ra: 09/01/2024"),
        ("bien-ban-ban-giao", datetime.date(2024, 1, 16), "đúng ngày diễn ra: 15/01/2024"),
    ],
)
def test_a_date_that_cannot_be_stops_the_issue(year, secretary, kind, dated, said):
    facts = {**FACTS, "dated": dated}

    with pytest.raises(Refused, match=said):
        issue_paper(sheet_of(year, kind), year, by=secretary, **facts)


def test_the_pledge_lists_every_member_whatever_was_signed(year):
    pledge = Pledge.objects.get(bloc_year__year=2024)
    pledge.signatures.all().delete()
    following = pledge.bloc_year
    sheet = sheet_of(following, "giao-uoc")

    unsigned = draft(sheet, following)

    rows = unsigned.blocks[-1].rows
    assert len(rows) == 16
    assert all(name and position for _, _, position, name, _ in rows)
    assert rows[1][:2] == ("2", "Hội Chữ thập đỏ tỉnh Quảng Trị")  # the deputy after the lead
    assert "chưa ký" not in render(unsigned).html
    facts = {**FACTS, "number": None}
    (warning,) = warnings(sheet, final(sheet, following, **facts))
    assert warning.startswith("Còn 16 đơn vị chưa ghi chữ ký: ")


def test_the_state_of_signing_never_stands_in_an_issued_pledge(year):
    pledge = Pledge.objects.get(bloc_year__year=2023)
    pledge.signatures.filter(association__code__in=["nm", "hn", "lv"]).delete()
    facts = {"number": None, "dated": datetime.date(2023, 3, 20), "name": "", "position": ""}

    paper = final(sheet_of(year, "giao-uoc"), year, **facts)

    text = read(render(paper).pdf).text
    assert "chưa ký" not in text
    assert all(name in text for name in ("Hội Người mù", "Hội Làm vườn"))


def test_issuing_a_pledge_that_some_have_not_signed_asks(client, year, secretary):
    pledge = Pledge.objects.get(bloc_year__year=2023)
    pledge.signatures.filter(association__code="nm").delete()
    IssuedDocument.objects.filter(kind="giao-uoc").delete()
    client.force_login(secretary)
    url = reverse("awards:paper-issue", args=[year.pk, "giao-uoc", pledge.pk])

    asked = client.post(url, {"dated": "20/03/2023"}).content.decode()
    assert "Còn 1 đơn vị chưa ghi chữ ký: Hội Người mù" in asked
    assert not IssuedDocument.objects.filter(kind="giao-uoc").exists()

    client.post(url, {"dated": "20/03/2023", "accept_warnings": "on"})

    assert IssuedDocument.objects.filter(kind="giao-uoc").exists()
