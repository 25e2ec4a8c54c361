"""Every score in its states: what was claimed, explained, verified, and what the conference made of it."""

import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from pledges.models import Explanation, Report
from pledges.score_states import by_criterion, changed, score_lines
from tests.factories import Step, fill, make_report, make_user, make_year, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """Handed in and verified with one leaf cut; another is explained."""
    made = fill(make_report())
    made.submit(by=make_user())
    typed = made.lines.filter(self_points__gt=1).order_by("criterion__code")
    cut = typed.first()
    verify(made, **{cut.criterion.code.replace(".", "_"): cut.self_points - 1})
    made.cut = cut
    Explanation.objects.create(line=typed.last(), text="Đã có minh chứng", by=make_user(), at=timezone.now())
    return made


def test_only_what_did_not_stand_as_claimed_is_listed_first(report):
    lines = list(changed(score_lines(report.bloc_year)))

    assert report.cut in lines
    assert len(lines) == 2 < score_lines(report.bloc_year).count()
    (cut,) = [line for line in lines if line == report.cut]
    assert cut.difference == -1


def test_the_conference_s_points_stand(report):
    report.lines.filter(pk=report.cut.pk).update(conference_points=report.cut.self_points)

    (row,) = [row for row in by_criterion(report.bloc_year) if row.code == report.cut.criterion.code]

    assert (row.verified, row.difference) == (report.cut.self_points - 1, Decimal(0))


def test_a_report_that_is_with_its_member_is_left_out(report):
    Report.objects.filter(pk=report.pk).update(state="returned")

    assert not score_lines(report.bloc_year).exists()


def test_the_page_and_the_workbook_say_the_same(client, report):
    client.force_login(report.bloc_year.secretaries()[0])
    page = client.get(reverse("pledges:score-states", args=[report.bloc_year_id])).text
    assert "Đã có minh chứng" in page

    answer = client.get(reverse("pledges:score-states-xlsx", args=[report.bloc_year_id]))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Từng hội", "Theo tiêu chí"]
    rows = list(book["Từng hội"].iter_rows(min_row=4, values_only=True))
    assert len(rows) == score_lines(report.bloc_year).count()
    (cut,) = [row for row in rows if row[0] == report.cut.criterion.code]
    assert cut[7] == -1


def test_members_do_not_see_the_others(client, report):
    client.force_login(make_user(signs_for=report.bloc_year.deputy))

    assert client.get(reverse("pledges:score-states", args=[report.bloc_year_id])).status_code == 403


def test_the_page_asks_at_most_twelve_times_however_many_members(client):
    year = make_year(members=6, until=Step.SELF_SCORING_OPENED)
    client.force_login(year.secretary)
    url = reverse("pledges:score-states", args=[year.pk]) + "?show=all"
    counts = []
    for bodies in (year.bodies[2:3], year.bodies[3:]):
        for body in bodies:
            make_report(year, body, state="submitted")
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).context["page_obj"].object_list
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
