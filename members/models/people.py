"""Who acts: people, and for which association each of them acts."""

import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from audit.log import record
from base.text import one_line
from base.trigrams import holding
from base.vietnamese import search_key
from base.workflow import Refused

from .association import Association
from .province import Province, kin_of


class UserQuerySet(models.QuerySet["User"]):
    def for_user(self, user):
        """Everybody for administrators of the site; oneself, and for a province's administrator its people."""
        if user.is_superuser:
            return self
        own = Q(pk=user.pk)
        if user.administers_province:
            here = user.read_province_ids
            offices = Officer.objects.filter(association__province__in=here)
            own |= Q(province__in=here) | Q(pk__in=offices.values("user"))
        return self.filter(own)

    def search(self, text: str):
        """By a part of the name, without accents, or of the address."""
        words = text.strip()[:100]
        return self.filter(holding(search_key(words), User) | Q(email__icontains=words)) if words else self


FORMS_OF_ADDRESS = [("Ông", "Ông"), ("Bà", "Bà")]


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
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
    form_of_address = models.CharField(
        "xưng hô",
        max_length=10,
        choices=FORMS_OF_ADDRESS,
        blank=True,
        help_text="Ghi trước họ tên trong biên bản, không ghi dưới chữ ký.",
    )
    phone = models.CharField("điện thoại", max_length=40, blank=True)

    class Mail(models.TextChoices):
        DAILY = "daily", "Mỗi sáng một thư; việc có hạn thì gửi ngay"
        AT_ONCE = "at_once", "Gửi ngay từng việc"
        NONE = "none", "Không gửi thư, tôi xem ở hộp tin"

    mail = models.CharField("nhận thư nhắc việc", max_length=10, choices=Mail, default=Mail.DAILY)
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name="cán bộ cơ quan thường trực của tỉnh",
        help_text="Xem được mọi khối của tỉnh đó, không sửa.",
    )
    administers_province = models.BooleanField(
        "quản trị của tỉnh",
        default=False,
        help_text="Mở khối, ghi các hội và mời người của tỉnh mình, trên các trang của phần mềm.",
    )
    is_demo = models.BooleanField("người minh họa", default=False)
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_staff = models.BooleanField("vào được trang quản trị", default=False)
    joined_at = models.DateTimeField("ngày tạo", default=timezone.now, editable=False)
    search_key = models.CharField(max_length=300, editable=False, default="")
    welcomed_at = models.DateTimeField(null=True, editable=False)  # when the first steps were put away

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        constraints = [
            models.CheckConstraint(
                condition=Q(administers_province=False) | Q(province__isnull=False),
                name="user_administers_a_province",
                violation_error_message="Chọn tỉnh mà người này quản trị.",
            )
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, update_fields=None, **kwargs):
        self.full_name = one_line(self.full_name)
        self.search_key = search_key(self.full_name)[:300]
        if update_fields is not None and "full_name" in update_fields:
            update_fields = {*update_fields, "search_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def addressed_name(self) -> str:
        """As minutes name a person: Ông Lê Văn A; the bare name where no form of address is written."""
        return " ".join(filter(None, [self.form_of_address, self.full_name]))

    @cached_property
    def offices(self) -> list["Officer"]:
        """What this person holds today; one query a request."""
        return list(self.officer_set.on(timezone.localdate()).select_related("association"))

    def get_short_name(self) -> str:
        """As the admin greets whoever is there."""
        return self.full_name

    def get_absolute_url(self):
        return reverse("members:person", args=[self.pk])

    def acts_for(self, association_id: int) -> bool:
        return any(office.association_id == association_id for office in self.offices)

    def signs_for(self, association_id: int) -> bool:
        return any(office.association_id == association_id and office.may_sign for office in self.offices)

    @property
    def is_province(self) -> bool:
        """Whether they work for a province's standing agency."""
        return self.province_id is not None

    @cached_property
    def read_province_ids(self) -> set[int]:
        """Provinces every bloc of which this person reads, being their officer."""
        return kin_of([self.province_id]) if self.province_id else set()

    @cached_property
    def known_province_ids(self) -> set[int]:
        """Provinces this person belongs to, by an office or as their officer: no other is to be seen."""
        own = {office.association.province_id for office in self.offices}
        return self.read_province_ids | kin_of(own) if own else self.read_province_ids

    def administers(self, province_id: int) -> bool:
        """Whether they set up blocs, associations and people there."""
        return self.is_superuser or (self.administers_province and province_id in self.read_province_ids)

    @property
    def association_ids(self) -> list[int]:
        return [office.association_id for office in self.offices]

    def close(self, *, by: "User") -> None:
        """Shut the account: the person is signed out and comes in no more; what they did keeps their name.

        Refused for one's own account. Nothing happens where it is shut already.
        """
        if by.pk == self.pk:
            raise Refused("Không tự khóa tài khoản của mình được.")
        self._open(is_active=False, action="user.closed", what=f"Khóa tài khoản của {self}", by=by)

    def close_unused(self, *, days: int) -> None:
        """Shut the account because nobody has signed in for so many days."""
        what = f"Khóa tài khoản của {self}: {days} ngày không đăng nhập"
        self._open(is_active=False, action="user.closed", what=what, by=None)

    def end_sessions(self, *, by: "User") -> None:
        """Sign the person out wherever they are signed in; the account stays open.

        Refused where they are signed in nowhere, and for oneself: one's own page does that.
        """
        from allauth.usersessions.models import UserSession

        if by.pk == self.pk:
            raise Refused("Hãy dùng trang Các thiết bị đang đăng nhập của mình.")
        with transaction.atomic():
            sessions = [*UserSession.objects.filter(user=self)]
            if not sessions:
                raise Refused(f"{self} không đăng nhập ở đâu.")
            for session in sessions:
                session.end()
            what = f"Đăng xuất {self} khỏi {len(sessions)} thiết bị"
            record("user.signed_out", self, what=what, by=by)

    def reopen(self, *, by: "User") -> None:
        """The account is used again, with the password it had."""
        self._open(is_active=True, action="user.reopened", what=f"Mở lại tài khoản của {self}", by=by)

    def _open(self, *, is_active: bool, action: str, what: str, by: "User | None") -> None:
        with transaction.atomic():
            others = User.objects.filter(pk=self.pk).exclude(is_active=is_active)
            if others.update(is_active=is_active):
                record(action, self, what=what, by=by)
        self.is_active = is_active


class OfficerQuerySet(models.QuerySet):
    def for_user(self, user):
        """One's own only."""
        return self.filter(user=user)

    def named_on(self, day: datetime.date):
        """Those named for that day, whether or not they have said yes."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def on(self, day: datetime.date):
        """Those who act on that day."""
        return self.named_on(day).exclude(accepted_at=None)

    def unanswered(self):
        """Named, and neither yes nor no was said."""
        return self.named_on(timezone.localdate()).filter(accepted_at=None)


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
    accepted_at = models.DateTimeField("nhận lời lúc", null=True, default=timezone.now, editable=False)

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

    def accept(self) -> bool:
        """Say yes; whether that was still to be said."""
        with transaction.atomic():
            is_new = Officer.objects.unanswered().filter(pk=self.pk).update(accepted_at=timezone.now())
            if is_new:
                record("officer.accepted", self, what=f"{self.association}: {self} nhận lời")
        return bool(is_new)

    def end(self, *, on: datetime.date) -> None:
        """The mandate ends with that day; the line stays."""
        with transaction.atomic():
            if Officer.objects.filter(pk=self.pk, until=None).update(until=max(on, self.since)):
                record("officer.ended", self, what=f"{self.association}: {self} thôi vai trò")


def invite(user: User, association: Association, *, role: str, position: str) -> Officer:
    """Name somebody, who acts only once they have said yes: nobody gets an office, and its ties, unasked."""
    facts = {"role": role, "position": position, "accepted_at": None}
    with transaction.atomic():
        office = Officer.objects.create(user=user, association=association, **facts)
        what = f"{association}: mời {user.email}, {position} ({office.get_role_display().lower()})"
        record("officer.invited", office, what=what)
    return office


def people_of(association_id: int, **office: str) -> list[User]:
    """Who acts for an association today, in an office such as role="signatory"; in the order they came."""
    offices = Officer.objects.on(timezone.localdate()).filter(association=association_id, **office)
    return list(User.objects.filter(pk__in=offices.values("user"), is_active=True).order_by("pk"))


def people_named_for(association_id: int) -> models.QuerySet[User]:
    """Who acts for an association or was invited to, by name."""
    named = Officer.objects.named_on(timezone.localdate()).filter(association=association_id)
    return User.objects.filter(pk__in=named.values("user"), is_active=True).order_by("search_key", "pk")


def officers_of(province_id: int) -> list[User]:
    """Who works for a province's standing agency, in the order they came."""
    return list(User.objects.filter(province__in=kin_of([province_id]), is_active=True).order_by("pk"))


def signatories_of(associations, day: datetime.date | None = None) -> dict[int, tuple[str, str]]:
    """{association: (name, position)} of who signs for each of them on that day, today where none is said."""
    officers = _signing(associations, day or timezone.localdate())
    return {o.association_id: (o.user.full_name, o.position) for o in officers}


def delegates_of(associations) -> dict[int, tuple[str, str]]:
    """{association: (name with Ông or Bà, position)} of who would come for each of them: who signs today."""
    officers = _signing(associations, timezone.localdate())
    return {o.association_id: (o.user.addressed_name, o.position) for o in officers}


def _signing(associations, day: datetime.date) -> models.QuerySet[Officer]:
    signing = Officer.objects.on(day).filter(association__in=associations, role=Officer.Role.SIGNATORY)
    return signing.select_related("user").order_by("-pk")
