"""A dishonest server, first or second teller in a sealed vote: each is shown by the checkers, or cannot be done."""

import copy
import json
import secrets
from dataclasses import dataclass, field

import pytest

from awards import receipts
from awards.actions.sealed_vote import cast_sealed, open_ballots
from awards.models import Poll
from awards.receipts import SealedReceipt
from base.workflow import Refused

from .record_case import by_name, check
from .sealing_case import (
    CODES,
    MARKS,
    Device,
    begin_sealed,
    check_sealed,
    keys_of,
    make_tellers,
    publish_before,
    seal,
    shown,
    shut,
)
from .voting_case import rule

pytestmark = [pytest.mark.django_db, pytest.mark.screens]


@dataclass
class SealedVote:
    """A vote among four voters, not opened yet: what voters keep and the tellers' devices."""

    poll: Poll
    nonce: str
    tellers: list[Device]
    texts: list[str] = field(default_factory=list)
    proofs: list[list[bytes]] = field(default_factory=list)
    receipts: list[SealedReceipt] = field(default_factory=list)

    def file_of(self, voter: int) -> list[str]:
        """What one voter's device kept: the receipt, and the line that shows what was sealed."""
        return [self.receipts[voter].text, shown(CODES[voter], MARKS[voter], self.proofs[voter])]

    @property
    def files(self) -> list[list[str]]:
        return [self.file_of(voter) for voter in range(4)]

    def opened_by(self, first: int, second: int, change=None) -> dict:
        """The record after two tellers opened; `change` is what the second one does to the ballots."""
        self.tellers[first].take_layer_off(self.poll)
        self.counts(second, change)
        return json.loads(Poll.objects.get(pk=self.poll.pk).record)

    def counts(self, second: int, change=None) -> None:
        opened = self.tellers[second].opened(self.poll)
        ballots = change(opened) if change else opened
        open_ballots(self.poll, by=self.tellers[second].user, ballots=ballots, unreadable=4 - len(ballots))

    def signed_anew(self, record: dict) -> dict:
        """The record as a server would sign it that kept the key to cheat."""
        facts = {name: part for name, part in record.items() if name != "signature"}
        return facts | {"signature": receipts.sign(self.nonce, receipts.canonical(facts))}


@pytest.fixture
def vote(conference):
    return held(conference)


def held(conference) -> SealedVote:
    tellers, bodies = make_tellers(conference), by_name(conference)
    poll = begin_sealed(conference, *bodies[:3])
    sealed = SealedVote(poll, poll.nonce, tellers)
    for body, code, marks in zip(bodies, CODES, MARKS, strict=True):
        proof = [secrets.token_bytes(32), secrets.token_bytes(32)]
        text = seal(code, marks, keys_of(poll), proof)
        sealed.proofs.append(proof)
        sealed.texts.append(text)
        sealed.receipts.append(cast_sealed(poll, body, sealed=text))
    shut(poll)
    return sealed


def test_an_honest_vote_is_in_order(vote, tmp_path):
    mark = vote.poll.opening_fingerprint
    record = vote.opened_by(1, 0)

    assert check(tmp_path, record, [], mark=mark)[0]
    assert check_sealed(tmp_path, record, *vote.files) == ""
    assert [receipt.cast for receipt in vote.receipts] == [1, 2, 3, 4]
    assert len({receipt.head for receipt in vote.receipts}) == 4
    assert sorted(line["code"] for line in record["lists"]) == sorted(CODES)
    assert record["board"] == [receipts.text_digest(text) for text in vote.texts]


@pytest.mark.parametrize("ballot_list", ["codes", "totals"])
def test_lists_of_each_nominee_and_totals_are_in_order(conference, tmp_path, ballot_list):
    rule(conference, ballot_list=ballot_list)
    tellers, bodies = make_tellers(conference), by_name(conference)
    poll = begin_sealed(conference, *bodies[:3], seats=2)
    vote, proof = SealedVote(poll, poll.nonce, tellers), [bytes([7]) * 32, bytes([9]) * 32]
    given = cast_sealed(poll, bodies[3], sealed=seal(CODES[3], "110", keys_of(poll), proof))
    shut(poll)
    tellers[2].take_layer_off(poll)
    tellers[1].open(poll)
    record = json.loads(Poll.objects.get(pk=poll.pk).record)

    assert len(record["lists"]) == (3 if ballot_list == "codes" else 0)
    assert check_sealed(tmp_path, record, [given.text, shown(CODES[3], "110", proof)]) == ""
    if ballot_list == "codes":
        record["lists"][0][0]["yes"] = False
        assert "đã sửa" in check_sealed(
            tmp_path, vote.signed_anew(record), [given.text, shown(CODES[3], "110", proof)]
        )


def test_a_teller_who_changes_a_ballot_is_shown(vote, tmp_path):
    record = vote.opened_by(0, 2, lambda ballots: [[code, "010"] for code, _ in ballots])

    assert check(tmp_path, record, [])[0]  # totals and list agree
    said = check_sealed(tmp_path, record, *vote.files)
    assert said.count("hoặc máy chủ, đã sửa") == 3
    assert "lá phiếu thứ 2" not in said  # the one that said so


