"""Verification: reasons, two who do not see each other, conflicts of interest, explanations and the second look."""

import datetime
import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from base.workflow import Refused
from members.models import Officer
from pledges.actions.evidence import add_evidence
from pledges.actions.verification import assign, freeze
from pledges.merging import mark_of
from pledges.models import Verification, may_be_named
from tests.factories import (
    LONG_AGO,
    Step,
    fill,
    make_report,
    make_user,
    make_year,
    verify,
)

pytestmark = pytest.mark.django_db


def url(name, report):
    return reverse(f"pledges:report-{name}", args=[report.pk])


def box(report, code, name="verified_points"):
    return f"line-{report.lines.get(criterion__code=code).pk}-{name}"


def sheet(report, **typed):
    """The whole page as it is sent: as claimed, but for what is named; read as it stands now."""
    data, marks = {}, {}
    for line in report.lines.select_related("criterion"):
        points, reason = typed.get(line.criterion.code.replace(".", "_"), (line.self_points, ""))
        data[f"line-{line.pk}-verified_points"] = str(points)
        data[f"line-{line.pk}-reason"] = reason
        marks[f"line-{line.pk}-verified_points"] = mark_of(line.verdict)
    return data | {"read": json.dumps(marks)}


@pytest.fixture
def report(client):
    report = make_report(state="submitted")
    client.force_login(report.bloc_year.secretary)
    return report


def test_a_difference_needs_a_reason_and_the_other_rows_are_saved(client, report):
    refused = client.post(url("verify", report), sheet(report, I_1=("45", "")))
    assert "Khác với hội tự chấm: hãy ghi lý do." in refused.text
    assert 'value="45"' in refused.text
    assert report.lines.filter(verified_points=None).count() == 1

    client.post(url("verify", report), sheet(report, I_1=("45", "Thiếu minh chứng")))
    line = report.lines.get(criterion__code="I.1")
    assert (line.verified_points, line.reason) == (45, "Thiếu minh chứng")
    assert line.verified_by == report.bloc_year.secretary


def test_a_row_saves_itself(client, report):
    points = box(report, "I.1")
    sent = {
        points: "45",
        box(report, "I.1", "reason"): "Thiếu minh chứng",
        "read": json.dumps({points: mark_of("")}),
    }

    answer = client.post(url("verify", report), sent, headers={"X-Autosave": "1"}).json()

    assert answer["saved"] == {points: mark_of("45 điểm; Thiếu minh chứng")}
    assert answer["errors"] == {}


def test_a_crafted_request_above_the_maximum_is_refused(client, report):
    response = client.post(url("verify", report), sheet(report, I_1=("51", "Thưởng")))

    assert "Điểm phải từ 0 đến 50." in response.text
    assert report.lines.get(criterion__code="I.1").verified_points is None


def test_points_changed_after_the_lock_by_a_crafted_request_are_refused_with_a_sentence(client, report):
    year = report.bloc_year
    report.accept(by=year.secretary)
    verify(report)
    for kind in (Step.SELF_SCORING_CLOSED, Step.SCORES_LOCKED):
        year.reach(kind, by=year.secretary)

    answer = client.post(url("verify", report), sheet(report, I_1=("1", "Muộn")))

    assert "Điểm của năm này đã khóa" in answer.text
    assert report.lines.get(criterion__code="I.1").verified_points == 50


@pytest.mark.parametrize("evidence", [0, 6])
def test_the_desk_takes_the_same_queries_with_more_evidence(
    client, report, evidence, django_assert_max_num_queries
):
    verify(report)
    for n in range(evidence):
        proof = report.evidence.create(
            document_number=f"{n}/BC", document_title="Báo cáo", added_by=make_user()
        )
        proof.uses.create(line=report.lines.order_by("pk")[n % 3])

    with django_assert_max_num_queries(12):
        client.get(url("verify", report))


def test_the_desk_takes_the_same_queries_among_many_members(client, django_assert_max_num_queries):
    for members in (16, 60):
        year = make_year(members=members, until=Step.SELF_SCORING_OPENED)
        sheets = [make_report(year, body, state="submitted") for body in year.bodies[2:]]
        client.force_login(year.secretary)
        with django_assert_max_num_queries(12):
            client.get(url("verify", sheets[0]))


def test_saving_one_score_takes_at_most_twelve_queries(client, report, django_assert_max_num_queries):
    sent = {box(report, "I.1"): "45", box(report, "I.1", "reason"): "Thiếu", "read": "{}"}

    with django_assert_max_num_queries(12 + 2):  # the test's own transaction makes two savepoints of it
        client.post(url("verify", report), sent, headers={"X-Autosave": "1"})


def test_an_older_tab_does_not_undo_a_colleagues_verdicts(client, report):
    opened_before = sheet(report)
    client.post(url("verify", report), sheet(report, I_1=("45", "Thiếu minh chứng")))

    clash = client.post(url("verify", report), opened_before)

    assert "45 điểm; Thiếu minh chứng" in clash.text
    assert report.lines.get(criterion__code="I.1").verified_points == 45
    client.post(url("verify", report), opened_before | {"read": clash.context["read"]})
    assert report.lines.get(criterion__code="I.1").verified_points == 50


