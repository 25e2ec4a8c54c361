from typing import Any

from django.contrib import admin, messages
from django.http import HttpResponse

from base.admin import OneLinesMixin, ReadOnlyAdmin
from blocs.admin import BlocYearAdmin
from blocs.models import BlocYear
from documents.models import IssuedDocument

from . import papers
from .dossier import dossier_zip
from .models import Attendance, Conference, Nomination, Proposal, Violation, Vote
from .standings import RankingSealed


def as_zip(request, years) -> HttpResponse | None:
    """The papers of these years; back to the list, with the reason, where one of them is sealed."""
    try:
        content = dossier_zip(years)
    except RankingSealed as sealed:
        messages.error(request, str(sealed))
        return None
    headers = {"Content-Disposition": 'attachment; filename="ho-so.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


class WithPapers(admin.ModelAdmin):
    """Buttons for the papers of the year on the object's page."""

    change_form_template = "admin/with_papers.html"

    def year_of(self, obj) -> BlocYear:
        raise NotImplementedError

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        if obj:
            context["papers"] = papers.year_papers(self.year_of(obj))
            context["papers_year"] = self.year_of(obj)
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(BlocYear)
class BlocYearWithPapersAdmin(WithPapers, BlocYearAdmin):
    actions = ["download_dossier"]

    def year_of(self, obj):
        return obj

    @admin.action(description="Tải báo cáo tổng kết và hồ sơ đề nghị (ZIP)")
    def download_dossier(self, request, queryset):
        return as_zip(request, queryset.with_parties())


class NominationInline(OneLinesMixin, admin.StackedInline):
    model = Nomination
    view_on_site = False
    fields = ["association", "award_type", "total", "rank", "approve", "whole", "basis"]
    readonly_fields = ["association", "award_type", "total", "rank", "approve", "whole", "basis"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Proposal)
class ProposalAdmin(WithPapers, ReadOnlyAdmin):
    list_display = ["bloc_year", "authority", "state", "filed_at", "filed_by"]
    list_filter = ["bloc_year__year", "state"]
    list_select_related = ["bloc_year__bloc", "filed_by"]
    inlines = [NominationInline]
    actions = ["download_dossier"]

    def year_of(self, obj):
        return obj.bloc_year

    @admin.action(description="Tải hồ sơ đề nghị khen thưởng (ZIP)")
    def download_dossier(self, request, queryset):
        return as_zip(request, BlocYear.objects.with_parties().filter(proposals__in=queryset).distinct())


class AttendanceInline(OneLinesMixin, admin.StackedInline):
    model = Attendance
    extra = 0
    can_delete = False


class VoteInline(OneLinesMixin, admin.StackedInline):
    model = Vote
    extra = 0
    can_delete = False


@admin.register(Conference)
class ConferenceAdmin(ReadOnlyAdmin):
    list_display = ["bloc_year", "starts_at", "place", "chair", "closed_at"]
    list_select_related = ["bloc_year__bloc"]
    inlines = [AttendanceInline, VoteInline]


@admin.register(Violation)
class ViolationAdmin(ReadOnlyAdmin):
    list_display = ["association", "bloc_year", "reason", "source", "cleared_on"]
    list_filter = ["bloc_year__year"]
    list_select_related = ["association", "bloc_year__bloc"]


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyAdmin):
    list_display = ["title", "reference", "issuer", "issued_on", "signer", "issued_at", "sha256"]
    list_filter = ["kind", "issued_on"]
    search_fields = ["title", "symbol", "sha256"]

    def get_queryset(self, request):
        rows: Any = super().get_queryset(request)
        return rows.without_bytes()
