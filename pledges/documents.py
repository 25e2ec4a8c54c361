"""The papers of this room: giao ước, a member's report, the receipt for it."""

import datetime
import re
from itertools import groupby

from django.utils import timezone

from base.vietnamese import exact_instant, instant, number, percentage, roman, uncapitalised
from blocs.documents import letterhead, with_years
from documents.capacities import signature_lines
from documents.papers import Block, Column, Heading, Letterhead, Paper, Paragraph, Signer, Table, items
from members.models import signatories_of
from pledges.scoring import add_up, as_handed_in

from .charts import plan_chart
from .models import Pledge, Registration, Report, Submission, Version, figure

SIGNING_COLUMNS = (
    Column("STT", 7, "center"),
    Column("Tên đơn vị", 34),
    Column("Chức vụ", 17, "center"),
    Column("Họ và tên", 20, "center"),
    Column("Ký tên, đóng dấu", 22, "center"),
)


def commitment_blocks(text: str) -> list[Heading | Paragraph]:
    """Lines that begin with a roman number are headings, the others commitments."""
    blocks: list[Heading | Paragraph] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if re.match(r"[IVX]+\.\s", line):
            blocks.append(Heading(line.upper()))
        else:
            blocks.append(Paragraph(line if line.startswith("-") else f"- {line}"))
    return blocks


def signing_rows(pledge: Pledge, day: datetime.date) -> tuple[tuple[str, ...], ...]:
    """Every member of the bloc with who signs for it: the lead first, then the deputy, then the others in their order.

    A member that has signed is named with who signed; any other with its signatory of that day.
    """
    year = pledge.bloc_year
    members = list(pledge.members.prefetch_related("former_names"))
    signatories = signatories_of(members, day)
    signatories |= {s.association_id: (s.signer, s.position) for s in pledge.signatures.all()}
    first = {year.lead_id: 0, year.deputy_id: 1}
    members.sort(key=lambda member: first.get(member.pk, 2))
    rows = []
    for n, member in enumerate(members, 1):
        signer, position = signatories.get(member.pk, ("", ""))
        rows.append((str(n), member.name_on(day), position, signer, ""))
    return tuple(rows)


def pledge_warnings(pledge: Pledge) -> list[str]:
    """Who has not signed yet, for whoever is about to issue the pledge."""
    names = [association.short_name for association in pledge.unsigned()]
    if not names:
        return []
    return [
        f"Còn {len(names)} đơn vị chưa ghi chữ ký: {', '.join(names)}. Bảng ký vẫn ghi đủ tên các đơn vị."
    ]


def pledge_paper(pledge: Pledge, day: datetime.date) -> Paper:
    """The pledge with its signature table; a draft until it is issued."""
    year = pledge.bloc_year
    rows = signing_rows(pledge, day)
    blocks: list[Block] = [
        Paragraph(pledge.opening),
        *commitment_blocks(pledge.commitments),
        Paragraph(pledge.closing),
    ]
    blocks.append(
        Paragraph(
            f"Bản giao ước này được lập thành {pledge.originals:02} bản có giá trị như nhau; mỗi đơn vị thành viên giữ"
            f" 01 bản, gửi {year.bloc.standing_agency} để theo dõi, tổng hợp./."
        )
    )
    blocks.append(Table(SIGNING_COLUMNS, rows, for_signing=True))
    return Paper(
        kind="giao-uoc",
        type_name="GIAO ƯỚC THI ĐUA",
        abstract=f"Năm {year.year} của {year.bloc.name}",
        letterhead=letterhead(year, day),
        drafted_for=day,
        signer=Signer(),
        other_signers=witness(pledge),
        blocks=tuple(blocks),
    )


def witness(pledge: Pledge) -> tuple[Signer, ...]:
    if not pledge.witness:
        return ()
    position, _, name = pledge.witness.rpartition(",")
    lines = (f"ĐẠI DIỆN {pledge.bloc_year.bloc.standing_agency.upper()}", position.strip().upper())
    return (Signer(name=name.strip(), position=position.strip(), lines=lines, note="(Chứng kiến)"),)


FIGURE_COLUMNS = (
    Column("STT", 8, "center"),
    Column("Chỉ tiêu", 27),
    Column("Đơn vị tính", 12, "center"),
    Column("Kế hoạch", 13, "right"),
    Column("Thực hiện", 13, "right"),
    Column("Đạt", 14, "right"),
    Column("Cùng kỳ", 13, "right"),
)
SCORE_COLUMNS = (
    Column("Mã", 10, "center"),
    Column("Tiêu chí", 42),
    Column("Tối đa", 11, "center"),
    Column("Tự chấm", 12, "center"),
    Column("Kết quả thực hiện", 25),
)


