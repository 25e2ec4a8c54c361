"""The papers of a year: drafts, issuing, and what becomes of an issued one."""

import re
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.generic import FormView, TemplateView, View

from audit.log import changes_of, record
from awards import papers, permissions
from awards.actions.papers import issue_paper, withdraw_paper
from awards.forms import IssueForm
from base.workflow import Refused
from blocs import permissions as bloc_permissions
from blocs.documents import default_signer
from blocs.views.years import YearPart
from documents.files import DOCX, PDF, XLSX, FileRefused
from documents.forms import DispatchForm, SignedCopyForm, SigningForm, WithdrawForm
from documents.models import Dispatch, IssuedDocument, next_number, subject_key
from documents.papers import Paper
from documents.pdf_workers import PendingPdfMixin, render_pdf
from documents.spreadsheets import paper_tables
from members.sign_in.second_factor import RecentLoginRequiredMixin

PAST = "Đã qua ngày, không còn cần"  # the heading of what is needed no more


class Papers(YearPart, TemplateView):
    """Every paper of the year: draft, issue, download."""

    template_name = "awards/papers.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        visible = [
            sheet
            for sheet in papers.year_papers(self.parent)
            if permissions.can_see_paper(user, self.parent, sheet.kind.code, sheet.subject)
        ]
        reads_all = bloc_permissions.can_read_all(user, self.parent)
        can_run = bloc_permissions.can_run(user, self.parent)
        groups = self.to_issue() if can_run else {}
        groups["Đã ban hành"] = [(sheet, []) for sheet in visible if sheet.issued]
        grouped = {sheet.key for rows in groups.values() for sheet, _ in rows}
        waiting = [sheet for sheet in visible if reads_all and not sheet.issued and sheet.key not in grouped]
        groups["Chờ bước trước"] = [(sheet, []) for sheet in waiting if sheet.waits]
        left = PAST if can_run else "Chưa ban hành"
        groups[left] = [(sheet, []) for sheet in waiting if not sheet.waits]
        return super().get_context_data(
            groups=[(title, rows) for title, rows in groups.items() if rows],
            reads_all=reads_all,
            past=PAST,
            **kwargs,
        )

    def to_issue(self) -> dict[str, list[tuple[papers.YearPaper, list[str]]]]:
        """(paper, what it lacks) of what the secretariat can issue: at once, with its enclosures, once it is whole."""
        ready, not_yet = papers.split_by_readiness(self.parent)
        lacks_enclosures = any(one.sheet.kind.code in papers.DOSSIER for one in not_yet)
        held_back = [sheet for sheet, _ in ready if lacks_enclosures and sheet.kind.code == "to-trinh"]
        return {
            "Ban hành được ngay": [(sheet, []) for sheet, _ in ready if sheet not in held_back],
            "Còn thiếu": [(one.sheet, one.why) for one in not_yet],
            "Chờ văn bản kèm theo": [(sheet, []) for sheet in held_back],
        }


class SheetPart(YearPart):
    """One paper of the year, by its kind and what it is about."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        wanted = (kwargs["kind"], kwargs["subject"])
        matching = [s for s in papers.year_papers(self.parent) if (s.kind.code, s.subject.pk) == wanted]
        if not matching or not permissions.can_see_paper(
            request.user, self.parent, kwargs["kind"], matching[0].subject
        ):
            raise Http404("Không có văn bản này.")
        self.sheet = matching[0]


class DraftPart(SheetPart):
    """A draft: for whoever reads the whole year, and for a nominee its own report."""

    def dispatch(self, request, *args, **kwargs):
        own = getattr(self.sheet.subject, "association_id", None)
        if not (bloc_permissions.can_read_all(request.user, self.parent) or request.user.acts_for(own)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def file_response(
    content: bytes, filename: str, *, content_type: str = PDF, inline: bool = False
) -> HttpResponse:
    disposition = content_disposition_header(not inline, filename)
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


class PaperDraft(PendingPdfMixin, DraftPart, View):
    """A paper as it stands now, marked as a draft."""

    def get(self, request, *args, **kwargs):
        sheet = self.sheet
        pdf = render_pdf(papers.draft(sheet, self.parent))
        return file_response(pdf, f"du-thao-{sheet.file_stem}-{self.parent.year}.pdf", inline=True)


def widths_apart(html: str, nonce: str) -> tuple[str, str]:
    """The columns' widths in a style element of their own: a page may carry no style in its tags."""
    widths = []

    def name(issued) -> str:
        widths.append(issued[1])
        return f'class="w{len(widths)}"'

    html = re.sub(r'style="width: ([\d.]+%)"', name, html)
    rules = " ".join(f".w{n} {{ width: {width} }}" for n, width in enumerate(widths, 1))
    return html, f'<style nonce="{nonce}">{rules}</style>'


