"""A decision: number, day, who was awarded; and its correction."""

from django import forms
from django.utils import timezone

from awards.models import Decision
from base.dates import DayField
from base.forms import BaseFormMixin

DAY_AHEAD = "Ngày này chưa tới."


class PastDay(DayField):
    """A day that has come."""

    def validate(self, value):
        super().validate(value)
        if value and value > timezone.localdate():
            raise forms.ValidationError(DAY_AHEAD, code="ahead")


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
