"""A year without the interim report: nobody is asked for one anywhere. Proves pledges/completeness.py's papers."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from base.workflow import Refused
from blocs.models import BlocYear
from blocs.year_forms import YearRulesForm
from pledges.models import Report
from portal.next_steps import steps_for
from tests.factories import Step, make_criteria, make_user, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(law):
    return make_year(members=3, until=Step.REGISTRATION_CLOSED, reports_interim=False)


def rules_of(year, *, interim: bool) -> YearRulesForm:
    year = BlocYear.objects.get(pk=year.pk)
    form = YearRulesForm(instance=year)
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    shown |= {"reminder_days": [7, 0], "flag_quota_by_size": "", "max_consecutive_years": ""}
    shown["reports_interim"] = interim
    return YearRulesForm(shown, instance=year)


def test_the_year_has_no_such_step_paper_or_task(client, year):
    person = make_user(edits_for=year.bodies[2])
    client.force_login(person)
    assert Step.INTERIM_REPORTS not in year.timeline
    with pytest.raises(Refused, match="không sơ kết 6 tháng"):
        Report.start(year=year, association=year.bodies[2], kind="interim")

    page = client.get(reverse("pledges:completeness", args=[year.pk])).text
    assert "Giao ước" in page
    assert "6 tháng" not in page
    assert "6 tháng" not in client.get(year.get_absolute_url()).text

    client.force_login(year.secretary)
    told = [step.text for step in steps_for(year.secretary, year, [])]
    assert told
    assert not any("6 tháng" in text for text in told)
    for name in ("pledges:completeness", "pledges:reminders", "blocs:milestones"):
        assert "6 tháng" not in client.get(reverse(name, args=[year.pk])).text
    book = client.get(reverse("pledges:completeness-xlsx", args=[year.pk])).content
    rows = list(load_workbook(io.BytesIO(book)).active.iter_rows(min_row=3, values_only=True))
    assert "Giao ước" in rows[0]
    assert "Báo cáo 6 tháng" not in rows[0]
    assert len(rows[0]) == len(rows[1]) == 9


def test_criteria_scored_by_the_interim_report_are_not_published(year):
    criteria_set = make_criteria(year, version=2)
    leaf = criteria_set.criteria.get(code="I.2")
    leaf.kind, leaf.document = "timeliness", "interim"
    leaf.save()

    with pytest.raises(
        Refused, match="Tiêu chí I.2 chấm theo báo cáo sơ kết 6 tháng, mà năm này không sơ kết"
    ):
        criteria_set.publish(by=year.secretary)


def test_only_the_criteria_in_force_ask_for_the_interim_report(law):
    year = make_year(members=3, until=Step.CRITERIA_PUBLISHED)
    published = year.criteria_sets.get()
    scored = published.criteria.filter(kind="judged").first()
    type(published).objects.filter(pk=published.pk).update(published_at=None, published_by=None)
    published.criteria.filter(pk=scored.pk).update(kind="timeliness", document="interim")
    type(published).objects.filter(pk=published.pk).update(
        published_at=timezone.now(), published_by=year.secretary
    )
    assert "reports_interim" in rules_of(year, interim=False).errors

    later = published.amend()
    later.criteria.filter(code=scored.code).update(kind="judged", document="")
    later.publish(by=year.secretary)
    form = rules_of(year, interim=False)
    assert form.is_valid(), form.errors


def test_a_year_keeps_the_interim_report_that_somebody_wrote(law):
    year = make_year(members=3, until=Step.REGISTRATION_CLOSED)
    form = rules_of(year, interim=False)
    assert form.is_valid(), form.errors
    Report.start(year=year, association=year.bodies[2], kind="interim")

    form = rules_of(year, interim=False)
    assert form.errors["reports_interim"] == ["Đã có hội soạn báo cáo sơ kết 6 tháng của năm này."]
    assert rules_of(year, interim=True).is_valid()
