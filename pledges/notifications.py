"""Who is told what of the way of a report or a registration: its people, who signs, the secretariat."""

import datetime
from typing import TYPE_CHECKING

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from base.vietnamese import exact_instant, instant, number, uncapitalised
from blocs.notifications import people_of_members
from members.models import Notice, User, people_of
from members.notifications import notify, settle

if TYPE_CHECKING:  # the models' own verbs tell people by these
    from blocs.models import BlocYear

    from .models import EvidenceSample, Explanation, Report, Submission, Version, Withdrawal


def about(submission: "Submission") -> str:
    """What messages call it: báo cáo tổng kết năm 2023 của Hội Luật gia."""
    return f"{uncapitalised(submission.title)} của {submission.association.short_name}"


def key_of(what: str, submission: "Submission", turn: object) -> str:
    return f"{what}:{submission._meta.model_name}:{submission.pk}:{turn}"


def settled(submission: "Submission", *names: str) -> None:
    """What was asked for about this one is done."""
    settle(submission.bloc_year.topic, *(key_of(what, submission, "") for what in names))


def tell_received(submission: "Submission", version: "Version") -> None:
    """The receipt to everyone of the association, and a word to the secretariat; what asked for it is settled."""
    settled(submission, "returned", "longer", "ready")
    whose = (
        f"{submission.bloc_year_id}:{submission.association_id}:{getattr(submission, 'kind', 'registration')}"
    )
    settle(submission.bloc_year.topic, f"remind:{whose}:")
    year, late = submission.bloc_year, " (muộn)" if version.is_late else ""
    facts = f"Mã biên nhận {version.code}. Máy chủ nhận lúc {exact_instant(version.received_at)}{late}."
    if version.due_at:
        facts += f" Hạn {instant(version.due_at)}."
    body = f"{facts}\nNgười nộp: {version.submitted_by}.\nMã băm SHA-256: {version.sha256}"
    where = {"url": version.get_absolute_url(), "topic": year.topic}
    members, key = people_of(submission.association_id), key_of("received", submission, version.number)
    subject = f"ĐÃ NHẬN{late}: {about(submission)}"
    notify(members, key=key, subject=subject, body=body, urgent=True, **where)
    to_do, key = (
        f"CẦN XEM: {about(submission)}, lần nộp {version.number}",
        key_of("to-read", submission, version.number),
    )
    notify(year.secretaries(), key=key, subject=to_do, body=facts, **where)


def tell_sample_announced(sample: "EvidenceSample") -> None:
    """Everybody learns where the seed will come from before it is known."""
    year = sample.bloc_year
    notify(
        people_of_members(year),
        key=f"sample-announced:{year.pk}",
        subject=f"Cách rút mẫu kiểm tra minh chứng năm {year.year}",
        body=(
            f"Kiểm tra {sample.percent} % tiêu chí cần minh chứng của mỗi hội."
            f" Số rút mẫu lấy từ: {sample.seed_source}."
        ),
        url=reverse("pledges:sample", args=[year.pk]),
        topic=year.topic,
    )


def tell_sample_drawn(sample: "EvidenceSample") -> None:
    year = sample.bloc_year
    notify(
        people_of_members(year),
        key=f"sample-drawn:{year.pk}",
        subject=f"Đã rút mẫu kiểm tra minh chứng năm {year.year}",
        body=f"Số rút mẫu: {sample.seed}. Trang mẫu ghi tiêu chí nào của hội nào được kiểm tra kỹ.",
        url=reverse("pledges:sample", args=[year.pk]),
        topic=year.topic,
    )


def tell_signatories(submission: "Submission", signatories: list[User], *, text: str, by: User) -> None:
    """It waits for them with this text, a digest: who asks again for the same text tells nobody again."""
    due_at = submission.current_due
    notify(
        signatories,
        key=key_of("ready", submission, text),
        subject=f"CHỜ KÝ: {about(submission)}",
        body=f"{by} đã soạn xong." + (f" Hạn nộp {instant(due_at)} (giờ Việt Nam)." if due_at else ""),
        url=submission.url("submit"),
        urgent=True,
        topic=submission.bloc_year.topic,
    )


def asked_to_sign_at(submission: "Submission") -> datetime.datetime | None:
    """When those who sign were last told that it waits for them."""
    notices = Notice.objects.filter(
        topic=submission.bloc_year.topic, key__startswith=key_of("ready", submission, "")
    )
    return notices.aggregate(last=Max("created_at"))["last"]


def asked_to_sign(year: "BlocYear") -> dict[tuple[str, int], list[Notice]]:
    """{(registration or report, its key): what those who sign were last told of it} in a year, in one query."""
    notices = Notice.objects.filter(topic=year.topic, key__startswith="ready:").select_related("to")
    last: dict[tuple[str, int], list[Notice]] = {}
    for notice in notices.order_by("created_at", "pk"):
        _, model, pk, text = notice.key.split(":", 3)
        so_far = last.get((model, int(pk)), [])
        is_same = bool(so_far) and so_far[0].key.endswith(f":{text}")
        last[model, int(pk)] = [*so_far, notice] if is_same else [notice]
    return last


