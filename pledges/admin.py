from django.contrib import admin

from base.admin import ReadOnlyAdmin

from .models import Pledge, Registration, Report


@admin.register(Registration)
class RegistrationAdmin(ReadOnlyAdmin):
    list_display = ["association", "bloc_year", "state", "first_submitted_at", "submitted_by"]
    list_filter = ["bloc_year__year", "state"]
    list_select_related = ["association", "bloc_year__bloc", "submitted_by"]
    search_fields = ["association__search_key"]


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ["association", "bloc_year", "kind", "state", "first_submitted_at", "submitted_by"]
    list_filter = ["bloc_year__year", "kind", "state"]
    list_select_related = ["association", "bloc_year__bloc", "submitted_by"]
    search_fields = ["association__search_key"]


@admin.register(Pledge)
class PledgeAdmin(ReadOnlyAdmin):
    list_display = ["bloc_year", "signed_at", "place"]
    list_select_related = ["bloc_year__bloc"]
