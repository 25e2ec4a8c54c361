"""Báo cáo tổng kết of the bloc and Bảng tổng hợp điểm, xếp hạng."""

import datetime
from collections import Counter
from typing import Any

from django.utils.timezone import localdate

from awards.explaining import place_reasons, waterfall
from awards.models import Conference, Proposal
from awards.standings import score_table
from base.vietnamese import long_date, number, roman, two_digits, uncapitalised
from blocs.documents import default_signer, lead_of, letterhead, signer, with_years
from blocs.models import BlocYear, OutlineSection
from documents.charts import bar_chart
from documents.papers import Block, Chart, Column, Heading, Paper, Paragraph, Signer, Table, items
from pledges.models import Pledge, PledgeSignature, Registration, Report
from pledges.papers import plan_named, plan_reference

from .conference import lines_of
from .tables import figures_table, rank_table, rank_text, rungs_sentence, votes_text

Part = OutlineSection.Part


def _signer(year: BlocYear, day):
    name, position = default_signer(year, day)
    return signer(year, day, name=name, position=position)


def rank_paper(year: BlocYear, day: datetime.date) -> Paper:
    """Bảng tổng hợp điểm, xếp hạng: landscape, with the rule that parted equals."""
    scores = score_table(year)
    blocks: list[Block] = [rank_table(scores, day), *_columns_explained(scores), *rungs_sentence(scores)]
    blocks.append(Paragraph(_rank_summary(year, scores)))
    return Paper(
        kind="bang-tong-hop-diem",
        type_name="BẢNG TỔNG HỢP ĐIỂM, XẾP HẠNG",
        abstract=f"Thi đua năm {year.year} của {year.bloc.name}",
        letterhead=letterhead(year, day),
        drafted_for=day,
        signer=_signer(year, day),
        other_signers=_compiler(year),
        blocks=tuple(blocks),
        recipients=(year.bloc.standing_agency, "Các đơn vị thành viên khối", "Lưu: VT, hồ sơ khối"),
        is_landscape=True,
    )


def _compiler(year: BlocYear) -> tuple[Signer, ...]:
    """Who put the table together signs it beside the lead, where the year has a secretary."""
    secretary = min(year.secretaries(), key=lambda person: person.pk, default=None)
    return (Signer(secretary.full_name, lines=("NGƯỜI LẬP BẢNG",), note="(Chữ ký)"),) if secretary else ()


REASON_COLUMNS = (
    Column("Hạng", 8, "center"),
    Column("Tên đơn vị", 22),
    Column("Tự chấm", 8, "center"),
    Column("Thay đổi khi thẩm định, tại hội nghị", 26),
    Column("Tổng điểm", 8, "center"),
    Column("Căn cứ xếp hạng", 28),
)


def _changes(steps: list) -> str:
    """Thẩm định: nội dung I −0,5, nội dung III −0,5; Hội nghị: nội dung II +1."""
    by_act: dict[str, list[str]] = {}
    for step in steps:
        act, _, what = step.label.rpartition(": ")
        sign = "+" if step.change > 0 else "−"
        by_act.setdefault(act, []).append(f"{what} {sign}{number(abs(step.change))}")
    return "; ".join(f"{act}: {', '.join(said)}" if act else ", ".join(said) for act, said in by_act.items())


def _reason_row(row, scores, day) -> tuple[str, ...]:
    steps = waterfall(row, scores.sections)[1:-1]
    changes = _changes(steps)
    explanation = " ".join(place_reasons(row, scores)) or "Theo tổng điểm."
    own = number(row.self_totals.total) if row.report_id else ""
    total = number(row.final.total) if row.report_id else ""
    return (
        rank_text(row),
        row.association.name_on(day),
        own,
        changes or "Không thay đổi",
        total,
        explanation,
    )


def reasons_paper(year: BlocYear, day: datetime.date) -> Paper:
    """Bảng giải trình xếp hạng: for each member the way from its own score to its rank. Landscape.

    An annex of the table of scores, which is the one that is signed.
    """
    scores = score_table(year)
    rows = tuple(_reason_row(row, scores, day) for row in scores.rows)
    ladder = "; ".join(uncapitalised(scores.rung_label(rung)) for rung in scores.ladder)
    blocks: list[Block] = [Table(REASON_COLUMNS, rows)]
    if ladder:
        blocks.append(Paragraph(f"Khi bằng tổng điểm, xét lần lượt: {ladder}.", is_aside=True))
    blocks.append(Paragraph(_rank_summary(year, scores)))
    return Paper(
        kind="giai-trinh-xep-hang",
        type_name="BẢNG GIẢI TRÌNH XẾP HẠNG",
        abstract=f"Thi đua năm {year.year} của {year.bloc.name}",
        letterhead=letterhead(year, day),
        drafted_for=day,
        signer=Signer(),
        annex_to=f"Bảng tổng hợp điểm, xếp hạng thi đua năm {year.year} của {year.lead.name_on(day)}",
        blocks=tuple(blocks),
        is_landscape=True,
    )


