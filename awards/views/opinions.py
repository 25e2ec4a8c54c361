"""Hiệp y: bodies outside are asked about nominees; the secretariat follows and writes down what comes on paper."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View

from awards import permissions
from awards.actions.opinions import (
    answer,
    ask_opinions,
    extend_request,
    take_answer_back,
    withdraw_request,
)
from awards.forms.opinions import AskForm, ExtendRequestForm, OpinionForm, PaperAnswerForm, TakeBackForm
from awards.models import Opinion, OpinionBody, OpinionRequest
from awards.opinions import asked_bodies
from base.access import Inside, attempt
from base.forms import all_valid, row_forms
from base.workflow import Refused
from documents.list_downloads import list_download
from documents.sending import send_file
from documents.spreadsheets import Listing

from .proposals import PROPOSALS


class OfProposal(Inside):
    """A page of one proposal's opinions, for whoever reads the dossier."""

    inside = PROPOSALS
    allowed = staticmethod(permissions.can_pack)

    @property
    def can_run(self) -> bool:
        return permissions.can_run_proposal(self.request.user, self.parent)

    def get_context_data(self, **kwargs):
        facts = {"proposal": self.parent, "year": self.parent.bloc_year, "can_run": self.can_run}
        return super().get_context_data(**facts | kwargs)  # type: ignore[misc]

    def back(self):
        return redirect("awards:opinions", self.parent.pk)


class Opinions(OfProposal, FormView):
    """Whom was asked, who answered, what they say; asks others."""

    form_class = AskForm
    template_name = "awards/opinions.html"

    def bodies(self):
        """Those of the province that are used and were not asked yet."""
        already = self.parent.opinion_requests.standing().values("body")
        used = OpinionBody.objects.filter(province=self.parent.bloc_year.bloc.province_id, is_used=True)
        return used.exclude(pk__in=already)

    def get_form_kwargs(self):
        initial = {"bodies": [body.pk for body in self.bodies()]}
        return super().get_form_kwargs() | {"bodies": self.bodies(), "initial": initial}

    def get_context_data(self, **kwargs):
        bodies = asked_bodies(self.parent)
        nominations = list(self.parent.nominations.select_related("association", "award_type"))
        return super().get_context_data(
            asked=bodies,
            rows=[(one, [(b.request.body_name, b.said_of(one)) for b in bodies]) for one in nominations],
            may_ask=self.can_run and self.parent.is_open,
            has_bodies=self.bodies().exists(),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if not self.can_run:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            requests = ask_opinions(
                self.parent,
                form.cleaned_data["bodies"],
                due_on=form.cleaned_data["due_on"],
                by=self.request.user,
            )
        except Refused as refusal:
            form.add_error("bodies", str(refusal))
            return self.form_invalid(form)
        messages.success(
            self.request, f"Đã ghi {len(requests)} cơ quan. Ban hành công văn, hoặc gửi đường dẫn trả lời."
        )
        return self.back()


class OpinionsSheet(OfProposal, View):
    """The same as XLSX."""

    def get(self, request, pk):
        bodies = asked_bodies(self.parent)
        nominations = self.parent.nominations.select_related("association", "award_type")
        rows = [
            [one.association.short_name, str(one.award_type), *(body.said_of(one) for body in bodies)]
            for one in nominations
        ]
        columns = [("Tập thể", 34), ("Đề nghị", 30), *((body.request.body_name, 34) for body in bodies)]
        listing = Listing("Danh sách", f"Ý kiến hiệp y: {self.parent}", columns, rows)
        return list_download(request, f"hiep-y-{self.parent.bloc_year.year}", listing)


class OpinionPart(OfProposal):
    """Something done to one request, by the secretariat."""

    allowed = staticmethod(permissions.can_run_proposal)

    @cached_property
    def asked(self) -> OpinionRequest:
        standing = self.parent.opinion_requests.standing().select_related("body")
        opinion_request = get_object_or_404(standing, pk=self.kwargs["opinion"])
        opinion_request.proposal = self.parent
        return opinion_request


class OpinionRecord(OpinionPart, TemplateView):
    """Writes down an answer that came on paper."""

    template_name = "awards/opinion_record.html"

    def get(self, request, *args, **kwargs):
        if self.asked.is_answered:
            messages.info(request, "Đã có trả lời của cơ quan này.")
            return self.back()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", PaperAnswerForm())
        kwargs.setdefault("rows", opinion_rows(self.asked, verdict=Opinion.Verdict.AGREE))
        return super().get_context_data(**kwargs | {"asked": self.asked})

    def post(self, request, *args, **kwargs):
        form, rows = PaperAnswerForm(request.POST, request.FILES), opinion_rows(self.asked, request.POST)
        if not all_valid(form, *(row for _, row in rows)):
            return self.render_to_response(self.get_context_data(form=form, rows=rows))
        try:
            keep_answer(self.asked, form, rows, way=OpinionRequest.Way.PAPER, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form, rows=rows))
        messages.success(request, f"Đã ghi trả lời của {self.asked.body_name}.")
        return self.back()


def opinion_rows(opinion_request: OpinionRequest, data=None, *, verdict: str = "") -> list[tuple]:
    """(nomination, form) of each nominee the body is asked about; each begins with this verdict, or with none."""
    nominations = list(opinion_request.nominations())
    forms = row_forms(OpinionForm, nominations, data, named="nominee", initial={"verdict": verdict})
    return list(zip(nominations, forms, strict=True))


def keep_answer(opinion_request: OpinionRequest, form, rows: list[tuple], *, way: str, by) -> None:
    data = dict(form.cleaned_data)
    upload = data.pop("file")
    said = {nomination: row.cleaned_data for nomination, row in rows}
    answer(opinion_request, said, way=way, by=by, upload=upload, content_type=form.content_type, **data)


class OpinionFile(OfProposal, View):
    """The paper a body answered on."""

    def get(self, request, pk, opinion):
        opinion_request = get_object_or_404(self.parent.opinion_requests.exclude(file=""), pk=opinion)
        return send_file(
            opinion_request.file.name,
            name=opinion_request.file_name,
            content_type=opinion_request.content_type,
        )


class OpinionExtend(OpinionPart, FormView):
    form_class = ExtendRequestForm
    template_name = "awards/opinion_act.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs | {"asked": self.asked, "verb": "Gia hạn"})

    def form_valid(self, form):
        try:
            extend_request(self.asked, by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("due_on", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã gia hạn trả lời.")
        return self.back()


class OpinionTakeBack(OpinionPart, FormView):
    """An answer is taken back and asked for anew."""

    form_class = TakeBackForm
    template_name = "awards/opinion_act.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs | {"asked": self.asked, "verb": "Bỏ trả lời, ghi lại"})

    def form_valid(self, form):
        try:
            take_answer_back(self.asked, by=self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("reason", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã bỏ trả lời cũ; đường dẫn cũ không dùng được nữa.")
        return self.back()


class OpinionWithdraw(OpinionPart, View):
    def post(self, request, *args, **kwargs):
        stop = partial(withdraw_request, self.asked)
        return attempt(request, stop, done="Đã thôi hỏi cơ quan này.", to=self.asked.get_absolute_url())
