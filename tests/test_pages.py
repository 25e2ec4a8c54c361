"""Pages by the number of queries they take, and the pages that see every room."""

import pytest
from django.urls import reverse

from blocs.models import Bloc
from pledges.actions.explanations import agree, tell
from tests.factories import (
    Step,
    make_province,
    make_registration,
    make_report,
    make_user,
    make_year,
    sign_all,
    verify,
)

pytestmark = pytest.mark.django_db


def full_year(members):
    year = make_year(members=members, until=Step.SELF_SCORING_OPENED)
    for association in year.bodies:
        make_registration(year, association, state="accepted")
        make_report(year, association, kind="interim", state="submitted")
        verify(make_report(year, association, state="accepted"))
    sign_all(year)
    return year


PAGES = ["year", "pledges:completeness", "pledges:registrations", "awards:ranking"]


MOST = 15  # queries of a page; three are the frame's: who looks, what of their inbox is unread, whom to ring


def queries(client, year, page, django_assert_max_num_queries):
    most = MOST + 2 if page == "year" else MOST  # and the rolls and the given points that are due
    with django_assert_max_num_queries(most) as captured:
        assert client.get(reverse(page, args=[year.pk])).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", PAGES)
def test_pages_take_the_same_queries_for_three_members_and_for_twelve(
    client, address, django_assert_max_num_queries
):
    few, many = full_year(3), full_year(12)

    counts = []
    for year in (few, many):
        client.force_login(year.secretary)
        counts.append(queries(client, year, address, django_assert_max_num_queries))

    assert counts[0] == counts[1]


def test_a_report_takes_few_queries(client, django_assert_max_num_queries):
    report = make_report(state="accepted")
    verify(report)
    client.force_login(report.bloc_year.secretary)

    with django_assert_max_num_queries(MOST):
        client.get(reverse("pledges:report", args=[report.pk]))


@pytest.mark.parametrize("targets", [1, 20])
def test_the_registration_form_takes_the_same_queries_for_any_number_of_targets(
    client, targets, django_assert_max_num_queries
):
    year = make_year(until=Step.REGISTRATION_OPENED)
    registration = make_registration(year, year.bodies[2], state="draft")
    for n in range(targets):
        registration.targets.create(content=year.contents.get(), name=f"Chỉ tiêu {n}", unit="lượt", plan=n)
    client.force_login(make_user(edits_for=year.bodies[2]))

    with django_assert_max_num_queries(MOST + 4):  # and last year's plans, figures and size
        assert client.get(reverse("pledges:registration-edit", args=[registration.pk])).status_code == 200


def texts(client, page="home", *args):
    return [step.text for step in client.get(reverse(page, args=args)).context["steps"]]


def test_the_next_step_of_each_person_follows_the_year(client):
    year = make_year(members=3, until=Step.SELF_SCORING_OPENED)
    member = make_user(signs_for=year.bodies[2])
    client.force_login(member)
    name = year.bodies[2].short_name
    assert texts(client, "year", year.pk) == [
        f"Soạn bản đăng ký thi đua của {name}",
        f"Soạn báo cáo năm và bảng tự chấm điểm của {name}",
    ]

    make_registration(year, year.bodies[2])
    make_report(year, state="returned")
    assert texts(client, "year", year.pk) == [
        f"Sửa theo ý kiến và nộp lại báo cáo năm và bảng tự chấm điểm của {name}"
    ]

    make_report(year, year.lead, state="submitted")
    client.force_login(year.verifier)
    of_the_lead = f"Xem và tiếp nhận báo cáo năm và bảng tự chấm điểm của {year.lead.short_name}"
    assert of_the_lead in texts(client, "year", year.pk)
    client.force_login(year.secretary)
    assert of_the_lead not in texts(client, "year", year.pk)


def test_a_member_that_was_told_its_points_is_asked_to_agree_until_it_does(client):
    year = make_year(until=Step.SELF_SCORING_CLOSED, explanation_days=5)
    make_registration(year, year.bodies[2])
    report = make_report(year, state="accepted")
    verify(report, I_1=45)
    head = make_user(signs_for=report.association)
    client.force_login(head)
    asked = f"Đồng ý hoặc giải trình kết quả thẩm định của {report.association.short_name}"
    assert asked not in texts(client, "year", year.pk)

    tell(report, by=year.secretary)
    (step,) = client.get(reverse("home")).context["current"][0]["steps"]
    assert (step.text, step.url) == (asked, reverse("pledges:report-explain", args=[report.pk]))
    assert not step.is_late

    report.refresh_from_db()
    agree(report, by=head)
    assert texts(client, "year", year.pk) == []


def test_who_belongs_nowhere_is_told_so(client):
    client.force_login(make_user())

    assert "chưa thuộc hội hay khối thi đua nào" in client.get("/").text


@pytest.mark.parametrize(
    "address", ["/years/999999/", "/reports/999999999999999999999/", "/khong-co/", "/years/1%00/"]
)
def test_addresses_that_lead_nowhere_answer_404(client, address):
    client.force_login(make_user())

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["?page=abc", "?page=-1", "?q=%00", "?q=" + "x" * 5000, "?page=99999999999999999999"]
)
def test_strange_queries_never_break_a_list(client, query):
    client.force_login(make_user())

    assert client.get(reverse("members:associations") + query).status_code in (200, 404)


def test_a_province_of_many_blocs_pages_through_them(client):
    for n in range(31):
        Bloc.objects.create(
            name=f"Khối thi đua số {n:02}", short_name=f"Khối {n:02}", province=make_province()
        )
    client.force_login(make_user(province=make_province()))

    assert "Khối thi đua số 30" not in client.get(reverse("blocs:blocs")).content.decode()
    assert "Khối thi đua số 30" in client.get(reverse("blocs:blocs") + "?page=2").content.decode()


def test_whom_to_ask_is_told_to_everybody_but_the_secretariat(client):
    year = make_year()
    client.force_login(make_user(edits_for=year.bodies[2]))
    assert "Cần hỏi: thư ký khối" in client.get(year.get_absolute_url()).text

    client.force_login(year.secretary)
    assert "Cần hỏi: thư ký khối" not in client.get(year.get_absolute_url()).text
