"""Đề nghị khen thưởng: who is proposed for what, on which facts, and its way to the province."""

from collections import Counter
from collections.abc import Sequence

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from audit.log import record
from base.workflow import Move, Refused, Workflow
from blocs.models import AwardType, BlocYear, Milestone, lock_of
from blocs.permissions import read_in_full
from members.models import Association

from .conference import Vote


class ProposalQuerySet(models.QuerySet):
    def for_user(self, user):
        """The bloc's people and the province; members once it is filed and the scores are published."""
        if user.is_superuser:
            return self
        filed = Q(filed_at__isnull=False, bloc_year__ranking_published_at__isnull=False)
        return self.filter(read_in_full(user) | filed, bloc_year__in=BlocYear.objects.for_user(user))


class Proposal(Workflow):
    """One tờ trình with its nominees; one per deciding authority where the year separates them."""

    class State(models.TextChoices):
        DRAFT = "draft", "Đang lập"
        FILED = "filed", "Đã gửi"
        RECEIVED = "received", "Tỉnh đã tiếp nhận"
        ASKED = "asked", "Tỉnh yêu cầu bổ sung"
        DECIDED = "decided", "Đã có kết quả"

    MOVES = {
        State.DRAFT: {State.FILED},
        State.FILED: {State.RECEIVED, State.ASKED},
        State.ASKED: {State.FILED},
        State.RECEIVED: {State.ASKED, State.DECIDED},
        State.DECIDED: set(),
    }
    OPEN = {State.DRAFT, State.ASKED}  # the bloc may still change it

    bloc_year = models.ForeignKey(
        BlocYear, models.PROTECT, related_name="proposals", verbose_name="năm thi đua"
    )
    authority = models.CharField("thẩm quyền quyết định", max_length=150, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.DRAFT, editable=False)
    filed_at = models.DateTimeField("gửi lúc", null=True, editable=False)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ đề nghị khen thưởng"
        verbose_name_plural = "hồ sơ đề nghị khen thưởng"
        constraints = [
            models.UniqueConstraint(fields=["bloc_year", "authority"], name="proposal_once_an_authority"),
            models.CheckConstraint(
                condition=Q(state="draft", filed_at=None, filed_by=None)
                | ~Q(state="draft") & Q(filed_at__isnull=False, filed_by__isnull=False),
                name="proposal_filed_by_someone_sometime",
            ),
        ]

    def __str__(self):
        to = f" ({self.authority})" if self.authority else ""
        return f"Đề nghị khen thưởng năm {self.bloc_year.year}{to}"

    def get_absolute_url(self):
        return reverse("awards:proposal", args=[self.pk])

    @property
    def is_filed(self) -> bool:
        """Sent, and not received by the province yet."""
        return self.state == self.State.FILED

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def was_filed(self) -> bool:
        return self.filed_at is not None

    def warnings(self) -> list[str]:
        """Rules that a nomination touches without a stated reason to go on; shown, not enforced."""
        everywhere = Nomination.objects.filter(proposal__bloc_year=self.bloc_year_id)
        every = list(everywhere.select_related("award_type", "association").order_by("pk"))
        own = [nomination for nomination in every if nomination.proposal_id == self.pk]
        return self._incompatible(own, every) + self._over_quota(own)

    def _incompatible(self, own: list["Nomination"], every: list["Nomination"]) -> list[str]:
        """Awards that one body cannot have for the same year, of this proposal or beside another of the year."""
        conflicts = {
            a.pk: {c.pk for c in a.conflicts_with.all()}
            for a in AwardType.objects.prefetch_related("conflicts_with")
        }
        sentences = []
        for one in own:
            for other in every:
                is_told = other.proposal_id == self.pk and other.pk <= one.pk
                same = one.association_id == other.association_id and not is_told
                if same and other.award_type_id in conflicts[one.award_type_id] and not other.override_reason:
                    sentences.append(
                        f"{one.association.short_name} được đề nghị cả {one.award_type} và {other.award_type} cùng năm:"
                        " một thành tích không khen nhiều hình thức (Luật Thi đua, khen thưởng năm 2022, Điều 5)."
                    )
        return sentences

    def _over_quota(self, nominations) -> list[str]:
        proposed = Counter(nomination.award_type for nomination in nominations)
        over_quota = []
        for award_type, count in proposed.items():
            quota = self.bloc_year.quota_of(award_type)
            if quota is not None and count > quota:
                over_quota.append(f"Đề nghị {count} {award_type}, chỉ tiêu của khối là {quota}.")
        return over_quota

    def file(self, *, by, missing: Sequence[str]) -> None:
        """Send the dossier, or send it again with what was asked for; the day of the first sending stays.

        `missing` names the papers that are not issued yet (awards/papers/of_year.py).
        """
        if missing:
            raise Refused(" ".join(missing))
        first = {} if self.was_filed else {"filed_at": timezone.now(), "filed_by": by}
        with transaction.atomic():
            lock_of(self.bloc_year_id)  # of two proposals filed at once only one takes the step
            self._move(self.State.FILED, by=by, **first)
            year = self.bloc_year
            year.read_anew()
            if not year.is_done(Milestone.Kind.PROPOSAL_FILED):
                year.reach(Milestone.Kind.PROPOSAL_FILED, by=by)

    def receive(self, *, by) -> None:
        """The province has it and finds it in order."""
        self._move(self.State.RECEIVED, by=by)

    def decide(self, *, by) -> None:
        """Every nomination has its end."""
        self._move(self.State.DECIDED, by=by)

    def ask_for_more(self, *, by, comment: str) -> None:
        """The province wants something added or put right: the bloc may write in it again."""
        if not comment.strip():
            raise Refused("Hãy ghi rõ cần bổ sung gì.")
        self._move(self.State.ASKED, by=by, comment=comment)


