"""Tellers who keep the urn of a vote: their keys, what waits for them, their pages."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from audit.models import AuditEntry
from awards.actions.sealed_vote import (
    keep_key,
    remove_key,
)
from awards.models import Poll
from base.workflow import Refused
from blocs.models import BlocYear
from members.models import Notice, User
from portal.next_steps.conference import key_steps
from tests.factories import make_user

from .record_case import by_name
from .sealing_case import (
    CODES,
    Device,
    begin_sealed,
    cast_all,
    make_tellers,
    shut,
)
from .voting_case import rule

pytestmark = pytest.mark.django_db


def test_three_keys_are_needed_and_nobody_of_a_nominee_holds_one(conference):
    rule(conference, urn_keeper="tellers")
    with pytest.raises(Refused, match="mới có 0"):
        begin_sealed(conference, conference.bloc_year.bodies[0])
    nominee = conference.bloc_year.bodies[0]
    make_tellers(conference)
    key = conference.teller_keys.first()
    remove_key(key, by=make_user())
    keep_key(conference, by=make_user(edits_for=nominee), public_key=Device(None).public)
    with pytest.raises(Refused, match="là người của đơn vị được đề cử"):
        begin_sealed(conference, nominee)


def test_keys_stay_while_a_vote_is_open_and_a_fourth_is_refused(conference, tellers):
    with pytest.raises(Refused, match="Đã đủ 3 người giữ khóa"):
        keep_key(conference, by=make_user(), public_key=Device(None).public)
    with pytest.raises(Refused, match="chưa tạo được khóa"):
        keep_key(conference, by=tellers[0].user, public_key="ngắn")
    begin_sealed(conference, conference.bloc_year.bodies[0])
    with pytest.raises(Refused, match="không đổi khóa được"):
        keep_key(conference, by=tellers[0].user, public_key=Device(None).public)
    with pytest.raises(Refused, match="không đổi khóa được"):
        remove_key(conference.teller_keys.first(), by=make_user())
    assert AuditEntry.objects.filter(action="teller_key.made").count() == 3


@pytest.mark.parametrize("key", ["A" * 43, "A" * 42 + "B", "_" * 43])
def test_a_key_that_nothing_can_be_sealed_to_is_not_kept(conference, key):
    """Points of low order, and a key written otherwise than its bytes are."""
    with pytest.raises(Refused, match="chưa tạo được khóa"):
        keep_key(conference, by=make_user(edits_for=by_name(conference)[3]), public_key=key)


def test_one_association_holds_one_key_and_who_left_the_team_holds_none(conference):
    rule(conference, urn_keeper="tellers")
    tellers = make_tellers(conference)
    second = conference.teller_keys.get(holder=tellers[1].user)
    remove_key(second, by=make_user())
    body = by_name(conference)[3]
    with pytest.raises(Refused, match="mỗi hội một người"):
        keep_key(conference, by=make_user(edits_for=body), public_key=Device(None).public)
    keep_key(conference, by=tellers[1].user, public_key=tellers[1].public)
    User.objects.filter(pk=tellers[1].user.pk).update(is_active=False)
    with pytest.raises(Refused, match="không còn là người của ban kiểm phiếu"):
        begin_sealed(conference, by_name(conference)[0])
    User.objects.filter(pk=tellers[1].user.pk).update(is_active=True)
    conference.tellers.filter(association=body).delete()
    with pytest.raises(Refused, match="không còn là người của ban kiểm phiếu"):
        begin_sealed(conference, by_name(conference)[0])


def test_only_people_of_tellers_make_keys_and_only_holders_open(client, conference, tellers, poll):
    keys = reverse("awards:teller-keys", args=[conference.bloc_year_id])
    opening = reverse("awards:ballots-open", args=[poll.pk])
    member = make_user(signs_for=conference.bloc_year.bodies[1])
    for user, may_see in ((member, 403), (conference.bloc_year.secretary, 200)):
        client.force_login(user)
        assert client.get(keys).status_code == may_see
        assert client.post(keys, {"public_key": Device(None).public}).status_code == 403
        assert client.get(opening).status_code == 403
    cast_all(poll)
    shut(poll)
    client.force_login(tellers[0].user)
    assert "Máy của anh/chị mở lớp thứ nhất" in client.get(opening).text
    answer = client.post(opening, {"lists": "[1, 2]", "unreadable": "0"}, follow=True)
    assert "gửi lên không đúng" in answer.text
    answer = client.post(opening, {"ballots": '[["x"]]', "unreadable": "0"}, follow=True)
    assert "gửi lên không đúng" in answer.text


def steps(user, conference) -> list[str]:
    year = BlocYear.objects.get(pk=conference.bloc_year_id)
    return [step.text for step in key_steps(user, year)]


def test_tellers_find_what_is_theirs_to_do_and_are_told(conference):
    rule(conference, urn_keeper="tellers")
    body = by_name(conference)[3]
    conference.tellers.create(role="member", name="Kiểm phiếu viên", association=body)
    late = make_user(edits_for=body)
    assert steps(late, conference) == ["Tạo khóa kiểm phiếu trên máy của anh/chị"]
    assert steps(conference.bloc_year.secretary, conference) == []
    tellers = make_tellers(conference)
    assert steps(late, conference) == []  # three have one
    poll = begin_sealed(conference, *by_name(conference)[:3])
    cast_all(poll)
    assert steps(tellers[0].user, conference) == []
    shut(poll)
    assert [steps(teller.user, conference) for teller in tellers] == [[f"Mở phiếu: {poll}"]] * 3
    tellers[0].take_layer_off(poll)
    assert [len(steps(teller.user, conference)) for teller in tellers] == [0, 1, 1]
    notices = Notice.objects.filter(subject__startswith="MỜI MỞ PHIẾU")
    assert sorted(notices.values_list("to", flat=True)) == sorted(
        [t.user.pk for t in tellers] + [t.user.pk for t in tellers[1:]]
    )


def test_the_page_of_the_vote_says_how_far_the_tellers_are(client, conference, tellers, poll):
    client.force_login(conference.bloc_year.secretary)
    page, wall = poll.get_absolute_url(), reverse("awards:screen", args=[conference.bloc_year_id])
    cast_all(poll)
    assert "Khóa hòm phiếu" in client.get(page).text
    assert "chỉ hai trong ba người giữ khóa cùng mở mới đọc được" in client.get(page).text
    client.post(reverse("awards:poll-close", args=[poll.pk]))
    for address in (page, wall):
        assert "Chờ hai trong ba người giữ khóa mở phiếu" in client.get(address).text
    assert "Khóa hòm phiếu" not in client.get(page).text
    tellers[1].take_layer_off(poll)
    for address in (page, wall):
        assert f"{tellers[1].user} đã mở lớp thứ nhất" in client.get(address).text
    assert "Hủy cuộc bỏ phiếu" in client.get(page).text


def test_two_tellers_open_a_vote_on_one_nominee_by_their_pages(client, conference, tellers):
    """What their devices send is as short as it can be here."""
    poll = begin_sealed(conference, by_name(conference)[0])
    cast_all(poll, ["1", "0", "1", "1"])
    shut(poll)
    page = reverse("awards:ballots-open", args=[poll.pk])
    client.force_login(tellers[1].user)
    sent = {"lists": json.dumps(tellers[1].stripped(poll)), "unreadable": "0"}
    assert "Đã mở lớp thứ nhất và xáo phiếu" in client.post(page, sent, follow=True).text
    assert "Anh/chị đã mở lớp thứ nhất" in client.get(page).text
    client.force_login(tellers[0].user)
    sent = {"ballots": json.dumps(tellers[0].opened(poll)), "unreadable": "0"}
    assert "Đã mở và kiểm phiếu" in client.post(page, sent, follow=True).text
    assert [(t.approve, t.against) for t in Poll.objects.get(pk=poll.pk).vote.tallies.all()] == [(3, 1)]


@pytest.mark.parametrize("text", ["[" * 100_000, "9" * 5000, "{", "null", "[1]", '{"2": 1}'])
def test_what_no_device_sends_is_refused_with_a_sentence(client, poll, tellers, text):
    cast_all(poll)
    shut(poll)
    client.force_login(tellers[0].user)
    page = reverse("awards:ballots-open", args=[poll.pk])
    for name in ("lists", "ballots"):
        answer = client.post(page, {name: text, "unreadable": "0"}, follow=True)
        assert answer.status_code == 200 and "gửi lên không đúng" in answer.text


def test_a_page_left_open_after_the_closing_leads_to_the_vote(client, poll, tellers):
    cast_all(poll)
    shut(poll)
    tellers[0].take_layer_off(poll)
    tellers[1].open(poll)
    client.force_login(tellers[0].user)
    answer = client.get(reverse("awards:ballots-open", args=[poll.pk]), follow=True)
    assert "đã mở phiếu xong" in answer.text
    client.force_login(make_user(signs_for=by_name(poll.conference)[1]))
    assert client.get(reverse("awards:ballots-open", args=[poll.pk])).status_code == 403


def test_what_a_teller_sends_after_the_session_ended_is_not_kept(client, poll, tellers):
    cast_all(poll)
    shut(poll)
    client.force_login(tellers[0].user)
    client.get(poll.get_absolute_url())
    client.session.flush()
    client.post(reverse("awards:ballots-open", args=[poll.pk]), {"ballots": f'[["{CODES[0]}", "100"]]'})
    sessions = [session.get_decoded() for session in Session.objects.all()]
    assert CODES[0] not in str(sessions)
