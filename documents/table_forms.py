"""A table on its way in: a file of Excel, Word or text, or what was copied out of one."""

from django import forms
from django.core.files import File

from base.forms import BaseFormMixin

from .csv_tables import ENDINGS, read_csv
from .files import DOCX, XLSX, FileRefused, content_type_of
from .word_tables import read_pasted, read_tables
from .workbooks import WorkbookSheet, read_book


class TableForm(BaseFormMixin, forms.Form):
    """A table as the office has it: in Excel, in Word, as CSV, or copied out of one of them."""

    file = forms.FileField(label="Tệp Excel, Word hoặc CSV", allow_empty_file=True, required=False)
    pasted_table = forms.CharField(
        label="Hoặc dán bảng vào đây",
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Trong Excel hoặc Word chọn cả bảng, kể cả dòng tiêu đề, chép rồi dán.",
    )

    def clean_file(self) -> File | None:
        upload = self.cleaned_data["file"]
        if upload is None:
            return None
        self.is_word = False
        self.is_text = upload.name.lower().endswith(ENDINGS)
        if self.is_text:
            return upload
        try:
            kind = content_type_of(upload, "tệp Excel (.xlsx), Word (.docx) hoặc CSV")
            if kind not in (XLSX, DOCX):
                raise FileRefused("Hãy chọn tệp .xlsx, .docx hoặc .csv.")
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        self.is_word = kind == DOCX
        return upload

    def clean(self) -> dict:
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
        if self.is_text:
            return read_csv(upload)
        return read_tables(upload) if self.is_word else read_book(upload)
