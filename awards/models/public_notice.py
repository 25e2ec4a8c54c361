"""Công khai: who is proposed, shown to anyone for some days, and what people say to it (Luật năm 2022, Điều 84.5)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from .proposal import Proposal


class PublicNoticeQuerySet(models.QuerySet):
    def open_today(self):
        today = timezone.localdate()
        return self.filter(opens_on__lte=today, closes_on__gte=today)


class PublicNotice(models.Model):
    """The days on which a proposal's nominees are shown to everybody."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="public_notice")
    opens_on = models.DateField("công khai từ ngày")
    closes_on = models.DateField("đến hết ngày")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(auto_now=True)

    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "công khai danh sách đề nghị"
        verbose_name_plural = "công khai danh sách đề nghị"
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="notice_ends_after_it_begins"
            )
        ]

    def __str__(self):
        return f"Công khai {self.proposal}"

    def get_absolute_url(self):
        return reverse("awards:public-notice", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.opens_on <= timezone.localdate() <= self.closes_on


class PublicComment(models.Model):
    """What somebody wrote to the secretariat about a proposal."""

    notice = models.ForeignKey(PublicNotice, models.CASCADE, related_name="comments")
    name = models.CharField("họ và tên, đơn vị", max_length=200)
    contact = models.CharField("điện thoại hoặc thư điện tử", max_length=200)
    text = models.TextField("ý kiến", max_length=4000)
    sent_at = models.DateTimeField("gửi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "ý kiến về danh sách đề nghị"
        verbose_name_plural = "ý kiến về danh sách đề nghị"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.name}: {self.text[:60]}"
