"""The form by which a conflict of interest is declared."""

from typing import Any

from django import forms

from base.forms import BaseFormMixin


class ConflictForm(BaseFormMixin, forms.Form):
    association: Any = forms.ModelChoiceField(label="Đơn vị khai báo", queryset=None, empty_label="(chọn)")
    about: Any = forms.ModelChoiceField(
        label="Có quan hệ với",
        queryset=None,
        required=False,
        empty_label="Mọi đơn vị được đề cử",
    )
    reason = forms.CharField(
        label="Quan hệ gì",
        max_length=300,
        help_text="Ví dụ: lãnh đạo hai hội là người nhà; cùng cơ quan chủ quản. Được ghi vào biên bản.",
    )

    def __init__(self, *args, own, members, **kwargs):
        """`own` are those for which this person may declare, of the members of that day."""
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = own
        self.fields["about"].queryset = members
        for name in ("association", "about"):
            self.fields[name].label_from_instance = lambda body: body.short_name
