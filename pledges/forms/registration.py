"""Forms of the registration and of the pledge. Verbs of the models write; forms check the shape."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from base.dates import InstantField
from base.forms import BaseFormMixin, NumberField, choices_of, share_choices
from blocs.models import AwardType, Indicator
from pledges.last_year import LastYear, plans_and_figures_of_last_year
from pledges.models import Pledge, Registration


class RegistrationForm(BaseFormMixin, forms.ModelForm):
    women_percent = NumberField(
        label="Tỷ lệ nữ trong tập thể (%)",
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )

    class Meta:
        model = Registration
        fields = ["staff_count", "member_count", "branch_count", "women_percent", "tasks", "initiatives"]
        widgets = {
            "tasks": forms.Textarea(
                attrs={
                    "rows": 5,
                    "placeholder": "Tổ chức 20 buổi tuyên truyền pháp luật, xong trước ngày 30/9",
                }
            ),
            "initiatives": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, before: dict[str, str], **kwargs):
        """`before` is {box: what it was the year before, in words}."""
        super().__init__(*args, **kwargs)
        for name, hint in before.items():
            self.fields[name].help_text = hint


class IndicatorField(forms.Field):
    """One of the year's indicators, hidden in its row; looked up among those that the page has read already."""

    widget = forms.HiddenInput
    indicators: list[Indicator]

    def to_python(self, value: Any) -> Indicator | None:
        if value in self.empty_values:
            return None
        for indicator in self.indicators:
            if str(indicator.pk) == str(value):
                return indicator
        raise ValidationError("Chỉ tiêu này không còn trong danh mục của khối.")


class TargetForm(BaseFormMixin, forms.Form):
    """One target: an indicator of the year, left blank where it is not promised, or the member's own in words."""

    indicator: Any = IndicatorField(label="Chỉ tiêu của khối", required=False)
    content: Any = forms.ModelChoiceField(label="Nội dung", queryset=None, required=False, empty_label="–")
    name = forms.CharField(label="Tên chỉ tiêu riêng", max_length=200, required=False)
    unit = forms.CharField(label="Đơn vị tính", max_length=40, required=False)
    kind = forms.ChoiceField(
        label="Loại", required=False, choices=Indicator.Kind, initial=Indicator.Kind.COUNT
    )
    plan = forms.CharField(label="Kế hoạch năm", required=False, max_length=300)

    def __init__(self, *args, year, shared=None, **kwargs):
        super().__init__(*args, **kwargs)
        shared = shared or {}
        self.last_year = shared.get("last_year", {})
        self.fields["indicator"].indicators = shared.get("indicators", [])
        self.fields["content"].queryset = year.contents.all()
        self.fields["content"].label_from_instance = lambda content: content.code
        share_choices(self.fields["content"], shared.get("content"))

    @classmethod
    def shared(cls, year, association_id: int) -> dict[str, Any]:
        """What every row offers, read once, to be passed back as `shared`."""
        return {
            "indicators": list(year.indicators.select_related("content")),
            "content": choices_of(cls(year=year).fields["content"]),
            "last_year": plans_and_figures_of_last_year(year, association_id),
        }

    @property
    def listed(self) -> Indicator | None:
        """The bloc's indicator that this row is about; None in a row for a target of the member's own."""
        try:
            return self.fields["indicator"].to_python(self["indicator"].value())
        except ValidationError:
            return None

    @property
    def before(self) -> LastYear:
        """What the member planned and did last year of this row's indicator, or of a target of the same name."""
        indicator = self.listed
        own = self["name"].value(), self["unit"].value()
        return self.last_year.get((indicator.name, indicator.unit) if indicator else own) or LastYear()

    def clean(self):
        data = super().clean()
        if "indicator" in self.errors:  # hidden: told for the row
            self.add_error(None, self.errors.pop("indicator"))
            return data
        if data.get("indicator") and not data.get("plan"):
            return data  # not promised
        if not any(data.get(name) not in (None, "") for name in self.fields if name != "kind"):
            return data
        self._read_plan(data)
        if not data.get("indicator"):
            for name, sentence in {
                "content": "Chọn nội dung.",
                "name": "Nhập tên chỉ tiêu.",
                "unit": "Nhập đơn vị tính.",
            }.items():
                if not data.get(name):
                    self.add_error(name, sentence)
        return data

    def _read_plan(self, data: dict) -> None:
        """The plan as its kind wants it: words as they are, the rest as a figure."""
        kind = data["indicator"].kind if data.get("indicator") else data.get("kind")
        if kind == Indicator.Kind.WORDS:
            data |= {"figure": None, "words": data.get("plan", "")}
            if not data["words"]:
                self.add_error("plan", "Hãy ghi kế hoạch.")
            return
        limit = 100 if kind == Indicator.Kind.PERCENT else 1 if kind == Indicator.Kind.YES_NO else None
        typed = {"có": "1", "không": "0"}.get(data.get("plan", "").lower(), data.get("plan", ""))
        field = NumberField(min_value=0, max_value=limit, max_digits=18, decimal_places=2)
        field.error_messages["required"] = "Hãy nhập số kế hoạch."
        try:
            data |= {"figure": field.clean(typed), "words": ""}
        except ValidationError as error:
            self.add_error("plan", error)

    def target(self) -> dict | None:
        """What Registration.write takes; None for an empty line."""
        data = self.cleaned_data
        if "figure" not in data:
            return None
        plan = {"plan": data["figure"], "plan_words": data["words"]}
        if (indicator := data["indicator"]) is None:
            return (
                {name: data[name] for name in ("content", "name", "unit", "kind")}
                | plan
                | {"indicator": None}
            )
        taken = {name: getattr(indicator, name) for name in ("content", "name", "unit", "kind", "direction")}
        return taken | plan | {"indicator": indicator}


