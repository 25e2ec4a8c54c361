"""Who ranks before a nominee and is not proposed, with the reason. Proves awards/passed_over.py."""

import pytest
from django.urls import reverse

from awards.actions.conference import write_prose, write_reasons
from awards.actions.papers import issue_paper
from awards.actions.proposals import draw_up_proposals
from awards.papers import draft, year_papers
from awards.passed_over import better_ranked, passed_over_of
from base.workflow import Refused
from blocs.models import AwardType
from documents.papers import Paragraph
from tests.awards.test_conference import count
from tests.factories import make_user

pytestmark = pytest.mark.django_db


class TestPassedOver:
    """Who ranks before a nominee and is not proposed, with the reason."""

    @pytest.fixture
    def closed(self, conference):
        """Of five, the first and the fourth are proposed; the second was on the ballot, the third was not."""
        conference.bodies = conference.bloc_year.bodies
        one, two, _, four, _ = conference.bodies
        count(conference, {one: (4, 0), four: (4, 0), two: (1, 3)}, seats=2)
        conference.close(by=make_user())
        return conference

    def test_the_vote_says_why_or_the_secretariat_is_asked(self, closed):
        _, two, three, *_ = closed.bodies

        found = better_ranked(closed)

        assert [(one.association, one.rank, one.is_by_vote) for one in found] == [
            (two, 2, True),
            (three, 3, False),
        ]
        assert (
            found[0].reason
            == "được giới thiệu, kết quả bỏ phiếu đồng ý 1/4 thành viên có mặt, đạt 25,0\u00a0%"
        )
        assert found[1].reason == ""

    def test_the_letter_waits_for_the_reason_and_tells_it(self, client, closed):
        year = closed.bloc_year
        _, _, three, *_ = closed.bodies
        (proposal,) = draw_up_proposals(year)
        sheet = next(s for s in year_papers(year) if s.kind.code == "to-trinh")
        lacking = [line for line in draft(sheet, year).missing if three.short_name in line]
        assert len(lacking) == 1
        client.force_login(year.secretaries()[0])
        address = reverse("awards:prose-edit", args=[year.pk])
        page = client.get(address)
        (one, row), stamp = page.context["reasons"][0], page.context["stamp"]
        typed = {
            "proceedings": "x",
            "conclusion": "y",
            "next_year_tasks": "",
            "stamp": stamp["stamp"].value(),
        }

        client.post(address, typed | {row.add_prefix("reason"): "đã được tặng năm trước"})

        assert one.association == three
        assert closed.passed_over.get().reason == "đã được tặng năm trước"
        paper = draft(sheet, year)
        assert not any(three.short_name in line for line in paper.missing)
        said = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
        assert any(f"{three.official_name} (hạng 3) vì đã được tặng năm trước" in text for text in said)

    def test_minutes_wait_for_it_and_a_reason_in_issued_minutes_stands(self, client, closed):
        year, (_, _, three, *_) = closed.bloc_year, closed.bodies
        minutes = next(s for s in year_papers(year) if s.kind.code == "bien-ban-hop")
        assert [line for line in draft(minutes, year).missing if three.short_name in line]
        key, by = (AwardType.objects.get(code="co-ubnd-tinh").pk, three.pk), year.secretaries()[0]
        write_reasons(closed, {key: "đã được tặng năm trước"}, by=by)
        write_prose(closed, proceedings="x", conclusion="y", by=by)
        facts = {"number": 1, "dated": closed.day, "name": "A", "position": "B"}
        minutes = next(s for s in year_papers(year) if s.kind.code == "bien-ban-hop")
        issue_paper(minutes, year, by=by, **facts)

        with pytest.raises(Refused, match="lý do đã ghi trong đó không sửa được"):
            write_reasons(closed, {key: "lý do khác"}, by=by)
        write_reasons(closed, {key: "đã được tặng năm trước"}, by=by)
        closed.passed_over.all().delete()  # as minutes of an earlier version, which did not ask
        write_reasons(closed, {key: "nhường đơn vị khác"}, by=by)
        assert closed.passed_over.get().reason == "nhường đơn vị khác"
        (proposal,) = draw_up_proposals(year)
        client.force_login(by)
        page = client.get(reverse("awards:proposal", args=[proposal.pk])).text
        assert "nhường đơn vị khác" in page

    def test_a_name_withdrawn_during_the_vote_says_so(self, conference):
        one, two, *_ = conference.bloc_year.bodies
        vote = count(conference, {one: (1, 3), two: (4, 0)})
        vote.tallies.filter(association=one).update(withdrawn=True)

        (found,) = better_ranked(conference)

        assert found.reason == "được giới thiệu, rút tên khi bỏ phiếu"

    def test_who_ranks_before_nobody_that_is_left_is_not_asked_about(self, closed):
        _, _, _, four, _ = closed.bodies
        (proposal,) = draw_up_proposals(closed.bloc_year)
        proposal.nominations.get(association=four).withdraw(by=make_user())

        assert passed_over_of(proposal, list(proposal.nominations.all())) == []

    def test_one_chosen_for_a_higher_award_needs_no_other_reason(self, conference):
        one, two, *_ = conference.bloc_year.bodies
        count(conference, {one: (4, 0)}, award="co-chinh-phu")
        count(conference, {two: (4, 0)})

        (found,) = better_ranked(conference)

        assert found.association == one
        assert found.reason == "được chọn đề nghị Cờ thi đua của Chính phủ"

    def test_while_the_ranking_is_sealed_the_prose_is_written_without_it(self, client, closed):
        year = closed.bloc_year
        type(year).objects.filter(pk=year.pk).update(is_sealed=True, ranking_opened_at=None)
        client.force_login(year.secretaries()[0])

        page = client.get(reverse("awards:prose-edit", args=[year.pk]))

        assert page.status_code == 200
        assert page.context["reasons"] == []
