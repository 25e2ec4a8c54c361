"""Ballots sealed to three tellers: the server learns neither a ballot nor how the vote stands; two of three open it."""

import json

import pytest
from django.apps import apps
from django.urls import reverse

from awards.actions.sealed_vote import (
    ballots_to_open,
    cast_sealed,
    open_ballots,
    shut_urn,
    take_layer_off,
)
from awards.actions.voting import cancel_poll, close_poll
from awards.models import Poll, SealedBallot
from awards.papers.counting import ballot_minutes_paper
from base.workflow import Refused
from documents.papers import Paragraph
from operations.backup import VoteIsOpen, require_no_vote
from tests.factories import make_user

from .record_case import by_name
from .sealing_case import (
    CODES,
    MARKS,
    Device,
    begin_sealed,
    cast_all,
    keys_of,
    publish_before,
    seal,
    sealed_by_javascript,
    shut,
    to_bytes,
    to_text,
)
from .voting_case import begin, rule

pytestmark = pytest.mark.django_db


def everything() -> str:
    """All rows of all tables as text."""
    models = apps.get_models(include_auto_created=True)
    return "\n".join(str(row) for model in models for row in model._base_manager.values_list())


def test_any_two_of_three_open_the_urn(poll, tellers):
    cast_all(poll)
    shut(poll)
    for first, second in [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)]:
        tellers[first].take_layer_off(poll)
        assert tellers[second].opened(poll) == sorted([c, m] for c, m in zip(CODES, MARKS, strict=True))
    vote = tellers[1].open(poll)

    assert [(t.approve, t.against) for t in vote.tallies.order_by("pk")] == [(2, 2), (1, 3), (0, 4)]
    assert sorted(poll.ballots.values_list("code", flat=True)) == sorted(CODES)


def test_nothing_stored_tells_a_ballot_before_the_second_teller_opens(poll, tellers, settings):
    """Whoever has the database, the secret key and what passes through the server has sealed texts alone."""
    receipts = cast_all(poll)
    shut(poll)
    before = everything()
    tellers[0].take_layer_off(poll)
    after = everything()

    for text in (before, after, str(receipts)):
        assert not any(code in text or code.replace("-", "") in text for code in CODES)
    assert not Poll.objects.get(pk=poll.pk).urn
    with pytest.raises(ValueError, match="not sealed"):
        Device(None, number=2).opened(poll)  # without a teller's key
    assert tellers[1].opened(poll) == sorted([code, mark] for code, mark in zip(CODES, MARKS, strict=True))


def test_the_minutes_name_who_opened_and_what_did_not_count(conference, poll, tellers):
    cast_all(poll, marks=["100", "111", "100", "000"])  # the second agrees to more than the seats
    shut(poll)
    tellers[2].take_layer_off(poll)
    tellers[0].open(poll)

    said = [
        block.text
        for block in ballot_minutes_paper(conference, conference.day).blocks
        if isinstance(block, Paragraph)
    ]

    first, second = tellers[2].user.full_name, tellers[0].user.full_name
    assert f"{first} mở lớp niêm phong thứ nhất và xáo phiếu; {second} mở lớp thứ hai." in said
    assert "Phiếu không hợp lệ: 01 (01 đồng ý quá số suất)." in said


def test_nothing_of_the_sealed_ballots_is_left_after_the_closing(poll, tellers):
    cast_all(poll)
    texts = list(SealedBallot.objects.values_list("text", flat=True))
    shut(poll)
    tellers[0].take_layer_off(poll)
    stripped = Poll.objects.get(pk=poll.pk).stripped
    tellers[2].open(poll)

    stored = everything()
    assert texts and not any(text in stored for text in texts)
    assert stripped and stripped not in stored
    assert not SealedBallot.objects.exists()


def test_a_cancelled_vote_leaves_nothing_either(poll):
    cast_all(poll)
    cancel_poll(poll, by=make_user(), reason="Nhầm danh sách")
    assert not SealedBallot.objects.exists()


def test_the_same_sealed_ballot_again_has_the_same_receipt(poll):
    body, sealed = by_name(poll.conference)[0], seal(CODES[0], MARKS[0], keys_of(poll))
    first = cast_sealed(poll, body, sealed=sealed)
    assert cast_sealed(poll, body, sealed=sealed) == first
    assert poll.cast_so_far() == (1, 1)
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        cast_sealed(poll, body, sealed=seal(CODES[1], MARKS[0], keys_of(poll)))
    with pytest.raises(Refused, match="đã có trong hòm"):
        cast_sealed(poll, by_name(poll.conference)[1], sealed=sealed)


