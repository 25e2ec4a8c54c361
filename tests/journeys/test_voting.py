"""Five chairs vote at once in the browser, the wall counts along, and each finds their ballot in the list."""

import pytest
from django.utils import timezone

from awards.models import Conference, Poll
from tests.factories import make_conference, make_user

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_five_people_vote_at_once_and_find_their_ballots(person):
    from blocs.law_loading import load_law

    load_law()
    conference = make_conference()
    year = conference.bloc_year
    absent, holder = year.bodies[4], year.bodies[1]
    conference.call_roll(
        {absent: {"is_present": False, "proxy_to": holder, "proxy_document": "12/GUQ"}}, by=make_user()
    )
    secretary = person(year.secretary)
    chairs = [person(make_user(signs_for=body), width=390, height=844) for body in year.bodies[:4]]
    wall = person(year.verifier)

    secretary.open(f"/years/{year.pk}/conference/vote/")
    secretary.page.get_by_label("Danh hiệu, hình thức").select_option(
        label="Cờ thi đua của Ủy ban nhân dân tỉnh"
    )
    secretary.page.get_by_label("Phiếu kín trên máy").check()
    for body in year.bodies[:2]:
        secretary.page.get_by_label(f"{body.short_name}:").check()
    secretary.press("Mở bỏ phiếu")
    secretary.sees("Đã mở bỏ phiếu")
    wall.open(f"/years/{year.pk}/conference/screen/")
    wall.sees("Đã bỏ phiếu 0/5")

    # Everybody fills in before anybody sends; the second chair also holds a proxy.
    codes = []
    for chair, body in zip(chairs, year.bodies, strict=False):
        fill_in(chair, year, body, yes=0)
    for chair in chairs:
        codes.append(send(chair))
    chairs[1].follow("Xong")
    fill_in(chairs[1], year, absent, yes=0)
    codes.append(send(chairs[1]))
    wall.sees("Đã bỏ phiếu 5/5")

    secretary.page.reload()
    secretary.press("Đóng bỏ phiếu")
    secretary.sees("đồng ý 5/5 thành viên có mặt, đạt 100,0")
    poll = Poll.objects.get()
    for chair in chairs:  # the list is public with the result
        chair.open(f"/polls/{poll.pk}/ballots/")
        chair.sees("khi hội nghị kết thúc")
    Conference.objects.update(closed_at=timezone.now(), closed_by=year.secretary)
    for chair, code in zip([*chairs, chairs[1]], codes, strict=True):
        chair.page.reload()
        chair.sees(code)
    wall.sees("Được chọn")
    assert len(set(codes)) == 5


def fill_in(chair, year, body, *, yes: int) -> None:
    chair.open(f"/years/{year.pk}/conference/")
    chair.follow("Vào bỏ phiếu")
    chair.follow(f"Bỏ phiếu của {body.short_name}")
    for n, nominee in enumerate(year.bodies[:2]):
        group = chair.page.get_by_role("group", name=nominee.official_name, exact=True)
        group.get_by_label("Đồng ý" if n == yes else "Không đồng ý", exact=True).check()
    chosen = year.bodies[yes].official_name
    assert chair.page.locator("[data-chosen]").inner_text() == "Đồng ý 1/1"
    assert f"Đồng ý: {chosen}." in chair.page.locator("[data-ballot] [data-confirm]").get_attribute(
        "data-confirm"
    )


def send(chair) -> str:
    chair.press("Bỏ phiếu")
    return chair.page.locator(".ballot-code").inner_text()
