"""Bản giao ước thi đua: one text, signed by every member of the bloc."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from audit.log import record
from base.vietnamese import instant, roman
from base.workflow import Refused
from blocs.models import BlocYear, Milestone, Plan, lock_of
from members.models import Association
from pledges.bloc_targets import proposed_targets

from .registration import Registration

KEPT_BESIDE = 2  # originals beside those of the members: for the bloc's own file and for the standing agency


class PledgeQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(bloc_year__in=BlocYear.objects.for_user(user))


class Pledge(models.Model):
    """The common text of a year and where and when it is signed."""

    WORDS = ("opening", "commitments", "targets", "movements", "closing")

    bloc_year = models.OneToOneField(
        BlocYear, models.PROTECT, related_name="pledge", verbose_name="năm thi đua"
    )
    opening = models.TextField("lời mở đầu", max_length=5000)
    commitments = models.TextField(
        "nội dung giao ước",
        max_length=20000,
        help_text="Dòng bắt đầu bằng “I.”, “II.”… là tiêu đề; các dòng khác là từng cam kết.",
    )
    targets = models.TextField(
        "chỉ tiêu phấn đấu của khối (mỗi dòng một chỉ tiêu)",
        blank=True,
        max_length=10000,
        help_text="Đo được: tỷ lệ, số lượng, số cờ, bằng khen phấn đấu đạt.",
    )
    movements = models.TextField(
        "phong trào thi đua (mỗi dòng: tên, ngày phát động, ngày tổng kết)", blank=True, max_length=10000
    )
    closing = models.TextField("lời kết", max_length=5000, blank=True)
    signed_at = models.DateTimeField("ký lúc", null=True, blank=True)
    place = models.CharField("nơi ký", max_length=200, blank=True)
    witness = models.CharField("đại diện chứng kiến (chức vụ, họ tên)", max_length=200, blank=True)
    originals = models.PositiveSmallIntegerField("số bản chính", default=18)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = "bản giao ước"
        verbose_name_plural = "bản giao ước"

    def __str__(self):
        return f"Giao ước thi đua năm {self.bloc_year.year}"

    def get_absolute_url(self):
        return reverse("pledges:pledge", args=[self.bloc_year_id])

    @classmethod
    def proposed(cls, year: BlocYear) -> "Pledge":
        """A pledge made of the year's common commitments, not stored yet."""
        province = year.bloc.province.on(datetime.date(year.year, 1, 1))
        lines = []
        for content in year.contents.all():
            lines += [f"{content.code}. {content.title}", *filter(None, content.commitments.splitlines())]
        if tasks := year.main_tasks():
            lines += [f"{roman(year.contents.count() + 1)}. Nhiệm vụ trọng tâm năm {year.year}", *tasks]
        opening = (
            f"Thực hiện phong trào thi đua yêu nước do Ủy ban nhân dân {province} phát động năm {year.year},"
            f" {year.bloc.name} thống nhất ký kết giao ước thi đua với các nội dung sau:"
        )
        closing = (
            "Các đơn vị thành viên cam kết đoàn kết, hỗ trợ nhau thực hiện thắng lợi các nội dung giao ước nêu trên,"
            " tự chấm điểm trung thực và tham gia đầy đủ các hoạt động của khối."
        )
        return cls(
            bloc_year=year,
            originals=year.members().count() + KEPT_BESIDE,
            opening=opening,
            commitments="\n".join(lines),
            targets="\n".join(proposed_targets(year)),
            movements=Plan.of(year).activities,
            closing=closing,
        )

    @classmethod
    def draft(cls, year: BlocYear) -> "Pledge":
        """The year's pledge, stored from its common commitments where there is none yet."""
        proposed = cls.proposed(year)
        defaults = {name: getattr(proposed, name) for name in (*cls.WORDS, "originals")}
        return cls.objects.get_or_create(bloc_year=year, defaults=defaults)[0]

    @property
    def is_concluded(self) -> bool:
        return self.bloc_year.is_done(Milestone.Kind.PLEDGE_SIGNED)

    def write(self, *, by, **fields) -> None:
        """Change the text, as long as nobody signed it."""
        with transaction.atomic():
            record("pledge.written", self, what=f"{self}: sửa nội dung", by=by)
            Pledge.objects.select_for_update().get(pk=self.pk)
            if self.signatures.exists():
                raise Refused("Đã có đơn vị ký, nội dung giao ước không sửa được nữa.")
            Pledge.objects.filter(pk=self.pk).update(**fields)
        self.refresh_from_db()

    @property
    def members(self):
        """The bloc's members on the day of signing; while none is set, those of the year's end."""
        day = timezone.localtime(self.signed_at).date() if self.signed_at else self.bloc_year.last_day
        return self.bloc_year.bloc.members_on(day)

    def unsigned(self):
        return self.members.exclude(pk__in=self.signatures.values("association"))

    def sign(self, *, association: Association, signer: str, position: str, signed_at, by) -> None:
        """Record that an association signed, who for it and when; once each."""
        with transaction.atomic():
            is_locked = lock_of(self.bloc_year_id).done_at
            Pledge.objects.select_for_update().get(pk=self.pk)
            if is_locked:
                raise Refused("Điểm của năm này đã khóa, không ghi thêm chữ ký được nữa.")
            if self.signatures.filter(association=association).exists():
                raise Refused(f"{association.short_name} đã ký giao ước.")
            self._refuse_unvetted(association)
            self.signatures.create(
                association=association, signer=signer, position=position, signed_at=signed_at, recorded_by=by
            )
            what = f"{self}: {association.short_name} ký, {signer}, {position}"
            record("pledge.signed", self, what=what, by=by)

    def _refuse_unvetted(self, association: Association) -> None:
        """In a year that looks at targets first, a member signs over targets that were accepted."""
        if not self.bloc_year.vets_targets:
            return
        own = Registration.objects.filter(bloc_year=self.bloc_year_id, association=association).first()
        if own and (left := own.unvetted()):
            raise Refused(
                f"{association.short_name} còn {left} chỉ tiêu chưa được chấp nhận, chưa ký giao ước được."
            )

    def conclude(self, *, by) -> None:
        """The signing is over; who signs later is shown as late."""
        if not self.signatures.filter(association=self.bloc_year.lead).exists():
            raise Refused("Trưởng khối ký trước. Hãy ghi chữ ký của Trưởng khối.")
        self.bloc_year.reach(Milestone.Kind.PLEDGE_SIGNED, by=by)