@pytest.mark.parametrize("text", ["", "abc", "100", "a.b.c.d.e.f.g", "HOAS-ENAB-CDEF100"])
def test_what_is_not_sealed_is_not_taken(poll, text):
    with pytest.raises(Refused, match="chưa được niêm phong đúng"):
        cast_sealed(poll, by_name(poll.conference)[0], sealed=text)
    assert poll.cast_so_far() == (0, 0)


def test_an_open_ballot_is_not_taken_in_this_vote(client, poll):
    body = by_name(poll.conference)[0]
    with pytest.raises(Refused, match="niêm phong trên máy"):
        poll.cast(body, choices={n.association_id: False for n in poll.standing_nominees()})
    client.force_login(make_user(signs_for=body))
    ballot = {f"n{n.association_id}": "1" for n in poll.standing_nominees()}
    answer = client.post(reverse("awards:poll-cast", args=[poll.pk, body.pk]), ballot)
    assert "không niêm phong được lá phiếu" in answer.text
    assert poll.cast_so_far() == (0, 0)


def test_ballots_for_too_many_or_under_a_code_that_came_before_do_not_count(poll, tellers):
    keys, bodies = keys_of(poll), by_name(poll.conference)
    for body, code, marks in zip(
        bodies, [CODES[0], CODES[0], *CODES[2:]], ["100", "010", "110", "001"], strict=False
    ):
        cast_sealed(poll, body, sealed=seal(code, marks, keys))
    shut(poll)
    tellers[0].take_layer_off(poll)
    vote = tellers[1].open(poll)

    assert (vote.returned, vote.valid) == (4, 2)
    uncounted = json.loads(Poll.objects.get(pk=poll.pk).record)["uncounted"]
    assert uncounted == [{"code": CODES[2], "why": "form"}, {"code": CODES[0], "why": "again"}]
    assert sum(t.approve for t in vote.tallies.all()) == 2


def test_a_teller_alone_cannot_open_and_nobody_else_can(conference, poll, tellers):
    cast_all(poll)
    with pytest.raises(Refused, match="Khóa hòm phiếu trước"):
        tellers[0].take_layer_off(poll)
    shut(poll)
    with pytest.raises(Refused, match="Chưa có người mở lớp thứ nhất"):
        open_ballots(poll, by=tellers[0].user, ballots=[], unreadable=0)
    tellers[0].take_layer_off(poll)
    with pytest.raises(Refused, match="phải là người khác"):
        open_ballots(poll, by=tellers[0].user, ballots=[["AAAA-BBBB-CCCC", "100"]] * 4, unreadable=0)
    with pytest.raises(Refused, match="không giữ khóa"):
        open_ballots(poll, by=conference.bloc_year.secretary, ballots=[], unreadable=4)
    with pytest.raises(Refused, match="Ban kiểm phiếu mở phiếu"):
        close_poll(poll, by=make_user(), accept_missing=True)
    assert poll.cast_so_far() == (4, 4) and Poll.objects.get(pk=poll.pk).is_open


def test_lists_that_lack_a_ballot_are_refused(poll, tellers):
    cast_all(poll)
    shut(poll)
    row = "A" * 120
    for lists in ({"2": [row], "3": [row]}, {"2": [row] * 4, "3": [row] * 5}, {"1": [], "2": []}):
        with pytest.raises(Refused, match="Số lá phiếu không khớp"):
            take_layer_off(poll, by=tellers[0].user, lists=lists, unreadable=0)
    tellers[0].take_layer_off(poll)
    with pytest.raises(Refused, match="Số lá phiếu không khớp"):
        open_ballots(poll, by=tellers[1].user, ballots=[[CODES[0], "100"]], unreadable=0)


def test_after_the_urn_is_shut_nobody_casts(poll):
    cast_all(poll, MARKS[:2])
    with pytest.raises(Refused, match="Còn 2 lá phiếu chưa bỏ"):
        shut_urn(poll, by=make_user(), accept_missing=False)
    shut(poll)
    with pytest.raises(Refused, match="Hòm phiếu đã khóa"):
        cast_sealed(poll, by_name(poll.conference)[3], sealed=seal(CODES[3], "000", keys_of(poll)))


def test_both_readings_seal_one_ballot_alike(poll):
    proof = [bytes(range(32)), bytes(range(32, 64))]
    ours = seal(CODES[0], MARKS[0], keys_of(poll), proof)
    assert sealed_by_javascript(CODES[0], MARKS[0], keys_of(poll), proof) == ours
    assert len(ours) == len(seal(CODES[1], MARKS[1], keys_of(poll)))
    assert to_text(b"\x00") in ours or len(ours) > 400


