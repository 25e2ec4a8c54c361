"""The result is told, the member agrees or explains, a second look answers."""

from django.db import transaction
from django.utils import timezone

from audit.log import record
from base.vietnamese import instant
from base.workflow import Refused
from members.models import User
from pledges.models import Report
from pledges.models.explanation import Explanation, explanation_until, may_explain
from pledges.notifications import tell_answered, tell_explanations, tell_results


def tell(report: Report, *, by: User) -> None:
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
        if until := explanation_until(report):
            tell_results(report, until=until)


def explain(report: Report, *, by: User, texts: dict[int, str]) -> int:
    """{line: text} by the member, inside the window; how many were written. An answered one stands."""
    with transaction.atomic():
        if refusal := report.closed():
            raise Refused(refusal)
        locked = type(report).objects.select_for_update().get(pk=report.pk)
        if not may_explain(locked):
            until = explanation_until(locked)
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
        tell_explanations(report, count=written)
    return written


def agree(report: Report, *, by: User) -> None:
    """The member accepts the verified points before the window is over."""
    with transaction.atomic():
        if refusal := report.closed():
            raise Refused(refusal)
        reports = type(report).objects.filter(pk=report.pk, told_at__isnull=False, agreed_at=None)
        if Explanation.objects.filter(line__report=report, reply="").exists():
            raise Refused("Còn giải trình chờ trả lời; hãy đợi kết quả phúc tra.")
        if not reports.update(agreed_at=timezone.now(), agreed_by=by):
            raise Refused("Kết quả chưa gửi cho hội, hoặc hội đã đồng ý trước đó.")
        record("report.agreed", report, what=f"{report}: hội đồng ý với kết quả thẩm định", by=by)
    report.refresh_from_db()


def look_again(report: Report, explanation: Explanation, *, by: User, reply: str, verdict: dict) -> None:
    """The second look: an answer to the member, and the points kept or changed with it."""
    with transaction.atomic():
        if refusal := report.closed():
            raise Refused(refusal)
        type(report).objects.select_for_update().get(pk=report.pk)
        unanswered = Explanation.objects.filter(pk=explanation.pk, reply="")
        if not unanswered.update(reply=reply, replied_by=by, replied_at=timezone.now()):
            raise Refused("Giải trình này đã được trả lời.")
        report.verify(by=by, verdicts={explanation.line_id: verdict})
        explanation.refresh_from_db()
        tell_answered(report, explanation)
