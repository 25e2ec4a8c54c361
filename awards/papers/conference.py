"""Biên bản họp bình xét and Biên bản kiểm phiếu: what the conference did, from its own records."""

import datetime
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone

from awards.models import AgendaItem, Attendance, Conference, Motion, Teller, Vote
from awards.standings import score_table
from base.vietnamese import long_date, long_instant, number, percentage, two_digits, uncapitalised
from blocs.documents import letterhead, with_years
from documents.papers import Block, Heading, Paper, Paragraph, Signer, items

from .tables import ballot_table, rank_text, rungs_sentence


def lines_of(text: str) -> list[str]:
    """The lines of a text area that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@dataclass(frozen=True)
class ConferenceRecord:
    """All that the minutes tell of a conference, read once; the paper is laid out from it."""

    conference: Conference
    day: datetime.date  # whose names of associations are used
    attendances: list[Attendance]
    agenda: list[AgendaItem]
    motions: list[Motion]
    votes: list[Vote]
    tellers: list[Teller]

    @property
    def present(self) -> list[Attendance]:
        """In alphabetical order, as the absent."""
        return [attendance for attendance in self.attendances if attendance.is_present]

    @property
    def absent(self) -> list[Attendance]:
        return [attendance for attendance in self.attendances if not attendance.is_present]


def record_of(conference: Conference, day: datetime.date) -> ConferenceRecord:
    """Read a conference with its roll, agenda, motions and votes."""
    attendances = conference.attendances.select_related("association", "proxy_to").prefetch_related(
        "association__former_names", "proxy_to__former_names"
    )
    votes = conference.votes.select_related("award_type").order_by("pk")
    motions = conference.motions.select_related("line__criterion", "line__report__association")
    return ConferenceRecord(
        conference=conference,
        day=day,
        attendances=conference.bloc_year.bloc.in_order_on(conference.day, attendances),
        agenda=list(conference.agenda.all()),
        motions=list(motions),
        votes=list(votes.prefetch_related("tallies__association__former_names")),
        tellers=list(conference.tellers.all()),
    )


def _who(attendance, day) -> str:
    """The member and who came for it; the hours where somebody came late or left early."""
    person = ", ".join(filter(None, [attendance.delegate, attendance.position]))
    name = attendance.association.name_on(day)
    hours = f" ({attendance.times})" if attendance.left_at else ""
    return (f"{name}: {person}" if person else name) + hours


def _why_absent(attendance, day) -> str:
    name = attendance.association.name_on(day)
    if attendance.proxy_to:
        return f"Vắng: {name}, ủy quyền cho {attendance.proxy_to.name_on(day)} ({attendance.proxy_document})"
    return f"Vắng: {name}, lý do: {attendance.absence_reason or 'không nêu'}"


def _chair(conference: Conference) -> Signer:
    return Signer(name=conference.chair, position=conference.chair_position, lines=("CHỦ TỌA",))


def _secretary(conference: Conference) -> Signer:
    return Signer(name=conference.secretary, position="Thư ký", lines=("THƯ KÝ",), note="(Chữ ký)")


def _presence_sentence(present: list, absent: list) -> str:
    members = len(present) + len(absent)
    by_proxy = sum(attendance.proxy_to_id is not None for attendance in absent)
    represented = f", trong đó {two_digits(by_proxy)} đơn vị có ủy quyền bỏ phiếu" if by_proxy else ""
    return (
        f"3. Thành phần: tổng số thành viên của khối {two_digits(members)}; có mặt {two_digits(len(present))}"
        f" ({percentage(len(present), members)} tổng số thành viên); vắng {two_digits(len(absent))}{represented}."
    )


def _attendance_blocks(record: ConferenceRecord) -> list[Block]:
    conference, day = record.conference, record.conference.day
    blocks: list[Block] = [
        Heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"),
        Paragraph(f"1. Thời gian bắt đầu: {long_instant(conference.starts_at)}."),
        Paragraph(f"2. Địa điểm: {conference.place}."),
        Paragraph(_presence_sentence(record.present, record.absent)),
        *items(_who(attendance, day) for attendance in record.present),
    ]
    blocks += items(_why_absent(attendance, day) for attendance in record.absent)
    if conference.quorum_override:
        blocks.append(
            Paragraph(
                f"Hội nghị họp khi chưa đủ thành viên theo quy định, lý do: {conference.quorum_override}."
            )
        )
    return [
        *blocks,
        *items(f"Đại biểu mời: {guest}" for guest in lines_of(conference.guests)),
        Paragraph(f"4. Chủ trì: {conference.chair}, {conference.chair_position}."),
        Paragraph(f"5. Thư ký: {conference.secretary}."),
    ]


def _title(vote: Vote, day: datetime.date) -> str:
    """What was voted on: an award as the law of that day calls it, an office with its year."""
    year = vote.conference.bloc_year
    if vote.award_type:
        return vote.award_type.name_on(day, year.bloc.province)
    return with_years(vote.title, year.year)


def _took_part(vote: Vote) -> str:
    """How many members could vote in this round, and how many of them through another."""
    there = f"Tham gia bỏ phiếu: {two_digits(vote.present)} đơn vị"
    if not vote.proxies:
        return f"{there} có mặt."
    in_person = two_digits(vote.present - vote.proxies)
    return f"{there}, gồm {in_person} có mặt và {two_digits(vote.proxies)} ủy quyền."


def _when_counted(conference: Conference, votes: list[Vote]) -> str:
    """The hour at which the first count was written down; the day alone where that was on another day."""
    counted = min((vote.recorded_at for vote in votes), default=None)
    if counted and timezone.localdate(counted) == conference.day:
        return long_instant(counted)
    return long_date(conference.day)


def _vote_blocks(vote: Vote, n: int, day) -> list:
    rule = f"{vote.get_threshold_display()} tính trên {vote.get_base_display()}"
    return [
        Heading(f"{n}. {_title(vote, day)}{f' (vòng {vote.round})' if vote.round > 1 else ''}", level=2),
        Paragraph(
            f"{_took_part(vote)} Số phiếu phát ra: {two_digits(vote.issued)}; thu về:"
            f" {two_digits(vote.returned)}; hợp lệ: {two_digits(vote.valid)}; không hợp lệ:"
            f" {two_digits(vote.invalid)}. Được chọn khi số phiếu đồng ý {rule}; số đơn vị được chọn:"
            f" {two_digits(vote.seats)}.",
            is_lead_in=True,
        ),
        ballot_table(vote, day),
        *map(Paragraph, _extra_sentences(vote, day)),
    ]


def chosen_texts(votes: list[Vote], day) -> list[str]:
    """For each vote who was chosen, over all its rounds."""
    chosen: dict[str, list[str]] = {}
    for vote in votes:
        names = chosen.setdefault(_title(vote, day), [])
        names += [f"{r.association.name_on(day)}, {r.share}" for r in vote.results() if r.is_chosen]
    return [f"{title}: {'; '.join(names) or 'không đơn vị nào đủ phiếu'}" for title, names in chosen.items()]


HOW = {
    True: "Hội nghị bỏ phiếu kín; kết quả chi tiết tại Biên bản kiểm phiếu:",
    False: "Hội nghị thống nhất:",
}


def _chosen_by_method(votes: list[Vote], day) -> list[tuple[str, list[str]]]:
    """(sentence, who was chosen) for the secret votes, then for what was agreed or went by score."""
    groups = [(is_secret, [v for v in votes if (v.method in Vote.SECRET) is is_secret]) for is_secret in HOW]
    return [(HOW[is_secret], chosen_texts(group, day)) for is_secret, group in groups if group]


def _adopted_scores(scores, day) -> list:
    """The table of scores as the conference adopted it, before it was discussed who is proposed."""
    blocks = [Paragraph("Hội nghị thông qua bảng tổng hợp điểm, xếp hạng của khối như sau:")]
    blocks += items(
        f"Hạng {rank_text(row)}: {row.association.name_on(day)}, {number(row.final.total)} điểm"
        for row in scores.rows
        if row.rank
    )
    blocks += items(
        f"{row.outcome_label}: {row.association.name_on(day)}, lý do: {'; '.join(map(uncapitalised, row.reasons))}"
        for row in scores.rows
        if row.reasons
    )
    return blocks + rungs_sentence(scores)


def _result_blocks(record: ConferenceRecord) -> list[Block]:
    blocks: list[Block] = []
    for how, chosen in _chosen_by_method(record.votes, record.day):
        blocks += [Paragraph(how), *items(chosen)]
    return blocks


def _conclusion_blocks(conference: Conference) -> list[Block]:
    blocks: list[Block] = [Paragraph(line) for line in lines_of(conference.conclusion)]
    if not blocks:
        blocks = [Paragraph("(Chưa ghi kết luận của hội nghị.)", is_missing=True)]
    year = conference.bloc_year
    if tasks := lines_of(year.next_year_tasks):
        resolved = f"Hội nghị thống nhất nhiệm vụ trọng tâm năm {year.year + 1}:"
        blocks += [Paragraph(resolved, is_lead_in=True), *items(tasks)]
    if conference.next_pledge:
        next_year = conference.next_pledge.bloc_year.year
        signed = f"Tại hội nghị, các đơn vị thành viên ký kết giao ước thi đua năm {next_year}."
        blocks.append(Paragraph(signed))
    return [*blocks, Paragraph(_end_sentence(conference))]


def minutes_paper(conference: Conference, day: datetime.date) -> Paper:
    """Biên bản họp bình xét (form 1.9 of Decree 30/2020, Annex III)."""
    year = conference.bloc_year
    record, scores = record_of(conference, day), score_table(year)
    blocks = [
        *_attendance_blocks(record),
        Heading("II. NỘI DUNG"),
        *_proceedings(record, _adopted_scores(scores, day)),
        Heading("III. KẾT QUẢ BÌNH XÉT"),
        *_result_blocks(record),
        Heading("IV. KẾT LUẬN"),
        *_conclusion_blocks(conference),
    ]
    return Paper(
        kind="bien-ban-hop",
        type_name="BIÊN BẢN",
        abstract=f"Hội nghị tổng kết, bình xét thi đua năm {year.year}",
        letterhead=letterhead(year, day),
        type_code="BB",
        has_place_line=False,
        drafted_for=day,
        signer=_chair(conference),
        other_signers=(_secretary(conference),),
        blocks=tuple(blocks),
        recipients=(year.bloc.standing_agency, "Các đơn vị thành viên khối", "Lưu: VT, hồ sơ khối"),
    )


def _proceedings(record: ConferenceRecord, adopted: list[Block]) -> list[Block]:
    """What was said and resolved, in the order of the agenda; the scores are adopted at the point they belong to."""
    titles = [item.title.casefold() for item in record.agenda]
    about_ranks = [n for n, title in enumerate(titles) if "xếp hạng" in title]
    last_before = about_ranks[0] if about_ranks else len(titles)
    before: list[Block] = []
    after: list[Block] = []
    spoken_of = [(n, item) for n, item in enumerate(record.agenda) if item.notes.strip()]
    for number_said, (n, item) in enumerate(spoken_of, 1):
        said: list[Block] = [
            Heading(f"{number_said}. {with_years(item.title, record.conference.bloc_year.year)}", level=2),
            *map(Paragraph, lines_of(item.notes)),
        ]
        (before if n <= last_before else after).extend(said)
    before += map(Paragraph, lines_of(record.conference.proceedings))
    after += items(_motion_text(motion) for motion in record.motions)
    if not before and not after:
        before = [Paragraph("(Chưa ghi diễn biến hội nghị.)", is_missing=True)]
    return before + adopted + after


def _motion_text(motion) -> str:
    about = ""
    if motion.line:
        name = motion.line.report.association.short_name
        about = f" ({name}, tiêu chí {motion.line.criterion.code}: {number(motion.points)} điểm)"
    share = percentage(motion.approve, motion.present, thresholds=(Fraction(1, 2), Fraction(1)))
    passed = "thông qua" if motion.is_passed else "không thông qua"
    return (
        f"Biểu quyết: {motion.text}{about}; tán thành {motion.approve}/{motion.present} ({share}), {passed}"
    )


def _end_sentence(conference: Conference) -> str:
    ended = long_instant(conference.ended_at) if conference.ended_at else "…"
    return f"Cuộc họp kết thúc vào {ended}"


def _methods(votes: list[Vote]) -> str:
    return "; ".join(dict.fromkeys(uncapitalised(vote.get_method_display()) for vote in votes))


def _extra_sentences(vote: Vote, day) -> list[str]:
    """Opinions in writing, names withdrawn, the chair's deciding vote."""
    told = []
    if vote.written:
        told.append(
            f"Có {two_digits(vote.written)} ý kiến bằng văn bản của đơn vị vắng mặt, đã cộng vào số phiếu trên."
        )
    told += [
        f"{t.association.name_on(day)} rút tên trong khi bỏ phiếu." for t in vote.tallies.all() if t.withdrawn
    ]
    if vote.casting_choice:
        told.append(f"Bằng phiếu ở suất cuối, chủ tọa quyết định chọn {vote.casting_choice.name_on(day)}.")
    return told


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
        *items(f"{name}{', trưởng ban' if n == 0 else ''}" for n, name in enumerate(tellers)),
    ]
    if votes:
        members = two_digits(votes[0].members)
        blocks.append(Paragraph(f"Tổng số thành viên của khối: {members}. Hình thức: {_methods(votes)}."))
    for n, vote in enumerate(votes, 1):
        blocks += _vote_blocks(vote, n, day)
    blocks.append(Heading("Kết luận", level=2))
    blocks += items(chosen_texts(votes, day))
    blocks.append(
        Paragraph(
            "Biên bản được đọc công khai trước hội nghị; phiếu bầu được niêm phong, giao thư ký lưu hồ sơ"
        )
    )
    head = tellers[0].name if tellers else ""
    return Paper(
        kind="bien-ban-kiem-phieu",
        type_name="BIÊN BẢN KIỂM PHIẾU",
        abstract=f"Bình xét khen thưởng năm {year.year}",
        letterhead=letterhead(year, day),
        type_code="BB",
        has_place_line=False,
        drafted_for=day,
        signer=Signer(
            name=head,
            position="Trưởng ban kiểm phiếu",
            lines=("TRƯỞNG BAN KIỂM PHIẾU",),
            note="(Chữ ký)",
        ),
        other_signers=(
            Signer(
                name=conference.chair,
                position=conference.chair_position,
                lines=("CHỦ TỌA HỘI NGHỊ",),
                note="(Chữ ký)",
            ),
        ),
        blocks=tuple(blocks),
        recipients=("Chủ tọa hội nghị", "Lưu: VT, hồ sơ khối"),
    )
