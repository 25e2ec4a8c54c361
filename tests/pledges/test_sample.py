"""A random sample of evidence: told before, drawn once, the same for everybody; the rest is taken as claimed."""

import io

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from base.workflow import Refused
from blocs.models import Criterion
from members.models import Notice
from pledges.actions.samples import accept_outside_sample, announce_sample, draw_sample, object_to
from pledges.completeness import completeness
from pledges.models import EvidenceSample
from pledges.samples import drawn_of, sample_in
from pledges.sampling import sample_of
from portal.next_steps.bloc import keeping_steps
from tests.factories import Step, fill, lock_scores_of, make_report, make_user, make_year

CODES = st.sets(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=6), max_size=12)
PERCENT = st.integers(1, 100)


@given(st.text(), st.text(), CODES, PERCENT)
def test_the_same_seed_gives_the_same_sample_in_any_order(seed, association, codes, percent):
    drawn = sample_of(seed, association, codes, percent)

    assert drawn == sample_of(seed, association, sorted(codes, reverse=True), percent)
    assert drawn <= codes
    assert len(drawn) == -(-len(codes) * percent // 100)


@given(st.text(), st.text(), CODES, PERCENT, PERCENT)
def test_a_larger_share_draws_at_least_the_same(seed, association, codes, one, other):
    small, large = sorted((one, other))

    assert sample_of(seed, association, codes, small) <= sample_of(seed, association, codes, large)


def test_another_seed_or_association_gives_another_sample():
    codes = {f"I.{n}" for n in range(40)}

    assert sample_of("1", "hlg", codes, 50) != sample_of("2", "hlg", codes, 50)
    assert sample_of("1", "hlg", codes, 50) != sample_of("1", "nct", codes, 50)


def test_a_known_draw_stays_as_it_was():
    """Whoever works it out by hand in ten years finds the same."""
    assert sample_of("48213", "nct", ["I.1", "I.3", "III.2", "T.1"], 50) == {"I.1", "T.1"}


@pytest.fixture
def year(db):
    year = make_year(until=Step.SELF_SCORING_OPENED, sample_percent=50)
    Criterion.objects.filter(criteria_set__bloc_year=year, code__in=["I.1", "I.2", "II.1"]).update(
        needs_evidence=True
    )
    type(year).objects.filter(pk=year.pk).update(evidence_rule="reminded")
    year.refresh_from_db()
    return year


def submitted(year, body=None):
    report = fill(make_report(year, body))
    report.submit(by=make_user(signs_for=report.association))
    return report


def announced(year):
    return announce_sample(year, seed_source="Xổ số ngày 15/12", by=year.secretary)


def drawn(year, seed="48213"):
    announced(year)
    year.reach(Step.SELF_SCORING_CLOSED, by=year.secretary)
    return draw_sample(year, seed=seed, by=year.secretary)


def test_it_is_told_before_and_drawn_after_the_gate(year):
    member = make_user(edits_for=year.bodies[2])
    with pytest.raises(Refused, match="Chưa công bố|Chưa kết thúc"):
        draw_sample(year, seed="1", by=year.secretary)

    drawn(year)

    assert sample_in(year).seed == "48213"
    keys = set(Notice.objects.filter(to=member, key__startswith="sample").values_list("key", flat=True))
    assert keys == {f"sample-announced:{year.pk}", f"sample-drawn:{year.pk}"}


def test_another_seed_is_refused(year):
    drawn(year)

    with pytest.raises(Refused, match="bằng số “48213”, không rút lại"):
        draw_sample(year, seed="7", by=year.secretary)
    assert sample_in(year).seed == "48213"


def test_how_it_is_drawn_is_told_once_and_before_the_gate_closes(year):
    announced(year)
    with pytest.raises(Refused, match="đã công bố"):
        announced(year)

    EvidenceSample.objects.all().delete()
    year.reach(Step.SELF_SCORING_CLOSED, by=year.secretary)
    with pytest.raises(Refused, match="trước đó"):
        announced(year)


def test_what_is_not_drawn_is_taken_as_claimed(year):
    report = submitted(year)
    sample = drawn(year)
    in_sample = drawn_of(report, sample)
    assert len(in_sample) == 2

    taken = accept_outside_sample(report, by=year.secretary)

    waiting = set(report.lines.filter(verified_points=None).values_list("criterion__code", flat=True))
    assert waiting == in_sample
    assert taken == report.lines.count() - 2


def test_who_objects_has_a_line_looked_at_even_if_it_was_taken(year):
    report = submitted(year)
    sample = drawn(year)
    accept_outside_sample(report, by=year.secretary)
    outside = report.lines.exclude(criterion__code__in=drawn_of(report, sample)).select_related("criterion")
    line = outside.filter(criterion__needs_evidence=True).first()

    object_to(line, reason="Số liệu khác báo cáo của ngành", by=year.verifier)

    line.refresh_from_db()
    assert line.verified_points is None
    assert accept_outside_sample(report, by=year.secretary) == 0
    with pytest.raises(Refused, match="đã có người"):
        object_to(line, reason="Nữa", by=year.secretary)


def test_what_is_drawn_needs_no_objection(year):
    report = submitted(year)
    sample = drawn(year)
    line = (
        report.lines.filter(criterion__code__in=drawn_of(report, sample)).select_related("criterion").first()
    )

    with pytest.raises(Refused, match="đã ở trong mẫu"):
        object_to(line, reason="Thừa", by=year.secretary)


def test_after_the_lock_nothing_is_drawn_or_objected_to(year):
    report = submitted(year)
    announced(year)
    year.reach(Step.SELF_SCORING_CLOSED, by=year.secretary)
    lock_scores_of(year)

    with pytest.raises(Refused, match="đã khóa"):
        draw_sample(year, seed="1", by=year.secretary)
    with pytest.raises(Refused, match="đã khóa"):
        object_to(report.lines.first(), reason="Muộn", by=year.secretary)


def address(name, year):
    return reverse(f"pledges:{name}", args=[year.pk])


def test_the_year_goes_from_announcing_to_taking_the_rest_on_one_page(client, year):
    report = submitted(year)
    client.force_login(year.secretary)
    assert "Công bố cách rút mẫu" in keeping_steps(year, completeness(year))[0].text

    client.post(address("sample-announce", year), {"seed_source": "Xổ số ngày 15/12"})
    year.reach(Step.SELF_SCORING_CLOSED, by=year.secretary)
    assert "Rút mẫu" in keeping_steps(year, completeness(year))[0].text
    client.post(address("sample-draw", year), {"seed": "48213"})
    page = client.get(address("sample", year))
    (sheet,) = page.context["sheets"]
    assert sheet.drawn == sorted(drawn_of(report, sample_in(year)))
    client.post(address("sample-accept-rest", year))

    assert set(report.lines.filter(verified_points=None).values_list("criterion__code", flat=True)) == set(
        sheet.drawn
    )
    desk = client.get(reverse("pledges:report-verify", args=[report.pk]))
    marked = [line.criterion.code for _, line, _ in desk.context["sheet"] if line and line.is_sampled]
    assert sorted(marked) == sheet.drawn
    assert desk.text.count("trong mẫu</span>") == 3


def test_the_desk_does_not_take_the_rest_before_the_draw(client, year):
    report = submitted(year)
    announced(year)
    client.force_login(year.secretary)

    page = client.post(reverse("pledges:report-verify-rest", args=[report.pk]), follow=True)

    assert "hãy rút mẫu trước" in page.text
    assert not report.lines.exclude(verified_points=None).exists()


def test_on_the_desk_the_rest_is_what_is_not_drawn(client, year):
    report = submitted(year)
    sample = drawn(year)
    client.force_login(year.secretary)

    client.post(reverse("pledges:report-verify-rest", args=[report.pk]))

    waiting = set(report.lines.filter(verified_points=None).values_list("criterion__code", flat=True))
    assert waiting == drawn_of(report, sample)


@pytest.mark.parametrize(
    ("name", "typed", "context", "field"),
    [
        ("sample-announce", {"seed_source": ""}, "announcing", "seed_source"),
        ("sample-draw", {"seed": ""}, "drawing", "seed"),
        ("sample-draw", {"seed": "9" * 101}, "drawing", "seed"),
    ],
)
def test_what_is_lacking_or_too_long_is_told_beside_the_box(client, year, name, typed, context, field):
    client.force_login(year.secretary)

    page = client.post(address(name, year), typed)

    assert page.context[context].errors.keys() == {field}
    assert not EvidenceSample.objects.exists()


def test_a_line_of_another_year_is_no_choice(client, year):
    submitted(year)
    drawn(year)
    other = submitted(make_year(until=Step.SELF_SCORING_OPENED))
    client.force_login(year.secretary)

    page = client.post(address("sample-object", year), {"line": other.lines.first().pk, "reason": "Lạ"})

    assert page.context["objection"].errors.keys() == {"line"}


def test_members_read_the_draw_and_do_not_hold_it(client, year):
    submitted(year)
    drawn(year)
    client.force_login(make_user(edits_for=year.bodies[3]))

    page = client.get(address("sample", year))

    assert "48213" in page.text
    assert "objection" not in page.context
    for name in ("sample-announce", "sample-draw", "sample-object", "sample-accept-rest"):
        assert client.post(address(name, year)).status_code == 403


def test_a_member_sees_only_its_own_part_of_the_sample(client, year):
    report, other = submitted(year), submitted(year, year.bodies[3])
    sample = drawn(year)
    outside = report.lines.exclude(criterion__code__in=drawn_of(report, sample))
    line = outside.filter(criterion__needs_evidence=True).select_related("criterion").first()
    object_to(line, reason="Lý do riêng của hội kia", by=year.secretary)
    client.force_login(make_user(edits_for=other.association))

    page = client.get(address("sample", year))
    book = openpyxl.load_workbook(io.BytesIO(client.get(address("sample-xlsx", year)).content))

    assert [sheet.report for sheet in page.context["sheets"]] == [other]
    assert "Lý do riêng của hội kia" not in page.text
    assert [row[0] for row in book.active.iter_rows(min_row=4, values_only=True)] == [
        other.association.short_name
    ]


def test_the_workbook_names_what_was_drawn(client, year):
    report = submitted(year)
    sample = drawn(year)
    client.force_login(year.secretary)

    content = client.get(address("sample-xlsx", year)).content

    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert "48213" in rows[0][0]
    assert rows[3][2] == ", ".join(sorted(drawn_of(report, sample)))


def test_a_year_without_a_sample_says_so(client, year):
    type(year).objects.filter(pk=year.pk).update(sample_percent=None)
    client.force_login(year.secretary)

    assert "thẩm định mọi tiêu chí" in client.get(address("sample", year)).text


def test_once_announced_the_share_stands(client, year):
    announced(year)
    client.force_login(year.secretary)

    page = client.post(reverse("blocs:rules", args=[year.pk]), {"sample_percent": "10"})

    assert "Đã công bố mẫu 50 %" in str(page.context["form"].errors["sample_percent"])


def test_the_page_runs_the_same_queries_for_few_and_many(client, year, django_assert_max_num_queries):
    for body in year.bodies[:2]:
        submitted(year, body)
    drawn(year)
    client.force_login(year.secretary)
    client.get(address("sample", year))
    with django_assert_max_num_queries(30) as few:
        client.get(address("sample", year))
    queries = len(few)
    EvidenceSample.objects.all().delete()

    large = make_year(members=10, until=Step.SELF_SCORING_OPENED, sample_percent=50)
    for body in large.bodies:
        submitted(large, body)
    drawn(large)
    client.force_login(large.secretary)
    client.get(address("sample", large))
    with django_assert_max_num_queries(queries):
        client.get(address("sample", large))
