"""Criteria that members do not score: given by the secretariat or taken from a list, and what becomes of the points."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from base.workflow import Refused
from pledges.actions.given_scores import Given, give_scores
from pledges.completeness import completeness
from pledges.models import GivenScore
from portal.next_steps.bloc import keeping_steps
from tests.factories import Step, fill, make_criteria, make_report, make_user, make_year, verify

pytestmark = pytest.mark.django_db
SOURCE = "Công văn số 12/CAT-PV05 ngày 05/12/2023 của Công an tỉnh"


@pytest.fixture
def year():
    """II.1 is the secretariat's, I.2 another body's list."""
    year = make_year()
    draft = make_criteria(year)
    draft.criteria.filter(code="II.1").update(scorer="secretariat")
    draft.criteria.filter(code="I.2").update(scorer="list")
    draft.publish(by=year.secretary)
    for kind in (Step.REGISTRATION_OPENED, Step.REGISTRATION_CLOSED, Step.SELF_SCORING_OPENED):
        year.reach(kind, by=year.secretary)
    return year


def criterion(year, code="II.1"):
    return year.criteria_sets.get().criteria.get(code=code)


def give(year, points, body=None, code="II.1", note=""):
    body = body or year.bodies[2]
    return give_scores(
        year, criterion(year, code), [Given(body, points, note)], source=SOURCE, by=year.secretary
    )


def line_of(report, code="II.1"):
    return report.lines.get(criterion__code=code)


def submitted(year):
    report = fill(make_report(year))
    report.submit(by=make_user(signs_for=report.association))
    return report


def test_what_was_given_stands_on_the_sheet_that_is_handed_in(year):
    give(year, 35)

    assert line_of(submitted(year)).self_points == 35


def test_a_member_does_not_type_them_and_may_hand_in_without(client, year):
    report = fill(make_report(year))
    member = make_user(signs_for=report.association)
    client.force_login(member)
    box = f"line-{line_of(report).pk}-self_points"

    client.post(reverse("pledges:report-scores", args=[report.pk]), {box: "40", "read": "{}"})

    assert line_of(report).self_points is None
    assert report.missing() == []
    assert "(thư ký khối chấm)" in client.get(reverse("pledges:report-scores", args=[report.pk])).text


def test_points_that_come_later_are_the_verdict_at_once(year):
    report = submitted(year)
    assert line_of(report).self_points is None

    give(year, 35, note="Dự đủ")

    line = line_of(report)
    assert (line.verified_points, line.reason) == (35, f"{SOURCE}; Dự đủ")


def test_what_is_taken_back_waits_again(year):
    report = submitted(year)
    give(year, 35)

    give(year, None)

    assert line_of(report).verified_points is None
    assert not GivenScore.objects.exists()


def test_the_rest_is_not_accepted_where_nobody_has_given_points(client, year):
    report = submitted(year)
    client.force_login(year.secretary)

    page = client.post(reverse("pledges:report-verify-rest", args=[report.pk]), follow=True)

    assert line_of(report).verified_points is None
    assert line_of(report, "I.1").verified_points == 50
    assert "2 tiêu chí do khối chấm mà chưa ai cho điểm" in page.text


def test_nothing_is_given_for_what_members_score(year):
    with pytest.raises(Refused, match="do hội tự chấm"):
        give(year, 5, code="I.1")


def test_after_the_lock_nothing_is_given(year):
    year.reach(Step.SELF_SCORING_CLOSED, by=year.secretary)
    year.reach(Step.SCORES_LOCKED, by=year.secretary)

    with pytest.raises(Refused, match="đã khóa"):
        give(year, 35)
    assert not GivenScore.objects.exists()


def test_the_same_points_again_change_nothing(year):
    give(year, 35)

    assert give(year, 35) == []


def test_a_newer_version_of_the_criteria_keeps_what_was_given(year):
    give(year, 35)
    amended = year.criteria_sets.get().amend(note="Giảm")
    amended.criteria.filter(code="II.1").update(max_points=30)
    amended.criteria.filter(code="II").update(max_points=30)
    type(amended).objects.filter(pk=amended.pk).update(scale=90)
    amended.refresh_from_db()
    amended.publish(by=year.secretary)

    assert line_of(submitted(year)).self_points == 30, "never above the maximum"


def address(year, code="II.1"):
    return reverse("pledges:given-scores-edit", args=[year.pk, criterion(year, code).pk])


def test_points_for_all_members_are_given_on_one_page(client, year):
    client.force_login(year.secretary)
    mine = [body for body in year.bodies if body != year.lead]

    page = client.get(address(year))
    assert [member for member, form, _ in page.context["rows"] if form] == mine, "the lead's is the deputy's"

    client.post(address(year), {"source": SOURCE} | {f"row{body.pk}-points": "38,5" for body in mine})

    assert set(GivenScore.objects.values_list("association", "points")) == {(body.pk, 38.5) for body in mine}


def test_the_deputys_verifier_gives_the_lead_its_points(client, year):
    client.force_login(year.verifier)

    client.post(
        address(year),
        {"source": SOURCE, f"row{year.lead_id}-points": "20", f"row{year.bodies[2].pk}-points": "20"},
    )

    assert GivenScore.objects.get().association == year.lead


@pytest.mark.parametrize("typed", ["41", "-1", "abc", "0,3"])
def test_points_that_cannot_be_are_refused_beside_the_box(client, year, typed):
    client.force_login(year.secretary)
    box = f"row{year.bodies[2].pk}-points"

    page = client.post(address(year), {"source": SOURCE, box: typed})

    form = next(form for member, form, _ in page.context["rows"] if member == year.bodies[2])
    assert form.errors.keys() == {"points"}
    assert f'value="{typed}"' in page.text
    assert not GivenScore.objects.exists()


def test_points_without_a_source_are_refused(client, year):
    client.force_login(year.secretary)

    page = client.post(address(year), {f"row{year.bodies[2].pk}-points": "20"})

    assert page.context["source_form"].errors.keys() == {"source"}
    assert 'value="20"' in page.text


def list_of(*rows) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in (["TT", "Tên hội", "Kết quả đánh giá"], *rows):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("danh-sach.xlsx", buffer.getvalue())


def test_a_list_of_another_body_fills_the_page_in(client, year):
    client.force_login(year.secretary)
    two, three, four = year.bodies[1:]
    rows = [[1, two.official_name, "Đạt"], [2, three.short_name, "Không đạt"], [3, four.short_name, "5 điểm"]]

    page = client.post(address(year, "I.2"), {"read": "1", "file": list_of(*rows)})

    filled = {member: form.initial["points"] for member, form, _ in page.context["rows"] if form}
    assert filled == {two: "10", three: "0", four: "5"}
    assert not GivenScore.objects.exists()


def test_others_read_or_do_not_come_in(client, year):
    give(year, 35)
    member = make_user(edits_for=year.bodies[3])

    client.force_login(member)
    assert client.get(address(year)).status_code == 403
    client.force_login(year.verifier)
    assert SOURCE in client.get(address(year)).text
    officer = make_user(province=year.bloc.province)
    client.force_login(officer)
    assert client.get(address(year)).status_code == 200
    assert client.post(address(year), {"source": SOURCE}).status_code == 403


def test_a_criterion_that_members_score_has_no_such_page(client, year):
    client.force_login(year.secretary)

    assert client.get(address(year, "I.1")).status_code == 404


def test_the_secretariat_is_told_what_has_no_points_yet(year):
    assert [step.text for step in keeping_steps(year, completeness(year))] == [
        "Cho điểm 2 tiêu chí do khối chấm"
    ]

    for code, points in (("II.1", 20), ("I.2", 10)):
        for body in year.bodies:
            give(year, points, body, code)

    assert keeping_steps(year, completeness(year)) == []


def test_the_total_counts_them(year):
    report = submitted(year)
    give(year, 35)
    give(year, 10, code="I.2")
    verify(report, II_1=35, I_2=10)

    assert sum(line.verified_points for line in report.lines.all()) == 95


def test_lists_run_the_same_queries_for_few_and_many(client, django_assert_max_num_queries):
    counts = []
    for members in (4, 12):
        year = make_year(members=members)
        draft = make_criteria(year)
        draft.criteria.filter(code="II.1").update(scorer="secretariat")
        draft.publish(by=year.secretary)
        give_scores(
            year, criterion(year), [Given(body, 1) for body in year.bodies], source=SOURCE, by=year.secretary
        )
        client.force_login(year.secretary)
        client.get(address(year))
        with django_assert_max_num_queries(40) as counted:
            client.get(address(year))
        counts.append(len(counted))
    assert counts[0] == counts[1]
