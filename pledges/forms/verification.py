"""Forms around verification: who does it, what the member answers, what the second look says."""

from django import forms

from base.forms import BaseFormMixin


class RecuseForm(BaseFormMixin, forms.Form):
    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        help_text="Ví dụ: từng công tác tại hội này, người nhà là lãnh đạo hội.",
    )


class ExplanationForm(BaseFormMixin, forms.Form):
    text = forms.CharField(
        label="Giải trình của hội",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nêu căn cứ, số hiệu văn bản, trang minh chứng. Để trống nếu đồng ý.",
    )


class ReplyForm(BaseFormMixin, forms.Form):
    reply = forms.CharField(label="Trả lời hội", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
