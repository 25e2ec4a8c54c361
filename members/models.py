"""Who: associations with their names through time, people, and whom each person acts for."""

import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from documents.vietnamese import search_key, sort_key


class AssociationQuerySet(models.QuerySet):
    def for_user(self, user):
        """Names and addresses of the province's associations are known to everyone who signs in."""
        return self

    def search(self, text: str):
        return self.filter(search_key__contains=search_key(text.strip()))

    def in_order(self):
        return self.order_by("sort_key", "pk")


class Identity(models.Model):
    """How a body is named on its papers, for as long as it carries that name."""

    official_name = models.CharField("tên chính thức (như trên con dấu)", max_length=250)
    short_name = models.CharField("tên gọi tắt", max_length=120)
    abbreviation = models.CharField("chữ viết tắt trong ký hiệu văn bản", max_length=30)
    parent_name = models.CharField("dòng trên ở đầu văn bản", max_length=200, blank=True)
    letterhead_name = models.CharField(
        "dòng tên ở đầu văn bản", max_length=250, blank=True, help_text="Bỏ trống: dùng tên chính thức."
    )
    collective = models.CharField(
        "tập thể lãnh đạo ký thay mặt",
        max_length=100,
        blank=True,
        help_text="Ví dụ: BAN THƯỜNG VỤ, BAN ĐẠI DIỆN",
    )

    class Meta:
        abstract = True


class Association(Identity):
    """A body such as Hội Luật gia tỉnh. It outlives its names, its officers and the blocs it was in."""

    code = models.SlugField("mã đơn vị", max_length=30, unique=True)
    named_since = models.DateField("mang tên này từ ngày", null=True, blank=True)
    place = models.CharField("địa danh", max_length=60, default="Quảng Trị")
    address = models.CharField("địa chỉ", max_length=250, blank=True)
    phone = models.CharField("điện thoại", max_length=40, blank=True)
    source = models.CharField("nguồn xác nhận tên", max_length=250, blank=True)
    is_demo = models.BooleanField("dữ liệu minh họa", default=False)
    dissolved_on = models.DateField("ngày ngừng hoạt động", null=True, blank=True)
    sort_key = models.CharField(max_length=1000, editable=False)
    search_key = models.CharField(max_length=500, editable=False)

    objects = AssociationQuerySet.as_manager()

    class Meta:
        verbose_name = "hội"
        verbose_name_plural = "các hội"
        indexes = [models.Index(fields=["sort_key", "id"], name="association_in_order")]

    def __str__(self):
        return self.official_name

    def get_absolute_url(self):
        return reverse("members:association", args=[self.pk])

    def save(self, *args, **kwargs):
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
        fields = [field.name for field in Identity._meta.get_fields()]
        with transaction.atomic():
            kept = {name: getattr(self, name) for name in fields}
            self.former_names.create(**kept, since=self.named_since, until=on)
            for name, value in identity.items():
                setattr(self, name, value)
            self.named_since = on
            self.save()


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


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(email, password, **fields, is_staff=True, is_superuser=True)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may do follows from their offices, not from here."""

    email = models.EmailField("thư điện tử", unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("điện thoại", max_length=40, blank=True)
    is_province = models.BooleanField(
        "cán bộ cơ quan thường trực của tỉnh", default=False, help_text="Xem được mọi khối, không sửa."
    )
    is_demo = models.BooleanField("người minh họa", default=False)
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_staff = models.BooleanField("vào được trang quản trị", default=False)
    joined_at = models.DateTimeField("ngày tạo", default=timezone.now, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"

    def __str__(self):
        return self.full_name

    @cached_property
    def offices(self) -> list["Officer"]:
        """What this person holds today; one query a request."""
        return list(self.officer_set.on(timezone.localdate()).select_related("association"))

    def acts_for(self, association_id: int) -> bool:
        return any(office.association_id == association_id for office in self.offices)

    def signs_for(self, association_id: int) -> bool:
        return any(office.association_id == association_id and office.may_sign for office in self.offices)

    @property
    def association_ids(self) -> list[int]:
        return [office.association_id for office in self.offices]


class OfficerQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        """Those whose mandate covers that day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class Officer(models.Model):
    """A person acting for an association, in a role, between two dates."""

    class Role(models.TextChoices):
        EDITOR = "editor", "Người soạn"
        SIGNATORY = "signatory", "Lãnh đạo ký"

    user = models.ForeignKey(User, models.PROTECT, verbose_name="người")
    association = models.ForeignKey(Association, models.PROTECT, related_name="officers", verbose_name="hội")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    position = models.CharField("chức vụ", max_length=100, help_text="Ví dụ: Chủ tịch, Chánh Văn phòng")
    since = models.DateField("từ ngày", default=timezone.localdate)
    until = models.DateField("đến trước ngày", null=True, blank=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = "người của hội"
        verbose_name_plural = "người của các hội"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "association"],
                condition=Q(until=None),
                name="officer_holds_one_open_office_an_association",
                violation_error_message="Người này đang giữ một vai trò ở hội này.",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="officer_ends_after_beginning"
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.position}"

    @property
    def may_sign(self) -> bool:
        return self.role == self.Role.SIGNATORY

    def clean(self):
        if self.until and self.since and self.until < self.since:
            raise ValidationError({"until": "Ngày kết thúc phải sau ngày bắt đầu."})

    def end(self, *, on: datetime.date) -> None:
        """The mandate ends with that day; the line stays."""
        Officer.objects.filter(pk=self.pk, until=None).update(until=max(on, self.since))


def signatories_of(associations) -> dict[int, tuple[str, str]]:
    """{association: (name, position)} of who signs for each of them today."""
    officers = Officer.objects.on(timezone.localdate()).filter(
        association__in=associations, role=Officer.Role.SIGNATORY
    )
    return {
        o.association_id: (o.user.full_name, o.position)
        for o in officers.select_related("user").order_by("-pk")
    }
