"""Kế hoạch of the bloc: its prose with the year's contents, targets and deadlines."""

import datetime

from django.utils.timezone import localdate

from base.vietnamese import instant, short_date, two_digits
from blocs.documents import default_signer, legal_bases, letterhead, signer
from blocs.models import BlocYear, Milestone, Plan
from documents.papers import Block, Column, Heading, Paper, Paragraph, Table, items

from .conference import lines_of

Step = Milestone.Kind
TARGET_COLUMNS = (
    Column("STT", 8, "center"),
    Column("Nội dung", 14, "center"),
    Column("Chỉ tiêu", 56),
    Column("Đơn vị tính", 22, "center"),
)
CALENDAR_COLUMNS = (
    Column("STT", 8, "center"),
    Column("Công việc", 44),
    Column("Thời hạn", 22, "center"),
    Column("Thực hiện", 26),
)
EACH_MEMBER, LEAD, ALL = "Các đơn vị thành viên", "Trưởng khối", "Trưởng khối, các đơn vị thành viên"
# Who does what of the year; the steps that are left out follow from these by themselves.
DONE_BY = {
    Step.CRITERIA_PUBLISHED: LEAD,
    Step.REGISTRATION_CLOSED: EACH_MEMBER,
    Step.PLEDGE_SIGNED: ALL,
    Step.INTERIM_REPORTS: EACH_MEMBER,
    Step.SELF_SCORING_CLOSED: EACH_MEMBER,
    Step.VERIFICATION: "Trưởng khối, Phó Trưởng khối",
    Step.CONFERENCE_CLOSED: ALL,
    Step.PROPOSAL_FILED: LEAD,
    Step.HANDED_OVER: "Trưởng khối, Trưởng khối mới",
}
CALLED = {
    Step.REGISTRATION_CLOSED: "Gửi bản đăng ký thi đua",
    Step.INTERIM_REPORTS: "Gửi báo cáo sơ kết 6 tháng",
    Step.SELF_SCORING_CLOSED: "Gửi báo cáo năm, bảng tự chấm điểm",
}


def _contents(year: BlocYear) -> list[Block]:
    blocks: list[Block] = []
    if not year.contents.all():
        blocks.append(Paragraph("(Chưa khai nội dung thi đua của năm.)", is_missing=True))
    for n, content in enumerate(year.contents.all(), 1):
        blocks += [Heading(f"{n}. {content.title}", level=2), *items(lines_of(content.commitments))]
    if tasks := year.main_tasks():
        title = f"{year.contents.count() + 1}. Nhiệm vụ trọng tâm năm {year.year}"
        blocks += [Heading(title, level=2), *items(tasks)]
    return blocks


def _targets(year: BlocYear) -> list[Block]:
    rows = [
        (str(n), indicator.content.code, indicator.name, indicator.unit)
        for n, indicator in enumerate(year.indicators.select_related("content"), 1)
    ]
    if not rows:
        return []
    lead_in = "Mỗi đơn vị đăng ký mức phấn đấu cả năm theo các chỉ tiêu sau:"
    return [
        Heading("III. CHỈ TIÊU ĐĂNG KÝ"),
        Paragraph(lead_in, is_lead_in=True),
        Table(TARGET_COLUMNS, tuple(rows)),
    ]


def _calendar(year: BlocYear) -> list[Block]:
    dated = [(kind, year.due(kind)) for kind in DONE_BY if kind in year.timeline]
    rows = [
        (str(n), CALLED.get(kind, Step(kind).label), _until(kind, due_at), DONE_BY[kind])
        for n, (kind, due_at) in enumerate([(kind, due_at) for kind, due_at in dated if due_at], 1)
    ]
    if not rows:
        return [Paragraph("(Chưa ghi thời hạn của năm.)", is_missing=True)]
    return [Table(CALENDAR_COLUMNS, tuple(rows))]


def _until(kind: str, due_at: datetime.datetime) -> str:
    """The last minute of a deadline; of a meeting the day, for its hour is in the invitation."""
    is_meeting = kind in {Step.PLEDGE_SIGNED, Step.CONFERENCE_CLOSED, Step.HANDED_OVER}
    return short_date(localdate(due_at)) if is_meeting else instant(due_at)


def _activities(plan: Plan) -> list[Block]:
    lines = lines_of(plan.activities)
    return [Heading("Hoạt động chung của khối", level=2), *items(lines)] if lines else []


def _scoring(year: BlocYear) -> list[Block]:
    """What the year is scored by, once that is published."""
    criteria_set = year.criteria_sets.published().order_by("-version").first()
    if criteria_set is None:
        return []
    text = (
        f"Các đơn vị tự chấm điểm theo bộ tiêu chí năm {year.year} đã công bố, thang điểm"
        f" {two_digits(int(criteria_set.scale))} điểm."
    )
    return [Paragraph(text)]


def plan_paper(year: BlocYear, day: datetime.date) -> Paper:
    """Kế hoạch (Decree 30/2020, Annex III, form 1.4): what every member is asked to do in the year, and by when."""
    plan = Plan.of(year)
    targets = _targets(year)
    blocks: list[Block] = [
        Paragraph(f"{year.bloc.name} xây dựng kế hoạch thi đua năm {year.year} như sau:", is_lead_in=True),
        Heading("I. MỤC ĐÍCH, YÊU CẦU"),
        *items(lines_of(plan.purpose)),
        Heading("II. NỘI DUNG THI ĐUA"),
        *_contents(year),
        *targets,
        Heading(f"{'IV' if targets else 'III'}. THỜI GIAN THỰC HIỆN"),
        *_calendar(year),
        *_activities(plan),
        *_scoring(year),
        Heading(f"{'V' if targets else 'IV'}. TỔ CHỨC THỰC HIỆN"),
        *items(lines_of(plan.organisation)),
        Paragraph(
            "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh về Trưởng khối để được hướng dẫn"
        ),
    ]
    name, position = default_signer(year, day)
    own = [base.rstrip(" ;.") for base in lines_of(plan.bases)]
    return Paper(
        kind="ke-hoach",
        type_name="KẾ HOẠCH",
        abstract=f"Thi đua năm {year.year} của {year.bloc.name}",
        letterhead=letterhead(year, day),
        type_code="KH",
        drafted_for=day,
        signer=signer(year, day, name=name, position=position),
        bases=(*legal_bases(day, year.bloc.province), *own),
        blocks=tuple(blocks),
        recipients=(year.bloc.standing_agency, "Các đơn vị thành viên khối", "Lưu: VT, hồ sơ khối"),
    )
