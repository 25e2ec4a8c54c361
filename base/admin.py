"""What the admin pages share: a box of one line gives one line, and a workflow object is only shown."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db import models
from django.http import HttpRequest

from audit.models import AuditDay, AuditEntry, MaintenanceRun
from base.text import one_line


class LineField(forms.CharField):
    def to_python(self, value: Any) -> Any:
        return one_line(super().to_python(value) or "")


class OneLinesMixin:
    """Mixed into an admin or an inline: every run of white space in a short text is one blank."""

    formfield_overrides: Any = {
        models.CharField: {"form_class": LineField},
        models.SlugField: {"widget": AdminTextInputWidget},  # as it was: a code has no white space
    }
    show_facets = admin.ShowFacets.NEVER  # counts beside filters, which Django has in English


class ReadOnlyAdmin(admin.ModelAdmin):
    """States move only through their verbs, on the pages of the site."""

    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "what", "action", "address", "posing"]
    list_filter = ["action", "at"]
    search_fields = ["actor", "what", "subject", "request"]
    date_hierarchy = "at"
    show_full_result_count = False


@admin.register(AuditDay)
class AuditDayAdmin(ReadOnlyAdmin):
    list_display = ["day", "count", "digest", "sealed_at"]


@admin.register(MaintenanceRun)
class UpkeepAdmin(ReadOnlyAdmin):
    list_display = ["kind", "at", "is_well", "note"]
