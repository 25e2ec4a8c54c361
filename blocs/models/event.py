"""What the bloc does together in a year, and who was there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models import Association

from .year import BlocYear


class EventQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(bloc_year__in=BlocYear.objects.for_user(user))


class Event(models.Model):
    """A meeting, conference or activity to which every member of that day is called."""

    class Kind(models.TextChoices):
        MEETING = "meeting", "Họp, giao ban"
        CONFERENCE = "conference", "Hội nghị"
        ACTIVITY = "activity", "Hoạt động chung"

    bloc_year = models.ForeignKey(BlocYear, models.PROTECT, related_name="events", verbose_name="năm thi đua")
    kind = models.CharField("loại", max_length=12, choices=Kind, default=Kind.MEETING)
    name = models.CharField("tên cuộc họp, hoạt động", max_length=200)
    held_on = models.DateField("ngày")
    place = models.CharField("nơi", max_length=200, blank=True)
    counts = models.BooleanField(
        "tính vào tiêu chí tham dự", default=True, help_text="Bỏ chọn: chỉ ghi lại, không tính điểm."
    )
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    called_at = models.DateTimeField("điểm danh lúc", null=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "hoạt động của khối"
        verbose_name_plural = "hoạt động của khối"
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year", "held_on", "name"],
                name="event_once",
                violation_error_message="Hoạt động này đã có trong ngày ấy.",
            ),
            models.CheckConstraint(
                condition=Q(called_at=None, called_by=None)
                | Q(called_at__isnull=False, called_by__isnull=False),
                name="event_called_by_someone_sometime",
            ),
        ]

    def __str__(self):
        return f"{self.name}, ngày {self.held_on:%d/%m/%Y}"

    @property
    def is_called(self) -> bool:
        return self.called_at is not None

    @property
    def is_over(self) -> bool:
        return self.held_on <= timezone.localdate()

    def members(self):
        """Who is called: the members of that day, so that nobody answers for a day before joining."""
        return self.bloc_year.bloc.members_on(self.held_on)


class EventAttendance(models.Model):
    """Whether one member was at one event."""

    class Status(models.TextChoices):
        PRESENT = "present", "Dự"
        EXCUSED = "excused", "Vắng có lý do"
        ABSENT = "absent", "Vắng"

    event = models.ForeignKey(Event, models.CASCADE, related_name="attendances")
    association = models.ForeignKey(Association, models.PROTECT, related_name="event_attendances")
    status = models.CharField("tham dự", max_length=8, choices=Status)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "đơn vị dự hoạt động"
        verbose_name_plural = "đơn vị dự hoạt động"
        ordering = ["association__sort_key"]
        constraints = [models.UniqueConstraint(fields=["event", "association"], name="event_attendance_once")]

    def __str__(self):
        return f"{self.association}: {self.get_status_display().lower()}"
