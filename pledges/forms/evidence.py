"""Forms of evidence: a file or a document, what it proves and on which pages."""

from typing import Any

from crispy_forms.layout import HTML, Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from base.dates import DayField
from base.forms import BaseFormMixin
from blocs.models import Criterion, EvidenceKind
from documents.forms import DocumentFieldsMixin


def pages_fault(text: str) -> str:
    """What is wrong with page numbers such as 2, 5–7; empty when they are right."""
    for part in filter(None, (part.strip() for part in text.replace("–", "-").split(","))):
        first, _, last = part.partition("-")
        ends = [first.strip(), last.strip() or first.strip()]
        if not all(end.isdecimal() and len(end) < 6 for end in ends) or not 0 < int(ends[0]) <= int(ends[1]):
            return "Ghi số trang, ví dụ 2, 5–7."
    return ""


class UseForm(BaseFormMixin, forms.Form):
    """Which criterion a piece of evidence proves, and on which of its pages."""

    line: Any = forms.ModelChoiceField(label="Cho tiêu chí", queryset=None, empty_label="(chọn tiêu chí)")
    pages = forms.CharField(label="Trang", required=False, max_length=40, help_text="Ví dụ: 2, 5–7.")

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        lines = report.lines.select_related("criterion").exclude(criterion__kind=Criterion.Kind.DEDUCTION)
        self.fields["line"].queryset = lines.order_by("criterion__code")
        self.fields["line"].label_from_instance = lambda line: (
            f"{line.criterion.code} {line.criterion.text[:60]}"
        )

    def clean_pages(self):
        pages = self.cleaned_data["pages"]
        if fault := pages_fault(pages):
            raise ValidationError(fault)
        return pages


# Three boxes that whoever has a file does not need; open once something of them was sent.
DOCUMENT_OPENS = """<details class="mb-3"{% if form.is_bound %} open{% endif %}>
<summary>Không có tệp? Ghi số, ký hiệu và trích yếu của văn bản</summary>"""


class EvidenceForm(DocumentFieldsMixin, UseForm):
    """A file, or a document's number, date and title."""

    line = forms.ModelChoiceField(
        label="Cho tiêu chí", queryset=None, required=False, empty_label="Chung cả báo cáo"
    )
    file = forms.FileField(
        label="Tệp",
        required=False,
        allow_empty_file=True,
        help_text="PDF, DOCX, XLSX, JPG, PNG; tối đa 10 MB. Trên điện thoại có thể chụp ảnh ngay.",
    )
    document_kind = forms.ChoiceField(
        label="Loại văn bản",
        required=False,
        choices=[("", "(chưa chọn)"), *EvidenceKind.choices],
        help_text="Bỏ trống thì lấy theo số, ký hiệu: 12/QĐ-… là Quyết định.",
    )
    document_number = forms.CharField(label="Số, ký hiệu văn bản", max_length=60, required=False)
    document_date = DayField(label="Ngày văn bản", required=False)
    document_title = forms.CharField(label="Trích yếu văn bản", max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            Row(
                Column("line", css_class="col-md-6"),
                Column("document_kind", css_class="col-md-4"),
                Column("pages", css_class="col-md-2"),
            ),
            "file",
            HTML(DOCUMENT_OPENS),
            Row(Column("document_number"), Column("document_date"), css_class="row-cols-md-2"),
            "document_title",
            HTML("</details>"),
        )

    def clean(self):
        data = super().clean()
        if "file" in self.errors or data.get("file"):
            return data
        if not (data.get("document_number") and data.get("document_title")):
            raise ValidationError("Hãy chọn một tệp, hoặc ghi số, ký hiệu và trích yếu của văn bản.")
        return data
