"""Papers are PDF/A-3a and PDF/UA-1 at once, carry their data, and are the same bytes every time."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace

import page
import pikepdf
import pytest

from awards.papers import year_papers
from blocs.models import BlocYear
from documents.archival import AMBIGUOUS
from documents.models import IssuedDocument
from documents.papers import Letterhead, Paper, Paragraph, Signer
from documents.render import render
from tests.factories import provincial_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo"), pytest.mark.screens]
KINDS = [
    "giao-uoc", "bao-cao-tong-ket", "bang-tong-hop-diem", "giai-trinh-xep-hang", "bien-ban-hop", "bien-ban-kiem-phieu",
    "to-trinh", "bien-ban-ban-giao", "bang-tong-hop-dang-ky", "bao-cao-thanh-tich", "danh-sach-de-nghi",
    "tom-tat-thanh-tich", "ke-hoach", "giay-moi-ky-giao-uoc", "giay-moi-hoi-nghi", "cong-van-hiep-y",
    "tong-hop-hiep-y",
]  # fmt: skip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "paper.pdf"


@pytest.mark.parametrize("kind", KINDS)
def test_each_issued_paper_can_be_kept_and_read_aloud(kind, path):
    path.write_bytes(bytes(IssuedDocument.objects.filter(kind=kind).first().pdf))

    for profile in ("3a", "ua1"):
        assert page.validate_pdf(str(path), profile=profile).is_compliant, profile


def test_a_paper_carries_what_it_says_as_data(path):
    path.write_bytes(bytes(provincial_letter().pdf))

    with pikepdf.open(path) as pdf:
        data = json.loads(pdf.attachments["du-lieu.json"].get_file().read_bytes())
        language, bookmarks = str(pdf.Root.Lang), len(pdf.open_outline().root)

    assert (data["type_name"], data["number"], data["dated"]) == ("TỜ TRÌNH", 2, "2024-01-12")
    assert language == "vi"
    assert bookmarks


PLAIN = (
    "from documents.papers import Letterhead, Paper, Paragraph, Signer;"
    "paper = Paper('to-trinh', 'TỜ TRÌNH', Letterhead('', 'HỘI', 'H', 'Đông Hà'), Signer('A', 'B'),"
    "(Paragraph('Chữ'),))"
)


def test_another_process_makes_the_same_bytes():
    paper = Paper(
        "to-trinh", "TỜ TRÌNH", Letterhead("", "HỘI", "H", "Đông Hà"), Signer("A", "B"), (Paragraph("Chữ"),)
    )
    code = (
        f"import django, hashlib; django.setup(); {PLAIN};"
        "from documents.render import render; print(hashlib.sha256(render(paper).pdf).hexdigest())"
    )
    elsewhere = {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}

    run = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | elsewhere, check=True, capture_output=True, text=True
    )

    assert run.stdout.split()[-1] == hashlib.sha256(render(paper).pdf).hexdigest()


def test_all_papers_of_the_year_are_looked_at():
    assert {sheet.kind.code for sheet in year_papers(BlocYear.objects.get(year=2023))} == set(KINDS)


def test_no_streams_length_is_in_doubt_whatever_the_code_on_the_paper():
    """Once in fifty a packed stream ended with a line's end, and the checker refused the file."""
    paper = Paper(
        "to-trinh", "TỜ TRÌNH", Letterhead("", "HỘI", "H", "Đông Hà"), Signer("A", "B"), (Paragraph("Chữ"),)
    )
    for n in range(150):
        pdf = render(replace(paper, code=f"{n:012}", verify_at=f"https://khoi.example/verify/{n:012}/")).pdf
        assert not AMBIGUOUS.search(pdf)
