"""What is written about an association, and the name it takes from a day on."""

import datetime
from typing import ClassVar

from django import forms
from django.utils import timezone

from base.dates import DayField
from base.forms import BaseFormMixin

from .forms import PhoneField
from .models import Association

YEAR = datetime.timedelta(days=366)
IDENTITY = [
    "official_name",
    "short_name",
    "abbreviation",
    "parent_name",
    "letterhead_name",
    "collective",
]


class AssociationForm(BaseFormMixin, forms.ModelForm):
    """Names and letterhead as they stand now, and where the association is. A new name has a form of its own."""

    phone = PhoneField(label="Điện thoại", max_length=40, required=False)

    class Meta:
        model = Association
        fields: ClassVar[list[str]] = [*IDENTITY, "place", "address", "phone", "founding_decision", "source"]
        widgets: ClassVar[dict[str, forms.Widget]] = {"letterhead_name": forms.Textarea(attrs={"rows": 3})}


class RenameForm(BaseFormMixin, forms.ModelForm):
    """The name and letterhead from a day on; the form begins with the present ones."""

    on = DayField(label="Mang tên mới từ ngày", help_text="Văn bản trước ngày này vẫn ghi tên cũ.")

    class Meta:
        model = Association
        fields: ClassVar[list[str]] = IDENTITY
        widgets = AssociationForm.Meta.widgets

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["on"])

    def clean_on(self):
        on = self.cleaned_data["on"]
        since = self.instance.named_since
        if since and on <= since:
            raise forms.ValidationError(
                f"Hội mang tên hiện nay từ ngày {since:%d/%m/%Y}, hãy ghi ngày sau đó."
            )
        if self.instance.former_names.filter(until__gte=on).exists():
            raise forms.ValidationError("Ngày này còn trong thời gian của một tên cũ.")
        if on > timezone.localdate() + YEAR:
            raise forms.ValidationError("Ngày đổi tên không quá một năm tới.")
        return on

    def clean(self):
        data = super().clean()
        if not {"official_name", "letterhead_name", "abbreviation", "short_name"} & set(self.changed_data):
            raise forms.ValidationError("Tên chưa đổi: hãy ghi tên mới.")
        return data

    def new_identity(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in IDENTITY}
