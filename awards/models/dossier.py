"""The building of a dossier's one file, in the background: asked for, under way, done, stopped."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from audit.log import record
from base.workflow import Refused

from .proposal import Proposal

LOST = datetime.timedelta(minutes=2)  # without a sign of life its builder is taken for dead


class DossierBuildQuerySet(models.QuerySet):
    def unfinished(self):
        waiting, running = DossierBuild.State.WAITING, DossierBuild.State.RUNNING
        return self.filter(state__in=[waiting, running])

    def to_take(self):
        """Those that wait, and those whose builder died half way."""
        waiting, running = DossierBuild.State.WAITING, DossierBuild.State.RUNNING
        lost = Q(state=running, seen_at__lt=timezone.now() - LOST)
        return self.filter(Q(state=waiting) | lost).order_by("pk")


class DossierBuild(models.Model):
    """One archive of a proposal's papers. What is finished of it is kept when its builder dies, and not done again."""

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ đóng gói"
        RUNNING = "running", "Đang đóng gói"
        DONE = "done", "Đã đóng gói"
        CANCELLED = "cancelled", "Đã dừng"
        FAILED = "failed", "Không đóng gói được"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="builds")
    with_evidence = models.BooleanField("kèm minh chứng của tập thể được đề nghị", default=False)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("đã xong", default=0)
    total = models.PositiveIntegerField("tất cả", default=0)
    seen_at = models.DateTimeField(default=timezone.now)
    file = models.CharField(max_length=120, blank=True)  # in the storage of uploads
    size = models.PositiveBigIntegerField("dung lượng", default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    error = models.CharField("lỗi", max_length=300, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("yêu cầu lúc", auto_now_add=True)

    objects = DossierBuildQuerySet.as_manager()

    class Meta:
        verbose_name = "lần đóng gói hồ sơ"
        verbose_name_plural = "các lần đóng gói hồ sơ"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "with_evidence"],
                condition=Q(state__in=["waiting", "running"]),
                name="dossier_build_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(file="") & ~Q(sha256=""), name="dossier_build_done_with_file"
            ),
        ]

    def __str__(self):
        return f"{self.proposal}: {self.get_state_display().lower()}"

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_under_way(self) -> bool:
        return self.state in {self.State.WAITING, self.State.RUNNING}

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0

    def cancel(self, *, by) -> None:
        """Ask it to stop; its builder looks between two parts."""
        unfinished = DossierBuild.objects.unfinished().filter(pk=self.pk)
        with transaction.atomic():
            if not unfinished.update(state=self.State.CANCELLED):
                raise Refused("Việc đóng gói đã xong hoặc đã dừng.")
            record("dossier.cancelled", self.proposal, what=f"{self.proposal}: dừng đóng gói", by=by)