class ProposalMove(Move):
    STATES = Proposal.State

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="history")

    class Meta:
        verbose_name = "bước của hồ sơ"
        verbose_name_plural = "bước của hồ sơ"


class NominationQuerySet(models.QuerySet):
    def for_user(self, user):
        """Those of the proposals one sees, and one's own association's from the day it was chosen."""
        return self.filter(
            Q(proposal__in=Proposal.objects.for_user(user)) | Q(association__in=user.association_ids)
        )


class Nomination(models.Model):
    """One member proposed for one award, with the facts of the conference as they were."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="nominations")
    association = models.ForeignKey(
        Association, models.PROTECT, related_name="nominations", verbose_name="hội"
    )
    award_type = models.ForeignKey(AwardType, models.PROTECT, verbose_name="danh hiệu, hình thức")
    vote = models.ForeignKey(Vote, models.PROTECT, related_name="+")
    total = models.DecimalField("tổng điểm", max_digits=7, decimal_places=2)
    rank = models.PositiveSmallIntegerField("xếp hạng")
    approve = models.PositiveSmallIntegerField("phiếu đồng ý")
    whole = models.PositiveSmallIntegerField("trên tổng số")
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    achievements = models.TextField("tóm tắt thành tích", blank=True, max_length=4000)
    override_reason = models.CharField("lý do vẫn đề nghị", max_length=300, blank=True)
    declined_reason = models.CharField("lý do không được tặng", max_length=300, blank=True, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "tập thể được đề nghị"
        verbose_name_plural = "tập thể được đề nghị"
        ordering = ["award_type__position", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "association", "award_type"], name="nomination_once"),
            models.CheckConstraint(condition=Q(approve__lte=F("whole")), name="nomination_votes_within_base"),
        ]

    def __str__(self):
        return f"{self.association}: {self.award_type}"

    def get_absolute_url(self):
        return reverse("awards:achievement", args=[self.pk])

    @property
    def is_cut(self) -> bool:
        """Whether the Council did not let it pass. Reads `council`."""
        council = getattr(self, "council", None)
        return council is not None and not council.is_kept

    @property
    def has_ended(self) -> bool:
        """Awarded, cut, or declined. Reads `council` and `award`."""
        return self.is_cut or bool(self.declined_reason) or getattr(self, "award", None) is not None

    def withdraw(self, *, by) -> None:
        """Take the nominee off while the dossier is being prepared; the votes keep what the conference chose."""
        with transaction.atomic():
            if self._held_proposal().state != Proposal.State.DRAFT:
                raise Refused("Hồ sơ đã gửi, không rút được nữa.")
            if not Nomination.objects.filter(pk=self.pk).delete()[0]:
                raise Refused("Đơn vị này đã được rút trước đó.")
            record("nomination.withdrawn", self.proposal, what=f"{self.proposal}: rút {self}", by=by)

    def write(self, *, by, **fields) -> None:
        """Change the prose of a nomination while the dossier is being prepared."""
        with transaction.atomic():
            is_open = self._held_proposal().is_open
            if not is_open or not Nomination.objects.filter(pk=self.pk).update(**fields):
                raise Refused("Hồ sơ đã gửi, không sửa được nữa.")
            record("nomination.written", self, what=f"{self}: sửa lời văn đề nghị", by=by)

    def _held_proposal(self) -> Proposal:
        return Proposal.objects.select_for_update().get(pk=self.proposal_id)
