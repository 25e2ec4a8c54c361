"""Biên bản họp bình xét: what the conference did, from its own records."""

import datetime
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone

from awards.models import AgendaItem, Attendance, Conference, ConflictOfInterest, Motion, Teller, Vote
from awards.passed_over import BetterRanked, better_ranked
from awards.standings import score_table
from base.vietnamese import capitalised, hour, long_instant, number, percentage, two_digits, uncapitalised
from blocs.documents import letterhead, with_years
from documents.papers import Block, Heading, Paper, Paragraph, Signer, items
from pledges.models import Verification

from .tables import rank_text, rungs_sentence

About = Motion.About


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
    tellers: list[Teller]  # the head first, then the secretary
    conflicts: list[ConflictOfInterest]
    declined: list[Verification]  # who did not verify a sheet for a conflict of interest

    def motion_on(self, about: str) -> Motion | None:
        """The last motion by which this was adopted; None where no count was written down."""
        passed = [motion for motion in self.motions if motion.about == about and motion.is_passed]
        return passed[-1] if passed else None

    @property
    def present(self) -> list[Attendance]:
        """In alphabetical order, as the absent."""
        return [attendance for attendance in self.attendances if attendance.is_present]

    @property
    def absent(self) -> list[Attendance]:
        return [attendance for attendance in self.attendances if not attendance.is_present]


ROLES = [role.value for role in Teller.Role]


