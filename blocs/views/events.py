"""The bloc's events and who was at them."""

import re

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView, View

from base.forms import all_valid, row_forms
from base.vietnamese import search_key
from base.workflow import Refused
from blocs import permissions
from blocs.actions.events import call_event_roll, delete_event, write_event
from blocs.attendance import Attended, attendance_of
from blocs.event_forms import EventForm, EventRollForm
from blocs.member_values import read_member_values
from blocs.models import Event, EventAttendance
from documents.list_downloads import list_download
from documents.spreadsheets import Listing
from documents.table_forms import TableForm
from documents.workbooks import SheetRefused

from .years import YearPart

Status = EventAttendance.Status


class Events(YearPart, TemplateView):
    """The events of a year, and how often each member came."""

    template_name = "blocs/events.html"

    def get_context_data(self, **kwargs):
        events = list(self.parent.events.prefetch_related("attendances"))
        for event in events:
            roll = event.attendances.all()
            event.present = sum(one.status == Status.PRESENT for one in roll)
            event.called = len(roll)
        came = attendance_of(self.parent)
        members = [(member, came.get(member.pk, Attended())) for member in self.parent.members()]
        return super().get_context_data(
            events=events,
            members=members,
            is_counted=self.is_counted(),
            locked=self.parent.is_locked,
            **kwargs,
        )

    def is_counted(self) -> bool:
        """Whether a criterion in force is scored by attendance."""
        newest = self.parent.criteria_sets.published().order_by("-version").first()
        return newest is not None and newest.criteria.filter(basis="attendance").exists()


class EventsSheet(YearPart, View):
    """The rolls of the year as XLSX: a line a member, a column an event."""

    def get(self, request, pk):
        events = list(self.parent.events.prefetch_related("attendances"))
        said = {
            (one.event_id, one.association_id): one for event in events for one in event.attendances.all()
        }
        came = attendance_of(self.parent)
        rows = []
        for n, member in enumerate(self.parent.members(), 1):
            roll = [said.get((event.pk, member.pk)) for event in events]
            total = came.get(member.pk, Attended())
            rows.append(
                [n, member.short_name, *(one and one.get_status_display() for one in roll), str(total)]
            )
        columns = [("STT", 6), ("Hội", 34), *((str(event), 22) for event in events), ("Dự / được mời", 14)]
        title = f"Tham dự các hoạt động của {self.parent.bloc.short_name}, năm {self.parent.year}"
        return list_download(request, f"tham-du-{self.parent.year}", Listing("Tham dự", title, columns, rows))


class EventWrite(YearPart, FormView):
    """A new event, or one that is changed."""

    allowed = staticmethod(permissions.can_run)
    form_class = EventForm
    template_name = "blocs/event_edit.html"

    def event(self) -> Event:
        if "event" in self.kwargs:
            return get_object_or_404(self.parent.events, pk=self.kwargs["event"])
        return Event(bloc_year=self.parent)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"year": self.parent, "instance": self.event()}

    def form_valid(self, form):
        try:
            event = write_event(self.parent, form.instance, by=self.request.user)
        except Refused as refusal:
            form.add_error("held_on", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Đã ghi: {event}.")
        if event.is_over and not event.is_called:
            return redirect("blocs:event-roll", self.parent.pk, event.pk)
        return redirect("blocs:events", self.parent.pk)


class EventPart(YearPart):
    """A page of one event, for whoever runs the year."""

    allowed = staticmethod(permissions.can_run)

    @property
    def event(self) -> Event:
        if not hasattr(self, "_event"):
            self._event = get_object_or_404(self.parent.events, pk=self.kwargs["event"])
        return self._event


# What an office writes in the column of who came.
COLUMNS = {
    "status": re.compile(r"tham du|co mat|diem danh|\bdu\b|trang thai|tinh trang|vang"),
    "note": re.compile(r"ghi chu|ly do"),
}
SAID = [
    (Status.EXCUSED, re.compile(r"co ly do|co phep|^p$|\bphep\b|xin vang")),
    (Status.ABSENT, re.compile(r"vang|khong|^[kv0-]$")),
    (Status.PRESENT, re.compile(r"^x$|^1$|co|du|\+|✓")),
]


def status_said(text: str) -> str:
    """The status that a cell tells: x, Có, P, vắng có phép, không dự; empty where it is not understood."""
    plain = search_key(text).strip()
    return next((status for status, words in SAID if plain and words.search(plain)), "")


class EventRoll(EventPart, TemplateView):
    """Who was there, all members of that day on one page; a list of the office fills it in."""

    template_name = "blocs/event_roll.html"

    def rows(self, data=None, read: dict | None = None) -> list[tuple]:
        members = list(self.event.members())
        called = {one.association_id: one for one in self.event.attendances.all()}
        everybody = Status.PRESENT if self.request.GET.get("all") == "present" else None

        def initial(member):
            if read and member.pk in read:
                return {
                    "status": status_said(read[member.pk].get("status", "")),
                    "note": read[member.pk].get("note", ""),
                }
            one = called.get(member.pk)
            return {"status": one.status if one else everybody, "note": one.note if one else ""}

        return list(zip(members, row_forms(EventRollForm, members, data, initial=initial), strict=True))

    def get_context_data(self, **kwargs):
        kwargs.setdefault("rows", self.rows())
        kwargs.setdefault("table_form", TableForm())
        return super().get_context_data(**kwargs | {"event": self.event})

    def post(self, request, *args, **kwargs):
        if "read" in request.POST:
            return self.read()
        rows = self.rows(request.POST)
        if not all_valid(*(form for _, form in rows)):
            messages.error(request, "Chưa lưu: còn đơn vị chưa chọn, xem dòng chữ đỏ bên dưới.")
            return self.render_to_response(self.get_context_data(rows=rows))
        roll = {member: form.cleaned_data for member, form in rows}
        try:
            call_event_roll(self.event, roll, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(rows=rows))
        messages.success(request, f"Đã lưu điểm danh: {self.event}.")
        return redirect("blocs:events", self.parent.pk)

    def read(self):
        """Fills the page from a list; nothing is saved yet."""
        form = TableForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(table_form=form))
        try:
            from_file = read_member_values(form.sheets(), self.event.members(), COLUMNS)
        except SheetRefused as refusal:
            form.add_error("file", str(refusal))
            return self.render_to_response(self.get_context_data(table_form=form))
        messages.info(
            self.request, f"Đã đọc {len(from_file.values)} đơn vị từ danh sách; xem lại rồi bấm Lưu."
        )
        for member, form in (rows := self.rows(read=from_file.values)):
            said = from_file.values.get(member.pk, {}).get("status", "")
            if said and not form.initial["status"]:
                from_file.faults.append((member.short_name, f"Không hiểu “{said}”: hãy chọn ở bảng dưới."))
        return self.render_to_response(self.get_context_data(rows=rows, faults=from_file.faults))


class EventDelete(EventPart, View):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            delete_event(self.event, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Đã xóa hoạt động cùng điểm danh của nó.")
        return redirect("blocs:events", self.parent.pk)
