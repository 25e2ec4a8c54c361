"""What a report or a registration says, row by row as text: {key, group, label, fields: [[name, text]]}."""

from base.vietnamese import number, shown
from pledges.box_names import row_name

from .boxes import key_of


def row_of(key: str, group: str, label: str, *fields: tuple[str, str]) -> dict:
    return {"key": key, "group": group, "label": label, "fields": [list(field) for field in fields]}


def _sections(report) -> list[dict]:
    sections = report.sections.select_related("outline")
    return [row_of(row_name("section", s.pk), "Nội dung", s.outline.title, ("", s.text)) for s in sections]


def _results(report) -> list[dict]:
    return [
        row_of(
            row_name("result", r.pk),
            "Số liệu",
            f"{r.target.content.code}. {r.target.name} ({r.target.unit})",
            ("Kế hoạch", r.target.plan_shown),
            ("Thực hiện", r.words or number(r.actual)),
            ("Cùng kỳ năm trước", number(r.previous)),
            ("Ghi chú", r.note),
        )
        for r in report.results.select_related("target__content")
    ]


def _lines(report) -> list[dict]:
    lines = report.lines.select_related("criterion").prefetch_related("uses__evidence")
    return [
        row_of(
            row_name("line", line.pk),
            "Tự chấm điểm",
            f"{line.criterion.code} {line.criterion.text}",
            ("Điểm tối đa", number(line.criterion.max_points)),
            ("Điểm tự chấm", number(line.self_points)),
            ("Kết quả", line.result),
            *([("Giải thích khi không có minh chứng", line.justification)] if line.justification else []),
            (
                "Minh chứng",
                "\n".join(use.shown for use in line.uses.all() if use.evidence.removed_at is None),
            ),
        )
        for line in lines.order_by("criterion__position", "criterion__code")
    ]


def _general_evidence(report) -> list[dict]:
    general = report.evidence.kept().filter(uses=None)
    return [
        row_of(row_name("evidence", e.pk), "Minh chứng chung", str(e), ("SHA-256", e.sha256))
        for e in general.order_by("pk")
    ]


def report_rows(report) -> list[dict]:
    return [*_sections(report), *_results(report), *_lines(report), *_general_evidence(report)]


def registration_rows(registration) -> list[dict]:
    head = [
        row_of(
            f"{name}-0",
            "Tình hình hội",
            registration._meta.get_field(name).verbose_name.capitalize(),
            ("", shown(getattr(registration, name))),
        )
        for name in registration.TYPED
    ]
    targets = [
        row_of(row_name("target", t.pk), "Chỉ tiêu", f"{t.content.code}. {t}", ("Kế hoạch năm", t.plan_shown))
        for t in registration.targets.select_related("content")
    ]
    titles = [
        row_of(
            key_of("title", title.award_type_id, title.beneficiary),
            "Danh hiệu đăng ký",
            str(title.award_type),
            ("", title.beneficiary),
        )
        for title in registration.title_requests.select_related("award_type")
    ]
    return [*head, *targets, *titles]
