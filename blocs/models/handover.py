"""Bàn giao: what the lead of a year passes on, to whom, and from when each of them writes."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from audit.log import record
from base.workflow import Refused
from blocs import notifications
from members.models import Association

from .milestone import Milestone
from .year import BlocYear

LONGEST_OVERLAP = datetime.timedelta(days=60)


class HandoverQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(bloc_year__in=BlocYear.objects.for_user(user))


class Handover(models.Model):
    """The handover of one bloc-year. Until it is recorded it is a plan; from then on its dates bind."""

    bloc_year = models.OneToOneField(
        BlocYear, models.PROTECT, related_name="handover", verbose_name="năm thi đua"
    )
    receiver = models.ForeignKey(Association, models.PROTECT, related_name="+", verbose_name="đơn vị nhận")
    held_at = models.DateTimeField("bàn giao lúc")
    place = models.CharField("địa điểm", max_length=200)
    giver_name = models.CharField("đại diện bên giao (họ tên)", max_length=120)
    giver_position = models.CharField("chức vụ đại diện bên giao", max_length=160)
    receiver_name = models.CharField("đại diện bên nhận (họ tên)", max_length=120)
    receiver_position = models.CharField("chức vụ đại diện bên nhận", max_length=160)
    witness_name = models.CharField("người chứng kiến (họ tên)", max_length=120, blank=True)
    witness_position = models.CharField("chức vụ, cơ quan của người chứng kiến", max_length=160, blank=True)
    open_tasks = models.TextField("việc còn phải làm tiếp (mỗi dòng một việc)", blank=True, max_length=5000)
    writes_end = models.DateField("Trưởng khối cũ thôi cập nhật từ ngày")
    writes_begin = models.DateField("Trưởng khối mới được cập nhật từ ngày")
    written_at = models.DateTimeField(auto_now=True)
    received_at = models.DateTimeField("bên nhận xác nhận lúc", null=True, editable=False)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "bàn giao"
        verbose_name_plural = "bàn giao"
        constraints = [
            models.CheckConstraint(
                condition=Q(writes_begin__lte=F("writes_end")),
                name="handover_leaves_no_day_without_a_writer",
                violation_error_message="Trưởng khối mới phải được cập nhật chậm nhất từ ngày Trưởng khối cũ thôi.",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None)
                | Q(received_at__isnull=False, received_by__isnull=False),
                name="handover_received_by_someone_sometime",
            ),
        ]

    def __str__(self):
        return f"Bàn giao năm {self.bloc_year.year}"

    def get_absolute_url(self):
        return reverse("awards:handover", args=[self.bloc_year_id])

    @property
    def day(self) -> datetime.date:
        return timezone.localtime(self.held_at).date()

    def missing(self) -> list[str]:
        """What stands between the plan and its recording, in the reader's words."""
        listed = list(self.items.all())
        open_items = [i for i in listed if not i.is_given and not i.note.strip()]
        sentences = [f"“{i.text}” chưa giao; hãy đánh dấu đã giao hoặc ghi lý do." for i in open_items]
        return sentences if listed else ["Danh mục bàn giao còn trống."]

    def held_open(self) -> None:
        """Hold the year's milestone for the rest of the transaction; Refused once handed over."""
        step = Milestone.objects.select_for_update().get(
            bloc_year=self.bloc_year_id, kind=Milestone.Kind.HANDED_OVER
        )
        if step.done_at:
            raise Refused("Đã ghi nhận bàn giao, biên bản không sửa được nữa.")

    @transaction.atomic
    def hand_over(self, *, by, missing: list[str]) -> None:
        """Record the handover: from `writes_end` on, the old lead's secretariat only reads."""
        self.held_open()
        if gaps := self.missing() + missing:
            raise Refused(" ".join(gaps))
        self.bloc_year.reach(Milestone.Kind.HANDED_OVER, by=by)
        notifications.tell_handed_over(self)

    def receive(self, *, by) -> None:
        """The receiving side says that it has everything on the list."""
        if not self.bloc_year.is_done(Milestone.Kind.HANDED_OVER):
            raise Refused("Bên giao chưa ghi nhận bàn giao.")
        unreceived = Handover.objects.filter(pk=self.pk, received_at=None)
        with transaction.atomic():
            if not unreceived.update(received_at=timezone.now(), received_by=by):
                raise Refused("Bên nhận đã xác nhận trước đó.")
            record(
                "handover.received", self.bloc_year, what=f"{self.bloc_year}: xác nhận nhận bàn giao", by=by
            )


class HandoverItem(models.Model):
    """One line of the list: what, how many, in what form, given or why not."""

    class Form(models.TextChoices):
        DATA = "data", "Trên phần mềm"
        PAPER = "paper", "Bản giấy"
        BOTH = "both", "Bản giấy và trên phần mềm"
        THING = "thing", "Hiện vật"

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="items")
    text = models.CharField("nội dung", max_length=500)
    quantity = models.CharField("số lượng", max_length=60)
    form = models.CharField("hình thức", max_length=10, choices=Form, default=Form.DATA)
    is_given = models.BooleanField("đã giao", default=False)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "nội dung bàn giao"
        verbose_name_plural = "danh mục bàn giao"
        ordering = ["pk"]

    def __str__(self):
        return self.text
