"""Forms of a report, one small form a row, so that each box saves by itself."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from base.forms import BaseFormMixin, NumberField
from base.vietnamese import number, shown
from blocs.models import BlocYear, Criterion, Indicator
from pledges.scoring import points_fault

TEXT_LIMIT = 100_000  # characters of one section; a long report has a tenth of it


class SectionForm(BaseFormMixin, forms.Form):
    """The text under one heading of the outline."""

    text = forms.CharField(
        required=False,
        max_length=TEXT_LIMIT,
        error_messages={"max_length": f"Mỗi mục dài tối đa {number(TEXT_LIMIT)} ký tự."},
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, section, **kwargs):
        super().__init__(*args, initial={"text": section.text}, **kwargs)
        self.fields["text"].label = section.outline.title
        self.fields["text"].help_text = section.outline.hint


class FigureForm(BaseFormMixin, forms.Form):
    """The result of one target, beside its plan and last year's figure."""

    actual: Any = NumberField(label="Thực hiện", required=False, min_value=0, max_digits=18, decimal_places=2)
    previous: Any = NumberField(
        label="Cùng kỳ năm trước", required=False, min_value=0, max_digits=18, decimal_places=2
    )
    note = forms.CharField(label="Ghi chú, nguồn số liệu", required=False, max_length=200)

    def __init__(self, *args, result, **kwargs):
        self.result = result
        initial = {name: getattr(result, name) for name in ("actual", "words", "previous", "note")}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self):
        """A per cent is taken where the target is told in per cent, and nowhere else."""
        data = super().clean()
        unit = self.result.target.unit
        for name in ("actual", "previous"):
            typed = self.data.get(self.add_prefix(name)) or ""
            if "%" in typed and "%" not in unit and name not in self.errors:
                self.add_error(name, f"Chỉ tiêu này tính bằng “{unit}”, không ghi phần trăm.")
        return data


class WordsForm(FigureForm):
    """A target that is told in words has no figures."""

    actual = previous = None
    words = forms.CharField(label="Thực hiện", required=False, max_length=300)
    field_order = ["words", "note"]


class YesNoField(forms.TypedChoiceField):
    """Done or not done; stored as one and nought. A spreadsheet may also say Có or Không."""

    CHOICES = [("", "–"), ("1", "Có"), ("0", "Không")]

    def __init__(self, **kwargs):
        super().__init__(required=False, choices=self.CHOICES, coerce=Decimal, empty_value=None, **kwargs)

    def to_python(self, value):
        words = {label.lower(): key for key, label in self.CHOICES}
        value = super().to_python(value)
        return words.get(value.lower(), value)


class YesNoForm(FigureForm):
    actual = YesNoField(label="Thực hiện")
    previous = YesNoField(label="Cùng kỳ năm trước")

    def get_initial_for_field(self, field, field_name):
        value = super().get_initial_for_field(field, field_name)
        return str(int(value)) if isinstance(value, Decimal) else value


def figure_form(*args, result, **kwargs) -> FigureForm:
    """The form for a result of its target's kind."""
    special = {Indicator.Kind.WORDS: WordsForm, Indicator.Kind.YES_NO: YesNoForm}
    form = special.get(result.target.kind, FigureForm)(*args, result=result, **kwargs)
    if result.target.kind == Indicator.Kind.MONEY:
        form.fields["actual"].widget.attrs["data-money"] = ""
    return form


class AppliesField(forms.TypedChoiceField):
    """Whether a criterion does not apply; the keys are the answer as the history tells it."""

    def __init__(self, **kwargs):
        choices = [("Không", "Có áp dụng"), ("Có", "Không áp dụng")]
        super().__init__(
            required=False,
            choices=choices,
            coerce=lambda value: value == "Có",
            empty_value=False,  # type: ignore[arg-type]
            **kwargs,
        )


