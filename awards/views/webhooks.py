"""Where a province's other systems are told of filed and decided proposals, and whether they took it."""

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, View

from awards import permissions
from awards.actions.webhooks import end_webhook, make_webhook, send_again
from awards.forms.webhooks import WebhookForm
from awards.models import WebhookDelivery
from base.access import Inside, attempt
from members.models import Province
from members.sign_in.second_factor import RecentLoginRequiredMixin

ON_A_PAGE = 30


class WebhookPart(Inside):
    inside = Province.objects.all()
    allowed = staticmethod(permissions.can_keep_webhooks)


class Webhooks(WebhookPart, RecentLoginRequiredMixin, FormView):
    """The addresses, a form for another, and what was sent."""

    form_class = WebhookForm
    template_name = "awards/webhooks.html"

    def get_context_data(self, **kwargs):
        deliveries = WebhookDelivery.objects.filter(webhook__province=self.parent).select_related("webhook")
        return super().get_context_data(
            province=self.parent,
            hosts=settings.WEBHOOK_HOSTS,
            hooks=self.parent.webhooks.filter(ended_at=None),
            page_obj=Paginator(deliveries, ON_A_PAGE).get_page(self.request.GET.get("page")),
            **kwargs,
        )

    def form_valid(self, form):
        hook, secret = make_webhook(self.parent, **form.cleaned_data, by=self.request.user)
        fresh = self.get_context_data(form=self.form_class(), made=hook, secret=secret)
        return self.render_to_response(fresh)


class WebhookEnd(WebhookPart, View):
    def post(self, request, pk, hook):
        webhook = get_object_or_404(self.parent.webhooks, pk=hook)
        attempt(request, lambda by: end_webhook(webhook, by=by), done="Đã bỏ địa chỉ.", to="home")
        return redirect("awards:webhooks", pk)


class WebhookAgain(WebhookPart, View):
    def post(self, request, pk, delivery):
        own = WebhookDelivery.objects.filter(webhook__province=self.parent)
        failed_delivery = get_object_or_404(own, pk=delivery)
        attempt(
            request,
            lambda by: send_again(failed_delivery, by=by),
            done="Sẽ gửi lại trong một phút.",
            to="home",
        )
        return redirect("awards:webhooks", pk)


__all__ = ["WebhookAgain", "WebhookEnd", "Webhooks"]
