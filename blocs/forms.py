"""Forms of what a year asks for: contents, indicators, outline, criteria."""

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.forms import inlineformset_factory

from base.forms import BaseFormMixin, LineArea, NumberField, OrderInput, choices_of, share_choices

from .models import (
    Band,
    BlocYear,
    Content,
    CriteriaSet,
    Criterion,
    EvidenceKind,
    Gate,
    Indicator,
    OutlineSection,
    ThresholdStep,
)


class BaseModelForm(BaseFormMixin, forms.ModelForm):
    """The base of the model forms here."""


class ContentForm(BaseModelForm):
    class Meta:
        model = Content
        fields = ["code", "title", "commitments"]
        widgets = {"title": LineArea, "commitments": forms.Textarea(attrs={"rows": 3})}


class IndicatorForm(BaseModelForm):
    class Meta:
        model = Indicator
        fields = ["position", "content", "name", "unit", "kind", "direction", "is_summable"]
        labels = {"is_summable": "Cộng toàn khối"}
        widgets = {"position": OrderInput, "name": LineArea}

    def __init__(self, *args, year, shared=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["content"].queryset = year.contents.all()
        # The page says what each of them is; the whole title does not fit a row.
        self.fields["content"].label_from_instance = lambda content: content.code
        share_choices(self.fields["content"], shared)

    @classmethod
    def shared(cls, year) -> list:
        return choices_of(cls(year=year).fields["content"])


class OutlineSectionForm(BaseModelForm):
    class Meta:
        model = OutlineSection
        fields = ["position", "title", "part", "hint", "used_in"]
        widgets = {"position": OrderInput, "title": LineArea, "hint": LineArea}


ContentFormSet = inlineformset_factory(BlocYear, Content, ContentForm, extra=1)
IndicatorFormSet = inlineformset_factory(BlocYear, Indicator, IndicatorForm, extra=1)
OutlineFormSet = inlineformset_factory(BlocYear, OutlineSection, OutlineSectionForm, extra=1)


class CriteriaSetForm(BaseModelForm):
    scale = NumberField(label="Thang điểm", max_digits=7, decimal_places=2)
    bonus_cap = NumberField(label="Điểm thưởng tối đa", max_digits=6, decimal_places=2, min_value=0)
    deduction_cap = NumberField(
        label="Điểm trừ tối đa",
        max_digits=6,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="Bỏ trống: không giới hạn.",
    )

    class Meta:
        model = CriteriaSet
        fields = ["scale", "bonus_cap", "deduction_cap", "note"]


# What a way of scoring means, said below the choice.
KINDS_SAY = {
    Criterion.Kind.GROUP: "Nhóm gồm các tiêu chí con; điểm tối đa là tổng điểm của các tiêu chí con.",
    Criterion.Kind.JUDGED: "Hội tự cho điểm từ 0 đến điểm tối đa; thư ký khối thẩm định lại.",
    Criterion.Kind.YES_NO: "Đạt thì được trọn điểm tối đa, không đạt thì 0 điểm.",
    Criterion.Kind.THRESHOLD: "Điểm theo bảng mức ở dưới: đạt từ mức nào thì được số điểm của mức đó.",
    Criterion.Kind.TIMELINESS: "Máy so giờ nộp với thời hạn của năm rồi tự ghi điểm; không ai phải chấm.",
    Criterion.Kind.BONUS: "Cộng thêm ngoài thang điểm, nhiều nhất bằng mức điểm thưởng của bộ tiêu chí.",
    Criterion.Kind.DEDUCTION: "Trừ vào tổng điểm theo số lần hoặc mức độ vi phạm.",
}
LEAVES = " ".join(kind for kind in Criterion.Kind.values if kind != Criterion.Kind.GROUP)


class CriterionForm(BaseModelForm):
    max_points = NumberField(
        label="Điểm chuẩn (tối đa)", thousands=False, max_digits=6, decimal_places=2, min_value=0
    )
    late_points = NumberField(
        label="Điểm khi nộp muộn",
        thousands=False,
        max_digits=6,
        decimal_places=2,
        min_value=0,
        initial=0,
        required=False,
        help_text="Chỉ dùng cho cách chấm đúng hạn / muộn.",
    )
    rate = NumberField(
        label="Điểm trừ mỗi lần, mỗi ngày",
        thousands=False,
        max_digits=6,
        decimal_places=2,
        min_value=0,
        initial=0,
        required=False,
        help_text="Chỉ dùng cho điểm trừ do nộp muộn một văn bản; điểm chuẩn là mức trừ tối đa.",
    )

    evidence_kinds = forms.MultipleChoiceField(
        label="Loại văn bản",
        choices=EvidenceKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn: loại nào cũng được.",
    )

    class Meta:
        model = Criterion
        fields = [
            "criteria_set",
            "parent",
            "code",
            "text",
            "kind",
            "max_points",
            "scorer",
            "needs_evidence",
            "evidence_kinds",
            "evidence_issuer",
            "evidence_of_year",
            "may_not_apply",
            "document",
            "late_points",
            "basis",
            "indicator",
            "per",
            "rate",
        ]
        widgets = {"criteria_set": forms.HiddenInput, "text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, criteria_set, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["criteria_set"] = criteria_set
        self.fields["criteria_set"].disabled = True
        groups = criteria_set.criteria.filter(kind=Criterion.Kind.GROUP).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = groups.order_by("code")
        self.fields["parent"].empty_label = "Không (nội dung lớn)"

        self.fields["indicator"].queryset = criteria_set.bloc_year.indicators.exclude(kind="words")
        self.fields["indicator"].empty_label = "Không theo chỉ tiêu nào"
        self.fields["basis"].help_text = "Chỉ dùng cho cách chấm theo mức đạt được."
        self.helper.layout = Layout(*self.PARTS)

    PARTS = [
        "criteria_set", "parent", "code", "text", "kind",
        *(Div(HTML(f'<p class="quiet">{says}</p>'), data_only_for=f"kind: {kind}") for kind, says in KINDS_SAY.items()),
        "max_points",
        Div("scorer", data_only_for="kind: judged yes_no bonus deduction"),
        Div("needs_evidence", "may_not_apply", data_only_for=f"kind: {LEAVES}"),
        Fieldset(
            "Minh chứng cần có", "evidence_kinds", "evidence_issuer", "evidence_of_year",
            data_only_for="needs_evidence: on",
        ),
        Fieldset(
            "Đúng hạn, muộn",
            "document",
            Div("late_points", data_only_for="kind: timeliness"),
            Div("per", "rate", data_only_for="kind: deduction"),
            data_only_for="kind: timeliness deduction",
        ),
        Fieldset(
            "Theo mức đạt được", "basis", Div("indicator", data_only_for="basis: share figure"),
            data_only_for="kind: threshold",
        ),
    ]  # fmt: skip

    def clean_evidence_kinds(self):
        return self.cleaned_data["evidence_kinds"] or []

    def clean(self):
        data = super().clean()
        if data.get("basis") not in Criterion.OF_INDICATOR:
            data["indicator"] = None
        if not data.get("needs_evidence"):
            data |= {"evidence_kinds": [], "evidence_issuer": "", "evidence_of_year": False}
        return data

    def clean_late_points(self):
        return self.cleaned_data["late_points"] or 0

    def clean_rate(self):
        return self.cleaned_data["rate"] or 0

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        above = parent
        while above:
            if above.parent_id == self.instance.pk and self.instance.pk:
                raise forms.ValidationError("Một nhóm không thể nằm trong chính nó.")
            above = above.parent
        return parent


class ThresholdStepForm(BaseModelForm):
    at_least = NumberField(label="Đạt từ (%)", thousands=False, max_digits=8, decimal_places=2, min_value=0)
    points = NumberField(label="Được (điểm)", thousands=False, max_digits=6, decimal_places=2, min_value=0)

    class Meta:
        model = ThresholdStep
        fields = ["at_least", "points"]


class BandForm(BaseModelForm):
    at_least = NumberField(label="Từ (điểm)", thousands=False, max_digits=7, decimal_places=2, min_value=0)

    class Meta:
        model = Band
        fields = ["label", "at_least"]


class GateForm(BaseModelForm):
    class Meta:
        model = Gate
        fields = ["fact", "outcome"]


ThresholdFormSet = inlineformset_factory(Criterion, ThresholdStep, ThresholdStepForm, extra=3)
BandFormSet = inlineformset_factory(CriteriaSet, Band, BandForm, extra=1)
GateFormSet = inlineformset_factory(CriteriaSet, Gate, GateForm, extra=1)
