"""What a report or a registration says, row by row as text: {key, group, label, fields: [[name, text]]}."""

from base.vietnamese import number, shown
from pledges.box_names import row_name

from .boxes import key_of
from .contents import ReportContents, with_pages


def row_of(key: str, group: str, label: str, *fields: tuple[str, str]) -> dict:
    return {"key": key, "group": group, "label": label, "fields": [list(field) for field in fields]}


def _sections(contents: ReportContents) -> list[dict]:
    return [
        row_of(row_name("section", s.pk), "Nội dung", s.outline.title, ("", s.text))
        for s in contents.sections
    ]


def _results(contents: ReportContents) -> list[dict]:
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
        for r in contents.results
    ]


def _lines(contents: ReportContents) -> list[dict]:
    return [
        row_of(
            row_name("line", line.pk),
            "Tự chấm điểm",
            f"{line.criterion.code} {line.criterion.text}",
            ("Điểm tối đa", number(line.criterion.max_points)),
            ("Điểm tự chấm", number(line.self_points)),
            ("Kết quả", line.result),
            *([("Giải thích khi không có minh chứng", line.justification)] if line.justification else []),
            ("Minh chứng", "\n".join(_proof(evidence) for evidence in line.proofs)),
        )
        for line in contents.proved_lines
    ]


def _proof(evidence) -> str:
    """With the beginning of the file's hash, so that a changed file under the same name shows."""
    return with_pages(evidence) + (f" [{evidence.sha256[:8]}]" if evidence.sha256 else "")


def _general_evidence(contents: ReportContents) -> list[dict]:
    return [
        row_of(row_name("evidence", e.pk), "Minh chứng chung", str(e), ("SHA-256", e.sha256))
        for e in contents.evidence.get(None, [])
    ]


def report_rows(contents: ReportContents) -> list[dict]:
    return [*_sections(contents), *_results(contents), *_lines(contents), *_general_evidence(contents)]


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
