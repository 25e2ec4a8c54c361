"""Secrets that lie encrypted under a key of before are encrypted under the one of now (SECRET_KEY_FALLBACKS)."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from audit.log import record
from awards.models import Webhook
from awards.models.webhook import PURPOSE as OF_WEBHOOKS
from base.secrets_at_rest import box_for
from members.sign_in.adapter import PURPOSE as OF_SECOND_FACTORS

ENCRYPTED = ("secret", "seed")  # in an authenticator's data; `migrated_codes` are several


def rotate_keys() -> tuple[int, int]:
    """How many second factors and how many webhooks were encrypted anew. InvalidToken where no key opens one."""
    with transaction.atomic():
        factors = [_factor_anew(one) for one in Authenticator.objects.select_for_update().order_by("pk")]
        webhooks = list(Webhook.objects.select_for_update().order_by("pk"))
        for webhook in webhooks:
            webhook.sealed_secret = _anew(OF_WEBHOOKS)(webhook.sealed_secret)
            webhook.save(update_fields=["sealed_secret"])
        what = f"Mã hóa lại {sum(factors)} yếu tố thứ hai, {len(webhooks)} khóa báo tin bằng khóa hiện nay"
        record("secrets.rotated", what=what)
    return sum(factors), len(webhooks)


def _factor_anew(factor: Authenticator) -> bool:
    """Whether it holds anything encrypted: a passkey does not."""
    data: dict[str, Any] = dict(factor.data)
    anew = _anew(OF_SECOND_FACTORS)
    data |= {name: anew(data[name]) for name in ENCRYPTED if name in data}
    if "migrated_codes" in data:
        data["migrated_codes"] = [anew(code) for code in data["migrated_codes"]]
    if data == factor.data:
        return False
    Authenticator.objects.filter(pk=factor.pk).update(data=data)
    return True


def _anew(purpose: str) -> Callable[[str], str]:
    box = box_for(purpose)
    return lambda sealed: box.rotate(sealed.encode()).decode()
