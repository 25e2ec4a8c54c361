"""The codes by which the province's systems know awards, fields and agencies. Each province keeps its own."""

from django.db import models

from members.models import Province


class ReceiverCode(models.Model):
    """What one thing is called in the award system, or an agency on the axis of documents."""

    class Kind(models.TextChoices):
        AWARD = "award", "Danh hiệu, hình thức"
        CATEGORY = "category", "Phân loại khen thưởng"
        OBJECT = "object", "Phân loại đối tượng"
        FIELD = "field", "Lĩnh vực hoạt động"
        AGENCY = "agency", "Mã định danh cơ quan"

    province = models.ForeignKey(Province, models.CASCADE, related_name="receiver_codes")
    kind = models.CharField("loại", max_length=10, choices=Kind)
    key = models.CharField("của", max_length=250)
    code = models.CharField("mã", max_length=60, blank=True)

    class Meta:
        verbose_name = "mã của hệ thống nhận"
        verbose_name_plural = "mã của hệ thống nhận"
        ordering = ["kind", "key"]
        constraints = [
            models.UniqueConstraint(fields=["province", "kind", "key"], name="receiver_code_once_a_province")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}: {self.code}"
