"""A table of criteria on its way in."""

from django import forms

from base.forms import BaseFormMixin
from documents.files import DOCX, XLSX, FileRefused, content_type_of
from documents.word_tables import read_pasted, read_tables
from documents.workbooks import WorkbookSheet, read_book


class CriteriaSheetForm(BaseFormMixin, forms.Form):
    """A table of criteria as the bloc has it: in Excel, in Word, or copied out of either."""

    file = forms.FileField(label="Bảng tiêu chí (Excel hoặc Word)", allow_empty_file=True, required=False)
    pasted_table = forms.CharField(
        label="Hoặc dán bảng vào đây",
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Trong Excel hoặc Word chọn cả bảng, kể cả dòng tiêu đề, chép rồi dán.",
    )
    sheet = forms.CharField(
        label="Tên bảng trong tệp",
        required=False,
        max_length=31,
        help_text="Bỏ trống: đọc bảng đang mở khi tệp được lưu.",
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload is None:
            return None
        try:
            kind = content_type_of(upload, "tệp Excel (.xlsx), Word (.docx)")
            if kind not in (XLSX, DOCX):
                raise FileRefused("Hãy chọn tệp .xlsx hoặc .docx.")
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        self.is_word = kind == DOCX
        return upload

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("file") and not data.get("pasted_table", "").strip():
            self.add_error("file", "Hãy chọn tệp, hoặc dán bảng vào ô bên dưới.")
        return data

    def sheets(self) -> list[WorkbookSheet]:
        """The tables of what was given. SheetRefused with a sentence where there is none to read."""
        upload = self.cleaned_data["file"]
        if upload is None:
            # As it was sent: what cleaning takes out may be a letter of an old font.
            return read_pasted(self.data.get(self.add_prefix("pasted_table"), ""))
        return read_tables(upload) if self.is_word else read_book(upload)
