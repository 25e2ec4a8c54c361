"""Asking whether a paper is genuine; bringing its signed copy; signing it; its line in the register."""

import datetime
import re
from typing import Any

from django import forms
from django.core.files import File
from django.utils import timezone
from PIL import Image, UnidentifiedImageError

from base.dates import DayField
from base.forms import BaseFormMixin

from .copies import check_copy
from .files import content_type_of
from .isolation import FileRefused, in_child
from .models import LETTERS, Dispatch
from .signatures import root_files
from .signing import load_key

RECEIPT = re.compile(r"D?\d{5,9}-\d{1,3}-[0-9A-F]{8}", re.I)  # the code of a receipt, which no paper carries


class VerifyForm(BaseFormMixin, forms.Form):
    """A code as it stands on the paper, or the file itself."""

    code = forms.CharField(
        label="Mã kiểm tra",
        required=False,
        max_length=40,
        help_text="In ở cuối văn bản, ví dụ 7KQ4-9XPA-3MWT.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    file = forms.FileField(
        label="Hoặc tệp PDF của văn bản",
        required=False,
        help_text="Tệp chỉ được đọc để so mã băm, không được lưu lại.",
    )

    def clean_code(self) -> str:
        """Typed anyhow: small letters, blanks, without hyphens."""
        if RECEIPT.fullmatch(self.cleaned_data["code"].strip()):
            raise forms.ValidationError("Đây là mã biên nhận: đăng nhập rồi gõ mã vào ô Tìm ở đầu trang.")
        letters = "".join(c for c in self.cleaned_data["code"].upper() if c.isalnum())
        if letters and (len(letters) != 12 or set(letters) - set(LETTERS)):
            raise forms.ValidationError("Mã gồm 12 chữ cái và chữ số, như in ở cuối văn bản.")
        return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}" if letters else ""

    def clean(self) -> Any:
        super().clean()
        if not self.errors and not (self.cleaned_data.get("code") or self.cleaned_data.get("file")):
            self.add_error("code", "Hãy nhập mã hoặc chọn tệp.")
        return self.cleaned_data


class SignedCopyForm(BaseFormMixin, forms.Form):
    """The scan of the signed paper, or its digitally signed PDF."""

    file = forms.FileField(
        label="Bản có chữ ký (PDF)",
        help_text="Bản giấy đã ký, đóng dấu, quét màu từ 200 dpi; hoặc tệp PDF đã ký số. Đủ số trang như bản ban hành.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def __init__(self, *args: Any, issued: bytes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issued = issued

    def clean_file(self) -> Any:
        """The bytes; what they are is in `kind` and `signatures`."""
        upload = self.cleaned_data["file"]
        try:
            if content_type_of(upload, "PDF") != "application/pdf":
                raise FileRefused("Chỉ nhận tệp PDF.")
            content = upload.read()
            facts = in_child(check_copy, content, self.issued, root_files())
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        self.kind, self.signatures = facts.kind, facts.signatures
        return content


class SigningForm(BaseFormMixin, forms.Form):
    """A certificate with its key, for this one signature."""

    key = forms.FileField(
        label="Chứng thư số (.p12, .pfx)",
        help_text="Chỉ dùng để ký lần này, không lưu lại trên máy chủ.",
        widget=forms.ClearableFileInput(attrs={"accept": ".p12,.pfx"}),
    )
    password = forms.CharField(
        label="Mật khẩu của chứng thư",
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label="Họ và tên người ký",
        max_length=200,
        help_text="Như in ở cuối văn bản, để đặt hình chữ ký đúng chỗ.",
    )
    stamp = forms.ChoiceField(
        label="Chứng thư của",
        choices=[
            ("person", "Người ký: hình đặt giữa chức vụ và họ tên"),
            ("body", "Cơ quan, tổ chức: dấu cỡ thật 36 mm, trùm 1/3 chữ ký về bên trái"),
        ],
        required=False,
    )
    picture = forms.FileField(
        label="Hình chữ ký (màu xanh) hoặc con dấu (màu đỏ), PNG nền trong suốt",
        required=False,
        help_text="Người ký trước, cơ quan ký sau. Không chọn: chữ ký số không có hình.",
        widget=forms.ClearableFileInput(attrs={"accept": ".png,image/png"}),
    )

    LIMIT = 2 * 1024 * 1024  # bytes of a certificate or of a picture

    def clean_picture(self) -> Any:
        upload = self.cleaned_data["picture"]
        if upload is None:
            return None
        try:
            self._small(upload)
            with Image.open(upload.file, formats=["PNG"]) as image:
                image.verify()
        except (
            UnidentifiedImageError,
            OSError,
            SyntaxError,
            ValueError,
            Image.DecompressionBombError,
        ) as error:
            raise forms.ValidationError("Không mở được hình này. Chỉ nhận tệp PNG.") from error
        upload.seek(0)
        return upload.read()

    def _small(self, upload: File) -> None:
        if upload.size > self.LIMIT:
            raise forms.ValidationError("Tệp lớn quá 2 MB.")

    def clean(self) -> Any:
        super().clean()
        if key := self.cleaned_data.get("key"):
            try:
                self._small(key)
                self.signer = load_key(key.read(), self.cleaned_data.get("password", ""))
            except FileRefused as refusal:
                self.add_error("key", str(refusal))
            except forms.ValidationError as error:
                self.add_error("key", error)
        return self.cleaned_data


class WithdrawForm(BaseFormMixin, forms.Form):
    reason = forms.CharField(label="Lý do thu hồi", max_length=300)


class DispatchForm(BaseFormMixin, forms.ModelForm):
    """The columns of the register that people fill in."""

    sent_on = DayField(label="Ngày chuyển", required=False)

    class Meta:
        model = Dispatch
        fields = ["copies", "sent_on", "kept_by", "taken_by", "note"]

    def clean_sent_on(self) -> Any:
        day, issued_on = self.cleaned_data["sent_on"], self.instance.document.issued_on
        if day and not issued_on <= day <= issued_on + datetime.timedelta(days=3660):
            raise forms.ValidationError("Ngày chuyển phải từ ngày văn bản trở đi.")
        return day

    def clean(self) -> Any:
        data = super().clean()
        is_kept = self.instance.pk is not None
        if not is_kept and not self.errors and not self.has_changed():
            raise forms.ValidationError("Chưa ghi gì: điền ít nhất một ô của sổ.")
        return data


class DocumentFieldsMixin(forms.BaseForm):
    """Mixed into forms with `file` and `document_date`: a document of a past day, a file of a kind that is taken."""

    content_type = ""  # of the file, as its content says

    def clean_document_date(self) -> Any:
        dated = self.cleaned_data["document_date"]
        if dated and dated > timezone.localdate():
            raise forms.ValidationError("Ngày văn bản chưa đến; hãy xem lại.")
        return dated

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload:
            try:
                self.content_type = content_type_of(upload)
            except FileRefused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return upload
