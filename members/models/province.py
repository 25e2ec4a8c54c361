"""Provinces, what their papers name, and what they went into."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from base.text import one_line


class ProvinceQuerySet(models.QuerySet):
    def for_user(self, user):
        """Those one belongs to, by office or as their officer. The administrator of the site: every one."""
        return self if user.is_superuser else self.filter(pk__in=user.known_province_ids)


class Province(models.Model):
    """A province or a city under the centre. Whoever works for it reads every bloc of it, and no other."""

    name = models.CharField(
        "tên tỉnh, thành phố",
        max_length=60,
        unique=True,
        help_text="Ghi cả chữ tỉnh hoặc thành phố, chữ thường, ví dụ: tỉnh Hà Giang",
        error_messages={"unique": "Tỉnh, thành phố này đã có trên trang."},
    )
    short_name = models.CharField("tên gọi tắt", max_length=60, help_text="Ví dụ: Hà Giang")
    place = models.CharField(
        "địa danh", max_length=60, help_text="Ghi trước ngày tháng ở văn bản, ví dụ: Hà Giang"
    )
    committee = models.CharField(
        "dòng đầu văn bản của các khối", max_length=120, help_text="Ví dụ: ỦY BAN NHÂN DÂN TỈNH HÀ GIANG"
    )
    council = models.CharField("Hội đồng Thi đua - Khen thưởng", max_length=150)
    standing_agency = models.CharField("cơ quan thường trực thi đua, khen thưởng", max_length=150)
    addressees = models.TextField("nơi nhận tờ trình (mỗi dòng một nơi)", blank=True, max_length=1000)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name="sáp nhập vào",
    )
    merged_on = models.DateField("sáp nhập từ ngày", null=True, blank=True)
    merger_basis = models.CharField("căn cứ sáp nhập", max_length=250, blank=True)
    is_demo = models.BooleanField("dữ liệu minh họa", default=False)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = "tỉnh, thành phố"
        verbose_name_plural = "các tỉnh, thành phố"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_on=None)
                | Q(merged_into__isnull=False, merged_on__isnull=False),
                name="province_merger_has_its_day",
                violation_error_message="Ghi cả tỉnh nhận sáp nhập và ngày sáp nhập.",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")),
                name="province_merges_into_another",
                violation_error_message="Một tỉnh không thể sáp nhập vào chính nó.",
            ),
        ]

    def __str__(self):
        return self.name

    def on(self, day: datetime.date) -> "Province":
        """What it is on that day: itself, or what it went into by then."""
        if self.merged_into is None or self.merged_on is None or self.merged_on > day:
            return self
        return self.merged_into.on(day)

    def save(self, *args, **kwargs):
        for field in ("name", "short_name", "place", "committee", "council", "standing_agency"):
            setattr(self, field, one_line(getattr(self, field)))
        super().save(*args, **kwargs)


def kin_of(provinces: Iterable[int], day: datetime.date | None = None) -> set[int]:
    """These provinces, what they are part of on that day, and all that went into that by then; today by default."""
    day = day or timezone.localdate()
    merged = Province.objects.filter(merged_on__lte=day)  # a merger has both, its day and into what
    mergers: dict[int, Any] = dict(merged.values_list("pk", "merged_into"))
    kin = set(provinces)
    for _ in range(len(mergers)):  # each round follows one more merger, to both sides
        kin |= {after for before, after in mergers.items() if before in kin}
        kin |= {before for before, after in mergers.items() if after in kin}
    return kin
