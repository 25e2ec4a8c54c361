"""The second factor's forms in this site's words."""

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from members.forms import InOurWords


class CodeForm(InOurWords, AuthenticateForm):
    pass


class CodeAgainForm(InOurWords, ReauthenticateForm):
    pass


class AppForm(InOurWords, ActivateTOTPForm):
    pass


class KeyForm(InOurWords, AddWebAuthnForm):
    pass


class KeyNameForm(InOurWords, EditWebAuthnForm):
    pass
