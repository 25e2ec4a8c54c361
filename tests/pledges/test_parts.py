"""Verifiers by content or criterion: who sees and writes what, how far each is, and how far two agree."""

import io

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from base.workflow import Refused
from pledges.actions.verification import assign, freeze
from pledges.agreement import agreement, compared_rows
from pledges.completeness import completeness
from pledges.models import Verification, verdicts_of
from pledges.parts import covered, covers
from pledges.verifier_progress import assigned_parts, progress_of
from portal.next_steps import steps_for
from tests.factories import Step, make_report, make_user, make_year

PATHS = {"I.1": frozenset({"I", "I.1"}), "I.2": frozenset({"I", "I.2"}), "II.1": frozenset({"II", "II.1"})}
PARTS = st.lists(st.sampled_from(["", "I", "I.1", "II", "III"]))


@given(PARTS, PARTS)
def test_more_parts_cover_at_least_the_same(some, more):
    assert covered(some, PATHS) <= covered(some + more, PATHS)
    assert (covered(some, PATHS) == PATHS.keys()) or "" not in some


def test_a_part_takes_in_what_lies_in_it():
    assert covers("", PATHS["I.1"])
    assert covers("I", PATHS["I.1"])
    assert covers("I.1", PATHS["I.1"])
    assert not covers("I.1", PATHS["I.2"])
    assert not covers("I", PATHS["II.1"])


@pytest.fixture
def year(db):
    year = make_year(until=Step.SELF_SCORING_OPENED, cross_check=True)
    year.first, year.second = (make_user(edits_for=year.bodies[3]) for _ in range(2))
    return year


@pytest.fixture
def report(year):
    return make_report(year, state="submitted")


def name(year, person, part="", body=None):
    return assign(year, body or year.bodies[2], person, by=year.secretary, part=part)


def desk(client, person, report):
    client.force_login(person)
    return client.get(reverse("pledges:report-verify", args=[report.pk]))


def codes_on(page) -> list[str]:
    return [criterion.code for criterion, line, _ in page.context["sheet"] if line]


def test_each_sees_the_part_and_whoever_reviews_sees_the_rest(client, year, report):
    name(year, year.first, "I")
    name(year, year.second, "II.1")

    assert codes_on(desk(client, year.first, report)) == ["I.1", "I.2"]
    assert codes_on(desk(client, year.second, report)) == ["II.1"]
    assert codes_on(desk(client, year.secretary, report)) == ["T", "TR"]
    headings = [c.code for c, line, _ in desk(client, year.second, report).context["sheet"] if not line]
    assert headings == ["II"]


def test_nobody_writes_into_anothers_part(client, year, report):
    name(year, year.first, "I")
    client.force_login(year.first)
    line = report.lines.get(criterion__code="II.1")

    page = client.post(
        reverse("pledges:report-verify", args=[report.pk]),
        {f"line-{line.pk}-verified_points": "40", "read": "{}"},
    )

    assert "II.1 không giao cho anh/chị" in page.text
    assert report.lines.get(pk=line.pk).verified_points is None


def test_the_rest_of_a_part_is_the_part(client, year, report):
    name(year, year.first, "I")
    client.force_login(year.first)

    client.post(reverse("pledges:report-verify-rest", args=[report.pk]))

    verified = report.lines.exclude(verified_points=None).values_list("criterion__code", flat=True)
    assert set(verified) == {"I.1", "I.2"}


def test_nobody_is_named_for_their_own_associations_criterion(year):
    own = make_user(edits_for=year.bodies[2])

    with pytest.raises(Refused, match="không thẩm định được"):
        name(year, own, "I.1")
    assert not Verification.objects.exists()


@pytest.mark.parametrize("first", ["", "I", "I.1"])
def test_one_criterion_has_no_more_verifiers_than_the_year_says(year, first):
    name(year, year.first, first)

    with pytest.raises(Refused, match="đã đủ 1 người"):
        name(year, year.second, "I")
    if first:
        assert name(year, year.second, "II").part == "II"
    else:
        with pytest.raises(Refused, match="đã đủ 1 người"):
            name(year, year.second, "II")


def test_one_person_is_not_named_twice_for_the_same(year):
    name(year, year.first, "I")

    with pytest.raises(Refused, match="đã được phân công"):
        name(year, year.first, "I.1")


def test_a_part_that_does_not_exist_is_refused(year):
    with pytest.raises(Refused, match="không có phần “X.9”"):
        name(year, year.first, "X.9")


def test_a_verifier_of_a_part_is_done_when_it_is_found(client, year, report):
    name(year, year.first, "I")
    text = "Thẩm định điểm của 1 hội"
    assert text in [step.text for step in steps_for(year.first, year, completeness(year))]
    client.force_login(year.first)

    client.post(reverse("pledges:report-verify-rest", args=[report.pk]))

    year.refresh_from_db()
    assert text not in [step.text for step in steps_for(year.first, year, completeness(year))]
    assert text in [step.text for step in steps_for(year.secretary, year, completeness(year))]


def test_progress_is_told_by_person(client, year, report):
    name(year, year.first, "I")
    name(year, year.second, "II.1")
    name(year, year.first, "", year.bodies[1])
    client.force_login(year.first)
    client.post(reverse("pledges:report-verify-rest", args=[report.pk]))

    told = {one.verifier: (one.sheets, one.done, one.of) for one in progress_of(year, assigned_parts(year))}

    assert told == {year.first: (2, 2, 2), year.second: (1, 0, 1)}