class PaperPreview(DraftPart, View):
    """The draft as a page, to stand beside the form that writes it."""

    def get(self, request, *args, **kwargs):
        from documents.render import as_html

        style = format_html(
            '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}"></head>',
            static("css/paper.css"),
            static("css/paper-preview.css"),
        )
        html = as_html(papers.draft(self.sheet, self.parent))
        html, widths = widths_apart(html, request.csp_nonce)
        return HttpResponse(html.replace("</head>", widths + style, 1))


class PaperWord(DraftPart, View):
    """The same draft for Word, to be edited there where an office wants other words."""

    def get(self, request, *args, **kwargs):
        from documents.word import as_docx

        sheet = self.sheet
        name = f"du-thao-{sheet.file_stem}-{self.parent.year}.docx"
        return file_response(as_docx(papers.draft(sheet, self.parent)), name, content_type=DOCX)


class PaperTables(DraftPart, View):
    """The tables of the draft as a spreadsheet."""

    def get(self, request, *args, **kwargs):
        name = f"{self.sheet.file_stem}-{self.parent.year}.xlsx"
        content = paper_tables(papers.draft(self.sheet, self.parent))
        return file_response(content, name, content_type=XLSX)


class PaperIssue(PendingPdfMixin, SheetPart, RecentLoginRequiredMixin, FormView):
    """Number, date, signer: then the paper is rendered for the last time."""

    allowed = staticmethod(bloc_permissions.can_run)
    form_class = IssueForm
    template_name = "awards/paper_issue.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"sheet": self.sheet, "year": self.parent}

    def get_initial(self):
        sheet = self.sheet
        paper = papers.draft(sheet, self.parent)
        day = papers.draft_day(sheet, self.parent)
        name, position = default_signer(self.parent, day)
        if not name:  # nobody was entered for a day that lies before the site's first use
            name, position = default_signer(self.parent, localdate())
        return {
            "number": next_number(paper.issuer, paper.symbol, day.year),
            "dated": day,
            "name": name,
            "position": position,
        }

    def get_context_data(self, **kwargs):
        sheet, paper = self.sheet, papers.draft(self.sheet, self.parent)
        if "warnings" not in kwargs and self.request.method == "GET":
            kwargs["warnings"] = self.warnings(paper)
            kwargs["form"] = form = kwargs.get("form") or self.get_form()
            if kwargs["warnings"]:
                form.show_warnings()
        return super().get_context_data(
            sheet=sheet,
            paper=paper,
            address=papers.local_address(self.parent),
            words_url=sheet.words_url(self.parent),
            **kwargs,
        )

    def warnings(self, paper: Paper) -> list[str]:
        return papers.lone_warnings(self.sheet, paper, self.parent)

    def form_valid(self, form):
        sheet, facts = self.sheet, form.facts()
        warnings = self.warnings(papers.final(sheet, self.parent, **facts))
        if warnings and not form.cleaned_data["accept_warnings"]:
            form.show_warnings()
            return self.render_to_response(self.get_context_data(form=form, warnings=warnings))
        try:
            issued = issue_paper(sheet, self.parent, by=self.request.user, **facts)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Đã ban hành: {sheet.title} {issued.reference}".strip() + ".")
        return redirect("awards:papers", self.parent.pk)


