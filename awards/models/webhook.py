"""Addresses of other systems that are told when a proposal is filed or decided, and what they were told."""

import uuid

from django.db import models
from django.utils import timezone

from base.secrets_at_rest import box_for
from members.models import Province, User

PURPOSE = "webhook"


class Webhook(models.Model):
    """One address of one province's system, with the secret by which it knows that we speak."""

    province = models.ForeignKey(Province, models.CASCADE, related_name="webhooks")
    name = models.CharField("hệ thống", max_length=100)
    url = models.URLField("địa chỉ", max_length=300)
    sealed_secret = models.TextField(editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, editable=False, related_name="+")
    made_at = models.DateTimeField("lập lúc", default=timezone.now, editable=False)
    ended_at = models.DateTimeField("bỏ lúc", null=True, editable=False)

    class Meta:
        verbose_name = "địa chỉ báo tin"
        verbose_name_plural = "địa chỉ báo tin"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def secret(self) -> str:
        return box_for(PURPOSE).decrypt(self.sealed_secret.encode()).decode()

    @secret.setter
    def secret(self, text: str) -> None:
        self.sealed_secret = box_for(PURPOSE).encrypt(text.encode()).decode()


class WebhookDelivery(models.Model):
    """One event on its way to one address; tried again until it is taken or given up."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ gửi"
        SENT = "sent", "Đã nhận"
        FAILED = "failed", "Không gửi được"

    number = models.UUIDField(
        "số", default=uuid.uuid4, unique=True, editable=False
    )  # by which doubles are known
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.CharField("việc", max_length=40)
    body = models.TextField("nội dung")
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField("lúc", default=timezone.now)
    sent_at = models.DateTimeField("nhận lúc", null=True)
    error = models.CharField("lỗi", max_length=300, blank=True)

    class Meta:
        verbose_name = "tin báo cho hệ thống khác"
        verbose_name_plural = "tin báo cho hệ thống khác"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="webhook_to_send")]

    def __str__(self) -> str:
        return f"{self.event}: {self.webhook}"
