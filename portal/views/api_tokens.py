"""One's keys for other systems: made and ended here; and what the API gives."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import FormView, View

from base.access import attempt
from base.dates import DayField
from base.forms import BaseFormMixin
from base.workflow import Refused
from members.models import ApiToken
from members.models.api_token import LONGEST
from members.sign_in.second_factor import RecentLoginRequiredMixin
from portal.api.lists import LISTS

USUAL = datetime.timedelta(days=90)


class ApiTokenForm(BaseFormMixin, forms.Form):
    """Where the key is used, what it opens, until when."""

    name = forms.CharField(label="Dùng ở đâu", max_length=100, help_text="Ví dụ: phần mềm của Sở Nội vụ.")
    scopes = forms.MultipleChoiceField(
        label="Danh sách được đọc",
        choices=[(one.name, one.title) for one in LISTS],
        widget=forms.CheckboxSelectMultiple,
    )
    ends_on = DayField(label="Dùng đến hết ngày")

    def clean_ends_on(self) -> datetime.date:
        day, today = self.cleaned_data["ends_on"], timezone.localdate()
        if day < today:
            raise ValidationError("Ngày này đã qua.")
        if day > today + LONGEST:
            raise ValidationError("Khóa dùng nhiều nhất một năm.")
        return day


class ApiTokens(RecentLoginRequiredMixin, FormView):
    """The keys, a form for another, and the addresses."""

    request: Any
    form_class = ApiTokenForm
    template_name = "api_tokens.html"

    def get_initial(self) -> dict[str, Any]:
        return {"ends_on": timezone.localdate() + USUAL}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tokens = ApiToken.objects.filter(person=self.request.user)
        return super().get_context_data(
            tokens=tokens, titles={one.name: one.title for one in LISTS}, lists=LISTS, **kwargs
        )

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            secret = ApiToken.make(self.request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        fresh = self.form_class(initial=self.get_initial())
        return self.render_to_response(self.get_context_data(form=fresh, secret=secret))


class ApiTokenEnd(View):
    request: Any

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        token = get_object_or_404(ApiToken, pk=pk, person=self.request.user)
        return attempt(request, token.end, done="Đã thu hồi khóa.", to="api-tokens")
