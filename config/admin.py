"""What the admin of every workflow object shares: it shows, it does not change."""

from django.contrib import admin

from .models import AuditDay, AuditEntry, Upkeep


class ReadOnlyAdmin(admin.ModelAdmin):
    """States move only through their verbs, on the pages of the site."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
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


@admin.register(Upkeep)
class UpkeepAdmin(ReadOnlyAdmin):
    list_display = ["kind", "at", "is_well", "note"]
