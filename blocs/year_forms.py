"""Forms of a year: its opening, rules, plan, deadlines, extensions and people."""

import datetime

from django import forms
from django.utils import timezone

from base.dates import InstantField
from base.forms import choices_of
from base.vietnamese import instant, uncapitalised
from members.models import Association, people_named_for

from .fields import DaysField, QuotaField
from .forms import BaseModelForm
from .models import Appointment, AwardType, BlocYear, Criterion, Extension, Milestone, Plan


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
            self.fields[name].label_from_instance = lambda association: association.short_name
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


SAID_MOST = 2  # of a closed part


def set_to(box: forms.BoundField) -> str:
    """What a choice or a number is set to, as a closed part says it; nothing of other boxes."""
    value = box.value()
    if isinstance(value, list):
        return f"{uncapitalised(str(box.label))}: {len(value)}"
    if isinstance(box.field, forms.ChoiceField):
        value = next(
            (uncapitalised(str(label)) for key, label in choices_of(box.field) if key == str(value)), None
        )
    elif not isinstance(box.field, forms.IntegerField):
        value = None
    return "" if value is None else f"{uncapitalised(str(box.label))}: {value}"


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
    reminder_days = DaysField(label="Nhắc hội chưa nộp")

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
            "reports_interim",
            "vets_targets",
            "may_withdraw",
            "return_limit",
            "reminder_days",
            "score_step",
            "evidence_rule",
            "sample_percent",
            "verifiers",
            "cross_check",
            "cross_check_asks",
            "explanation_days",
            "excused_is_absent",
            "tie_breaks",
            "is_sealed",
            "selection",
            "ballot_first",
            "quorum",
            "threshold",
            "threshold_base",
            "max_rounds",
            "nominee_may_vote",
            "urn_keeper",
            "ballot_list",
            "conflicts_excluded",
            "chair_casting_vote",
            "flag_quota",
            "flag_quota_by_size",
            "max_consecutive_years",
            "signed_reports_required",
            "silence_is_consent",
            "separate_by_authority",
            "prints_qr",
        ]
        kept = [*fields, "award_quotas"]
        widgets = {"addressees": forms.Textarea(attrs={"rows": 3}), "header": forms.RadioSelect}

    def add_quotas(self) -> list[str]:
        """A box for each award that the bloc proposes; their names."""
        names = []
        for award_type in AwardType.objects.filter(proposed_by_bloc=True, is_within_quota=False):
            name = f"quota_{award_type.code}"
            self.fields[name] = forms.IntegerField(
                label=f"Số {award_type} được đề nghị",
                required=False,
                min_value=0,
                max_value=999,
                initial=self.instance.award_quotas.get(award_type.code),
                help_text="Bỏ trống: không giới hạn.",
            )
            names.append(name)
        return names

    def clean(self):
        data = super().clean()
        quotas = {name.removeprefix("quota_"): data.get(name) for name in data if name.startswith("quota_")}
        self.instance.award_quotas = {code: most for code, most in quotas.items() if most is not None}
        return data

    @property
    def parts(self) -> list[tuple[str, list, bool, str]]:
        """(title, boxes, whether one of them is refused, what the first are set to) of each part of the page."""
        parts = []
        for title, names in self.names.items():
            boxes = [self[name] for name in names]
            is_refused = bool(set(names) & set(self.errors))
            said = [words for words in map(set_to, boxes) if words]
            parts.append((title, boxes, is_refused, "; ".join(said[:SAID_MOST])))
        return parts

    def clean_sample_percent(self):
        """The share of a sample stands once it was announced to the members."""
        wanted = self.cleaned_data["sample_percent"]
        announced = getattr(self.instance, "evidence_sample", None)
        if announced is not None and wanted != announced.percent:
            raise forms.ValidationError(f"Đã công bố mẫu {announced.percent} %, không đổi được nữa.")
        return wanted

    def clean_reports_interim(self):
        """A year goes without the interim report only while nobody wrote one and nothing is scored by it."""
        wanted, year = self.cleaned_data["reports_interim"], self.instance
        if wanted:
            return wanted
        if year.reports.filter(kind="interim").exists():
            raise forms.ValidationError("Đã có hội soạn báo cáo sơ kết 6 tháng của năm này.")
        in_force = year.criteria_sets.published().order_by("-version").first()
        scored_by = Criterion.objects.filter(criteria_set=in_force, document=Criterion.Document.INTERIM)
        if criterion := scored_by.first():
            raise forms.ValidationError(
                f"Tiêu chí {criterion.code} đã công bố chấm theo báo cáo sơ kết 6 tháng; hãy sửa tiêu chí trước."
            )
        return wanted

    PARTS = [
        ("Văn bản", ["place", "header", "addressees", "separate_by_authority", "prints_qr"]),
        (
            "Nộp, nhắc, trả lại",
            ["vets_targets", "reports_interim", "may_withdraw", "late_rule", "return_limit", "reminder_days"],
        ),
        (
            "Chấm điểm, thẩm định",
            ["score_step", "evidence_rule", "sample_percent", "verifiers", "cross_check", "cross_check_asks",
             "explanation_days", "excused_is_absent"],
        ),
        ("Xếp hạng", ["tie_breaks", "is_sealed"]),
        (
            "Hội nghị, bỏ phiếu",
            ["selection", "ballot_first", "quorum", "threshold", "threshold_base", "max_rounds", "nominee_may_vote",
             "urn_keeper", "ballot_list", "conflicts_excluded",
             "chair_casting_vote"],
        ),
        (
            "Đề nghị khen thưởng",
            ["flag_quota", "flag_quota_by_size", "max_consecutive_years", "signed_reports_required",
             "silence_is_consent"],
        ),
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        quotas = self.add_quotas()
        self.fields["reminder_days"].offer(self.instance.reminder_days)
        self.names = {title: [*names] for title, names in self.PARTS}
        self.names["Đề nghị khen thưởng"][2:2] = quotas
        self.initial["score_step"] = f"{self.instance.score_step.normalize():f}"


class PlanForm(BaseModelForm):
    """The prose of the bloc's plan."""

    class Meta:
        model = Plan
        fields = ["bases", "purpose", "activities", "organisation"]
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in fields}


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
        self.fields["kind"].choices = [
            (kind, f"{label}, hạn {instant(due_at)}" if (due_at := year.due(kind)) else label)
            for kind, label in self.fields["kind"].choices
        ]

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
