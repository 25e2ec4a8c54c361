"""Tell other systems that a proposal was filed or decided: written down with the act, sent by the worker, signed.

A receiver checks `X-Khoithidua-Signature: t=<seconds>,v1=<hex>`: HMAC-SHA256 of "<t>.<body>" under the secret that was
shown once. The same number may come twice, where an answer was lost on its way back.
"""

import datetime
import hashlib
import hmac
import json
import logging
import time
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from awards.models import Award, Decision, Proposal, Webhook, WebhookDelivery
from base.workflow import claim_first

log = logging.getLogger(__name__)

FILED, DECIDED = "proposal.filed", "proposal.decided"
PATIENCE = 10  # seconds for an answer
LEASE = datetime.timedelta(minutes=2)  # a try that was cut off is taken up again after so long
WAITS = [1, 5, 30, 120, 720]  # minutes before the second, third … try; then it is given up


def is_allowed(url: str) -> bool:
    """Whether the settings let the site speak to this address: https, and a host that WEBHOOK_HOSTS names."""
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.hostname in settings.WEBHOOK_HOSTS


def signature(secret: str, moment: int, body: str) -> str:
    digest = hmac.new(secret.encode(), f"{moment}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


def queue_filed(proposal: Proposal) -> int:
    """Put down that this proposal was sent, for each address of its province; for how many."""
    return _queue(FILED, proposal, {})


def queue_decided(proposal: Proposal, decision: Decision) -> int:
    """Put down what was decided and who was awarded by it."""
    awards = Award.objects.filter(decision=decision, nomination__proposal=proposal).with_facts()
    facts = {
        "decision": {
            "number": decision.number,
            "dated": decision.dated.isoformat(),
            "authority": decision.authority,
        },
        "awards": [{"association": award.carried_name, "award": award.award_type.name} for award in awards],
    }
    return _queue(DECIDED, proposal, facts)


def _queue(event: str, proposal: Proposal, facts: dict[str, Any]) -> int:
    year = proposal.bloc_year
    hooks = Webhook.objects.filter(province=year.bloc.province, ended_at=None)
    body = {
        "event": event,
        "at": timezone.localtime().isoformat(timespec="seconds"),
        "proposal": {"id": proposal.pk, "authority": proposal.authority},
        "year": {"id": year.pk, "bloc": year.bloc.name, "year": year.year},
        "nominees": f"{settings.SITE_URL}{reverse('api:nominees', args=[year.pk])}",
        **facts,
    }
    text = json.dumps(body, ensure_ascii=False)
    made = [WebhookDelivery(webhook=hook, event=event, body=text) for hook in hooks]
    return len(WebhookDelivery.objects.bulk_create(made))


def send_waiting_webhooks() -> int:
    """Send what is due; how many were taken."""
    sent = 0
    while delivery := _take():
        sent += _send(delivery)
    return sent


def _take() -> WebhookDelivery | None:
    now = timezone.now()
    due = WebhookDelivery.objects.filter(state=WebhookDelivery.State.WAITING, next_try_at__lte=now)
    pk = claim_first(due.order_by("pk"), next_try_at=now + LEASE)
    return WebhookDelivery.objects.select_related("webhook").get(pk=pk) if pk else None


def _send(delivery: WebhookDelivery) -> bool:
    hook, moment = delivery.webhook, int(time.time())
    if hook.ended_at or not is_allowed(hook.url):
        return _failed(delivery, "Địa chỉ đã bỏ, hoặc máy chủ không cho gửi tới nơi này.", is_over=True)
    headers = {
        "Content-Type": "application/json",
        "X-Khoithidua-Delivery": str(delivery.number),
        "X-Khoithidua-Signature": signature(hook.secret, moment, delivery.body),
    }
    try:
        answer = requests.post(
            hook.url, data=delivery.body.encode(), headers=headers, timeout=PATIENCE, allow_redirects=False
        )
    except requests.RequestException as error:
        return _failed(delivery, type(error).__name__)
    if not 200 <= answer.status_code < 300:
        return _failed(delivery, f"HTTP {answer.status_code}")
    taken = {"state": WebhookDelivery.State.SENT, "sent_at": timezone.now(), "error": ""}
    WebhookDelivery.objects.filter(pk=delivery.pk).update(tries=delivery.tries + 1, **taken)
    return True


def _failed(delivery: WebhookDelivery, why: str, *, is_over: bool = False) -> bool:
    """Later again, or given up; the page shows why."""
    log.warning("webhook delivery %s was not taken: %s", delivery.number, why)
    tries = delivery.tries + 1
    facts: dict[str, Any] = {"tries": tries, "error": why[:300]}
    if is_over or tries > len(WAITS):
        facts["state"] = WebhookDelivery.State.FAILED
    else:
        facts["next_try_at"] = timezone.now() + datetime.timedelta(minutes=WAITS[tries - 1])
    WebhookDelivery.objects.filter(pk=delivery.pk).update(**facts)
    return False
