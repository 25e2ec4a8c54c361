"""The bloc, and who is in it when."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse

from base.vietnamese import search_key, short_date
from base.workflow import Refused
from members.models import Association, Province, kin_of

from .appointment import services_of
from .milestone import lock_years


class BlocQuerySet(models.QuerySet):
    def for_user(self, user):
        """Every bloc for administrators, their province's for its officers, for others those they are part of."""
        if user.is_superuser:
            return self
        own = Membership.objects.filter(association__in=user.association_ids).values("bloc")
        served = {service.bloc_id for service in services_of(user)}
        return self.filter(Q(pk__in=own) | Q(pk__in=served) | Q(province__in=user.read_province_ids))


class Bloc(models.Model):
    """Khối thi đua: associations that emulate together under one province. Not a legal person."""

    name = models.CharField("tên đầy đủ", max_length=250)
    short_name = models.CharField("tên gọi tắt", max_length=100)
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="blocs", verbose_name="tỉnh, thành phố"
    )
    parent_name = models.CharField(
        "dòng đầu văn bản của khối", max_length=120, help_text="Ví dụ: UBND TỈNH …"
    )
    place = models.CharField(
        "địa danh", max_length=60, blank=True, help_text="Ghi trước ngày tháng ở văn bản, ví dụ: Hà Giang"
    )
    addressees = models.TextField(
        "nơi nhận tờ trình (mỗi dòng một nơi)",
        blank=True,
        max_length=1000,
        help_text="Năm thi đua mở mới lấy theo đây.",
    )
    symbol = models.CharField("ký hiệu số văn bản của khối", max_length=20, default="KTĐ")
    standing_agency = models.CharField("cơ quan thường trực", max_length=150)
    keeps_order = models.BooleanField(
        "các đơn vị theo thứ tự trong quyết định của tỉnh",
        default=False,
        help_text="Bỏ chọn: theo vần. Thứ tự lấy theo danh sách thành viên được nhập.",
    )
    is_demo = models.BooleanField("dữ liệu minh họa", default=False)
    search_key = models.CharField(max_length=400, editable=False, default="")

    objects = BlocQuerySet.as_manager()

    class Meta:
        verbose_name = "khối thi đua"
        verbose_name_plural = "khối thi đua"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("blocs:bloc", args=[self.pk])

    def save(self, *args, update_fields=None, **kwargs):
        self.search_key = search_key(f"{self.name} {self.short_name}")[:400]
        if update_fields is not None:
            update_fields = {*update_fields, "search_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def association_of(self, code: str) -> Association:
        """The member that has this code; provinces that merged may both have had it."""
        return Association.objects.get(
            code=code, pk__in=self.memberships.filter(left_on=None).values("association")
        )

    def members_on(self, day: datetime.date):
        """Who belongs to the bloc on that day, by the alphabet or in the order of the province's decision."""
        memberships = self.memberships.on(day)
        members = Association.objects.filter(pk__in=memberships.values("association"))
        if not self.keeps_order:
            return members.in_order()
        position = memberships.filter(association=OuterRef("pk")).values("position")[:1]
        listed = members.alias(position=Subquery(position))
        return listed.order_by(F("position").asc(nulls_last=True), "sort_key", "pk")

    def in_order_on(self, day: datetime.date, rows: Iterable[Any]) -> list[Any]:
        """Rows that name an association, by the alphabet, in the order of `members_on` that day."""
        if not self.keeps_order:
            return list(rows)
        members = self.members_on(day).values_list("pk", flat=True)
        place = {pk: n for n, pk in enumerate(members)}
        return sorted(rows, key=lambda row: place.get(row.association_id, len(place)))


class MembershipQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        return self.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)


class Membership(models.Model):
    """An association in a bloc, from `joined_on` up to, not including, `left_on`."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="memberships", verbose_name="khối")
    association = models.ForeignKey(
        Association, models.PROTECT, related_name="memberships", verbose_name="hội"
    )
    joined_on = models.DateField("vào khối từ ngày")
    left_on = models.DateField("rời khối từ ngày", null=True, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự trong quyết định", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên khối"
        verbose_name_plural = "thành viên khối"
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "association"],
                condition=Q(left_on=None),
                name="membership_open_once",
                violation_error_message="Hội này đang là thành viên của khối.",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gt=F("joined_on")),
                name="membership_ends_after_beginning",
            ),
        ]

    def __str__(self):
        return f"{self.association} – {self.bloc.short_name}"

    def clean(self):
        if self.bloc_id and self.association_id and not self.is_of_the_province:
            raise ValidationError({"association": f"Hội này không thuộc {self.bloc.province}."})
        if self.bloc_id and self.joined_on and (sentence := self.frozen()):
            raise ValidationError(sentence)

    @property
    def is_of_the_province(self) -> bool:
        return self.association.province_id in kin_of([self.bloc.province_id])

    def save(self, *args, **kwargs):
        with transaction.atomic():
            self.hold_years()
            if sentence := self.frozen():
                raise Refused(sentence)
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            self.hold_years()
            if sentence := self.frozen(is_deleted=True):
                raise Refused(sentence)
            return super().delete(*args, **kwargs)

    def hold_years(self) -> None:
        """No year of the bloc is locked between the question whether one is and the end of the transaction."""
        before = Membership.objects.filter(pk=self.pk).values_list("bloc", flat=True)
        lock_years(self.bloc_id, *before)

    def was_there(self, day: datetime.date) -> bool:
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)

    def frozen(self, *, is_deleted: bool = False) -> str:
        """Why this may not be stored: it would change who belonged to a year whose scores are locked; or empty."""
        before = Membership.objects.filter(pk=self.pk).select_related("bloc").first()
        blocs = {self.bloc, before.bloc} if before else {self.bloc}
        for year in sorted(
            (year for bloc in blocs for year in bloc.years.locked()), key=lambda year: -year.year
        ):
            day = year.last_day
            was_there = before is not None and before.bloc_id == year.bloc_id and before.was_there(day)
            is_there = not is_deleted and self.bloc_id == year.bloc_id and self.was_there(day)
            is_other = was_there and before is not None and before.association_id != self.association_id
            if was_there != is_there or is_other:
                return (
                    f"Điểm năm {year.year} đã khóa, danh sách thành viên năm đó không đổi được nữa."
                    f" Hãy ghi ngày sau {short_date(day)}."
                )
        return ""


def reminder_days() -> list[int]:
    """A week, two days and the day itself before a deadline, and the day after it."""
    return [7, 2, 0, -1]


def member_years(user) -> Q:
    """The years in which an association this person acts for belongs to their bloc; one query a request.

    Written out rather than asked of each year: the database then reads by index, among a country's years, too.
    """
    if not hasattr(user, "memberships"):
        own = Membership.objects.filter(association__in=user.association_ids)
        facts = own.values_list("bloc", "joined_on", "left_on") if user.association_ids else []
        user.memberships = list(facts)
    years = Q()
    for bloc, joined_on, left_on in user.memberships:
        until = {"year__lte": left_on.year} if left_on else {}
        years |= Q(bloc=bloc, year__gte=joined_on.year, **until)
    return years
