"""Every figure of the bloc's review opens the reports it was summed from."""

import pytest
from django.urls import reverse

from awards.papers import draft, year_papers
from awards.provenance import figures, told
from base.vietnamese import number
from blocs.models import BlocYear
from documents.papers import Paragraph
from documents.render import render
from members.models import User
from pledges.models import Report
from tests.documents.pdf import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def year():
    return BlocYear.objects.with_parties().get(year=2023)


@pytest.fixture
def shown(client, year):
    client.force_login(User.objects.get(email__startswith="soan.nct@"))
    return client.get(reverse("awards:review-sources", args=[year.pk]))


def review(year):
    return draft(next(s for s in year_papers(year) if s.kind.code == "bao-cao-tong-ket"), year)


def test_each_sum_is_that_of_its_reports_on_page_and_paper(year, shown):
    text = read(render(review(year)).pdf).text
    found = figures(year)
    assert found and all(figure.results for figure in found)
    for figure in found:
        assert figure.actual == sum(result.actual for result in figure.results)
        assert figure.plan == sum(result.target.plan for result in figure.results)
        assert number(figure.actual) in text
        assert number(figure.actual) in shown.text
        for result in figure.results:
            assert result.report.get_absolute_url() in shown.text
            assert result.report.state == "accepted"


def test_a_report_that_was_returned_leaves_the_sum(year):
    before = {f.indicator.pk: f for f in figures(year)}
    report = Report.objects.get(bloc_year=year, association__code="ctd", kind="annual")
    Report.objects.filter(pk=report.pk).update(state="returned")

    after = {f.indicator.pk: f for f in figures(year)}

    summed = report.results.filter(target__indicator__is_summable=True, actual__isnull=False)
    assert summed
    for result in summed.select_related("target__indicator"):
        indicator = result.target.indicator
        if indicator.pk in before:
            assert after[indicator.pk].actual == before[indicator.pk].actual - result.actual


def test_the_page_draws_the_scores_and_the_paper_tells_the_first_in_words(year, shown):
    text = " ".join(block.text for block in review(year).blocks if isinstance(block, Paragraph))

    assert "102" in shown.context["chart"].svg
    assert "Hạng 2: Hội Cựu thanh niên xung phong tỉnh Quảng Trị, 100,5 điểm" in text


def test_words_stand_under_their_heading_with_their_source(year):
    headings = {outline.title: sections for outline, sections in told(year)}

    assert len(headings["Tuyên truyền, học tập và thực hiện nghị quyết của Đảng"]) == 16


def test_a_sealed_ranking_is_not_drawn(client, year):
    BlocYear.objects.filter(pk=year.pk).update(is_sealed=True, ranking_opened_at=None)
    client.force_login(User.objects.get(email__startswith="soan.nct@"))

    page = client.get(reverse("awards:review-sources", args=[year.pk]))

    assert page.context["chart"] is None
