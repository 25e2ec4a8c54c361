"""Forms of the random sample of evidence."""

from typing import Any

from django import forms

from base.forms import BaseFormMixin
from pledges.samples import SampledSheet


class AnnounceSampleForm(BaseFormMixin, forms.Form):
    seed_source = forms.CharField(
        label="Số rút mẫu sẽ lấy từ đâu",
        max_length=300,
        help_text=(
            "Nêu một số mà không ai biết trước, ví dụ: giải đặc biệt xổ số kiến thiết tỉnh ngày 15/12; hoặc số do"
            " đại diện ba hội cùng bốc tại buổi họp thẩm định."
        ),
    )


class DrawSampleForm(BaseFormMixin, forms.Form):
    seed = forms.CharField(
        label="Số rút mẫu", max_length=100, help_text="Ghi đúng như đã có; rút một lần, không rút lại."
    )


class SampleObjectionForm(BaseFormMixin, forms.Form):
    """Which claim outside the sample is to be looked at, and why."""

    line: Any = forms.ChoiceField(label="Tiêu chí của hội nào")
    reason = forms.CharField(label="Lý do", max_length=500)

    def __init__(self, *args, sheets: list[SampledSheet], lines: dict[int, list[tuple[int, str]]], **kwargs):
        """`lines` are {report: [(line, code)]} of what is outside the sample."""
        super().__init__(*args, **kwargs)
        groups = [(sheet.report.association.short_name, lines.get(sheet.report.pk, [])) for sheet in sheets]
        self.fields["line"].choices = [("", "(chọn)"), *((name, own) for name, own in groups if own)]
