"""Biên bản họp bình xét and Biên bản kiểm phiếu: what the conference did, from its own records."""

import datetime

from awards.models import Conference, Vote
from awards.standings import score_table
from blocs.documents import letterhead
from documents.papers import Heading, Paper, Paragraph, Signer, items
from documents.vietnamese import long_instant, number, percentage, two_digits, uncapitalised

from .tables import ballot_table, rank_text, rungs_sentence


def lines_of(text: str) -> list[str]:
    """The lines of a text area that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _votes(conference: Conference) -> list[Vote]:
    votes = conference.votes.select_related("award_type").prefetch_related(
        "tallies__association__former_names"
    )
    return list(votes.order_by("pk"))


def _roll(conference: Conference) -> tuple[list, list]:
    """Those present and those absent, in alphabetical order."""
    attendances = conference.attendances.select_related("association", "proxy_to").prefetch_related(
        "association__former_names", "proxy_to__former_names"
    )
    present = [a for a in attendances if a.is_present]
    return present, [a for a in attendances if not a.is_present]


def _who(attendance, day) -> str:
    person = ", ".join(filter(None, [attendance.delegate, attendance.position]))
    name = attendance.association.name_on(day)
    return f"{name}: {person}" if person else name


def _why_absent(attendance, day) -> str:
    name = attendance.association.name_on(day)
    if attendance.proxy_to:
        return f"Vắng: {name}, ủy quyền cho {attendance.proxy_to.name_on(day)} ({attendance.proxy_document})"
    return f"Vắng: {name}, lý do: {attendance.absence_reason or 'không nêu'}"


def _chair(conference: Conference) -> Signer:
    return Signer(name=conference.chair, position=conference.chair_position, lines=("CHỦ TỌA",))


def _secretary(conference: Conference) -> Signer:
    return Signer(name=conference.secretary, position="Thư ký", lines=("THƯ KÝ",), note="(Chữ ký)")


def _attendance_blocks(conference: Conference) -> list:
    day, (present, absent) = conference.day, _roll(conference)
    blocks = [
        Heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"),
        Paragraph(f"1. Thời gian bắt đầu: {long_instant(conference.starts_at)}."),
        Paragraph(f"2. Địa điểm: {conference.place}."),
        Paragraph(
            f"3. Thành phần: tổng số thành viên của khối {two_digits(len(present) + len(absent))}; có mặt"
            f" {two_digits(len(present))} ({percentage(len(present), len(present) + len(absent))} tổng số thành viên);"
            f" vắng {two_digits(len(absent))}."
        ),
        *items(_who(a, day) for a in present),
    ]
    blocks += items(_why_absent(a, day) for a in absent)
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


def _vote_blocks(vote: Vote, n: int, day) -> list:
    rule = f"{vote.get_threshold_display()} tính trên {vote.get_base_display()}"
    return [
        Heading(f"{n}. {vote.title}{f' (vòng {vote.round})' if vote.round > 1 else ''}", level=2),
        Paragraph(
            f"Số phiếu phát ra: {two_digits(vote.issued)}; thu về: {two_digits(vote.returned)}; hợp lệ:"
            f" {two_digits(vote.valid)}; không hợp lệ: {two_digits(vote.invalid)}. Được chọn khi số phiếu"
            f" đồng ý {rule}; số đơn vị được chọn: {two_digits(vote.seats)}.",
            is_lead_in=True,
        ),
        ballot_table(vote, day),
        *map(Paragraph, _extra_sentences(vote, day)),
    ]


def chosen_texts(votes: list[Vote], day) -> list[str]:
    """For each vote who was chosen, over all its rounds."""
    chosen: dict[str, list[str]] = {}
    for vote in votes:
        names = chosen.setdefault(vote.title, [])
        names += [f"{r.association.name_on(day)}, {r.share}" for r in vote.results() if r.is_chosen]
    return [f"{title}: {'; '.join(names) or 'không đơn vị nào đủ phiếu'}" for title, names in chosen.items()]


def minutes_paper(conference: Conference, day: datetime.date) -> Paper:
    """Biên bản họp bình xét (form 1.9 of Decree 30/2020, Annex III)."""
    year = conference.bloc_year
    scores, votes = score_table(year), _votes(conference)
    ranked = [row for row in scores.rows if row.rank]
    blocks = _attendance_blocks(conference)
    blocks.append(Heading("II. NỘI DUNG"))
    blocks += _discussion(conference)
    blocks.append(Paragraph("Hội nghị thông qua bảng tổng hợp điểm, xếp hạng của khối như sau:"))
    blocks += items(
        f"Hạng {rank_text(row)}: {row.association.name_on(day)}, {number(row.final.total)} điểm"
        for row in ranked
    )
    blocks += items(
        f"{row.outcome_label}: {row.association.name_on(day)}, lý do: {'; '.join(map(uncapitalised, row.reasons))}"
        for row in scores.rows
        if row.reasons
    )
    blocks += rungs_sentence(scores)
    blocks.append(Heading("III. KẾT QUẢ BÌNH XÉT"))
    secret = any(vote.method in Vote.SECRET for vote in votes)
    how = (
        "Hội nghị bỏ phiếu kín; kết quả chi tiết tại Biên bản kiểm phiếu:"
        if secret
        else "Hội nghị thống nhất:"
    )
    blocks.append(Paragraph(how))
    blocks += items(chosen_texts(votes, day))
    blocks.append(Heading("IV. KẾT LUẬN"))
    blocks += map(Paragraph, lines_of(conference.conclusion))
    if not lines_of(conference.conclusion):
        blocks.append(Paragraph("(Chưa ghi kết luận của hội nghị.)", is_missing=True))
    if conference.next_pledge:
        blocks.append(
            Paragraph(
                "Tại hội nghị, các đơn vị thành viên ký kết giao ước thi đua năm"
                f" {conference.next_pledge.bloc_year.year}."
            )
        )
    blocks.append(Paragraph(_end_sentence(conference)))
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


def _discussion(conference: Conference) -> list:
    """What was dealt with and said, point by point, and what was resolved by a show of hands."""
    blocks = []
    for n, item in enumerate((i for i in conference.agenda.all() if i.notes.strip()), 1):
        blocks += [Heading(f"{n}. {item.title}", level=2), *map(Paragraph, lines_of(item.notes))]
    blocks += map(Paragraph, lines_of(conference.proceedings))
    motions = conference.motions.select_related("line__criterion", "line__report__association")
    blocks += items(_motion_text(motion) for motion in motions)
    return blocks or [Paragraph("(Chưa ghi diễn biến hội nghị.)", is_missing=True)]


def _motion_text(motion) -> str:
    about = ""
    if motion.line:
        name = motion.line.report.association.short_name
        about = f" ({name}, tiêu chí {motion.line.criterion.code}: {number(motion.points)} điểm)"
    share = percentage(motion.approve, motion.present)
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
    year = conference.bloc_year
    votes = _votes(conference)
    tellers = list(conference.tellers.all())
    blocks = [
        Paragraph(
            f"Hôm nay, {long_instant(conference.starts_at)}, tại {conference.place}, ban kiểm phiếu do hội nghị bầu"
            " ra tiến hành kiểm phiếu, gồm:"
        ),
        *items(f"{name}{', trưởng ban' if n == 0 else ''}" for n, name in enumerate(tellers)),
    ]
    if votes:
        blocks.append(
            Paragraph(
                f"Tổng số thành viên của khối: {two_digits(votes[0].members)}; có mặt:"
                f" {two_digits(votes[0].present)}. Hình thức: {_methods(votes)}."
            )
        )
    for n, vote in enumerate((v for v in votes if v.method in Vote.SECRET), 1):
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
