"""What the machine did for itself last: a round of the worker, a backup, a rehearsed restore."""

from django.db import models
from django.utils import timezone


class MaintenanceRun(models.Model):
    """The last time one kind of upkeep was done, and how it went."""

    class Kind(models.TextChoices):
        ROUND = "round", "Một lượt việc nền"
        BACKUP = "backup", "Sao lưu"
        REHEARSAL = "rehearsal", "Diễn tập khôi phục"

    kind = models.CharField("việc", max_length=12, choices=Kind, primary_key=True)
    at = models.DateTimeField("lúc")
    is_well = models.BooleanField("tốt", default=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        db_table = "config_upkeep"
        verbose_name = "việc bảo dưỡng"
        verbose_name_plural = "việc bảo dưỡng"

    def __str__(self):
        return self.get_kind_display()


def done(kind: str, *, note: str = "", is_well: bool = True) -> None:
    """Note that this kind of upkeep was done just now."""
    facts = {"at": timezone.now(), "is_well": is_well, "note": note[:300]}
    MaintenanceRun.objects.update_or_create(kind=kind, defaults=facts)
