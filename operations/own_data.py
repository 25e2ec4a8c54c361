"""What is held of oneself: shown, given as a file, and asked to be put right (Law 91/2025/QH15)."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, View

from audit.log import record
from audit.models import AuditEntry
from base.forms import BaseFormMixin
from members.models import CorrectionRequest, User
from members.notifications import tell_of_request
from members.permissions import can_manage_person

from .personal_data import own_data_of

ASKED = "correction_request.made"
A_DAY = 5  # requests of one person, so that nobody fills the boxes of the administrators


class CorrectionRequestForm(BaseFormMixin, forms.Form):
    """What is wrong, in one's own words."""

    text = forms.CharField(
        label="Điều cần sửa, bổ sung hoặc xóa",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ví dụ: họ tên ghi sai dấu, thư điện tử đã đổi. Quản trị xem và trả lời.",
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        sent = self.person.correction_requests.filter(asked_at__gte=today).count()
        if sent >= A_DAY:
            raise forms.ValidationError(f"Hôm nay anh/chị đã gửi {A_DAY} đề nghị. Hãy gọi cho quản trị.")
        return self.cleaned_data


def administrators_of(person: User) -> list[User]:
    """Who may put right what is held of this person: of the site, and of the one province they belong to."""
    administrators = User.objects.filter(Q(is_superuser=True) | Q(administers_province=True), is_active=True)
    return [one for one in administrators.order_by("pk") if can_manage_person(one, person)]


def ask_for_correction(person: User, text: str) -> CorrectionRequest:
    """Keep what this person wants put right, and tell those administrators. The log keeps that it was asked."""
    with transaction.atomic():
        request = CorrectionRequest.objects.create(person=person, text=text)
        record(ASKED, person, what=f"{person} đề nghị sửa dữ liệu cá nhân của mình", by=person)
        tell_of_request(request, administrators_of(person))
    return request


class OwnData(FormView):
    """What is held of whoever is signed in, and a way to have it put right."""

    request: Any
    form_class = CorrectionRequestForm
    template_name = "operations/own_data.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"person": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        return super().get_context_data(
            person=person,
            offices=person.officer_set.select_related("association").order_by("since", "pk"),
            letters=person.letters.count() + person.notices.count(),
            acts=AuditEntry.objects.filter(actor_id=person.pk).count(),
            requests=person.correction_requests.all(),
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        ask_for_correction(self.request.user, form.cleaned_data["text"])
        messages.success(self.request, "Đã gửi đề nghị tới quản trị.")
        return redirect("own-data")


class OwnDataFile(View):
    """The same as a file, with every line."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = json.dumps(own_data_of(request.user), ensure_ascii=False, indent=2, default=str)  # type: ignore[arg-type]
        answer = HttpResponse(text, content_type="application/json; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.json"'
        return answer
