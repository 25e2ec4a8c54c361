import re

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.account.forms import (
    ReauthenticateForm as AccountReauthenticateForm,
)
from django import forms
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from base.forms import BaseFormMixin

from .models import FORMS_OF_ADDRESS, Officer, User, invite


class SignInForm(LoginForm):
    """allauth's form in this site's words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Thư điện tử"
        self.fields["login"].widget.attrs["placeholder"] = "ten@hoi.vn"
        self.fields["password"].label = "Mật khẩu"
        self.fields["password"].widget.attrs["placeholder"] = ""
        self.fields["password"].help_text = ""
        self.fields.pop("remember", None)


LABELS = {
    "oldpassword": "Mật khẩu hiện tại",
    "password": "Mật khẩu",
    "password1": "Mật khẩu mới",
    "password2": "Nhập lại mật khẩu mới",
    "email": "Thư điện tử",
    "code": "Mã xác thực",
    "name": "Tên gọi của khóa",
    "passwordless": "Dùng khóa này thay cho mật khẩu (passkey)",
}


class VietnameseLabelsMixin(forms.BaseForm):
    """Mixed into allauth's forms: labels in Vietnamese, no placeholders, no advice in English."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = ""
            field.widget.attrs["placeholder"] = ""


class PasswordChangeForm(VietnameseLabelsMixin, ChangePasswordForm):
    pass


class PasswordSetForm(VietnameseLabelsMixin, SetPasswordForm):
    pass


class PasswordForgottenForm(VietnameseLabelsMixin, ResetPasswordForm):
    pass


class PasswordNewForm(VietnameseLabelsMixin, ResetPasswordKeyForm):
    pass


class ReauthenticateForm(VietnameseLabelsMixin, AccountReauthenticateForm):
    pass


WITHOUT_ADDRESS = "Chỉ ghi chữ, không ghi địa chỉ trang mạng hay thư điện tử."
ADDRESS = re.compile(r"://|www\.|@|\w[.。．][a-z]{2,}(?!\w)", re.IGNORECASE)
# Abbreviations before a name, written without a blank: TS.Lan Anh, TP.HCM; but tt.vn is an address.
TITLES = re.compile(
    r"\b(?:PGS|GS|TSKH|TS|ThS|BS|DS|KS|KTS|CN|LS|NGƯT|NSƯT|TP|TX|TT|P|Q|H)\."
    r"(?!(?:vn|com|net|org|info|biz|asia|xyz|top|me|io|co)\b)",
    re.IGNORECASE,
)


def without_address(text: str) -> None:
    """What one person writes about another goes into a letter of this site: it may lead nowhere else."""
    if ADDRESS.search(TITLES.sub(" ", text)):
        raise forms.ValidationError(WITHOUT_ADDRESS, code="address")


# A telephone number that a spreadsheet took for a figure: nine digits of a mobile one, ten of one that begins with 02.
WITHOUT_ZERO = re.compile(r"[1-9]\d{8}|2\d{9}")


class PhoneField(forms.CharField):
    """A telephone number; one that lost its first zero in a spreadsheet gets it back."""

    def to_python(self, value):
        phone = super().to_python(value) or ""
        return f"0{phone}" if phone.isascii() and WITHOUT_ZERO.fullmatch(phone) else phone


class InvitationForm(BaseFormMixin, forms.Form):
    """A person invited to act for an association; somebody already known is recognised by e-mail."""

    form_of_address = forms.ChoiceField(
        label="Xưng hô",
        choices=[("", "Chưa ghi"), *FORMS_OF_ADDRESS],
        required=False,
        help_text="Ghi trước họ tên trong biên bản.",
    )
    full_name = forms.CharField(label="Họ và tên", max_length=100, validators=[without_address])
    email = forms.EmailField(
        label="Thư điện tử", max_length=254, help_text="Thư mời được gửi tới địa chỉ này."
    )
    position = forms.CharField(
        label="Chức vụ", max_length=100, help_text="Ví dụ: Chánh Văn phòng", validators=[without_address]
    )
    role = forms.ChoiceField(
        label="Vai trò",
        choices=Officer.Role,
        widget=forms.RadioSelect,
        help_text="Người soạn ghi số liệu, đính minh chứng và báo người ký. Lãnh đạo ký đọc, ký và nộp, bỏ phiếu.",
    )

    def __init__(self, *args, association, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.association, self.by = association, by

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if self.association.officers.filter(user__email=email, until=None).exists():
            raise forms.ValidationError("Người này đang giữ một vai trò ở hội này.")
        if (
            email == self.by.email and not self.by.is_superuser
        ):  # who administers a province acts for no member
            raise forms.ValidationError("Không tự mời mình được.")
        return email

    def clean(self):
        data, today = super().clean(), timezone.localdate()
        if self.association.officers.filter(since=today).count() >= settings.INVITATIONS_A_DAY:
            raise forms.ValidationError(
                f"Hôm nay hội đã mời {settings.INVITATIONS_A_DAY} người. Xin mời tiếp vào ngày mai."
            )
        return data

    @transaction.atomic
    def create_officer(self) -> Officer:
        data = self.cleaned_data
        user = User.objects.filter(email=data["email"]).first()
        if user is None:
            named = {name: data[name] for name in ("full_name", "form_of_address")}
            user = User.objects.create_user(data["email"], **named)
        return invite(user, self.association, role=data["role"], position=data["position"])


class MailForm(BaseFormMixin, forms.ModelForm):
    """How a person wants letters; the inbox has everything whatever they choose."""

    class Meta:
        model = User
        fields = ["mail"]
        widgets = {"mail": forms.RadioSelect}
