"""The library's table of second factors under a name that administrators read."""

from allauth.mfa.models import Authenticator


class SecondFactor(Authenticator):
    class Meta:
        proxy = True
        app_label = "members"
        verbose_name = "bước xác nhận thứ hai"
        verbose_name_plural = "bước xác nhận thứ hai"
