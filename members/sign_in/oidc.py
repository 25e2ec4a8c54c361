"""Sign-in by the province's provider, stricter than allauth's own: the ID token decides, and is checked in every point.

OpenID Connect Core 1.0, 3.1.3.7, with the signature and the nonce that it leaves to choose; Discovery 1.0, 4.3.
"""

import hashlib

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from jwt import PyJWTError, get_unverified_header

SIGNED_BY = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}


def nonce_of(code_verifier: str) -> str:
    """Of the secret of this one sign-in, which never leaves the server."""
    return hashlib.sha256(f"nonce:{code_verifier}".encode()).hexdigest()


class Adapter(OpenIDConnectOAuth2Adapter):
    def get_access_token_data(self, request, app, client, pkce_code_verifier=None):
        self._nonce = nonce_of(pkce_code_verifier)
        return super().get_access_token_data(request, app, client, pkce_code_verifier=pkce_code_verifier)

    def complete_login(self, request, app, token, **kwargs):
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no ID token came")
        login = super().complete_login(request, app, token, **kwargs)
        said = login.account.extra_data
        if said["userinfo"].get("sub") != said["id_token"].get("sub"):
            raise OAuth2Error("userinfo speaks of somebody else than the ID token")
        return login

    def _decode_id_token(self, app, id_token):
        self.did_fetch_access_token = False  # that it came over TLS does not excuse it from being signed
        claims = self._signed(app, id_token)
        if claims.get("nonce") != self._nonce:
            raise OAuth2Error("the ID token was made for another sign-in")
        if claims["iss"].rstrip("/") != app.settings["server_url"].partition("/.well-known/")[0].rstrip("/"):
            raise OAuth2Error("the ID token is another issuer's")
        if settings.OIDC_ACR_VALUES and claims.get("acr") not in settings.OIDC_ACR_VALUES:
            raise OAuth2Error("the provider was not sure enough of the person")
        return claims

    def _signed(self, app, id_token) -> dict:
        try:
            if get_unverified_header(id_token).get("alg") not in SIGNED_BY:
                raise OAuth2Error("the ID token is signed in a way that anybody could")
            return super()._decode_id_token(app, id_token)
        except (PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("the ID token is none") from error


class Province(OpenIDConnectProvider):
    oauth2_adapter_class = Adapter

    def get_pkce_params(self) -> dict:
        params = super().get_pkce_params()
        own = {"nonce": nonce_of(params["code_verifier"])}
        if settings.OIDC_ACR_VALUES:
            own["acr_values"] = " ".join(settings.OIDC_ACR_VALUES)
        return params | own


def _door(kind):
    @login_not_required
    def enter(request, provider_id):
        try:
            return kind.adapter_view(Adapter(request, provider_id))(request)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error

    return enter


login, callback = _door(OAuth2LoginView), _door(OAuth2CallbackView)
