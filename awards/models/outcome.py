"""What became of a proposal: the Council's result, the decision, and the award it gave. The proposal itself stays."""

import datetime

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from blocs.models import AwardType, Milestone
from config.workflow import MoveRefused
from documents.vietnamese import short_date
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

    def __str__(self):
        return f"Quyết định số {self.number} ngày {short_date(self.dated)} của {self.authority}"


class AwardQuerySet(models.QuerySet):
    def for_user(self, user):
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


def record_council(proposal: Proposal, results: dict[Nomination, dict], *, met_on: datetime.date, by) -> None:
    """What the Council said of each nomination. MoveRefused before it was received or once there is a decision."""
    with transaction.atomic():
        _require_received(proposal)
        _require_after_filing(proposal, met_on, "Ngày họp Hội đồng")
        for nomination, result in results.items():
            if Award.objects.filter(nomination=nomination).exists():
                raise MoveRefused(f"{nomination} đã có quyết định, kết quả Hội đồng không sửa được nữa.")
            facts = result | {"met_on": met_on, "recorded_by": by}
            CouncilResult.objects.update_or_create(nomination=nomination, defaults=facts)
        _write_down(proposal, f"Hội đồng họp ngày {short_date(met_on)}", results, by)
        conclude(proposal, by=by)


def record_decision(
    proposal: Proposal, decided: dict, *, awarded: list[Nomination], declined: dict[Nomination, str], by
) -> Decision:
    """Enter a decision: who was awarded goes into the ledger, who was not keeps the reason.

    `decided` is number, dated, authority. MoveRefused for a nomination that the Council cut or that was decided before.
    """
    with transaction.atomic():
        _require_received(proposal)
        _require_after_filing(proposal, decided["dated"], "Ngày quyết định")
        known = {name: decided[name] for name in ("number", "dated", "authority")}
        decision, _ = Decision.objects.get_or_create(**known)
        for nomination in awarded:
            _give(nomination, proposal, decision, by)
        for nomination, reason in declined.items():
            Nomination.objects.filter(pk=nomination.pk).update(declined_reason=reason)
        conclude(proposal, by=by)
    return decision


def _write_down(proposal: Proposal, when: str, results: dict[Nomination, dict], by) -> None:
    """Into the proposal's history: entered again, a result replaces the one before, but not its trace."""
    told = [
        f"{n}: {'thông qua' if r['is_kept'] else 'không thông qua'}"
        + (f" ({r['approve']}/{r['whole']} phiếu)" if r.get("approve") is not None else "")
        for n, r in results.items()
    ]
    state = Proposal.State.RECEIVED
    proposal.history.create(from_state=state, to_state=state, by=by, comment=f"{when}. {'; '.join(told)}.")


def _require_after_filing(proposal: Proposal, day: datetime.date, what: str) -> None:
    filed = timezone.localtime(proposal.filed_at).date()
    if day < filed:
        raise MoveRefused(f"{what} không thể trước ngày gửi hồ sơ ({short_date(filed)}).")


def _require_received(proposal: Proposal) -> None:
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state != Proposal.State.RECEIVED:
        raise MoveRefused("Chỉ ghi được kết quả khi tỉnh đã tiếp nhận hồ sơ và chưa kết thúc.")


def _give(nomination: Nomination, proposal: Proposal, decision: Decision, by) -> None:
    if nomination.is_cut:
        raise MoveRefused(f"{nomination}: Hội đồng không thông qua, không ghi được quyết định tặng.")
    year = proposal.bloc_year.year
    try:
        with transaction.atomic():
            Award.objects.create(
                association=nomination.association,
                award_type=nomination.award_type,
                year=year,
                decision=decision,
                nomination=nomination,
                carried_name=nomination.association.name_on(decision.dated),
                recorded_by=by,
            )
    except IntegrityError as error:
        raise MoveRefused(f"{nomination} năm {year} đã có trong sổ khen thưởng.") from error


def conclude(proposal: Proposal, *, by) -> None:
    """Close the proposal once every nomination has its end; with the last one the year's results are recorded."""
    nominations = proposal.nominations.select_related("council", "award")
    if not all(n.has_ended for n in nominations):
        return
    proposal.refresh_from_db(fields=["state"])
    proposal._move(Proposal.State.DECIDED, by=by)
    year, done = proposal.bloc_year, Milestone.Kind.RESULTS_RECORDED
    open_ones = year.proposals.exclude(state=Proposal.State.DECIDED)
    if not open_ones.exists() and not year.is_done(done):
        year.reach(done, by=by)
