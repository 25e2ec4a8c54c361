"""Errors told to a Sentry of the province's own: where in the code, nothing of what people sent or who they are."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

KEPT = {"method", "url"}  # of the request


def _bare(event: Any, _hint: dict) -> Any:
    """Without query, cookies, headers, body, person, or what was logged before."""
    request = event.get("request", {})
    event["request"] = {name: request[name] for name in KEPT & request.keys()}
    for name in ("user", "breadcrumbs", "extra"):
        event.pop(name, None)
    return event


def begin(dsn: str, **options) -> None:
    """Tell errors to that Sentry from now on. ImproperlyConfigured where its package is not installed."""
    try:
        import sentry_sdk
        from sentry_sdk.integrations.django import DjangoIntegration
    except ImportError as error:
        raise ImproperlyConfigured("SENTRY_DSN is set: run bin/setup, which installs sentry-sdk.") from error
    sentry_sdk.init(
        dsn,
        integrations=[DjangoIntegration(cache_spans=False)],
        auto_enabling_integrations=False,
        include_local_variables=False,
        send_default_pii=False,
        max_request_body_size="never",
        before_send=_bare,
        **options,
    )
