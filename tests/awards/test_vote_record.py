"""The record of a vote on its pages, in the minutes and in the dossier; a vote on paper has one as well."""

import ast
import io
import json
import re
import sys
import zipfile
from dataclasses import replace

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from awards.actions.paper_vote import differing_counts, enter_count, hand_ballots
from awards.actions.voting import close_poll
from awards.dossier import _vote_records
from awards.models import Conference, Poll
from awards.papers.ballots import ballot_paper, opening_paper
from awards.papers.counting import ballot_minutes_paper
from base.workflow import Refused
from documents.checking import read_pdf
from documents.papers import Paragraph, Table
from documents.render import render
from tests.factories import make_association, make_user

from .record_case import by_name, check, hold_vote
from .voting_case import BROWSER, PAPER, begin, rule

pytestmark = pytest.mark.django_db


def close_conference(conference) -> None:
    Conference.objects.filter(pk=conference.pk).update(
        closed_at=timezone.now(), closed_by=make_user(), ended_at=timezone.now()
    )


def count(poll, *, by, issued=3, approve=2) -> None:
    counts = {"issued": issued, "returned": 3, "valid": 3}
    tallies = {
        n.association: {"approve": approve if n.number == 1 else 0, "against": 3 - approve}
        for n in poll.nominees.select_related("association")
    }
    enter_count(poll, by=by, counts=counts, tallies=tallies)


def words_of(paper) -> str:
    return " ".join(block.text for block in paper.blocks if isinstance(block, Paragraph))


def test_a_vote_on_paper_has_a_record_with_both_counts(conference, tmp_path):
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:2], method=PAPER)
    hand_ballots(poll, by=make_user(), to=bodies[:3])
    first, second = make_user(), make_user()
    count(poll, by=first)
    count(poll, by=second)
    mark = Poll.objects.get(pk=poll.pk).opening_fingerprint
    close_poll(poll, by=make_user())

    record = json.loads(Poll.objects.get(pk=poll.pk).record)

    assert record["handed"] == [1, 2, 3] and record["cast"] == []
    assert [one["by"] for one in record["counts"]] == [str(first), str(second)]
    assert check(tmp_path, record, [], mark=mark)[0]
    record["counts"][1]["valid"] = 2
    is_well, said = check(tmp_path, record, [])
    assert not is_well and "không có hai người đếm khớp nhau" in said


def test_more_ballots_issued_than_members_got_one_is_refused(conference):
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:2], method=PAPER)
    hand_ballots(poll, by=make_user(), to=bodies[:2])
    count(poll, by=make_user())
    count(poll, by=make_user())

    with pytest.raises(Refused, match="Danh sách nhận phiếu có 2 đơn vị, ban kiểm phiếu ghi phát ra 3"):
        close_poll(poll, by=make_user())


def test_a_vote_of_which_nobody_is_written_down_is_not_closed(conference):
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:2], method=PAPER)
    poll.rights.update(was_handed=False)
    count(poll, by=make_user())
    count(poll, by=make_user())

    with pytest.raises(Refused, match="danh sách đơn vị đã nhận phiếu"):
        close_poll(poll, by=make_user())


def test_the_checker_is_short_and_needs_python_alone():
    """Lines of code: neither blank ones, comments nor docstrings."""
    source = (settings.BASE_DIR / "bin/verify-vote").read_text("utf-8")
    tree = ast.parse(source)
    strings = [
        node.body[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef) and ast.get_docstring(node)
    ]
    docstrings = {line for node in strings for line in range(node.lineno, node.end_lineno + 1)}
    code = [
        number
        for number, line in enumerate(source.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#") and number not in docstrings
    ]
    imported = {
        name.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    }
    imported |= {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert 100 < len(code) < 200
    assert imported and imported <= sys.stdlib_module_names


def test_the_checkers_are_given_to_everybody(client, conference):
    client.force_login(make_user())
    answer = client.get(reverse("awards:vote-checkers"))

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["verify-vote", "verify-sealed-ballot"]
        for name in archive.namelist():
            assert archive.read(name) == (settings.BASE_DIR / "bin" / name).read_bytes()


def test_the_list_of_who_was_handed_a_ballot_is_written_whole_each_time(client, conference):
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:2], method=PAPER)
    address = reverse("awards:poll-hand", args=[poll.pk])
    client.force_login(make_user(signs_for=bodies[0]))
    assert client.post(address, {"handed": [bodies[0].pk]}).status_code == 403
    client.force_login(conference.bloc_year.secretary)
    page = client.get(poll.get_absolute_url()).text
    assert "Đã phát phiếu: 4/4 đơn vị" in page  # until the secretariat says otherwise
    client.post(address, {"handed": [body.pk for body in bodies[:4]]})
    client.post(address, {"handed": [body.pk for body in bodies[1:3]]})

    assert set(poll.rights.filter(was_handed=True).values_list("association", flat=True)) == {
        bodies[1].pk,
        bodies[2].pk,
    }
    client.force_login(make_user(signs_for=bodies[3]))
    assert "Đã nhận phiếu: 2/4" in client.get(poll.get_absolute_url()).text
    client.force_login(conference.bloc_year.secretary)
    assert "Đã nhận phiếu 2/4" in client.get(reverse("awards:screen", args=[conference.bloc_year_id])).text
    stranger = make_association()
    answer = client.post(address, {"handed": [stranger.pk]}, follow=True)
    assert "Danh sách nhận phiếu vừa thay đổi" in answer.text
    assert poll.rights.filter(was_handed=True).count() == 2


