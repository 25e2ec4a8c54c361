"""The year's table: from sheets and gates to ranks, classes and outcomes, in a fixed number of queries."""

from decimal import Decimal

import pytest

from awards.explaining import place_reasons
from awards.models import Violation
from awards.papers.tables import remark
from awards.standings import own_table, score_table
from blocs.models import Criterion
from tests.factories import (
    Step,
    make_registration,
    make_report,
    make_scored_year,
    make_user,
    make_year,
    sign_all,
    verify,
)

pytestmark = pytest.mark.django_db


def by_body(year):
    rows = {row.association.pk: row for row in score_table(year).rows}
    return [rows[association.pk] for association in year.bodies]


def test_members_are_ranked_by_verified_points_and_classified_by_lower_bounds():
    year = make_scored_year([{}, {"I.1": 40}, {"I.1": 39.5}, {"I.1": 20}])

    rows = by_body(year)

    assert [row.rank for row in rows] == [1, 2, 3, 4]
    assert [row.verified.total for row in rows] == [100, 90, Decimal("89.5"), 70]
    assert [row.classification for row in rows] == ["Xuất sắc", "Xuất sắc", "Tốt", ""]


def test_equal_members_are_shown_as_tied():
    year = make_scored_year([{}, {"I.1": 40}, {"I.1": 40}, {"I.1": 20}])

    assert [(row.rank, row.place.is_tied) for row in by_body(year)] == [
        (1, False),
        (2, True),
        (2, True),
        (4, False),
    ]


def test_the_first_content_parts_equals_whatever_its_number():
    year = make_scored_year([{}, {"II.1": 35}, {"I.1": 45}, {"I.1": 20}], tie_breaks=["I"])
    Criterion.objects.filter(code="I").update(code="A")
    Criterion.objects.filter(code="II").update(code="B")

    rows = by_body(year)

    assert [row.rank for row in rows] == [1, 2, 3, 4]
    assert rows[1].place.decided_by == "I"
    assert score_table(year).used_rungs() == ["Điểm nội dung A cao hơn"]
    assert "Tiêu chí phụ: điểm nội dung A cao hơn" in remark(rows[1], score_table(year).sections)


def test_equals_of_a_year_without_tie_breaks_are_not_said_to_be_equal_in_them():
    year = make_scored_year([{}, {"II.1": 35}, {"I.1": 45}])
    table = score_table(year)

    assert place_reasons(by_body(year)[1], table) == [
        "Bằng tổng điểm, năm này không đặt tiêu chí phụ, nên xếp đồng hạng."
    ]


def test_verified_points_count_and_not_the_claim():
    year = make_year(until=Step.SELF_SCORING_CLOSED)
    report = make_report(year, state="accepted")
    verify(report, I_1=45, T=8, TR=2)

    row = by_body(year)[2]

    assert (row.self_totals.total, row.verified.total) == (100, 98)
    assert (row.verified.bonus, row.verified.deductions) == (5, 2)


def test_gates_lead_to_three_outcomes_with_their_reasons():
    year = make_year(until=Step.CRITERIA_PUBLISHED)
    criteria_set = year.criteria_sets.get()
    criteria_set.gates.create(fact="no_registration", outcome="not_ranked")
    criteria_set.gates.create(fact="finding", outcome="not_eligible")
    for kind in (Step.REGISTRATION_OPENED, Step.SELF_SCORING_OPENED):
        year.reach(kind, by=year.secretary)
    clean, found, unregistered, silent = year.bodies
    for association in (clean, found, silent):
        make_registration(year, association)
    for association in (clean, found, unregistered):
        make_report(year, association, state="accepted")
    Violation.objects.create(
        bloc_year=year,
        association=found,
        reason="Chậm nộp thuế",
        source="Chi cục Thuế",
        recorded_by=make_user(),
    )

    awaited = by_body(year)[3]
    assert (awaited.outcome_label, awaited.reasons, awaited.rank) == ("Chưa nộp báo cáo năm", (), None)

    year.reach(Step.SELF_SCORING_CLOSED, by=year.secretary)
    rows = by_body(year)

    assert [(row.outcome_label, row.reasons) for row in rows] == [
        ("Xếp hạng, đủ điều kiện", ()),
        ("Xếp hạng, không xét khen thưởng", ("Chậm nộp thuế",)),
        ("Không xếp hạng", ("Không đăng ký thi đua",)),
        ("Không xếp hạng", ("Không gửi báo cáo năm, bảng tự chấm điểm",)),
    ]
    assert [row.rank for row in rows] == [1, 1, None, None]


def test_ones_own_table_has_sums_and_classes_of_ones_own_and_no_rank():
    year = make_scored_year([{}, {"I.1": 39.5}, {"I.1": 20}], tie_breaks=["I"])
    _, second, _ = year.bodies

    table = own_table(year, [second.pk])

    (row,) = table.rows
    assert (row.association, row.rank, row.final.total) == (second, None, Decimal("89.5"))
    assert row.classification == "Tốt"
    assert (table.sections, table.ladder) == (["I", "II"], ["I"])


@pytest.mark.parametrize("members", [3, 12])
def test_the_table_takes_the_same_queries_for_any_number_of_members(members, django_assert_num_queries):
    year = make_year(members=members, until=Step.SELF_SCORING_CLOSED)
    for association in year.bodies[1:]:
        make_registration(year, association)
        verify(make_report(year, association, state="accepted"))
    sign_all(year)

    with django_assert_num_queries(6):
        score_table(year)
