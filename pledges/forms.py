"""Forms of the member and of the secretariat. Verbs of the models write; forms check the shape."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from blocs.models import AwardType, Criterion
from config.forms import DayField, InstantField, NumberField, Tidy, choices_of, share_choices
from documents.vietnamese import number

from .files import FileRefused, content_type_of
from .models import Pledge, Registration, points_fault

TEXT_LIMIT = 100_000  # characters of one section; a long report has a tenth of it


class RevisionForm(Tidy, forms.Form):
    """Carries which revision the page showed, so that a stale tab is noticed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RegistrationForm(Tidy, forms.ModelForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
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
        fields = ["staff_count", "member_count", "branch_count", "women_percent", "initiatives"]
        widgets = {"initiatives": forms.Textarea(attrs={"rows": 4})}


class TargetForm(Tidy, forms.Form):
    """One target: an indicator of the year, or the member's own in words."""

    indicator = forms.ModelChoiceField(
        label="Chỉ tiêu của khối", queryset=None, required=False, empty_label="(chỉ tiêu riêng)"
    )
    content = forms.ModelChoiceField(label="Nội dung", queryset=None, required=False, empty_label="–")
    name = forms.CharField(label="Tên chỉ tiêu riêng", max_length=200, required=False)
    unit = forms.CharField(label="Đơn vị tính", max_length=40, required=False)
    plan = NumberField(label="Kế hoạch năm", required=False, min_value=0, max_digits=18, decimal_places=2)

    def __init__(self, *args, year, shared=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = year.indicators.select_related("content")
        self.fields["content"].queryset = year.contents.all()
        self.fields["content"].label_from_instance = lambda content: content.code
        for name, choices in (shared or {}).items():
            share_choices(self.fields[name], choices)

    @classmethod
    def shared(cls, year) -> dict[str, list]:
        """What every row offers, to be passed back as `shared`."""
        return {name: choices_of(cls(year=year).fields[name]) for name in ("indicator", "content")}

    def clean(self):
        data = super().clean()
        if not any(data.get(name) not in (None, "") for name in self.fields):
            return data
        if data.get("plan") is None and "plan" not in self.errors:
            self.add_error("plan", "Hãy nhập số kế hoạch.")
        if not data.get("indicator"):
            for name, sentence in {
                "content": "Chọn nội dung.",
                "name": "Nhập tên chỉ tiêu.",
                "unit": "Nhập đơn vị tính.",
            }.items():
                if not data.get(name):
                    self.add_error(name, sentence)
        return data

    def target(self) -> dict | None:
        """What Registration.write takes; None for an empty line."""
        data = self.cleaned_data
        if data.get("plan") is None:
            return None
        indicator = data["indicator"]
        if indicator is None:
            return {name: data[name] for name in ("content", "name", "unit", "plan")} | {"indicator": None}
        return {
            "indicator": indicator,
            "content": indicator.content,
            "name": indicator.name,
            "unit": indicator.unit,
            "plan": data["plan"],
        }


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


class TitleForm(Tidy, forms.Form):
    award_type = forms.ModelChoiceField(
        label="Danh hiệu, hình thức", queryset=AwardType.objects.all(), required=False
    )
    beneficiary = forms.CharField(label="Tập thể, cá nhân", max_length=200, required=False)

    def __init__(self, *args, shared=None, **kwargs):
        super().__init__(*args, **kwargs)
        share_choices(self.fields["award_type"], shared)

    @classmethod
    def shared(cls) -> list:
        return choices_of(cls().fields["award_type"])

    def clean(self):
        data = super().clean()
        if data.get("beneficiary") and not data.get("award_type"):
            self.add_error("award_type", "Chọn danh hiệu.")
        if data.get("award_type") and not data.get("beneficiary"):
            self.add_error("beneficiary", "Ghi tên tập thể hoặc cá nhân.")
        return data


TargetFormSet = formset_factory(TargetForm, formset=NoTwins, extra=3, max_num=60, validate_max=True)
TitleFormSet = formset_factory(TitleForm, extra=2, max_num=40, validate_max=True)


class ReturnForm(Tidy, forms.Form):
    comment = forms.CharField(
        label="Nội dung cần sửa",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Nêu rõ mục nào, sai hay thiếu gì; hội sẽ đọc nguyên văn.",
    )


class PledgeForm(Tidy, forms.ModelForm):
    signed_at = InstantField(label="Ký lúc", required=False)

    class Meta:
        model = Pledge
        fields = ["opening", "commitments", "closing", "signed_at", "place", "witness", "originals"]
        widgets = {
            "opening": forms.Textarea(attrs={"rows": 3}),
            "commitments": forms.Textarea(attrs={"rows": 12}),
            "closing": forms.Textarea(attrs={"rows": 3}),
        }


class SignatureForm(Tidy, forms.Form):
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


class TextForm(RevisionForm):
    """One box for each section of the report's outline."""

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = sections
        for section in sections:
            self.fields[f"section_{section.pk}"] = forms.CharField(
                label=section.outline.title,
                help_text=section.outline.hint,
                required=False,
                initial=section.text,
                error_messages={"max_length": f"Mỗi mục dài tối đa {number(TEXT_LIMIT)} ký tự."},
                max_length=TEXT_LIMIT,
                widget=forms.Textarea(attrs={"rows": 6}),
                strip=True,
            )

    def texts(self) -> dict[int, str]:
        return {section.pk: self.cleaned_data[f"section_{section.pk}"] for section in self.sections}


class FigureForm(Tidy, forms.Form):
    """The result of one target, beside its plan."""

    actual = NumberField(label="Thực hiện", required=False, min_value=0, max_digits=18, decimal_places=2)
    previous = NumberField(
        label="Cùng kỳ năm trước", required=False, min_value=0, max_digits=18, decimal_places=2
    )
    note = forms.CharField(label="Ghi chú, nguồn số liệu", required=False, max_length=200)


class LineForm(Tidy, forms.Form):
    """Self-scored points and what was done for one leaf of the criteria."""

    self_points = NumberField(
        label="Điểm tự chấm", thousands=False, required=False, max_digits=6, decimal_places=2
    )
    result = forms.CharField(label="Kết quả thực hiện", required=False, max_length=500)

    def __init__(self, *args, line, step, **kwargs):
        super().__init__(*args, **kwargs)
        self.line, self.step = line, step
        self.is_typed = not line.criterion.is_computed and line.criterion.kind != Criterion.Kind.DEDUCTION
        self.fields["self_points"].disabled = not self.is_typed
        # The page's running total reads what each box counts for.
        counts = line.criterion.kind if line.criterion.is_extra else "main"
        self.fields["self_points"].widget.attrs["data-counts"] = counts

    def clean_self_points(self) -> Decimal | None:
        points = self.cleaned_data["self_points"]
        if (
            points is not None
            and self.is_typed
            and (fault := points_fault(points, self.line.criterion, self.step))
        ):
            raise ValidationError(fault)
        return points

    def score(self) -> dict:
        data = self.cleaned_data
        return {"result": data["result"]} | ({"self_points": data["self_points"]} if self.is_typed else {})


class VerdictForm(Tidy, forms.Form):
    """The verifier's points for one leaf, with a reason where they differ from the member's."""

    verified_points = NumberField(label="Điểm thẩm định", thousands=False, max_digits=6, decimal_places=2)
    reason = forms.CharField(label="Lý do điều chỉnh", required=False, max_length=500)

    def __init__(self, *args, line, step, **kwargs):
        super().__init__(*args, **kwargs)
        self.line, self.step = line, step

    def clean_verified_points(self) -> Decimal:
        points = self.cleaned_data["verified_points"]
        if points == self.line.self_points:
            return points  # a computed claim may lie between the steps
        if fault := points_fault(points, self.line.criterion, self.step):
            raise ValidationError(fault)
        return points

    def clean(self):
        data = super().clean()
        points = data.get("verified_points")
        if points is not None and points != self.line.self_points and not data.get("reason"):
            self.add_error("reason", "Điểm khác điểm tự chấm: hãy ghi lý do.")
        return data


class EvidenceForm(Tidy, forms.Form):
    """A file, or a document's number, date and title."""

    line = forms.ModelChoiceField(
        label="Cho tiêu chí", queryset=None, required=False, empty_label="Chung cả báo cáo"
    )
    file = forms.FileField(
        label="Tệp",
        required=False,
        allow_empty_file=True,
        help_text="PDF, DOCX, XLSX, JPG, PNG; tối đa 10 MB.",
    )
    document_number = forms.CharField(label="hoặc Số, ký hiệu văn bản", max_length=60, required=False)
    document_date = DayField(label="Ngày văn bản", required=False)
    document_title = forms.CharField(label="Trích yếu văn bản", max_length=300, required=False)

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        self.content_type = ""
        lines = report.lines.select_related("criterion").exclude(criterion__kind=Criterion.Kind.DEDUCTION)
        self.fields["line"].queryset = lines.order_by("criterion__code")
        self.fields["line"].label_from_instance = lambda line: (
            f"{line.criterion.code} {line.criterion.text[:60]}"
        )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload:
            try:
                self.content_type = content_type_of(upload)
            except FileRefused as refusal:
                raise ValidationError(str(refusal)) from refusal
        return upload

    def clean(self):
        data = super().clean()
        if "file" in self.errors or data.get("file"):
            return data
        if not (data.get("document_number") and data.get("document_title")):
            raise ValidationError("Hãy chọn một tệp, hoặc ghi số, ký hiệu và trích yếu của văn bản.")
        return data
