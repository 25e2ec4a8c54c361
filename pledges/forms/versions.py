"""Forms of handing in, sending back and answering."""

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils import timezone

from base.dates import InstantField
from base.forms import BaseFormMixin
from documents.files import PDF, XLSX, FileRefused, content_type_of
from pledges.models import CorrectionItem


class CorrectionForm(BaseFormMixin, forms.Form):
    """A return: what to mend in general, and by when."""

    due_at = InstantField(label="Nộp lại trước (giờ Việt Nam)")
    comment = forms.CharField(
        label="Ý kiến chung",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Hội sẽ đọc nguyên văn. Việc cần sửa ở từng mục: bấm “Cần sửa” ở chỗ ấy.",
    )

    def clean_due_at(self):
        if (due_at := self.cleaned_data["due_at"]) <= timezone.now():
            raise ValidationError("Hạn nộp lại phải ở sau lúc này.")
        return due_at


class WithdrawalForm(BaseFormMixin, forms.Form):
    """Why a member takes back what it handed in."""

    reason = forms.CharField(label="Lý do", max_length=500, required=False)


class ItemForm(BaseFormMixin, forms.Form):
    """One thing to mend: where, of what kind, what to do."""

    row = forms.ChoiceField(label="Ở đâu", required=False)
    reason = forms.ChoiceField(
        label="Lý do", required=False, choices=[("", "–"), *CorrectionItem.Reason.choices]
    )
    request = forms.CharField(
        label="Cần sửa gì", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.labels = {key: label for _, rows in places for key, label in rows}
        self.fields["row"].choices = [("", "Cả văn bản"), *places]

    def clean(self):
        data = super().clean()
        if data.get("request") and not data.get("reason"):
            self.add_error("reason", "Chọn lý do.")
        if (data.get("row") or data.get("reason")) and not data.get("request"):
            self.add_error("request", "Ghi cần sửa gì.")
        return data

    def item(self) -> dict | None:
        """What begin_correction takes; None for an empty line."""
        data = self.cleaned_data
        if not data.get("request"):
            return None
        return data | {"label": self.labels.get(data["row"], "Cả văn bản")}


class CorrectionExtendForm(BaseFormMixin, forms.Form):
    """A later date for what was returned, and why."""

    until = InstantField(label="Gia hạn nộp lại đến (giờ Việt Nam)")
    reason = forms.CharField(label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


ItemFormSet = formset_factory(ItemForm, extra=4, max_num=60, validate_max=True)


class AnswerForm(BaseFormMixin, forms.Form):
    """What the member did about one item of a return."""

    answer = forms.CharField(
        label="Hội đã sửa thế nào",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class HandInForm(BaseFormMixin, forms.Form):
    """How a report is signed: confirmed here with the signatory's password, or signed on paper and scanned."""

    WAYS = [
        ("confirm", "Tôi ký xác nhận tại đây bằng mật khẩu của mình"),
        ("scan", "Đã in, ký, đóng dấu; tôi nộp kèm bản quét"),
    ]
    way = forms.ChoiceField(label="Cách ký", choices=WAYS, widget=forms.RadioSelect)
    password = forms.CharField(
        label="Mật khẩu của anh/chị",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    scan = forms.FileField(label="Bản quét có chữ ký (PDF)", required=False, allow_empty_file=True)
    seen = forms.BooleanField(
        label="Tôi đã xem lại các số chênh lệch lớn ở trên và xác nhận là đúng", required=False
    )

    def __init__(self, *args, user, may_confirm: bool, has_jumps: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.has_jumps = user, has_jumps
        self.initial["way"] = "confirm"
        if not may_confirm:
            self.fields["way"].choices = self.WAYS[1:]
            self.initial["way"] = "scan"
            self.fields["way"].widget = forms.HiddenInput()
            del self.fields["password"]
        if not has_jumps:
            del self.fields["seen"]

    def clean(self):
        data = super().clean()
        if data.get("way") == "confirm":
            self._check_password(data.get("password", ""))
        if data.get("way") == "scan" and "scan" not in self.errors:
            self._check_scan(data.get("scan"))
        if self.has_jumps and not data.get("seen"):
            self.add_error("seen", "Hãy xem lại các số ở trên rồi đánh dấu vào đây.")
        return data

    def _check_password(self, password: str) -> None:
        """Counted like a sign-in, so that an open session is no place to guess."""
        if not password:
            self.add_error("password", "Hãy nhập mật khẩu.")
            return
        try:
            if not get_adapter().reauthenticate(self.user, password):
                self.add_error("password", "Mật khẩu chưa đúng.")
        except forms.ValidationError as too_often:
            self.add_error("password", too_often)

    def _check_scan(self, scan) -> None:
        try:
            if not scan:
                raise FileRefused("Hãy chọn tệp PDF bản quét.")
            if content_type_of(scan, "tệp PDF") != PDF:
                raise FileRefused("Bản quét phải là tệp PDF.")
        except FileRefused as refusal:
            self.add_error("scan", str(refusal))


class ReminderForm(BaseFormMixin, forms.Form):
    """A word of the secretariat's own, added to what the reminder says by itself."""

    words = forms.CharField(
        label="Lời nhắn thêm (không bắt buộc)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SheetForm(BaseFormMixin, forms.Form):
    """A filled-in workbook."""

    file = forms.FileField(label="Bảng Excel đã điền", allow_empty_file=True)

    def clean_file(self):
        upload = self.cleaned_data["file"]
        try:
            if content_type_of(upload, "tệp Excel (.xlsx)") != XLSX:
                raise FileRefused("Hãy chọn tệp .xlsx.")
        except FileRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return upload
