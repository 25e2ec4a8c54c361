"""Associations with their names through time."""

import datetime

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse

from audit.log import record
from base.text import one_line
from base.trigrams import holding
from base.vietnamese import search_key, short_date, sort_key

from .province import Province

LONGEST = 500  # characters of a search key


class AssociationQuerySet(models.QuerySet):
    def for_user(self, user):
        """Names and addresses of a province's associations are known to everyone of that province."""
        return self if user.is_superuser else self.filter(province__in=user.known_province_ids)

    def search(self, text: str):
        words = search_key(text.strip()[:LONGEST])  # SQLite refuses to look for more than 50,000 characters
        return self.filter(holding(words, Association)) if words else self

    def in_order(self):
        return self.order_by("sort_key", "pk")


class Identity(models.Model):
    """How a body is named on its papers, for as long as it carries that name."""

    official_name = models.CharField("tên chính thức (như trên con dấu)", max_length=250)
    short_name = models.CharField("tên gọi tắt", max_length=120)
    abbreviation = models.CharField("chữ viết tắt trong ký hiệu văn bản", max_length=30)
    parent_name = models.CharField("dòng trên ở đầu văn bản", max_length=200, blank=True)
    letterhead_name = models.CharField(
        "dòng tên ở đầu văn bản",
        max_length=250,
        blank=True,
        help_text="Bỏ trống: dùng tên chính thức. Xuống dòng ở đâu thì đầu văn bản xuống dòng ở đó.",
    )
    collective = models.CharField(
        "tập thể lãnh đạo ký thay mặt",
        max_length=100,
        blank=True,
        help_text="Ví dụ: BAN THƯỜNG VỤ, BAN ĐẠI DIỆN",
    )

    class Meta:
        abstract = True

    def in_one_line(self) -> None:
        """A line break in a name breaks lists and the subjects of letters; only the letterhead has lines of its own."""
        for field in Identity._meta.get_fields():
            if field.name != "letterhead_name":
                setattr(self, field.name, one_line(getattr(self, field.name)))
        lines = [one_line(line) for line in self.letterhead_name.splitlines()]
        self.letterhead_name = "\n".join(filter(None, lines))


class Association(Identity):
    """A body such as Hội Luật gia tỉnh. It outlives its names, its officers and the blocs it was in."""

    province = models.ForeignKey(
        Province, models.PROTECT, related_name="associations", verbose_name="tỉnh, thành phố"
    )
    code = models.SlugField("mã đơn vị", max_length=30)
    named_since = models.DateField("mang tên này từ ngày", null=True, blank=True)
    place = models.CharField("địa danh", max_length=60, blank=True)
    address = models.CharField("địa chỉ", max_length=250, blank=True)
    phone = models.CharField("điện thoại", max_length=40, blank=True)
    founding_decision = models.CharField(
        "quyết định thành lập",
        max_length=250,
        blank=True,
        help_text="Số, ngày, cơ quan ban hành; ví dụ: Quyết định số 12/QĐ-UBND ngày 05/01/2010",
    )
    source = models.CharField("nguồn xác nhận tên", max_length=250, blank=True)
    is_demo = models.BooleanField("dữ liệu minh họa", default=False)
    dissolved_on = models.DateField("ngày ngừng hoạt động", null=True, blank=True)
    sort_key = models.CharField(max_length=1000, editable=False)
    search_key = models.CharField(max_length=LONGEST, editable=False)

    objects = AssociationQuerySet.as_manager()

    class Meta:
        verbose_name = "hội"
        verbose_name_plural = "các hội"
        indexes = [models.Index(fields=["sort_key", "id"], name="association_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "code"],
                name="association_code_once_a_province",
                violation_error_message="Mã đơn vị này đã có trong tỉnh.",
            )
        ]

    def __str__(self):
        return self.official_name

    def get_absolute_url(self):
        return reverse("members:association", args=[self.pk])

    def save(self, *args, **kwargs):
        self.in_one_line()
        self.sort_key = sort_key(self.official_name)
        self.search_key = search_key(f"{self.official_name} {self.short_name} {self.abbreviation}")
        super().save(*args, **kwargs)

    def identity_on(self, day: datetime.date) -> Identity:
        """The name and letterhead of that day. Reads `former_names`, so that a list prefetches them once."""
        for former in self.former_names.all():
            if (former.since is None or former.since <= day) and day < former.until:
                return former
        return self

    def name_on(self, day: datetime.date) -> str:
        return self.identity_on(day).official_name

    def rename(self, *, on: datetime.date, **identity: str) -> None:
        """Take a new name and letterhead from that day on; the old ones are kept with their dates."""
        before = self.official_name
        fields = [field.name for field in Identity._meta.get_fields()]
        with transaction.atomic():
            kept = {name: getattr(self, name) for name in fields}
            self.former_names.create(**kept, since=self.named_since, until=on)
            for name, value in identity.items():
                setattr(self, name, value)
            self.named_since = on
            self.save()
            what = f"{before} mang tên {self.official_name} từ {short_date(on)}"
            record("association.renamed", self, what=what)


class FormerName(Identity):
    """A name an association carried, from `since` up to, not including, `until`."""

    association = models.ForeignKey(
        Association, models.CASCADE, related_name="former_names", verbose_name="hội"
    )
    since = models.DateField("từ ngày", null=True, blank=True)
    until = models.DateField("đến trước ngày")

    class Meta:
        verbose_name = "tên cũ"
        verbose_name_plural = "các tên cũ"
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(fields=["association", "until"], name="former_name_ends_once_a_day"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(since__lt=F("until")), name="former_name_begins_before_it_ends"
            ),
        ]

    def __str__(self):
        return self.official_name

    def save(self, *args, **kwargs):
        self.in_one_line()
        super().save(*args, **kwargs)


class Succession(models.Model):
    """A body that went into another: merged, split or continued. Its history is labelled with its own name."""

    predecessor = models.ForeignKey(
        Association, models.PROTECT, related_name="successions", verbose_name="đơn vị trước"
    )
    successor = models.ForeignKey(
        Association, models.PROTECT, related_name="origins", verbose_name="đơn vị kế thừa"
    )
    on = models.DateField("từ ngày")
    basis = models.CharField("căn cứ", max_length=250, blank=True)

    class Meta:
        verbose_name = "kế thừa, sáp nhập"
        verbose_name_plural = "kế thừa, sáp nhập"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_of_two_bodies"),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"
