"""A proposal in the formats of the systems that take it; and the codes they know things by."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.generic import FormView, TemplateView, View

from awards import permissions
from awards.receiver.codes import mappings, write_codes
from awards.receiver.forms import CodesForm
from awards.receiver.proposal import Delivery
from base.access import Inside
from base.workflow import Refused
from documents.files import XLSX
from members.models import Province

from .proposals import PROPOSALS

# {part of the address: (name of the file, its type, how it is made)}
FILES = {
    "workbook": ("MauTDKT.xlsx", XLSX, Delivery.workbook),
    "json": ("de-nghi.json", "application/json", Delivery.json),
    "edxml": ("to-trinh.edxml", "application/xml", Delivery.package),
}


class ReceiverPart(Inside):
    inside = PROPOSALS
    allowed = staticmethod(permissions.can_pack)


class Receiver(ReceiverPart, TemplateView):
    """The three files, with what each lacks."""

    template_name = "awards/receiver.html"

    def get_context_data(self, **kwargs):
        delivery = Delivery(self.parent)
        year = self.parent.bloc_year
        return super().get_context_data(
            proposal=self.parent,
            year=year,
            delivery=delivery,
            lacking_for_package=delivery.lacking_for_package(),
            can_keep_webhooks=permissions.can_keep_webhooks(self.request.user, year.bloc.province),
            can_write_codes=permissions.can_keep_lists_of_province(self.request.user, year.bloc.province),
            **kwargs,
        )


class ReceiverFile(ReceiverPart, View):
    def get(self, request, pk, file):
        if file not in FILES:
            raise Http404
        name, content_type, made = FILES[file]
        try:
            content = made(Delivery(self.parent))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("awards:receiver", pk)
        response = HttpResponse(content, content_type=content_type)
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
        return response


class ReceiverCodes(Inside, FormView):
    """The codes of one province; what is known stands there already."""

    inside = Province.objects.all()
    allowed = staticmethod(permissions.can_keep_lists_of_province)
    form_class = CodesForm
    template_name = "awards/receiver_codes.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"mappings": mappings(self.parent)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(province=self.parent, **kwargs)

    def form_valid(self, form):
        with transaction.atomic():
            changed = write_codes(self.parent, form.codes(), by=self.request.user)
        messages.success(self.request, f"Đã lưu {changed} mã." if changed else "Không có mã nào thay đổi.")
        return redirect("awards:receiver-codes", self.parent.pk)
