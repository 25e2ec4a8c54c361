"""One award on the page of prize money."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from base.dates import DayField
from base.forms import BaseFormMixin, NumberField


class PrizeForm(BaseFormMixin, forms.Form):
    amount = NumberField(label="Số tiền (đồng)", required=False, min_value=1, max_digits=12, decimal_places=0)
    paid_on = DayField(label="Ngày chi", required=False)
    budget = forms.CharField(label="Nguồn chi", required=False, max_length=200)

    def clean_paid_on(self):
        if (day := self.cleaned_data["paid_on"]) and day > timezone.localdate():
            raise ValidationError("Ngày này chưa đến.")
        return day

    def clean(self):
        """Either nothing was paid, or all three are known."""
        data = super().clean()
        if data.get("paid_on") and not self.errors:
            for name, sentence in (("amount", "Ghi số tiền đã chi."), ("budget", "Ghi nguồn chi.")):
                if not data.get(name):
                    self.add_error(name, sentence)
        return data
