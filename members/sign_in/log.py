"""Every sign-in event goes into the log."""

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.dispatch import receiver

from audit.log import record
from members.models import User

SAID = {
    account.password_changed: ("password.changed", "Đổi mật khẩu"),
    account.password_set: ("password.set", "Đặt mật khẩu"),
    account.password_reset: ("password.reset", "Đặt lại mật khẩu qua thư"),
}


METHODS = {
    "password": "mật khẩu",
    "password_reset": "liên kết đặt lại mật khẩu",
    "socialaccount": "tài khoản của tỉnh",
    "mfa": "bước hai",
}


def ways(request) -> str:
    """How somebody has shown who they are, in words; empty where the session does not say it."""
    records = request.session.get("account_authentication_methods", []) if request else []
    return ", ".join(dict.fromkeys(METHODS.get(one.get("method"), one.get("method")) for one in records))


@receiver(auth.user_logged_in)
def signed_in(sender, user, request=None, **kwargs):
    how = ways(request)
    record("sign_in", what=f"Đăng nhập ({how})" if how else "Đăng nhập", by=user)


@receiver(auth.user_logged_out)
def signed_out(sender, user, **kwargs):
    if user:
        record("sign_out", what="Đăng xuất", by=user)


@receiver(auth.user_login_failed)
def refused(sender, credentials=None, **kwargs):
    """What was typed is not kept: it may be a password in the wrong box. An account that was meant is."""
    email = (credentials or {}).get("email") or (credentials or {}).get("username") or ""
    account = User.objects.filter(email__iexact=email).first() if email else None
    record("sign_in.refused", account, what="Đăng nhập không thành công")


@receiver(list(SAID))
def password(sender, user, signal, **kwargs):
    action, what = SAID[signal]
    record(action, what=what, by=user)


FACTOR = {
    mfa.authenticator_added: ("second_factor.added", "Thêm"),
    mfa.authenticator_removed: ("second_factor.removed", "Gỡ"),
    mfa.authenticator_reset: ("second_factor.reset", "Tạo lại"),
    mfa.authentication_failed: ("second_factor.refused", "Mã không đúng:"),
}
NAMED = {
    "totp": "ứng dụng mã xác thực",
    "webauthn": "khóa truy cập, khóa bảo mật",
    "recovery_codes": "mã dự phòng",
}


@receiver(list(FACTOR))
def second_factor(sender, user, authenticator, signal, **kwargs):
    action, what = FACTOR[signal]
    record(action, what=f"{what} {NAMED[authenticator.type]}", by=user)