def _rank_summary(year: BlocYear, scores) -> str:
    counted = len(scores.rows)
    ranked = sum(1 for row in scores.rows if row.rank)
    text = f"Tổng số: {two_digits(counted)} đơn vị; xếp hạng: {two_digits(ranked)} đơn vị"
    if scores.criteria_set is None:
        return text
    version, scale = scores.criteria_set.version, number(scores.criteria_set.scale)
    amended = f" (sửa đổi lần {version - 1})" if version > 1 else ""
    return f"{text}. Chấm theo bộ tiêu chí năm {year.year}{amended}, thang điểm {scale}"


def _columns_explained(scores) -> list[Block]:
    """What the contents I, II, III are, and how many points each may bring."""
    if scores.criteria_set is None:
        return []
    contents = [c for c in scores.criteria_set.tree if c.depth == 0 and c.code in scores.sections]
    said = "; ".join(
        f"{c.code}: {uncapitalised(c.text)} (tối đa {number(c.max_points)} điểm)" for c in contents
    )
    return [Paragraph(f"{said}.", is_aside=True)] if said else []


def _situation(year: BlocYear, day) -> list[Paragraph]:
    registrations = Registration.objects.filter(bloc_year=year, first_submitted_at__isnull=False)
    members = two_digits(year.members().count())
    signed = PledgeSignature.objects.filter(pledge__bloc_year=year).count()
    reports = Report.objects.filter(bloc_year=year, kind=Report.Kind.ANNUAL).submitted().count()
    return [
        Paragraph(
            f"Năm {year.year}, {year.bloc.name} có {members} đơn vị thành viên, do"
            f" {year.lead.name_on(day)} làm Trưởng khối, {year.deputy.name_on(day)} làm Phó Trưởng khối."
        ),
        Paragraph(
            f"Có {two_digits(registrations.count())} đơn vị đăng ký thi đua;"
            f" {two_digits(signed)} đơn vị ký giao ước thi đua;"
            f" {two_digits(reports)} đơn vị gửi báo cáo năm và bảng tự chấm điểm."
        ),
    ]


def _figures(year: BlocYear) -> list[Block]:
    figures = figures_table(year)
    if not figures:
        return []
    lead_in = (
        "Kết quả thực hiện một số chỉ tiêu cộng gộp được toàn khối (tổng hợp từ báo cáo năm của các đơn vị):"
    )
    return [Paragraph(lead_in, is_lead_in=True), figures]


def _written(year: BlocYear, part: str, *, with_headings: bool) -> list[Block]:
    """What the secretariat wrote under the headings of one part of the outline."""
    texts = {section.outline_id: section.text for section in year.review_sections.all()}
    outlines = year.outline.exclude(used_in=OutlineSection.For.INTERIM).filter(part=part)
    blocks: list[Block] = []
    sections = [(outline, lines) for outline in outlines if (lines := lines_of(texts.get(outline.pk, "")))]
    for n, (outline, lines) in enumerate(sections, 1):
        if with_headings:
            blocks.append(Heading(f"{n}. {with_years(outline.title, year.year)}", level=2))
        blocks += [Paragraph(line) for line in lines]
    return blocks


def _written_or_lacking(year: BlocYear, part: Part) -> list[Block]:
    """What was written of a part, or that it lacks where the year's outline asks for it."""
    written = _written(year, part, with_headings=False)
    if written or not year.outline.exclude(used_in=OutlineSection.For.INTERIM).filter(part=part).exists():
        return written
    where = "ghi ở trang Lời văn báo cáo tổng kết"
    return [Paragraph(f"(Chưa viết phần {uncapitalised(part.label)}: {where}.)", is_missing=True)]


def _results(year: BlocYear) -> list[Block]:
    written = _written(year, Part.RESULTS, with_headings=True)
    lacking = Paragraph("(Chưa viết phần đánh giá kết quả các mặt công tác.)", is_missing=True)
    return [*_figures(year), *(written or [lacking])]


def _own_activities(year: BlocYear) -> list[Block]:
    """What the bloc itself did: from its records, then what the secretariat wrote."""
    activities = []
    if plan := plan_reference(year):
        activities.append(f"Ban hành {plan}")
    pledge = Pledge.objects.filter(bloc_year=year, signed_at__isnull=False).first()
    if pledge:
        signed = two_digits(pledge.signatures.count())
        activities.append(
            f"Tổ chức ký giao ước thi đua {long_date(localdate(pledge.signed_at))}, {signed} đơn vị ký"
        )
    interim = Report.objects.filter(bloc_year=year, kind=Report.Kind.INTERIM).submitted().count()
    if interim:
        activities.append(f"Sơ kết 6 tháng đầu năm, {two_digits(interim)} đơn vị gửi báo cáo")
    conference = Conference.objects.filter(bloc_year=year).first()
    if conference:
        activities.append(f"Tổ chức hội nghị tổng kết, bình xét thi đua {long_date(conference.day)}")
    return [*items(activities + lines_of(year.activities))]


