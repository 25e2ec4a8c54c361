"""A server that cheats in a vote is shown by the checkers, by the voters' receipts, or by what everybody sees."""

import copy
import json

import pytest
from cryptography.fernet import InvalidToken

from awards import receipts, urn
from awards.actions.voting import UrnMismatch, close_poll
from awards.ballot_codes import line_code, secret_of
from awards.models import Ballot, Poll
from tests.factories import make_user

from .record_case import WORDS, check, hold_vote
from .voting_case import begin, cast

# What a record says does not depend on the database that it was made in: asked on one.
pytestmark = [pytest.mark.django_db, pytest.mark.screens]
KINDS = [(1, "codes", "whole"), (2, "codes", "nominee"), (2, "totals", "totals")]


def vote_of(conference, kind: tuple[int, str, str]):
    seats, ballot_list, published = kind
    vote = hold_vote(conference, seats=seats, ballot_list=ballot_list)
    assert vote.record["opening"]["ballot_list"] == published
    return vote


@pytest.fixture(params=KINDS, ids=lambda kind: kind[2])
def vote(request, conference):
    """A vote with whole ballots, one with a list for each nominee, one with totals alone."""
    return vote_of(conference, request.param)


@pytest.fixture(params=KINDS[:2], ids=lambda kind: kind[2])
def lists(request, conference):
    """Votes of which lists are published."""
    return vote_of(conference, request.param)


def lines_of(vote) -> list[str]:
    return [receipt.text for receipt in vote.receipts]


def test_an_honest_vote_is_in_order(vote, tmp_path):
    is_well, said = check(tmp_path, vote.record, lines_of(vote), mark=vote.opening_mark)

    assert is_well, said
    assert "4 biên nhận" in said and vote.opening_mark in said
    assert Poll.objects.get(pk=vote.poll.pk).record_fingerprint in said
    assert len(vote.record["cast"]) == 4


def test_each_code_begins_as_its_voter_said(vote):
    for receipt, word in zip(vote.receipts, WORDS, strict=True):
        assert receipt.code.replace("-", "").startswith(word)


def test_an_altered_record_is_not_signed(vote, tmp_path):
    """Whoever changes the file after the closing has no key."""
    altered = copy.deepcopy(vote.record)
    altered["totals"][0][0] += 1

    is_well, said = check(tmp_path, altered, [])

    assert not is_well
    assert "chữ ký của hồ sơ không đúng" in said


def test_a_key_of_the_servers_own_is_not_what_was_printed(vote, tmp_path):
    """Another opening, signed well: other voters, say."""
    altered = copy.deepcopy(vote.record)
    altered["opening"]["voters"].append({"name": "Hội không có trong khối", "by": ""})
    altered = vote.signed_anew(altered)

    assert check(tmp_path, altered, [])[0]
    is_well, said = check(tmp_path, altered, [], mark=vote.opening_mark)
    assert not is_well
    assert f"mã {vote.opening_mark} không phải của hồ sơ này" in said
    assert not check(tmp_path, altered, lines_of(vote))[0]  # nor do the receipts hold for it


def replaced(vote, number: int, yes: list[int]) -> dict:
    """The record in which the ballot of this receipt gave way to one of the server's own."""
    record, code = copy.deepcopy(vote.record), vote.receipts[number].code
    own = "ZZZZ-ZZZZ-ZZZZ"
    if record["opening"]["ballot_list"] == "whole":
        line = next(line for line in record["lists"] if line["code"] == code)
        line |= {"code": own, "yes": yes}
        return record
    key = record["opening"]["key"]
    for nominee, lines in enumerate(record["lists"], 1):
        line = next(line for line in lines if line["code"] == line_code(secret_of(code, key), nominee))
        line |= {"code": line_code(secret_of(own, key), nominee), "yes": nominee in yes}
    return record


def counted_anew(record: dict) -> dict:
    """Totals as the lists now say them."""
    for number, total in enumerate(record["totals"], 1):
        if record["opening"]["ballot_list"] == "whole":
            yes = sum(number in line["yes"] for line in record["lists"])
        else:
            yes = sum(line["yes"] for line in record["lists"][number - 1])
        total[:] = [yes, len(record["cast"]) - yes]
    return record


