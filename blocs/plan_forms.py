"""The form of the bloc's plan."""

from django import forms

from base.forms import BaseFormMixin

from .models import Plan


class PlanForm(BaseFormMixin, forms.ModelForm):
    """The prose of the bloc's plan."""

    class Meta:
        model = Plan
        fields = ["bases", "purpose", "activities", "organisation"]
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in fields}
