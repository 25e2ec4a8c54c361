"""The second factor's forms in this site's words."""

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from members.forms import VietnameseLabelsMixin


class CodeForm(VietnameseLabelsMixin, AuthenticateForm):
    pass


class CodeAgainForm(VietnameseLabelsMixin, ReauthenticateForm):
    pass


class AppForm(VietnameseLabelsMixin, ActivateTOTPForm):
    pass


class KeyForm(VietnameseLabelsMixin, AddWebAuthnForm):
    pass


class KeyNameForm(VietnameseLabelsMixin, EditWebAuthnForm):
    pass
