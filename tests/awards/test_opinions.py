"""Opinions of bodies outside: asked, answered on paper or by a link without an account, minded before filing."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.models import AuditEntry
from awards.actions.opinions import (
    add_common_bodies,
    answer,
    ask_opinions,
    extend_request,
    take_answer_back,
    withdraw_request,
)
from awards.actions.proposals import draw_up_proposals
from awards.models import Opinion, OpinionBody, OpinionRequest
from awards.opinions import asked_bodies, opinion_warnings
from awards.papers import year_papers
from awards.papers.opinions import opinion_letter, opinions_paper
from base.workflow import Refused
from blocs.models import AwardType
from documents.render import render
from documents.word import as_docx
from tests.factories import PICTURE, make_province, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(conference):
    year = conference.bloc_year
    flag = AwardType.objects.get(code="co-ubnd-tinh")
    conference.write_vote(
        by=year.secretary, subject="award", award_type=flag, seats=2,
        counts={"issued": 4, "returned": 4, "valid": 4},
        tallies={body: {"approve": 4, "against": 0} for body in year.bodies[:2]},
    )  # fmt: skip
    conference.close(by=year.secretary)
    year.refresh_from_db()
    (proposal,) = draw_up_proposals(year)
    proposal.secretary, proposal.day = year.secretary, conference.day
    return proposal


@pytest.fixture
def police(proposal):
    return OpinionBody.objects.create(
        province=proposal.bloc_year.bloc.province, name="Công an tỉnh", topic="việc chấp hành pháp luật"
    )


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture
def asked(proposal, police):
    (request,) = ask_opinions(proposal, [police], due_on=in_days(5), by=proposal.secretary)
    request.proposal = proposal
    return request


def said(asked, verdict="agree", text=""):
    return {nomination: {"verdict": verdict, "text": text} for nomination in asked.nominations()}


def end(asked, *, consents: bool | None = None) -> None:
    """Its last day was yesterday."""
    OpinionRequest.objects.filter(pk=asked.pk).update(due_on=in_days(-1))
    asked.refresh_from_db()
    if consents is not None:
        year = asked.proposal.bloc_year
        type(year).objects.filter(pk=year.pk).update(silence_is_consent=consents)
        asked.proposal.bloc_year.refresh_from_db()


def test_who_has_not_answered_and_who_objects_is_told_before_filing(proposal, asked):
    assert len(opinion_warnings(proposal)) == 1
    assert "chưa trả lời hiệp y" in opinion_warnings(proposal)[0]

    answer(asked, said(asked, "object", "Đang bị xem xét"), way="paper", by=proposal.secretary)

    told = opinion_warnings(proposal)
    assert len(told) == 2
    assert all("không đồng ý" in line and "Đang bị xem xét" in line for line in told)


def test_silence_means_what_the_year_says(proposal, asked):
    nomination = proposal.nominations.first()
    (one,) = asked_bodies(proposal)
    assert one.said_of(nomination) == ""
    end(asked, consents=False)
    (one,) = asked_bodies(proposal)
    assert (one.said_of(nomination), one.is_open) == ("Không trả lời", True)
    end(asked, consents=True)
    proposal.bloc_year.refresh_from_db()
    (one,) = asked_bodies(proposal)
    assert (one.said_of(nomination), one.is_open) == ("Không trả lời, coi như đồng ý", False)
    assert opinion_warnings(proposal) == []


def test_a_body_is_asked_once_and_about_its_own_awards(proposal, police, asked):
    with pytest.raises(Refused, match="Đã hỏi"):
        ask_opinions(proposal, [police], due_on=in_days(5), by=proposal.secretary)
    tax = OpinionBody.objects.create(province=police.province, name="Thuế tỉnh", topic="việc nộp thuế")
    tax.award_types.add(AwardType.objects.exclude(code="co-ubnd-tinh").first())
    with pytest.raises(Refused, match="không có tập thể nào"):
        ask_opinions(proposal, [tax], due_on=in_days(5), by=proposal.secretary)
    with pytest.raises(Refused, match="từ hôm nay"):
        ask_opinions(proposal, [], due_on=in_days(-1), by=proposal.secretary)
    assert proposal.opinion_requests.count() == 1


def test_an_answer_is_given_once_and_can_be_taken_back_with_a_reason(proposal, asked):
    answer(asked, said(asked), way="paper", by=proposal.secretary)
    with pytest.raises(Refused, match="Đã có trả lời"):
        answer(asked, said(asked), way="paper", by=proposal.secretary)
    with pytest.raises(Refused, match="không thôi hỏi"):
        withdraw_request(asked, by=proposal.secretary)
    token = asked.token

    take_answer_back(asked, reason="Ghi nhầm cơ quan", by=proposal.secretary)

    assert not Opinion.objects.exists()
    assert OpinionRequest.objects.by_token(token) is None, "the old link is over"


def test_a_day_is_only_put_off(proposal, asked):
    with pytest.raises(Refused, match="Hạn mới phải sau"):
        extend_request(asked, due_on=in_days(1), by=proposal.secretary)

    extend_request(asked, due_on=in_days(9), by=proposal.secretary)

    asked.refresh_from_db()
    assert asked.due_on == in_days(9)


@given(st.text(max_size=80))
def test_no_other_text_is_a_token(text):
    assert OpinionRequest.objects.by_token(text) is None


def link(asked) -> str:
    return reverse("awards:opinion-answer", args=[asked.token])


def typed(asked, **more):
    rows = {f"nominee{n.pk}-verdict": "agree" for n in asked.nominations()}
    return rows | {"answered_by": "Đại tá, Trưởng phòng"} | more


def test_a_body_answers_by_its_link_without_an_account(client, proposal, asked):
    page = client.get(link(asked))
    assert page.status_code == 200
    assert proposal.nominations.first().association.official_name in page.text
    assert " checked" not in page.text, "nobody's opinion is chosen for them"
    assert proposal.bloc_year.bodies[3].official_name not in page.text, "shows only the nominees"

    client.post(link(asked), typed(asked))

    asked.refresh_from_db()
    assert (asked.way, asked.answered_by, asked.opinions.count()) == ("link", "Đại tá, Trưởng phòng", 2)
    again = client.get(link(asked))
    assert "Đã nhận ý kiến lúc" in again.text
    client.post(link(asked), typed(asked, answered_by="Người khác"))
    asked.refresh_from_db()
    assert asked.answered_by == "Đại tá, Trưởng phòng"


def test_after_its_day_the_link_takes_nothing(client, proposal, asked):
    end(asked)

    page = client.post(link(asked), typed(asked))

    assert "Đã hết hạn trả lời" in page.text
    assert not Opinion.objects.exists()
    with pytest.raises(Refused, match="hết hạn"):
        answer(asked, said(asked), way="link", by=None)
    answer(asked, said(asked), way="paper", by=proposal.secretary)
    assert asked.is_late


@pytest.mark.parametrize("end", ["x", "", "00"])
def test_a_changed_or_given_up_link_opens_nothing(client, proposal, asked, end):
    wrong = reverse("awards:opinion-answer", args=[asked.token[:-1] + end])
    assert client.get(wrong).status_code == 404
    withdraw_request(asked, by=proposal.secretary)

    assert client.get(link(asked)).status_code == 404


def test_an_objection_without_grounds_is_refused_beside_the_box(client, asked):
    nomination = asked.nominations().first()

    page = client.post(link(asked), typed(asked, **{f"nominee{nomination.pk}-verdict": "object"}))

    form = next(row for one, row in page.context["rows"] if one == nomination)
    assert form.errors.keys() == {"text"}
    assert "Đại tá, Trưởng phòng" in page.text
    assert not Opinion.objects.exists()


def test_a_file_that_is_no_document_is_refused(client, asked):
    bad = SimpleUploadedFile("tra-loi.pdf", b"MZ\x90 chuong trinh")

    page = client.post(link(asked), typed(asked, file=bad))

    assert page.context["form"].errors.keys() == {"file"}


def address(name, proposal, *more):
    return reverse(f"awards:{name}", args=[proposal.pk, *more])


def test_the_secretariat_asks_records_and_reads_on_its_pages(client, proposal, police):
    client.force_login(proposal.secretary)
    client.post(address("opinions", proposal), {"bodies": [police.pk], "due_on": f"{in_days(4):%d/%m/%Y}"})
    asked = proposal.opinion_requests.get()
    assert asked.token in client.get(address("opinions", proposal)).text

    scan = SimpleUploadedFile("cv.png", PICTURE, "image/png")
    sent = typed(asked, document_number="112/CAT", file=scan)
    client.post(address("opinion-record", proposal, asked.pk), sent)

    page = client.get(address("opinions", proposal)).text
    assert "112/CAT" in page
    assert "Bằng văn bản" in page
    kept = client.get(address("opinion-file", proposal, asked.pk))
    assert b"".join(kept.streaming_content) == PICTURE
    assert client.get(address("opinions-xlsx", proposal)).status_code == 200


@pytest.mark.parametrize("sent", [{}, {"due_on": "01/01/2020"}, {"due_on": "mai"}])
def test_what_cannot_be_asked_is_told_beside_the_box(client, proposal, police, sent):
    client.force_login(proposal.secretary)

    page = client.post(address("opinions", proposal), {"bodies": [police.pk]} | sent)

    assert page.context["form"].errors.keys() == {"due_on"}
    assert not OpinionRequest.objects.exists()


def test_members_see_nothing_of_it(client, proposal, asked):
    client.force_login(make_user(signs_for=proposal.bloc_year.bodies[0]))

    assert client.get(address("opinions", proposal)).status_code in (403, 404)
    assert client.post(address("opinion-withdraw", proposal, asked.pk)).status_code in (403, 404)


def test_the_letter_says_who_asks_whom_about_whom_until_when(proposal, asked):
    paper = opinion_letter(asked, proposal.day)

    text = str(paper.blocks)
    assert paper.addressees == ("Công an tỉnh",)
    assert paper.symbol.endswith("-TĐKT")
    assert asked.link in text
    assert proposal.bloc_year.bodies[0].official_name in text
    assert "coi là" not in text
    assert render(paper).pdf[:5] == b"%PDF-"
    assert as_docx(paper)[:2] == b"PK"


def test_the_table_tells_each_opinion_and_lacks_what_is_awaited(proposal, asked):
    assert opinions_paper(proposal, proposal.day).missing == [
        ": Chưa trả lời: Công an tỉnh".removeprefix(": ")
    ]
    answer(
        asked, said(asked), way="paper", by=proposal.secretary,
        document_number="112/CAT", document_date=datetime.date(2024, 1, 11),
    )  # fmt: skip

    paper = opinions_paper(proposal, proposal.day)

    assert paper.missing == []
    assert "Công an tỉnh (văn bản số 112/CAT ngày 11 tháng 01 năm 2024)" in str(paper.blocks)


def test_the_papers_are_there_only_where_somebody_was_asked(proposal, police):
    def kinds():
        return {sheet.kind.code for sheet in year_papers(proposal.bloc_year)}

    assert not {"cong-van-hiep-y", "tong-hop-hiep-y"} & kinds()
    ask_opinions(proposal, [police], due_on=in_days(5), by=proposal.secretary)
    assert {"cong-van-hiep-y", "tong-hop-hiep-y"} <= kinds()


def test_a_province_keeps_its_own_list(client, proposal):
    province = proposal.bloc_year.bloc.province
    client.force_login(proposal.secretary)
    listed = reverse("awards:opinion-bodies", args=[province.pk])

    client.post(reverse("awards:opinion-bodies-common", args=[province.pk]))
    assert "Công an tỉnh Quảng Trị" in client.get(listed).text
    assert add_common_bodies(province, by=proposal.secretary) == 0
    create = reverse("awards:opinion-body-create", args=[province.pk])
    page = client.post(create, {"name": "Công an tỉnh Quảng Trị", "topic": "x", "is_used": "on"})
    assert "đã có trong danh sách" in page.text
    body = province.opinion_bodies.get(name__startswith="Thanh tra")
    body.award_types.set([nominee_award := proposal.nominations.first().award_type])
    edit = reverse("awards:opinion-body-edit", args=[province.pk, body.pk])
    assert client.post(edit, {"name": body.name, "topic": "y", "is_used": "on"}).status_code == 302
    assert not body.award_types.exists()
    assert f"“{nominee_award}” → “”" in AuditEntry.objects.filter(action="opinion.body").latest("pk").what
    other = make_province("tỉnh Hà Giang")
    assert client.get(reverse("awards:opinion-bodies", args=[other.pk])).status_code in (403, 404)
