from typing import Any

from django import forms
from django.contrib import admin
from django.db import models

from base.admin import OneLinesMixin
from base.forms import RowsField

from .models import (
    AchievementForm,
    Appointment,
    AwardBasis,
    AwardCondition,
    AwardType,
    BaseSalary,
    Bloc,
    BlocYear,
    FormPart,
    LegalInstrument,
    Membership,
    Milestone,
    PrizeFactor,
)


class TickedMixin(OneLinesMixin):
    """The admin's own two-column chooser has labels that no screen reader reads: ticks in its place."""

    formfield_overrides: Any = OneLinesMixin.formfield_overrides | {
        models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple, "form_class": RowsField}
    }


class MembershipInline(OneLinesMixin, admin.StackedInline):
    model = Membership
    autocomplete_fields = ["association"]
    extra = 0
    can_delete = False  # a member leaves on a day; a line written by mistake is deleted in its own list


@admin.register(Bloc)
class BlocAdmin(OneLinesMixin, admin.ModelAdmin):
    list_display = ["name", "province", "symbol", "standing_agency", "is_demo"]
    search_fields = ["name", "short_name"]
    inlines = [MembershipInline]


@admin.register(Membership)
class MembershipAdmin(OneLinesMixin, admin.ModelAdmin):
    list_display = ["association", "bloc", "joined_on", "left_on", "note"]
    list_filter = ["bloc", ("left_on", admin.EmptyFieldListFilter)]
    list_select_related = ["association", "bloc"]
    search_fields = ["association__search_key"]
    raw_id_fields = ["association", "bloc"]

    def get_actions(self, request):
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }

    def has_delete_permission(self, request, obj=None):
        is_frozen = obj is not None and bool(obj.frozen(is_deleted=True))
        return super().has_delete_permission(request, obj) and not is_frozen


class MilestoneInline(OneLinesMixin, admin.StackedInline):
    model = Milestone
    fields = ["kind", "due_at", "done_at", "done_by"]
    readonly_fields = ["kind", "due_at", "done_at", "done_by"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


class AppointmentInline(OneLinesMixin, admin.StackedInline):
    model = Appointment
    autocomplete_fields = ["user"]
    extra = 0


class BlocYearAdmin(OneLinesMixin, admin.ModelAdmin):
    """Registered by awards/admin.py, which adds the papers of the year."""

    list_display = ["year", "bloc", "lead", "deputy", "header", "ranking_published_at"]
    list_filter = ["bloc", "year"]
    list_select_related = ["bloc", "lead", "deputy"]
    search_fields = ["year", "bloc__name"]
    autocomplete_fields = ["bloc", "lead", "deputy"]
    inlines = [AppointmentInline, MilestoneInline]

    def get_readonly_fields(self, request, obj=None):
        """Parties and rules stand once the scores are locked."""
        locked = obj is not None and obj.is_done(Milestone.Kind.SCORES_LOCKED)
        return [field.name for field in BlocYear._meta.fields if field.editable] if locked else []

    def has_add_permission(self, request):
        # A year is opened on its bloc's page, which gives it milestones and what the year before had.
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(LegalInstrument)
class LegalInstrumentAdmin(OneLinesMixin, admin.ModelAdmin):
    list_display = ["number", "kind", "title", "issued_on", "in_force_from", "in_force_to", "cited_in_papers"]
    list_filter = ["kind", "cited_in_papers"]
    search_fields = ["number", "title"]
    raw_id_fields = ["replaced_by"]


class AwardBasisInline(OneLinesMixin, admin.StackedInline):
    model = AwardBasis
    extra = 0


class AwardConditionInline(OneLinesMixin, admin.StackedInline):
    model = AwardCondition
    extra = 0


class PrizeFactorInline(OneLinesMixin, admin.StackedInline):
    model = PrizeFactor
    extra = 0


@admin.register(AwardType)
class AwardTypeAdmin(TickedMixin, admin.ModelAdmin):
    list_display = ["name", "kind", "level", "authority", "proposed_by_bloc"]
    list_filter = ["kind", "level", "proposed_by_bloc"]
    search_fields = ["name"]
    inlines = [AwardBasisInline, AwardConditionInline, PrizeFactorInline]


class FormPartInline(OneLinesMixin, admin.StackedInline):
    model = FormPart
    extra = 0


@admin.register(AchievementForm)
class AchievementFormAdmin(TickedMixin, admin.ModelAdmin):
    list_display = ["name", "instrument", "confirmed_by"]
    list_select_related = ["instrument"]
    inlines = [FormPartInline]


@admin.register(BaseSalary)
class BaseSalaryAdmin(OneLinesMixin, admin.ModelAdmin):
    list_display = ["since", "amount", "source"]