def test_one_form_names_one_person_for_several_members(client, year):
    client.force_login(year.secretary)
    address = reverse("pledges:assignments", args=[year.pk])
    everybody = [body.pk for body in year.bodies]

    page = client.post(
        address, {"verifier": year.first.pk, "part": "I", "associations": everybody}, follow=True
    )

    named = set(Verification.objects.values_list("association", "part"))
    assert named == {(pk, "I") for pk in everybody if pk != year.bodies[3].pk}
    assert f"{year.bodies[3].short_name}: " in page.text


@pytest.mark.parametrize(
    "wrong", [{"verifier": ""}, {"part": "X"}, {"associations": ["999999"]}, {"associations": []}]
)
def test_what_cannot_be_named_is_told_beside_the_box(client, year, wrong):
    client.force_login(year.secretary)
    typed = {"verifier": year.first.pk, "part": "", "associations": [year.bodies[2].pk]} | wrong

    page = client.post(reverse("pledges:assignments", args=[year.pk]), typed)

    assert page.context["form"].errors.keys() == set(wrong)
    assert not Verification.objects.exists()


# Two for each criterion, by parts


@pytest.fixture
def apart(year):
    type(year).objects.filter(pk=year.pk).update(verifiers=2)
    year.refresh_from_db()
    return year


def find(verification, report, codes, **points):
    lines = report.lines.filter(criterion__code__in=codes).select_related("criterion")
    found = {}
    for line in lines:
        value = points.get(line.criterion.code.replace(".", "_"), line.self_points)
        reason = "" if value == line.self_points else "Thiếu"
        found[line.pk] = {"verified_points": value, "verified_na": False, "reason": reason}
    verification.write(found)
    return freeze(report, verification, by=verification.verifier)


ALL = ["I.1", "I.2", "II.1", "T", "TR"]


def test_two_for_parts_agree_once_every_criterion_has_two(apart):
    report = make_report(apart, state="submitted")
    whole = name(apart, apart.first)
    one = name(apart, apart.second, "I")
    assert not find(whole, report, ALL, I_1=45)
    assert not find(one, report, ["I.1", "I.2"], I_1=40), "II.1 still has one verifier only"
    assert verdicts_of(report) == {}

    rest = [name(apart, apart.verifier, code) for code in ("II", "T", "TR")]
    for verification, code in zip(rest, ("II.1", "T", "TR"), strict=True):
        both = find(verification, report, [code])

    assert both
    settled = dict(report.lines.values_list("criterion__code", "verified_points"))
    assert settled == {"I.1": None, "I.2": 10, "II.1": 40, "T": 0, "TR": 0}


def test_several_parts_of_one_person_are_finished_together(client, apart):
    report = make_report(apart, state="submitted")
    name(apart, apart.first, "I")
    name(apart, apart.first, "II")
    client.force_login(apart.first)
    client.post(reverse("pledges:report-verify-rest", args=[report.pk]))

    client.post(reverse("pledges:report-freeze", args=[report.pk]))

    assert all(apart.verifications.values_list("frozen_at", flat=True))
    assert apart.verifications.count() == 2


def test_how_far_two_agree_is_told_once_both_have_finished(client, apart):
    report = make_report(apart, state="submitted")
    one, two = name(apart, apart.first), name(apart, apart.second)
    find(one, report, ALL, I_1=45)
    assert compared_rows(apart) == []
    find(two, report, ALL, I_1=40)

    rows = compared_rows(apart)
    figure = agreement(rows)
    assert (figure.same, figure.of, figure.percent, figure.apart) == (4, 5, 80, 1)
    assert [row.settled_by for row in rows if not row.agrees] == [""]

    line = report.lines.get(criterion__code="I.1")
    report.verify(
        by=apart.secretary,
        verdicts={line.pk: {"verified_points": 42, "verified_na": False, "reason": "Thống nhất"}},
    )
    (row,) = [row for row in compared_rows(apart) if not row.agrees]
    assert (row.line.verified_points, row.settled_by) == (42, str(apart.secretary))

    client.force_login(apart.secretary)
    page = client.get(reverse("pledges:agreement", args=[apart.pk])).text
    assert "4/5 dòng" in page
    assert str(apart.secretary) in page
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("pledges:agreement-xlsx", args=[apart.pk])).content)
    )
    assert book["Từng dòng"].max_row == 3 + 5
    first = next(book["Theo tiêu chí"].iter_rows(min_row=4, values_only=True))
    assert (first[0], first[4], first[5]) == ("I.1", 0, 5)


def test_members_do_not_see_how_two_differ(client, apart):
    client.force_login(make_user(edits_for=apart.bodies[2]))

    assert client.get(reverse("pledges:agreement", args=[apart.pk])).status_code == 403


@pytest.mark.django_db
def test_pages_run_the_same_queries_for_few_and_many(client, django_assert_max_num_queries):
    counts = []
    for members in (4, 12):
        year = make_year(members=members, until=Step.SELF_SCORING_OPENED, cross_check=True)
        person = make_user(edits_for=year.bodies[0])
        for body in year.bodies[1:]:
            make_report(year, body, state="submitted")
            assign(year, body, person, by=year.secretary, part="I")
        client.force_login(year.secretary)
        for page in ("assignments", "agreement"):
            address = reverse(f"pledges:{page}", args=[year.pk])
            client.get(address)
            with django_assert_max_num_queries(30) as counted:
                client.get(address)
            counts.append(len(counted))
    assert counts[:2] == counts[2:]
