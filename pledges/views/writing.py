"""The member's pages for writing a report: text, figures, scores. Every box saves by itself, or with the button."""

import json

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView
from django.views.generic.detail import SingleObjectMixin

from base.access import Own
from base.forms import row_forms, saves_itself
from base.workflow import Refused
from pledges import permissions
from pledges.actions.criteria import newer_criteria
from pledges.contents import ReportContents
from pledges.forms import LineForm, SectionForm, figure_form
from pledges.last_year import NOTHING_KNOWN, figures_of_last_year, points_of_last_year
from pledges.merging import Written, mark_of
from pledges.models import Report, fraction_of, open_correction
from pledges.writing_steps import steps_of

from .reports import REPORTS, VERDICTS, score_rows
from .saving import marks_in, saved_by_itself


def typed_in(forms, data) -> tuple[dict, dict[str, str]]:
    """What was typed into each box that was sent: {box: value}, and {box: what is wrong with it}."""
    typed, errors = {}, {}
    for form in forms:
        form.is_valid()
        for name, field in form.fields.items():
            box = form.add_prefix(name)
            if box not in data or field.disabled or data.get(f"take-{box}") == "stored":
                continue
            if name in form.errors:
                errors[box] = " ".join(form.errors[name])
            else:
                typed[box] = form.cleaned_data[name]
    return typed, errors


def remarks_on(report: Report) -> dict[str, list]:
    """{row: what the open return asks there}, with the rest under an empty name. At most two queries."""
    correction = open_correction(report) if report.is_returned else None
    remarks: dict[str, list] = {}
    for item in correction.items.all() if correction else []:
        remarks.setdefault(item.row, []).append(item)
    return remarks


class PartEdit(Own, SingleObjectMixin, TemplateView):
    """One part of an open report. Whatever goes wrong, what was typed stays on the page."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_write)
    kind = ""  # the first word of this part's boxes

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return self.elsewhere() or super().dispatch(request, *args, **kwargs)

    def elsewhere(self):
        """Where this part cannot be written, the way to the report."""
        if self.request.method != "GET" or self.object.is_open:
            return None
        messages.info(self.request, "Báo cáo này đã nộp, không sửa được nữa.")
        return redirect(self.object)

    def get_object(self, queryset=None):
        """A save that came by itself shows nothing of the year's steps."""
        reports = self.queryset if queryset is None else queryset
        return super().get_object(reports.prefetch_related(None) if saves_itself(self.request) else reports)

    def rows(self, contents: ReportContents) -> list:
        """The rows of this part, in the order of the page."""
        raise NotImplementedError

    def make_forms(self, rows: list, data=None) -> list:
        raise NotImplementedError

    def forms(self, data) -> list:
        """A form for each row; of a save that came by itself, only for the rows that were sent."""
        rows = self.rows(ReportContents(self.object))
        if saves_itself(self.request):
            sent = {box.rsplit("-", 1)[0] for box in data}
            rows = [row for row in rows if f"{self.kind}-{row.pk}" in sent]
        forms = self.make_forms(rows, data)
        for form, row in zip(forms, rows, strict=True):
            form.row = row
        return forms

    def get_context_data(  # type: ignore[override]
        self,
        forms,
        contents: ReportContents | None = None,
        kept: dict | None = None,
        conflicts=None,
        **kwargs,
    ):
        """`contents` are what the forms were made of, where nothing was sent.

        `kept` are marks of boxes that were not saved: the next save still has to notice a conflict in them.
        """
        stored = forms if contents else self.make_forms(self.rows(ReportContents(self.object)))
        boxes = {
            form.add_prefix(name): mark_of(form.get_initial_for_field(field, name))
            for form in stored
            for name, field in form.fields.items()
            if not field.disabled
        }
        return {
            "report": self.object,
            "year": self.object.bloc_year,
            "steps": steps_of(self.object),
            "current": self.request.resolver_match.view_name,
            "last_change": self.object.changes.exclude(VERDICTS).select_related("by").first(),
            "forms": forms,
            "read": json.dumps(boxes | (kept or {}), separators=(",", ":")),
            "conflicts": conflicts or {},
            "remarks": remarks_on(self.object),
            "answers": self.object.url("answers"),
            "due_at": self.object.current_due,
        } | super().get_context_data(**kwargs)

    def get(self, request, *args, **kwargs):
        contents = ReportContents(self.object)
        forms = self.make_forms(self.rows(contents))
        return self.render_to_response(self.get_context_data(forms=forms, contents=contents))

    def post(self, request, *args, **kwargs):
        forms, read = self.forms(request.POST), marks_in(request.POST)
        typed, errors = typed_in(forms, request.POST)
        try:
            written = self.object.write(by=request.user, typed=typed, read=read)
        except Refused as refusal:
            return self.refused(forms, str(refusal), read)
        if saves_itself(request):
            return saved_by_itself(written, errors, asks=self.asks(forms))
        if errors or written.conflicts:
            return self.partly_saved(forms, written, errors, read)
        messages.success(request, "Đã lưu (chưa nộp).")
        return redirect(self.after(request.POST.get("goto")), self.object.pk)

    def asks(self, forms) -> dict[str, str]:  # noqa: ARG002  for the figures
        """{box: a question about what was just saved there}; asked, never refused."""
        return {}

    def refused(self, forms, why: str, read: dict):
        if saves_itself(self.request):
            return JsonResponse({"refused": why}, status=409)
        messages.error(self.request, f"{why} Nội dung anh/chị vừa nhập vẫn còn bên dưới để chép lại.")
        return self.render_to_response(self.get_context_data(forms=forms, kept=read))

    def partly_saved(self, forms, written: Written, errors: dict, read: dict):
        if errors:
            messages.warning(
                self.request, "Có ô chưa đúng nên chưa lưu, xem dòng chữ đỏ bên dưới. Các ô khác đã lưu."
            )
        if written.conflicts:
            messages.warning(
                self.request,
                "Có ô người khác vừa sửa. Hai bản để cạnh nhau bên dưới; hãy chọn rồi bấm Lưu. Các ô khác đã lưu.",
            )
        kept = {box: read.get(box, mark_of("")) for box in errors}
        return self.render_to_response(
            self.get_context_data(forms=forms, kept=kept, conflicts=written.conflicts)
        )

    def after(self, goto: str | None) -> str:
        """The next step where it was asked for, else the same again; after the last the report itself."""
        names = [*(step.page for step in steps_of(self.object)), "pledges:report"]
        here = names.index(self.request.resolver_match.view_name)
        return names[here + 1] if goto == "next" else names[here]