def test_a_teller_who_drops_a_ballot_or_calls_it_unreadable_is_shown(vote, tmp_path):
    def without_the_third(ballots):
        return [one for one in ballots if one[0] != CODES[2]]

    with pytest.raises(Refused, match="Mở lại từ đầu"):
        vote.opened_by(0, 1, without_the_third)
    record = vote.opened_by(2, 1, without_the_third)

    assert record["valid"] == 3 and record["returned"] == 4
    assert check_sealed(tmp_path, record, vote.file_of(0), vote.file_of(1)) == ""
    assert "lá phiếu thứ 3: CAYD-AABC-DEFG" in check_sealed(tmp_path, record, vote.file_of(2))


def test_a_first_teller_who_swaps_what_was_sealed_is_shown(vote, tmp_path, monkeypatch):
    """The first teller puts ballots of their own in place of the voters', sealed to the second."""
    own = [seal(code, "010", keys_of(vote.poll)) for code in ("AAAA-BBBB-CCC" + letter for letter in "CDEF")]
    honest = dict(zip(vote.poll.sealed.values_list("pk", flat=True), vote.texts, strict=True))
    for (pk, _), text in zip(honest.items(), own, strict=True):
        vote.poll.sealed.filter(pk=pk).update(text=text)
    vote.tellers[0].take_layer_off(vote.poll)
    for pk, text in honest.items():
        vote.poll.sealed.filter(pk=pk).update(text=text)
    vote.tellers[1].open(vote.poll)
    record = json.loads(Poll.objects.get(pk=vote.poll.pk).record)

    assert check(tmp_path, record, [])[0]
    assert check_sealed(tmp_path, record, *vote.files).count("không có trong danh sách") == 4


def test_a_server_that_replaces_or_drops_a_sealed_ballot_is_shown(vote, tmp_path):
    record = vote.opened_by(0, 1)
    swapped, dropped, turned = (copy.deepcopy(record) for _ in range(3))
    swapped["board"][2] = receipts.text_digest("another")
    dropped["board"].pop()
    turned["board"][0], turned["board"][1] = turned["board"][1], turned["board"][0]

    assert "không có trong hòm" in check_sealed(tmp_path, vote.signed_anew(swapped), vote.file_of(2))
    assert "3 niêm phong" in check_sealed(tmp_path, vote.signed_anew(dropped), vote.file_of(0))
    assert not check(tmp_path, vote.signed_anew(dropped), [])[0]
    assert check_sealed(tmp_path, vote.signed_anew(turned), *vote.files).count("không có trong hòm") == 4
    twice = copy.deepcopy(record)
    twice["board"][3] = twice["board"][0]
    assert not check(tmp_path, vote.signed_anew(twice), [])[0]


def test_nobody_is_accused_by_a_false_claim(vote, tmp_path):
    record = vote.opened_by(0, 1)
    other = shown(CODES[0], "001", vote.proofs[0])
    assert "không phải của lá phiếu" in check_sealed(tmp_path, record, [vote.receipts[0].text, other])
    forged = vote.receipts[0].text[:-4] + "AAAA"
    assert "không do cuộc bỏ phiếu này ký" in check_sealed(tmp_path, record, [forged])
    for lines in ([other], ["KTD2 1 abc"], ["KTD1 HOAS-ENAB-CDEF 1 a b"], []):
        assert "không đọc được" in check_sealed(tmp_path, record, lines)


def test_a_vote_of_the_other_way_is_not_read_as_sealed(vote, tmp_path):
    record = vote.opened_by(0, 1)
    record["opening"]["keepers"] = []
    assert "không đọc được" in check_sealed(tmp_path, vote.signed_anew(record), vote.file_of(0))
    is_well, said = check(tmp_path, vote.signed_anew(record), [])
    assert not is_well and "4 niêm phong" in said
    record["opening"]["keepers"] = [{"name": "A", "key": "b"}]
    assert not check(tmp_path, vote.signed_anew(record), [])[0]


def test_two_ballots_of_one_code_or_a_code_of_before_accuse_nobody(conference, tmp_path):
    tellers, bodies = make_tellers(conference), by_name(conference)
    publish_before(conference, CODES[3])
    poll = begin_sealed(conference, *bodies[:3])
    files = []
    for body, code, marks in zip(bodies, [CODES[0], CODES[0], CODES[3]], ["100", "010", "100"], strict=False):
        proof = [secrets.token_bytes(32), secrets.token_bytes(32)]
        receipt = cast_sealed(poll, body, sealed=seal(code, marks, keys_of(poll), proof))
        files.append([receipt.text, shown(code, marks, proof)])
    shut(poll)
    tellers[2].take_layer_off(poll)
    tellers[0].open(poll)
    record = json.loads(Poll.objects.get(pk=poll.pk).record)

    said = check_sealed(tmp_path, record, *files)
    assert "hai lá phiếu cùng một mã" in said and "cuộc bỏ phiếu trước" in said
    assert "đã sửa" not in said and "bỏ ra" not in said
    assert record["openers"] == [3, 1]


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("openers", []), ("openers", [1]), ("openers", [1, 4]), ("openers", [2, 2]),
        ("uncounted", [{"code": "HOAS-ENAB-CDEF", "why": "again"}]),
        ("uncounted", [{"code": "HOAS-ENAB-CDEF", "why": "who knows"}]),
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_is_not_in_order(vote, tmp_path, part, wrong):
    record = vote.opened_by(0, 1)
    assert check(tmp_path, record, [])[0]
    assert not check(tmp_path, vote.signed_anew(record | {part: wrong}), [])[0]