def record_of(conference: Conference, day: datetime.date) -> ConferenceRecord:
    """Read a conference with its roll, agenda, motions and votes."""
    attendances = conference.attendances.select_related("association", "proxy_to").prefetch_related(
        "association__former_names", "proxy_to__former_names"
    )
    votes = conference.votes.select_related("award_type", "poll").order_by("pk")
    motions = conference.motions.select_related("line__criterion", "line__report__association")
    return ConferenceRecord(
        conference=conference,
        day=day,
        attendances=conference.bloc_year.bloc.in_order_on(conference.day, attendances),
        agenda=list(conference.agenda.all()),
        motions=list(motions),
        votes=list(
            votes.prefetch_related(
                "tallies__association__former_names",
                "poll__rights__association__former_names",
                "poll__rights__held_by__former_names",
            )
        ),
        conflicts=list(conference.conflicts.select_related("association", "about")),
        declined=list(
            Verification.objects.filter(bloc_year=conference.bloc_year)
            .exclude(recused_at=None)
            .select_related("verifier", "association")
        ),
        tellers=sorted(conference.tellers.all(), key=lambda teller: ROLES.index(teller.role)),
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
        why = f"lý do: {uncapitalised(attendance.absence_reason)}; " if attendance.absence_reason else ""
        proxy = f"ủy quyền cho {attendance.proxy_to.name_on(day)} ({attendance.proxy_document})"
        return f"Vắng: {name}, {why}{proxy}"
    return f"Vắng: {name}, lý do: {uncapitalised(attendance.absence_reason) or 'không nêu'}"


def _chair(conference: Conference) -> Signer:
    return Signer(name=conference.chair, position=conference.chair_position, lines=("CHỦ TỌA",))


def _secretary(conference: Conference) -> Signer:
    return Signer(name=conference.secretary, position="Thư ký", lines=("THƯ KÝ",), note="(Chữ ký)")


def _presence_sentence(present: list, absent: list, n: int) -> str:
    members = len(present) + len(absent)
    by_proxy = sum(attendance.proxy_to_id is not None for attendance in absent)
    represented = f", trong đó {two_digits(by_proxy)} đơn vị có ủy quyền bỏ phiếu" if by_proxy else ""
    return (
        f"{n}. Đơn vị thành viên: tổng số thành viên của khối {two_digits(members)}; có mặt {two_digits(len(present))}"
        f" ({percentage(len(present), members)} tổng số thành viên); vắng {two_digits(len(absent))}{represented}."
    )


def _guests(conference: Conference) -> list[Paragraph]:
    guests = lines_of(conference.guests)
    return [Paragraph("3. Đại biểu mời:", is_lead_in=True), *items(guests)] if guests else []


def _attendance_blocks(record: ConferenceRecord) -> list[Block]:
    conference, day = record.conference, record.conference.day
    n = 4 if lines_of(conference.guests) else 3
    blocks: list[Block] = [
        Heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"),
        Paragraph(f"1. Thời gian bắt đầu: {long_instant(conference.starts_at)}."),
        Paragraph(f"2. Địa điểm: {conference.place}."),
        *_guests(conference),
        Paragraph(_presence_sentence(record.present, record.absent, n)),
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
        Paragraph(f"{n + 1}. Chủ tọa: {conference.chair}, {conference.chair_position}."),
        Paragraph(f"{n + 2}. Thư ký: {conference.secretary}."),
    ]


def title_of(vote: Vote, day: datetime.date) -> str:
    """What was voted on: an award as the law of that day calls it, an office with its year."""
    year = vote.conference.bloc_year
    if vote.award_type:
        return vote.award_type.name_on(day, year.bloc.province)
    return with_years(vote.title, year.year)


def chosen_texts(votes: list[Vote], day) -> list[str]:
    """For each vote who was chosen, over all its rounds."""
    chosen: dict[str, list[str]] = {}
    for vote in votes:
        names = chosen.setdefault(title_of(vote, day), [])
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


def _adopted(record: ConferenceRecord, what: str, about: str) -> str:
    """“Hội nghị biểu quyết thông qua chương trình, đồng ý 15/15 …”; only what it is where no vote was written down."""
    counted = _counted(record, about)
    return f"Hội nghị biểu quyết thông qua {what}{counted}" if counted else capitalised(what)


def _counted(record: ConferenceRecord, about: str) -> str:
    motion = record.motion_on(about)
    if motion is None:
        return ""
    share = percentage(motion.approve, motion.present, thresholds=(Fraction(1, 2), Fraction(1)))
    has_proxies = any(attendance.proxy_to_id for attendance in record.absent)
    there = "đơn vị có mặt hoặc được đại diện" if has_proxies else "đơn vị có mặt"
    return f", đồng ý {motion.approve}/{motion.present} {there}, đạt {share}"


def team_of(tellers: list[Teller]) -> list[str]:
    return [f"{teller}, {uncapitalised(teller.get_role_display())}" for teller in tellers]


def _opening(record: ConferenceRecord) -> list[Block]:
    """The chair opens, the agenda is adopted, the tellers are elected."""
    conference = record.conference
    blocks: list[Block] = [
        Paragraph(f"{conference.chair}, {conference.chair_position}, tuyên bố lý do, giới thiệu đại biểu.")
    ]
    titles = [with_years(item.title, conference.bloc_year.year) for item in record.agenda]
    if titles:
        adopted = _adopted(record, "chương trình gồm các nội dung", About.AGENDA)
        blocks += [Paragraph(f"{adopted}:", is_lead_in=True), *items(titles)]
    if record.tellers:
        count = two_digits(len(record.tellers))
        adopted = _adopted(record, f"ban kiểm phiếu gồm {count} người", About.TELLERS)
        blocks += [Paragraph(f"{adopted}:", is_lead_in=True), *items(team_of(record.tellers))]
    return blocks


def _conflict_blocks(record: ConferenceRecord) -> list[Block]:
    """Who declared a conflict of interest before the votes, and who did not verify a sheet for one."""
    year = record.conference.bloc_year
    sentences = [_conflict_text(one, record.day) for one in record.conflicts]
    sentences += [
        f"{one.verifier} không thẩm định bảng điểm của {one.association.name_on(record.day)}, lý do: {one.recusal}"
        for one in record.declined
    ]
    if not sentences:
        return []
    rule = (
        "; theo quy định của năm, đơn vị khai báo không bỏ phiếu về đơn vị được đề cử và không tính vào số thành viên"
        if year.conflicts_excluded and record.conflicts
        else ""
    )
    return [Paragraph(f"Khai báo quan hệ lợi ích{rule}:", is_lead_in=True), *items(sentences)]


def _conflict_text(one: ConflictOfInterest, day: datetime.date) -> str:
    whom = one.about.name_on(day) if one.about else "mọi đơn vị được đề cử"
    return f"{one.association.name_on(day)} có quan hệ với {whom}: {one.reason}"


def _adopted_scores(record: ConferenceRecord, scores) -> list:
    """The table of scores as the conference adopted it, before it was discussed who is proposed."""
    day = record.day
    adopted = _adopted(record, "bảng tổng hợp điểm, xếp hạng của khối như sau", About.SCORES)
    blocks = [Paragraph(f"{adopted}:", is_lead_in=True)]
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


def _result_blocks(record: ConferenceRecord, passed_over: list[BetterRanked]) -> list[Block]:
    blocks: list[Block] = []
    for how, chosen in _chosen_by_method(record.votes, record.day):
        blocks += [Paragraph(how), *items(chosen)]
    if passed_over:
        blocks.append(Paragraph("Đơn vị xếp hạng trên mà không được đề nghị:", is_lead_in=True))
        blocks += items(_passed_over_text(one, record) for one in passed_over if one.reason)
        blocks += reasons_lacking(passed_over)
    return blocks


def _passed_over_text(one: BetterRanked, record: ConferenceRecord) -> str:
    award = one.award_type.name_on(record.day, record.conference.bloc_year.bloc.province)
    return f"{award}: {one.association.name_on(record.day)} (hạng {one.rank}), lý do: {one.reason}"


def reasons_lacking(passed_over: list[BetterRanked]) -> list[Paragraph]:
    """In red, whoever ranks before a nominee and is not proposed without a reason."""
    return [
        Paragraph(
            f"(Chưa ghi lý do {one.association.short_name}, hạng {one.rank}, không được đề nghị {one.award_type}: ghi ở"
            " trang Lời văn biên bản của hội nghị.)",
            is_missing=True,
        )
        for one in passed_over
        if not one.reason
    ]


def _conclusion_blocks(record: ConferenceRecord) -> list[Block]:
    conference = record.conference
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
    return [*blocks, Paragraph(_end_sentence(record))]


def minutes_paper(conference: Conference, day: datetime.date) -> Paper:
    """Biên bản họp bình xét (form 1.9 of Decree 30/2020, Annex III)."""
    year = conference.bloc_year
    record, scores = record_of(conference, day), score_table(year)
    blocks = [
        *_attendance_blocks(record),
        Heading("II. NỘI DUNG"),
        *_opening(record),
        *_conflict_blocks(record),
        *_proceedings(record, _adopted_scores(record, scores)),
        Heading("III. KẾT QUẢ BÌNH XÉT"),
        *_result_blocks(record, better_ranked(conference)),
        Heading("IV. KẾT LUẬN"),
        *_conclusion_blocks(record),
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
    after += items(_motion_text(motion) for motion in record.motions if not motion.about)
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
        f"Biểu quyết: {motion.text}{about}; đồng ý {motion.approve}/{motion.present} đơn vị có mặt, đạt {share},"
        f" {passed}"
    )


def _end_sentence(record: ConferenceRecord) -> str:
    conference, ended = record.conference, record.conference.ended_at
    if ended is None:
        when = "…"
    elif timezone.localdate(ended) == conference.day:
        when = f"{hour(timezone.localtime(ended).time())} cùng ngày"
    else:
        when = long_instant(ended)
    return (
        f"Hội nghị kết thúc vào hồi {when}. Biên bản được đọc lại cho những người dự họp cùng nghe và đã được thông"
        f" qua{_counted(record, About.MINUTES)}"
    )