def figure_rows(report: Report) -> tuple[tuple[str, ...], ...]:
    rows = []
    for n, r in enumerate(report.results.select_related("target__content"), 1):
        kind, plan = r.target.kind, r.target.plan
        met = percentage(r.actual, plan) if r.actual is not None and plan and kind != "yes_no" else ""
        done = r.words or figure(kind, r.actual)
        before = figure(kind, r.previous)
        rows.append((str(n), r.target.name, r.target.unit, r.target.plan_shown, done, met, before))
    return tuple(rows)


def score_rows(report: Report) -> tuple[tuple[str, ...], ...]:
    lines = {line.criterion_id: line for line in report.lines.all()}
    as_handed_in(report, lines.values())
    rows = []
    for criterion in report.criteria.tree:
        line = lines.get(criterion.pk)
        points, result = (number(line.self_points), line.result) if line else ("", "")
        rows.append((criterion.code, criterion.text, number(criterion.max_points), points, result))
    return tuple(rows)


SHEET_COLUMNS = (
    Column("Mã", 8, "center"),
    Column("Tiêu chí", 36),
    Column("Tối đa", 9, "center"),
    Column("Tự chấm", 9, "center"),
    Column("Kết quả thực hiện", 19),
    Column("Minh chứng", 19),
)


def _sheet_row(criterion, line) -> tuple[str, ...]:
    if line is None:  # a heading of the sheet
        return criterion.code, criterion.text, number(criterion.max_points), "", "", ""
    proofs = "; ".join(
        f"{use.evidence}{use.at_pages}" for use in line.uses.all() if not use.evidence.removed_at
    )
    points = "Không áp dụng" if line.not_applicable else number(line.self_points)
    return criterion.code, criterion.text, number(criterion.max_points), points, line.result, proofs


def score_sheet_paper(report: Report, day: datetime.date) -> Paper:
    """Bảng tự chấm điểm of a member, signed by itself: every criterion with points, result and evidence; the sum."""
    lines = {line.criterion_id: line for line in report.lines.prefetch_related("uses__evidence")}
    as_handed_in(report, lines.values())
    criteria_set = report.criteria
    rows = tuple(_sheet_row(criterion, lines.get(criterion.pk)) for criterion in criteria_set.tree)
    claimed = {pk: line.self_points for pk, line in lines.items()}
    totals = add_up(criteria_set, claimed, {pk for pk, line in lines.items() if line.not_applicable})
    total = ("", "Tổng điểm tự chấm", number(criteria_set.scale), number(totals.total), "", "")
    year = report.bloc_year
    return _own_paper(
        report,
        day,
        kind="bang-tu-cham",
        type_name="BẢNG TỰ CHẤM ĐIỂM THI ĐUA",
        abstract=f"Năm {year.year}",
        blocks=(
            Table(SHEET_COLUMNS, rows, total=total),
            Paragraph(
                f"Điểm thưởng {number(totals.bonus)}, điểm trừ {number(totals.deductions)}. Chấm theo bộ tiêu chí năm"
                f" {year.year}, bản {criteria_set.version}, thang điểm {number(criteria_set.scale)}"
            ),
        ),
    )


def report_paper(report: Report, day: datetime.date) -> Paper:
    """A member's report on its own letterhead, to be printed and signed (Decree 30/2020, form 1.5)."""
    blocks = []
    parts = [
        (with_years(s.outline.title, report.bloc_year.year), s.text)
        for s in report.sections.select_related("outline")
    ]
    for n, (title, text) in enumerate(parts, 1):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        blocks += [Heading(f"{roman(n)}. {title.upper()}"), *map(Paragraph, lines or ["(Chưa viết.)"])]
    if rows := figure_rows(report):
        blocks += [Heading(f"{roman(len(parts) + 1)}. KẾT QUẢ THỰC HIỆN CHỈ TIÊU ĐĂNG KÝ")]
        blocks += [Table(FIGURE_COLUMNS, rows)]
        chart = plan_chart(report.results.select_related("target"))
        blocks += [chart] if chart else []
    if report.criteria_set:
        blocks += [Heading(f"{roman(len(parts) + 1 + bool(rows))}. BẢNG TỰ CHẤM ĐIỂM")]
        blocks += [Table(SCORE_COLUMNS, score_rows(report))]
    ending = f"Trên đây là {uncapitalised(report.title)} của {report.association.name_on(day)}"
    blocks.append(Paragraph(ending))
    return _own_paper(
        report,
        day,
        kind="bao-cao-hoi",
        type_name="BÁO CÁO",
        type_code="BC",
        abstract=f"{report.title.removeprefix('Báo cáo ').capitalize()}",
        blocks=tuple(blocks),
    )


def paper_day(submission: Submission) -> datetime.date:
    """The day whose name and signatory a paper of a member carries: of its last handing in, today while open."""
    if submission.is_open:
        return timezone.localdate()
    newest = submission.versions.order_by("number").last()
    return timezone.localdate(newest.received_at if newest else submission.first_submitted_at)


