"""How tests issue a paper once more."""

import datetime

from awards.actions.papers import issue_paper
from awards.papers import year_papers
from documents.models import IssuedDocument

DAY = datetime.date(2024, 1, 20)


def sheet_of(year, kind):
    """The paper of this kind; of two proposals, that of the awards which the province decides."""
    sheets = [sheet for sheet in year_papers(year) if sheet.kind.code == kind]
    provincial = [s for s in sheets if "Ủy ban nhân dân" in getattr(s.subject, "authority", "")]
    return (provincial or sheets)[0]


def issue_again(year, by, number=3) -> IssuedDocument:
    facts = {"number": number, "dated": DAY, "name": "Hoàng Văn Thành", "position": "Trưởng ban"}
    return issue_paper(sheet_of(year, "to-trinh"), year, by=by, **facts)