def test_a_backup_is_made_while_tellers_keep_the_urn_and_not_while_the_server_does(conference, poll):
    require_no_vote()
    cancel_poll(poll, by=make_user(), reason="Bỏ phiếu lại")
    rule(conference, urn_keeper="server")
    begin(conference, *by_name(conference)[:3])
    with pytest.raises(VoteIsOpen):
        require_no_vote()


def test_one_teller_cannot_match_a_ballot_to_its_voter_from_the_two_lists_that_they_read(poll, tellers):
    """What is in the layer that a teller takes off, in the order of voting, is nowhere in what they open."""
    cast_all(poll)
    shut(poll)
    tellers[0].take_layer_off(poll)
    to_open = ballots_to_open(Poll.objects.get(pk=poll.pk), 2)
    own = [row for rows in tellers[1].stripped(poll).values() for row in rows]

    assert len(to_open) == 4 and len(own) == 8
    for length in (32, 16):  # of a key, of a seal
        pieces = {to_bytes(row)[:length] for row in own} | {to_bytes(row)[-length:] for row in own}
        assert not pieces & {to_bytes(row)[:length] for row in to_open}
        assert not pieces & {to_bytes(row)[-length:] for row in to_open}


def test_ballots_that_cannot_be_read_are_opened_once_more_with_another_teller_first(poll, tellers):
    cast_all(poll)
    shut(poll)
    tellers[0].take_layer_off(poll)
    opened = tellers[1].opened(poll)
    with pytest.raises(Refused, match="1 lá phiếu không mở được. Mở lại từ đầu"):
        open_ballots(poll, by=tellers[1].user, ballots=opened[:3], unreadable=1)
    assert Poll.objects.get(pk=poll.pk).is_open and Poll.objects.get(pk=poll.pk).first_number == 0
    with pytest.raises(Refused, match="mời người khác mở trước"):
        tellers[0].take_layer_off(poll)
    tellers[2].take_layer_off(poll)
    vote = open_ballots(poll, by=tellers[1].user, ballots=tellers[1].opened(poll)[:3], unreadable=1)
    assert (vote.returned, vote.valid) == (4, 3)


def test_a_voter_who_seals_nothing_readable_does_not_keep_a_vote_from_closing(client, poll, tellers):
    """Two voters seal the same inner layers, one a code of an earlier vote, one rubbish: only these do not count."""
    cancel_poll(poll, by=make_user(), reason="Bỏ phiếu lại")
    publish_before(poll.conference, CODES[3])
    poll = begin_sealed(poll.conference, *by_name(poll.conference)[:3])
    keys, bodies, seed = keys_of(poll), by_name(poll.conference), bytes(32)
    for n, proof in enumerate([[bytes([1]) * 32, seed], [bytes([2]) * 32, seed]]):
        cast_sealed(poll, bodies[n], sealed=seal(CODES[0], "100", keys, proof))
    cast_sealed(poll, bodies[2], sealed=seal(CODES[3], "100", keys))
    cast_sealed(poll, bodies[3], sealed=seal("\0" * 14, "100", keys))
    shut(poll)
    tellers[0].take_layer_off(poll)
    vote = tellers[1].open(poll)

    assert (vote.returned, vote.valid) == (4, 1)
    record = json.loads(Poll.objects.get(pk=poll.pk).record)
    assert sorted(one["why"] for one in record["uncounted"]) == ["again", "before", "form"]
    assert record["openers"] == [1, 2]


def test_a_page_from_before_a_nominee_withdrew_does_not_cast(client, poll):
    body, nominees = by_name(poll.conference)[3], by_name(poll.conference)[:3]
    client.force_login(make_user(signs_for=body))
    address = reverse("awards:poll-cast", args=[poll.pk, body.pk])
    sent = {
        "sealed": seal(CODES[0], "100", keys_of(poll)),
        "offered": " ".join(f"n{one.pk}" for one in nominees),
    }
    poll.withdraw_nominee(nominees[2], by=make_user())
    assert "Danh sách vừa thay đổi, có đơn vị rút tên" in client.post(address, sent).text
    assert poll.cast_so_far() == (0, 0)
    sent["offered"] = " ".join(f"n{one.pk}" for one in nominees[:2])
    assert "Phiếu đã niêm phong, đã ở trong hòm" in client.post(address, sent).text
    assert poll.cast_so_far() == (1, 1)
    sent["offered"] = "n1"  # the same ballot again
    assert "Phiếu đã niêm phong, đã ở trong hòm" in client.post(address, sent).text