class NoTwins(BaseFormSet):
    """The same target may not be registered twice."""

    def clean(self):
        if any(self.errors):
            return
        seen = set()
        for form in self.forms:
            target = form.target()
            if target and (key := (target["name"], target["unit"])) in seen:
                raise ValidationError(f"Chỉ tiêu “{target['name']}” ghi hai lần.")
            if target:
                seen.add(key)


class TitleForm(BaseFormMixin, forms.Form):
    award_type = forms.ModelChoiceField(
        label="Danh hiệu, hình thức", queryset=AwardType.objects.all(), required=False
    )
    beneficiary = forms.CharField(label="Tập thể, cá nhân", max_length=200, required=False)

    def __init__(self, *args, own_name="", shared=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.own_name = own_name  # of the association, for which a title is where nobody else is named
        self.fields["beneficiary"].widget.attrs["placeholder"] = f"{own_name} (để trống: chính hội)"
        share_choices(self.fields["award_type"], shared)

    @classmethod
    def shared(cls) -> list:
        return choices_of(cls().fields["award_type"])

    def clean(self):
        data = super().clean()
        if data.get("beneficiary") and not data.get("award_type"):
            self.add_error("award_type", "Chọn danh hiệu.")
        if data.get("award_type") and not data.get("beneficiary") and "beneficiary" not in self.errors:
            data["beneficiary"] = self.own_name
        return data


TargetFormSet = formset_factory(TargetForm, formset=NoTwins, extra=1, max_num=200, validate_max=True)
TitleFormSet = formset_factory(TitleForm, extra=1, max_num=40, validate_max=True)


class PledgeForm(BaseFormMixin, forms.ModelForm):
    signed_at = InstantField(label="Ký lúc", required=False)

    class Meta:
        model = Pledge
        fields = [
            "opening",
            "commitments",
            "targets",
            "movements",
            "closing",
            "signed_at",
            "place",
            "witness",
            "originals",
        ]
        widgets = {
            "opening": forms.Textarea(attrs={"rows": 3}),
            "commitments": forms.Textarea(attrs={"rows": 12}),
            "targets": forms.Textarea(attrs={"rows": 8}),
            "movements": forms.Textarea(attrs={"rows": 4}),
            "closing": forms.Textarea(attrs={"rows": 3}),
        }

    def clean_originals(self) -> int:
        originals, members = self.cleaned_data["originals"], self.instance.members.count()
        if originals <= members:
            raise forms.ValidationError(
                f"Khối có {members} đơn vị, mỗi đơn vị giữ 01 bản, cơ quan thường trực 01 bản: ghi từ {members + 1} bản"
                " trở lên."
            )
        return originals


class SignatureForm(BaseFormMixin, forms.Form):
    """One member's signature on the pledge; empty lines are members who have not signed."""

    signed = forms.BooleanField(label="Đã ký", required=False)
    signer = forms.CharField(label="Người ký", max_length=120, required=False)
    position = forms.CharField(label="Chức vụ", max_length=120, required=False)
    signed_at = InstantField(label="Ký lúc", required=False)

    def clean(self):
        data = super().clean()
        if data.get("signed"):
            for name in ("signer", "position", "signed_at"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Cần ghi.")
        return data


class SignatureCorrectionForm(BaseFormMixin, forms.Form):
    """What a signature should have been recorded as, and why it was not."""

    signer = forms.CharField(label="Người ký", max_length=120)
    position = forms.CharField(label="Chức vụ", max_length=120)
    signed_at = InstantField(label="Ký lúc")
    reason = forms.CharField(label="Lý do sửa", max_length=200)
