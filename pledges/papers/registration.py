"""Bản đăng ký thi đua of a member."""

import datetime
from itertools import groupby

from base.vietnamese import number, roman, uncapitalised
from blocs.documents import legal_bases
from documents.papers import Block, Column, Heading, Paper, Paragraph, Table, items
from pledges.models import Registration

from .own import opening, own_paper

TARGET_COLUMNS = (
    Column("STT", 8, "center"),
    Column("Chỉ tiêu", 52),
    Column("Đơn vị tính", 16, "center"),
    Column("Kế hoạch năm", 24, "right"),
)
TITLE_COLUMNS = (
    Column("STT", 8, "center"),
    Column("Danh hiệu, hình thức khen thưởng", 46),
    Column("Tập thể, cá nhân", 46),
)


def situation(registration: Registration) -> list[str]:
    """Who registers, a line each: officers, members, branches; what was left empty is left out."""
    facts = [
        ("Số cán bộ hội", registration.staff_count, ""),
        ("Số hội viên", registration.member_count, ""),
        ("Số chi hội, hội cơ sở", registration.branch_count, ""),
        ("Tỷ lệ nữ trong tập thể", registration.women_percent, "\u00a0%"),
    ]
    return [f"{name}: {number(value)}{unit}" for name, value, unit in facts if value is not None]


def _target_blocks(registration: Registration) -> list:
    """Targets under the content (I, II, III) they belong to."""
    blocks = []
    targets = registration.targets.select_related("content")
    for content, group in groupby(targets, key=lambda target: target.content):
        rows = [(str(n), t.name, t.unit, t.plan_shown) for n, t in enumerate(group, 1)]
        blocks += [
            Paragraph(f"Nội dung {content.code}: {content.title}", is_lead_in=True),
            Table(TARGET_COLUMNS, tuple(rows)),
        ]
    return blocks or [Paragraph("(Chưa đăng ký chỉ tiêu.)")]


def registration_paper(registration: Registration, day: datetime.date) -> Paper:
    """Bản đăng ký thi đua on the member's own letterhead (no numbered type of Decree 30/2020, Article 7)."""
    parts: list[tuple[str, list]] = [
        ("ĐẶC ĐIỂM, TÌNH HÌNH", [*items(situation(registration))] or [Paragraph("(Chưa ghi.)")]),
    ]
    if tasks := [line.strip() for line in registration.tasks.splitlines() if line.strip()]:
        parts.append(("NHIỆM VỤ, CÔNG VIỆC VÀ THỜI HẠN", [*items(tasks)]))
    parts.append(("CHỈ TIÊU ĐĂNG KÝ", _target_blocks(registration)))
    titles = registration.title_requests.select_related("award_type")
    province = registration.bloc_year.bloc.province
    requests = [(t.award_type.name_on(day, province), t.beneficiary) for t in titles]
    if rows := [(str(n), award, whom) for n, (award, whom) in enumerate(requests, 1)]:
        parts.append(("DANH HIỆU, HÌNH THỨC KHEN THƯỞNG ĐĂNG KÝ", [Table(TITLE_COLUMNS, tuple(rows))]))
    if lines := [line.strip() for line in registration.initiatives.splitlines() if line.strip()]:
        parts.append(("SÁNG KIẾN, MÔ HÌNH, ĐIỂN HÌNH", [*map(Paragraph, lines)]))
    year = registration.bloc_year
    blocks: list[Block] = [opening(registration, day, f"đăng ký thi đua năm {year.year}")]
    for n, (title, content) in enumerate(parts, 1):
        blocks += [Heading(f"{roman(n)}. {title}"), *content]
    body = registration.association.name_on(day)
    blocks.append(Paragraph(f"Trên đây là {uncapitalised(registration.title)} của {body}"))
    return own_paper(
        registration,
        day,
        kind="ban-dang-ky",
        bases=(
            *legal_bases(day, year.bloc.province),
            "Căn cứ chức năng, nhiệm vụ và tình hình thực tế của đơn vị",
        ),
        type_name="BẢN ĐĂNG KÝ THI ĐUA",
        abstract=f"Năm {registration.bloc_year.year}",
        blocks=tuple(blocks),
    )
