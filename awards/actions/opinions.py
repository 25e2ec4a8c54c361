"""Opinions are asked of bodies outside, answered by them or written down for them, and given up."""

import datetime
import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.log import record
from awards.models import Nomination, Opinion, OpinionBody, OpinionRequest, Proposal
from awards.models.opinion import new_nonce
from awards.opinions import COMMON_BODIES
from base.vietnamese import short_date
from base.workflow import Refused
from members.models import Province, User


def add_common_bodies(province: Province, *, by: User) -> int:
    """The bodies most provinces ask, where the province has none yet; how many were added."""
    with transaction.atomic():
        if OpinionBody.objects.filter(province=province).exists():
            return 0
        bodies = [
            OpinionBody(province=province, name=name.format(province), topic=topic)
            for name, topic in COMMON_BODIES
        ]
        OpinionBody.objects.bulk_create(bodies)
        record("opinion.bodies", province, what=f"{province}: danh sách cơ quan hiệp y thường dùng", by=by)
    return len(bodies)


def ask_opinions(
    proposal: Proposal, bodies: Iterable[OpinionBody], *, due_on: datetime.date, by: User
) -> list[OpinionRequest]:
    """Ask each body about the nominees.

    Refused once the dossier is sent, for a day that has passed, twice, and where no nominee is of its awards.
    """
    with transaction.atomic():
        if not _held(proposal).is_open:
            raise Refused("Hồ sơ đã gửi, không hỏi ý kiến thêm được nữa.")
        if due_on < timezone.localdate():
            raise Refused("Hạn trả lời phải từ hôm nay trở đi.")
        requests = []
        for body in bodies:
            if proposal.opinion_requests.standing().filter(body=body).exists():
                raise Refused(f"Đã hỏi {body} về hồ sơ này.")
            request = proposal.opinion_requests.create(
                body=body,
                body_name=body.name,
                topic=body.topic,
                due_on=due_on,
                asked_by=by,
                asked_at=timezone.now(),
            )
            if not request.nominations().exists():
                raise Refused(f"Hồ sơ không có tập thể nào thuộc danh hiệu phải hỏi {body}.")
            requests.append(request)
        names = ", ".join(str(request.body) for request in requests)
        what = f"{proposal}: lấy ý kiến {names}, hạn {short_date(due_on)}"
        record("opinion.asked", proposal, what=what[:400], by=by)
    return requests


def answer(
    request: OpinionRequest,
    said: dict[Nomination, dict],
    *,
    way: str,
    by: User | None,
    answered_by: str = "",
    upload: Any = None,
    content_type: str = "",
    **document: Any,
) -> None:
    """Keep what a body says of each nominee, {nomination: {verdict, text}}; `by` records it for a paper.

    Refused for a second answer, and by the link once its day is over.
    """
    with transaction.atomic():
        locked = OpinionRequest.objects.select_for_update().get(pk=request.pk)
        if locked.withdrawn_at or locked.is_answered:
            raise Refused("Đã có trả lời, hoặc không hỏi nữa.")
        if way == OpinionRequest.Way.LINK and locked.is_over:
            raise Refused(f"Đã hết hạn trả lời ({short_date(locked.due_on)}).")
        facts = {"way": way, "answered_at": timezone.now(), "answered_by": answered_by, "recorded_by": by}
        OpinionRequest.objects.filter(pk=locked.pk).update(**facts, **document)
        if upload:
            _keep_file(locked, upload, content_type)
        Opinion.objects.bulk_create(
            Opinion(request=locked, nomination=n, **facts) for n, facts in said.items()
        )
        objections = sum(facts["verdict"] == Opinion.Verdict.OBJECT for facts in said.values())
        note = f", {objections} không đồng ý" if objections else ""
        what = f"{request.proposal}: {request.body_name} trả lời hiệp y{note}"
        record("opinion.answered", request.proposal, what=what, by=by)
    request.refresh_from_db()


def _keep_file(request: OpinionRequest, upload: Any, content_type: str) -> None:
    digest = hashlib.file_digest(upload.file, "sha256").hexdigest()
    upload.seek(0)
    kept = OpinionRequest.objects.get(pk=request.pk)
    kept.file, kept.file_name, kept.sha256 = upload, upload.name[-200:], digest
    kept.content_type = content_type
    kept.save(update_fields=["file", "file_name", "sha256", "content_type"])


def take_answer_back(request: OpinionRequest, *, reason: str, by: User) -> None:
    """An answer written down wrongly, or given by the wrong person, is asked for anew, by a new link."""
    with transaction.atomic():
        locked = OpinionRequest.objects.select_for_update().get(pk=request.pk)
        if not locked.is_answered:
            raise Refused("Chưa có trả lời.")
        if not _held(request.proposal).is_open:
            raise Refused("Hồ sơ đã gửi, ý kiến không sửa được nữa.")
        record("opinion.taken-back", request.proposal, what=f"{request}: ghi lại, {reason}", by=by)
        locked.opinions.all().delete()
        nothing = {"way": "", "answered_at": None, "answered_by": "", "recorded_by": None}
        nothing |= {"document_number": "", "document_date": None, "file": "", "file_name": "", "sha256": ""}
        OpinionRequest.objects.filter(pk=locked.pk).update(nonce=new_nonce(), **nothing)


def extend_request(request: OpinionRequest, *, due_on: datetime.date, by: User) -> None:
    """A later last day. Refused for an earlier one and once it was answered."""
    with transaction.atomic():
        locked = OpinionRequest.objects.select_for_update().get(pk=request.pk)
        if locked.is_answered or locked.withdrawn_at:
            raise Refused("Đã có trả lời, hoặc không hỏi nữa.")
        if due_on <= locked.due_on:
            raise Refused(f"Hạn mới phải sau {short_date(locked.due_on)}.")
        OpinionRequest.objects.filter(pk=locked.pk).update(due_on=due_on)
        record("opinion.extended", request.proposal, what=f"{request}: hạn {short_date(due_on)}", by=by)


def withdraw_request(request: OpinionRequest, *, by: User) -> None:
    """Stop asking; the link ends. Refused once it was answered."""
    with transaction.atomic():
        waiting = OpinionRequest.objects.filter(pk=request.pk, answered_at=None, withdrawn_at=None)
        if not waiting.update(withdrawn_at=timezone.now()):
            raise Refused("Đã có trả lời, không thôi hỏi được nữa.")
        record("opinion.withdrawn", request.proposal, what=f"{request}: thôi hỏi", by=by)


def _held(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update().get(pk=proposal.pk)