def test_nobody_is_handed_paper_in_a_vote_in_the_browser_or_a_closed_one(conference):
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:2], method=BROWSER)
    with pytest.raises(Refused, match="không dùng phiếu giấy"):
        hand_ballots(poll, by=make_user(), to=bodies)
    close_poll(poll, by=make_user(), accept_missing=True)
    with pytest.raises(Refused, match="đã đóng"):
        hand_ballots(poll, by=make_user(), to=bodies)


def test_more_who_agree_than_the_seats_allow_is_refused(conference):
    """Ballots for more than the seats are not valid, so the sum over all nominees has an end."""
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:2], method=PAPER)
    counts = {"issued": 4, "returned": 4, "valid": 4}

    with pytest.raises(Refused, match="Tổng số đồng ý nhiều hơn 4 phiếu hợp lệ nhân với 1"):
        enter_count(
            poll, by=make_user(), counts=counts,
            tallies={body: {"approve": 3, "against": 1} for body in bodies[:2]},
        )  # fmt: skip


def test_where_two_counts_differ_is_shown(client, conference):
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:2], method=PAPER)
    count(poll, by=make_user(), approve=2)
    assert differing_counts(poll) == []
    count(poll, by=make_user(), approve=1, issued=4)

    rows = dict(differing_counts(poll))

    assert rows["Phiếu phát ra"] == [3, 4]
    assert rows[f"{bodies[0].short_name}: đồng ý"] == [2, 1]
    assert "Phiếu thu về" not in rows
    client.force_login(conference.bloc_year.secretary)
    assert "Phiếu phát ra: 3 và 4" in client.get(poll.get_absolute_url()).text


def test_paper_ballots_carry_one_mark_of_their_vote_and_no_number(conference):
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:2], method=PAPER)
    poll.refresh_from_db()

    assert f"Lô phiếu: {poll.opening_fingerprint[:9]}" in words_of(ballot_paper(poll))
    assert f"Mã mở phiếu: {poll.opening_fingerprint}." in words_of(opening_paper(poll))


def test_the_opening_holds_nominees_voters_and_key(conference):
    bodies = by_name(conference)
    rule(conference, ballot_list="totals")
    poll = begin(conference, *bodies[:2], seats=2)
    opening = json.loads(Poll.objects.get(pk=poll.pk).opening)

    assert opening["nominees"] == [body.official_name for body in bodies[:2]]
    assert [voter["name"] for voter in opening["voters"]] == [
        right.association.official_name for right in poll.rights.select_related("association")
    ]
    assert opening["ballot_list"] == "totals" and len(opening["key"]) == 43


def test_the_record_is_a_file_for_who_may_see_the_ballots(client, conference):
    vote = hold_vote(conference, seats=2)
    address = reverse("awards:poll-record", args=[vote.poll.pk])
    ballots = reverse("awards:poll-ballots", args=[vote.poll.pk])
    member = make_user(signs_for=by_name(conference)[0])
    client.force_login(member)
    assert client.get(address).status_code == 404  # members wait for the end of the conference
    assert "data-list" not in client.get(ballots).text
    close_conference(conference)

    answer = client.get(address)

    assert json.loads(answer.content) == vote.record
    assert answer["Content-Disposition"] == f'attachment; filename="ho-so-bo-phieu-{vote.poll.pk}.json"'
    page = client.get(ballots).text
    assert vote.opening_mark in page and Poll.objects.get(pk=vote.poll.pk).record_fingerprint in page
    assert page.count("data-list=") == 3
    line_codes = [code for receipt in vote.receipts for code in receipt.line_codes]
    assert len(line_codes) == 4 * 3
    assert [code for code in line_codes if code not in page] == []


