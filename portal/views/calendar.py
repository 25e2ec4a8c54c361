"""One's deadlines in one's own calendar: a secret address, made and ended on one's page."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView, View

from members.models import CalendarFeed
from portal.calendar import as_icalendar, events_of


class OwnCalendar(TemplateView):
    """What the calendar shows, and its address: told once, when it is made."""

    request: Any
    template_name = "calendar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feed = CalendarFeed.objects.filter(person=self.request.user).first()
        return super().get_context_data(feed=feed, events=events_of(self.request.user), **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        token = CalendarFeed.renew(self.request.user)
        address = f"{settings.SITE_URL}{reverse('calendar-feed', args=[token])}"
        return self.render_to_response(self.get_context_data(address=address))


class OwnCalendarEnd(View):
    request: Any

    def post(self, request: HttpRequest) -> HttpResponse:
        if CalendarFeed.end(self.request.user):
            messages.success(request, "Đã bỏ địa chỉ lịch; ứng dụng lịch không đọc được nữa.")
        return redirect("own-calendar")


@method_decorator(login_not_required, name="dispatch")
class CalendarFile(View):
    """The feed itself, for whoever has the address."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        person = CalendarFeed.owner_of(token)
        if person is None:
            raise Http404
        response = HttpResponse(as_icalendar(events_of(person)), content_type="text/calendar; charset=utf-8")
        response["Cache-Control"] = "private, no-store"
        return response
