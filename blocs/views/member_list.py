"""A list of associations and people enters a bloc: looked at, its columns chosen, its cells mended, then saved."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView, View

from base.access import Inside, attempt
from base.vietnamese import short_date
from base.workflow import Refused
from blocs import permissions
from blocs.actions.member_list import take_member_list
from blocs.member_headings import guess_heading
from blocs.member_list import MemberListReader
from blocs.member_list_forms import HEADING_SHOWN, SHOWN_ROWS, ColumnsForm, MemberListForm
from blocs.member_template import member_template
from blocs.models import Bloc, MemberListImport
from documents.files import XLSX
from documents.sheet_json import CHANGED, mend_cells, sheets_from_json, sheets_to_json
from documents.workbooks import SheetRefused, WorkbookSheet


class MemberListPart(Inside):
    inside = Bloc.objects.select_related("province")
    allowed = staticmethod(permissions.can_set_up)


class MemberTemplate(MemberListPart, View):
    """An empty list with the headings that are understood, for whoever has none."""

    def get(self, request, pk):
        response = HttpResponse(member_template(self.parent), content_type=XLSX)
        response["Content-Disposition"] = 'attachment; filename="danh-sach-thanh-vien.xlsx"'
        return response


class MemberList(MemberListPart, FormView):
    """Shows what a list would bring into the bloc; saves it when that is asked."""

    form_class = MemberListForm
    template_name = "blocs/member_list.html"

    def get_context_data(self, **kwargs):
        imports = self.parent.member_lists.filter(undone_at=None).select_related("by")[:5]
        return super().get_context_data(bloc=self.parent, imports=imports, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.look_again() if "table" in request.POST else super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            sheets = [sheet for sheet in form.sheets() if not sheet.is_hidden and sheet.rows]
            if not sheets:
                raise SheetRefused("Trong tệp không có bảng nào có chữ.")
        except SheetRefused as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        joined_on = short_date(form.cleaned_data["joined_on"])
        return self.shown(sheets, likeliest(sheets), {"joined_on": joined_on})

    def look_again(self):
        """Reads the list again as its columns were chosen and its cells mended; saves it where that was asked."""
        sent = self.request.POST
        try:
            sheets = sheets_from_json(sent["table"])
            read = int(sent.get("other_sheet") or sent.get("sheet") or 0)
            mend_cells(sheets[read], sent.dict())
        except SheetRefused as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.request.path)
        except (ValueError, IndexError):  # a number of a sheet that there is not
            messages.error(self.request, CHANGED)
            return redirect(self.request.path)
        if sent.get("other_sheet"):
            return self.shown(sheets, read, {"joined_on": sent.get("joined_on", "")})
        left_out = frozenset(map(row_number, sent.getlist("left_out")))
        return self.shown(sheets, read, sent.dict(), left_out=left_out, is_saved="save" in sent)

    def shown(
        self,
        sheets: list[WorkbookSheet],
        read: int,
        chosen: dict[str, str],
        *,
        left_out: frozenset[int] = frozenset(),
        is_saved: bool = False,
    ) -> HttpResponse:
        sheet = sheets[read]
        columns = ColumnsForm(ColumnsForm(sheet=sheet).guessed() | chosen, sheet=sheet)
        preview = None
        if columns.is_valid():
            reader_of = partial(
                MemberListReader,
                sheet=sheet,
                heading=columns.heading(),
                joined_on=columns.cleaned_data["joined_on"],
                by=self.request.user,
                left_out=left_out,
            )
            if is_saved and (saved := self.save(reader_of)):
                return saved
            preview = reader_of(self.parent).read()
        context = self.get_context_data(
            form=self.form_class(),
            columns=columns,
            boxes=[columns[f"column-{x}"] for x in range(columns.width)],
            head_rows=rows_around(sheet, columns["first"].value()),
            preview=preview,
            sheet=sheet,
            read=read,
            others=[(n, other.name) for n, other in enumerate(sheets) if n != read],
            table=sheets_to_json(sheets),
        )
        return self.render_to_response(context)

    def save(self, reader_of) -> HttpResponse | None:
        try:
            taken = take_member_list(self.parent, reader_of, by=self.request.user)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
            return None
        messages.success(self.request, f"Đã nhập {taken}. Mỗi người mới được gửi một thư mời.")
        return redirect(f"{reverse('blocs:setup')}?bloc={self.parent.pk}")


MOST_DIGITS = 4  # of the number of a row


def rows_around(sheet: WorkbookSheet, first: object) -> list[list[str]]:
    """The heading and the first rows below it, of one length, shown over the choice of what a column says."""
    number = row_number(str(first)) or 1
    top = max(0, min(number, len(sheet.rows)) - 1 - HEADING_SHOWN)
    return sheet.filled()[top : top + SHOWN_ROWS]


def row_number(typed: str) -> int:
    """The number of a row as it was sent; 0, which no row has, for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else 0


def likeliest(sheets: list[WorkbookSheet]) -> int:
    """The sheet that was open when the file was saved where its heading is understood, else the first whose is."""
    understood = [n for n, sheet in enumerate(sheets) if guess_heading(sheet)]
    active = [n for n, sheet in enumerate(sheets) if sheet.is_active]
    return next((n for n in [*active, *understood] if n in understood), (active or [0])[0])


class MemberListUndo(MemberListPart, View):
    """Takes a list back."""

    def post(self, request, pk, taken):
        taken = get_object_or_404(MemberListImport, pk=taken, bloc=self.parent)
        return attempt(request, taken.undo, done="Đã hoàn tác lần nhập này.", to=self.parent)