def score_chart(scores, year: BlocYear) -> Chart | None:
    """Final totals of the ranked members as bars, for the page of the review's sources."""
    rows = [(row.association.short_name, row.final.total) for row in scores.rows if row.rank]
    if not rows:
        return None
    best = rows[0]
    return Chart(
        svg=bar_chart(rows, full=max(total for _, total in rows)),
        caption=f"Biểu đồ: tổng điểm thẩm định năm {year.year} của các đơn vị",
        description=f"Tổng điểm của {len(rows)} đơn vị, cao nhất là {best[0]} với {number(best[1])} điểm.",
    )


FIRST_RANKS = 3


def _scores(year: BlocYear, day: datetime.date) -> list[Block]:
    """How many were ranked, the first of them, and how many are of each class."""
    scores = score_table(year)
    ranked = [row for row in scores.rows if row.rank]
    if not ranked:
        return [Paragraph("Chưa có kết quả chấm điểm.")]
    blocks: list[Block] = [
        Paragraph(
            f"Sau thẩm định, {two_digits(len(ranked))} đơn vị được xếp hạng; điểm từng đơn vị ghi tại Bảng tổng hợp"
            " điểm, xếp hạng kèm theo. Các đơn vị dẫn đầu:",
            is_lead_in=True,
        ),
        *items(
            f"Hạng {rank_text(row)}: {row.association.name_on(day)}, {number(row.final.total)} điểm"
            for row in ranked[:FIRST_RANKS]
        ),
    ]
    classes = Counter(row.classification for row in ranked if row.classification)
    if classes:
        counts = "; ".join(f"{name}: {two_digits(count)} đơn vị" for name, count in classes.items())
        blocks.append(Paragraph(f"Xếp loại: {counts}."))
    return blocks


def _proposals(year: BlocYear, day) -> list[Paragraph]:
    nominations = [
        n
        for proposal in Proposal.objects.filter(bloc_year=year).prefetch_related(
            "nominations__association__former_names", "nominations__award_type", "nominations__vote"
        )
        for n in proposal.nominations.all()
    ]
    if not nominations:
        return [Paragraph("Khối sẽ bình xét và đề nghị tại hội nghị tổng kết.")]
    province = year.bloc.province
    return items(
        f"{n.award_type.name_on(day, province)}: {n.association.name_on(day)}, {votes_text(n)}"
        for n in nominations
    )


def _opening(year: BlocYear, day: datetime.date) -> Paragraph:
    return Paragraph(
        f"Thực hiện {plan_named(year)}, {year.lead.name_on(day)}, {lead_of(year)}, báo cáo kết quả phong trào thi đua"
        f" năm {year.year} của khối như sau:"
    )


def _next_tasks(year: BlocYear) -> list[Block]:
    """What members wrote of the year to come, then what the conference resolved for it."""
    tasks = lines_of(year.next_year_tasks)
    written = _written(year, Part.DIRECTION, with_headings=False)
    if not tasks:
        written = _written_or_lacking(year, Part.DIRECTION)
    resolved = f"Hội nghị thống nhất nhiệm vụ trọng tâm năm {year.year + 1}:"
    return [*written, *([Paragraph(resolved, is_lead_in=True), *items(tasks)] if tasks else [])]


def review_paper(year: BlocYear, day: datetime.date) -> Paper:
    """Báo cáo tổng kết: situation, results, the bloc's own work, scores, proposals; then limits, tasks, requests."""
    parts: list[tuple[str, list[Any]]] = [
        ("ĐẶC ĐIỂM, TÌNH HÌNH", _situation(year, day)),
        ("KẾT QUẢ THỰC HIỆN", _results(year)),
        ("HOẠT ĐỘNG CHUNG CỦA KHỐI", _own_activities(year)),
        ("KẾT QUẢ CHẤM ĐIỂM, XẾP HẠNG", _scores(year, day)),
        ("ĐỀ NGHỊ KHEN THƯỞNG", _proposals(year, day)),
        (
            "HẠN CHẾ, NGUYÊN NHÂN",
            _written_or_lacking(year, Part.LIMITS),
        ),
        (
            f"PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {year.year + 1}",
            _next_tasks(year),
        ),
        ("KIẾN NGHỊ, ĐỀ XUẤT", _written(year, Part.REQUESTS, with_headings=False)),
    ]
    blocks: list[Block] = [_opening(year, day)]
    for n, (title, content) in enumerate([part for part in parts if part[1]], 1):
        blocks += [Heading(f"{roman(n)}. {title}"), *content]
    blocks.append(
        Paragraph(
            f"Trên đây là báo cáo tổng kết phong trào thi đua năm {year.year} của {year.bloc.name}, kính báo cáo"
            f" {year.bloc.standing_agency}"
        )
    )
    return Paper(
        kind="bao-cao-tong-ket",
        type_name="BÁO CÁO",
        abstract=f"Tổng kết phong trào thi đua năm {year.year} của {year.bloc.name}",
        letterhead=letterhead(year, day),
        type_code="BC",
        drafted_for=day,
        signer=_signer(year, day),
        addressees=(year.bloc.standing_agency,),
        blocks=tuple(blocks),
        recipients=("Như trên", "Các đơn vị thành viên khối", "Lưu: VT, hồ sơ khối"),
    )
