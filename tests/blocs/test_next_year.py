"""What the next year begins with. Proves blocs/actions/next_year.py and blocs/left_over.py."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from blocs.actions.next_year import years_later
from blocs.actions.service import appoint
from blocs.left_over import left_over
from blocs.models import Appointment, BlocYear
from tests.factories import Step, make_user, make_year

pytestmark = pytest.mark.django_db


def vietnam(*moment: int) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime(*moment))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (vietnam(2023, 12, 15, 17), vietnam(2024, 12, 15, 17)),
        (vietnam(2024, 2, 29, 17), vietnam(2025, 2, 28, 17)),
        (vietnam(2023, 1, 1, 0), vietnam(2024, 1, 1, 0)),  # the evening before in UTC
    ],
)
def test_a_date_is_the_same_day_and_hour_a_year_later(before, after):
    assert years_later(before.astimezone(datetime.UTC), 1) == after


@pytest.fixture
def last(client):
    year = make_year(year=2023, until=Step.CRITERIA_PUBLISHED)
    year.milestones.filter(kind=Step.SELF_SCORING_CLOSED).update(due_at=vietnam(2023, 12, 5, 17))
    year.contents.update(
        commitments="Hoàn thành chỉ tiêu năm 2023 trước ngày 15/12/2023.\nKế hoạch năm 2025."
    )
    client.force_login(year.secretary)
    return year


def open_next(client, last, *copies: str) -> BlocYear:
    data = {"year": 2024, "lead": last.bodies[1].pk, "deputy": last.bodies[2].pk, "copies": copies}
    client.post(reverse("blocs:year-open", args=[last.bloc_id]), data)
    return BlocYear.objects.get(year=2024)


def test_the_dates_of_last_year_are_offered_a_year_later(client, last):
    page = client.get(reverse("blocs:year-open", args=[last.bloc_id]))
    assert "dates" in page.context["form"]["copies"].value()

    opened = open_next(client, last, "dates")

    assert opened.due(Step.SELF_SCORING_CLOSED) == vietnam(2024, 12, 5, 17)
    assert opened.due(Step.SCORES_LOCKED) is None


def test_dates_that_were_not_asked_for_stay_empty(client, last):
    assert open_next(client, last, "outline").due(Step.SELF_SCORING_CLOSED) is None


def test_each_text_that_names_another_year_is_shown_to_the_secretariat_alone(client, last):
    opened = open_next(client, last, "outline", "criteria")

    words = [text.words for text in left_over(opened)]
    assert words == [
        "… trị Hoàn thành chỉ tiêu năm 2023 trước ngày 15/12/2023. Kế …",
        "… năm 2023 trước ngày 15/12/2023. Kế hoạch năm 2025.",
    ]
    client.force_login(make_user(signs_for=last.bodies[3]))
    assert client.get(opened.get_absolute_url()).context["left_over"] == []


def test_a_year_that_names_only_itself_and_the_next_has_nothing_to_look_at(last):
    last.contents.update(commitments="Năm 2023; phương hướng năm 2024; số 120234.")

    assert left_over(last) == []


def test_each_place_that_is_shown_leads_to_where_it_is_changed(client, last):
    last.outline.update(hint="Nêu kết quả năm 2019.")
    opened = open_next(client, last, "outline", "criteria")
    secretary = make_user(edits_for=opened.lead)
    appoint(opened, secretary, Appointment.Role.SECRETARY, by=secretary)
    client.force_login(secretary)

    urls = {text.url for text in left_over(opened)}

    assert len(urls) == 2
    assert [client.get(url).status_code for url in urls] == [200, 200]
