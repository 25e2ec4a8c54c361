"""Whether a paper is genuine: a page for anyone who holds one."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.views.generic import FormView

from base.allauth_internal import consume

from .forms import VerifyForm
from .models import IssuedDocument, SignedCopy

KNOWN = IssuedDocument.objects.without_bytes().select_related("replaced_by")


def find(digest: str) -> tuple[IssuedDocument | None, SignedCopy | None]:
    """The paper whose issued file, or whose signed copy, has this SHA-256; with that copy."""
    if issued := KNOWN.filter(sha256=digest).first():
        return issued, None
    copy = SignedCopy.objects.confirmed().without_bytes().filter(sha256=digest).first()
    return KNOWN.filter(pk=copy.document_id).first() if copy else None, copy


@method_decorator(login_not_required, name="dispatch")
class Verify(FormView):
    """By its code or by its file; tells kind, number, date, issuer and whether it still stands, and nothing else."""

    form_class = VerifyForm
    template_name = "documents/verify.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if ("code" in kwargs or request.method == "POST") and not self.may_ask(request):
            page = self.get_context_data(form=VerifyForm(), is_busy=True)
            return self.render_to_response(page, status=429)
        return super().dispatch(request, *args, **kwargs)

    @staticmethod
    def may_ask(request: HttpRequest) -> bool:
        rates = {"verify": settings.VERIFY_RATE}
        return bool(consume(request, app="documents", action="verify", config=rates, limit_get=True))

    def get(self, request: HttpRequest, *args: Any, code: str = "", **kwargs: Any) -> Any:
        if not code:
            return self.render_to_response(self.get_context_data())
        form = VerifyForm({"code": code})
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: Any) -> Any:
        code, file = form.cleaned_data["code"], form.cleaned_data.get("file")
        by_code = KNOWN.filter(code=code).first() if code else None
        by_file, copy = find(self.digest(file)) if file else (None, None)
        agree = not file or by_file is not None and (not code or by_file == by_code)
        return self.render_to_response(
            self.get_context_data(
                form=form,
                is_answer=True,
                document=by_file or by_code,
                by_file=bool(file),
                agree=agree,
                copy=copy,
            )
        )

    @staticmethod
    def digest(upload: Any) -> str:
        """Read in pieces; nothing of it is kept."""
        return hashlib.file_digest(upload.file, "sha256").hexdigest()
