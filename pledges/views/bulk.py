"""The secretariat's workbook: downloaded with what is known, uploaded, looked at, saved."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView, View

from base.text import read_json
from base.workflow import Refused
from blocs import permissions
from blocs.views.years import YearPart
from documents.files import XLSX
from documents.workbooks import SheetRefused
from pledges.actions.bulk import save_rows
from pledges.bulk import SHEETS, make_workbook, preview, read_rows
from pledges.forms import SheetForm


class BulkPart(YearPart):
    allowed = staticmethod(permissions.can_run)


class BulkDownload(BulkPart, View):
    def get(self, request, pk):
        response = HttpResponse(make_workbook(self.parent), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="danh-sach-khoi-{self.parent.year}.xlsx"'
        return response


class BulkUpload(BulkPart, FormView):
    """Shows what an uploaded workbook would change; nothing is saved yet."""

    form_class = SheetForm
    template_name = "pledges/bulk.html"

    def form_valid(self, form):
        try:
            checked = preview(self.parent, read_rows(form.cleaned_data["file"]))
        except SheetRefused as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(
            self.get_context_data(form=form, preview=checked, rows=json.dumps(checked.rows))
        )


def rows_in(data) -> dict[str, list]:
    """The rows a look sent along; none where they were tampered with out of shape."""
    try:
        rows = read_json(data.get("rows", ""))
        return {
            sheet.name: [
                [int(number), {str(name): str(text) for name, text in cells.items()}]
                for number, cells in rows[sheet.name]
            ]
            for sheet in SHEETS
            if sheet.name in rows
        }
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError):
        return {}


class BulkSave(BulkPart, View):
    """Saves what was shown, after looking at it once more: others may have changed something meanwhile."""

    def post(self, request, pk):
        try:
            saved = save_rows(self.parent, rows_in(request.POST), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Đã lưu {saved} dòng.")
        return redirect("pledges:bulk", pk)
