"""Addresses of other systems, made and ended."""

import secrets

from django.db import transaction
from django.utils import timezone

from audit.log import record
from awards.models import Webhook, WebhookDelivery
from base.workflow import Refused
from members.models import Province, User


def make_webhook(province: Province, *, name: str, url: str, by: User) -> tuple[Webhook, str]:
    """Keep an address; with the secret that signs what is sent, told this once."""
    secret = secrets.token_urlsafe(32)
    hook = Webhook(province=province, name=name, url=url, made_by=by)
    hook.secret = secret
    with transaction.atomic():
        hook.save()
        record("webhook.made", hook, what=f"{province}: báo tin tới {name}, {url}"[:400], by=by)
    return hook, secret


def end_webhook(hook: Webhook, *, by: User) -> None:
    """Nothing more is sent there. Refused where it ended before."""
    with transaction.atomic():
        if not Webhook.objects.filter(pk=hook.pk, ended_at=None).update(ended_at=timezone.now()):
            raise Refused("Địa chỉ này đã bỏ.")
        record("webhook.ended", hook, what=f"{hook.province}: thôi báo tin tới {hook.name}", by=by)


def send_again(delivery: WebhookDelivery, *, by: User) -> None:
    """Try a delivery that was given up once more. Refused where it waits or was taken."""
    failed = WebhookDelivery.objects.filter(pk=delivery.pk, state=WebhookDelivery.State.FAILED)
    waiting = {"state": WebhookDelivery.State.WAITING, "next_try_at": timezone.now(), "tries": 0}
    with transaction.atomic():
        if not failed.update(**waiting):
            raise Refused("Tin này đang chờ gửi hoặc đã được nhận.")
        record("webhook.again", delivery.webhook, what=f"Gửi lại: {delivery}", by=by)
