"""The conference page leads: what is done, what is next, and the end only when nothing is missing."""

import pytest
from django.urls import reverse

from awards.models import Conference
from awards.run_sheet import next_step, run_sheet
from tests.awards.test_conference import count
from tests.factories import make_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(law):
    return make_conference()


def steps_of(conference) -> list:
    return run_sheet(Conference.objects.get(pk=conference.pk), None)


class TestRunSheet:
    def test_the_roll_comes_first(self, conference):
        conference.attendances.all().delete()

        step = next_step(steps_of(conference))

        assert step.name == "Điểm danh"
        assert step.url == reverse("awards:roll-call", args=[conference.bloc_year_id])

    def test_then_the_awards_and_what_may_be_left_out_is_never_next(self, conference):
        step = next_step(steps_of(conference))

        assert step.name == "Bình xét khen thưởng"
        assert any(step.is_optional and not step.is_done for step in steps_of(conference))

    def test_the_end_is_next_once_the_awards_are_chosen(self, conference):
        count(conference, {conference.bloc_year.bodies[0]: (4, 0)})
        Conference.objects.filter(pk=conference.pk).update(ended_at=None)

        assert next_step(steps_of(conference)).name == "Giờ kết thúc, kết luận"

    def test_a_sealed_ranking_is_opened_from_here(self, client, conference):
        year = conference.bloc_year
        type(year).objects.filter(pk=year.pk).update(is_sealed=True, ranking_opened_at=None)
        client.force_login(year.secretaries()[0])

        page = client.get(reverse("awards:conference", args=[year.pk])).text

        assert reverse("awards:ranking-open", args=[year.pk]) in page

    def test_closing_is_offered_when_nothing_is_missing(self, client, conference):
        count(conference, {conference.bloc_year.bodies[0]: (4, 0)})
        client.force_login(conference.bloc_year.secretaries()[0])

        page = client.get(reverse("awards:conference", args=[conference.bloc_year_id])).text

        assert reverse("awards:conference-close", args=[conference.bloc_year_id]) in page
