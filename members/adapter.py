"""allauth's door: people are invited, they do not sign up."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignUp(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Thư điện tử hoặc mật khẩu chưa đúng.",
        "too_many_login_attempts": "Đã thử quá nhiều lần. Xin đợi vài phút rồi thử lại.",
        "enter_current_password": "Hãy nhập đúng mật khẩu hiện tại.",
        "incorrect_password": "Mật khẩu chưa đúng.",
    }

    def is_open_for_signup(self, request):
        return False
