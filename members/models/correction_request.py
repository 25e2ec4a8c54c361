"""What somebody wants put right in what is held of them, and what was answered (Law 91/2025/QH15)."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from audit.log import record
from base.workflow import Refused

from .people import User


class CorrectionRequest(models.Model):
    """One request, in the person's own words; answered once."""

    person = models.ForeignKey(
        User, models.PROTECT, related_name="correction_requests", verbose_name="người đề nghị"
    )
    text = models.TextField("điều cần sửa, bổ sung hoặc xóa", max_length=2000)
    asked_at = models.DateTimeField("gửi lúc", default=timezone.now, editable=False)
    answer = models.TextField("trả lời", max_length=2000, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, editable=False)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = "đề nghị sửa dữ liệu cá nhân"
        verbose_name_plural = "đề nghị sửa dữ liệu cá nhân"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="correction_request_is_answered_by_somebody",
            )
        ]

    def __str__(self):
        return f"Đề nghị của {self.person} ngày {timezone.localdate(self.asked_at):%d/%m/%Y}"

    def reply(self, text: str, *, by: User) -> None:
        """Answer it and tell the person. Refused where somebody has answered already."""
        from members.notifications import tell_of_reply

        now, open_still = timezone.now(), CorrectionRequest.objects.filter(pk=self.pk, answered_at=None)
        with transaction.atomic():
            if not open_still.update(answer=text, answered_at=now, answered_by=by):
                raise Refused("Đề nghị này đã được trả lời.")
            self.refresh_from_db()
            record("correction_request.answered", self.person, what=f"Trả lời: {self}", by=by)
            tell_of_reply(self)
