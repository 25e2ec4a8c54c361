"""What the machine did for itself last: a round of the worker, a backup, a rehearsed restore."""

from django.db import models
from django.utils import timezone


class MaintenanceRun(models.Model):
    """The last time one kind of upkeep was done, and how it went."""

    class Kind(models.TextChoices):
        ROUND = "round", "Một lượt việc nền"
        BACKUP = "backup", "Sao lưu"
        REHEARSAL = "rehearsal", "Diễn tập khôi phục"
        REVIEW = "review", "Rà soát tài khoản"
        FORWARD = "forward", "Chuyển nhật ký tới nơi thu thập"
        ADVISORIES = "advisories", "Đối chiếu cảnh báo lỗ hổng"

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


class IntegrityTurn(models.Model):
    """How far the comparing of one kind of kept files with their hashes is, and how the last whole turn ended."""

    kind = models.CharField("loại", max_length=12, primary_key=True)
    position = models.BigIntegerField("đã đến dòng", default=0)
    compared = models.PositiveIntegerField("đã đối chiếu lượt này", default=0)
    damaged = models.PositiveIntegerField("hỏng trong lượt này", default=0)
    finished_at = models.DateTimeField("xong lượt trước lúc", null=True)
    last_compared = models.PositiveIntegerField("đã đối chiếu lượt trước", default=0)
    last_damaged = models.PositiveIntegerField("hỏng trong lượt trước", default=0)

    class Meta:
        verbose_name = "lượt đối chiếu tệp"
        verbose_name_plural = "lượt đối chiếu tệp"

    def __str__(self):
        return self.kind

    def go_on(self, *, compared: int, damaged: int, position: int) -> None:
        """So many more were compared; position 0 ends the turn."""
        self.compared, self.damaged, self.position = (
            self.compared + compared,
            self.damaged + damaged,
            position,
        )
        if not position:
            self.finished_at = timezone.now()
            self.last_compared, self.last_damaged = self.compared, self.damaged
            self.compared = self.damaged = 0
        self.save()
