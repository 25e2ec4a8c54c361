"""Forms of the bloc's events and their rolls."""

from django import forms

from base.dates import DayField
from base.forms import BaseFormMixin

from .forms import BaseModelForm
from .models import Event, EventAttendance


class EventForm(BaseModelForm):
    held_on = DayField(label="Ngày")

    class Meta:
        model = Event
        fields = ["bloc_year", "kind", "name", "held_on", "place", "counts"]
        widgets = {"bloc_year": forms.HiddenInput}

    def __init__(self, *args, year, **kwargs):
        kwargs["initial"] = {"bloc_year": year} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.year = year
        self.fields["bloc_year"].disabled = True

    def clean_held_on(self):
        """A bloc's year may begin with a meeting before January and end with one after December."""
        day, year = self.cleaned_data["held_on"], self.year.year
        if day and not year - 1 <= day.year <= year + 1:
            raise forms.ValidationError(
                f"Hoạt động của năm {year} phải trong các năm {year - 1} đến {year + 1}."
            )
        return day


class EventRollForm(BaseFormMixin, forms.Form):
    """One member at one event."""

    status = forms.ChoiceField(
        label="Tham dự", choices=EventAttendance.Status.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Ghi chú",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "Ghi chú"}),
    )
