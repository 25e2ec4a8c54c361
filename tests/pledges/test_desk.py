"""The verifier's desk as a whole: from member to member, last year beside, nothing to write after the lock."""

import pytest

from tests.factories import Step, make_report, make_year, verify
from tests.pledges.test_verification import sheet, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(client):
    report = make_report(state="submitted")
    client.force_login(report.bloc_year.secretary)
    return report


@pytest.fixture
def second(report):
    """The sheet of the member that comes after the report's."""
    return make_report(report.bloc_year, report.bloc_year.bodies[3], state="submitted")


def test_one_goes_from_member_to_member(client, report, second):
    desk = client.get(url("verify", report)).context["round"]

    assert (desk.number, desk.of, desk.before, desk.after) == (1, 2, None, second)
    assert client.get(url("verify", second)).context["round"].before == report


def test_saving_goes_on_to_the_next_where_that_was_pressed(client, report, second):
    answer = client.post(url("verify", report), sheet(report) | {"then": str(second.pk)})

    assert answer.url == url("verify", second)
    assert report.lines.filter(verified_points=None).count() == 0


def test_a_next_that_is_not_ones_own_is_not_followed(client, report):
    other = make_report(state="submitted")

    answer = client.post(url("verify", report), sheet(report) | {"then": str(other.pk)})

    assert answer.url == url("verify", report)


def test_after_the_lock_there_are_no_boxes(client, report):
    year = report.bloc_year
    report.accept(by=year.secretary)
    verify(report, I_1=45)
    for kind in (Step.SELF_SCORING_CLOSED, Step.SCORES_LOCKED):
        year.reach(kind, by=year.secretary)

    page = client.get(url("verify", report)).text

    assert "chỉ để xem" in page
    assert 'name="line-' not in page


def test_last_years_points_stand_beside_a_criterion_that_reads_alike(client, report):
    before = make_year(year=report.bloc_year.year - 1, until=Step.SELF_SCORING_OPENED)
    type(before).objects.filter(pk=before.pk).update(bloc=report.bloc_year.bloc)
    before.refresh_from_db()
    before.bodies = report.bloc_year.bodies
    past = make_report(before, report.association, state="accepted")
    verify(past, I_1=44)

    last_year = client.get(url("verify", report)).context["last_year"]

    assert last_year["I.1"].verified_points == 44
