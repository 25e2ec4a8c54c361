"""The verifier's sheet: claim, evidence and verdict of each leaf side by side."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import TemplateView
from django.views.generic.detail import SingleObjectMixin

from config.forms import CHANGED, Stamped, all_valid, row_forms
from config.workflow import MoveRefused
from members.access import Allowed
from pledges import permissions
from pledges.forms import VerdictForm

from .reports import REPORTS, evidence_by_line, score_rows, sheet_totals


class Verify(Allowed, SingleObjectMixin, TemplateView):
    queryset = REPORTS
    allowed = staticmethod(permissions.can_verify)
    template_name = "pledges/verify.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.object.is_open:
            messages.info(request, "Báo cáo chưa nộp hoặc đang trả lại, chưa thẩm định được.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def forms(self, rows, data=None) -> list:
        def initial(line):
            points = line.self_points if line.verified_points is None else line.verified_points
            return {"verified_points": points, "reason": line.reason}

        lines = [line for _, line in rows if line]
        step = self.object.bloc_year.score_step
        return row_forms(VerdictForm, lines, data, line=lambda line: line, step=step, initial=initial)

    def stamp(self, data=None) -> Stamped:
        verdicts = self.object.lines.order_by("pk").values_list(
            "pk", "self_points", "verified_points", "reason"
        )
        return Stamped(data, stored=list(verdicts))

    def get_context_data(self, forms=None, **kwargs):
        kwargs.setdefault("stamp", self.stamp())
        rows = score_rows(self.object, evidence_by_line(self.object))
        forms = forms or self.forms(rows)
        by_criterion = {form.line.criterion_id: form for form in forms}
        sheet = [(criterion, line, by_criterion.get(criterion.pk)) for criterion, line in rows]
        return super().get_context_data(
            report=self.object,
            year=self.object.bloc_year,
            sheet=sheet,
            criteria_set=self.object.criteria_set,
            forms=forms,
            **sheet_totals(self.object, rows),
            **kwargs,
        )

    def post(self, request, pk):
        forms, stamp = self.forms(score_rows(self.object, {}), request.POST), self.stamp(request.POST)
        if stamp.was_changed:
            messages.warning(request, CHANGED)
            return self.render_to_response(self.get_context_data(forms=forms, stamp=stamp))
        if not all_valid(*forms):
            messages.error(request, "Chưa lưu: có ô chưa đúng, xem dòng chữ đỏ bên dưới.")
            return self.render_to_response(self.get_context_data(forms=forms))
        try:
            self.object.verify(by=request.user, verdicts={form.line.pk: form.cleaned_data for form in forms})
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(forms=forms))
        messages.success(request, "Đã lưu kết quả thẩm định.")
        return redirect(self.object)
