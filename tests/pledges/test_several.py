"""What waits in many members is done at once. Proves pledges/actions/several.py."""

import pytest
from django.urls import reverse

from pledges.models import Registration, Report
from tests.factories import Step, make_registration, make_report, make_user, make_year, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(client):
    made = make_year(members=5, until=Step.REGISTRATION_OPENED)
    for body in made.bodies:
        make_registration(made, body)
    client.force_login(made.secretary)
    return made


def states() -> list[str]:
    return list(Registration.objects.order_by("association__sort_key").values_list("state", flat=True))


def address(year) -> str:
    return reverse("pledges:several", args=[year.pk])


def test_all_that_wait_are_accepted_with_two_clicks_but_never_ones_own(client, year):
    """The secretary is of the lead, whose registration the deputy's verifier accepts."""
    (waiting,) = client.get(address(year)).context["waiting"]
    assert [s.association for s in waiting.submissions] == year.bodies[1:]

    ticked = [s.pk for s in waiting.submissions]
    page = client.post(address(year), {"act": "registrations", "submission": ticked}, follow=True)

    assert "Đã tiếp nhận 4 bản đăng ký." in page.text
    assert states() == ["submitted", "accepted", "accepted", "accepted", "accepted"]
    client.force_login(year.verifier)
    (waiting,) = client.get(address(year)).context["waiting"]
    assert [s.association for s in waiting.submissions] == [year.lead]


def test_what_is_not_ticked_stays(client, year):
    chosen = Registration.objects.get(association=year.bodies[2])

    client.post(address(year), {"act": "registrations", "submission": [chosen.pk]})

    assert states() == ["submitted", "submitted", "accepted", "submitted", "submitted"]


@pytest.mark.parametrize("sent", [{}, {"act": "registrations"}, {"act": "x", "submission": ["1"]}])
def test_nothing_chosen_is_told(client, year, sent):
    page = client.post(address(year), sent, follow=True)

    assert "hãy chọn ít nhất một đơn vị" in page.text
    assert set(states()) == {"submitted"}


def test_what_one_may_not_accept_is_not_accepted_by_its_number(client, year):
    own = Registration.objects.get(association=year.lead)

    client.post(address(year), {"act": "registrations", "submission": [own.pk]})

    own.refresh_from_db()
    assert own.state == "submitted"


def test_results_are_sent_to_those_whose_every_line_is_verified(client):
    year = make_year(members=4, until=Step.SELF_SCORING_OPENED, explanation_days=5)
    done, half, handed_in = (make_report(year, body, state="submitted") for body in year.bodies[1:])
    verify(done)
    for report in (done, half):
        report.refresh_from_db()
        report.accept(by=year.secretary)
    client.force_login(year.secretary)

    waiting = {w.act.name: w.submissions for w in client.get(address(year)).context["waiting"]}
    assert waiting == {"annual": [handed_in], "results": [done]}
    client.post(address(year), {"act": "results", "submission": [done.pk]})

    assert Report.objects.get(pk=done.pk).told_at is not None


def test_a_member_finds_nothing_here(client, year):
    client.force_login(make_user(signs_for=year.bodies[3]))

    assert client.get(address(year)).status_code == 403


def test_the_page_takes_the_same_queries_for_any_number(client, django_assert_max_num_queries):
    year = make_year(members=12, until=Step.REGISTRATION_OPENED)
    for body in year.bodies:
        make_registration(year, body)
    client.force_login(year.secretary)

    with django_assert_max_num_queries(20):
        client.get(address(year))
