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
    conference = conference_of_five()
    year = conference.bloc_year
    secretary = person(year.secretary)
    chairs = [person(make_user(signs_for=body), width=390, height=844) for body in year.bodies]
    wall = person(year.verifier)

    open_vote(secretary, year)
    wall.open(f"/years/{year.pk}/conference/screen/")
    wall.sees("Đã bỏ phiếu 0/5")
    opening = Poll.objects.get().opening_fingerprint
    wall.sees(opening)

    # Everybody sends before anybody waits for an answer.
    for chair, body in zip(chairs[:4], year.bodies, strict=False):
        fill_in(chair, year, body, yes=0)
    vote_by_keyboard(chairs[4], year, year.bodies[4], word="bến nước")
    halves = [send_off(chair) for chair in chairs[:4]]
    codes = [code_of(chair, half) for chair, half in zip(chairs, halves, strict=False)]
    codes.append(keep_by_keyboard(chairs[4], "BENN-UOC"))
    wall.sees("Đã bỏ phiếu 5/5")
    wall.sees("Trong hòm có 5 lá phiếu, bằng số đơn vị đã bỏ.")
    chairs[0].follow("Xong")
    chairs[0].sees("Đã bỏ phiếu: 5/5")

    secretary.page.reload()
    secretary.press("Đóng bỏ phiếu")
    secretary.sees("đồng ý 5/5 thành viên có mặt, đạt 100")
    poll = Poll.objects.get()
    for chair in chairs:  # the list is public with the result
        chair.open(f"/polls/{poll.pk}/ballots/")
        chair.sees("khi hội nghị kết thúc")
    Conference.objects.update(closed_at=timezone.now(), closed_by=year.secretary)
    chairs[4].page.reload()
    find_by_keyboard(chairs[4], codes[4])
    for chair, code in zip(chairs, codes, strict=True):
        chair.page.reload()
        chair.sees(code)
        fits(chair)
        chair.page.get_by_label("Mã lá phiếu của anh/chị").fill(code.lower())
        chair.page.keyboard.press("Enter")
        chair.sees("Đã đánh dấu lá phiếu của anh/chị.")
        assert chair.page.locator("tr.is-mine").inner_text().startswith(code)
    wall.sees("Được chọn")
    assert len(set(codes)) == 5


def conference_of_five():
    """All five members are there."""
    conference = make_conference()
    conference.call_roll({body: {"is_present": True} for body in conference.bloc_year.bodies}, by=make_user())
    return conference


def open_vote(secretary, year) -> None:
    """A vote in the browser between the first two members."""
    secretary.open(f"/years/{year.pk}/conference/vote/")
    secretary.page.get_by_label("Danh hiệu, hình thức").select_option(
        label="Cờ thi đua của Ủy ban nhân dân tỉnh"
    )
    secretary.page.get_by_label("Số đơn vị được chọn").fill("1")
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
    half = send_off(chair)
    return code_of(chair, half)


def send_off(chair) -> str:
    """Press the button, and wait for nothing; the voter's half of the code."""
    half = chair.page.get_by_label("Mã lá phiếu của anh/chị sẽ bắt đầu bằng").input_value()
    chair.page.get_by_role("button", name="Bỏ phiếu", exact=True).click()
    chair.page.locator("dialog.question [value=yes]").click()
    return half


def code_of(chair, half: str) -> str:
    code = chair.page.locator(".ballot-code").inner_text()
    assert code.replace("-", "").startswith(half) and len(half) == 8
    assert chair.page.locator("[data-alarm]").is_hidden()
    fits(chair)
    return code


def fits(chair) -> None:
    """Nothing of the page is wider than the phone."""
    assert chair.page.evaluate("document.documentElement.scrollWidth") <= chair.page.viewport_size["width"]


def vote_by_keyboard(chair, year, body, *, word: str) -> None:
    """From the page of the vote to the sending without touching the screen: ticks, a word of one's own, the button."""
    chair.open(f"/years/{year.pk}/conference/")
    keyboard = chair.page.keyboard
    tab_to(chair, "Vào bỏ phiếu")
    keyboard.press("Enter")
    chair.sees(f"Bỏ phiếu của {body.short_name}")
    tab_to(chair, f"Bỏ phiếu của {body.short_name}")
    keyboard.press("Enter")
    chair.sees("Phiếu bầu:")
    tab_to(chair, "Đồng ý")
    keyboard.press("Space")
    tab_to(chair, "Đồng ý")
    keyboard.press("ArrowRight")  # the next choice of the second nominee: not agreed
    expect(chair.page.locator("[data-chosen]")).to_have_text("Đồng ý 1/1")
    tab_to(chair, "Mã lá phiếu")
    keyboard.press("Control+a")
    keyboard.type(word)
    tab_to(chair, "Bỏ phiếu")
    keyboard.press("Enter")
    tab_to(chair, "Bỏ phiếu")
    keyboard.press("Enter")


def keep_by_keyboard(chair, half: str) -> str:
    """The code, once the receipt was taken as a file by keyboard."""
    code = chair.page.locator(".ballot-code").inner_text()
    assert code.startswith(half)
    with chair.page.expect_download():
        tab_to(chair, "Tải biên nhận")
        chair.page.keyboard.press("Enter")
    fits(chair)
    return code


def find_by_keyboard(chair, code: str) -> None:
    tab_to(chair, "Mã lá phiếu của anh/chị")
    chair.page.keyboard.type(code.lower())
    tab_to(chair, "Tìm")
    chair.page.keyboard.press("Enter")
    chair.sees("Đã đánh dấu lá phiếu của anh/chị.")


def tab_to(chair, name: str) -> None:
    """Press Tab until what has the focus is called so, from the heading where nothing has it yet."""
    chair.page.locator("h1").evaluate(
        "one => { if (document.activeElement === document.body) { one.tabIndex = -1; one.focus(); } }"
    )
    called = (
        "() => { const one = document.activeElement; return one.labels?.[0]?.textContent || one.textContent }"
    )
    passed = []
    for _ in range(60):
        chair.page.keyboard.press("Tab")
        passed.append(" ".join(chair.page.evaluate(called).split()))
        if passed[-1].startswith(name):
            return
    raise AssertionError(f"{name} is not reached by keyboard, but {passed}")


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
