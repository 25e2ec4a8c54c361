"""An address of another system."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from awards.webhooks import is_allowed
from base.forms import BaseFormMixin


class WebhookForm(BaseFormMixin, forms.Form):
    name = forms.CharField(label="Hệ thống", max_length=100, help_text="Ví dụ: phần mềm của Sở Nội vụ.")
    url = forms.URLField(label="Địa chỉ nhận", max_length=300, assume_scheme="https")

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if not is_allowed(url):
            hosts = ", ".join(settings.WEBHOOK_HOSTS) or "chưa có máy chủ nào"
            raise ValidationError(f"Chỉ nhận địa chỉ https của máy chủ quản trị đã cho phép: {hosts}.")
        return url