class PledgeSignature(models.Model):
    """One association's signature: who, in what position, when."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="signatures")
    association = models.ForeignKey(
        Association, models.PROTECT, related_name="pledge_signatures", verbose_name="hội"
    )
    signer = models.CharField("người ký", max_length=120)
    position = models.CharField("chức vụ", max_length=120)
    signed_at = models.DateTimeField("ký lúc")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "chữ ký giao ước"
        verbose_name_plural = "chữ ký giao ước"
        ordering = ["association__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "association"], name="pledge_signed_once_by_each"),
            models.CheckConstraint(
                condition=~Q(signer="") & ~Q(position=""), name="pledge_signature_names_signer"
            ),
        ]

    def __str__(self):
        return f"{self.signer}, {self.association}"

    @property
    def was_later(self) -> bool:
        """Signed on a day after the ceremony; what the bloc does together is of its day. Reads `pledge`."""
        ceremony = self.pledge.signed_at
        return ceremony is not None and timezone.localdate(self.signed_at) > timezone.localdate(ceremony)

    def correct(self, *, by, reason: str, signer: str, position: str, signed_at) -> None:
        """Put a wrongly recorded signature right; both values stay in the log. Refused once scores are locked."""
        before = f"{self.signer}, {self.position}, {instant(self.signed_at)}"
        after = f"{signer}, {position}, {instant(signed_at)}"
        with transaction.atomic():
            if lock_of(self.pledge.bloc_year_id).done_at:
                raise Refused("Điểm của năm này đã khóa, chữ ký đã ghi không sửa được nữa.")
            Pledge.objects.select_for_update().get(pk=self.pledge_id)
            PledgeSignature.objects.filter(pk=self.pk).update(
                signer=signer, position=position, signed_at=signed_at
            )
            what = f"Sửa chữ ký của {self.association.short_name}: “{before}” → “{after}”. Lý do: {reason}"
            record("pledge.signature_corrected", self.pledge, what=what, by=by)
        self.refresh_from_db()
