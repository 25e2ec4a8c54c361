"""Signed copies of an issued paper: brought, compared with it, signed here, downloaded."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView, View

from awards import papers, permissions
from awards.actions.papers import attach_signed
from base.workflow import Refused
from documents.copies import page_count, page_picture
from documents.forms import SignedCopyForm, SigningForm
from documents.isolation import FileRefused, in_child
from documents.models import SignedCopy
from documents.signatures import root_files, signed_facts
from documents.signing import sign

from .papers import IssuedPart, PaperAction, file_response


class SignedDownload(IssuedPart, View):
    def get(self, request, *args, copy, **kwargs):
        copies = self.document.signed_copies
        if not permissions.can_attach(request.user, self.parent, self.subject):
            copies = copies.confirmed()
        kept = get_object_or_404(copies, pk=copy)
        return file_response(bytes(kept.pdf), kept.filename, inline="xem" in request.GET)


class SignedCopyAdd(PaperAction):
    """Takes a digitally signed PDF; a scan is shown beside the paper first."""

    changes = staticmethod(permissions.can_attach)
    form_name = "copy_form"
    waiting = None

    def form(self, request):
        return SignedCopyForm(request.POST, request.FILES, issued=bytes(self.document.pdf))

    def act(self, form):
        copy = attach_signed(
            self.document,
            self.parent,
            self.subject,
            pdf=form.cleaned_data["file"],
            kind=form.kind,
            signatures=form.signatures,
            by=self.request.user,
        )
        if copy.confirmed_at:
            return "Đã gắn bản có chữ ký."
        self.waiting = copy
        return "Đã nhận bản quét. Hãy so từng trang với văn bản, rồi xác nhận."

    def back(self):
        if self.waiting:
            return redirect("awards:copy-compare", self.parent.pk, self.document.pk, self.waiting.pk)
        return super().back()


class PaperSign(PaperAction):
    """Signs the issued file, or adds a signature to the copy that is signed already."""

    changes = staticmethod(permissions.can_attach)
    form_name = "signing_form"

    def form(self, request):
        return SigningForm(request.POST, request.FILES)

    def act(self, form):
        copies = self.document.signed_copies.filter(kind=SignedCopy.Kind.DIGITAL)
        before = next((copy for copy in reversed(copies) if copy.is_valid), None)
        unsigned = bytes(before.pdf if before else self.document.pdf)
        data = form.cleaned_data
        signed = sign(
            unsigned,
            form.signer,
            name=data["name"],
            picture=data["picture"],
            is_seal=data["stamp"] == "body",
        )
        attach_signed(
            self.document,
            self.parent,
            self.subject,
            pdf=signed,
            kind=SignedCopy.Kind.DIGITAL,
            signatures=signed_facts(signed, bytes(self.document.pdf), root_files()),
            by=self.request.user,
        )
        return "Đã ký số. Bản đã ký được giữ bên cạnh bản ban hành."


class WaitingCopyPart(IssuedPart):
    """A scan that nobody has compared with the paper yet, for whoever may attach it."""

    changes = staticmethod(permissions.can_attach)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        waiting = self.document.signed_copies.filter(confirmed_at=None)
        self.copy = get_object_or_404(waiting, pk=kwargs["copy"])


class CopyCompare(WaitingCopyPart, TemplateView):
    """The scan beside the paper, page by page; then it is confirmed or thrown away."""

    template_name = "awards/copy_compare.html"

    def get_context_data(self, **kwargs):
        pages = range(1, page_count(bytes(self.document.pdf)) + 1)
        return super().get_context_data(
            **kwargs | {"document": self.document, "copy": self.copy, "pages": pages}
        )

    def post(self, request, *args, **kwargs):
        try:
            if "confirm" in request.POST:
                papers.require_unfiled(self.document.kind, self.subject, self.parent)
                self.copy.confirm(by=request.user)
                messages.success(request, "Đã gắn bản quét có chữ ký.")
            else:
                self.copy.discard(by=request.user)
                messages.success(request, "Đã bỏ bản quét vừa tải lên.")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return self.back()


class CopyPage(WaitingCopyPart, View):
    """One page of the paper or of the scan as a picture."""

    def get(self, request, *args, page, side, **kwargs):
        pdf = self.copy.pdf if side == "scan" else self.document.pdf
        try:
            picture = in_child(page_picture, bytes(pdf), page)
        except FileRefused as refusal:
            raise Http404(str(refusal)) from refusal
        return file_response(picture, f"{side}-{page}.jpg", content_type="image/jpeg", inline=True)
