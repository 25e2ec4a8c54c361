"""Verification on its page: reasons for differences, who saw what, and the queries it takes."""

import pytest
from django.urls import reverse

from config.forms import stamp_of
from tests.factories import make_report, verify

pytestmark = pytest.mark.django_db


def sheet(report, **typed):
    stored = report.lines.order_by("pk").values_list("pk", "self_points", "verified_points", "reason")
    data = {"stamp": stamp_of(list(stored))}
    for line in report.lines.select_related("criterion"):
        points, reason = typed.get(line.criterion.code.replace(".", "_"), (line.self_points, ""))
        data[f"row{line.pk}-verified_points"] = str(points)
        data[f"row{line.pk}-reason"] = reason
    return data


@pytest.fixture
def report(client):
    report = make_report(state="submitted")
    client.force_login(report.bloc_year.secretary)
    return report


def test_a_difference_needs_a_reason(client, report):
    url = reverse("pledges:report-verify", args=[report.pk])

    refused = client.post(url, sheet(report, I_1=("45", "")))
    assert "Điểm khác điểm tự chấm: hãy ghi lý do." in refused.text
    assert 'value="45"' in refused.text

    client.post(url, sheet(report, I_1=("45", "Thiếu minh chứng")))
    line = report.lines.get(criterion__code="I.1")
    assert (line.verified_points, line.reason, line.verified_by) == (
        45,
        "Thiếu minh chứng",
        report.bloc_year.secretary,
    )


def test_a_crafted_request_above_the_maximum_is_refused(client, report):
    response = client.post(
        reverse("pledges:report-verify", args=[report.pk]), sheet(report, I_1=("51", "Thưởng"))
    )

    assert "Điểm phải từ 0 đến 50." in response.text
    assert report.lines.get(criterion__code="I.1").verified_points is None


@pytest.mark.parametrize("evidence", [0, 6])
def test_the_sheet_takes_the_same_queries_with_more_evidence(
    client, report, evidence, django_assert_max_num_queries
):
    verify(report)
    for n in range(evidence):
        line = report.lines.order_by("pk")[n % 3]
        proof = report.evidence.create(
            document_number=f"{n}/BC", document_title="Báo cáo", added_by=report.bloc_year.secretary
        )
        proof.uses.create(line=line)

    with django_assert_max_num_queries(12):
        client.get(reverse("pledges:report-verify", args=[report.pk]))


def test_an_older_tab_does_not_undo_a_colleagues_verdicts(client, report):
    url = reverse("pledges:report-verify", args=[report.pk])
    opened_before = sheet(report)
    client.post(url, sheet(report, I_1=("45", "Thiếu minh chứng")))

    refused = client.post(url, opened_before)

    assert "Người khác đã sửa phần này" in refused.text
    assert report.lines.get(criterion__code="I.1").verified_points == 45
    client.post(url, opened_before | {"stamp": refused.context["stamp"].now})
    assert report.lines.get(criterion__code="I.1").verified_points == 50