def count_in_total(points: forms.Field, criterion: Criterion) -> None:
    """The page's running total reads what each box counts for."""
    counts = criterion.kind if criterion.is_extra else "main"
    points.widget.attrs |= {"data-counts": counts, "data-worth": f"{criterion.max_points:f}"}


class LineForm(BaseFormMixin, forms.Form):
    """Self-scored points and what was done for one leaf of the criteria."""

    self_points = NumberField(
        label="Điểm tự chấm", thousands=False, required=False, max_digits=6, decimal_places=2
    )
    not_applicable = AppliesField(label="Có áp dụng không")
    result = forms.CharField(label="Kết quả thực hiện", required=False, max_length=500)
    justification = forms.CharField(
        label="Giải thích khi không có minh chứng",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["self_points", "not_applicable", "result", "justification"]

    def __init__(self, *args, line, year, **kwargs):
        initial = {name: getattr(line, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)
        self.line, self.step = line, year.score_step
        self.fields["result"].widget.attrs["placeholder"] = self.fields["result"].label
        self.is_typed = line.criterion.is_self_scored
        self.fields["self_points"].disabled = not self.is_typed
        if not line.criterion.may_not_apply:
            del self.fields["not_applicable"]
        asks_why = year.evidence_rule == BlocYear.EvidenceRule.EXPLAINED and self.is_typed
        if not (asks_why and line.criterion.needs_evidence):
            del self.fields["justification"]
        count_in_total(self.fields["self_points"], line.criterion)

    def get_initial_for_field(self, field, field_name):
        value = super().get_initial_for_field(field, field_name)
        return shown(value) if isinstance(value, bool) else value

    def clean_self_points(self) -> Decimal | None:
        points = self.cleaned_data["self_points"]
        if (
            points is not None
            and self.is_typed
            and (fault := points_fault(points, self.line.criterion, self.step))
        ):
            raise ValidationError(fault)
        return points

    def clean(self):
        data = super().clean()
        if data.get("not_applicable") and data.get("self_points"):
            self.add_error("self_points", "Đã ghi không áp dụng: để trống ô điểm.")
        return data


class VerdictForm(BaseFormMixin, forms.Form):
    """The verifier's points for one leaf, with a reason where they differ from the member's."""

    verified_points = NumberField(
        label="Điểm thẩm định", thousands=False, required=False, max_digits=6, decimal_places=2
    )
    verified_na = AppliesField(label="Thẩm định có áp dụng không")
    reason = forms.CharField(label="Lý do điều chỉnh", required=False, max_length=500)

    def __init__(self, *args, line, step, **kwargs):
        super().__init__(*args, **kwargs)
        self.line, self.step = line, step
        count_in_total(self.fields["verified_points"], line.criterion)
        if not line.criterion.may_not_apply:
            del self.fields["verified_na"]

    def get_initial_for_field(self, field, field_name):
        value = super().get_initial_for_field(field, field_name)
        return shown(value) if isinstance(value, bool) else value

    def clean(self):
        data = super().clean()
        data.setdefault("verified_na", False)
        if data["verified_na"]:
            data["verified_points"] = Decimal(0)
        elif "verified_points" not in self.errors:
            self._check_points(data.get("verified_points"))
        if not self.errors and not self._is_as_claimed(data) and not data.get("reason"):
            self.add_error("reason", "Khác với hội tự chấm: hãy ghi lý do.")
        return data

    def _check_points(self, points: Decimal | None) -> None:
        if points is None:
            self.add_error("verified_points", "Hãy ghi điểm thẩm định.")
        # A computed claim may lie between the steps.
        elif points != self.line.self_points and (
            fault := points_fault(points, self.line.criterion, self.step)
        ):
            self.add_error("verified_points", fault)

    def _is_as_claimed(self, data: dict) -> bool:
        if data["verified_na"] or self.line.not_applicable:
            return data["verified_na"] == self.line.not_applicable
        return data["verified_points"] == self.line.self_points
