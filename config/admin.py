"""What the admin of every workflow object shares: it shows, it does not change."""

from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """States move only through their verbs, on the pages of the site."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
