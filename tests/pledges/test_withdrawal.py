"""A member takes back what it handed in: when it may, what stays, and how the next round counts."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from base.workflow import Refused
from blocs.models import BlocYear, Milestone
from members.models import Notice
from pledges.models import Report, Withdrawal
from tests.factories import fill, make_report, make_user, send_back, verify

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def report():
    """Handed in, in a year whose members may take back, a day before its deadline."""
    made = fill(make_report())
    BlocYear.objects.filter(pk=made.bloc_year_id).update(may_withdraw=True)
    set_due(made, timezone.now() + DAY)
    made.submit(by=make_user(signs_for=made.association))
    return read(made)


def set_due(report, due_at) -> None:
    Milestone.objects.filter(bloc_year=report.bloc_year_id, kind=report.due_step).update(due_at=due_at)


def read(report) -> Report:
    return Report.objects.get(pk=report.pk)


def test_it_is_the_member_s_again_and_the_round_is_kept(report):
    report.withdraw(by=make_user(), reason="Thiếu minh chứng")

    report = read(report)
    assert (report.state, report.first_submitted_at, report.submitted_by) == ("draft", None, None)
    assert report.versions.count() == 1
    assert Withdrawal.objects.get().reason == "Thiếu minh chứng"


def test_the_next_round_decides_on_lateness(report):
    report.withdraw(by=make_user())
    set_due(report, timezone.now() - DAY)
    report = read(report)

    report.submit(by=make_user())

    assert read(report).is_late
    assert [version.number for version in report.versions.all()] == [1, 2]


def test_both_sides_are_told_and_the_secretary_s_task_is_settled(report):
    to_read = Notice.objects.filter(subject__startswith="CẦN XEM").first()
    assert to_read and to_read.read_at is None

    report.withdraw(by=make_user())

    to_read.refresh_from_db()
    assert to_read.read_at is not None
    told = Notice.objects.filter(subject__startswith="ĐÃ RÚT LẠI")
    assert told.filter(to__in=report.bloc_year.secretaries()).exists()
    assert told.filter(to__officer__association=report.association).exists()


def test_what_was_returned_before_goes_back_into_its_return(report):
    send_back(report, "Sửa số liệu.")
    report = read(report)
    first = report.first_submitted_at
    report.submit(by=make_user())

    read(report).withdraw(by=make_user())

    report = read(report)
    assert (report.state, report.first_submitted_at) == ("returned", first)


class TestBound:
    def refused(self, report, why: str) -> None:
        with pytest.raises(Refused, match=why):
            read(report).withdraw(by=make_user())
        assert not Withdrawal.objects.exists()

    def test_after_the_deadline(self, report):
        set_due(report, timezone.now() - DAY)

        self.refused(report, "Đã hết hạn")

    def test_once_it_was_taken_in(self, report):
        report.accept(by=make_user())

        self.refused(report, "không rút lại được")

    def test_once_somebody_began_to_verify(self, report):
        report.bloc_year.secretary = report.bloc_year.secretaries()[0]
        verify(report)

        self.refused(report, "đã bắt đầu chấm")

    def test_in_a_year_that_does_not_allow_it(self, report):
        BlocYear.objects.filter(pk=report.bloc_year_id).update(may_withdraw=False)

        self.refused(report, "không tự rút lại")

    def test_twice(self, report):
        stale = read(report)
        report.withdraw(by=make_user())

        with pytest.raises(Refused):
            stale.withdraw(by=make_user())
        assert Withdrawal.objects.count() == 1


class TestPages:
    def test_the_button_leads_to_a_page_that_says_what_stays(self, client, report):
        client.force_login(make_user(edits_for=report.association))
        url = reverse("pledges:report-withdraw", args=[report.pk])
        assert url in client.get(report.get_absolute_url()).text
        assert report.versions.get().code in client.get(url).text

        page = client.post(url, {"reason": "Nhầm tệp"}, follow=True)

        assert "Đã rút lại" in page.text
        assert "Nhầm tệp" in client.get(report.versions.get().get_absolute_url()).text
        assert url not in page.text

    def test_nobody_takes_back_another_s(self, client, report):
        url = reverse("pledges:report-withdraw", args=[report.pk])
        for person, status in (
            (report.bloc_year.secretaries()[0], 403),
            (make_user(edits_for=report.bloc_year.deputy), 404),
        ):
            client.force_login(person)
            assert client.post(url).status_code == status

    def test_what_was_withdrawn_is_no_longer_answered(self, client, report):
        secretary = report.bloc_year.secretaries()[0]
        client.force_login(secretary)
        assert client.get(report.get_absolute_url()).status_code == 200
        report.withdraw(by=make_user())

        answer = client.post(reverse("pledges:report-accept", args=[report.pk]), follow=True)

        assert answer.redirect_chain[0][0] == reverse("pledges:completeness", args=[report.bloc_year_id])
        assert "đã rút lại để sửa" in answer.text
        assert read(report).state == "draft"

    def test_a_verifiers_open_tab_is_told_and_nobody_else(self, client, report):
        line = report.lines.first()
        sent = {f"line-{line.pk}-verified_points": "1", "read": "{}"}
        url = reverse("pledges:report-verify", args=[report.pk])
        report.withdraw(by=make_user())

        client.force_login(report.bloc_year.secretaries()[0])
        by_itself = client.post(url, sent, headers={"X-Autosave": "1"})
        client.force_login(make_user(edits_for=report.bloc_year.deputy))
        of_another = client.post(url, sent)

        assert (by_itself.status_code, of_another.status_code) == (409, 404)
        assert "đã rút lại để sửa" in by_itself.json()["refused"]
        assert report.lines.get(pk=line.pk).verified_points is None

    def test_what_was_never_handed_in_is_not_there(self, client):
        draft = make_report()
        client.force_login(draft.bloc_year.secretaries()[0])

        assert client.get(draft.get_absolute_url()).status_code == 404
