"""Forms around the opinions of bodies outside: whom to ask, until when, what was answered."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from awards.models import Opinion, OpinionBody
from base.dates import DayField
from base.forms import BaseFormMixin, RowsField
from documents.forms import DocumentFieldsMixin


class OpinionBodyForm(BaseFormMixin, forms.ModelForm):
    class Meta:
        model = OpinionBody
        fields = ["province", "name", "topic", "award_types", "is_used"]
        widgets = {"province": forms.HiddenInput, "award_types": forms.CheckboxSelectMultiple}
        field_classes = {"award_types": RowsField}

    def __init__(self, *args, province, **kwargs):
        kwargs["initial"] = {"province": province} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["province"].disabled = True


class AskForm(BaseFormMixin, forms.Form):
    """Which bodies are asked, and by when they answer."""

    bodies: Any = RowsField(label="Hỏi ý kiến của", queryset=None, widget=forms.CheckboxSelectMultiple)
    due_on = DayField(label="Trả lời trước hết ngày")

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bodies"].queryset = bodies
        self.fields["bodies"].label_from_instance = lambda body: f"{body.name}: {body.topic}"

    def clean_due_on(self):
        if (due_on := self.cleaned_data["due_on"]) < timezone.localdate():
            raise ValidationError("Ngày này đã qua.")
        return due_on


class ExtendRequestForm(BaseFormMixin, forms.Form):
    due_on = DayField(label="Hạn mới")


class OpinionForm(BaseFormMixin, forms.Form):
    """What is said of one nominee."""

    verdict = forms.ChoiceField(label="Ý kiến", choices=Opinion.Verdict.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Nội dung",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "Nội dung, căn cứ"}),
    )

    def clean(self):
        data = super().clean()
        if data.get("verdict") == Opinion.Verdict.OBJECT and not data.get("text"):
            self.add_error("text", "Không đồng ý thì nêu rõ nội dung, căn cứ.")
        return data


class AnswerForm(DocumentFieldsMixin, BaseFormMixin, forms.Form):
    """Who answers, on which paper."""

    answered_by = forms.CharField(label="Người trả lời (họ tên, chức vụ)", max_length=200, required=False)
    document_number = forms.CharField(label="Số, ký hiệu văn bản trả lời", max_length=60, required=False)
    document_date = DayField(label="Ngày văn bản trả lời", required=False)
    file = forms.FileField(
        label="Bản quét văn bản trả lời",
        required=False,
        allow_empty_file=True,
        help_text="PDF, ảnh hoặc Word; tối đa 10 MB.",
    )


class PaperAnswerForm(AnswerForm):
    """An answer that came on paper names it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document_number"].required = True


class LinkAnswerForm(AnswerForm):
    """An answer by the link says who gives it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answered_by"].required = True


class TakeBackForm(BaseFormMixin, forms.Form):
    reason = forms.CharField(label="Lý do ghi lại", max_length=300)
