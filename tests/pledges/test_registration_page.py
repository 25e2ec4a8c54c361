"""The page of a registration: the bloc's indicators stand ready, last year's figures beside them."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from pledges.models import Registration
from tests.factories import Step, make_registration, make_report, make_user, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration():
    year = make_year(until=Step.REGISTRATION_OPENED)
    return make_registration(year, year.bodies[2], state="draft")


def plans(registration) -> dict:
    return {target.name: target.plan for target in registration.targets.all()}


class TestIndicatorRows:
    """The bloc's indicators stand ready, a box each; a box left blank promises nothing."""

    @pytest.fixture
    def page(self, client, registration):
        year = registration.bloc_year
        for name in ("Nhà mới", "Hội viên mới"):
            year.indicators.create(content=year.contents.get(), name=name, unit="số")
        client.force_login(make_user(edits_for=registration.association))
        return reverse("pledges:registration-edit", args=[registration.pk])

    def sent(self, client, page, plans):
        """What the page sends, with these plans typed beside the indicators."""
        read, targets = (client.get(page).context[name] for name in ("read", "targets"))
        data = {"targets-TOTAL_FORMS": len(targets), "targets-INITIAL_FORMS": len(targets) - 1, "read": read}
        data |= {"titles-TOTAL_FORMS": "0", "titles-INITIAL_FORMS": "0"}
        for number, form in enumerate(targets):
            if form.listed:
                data[f"targets-{number}-indicator"] = form.listed.pk
                data[f"targets-{number}-plan"] = plans.get(form.listed.name, "")
        return data

    def test_only_what_is_filled_in_is_promised(self, client, registration, page):
        registration.targets.all().delete()

        client.post(page, self.sent(client, page, {"Nhà mới": "3"}))

        assert plans(registration) == {"Nhà mới": 3}
        assert registration.targets.get().indicator.name == "Nhà mới"

    def test_a_plan_taken_out_is_no_target_any_more(self, client, registration, page):
        registration.targets.all().delete()
        client.post(page, self.sent(client, page, {"Nhà mới": "3", "Hội viên mới": "9"}))

        client.post(page, self.sent(client, page, {"Hội viên mới": "9"}))

        assert plans(registration) == {"Hội viên mới": 9}

    def test_an_indicator_of_another_year_is_refused_with_a_sentence(self, client, registration, page):
        data = self.sent(client, page, {"Nhà mới": "3"})
        foreign = make_year()
        other = foreign.indicators.create(content=foreign.contents.get(), name="Khác", unit="số")

        answer = client.post(page, data | {"targets-0-indicator": other.pk, "targets-0-plan": "5"})

        assert "không còn trong danh mục của khối" in answer.text
        assert "Khác" not in plans(registration)

    def test_last_years_plan_and_result_stand_beside_the_box(self, client, registration, page):
        year = registration.bloc_year
        before = make_year(year=year.year - 1, until=Step.SELF_SCORING_OPENED)
        type(before).objects.filter(pk=before.pk).update(bloc=year.bloc)
        before.refresh_from_db()
        make_registration(before, registration.association, state="accepted", plan=40)
        make_report(before, registration.association, state="accepted")
        year.indicators.create(content=year.contents.get(), name="Suất quà", unit="suất")

        forms = client.get(page).context["targets"]
        (before_shown,) = [form.before for form in forms if form.listed and form.listed.name == "Suất quà"]

        assert (before_shown.plan, before_shown.actual) == ("40", "100")


def test_a_registration_begins_with_the_size_of_last_year(client):
    year = make_year(until=Step.REGISTRATION_OPENED)
    member = year.bodies[2]
    before = make_year(year=year.year - 1, until=Step.REGISTRATION_OPENED)
    type(before).objects.filter(pk=before.pk).update(bloc=year.bloc)
    past = make_registration(before, member)
    type(past).objects.filter(pk=past.pk).update(member_count=1940, staff_count=3)
    client.force_login(make_user(edits_for=member))

    answer = client.post(reverse("pledges:registration-start", args=[year.pk, member.pk]))

    begun = Registration.objects.get(bloc_year=year, association=member)
    assert (begun.member_count, begun.staff_count) == (1940, 3)
    assert "lấy từ bản đăng ký năm trước" in client.get(answer.url).text


def test_a_return_proposes_a_working_day(client):
    year = make_year(until=Step.REGISTRATION_OPENED)
    registration = make_registration(year, year.bodies[2])
    client.force_login(year.secretary)
    address = registration.url("return")

    with time_machine.travel(
        datetime.datetime(2024, 12, 5, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), tick=False
    ):
        client.force_login(year.secretary)
        proposed = client.get(address).context["form"].initial["due_at"]

    assert proposed.date() == datetime.date(2024, 12, 9)  # the third day is a Sunday
