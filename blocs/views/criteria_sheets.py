"""The criteria out as a spreadsheet, and in, with a look first."""

import json
from collections import Counter
from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView, View
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed, Visible
from base.text import read_json
from base.workflow import Refused
from blocs import permissions
from blocs.actions.criteria import replace_criteria
from blocs.comparing import compare_lines
from blocs.criteria_lines import Line
from blocs.criteria_preview import CriteriaPreview
from blocs.criteria_reading import read_criteria
from blocs.criteria_sheets import make_sheet, summary
from documents.files import XLSX
from documents.sheet_json import mend_cells, sheets_from_json, sheets_to_json
from documents.table_forms import TableForm
from documents.workbooks import SheetRefused

from .criteria import SETS, hold_draft


class CriteriaSheet(Visible, SingleObjectMixin, View):
    queryset = SETS

    def get(self, request, pk):
        criteria_set = self.get_object()
        response = HttpResponse(make_sheet(criteria_set), content_type=XLSX)
        name = f"tieu-chi-{criteria_set.bloc_year.year}-ban-{criteria_set.version}.xlsx"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class CriteriaUpload(Allowed, SingleObjectMixin, FormView):
    """Shows what a sheet would make of the draft; nothing is saved yet."""

    queryset = SETS
    allowed = staticmethod(permissions.can_edit_criteria)
    form_class = TableForm
    template_name = "blocs/criteria_upload.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(criteria_set=self.object, year=self.object.bloc_year, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.mend() if "table" in request.POST else super().post(request, *args, **kwargs)

    def mend(self):
        """Reads the table again with what was typed into cells that were not understood, or another of its sheets."""
        try:
            sheets = sheets_from_json(self.request.POST["table"])
            mend_cells(sheets[0], self.request.POST.dict())
            preview = read_criteria(sheets, self.request.POST.get("other_sheet", ""))
        except SheetRefused as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.request.path)
        return self.shown(preview, self.form_class())

    def form_valid(self, form):
        try:
            preview = read_criteria(form.sheets())
        except SheetRefused as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        return self.shown(preview, form)

    def shown(self, preview: CriteriaPreview, form) -> HttpResponse:
        lines = json.dumps([asdict(line) for line in preview.lines])
        compared, gone = compare_lines(self.object, preview.lines)
        is_same = bool(compared) and not gone and not any(change.notes for change in compared)
        context = self.get_context_data(
            form=form,
            preview=preview,
            lines=lines,
            summary=summary(preview.lines),
            compared=compared,
            gone=gone,
            counts=Counter(
                "same" if not c.notes else "new" if c.notes == ("Mới",) else "changed" for c in compared
            ),
            has_draft=bool(self.object.tree),
            is_same=is_same and not preview.faults,
            table=sheets_to_json(preview.read_from) if preview.faults or preview.other_sheets else "",
        )
        return self.render_to_response(context)


def lines_in(data) -> list[Line]:
    """The lines a look sent along; none where they were tampered with out of shape."""
    try:
        lines = [Line(**line) for line in read_json(data.get("lines", ""))]
        right = all(line.is_sound() for line in lines)
        above = all(line.parent is None or 0 <= line.parent < n for n, line in enumerate(lines))
    except (ValueError, TypeError, AttributeError, OverflowError):
        return []
    return lines if right and above else []


class CriteriaTakeOver(Allowed, SingleObjectMixin, View):
    """Puts what was shown in the place of the draft's lines."""

    queryset = SETS
    allowed = staticmethod(permissions.can_edit_criteria)

    def post(self, request, pk):
        criteria_set, lines = self.get_object(), lines_in(request.POST)
        if not lines:
            messages.error(request, "Chưa nhập: hãy tải bảng lên lại để xem.")
            return redirect("blocs:criteria-upload", pk)
        try:
            hold_and_replace(criteria_set, lines)
        except (Refused, ValidationError) as refusal:
            messages.error(request, f"Chưa nhập: {refusal}")
            return redirect("blocs:criteria-upload", pk)
        messages.success(request, f"Đã nhập {len(lines)} dòng tiêu chí vào dự thảo.")
        return redirect(criteria_set)


def hold_and_replace(criteria_set, lines: list[Line]) -> None:
    with transaction.atomic():
        hold_draft(criteria_set)
        replace_criteria(criteria_set, lines)
