"""The conference page leads: what is done, what is next, and the end only when nothing is missing."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.actions.voting import close_poll, nominable
from awards.models import Conference, lay_agenda
from awards.run_sheet import next_step, run_sheet
from awards.standings import score_table
from blocs.models import AwardType, BlocYear
from tests.awards.test_conference import count
from tests.factories import Step, make_user, make_year

from .voting_case import begin, rule

pytestmark = pytest.mark.django_db


def steps_of(conference) -> list:
    return run_sheet(Conference.objects.get(pk=conference.pk), None)


class TestRunSheet:
    def test_the_roll_comes_first(self, conference):
        conference.attendances.all().delete()

        step = next_step(steps_of(conference))

        assert step.name == "Điểm danh"
        assert step.url == reverse("awards:roll-call", args=[conference.bloc_year_id]) + "?all=present"

    def test_then_the_awards_and_what_may_be_left_out_is_never_next(self, conference):
        step = next_step(steps_of(conference))

        assert step.name == "Bình xét khen thưởng"
        assert any(step.is_optional and not step.is_done for step in steps_of(conference))

    def test_the_end_is_next_once_the_awards_are_chosen(self, conference):
        count(conference, {conference.bloc_year.bodies[0]: (4, 0)})
        Conference.objects.filter(pk=conference.pk).update(ended_at=None)

        assert next_step(steps_of(conference)) is None
        assert Conference.objects.get(pk=conference.pk).missing() == []

    def test_closing_asks_when_it_ended_and_says_what_stands(self, client, conference):
        year = conference.bloc_year
        count(conference, {year.bodies[0]: (4, 0)})
        Conference.objects.filter(pk=conference.pk).update(ended_at=None)
        client.force_login(year.secretaries()[0])
        address = reverse("awards:conference-close", args=[year.pk])
        assert f"{year.bodies[0].short_name}: đồng ý 4/4 thành viên" in client.get(address).text

        assert "Hãy ghi “Kết thúc lúc”" in client.post(address, {}).text
        ended_at = timezone.localtime(conference.starts_at + datetime.timedelta(hours=2))
        client.post(address, {"ended_at": f"{ended_at:%d/%m/%Y %H:%M}"})

        closed = Conference.objects.get(pk=conference.pk)
        assert closed.is_closed
        assert timezone.localtime(closed.ended_at).strftime("%H:%M") == f"{ended_at:%H:%M}"

    def test_closing_says_what_is_missing_and_offers_no_box(self, client, conference):
        client.force_login(conference.bloc_year.secretaries()[0])

        page = client.get(reverse("awards:conference-close", args=[conference.bloc_year_id])).text

        assert "Chưa có kết quả bình xét khen thưởng." in page
        assert 'name="ended_at"' not in page

    def test_why_few_met_is_asked_only_where_few_were_there(self, client, conference):
        client.force_login(conference.bloc_year.secretaries()[0])
        address = reverse("awards:conference-edit", args=[conference.bloc_year_id])
        assert 'name="quorum_override"' not in client.get(address).text

        conference.attendances.update(is_present=False)

        assert 'name="quorum_override"' in client.get(address).text

    def test_a_sealed_ranking_is_opened_from_here(self, client, conference):
        year = conference.bloc_year
        type(year).objects.filter(pk=year.pk).update(is_sealed=True, ranking_opened_at=None)
        client.force_login(year.secretaries()[0])

        page = client.get(reverse("awards:conference", args=[year.pk])).text

        assert reverse("awards:ranking-open", args=[year.pk]) in page

    def test_closing_is_offered_when_nothing_is_missing(self, client, conference):
        count(conference, {conference.bloc_year.bodies[0]: (4, 0)})
        client.force_login(conference.bloc_year.secretaries()[0])

        page = client.get(reverse("awards:conference", args=[conference.bloc_year_id])).text

        assert reverse("awards:conference-close", args=[conference.bloc_year_id]) in page
        assert 'name="ended_at"' in page

    def test_the_hour_of_the_end_is_not_asked_while_something_is_missing(self, client, conference):
        client.force_login(conference.bloc_year.secretaries()[0])

        page = client.get(reverse("awards:conference", args=[conference.bloc_year_id])).text

        assert "Chưa có kết quả bình xét khen thưởng." in page
        assert 'name="ended_at"' not in page


class TestWall:
    """The projector shows what its agenda item is about, and no score before it is announced."""

    @pytest.fixture
    def wall(self, client, conference):
        lay_agenda(conference)
        client.force_login(conference.bloc_year.secretaries()[0])
        address = reverse("awards:screen", args=[conference.bloc_year_id])

        def shown(position: int):
            """The wall while the item of this position is the current one."""
            conference.agenda.update(done_at=None)
            conference.agenda.filter(position__lt=position).update(done_at=timezone.now())
            return client.get(address)

        return shown

    @pytest.mark.parametrize(("position", "shows_scores"), [(1, False), (2, False), (3, True), (4, False)])
    def test_scores_are_shown_while_they_are_announced(self, wall, position, shows_scores):
        page = wall(position)

        assert bool(page.context["rows"]) is shows_scores
        assert ("wall-agenda" in page.text) is not shows_scores

    def test_without_an_agenda_the_scores_are_shown(self, wall, conference):
        wall(1)
        conference.agenda.all().delete()

        assert wall(1).context["rows"]


class TestRankingPage:
    def test_before_any_report_nobody_is_accused(self, client):
        year = make_year(until=Step.REGISTRATION_OPENED)
        client.force_login(year.secretary)

        page = client.get(reverse("awards:ranking", args=[year.pk])).text

        assert "Chưa có điểm: 0/4 hội nộp báo cáo năm." in page
        assert "Không gửi báo cáo năm" not in page

    def test_the_own_line_is_marked_and_leads_to_the_reasons(self, client, conference):
        year = conference.bloc_year
        own = year.bodies[0]
        client.force_login(make_user(edits_for=own))
        type(year).objects.filter(pk=year.pk).update(ranking_published_at=timezone.now())

        page = client.get(reverse("awards:ranking", args=[year.pk]))

        assert set(page.context["own"]) == {own.pk}
        assert reverse("awards:rank-explained", args=[year.pk, own.pk]) in page.text


@pytest.mark.parametrize(
    ("selection", "ticked"),
    [(BlocYear.Selection.VOTE, []), (BlocYear.Selection.SCORE_THEN_VOTE, [1, 2])],
)
def test_a_vote_is_offered_as_the_year_rules_it(client, conference, selection, ticked):
    year = conference.bloc_year
    secretary = year.secretary
    rule(conference, selection=selection, ballot_first=2, flag_quota=2, award_quotas={})
    flag, certificate, title = (
        AwardType.objects.get(code=code) for code in ("co-ubnd-tinh", "bang-khen-tinh", "ttldxs")
    )
    client.force_login(secretary)

    def offered() -> dict:
        form = client.get(reverse("awards:poll-open", args=[year.pk])).context["form"]
        return {name: form[name].value() for name in ("award_type", "seats", "nominees")}

    best = [row.association.pk for row in score_table(year).rows if row.rank in ticked]
    assert offered() == {"award_type": flag.pk, "seats": 2, "nominees": best}
    close_poll(begin(conference, *nominees_of(year), award=flag.code), by=secretary, accept_missing=True)
    assert offered()["award_type"] == certificate.pk
    registration = year.registrations.first()
    registration.title_requests.create(award_type=title, beneficiary="Tập thể hội")
    assert offered()["award_type"] == title.pk


def test_a_saved_step_leads_to_the_next_where_that_is_asked_for(client, conference):
    year = conference.bloc_year
    year.selection = BlocYear.Selection.VOTE
    year.save()
    conference.tellers.all().delete()
    client.force_login(year.secretary)
    address = reverse("awards:roll-call", args=[year.pk])
    page = client.get(address)
    assert "Lưu, sang “Ban kiểm phiếu”" in page.text
    typed = {field.html_name: field.value() or "" for _, form in page.context["rows"] for field in form}

    assert client.post(address, typed).url == reverse("awards:conference", args=[year.pk])
    answer = client.post(address, typed | {"goto": "next"})

    assert answer.url == reverse("awards:agenda-edit", args=[year.pk])


def test_a_new_conference_leads_to_its_roll_call(client):
    year = make_year()
    client.force_login(year.secretary)
    typed = {
        "starts_at": f"09/01/{year.year + 1} 08:00", "place": "Đông Hà", "chair": "Lê Văn A",
        "chair_position": "Trưởng khối", "secretary": "Trần Thị B", "goto": "next",
    }  # fmt: skip

    address = reverse("awards:conference-edit", args=[year.pk])
    answer = client.post(address, typed | {"stamp": client.get(address).context["stamp"].now})

    assert answer.url == reverse("awards:roll-call", args=[year.pk]) + "?all=present"


def test_closing_draws_up_the_proposals_where_that_is_asked_for(client, conference):
    year = conference.bloc_year
    count(conference, {year.bodies[0]: (4, 0)})
    Conference.objects.filter(pk=conference.pk).update(ended_at=None)
    client.force_login(year.secretary)
    ended_at = timezone.localtime(conference.starts_at + datetime.timedelta(hours=2))
    typed = {"ended_at": f"{ended_at:%d/%m/%Y %H:%M}", "draws_up": "on"}

    answer = client.post(reverse("awards:conference-close", args=[year.pk]), typed)

    (proposal,) = year.proposals.all()
    assert answer.url == proposal.get_absolute_url()
    assert [nomination.association for nomination in proposal.nominations.all()] == [year.bodies[0]]


def nominees_of(year) -> list:
    return [row.association for row in nominable(year)][:1]
