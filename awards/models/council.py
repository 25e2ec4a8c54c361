"""How the Council for Emulation and Commendation judged a nomination."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from blocs.models import AwardType
from members.models import Province

from .proposal import Nomination


class EmulationCouncil(models.Model):
    """The province's council in one emulation year: how many members vote, and what all its blocs may be given."""

    province = models.ForeignKey(
        Province, models.PROTECT, related_name="councils", verbose_name="tỉnh, thành phố"
    )
    year = models.PositiveSmallIntegerField("năm thi đua")
    members = models.PositiveSmallIntegerField(
        "số thành viên Hội đồng", null=True, blank=True, help_text="Tỷ lệ phiếu tính trên tổng số này."
    )
    leading_elsewhere = models.PositiveSmallIntegerField(
        "đơn vị dẫn đầu ở khối, cụm không có ở đây",
        null=True,
        blank=True,
        help_text="Cộng với các khối ở đây thành tổng số đơn vị dẫn đầu của cả tỉnh.",
    )

    class Meta:
        verbose_name = "Hội đồng Thi đua - Khen thưởng"
        verbose_name_plural = "Hội đồng Thi đua - Khen thưởng"
        constraints = [
            models.UniqueConstraint(fields=["province", "year"], name="council_once_a_year"),
            models.CheckConstraint(condition=Q(members=None) | Q(members__gt=0), name="council_has_members"),
        ]

    def __str__(self):
        return f"{self.province.council}, năm {self.year}"


class CouncilQuota(models.Model):
    """How many of one award the province has to give in that year, whoever proposes them."""

    council = models.ForeignKey(EmulationCouncil, models.CASCADE, related_name="quotas")
    award_type = models.ForeignKey(AwardType, models.PROTECT, related_name="+")
    at_most = models.PositiveSmallIntegerField("chỉ tiêu của tỉnh")

    class Meta:
        verbose_name = "chỉ tiêu của tỉnh"
        verbose_name_plural = "chỉ tiêu của tỉnh"
        constraints = [
            models.UniqueConstraint(fields=["council", "award_type"], name="council_quota_once_an_award")
        ]

    def __str__(self):
        return f"{self.award_type}: {self.at_most}"


class CouncilResult(models.Model):
    """How the Council for Emulation and Commendation judged one nomination; its votes have a base of their own."""

    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="council")
    is_kept = models.BooleanField("Hội đồng thông qua")
    met_on = models.DateField("ngày họp Hội đồng")
    approve = models.PositiveSmallIntegerField("phiếu đồng ý", null=True, blank=True)
    whole = models.PositiveSmallIntegerField("trên tổng số thành viên Hội đồng", null=True, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "kết quả Hội đồng"
        verbose_name_plural = "kết quả Hội đồng"
        constraints = [
            models.CheckConstraint(
                condition=Q(approve=None, whole=None) | Q(whole__gt=0, approve__lte=F("whole")),
                name="council_votes_within_base",
            ),
            models.CheckConstraint(
                condition=Q(is_kept=True) | ~Q(reason=""), name="council_cuts_for_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.nomination}: {'thông qua' if self.is_kept else 'không thông qua'}"

    @property
    def said(self) -> str:
        return council_words(is_kept=self.is_kept, approve=self.approve, whole=self.whole, reason=self.reason)


def council_words(
    *, is_kept: bool, approve: int | None = None, whole: int | None = None, reason: str = ""
) -> str:
    """A result of the Council in words."""
    votes = f", {approve}/{whole} phiếu" if approve is not None else ""
    return f"{'thông qua' if is_kept else 'không thông qua'}{votes}{f', {reason}' if reason else ''}"
