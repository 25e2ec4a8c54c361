"""What stands before the lock: each gate by name, whom it waits for, and what can be done about it now."""

import pytest
from django.urls import reverse

from base.workflow import Refused
from pledges.actions.explanations import tell
from pledges.actions.scores import lock_scores
from pledges.locking import before_lock
from pledges.models import Report
from tests.factories import Step, make_report, make_user, make_year, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    """Two reports: one accepted and verified, one only handed in."""
    year = make_year(until=Step.SELF_SCORING_OPENED, explanation_days=5)
    verify(make_report(year, year.bodies[2], state="accepted"))
    make_report(year, year.bodies[3], state="submitted")
    year.reach(Step.SELF_SCORING_CLOSED, by=year.secretary)
    return year


def shut(year) -> dict:
    return {gate.name: gate.waiting for gate in before_lock(year) if not gate.is_met}


class TestGates:
    def test_each_names_whom_it_waits_for(self, year):
        _, _, done, handed_in = year.bodies

        assert shut(year) == {"accepted": [handed_in], "told": [done]}

    def test_only_what_is_verified_can_be_sent_now(self, year):
        _, _, done, handed_in = year.bodies
        Report.objects.get(bloc_year=year, association=handed_in).accept(by=year.secretary)

        gates = {gate.name: gate for gate in before_lock(year)}

        assert gates["told"].waiting == [done, handed_in]
        assert gates["told"].ready == [done]
        assert gates["verified"].waiting == [handed_in]

    def test_the_leads_own_report_is_no_work_of_its_secretariat(self, client, year):
        report = make_report(year, year.lead, state="submitted")

        gate = before_lock(year)[0]
        assert (gate.name, year.lead in gate.waiting, year.lead in gate.ready) == ("accepted", True, False)
        client.force_login(year.secretary)
        page = client.get(reverse("pledges:completeness", args=[year.pk])).text
        assert f"phần của {year.lead.short_name} do người thẩm định của phó trưởng khối làm" in page

        report.accept(by=year.verifier)
        verify(report)
        told_gate = {gate.name: gate for gate in before_lock(year)}["told"]
        assert (year.lead in told_gate.waiting, year.lead in told_gate.ready) == (True, False)

    def test_the_refusal_says_what_the_gates_say(self, year):
        with pytest.raises(Refused) as refusal:
            lock_scores(year, by=year.secretary)

        assert str(refusal.value) == " ".join(gate.sentence for gate in before_lock(year) if not gate.is_met)
        assert year.bodies[3].short_name in str(refusal.value)

    def test_a_year_without_explanations_asks_for_none(self):
        year = make_year(until=Step.SELF_SCORING_CLOSED)

        assert {gate.name for gate in before_lock(year)} == {"accepted", "extended", "verified"}


class TestMatrix:
    def page(self, client, year, query=""):
        client.force_login(year.secretary)
        return client.get(reverse("pledges:completeness", args=[year.pk]) + query)

    def test_the_band_offers_what_can_be_done_and_the_lock_only_at_the_end(self, client, year):
        text = self.page(client, year).text

        assert "Tiếp nhận 1 báo cáo" in text and "Gửi cho 1 hội" in text
        assert reverse("pledges:scores-lock", args=[year.pk]) not in text

    def test_the_lock_is_offered_once_every_gate_is_passed(self, client, year):
        report = Report.objects.get(bloc_year=year, association=year.bodies[3])
        report.bloc_year = year
        report.accept(by=year.secretary)
        verify(report)
        for one in Report.objects.filter(bloc_year=year):
            tell(one, by=year.secretary)
        Report.objects.filter(bloc_year=year).update(agreed_at=one.told_at, agreed_by=make_user())

        assert reverse("pledges:scores-lock", args=[year.pk]) in self.page(client, year).text

    def test_what_waits_is_counted_and_filters_the_rows(self, client, year):
        page = self.page(client, year)
        assert [(key, count) for key, _, count in page.context["waiting"]] == [
            ("accept", 1),
            ("verify", 1),
            ("tell", 1),
        ]

        rows = self.page(client, year, "?waits=tell").context["rows"]

        assert [row.association for row in rows] == [year.bodies[2]]

    def test_a_filter_nobody_knows_shows_everybody(self, client, year):
        assert len(self.page(client, year, "?waits=khong-co").context["rows"]) == 4


def test_the_matrix_names_the_day_of_a_return_and_leads_to_the_desk(client):
    year = make_year(until=Step.SELF_SCORING_OPENED)
    returned = make_report(year, year.bodies[2], state="returned")
    waiting = make_report(year, year.bodies[3], state="accepted")
    client.force_login(year.secretary)

    page = client.get(reverse("pledges:completeness", args=[year.pk]))

    row = next(row for row in page.context["rows"] if row.association == returned.association)
    last = returned.corrections.get()
    assert (row.cells["annual"].returned_at, row.cells["annual"].due_again) == (last.at, last.due_at)
    assert f'href="{reverse("pledges:report-verify", args=[waiting.pk])}"' in page.text
    assert page.context["absent"][2] == 3  # all but the one that is in


def test_before_it_opens_nobody_lacks_a_report(client):
    year = make_year(until=Step.REGISTRATION_OPENED)
    client.force_login(year.secretary)

    page = client.get(reverse("pledges:completeness", args=[year.pk]))

    cells = page.context["rows"][0].cells
    assert (cells["registration"].is_open, cells["annual"].is_open) == (True, False)
    assert page.text.count("Chưa mở") >= len(year.bodies)
