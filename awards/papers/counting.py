"""Biên bản kiểm phiếu: every round of every secret vote, as the tellers counted it."""

import datetime
import json
from collections import Counter

from django.utils import timezone

from awards.models import Conference, Poll, Teller, Vote, VotingRight
from base.vietnamese import hour, long_date, long_instant, two_digits, uncapitalised
from blocs.documents import letterhead
from documents.papers import Block, Heading, Paper, Paragraph, Signer, items

from .conference import chosen_texts, record_of, team_of, title_of
from .tables import ballot_table


def _took_part(vote: Vote) -> str:
    """How many members could vote in this round, and how many of them through another."""
    there = f"Tham gia bỏ phiếu: {two_digits(vote.present)} đơn vị"
    excluded = (
        f"; không tính {two_digits(vote.excluded)} đơn vị đã khai có quan hệ lợi ích" if vote.excluded else ""
    )
    if not vote.proxies:
        return f"{there} có mặt{excluded}."
    in_person = two_digits(vote.present - vote.proxies)
    return f"{there}, gồm {in_person} có mặt và {two_digits(vote.proxies)} ủy quyền{excluded}."


def _when_counted(conference: Conference, votes: list[Vote]) -> str:
    """The hour that was written down, else that of the first count; the day alone where that was another day."""
    if conference.counting_from:
        return f"{hour(conference.counting_from)}, {long_date(conference.day)}"
    counted = min((vote.recorded_at for vote in votes), default=None)
    if counted and timezone.localdate(counted) == conference.day:
        return long_instant(counted)
    return long_date(conference.day)


def _vote_blocks(vote: Vote, n: int, day) -> list:
    rule = f"{vote.get_threshold_display()} tính trên {vote.get_base_display()}"
    return [
        Heading(f"{n}. {title_of(vote, day)}{f' (vòng {vote.round})' if vote.round > 1 else ''}", level=2),
        Paragraph(
            f"{_took_part(vote)} Số phiếu phát ra: {two_digits(vote.issued)}; thu về:"
            f" {two_digits(vote.returned)}; hợp lệ: {two_digits(vote.valid)}; không hợp lệ:"
            f" {two_digits(vote.invalid)}. Được chọn khi số phiếu đồng ý {rule}; số đơn vị được chọn:"
            f" {two_digits(vote.seats)}.",
            is_lead_in=True,
        ),
        ballot_table(vote, day),
        *map(Paragraph, [*_extra_sentences(vote, day), *_proof_sentences(vote, day)]),
    ]


def _proof_sentences(vote: Vote, day) -> list[str]:
    """Who cast or was handed a ballot, as everybody saw it, and the marks by which the record is checked."""
    poll: Poll | None = getattr(vote, "poll", None)
    if poll is None or not poll.record:
        return []
    rights = list(poll.rights.all())
    took = [right for right in rights if (right.has_voted if poll.is_secret_here else right.was_handed)]
    marks = f"Mã mở phiếu: {poll.opening_fingerprint}; mã hồ sơ bỏ phiếu: {poll.record_fingerprint}."
    if not took:
        return [marks]
    names = "; ".join(_name_of(right, day) for right in took)
    if not poll.is_secret_here:
        return [f"Đã nhận phiếu {two_digits(len(took))} đơn vị: {names}.", marks]
    return [
        f"Đã bỏ phiếu {two_digits(len(took))} đơn vị, bằng số phiếu trong hòm: {names}.",
        *_opening_sentences(json.loads(poll.record)),
        marks,
    ]


UNCOUNTED = {"again": "trùng mã", "before": "mã của lần bỏ phiếu trước", "form": "đồng ý quá số suất"}


def _opening_sentences(vote_record: dict) -> list[str]:
    """Of an urn that tellers kept: which two opened it, and which ballots did not count."""
    keepers, openers = vote_record["opening"]["keepers"], vote_record["openers"]
    if not openers:
        return []
    first, second = (keepers[number - 1]["name"] for number in openers)
    sentences = [f"{first} mở lớp niêm phong thứ nhất và xáo phiếu; {second} mở lớp thứ hai."]
    reasons = Counter(UNCOUNTED[line["why"]] for line in vote_record["uncounted"])
    if reasons:
        counted = ", ".join(f"{two_digits(number)} {why}" for why, number in reasons.items())
        sentences.append(f"Phiếu không hợp lệ: {two_digits(reasons.total())} ({counted}).")
    return sentences


