"""Three tellers make keys on their phones, five chairs vote at once, two tellers open, and all find their ballots."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from awards.models import Conference, Poll, SealedBallot
from tests.awards.voting_case import rule
from tests.factories import make_user

from .test_voting import (
    code_of,
    conference_of_five,
    fill_in,
    fits,
    keep_by_keyboard,
    open_vote,
    send_off,
    tab_to,
    vote_by_keyboard,
)

pytestmark = [pytest.mark.journey, pytest.mark.screens, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


def test_three_tellers_keep_the_urn_and_two_open_it(person, tmp_path):
    from blocs.law_loading import load_law

    load_law()
    conference = conference_of_five()
    rule(conference, urn_keeper="tellers")
    year = conference.bloc_year
    of_tellers = [year.bodies[2], year.bodies[3], year.bodies[4]]
    for body in of_tellers:
        conference.tellers.create(role="member", name="Kiểm phiếu viên", association=body)
    tellers = [person(make_user(edits_for=body), **PHONE) for body in of_tellers]
    chairs = [person(make_user(signs_for=body), **PHONE) for body in year.bodies]
    left_the_phones = watch(chairs)
    secretary, wall = person(year.secretary), person(year.verifier)

    for teller in tellers[1:]:
        make_key(teller, year)
    make_key_by_keyboard(tellers[0], year)
    open_vote(secretary, year)
    wall.open(f"/years/{year.pk}/conference/screen/")
    opening = Poll.objects.get().opening_fingerprint
    wall.sees(opening)

    # Everybody sends before anybody waits for an answer.
    for chair, body in zip(chairs[:4], year.bodies, strict=False):
        fill_in(chair, year, body, yes=0)
        assert chair.page.locator("[data-own-mark]").inner_text() == opening
        fits(chair)
    vote_by_keyboard(chairs[4], year, year.bodies[4], word="bến nước")
    refuse_two_for_one_seat(chairs[0], year)
    halves = [
        send_off(chairs[0]),
        lose_an_answer(chairs[1]),
        send_off_without_network(chairs[2]),
        send_off(chairs[3]),
    ]
    codes = [code_of(chair, half) for chair, half in zip(chairs, halves, strict=False)]
    codes.append(keep_by_keyboard(chairs[4], "BENN-UOC"))
    receipt_file = kept_file(chairs[0], tmp_path)
    wall.sees("Đã bỏ phiếu 5/5")
    stored = str(list(SealedBallot.objects.values_list()))
    assert SealedBallot.objects.count() == 5 and not any(code in stored for code in codes)
    assert len(left_the_phones) == 7  # five ballots, two of them sent again
    for body in left_the_phones:
        assert set(re.findall(r'name="(\w+)"', body)) == {"csrfmiddlewaretoken", "sealed", "offered"}
        assert not any(code in body or code.replace("-", "") in body for code in codes)

    secretary.page.reload()
    secretary.press("Khóa hòm phiếu")
    secretary.sees("Đã khóa hòm phiếu")
    poll = Poll.objects.get()
    open_urn(tellers[2], poll)
    tellers[2].sees("Mời người giữ khóa thứ hai mở tiếp")
    wall.sees("chờ một người giữ khóa khác mở lớp còn lại")
    open_urn_by_keyboard(tellers[0], poll)
    tellers[0].sees("Đã mở và kiểm phiếu")
    secretary.page.reload()
    secretary.sees("đồng ý 5/5 thành viên có mặt, đạt 100")

    Conference.objects.update(closed_at=timezone.now(), closed_by=year.secretary)
    for chair, code in zip(chairs, codes, strict=True):
        chair.open(f"/polls/{poll.pk}/ballots/")
        chair.page.get_by_label("Mã lá phiếu của anh/chị").fill(code.lower())
        chair.page.keyboard.press("Enter")
        chair.sees("Đã đánh dấu lá phiếu của anh/chị.")
        fits(chair)
    assert len(set(codes)) == 5
    assert_checked(poll, receipt_file, tmp_path)
    forget_key(tellers[0], year)


def watch(chairs) -> list[str]:
    """What leaves the phones towards the urn, as it is sent."""
    bodies: list[str] = []

    def keep(request) -> None:
        if request.method == "POST" and "/cast/" in request.url:
            bodies.append((request.post_data_buffer or b"").decode("utf-8", "replace"))

    for chair in chairs:
        chair.page.on("request", keep)
    return bodies


def make_key_by_keyboard(teller, year) -> None:
    teller.open(f"/years/{year.pk}/")
    tab_to(teller, "Tạo khóa")
    teller.page.keyboard.press("Enter")
    teller.sees("Dùng đúng máy và trình duyệt này khi mở phiếu")
    tab_to(teller, "Tạo khóa trên máy này")
    teller.page.keyboard.press("Enter")
    teller.sees("Đã tạo khóa.")
    fits(teller)


def open_urn_by_keyboard(teller, poll) -> None:
    teller.open(f"/years/{poll.conference.bloc_year_id}/")
    tab_to(teller, "Mở phiếu")
    teller.page.keyboard.press("Enter")
    teller.sees("Có 5 lá phiếu.")
    fits(teller)
    tab_to(teller, "Mở phiếu bằng khóa trên máy này")
    teller.page.keyboard.press("Enter")


def make_key(teller, year) -> None:
    """From the task on the page of the year: two clicks."""
    teller.open(f"/years/{year.pk}/")
    teller.follow("Tạo khóa")
    teller.sees("Dùng đúng máy và trình duyệt này khi mở phiếu")
    teller.press("Tạo khóa trên máy này")
    teller.sees("Đã tạo khóa.")
    teller.sees("Khóa của anh/chị đang ở máy này.")


def refuse_two_for_one_seat(chair, year) -> None:
    """Nobody but this device can see that too many are chosen, so it does not send."""
    second = chair.page.get_by_role("group", name=year.bodies[1].official_name, exact=True)
    second.get_by_label("Đồng ý", exact=True).check()
    chair.press("Bỏ phiếu")
    chair.sees("Chỉ được đồng ý tối đa 1 đơn vị. Phiếu chưa gửi")
    second.get_by_label("Không đồng ý", exact=True).check()


def send_off_without_network(chair) -> str:
    """The network is away when the ballot is sealed: the page keeps it and sends it when the network is back."""
    chair.context.set_offline(True)
    half = send_off(chair)
    chair.sees("Mất mạng. Lá phiếu còn trên máy này")
    chair.context.set_offline(False)
    return half


def lose_an_answer(chair) -> str:
    """The answer is lost on its way back: the same sealed ballot is sent again, and counts once."""
    lost = []

    def lose(route):
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    chair.page.route("**/polls/*/cast/*/", lose)
    half = send_off(chair)
    chair.sees("Phiếu đã niêm phong, đã ở trong hòm")
    assert lost == [200]
    return half


def kept_file(chair, folder: Path) -> Path:
    with chair.page.expect_download() as download:
        chair.follow("Tải biên nhận")
    path = folder / "receipt.txt"
    download.value.save_as(path)
    lines = path.read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["KTD2", "PHIEU"]
    return path


def open_urn(teller, poll) -> None:
    teller.open(f"/years/{poll.conference.bloc_year_id}/")
    teller.follow("Mở phiếu")
    teller.sees("Có 5 lá phiếu.")
    teller.press("Mở phiếu bằng khóa trên máy này")


def assert_checked(poll, receipt_file: Path, folder: Path) -> None:
    """What the chair's phone kept is in order with the record, as bin/verify-sealed-ballot reads both."""
    record = folder / "record.json"
    record.write_text(Poll.objects.get(pk=poll.pk).record, "utf-8")
    words = [sys.executable, "-I", "-S", settings.BASE_DIR / "bin/verify-sealed-ballot", record, receipt_file]
    checked = subprocess.run(words, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert "5 lá phiếu niêm phong, 1 biên nhận, 1 có dòng PHIEU" in checked.stdout


def forget_key(teller, year) -> None:
    """After the conference the page forgets the key."""
    count = """() => new Promise((done) => {
      indexedDB.open("khoithidua-teller", 1).onsuccess = (event) => {
        const store = event.target.result.transaction("keys").objectStore("keys");
        store.count().onsuccess = (counted) => done(counted.target.result);
      };
    })"""
    assert teller.page.evaluate(count) == 1
    teller.open(f"/years/{year.pk}/conference/keys/")
    teller.sees("máy tự xóa khóa")
    teller.page.wait_for_timeout(500)
    assert teller.page.evaluate(count) == 0
