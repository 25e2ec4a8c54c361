"""The report as a spreadsheet: downloaded, filled in offline, uploaded, and saved after a look at what changes."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView, View
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed
from base.forms import row_forms
from base.vietnamese import shown
from base.workflow import Refused
from blocs.models import Indicator
from documents.files import XLSX
from documents.workbooks import SheetRefused
from pledges import permissions
from pledges.box_names import box_name, row_name
from pledges.forms import LineForm, SheetForm, figure_form
from pledges.merging import mark_of, merge
from pledges.models import Report
from pledges.sheets import UNCOMPUTED, make_sheet, read_sheet

from .reports import REPORTS
from .saving import marks_in
from .writing import steps_of, typed_in


class SheetDownload(Allowed, SingleObjectMixin, View):
    """The report's workbook."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_write)

    def get(self, request, pk):
        report = self.get_object()
        response = HttpResponse(make_sheet(report), content_type=XLSX)
        name = f"{report.association.code}-{report.kind}-{report.bloc_year.year}.xlsx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def check(report: Report, sent) -> tuple[dict, dict]:
    """{box: value} and {box: what is wrong}, by the same forms as the pages."""
    results = list(report.results.select_related("target__content"))
    lines = list(report.lines.select_related("criterion"))
    forms = row_forms(figure_form, results, sent, named="result-", result=lambda result: result)
    forms += row_forms(LineForm, lines, sent, named="line-", line=lambda line: line, year=report.bloc_year)
    return typed_in(forms, sent)


class SheetUpload(Allowed, SingleObjectMixin, FormView):
    """Shows what an uploaded workbook would change; nothing is saved yet."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_write)
    form_class = SheetForm
    template_name = "pledges/report_sheet.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not self.object.is_open:
            messages.info(request, "Báo cáo này đã nộp, không sửa được nữa.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            report=self.object,
            year=self.object.bloc_year,
            steps=steps_of(self.object),
            due_at=self.object.current_due,
            **kwargs,
        )

    def form_valid(self, form):
        try:
            sent, cells, read = read_sheet(self.object, form.cleaned_data["file"])
        except SheetRefused as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        for row in self.object.results.filter(target__kind=Indicator.Kind.WORDS):
            # A target told in words has one box; in the workbook the column of figures holds it.
            figure, words = box_name("result", row.pk, "actual"), box_name("result", row.pk, "words")
            if figure in sent:
                sent[words], cells[words] = sent.pop(figure), cells.pop(figure)
        typed, errors = check(self.object, sent)
        for box in [box for box, text in sent.items() if text == UNCOMPUTED]:
            typed.pop(box, None)
            errors[box] = "Công thức chưa có kết quả: hãy mở tệp bằng Excel, lưu lại rồi tải lên."
        stored = self.stored(typed)
        to_write, conflicts = merge(stored, typed, read)
        sentence = "Sau khi tải bảng, có người đã ghi “{}”. Giữ bản nào thì sửa ngay trên trang."
        clashes = [(cells[box], shown(typed[box]), sentence.format(shown(stored[box]))) for box in conflicts]
        return self.render_to_response(
            self.get_context_data(
                form=form,
                checked=True,
                changes=[(cells[box], shown(stored[box]), shown(typed[box])) for box in to_write],
                boxes=[(box, sent[box]) for box in to_write],
                faults=[(cells[box], sent[box], why) for box, why in errors.items()],
                clashes=clashes,
                read=json.dumps({box: mark_of(stored[box]) for box in to_write}),
            )
        )

    def stored(self, boxes) -> dict:
        rows = {row_name("result", row.pk): row for row in self.object.results.all()}
        rows |= {row_name("line", row.pk): row for row in self.object.lines.all()}
        return {box: getattr(rows[box.rsplit("-", 1)[0]], box.rsplit("-", 1)[1]) for box in boxes}


class SheetApply(Allowed, SingleObjectMixin, View):
    """Saves what was shown."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_write)

    def post(self, request, pk):
        report = self.get_object()
        typed, errors = check(report, request.POST)
        try:
            written = report.write(by=request.user, typed=typed, read=marks_in(request.POST))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("pledges:report-sheet", pk)
        if left := len(written.conflicts) + len(errors):
            messages.warning(
                request,
                f"{left} ô chưa lưu vì người khác vừa sửa hoặc chưa đúng; hãy tải bảng lên lại để xem.",
            )
        messages.success(request, f"Đã lưu {len(written.saved)} ô từ bảng Excel (chưa nộp).")
        return redirect("pledges:report-figures", pk)
