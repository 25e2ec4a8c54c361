"""What people are told. The inbox is the truth; a letter is a copy of it, sent once or not at all."""

import datetime
import re

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .people import User

SUBJECT = 200  # characters
TRIES = 6
WAIT = datetime.timedelta(minutes=5)  # before the second try; twice as long before each next


class Letter(models.Model):
    """One e-mail waiting to be sent, sent, or given up.

    It is marked as being sent before the mail server is spoken to: after a crash in between nobody knows whether it
    left, and it is not sent again by itself.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ gửi"
        SENDING = "sending", "Đang gửi, hoặc máy dừng giữa chừng: không rõ đã đi chưa"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Không gửi được"

    to = models.ForeignKey(User, models.CASCADE, related_name="letters", verbose_name="người nhận")
    subject = models.CharField("tiêu đề", max_length=SUBJECT)
    body = models.TextField("nội dung")
    holds_key = models.BooleanField("có đường dẫn riêng", default=False)  # the text goes once the letter went
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField("gửi lúc", null=True)
    error = models.CharField("lỗi", max_length=300, blank=True)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)

    class Meta:
        verbose_name = "thư"
        verbose_name_plural = "thư"
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="letter_to_send")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at=None),
                name="letter_sent_sometime",
            )
        ]

    def __str__(self):
        return self.subject


class NoticeQuerySet(models.QuerySet):
    def for_user(self, user):
        """One's own only."""
        return self.filter(to=user)

    def unread(self):
        return self.filter(read_at=None)


# Two words or more in capitals at the beginning: CẦN LÀM, ĐÃ TIẾP NHẬN.
SHOUTED = re.compile(r"^(?:[^\W\d_a-z]{2,} )*[^\W\d_a-z]{2,}(?=[:,( ]|$)")


class Notice(models.Model):
    """One thing a person is told: what to do first, then where, and what it is about."""

    to = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name="người nhận")
    key = models.CharField(max_length=120)  # what is told; never told twice to the same person
    topic = models.CharField(max_length=40, blank=True)  # year-5: whose secretariat sees whether it arrived
    subject = models.CharField("việc", max_length=SUBJECT)
    body = models.TextField("nội dung", blank=True)
    url = models.CharField(max_length=200)
    is_urgent = models.BooleanField(default=False)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="notices")
    created_at = models.DateTimeField("lúc", auto_now_add=True)
    read_at = models.DateTimeField("đọc lúc", null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "tin báo"
        verbose_name_plural = "tin báo"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["topic", "-id"], name="notice_by_topic")]
        constraints = [models.UniqueConstraint(fields=["to", "key"], name="notice_told_once")]

    def __str__(self):
        return self.subject

    @property
    def heading(self) -> str:
        """The subject as a page shows it, without the capitals that make it stand out in a list of letters."""
        shouted = SHOUTED.match(self.subject)
        if shouted is None:
            return self.subject
        return shouted[0].capitalize() + self.subject[shouted.end() :]

    @property
    def delivery(self) -> str:
        """Whether the copy by e-mail went out, for whoever wants to know that it did."""
        if self.letter:
            return self.letter.get_state_display()
        return "Chờ thư gộp buổi sáng" if self.to.mail == User.Mail.DAILY else "Chỉ ở hộp tin"


def letter_text(body: str, url: str) -> str:
    return f"{body}\n\nXem và làm tại: {settings.SITE_URL}{url}\n".lstrip()
