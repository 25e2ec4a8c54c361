"""Handing a report or a registration in, its versions with their receipts, and the paper to be signed."""

from functools import cached_property, partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, FormView, View
from django.views.generic.detail import BaseDetailView, SingleObjectMixin

from base.access import Allowed, Own, Visible, attempt
from base.workflow import Gap, Refused
from blocs.models import lock_of
from documents.files import DOCX
from documents.pdf_workers import PendingPdfMixin, render_pdf
from documents.wording import Comparison
from members.models import people_of
from pledges import permissions
from pledges.actions.signing import ask_to_sign
from pledges.contents import ReportContents
from pledges.forms import HandInForm
from pledges.models import (
    Submission,
    Version,
    differences,
    digest,
    open_correction,
    snapshot,
    with_versions,
)
from pledges.notifications import asked_to_sign_at
from pledges.papers import (
    paper_day,
    receipt_paper,
    registration_paper,
    report_paper,
    score_sheet_paper,
)
from pledges.signing_facts import Fact, signing_facts
from pledges.snapshot_rows import report_rows
from pledges.writing_steps import WritingStep, steps_of

from .evidence import send_file
from .places import gap_links
from .registrations import REGISTRATIONS, registration_context
from .reports import REPORTS, report_context


class HandIn(Own, SingleObjectMixin, FormView):
    """One page: what is missing, the whole as the province will read it, and how it is signed."""

    allowed = staticmethod(permissions.can_submit)
    form_class = HandInForm
    template_name = "pledges/hand_in.html"
    body = ""  # the template that shows the whole

    def dispatch(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not self.object.can_move(Submission.State.SUBMITTED):
            messages.info(request, f"{self.object.title} đã được nộp trước đó.")
            return redirect(self.object)
        return super().dispatch(request, *args, **kwargs)

    def jumps(self) -> list:
        """Figures that lie implausibly far from last year's: asked about, not refused."""
        return []

    def whole(self) -> dict:
        """What the body's template needs."""
        raise NotImplementedError

    def gaps(self) -> list[Gap]:
        return self.object.missing()

    def facts(self) -> list[Fact]:
        return signing_facts(self.object)

    def steps(self) -> list[WritingStep]:
        """The steps of writing that lie before; a registration has none."""
        return []

    def said(self) -> list[dict]:
        """Everything it says, row by row."""
        return self.object.said()

    def is_unchanged(self, content: str) -> bool:
        """Whether it was sent back and still says what it said."""
        last = self.object.versions.last() if self.object.kept else None
        return last is not None and last.sha256 == content

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "may_confirm": permissions.can_confirm(self.request.user, self.object),
            "has_jumps": bool(self.jumps()),
        }

    def get_context_data(self, **kwargs):
        gaps, may_confirm = self.gaps(), permissions.can_confirm(self.request.user, self.object)
        # A mark of everything the page shows, so that nothing unseen is signed.
        content = digest(snapshot(self.object, self.said()))
        asks = {} if gaps or may_confirm else self.whom_to_ask()
        return super().get_context_data(
            gaps=gap_links(self.object, gaps),
            steps=self.steps() if gaps else [],
            jumps=self.jumps(),
            content=content,
            facts=[] if gaps else self.facts(),
            due_at=self.object.current_due,
            submission=self.object,
            may_confirm=may_confirm,
            unchanged=self.is_unchanged(content),
            correction=open_correction(self.object),
            body=self.body,
            **asks,
            **self.whole(),
            **kwargs,
        )

    def whom_to_ask(self) -> dict:
        """Who signs, and when they were last told, for whoever may only write."""
        return {
            "signatories": people_of(self.object.association_id, role="signatory"),
            "asked_at": asked_to_sign_at(self.object),
        }

    def form_valid(self, form):
        scan = form.cleaned_data["scan"] if form.cleaned_data["way"] == "scan" else None
        try:
            with transaction.atomic():
                lock_of(self.object.bloc_year_id)
                type(self.object).objects.select_for_update().get(pk=self.object.pk)
                content = digest(snapshot(self.object))
                if self.request.POST.get("content", content) != content:
                    raise Refused("Vừa có người sửa sau khi anh/chị mở trang này. Hãy xem lại rồi nộp.")
                version = self.object.submit(by=self.request.user, scan=scan)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Đã nộp. Mã biên nhận: {version.code}.")
        return redirect(version)


