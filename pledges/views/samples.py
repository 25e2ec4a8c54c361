"""The random sample of evidence of a year: how it is drawn, what was drawn, what else is looked at."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.views.years import YearPart
from documents.list_downloads import list_download
from documents.spreadsheets import Listing
from pledges import permissions
from pledges.actions.samples import accept_outside_sample, announce_sample, draw_sample, object_to
from pledges.forms.samples import AnnounceSampleForm, DrawSampleForm, SampleObjectionForm
from pledges.models import ScoreLine
from pledges.samples import SampledSheet, sample_in, sampled_sheets


class Sample(YearPart, TemplateView):
    """For everybody of the year: where the seed comes from, the seed, and what it draws."""

    template_name = "pledges/sample.html"

    @cached_property
    def sample(self):
        return sample_in(self.parent)

    @cached_property
    def sheets(self) -> list[SampledSheet]:
        if self.sample is None or not self.sample.is_drawn:
            return []
        return sampled_sheets(self.parent, self.sample, self.request.user)

    @cached_property
    def outside(self) -> dict[int, list[tuple[int, str]]]:
        """{report: [(line, code)]} of what is neither drawn nor objected to."""
        inside = {
            sheet.report.pk: {*sheet.drawn, *(one.line.criterion.code for one in sheet.objections)}
            for sheet in self.sheets
        }
        typed = {"criterion__scorer": "member", "criterion__kind__in": ["judged", "yes_no", "bonus"]}
        lines = ScoreLine.objects.filter(report__in=inside, **typed)
        by_report: dict[int, list[tuple[int, str]]] = {}
        for pk, report, code in lines.order_by("criterion__code").values_list(
            "pk", "report", "criterion__code"
        ):
            if code not in inside[report]:
                by_report.setdefault(report, []).append((pk, code))
        return by_report

    def objection_form(self, data=None) -> SampleObjectionForm:
        return SampleObjectionForm(data, sheets=self.sheets, lines=self.outside)

    def get_context_data(self, **kwargs):
        user, year = self.request.user, self.parent
        may_object = bloc_permissions.can_read_all(user, year) and bool(self.sheets) and not year.is_locked
        if may_object:
            kwargs.setdefault("objection", self.objection_form())
        kwargs.setdefault("announcing", AnnounceSampleForm())
        kwargs.setdefault("drawing", DrawSampleForm())
        return super().get_context_data(
            sample=self.sample,
            sheets=self.sheets,
            to_take=sum(sheet.unverified for sheet in self.sheets if self.is_mine(sheet)),
            is_closed=year.is_done("self_scoring_closed"),
            is_locked=year.is_locked,
            **kwargs,
        )

    def is_mine(self, sheet: SampledSheet) -> bool:
        sheet.report.bloc_year = self.parent
        return permissions.can_review(self.request.user, sheet.report)

    def back(self):
        return redirect("pledges:sample", self.parent.pk)


class SampleAnnounce(Sample):
    allowed = staticmethod(bloc_permissions.can_run)
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        form = AnnounceSampleForm(request.POST)
        if form.is_valid():
            try:
                announce_sample(self.parent, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error("seed_source", str(refusal))
            else:
                messages.success(request, "Đã công bố cách rút mẫu; các hội được báo.")
                return self.back()
        return self.render_to_response(self.get_context_data(announcing=form))


class SampleDraw(Sample):
    allowed = staticmethod(bloc_permissions.can_run)
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        form = DrawSampleForm(request.POST)
        if form.is_valid():
            try:
                draw_sample(self.parent, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error("seed", str(refusal))
            else:
                messages.success(request, "Đã rút mẫu; các hội được báo.")
                return self.back()
        return self.render_to_response(self.get_context_data(drawing=form))


class SampleObject(Sample):
    """Whoever reads the whole year may have more looked at."""

    allowed = staticmethod(bloc_permissions.can_read_all)
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        form = self.objection_form(request.POST)
        if form.is_valid():
            lines = ScoreLine.objects.select_related("report__association", "criterion")
            line = lines.get(pk=form.cleaned_data["line"])
            try:
                object_to(line, reason=form.cleaned_data["reason"], by=request.user)
            except Refused as refusal:
                form.add_error("line", str(refusal))
            else:
                messages.success(
                    request, f"Đã ghi: kiểm tra thêm {line.criterion.code} của {line.report.association}."
                )
                return self.back()
        return self.render_to_response(self.get_context_data(objection=form))


class SampleAcceptRest(Sample):
    """Takes what is outside the sample as claimed, of every sheet that one reviews."""

    allowed = staticmethod(bloc_permissions.can_read_all)
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        taken = 0
        mine = [sheet.report for sheet in self.sheets if self.is_mine(sheet)]
        for report in mine:
            try:
                taken += accept_outside_sample(report, by=request.user)
            except Refused as refusal:
                messages.error(request, f"{report.association.short_name}: {refusal}")
        if taken:
            messages.success(request, f"Đã nhận điểm tự chấm của {taken} dòng ngoài mẫu.")
        elif mine:
            messages.info(request, "Không còn dòng nào ngoài mẫu chờ nhận.")
        return self.back()


class SampleSheet(YearPart, View):
    """What was drawn, as XLSX."""

    def get(self, request, pk):
        sample = sample_in(self.parent)
        sheets = sampled_sheets(self.parent, sample, request.user) if sample and sample.is_drawn else []
        rows = [
            [
                sheet.report.association.short_name,
                sheet.report.association.code,
                ", ".join(sheet.drawn),
                "; ".join(f"{one.line.criterion.code}: {one.reason}" for one in sheet.objections),
            ]
            for sheet in sheets
        ]
        columns = [("Hội", 34), ("Mã hội", 12), ("Tiêu chí trong mẫu", 44), ("Đề nghị kiểm tra thêm", 44)]
        seed = f"số rút mẫu {sample.seed}" if sample and sample.is_drawn else "chưa rút"
        title = f"Mẫu kiểm tra minh chứng năm {self.parent.year}, {self.parent.bloc.short_name}: {seed}"
        return list_download(
            request, f"mau-kiem-tra-{self.parent.year}", Listing("Mẫu", title, columns, rows)
        )
