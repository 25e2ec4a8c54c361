"""The member's pages for writing a report: text, figures, scores, evidence; and the verifier's sheet."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from config.forms import CHANGED, Stamped, all_valid, row_forms
from config.workflow import MoveRefused
from documents.vietnamese import number
from members.access import Allowed, Inside
from pledges import permissions
from pledges.forms import EvidenceForm, FigureForm, LineForm, RevisionForm, TextForm, VerdictForm
from pledges.models import Outdated, Report, add_evidence, computed_points

from .reports import REPORTS, evidence_by_line, score_rows, sheet_totals

STEPS = [
    ("pledges:report-text", "Nội dung"),
    ("pledges:report-figures", "Số liệu"),
    ("pledges:report-scores", "Tự chấm điểm"),
    ("pledges:report-evidence", "Minh chứng"),
]


def steps_of(report: Report) -> list[tuple[str, str]]:
    return STEPS if report.is_annual else [step for step in STEPS if step[0] != "pledges:report-scores"]


class PartEdit(Allowed, SingleObjectMixin, TemplateView):
    """One part of an open report. Whatever goes wrong, what was typed stays on the page."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_write)
    part = ""  # ReportPart.Name

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if request.method == "GET" and not self.object.is_open:
            messages.info(request, "Báo cáo này đã nộp, không sửa được nữa.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def forms(self, data=None) -> list:
        """The forms of this part, in the order of the page."""
        raise NotImplementedError

    def write(self, forms, read: int) -> None:
        raise NotImplementedError

    def note_conflicts(self, pairs) -> None:
        """Put what another person stored beside what was typed; `pairs` of (form, fresh row)."""
        for form, row in pairs:
            for name, typed in self.typed(form).items():
                note(form, name, getattr(row, name), typed)

    def typed(self, form) -> dict:
        """The fields of one form that this part writes."""
        return dict(form.cleaned_data)

    def get_context_data(self, **kwargs):
        part = self.object.parts.select_related("written_by").get(name=self.part)
        name = self.request.resolver_match.view_name
        return {
            "report": self.object,
            "year": self.object.bloc_year,
            "steps": steps_of(self.object),
            "current": name,
            "written": part,
            "revision": RevisionForm(initial={"revision": part.revision}),
        } | super().get_context_data(**kwargs)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(forms=self.forms()))

    def post(self, request, *args, **kwargs):
        forms, revision = self.forms(request.POST), RevisionForm(request.POST)
        if not all_valid(revision, *forms):
            messages.error(request, "Chưa lưu: có ô chưa đúng, xem dòng chữ đỏ bên dưới.")
            return self.render_to_response(self.get_context_data(forms=forms, revision=revision))
        try:
            self.write(forms, revision.cleaned_data["revision"])
        except Outdated as conflict:
            messages.warning(request, str(conflict))
            self.note_conflicts(zip(forms, self.stored(), strict=False))
            return self.render_to_response(self.get_context_data(forms=forms))
        except MoveRefused as refusal:
            messages.error(request, f"{refusal} Nội dung anh/chị vừa nhập vẫn còn bên dưới để chép lại.")
            return self.render_to_response(self.get_context_data(forms=forms, revision=revision))
        messages.success(request, "Đã lưu (chưa nộp).")
        return redirect(self.after(request.POST.get("goto")), self.object.pk)

    def stored(self) -> list:
        raise NotImplementedError

    def after(self, goto: str | None) -> str:
        """The next step, or the report itself."""
        names = [name for name, _ in steps_of(self.object)]
        here = names.index(self.request.resolver_match.view_name)
        return names[here + 1] if goto == "next" and here + 1 < len(names) else "pledges:report"


def note(form, name: str, stored, typed) -> None:
    """Under a box: what is stored now, where it differs from what was typed."""
    if stored != typed:
        shown = number(stored) if stored is not None and not isinstance(stored, str) else stored
        form.add_error(name, f"Bản đã lưu: {shown or '(trống)'}")


