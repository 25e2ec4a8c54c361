"""Prize money of a year: what is due by which decision and salary, what was paid, totals."""

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from awards import permissions
from awards.actions.prizes import Paid, record_payments
from awards.forms.prizes import PrizeForm
from awards.prizes import Prize, paid_by_year, prizes_of
from base.forms import all_valid
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.views.years import YearPart
from documents.list_downloads import list_download
from documents.spreadsheets import Listing


class Prizes(YearPart, TemplateView):
    """Every award of the year with its money; written down by the secretariat or the province."""

    allowed = staticmethod(bloc_permissions.can_read_all)
    template_name = "awards/prizes.html"

    @cached_property
    def prizes(self) -> list[Prize]:
        return prizes_of(self.parent)

    @property
    def may_write(self) -> bool:
        return permissions.can_record_prizes(self.request.user, self.parent)

    def rows(self, data=None) -> list[tuple[Prize, PrizeForm | None]]:
        if not self.may_write:
            return [(prize, None) for prize in self.prizes]
        return [
            (prize, PrizeForm(data, prefix=f"award{prize.award.pk}", initial=self.initial(prize)))
            for prize in self.prizes
        ]

    @staticmethod
    def initial(prize: Prize) -> dict:
        paid = prize.payment
        if paid is None:
            return {"amount": prize.due}
        return {"amount": paid.amount, "paid_on": paid.paid_on, "budget": paid.budget}

    def get_context_data(self, **kwargs):
        kwargs.setdefault("rows", self.rows())
        paid = [prize.payment.amount for prize in self.prizes if prize.payment]
        return super().get_context_data(
            due=sum((prize.due or Decimal(0) for prize in self.prizes), Decimal(0)),
            paid=sum(paid, Decimal(0)),
            by_year=paid_by_year(self.parent.bloc),
            may_write=self.may_write,
            **kwargs,
        )

    def post(self, request, pk):
        if not self.may_write:
            raise PermissionDenied
        rows = self.rows(request.POST)
        if not all_valid(*(form for _, form in rows if form)):
            messages.error(request, "Chưa lưu: có ô chưa đúng, xem dòng chữ đỏ bên dưới.")
            return self.render_to_response(self.get_context_data(rows=rows))
        try:
            kept = record_payments(
                [Paid(prize.award, **form.cleaned_data) for prize, form in rows if form], by=request.user
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(rows=rows))
        messages.success(request, f"Đã lưu {kept} dòng tiền thưởng.")
        return redirect("awards:prizes", pk)


class PrizesSheet(YearPart, View):
    """The same as XLSX."""

    allowed = staticmethod(bloc_permissions.can_read_all)
    COLUMNS = [
        ("Hội", 34), ("Danh hiệu, hình thức", 34), ("Quyết định", 44), ("Lương cơ sở", 14), ("Mức thưởng", 14),
        ("Đã chi", 14), ("Ngày chi", 14), ("Nguồn chi", 34),
    ]  # fmt: skip

    def get(self, request, pk):
        rows = []
        for prize in prizes_of(self.parent):
            paid = prize.payment
            payment = [paid.amount, f"{paid.paid_on:%d/%m/%Y}", paid.budget] if paid else ["", "", ""]
            award = prize.award
            rows.append(
                [
                    award.carried_name,
                    str(award.award_type),
                    str(award.decision),
                    prize.base_salary,
                    prize.due,
                    *payment,
                ]
            )
        title = f"Tiền thưởng năm {self.parent.year}, {self.parent.bloc.short_name}"
        listing = Listing("Danh sách", title, self.COLUMNS, rows)
        return list_download(request, f"tien-thuong-{self.parent.year}", listing)
