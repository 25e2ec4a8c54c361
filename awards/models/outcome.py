"""What became of a proposal: the Council's result, the decision, and the award it gave. The proposal itself stays."""

import datetime

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.urls import reverse

from audit.log import record
from base.vietnamese import short_date
from base.workflow import Refused
from blocs.models import AwardType, Milestone
from members.models import Association
from pledges.models.storage import evidence_storage, random_path

from .proposal import Nomination, Proposal


class CouncilResult(models.Model):
    """How the Council for Emulation and Commendation judged one nomination; its votes have a base of their own."""

    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="council")
    is_kept = models.BooleanField("Hội đồng thông qua")
    met_on = models.DateField("ngày họp Hội đồng")
    approve = models.PositiveSmallIntegerField("phiếu đồng ý", null=True, blank=True)
    whole = models.PositiveSmallIntegerField("trên tổng số thành viên Hội đồng", null=True, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "kết quả Hội đồng"
        verbose_name_plural = "kết quả Hội đồng"
        constraints = [
            models.CheckConstraint(
                condition=Q(approve=None, whole=None) | Q(whole__gt=0, approve__lte=F("whole")),
                name="council_votes_within_base",
            ),
            models.CheckConstraint(
                condition=Q(is_kept=True) | ~Q(reason=""), name="council_cuts_for_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.nomination}: {'thông qua' if self.is_kept else 'không thông qua'}"

    @property
    def said(self) -> str:
        return _said(is_kept=self.is_kept, approve=self.approve, whole=self.whole, reason=self.reason)


class Decision(models.Model):
    """Quyết định khen thưởng: number, date and who decided."""

    number = models.CharField("số, ký hiệu", max_length=60)
    dated = models.DateField("ngày quyết định")
    authority = models.CharField("cấp quyết định", max_length=150)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "quyết định khen thưởng"
        verbose_name_plural = "quyết định khen thưởng"
        ordering = ["-dated", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["number", "dated", "authority"], name="decision_once"),
        ]

    def correct(self, *, by, reason: str, number: str, dated: datetime.date, authority: str) -> None:
        """Put a wrongly recorded decision right; both values stay in the log of each association it names.

        Refused where another decision is recorded like that already.
        """
        before = str(self)
        self.number, self.dated, self.authority = number, dated, authority
        try:
            with transaction.atomic():
                self.save(update_fields=["number", "dated", "authority"])
                what = f"Sửa quyết định: “{before}” → “{self}”. Lý do: {reason}"
                for award in self.awards.select_related("association"):
                    record("decision.corrected", award.association, what=what, by=by)
        except IntegrityError as error:
            raise Refused("Đã có một quyết định khác ghi đúng số, ngày và cấp quyết định này.") from error

    def __str__(self):
        return f"Quyết định số {self.number} ngày {short_date(self.dated)} của {self.authority}"


class AwardQuerySet(models.QuerySet):
    def for_user(self, user):  # noqa: ARG002  as every queryset has it
        """Decisions of commendation are made public: whoever signs in reads the ledger."""
        return self

    def with_facts(self):
        return self.select_related("award_type", "decision", "association")


class Award(models.Model):
    """A line of the ledger: an award given to an association for a year, by a decision."""

    association = models.ForeignKey(Association, models.PROTECT, related_name="awards", verbose_name="hội")
    award_type = models.ForeignKey(AwardType, models.PROTECT, verbose_name="danh hiệu, hình thức")
    year = models.PositiveSmallIntegerField("thành tích năm")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="awards", verbose_name="quyết định")
    nomination = models.OneToOneField(Nomination, models.PROTECT, null=True, related_name="award")
    carried_name = models.CharField("tên khi được tặng", max_length=250)
    certificate = models.FileField(
        "bản chụp bằng, cờ, quyết định",
        upload_to=random_path,
        storage=evidence_storage,
        max_length=120,
        blank=True,
    )
    certificate_name = models.CharField(max_length=200, blank=True)
    certificate_type = models.CharField(max_length=100, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = "khen thưởng đã có quyết định"
        verbose_name_plural = "sổ khen thưởng"
        ordering = ["-year", "award_type__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "award_type", "year"], name="award_once_a_year")
        ]

    def __str__(self):
        return f"{self.award_type} năm {self.year}"

    def get_absolute_url(self):
        return reverse("awards:ledger", args=[self.association_id])


def _said(*, is_kept: bool, approve: int | None = None, whole: int | None = None, reason: str = "") -> str:
    """A result of the Council in words."""
    votes = f", {approve}/{whole} phiếu" if approve is not None else ""
    return f"{'thông qua' if is_kept else 'không thông qua'}{votes}{f', {reason}' if reason else ''}"


def conclude(proposal: Proposal, *, by) -> None:
    """Close the proposal once every nomination has its end; with the last one the year's results are recorded.

    The caller holds the year's lock, so that of two proposals the last one sees the other closed.
    """
    nominations = proposal.nominations.select_related("council", "award")
    if not all(n.has_ended for n in nominations):
        return
    proposal.refresh_from_db(fields=["state"])
    proposal.decide(by=by)
    year, done = proposal.bloc_year, Milestone.Kind.RESULTS_RECORDED
    year.read_anew()
    open_ones = year.proposals.exclude(state=Proposal.State.DECIDED)
    if not open_ones.exists() and not year.is_done(done):
        year.reach(done, by=by)