class IssuedPart(YearPart):
    """A page of one issued paper of the year."""

    changes: Callable[..., bool] | None = None  # of user, year and subject, where the page changes something

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        about = {subject_key(subject): subject for subject in papers.subjects(self.parent)}
        documents = IssuedDocument.objects.filter(subject__in=about).select_related(
            "replaces", "replaced_by", "withdrawn_by", "issued_by"
        )
        self.document = get_object_or_404(documents, pk=kwargs["document"])
        self.subject = about[self.document.subject]
        if not permissions.can_see_paper(request.user, self.parent, self.document.kind, self.subject):
            raise Http404

    def dispatch(self, request, *args, **kwargs):
        if self.changes and not self.changes(request.user, self.parent, self.subject):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def back(self):
        return redirect("awards:paper-about", self.parent.pk, self.document.pk)


class PaperDownload(IssuedPart, View):
    """The stored bytes of an issued paper; nothing is rendered."""

    def get(self, request, *args, **kwargs):
        return file_response(bytes(self.document.pdf), self.document.filename, inline="xem" in request.GET)


class PaperTwin(IssuedPart, View):
    """The issued paper as Word: the province takes both."""

    def get(self, request, *args, **kwargs):
        from documents.twins import word_twin

        name = self.document.filename.removesuffix(".pdf")
        return file_response(word_twin(self.document), f"{name}.docx", content_type=DOCX)


class PaperAbout(IssuedPart, TemplateView):
    """Everything known of an issued paper, and what may be done with it. Forms of the other views come back here."""

    template_name = "awards/paper_about.html"

    def get_context_data(self, **kwargs):
        document = self.document
        dispatch = Dispatch.objects.filter(document=document).first()
        forms = {
            "copy_form": SignedCopyForm(issued=b""),
            "signing_form": SigningForm(initial={"name": document.signer}),
            "withdraw_form": WithdrawForm(),
            "dispatch_form": DispatchForm(instance=dispatch or Dispatch(document=document)),
        }
        copies = document.signed_copies.without_bytes().select_related("added_by")
        is_open = papers.can_still_change(document.kind, self.subject, self.parent)
        can_attach = is_open and permissions.can_attach(self.request.user, self.parent, self.subject)
        reads_all = bloc_permissions.can_read_all(self.request.user, self.parent)
        context = {
            "document": document,
            "copies": copies,
            "dispatch": dispatch,
            "can_attach": can_attach,
            "reads_all": reads_all,
        }
        return super().get_context_data(**forms | kwargs | context)


class PaperAction(PaperAbout):
    """Something is done to an issued paper; a form with a mistake comes back on the paper's own page."""

    changes = staticmethod(lambda user, year, subject: bloc_permissions.can_run(user, year))  # noqa: ARG005
    http_method_names = ["post"]
    form_name = ""

    def form(self, request):
        raise NotImplementedError

    def act(self, form) -> str:
        """Does it; the sentence that says so."""
        raise NotImplementedError

    def post(self, request, *args, **kwargs):
        form = self.form(request)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(**{self.form_name: form}))
        try:
            messages.success(request, self.act(form))
        except Refused as refusal:
            messages.error(request, str(refusal))
        except FileRefused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(**{self.form_name: form}))
        return self.back()


class PaperWithdraw(PaperAction):
    form_name = "withdraw_form"

    def form(self, request):
        return WithdrawForm(request.POST)

    def act(self, form):
        withdraw_paper(self.document, self.parent, by=self.request.user, reason=form.cleaned_data["reason"])
        return "Đã ghi nhận thu hồi văn bản."


class PaperDispatch(PaperAction):
    form_name = "dispatch_form"

    def form(self, request):
        kept = Dispatch.objects.filter(document=self.document).first() or Dispatch(document=self.document)
        return DispatchForm(request.POST, instance=kept)

    def act(self, form):
        form.instance.written_by = self.request.user
        with transaction.atomic():
            form.save()
            record(
                "paper.dispatched", self.document, what=f"Sổ văn bản đi: {self.document}. {changes_of(form)}"
            )
        return "Đã ghi vào sổ văn bản đi."
