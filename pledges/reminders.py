"""Who has not handed in, reminded before and after each deadline; and whoever should know of a report's moves."""

import datetime
import hashlib

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from base.vietnamese import exact_instant, instant, uncapitalised
from base.workflow import Refused
from blocs.models import Appointment, BlocYear, Milestone
from members.models import Notice, Officer, User, notify, settle

from .completeness import PAPERS, Row, completeness
from .models import Report, Submission, digest, explanation_until, snapshot

NAMES = {
    "registration": "bản đăng ký thi đua",
    "pledge": "chữ ký giao ước thi đua",
    "interim": "báo cáo sơ kết 6 tháng",
    "annual": "báo cáo năm và bảng tự chấm điểm",
}
FORGOTTEN = 14  # days after a deadline nobody is reminded by the clock any more


def topic_of(year: BlocYear) -> str:
    return f"year-{year.pk}"


def people_of(association_id: int, **held) -> list[User]:
    """Who acts for an association today, in an office such as role="signatory"."""
    offices = Officer.objects.on(timezone.localdate()).filter(
        association=association_id, user__is_active=True, **held
    )
    return list(User.objects.filter(pk__in=offices.values("user")).order_by("pk"))


def signatories_of(association_id: int) -> list[User]:
    return people_of(association_id, role=Officer.Role.SIGNATORY)


def secretariat(year: BlocYear) -> list[User]:
    named = year.appointments.filter(role=Appointment.Role.SECRETARY)
    return list(User.objects.filter(pk__in=named.values("user"), is_active=True))


def stage(days_left: int, days: list[int]) -> int | None:
    """Which of the year's reminder days stands for today: the nearest that has come; None before the first."""
    come = [day for day in days if day >= days_left]
    return min(come) if come and days_left >= -FORGOTTEN else None


def lacking(year: BlocYear, paper: str) -> list[Row]:
    """The members whose paper has not come in, or came back to be mended."""
    return [row for row in completeness(year) if row.lacks(paper)]


def due_of(year: BlocYear, row: Row, paper: str) -> datetime.datetime | None:
    """By when it is awaited: a return has a date of its own."""
    cell = row.cells[paper]
    if cell.state == Submission.State.RETURNED:
        return cell.submission.current_due
    return year.due(PAPERS[paper], row.association.pk)


def days_until(moment: datetime.datetime) -> int:
    return (timezone.localtime(moment).date() - timezone.localdate()).days


def remind_year(year: BlocYear) -> int:
    """Today's reminders of one year; how many people were told. Asking twice tells nobody twice."""
    told = 0
    if year.is_done(Milestone.Kind.SCORES_LOCKED) or not year.is_done(Milestone.Kind.REGISTRATION_OPENED):
        return told
    told += tell_newer_criteria(year)
    for paper in NAMES:
        for row in lacking(year, paper):
            due_at = due_of(year, row, paper)
            day = due_at and stage(days_until(due_at), year.reminder_days)
            if due_at and day is not None:
                told += remind(year, row, paper, due_at, f"{due_at:%Y%m%d}:{day}")
    return told


def tell_newer_criteria(year: BlocYear) -> int:
    """Whoever still writes on an older version of the criteria learns of the newest; how many were told."""
    newest = year.criteria_sets.published().order_by("-version").first()
    drafts = Report.objects.filter(bloc_year=year, state=Report.State.DRAFT, criteria_set__isnull=False)
    return sum(
        notify(
            people_of(report.association_id),
            key=key_of("criteria", report, newest.version),
            subject=f"CẦN XEM: bộ tiêu chí năm {year.year} có bản mới (bản {newest.version})",
            body=f"{report.title} đang soạn theo bản cũ. Xem những gì thay đổi rồi chuyển sang bản mới; những gì đã"
            " viết vẫn còn.",
            url=report.url("adopt"),
            topic=topic_of(year),
        )
        for report in drafts.exclude(criteria_set=newest).select_related("association", "bloc_year")
    )


def remind(year: BlocYear, row: Row, paper: str, due_at: datetime.datetime, key: str, words: str = "") -> int:
    """Tell everyone who acts for this association that its paper is awaited."""
    name, days = row.association.short_name, days_until(due_at)
    left = f"còn {days} ngày" if days > 0 else "hết hạn hôm nay" if not days else "đã quá hạn"
    undone = "chưa nộp lại" if row.cells[paper].state == Submission.State.RETURNED else "chưa nộp"
    body = f"{name} {undone} {NAMES[paper]} năm {year.year}. Hạn {instant(due_at)} (giờ Việt Nam)."
    return notify(
        people_of(row.association.pk),
        key=f"remind:{year.pk}:{row.association.pk}:{paper}:{key}",
        subject=f"CẦN NỘP ({left}): {NAMES[paper]} năm {year.year}, {name}"[:200],
        body=f"{body}\n\n{words}".strip(),
        url=page_of(year, paper),
        urgent=True,
        topic=topic_of(year),
    )


def page_of(year: BlocYear, paper: str) -> str:
    pages = {"registration": "pledges:registrations", "pledge": "pledges:pledge"}
    return reverse(pages.get(paper, "pledges:completeness"), args=[year.pk])


