"""Sent back item by item, answered, given longer; and the history of every change."""

import datetime
import json
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView
from django.views.generic.detail import SingleObjectMixin

from base.access import Allowed, Visible
from base.forms import all_valid, row_forms, saves_itself
from base.text import clean_text
from base.workflow import Refused
from blocs.models import BlocYear
from documents.wording import Comparison
from pledges import permissions
from pledges.actions.corrections import answer_items, extend_correction
from pledges.contents import ReportContents
from pledges.forms import AnswerForm, CorrectionExtendForm, CorrectionForm, ItemFormSet
from pledges.merging import mark_of
from pledges.models import Report, Submission, open_correction

from .places import place_of, places
from .registrations import REGISTRATIONS, registration_context, taken_from_stored
from .reports import REPORTS, VERDICTS, report_context, shows_verified
from .saving import marks_in, saved_by_itself

SATURDAY = 5  # the first day of the weekend, as weekday() counts


class SendBack(Allowed, SingleObjectMixin, FormView):
    """What to mend where, and by when."""

    allowed = staticmethod(permissions.can_review)
    form_class = CorrectionForm
    template_name = "pledges/send_back.html"
    back_to = ""  # the member's own again: the secretariat goes back to this list
    body = ""  # the template that shows the whole

    def whole(self) -> dict:
        """What the body's template needs."""
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        """17:00 of the third day from now, put off to a working day, and not before the report's own deadline."""
        day = timezone.localtime() + datetime.timedelta(days=3)
        while day.weekday() >= SATURDAY:
            day += datetime.timedelta(days=1)
        proposed = day.replace(hour=17, minute=0, second=0, microsecond=0)
        own = self.object.current_due
        return {"due_at": max(proposed, own) if own else proposed}

    def items(self):
        kwargs = {"places": places(self.object)}
        if self.request.method == "POST":
            return ItemFormSet(self.request.POST, prefix="items", form_kwargs=kwargs)
        initial = [{"row": row} for row in self.request.GET.getlist("row")]
        return ItemFormSet(initial=initial, prefix="items", form_kwargs=kwargs)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("items", self.items())
        return super().get_context_data(
            submission=self.object,
            round=self.object.corrections.count() + 1,
            limit=self.object.bloc_year.return_limit,
            body=self.body,
            returning=True,
            **self.whole(),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form, items = self.get_form(), self.items()
        if request.POST.get("state", self.object.state) != self.object.state:
            now = self.object.get_state_display().lower()
            messages.warning(request, f"Bản này vừa chuyển sang “{now}”. Vẫn muốn trả lại thì bấm lần nữa.")
            return self.render_to_response(self.get_context_data(form=form, items=items))
        if not all_valid(form, items):
            return self.render_to_response(self.get_context_data(form=form, items=items))
        listed = [item for row in items if (item := row.item())]
        try:
            self.object.send_back(by=request.user, items=listed, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form, items=items))
        messages.success(request, f"Đã trả lại {self.object} để sửa.")
        return redirect(self.back_to, self.object.bloc_year_id)


class ReportSendBack(SendBack):
    queryset = REPORTS
    back_to = "pledges:completeness"
    body = "pledges/_report_body.html"

    def whole(self):
        return report_context(ReportContents(self.object))


class RegistrationSendBack(SendBack):
    queryset = REGISTRATIONS
    back_to = "pledges:registrations"
    body = "pledges/_registration_body.html"

    def whole(self):
        return registration_context(self.object)


