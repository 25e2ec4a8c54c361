"""Where members check each other and may only ask: what they would give is a request, the bloc's verifier decides."""

import pytest
from django.urls import reverse

from base.workflow import Refused
from pledges.actions.verification import assign, freeze
from pledges.completeness import completeness
from pledges.models import Verdict, requests_on
from portal.next_steps import steps_for
from tests.factories import Step, make_report, make_user, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(client):
    year = make_year(until=Step.SELF_SCORING_OPENED, cross_check=True, cross_check_asks=True)
    return make_report(year, state="submitted")


@pytest.fixture
def checker(report):
    year = report.bloc_year
    person = make_user(edits_for=year.bodies[3])
    assign(year, report.association, person, by=year.secretary)
    return person


def ask(client, person, report, points="40", reason="Số liệu khác"):
    client.force_login(person)
    line = report.lines.get(criterion__code="I.1")
    name = f"line-{line.pk}"
    return client.post(
        reverse("pledges:report-verify", args=[report.pk]),
        {f"{name}-verified_points": points, f"{name}-reason": reason, "read": "{}"},
    )


def test_what_a_checker_writes_is_a_request_and_no_verdict(client, report, checker):
    ask(client, checker, report)

    line = report.lines.get(criterion__code="I.1")
    assert line.verified_points is None
    assert [(v.verified_points, v.reason) for v in requests_on(report)[line.pk]] == [(40, "Số liệu khác")]


def test_the_secretariat_sees_it_and_decides(client, report, checker):
    ask(client, checker, report)
    client.force_login(report.bloc_year.secretary)

    page = client.get(reverse("pledges:report-verify", args=[report.pk])).text
    assert "Đề nghị 40 điểm: Số liệu khác" in page
    client.post(reverse("pledges:report-verify-rest", args=[report.pk]))

    assert report.lines.get(criterion__code="I.1").verified_points == 50
    assert Verdict.objects.count() == 1


def test_who_asks_takes_no_place_of_who_decides(report, checker):
    year = report.bloc_year

    named = assign(year, report.association, year.secretary, by=year.secretary)

    assert not named.only_asks
    with pytest.raises(Refused, match="đã đủ 1 người"):
        assign(year, report.association, year.verifier, by=year.secretary)


def test_who_asks_freezes_nothing(report, checker):
    (own,) = report.bloc_year.verifications.all()

    with pytest.raises(Refused, match="chỉ đề nghị"):
        freeze(report, own, by=checker)


def test_it_waits_for_the_checker_until_all_is_looked_at_and_for_the_secretariat_on(client, report, checker):
    year, text = report.bloc_year, "Thẩm định điểm của 1 hội"
    rows = completeness(year)
    assert text in [step.text for step in steps_for(checker, year, rows)]
    assert text in [step.text for step in steps_for(year.secretary, year, rows)]
    client.force_login(checker)

    client.post(reverse("pledges:report-verify-rest", args=[report.pk]))

    assert text not in [step.text for step in steps_for(checker, year, completeness(year))]
    assert text in [step.text for step in steps_for(year.secretary, year, completeness(year))]


def test_another_checker_does_not_see_what_was_asked(client, report, checker):
    ask(client, checker, report)
    other = make_user(edits_for=report.bloc_year.bodies[0])
    assign(report.bloc_year, report.association, other, by=report.bloc_year.secretary)
    client.force_login(other)

    assert "Số liệu khác" not in client.get(reverse("pledges:report-verify", args=[report.pk])).text
