"""Asking for the archive; making the list public; writing about it."""

import datetime

from django import forms
from django.utils import timezone

from awards.models import PublicComment, PublicNotice
from base.dates import DayField
from base.forms import BaseFormMixin


class BuildForm(BaseFormMixin, forms.Form):
    with_evidence = forms.BooleanField(
        label="Kèm tệp minh chứng của các tập thể được đề nghị",
        required=False,
        help_text="Tệp có thể lớn; máy đóng gói ở phía sau, anh/chị có thể rời trang.",
    )


LONGEST = datetime.timedelta(days=90)  # that a list of nominees stays public


class PublicNoticeForm(BaseFormMixin, forms.ModelForm):
    opens_on = DayField(label="Công khai từ ngày")
    closes_on = DayField(label="Đến hết ngày")

    class Meta:
        model = PublicNotice
        fields = ["opens_on", "closes_on"]

    def clean(self):
        data = super().clean()
        first, last = data.get("opens_on"), data.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        elif first and last and last > first + LONGEST:
            self.add_error("closes_on", f"Công khai không quá {LONGEST.days} ngày.")
        if first and not abs(first - timezone.localdate()) <= LONGEST:
            self.add_error("opens_on", f"Phải trong vòng {LONGEST.days} ngày kể từ hôm nay, trước hoặc sau.")
        return data


class PublicCommentForm(BaseFormMixin, forms.ModelForm):
    class Meta:
        model = PublicComment
        fields = ["name", "contact", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "contact": "Để thư ký khối trả lời. Ý kiến chỉ thư ký khối đọc.",
        }
