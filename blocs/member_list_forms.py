"""The list of a bloc's members on its way in, and what its columns say."""

import datetime

from django import forms
from django.utils import timezone

from base.dates import DayField
from base.forms import BaseFormMixin, add_bootstrap_class
from documents.table_forms import TableForm
from documents.workbooks import WorkbookSheet

from .member_headings import COLUMNS, Heading, guess_heading

HEADING_SHOWN, SHOWN_ROWS = 2, 5  # rows of the sheet under the choice of what a column says
NO_COLUMN = "Chọn cột nào ghi tên đơn vị."


def this_year() -> datetime.date:
    return timezone.localdate().replace(month=1, day=1)


class MemberListForm(TableForm):
    """A list of associations and people as the office has it."""

    joined_on = DayField(
        label="Các đơn vị vào khối từ ngày",
        initial=this_year,
        help_text="Năm thi đua đầu tiên tính từ ngày này. Bảng có cột Ngày vào khối thì lấy theo bảng.",
    )


class ColumnsForm(BaseFormMixin, forms.Form):
    """What each column of a sheet says, guessed by its heading, changed by hand."""

    first = forms.IntegerField(label="Dòng đầu tiên có đơn vị", min_value=1, max_value=5000)
    joined_on = DayField(label="Vào khối từ ngày")

    def __init__(self, *args, sheet: WorkbookSheet, **kwargs):
        heading = guess_heading(sheet) or Heading(1, {})
        initial = {"first": heading.first + 1} | (kwargs.pop("initial", None) or {})
        super().__init__(*args, initial=initial, **kwargs)
        self.width = max(map(len, sheet.rows), default=0)
        for x in range(self.width):
            self.fields[f"column-{x}"] = forms.ChoiceField(
                label=f"Cột {x + 1}",
                choices=[("", "(bỏ qua)"), *COLUMNS.items()],
                required=False,
                initial=heading.columns.get(x, ""),
            )
            add_bootstrap_class(self.fields[f"column-{x}"].widget)
        self.fields["first"].widget.attrs["class"] = "form-control"

    def guessed(self) -> dict[str, str]:
        """What would be sent if nobody changed a choice."""
        return {
            name: str(self.get_initial_for_field(field, name) or "") for name, field in self.fields.items()
        }

    def clean(self):
        data = super().clean()
        chosen = [data.get(f"column-{x}") for x in range(self.width) if data.get(f"column-{x}")]
        if "official_name" not in chosen:
            raise forms.ValidationError(NO_COLUMN)
        twice = sorted({name for name in chosen if chosen.count(name) > 1})
        if twice:
            raise forms.ValidationError(f"Hai cột cùng ghi: {', '.join(COLUMNS[name] for name in twice)}.")
        return data

    def heading(self) -> Heading:
        data = self.cleaned_data
        columns = {x: data[f"column-{x}"] for x in range(self.width) if data[f"column-{x}"]}
        return Heading(data["first"] - 1, columns)
