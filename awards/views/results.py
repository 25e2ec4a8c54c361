"""What the province does with a proposal, and the ledger that decisions fill."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView, View

from audit.log import acts_about
from awards import permissions
from awards.actions.outcomes import record_council, record_decision
from awards.actions.proposals import ask_for_more
from awards.charts import ranks_over_years
from awards.forms import (
    AskForm,
    AwardForm,
    CouncilDayForm,
    CouncilForm,
    DecisionCorrectionForm,
    DecisionForm,
    DecisionLineForm,
)
from awards.ledger import ledger_of, statistics
from awards.models import Award, Decision, Nomination, Proposal
from awards.notices import tell_award_entered, tell_results
from base.access import Inside, attempt
from base.forms import all_valid, row_forms
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.models import BlocYear
from blocs.views.years import YearPart
from documents.files import XLSX
from documents.spreadsheets import list_sheet
from members.models import Association
from pledges.views.evidence import send_file

from .papers import file_response

FILED = Proposal.objects.exclude(state=Proposal.State.DRAFT).select_related(
    "bloc_year__bloc", "bloc_year__lead"
)


class ResultPart(Inside):
    """A page where the province's side of a filed proposal is recorded."""

    inside = FILED
    allowed = staticmethod(permissions.can_record_results)

    def nominations(self) -> list[Nomination]:
        found = self.parent.nominations.select_related(
            "association", "award_type", "vote", "council", "award__decision"
        )
        return list(found)


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

    def forms(self, data=None):
        waiting = self.waiting()
        rows = row_forms(self.row_class, waiting, data, named="n", initial=self.initial_of)
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
                with transaction.atomic():
                    self.record(form.cleaned_data, [(n, r) for n, r in rows if r.cleaned_data["outcome"]])
                    tell_results(self.parent)
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, "Đã ghi kết quả.")
                return redirect(self.parent)
        return self.render_to_response(self.get_context_data(form=form, rows=rows))

    def record(self, head: dict, rows: list) -> None:
        raise NotImplementedError


class CouncilRecord(RowsPart):
    template_name = "awards/council.html"
    row_class = CouncilForm

    def waiting(self):
        return [n for n in self.nominations() if not getattr(n, "award", None)]

    def head(self, data=None):
        known = next((n.council.met_on for n in self.nominations() if getattr(n, "council", None)), None)
        return CouncilDayForm(data, initial={"met_on": known})

    def initial_of(self, nomination):
        council = getattr(nomination, "council", None)
        if council is None:
            return {}
        said = {name: getattr(council, name) for name in ("approve", "whole", "reason")}
        return said | {"outcome": "kept" if council.is_kept else "cut"}

    def record(self, head, rows):
        results = {nomination: row.facts() for nomination, row in rows}
        record_council(self.parent, results, by=self.request.user, **head)


class DecisionRecord(RowsPart):
    template_name = "awards/decision.html"
    row_class = DecisionLineForm

    def waiting(self):
        return [n for n in self.nominations() if not n.has_ended]

    def head(self, data=None):
        return DecisionForm(data)

    def record(self, head, rows):
        said = {n: row.cleaned_data for n, row in rows}
        record_decision(
            self.parent,
            head,
            awarded=[n for n, data in said.items() if data["outcome"] == "given"],
            declined={n: data["reason"] for n, data in said.items() if data["outcome"] == "declined"},
            by=self.request.user,
        )


class Ledger(Inside, FormView):
    """What an association holds by decisions; who records results adds the years before."""

    inside = Association.objects.all()
    form_class = AwardForm
    template_name = "awards/ledger.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"association": self.parent}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            association=self.parent,
            awards=ledger_of(self.parent),
            ranks=ranks_over_years(self.request.user, self.parent),
            acts=acts_about(self.parent),
            can_add=bloc_permissions.can_keep_ledger(self.request.user, self.parent),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if not bloc_permissions.can_keep_ledger(request.user, self.parent):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            with transaction.atomic():
                award = form.save(by=self.request.user)
                tell_award_entered(award, by=self.request.user)
        except IntegrityError:
            messages.error(self.request, "Khen thưởng này vừa được ghi vào sổ.")
        else:
            messages.success(self.request, f"Đã ghi vào sổ: {award}.")
        return redirect("awards:ledger", self.parent.pk)


class DecisionCorrect(Inside, FormView):
    """Puts a decision in an association's ledger right, with the reason."""

    inside = Association.objects.all()
    allowed = staticmethod(bloc_permissions.can_keep_ledger)
    form_class = DecisionCorrectionForm
    template_name = "awards/decision_correct.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        decisions = Decision.objects.filter(awards__association=self.parent).distinct()
        self.decision = get_object_or_404(decisions, pk=kwargs["decision"])

    def get_initial(self):
        return {name: getattr(self.decision, name) for name in ("number", "dated", "authority")}

    def get_context_data(self, **kwargs):
        others = self.decision.awards.exclude(association=self.parent).select_related("association")
        return super().get_context_data(
            association=self.parent, decision=self.decision, others=others, **kwargs
        )

    def form_valid(self, form):
        try:
            self.decision.correct(by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã sửa quyết định.")
        return redirect("awards:ledger", self.parent.pk)


class Certificate(Inside, View):
    """The scan of a certificate; decisions of commendation are public among those who sign in."""

    inside = Association.objects.all()

    def get(self, request, pk, award):
        found = get_object_or_404(Award.objects.filter(association=self.parent), pk=award)
        if not found.certificate:
            raise Http404("Chưa có bản chụp.")
        return send_file(
            str(found.certificate.name),
            name=found.certificate_name,
            content_type=found.certificate_type,
            inline="xem" in request.GET,
        )


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
        scope = years if request.user.is_province else years.filter(pk=self.parent.pk)
        nominations = Nomination.objects.filter(
            proposal__bloc_year__in=scope, proposal__filed_at__isnull=False
        ).select_related("award_type", "council", "award")
        rows = [
            [s.award_type.name, s.award_type.get_kind_display(), s.award_type.get_level_display()]
            + [s.proposed, s.kept, s.given]
            for s in statistics(nominations)
        ]
        title = f"Số liệu đề nghị và khen thưởng tập thể năm {self.parent.year}"
        name = f"thong-ke-khen-thuong-{self.parent.year}.xlsx"
        return file_response(list_sheet(title, self.COLUMNS, rows), name, content_type=XLSX)
