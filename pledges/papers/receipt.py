"""Giấy biên nhận for what a member handed in."""

from django.utils import timezone

from base.vietnamese import exact_instant, instant
from blocs.documents import letterhead
from documents.papers import Column, Paper, Paragraph, Signer, Table
from pledges.models import Version

RECEIPT_COLUMNS = (Column("Nội dung", 32), Column("Ghi nhận", 68))


def receipt_paper(version: Version) -> Paper:
    """Says that it came, when, from whom, and what exactly: the SHA-256 of its content."""
    submission = version.submission
    lateness = "Không đặt hạn" if version.due_at is None else "Muộn" if version.is_late else "Đúng hạn"
    due = f" (hạn {instant(version.due_at)})" if version.due_at else ""
    rows = [
        ("Mã biên nhận", version.code),
        *((name, text) for name, text in version.content["head"]),
        ("Lần nộp", str(version.number)),
        ("Người nộp", version.submitted_by.full_name),
        ("Máy chủ nhận lúc", f"{exact_instant(version.received_at)} (giờ Việt Nam)"),
        ("Thời hạn", f"{lateness}{due}"),
        ("Cách ký", "Bản giấy ký, quét kèm" if version.scan else "Xác nhận bằng mật khẩu của người ký"),
        ("Mã băm SHA-256 của nội dung", version.sha256),
    ]
    if version.scan:
        rows.append(("Mã băm SHA-256 của bản quét", version.scan_sha256))
    if withdrawal := getattr(version, "withdrawal", None):
        rows.append(
            ("Rút lại lúc", f"{exact_instant(withdrawal.at)} (giờ Việt Nam), {withdrawal.by.full_name}")
        )
    day = timezone.localtime(version.received_at).date()
    note = (
        "Giấy này do phần mềm của khối lập tự động khi nhận bản nộp. Nội dung đã nộp được lưu nguyên vẹn;"
        " mã băm cho biết nội dung đó có bị thay đổi về sau hay không."
    )
    return Paper(
        kind="bien-nhan",
        type_name="GIẤY BIÊN NHẬN",
        abstract=f"{submission.title} của {submission.association.short_name}",
        letterhead=letterhead(submission.bloc_year, day),
        dated=day,
        signer=Signer(note=""),
        blocks=(Table(RECEIPT_COLUMNS, tuple(rows)), Paragraph(note, is_aside=True)),
        ends_with="",
        is_draft=False,
    )
