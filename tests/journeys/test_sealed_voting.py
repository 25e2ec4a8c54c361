"""Three tellers make keys on their phones, five chairs vote at once, two tellers open, and all find their ballots."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from awards.models import Conference, Poll, SealedBallot
from tests.awards.voting_case import rule
from tests.factories import make_conference, make_user

from .test_voting import fill_in, open_vote, send, send_by_keyboard

pytestmark = [pytest.mark.journey, pytest.mark.screens, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


def test_three_tellers_keep_the_urn_and_two_open_it(person, tmp_path):
    from blocs.law_loading import load_law

    load_law()
    conference = make_conference()
    rule(conference, urn_keeper="tellers")
    year = conference.bloc_year
    absent, holder = year.bodies[4], year.bodies[1]
    conference.call_roll(
        {absent: {"is_present": False, "proxy_to": holder, "proxy_document": "12/GUQ"}}, by=make_user()
    )
    of_tellers = [year.bodies[2], year.bodies[3], year.bodies[4]]
    for body in of_tellers:
        conference.tellers.create(role="member", name="Kiểm phiếu viên", association=body)
    tellers = [person(make_user(edits_for=body), **PHONE) for body in of_tellers]
    chairs = [person(make_user(signs_for=body), **PHONE) for body in year.bodies[:4]]
    secretary, wall = person(year.secretary), person(year.verifier)

    for teller in tellers:
        make_key(teller, year)
    open_vote(secretary, year)
    wall.open(f"/years/{year.pk}/conference/screen/")
    opening = Poll.objects.get().opening_fingerprint
    wall.sees(opening)

    # Everybody fills in before anybody sends; the second chair also holds a proxy.
    for chair, body in zip(chairs, year.bodies, strict=False):
        fill_in(chair, year, body, yes=0)
        assert chair.page.locator("[data-own-mark]").inner_text() == opening
    refuse_two_for_one_seat(chairs[0], year)
    codes = [send(chairs[0]), send_after_a_lost_answer(chairs[1]), send(chairs[2])]
    codes.append(send_by_keyboard(chairs[3], word="bến nước"))
    assert codes[3].startswith("BENN-UOC")
    receipt_file = kept_file(chairs[0], tmp_path)
    chairs[1].follow("Xong")
    fill_in(chairs[1], year, absent, yes=0)
    codes.append(send(chairs[1]))
    wall.sees("Đã bỏ phiếu 5/5")
    stored = str(list(SealedBallot.objects.values_list()))
    assert SealedBallot.objects.count() == 5 and not any(code in stored for code in codes)

    secretary.page.reload()
    secretary.press("Khóa hòm phiếu")
    secretary.sees("Đã khóa hòm phiếu")
    poll = Poll.objects.get()
    open_urn(tellers[2], poll)
    tellers[2].sees("Mời người giữ khóa thứ hai mở tiếp")
    wall.sees("chờ một người giữ khóa khác mở lớp còn lại")
    open_urn(tellers[0], poll)
    tellers[0].sees("Đã mở và kiểm phiếu")
    secretary.page.reload()
    secretary.sees("đồng ý 5/5 thành viên có mặt, đạt 100,0")

    Conference.objects.update(closed_at=timezone.now(), closed_by=year.secretary)
    for chair, code in zip([*chairs, chairs[1]], codes, strict=True):
        chair.open(f"/polls/{poll.pk}/ballots/")
        chair.page.get_by_label("Mã lá phiếu của anh/chị").fill(code.lower())
        chair.page.keyboard.press("Enter")
        chair.sees("Đã đánh dấu lá phiếu của anh/chị.")
    assert len(set(codes)) == 5
    assert_checked(poll, receipt_file, tmp_path)
    forget_key(tellers[0], year)


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


def send_after_a_lost_answer(chair) -> str:
    """The answer is lost on its way back: the same sealed ballot is sent again, and counts once."""
    lost = []

    def lose(route):
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    chair.page.route("**/polls/*/cast/*/", lose)
    chair.press("Bỏ phiếu")
    chair.sees("Phiếu đã niêm phong, đã ở trong hòm")
    assert lost == [200]
    return chair.page.locator(".ballot-code").inner_text()


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