def test_the_rest_is_taken_as_claimed_at_one_press(client, report):
    client.post(url("verify", report), sheet(report, I_1=("45", "Thiếu")) | {box(report, "II.1"): "x"})
    client.post(url("verify-rest", report))

    assert report.lines.get(criterion__code="I.1").verified_points == 45
    assert report.lines.get(criterion__code="II.1").verified_points == 40
    assert not report.lines.filter(verified_points=None).exists()


# Who may be named


def test_nobody_is_named_for_their_own_association_and_the_leads_sheet_goes_outside_it():
    year = make_year(cross_check=True)
    lead, deputy, member, other = year.bodies
    people = {body: make_user(edits_for=body) for body in year.bodies}

    assert people[member] not in may_be_named(year, member)
    assert people[other] in may_be_named(year, member)
    assert year.secretary not in may_be_named(year, lead)
    assert people[deputy] in may_be_named(year, lead)
    with pytest.raises(Refused, match="không thẩm định được"):
        assign(year, lead, year.secretary, by=year.secretary)


def test_without_cross_checks_only_who_serves_the_year_is_named():
    year = make_year()
    outsider = make_user(edits_for=year.bodies[3])

    assert set(may_be_named(year, year.bodies[2])) == {year.secretary, year.verifier}
    assert outsider in may_be_named(year, year.lead)  # the deputy and another member


def test_who_is_named_verifies_and_the_others_do_not(client, report):
    year = report.bloc_year
    checker = make_user(edits_for=year.bodies[3])
    year.cross_check = True
    year.save()
    assign(year, report.association, checker, by=year.secretary)

    assert client.get(url("verify", report)).status_code == 403
    client.force_login(checker)
    assert client.get(url("verify", report)).status_code == 200
    client.force_login(make_user(edits_for=year.bodies[3]))
    assert client.get(url("verify", report)).status_code == 404


def test_a_conflict_that_came_later_closes_the_sheet(client, report):
    year = report.bloc_year
    checker = make_user(edits_for=year.bodies[3])
    year.cross_check = True
    year.save()
    assign(year, report.association, checker, by=year.secretary)
    Officer.objects.create(
        user=checker, association=report.association, role="editor", position="Ủy viên", since=LONG_AGO
    )
    client.force_login(checker)

    assert client.get(url("verify", report)).status_code == 403
    assert not Verification.objects.of(checker).exists()


def test_who_declines_is_recorded_with_the_reason_and_replaced(client, report):
    year = report.bloc_year
    named = assign(year, report.association, year.verifier, by=year.secretary)
    client.force_login(year.verifier)

    client.post(reverse("pledges:recuse", args=[year.pk, named.pk]), {"reason": "Người nhà là chủ tịch hội"})

    client.force_login(year.secretary)
    page = client.get(reverse("pledges:assignments", args=[year.pk])).text
    assert "Người nhà là chủ tịch hội" in page
    assign(year, report.association, year.secretary, by=year.secretary)
    with pytest.raises(Refused, match="đã từ chối"):
        assign(year, report.association, year.verifier, by=year.secretary)
    another = make_user(edits_for=year.bodies[1])
    type(year).objects.filter(pk=year.pk).update(cross_check=True)
    year.refresh_from_db()
    with pytest.raises(Refused, match="đã đủ 1 người"):
        assign(year, report.association, another, by=year.secretary)


# Two who do not see each other


@pytest.fixture
def pair(client):
    """A submitted report of a year with two verifiers, both named."""
    year = make_year(until=Step.SELF_SCORING_OPENED, verifiers=2)
    report = make_report(year, state="submitted")
    first = assign(year, report.association, year.secretary, by=year.secretary)
    second = assign(year, report.association, year.verifier, by=year.secretary)
    return report, first, second


def find(verification, report, **points):
    verdicts = {}
    for line in report.lines.select_related("criterion"):
        given = points.get(line.criterion.code.replace(".", "_"), line.self_points)
        reason = "" if given == line.self_points else f"Lý do của {verification.verifier}"
        verdicts[line.pk] = {"verified_points": given, "verified_na": False, "reason": reason}
    verification.write(verdicts)


def test_one_of_two_sees_nothing_of_the_other_until_both_have_finished(client, pair):
    report, first, second = pair
    find(first, report, I_1=41)
    freeze(report, first, by=first.verifier)

    client.force_login(second.verifier)
    for page in ("verify", "history"):
        assert f"Lý do của {first.verifier}" not in client.get(url(page, report)).text
    assert client.get(url("settle", report)).status_code in (302, 403)
    assert report.lines.filter(verified_points__isnull=False).count() == 0


