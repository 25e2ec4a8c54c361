"""Evidence is added from its criterion and leads back there; one paper serves several."""

import pytest
from django.urls import reverse

from tests.factories import make_report, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(client):
    report = make_report()
    client.force_login(make_user(edits_for=report.association))
    return report


@pytest.fixture
def line(report):
    return report.lines.get(criterion__code="I.1")


class TestFromTheCriterion:
    def sent(self, line) -> dict:
        return {"line": line.pk, "document_number": "24/BC", "document_title": "Báo cáo kết quả"}

    def test_what_is_added_proves_it_and_one_is_back_at_its_row(self, client, report, line):
        answer = client.post(f"{report.url('evidence')}?line={line.pk}", self.sent(line))

        assert answer.url == f"{report.url('scores')}#row-{line.criterion_id}"
        assert report.evidence.get().uses.get().line == line

    def test_what_is_there_is_offered_for_another_criterion(self, client, report, line):
        client.post(report.url("evidence"), self.sent(line))
        proof, other = report.evidence.get(), report.lines.get(criterion__code="II.1")

        page = client.get(f"{report.url('evidence')}?line={other.pk}")
        assert page.context["reusable"] == [proof]
        use = reverse("pledges:evidence-use", args=[report.pk, proof.pk])
        answer = client.post(use, {"line": other.pk, "back": other.pk})

        assert answer.url == f"{report.url('scores')}#row-{other.criterion_id}"
        assert set(proof.uses.values_list("line", flat=True)) == {line.pk, other.pk}
        assert client.get(f"{report.url('evidence')}?line={other.pk}").context["reusable"] == []

    @pytest.mark.parametrize("line", ["x", "-1", "99999999999999999999", ""])
    def test_a_criterion_that_is_none_is_simply_not_chosen(self, client, report, line):
        page = client.get(f"{report.url('evidence')}?line={line}")

        assert page.status_code == 200
        assert page.context["for_line"] is None

    def test_a_criterion_of_another_report_is_not_ones_own(self, client, report):
        foreign = make_report().lines.first()

        assert client.get(f"{report.url('evidence')}?line={foreign.pk}").context["for_line"] is None


def test_the_steps_say_how_much_is_there(client, report, line):
    steps = {step.label: (step.done, step.of) for step in client.get(report.url("scores")).context["steps"]}
    assert steps["Tự chấm điểm"] == (0, 3)

    report.write(by=make_user(), typed={f"line-{line.pk}-self_points": 40})

    steps = {step.label: (step.done, step.of) for step in client.get(report.url("scores")).context["steps"]}
    assert steps["Tự chấm điểm"] == (1, 3)
