"""Targets looked at before the pledge is signed: the word on each, the gate, the summary."""

import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from base.workflow import Refused
from blocs.models import BlocYear
from pledges.actions.targets import Said, ask_to_raise, remark_on_targets
from pledges.models import PastFigure, Pledge, Registration, TargetRemark
from pledges.vetting import handed_in, targets_of
from portal.next_steps.bloc import vetting_steps
from tests.factories import Step, make_registration, make_user, make_year

pytestmark = pytest.mark.django_db
ACCEPTED, RAISE = TargetRemark.Verdict.ACCEPTED, TargetRemark.Verdict.RAISE


@pytest.fixture
def year():
    return make_year(members=4, year=2023, until=Step.REGISTRATION_OPENED, vets_targets=True)


@pytest.fixture
def registration(year):
    return make_registration(year, year.bodies[2])


def said(registration, verdict=ACCEPTED, why="") -> list[Said]:
    return [Said(target, verdict, why) for target in registration.targets.all()]


def sign(year, body) -> None:
    pledge = Pledge.draft(BlocYear.objects.get(pk=year.pk))
    pledge.sign(
        association=body, signer="A", position="Chủ tịch", signed_at=timezone.now(), by=year.secretary
    )


class TestGate:
    def test_a_member_signs_over_accepted_targets(self, year, registration):
        with pytest.raises(Refused, match="còn 1 chỉ tiêu chưa được chấp nhận"):
            sign(year, year.bodies[2])

        remark_on_targets(registration, said(registration), by=year.secretary)

        sign(year, year.bodies[2])

    def test_a_year_that_does_not_look_at_them_signs_as_before(self, year, registration):
        BlocYear.objects.filter(pk=year.pk).update(vets_targets=False)

        sign(year, year.bodies[2])

    def test_a_plan_changed_afterwards_is_looked_at_anew(self, year, registration):
        remark_on_targets(registration, said(registration), by=year.secretary)
        registration.targets.update(plan=90)

        assert registration.unvetted() == 1
        with pytest.raises(Refused):
            sign(year, year.bodies[2])


class TestRaising:
    def test_the_member_gets_each_target_as_a_thing_to_mend_and_its_answer_is_seen(self, year, registration):
        due_at = timezone.now() + datetime.timedelta(days=3)
        ask_to_raise(
            registration, said(registration, RAISE, "Năm trước đã đạt 120"), due_at=due_at, by=year.secretary
        )

        registration.refresh_from_db()
        assert registration.state == Registration.State.RETURNED
        item = registration.corrections.get().items.get()
        assert (item.request, item.reason) == ("Năm trước đã đạt 120", "low")
        item.answer, item.answered_by, item.answered_at = "Đã nâng", make_user(), timezone.now()
        item.save()

        (member,) = targets_of([registration], year)
        assert (member.unvetted, member.to_raise) == (1, 1)
        assert member.targets[0].answer == "Đã nâng"

    def test_nothing_goes_back_without_a_target_to_raise(self, year, registration):
        due_at = timezone.now() + datetime.timedelta(days=3)

        with pytest.raises(Refused, match="Chưa có chỉ tiêu nào"):
            ask_to_raise(registration, said(registration), due_at=due_at, by=year.secretary)

        registration.refresh_from_db()
        assert registration.state == Registration.State.SUBMITTED

    def test_what_lies_with_the_member_is_not_remarked_on(self, year):
        own = make_registration(year, year.bodies[3], state="draft")

        with pytest.raises(Refused, match="đang ở hội"):
            remark_on_targets(own, said(own), by=year.secretary)

    def test_the_same_word_twice_is_one(self, year, registration):
        assert remark_on_targets(registration, said(registration), by=year.secretary) == 1
        assert remark_on_targets(registration, said(registration), by=year.secretary) == 0


