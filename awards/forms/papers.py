"""Forms of nominations, violations, the review's prose, and the issue of papers."""

from typing import Any

from django import forms
from django.utils import timezone

from awards.models import Nomination, Violation
from awards.papers import date_fault
from base.dates import DayField
from base.forms import BaseFormMixin
from blocs.models import BlocYear
from documents.capacities import BY_AUTHORITY, CHOICES, has_capacity, has_degree


class NominationForm(BaseFormMixin, forms.ModelForm):
    class Meta:
        model = Nomination
        fields = ["basis", "achievements", "override_reason"]
        widgets = {"achievements": forms.Textarea(attrs={"rows": 3})}


class SignerFieldsMixin(forms.Form):
    """Who signs for the lead, and in what capacity (Decree 30/2020, Article 13)."""

    name = forms.CharField(
        label="Người ký", max_length=120, help_text="Không ghi học hàm, học vị trước họ tên."
    )
    position = forms.CharField(label="Chức vụ người ký", max_length=160)
    capacity = forms.ChoiceField(label="Ký với tư cách", choices=CHOICES, required=False)
    authorisation = forms.CharField(
        label="Văn bản ủy quyền (số, ngày)",
        required=False,
        max_length=150,
        help_text="Chỉ ghi khi ký thừa ủy quyền.",
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if has_degree(name):
            raise forms.ValidationError("Bỏ học hàm, học vị, cách xưng hô trước họ tên.")
        return name

    def clean_position(self) -> str:
        """The signer's own office; TM., KT., TL. and TUQ. are put before it by the capacity."""
        position = self.cleaned_data["position"]
        if has_capacity(position):
            raise forms.ValidationError(
                "Chỉ ghi chức vụ của người ký, ví dụ Phó Chủ tịch; TM., KT., TL., TUQ. do phần mềm ghi theo tư cách ký."
            )
        return position

    def clean_authorisation(self) -> str:
        authorisation, capacity = self.cleaned_data["authorisation"], self.cleaned_data.get("capacity")
        if capacity == BY_AUTHORITY and not authorisation:
            raise forms.ValidationError("Ký thừa ủy quyền phải có văn bản ủy quyền: ghi số, ngày.")
        return authorisation if capacity == BY_AUTHORITY else ""

    def signs(self) -> dict[str, str]:
        names = ("name", "position", "capacity", "authorisation")
        return {name: self.cleaned_data.get(name, "") for name in names}


class IssueForm(BaseFormMixin, SignerFieldsMixin):
    """Number, date and signer with which a paper leaves the house."""

    number = forms.IntegerField(label="Số", min_value=1, max_value=99999)
    dated = DayField(label="Ngày văn bản")
    field_order = ["number", "dated", "name", "position", "capacity", "authorisation"]
    accept_warnings = forms.BooleanField(
        label="Đã xem cảnh báo, vẫn ban hành", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, sheet, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet, self.year, kind = sheet, year, sheet.kind
        if not kind.is_numbered:
            del self.fields["number"]
        if not kind.signed_by_lead:
            self.leave_signer_out()

    def clean_dated(self):
        """A paper of a year is written in it or after it, and on no day to come."""
        dated = self.cleaned_data["dated"]
        if dated.year < self.year.year or dated > timezone.localdate():
            raise forms.ValidationError(f"Ngày văn bản từ 01/01/{self.year.year} đến hôm nay.")
        if fault := date_fault(self.sheet, self.year, dated):
            raise forms.ValidationError(fault)
        return dated

    def leave_signer_out(self) -> None:
        for name in SignerFieldsMixin.base_fields:
            self.fields.pop(name, None)

    def show_warnings(self) -> None:
        self.fields["accept_warnings"].widget = forms.CheckboxInput()

    def facts(self) -> dict:
        data = self.cleaned_data
        return {"number": data.get("number"), "dated": data["dated"], **self.signs()}


class IssuedTogetherForm(BaseFormMixin, SignerFieldsMixin):
    """Who signs the papers of the lead that are issued together, and the day that all of them carry."""

    dated = DayField(label="Ngày văn bản", help_text="Cho mọi văn bản đã chọn, trừ văn bản ghi ngày riêng.")
    field_order = ["dated", "name", "position", "capacity", "authorisation"]


class IssueRowForm(IssueForm):
    """One of several papers: whether it is issued now, its number and date. What is not chosen is not looked at.

    A paper without a date of its own carries the one `day` of all; that is None while it was not said.
    """

    chosen = forms.BooleanField(label="Ban hành", required=False)
    dated = DayField(label="Ngày riêng", required=False)
    field_order = ["chosen", "number", "dated"]

    def __init__(self, *args, sheet, year, day=None, **kwargs):
        super().__init__(*args, sheet=sheet, year=year, **kwargs)
        self.day = day
        self.fields["dated"].widget.attrs["placeholder"] = "ngày chung"
        self.leave_signer_out()
        del self.fields["accept_warnings"]

    def clean_dated(self):
        self.cleaned_data["dated"] = self.cleaned_data["dated"] or self.day
        if self.cleaned_data["dated"] is None:
            return None  # the box above says what is wrong with the day of all
        return super().clean_dated()

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

    def __init__(self, *args, sections, activities="", **kwargs):
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
        self.fields["activities"] = forms.CharField(
            label="Hoạt động chung của khối trong năm (mỗi dòng một hoạt động)",
            required=False,
            initial=activities,
            max_length=20_000,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text="Hội thao, giao lưu, an sinh xã hội… do khối tổ chức; kế hoạch, giao ước, hội nghị máy tự ghi.",
        )

    def texts(self) -> dict:
        return {outline: self.cleaned_data[f"section_{outline.pk}"] for outline, _ in self.sections}
