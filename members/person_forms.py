"""What is written about a person, and about an office they hold."""

from typing import ClassVar

from django import forms
from django.utils import timezone

from base.dates import DayField
from base.forms import BaseFormMixin

from .forms import PhoneField, without_address
from .models import Officer, User
from .permissions import can_correct_address


class PersonForm(BaseFormMixin, forms.ModelForm):
    """Name and telephone; the address they sign in by only where `can_correct_address` says so."""

    full_name = forms.CharField(label="Họ và tên", max_length=100, validators=[without_address])
    phone = PhoneField(label="Điện thoại", max_length=40, required=False)

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["form_of_address", "full_name", "phone", "email"]

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        if can_correct_address(by, self.instance):
            self.fields["email"].help_text = "Sửa thì thư mời cũ không dùng được nữa; hãy gửi lại thư mời."
        else:
            del self.fields["email"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Địa chỉ thư này đang dùng cho người khác.")
        return email


class ContactForm(BaseFormMixin, forms.ModelForm):
    """One's own telephone, which the others of the bloc ring, and how minutes address one."""

    phone = PhoneField(label="Điện thoại", max_length=40, required=False)

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["form_of_address", "phone"]


class OfficerForm(BaseFormMixin, forms.ModelForm):
    """An office as it is written: the position on papers, and from when until when it is held."""

    since = DayField(label="Từ ngày")
    until = DayField(
        label="Đến trước ngày",
        required=False,
        help_text="Bỏ trống: đang giữ. Ghi trước được ngày đại hội, ngày nghỉ.",
    )

    class Meta:
        model = Officer
        fields: ClassVar[list[str]] = ["position", "since", "until"]

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since > timezone.localdate():
            raise forms.ValidationError("Ngày bắt đầu không ở sau hôm nay.")
        return since


class ReplyForm(BaseFormMixin, forms.Form):
    """What is answered to a request for correction."""

    answer = forms.CharField(label="Trả lời", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