def _name_of(right: VotingRight, day) -> str:
    through = f" (qua {right.held_by.name_on(day)})" if right.held_by else ""
    return f"{right.association.name_on(day)}{through}"


def _methods(votes: list[Vote]) -> str:
    return "; ".join(dict.fromkeys(uncapitalised(vote.get_method_display()) for vote in votes))


def _extra_sentences(vote: Vote, day) -> list[str]:
    """Opinions in writing, names withdrawn, the chair's deciding vote."""
    sentences = []
    if vote.written:
        sentences.append(
            f"Có {two_digits(vote.written)} ý kiến bằng văn bản của đơn vị vắng mặt, đã cộng vào số phiếu trên."
        )
    sentences += [
        f"{t.association.name_on(day)} rút tên trong khi bỏ phiếu." for t in vote.tallies.all() if t.withdrawn
    ]
    if vote.casting_choice:
        sentences.append(
            f"Bằng phiếu ở suất cuối, chủ tọa quyết định chọn {vote.casting_choice.name_on(day)}."
        )
    return sentences


def _ending(conference: Conference) -> str:
    until = conference.counting_until
    adopted = (
        f"đã được hội nghị thông qua vào hồi {hour(until)} cùng ngày"
        if until
        else "đã được hội nghị thông qua"
    )
    return (
        "Phiếu bầu được niêm phong, giao thư ký lưu hồ sơ. Biên bản kiểm phiếu được đọc công khai trước hội nghị và"
        f" {adopted}"
    )


def _head(tellers: list[Teller]) -> Signer:
    """The head of the team signs; the draft leaves room where nobody is written down."""
    name = tellers[0].name if tellers else ""
    return Signer(
        name=name, position="Trưởng ban kiểm phiếu", lines=("TRƯỞNG BAN KIỂM PHIẾU",), note="(Chữ ký)"
    )


def _teller(teller: Teller) -> Signer:
    line = f"{teller.get_role_display()} ban kiểm phiếu".upper()
    return Signer(name=teller.name, position=teller.position, lines=(line,), note="(Chữ ký)")


def _chair(conference: Conference) -> Signer:
    return Signer(
        name=conference.chair,
        position=conference.chair_position,
        lines=("CHỦ TỌA HỘI NGHỊ",),
        note="(Chữ ký)",
    )


def ballot_minutes_paper(conference: Conference, day: datetime.date) -> Paper:
    """Biên bản kiểm phiếu: every round of every vote, as the tellers counted it."""
    year, record = conference.bloc_year, record_of(conference, day)
    votes = [vote for vote in record.votes if vote.method in Vote.SECRET]
    tellers = record.tellers
    blocks: list[Block] = [
        Paragraph(
            f"Hôm nay, {_when_counted(conference, votes)}, tại {conference.place}, ban kiểm phiếu do hội nghị bầu"
            " ra tiến hành kiểm phiếu, gồm:"
        ),
        *items(team_of(tellers)),
    ]
    if votes:
        members = two_digits(votes[0].members)
        blocks.append(Paragraph(f"Tổng số thành viên của khối: {members}. Hình thức: {_methods(votes)}."))
    for n, vote in enumerate(votes, 1):
        blocks += _vote_blocks(vote, n, day)
    blocks.append(Heading("Kết luận", level=2))
    blocks += items(chosen_texts(votes, day))
    blocks.append(Paragraph(_ending(conference)))
    return Paper(
        kind="bien-ban-kiem-phieu",
        type_name="BIÊN BẢN KIỂM PHIẾU",
        abstract=f"Bình xét khen thưởng năm {year.year}",
        letterhead=letterhead(year, day),
        type_code="BB",
        has_place_line=False,
        drafted_for=day,
        signer=_head(tellers),
        other_signers=(*map(_teller, tellers[1:]), _chair(conference)),
        blocks=tuple(blocks),
        recipients=("Chủ tọa hội nghị", "Lưu: VT, hồ sơ khối"),
    )
