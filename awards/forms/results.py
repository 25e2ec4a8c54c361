"""What became of a proposal: the Council's results, a decision, lines of the ledger."""

import datetime

from django import forms
from django.utils import timezone

from awards.models import Award, Decision
from base.dates import DayField
from base.forms import BaseFormMixin
from blocs.models import AwardType
from documents.files import FileRefused, content_type_of

DAY_AHEAD = "Ngày này chưa tới."
SCANS = {"application/pdf", "image/jpeg", "image/png"}


class PastDay(DayField):
    """A day that has come."""

    def validate(self, value):
        super().validate(value)
        if value and value > timezone.localdate():
            raise forms.ValidationError(DAY_AHEAD, code="ahead")


class AskForm(BaseFormMixin, forms.Form):
    comment = forms.CharField(
        label="Cần bổ sung, sửa gì", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CouncilDayForm(BaseFormMixin, forms.Form):
    met_on = PastDay(label="Ngày họp Hội đồng")
    why = forms.CharField(
        label="Lý do sửa",
        required=False,
        max_length=200,
        help_text="Chỉ ghi khi sửa kết quả đã ghi trước đó.",
    )


class CouncilForm(BaseFormMixin, forms.Form):
    """One nomination's line: whether it passed, on how many votes of how many members."""

    OUTCOMES = [("", "Chưa ghi"), ("kept", "Thông qua"), ("cut", "Không thông qua")]

    outcome = forms.ChoiceField(label="Kết quả", choices=OUTCOMES, required=False)
    approve = forms.IntegerField(label="Phiếu đồng ý", min_value=0, max_value=500, required=False)
    whole = forms.IntegerField(label="Trên tổng số", min_value=1, max_value=500, required=False)
    reason = forms.CharField(label="Lý do", max_length=300, required=False)

    def clean(self):
        data = super().clean()
        approve, whole = data.get("approve"), data.get("whole")
        if (approve is None) != (whole is None) and not self.errors:
            self.add_error(
                "whole" if whole is None else "approve", "Ghi cả số phiếu và tổng số, hoặc bỏ trống cả hai."
            )
        elif approve is not None and whole is not None and approve > whole:
            self.add_error("approve", f"Không thể nhiều hơn tổng số ({whole}).")
        if data.get("outcome") == "cut" and not data.get("reason"):
            self.add_error("reason", "Ghi lý do không thông qua.")
        return data

    def facts(self) -> dict:
        data = self.cleaned_data
        return {"is_kept": data["outcome"] == "kept"} | {k: data[k] for k in ("approve", "whole", "reason")}


class DecisionForm(BaseFormMixin, forms.ModelForm):
    dated = PastDay(label="Ngày quyết định")
    authority = forms.CharField(
        label="Cấp quyết định",
        max_length=150,
        required=False,
        help_text="Bỏ trống: theo thẩm quyền của danh hiệu được tặng.",
    )

    class Meta:
        model = Decision
        fields = ["number", "dated", "authority"]

    def validate_unique(self):
        """The same decision is entered again where it awards further units."""


class DecisionCorrectionForm(BaseFormMixin, forms.Form):
    """What a decision should have been recorded as, and why it was not."""

    number = forms.CharField(label="Số, ký hiệu", max_length=60)
    dated = PastDay(label="Ngày quyết định")
    authority = forms.CharField(label="Cấp quyết định", max_length=150)
    reason = forms.CharField(label="Lý do sửa", max_length=200)


class DecisionLineForm(BaseFormMixin, forms.Form):
    OUTCOMES = [("", "Chưa có quyết định"), ("given", "Được tặng"), ("declined", "Không được tặng")]

    outcome = forms.ChoiceField(label="Kết quả", choices=OUTCOMES, required=False)
    reason = forms.CharField(label="Lý do", max_length=300, required=False)

    def clean(self):
        data = super().clean()
        if data.get("outcome") == "declined" and not data.get("reason"):
            self.add_error("reason", "Ghi lý do không được tặng.")
        return data


class AwardForm(BaseFormMixin, forms.Form):
    """An award of earlier years, by its decision."""

    award_type = forms.ModelChoiceField(label="Danh hiệu, hình thức", queryset=AwardType.objects.all())
    year = forms.IntegerField(label="Thành tích năm", min_value=1950, max_value=2200)
    number = forms.CharField(label="Số, ký hiệu quyết định", max_length=60)
    dated = PastDay(label="Ngày quyết định")
    authority = forms.CharField(
        label="Cấp quyết định",
        max_length=150,
        required=False,
        help_text="Bỏ trống: theo thẩm quyền của danh hiệu đã chọn.",
    )
    certificate = forms.FileField(
        label="Bản chụp bằng, quyết định", required=False, help_text="PDF, JPG hoặc PNG."
    )

    def __init__(self, *args, association, **kwargs):
        super().__init__(*args, **kwargs)
        self.association = association

    def clean_certificate(self):
        upload = self.cleaned_data["certificate"]
        if upload is None:
            return None
        try:
            self.certificate_type = content_type_of(upload, "PDF, JPG hoặc PNG")
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if self.certificate_type not in SCANS:
            raise forms.ValidationError("Chỉ nhận PDF, JPG hoặc PNG.")
        return upload

    def clean(self):
        data = super().clean()
        if data.get("award_type") and not data.get("authority"):
            data["authority"] = data["award_type"].authority
        dated, year = data.get("dated"), data.get("year")
        if dated and year and dated < datetime.date(year, 1, 1):
            self.add_error("dated", "Quyết định không thể có trước năm thành tích.")
        same = Award.objects.filter(
            association=self.association, award_type=data.get("award_type"), year=year
        )
        if year and data.get("award_type") and same.exists():
            self.add_error("award_type", f"Đã có trong sổ khen thưởng năm {year}.")
        return data

    def save(self, *, by) -> Award:
        data = self.cleaned_data
        known = {name: data[name] for name in ("number", "dated", "authority")}
        decision, _ = Decision.objects.get_or_create(**known)
        upload = data["certificate"]
        scan = {} if upload is None else {
            "certificate": upload,
            "certificate_name": upload.name[-200:],
            "certificate_type": self.certificate_type,
        }  # fmt: skip
        return Award.objects.create(
            association=self.association,
            award_type=data["award_type"],
            year=data["year"],
            decision=decision,
            carried_name=self.association.name_on(data["dated"]),
            recorded_by=by,
            **scan,
        )