def waits_for_signature(submission: "Submission") -> list[Notice]:
    """What those who sign were last told of it, since it was last returned; nothing while nobody was told."""
    name = submission._meta.model_name or ""
    notices = asked_to_sign(submission.bloc_year).get((name, submission.pk), [])
    returned = submission.corrections.last() if submission.is_returned else None
    return [notice for notice in notices if returned is None or notice.created_at > returned.at]


def tell_returned(submission: "Submission") -> None:
    settled(submission, "to-read")
    correction = submission.corrections.last()
    notify(
        people_of(submission.association_id),
        key=key_of("returned", submission, correction.round),
        subject=f"CẦN SỬA, nộp lại trước {instant(correction.due_at)}: {uncapitalised(submission.title)}",
        body="\n".join(
            [
                correction.comment,
                *(
                    f"- {i.label} ({i.get_reason_display().lower()}): {i.request}"
                    for i in correction.items.all()
                ),
            ]
        ).strip(),
        url=submission.url("answers"),
        urgent=True,
        topic=submission.bloc_year.topic,
    )


def tell_withdrawn(submission: "Submission", withdrawal: "Withdrawal") -> None:
    """The receipt of the withdrawal to everyone of the association, and a word to the secretariat."""
    settled(submission, "to-read", "received")
    version, year = withdrawal.version, submission.bloc_year
    facts = f"Mã biên nhận {version.code}. Rút lại lúc {exact_instant(withdrawal.at)}.\nNgười rút: {withdrawal.by}."
    if withdrawal.reason:
        facts += f"\nLý do: {withdrawal.reason}"
    if due_at := submission.current_due:
        facts += f"\nNộp lại trước {instant(due_at)}."
    where = {"body": facts, "url": version.get_absolute_url(), "topic": year.topic}
    key, subject = key_of("withdrawn", submission, version.number), f"ĐÃ RÚT LẠI: {about(submission)}"
    notify(people_of(submission.association_id), key=key, subject=subject, urgent=True, **where)
    notify(year.secretaries(), key=key, subject=subject, **where)


def tell_extended(submission: "Submission", reason: str) -> None:
    until = submission.current_due
    if until is None:
        return
    notify(
        people_of(submission.association_id),
        key=key_of("longer", submission, until.isoformat()),
        subject=f"ĐƯỢC GIA HẠN đến {instant(until)}: {uncapitalised(submission.title)}",
        body=reason,
        url=submission.url("answers"),
        topic=submission.bloc_year.topic,
    )


def tell_accepted(submission: "Submission") -> None:
    settled(submission, "to-read")
    notify(
        people_of(submission.association_id),
        key=key_of("accepted", submission, submission.versions.count()),
        subject=f"ĐÃ TIẾP NHẬN: {about(submission)}",
        url=submission.get_absolute_url(),
        topic=submission.bloc_year.topic,
    )


def tell_results(report: "Report", *, until: datetime.datetime) -> None:
    """The member learns what was found, and until when it may explain."""
    notify(
        people_of(report.association_id),
        key=key_of("told", report, timezone.now().isoformat()),
        subject=f"CẦN XEM, giải trình trước {instant(until)}: kết quả thẩm định điểm năm {report.bloc_year.year}",
        body=f"Kết quả thẩm định bảng tự chấm điểm của {report.association.short_name} đã có.",
        url=report.url("explain"),
        urgent=True,
        topic=report.bloc_year.topic,
    )


def tell_explanations(report: "Report", *, count: int) -> None:
    """Who looks again has to; who found those points learns that they are questioned."""
    settled(report, "told")
    if not count:
        return
    what = f"{report.association.short_name} gửi {count} giải trình điểm thẩm định"
    key, topic = key_of("explained", report, timezone.now().isoformat()), report.bloc_year.topic
    lookers = who_looks_again(report)
    notify(lookers, key=key, subject=f"CẦN PHÚC TRA: {what}", url=report.url("look"), topic=topic)
    named = report.bloc_year.verifications.deciding().filter(association=report.association_id)
    verifiers = {one.verifier for one in named.select_related("verifier")}.difference(lookers)
    subject, url = f"CÓ GIẢI TRÌNH: {what}; thư ký khối phúc tra", report.get_absolute_url()
    notify(verifiers, key=key, subject=subject, url=url, topic=topic)


def who_looks_again(report: "Report") -> list[User]:
    """The secretariat; of the lead's own sheet the deputy's verifier."""
    year = report.bloc_year
    return year.deputys_verifiers() if report.association_id == year.lead_id else year.secretaries()


def tell_answered(report: "Report", explanation: "Explanation") -> None:
    """The member learns what became of its explanation; it still has to agree, or to explain again."""
    settled(report, "explained")
    line = explanation.line
    line.refresh_from_db()
    notify(
        people_of(report.association_id),
        key=key_of("answered", report, explanation.pk),
        subject=f"ĐÃ PHÚC TRA: {line.criterion.code}, điểm thẩm định năm {report.bloc_year.year}",
        body=f"Trả lời: {explanation.reply}\nĐiểm sau phúc tra: {number(line.verified_points)}.",
        url=report.url("explain"),
        urgent=True,
        topic=report.bloc_year.topic,
    )
