import datetime

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.forms import inlineformset_factory
from django.utils import timezone

from base.dates import InstantField
from base.forms import BaseFormMixin, NumberField, choices_of, share_choices
from members.models import Association, people_named_for

from .fields import DaysField, QuotaField
from .models import (
    Appointment,
    Band,
    BlocYear,
    Content,
    CriteriaSet,
    Criterion,
    Extension,
    Gate,
    Indicator,
    Milestone,
    OutlineSection,
    ThresholdStep,
)


class BaseModelForm(BaseFormMixin, forms.ModelForm):
    """The base of the model forms here."""


class YearOpenForm(BaseModelForm):
    """A new emulation year, with what to take over from the year before."""

    COPIES = [
        ("criteria", "Bộ tiêu chí chấm điểm"),
        ("outline", "Nội dung thi đua, chỉ tiêu, đề cương báo cáo"),
        ("rules", "Quy định xếp hạng, bỏ phiếu, đầu văn bản"),
        ("dates", "Thời hạn các bước, dời sang năm mới"),
    ]
    SAMPLE = [
        ("sample", "Bộ mẫu chung: tiêu chí, nội dung, chỉ tiêu, đề cương, thời hạn; sửa được hết"),
    ]
    copies = forms.MultipleChoiceField(
        label="Chép từ năm trước",
        choices=COPIES,
        required=False,
        initial=["criteria", "outline", "rules", "dates"],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = BlocYear
        fields = ["bloc", "year", "lead", "deputy"]
        widgets = {"bloc": forms.HiddenInput}

    def __init__(self, *args, bloc, **kwargs):
        super().__init__(*args, initial={"bloc": bloc} | kwargs.pop("initial", {}), **kwargs)
        members = Association.objects.filter(memberships__bloc=bloc, memberships__left_on=None).in_order()
        self.bloc = bloc
        self.fields["bloc"].disabled = True
        for name in ("lead", "deputy"):
            self.fields[name].queryset = members
        if not bloc.years.exists():
            self.fields["copies"].label = "Bắt đầu từ"
            self.fields["copies"].choices = self.SAMPLE
            self.fields["copies"].initial = ["sample"]
            self.fields["copies"].help_text = "Bỏ chọn: năm mở trống, nhập bảng tiêu chí của khối sau."
        self.fields["year"].min_value = 2000

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not 2000 <= year <= 2100:
            raise forms.ValidationError("Hãy nhập năm trong khoảng 2000 đến 2100.")
        return year

    def clean(self):
        data = super().clean()
        year = data.get("year")
        for name in ("lead", "deputy"):
            body = data.get(name)
            if (
                year
                and body
                and not self.bloc.members_on(datetime.date(year, 12, 31)).filter(pk=body.pk).exists()
            ):
                self.add_error(name, f"Hội này chưa vào khối trong năm {year}.")
        return data


class YearRulesForm(BaseModelForm):
    """The numbers and habits of one year; none of them is code."""

    tie_breaks = forms.MultipleChoiceField(
        label="Tiêu chí phụ khi bằng điểm",
        choices=BlocYear.TIE_BREAKS.items,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Xét lần lượt từ trên xuống; vẫn bằng nhau thì xếp đồng hạng.",
    )
    score_step = forms.TypedChoiceField(label="Bước điểm", choices=BlocYear.STEPS)
    reminder_days = DaysField(
        label="Nhắc hội chưa nộp (số ngày trước hạn)",
        help_text="Cách nhau bằng dấu phẩy; 0 là đúng ngày hết hạn, số âm là sau hạn. Ví dụ: 7, 2, 0, -1.",
    )

    flag_quota_by_size = QuotaField(
        label="Số Cờ theo số đơn vị thành viên",
        required=False,
        help_text="Từ bao nhiêu đơn vị: bao nhiêu Cờ, ví dụ 1: 1, 10: 2, 15: 3. Bỏ trống: dùng số ở trên.",
    )

    class Meta:
        model = BlocYear
        fields = [
            "place",
            "header",
            "addressees",
            "late_rule",
            "return_limit",
            "reminder_days",
            "score_step",
            "evidence_required",
            "verifiers",
            "cross_check",
            "explanation_days",
            "tie_breaks",
            "is_sealed",
            "selection",
            "ballot_first",
            "quorum",
            "threshold",
            "threshold_base",
            "max_rounds",
            "nominee_may_vote",
            "chair_casting_vote",
            "flag_quota",
            "flag_quota_by_size",
            "max_consecutive_years",
            "signed_reports_required",
            "separate_by_authority",
        ]
        widgets = {"addressees": forms.Textarea(attrs={"rows": 3}), "header": forms.RadioSelect}

    PARTS = [
        ("Văn bản", ["place", "header", "addressees", "separate_by_authority"]),
        ("Nộp, nhắc, trả lại", ["late_rule", "return_limit", "reminder_days"]),
        ("Chấm điểm, thẩm định", ["score_step", "evidence_required", "verifiers", "cross_check", "explanation_days"]),
        ("Xếp hạng", ["tie_breaks", "is_sealed"]),
        (
            "Hội nghị, bỏ phiếu",
            ["selection", "ballot_first", "quorum", "threshold", "threshold_base", "max_rounds", "nominee_may_vote",
             "chair_casting_vote"],
        ),
        (
            "Đề nghị khen thưởng",
            ["flag_quota", "flag_quota_by_size", "max_consecutive_years", "signed_reports_required"],
        ),
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(*(Fieldset(title, *names) for title, names in self.PARTS))
        self.initial["score_step"] = f"{self.instance.score_step.normalize():f}"


class MilestoneForm(BaseModelForm):
    due_at = InstantField(label="Hạn", required=False)

    class Meta:
        model = Milestone
        fields = ["due_at"]

    def clean_due_at(self):
        """The calendar of a bloc slips, but not by more than a year to either side."""
        due_at, year = self.cleaned_data["due_at"], self.instance.bloc_year.year
        if due_at and not year - 1 <= timezone.localtime(due_at).year <= year + 1:
            raise forms.ValidationError(
                f"Hạn của năm thi đua {year} phải trong các năm {year - 1} đến {year + 1}."
            )
        return due_at


class ExtensionForm(BaseModelForm):
    """A later deadline for one association."""

    until = InstantField(label="Gia hạn đến (giờ Việt Nam)")

    class Meta:
        model = Extension
        fields = ["association", "kind", "until", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = year.members()
        self.fields["association"].label_from_instance = lambda association: association.short_name

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until > timezone.now() + datetime.timedelta(days=365):
            raise forms.ValidationError("Gia hạn không quá một năm kể từ hôm nay.")
        return until


class AppointmentForm(BaseModelForm):
    """Names a person of the lead or of the deputy, as the role asks."""

    class Meta:
        model = Appointment
        fields = ["bloc_year", "role", "user"]
        widgets = {"bloc_year": forms.HiddenInput, "role": forms.RadioSelect}

    def __init__(self, *args, year, roles, **kwargs):
        kwargs["initial"] = {"bloc_year": year} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.year = year
        self.fields["bloc_year"].disabled = True
        self.fields["role"].choices = [(role, Appointment.Role(role).label) for role in roles]
        self.fields["user"].queryset = people_named_for(year.lead_id) | people_named_for(year.deputy_id)

    def clean(self):
        data = super().clean()
        body = self.year.lead if data.get("role") == Appointment.Role.SECRETARY else self.year.deputy
        user = data.get("user")
        if user and not people_named_for(body.pk).filter(pk=user.pk).exists():
            self.add_error("user", f"Người này không thuộc {body.short_name}.")
        return data


class ContentForm(BaseModelForm):
    class Meta:
        model = Content
        fields = ["code", "title", "commitments"]
        widgets = {"commitments": forms.Textarea(attrs={"rows": 3})}


class IndicatorForm(BaseModelForm):
    class Meta:
        model = Indicator
        fields = ["content", "name", "unit", "kind", "direction", "is_summable", "position"]

    def __init__(self, *args, year, shared=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["content"].queryset = year.contents.all()
        share_choices(self.fields["content"], shared)

    @classmethod
    def shared(cls, year) -> list:
        return choices_of(cls(year=year).fields["content"])


class OutlineSectionForm(BaseModelForm):
    class Meta:
        model = OutlineSection
        fields = ["title", "hint", "used_in", "position"]


ContentFormSet = inlineformset_factory(BlocYear, Content, ContentForm, extra=1)
IndicatorFormSet = inlineformset_factory(BlocYear, Indicator, IndicatorForm, extra=2)
OutlineFormSet = inlineformset_factory(BlocYear, OutlineSection, OutlineSectionForm, extra=2)


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

    class Meta:
        model = Criterion
        fields = [
            "criteria_set",
            "parent",
            "code",
            "text",
            "kind",
            "max_points",
            "needs_evidence",
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
        "criteria_set", "parent", "code", "text", "kind", "max_points", "needs_evidence", "may_not_apply",
        Fieldset("Đúng hạn, muộn", "document", "late_points", "per", "rate"),
        Fieldset("Theo mức đạt được", "basis", "indicator"),
    ]  # fmt: skip

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
