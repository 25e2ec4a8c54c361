"""The rounds of a report: handed in with a receipt, sent back item by item, answered, compared; and its history."""

import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView, TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from config.forms import all_valid, row_forms
from config.workflow import MoveRefused
from documents.wording import compare
from members.access import Allowed, Visible
from pledges import permissions
from pledges.documents import receipt_paper, report_paper
from pledges.forms import AnswerForm, CorrectionForm, HandInForm, ItemFormSet
from pledges.models import (
    Report,
    ReportVersion,
    answer_items,
    differences,
    digest,
    mark_of,
    open_correction,
    snapshot,
)
from pledges.reminders import report_received, report_sent_back

from .evidence import send_file
from .reports import REPORTS, VERDICTS, gap_links, report_context, shows_verified


class ReportHandIn(Allowed, SingleObjectMixin, FormView):
    """One page: what is missing, the whole report as the province will read it, and how it is signed."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_submit)
    form_class = HandInForm
    template_name = "pledges/report_hand_in.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not self.object.can_move(Report.State.SUBMITTED):
            messages.info(request, "Báo cáo này đã được nộp trước đó.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def jumps(self) -> list:
        """Figures that lie implausibly far from last year's: asked about, not refused."""
        return [result for result in self.object.results.select_related("target") if result.jump]

    def content(self) -> str:
        """A mark of everything the page shows, so that nothing unseen is signed."""
        return digest(snapshot(self.object))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "may_confirm": permissions.can_confirm(self.request.user, self.object),
            "has_jumps": bool(self.jumps()),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            gaps=gap_links(self.object, self.object.missing()),
            jumps=self.jumps(),
            content=self.content(),
            due_at=self.object.current_due,
            **report_context(self.object),
            **kwargs,
        )

    def form_valid(self, form):
        scan = form.cleaned_data["scan"] if form.cleaned_data["way"] == "scan" else None
        try:
            with transaction.atomic():
                Report.objects.select_for_update().get(pk=self.object.pk)
                if self.request.POST.get("content", self.content()) != self.content():
                    raise MoveRefused(
                        "Báo cáo vừa có người sửa sau khi anh/chị mở trang này. Hãy xem lại rồi nộp."
                    )
                version = self.object.submit(by=self.request.user, scan=scan)
                report_received(self.object, version)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Đã nộp báo cáo. Mã biên nhận: {version.code}.")
        return redirect(version)


class VersionPage(Visible, SingleObjectMixin):
    """What was handed in at one round: for the member, and for whoever serves the bloc, for good."""

    queryset = ReportVersion.objects.select_related(
        "report__bloc_year__bloc", "report__association", "submitted_by"
    )

    def get_object(self, queryset=None):
        return get_object_or_404(self.get_queryset(), report=self.kwargs["pk"], number=self.kwargs["number"])


class ReportRound(VersionPage, DetailView):
    """The receipt, what changed since the round before, and everything that was handed in."""

    template_name = "pledges/report_round.html"
    context_object_name = "version"

    def get_context_data(self, **kwargs):
        versions = list(self.object.report.versions.select_related("submitted_by"))
        before = next((v for v in versions if v.number == self.object.number - 1), None)
        changes = differences(before, self.object) if before else []
        return super().get_context_data(
            year=self.object.report.bloc_year,
            report=self.object.report,
            versions=versions,
            before=before,
            differences=[(change, *compare(change.before, change.after)) for change in changes],
            corrections=self.object.report.corrections.select_related("by").prefetch_related("items"),
            **kwargs,
        )


class ReceiptDownload(VersionPage, View):
    """The receipt as a paper."""

    def get(self, request, pk, number):
        version = self.get_object()
        return pdf_answer(receipt_paper(version), f"bien-nhan-{version.code}.pdf")


class ScanDownload(VersionPage, View):
    """The signed paper as it was scanned."""

    def get(self, request, pk, number):
        version = self.get_object()
        if not version.scan:
            raise Http404
        return send_file(
            version.scan, name=version.scan_name, content_type="application/pdf", inline="xem" in request.GET
        )


class ReportPaper(Visible, SingleObjectMixin, View):
    """The report as a paper, to be printed and signed by hand."""

    queryset = REPORTS

    def get(self, request, pk):
        report = self.get_object()
        paper = report_paper(report, timezone.localdate())
        return pdf_answer(paper, f"bao-cao-{report.association.code}-{report.bloc_year.year}.pdf")