def test_a_ballot_that_gave_way_to_another_is_proved_by_its_receipt(lists, tmp_path):
    forged = lists.signed_anew(counted_anew(replaced(lists, 0, [2])))

    assert check(tmp_path, forged, lines_of(lists)[1:], mark=lists.opening_mark)[0]  # the others see nothing
    is_well, said = check(tmp_path, forged, lines_of(lists))
    assert not is_well
    assert f"{lists.receipts[0].code}: biên nhận đúng chữ ký nhưng mã không có trong danh sách" in said


def test_a_ballot_that_says_something_else_is_proved_by_its_receipt(lists, tmp_path):
    forged, code = copy.deepcopy(lists.record), lists.receipts[1].code
    if forged["opening"]["ballot_list"] == "whole":
        next(line for line in forged["lists"] if line["code"] == code)["yes"] = [1]
    else:
        own = line_code(secret_of(code, forged["opening"]["key"]), 2)
        next(line for line in forged["lists"][1] if line["code"] == own)["yes"] = False
    forged = lists.signed_anew(counted_anew(forged))

    assert check(tmp_path, forged, lines_of(lists)[2:])[0]
    is_well, said = check(tmp_path, forged, lines_of(lists))
    assert not is_well
    assert f"{code}: danh sách ghi khác với lá phiếu đã bỏ" in said


def test_a_ballot_more_than_voters_is_seen_in_the_record_alone(lists, tmp_path):
    forged = copy.deepcopy(lists.record)
    if forged["opening"]["ballot_list"] == "whole":
        forged["lists"].append({"code": "ZZZZ-ZZZZ-ZZZZ", "yes": [1]})
    else:
        for lines in forged["lists"]:
            lines.append({"code": "ZZZZ-ZZZZ-ZZZZ", "yes": True})
    forged["totals"][0][0] += 1

    is_well, said = check(tmp_path, lists.signed_anew(forged), [])

    assert not is_well
    assert "có 5 lá phiếu, 4 phiếu hợp lệ" in said


def test_a_dropped_ballot_and_voter_are_proved_by_the_last_receipt(vote, tmp_path):
    """Fewer in the record than a receipt says there were, also where no list is published."""
    forged = copy.deepcopy(vote.record)
    last = vote.receipts[-1]  # the fourth ballot, which approves nobody
    forged["cast"].pop()
    forged["returned"] = forged["valid"] = 3
    for total in forged["totals"]:
        total[1] -= 1
    kind = forged["opening"]["ballot_list"]
    if kind == "whole":
        forged["lists"] = [line for line in forged["lists"] if line["code"] != last.code]
    if kind == "nominee":
        secret = secret_of(last.code, forged["opening"]["key"])
        for number, lines in enumerate(forged["lists"], 1):
            lines[:] = [line for line in lines if line["code"] != line_code(secret, number)]
    forged = vote.signed_anew(forged)

    assert check(tmp_path, forged, lines_of(vote)[:-1])[0]
    is_well, said = check(tmp_path, forged, lines_of(vote))
    assert not is_well
    assert "khi ký, trong hòm có 4 lá phiếu; hồ sơ có 3: đã mất phiếu" in said


def test_totals_that_are_not_the_lists(lists, tmp_path):
    forged = copy.deepcopy(lists.record)
    forged["totals"][2][0] += 1

    is_well, said = check(tmp_path, lists.signed_anew(forged), [])

    assert not is_well
    assert "đếm lại không ra như vậy" in said


def test_a_receipt_that_the_voter_made_up_convicts_nobody(vote, tmp_path):
    real = vote.receipts[0]
    made_up = f"KTD1 AAAA-BBBB-CCCC {real.cast} {real.digest} {real.signature}"

    is_well, said = check(tmp_path, vote.record, [made_up])

    assert not is_well
    assert "AAAA-BBBB-CCCC: biên nhận không do cuộc bỏ phiếu này ký" in said


def test_two_voters_given_one_code_are_proved_by_their_two_receipts(vote, tmp_path):
    """The clash attack, also between two who chose alike: each was given a first receipt of the same code."""
    first = vote.receipts[0]
    message = receipts.receipt_message(vote.poll.opening, first.code, 3, first.digest)
    clash = f"KTD1 {first.code} 3 {first.digest} {receipts.sign(vote.nonce, message)}"

    is_well, said = check(tmp_path, vote.record, [first.text, clash])

    assert not is_well
    assert f"hai biên nhận khác nhau cùng mã {first.code}: một mã đưa cho hai người" in said


