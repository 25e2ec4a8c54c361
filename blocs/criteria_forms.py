"""A table of criteria on its way in."""

from django import forms

from documents.table_forms import TableForm


class CriteriaSheetForm(TableForm):
    """A table of criteria as the bloc has it."""

    sheet = forms.CharField(
        label="Tên bảng trong tệp",
        required=False,
        max_length=31,
        help_text="Bỏ trống: đọc bảng đang mở khi tệp được lưu.",
    )
