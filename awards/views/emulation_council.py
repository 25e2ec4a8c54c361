"""The province's council in one year: its rules, every nominee of all blocs, quotas, who appears twice."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.generic import FormView, View

from audit.log import acts_about
from awards import permissions
from awards.actions.council import write_council
from awards.council import CouncilBoard, council_board, council_of, years_of
from awards.forms.council import EmulationCouncilForm
from awards.models import Nomination
from base.access import Inside
from base.workflow import Refused
from blocs.models import AwardType
from documents.list_downloads import list_download
from documents.spreadsheets import Listing
from members.models import Province


class CouncilPart(Inside):
    """Pages of one province, for its officers."""

    inside = Province.objects.all()
    allowed = staticmethod(permissions.can_see_council)


class CouncilLatest(CouncilPart, View):
    """The last year for which a bloc sent a dossier."""

    def get(self, request, pk):
        years = years_of(self.parent)
        if not years:
            messages.info(request, "Chưa có khối nào gửi hồ sơ đề nghị.")
            return redirect("home")
        return redirect("awards:council-year", pk, years[0])


class CouncilYearPart(CouncilPart):
    """One year of it; only years for which something was sent."""

    years: list[int]

    def dispatch(self, request, *args, **kwargs):
        self.years = years_of(self.parent)
        if kwargs["year"] not in self.years:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def board(self) -> CouncilBoard:
        return council_board(self.parent, self.kwargs["year"])


class CouncilYear(CouncilYearPart, FormView):
    """Reads the nominees; writes how many members the Council has and what the province may give."""

    form_class = EmulationCouncilForm
    template_name = "awards/council_year.html"

    def get_form_kwargs(self):
        council = council_of(self.parent, self.kwargs["year"])
        awards = list(AwardType.objects.filter(proposed_by_bloc=True))
        known = {q.award_type_id: q.at_most for q in council.quotas.all()} if council.pk else {}
        initial = {EmulationCouncilForm.box_of(a): known.get(a.pk) for a in awards}
        initial |= {"members": council.members, "leading_elsewhere": council.leading_elsewhere}
        return super().get_form_kwargs() | {"award_types": awards, "initial": initial}

    def get_context_data(self, **kwargs):
        context = {
            "province": self.parent,
            "of_year": self.kwargs["year"],
            "years": self.years,
            "board": self.board(),
            "acts": acts_about(self.parent),
        }
        return super().get_context_data(**kwargs | context)

    def form_valid(self, form):
        year = self.kwargs["year"]
        try:
            write_council(self.parent, year, by=self.request.user, **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã lưu.")
        return redirect("awards:council-year", self.parent.pk, year)


class CouncilYearSheet(CouncilYearPart, View):
    """The nominees as XLSX, each with its bloc and rank, as the minutes of the Council name them."""

    COLUMNS = [
        ("Danh hiệu, hình thức", 40), ("Tập thể", 50), ("Khối", 36), ("Hạng trong khối", 10), ("Tổng điểm", 10),
        ("Phiếu ở khối", 12), ("Kết quả Hội đồng", 40), ("Quyết định", 44),
    ]  # fmt: skip

    def get(self, request, pk, year):
        rows = [self.row(nomination) for nomination in self.board().nominations]
        title = f"Đề nghị khen thưởng tập thể năm {year}, {self.parent}"
        listing = Listing("Danh sách", title, self.COLUMNS, rows)
        return list_download(request, f"de-nghi-toan-tinh-{year}", listing)

    @staticmethod
    def row(nomination: Nomination) -> list:
        council, award = getattr(nomination, "council", None), getattr(nomination, "award", None)
        decided = str(award.decision) if award else nomination.declined_reason
        return [
            nomination.award_type.name,
            nomination.association.official_name,
            nomination.proposal.bloc_year.bloc.name,
            nomination.rank,
            nomination.total,
            f"{nomination.approve}/{nomination.whole}",
            council.said if council else "",
            decided,
        ]
