"""What the secretariat says of each registered target."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from base.dates import InstantField
from base.forms import BaseFormMixin
from pledges.models import TargetRemark
from pledges.vetting import VettedTarget


class TargetRemarkForm(BaseFormMixin, forms.Form):
    """The word on one target; what was not looked at yet is offered as accepted."""

    verdict = forms.ChoiceField(label="Nhận xét", choices=TargetRemark.Verdict, widget=forms.RadioSelect)
    why = forms.CharField(
        label="Lý do, mức đề nghị",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "Khi đề nghị nâng"}),
    )

    data: Any  # what was sent, from all rows of the page
    plan = forms.CharField(widget=forms.HiddenInput, required=False)  # as the page showed it

    def __init__(self, *args, vetted: VettedTarget, **kwargs):
        remark = vetted.remark
        is_still_said = remark is not None and not remark.is_of_another_plan
        initial = {"verdict": str(TargetRemark.Verdict.ACCEPTED)}
        if remark and is_still_said:
            initial = {"verdict": remark.verdict, "why": remark.why}
        self.plan_now = vetted.target.plan_shown
        super().__init__(*args, initial=initial | {"plan": self.plan_now}, **kwargs)

    def clean(self):
        data = super().clean()
        if data.pop("plan", "") != self.plan_now:
            self.add_error(
                "verdict", f"Hội vừa đổi kế hoạch thành {self.plan_now}: hãy xem lại rồi lưu lần nữa."
            )
            self.data = {**self.data.dict(), self.add_prefix("plan"): self.plan_now}
        is_raised = data.get("verdict") == TargetRemark.Verdict.RAISE
        if is_raised and not data.get("why"):
            self.add_error("why", "Ghi vì sao, đề nghị nâng đến đâu.")
        if not is_raised:
            data["why"] = ""
        return data


class RaiseForm(BaseFormMixin, forms.Form):
    """Until when a registration that goes back is handed in again."""

    due_at = InstantField(label="Hội nộp lại trước", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        in_three_days = timezone.localtime() + datetime.timedelta(days=3)
        self.initial["due_at"] = in_three_days.replace(hour=17, minute=0, second=0, microsecond=0)

    def clean_due_at(self):
        due_at = self.cleaned_data["due_at"]
        if due_at and due_at <= timezone.now():
            raise forms.ValidationError("Hạn nộp lại phải ở sau lúc này.")
        return due_at