class CorrectionExtend(Allowed, SingleObjectMixin, FormView):
    """More time for what was returned. The row is the member's own again, so it is found through its year."""

    allowed = staticmethod(permissions.can_review)
    form_class = CorrectionExtendForm
    template_name = "pledges/correction_extend.html"

    def get_queryset(self):
        """What is with the member is not shown to the secretariat; that it was returned is."""
        returned = super(Visible, self).get_queryset().filter(state=Submission.State.RETURNED)
        return returned.filter(bloc_year__in=BlocYear.objects.for_user(self.request.user))

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            submission=self.object,
            year=self.object.bloc_year,
            correction=open_correction(self.object),
            **kwargs,
        )

    def form_valid(self, form):
        try:
            extend_correction(self.object, by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("until", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã gia hạn nộp lại.")
        return redirect("pledges:completeness", self.object.bloc_year_id)


class ReportLonger(CorrectionExtend):
    queryset = REPORTS


class RegistrationLonger(CorrectionExtend):
    queryset = REGISTRATIONS


class Answers(Allowed, SingleObjectMixin, TemplateView):
    """The items of the open return, each with its place and the member's answer."""

    allowed = staticmethod(permissions.can_write)
    template_name = "pledges/answers.html"

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        self.correction: Any = open_correction(self.object)
        if (
            self.correction is None and request.method == "POST"
        ):  # handed in meanwhile: the text is shown back
            self.correction = self.object.corrections.order_by("pk").last()
        if self.correction is None:
            messages.info(request, "Bản này không còn chờ sửa.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def forms(self, data=None) -> list:
        items = list(self.correction.items.select_related("answered_by"))
        forms = row_forms(AnswerForm, items, data, named="item-", initial=lambda i: {"answer": i.answer})
        for form, item in zip(forms, items, strict=True):
            form.item, form.url = item, place_of(self.object, item.row)
        return forms

    def get_context_data(self, read=None, conflicts=None, **kwargs):
        kwargs.setdefault("forms", self.forms())
        for form in kwargs["forms"]:
            form.clash = (conflicts or {}).get(form.add_prefix("answer"))
        stored = {form.add_prefix("answer"): mark_of(form.item.answer) for form in kwargs["forms"]}
        marks = json.dumps(stored if read is None else read, separators=(",", ":"))
        return super().get_context_data(
            submission=self.object,
            year=self.object.bloc_year,
            correction=self.correction,
            read=marks,
            **kwargs,
        )

    def post(self, request, pk):
        forms, read = self.forms(request.POST), marks_in(request.POST)
        sent = [form for form in forms if form.add_prefix("answer") in request.POST]
        taken = taken_from_stored(request.POST)
        good = {
            form.item.pk: form.cleaned_data["answer"]
            for form in sent
            if form.is_valid() and form.add_prefix("answer") not in taken
        }
        errors = {form.add_prefix("answer"): " ".join(form.errors["answer"]) for form in sent if form.errors}
        try:
            written = answer_items(self.object, by=request.user, answers=good, read=read)
        except Refused as refusal:
            return self.refused(str(refusal), forms, read)
        if saves_itself(request):
            return saved_by_itself(written, errors)
        if errors or written.conflicts:
            messages.warning(request, "Chưa lưu hết: xem các ô có chữ đỏ hoặc có hai bản bên dưới.")
            marks = read | written.saved | {box: c.mark for box, c in written.conflicts.items()}
            context = self.get_context_data(forms=forms, read=marks, conflicts=written.conflicts)
            return self.render_to_response(context)
        left = len(self.object.unanswered())
        rest = f" Còn {left} điểm chưa trả lời." if left else ""
        messages.success(request, f"Đã lưu các trả lời (chưa nộp lại).{rest}")
        return redirect(request.path)

    def refused(self, why: str, forms: list, read: dict):
        if saves_itself(self.request):
            return JsonResponse({"refused": why}, status=409)
        messages.error(self.request, f"{why} Nội dung anh/chị vừa nhập vẫn còn bên dưới để chép lại.")
        return self.render_to_response(self.get_context_data(forms=forms, read=read))


class ReportAnswers(Answers):
    queryset = REPORTS


class RegistrationAnswers(Answers):
    queryset = REGISTRATIONS


class History(Visible, SingleObjectMixin, TemplateView):
    """Every change to a text, a figure, a score, a target or a piece of evidence: who, when, from, to."""

    template_name = "pledges/changes.html"

    def get_context_data(self, **kwargs):
        self.object = self.get_object()
        row = clean_text(self.request.GET.get("row", ""))[:60]
        changes = self.object.changes.select_related("by")
        if isinstance(self.object, Report) and not shows_verified(self.request.user, self.object):
            changes = changes.exclude(VERDICTS)
        if row:
            changes = changes.filter(field__startswith=f"{row}-")
        kept = changes.order_by("-at", "by_id").values_list("at", "by_id").distinct()
        page = Paginator(kept, 20).get_page(self.request.GET.get("page"))
        texts, on_page = Comparison(), set(page)
        listed = changes.filter(at__in={at for at, _ in on_page}).order_by("-at", "by_id", "-pk")
        lines = [
            (change, *texts.compare(change.before, change.after))
            for change in listed
            if (change.at, change.by_id) in on_page
        ]
        saves = [list(save) for _, save in groupby(lines, lambda line: (line[0].at, line[0].by_id))]
        return super().get_context_data(
            submission=self.object, year=self.object.bloc_year, page_obj=page, saves=saves, row=row, **kwargs
        )


class ReportHistory(History):
    queryset = REPORTS


class RegistrationHistory(History):
    queryset = REGISTRATIONS
