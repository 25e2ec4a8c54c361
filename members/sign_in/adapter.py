"""allauth's door: people are invited, they do not sign up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.urls import reverse

from base.allauth_internal import consume
from base.secrets_at_rest import box_for

PURPOSE = "second factor"


class ClosedSignUp(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Thư điện tử hoặc mật khẩu chưa đúng.",
        "too_many_login_attempts": "Đã thử quá nhiều lần. Xin đợi vài phút rồi thử lại.",
        "enter_current_password": "Hãy nhập đúng mật khẩu hiện tại.",
        "incorrect_password": "Mật khẩu chưa đúng.",
    }

    def is_open_for_signup(self, request):
        return False

    def get_reset_password_from_key_url(self, key):
        """As the site is called, not as the request calls it: a forged Host must not lead the link elsewhere."""
        uidb36, _, token = key.partition("-")
        return settings.SITE_URL + reverse("account_reset_password_from_key", args=[uidb36, token])

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Failures count by account and address together: who guesses from elsewhere locks nobody out here."""
        return (
            f"{self.get_client_ip(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"
        )

    def pre_authenticate(self, request, **credentials):
        """And by account alone, against many addresses at once; a passkey is not held up by that."""
        super().pre_authenticate(request, **credentials)
        login = credentials.get("email", "").lower()
        self._of_account = consume(request, app="allauth.account", action="account_failed", key=login)
        if not self._of_account:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self):
        super()._rollback_login_failed_rl_usage()
        self._of_account.rollback()


class ProvincesOwn(DefaultSocialAccountAdapter):
    """Whoever comes from the province's provider must be known here; nobody signs up."""

    def is_open_for_signup(self, request, *args):
        return False

    def get_requests_session(self):
        """The provider answers for itself: what it says is not fetched from where it points to."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def authenticate_by_email(self, sociallogin):
        """Accounts here are made by an invitation to the address: it is theirs, and their password stays."""
        matched = super().authenticate_by_email(sociallogin)
        if matched:
            user, email = matched
            EmailAddress.objects.get_or_create(
                user=user, email=email, defaults={"verified": True, "primary": True}
            )
        return matched


class SecretsAtRest(DefaultMFAAdapter):
    """The second factor: what it keeps lies encrypted in the database, under a key made of SECRET_KEY.

    What a key of before encrypted is still read, as long as SECRET_KEY_FALLBACKS names that key.
    """

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Mã chưa đúng, hoặc đã hết hạn. Hãy nhập mã đang hiện.",
        "cannot_generate_recovery_codes": "Hãy bật ứng dụng mã hoặc thêm khóa trước khi tạo mã dự phòng.",
    }

    def generate_authenticator_name(self, *args):
        return "Khóa của tôi"

    def encrypt(self, text: str) -> str:
        return box_for(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return box_for(PURPOSE).decrypt(encrypted_text.encode()).decode()