def write_to_all(year: BlocYear, paper: str, *, words: str) -> int:
    """The secretariat writes to every member whose paper is lacking; how many people were told.

    The same words on the same day are sent once, from however many pages.
    """
    turn = f"{timezone.localdate():%Y%m%d}:{hashlib.sha256(words.encode()).hexdigest()[:8]}"
    return sum(
        remind(year, row, paper, due_of(year, row, paper) or timezone.now(), turn, words)
        for row in lacking(year, paper)
    )


def about(submission: Submission) -> str:
    """What messages call it: báo cáo tổng kết năm 2023 của Hội Luật gia."""
    return f"{uncapitalised(submission.title)} của {submission.association.short_name}"


def key_of(what: str, submission: Submission, turn) -> str:
    return f"{what}:{submission._meta.model_name}:{submission.pk}:{turn}"


def settled(submission: Submission, *asked: str) -> None:
    """What was asked for about this one is done."""
    settle(topic_of(submission.bloc_year), *(key_of(what, submission, "") for what in asked))


def received(submission: Submission, version) -> None:
    """The receipt to everyone of the association, and a word to the secretariat; what asked for it is settled."""
    settled(submission, "returned", "longer", "ready")
    whose = (
        f"{submission.bloc_year_id}:{submission.association_id}:{getattr(submission, 'kind', 'registration')}"
    )
    settle(topic_of(submission.bloc_year), f"remind:{whose}:")
    year, late = submission.bloc_year, " (muộn)" if version.is_late else ""
    facts = f"Mã biên nhận {version.code}. Máy chủ nhận lúc {exact_instant(version.received_at)}{late}."
    if version.due_at:
        facts += f" Hạn {instant(version.due_at)}."
    body = f"{facts}\nNgười nộp: {version.submitted_by}.\nMã băm SHA-256: {version.sha256}"
    where = {"url": version.get_absolute_url(), "topic": topic_of(year)}
    members, key = people_of(submission.association_id), key_of("received", submission, version.number)
    subject = f"ĐÃ NHẬN{late}: {about(submission)}"
    notify(members, key=key, subject=subject, body=body, urgent=True, **where)
    to_do, key = (
        f"CẦN XEM: {about(submission)}, lần nộp {version.number}",
        key_of("to-read", submission, version.number),
    )
    notify(secretariat(year), key=key, subject=to_do, body=facts, **where)


def ask_to_sign(submission: Submission, *, by) -> None:
    """Tell those who sign that it waits for them; once for what it says now. Refused while something is missing."""
    if not submission.is_open:
        raise Refused(f"{submission.title} đã được nộp trước đó.")
    if missing := submission.missing():
        raise Refused("Còn thiếu: " + " ".join(missing))
    if not (signatories := signatories_of(submission.association_id)):
        raise Refused("Hội chưa có lãnh đạo nào được ký tại đây.")
    due_at = submission.current_due
    notify(
        signatories,
        key=key_of("ready", submission, digest(snapshot(submission))[:16]),
        subject=f"CHỜ KÝ: {about(submission)}",
        body=f"{by} đã soạn xong." + (f" Hạn nộp {instant(due_at)} (giờ Việt Nam)." if due_at else ""),
        url=submission.url("submit"),
        urgent=True,
        topic=topic_of(submission.bloc_year),
    )


def asked_to_sign_at(submission: Submission) -> datetime.datetime | None:
    """When those who sign were last told that it waits for them."""
    asked = Notice.objects.filter(
        topic=topic_of(submission.bloc_year), key__startswith=key_of("ready", submission, "")
    )
    return asked.aggregate(last=Max("created_at"))["last"]


def sent_back(submission: Submission) -> None:
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
        topic=topic_of(submission.bloc_year),
    )


def given_longer(submission: Submission, reason: str) -> None:
    until = submission.current_due
    if until is None:
        return
    notify(
        people_of(submission.association_id),
        key=key_of("longer", submission, until.isoformat()),
        subject=f"ĐƯỢC GIA HẠN đến {instant(until)}: {uncapitalised(submission.title)}",
        body=reason,
        url=submission.url("answers"),
        topic=topic_of(submission.bloc_year),
    )


def accepted(submission: Submission) -> None:
    settled(submission, "to-read")
    notify(
        people_of(submission.association_id),
        key=key_of("accepted", submission, submission.versions.count()),
        subject=f"ĐÃ TIẾP NHẬN: {about(submission)}",
        url=submission.get_absolute_url(),
        topic=topic_of(submission.bloc_year),
    )


def told(report) -> None:
    """The member learns what was found, and until when it may explain."""
    until = explanation_until(report)
    notify(
        people_of(report.association_id),
        key=key_of("told", report, report.told_at.isoformat()),
        subject=f"CẦN XEM, giải trình trước {instant(until)}: kết quả thẩm định điểm năm {report.bloc_year.year}",
        body=f"Kết quả thẩm định bảng tự chấm điểm của {report.association.short_name} đã có.",
        url=report.url("explain"),
        urgent=True,
        topic=topic_of(report.bloc_year),
    )


def explained(report, count: int) -> None:
    settled(report, "told")
    if count:
        notify(
            secretariat(report.bloc_year),
            key=key_of("explained", report, timezone.now().isoformat()),
            subject=f"CẦN PHÚC TRA: {report.association.short_name} gửi {count} giải trình điểm thẩm định",
            url=report.url("look"),
            topic=topic_of(report.bloc_year),
        )
