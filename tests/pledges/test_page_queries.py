"""The member's pages read each part of a report once, however much it says. Proves pledges/contents.py."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import Step, fill, make_registration, make_report, make_user, make_year

pytestmark = pytest.mark.django_db

MOST = {"text": 10, "figures": 12, "scores": 14, "submit": 14}


@pytest.fixture
def report():
    year = make_year(members=4, until=Step.REGISTRATION_OPENED)
    make_registration(year, year.bodies[2], state="accepted")
    for step in (Step.REGISTRATION_CLOSED, Step.SELF_SCORING_OPENED):
        year.reach(step, by=year.secretary)
    return fill(make_report(year, year.bodies[2]))


def queries_of(client, report, part: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse(f"pledges:report-{part}", args=[report.pk]))
    assert answer.status_code == 200
    return len(queries)


def longer(report) -> None:
    """Ten more targets and ten more proofs, each of two criteria."""
    registration, first = (
        report.bloc_year.registrations.get(association=report.association),
        report.results.get(),
    )
    for n in range(10):
        target = registration.targets.create(
            content=first.target.content, name=f"Chỉ tiêu {n}", unit="lượt", plan=100, position=n + 2
        )
        report.results.create(target=target, actual=90, previous=80)
        proof = report.evidence.create(
            document_number=f"{n}/BC", document_title="Báo cáo", added_by=make_user()
        )
        for line in report.lines.order_by("pk")[:2]:
            proof.uses.create(line=line)


@pytest.mark.parametrize("part", MOST)
def test_a_page_of_the_member_runs_few_queries_and_the_same_for_a_longer_report(client, report, part):
    client.force_login(make_user(edits_for=report.association))

    short = queries_of(client, report, part)
    longer(report)

    assert queries_of(client, report, part) == short
    assert short <= MOST[part]


def test_who_signs_reads_the_whole_in_twelve_queries(client, report):
    client.force_login(make_user(signs_for=report.association))

    assert queries_of(client, report, "submit") <= 12


def test_who_may_see_a_report_but_not_write_it_is_refused_and_others_find_nothing(client):
    year = make_year(members=4, until=Step.SELF_SCORING_OPENED)
    report = make_report(year, year.bodies[2], state="submitted")
    for user, status in ((year.secretary, 403), (make_user(edits_for=year.bodies[3]), 404)):
        client.force_login(user)
        for part in MOST:
            assert client.get(reverse(f"pledges:report-{part}", args=[report.pk])).status_code == status