def test_more_receipts_than_ballots_are_proved_where_totals_alone_are_published(conference, tmp_path):
    """Four voters hold receipts, and the record tells of three: the places they name are too many for it."""
    vote = vote_of(conference, KINDS[2])
    forged = copy.deepcopy(vote.record)
    forged["cast"].pop()
    forged["returned"] = forged["valid"] = 3
    forged["totals"] = [[2, 1], [2, 1], [1, 2]]
    last = vote.receipts[3]
    message = receipts.receipt_message(vote.poll.opening, last.code, 3, last.digest)
    again = f"KTD1 {last.code} 3 {last.digest} {receipts.sign(vote.nonce, message)}"

    is_well, said = check(tmp_path, vote.signed_anew(forged), [*lines_of(vote)[:3], again])

    assert not is_well
    assert "biên nhận nhiều hơn số phiếu đã ghi" in said


def test_a_receipt_given_again_convicts_nobody(conference, tmp_path):
    """Of one ballot, with more ballots in the urn by then: the network had kept the first answer back."""
    bodies = conference.bloc_year.bodies
    poll = begin(conference, *bodies[:2])
    choices = {body.pk: body == bodies[0] for body in bodies[:2]}
    first = poll.cast(bodies[0], choices=choices, sent_once="a page")
    cast(poll, bodies[1], bodies[0])
    again = poll.cast(bodies[0], choices=choices, sent_once="a page")
    close_poll(poll, by=make_user(), accept_missing=True)

    assert (again.code, again.digest, again.is_repeated) == (first.code, first.digest, True)
    assert again.text.startswith("KTD1R ")
    assert (first.cast, again.cast) == (1, 2)
    record = json.loads(Poll.objects.get(pk=poll.pk).record)
    assert check(tmp_path, record, [first.text, again.text])[0]


@pytest.mark.parametrize("broken", ["", "[]", "{}", '{"opening": {}}', "không phải JSON", "[" * 3000])
def test_a_file_that_is_no_record_is_named_as_one(tmp_path, broken):
    is_well, said = check(tmp_path, broken, [])

    assert not is_well
    assert "không phải hồ sơ bỏ phiếu" in said


def numbers_as(kind):
    """Lines of the first list in which those who agree count for more."""

    def forge(record):
        for line in record["lists"][0]:
            line["yes"] = kind(line["yes"])
        record["totals"][0] = [sum(line["yes"] for line in record["lists"][0]), 0]

    return forge


def part(name, value, of=None):
    def forge(record):
        (record[of] if of else record)[name] = value

    return forge


def opinion_of_a_voter(record):
    record["written"] = [OPINION | {"name": record["opening"]["voters"][0]["name"]}]


OPINION = {"name": "Hội vắng mặt", "document": "01/CV", "yes": [1]}
TWICE = [OPINION, OPINION]
FORGED = {
    "agreement as 3": numbers_as(lambda yes: 3 if yes else 0),
    "agreement as 1": numbers_as(int),
    "another method": part("method", "giấy", "opening"),
    "a method without its counts": part("method", "paper", "opening"),
    "another kind of list": part("ballot_list", "x", "opening"),
    "a kind without its list": part("ballot_list", "totals", "opening"),
    "lists of more than the nominees": lambda record: record["lists"].append(record["lists"][0]),
    "lists of fewer": lambda record: record["lists"].pop(),
    "half a voter": part("cast", [1, 1.5, 2.5, 4]),
    "truth as a voter": part("cast", [True, 2, 3, 4]),
    "words as voters": part("cast", ["1", "2", "3", "4"]),
    "a voter twice": part("cast", [1, 1, 2, 3]),
    "a voter who is none": part("cast", [1, 2, 3, 99]),
    "totals below zero": lambda record: record["totals"][0].__setitem__(slice(None), [5, -1]),
    "totals of nobody": lambda record: record["totals"].append([0, 0]),
    "an opinion twice": part("written", TWICE),
    "an opinion of a voter": opinion_of_a_voter,
    "more valid than returned": part("valid", 5),
    "a part that nobody knows": part("note", "x"),
    "no list at all": part("lists", []),
}  # fmt: skip


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_a_record_signed_with_what_cannot_be_is_never_in_order(conference, tmp_path, forge):
    """Both checkers, without any receipt: shapes, kinds and numbers that switch a check off."""
    vote = vote_of(conference, KINDS[1])
    forged = copy.deepcopy(vote.record)
    forge(forged)

    is_well, _ = check(tmp_path, vote.signed_anew(forged), [])

    assert not is_well


