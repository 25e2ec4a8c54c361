"""Static files under names that carry their hash, also where one script imports another."""

from wsgiref.headers import Headers

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True


def add_headers(headers: Headers, _path: str, _url: str) -> None:
    """A file that is opened by itself runs nothing and is framed by nobody."""
    headers["Content-Security-Policy"] = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
