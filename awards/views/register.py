"""Sổ đăng ký văn bản đi: what the bloc sent out in a calendar year."""

import datetime

from django.utils import timezone
from django.views.generic import TemplateView, View

from awards import papers
from base.vietnamese import short_date, two_digits
from blocs import permissions as bloc_permissions
from blocs.documents import letterhead
from blocs.models import BlocYear
from blocs.views.years import YearPart
from documents.list_downloads import list_download
from documents.models import IssuedDocument, subject_key
from documents.papers import Paper, Paragraph, Signer, Table
from documents.pdf_workers import PendingPdfMixin, render_pdf
from documents.register import COLUMNS, register_row
from documents.spreadsheets import Listing

from .papers import file_response


class RegisterPart(YearPart):
    """The register follows the calendar (1 January to 31 December), not the emulation year."""

    allowed = staticmethod(bloc_permissions.can_read_all)

    def papers(self):
        """Numbered papers of the bloc's years up to this one, each with the year it belongs to."""
        years = BlocYear.objects.for_user(self.request.user).with_parties()
        own = years.filter(bloc=self.parent.bloc, year__lte=self.parent.year)
        year_of = {subject_key(about): year for year in own for about in papers.subjects(year)}
        documents = IssuedDocument.objects.filter(subject__in=year_of).in_register().without_bytes()
        documents = documents.exclude(kind__in=papers.OF_MEMBERS).select_related("dispatch", "replaced_by")
        for document in documents:
            document.year_pk = year_of[document.subject].pk
        return documents

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.all = list(self.papers()) if self.allowed(request.user, self.parent) else []
        self.years = sorted({d.issued_on.year for d in self.all}, reverse=True)
        year = request.GET.get("nam", "")
        latest = self.years[0] if self.years else timezone.localdate().year
        self.year = int(year) if year.isdecimal() and int(year) in self.years else latest
        self.entries = [d for d in self.all if d.issued_on.year == self.year]

    @property
    def title(self) -> str:
        return f"Sổ đăng ký văn bản đi năm {self.year}"


class Register(RegisterPart, TemplateView):
    template_name = "awards/register.html"

    def get_context_data(self, **kwargs):
        titles = [column.title for column in COLUMNS]
        rows = [
            (document, list(zip(titles, register_row(document), strict=True))) for document in self.entries
        ]
        return super().get_context_data(
            rows=rows, columns=COLUMNS, title=self.title, calendar_year=self.year, years=self.years, **kwargs
        )


class RegisterPaper(PendingPdfMixin, RegisterPart, View):
    def get(self, request, *args, **kwargs):
        return file_response(render_pdf(self.paper()), f"so-van-ban-di-{self.year}.pdf", inline=True)

    def paper(self) -> Paper:
        day = max((entry.issued_on for entry in self.entries), default=datetime.date(self.year, 12, 31))
        numbers = tuple(f"({n})" for n, _ in enumerate(COLUMNS, 1))
        table = Table(COLUMNS, (numbers, *(register_row(document) for document in self.entries)))
        blocks = (Paragraph(self.extent()), table) if self.entries else (Paragraph("Chưa có văn bản nào."),)
        return Paper(
            kind="so-van-ban-di",
            type_name="SỔ ĐĂNG KÝ VĂN BẢN ĐI",
            abstract=f"Năm {self.year}",
            letterhead=letterhead(self.parent, day),
            drafted_for=day,
            has_place_line=False,
            signer=Signer(),
            blocks=blocks,
            ends_with="",
            is_landscape=True,
            is_draft=False,
        )

    def extent(self) -> str:
        """What the book holds, as its cover says; each type of paper is numbered on its own."""
        days = sorted(entry.issued_on for entry in self.entries)
        return (
            f"Quyển số 01; từ ngày {short_date(days[0])} đến ngày {short_date(days[-1])};"
            f" {two_digits(len(days))} văn bản."
        )


class RegisterSheet(RegisterPart, View):
    def get(self, request, *args, **kwargs):
        widths = [(column.title, max(10, round(column.width * 2))) for column in COLUMNS]
        rows = [list(register_row(document)) for document in self.entries]
        listing = Listing("Danh sách", self.title, widths, rows)
        return list_download(request, f"so-van-ban-di-{self.year}", listing)
