"""Claimed, explained, verified, after the conference: every score of the bloc side by side."""

from django.views.generic import ListView, View

from blocs import permissions
from blocs.views.years import YearPart
from documents.list_downloads import list_download
from documents.spreadsheets import Listing
from pledges.models import ScoreLine
from pledges.score_states import by_criterion, changed, score_lines


class ScoreStates(YearPart, ListView):
    """The leaves that did not stand as claimed, or all of them; and each criterion summed over the members."""

    allowed = staticmethod(permissions.can_read_all)
    template_name = "pledges/score_states.html"
    paginate_by = 100

    @property
    def shows_all(self) -> bool:
        return self.request.GET.get("show") == "all"

    def get_queryset(self):
        lines = score_lines(self.parent)
        return lines if self.shows_all else changed(lines)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            shows_all=self.shows_all, criteria=by_criterion(self.parent), **kwargs
        )


class ScoreStatesBook(YearPart, View):
    """The same as a workbook: every leaf on the first sheet, the criteria on the second."""

    allowed = staticmethod(permissions.can_read_all)
    LINES = [
        ("Mã", 8), ("Tiêu chí", 40), ("Hội", 30), ("Tối đa", 9), ("Tự chấm", 9), ("Thẩm định", 10),
        ("Hội nghị", 10), ("Chênh", 9), ("Lý do điều chỉnh", 40), ("Giải trình của hội", 40), ("Trả lời", 40),
    ]  # fmt: skip
    CRITERIA = [
        ("Mã", 8),
        ("Tiêu chí", 50),
        ("Tự chấm", 12),
        ("Thẩm định", 12),
        ("Đang tính", 12),
        ("Chênh", 12),
    ]

    def get(self, request, pk):
        year = self.parent
        title = f"Điểm tự chấm, giải trình, thẩm định, hội nghị năm {year.year}, {year.bloc.short_name}"
        criteria = [
            [row.code, row.text, row.claimed, row.verified, row.stands, row.difference]
            for row in by_criterion(year)
        ]
        return list_download(
            request,
            f"diem-cac-buoc-{year.year}",
            Listing("Từng hội", title, self.LINES, [self.row(line) for line in score_lines(year)]),
            Listing("Theo tiêu chí", title, self.CRITERIA, criteria),
        )

    @staticmethod
    def row(line: ScoreLine) -> list:
        explanation = getattr(line, "explanation", None)
        return [
            line.criterion.code,
            line.criterion.text,
            line.report.association.short_name,
            line.criterion.max_points,
            line.self_points,
            line.verified_points,
            line.conference_points,
            line.difference,  # type: ignore[attr-defined]  # annotated by score_lines
            line.reason,
            explanation.text if explanation else "",
            explanation.reply if explanation else "",
        ]
