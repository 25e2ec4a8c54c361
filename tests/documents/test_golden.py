"""What each paper of the real case says, kept beside the tests: a change of wording is seen before it is printed.

UPDATE_GOLDEN=1 pytest tests/documents/test_golden.py writes them anew, to be read in the diff.
"""

import os
import re
from pathlib import Path

import pytest

from awards.papers import draft, year_papers
from blocs.models import BlocYear
from documents.render import as_html
from pledges.models import Registration, Report
from pledges.papers import registration_paper, report_paper, score_sheet_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
FOLDER = Path(__file__).parent / "golden"


def papers() -> dict:
    """The drafts of 2023, the first of each kind, and the papers of one member."""
    year = BlocYear.objects.with_parties().get(year=2023)
    found = {}
    for sheet in year_papers(year):
        found.setdefault(sheet.kind.code, draft(sheet, year))
    own = {"bloc_year": year, "association__code": "tnxp"}
    report = Report.objects.get(**own, kind="annual")
    registration = Registration.objects.get(**own)
    found["ban-dang-ky"] = registration_paper(registration, year.last_day)
    found["bao-cao-hoi"] = report_paper(report, year.last_day)
    found["bang-tu-cham"] = score_sheet_paper(report, year.last_day)
    return found


def lines_of(paper) -> str:
    """The page, a tag or a text a line, without what a drawing is made of and what may not break."""
    html = re.sub(r"data:image/svg[^\"]*", "data:image/svg", as_html(paper))
    html = re.sub(r"/opinions/[\w-]+/", "/opinions/…/", html)  # it follows from the server's secret
    html = re.sub(r'<span class="unbroken">([^<]*)</span>', r"\1", html)
    parts = (re.sub(r"[ \n]+", " ", part).strip(" ") for part in re.split(r"(<[^>]+>)", html))
    return "\n".join(filter(None, parts)) + "\n"


def test_every_paper_says_what_it_said():
    changed = []
    for kind, paper in papers().items():
        path, said = FOLDER / f"{kind}.txt", lines_of(paper)
        if os.environ.get("UPDATE_GOLDEN"):
            FOLDER.mkdir(exist_ok=True)
            path.write_text(said, encoding="utf-8")
        if path.read_text(encoding="utf-8") != said:
            changed.append(kind)

    assert changed == []


def test_no_golden_page_is_of_a_paper_that_is_gone():
    assert {path.stem for path in FOLDER.iterdir()} == set(papers())