def _own_paper(submission, day: datetime.date, **parts) -> Paper:
    """A paper of the member itself: its letterhead, its signatory, to be printed and signed."""
    body = submission.association.identity_on(day)
    signatories = signatories_of([submission.association_id], day)
    name, position = signatories.get(submission.association_id, ("", ""))
    lines = signature_lines(position, collective=body.collective)
    return Paper(
        letterhead=Letterhead(
            body.parent_name.upper(),
            body.letterhead_name or body.official_name.upper(),
            body.abbreviation,
            submission.association.place,
        ),
        drafted_for=day,
        signer=Signer(name=name, position=position, lines=lines),
        recipients=(f"Thư ký {submission.bloc_year.bloc.short_name}", "Lưu: VT"),
        is_draft=False,
        **parts,
    )


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


def situation(registration: Registration) -> list[Paragraph]:
    """Who registers: officers, members, branches; what was left empty is left out."""
    facts = [
        ("Số cán bộ hội", registration.staff_count, ""),
        ("Số hội viên", registration.member_count, ""),
        ("Số chi hội, hội cơ sở", registration.branch_count, ""),
        ("Tỷ lệ nữ trong tập thể", registration.women_percent, "\u00a0%"),
    ]
    return items(f"{name}: {number(value)}{unit}" for name, value, unit in facts if value is not None)


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
    parts = [
        ("ĐẶC ĐIỂM, TÌNH HÌNH", situation(registration) or [Paragraph("(Chưa ghi.)")]),
        ("CHỈ TIÊU ĐĂNG KÝ", _target_blocks(registration)),
    ]
    titles = registration.title_requests.select_related("award_type")
    province = registration.bloc_year.bloc.province
    requests = [(t.award_type.name_on(day, province), t.beneficiary) for t in titles]
    if rows := [(str(n), award, whom) for n, (award, whom) in enumerate(requests, 1)]:
        parts.append(("DANH HIỆU, HÌNH THỨC KHEN THƯỞNG ĐĂNG KÝ", [Table(TITLE_COLUMNS, tuple(rows))]))
    if lines := [line.strip() for line in registration.initiatives.splitlines() if line.strip()]:
        parts.append(("SÁNG KIẾN, MÔ HÌNH, ĐIỂN HÌNH", [*map(Paragraph, lines)]))
    blocks = []
    for n, (title, content) in enumerate(parts, 1):
        blocks += [Heading(f"{roman(n)}. {title}"), *content]
    body = registration.association.name_on(day)
    blocks.append(Paragraph(f"Trên đây là {uncapitalised(registration.title)} của {body}"))
    return _own_paper(
        registration,
        day,
        kind="ban-dang-ky",
        type_name="BẢN ĐĂNG KÝ THI ĐUA",
        abstract=f"Năm {registration.bloc_year.year}",
        blocks=tuple(blocks),
    )


RECEIPT_COLUMNS = (Column("Nội dung", 32), Column("Ghi nhận", 68))


def receipt_paper(version: Version) -> Paper:
    """Says that it came, when, from whom, and what exactly: the SHA-256 of its content."""
    submission = version.submission
    lateness = "Không đặt hạn" if version.due_at is None else "Muộn" if version.is_late else "Đúng hạn"
    due = f" (hạn {instant(version.due_at)})" if version.due_at else ""
    rows = [
        ("Mã biên nhận", version.code),
        *((name, text) for name, text in version.content["head"]),
        ("Lần nộp", str(version.number)),
        ("Người nộp", version.submitted_by.full_name),
        ("Máy chủ nhận lúc", f"{exact_instant(version.received_at)} (giờ Việt Nam)"),
        ("Thời hạn", f"{lateness}{due}"),
        ("Cách ký", "Bản giấy ký, quét kèm" if version.scan else "Xác nhận bằng mật khẩu của người ký"),
        ("Mã băm SHA-256 của nội dung", version.sha256),
    ]
    if version.scan:
        rows.append(("Mã băm SHA-256 của bản quét", version.scan_sha256))
    day = timezone.localtime(version.received_at).date()
    note = (
        "Giấy này do phần mềm của khối lập tự động khi nhận bản nộp. Nội dung đã nộp được lưu nguyên vẹn;"
        " mã băm cho biết nội dung đó có bị thay đổi về sau hay không."
    )
    return Paper(
        kind="bien-nhan",
        type_name="GIẤY BIÊN NHẬN",
        abstract=f"{submission.title} của {submission.association.short_name}",
        letterhead=letterhead(submission.bloc_year, day),
        dated=day,
        signer=Signer(note=""),
        blocks=(Table(RECEIPT_COLUMNS, tuple(rows)), Paragraph(note, is_aside=True)),
        ends_with="",
        is_draft=False,
    )
