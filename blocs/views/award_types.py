"""Titles and forms of commendation as the office keeps them, and the base salary that prizes are counted by."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import CreateView, ListView, TemplateView, View

from audit.log import acts_about
from base.access import Inside, Visible
from base.forms import all_valid
from base.workflow import Refused
from blocs import permissions
from blocs.actions.awards import add_base_salary, write_award_type
from blocs.award_forms import (
    AwardBasisFormSet,
    AwardTypeForm,
    BaseSalaryForm,
    ConditionFormSet,
    PrizeFormSet,
)
from blocs.models import AwardType, BaseSalary, prizes_on


class KeepsNationalLaw(View):
    """Awards and salaries are the same for the whole country: whoever keeps its law keeps them."""

    def dispatch(self, request, *args, **kwargs):
        if not permissions.can_keep_national_law(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class AwardTypeList(Visible, ListView):
    """Every award, what it asks and brings, in the order of papers; everybody reads it."""

    queryset = AwardType.objects.prefetch_related("conditions", "bases__instrument")
    template_name = "blocs/award_types.html"

    def get_context_data(self, **kwargs):
        prizes = prizes_on(timezone.localdate())
        listed = [(award_type, prizes.get(award_type.pk)) for award_type in self.object_list]
        salaries = BaseSalary.objects.order_by("-since")
        return super().get_context_data(
            listed=listed,
            has_prizes=any(prize for _, prize in listed),
            salaries=salaries,
            can_keep=permissions.can_keep_national_law(self.request.user),
            **kwargs,
        )


class AwardTypePage(KeepsNationalLaw, TemplateView):
    """An award with its conditions, articles and prizes on one page."""

    template_name = "blocs/award_type_edit.html"

    def award_type(self) -> AwardType:
        raise NotImplementedError

    def forms(self, data=None) -> dict:
        award_type = self.award_type()
        return {
            "form": AwardTypeForm(data, instance=award_type),
            "conditions": ConditionFormSet(data, instance=award_type, prefix="conditions"),
            "bases": AwardBasisFormSet(data, instance=award_type, prefix="bases"),
            "prizes": PrizeFormSet(data, instance=award_type, prefix="prizes"),
        }

    def get_context_data(self, **kwargs):
        award_type = self.award_type()
        return self.forms() | super().get_context_data(
            award_type=award_type, acts=acts_about(award_type) if award_type.pk else [], **kwargs
        )

    def post(self, request, *args, **kwargs):
        forms = self.forms(request.POST)
        if not all_valid(*forms.values()):
            return self.render_to_response(self.get_context_data(**forms))
        parts = {"điều kiện": forms["conditions"], "căn cứ": forms["bases"], "tiền thưởng": forms["prizes"]}
        try:
            kept = write_award_type(forms["form"], parts, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(**forms))
        messages.success(request, f"Đã lưu: {kept}.")
        return redirect("blocs:award-types")


class AwardTypeCreate(Visible, AwardTypePage):
    def award_type(self):
        last = AwardType.objects.order_by("position").last()
        return AwardType(position=last.position + 1 if last else 1)


class AwardTypeEdit(Inside, AwardTypePage):
    inside = AwardType.objects.all()

    def award_type(self):
        return self.parent


class BaseSalaries(KeepsNationalLaw, Visible, CreateView):
    """Adds the base salary of a new decree."""

    form_class = BaseSalaryForm
    template_name = "blocs/base_salary.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(salaries=BaseSalary.objects.order_by("-since"), **kwargs)

    def form_valid(self, form):
        added = add_base_salary(form, by=self.request.user)
        messages.success(self.request, f"Đã ghi mức lương cơ sở {added}.")
        return redirect("blocs:base-salary")
