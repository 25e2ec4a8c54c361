"""Proposals with their nominations, and the papers of a year."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, FormView, TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from awards import documents, permissions
from awards.actions import draw_up_proposals
from awards.forms import IssueForm, NominationForm
from awards.models import Proposal
from blocs import permissions as bloc_permissions
from blocs.documents import default_signer
from blocs.models import Milestone
from blocs.views.years import YearPart
from config.workflow import MoveRefused
from documents.files import DOCX
from documents.models import IssuedDocument, next_number
from members.access import Allowed, Inside, Unchanged, Visible, attempt

PROPOSALS = Proposal.objects.select_related(
    "bloc_year__bloc", "bloc_year__lead", "bloc_year__deputy"
).prefetch_related("bloc_year__milestones")


class ProposalList(YearPart, TemplateView):
    template_name = "awards/proposals.html"

    def get_context_data(self, **kwargs):
        proposals = (
            Proposal.objects.for_user(self.request.user)
            .filter(bloc_year=self.parent)
            .prefetch_related("nominations__association", "nominations__award_type")
        )
        closed = self.parent.is_done(Milestone.Kind.CONFERENCE_CLOSED)
        return super().get_context_data(proposals=proposals.order_by("pk"), is_closed=closed, **kwargs)


class ProposalDrawUp(YearPart, View):
    allowed = staticmethod(bloc_permissions.can_run)

    def post(self, request, pk):
        try:
            proposals = draw_up_proposals(self.parent)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("awards:proposals", pk)
        messages.success(request, "Đã lập hồ sơ đề nghị từ kết quả bỏ phiếu.")
        return redirect(
            proposals[0] if len(proposals) == 1 else "awards:proposals",
            *([] if len(proposals) == 1 else [pk]),
        )


class ProposalDetail(Visible, DetailView):
    queryset = PROPOSALS

    def get_context_data(self, **kwargs):
        year = self.object.bloc_year
        can_run = permissions.can_run_proposal(self.request.user, self.object)
        nominations = self.object.nominations.select_related("association", "award_type", "vote")
        return super().get_context_data(
            year=year,
            can_run=can_run,
            nominations=nominations,
            warnings=self.object.warnings() if can_run else [],
            missing=documents.obstacles(year, self.object) if can_run and not self.object.is_filed else [],
            history=self.object.history.select_related("by"),
            **kwargs,
        )


class NominationEdit(Unchanged, Inside, SingleObjectMixin, FormView):
    """Basis, summary of achievements, and the reason to go on despite a warning."""

    inside = PROPOSALS
    allowed = staticmethod(permissions.can_run_proposal)
    form_class = NominationForm
    template_name = "awards/nomination_edit.html"
    pk_url_kwarg = "nomination"

    def dispatch(self, request, *args, **kwargs):
        self.object = get_object_or_404(self.parent.nominations, pk=kwargs["nomination"])
        return super().dispatch(request, *args, **kwargs)

    def stored(self):
        return list(
            self.parent.nominations.filter(pk=self.object.pk).values_list(*NominationForm.Meta.fields)
        )

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.object}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            nomination=self.object, proposal=self.parent, year=self.parent.bloc_year, **kwargs
        )

    def form_valid(self, form):
        try:
            self.object.write(**form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Đã lưu.")
        return redirect(self.parent)


class NominationWithdraw(Inside, View):
    """Takes a nominee off a dossier that is still being prepared."""

    inside = PROPOSALS
    allowed = staticmethod(permissions.can_run_proposal)

    def post(self, request, pk, nomination):
        found = get_object_or_404(self.parent.nominations, pk=nomination)

        def withdraw(by):
            found.withdraw()

        return attempt(request, withdraw, done=f"Đã rút đề nghị: {found}.", to=self.parent)


class ProposalFile(Allowed, SingleObjectMixin, View):
    queryset = PROPOSALS
    allowed = staticmethod(permissions.can_run_proposal)

    def post(self, request, pk):
        proposal = self.get_object()
        missing = documents.obstacles(proposal.bloc_year, proposal)
        return attempt(request, proposal.file, done="Đã ghi nhận gửi hồ sơ.", to=proposal, missing=missing)


class Papers(YearPart, TemplateView):
    """Every paper of the year: draft, issue, download."""

    template_name = "awards/papers.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        found = [
            s
            for s in documents.sheets(self.parent)
            if permissions.can_see_paper(user, self.parent, s.kind.code)
        ]
        reads_all = bloc_permissions.can_read_all(user, self.parent)
        return super().get_context_data(
            sheets=[sheet for sheet in found if reads_all or sheet.issued], reads_all=reads_all, **kwargs
        )


class SheetPart(YearPart):
    """One paper of the year, by its kind and what it is about."""

    def sheet(self) -> documents.Sheet:
        wanted = (self.kwargs["kind"], self.kwargs["subject"])
        if not permissions.can_see_paper(self.request.user, self.parent, self.kwargs["kind"]):
            raise Http404("Bảng xếp hạng đang niêm phong.")
        for sheet in documents.sheets(self.parent):
            if (sheet.kind.code, sheet.subject.pk) == wanted:
                return sheet
        raise Http404("Không có văn bản này.")


def pdf_response(content: bytes, filename: str, *, inline: bool) -> HttpResponse:
    disposition = "inline" if inline else "attachment"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'{disposition}; filename="{filename}"'},
    )


class PaperDraft(SheetPart, View):
    """A paper as it stands now, marked as a draft."""

    allowed = staticmethod(bloc_permissions.can_read_all)

    def get(self, request, *args, **kwargs):
        from documents.render import render

        sheet = self.sheet()
        pdf = render(documents.draft(sheet, self.parent)).pdf
        return pdf_response(pdf, f"du-thao-{sheet.kind.code}-{self.parent.year}.pdf", inline=True)


class PaperWord(SheetPart, View):
    """The same draft for Word, to be edited there where an office wants other words."""

    allowed = staticmethod(bloc_permissions.can_read_all)

    def get(self, request, *args, **kwargs):
        from documents.word import as_docx

        sheet = self.sheet()
        name = f"du-thao-{sheet.kind.code}-{self.parent.year}.docx"
        return HttpResponse(
            as_docx(documents.draft(sheet, self.parent)),
            content_type=DOCX,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class PaperIssue(SheetPart, FormView):
    """Number, date, signer: then the paper is rendered for the last time."""

    allowed = staticmethod(bloc_permissions.can_run)
    form_class = IssueForm
    template_name = "awards/paper_issue.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"kind": self.sheet().kind}

    def get_initial(self):
        sheet = self.sheet()
        paper = documents.draft(sheet, self.parent)
        name, position = default_signer(self.parent)
        day = documents.draft_day(sheet, self.parent)
        return {
            "number": next_number(paper.issuer, paper.symbol, day.year),
            "dated": day,
            "name": name,
            "position": position,
        }

    def get_context_data(self, **kwargs):
        sheet = self.sheet()
        return super().get_context_data(sheet=sheet, paper=documents.draft(sheet, self.parent), **kwargs)

    def form_valid(self, form):
        sheet, facts = self.sheet(), form.facts()
        warnings = documents.law_warnings(documents.final(sheet, self.parent, **facts))
        if warnings and not form.cleaned_data["accept_warnings"]:
            form.show_warnings()
            return self.render_to_response(self.get_context_data(form=form, warnings=warnings))
        try:
            issued = documents.issue_paper(sheet, self.parent, by=self.request.user, **facts)
        except MoveRefused as refusal:
            form.add_error("number" if "number" in form.fields else None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Đã ban hành: {sheet.kind.title} {issued.reference}".strip() + ".")
        return redirect("awards:papers", self.parent.pk)


class PaperDownload(YearPart, View):
    """The stored bytes of an issued paper; nothing is rendered."""

    def get(self, request, pk, document):
        about = documents.subjects(self.parent)
        issued = get_object_or_404(IssuedDocument.objects.about(*about), pk=document)
        if not permissions.can_see_paper(request.user, self.parent, issued.kind):
            raise Http404
        return pdf_response(bytes(issued.pdf), issued.filename, inline="xem" in request.GET)
