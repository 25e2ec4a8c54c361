"""What was found, told to the member; its explanations, and the second look at them."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed, attempt
from base.forms import all_valid, row_forms
from base.workflow import Refused
from pledges import permissions
from pledges.actions.explanations import agree, explain, look_again, tell
from pledges.contents import ReportContents
from pledges.forms import ExplanationForm, ReplyForm, VerdictForm
from pledges.models import Explanation, ScoreLine, explanation_until, may_explain

from .reports import REPORTS, score_rows, sheet_totals


def is_answered(line: ScoreLine) -> bool:
    """Whether the member's explanation of this line was looked at again: nothing more is written on it."""
    return hasattr(line, "explanation") and bool(line.explanation.reply)


class Tell(Allowed, SingleObjectMixin, View):
    """Sends what was found to the member and opens its time to explain."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_settle)

    def post(self, request, pk):
        report = self.get_object()

        return attempt(request, partial(tell, report), done="Đã gửi kết quả thẩm định cho hội.", to=report)


class Agree(Allowed, SingleObjectMixin, View):
    queryset = REPORTS
    allowed = staticmethod(permissions.can_agree)

    def post(self, request, pk):
        report = self.get_object()

        def accept(by):
            agree(report, by=by)

        return attempt(request, accept, done="Đã ghi: hội đồng ý với kết quả thẩm định.", to=report)


class ReportPage(Allowed, SingleObjectMixin, TemplateView):
    queryset = REPORTS

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if self.object.told_at is None:
            messages.info(request, "Kết quả thẩm định chưa được gửi cho hội.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)


class Explain(ReportPage):
    """The leaves whose points were changed, each with the member's explanation."""

    allowed = staticmethod(permissions.can_explain)
    template_name = "pledges/explanations.html"

    def lines(self) -> list:
        lines = self.object.lines.select_related("criterion", "verified_by", "explanation__replied_by")
        lines = lines.select_related("explanation__by").order_by("criterion__position", "pk")
        return [line for line in lines if line.reason or hasattr(line, "explanation")]

    def forms(self, lines: list, data=None) -> list:
        def initial(line):
            return {"text": line.explanation.text if hasattr(line, "explanation") else ""}

        return row_forms(ExplanationForm, lines, data, named="line-", initial=initial)

    def get_context_data(self, forms=None, **kwargs):
        lines, is_open = self.lines(), may_explain(self.object)
        forms = forms or self.forms(lines)
        return super().get_context_data(
            report=self.object,
            year=self.object.bloc_year,
            rows=list(zip(lines, forms if is_open else [None] * len(lines), strict=True)),
            until=explanation_until(self.object),
            is_open=is_open,
            has_boxes=is_open and not all(is_answered(line) for line in lines),
            can_agree=permissions.can_agree(self.request.user, self.object),
            untouched=self.object.lines.count() - len(lines),
            **sheet_totals(self.object, score_rows(ReportContents(self.object))),
            **kwargs,
        )

    def post(self, request, pk):
        lines = self.lines()
        forms = self.forms(lines, request.POST)
        if not all_valid(*forms):
            return self.render_to_response(self.get_context_data(forms=forms))
        texts = {line.pk: form.cleaned_data["text"] for line, form in zip(lines, forms, strict=True)}
        try:
            written = explain(self.object, by=request.user, texts=texts)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(forms=forms))
        messages.success(request, f"Đã gửi {written} giải trình.")
        return redirect(request.path)


class SecondLook(ReportPage):
    """Each explanation with the points kept or changed."""

    allowed = staticmethod(permissions.can_settle)
    template_name = "pledges/second_look.html"

    def explanations(self):
        explained = Explanation.objects.filter(line__report=self.object)
        return explained.select_related("line__criterion", "by", "replied_by").order_by(
            "line__criterion__position"
        )

    def forms(self, explanation, data=None) -> dict:
        line, step = explanation.line, self.object.bloc_year.score_step
        names = ("verified_points", "verified_na", "reason")
        initial = {name: getattr(line, name) for name in names}
        prefix = f"e{explanation.pk}"
        return {
            "reply": ReplyForm(data, prefix=prefix),
            "verdict": VerdictForm(data, line=line, step=step, initial=initial, prefix=prefix),
        }

    def get_context_data(self, sent=None, **kwargs):
        rows = []
        for explanation in self.explanations():
            forms = sent[1] if sent and sent[0] == explanation.pk else self.forms(explanation)
            rows.append((explanation, None if explanation.reply else forms))
        return super().get_context_data(report=self.object, year=self.object.bloc_year, rows=rows, **kwargs)

    def post(self, request, pk):
        key = request.POST.get("explanation", "")
        matching = self.explanations().filter(pk=int(key) if key.isdecimal() and len(key) < 18 else 0)
        explanation = get_object_or_404(matching)
        forms = self.forms(explanation, request.POST)
        if not all_valid(*forms.values()):
            return self.render_to_response(self.get_context_data(sent=(explanation.pk, forms)))
        reply, verdict = forms["reply"].cleaned_data["reply"], forms["verdict"].cleaned_data
        try:
            look_again(self.object, explanation, by=request.user, reply=reply, verdict=verdict)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Đã trả lời giải trình.")
        return redirect(request.path)
