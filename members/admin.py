import logging
from typing import Any

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.socialaccount.admin import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.admin import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Prefetch
from django.utils import timezone

from base.admin import OneLinesMixin, ReadOnlyAdmin

from .models import Association, FormerName, Letter, Officer, Province, SecondFactor, Succession, User
from .notifications import send_invitation

admin.site.site_header = admin.site.site_title = "Quản trị khối thi đua"
admin.site.index_title = "Danh mục và dữ liệu"
logger = logging.getLogger(__name__)
# None of these is used here; the province's provider is a setting.
admin.site.unregister([Group, EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession])
admin.site.unregister(Authenticator)


class LetterheadLinesMixin(OneLinesMixin, admin.options.BaseModelAdmin):
    """The letterhead is the one short text that has lines of its own."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "letterhead_name":
            kwargs |= {
                "form_class": forms.CharField,
                "widget": AdminTextareaWidget(attrs={"rows": 3, "cols": 40}),
            }
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class FormerNameInline(LetterheadLinesMixin, admin.StackedInline):
    model = FormerName
    extra = 0


class OriginInline(OneLinesMixin, admin.StackedInline):
    model = Succession
    fk_name = "successor"
    verbose_name_plural = "sáp nhập từ"
    autocomplete_fields = ["predecessor"]
    extra = 0


@admin.register(Province)
class ProvinceAdmin(OneLinesMixin, admin.ModelAdmin):
    list_display = ["name", "standing_agency", "merged_into", "merged_on", "is_demo"]
    list_filter = ["is_demo", ("merged_on", admin.EmptyFieldListFilter)]
    search_fields = ["name"]
    ordering = ["name"]


@admin.register(Association)
class AssociationAdmin(LetterheadLinesMixin, admin.ModelAdmin):
    list_display = ["official_name", "code", "abbreviation", "dissolved_on", "source", "is_demo"]
    list_filter = ["province", "is_demo", ("dissolved_on", admin.EmptyFieldListFilter)]
    search_fields = ["search_key", "official_name", "code"]
    ordering = ["sort_key"]
    inlines = [FormerNameInline, OriginInline]


class OfficerInline(OneLinesMixin, admin.StackedInline):
    model = Officer
    autocomplete_fields = ["association"]
    extra = 0


class NewUserForm(forms.ModelForm):
    """Somebody without a password: a letter leads to choosing one, and nobody else ever knows it."""

    class Meta:
        model = User
        fields = ["email", "full_name"]

    def save(self, commit=True):  # noqa: FBT002  as Django calls it
        self.instance.set_unusable_password()
        return super().save(commit)


@admin.register(User)
class UserAdmin(OneLinesMixin, DjangoUserAdmin):
    list_display = ["full_name", "email", "held_today", "is_active"]
    list_select_related = ["province"]
    list_filter = ["province", "is_staff", "is_active", "is_demo"]
    search_fields = ["full_name", "email"]
    ordering = ["search_key", "pk"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "form_of_address", "full_name", "phone", "mail"]}),
        ("Quyền", {"fields": ["is_active", "province", "administers_province", "is_staff", "is_superuser"]}),
    ]
    add_form = NewUserForm
    add_fieldsets = [(None, {"fields": ["email", "full_name"]})]
    inlines = [OfficerInline]
    change_form_template = "admin/members/user/change_form.html"

    def get_queryset(self, request):
        offices = Officer.objects.named_on(timezone.localdate()).select_related("association")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("officer_set", offices, to_attr="offices_today"))
        )

    @admin.display(description="Hội, chức vụ")
    def held_today(self, person: Any) -> str:
        held_offices = [
            f"{office.association.short_name}, {office.position}" for office in person.offices_today
        ]
        if person.province:
            held_offices.append(f"Cơ quan thường trực, {person.province}")
        if person.is_superuser:
            held_offices.append("Quản trị toàn trang")
        return "; ".join(held_offices) or "Chưa có"

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002  as Django calls it
        """Django's own words for these ticks are half English."""
        form = super().get_form(request, obj, change=change, **kwargs)
        words = {"is_superuser": "Quản trị toàn trang", "is_staff": "Vào được trang quản trị"}
        for name in words.keys() & form.base_fields.keys():
            form.base_fields[name].label = words[name]
        return form

    def get_urls(self):
        """Without the page on which one sets the password of another: its owner asks for a letter."""
        return [url for url in super().get_urls() if url.name != "auth_user_password_change"]


@admin.register(Officer)
class OfficerAdmin(OneLinesMixin, admin.ModelAdmin):
    list_display = ["user", "association", "role", "position", "since", "until", "accepted_at"]
    list_filter = ["role", ("until", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "association"]
    search_fields = ["user__full_name", "user__email", "association__search_key"]
    raw_id_fields = ["user", "association"]
    actions = ["invite"]

    @admin.action(description="Gửi thư mời đặt mật khẩu")
    def invite(self, request, queryset):
        sent, unsent = 0, []
        for officer in queryset.select_related("user", "association"):
            try:
                send_invitation(officer, invited_by=request.user)
            except OSError:
                logger.exception("The invitation of officer %s was not sent.", officer.pk)
                unsent.append(officer.user.email)
            else:
                sent += 1
        if unsent:
            messages.warning(request, f"Chưa gửi được thư mời tới: {', '.join(unsent)}.")
        messages.success(request, f"Đã gửi {sent} thư mời.")


@admin.register(SecondFactor)
class SecondFactorAdmin(ReadOnlyAdmin):
    """Second factors, only to be taken away from somebody who lost theirs."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    fields = ["user", "type", "created_at", "last_used_at"]

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    """Whether letters left, and why not."""

    list_display = ["created_at", "to", "subject", "state", "tries", "sent_at", "error"]
    list_filter = ["state"]
    list_select_related = ["to"]
    search_fields = ["subject", "to__email"]
