"""Who calls: by a key in the header, or signed in; which lists a key opens; how often one may ask."""

from typing import Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.throttling import SimpleRateThrottle

from audit.tracing import trace
from members.models import ApiToken
from members.models.calendar_feed import digest_of

SCHEME = "Bearer "


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer ktd_…`"""

    def authenticate(self, request: Any) -> tuple[Any, ApiToken] | None:
        header = request.headers.get("Authorization", "")
        if not header.startswith(SCHEME):
            return None
        digest = digest_of(header.removeprefix(SCHEME).strip())
        token = ApiToken.objects.live().filter(digest=digest).select_related("person").first()
        if token is None:
            raise AuthenticationFailed("Khóa không đúng, đã hết hạn hoặc đã thu hồi.")
        token.note_use()
        trace().user = token.person
        return token.person, token

    def authenticate_header(self, request: Any) -> str:
        return SCHEME.strip()


class InScope(BasePermission):
    """A key opens the lists it was made for; a session all."""

    message = "Khóa này không được đọc danh sách này."

    def has_permission(self, request: Any, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        return request.auth is None or view.listing.name in request.auth.scopes


class ByCaller(SimpleRateThrottle):
    """So many requests a minute of one key, or of one person."""

    scope = "caller"

    def get_cache_key(self, request: Any, view: Any) -> str | None:  # noqa: ARG002
        if not request.user.is_authenticated:
            return None
        caller = f"token-{request.auth.pk}" if request.auth else f"person-{request.user.pk}"
        return self.cache_format % {"scope": self.scope, "ident": caller}