def test_what_both_found_alike_stands_and_the_rest_is_decided_with_both_in_view(client, pair):
    report, first, second = pair
    find(first, report, I_1=41)
    find(second, report, I_1=45)
    freeze(report, first, by=first.verifier)
    assert freeze(report, second, by=second.verifier)

    assert report.lines.filter(verified_points=None).count() == 1
    client.force_login(report.bloc_year.secretary)
    page = client.get(url("settle", report)).text
    assert "Lý do của" in page
    assert "41" in page
    assert "45" in page
    points = box(report, "I.1")
    decided = {
        points: "43",
        box(report, "I.1", "reason"): "Thống nhất",
        "read": json.dumps({points: mark_of("")}),
    }
    client.post(url("settle", report), decided)
    assert report.lines.get(criterion__code="I.1").verified_points == 43


def test_a_finished_sheet_is_not_written_again(pair):
    report, first, _ = pair
    find(first, report)
    freeze(report, first, by=first.verifier)

    with pytest.raises(Refused, match="đã chốt"):
        find(first, report, I_1=1)
    with pytest.raises(Refused, match="đã chốt trước đó"):
        freeze(report, first, by=first.verifier)


def both_find(report, *verifications, **points):
    for verification in verifications:
        verification.refresh_from_db()
        find(verification, report, **points)
        both = freeze(report, verification, by=verification.verifier)
    assert both


def claim_anew(report, code, points, *, by) -> None:
    """Sent back, changed by the member, handed in again."""
    until = timezone.now() + datetime.timedelta(days=3)
    report.send_back(by=report.bloc_year.secretary, due_at=until, comment="Xem lại")
    report.refresh_from_db()
    line = report.lines.get(criterion__code=code)
    report.write(by=by, typed={f"line-{line.pk}-self_points": Decimal(points)})
    report.refresh_from_db()
    report.submit(by=by)
    report.refresh_from_db()


def test_what_a_member_changed_after_a_return_is_found_anew_by_both_and_can_be_locked(client, pair):
    report, first, second = pair
    both_find(report, first, second)
    member = make_user(signs_for=report.association)
    assert report.lines.filter(verified_points=None).count() == 0

    claim_anew(report, "I.1", 40, by=member)

    line = report.lines.get(criterion__code="I.1")
    assert (line.verified_points, line.verdicts.count()) == (None, 0)
    client.force_login(first.verifier)
    assert box(report, "I.2") not in client.get(url("verify", report)).text
    for verification, points in ((first, 39), (second, 40)):
        verification.refresh_from_db()
        assert verification.frozen_at is None
        verification.write(
            {line.pk: {"verified_points": Decimal(points), "verified_na": False, "reason": "Lại"}}
        )
        freeze(report, verification, by=verification.verifier)
    client.force_login(first.verifier)
    page = client.get(url("settle", report)).text
    assert box(report, "I.1") in page and box(report, "I.2") not in page
    points = box(report, "I.1")
    client.post(url("settle", report), {points: "40", "read": json.dumps({points: mark_of("")})})
    assert report.lines.filter(verified_points=None).count() == 0


def test_after_a_return_what_has_its_result_is_not_found_again(pair):
    report, first, second = pair
    both_find(report, first, second)
    claim_anew(report, "I.1", 40, by=make_user(signs_for=report.association))
    first.refresh_from_db()
    other = report.lines.get(criterion__code="I.2")

    with pytest.raises(Refused, match="Tiêu chí I.2 đã có kết quả"):
        first.write({other.pk: {"verified_points": Decimal(1), "verified_na": False, "reason": "Hạ"}})


def test_the_settling_desk_takes_no_line_that_both_found_alike(client, pair):
    report, first, second = pair
    find(first, report, I_1=41)
    find(second, report, I_1=45)
    freeze(report, first, by=first.verifier)
    assert freeze(report, second, by=second.verifier)
    agreed = report.lines.get(criterion__code="I.2")
    client.force_login(report.bloc_year.secretary)

    page = client.post(
        url("settle", report),
        {box(report, "I.2"): "0", box(report, "I.2", "reason"): "Một mình"},
        follow=True,
    )

    assert "đã chấm giống nhau" in page.text
    assert report.lines.get(pk=agreed.pk).verified_points == agreed.verified_points


def test_a_sheet_with_gaps_is_not_finished(pair):
    report, first, _ = pair

    with pytest.raises(Refused, match="Còn 5 tiêu chí"):
        freeze(report, first, by=first.verifier)


def test_evidence_is_open_to_who_was_named_to_verify(client):
    report = make_report()
    year, upload = report.bloc_year, SimpleUploadedFile("Báo cáo.pdf", b"%PDF-1.4 x")
    checker = make_user(edits_for=year.bodies[3])
    proof = add_evidence(report, by=make_user(), upload=upload, content_type="application/pdf")
    fill(report).submit(by=make_user())
    year.cross_check = True
    year.save()
    assign(year, report.association, checker, by=year.secretary)
    address = reverse("pledges:evidence", args=[proof.pk])

    client.force_login(make_user(edits_for=year.bodies[3]))
    assert client.get(address).status_code == 404
    client.force_login(checker)
    assert b"".join(client.get(address).streaming_content) == b"%PDF-1.4 x"
