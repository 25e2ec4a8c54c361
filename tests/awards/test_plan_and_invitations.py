"""Kế hoạch and Giấy mời: what they say, when they go out, who is told. Proves awards/papers/{plan,invitations}.py."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.actions.papers import issue_paper
from awards.dossier import NAMES
from awards.papers import KINDS, draft, year_papers
from base.vietnamese import long_instant
from base.workflow import Refused
from blocs.models import Milestone, Plan, open_year
from documents.papers import Table
from members.models import Notice
from pledges.models import Pledge
from tests.factories import make_conference, make_user, make_year

pytestmark = pytest.mark.django_db
SIGNER = {"number": 3, "name": "Trần Thị B", "position": "Chủ tịch"}


def sheet_of(year, kind):
    return next(sheet for sheet in year_papers(year) if sheet.kind.code == kind)


def text_of(paper) -> str:
    return "\n".join(block.text for block in paper.blocks if not isinstance(block, Table))


@pytest.fixture
def year(law):
    year = make_year(members=3)
    content = year.contents.get()
    year.contents.update(commitments="Phát triển hội viên")
    year.indicators.all().delete()
    year.indicators.create(content=content, name="Hội viên mới", unit="người")
    due_at = timezone.make_aware(datetime.datetime(year.year, 3, 15, 17))
    Milestone.objects.filter(bloc_year=year, kind=Milestone.Kind.REGISTRATION_CLOSED).update(due_at=due_at)
    year.read_anew()
    return year


def test_a_plan_says_what_the_year_asks_and_by_when(year):
    Plan.write(
        year,
        by=make_user(),
        bases="Kế hoạch số 12/KH-UBND ngày 05/01/2023;",
        purpose="Thi đua.",
        activities="Về nguồn, tháng 7",
        organisation="Trưởng khối chủ trì",
    )
    paper = draft(sheet_of(year, "ke-hoach"), year)
    targets, calendar = (block for block in paper.blocks if isinstance(block, Table))

    assert paper.bases[-1] == "Kế hoạch số 12/KH-UBND ngày 05/01/2023"
    assert "- Phát triển hội viên." in text_of(paper)
    assert "- Về nguồn, tháng 7." in text_of(paper)
    assert targets.rows == (("1", "I", "Hội viên mới", "người"),)
    assert calendar.rows == (
        ("1", "Gửi bản đăng ký thi đua", "17:00 ngày 15/03/2023", "Các đơn vị thành viên"),
    )
    assert paper.missing == []


def test_a_plan_of_a_year_without_dates_is_not_issued(year):
    year.milestones.update(due_at=None)

    year.read_anew()

    assert draft(sheet_of(year, "ke-hoach"), year).missing == [
        "IV. THỜI GIAN THỰC HIỆN: Chưa ghi thời hạn của năm"
    ]


def test_a_plan_is_proposed_until_it_is_written(client, year):
    client.force_login(year.secretary)
    address = reverse("blocs:plan-edit", args=[year.pk])
    page = client.get(address)
    assert "Đẩy mạnh phong trào thi đua" in page.text
    assert not Plan.objects.exists()

    kept = {
        "purpose": "Thi đua",
        "organisation": "Trưởng khối",
        "stamp": page.context["stamp"].now,
    }
    client.post(address, kept)
    assert Plan.objects.get().written_by == year.secretary


def test_an_issued_plan_is_told_to_every_member_and_read_by_them(client, year):
    person = make_user(edits_for=year.bodies[2])
    day = datetime.date(year.year, 2, 10)

    issued = issue_paper(sheet_of(year, "ke-hoach"), year, dated=day, by=year.secretary, **SIGNER)

    notice = Notice.objects.get(to=person, key=f"issued:{issued.pk}")
    assert notice.subject.startswith("ĐÃ BAN HÀNH: kế hoạch thi đua năm")
    client.force_login(person)
    assert client.get(notice.url).status_code == 200


def test_an_invitation_names_hour_place_and_guests_and_calls_every_member(client, law):
    conference = make_conference()
    year = conference.bloc_year
    type(conference).objects.filter(pk=conference.pk).update(
        guests="Ông Lê Văn D, Phó Giám đốc Sở Nội vụ", invitation_notes="Mặc trang phục ngành."
    )
    sheet = sheet_of(year, "giay-moi-hoi-nghi")
    paper = draft(sheet, year)

    assert (paper.type_name, paper.type_code) == ("GIẤY MỜI", "GM")
    assert "- Ông Lê Văn D, Phó Giám đốc Sở Nội vụ;" in text_of(paper)
    assert f"Địa điểm: {conference.place}." in text_of(paper)
    assert "Mặc trang phục ngành." in text_of(paper)

    late = conference.day + datetime.timedelta(days=1)
    with pytest.raises(Refused, match="Giấy mời không gửi sau ngày mời"):
        issue_paper(sheet, year, dated=late, by=year.secretary, **SIGNER)
    issued = issue_paper(sheet, year, dated=conference.day, by=year.secretary, **SIGNER)
    called = Notice.objects.filter(key=f"issued:{issued.pk}")
    assert called.exists()
    assert all(notice.is_urgent and conference.place in notice.body for notice in called)


def test_an_invitation_to_the_signing_waits_for_hour_and_place(year):
    pledge = Pledge.draft(year)
    assert draft(sheet_of(year, "giay-moi-ky-giao-uoc"), year).missing

    signed_at = timezone.make_aware(datetime.datetime(year.year, 3, 30, 8))
    Pledge.objects.filter(pk=pledge.pk).update(signed_at=signed_at, place="Hội trường Sở Nội vụ")
    paper = draft(sheet_of(year, "giay-moi-ky-giao-uoc"), year)
    assert paper.missing == []
    assert f"Thời gian: {long_instant(signed_at)}." in text_of(paper)


def test_every_kind_of_paper_has_its_place_in_the_dossiers_archive():
    assert set(NAMES) == set(KINDS)


def test_what_the_conference_resolves_begins_the_next_pledge_and_plan(client, law):
    conference = make_conference()
    year = conference.bloc_year
    client.force_login(year.secretary)
    address = reverse("awards:prose-edit", args=[year.pk])
    page = client.get(address)
    form = page.context["form"]
    typed = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    said = {"next_year_tasks": "Vận động xây 10 nhà tình nghĩa\n\nMở 5 lớp tập huấn"}
    client.post(address, typed | said | {"stamp": page.context["stamp"].now})

    following = open_year(bloc=year.bloc, year=year.year + 1, lead=year.deputy, deputy=year.lead)
    following.contents.create(code="I", title="Nhiệm vụ chính trị", commitments="Hoàn thành chỉ tiêu.")
    resolved = "II. Nhiệm vụ trọng tâm năm 2024\nVận động xây 10 nhà tình nghĩa\nMở 5 lớp tập huấn"
    assert Pledge.proposed(following).commitments.endswith(resolved)
    assert "- Mở 5 lớp tập huấn." in text_of(draft(sheet_of(following, "ke-hoach"), following))
    conference = type(conference).objects.get(pk=conference.pk)
    minutes = draft(sheet_of(conference.bloc_year, "bien-ban-hop"), conference.bloc_year)
    assert "Hội nghị thống nhất nhiệm vụ trọng tâm năm 2024:" in text_of(minutes)