def test_where_totals_alone_are_published_the_page_says_so(client, conference):
    vote = hold_vote(conference, seats=2, ballot_list="totals")
    close_conference(conference)
    client.force_login(make_user(signs_for=by_name(conference)[0]))

    page = " ".join(client.get(reverse("awards:poll-ballots", args=[vote.poll.pk])).text.split())

    assert "chỉ công bố tổng số phiếu" in page
    assert not vote.poll.ballots.exists()
    assert vote.record["totals"] == [[2, 2], [2, 2], [1, 3]]


def test_the_minutes_say_who_cast_and_the_marks(conference):
    vote = hold_vote(conference, seats=1)
    poll = Poll.objects.get(pk=vote.poll.pk)

    words = words_of(ballot_minutes_paper(conference, conference.day))

    names = "; ".join(body.official_name for body in by_name(conference)[:4])
    assert f"Đã bỏ phiếu 04 đơn vị, bằng số phiếu trong hòm: {names}." in words
    assert f"Mã mở phiếu: {poll.opening_fingerprint}; mã hồ sơ bỏ phiếu: {poll.record_fingerprint}." in words


def test_the_minutes_of_a_paper_vote_say_who_was_handed_a_ballot(conference):
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:2], method=PAPER)
    hand_ballots(poll, by=make_user(), to=bodies[:3])
    count(poll, by=make_user())
    count(poll, by=make_user())
    close_poll(poll, by=make_user())

    assert "Đã nhận phiếu 03 đơn vị: " in words_of(ballot_minutes_paper(conference, conference.day))


def test_the_dossier_holds_the_record(conference):
    vote = hold_vote(conference, seats=1)

    part, *programs = _vote_records(conference.bloc_year)

    assert [program.name.rpartition("/")[2] for program in programs] == [
        "verify-vote",
        "verify-sealed-ballot",
    ]
    assert programs[0].read().startswith(b"#!/usr/bin/env python3")
    assert part.name == f"07_Phu-luc/Ho-so-bo-phieu/ho-so-bo-phieu-{vote.poll.pk}.json"
    assert json.loads(part.read()) == vote.record


def test_the_receipt_page_shows_code_line_codes_and_a_file(client, conference):
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:3], seats=2)
    client.force_login(make_user(signs_for=bodies[0]))
    ballot = {f"n{body.pk}": "1" for body in bodies[:2]} | {f"n{bodies[2].pk}": "0"}

    page = client.post(
        reverse("awards:poll-cast", args=[poll.pk, bodies[0].pk]), ballot | {"voters_word": "hoa sen"}
    ).text

    code = re.search(r'ballot-code">([^<]+)<', page)
    assert code and re.fullmatch("HOAS-EN[A-Z2-9]{2}-[A-Z2-9]{4}", code[1])
    assert len(re.findall(r'line-code">[A-Z2-9-]{14}<', page)) == 3
    assert f"data:text/plain;charset=utf-8,KTD1%20{code[1]}" in page
    assert "data:image/svg+xml" in page


def test_the_wall_names_who_voted(client, conference):
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:3])
    poll.cast(bodies[1], choices={body.pk: False for body in bodies[:3]})
    client.force_login(conference.bloc_year.secretary)

    page = " ".join(client.get(reverse("awards:screen", args=[conference.bloc_year_id])).text.split())

    assert f'<li class="has-voted"> {bodies[1].short_name} ✓ </li>' in page
    assert f"<li> {bodies[0].short_name} </li>" in page
    assert "Trong hòm có 1 lá phiếu, bằng số đơn vị đã bỏ." in page
    poll.refresh_from_db()
    assert poll.opening_fingerprint in page


@pytest.mark.screens
def test_a_ballot_with_many_nominees_is_one_sheet(conference):
    bodies = by_name(conference)
    poll = begin(conference, *bodies[:4], method=PAPER)
    paper = ballot_paper(poll)
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    rows = tuple((str(n), "Hội Cựu thanh niên xung phong tỉnh Quảng Trị", "", "") for n in range(1, 8))
    blocks = tuple(replace(block, rows=rows) if block is table else block for block in paper.blocks)

    assert len(read_pdf(render(replace(paper, blocks=blocks)).pdf).sizes) == 1
