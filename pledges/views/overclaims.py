"""Self-scores against verified ones, for whoever reads the whole year."""

from django.views.generic import TemplateView, View

from blocs import permissions
from blocs.views.years import YearPart
from documents.list_downloads import list_download
from documents.spreadsheets import Listing
from pledges.overclaim import YEARS, by_criterion, by_member


class Overclaims(YearPart, TemplateView):
    allowed = staticmethod(permissions.can_read_all)
    template_name = "pledges/overclaims.html"

    def get_context_data(self, **kwargs):
        rows = by_member(self.parent)
        return super().get_context_data(
            members=[row for row in rows if row.differs],
            alike=[row for row in rows if not row.differs],
            years=sorted({y for row in rows for y in row.by_year}),
            criteria=by_criterion(self.parent),
            **kwargs,
        )


class OverclaimsSheet(YearPart, View):
    """The members' table as XLSX."""

    allowed = staticmethod(permissions.can_read_all)

    def get(self, request, pk):
        years = range(self.parent.year - YEARS + 1, self.parent.year + 1)
        columns = [("Đơn vị", 34), *((f"Năm {y}", 12) for y in years), ("Số tiêu chí bị sửa", 18)]
        rows = [
            [row.association.short_name, *(row.by_year.get(y) for y in years), row.changed]
            for row in by_member(self.parent)
        ]
        title = f"Điểm tự chấm cao hơn thẩm định, {self.parent.bloc.short_name}"
        listing = Listing("Danh sách", title, columns, rows)
        return list_download(request, f"tu-cham-va-tham-dinh-{self.parent.year}", listing)
