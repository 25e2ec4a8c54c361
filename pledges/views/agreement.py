"""Agreement of two verifiers over the whole bloc: figures, and every row on which they differ."""

from django.views.generic import TemplateView, View

from blocs import permissions as bloc_permissions
from blocs.views.years import YearPart
from documents.list_downloads import list_download
from documents.spreadsheets import Listing
from pledges.agreement import agreement, by_criterion, by_pair, compared_rows


class Agreements(YearPart, TemplateView):
    """Only of sheets that both have finished."""

    allowed = staticmethod(bloc_permissions.can_read_all)
    template_name = "pledges/agreement.html"

    def get_context_data(self, **kwargs):
        rows = compared_rows(self.parent)
        return super().get_context_data(
            overall=agreement(rows),
            criteria=by_criterion(rows),
            pairs=by_pair(rows),
            differing=[row for row in rows if not row.agrees],
            **kwargs,
        )


class AgreementsSheet(YearPart, View):
    """Every row with both verdicts and what stands, and the figure of each criterion, as XLSX."""

    allowed = staticmethod(bloc_permissions.can_read_all)
    COLUMNS = [
        ("Hội", 34), ("Tiêu chí", 10), ("Người thứ nhất", 24), ("Điểm", 10), ("Lý do", 30), ("Người thứ hai", 24),
        ("Điểm", 10), ("Lý do", 30), ("Chênh", 10), ("Kết quả", 10), ("Người quyết định", 24),
    ]  # fmt: skip

    def get(self, request, pk):
        rows = compared_rows(self.parent)
        about = f"năm {self.parent.year}, {self.parent.bloc.short_name}"
        listing = Listing(
            "Từng dòng", f"Hai người thẩm định, {about}", self.COLUMNS, [self.row(row) for row in rows]
        )
        figures = [
            [code, text, one.of, one.same, one.percent and round(one.percent, 1), round(one.apart, 2)]
            for code, text, one in by_criterion(rows)
        ]
        columns = [
            ("Tiêu chí", 10), ("Nội dung", 60), ("Số dòng", 10), ("Giống nhau", 12), ("Tỷ lệ (%)", 12),
            ("Chênh bình quân", 14),
        ]  # fmt: skip
        by_code = Listing("Theo tiêu chí", f"Mức thống nhất theo tiêu chí, {about}", columns, figures)
        return list_download(request, f"muc-thong-nhat-{self.parent.year}", listing, by_code)

    @staticmethod
    def row(row) -> list:
        line, first, second = row.line, row.first, row.second
        return [
            line.report.association.short_name, line.criterion.code, str(first.verification.verifier),
            first.verified_points, first.reason, str(second.verification.verifier), second.verified_points,
            second.reason, row.apart, line.verified_points, row.settled_by or ("" if row.agrees else "chưa quyết định"),
        ]  # fmt: skip
