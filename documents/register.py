"""Sổ đăng ký văn bản đi: the register of outgoing papers, ten columns (Decree 30/2020/NĐ-CP, Annex IV)."""

from base.vietnamese import short_date, two_digits

from .models import IssuedDocument
from .papers import Column

COLUMNS = (
    Column("Số, ký hiệu văn bản", 9, "center"),
    Column("Ngày, tháng văn bản", 8.5, "center"),
    Column("Tên loại và trích yếu nội dung văn bản", 26),
    Column("Người ký", 11),
    Column("Nơi nhận văn bản", 15),
    Column("Đơn vị, người nhận bản lưu", 8),
    Column("Số lượng bản", 4.5, "center"),
    Column("Ngày chuyển", 7, "center"),
    Column("Ký nhận", 5),
    Column("Ghi chú", 6),
)


def register_row(document: IssuedDocument) -> tuple[str, ...]:
    """One line; the columns that people fill in are empty until they do. Reads `dispatch`, `replaced_by`."""
    sent = getattr(document, "dispatch", None)
    return (
        document.reference,
        short_date(document.issued_on),
        document.title,
        document.signer,
        document.recipients,
        sent.kept_by if sent else "",
        two_digits(sent.copies) if sent and sent.copies else "",
        short_date(sent.sent_on) if sent and sent.sent_on else "",
        sent.taken_by if sent else "",
        "; ".join(filter(None, [_state(document), sent.note if sent else ""])),
    )


def _state(document: IssuedDocument) -> str:
    if document.withdrawn_at:
        return "Đã thu hồi"
    after = document.successor
    return f"Được thay bằng {after.reference or 'bản mới'}" if after else ""
