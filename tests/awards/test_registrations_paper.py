"""Bảng tổng hợp đăng ký: every member has a row, with what it handed in or that it handed in nothing."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.papers.registrations import registrations_paper
from blocs.models import AwardType
from documents.papers import Table
from tests.factories import Step, make_registration, make_year, send_back

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 4, 3)


def rows_of(year) -> dict[str, tuple[str, ...]]:
    (table,) = [block for block in registrations_paper(year, DAY).blocks if isinstance(block, Table)]
    return {row[1]: row[2:] for row in table.rows}


def test_every_member_has_a_row_and_a_draft_is_not_told(law):
    year = make_year(members=3, until=Step.REGISTRATION_OPENED)
    first, second, third = year.bodies
    registration = make_registration(year, first, plan=1980)
    make_registration(year, second, state="draft")
    award = AwardType.objects.get(code="co-ubnd-tinh")
    for whom in (first.official_name, "Phòng Phong trào"):
        registration.title_requests.create(award_type=award, beneficiary=whom)

    rows = rows_of(year)

    assert rows[first.official_name] == ("Suất quà: 1.980 suất", f"{award}; {award}: Phòng Phong trào")
    assert rows[second.official_name] == rows[third.official_name] == ("Chưa đăng ký", "")
    assert "03 đơn vị thành viên; 01 đơn vị đã đăng ký" in registrations_paper(year, DAY).blocks[-1].text


@pytest.mark.parametrize("kind", ["percent", "count"])
def test_a_percentage_is_told_with_one_sign(law, client, kind):
    year = make_year(members=3, until=Step.REGISTRATION_OPENED)
    registration = make_registration(year, year.bodies[2])
    registration.targets.update(kind=kind, unit="%", plan=97)
    client.force_login(year.secretary)
    page = client.get(reverse("pledges:registrations", args=[year.pk])).text

    assert rows_of(year)[year.bodies[2].official_name][0].replace("\xa0", " ") == "Suất quà: 97 %"
    assert "<strong>97 %</strong>" in page.replace("\xa0", " ")


def test_what_was_returned_is_the_members_own_until_it_is_handed_in_again(law):
    year = make_year(members=3, until=Step.REGISTRATION_OPENED)
    send_back(make_registration(year, year.bodies[2]))

    assert rows_of(year)[year.bodies[2].official_name] == ("Đang sửa, chưa nộp lại", "")
    assert "0 đơn vị đã đăng ký" in registrations_paper(year, DAY).blocks[-1].text


def test_it_takes_the_same_queries_for_three_members_and_for_nine(law):
    counts = []
    for members in (3, 9):
        year = make_year(members=members, until=Step.REGISTRATION_OPENED)
        for body in year.bodies:
            make_registration(year, body)
        with CaptureQueriesContext(connection) as queries:
            registrations_paper(year, DAY)
        counts.append(len(queries))

    assert counts[0] == counts[1]
