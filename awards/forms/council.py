"""What the Council said of each nomination."""

from django import forms

from awards.council import council_fault
from base.forms import BaseFormMixin
from blocs.models import AwardType

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


class EmulationCouncilForm(BaseFormMixin, forms.Form):
    """The Council of one year: its members, units that lead elsewhere, and a quota for each award."""

    members = forms.IntegerField(
        label="Số thành viên Hội đồng",
        required=False,
        min_value=1,
        max_value=200,
        help_text="Phiếu của Hội đồng tính trên tổng số này, kể cả người vắng.",
    )
    leading_elsewhere = forms.IntegerField(
        label="Đơn vị dẫn đầu ở khối, cụm không có ở đây",
        required=False,
        min_value=0,
        max_value=1000,
        help_text="Cộng với mỗi khối ở đây một đơn vị. Không có thì ghi 0; bỏ trống là chưa rõ.",
    )

    def __init__(self, *args, award_types: list[AwardType], **kwargs):
        super().__init__(*args, **kwargs)
        self.award_types = award_types
        for award_type in award_types:
            self.fields[self.box_of(award_type)] = forms.IntegerField(
                label=f"Chỉ tiêu của tỉnh: {award_type}", required=False, min_value=0, max_value=10_000
            )

    @staticmethod
    def box_of(award_type: AwardType) -> str:
        return f"quota-{award_type.pk}"

    def facts(self) -> dict:
        data = self.cleaned_data
        quotas = {award_type: data[self.box_of(award_type)] for award_type in self.award_types}
        return {name: data[name] for name in ("members", "leading_elsewhere")} | {"quotas": quotas}


class CouncilForm(BaseFormMixin, forms.Form):
    """One nomination's line: whether it passed, on how many votes of how many members."""

    OUTCOMES = [("", "Chưa ghi"), ("kept", "Thông qua"), ("cut", "Không thông qua")]

    outcome = forms.ChoiceField(label="Kết quả", choices=OUTCOMES, required=False)
    approve = forms.IntegerField(label="Phiếu đồng ý", min_value=0, max_value=500, required=False)
    whole = forms.IntegerField(label="Trên tổng số", min_value=1, max_value=500, required=False)
    reason = forms.CharField(label="Lý do", max_length=300, required=False)

    def __init__(self, *args, award_type: AwardType, members: int | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.award_type, self.members = award_type, members

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
        if data.get("outcome") and not self.errors:
            fault = council_fault(
                self.award_type, self.members, is_kept=data["outcome"] == "kept", approve=approve, whole=whole
            )
            if fault:
                self.add_error(*fault)
        return data

    def facts(self) -> dict:
        data = self.cleaned_data
        return {"is_kept": data["outcome"] == "kept"} | {k: data[k] for k in ("approve", "whole", "reason")}
