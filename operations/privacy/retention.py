"""How long personal data are kept (Law 91/2025/QH15: no longer than the purpose wants), and how they go.

No term is law: the days are ours, and RETENTION_DAYS changes them. Nothing goes by itself: one administrator proposes,
another one looks at the same list and lets it go.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from audit.log import record
from awards.models import PublicComment
from base.vietnamese import short_date
from base.workflow import Refused
from members.models import CorrectionRequest, Letter, Notice, RemovalProposal, User

AT_ONCE = 10_000  # rows of one proposal; the next one takes the rest
GONE = "(đã xóa vì hết hạn lưu)"


@dataclass(frozen=True)
class Rule:
    """One kind of data: which of its rows are older than an instant, and what is done with them."""

    key: str
    name: str
    what: str
    usual_days: int
    older_than: Callable[[datetime.datetime], QuerySet]
    remove: Callable[[QuerySet], int]
    described: Callable[[Any], str]

    @property
    def days(self) -> int:
        """How long it is kept; 0: for ever."""
        return settings.RETENTION_DAYS.get(self.key, self.usual_days)

    @property
    def cutoff(self) -> datetime.datetime:
        return timezone.now() - datetime.timedelta(days=self.days)

    def due(self) -> QuerySet:
        """The rows whose term is over."""
        rows = self.older_than(self.cutoff)
        return rows.order_by("pk") if self.days else rows.none()


def _day(instant: datetime.datetime | None) -> str:
    return short_date(timezone.localdate(instant)) if instant else "chưa bao giờ"


def _delete(rows: QuerySet) -> int:
    count = rows.count()
    rows.delete()
    return count


def _unused_since(cutoff: datetime.datetime) -> QuerySet:
    is_old = Q(last_login__lt=cutoff) | Q(last_login=None, joined_at__lt=cutoff)
    return User.objects.filter(is_old, is_active=False).exclude(phone="")


RULES = (
    Rule(
        "letters",
        "Thư đã gửi",
        "Xóa tiêu đề và nội dung; còn dấu đã gửi.",
        730,
        lambda cutoff: Letter.objects.filter(sent_at__lt=cutoff).exclude(subject=GONE).select_related("to"),
        lambda rows: rows.update(subject=GONE, body=""),
        lambda letter: f"{letter.to}, {_day(letter.sent_at)}: {letter.subject}",
    ),
    Rule(
        "notices",
        "Tin báo đã đọc",
        "Xóa tiêu đề và nội dung; còn dấu đã báo, để không báo lại.",
        730,
        lambda cutoff: Notice.objects.filter(read_at__lt=cutoff).exclude(subject=GONE).select_related("to"),
        lambda rows: rows.update(subject=GONE, body=""),
        lambda notice: f"{notice.to}, {_day(notice.created_at)}: {notice.subject}",
    ),
    Rule(
        "comments",
        "Người góp ý công khai",
        "Xóa họ tên, điện thoại, thư điện tử; giữ ý kiến.",
        1095,
        lambda cutoff: PublicComment.objects.filter(sent_at__lt=cutoff).exclude(contact=GONE),
        lambda rows: rows.update(name=GONE, contact=GONE),
        lambda comment: f"{comment.name}, {_day(comment.sent_at)}",
    ),
    Rule(
        "corrections",
        "Đề nghị sửa dữ liệu đã trả lời",
        "Xóa đề nghị và trả lời; nhật ký còn ghi có đề nghị.",
        1825,
        lambda cutoff: CorrectionRequest.objects.filter(answered_at__lt=cutoff).select_related("person"),
        _delete,
        lambda request: f"{request.person}, trả lời {_day(request.answered_at)}",
    ),
    Rule(
        "phones",
        "Điện thoại của tài khoản đã khóa",
        "Xóa số điện thoại; tên còn vì văn bản nêu tên.",
        365,
        _unused_since,
        lambda rows: rows.update(phone=""),
        lambda person: f"{person.full_name}, đăng nhập cuối {_day(person.last_login)}",
    ),
    Rule(
        "sessions",
        "Phiên đăng nhập cũ",
        "Xóa địa chỉ máy và trình duyệt.",
        365,
        lambda cutoff: UserSession.objects.filter(last_seen_at__lt=cutoff).select_related("user"),
        _delete,
        lambda session: f"{session.user}, {_day(session.last_seen_at)}",
    ),
)
BY_KEY = {rule.key: rule for rule in RULES}


def propose(rule: Rule, *, by: User) -> RemovalProposal:
    """Put down every row that is due. Refused where none is, or where a proposal of this kind is open already."""
    rows = [*rule.due().values_list("pk", flat=True)[:AT_ONCE]]
    if not rows:
        raise Refused("Không có dữ liệu nào hết hạn lưu.")
    try:
        with transaction.atomic():
            proposal = RemovalProposal.objects.create(
                rule=rule.key, cutoff=rule.cutoff, rows=rows, proposed_by=by
            )
            record("removal.proposed", proposal, what=f"Đề nghị xóa: {rule.name}, {len(rows)} dòng", by=by)
    except IntegrityError as error:
        raise Refused("Đã có đề nghị xóa loại này đang chờ người thứ hai duyệt.") from error
    return proposal


def listed(proposal: RemovalProposal) -> QuerySet:
    """The rows of a proposal that are still due."""
    return BY_KEY[proposal.rule].due().filter(pk__in=proposal.rows)


def approve(proposal: RemovalProposal, *, by: User) -> int:
    """Take the rows of the list away; how many. Refused to who proposed it, and where it was decided before."""
    if proposal.proposed_by_id == by.pk:
        raise Refused("Người đề nghị không tự duyệt. Cần một quản trị khác.")
    rule = BY_KEY[proposal.rule]
    with transaction.atomic():
        _decide(proposal, by=by)
        proposal.removed = rule.remove(listed(proposal))
        proposal.save(update_fields=["removed"])
        record("removal.done", proposal, what=f"Xóa: {rule.name}, {proposal.removed} dòng", by=by)
    return proposal.removed


def drop(proposal: RemovalProposal, *, by: User) -> None:
    """Leave everything as it is. Refused where it was decided before."""
    with transaction.atomic():
        _decide(proposal, by=by)
        record("removal.dropped", proposal, what=f"Không xóa: {BY_KEY[proposal.rule].name}", by=by)


def _decide(proposal: RemovalProposal, *, by: User) -> None:
    open_still = RemovalProposal.objects.filter(pk=proposal.pk, decided_at=None)
    if not open_still.update(decided_by=by, decided_at=timezone.now()):
        raise Refused("Đề nghị này đã được xử lý.")
    proposal.refresh_from_db()
