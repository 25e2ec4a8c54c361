"""What the Council said of each nomination."""

from django import forms

from base.forms import BaseFormMixin

from .decisions import PastDay


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
