"""Five chairs vote at once in the browser, the wall counts along, and each finds their ballot in the list."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from awards.models import Conference, Poll
from tests.awards.voting_case import begin
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

    open_vote(secretary, year)
    wall.open(f"/years/{year.pk}/conference/screen/")
    wall.sees("Đã bỏ phiếu 0/5")
    opening = Poll.objects.get().opening_fingerprint
    wall.sees(opening)

    # Everybody fills in before anybody sends; the second chair also holds a proxy.
    codes = []
    for chair, body in zip(chairs, year.bodies, strict=False):
        fill_in(chair, year, body, yes=0)
    for chair in chairs[:3]:
        codes.append(send(chair))
    codes.append(send_by_keyboard(chairs[3], word="bến nước"))
    assert codes[3].startswith("BENN-UOC")
    chairs[1].follow("Xong")
    fill_in(chairs[1], year, absent, yes=0)
    codes.append(send(chairs[1]))
    wall.sees("Đã bỏ phiếu 5/5")
    wall.sees("Trong hòm có 5 lá phiếu, bằng số đơn vị đã bỏ.")

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
        chair.page.get_by_label("Mã lá phiếu của anh/chị").fill(code.lower())
        chair.page.keyboard.press("Enter")
        chair.sees("Đã đánh dấu lá phiếu của anh/chị.")
        assert chair.page.locator("tr.is-mine").inner_text().startswith(code)
    wall.sees("Được chọn")
    assert len(set(codes)) == 5


def open_vote(secretary, year) -> None:
    """A vote in the browser between the first two members."""
    secretary.open(f"/years/{year.pk}/conference/vote/")
    secretary.page.get_by_label("Danh hiệu, hình thức").select_option(
        label="Cờ thi đua của Ủy ban nhân dân tỉnh"
    )
    secretary.page.get_by_label("Phiếu kín trên máy").check()
    for body in year.bodies[:2]:
        secretary.page.get_by_label(f"{body.short_name}:").check()
    secretary.press("Mở bỏ phiếu")
    secretary.sees("Đã mở bỏ phiếu")


def fill_in(chair, year, body, *, yes: int) -> None:
    chair.open(f"/years/{year.pk}/conference/")
    chair.follow("Vào bỏ phiếu")
    chair.follow(f"Bỏ phiếu của {body.short_name}")
    for n, nominee in enumerate(year.bodies[:2]):
        group = chair.page.get_by_role("group", name=nominee.official_name, exact=True)
        group.get_by_label("Đồng ý" if n == yes else "Không đồng ý", exact=True).check()
    chosen = year.bodies[yes].official_name
    expect(chair.page.locator("[data-chosen]")).to_have_text("Đồng ý 1/1")  # once the page can seal
    assert f"Đồng ý: {chosen}." in chair.page.locator("[data-ballot] [data-confirm]").get_attribute(
        "data-confirm"
    )


def send(chair) -> str:
    """Cast the ballot; its code, which begins as the voter's own device said."""
    half = chair.page.get_by_label("Mã lá phiếu của anh/chị sẽ bắt đầu bằng").input_value()
    chair.press("Bỏ phiếu")
    code = chair.page.locator(".ballot-code").inner_text()
    assert code.replace("-", "").startswith(half) and len(half) == 8
    return code


def send_by_keyboard(chair, *, word: str) -> str:
    """Type a word of one's own and cast the ballot without touching the screen."""
    keyboard = chair.page.keyboard
    chair.page.locator("h1").evaluate("heading => { heading.tabIndex = -1; heading.focus(); }")
    tab_to(chair, "Mã lá phiếu")
    keyboard.press("Control+a")
    keyboard.type(word)
    tab_to(chair, "Bỏ phiếu")
    keyboard.press("Enter")
    tab_to(chair, "Bỏ phiếu")
    keyboard.press("Enter")
    return chair.page.locator(".ballot-code").inner_text()


def tab_to(chair, name: str) -> None:
    """Press Tab until what has the focus is called so."""
    called = (
        "() => { const one = document.activeElement; return one.labels?.[0]?.textContent || one.textContent }"
    )
    for _ in range(20):
        chair.page.keyboard.press("Tab")
        if chair.page.evaluate(called).strip().startswith(name):
            return
    raise AssertionError(f"{name} is not reached by keyboard")


def test_a_phone_that_loses_the_network_keeps_its_ballot_and_casts_it_once(person):
    """The answer is lost twice on its way back: the ballot is counted once, and its receipt comes with the third."""
    from blocs.law_loading import load_law

    load_law()
    conference = make_conference()
    year = conference.bloc_year
    body = year.bodies[0]
    poll = begin(conference, *year.bodies[:2])
    chair = person(make_user(signs_for=body), width=390, height=844)
    fill_in(chair, year, body, yes=1)
    lost = []

    def lose(route):
        if route.request.method != "POST" or len(lost) == 2:
            route.continue_()
            return
        lost.append(route.fetch().status)  # the server has it
        route.abort()

    chair.page.route("**/polls/*/cast/*/", lose)
    chair.press("Bỏ phiếu")
    chair.sees("Mất mạng. Lá phiếu còn trên máy này")
    chair.sees("đã được ghi nhận từ lần gửi trước")

    assert lost == [200, 200]
    code = chair.page.locator(".ballot-code").inner_text()
    poll.refresh_from_db()
    assert poll.sealed_ballots() == {code: [year.bodies[1].pk]}
    assert poll.rights.filter(has_voted=True).count() == 1
