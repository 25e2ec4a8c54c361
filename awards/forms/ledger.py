"""An award of earlier years, entered by hand."""

import datetime

from django import forms

from awards.models import Award
from base.forms import BaseFormMixin
from blocs.models import AwardType
from documents.files import FileRefused, content_type_of

from .decisions import PastDay

SCANS = {"application/pdf", "image/jpeg", "image/png"}


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

    def facts(self) -> dict:
        """What enter_award takes."""
        data = self.cleaned_data
        decision = {name: data[name] for name in ("number", "dated", "authority")}
        facts = {"award_type": data["award_type"], "year": data["year"], "decision": decision}
        if upload := data["certificate"]:
            facts |= {"certificate": upload, "certificate_type": self.certificate_type}
        return facts
