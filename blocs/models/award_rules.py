"""What an award asks for and brings: form of its achievement report, conditions, money. All of it is data."""

import datetime
from decimal import ROUND_UP, Decimal

from django.db import models
from django.db.models import Q

from .law import AwardType, LegalInstrument


class AchievementForm(models.Model):
    """The form of a Báo cáo thành tích that an instrument prescribes, for some awards or for all others."""

    instrument = models.ForeignKey(LegalInstrument, models.PROTECT, verbose_name="văn bản")
    name = models.CharField("tên mẫu", max_length=150)
    award_types = models.ManyToManyField(
        AwardType, blank=True, verbose_name="dùng cho", help_text="Bỏ trống: mọi danh hiệu, hình thức khác."
    )
    confirmed_by = models.CharField(
        "cấp trên xác nhận", max_length=150, blank=True, help_text="Bỏ trống: không có phần xác nhận."
    )

    class Meta:
        verbose_name = "mẫu báo cáo thành tích"
        verbose_name_plural = "mẫu báo cáo thành tích"
        ordering = ["instrument__in_force_from", "pk"]
        constraints = [models.UniqueConstraint(fields=["instrument", "name"], name="achievement_form_once")]

    def __str__(self):
        return f"{self.name}, {self.instrument}"


class FormPart(models.Model):
    """A heading of such a form, and what stands under it."""

    class Source(models.TextChoices):
        NOTHING = "", "Chỉ là đề mục"
        SITUATION = "situation", "Đặc điểm, tình hình (kèm số liệu đăng ký)"
        DUTIES = "duties", "Chức năng, nhiệm vụ"
        RESULTS = "results", "Kết quả (kèm bảng chỉ tiêu, điểm, phiếu)"
        MEASURES = "measures", "Biện pháp, phong trào"
        COMPLIANCE = "compliance", "Chấp hành chủ trương, pháp luật"
        PARTY = "party", "Tổ chức đảng, đoàn thể"
        TITLES = "titles", "Danh hiệu thi đua đã được tặng (từ sổ khen thưởng)"
        FORMS = "forms", "Hình thức khen thưởng đã được tặng (từ sổ khen thưởng)"

    form = models.ForeignKey(AchievementForm, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField("thứ tự")
    level = models.PositiveSmallIntegerField("bậc", default=2)
    title = models.CharField("đề mục", max_length=200)
    source = models.CharField("nội dung", max_length=12, choices=Source, blank=True)

    class Meta:
        verbose_name = "đề mục"
        verbose_name_plural = "đề mục"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "position"], name="form_part_position_once")]

    def __str__(self):
        return self.title

    @property
    def is_written(self) -> bool:
        """Whether people write it; the others come from the records alone."""
        return bool(self.source) and self.source not in {self.Source.TITLES, self.Source.FORMS}


def achievement_form(award_type: AwardType, day: datetime.date) -> AchievementForm | None:
    """The form in force that day: the one made for this award, else the general one."""
    in_force = AchievementForm.objects.filter(instrument__in=LegalInstrument.objects.in_force_on(day))
    own = in_force.filter(award_types=award_type).last()
    return own or in_force.filter(award_types=None).last()


class AwardCondition(models.Model):
    """One thing an award asks of whoever is proposed for it."""

    class Check(models.TextChoices):
        PERSON = "person", "Người xác nhận"
        REGISTERED = "registered", "Đã đăng ký thi đua"
        TITLE_REGISTERED = "title_registered", "Đã đăng ký danh hiệu này"
        PLEDGED = "pledged", "Đã ký giao ước"
        TARGETS = "targets", "Đạt hoặc vượt mọi chỉ tiêu có số"
        LEADING = "leading", "Đứng đầu bảng xếp hạng (trong số được đề nghị)"
        NO_VIOLATION = "no_finding", "Không có vi phạm, vướng mắc"
        VOTED = "voted", "Được hội nghị chọn"
        REPORT = "report", "Báo cáo thành tích đã ban hành, có bản ký"

    award_type = models.ForeignKey(AwardType, models.CASCADE, related_name="conditions")
    position = models.PositiveSmallIntegerField("thứ tự", default=10)
    text = models.CharField("điều kiện", max_length=300)
    judged_by = models.CharField("cách xét", max_length=20, choices=Check, default=Check.PERSON)
    source = models.CharField("căn cứ", max_length=200, blank=True)

    class Meta:
        verbose_name = "điều kiện"
        verbose_name_plural = "điều kiện"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text


class PrizeFactor(models.Model):
    """Times the base salary that an award to a collective brings, by the instrument in force."""

    award_type = models.ForeignKey(AwardType, models.CASCADE, related_name="prizes")
    instrument = models.ForeignKey(LegalInstrument, models.PROTECT, verbose_name="văn bản")
    factor = models.DecimalField("số lần mức lương cơ sở", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "mức tiền thưởng"
        verbose_name_plural = "mức tiền thưởng"
        constraints = [
            models.UniqueConstraint(fields=["award_type", "instrument"], name="prize_once_an_instrument"),
            models.CheckConstraint(condition=Q(factor__gt=0), name="prize_above_zero"),
        ]

    def __str__(self):
        return f"{self.award_type}: {self.factor}"


class BaseSalary(models.Model):
    """Mức lương cơ sở from a day on."""

    since = models.DateField("từ ngày", unique=True)
    amount = models.DecimalField("mức (đồng một tháng)", max_digits=12, decimal_places=0)
    source = models.CharField("căn cứ", max_length=200)

    class Meta:
        verbose_name = "mức lương cơ sở"
        verbose_name_plural = "mức lương cơ sở"
        ordering = ["since"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="base_salary_above_zero")]

    def __str__(self):
        return f"{self.amount} đồng"


ROUNDED_TO = Decimal(10_000)  # đồng


def prize_money(award_type: AwardType, day: datetime.date) -> Decimal | None:
    """What the award brings, in đồng, if decided that day: rounded up to ten thousands. None where no rule is known."""
    return prizes_on(day).get(award_type.pk)


def prizes_on(day: datetime.date) -> dict[int, Decimal]:
    """{key of an award: what it brings, in đồng, if decided that day}; those without a rule are left out."""
    base = BaseSalary.objects.filter(since__lte=day).last()
    if base is None:
        return {}
    in_force = PrizeFactor.objects.filter(instrument__in=LegalInstrument.objects.in_force_on(day))
    factors = dict(in_force.order_by("pk").values_list("award_type", "factor"))
    return {award_type: _rounded_up(factor * base.amount) for award_type, factor in factors.items()}


def _rounded_up(money: Decimal) -> Decimal:
    return (money / ROUNDED_TO).to_integral_value(ROUND_UP) * ROUNDED_TO
