"""Forms of the handover: who meets when, from when each side writes, and the list."""

from django import forms
from django.forms import inlineformset_factory

from base.dates import DayField, InstantField
from base.forms import BaseFormMixin
from base.vietnamese import short_date
from blocs.models import LONGEST_OVERLAP, Handover, HandoverItem
from members.models import Association


class HandoverForm(BaseFormMixin, forms.ModelForm):
    held_at = InstantField(label="Bàn giao lúc")
    writes_end = DayField(
        label="Trưởng khối cũ thôi cập nhật từ ngày",
        help_text="Từ ngày này thư ký khối năm cũ chỉ còn xem, sau khi đã ghi nhận bàn giao.",
    )
    writes_begin = DayField(
        label="Trưởng khối mới được cập nhật từ ngày",
        help_text="Trước ngày này thư ký khối năm mới chưa sửa được dữ liệu năm mới.",
    )

    class Meta:
        model = Handover
        fields = [
            "receiver",
            "held_at",
            "place",
            "giver_name",
            "giver_position",
            "receiver_name",
            "receiver_position",
            "witness_name",
            "witness_position",
            "writes_begin",
            "writes_end",
            "open_tasks",
        ]
        widgets = {"open_tasks": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        in_bloc = Association.objects.filter(memberships__bloc=year.bloc, memberships__left_on=None)
        self.fields["receiver"].empty_label = "Chọn hội nhận bàn giao"
        self.fields["receiver"].queryset = in_bloc.exclude(pk=year.lead_id).in_order()

    def clean(self):
        data = super().clean()
        signed_at, ends = data.get("held_at"), data.get("writes_end")
        last = signed_at and (signed_at + LONGEST_OVERLAP).date()
        if last and ends and ends > last:
            self.add_error("writes_end", f"Chậm nhất ngày {short_date(last)}, 60 ngày sau bàn giao.")
        return data


class HandoverItemForm(BaseFormMixin, forms.ModelForm):
    class Meta:
        model = HandoverItem
        fields = ["text", "quantity", "form", "is_given", "note"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "note": forms.Textarea(attrs={"rows": 2})}


ItemFormSet = inlineformset_factory(Handover, HandoverItem, HandoverItemForm, extra=2)
