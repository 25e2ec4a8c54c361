"""Uploads and packed files on their way out: always through the site, which knows who may have them."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from .age import NotDecrypted
from .files import PDF


def send_file(path: str, *, name: str, content_type: str, inline: bool = False) -> HttpResponseBase:
    """What is stored under `path`, under a name of its own; nginx sends it where X_ACCEL_PREFIX is set. Http404.

    What is encrypted where it lies is read here, for nginx cannot.
    """
    response: HttpResponseBase
    if settings.X_ACCEL_PREFIX and not settings.MEDIA_BUCKET and not settings.UPLOADS_KEY_FILE:
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = f"{settings.X_ACCEL_PREFIX}{path}"
        response["Content-Disposition"] = content_disposition_header(not inline, name) or ""
    else:
        try:
            content = default_storage.open(path)
        except FileNotFoundError as error:
            raise Http404("Tệp không còn trên máy chủ.") from error
        except NotDecrypted as error:
            raise Http404("Tệp bị hỏng hoặc mã hóa bằng khóa khác. Hãy báo quản trị hệ thống.") from error
        response = FileResponse(content, as_attachment=not inline, filename=name, content_type=content_type)
    # Whatever the file holds, it runs nothing and asks for nothing. A browser shows no PDF in a sandbox.
    sandbox = "" if content_type == PDF else "; sandbox"
    response["Content-Security-Policy"] = (
        f"default-src 'none'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'self'{sandbox}"
    )
    return response
