"""Hiệp y: opinions on nominees that are asked of bodies outside the bloc, and what they answer."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from blocs.models import AwardType
from members.models import Province
from pledges.models.storage import evidence_storage, random_path

from .proposal import Nomination, Proposal


def new_nonce() -> str:
    return uuid4().hex


class OpinionBody(models.Model):
    """A body of the province that is asked about nominees: the police, the tax office, the inspectorate."""

    province = models.ForeignKey(
        Province, models.PROTECT, related_name="opinion_bodies", verbose_name="tỉnh, thành phố"
    )
    name = models.CharField("cơ quan, đơn vị", max_length=200)
    topic = models.CharField(
        "hỏi về việc gì",
        max_length=300,
        help_text="Ví dụ: việc chấp hành pháp luật, giữ gìn an ninh, trật tự.",
    )
    award_types = models.ManyToManyField(
        AwardType,
        blank=True,
        verbose_name="hỏi khi đề nghị danh hiệu, hình thức",
        help_text="Không chọn: mọi danh hiệu, hình thức.",
    )
    is_used = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "cơ quan được hỏi ý kiến"
        verbose_name_plural = "cơ quan được hỏi ý kiến"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "name"],
                name="opinion_body_once_a_province",
                violation_error_message="Cơ quan này đã có trong danh sách.",
            )
        ]

    def __str__(self):
        return self.name


class OpinionRequestQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def by_token(self, token: str):
        """The request a link names, for as long as it can be answered by it; None for any other text."""
        key, _, _ = token.partition("-")
        if not (key.isascii() and key.isdecimal() and len(key) < 18):
            return None
        request = self.standing().filter(pk=key).select_related("proposal__bloc_year__bloc").first()
        return request if request and constant_time_compare(request.token, token) else None


class OpinionRequest(models.Model):
    """What one body was asked about one proposal, and its answer. Name and topic are those of the day it was asked."""

    class Way(models.TextChoices):
        PAPER = "paper", "Bằng văn bản"
        LINK = "link", "Trên trang trả lời"

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="opinion_requests")
    body = models.ForeignKey(OpinionBody, models.PROTECT, related_name="requests", verbose_name="cơ quan")
    body_name = models.CharField(max_length=200)
    topic = models.CharField(max_length=300)
    due_on = models.DateField("trả lời trước hết ngày")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("hỏi lúc", default=timezone.now)
    nonce = models.CharField(max_length=40, default=new_nonce, editable=False)
    way = models.CharField("trả lời", max_length=5, choices=Way, blank=True)
    answered_at = models.DateTimeField("nhận trả lời lúc", null=True)
    answered_by = models.CharField("người trả lời", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người ghi"
    )
    document_number = models.CharField("số, ký hiệu văn bản trả lời", max_length=60, blank=True)
    document_date = models.DateField("ngày văn bản trả lời", null=True, blank=True)
    file = models.FileField(
        "văn bản trả lời", upload_to=random_path, storage=evidence_storage, max_length=120, blank=True
    )
    file_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField("thôi hỏi lúc", null=True)

    objects = OpinionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "lấy ý kiến hiệp y"
        verbose_name_plural = "lấy ý kiến hiệp y"
        ordering = ["body_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "body"], condition=Q(withdrawn_at=None), name="opinion_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(way="", answered_at=None, recorded_by=None)
                | Q(way="paper", answered_at__isnull=False, recorded_by__isnull=False)
                | Q(way="link", answered_at__isnull=False, recorded_by=None),
                name="opinion_answered_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("asked_at")),
                name="opinion_answered_after_it_was_asked",
            ),
        ]

    def __str__(self):
        return f"Hiệp y của {self.body_name}"

    def get_absolute_url(self):
        return reverse("awards:opinions", args=[self.proposal_id])

    @property
    def bloc_year(self):
        return self.proposal.bloc_year

    @property
    def token(self) -> str:
        """What the link to answer by carries; it follows from the server's secret and is stored nowhere."""
        proof = salted_hmac("awards.opinion", f"{self.pk}:{self.nonce}", algorithm="sha256").hexdigest()
        return f"{self.pk}-{proof[:32]}"

    @property
    def link(self) -> str:
        return f"{settings.SITE_URL}{reverse('awards:opinion-answer', args=[self.token])}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return timezone.localdate() > self.due_on

    @property
    def is_late(self) -> bool:
        return self.answered_at is not None and timezone.localdate(self.answered_at) > self.due_on

    def nominations(self):
        """The nominees it is asked about: of the awards its body is asked for."""
        awards = self.body.award_types.values("pk")
        nominations = self.proposal.nominations.select_related("association", "award_type")
        if self.body.award_types.exists():
            nominations = nominations.filter(award_type__in=awards)
        return nominations.prefetch_related("association__former_names")


class Opinion(models.Model):
    """What a body says of one nominee."""

    class Verdict(models.TextChoices):
        AGREE = "agree", "Đồng ý"
        OBJECT = "object", "Không đồng ý"
        NONE = "none", "Không có ý kiến"

    request = models.ForeignKey(OpinionRequest, models.CASCADE, related_name="opinions")
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="opinions")
    verdict = models.CharField("ý kiến", max_length=6, choices=Verdict)
    text = models.CharField("nội dung", max_length=1000, blank=True)

    class Meta:
        verbose_name = "ý kiến hiệp y"
        verbose_name_plural = "ý kiến hiệp y"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "nomination"], name="opinion_once_a_nominee"),
            models.CheckConstraint(
                condition=~Q(verdict="object") | ~Q(text=""), name="objection_has_grounds"
            ),
        ]

    def __str__(self):
        return f"{self.nomination}: {self.get_verdict_display()}"
