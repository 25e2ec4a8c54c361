"""The province receives a proposal, asks for more, and counts what was proposed."""

from functools import partial

from django.contrib import messages
from django.forms import BaseForm
from django.shortcuts import redirect
from django.views.generic import TemplateView, View

from awards import permissions
from awards.actions.proposals import ask_for_more
from awards.forms import (
    AskForm,
)
from awards.ledger import statistics
from awards.models import Nomination, Proposal
from base.access import Inside, attempt
from base.forms import all_valid, row_forms
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.models import BlocYear
from blocs.views.years import YearPart
from documents.list_downloads import list_download
from documents.spreadsheets import Listing

FILED = Proposal.objects.exclude(state=Proposal.State.DRAFT).select_related(
    "bloc_year__bloc", "bloc_year__lead"
)


class ResultPart(Inside):
    """A page where the province's side of a filed proposal is recorded."""

    inside = FILED
    allowed = staticmethod(permissions.can_record_results)

    def nominations(self) -> list[Nomination]:
        nominations = self.parent.nominations.select_related(
            "association", "award_type", "vote", "council", "award__decision"
        )
        return list(nominations)


class ProposalReceive(ResultPart, View):
    def post(self, request, pk):
        return attempt(request, self.parent.receive, done="Đã ghi nhận tiếp nhận hồ sơ.", to=self.parent)


class ProposalAsk(ResultPart, View):
    def post(self, request, pk):
        form = AskForm(request.POST)
        if not form.is_valid():
            messages.error(request, "Hãy ghi rõ cần bổ sung gì.")
            return redirect(self.parent)
        return attempt(
            request,
            partial(ask_for_more, self.parent),
            done="Đã gửi yêu cầu bổ sung tới thư ký khối.",
            to=self.parent,
            comment=form.cleaned_data["comment"],
        )


class RowsPart(ResultPart, TemplateView):
    """A form over the page and a small one for each nomination; all are shown again when one has a mistake."""

    row_class: type[BaseForm]

    def waiting(self) -> list[Nomination]:
        raise NotImplementedError

    def head(self, data=None):
        raise NotImplementedError

    def initial_of(self, nomination) -> dict:  # noqa: ARG002  subclasses have some
        return {}

    def rules(self) -> dict:
        """What the small forms need beside their row; callables are asked for each row."""
        return {}

    def forms(self, data=None):
        waiting = self.waiting()
        rows = row_forms(self.row_class, waiting, data, named="n", initial=self.initial_of, **self.rules())
        return self.head(data), list(zip(waiting, rows, strict=True))

    def get_context_data(self, **kwargs):
        if "rows" not in kwargs:
            kwargs["form"], kwargs["rows"] = self.forms()
        return super().get_context_data(proposal=self.parent, year=self.parent.bloc_year, **kwargs)

    def post(self, request, pk):
        form, rows = self.forms(request.POST)
        is_right = all_valid(form, *(row for _, row in rows))
        if is_right and not any(row.cleaned_data["outcome"] for _, row in rows):
            messages.error(request, "Chưa ghi: hãy chọn kết quả của ít nhất một đề nghị.")
        elif is_right:
            try:
                self.record(form.cleaned_data, [(n, r) for n, r in rows if r.cleaned_data["outcome"]])
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, "Đã ghi kết quả.")
                return redirect(self.parent)
        return self.render_to_response(self.get_context_data(form=form, rows=rows))

    def record(self, head: dict, rows: list) -> None:
        raise NotImplementedError


class StatisticsSheet(YearPart, View):
    """How many were proposed, let through and awarded, by award: what statistics of the field ask of a year."""

    allowed = staticmethod(bloc_permissions.can_read_all)
    COLUMNS = [
        ("Danh hiệu, hình thức", 44),
        ("Loại", 22),
        ("Cấp", 14),
        ("Số tập thể đề nghị", 14),
        ("Hội đồng thông qua", 14),
        ("Đã có quyết định tặng", 14),
    ]

    def get(self, request, pk):
        years = BlocYear.objects.for_user(request.user).filter(year=self.parent.year)
        own = years.filter(bloc__province__in=request.user.read_province_ids)
        scope = own if request.user.is_province else years.filter(pk=self.parent.pk)
        nominations = Nomination.objects.filter(
            proposal__bloc_year__in=scope, proposal__filed_at__isnull=False
        ).select_related("award_type", "council", "award")
        rows = [
            [s.award_type.name, s.award_type.get_kind_display(), s.award_type.get_level_display()]
            + [s.proposed, s.kept, s.given]
            for s in statistics(nominations)
        ]
        title = f"Số liệu đề nghị và khen thưởng tập thể năm {self.parent.year}"
        listing = Listing("Danh sách", title, self.COLUMNS, rows)
        return list_download(request, f"thong-ke-khen-thuong-{self.parent.year}", listing)