def pdf_answer(paper, filename: str) -> HttpResponse:
    from documents.render import render  # only who asks for a paper loads WeasyPrint

    response = HttpResponse(render(paper).pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def places(report: Report) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a return can point at: every row of the report, under its heading."""
    sections = [(f"section-{s.pk}", s.outline.title) for s in report.sections.select_related("outline")]
    results = [
        (f"result-{r.pk}", f"{r.target.content.code}. {r.target.name}")
        for r in report.results.select_related("target__content")
    ]
    lines = [
        (f"line-{ln.pk}", f"Tiêu chí {ln.criterion.code} {ln.criterion.text[:60]}")
        for ln in report.lines.select_related("criterion").order_by("criterion__position")
    ]
    groups = [("Nội dung", sections), ("Số liệu", results), ("Tự chấm điểm", lines)]
    return [(title, rows) for title, rows in groups if rows]


class ReportReturn(Allowed, SingleObjectMixin, FormView):
    """Sends a report back: what to mend where, and by when."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_review)
    form_class = CorrectionForm
    template_name = "pledges/report_return.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        in_three_days = timezone.localtime() + datetime.timedelta(days=3)
        return {"due_at": in_three_days.replace(hour=17, minute=0, second=0, microsecond=0)}

    def items(self):
        data = self.request.POST if self.request.method == "POST" else None
        initial = [{"row": row} for row in self.request.GET.getlist("row")]
        kwargs = {"places": places(self.object)}
        return ItemFormSet(data, initial=initial, prefix="items", form_kwargs=kwargs)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("items", self.items())
        return super().get_context_data(
            report=self.object,
            year=self.object.bloc_year,
            round=self.object.corrections.count() + 1,
            limit=self.object.bloc_year.return_limit,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form, items = self.get_form(), self.items()
        if not all_valid(form, items):
            return self.render_to_response(self.get_context_data(form=form, items=items))
        listed = [item for row in items if (item := row.item())]
        try:
            with transaction.atomic():
                self.object.send_back(by=request.user, items=listed, **form.cleaned_data)
                report_sent_back(self.object)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form, items=items))
        messages.success(request, "Đã trả lại báo cáo để sửa.")
        # The member's own again: the secretariat goes back to the list.
        return redirect("pledges:completeness", self.object.bloc_year_id)


class ReportAnswers(Allowed, SingleObjectMixin, TemplateView):
    """The items of the open return, each with its place in the report and the member's answer."""

    queryset = REPORTS
    allowed = staticmethod(permissions.can_write)
    template_name = "pledges/report_answers.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        self.correction = open_correction(self.object)
        if self.correction is None:
            messages.info(request, "Báo cáo này không còn chờ sửa.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def forms(self, data=None) -> list:
        items = list(self.correction.items.select_related("answered_by"))
        forms = row_forms(AnswerForm, items, data, named="item-", initial=shown_answer)
        for form, item in zip(forms, items, strict=True):
            form.item, form.url = item, place_of(self.object, item.row)
        return forms

    def get_context_data(self, **kwargs):
        kwargs.setdefault("forms", self.forms())
        return super().get_context_data(
            report=self.object, year=self.object.bloc_year, correction=self.correction, **kwargs
        )

    def post(self, request, pk):
        forms = self.forms(request.POST)
        if not all_valid(*forms):
            messages.error(request, "Chưa lưu: có ô chưa đúng, xem dòng chữ đỏ bên dưới.")
            return self.render_to_response(self.get_context_data(forms=forms))
        sent = {form.item.pk: form.cleaned_data["answer"] for form in forms}
        read = {form.item.pk: form.cleaned_data["read"] for form in forms}
        try:
            answer_items(self.object, by=request.user, answers=sent, read=read)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            for form in forms:  # the next save is made knowingly
                form.data = form.data | {form.add_prefix("read"): shown_answer(form.item)["read"]}
            return self.render_to_response(self.get_context_data(forms=forms))
        else:
            messages.success(request, "Đã lưu các trả lời (chưa nộp lại).")
        return redirect("pledges:report-answers", pk)


def shown_answer(item) -> dict:
    """What the page shows of an item's answer, with its mark."""
    return {"answer": item.answer, "read": mark_of(item.answer)}


def place_of(report: Report, row: str) -> str:
    """Where in the report a row is written; the first part for the report as a whole."""
    boxes = {"section": "text", "result": "actual", "line": "self_points"}
    kind = row.partition("-")[0]
    if kind not in boxes:
        return reverse("pledges:report-text", args=[report.pk])
    [(_, url)] = gap_links(report, [row], field=lambda row: f"{row}-{boxes[kind]}")
    return url


class ReportHistory(Visible, SingleObjectMixin, TemplateView):
    """Every change to a text, a figure, a score or a piece of evidence: who, when, from, to."""

    queryset = REPORTS
    template_name = "pledges/report_history.html"

    def get_context_data(self, **kwargs):
        self.object = self.get_object()
        row = self.request.GET.get("row", "")
        changes = self.object.changes.select_related("by")
        if not shows_verified(self.request.user, self.object):
            changes = changes.exclude(VERDICTS)
        if row:
            changes = changes.filter(field__startswith=f"{row}-")
        page = Paginator(changes, 40).get_page(self.request.GET.get("page"))
        lines = [(change, *compare(change.before, change.after)) for change in page]
        return super().get_context_data(
            report=self.object, year=self.object.bloc_year, page_obj=page, lines=lines, row=row, **kwargs
        )
