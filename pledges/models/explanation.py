"""What a member answers to the verifiers' points, and the second look at it."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from audit.log import record
from base.vietnamese import instant
from base.workflow import Refused

from .content import ScoreLine


class Explanation(models.Model):
    """The member's word on one leaf, and what the second look made of it."""

    line = models.OneToOneField(ScoreLine, models.CASCADE, related_name="explanation")
    text = models.TextField("giải trình của hội", max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc", default=timezone.now)
    reply = models.TextField("trả lời phúc tra", max_length=2000, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "giải trình"
        verbose_name_plural = "giải trình"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="explanation_says_something"),
            models.CheckConstraint(
                condition=Q(reply="", replied_by=None, replied_at=None)
                | ~Q(reply="") & Q(replied_by__isnull=False, replied_at__isnull=False),
                name="explanation_answered_by_someone_sometime",
            ),
        ]

    def __str__(self):
        return f"Giải trình {self.line}"


def explanation_until(report) -> datetime.datetime | None:
    """Until when the member may explain: the end of the last of the year's days after it was told."""
    if report.told_at is None:
        return None
    last_day = timezone.localdate(report.told_at) + datetime.timedelta(days=report.bloc_year.explanation_days)
    return timezone.make_aware(datetime.datetime.combine(last_day, datetime.time.max))


def may_explain(report, now: datetime.datetime | None = None) -> bool:
    """Whether the window is open: told, not agreed to, not over."""
    until = explanation_until(report)
    return until is not None and report.agreed_at is None and (now or timezone.now()) <= until


def tell(report, *, by) -> None:
    """Show the member what was found. Refused until each leaf is verified, and the second time."""
    with transaction.atomic():
        if refusal := report.closed():
            raise Refused(refusal)
        if report.state != report.State.ACCEPTED:
            raise Refused("Tiếp nhận báo cáo trước, rồi mới gửi kết quả thẩm định.")
        if open_leaves := report.lines.filter(verified_points=None).count():
            raise Refused(f"Còn {open_leaves} tiêu chí chưa thẩm định.")
        if not type(report).objects.filter(pk=report.pk, told_at=None).update(told_at=timezone.now()):
            raise Refused("Kết quả đã gửi cho hội trước đó.")
        record("report.told", report, what=f"{report}: gửi kết quả thẩm định cho hội", by=by)
    report.refresh_from_db()


def explain(report, *, by, texts: dict[int, str]) -> int:
    """{line: text} by the member, inside the window; how many were written. An answered one stands."""
    with transaction.atomic():
        if refusal := report.closed():
            raise Refused(refusal)
        held = type(report).objects.select_for_update().get(pk=report.pk)
        if not may_explain(held):
            until = explanation_until(held)
            over = f" Hạn giải trình là {instant(until)}." if until else ""
            raise Refused(f"Không còn trong thời gian giải trình.{over}")
        written = 0
        for line in report.lines.filter(pk__in=texts).select_related("explanation"):
            text, earlier = texts[line.pk].strip(), getattr(line, "explanation", None)
            if earlier and earlier.reply or not text or (earlier and earlier.text == text):
                continue
            defaults = {"text": text, "by": by, "at": timezone.now()}
            Explanation.objects.update_or_create(line=line, defaults=defaults)
            written += 1
        if written:
            record("report.explained", report, what=f"{report}: giải trình {written} tiêu chí", by=by)
        return written


def agree(report, *, by) -> None:
    """The member accepts the verified points before the window is over."""
    with transaction.atomic():
        if refusal := report.closed():
            raise Refused(refusal)
        told = type(report).objects.filter(pk=report.pk, told_at__isnull=False, agreed_at=None)
        if Explanation.objects.filter(line__report=report, reply="").exists():
            raise Refused("Còn giải trình chờ trả lời; hãy đợi kết quả phúc tra.")
        if not told.update(agreed_at=timezone.now(), agreed_by=by):
            raise Refused("Kết quả chưa gửi cho hội, hoặc hội đã đồng ý trước đó.")
        record("report.agreed", report, what=f"{report}: hội đồng ý với kết quả thẩm định", by=by)
    report.refresh_from_db()


def look_again(report, explanation: Explanation, *, by, reply: str, verdict: dict) -> None:
    """The second look: an answer to the member, and the points kept or changed with it."""
    with transaction.atomic():
        if refusal := report.closed():
            raise Refused(refusal)
        type(report).objects.select_for_update().get(pk=report.pk)
        unanswered = Explanation.objects.filter(pk=explanation.pk, reply="")
        if not unanswered.update(reply=reply, replied_by=by, replied_at=timezone.now()):
            raise Refused("Giải trình này đã được trả lời.")
        report.verify(by=by, verdicts={explanation.line_id: verdict})


def unsettled(report, now: datetime.datetime) -> str:
    """Why this sheet cannot be locked yet, for the member's right to explain; empty where it can."""
    name = report.association.short_name
    if not report.bloc_year.explanation_days:
        return ""
    if report.told_at is None:
        return f"Chưa gửi kết quả thẩm định cho {name}."
    if report.unanswered_explanations:
        return f"Còn giải trình của {name} chưa trả lời."
    if report.agreed_at is None and may_explain(report, now):
        return f"{name} còn được giải trình đến {instant(explanation_until(report))}."
    return ""
