"""An award as the office keeps it: who decides it, what it asks, what it brings, on which articles it stands."""

from typing import ClassVar

from django import forms
from django.forms import inlineformset_factory
from django.utils.text import slugify

from base.dates import DayField
from base.forms import BaseFormMixin, LineArea, NumberField, OrderInput, RowsField
from base.vietnamese import search_key

from .models import AwardBasis, AwardCondition, AwardType, BaseSalary, PrizeFactor


class AwardTypeForm(BaseFormMixin, forms.ModelForm):
    renamed_on = DayField(label="Gọi tên bây giờ từ ngày", required=False)

    class Meta:
        model = AwardType
        fields: ClassVar[list[str]] = [
            "name",
            "earlier_name",
            "renamed_on",
            "kind",
            "level",
            "authority",
            "proposed_by_bloc",
            "is_within_quota",
            "conflicts_with",
            "leading_percent",
            "council_percent",
            "position",
        ]
        widgets: ClassVar[dict[str, forms.Widget]] = {"conflicts_with": forms.CheckboxSelectMultiple()}
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {"conflicts_with": RowsField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["conflicts_with"].queryset = AwardType.objects.exclude(pk=self.instance.pk)

    def clean_name(self):
        name = self.cleaned_data["name"]
        if AwardType.objects.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Đã có danh hiệu, hình thức mang tên này.")
        if not self.instance.pk:
            self.instance.code = free_code(name)
        return name


def free_code(name: str) -> str:
    """co-thi-dua of Cờ thi đua, or co-thi-dua-2 where another award has that."""
    wanted = slugify(search_key(name))[:34].strip("-") or "danh-hieu"
    taken = set(AwardType.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    codes = [wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 2))]
    return next(code for code in codes if code not in taken)


class ConditionForm(BaseFormMixin, forms.ModelForm):
    class Meta:
        model = AwardCondition
        fields: ClassVar[list[str]] = ["position", "text", "judged_by", "source"]
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "position": OrderInput(),
            "text": LineArea(),
        }


class AwardBasisForm(BaseFormMixin, forms.ModelForm):
    class Meta:
        model = AwardBasis
        fields: ClassVar[list[str]] = ["instrument", "article"]


class PrizeForm(BaseFormMixin, forms.ModelForm):
    factor = NumberField(label="Số lần mức lương cơ sở", max_digits=5, decimal_places=2, thousands=False)

    class Meta:
        model = PrizeFactor
        fields: ClassVar[list[str]] = ["instrument", "factor"]

    def clean_factor(self):
        factor = self.cleaned_data["factor"]
        if factor is not None and factor <= 0:
            raise forms.ValidationError("Phải lớn hơn 0.")
        return factor


ConditionFormSet = inlineformset_factory(AwardType, AwardCondition, form=ConditionForm, extra=1)
AwardBasisFormSet = inlineformset_factory(AwardType, AwardBasis, form=AwardBasisForm, extra=1)
PrizeFormSet = inlineformset_factory(AwardType, PrizeFactor, form=PrizeForm, extra=1)


class BaseSalaryForm(BaseFormMixin, forms.ModelForm):
    """Mức lương cơ sở from a day on."""

    since = DayField(label="Từ ngày")
    amount = NumberField(label="Mức (đồng một tháng)", max_digits=12, decimal_places=0, min_value=1)

    class Meta:
        model = BaseSalary
        fields: ClassVar[list[str]] = ["since", "amount", "source"]
