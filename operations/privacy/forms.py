"""What is known of a breach."""

from typing import Any

from django import forms
from django.utils import timezone

from base.dates import InstantField
from base.forms import BaseFormMixin
from members.models import User

from .breach import Breach


class BreachForm(BaseFormMixin, forms.Form):
    """When, by which account, and in words what happened; all but the times may still be unknown."""

    account = forms.EmailField(
        label="Thư điện tử của tài khoản bị lộ",
        max_length=254,
        required=False,
        help_text="Để trống nếu chưa biết: bảng kê sẽ gồm việc của mọi tài khoản trong thời gian ấy.",
    )
    since = InstantField(label="Từ lúc")
    until = InstantField(label="Đến lúc")
    found_at = InstantField(label="Phát hiện lúc")
    what = forms.CharField(
        label="Việc đã xảy ra", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    consequences = forms.CharField(
        label="Hậu quả có thể có", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    measures = forms.CharField(
        label="Đã làm gì, sẽ làm gì",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_account(self) -> User | None:
        address = self.cleaned_data["account"]
        if not address:
            return None
        person = User.objects.filter(email__iexact=address).first()
        if person is None:
            raise forms.ValidationError("Không có tài khoản nào dùng địa chỉ này.")
        return person

    def clean(self) -> dict[str, Any]:
        facts = self.cleaned_data
        since, until, found_at = (facts.get(name) for name in ("since", "until", "found_at"))
        if since and until and until < since:
            self.add_error("until", "Lúc kết thúc phải sau lúc bắt đầu.")
        if found_at and since and found_at < since:
            self.add_error("found_at", "Lúc phát hiện không thể trước lúc bắt đầu.")
        if found_at and found_at > timezone.now():
            self.add_error("found_at", "Lúc này chưa đến.")
        return facts

    def breach(self) -> Breach:
        """What was filled in, once it is valid."""
        return Breach(**self.cleaned_data)
