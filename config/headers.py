"""What the browser is told with each page and each static file."""

from typing import Any
from urllib.parse import urlsplit
from wsgiref.headers import Headers

from csp.constants import NONCE, NONE, SELF


def content_security_policy(provider: str) -> dict[str, Any]:
    """Nothing from elsewhere, nothing written into a page; Bootstrap's icons are data inside its style sheet.

    `provider` is the address of the province's own provider of sign-in, if any.
    """
    # Browsers hold a redirect after a form to this as well: the province's provider is where sign-in goes on.
    goes_on = ["{0.scheme}://{0.netloc}".format(urlsplit(provider))] if provider else []
    return {
        "DIRECTIVES": {
            "default-src": [SELF],
            "img-src": [SELF, "data:"],
            "style-src": [SELF, NONCE],
            "object-src": [NONE],
            "base-uri": [NONE],
            "form-action": [SELF, *goes_on],
            "frame-ancestors": [SELF],
        }
    }


def add_headers(headers: Headers, _path: str, _url: str) -> None:
    """A static file that is opened by itself runs nothing and is framed by nobody."""
    headers["Content-Security-Policy"] = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