class AskToSign(Allowed, SingleObjectMixin, View):
    """Whoever wrote it tells those who sign that it is complete."""

    allowed = staticmethod(permissions.can_write)

    def post(self, request, pk):
        return attempt(
            request,
            partial(ask_to_sign, self.get_object()),
            done="Đã báo người ký qua hộp tin và thư điện tử.",
            to=self.get_object(),
        )


class ReportHandIn(HandIn):
    queryset = with_versions(REPORTS)
    body = "pledges/_report_body.html"

    @cached_property
    def contents(self) -> ReportContents:
        return ReportContents(self.object)

    def jumps(self) -> list:
        return [result for result in self.contents.results if result.jump]

    def gaps(self):
        return self.object.missing(self.contents)

    def facts(self):
        return signing_facts(self.object, self.contents)

    def steps(self):
        return steps_of(self.object)

    def said(self):
        return report_rows(self.contents)

    def whole(self) -> dict:
        return report_context(self.contents)


class ReportReady(AskToSign):
    queryset = REPORTS


class RegistrationReady(AskToSign):
    queryset = REGISTRATIONS


class RegistrationHandIn(HandIn):
    queryset = with_versions(REGISTRATIONS)
    body = "pledges/_registration_body.html"

    def whole(self) -> dict:
        return registration_context(self.object)


class VersionPage(Visible, BaseDetailView):
    """What was handed in at one round: for the member, and for whoever serves the bloc, for good."""

    queryset = Version.objects.select_related(
        "report__bloc_year__bloc",
        "report__association",
        "registration__bloc_year__bloc",
        "registration__association",
        "submitted_by",
    )
    owner = "report"  # or "registration", as the address says

    def get_object(self, queryset=None):
        whose = {self.owner: self.kwargs["pk"]}
        return get_object_or_404(self.get_queryset(), number=self.kwargs["number"], **whose)


class VersionDetail(VersionPage, DetailView):
    """The receipt, what changed since the round before, and everything that was handed in."""

    template_name = "pledges/version.html"
    context_object_name = "version"

    def get_context_data(self, **kwargs):
        submission = self.object.submission
        versions = list(submission.versions.select_related("submitted_by"))
        before = next((v for v in versions if v.number == self.object.number - 1), None)
        changes = differences(before, self.object) if before else []
        texts = Comparison()
        return super().get_context_data(
            year=submission.bloc_year,
            submission=submission,
            may_open=not submission.is_open or self.request.user.acts_for(submission.association_id),
            versions=versions,
            before=before,
            differences=[(change, *texts.compare(change.before, change.after)) for change in changes],
            corrections=submission.corrections.select_related("by").prefetch_related("items"),
            **kwargs,
        )


class ReceiptDownload(PendingPdfMixin, VersionPage, View):
    """The receipt as a paper."""

    def get(self, request, **kwargs):
        version = self.get_object()
        return pdf_answer(receipt_paper(version), f"bien-nhan-{version.code}.pdf")


class ScanDownload(VersionPage, View):
    """The signed paper as it was scanned."""

    def get(self, request, **kwargs):
        version = self.get_object()
        if not version.scan:
            raise Http404
        return send_file(
            version.scan.name,
            name=version.scan_name,
            content_type="application/pdf",
            inline="xem" in request.GET,
        )


class PaperToSign(PendingPdfMixin, Visible, SingleObjectMixin, View):
    """A report or registration as a paper, to be printed and signed by hand; or for Word, to be edited there."""

    for_word = False

    def paper(self, submission: Submission):
        raise NotImplementedError

    def get(self, request, pk):
        submission = self.get_object()
        paper = self.paper(submission)
        name = f"{paper.kind}-{submission.association.code}-{submission.bloc_year.year}"
        return word_answer(paper, f"{name}.docx") if self.for_word else pdf_answer(paper, f"{name}.pdf")


class ReportPaper(PaperToSign):
    queryset = REPORTS

    def paper(self, submission):
        return report_paper(submission, paper_day(submission))


class ScoreSheetPaper(PaperToSign):
    queryset = REPORTS

    def paper(self, submission):
        if submission.criteria_set is None:
            raise Http404("Báo cáo này không có bảng điểm.")
        return score_sheet_paper(submission, paper_day(submission))


class RegistrationPaper(PaperToSign):
    queryset = REGISTRATIONS

    def paper(self, submission):
        return registration_paper(submission, paper_day(submission))


def pdf_answer(paper, filename: str) -> HttpResponse:
    response = HttpResponse(render_pdf(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


def word_answer(paper, filename: str) -> HttpResponse:
    from documents.word import as_docx

    response = HttpResponse(as_docx(paper), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
