"""What the register of outgoing papers says beyond the paper itself: copies, day of sending, who took it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .issued import IssuedDocument


class Dispatch(models.Model):
    """The hand-written columns of Sổ đăng ký văn bản đi (Decree 30/2020/NĐ-CP, Annex IV)."""

    document = models.OneToOneField(IssuedDocument, models.CASCADE, related_name="dispatch")
    copies = models.PositiveSmallIntegerField("số lượng bản", null=True, blank=True)
    kept_by = models.CharField("đơn vị, người nhận bản lưu", max_length=150, blank=True)
    sent_on = models.DateField("ngày chuyển", null=True, blank=True)
    taken_by = models.CharField("ký nhận", max_length=150, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "dòng sổ văn bản đi"
        verbose_name_plural = "sổ văn bản đi"
        constraints = [
            models.CheckConstraint(condition=Q(copies=None) | Q(copies__gt=0), name="dispatch_of_some_copies")
        ]

    def __str__(self) -> str:
        return str(self.document)