class TestPages:
    def test_the_page_offers_accepted_and_wants_a_reason_to_raise(self, client, year, registration):
        client.force_login(year.secretary)
        url = registration.url("targets")
        page = client.get(url)
        (_, form), target = page.context["rows"][0], registration.targets.get()
        assert form["verdict"].value() == "accepted"

        page = client.post(
            url, {f"target-{target.pk}-verdict": "raise", f"target-{target.pk}-plan": "100", "raise": "1"}
        )
        assert "Ghi vì sao" in page.text
        assert not TargetRemark.objects.exists()

        client.post(url, {f"target-{target.pk}-verdict": "accepted", f"target-{target.pk}-plan": "100"})
        assert TargetRemark.objects.get().verdict == ACCEPTED

    def test_a_plan_that_changed_since_the_page_was_opened_is_shown_first(self, client, year, registration):
        client.force_login(year.secretary)
        target = registration.targets.get()
        target.plan = 80
        target.save()
        typed = {f"target-{target.pk}-verdict": "accepted", f"target-{target.pk}-plan": "100"}

        page = client.post(registration.url("targets"), typed)

        assert "Hội vừa đổi kế hoạch thành 80" in page.text
        assert 'value="80"' in page.text
        assert not TargetRemark.objects.exists()

    def test_its_own_people_other_members_and_years_without_it_have_no_such_page(
        self, client, year, registration
    ):
        for person, status in (
            (make_user(edits_for=year.bodies[2]), 403),
            (make_user(edits_for=year.bodies[3]), 404),
        ):
            client.force_login(person)
            assert client.get(registration.url("targets")).status_code == status
        BlocYear.objects.filter(pk=year.pk).update(vets_targets=False)
        client.force_login(year.secretary)
        assert client.get(registration.url("targets")).status_code == 403

    def test_the_summary_sets_the_year_before_beside_it(self, client, year, registration):
        content = year.contents.get()
        indicator = year.indicators.create(content=content, name="Suất quà", unit="suất")
        PastFigure.objects.create(
            bloc_year=year,
            association=year.bodies[2],
            indicator=indicator,
            value=120,
            recorded_by=year.secretary,
        )
        client.force_login(year.secretary)

        page = client.get(reverse("pledges:targets", args=[year.pk]))
        vetted = page.context["members"][0].targets[0]
        assert vetted.is_lower
        assert round(vetted.growth) == -17

        book = client.get(reverse("pledges:targets-xlsx", args=[year.pk]))
        sheet = load_workbook(io.BytesIO(book.content)).active
        cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        assert {"Suất quà", "120", "100"} <= set(cells)

    def test_the_secretary_finds_what_waits_at_home(self, year, registration):
        (step,) = vetting_steps(year.secretary, BlocYear.objects.get(pk=year.pk))
        assert step.url == registration.url("targets")

        remark_on_targets(registration, said(registration), by=year.secretary)
        assert vetting_steps(year.secretary, BlocYear.objects.get(pk=year.pk)) == []


@pytest.mark.parametrize("members", [3, 12])
def test_the_summary_asks_the_same_number_of_questions(members, django_assert_num_queries):
    year = make_year(members=members, until=Step.REGISTRATION_OPENED, vets_targets=True)
    for body in year.bodies:
        make_registration(year, body)
    year = BlocYear.objects.get(pk=year.pk)

    with django_assert_num_queries(7):
        targets_of(handed_in(year), year)


@pytest.mark.parametrize("page", ["summary", "one"])
def test_the_pages_ask_as_often_for_three_members_as_for_twelve(client, page):
    counts = []
    for members in (3, 12):
        year = make_year(members=members, until=Step.REGISTRATION_OPENED, vets_targets=True)
        registrations = [make_registration(year, body) for body in year.bodies]
        client.force_login(year.secretary)
        url = (
            reverse("pledges:targets", args=[year.pk])
            if page == "summary"
            else registrations[2].url("targets")
        )
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_summary_compares_a_target_over_the_members(client):
    year = make_year(members=3, until=Step.REGISTRATION_OPENED)
    for body in year.bodies:
        make_registration(year, body)
    client.force_login(year.secretary)
    address = reverse("pledges:targets", args=[year.pk])

    by_member = client.get(address).context["groups"]
    by_target = client.get(address, {"by": "target"}).context["groups"]

    assert [heading for heading, _, _ in by_member] == [body.short_name for body in year.bodies]
    ((heading, _, rows),) = by_target
    assert heading == "I. Suất quà (suất)"
    assert [label for label, _ in rows] == [body.short_name for body in year.bodies]