@pytest.mark.parametrize(
    "line",
    [
        "KTD1 abc",
        "KTD2 AAAA-BBBB-CCCC 1 x y",
        "không có gì",
        "KTD1 {0.code} 0 {0.digest} {0.signature}",
        "ktd1",
    ],
)
def test_a_receipt_that_cannot_be_read_is_not_passed_over(conference, tmp_path, line):
    vote = vote_of(conference, KINDS[0])

    is_well, said = check(tmp_path, vote.record, [line.format(vote.receipts[0])])

    assert not is_well
    assert "biên nhận" in said


def test_a_receipt_is_read_however_its_file_was_kept(conference, tmp_path):
    vote = vote_of(conference, KINDS[0])
    assert check(tmp_path, vote.record, [f"\ufeff  {vote.receipts[0].text} \r"])[0]


def test_a_key_that_signs_everything_is_no_key(conference, tmp_path):
    """The neutral point as public key: anybody can make a signature that fits it."""
    vote = vote_of(conference, KINDS[0])
    forged = copy.deepcopy(vote.record)
    forged["opening"]["key"] = receipts.base64_of((1).to_bytes(32, "little"))
    forged["signature"] = receipts.base64_of((1).to_bytes(32, "little") + bytes(32))

    assert not check(tmp_path, forged, [])[0]


def test_one_code_for_two_ballots_does_not_close(conference, monkeypatch):
    """A server that gives a code twice loses a ballot, and its own closing refuses."""
    bodies = conference.bloc_year.bodies
    poll = begin(conference, *bodies[:2])
    monkeypatch.setattr("awards.models.poll.new_code", lambda word, taken: "AAAA-BBBB-CCCC")
    cast(poll, bodies[0], bodies[0])
    cast(poll, bodies[1], bodies[0])

    with pytest.raises(UrnMismatch, match="Trong hòm có 1 lá phiếu, danh sách ghi 2 đơn vị"):
        close_poll(poll, by=make_user(), accept_missing=True)


def test_without_the_secret_key_nobody_looks_early(conference, settings):
    bodies = conference.bloc_year.bodies
    poll = begin(conference, *bodies[:2])
    cast(poll, bodies[0], bodies[0])
    poll.refresh_from_db()
    assert len(poll.sealed_ballots()) == 1

    settings.SECRET_KEY = "another key"

    with pytest.raises(InvalidToken):
        urn.unseal(poll.urn, poll.nonce, poll.ballot_order)


def test_a_ballot_for_somebody_who_is_away_shows_at_once(client, conference):
    """The server marks a right as used and adds a ballot of its own: every voter and the wall see the name."""
    bodies = conference.bloc_year.bodies
    poll = begin(conference, *bodies[:2])
    cast(poll, bodies[0], bodies[0])
    client.force_login(make_user(signs_for=bodies[1]))
    before = client.get(poll.get_absolute_url()).text
    assert "Trong hòm có 1 lá phiếu, bằng số đơn vị đã bỏ." in " ".join(before.split())

    cast(poll, bodies[2], bodies[0])

    after = " ".join(client.get(poll.get_absolute_url()).text.split())
    assert bodies[2].short_name not in " ".join(before.split()).split("Đã bỏ (1):")[1].split("</p>")[0]
    assert bodies[2].short_name in after.split("Đã bỏ (2):")[1].split("</p>")[0]
    assert "Trong hòm có 2 lá phiếu, bằng số đơn vị đã bỏ." in after


def test_lines_of_single_nominees_are_not_joined(conference):
    """In the database and the record, too, no code of a ballot stands that would join its lines."""
    vote = hold_vote(conference, seats=2)
    codes = list(Ballot.objects.values_list("code", flat=True))

    assert len(codes) == 4 * 3
    assert not {receipt.code for receipt in vote.receipts} & set(codes)
    assert {code for receipt in vote.receipts for code in receipt.line_codes} == set(codes)
    record = json.dumps(vote.record)
    assert not any(receipt.code in record for receipt in vote.receipts)