class TextEdit(PartEdit):
    part = "text"
    template_name = "pledges/report_text.html"

    def stored(self):
        return list(self.object.sections.select_related("outline"))

    def forms(self, data=None):
        initial = {"revision": self.object.parts.get(name=self.part).revision}
        return [TextForm(data, sections=self.stored(), initial=initial)]

    def write(self, forms, read):
        self.object.write_text(by=self.request.user, read=read, texts=forms[0].texts())

    def note_conflicts(self, pairs):
        (form, _), *_ = pairs
        for section in self.stored():
            name = f"section_{section.pk}"
            note(form, name, section.text, form.cleaned_data[name])


class FiguresEdit(PartEdit):
    part = "figures"
    template_name = "pledges/report_figures.html"

    def stored(self):
        return list(self.object.results.select_related("target__content"))

    def forms(self, data=None):
        rows = self.stored()
        made = row_forms(
            FigureForm,
            rows,
            data,
            initial=lambda r: {"actual": r.actual, "previous": r.previous, "note": r.note},
        )
        for form, row in zip(made, rows, strict=True):
            form.row = row
        return made

    def write(self, forms, read):
        figures = {form.row.pk: form.cleaned_data for form in forms}
        self.object.write_figures(by=self.request.user, read=read, figures=figures)


class ScoresEdit(PartEdit):
    part = "scores"
    template_name = "pledges/report_scores.html"

    def dispatch(self, request, *args, **kwargs):
        if not self.get_object().is_annual:
            return redirect("pledges:report", kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> list[tuple]:
        """Criteria with their lines, the computed ones as they stand now."""
        rows = score_rows(self.object, evidence_by_line(self.object))
        computed = {line.pk: points for line, points in computed_points(self.object).items()}
        for _, line in rows:
            if line and line.pk in computed:
                line.self_points = computed[line.pk]
        return rows

    def stored(self):
        return [line for _, line in self.rows() if line]

    def forms(self, data=None):
        return row_forms(
            LineForm,
            self.stored(),
            data,
            line=lambda line: line,
            step=self.object.bloc_year.score_step,
            initial=lambda line: {"self_points": line.self_points, "result": line.result},
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        by_criterion = {form.line.criterion_id: form for form in context["forms"]}
        rows = [(criterion, by_criterion.get(criterion.pk)) for criterion in self.object.criteria_set.tree]
        return context | {"rows": rows, "criteria_set": self.object.criteria_set}

    def write(self, forms, read):
        scores = {form.line.pk: form.score() for form in forms}
        self.object.write_scores(by=self.request.user, read=read, scores=scores)

    def typed(self, form):
        return form.score()


class EvidenceEdit(Allowed, SingleObjectMixin, FormView):
    """What proves the report: added one by one, each saved at once."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_write)
    form_class = EvidenceForm
    template_name = "pledges/report_evidence.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"report": self.object}

    def get_context_data(self, **kwargs):
        evidence = self.object.evidence.kept().select_related("line__criterion", "added_by")
        return super().get_context_data(
            report=self.object,
            year=self.object.bloc_year,
            evidence=evidence.order_by("line__criterion__code", "pk"),
            used=sum(item.size for item in evidence),
            steps=steps_of(self.object),
            current=self.request.resolver_match.view_name,
            **kwargs,
        )

    def form_valid(self, form):
        data = dict(form.cleaned_data)
        upload, line = data.pop("file"), data.pop("line")
        try:
            added = add_evidence(
                self.object,
                by=self.request.user,
                line=line,
                upload=upload,
                content_type=form.content_type,
                **data,
            )
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Đã thêm minh chứng: {added}.")
        return redirect("pledges:report-evidence", self.object.pk)


class EvidenceRemove(Inside, View):
    inside = REPORTS
    allowed = staticmethod(permissions.can_write)

    def post(self, request, pk, evidence):
        found = get_object_or_404(self.parent.evidence.kept(), pk=evidence)
        try:
            found.remove()
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã bỏ minh chứng: {found}.")
        return redirect("pledges:report-evidence", pk)


class Verify(Allowed, SingleObjectMixin, TemplateView):
    """The verifier's sheet: claim, evidence and verdict of each leaf side by side."""

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
        verdicts = self.object.lines.order_by("pk").values_list("pk", "verified_points", "reason")
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
