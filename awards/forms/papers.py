"""Forms of nominations, violations, the review's prose, and the issue of papers."""

from typing import Any

from django import forms
from django.utils import timezone

from awards.models import Nomination, Violation
from awards.papers import date_fault
from base.dates import DayField
from base.forms import BaseFormMixin
from blocs.models import BlocYear


class NominationForm(BaseFormMixin, forms.ModelForm):
    class Meta:
        model = Nomination
        fields = ["basis", "achievements", "override_reason"]
        widgets = {"achievements": forms.Textarea(attrs={"rows": 3})}


class IssueForm(BaseFormMixin, forms.Form):
    """Number, date and signer with which a paper leaves the house."""

    number = forms.IntegerField(label="Số", min_value=1, max_value=99999)
    dated = DayField(label="Ngày văn bản")
    name = forms.CharField(
        label="Người ký", max_length=120, help_text="Không ghi học hàm, học vị trước họ tên."
    )
    position = forms.CharField(label="Chức vụ người ký", max_length=160)
    accept_warnings = forms.BooleanField(
        label="Đã xem cảnh báo, vẫn ban hành", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, sheet, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet, self.year, kind = sheet, year, sheet.kind
        if not kind.is_numbered:
            del self.fields["number"]
        if not kind.signed_by_lead:
            del self.fields["name"], self.fields["position"]

    def clean_dated(self):
        """A paper of a year is written in it or after it, and on no day to come."""
        dated = self.cleaned_data["dated"]
        if dated.year < self.year.year or dated > timezone.localdate():
            raise forms.ValidationError(f"Ngày văn bản từ 01/01/{self.year.year} đến hôm nay.")
        if fault := date_fault(self.sheet, self.year, dated):
            raise forms.ValidationError(fault)
        return dated

    def show_warnings(self) -> None:
        self.fields["accept_warnings"].widget = forms.CheckboxInput()

    def facts(self) -> dict:
        data = self.cleaned_data
        return {
            "number": data.get("number"),
            "dated": data["dated"],
            "name": data.get("name", ""),
            "position": data.get("position", ""),
        }


class IssuedTogetherForm(BaseFormMixin, forms.Form):
    """Who signs the papers of the lead that are issued together."""

    name = forms.CharField(
        label="Người ký của Trưởng khối", max_length=120, help_text="Không ghi học hàm, học vị trước họ tên."
    )
    position = forms.CharField(label="Chức vụ người ký", max_length=160)


class IssueRowForm(IssueForm):
    """One of several papers: whether it is issued now, its number and date. What is not chosen is not looked at."""

    chosen = forms.BooleanField(label="Ban hành", required=False)
    field_order = ["chosen", "number", "dated"]

    def __init__(self, *args, sheet, year, **kwargs):
        super().__init__(*args, sheet=sheet, year=year, **kwargs)
        for name in ("name", "position", "accept_warnings"):
            self.fields.pop(name, None)

    @property
    def is_chosen(self) -> bool:
        return bool(self.cleaned_data.get("chosen"))

    def clean(self):
        if not self.is_chosen:
            self.errors.clear()
        return super().clean()


class ReplayForm(BaseFormMixin, forms.Form):
    """Which past year, and in which order equals are parted."""

    year: Any = forms.ModelChoiceField(label="Chấm lại năm", queryset=None, empty_label=None)
    tie_breaks = forms.MultipleChoiceField(
        label="Tiêu chí phụ khi bằng điểm",
        choices=BlocYear.TIE_BREAKS.items,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].queryset = years
        self.fields["year"].label_from_instance = lambda year: f"Năm {year.year}"


class ViolationForm(BaseFormMixin, forms.ModelForm):
    class Meta:
        model = Violation
        fields = ["association", "reason", "source"]

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = year.members()


class ReviewForm(BaseFormMixin, forms.Form):
    """The prose of the bloc's report, a box for each heading."""

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = sections
        for outline, text in sections:
            self.fields[f"section_{outline.pk}"] = forms.CharField(
                label=outline.title,
                required=False,
                initial=text,
                max_length=40_000,
                widget=forms.Textarea(attrs={"rows": 8}),
            )

    def texts(self) -> dict:
        return {outline: self.cleaned_data[f"section_{outline.pk}"] for outline, _ in self.sections}