class TextEdit(PartEdit):
    kind = "section"
    template_name = "pledges/report_text.html"

    def rows(self, contents):
        return contents.sections

    def make_forms(self, rows, data=None):
        return row_forms(SectionForm, rows, data, named="section-", section=lambda section: section)


class FiguresEdit(PartEdit):
    kind = "result"
    template_name = "pledges/report_figures.html"

    def asks(self, forms):
        questions = {}
        for form in forms:
            form.row.actual = form.cleaned_data.get("actual", form.row.actual)
            form.row.previous = form.cleaned_data.get("previous", form.row.previous)
            if odd := form.row.jump or fraction_of(form.row):
                questions[form.add_prefix("actual")] = f"{odd[:1].upper()}{odd[1:]}; xin xem lại."
        return questions

    def rows(self, contents):
        return contents.results

    def make_forms(self, rows, data=None):
        return row_forms(figure_form, rows, data, named="result-", result=lambda result: result)

    def get_context_data(self, **kwargs):  # type: ignore[override]
        context = super().get_context_data(**kwargs)
        known = figures_of_last_year(self.object.bloc_year, self.object.association_id)
        for form in context["forms"]:
            target = form.result.target
            form.before = known.get((target.name, target.unit), NOTHING_KNOWN)
        return context


class ScoresEdit(PartEdit):
    kind = "line"
    template_name = "pledges/report_scores.html"

    def elsewhere(self):
        return super().elsewhere() if self.object.is_annual else redirect("pledges:report", self.object.pk)

    def rows(self, contents):
        """The lines of the sheet; where the whole page is shown, the computed ones as they stand now."""
        if saves_itself(self.request):
            return list(self.object.lines.select_related("criterion"))
        return [line for _, line in score_rows(contents) if line]

    def make_forms(self, rows, data=None):
        return row_forms(
            LineForm,
            rows,
            data,
            named="line-",
            line=lambda line: line,
            year=self.object.bloc_year,
        )

    def get_context_data(self, **kwargs):  # type: ignore[override]
        context = super().get_context_data(**kwargs)
        by_criterion = {form.line.criterion_id: form for form in context["forms"]}
        rows = [(criterion, by_criterion.get(criterion.pk)) for criterion in self.object.criteria_set.tree]
        newest, last_year = newer_criteria(self.object), points_of_last_year(self.object)
        return context | {
            "rows": rows,
            "criteria_set": self.object.criteria_set,
            "newest": newest,
            "last_year": last_year,
        }
