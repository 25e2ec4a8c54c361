"""What the signatory reads before signing is what is handed in, the computed points with it."""

import pytest
from django.urls import reverse

from members.models import User
from pledges.contents import ReportContents
from pledges.models import Report
from pledges.papers import score_sheet_paper
from pledges.views.reports import report_context
from tests.factories import fill
from tests.running_case import go_on, prove, signatory_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def draft():
    go_on()
    found = Report.objects.get(bloc_year__year=2024, association__code="tnxp", kind="annual")
    prove(fill(found))
    return found


def points_of(report: Report) -> dict[str, object]:
    return {
        criterion.code: line.self_points
        for criterion, line in report_context(ReportContents(report))["rows"]
        if line
    }


def test_the_points_before_and_after_signing_are_the_same(client, draft):
    before, total = points_of(draft), report_context(ReportContents(draft))["self_totals"].total
    client.force_login(User.objects.get(email__startswith="lanhdao.tnxp@"))
    assert "tính khi nộp" not in client.get(reverse("pledges:report-submit", args=[draft.pk])).text

    draft.submit(by=signatory_of(draft.association))
    handed_in = Report.objects.get(pk=draft.pk)
    assert points_of(handed_in) == before and None not in before.values()
    assert report_context(ReportContents(handed_in))["self_totals"].total == total


def test_looking_fixes_nothing(draft):
    points_of(draft)
    score_sheet_paper(draft, draft.bloc_year.last_day)

    computed = draft.lines.filter(criterion__kind="threshold")
    assert computed.exists() and not computed.exclude(self_points=None).exists()
