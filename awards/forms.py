from django import forms
from django.forms import BaseFormSet, formset_factory

from blocs.models import AwardType
from config.forms import DayField, InstantField, Tidy, choices_of, share_choices
from pledges.models import Pledge

from .models import Conference, Finding, Nomination, Vote


class ConferenceForm(Tidy, forms.ModelForm):
    starts_at = InstantField(label="Bắt đầu lúc")
    ended_at = InstantField(label="Kết thúc lúc", required=False, help_text="Ghi khi hội nghị kết thúc.")

    class Meta:
        model = Conference
        fields = [
            "starts_at",
            "ended_at",
            "place",
            "chair",
            "chair_position",
            "secretary",
            "guests",
            "tellers",
            "proceedings",
            "conclusion",
            "next_pledge",
            "quorum_override",
        ]
        widgets = {
            "guests": forms.Textarea(attrs={"rows": 3}),
            "tellers": forms.Textarea(attrs={"rows": 3}),
            "proceedings": forms.Textarea(attrs={"rows": 6}),
            "conclusion": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["next_pledge"].queryset = Pledge.objects.filter(
            bloc_year__bloc=year.bloc, bloc_year__year=year.year + 1
        ).select_related("bloc_year")
        self.fields["next_pledge"].empty_label = "Không ký tại hội nghị này"

    def clean_tellers(self):
        tellers = self.cleaned_data["tellers"]
        if any(len(line) > 120 for line in tellers.splitlines()):
            raise forms.ValidationError("Mỗi dòng ghi một người, không quá 120 ký tự.")
        return tellers


class RollForm(Tidy, forms.Form):
    """One member at roll call."""

    is_present = forms.TypedChoiceField(
        label="Có mặt",
        choices=[("1", "Có mặt"), ("0", "Vắng")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    delegate = forms.CharField(label="Đại biểu", max_length=120, required=False)
    position = forms.CharField(label="Chức vụ", max_length=120, required=False)
    absence_reason = forms.CharField(label="Lý do vắng", max_length=200, required=False)


class VoteForm(Tidy, forms.Form):
    """What the tellers read out for one round."""

    subject = forms.ChoiceField(label="Bỏ phiếu về", choices=Vote.Subject)
    award_type = forms.ModelChoiceField(
        label="Danh hiệu, hình thức", queryset=AwardType.objects.filter(proposed_by_bloc=True), required=False
    )
    seats = forms.IntegerField(label="Số đơn vị được chọn", min_value=1, max_value=100, initial=1)
    issued = forms.IntegerField(label="Phiếu phát ra", min_value=1, max_value=1000)
    returned = forms.IntegerField(label="Phiếu thu về", min_value=0, max_value=1000)
    valid = forms.IntegerField(label="Phiếu hợp lệ", min_value=0, max_value=1000)

    def clean(self):
        data = super().clean()
        if data.get("subject") == Vote.Subject.AWARD and not data.get("award_type"):
            self.add_error("award_type", "Chọn danh hiệu được bỏ phiếu.")
        if data.get("subject") != Vote.Subject.AWARD:
            data["award_type"] = None
        return data

    def counts(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in ("issued", "returned", "valid")}


class TallyForm(Tidy, forms.Form):
    association = forms.ModelChoiceField(label="Đơn vị được giới thiệu", queryset=None, required=False)
    approve = forms.IntegerField(label="Đồng ý", min_value=0, max_value=1000, required=False)
    against = forms.IntegerField(label="Không đồng ý", min_value=0, max_value=1000, required=False)

    def __init__(self, *args, members, shared=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = members
        share_choices(self.fields["association"], shared)

    @classmethod
    def shared(cls, members) -> list:
        return choices_of(cls(members=members).fields["association"])

    def clean(self):
        data = super().clean()
        if data.get("association") and (data.get("approve") is None or data.get("against") is None):
            self.add_error("approve", "Nhập đủ số phiếu đồng ý và không đồng ý.")
        if not data.get("association") and (data.get("approve") or data.get("against")):
            self.add_error("association", "Chọn đơn vị.")
        return data


class Tallies(BaseFormSet):
    def clean(self):
        if any(self.errors):
            return
        named = [
            form.cleaned_data["association"] for form in self.forms if form.cleaned_data.get("association")
        ]
        if not named:
            raise forms.ValidationError("Nhập ít nhất một đơn vị được giới thiệu.")
        if len(named) != len(set(named)):
            raise forms.ValidationError("Có đơn vị ghi hai lần.")

    def tallies(self) -> dict:
        return {
            form.cleaned_data["association"]: {
                name: form.cleaned_data[name] for name in ("approve", "against")
            }
            for form in self.forms
            if form.cleaned_data.get("association")
        }


TallyFormSet = formset_factory(TallyForm, formset=Tallies, extra=6, max_num=60)


class NominationForm(Tidy, forms.ModelForm):
    class Meta:
        model = Nomination
        fields = ["basis", "achievements", "override_reason"]
        widgets = {"achievements": forms.Textarea(attrs={"rows": 3})}


class IssueForm(Tidy, forms.Form):
    """Number, date and signer with which a paper leaves the house."""

    number = forms.IntegerField(label="Số", min_value=1, max_value=99999)
    dated = DayField(label="Ngày văn bản")
    name = forms.CharField(
        label="Người ký", max_length=120, help_text="Không ghi học hàm, học vị trước họ tên."
    )
    position = forms.CharField(label="Chức vụ người ký", max_length=160)
    accept_warnings = forms.BooleanField(
        label="Đã xem cảnh báo, vẫn ban hành", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        if not kind.is_numbered:
            del self.fields["number"]
        if not kind.signed_by_lead:
            del self.fields["name"], self.fields["position"]

    def show_warnings(self) -> None:
        self.fields["accept_warnings"].widget = forms.CheckboxInput()

    def facts(self) -> dict:
        data = self.cleaned_data
        return {
            "number": data.get("number"),
            "dated": data["dated"],
            "name": data.get("name", ""),
            "position": data.get("position", ""),
        }


class FindingForm(Tidy, forms.ModelForm):
    class Meta:
        model = Finding
        fields = ["association", "reason", "source"]

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = year.members()


class ReviewForm(Tidy, forms.Form):
    """The prose of the bloc's report, a box for each heading."""

    def __init__(self, *args, sections, **kwargs):
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

    def texts(self) -> dict:
        return {outline: self.cleaned_data[f"section_{outline.pk}"] for outline, _ in self.sections}
