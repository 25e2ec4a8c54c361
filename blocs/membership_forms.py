"""Who joins a bloc, who leaves it, and what a body goes into."""

from typing import ClassVar

from django import forms
from django.utils import timezone

from base.dates import DayField
from base.forms import BaseFormMixin
from members.models import Association, kin_of

from .models import Bloc

NAMES = ["official_name", "short_name", "abbreviation"]


class MembershipForm(BaseFormMixin, forms.ModelForm):
    """An association the province has already, or a new one by its names; and the day it joins."""

    association = forms.ModelChoiceField(
        label="Hội đã có trên trang",
        queryset=Association.objects.none(),
        required=False,
        empty_label="Hội mới, ghi tên ở dưới",
    )
    joined_on = DayField(label="Vào khối từ ngày", initial=timezone.localdate)

    class Meta:
        model = Association
        fields: ClassVar[list[str]] = NAMES

    def __init__(self, *args, bloc: Bloc, **kwargs):
        super().__init__(*args, **kwargs)
        present = bloc.memberships.filter(left_on=None).values("association")
        others = Association.objects.filter(province__in=kin_of([bloc.province_id]), dissolved_on=None)
        self.fields["association"].queryset = others.exclude(pk__in=present).in_order()
        for name in NAMES:
            self.fields[name].required = False
        self.instance.province = bloc.province
        self.order_fields(["association"])

    def clean(self):
        data = super().clean()
        if not data.get("association"):
            for name in NAMES:
                if not data.get(name):
                    self.add_error(name, f"Hội mới cần {self.fields[name].label.lower()}.")
        return data

    def facts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in NAMES}

    def _post_clean(self):
        """Nothing is built here: the association may be one that is there."""


class LeavingForm(BaseFormMixin, forms.Form):
    on = DayField(label="Rời khối từ ngày", initial=timezone.localdate)
    note = forms.CharField(
        label="Lý do, căn cứ",
        max_length=200,
        required=False,
        help_text="Ví dụ: theo Quyết định số 12/QĐ-UBND",
    )


class DissolutionForm(BaseFormMixin, forms.Form):
    on = DayField(label="Ngừng hoạt động từ ngày", initial=timezone.localdate)
    successor = forms.ModelChoiceField(
        label="Hợp nhất, sáp nhập vào",
        queryset=Association.objects.none(),
        required=False,
        empty_label="Không, giải thể",
    )
    basis = forms.CharField(
        label="Căn cứ", max_length=250, help_text="Số, ngày, cơ quan ban hành quyết định."
    )

    def __init__(self, *args, association: Association, **kwargs):
        super().__init__(*args, **kwargs)
        others = Association.objects.filter(province__in=kin_of([association.province_id]), dissolved_on=None)
        self.fields["successor"].queryset = others.exclude(pk=association.pk).in_order()
