"""A year may take a claim without evidence where the member says how the points were reached."""

import io

import openpyxl
import pytest
from django.urls import reverse

from blocs.models import Criterion
from pledges.papers.reports import report_paper, score_sheet_paper
from tests.factories import fill, make_report, make_year

from .writing_case import url

pytestmark = pytest.mark.django_db
WHY = "Văn bản gốc lưu tại Tỉnh ủy, số 12, không được sao chụp."


@pytest.fixture
def report():
    year = make_year(until="self_scoring_opened", evidence_rule="explained")
    Criterion.objects.filter(criteria_set__bloc_year=year, code="I.1").update(needs_evidence=True)
    return make_report(year)


def line_of(report, code="I.1"):
    return report.lines.get(criterion__code=code)


def box(report):
    return f"line-{line_of(report).pk}-justification"


def test_points_without_evidence_ask_for_a_word_on_why(report):
    fill(report)

    (gap,) = report.missing()

    assert gap.field == box(report)
    assert "giải thích" in gap


def test_with_that_word_it_is_handed_in_and_the_round_keeps_it(report, member):
    fill(report)
    report.write(by=member, typed={box(report): WHY})

    version = report.submit(by=member)

    row = next(row for row in version.content["rows"] if row["label"].startswith("I.1 "))
    assert ["Giải thích khi không có minh chứng", WHY] in row["fields"]


@pytest.mark.parametrize(("rule", "gaps"), [("required", 1), ("explained", 1), ("reminded", 0)])
def test_the_year_says_what_a_claim_without_evidence_means(report, rule, gaps):
    report.bloc_year.evidence_rule = rule
    fill(report)

    assert len(report.missing()) == gaps


def test_the_box_stands_only_where_it_is_asked_for(client, report, member):
    page = client.get(url("report-scores", report))
    asked = [form for form in page.context["forms"] if "justification" in form.fields]

    assert [form.line.criterion.code for form in asked] == ["I.1"]
    assert box(report) in page.text

    report.bloc_year.evidence_rule = "required"
    report.bloc_year.save()
    assert box(report) not in client.get(url("report-scores", report)).text


def test_what_was_typed_is_saved_and_too_long_is_told_beside_the_box(client, report, member):
    fill(report)
    client.post(url("report-scores", report), {box(report): WHY, "read": "{}"})
    assert line_of(report).justification == WHY

    page = client.post(url("report-scores", report), {box(report): "x" * 1001, "read": "{}"})

    assert line_of(report).justification == WHY
    assert "1000" in page.text
    assert "x" * 1001 in page.text


def test_the_workbook_carries_it(client, report, member):
    fill(report)
    report.write(by=member, typed={box(report): WHY})

    book = openpyxl.load_workbook(io.BytesIO(client.get(url("report-sheet-xlsx", report)).content))

    sheet = book["Tự chấm điểm"]
    row = next(row for row in sheet.iter_rows(min_row=4, values_only=True) if row[1] == "I.1")
    assert row[6] == WHY


def test_the_verifier_sees_such_lines_first(client, report, member):
    fill(report)
    report.write(by=member, typed={box(report): WHY})
    report.submit(by=member)
    client.force_login(report.bloc_year.secretary)

    page = client.get(url("report-verify", report))

    assert [(line.criterion.code, why) for line, why in page.context["first"]] == [
        ("I.1", "không có minh chứng, hội giải thích")
    ]
    assert WHY in page.text
    assert f'href="#row-{line_of(report).criterion_id}"' in page.text


def test_the_papers_list_such_lines(report, member):
    fill(report)
    report.write(by=member, typed={box(report): WHY})
    day = report.created_at.date()

    told = str(report_paper(report, day).blocks)
    sheet = str(score_sheet_paper(report, day).blocks)

    assert f"Tiêu chí I.1: {WHY}" in told
    assert f"Tiêu chí I.1: {WHY}" in sheet
    assert "'Không có')" in sheet


def test_a_year_that_only_reminds_reads_so_on_its_rules(client, report):
    client.force_login(report.bloc_year.secretary)

    page = client.get(reverse("blocs:rules", args=[report.bloc_year_id]))

    assert "vì sao có điểm" in page.text
