"""What the year asks its members to write: contents I, II, III, indicators, and the sections of reports."""

from django.db import models
from django.db.models import Q

from .year import BlocYear


class Content(models.Model):
    """A content of the year's emulation (I, II, III), with the common commitments of the pledge."""

    bloc_year = models.ForeignKey(
        BlocYear, models.CASCADE, related_name="contents", verbose_name="năm thi đua"
    )
    code = models.CharField("mã", max_length=5)
    title = models.CharField("nội dung thi đua", max_length=300)
    commitments = models.TextField("cam kết chung trong giao ước (mỗi dòng một ý)", blank=True)

    class Meta:
        verbose_name = "nội dung thi đua"
        verbose_name_plural = "nội dung thi đua"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["bloc_year", "code"], name="content_code_once")]

    def __str__(self):
        return f"{self.code}. {self.title}"


class Indicator(models.Model):
    """A figure members may register and report. Summed over the bloc only where double counting is excluded."""

    bloc_year = models.ForeignKey(
        BlocYear, models.CASCADE, related_name="indicators", verbose_name="năm thi đua"
    )
    content = models.ForeignKey(
        Content, models.PROTECT, related_name="indicators", verbose_name="thuộc nội dung"
    )

    class Kind(models.TextChoices):
        COUNT = "count", "Số lượng"
        MONEY = "money", "Số tiền (đồng)"
        PERCENT = "percent", "Tỷ lệ %"
        YES_NO = "yes_no", "Có / không"
        WORDS = "words", "Văn bản"

    class Direction(models.TextChoices):
        HIGHER = "higher", "Càng cao càng tốt"
        LOWER = "lower", "Càng thấp càng tốt"

    name = models.CharField("chỉ tiêu", max_length=200)
    unit = models.CharField("đơn vị tính", max_length=40)
    kind = models.CharField("loại số liệu", max_length=10, choices=Kind, default=Kind.COUNT)
    direction = models.CharField("chiều", max_length=10, choices=Direction, default=Direction.HIGHER)
    is_summable = models.BooleanField("cộng gộp được toàn khối", default=False)
    position = models.PositiveSmallIntegerField("thứ tự", default=10)

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["content__code", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bloc_year", "name", "unit"], name="indicator_once"),
            models.CheckConstraint(
                condition=Q(is_summable=False) | Q(kind__in=["count", "money"]),
                name="indicator_summed_only_if_it_adds_up",
                violation_error_message="Chỉ số lượng và số tiền mới cộng gộp được.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.unit})"


class OutlineSection(models.Model):
    """A heading that every member's report of the year has."""

    class For(models.TextChoices):
        BOTH = "both", "Cả hai báo cáo"
        INTERIM = "interim", "Báo cáo 6 tháng"
        ANNUAL = "annual", "Báo cáo năm"

    class Part(models.TextChoices):
        """Where papers put what is written under it: only results go into a report on achievements."""

        RESULTS = "results", "Kết quả"
        LIMITS = "limits", "Hạn chế, nguyên nhân"
        DIRECTION = "direction", "Phương hướng, nhiệm vụ"
        REQUESTS = "requests", "Kiến nghị, đề xuất"

    bloc_year = models.ForeignKey(
        BlocYear, models.CASCADE, related_name="outline", verbose_name="năm thi đua"
    )
    title = models.CharField("tiêu đề mục", max_length=200)
    part = models.CharField(
        "thuộc phần", max_length=10, choices=Part, blank=True, help_text="Để trống: theo tiêu đề."
    )
    hint = models.CharField("gợi ý viết", max_length=400, blank=True)
    used_in = models.CharField("dùng cho", max_length=10, choices=For, default=For.BOTH)
    position = models.PositiveSmallIntegerField("thứ tự", default=10)

    class Meta:
        verbose_name = "mục của báo cáo"
        verbose_name_plural = "đề cương báo cáo"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bloc_year", "title"], name="outline_title_once"),
            models.CheckConstraint(condition=~Q(title=""), name="outline_has_a_title"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if not self.part:
            self.part = part_of(self.title)
        super().save(*args, **kwargs)


WORDS_OF_PARTS = {
    OutlineSection.Part.LIMITS: ("hạn chế", "tồn tại", "khuyết điểm", "bài học"),
    OutlineSection.Part.DIRECTION: ("phương hướng", "nhiệm vụ trọng tâm", "năm sau", "thời gian tới"),
    OutlineSection.Part.REQUESTS: ("kiến nghị", "đề xuất", "đề nghị"),
}


def part_of(title: str) -> str:
    """The part that a heading names; results where it names none."""
    said = title.casefold()
    for part, words in WORDS_OF_PARTS.items():
        if any(word in said for word in words):
            return part
    return OutlineSection.Part.RESULTS


def copy_outline(source: BlocYear, target: BlocYear) -> None:
    """Contents, indicators and outline of one year into another that has none yet."""
    twins = {}
    for content in source.contents.all():
        twins[content.pk] = target.contents.create(
            code=content.code, title=content.title, commitments=content.commitments
        )
    for indicator in source.indicators.all():
        target.indicators.create(
            content=twins[indicator.content_id],
            name=indicator.name,
            unit=indicator.unit,
            kind=indicator.kind,
            direction=indicator.direction,
            is_summable=indicator.is_summable,
            position=indicator.position,
        )
    for section in source.outline.all():
        target.outline.create(
            title=section.title,
            part=section.part,
            hint=section.hint,
            used_in=section.used_in,
            position=section.position,
        )
