"""Drafts of the impact file (Mẫu 10) and of the notice of a breach (Mẫu 08), from the facts of the site."""

import datetime

from base.vietnamese import instant, number
from documents.papers import Block, Heading, Paper, Paragraph, Table, items
from operations.security_level.lines import LINES
from operations.security_level.papers import head_of_operator, letterhead, table
from operations.security_level.site import data_classes, operator, owner

from .breach import Breach, named_without_account, people_to_tell, readable, touched

AUTHORITY = "Cơ quan chuyên trách bảo vệ dữ liệu cá nhân, Bộ Công an"
BASES = (
    "Căn cứ Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15",
    "Căn cứ Nghị định số 356/2025/NĐ-CP của Chính phủ",
)
RISKS = (
    "Tài khoản bị chiếm: xác thực hai bước, khóa phiên, nhật ký; khóa tài khoản và kê người bị ảnh hưởng",
    "Tệp minh chứng có dữ liệu của người khác: hội chỉ tải phần cần; chỉ người thẩm định, thư ký, tỉnh mở được",
    "Mất máy chủ, mất bản sao lưu: mã hóa ổ đĩa và bản sao lưu, khôi phục thử",
)
PROTECTED_BY = ("Tài khoản", "Phân quyền", "Nhật ký", "Dữ liệu", "Sao lưu")  # groups of lines


def _whose() -> list[Block]:
    facts = [f"Bên kiểm soát dữ liệu: {owner()}", f"Bên xử lý dữ liệu: {operator()}"]
    known = items(facts) if owner() and operator() else []
    contact = "(Ghi họ tên, điện thoại, thư điện tử của người phụ trách bảo vệ dữ liệu cá nhân)"
    return [Heading("I. CÁC BÊN"), *known, Paragraph(contact, is_missing=True)]


def _classes() -> Table:
    rows = []
    for one in data_classes():
        kind = one.holding
        rows.append((kind.name, kind.whose, kind.why, kind.read_by, kind.kept, _people(one.people)))
    columns = (("Loại dữ liệu", 18), ("Của ai", 14), ("Mục đích", 18), ("Ai đọc", 18), ("Giữ bao lâu", 20))
    return table(*columns, ("Số người", 12, "right"), rows=rows)


def _people(count: int | None) -> str:
    return "–" if count is None else number(count)


def impact_paper(day: datetime.date) -> Paper:
    """Hồ sơ đánh giá tác động xử lý dữ liệu cá nhân, as far as the site knows; the rest stands in red."""
    measures = [f"{line.text}: {line.state.value.lower()}" for line in LINES if line.group in PROTECTED_BY]
    return Paper(
        kind="danh-gia-tac-dong",
        type_name="HỒ SƠ ĐÁNH GIÁ TÁC ĐỘNG",
        abstract="Xử lý dữ liệu cá nhân của hệ thống quản lý thi đua, khen thưởng",
        letterhead=letterhead(),
        signer=head_of_operator(),
        drafted_for=day,
        bases=BASES,
        blocks=(
            *_whose(),
            Heading("II. DỮ LIỆU ĐƯỢC XỬ LÝ"),
            _classes(),
            Paragraph("Loại không tách được từng người từ dòng dữ liệu ghi “–”.", is_aside=True),
            Paragraph(
                "(Ghi tệp minh chứng có dữ liệu nhạy cảm không, như sức khỏe của hội viên)", is_missing=True
            ),
            Paragraph("(Ghi có chuyển dữ liệu ra nước ngoài không: kho tệp, máy chủ thư)", is_missing=True),
            Heading("III. BIỆN PHÁP BẢO VỆ"),
            *items(measures),
            Heading("IV. RỦI RO, BIỆN PHÁP GIẢM THIỂU"),
            *items(RISKS),
            Paragraph("(Ghi rủi ro khác theo nơi đặt máy và người vận hành)", is_missing=True),
            Paragraph("Bản nháp lập từ dữ kiện của hệ thống; đối chiếu với Mẫu 10 trước khi gửi"),
        ),
        recipients=(AUTHORITY, "Lưu: VT"),
    )


def _named_without_account(breach: Breach) -> list[Block]:
    names = named_without_account(breach)
    if not names:
        return []
    return [Paragraph(f"Người có tên trong dữ liệu, không có tài khoản, cần báo riêng: {', '.join(names)}.")]


def _filled(text: str, otherwise: str) -> list[Block]:
    lines = [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
    return [*lines] or [Paragraph(otherwise, is_missing=True)]


def _reach(breach: Breach) -> list[Block]:
    if breach.account is None:
        return []
    rows = [(what, number(count), kind) for what, count, kind in readable(breach.account)]
    return [
        Paragraph("Dữ liệu mà tài khoản này xem được:", is_lead_in=True),
        table(("Loại", 40), ("Số lượng", 20, "right"), ("Loại dữ liệu cá nhân", 40), rows=rows),
    ]


def breach_paper(breach: Breach, day: datetime.date) -> Paper:
    """Thông báo vi phạm, due 72 hours after it was found; what nobody has filled in stands in red."""
    account = f"; tài khoản: {breach.account.full_name}, {breach.account.email}" if breach.account else ""
    rows = [(one.kind, number(one.rows), "; ".join(one.classes) or "–") for one in touched(breach)]
    changed: list[Block] = [Paragraph("Trong thời gian ấy, nhật ký không ghi thay đổi nào.")]
    if rows:
        columns = (("Loại", 40), ("Số dòng", 20, "right"), ("Loại dữ liệu cá nhân", 40))
        changed = [Paragraph("Dữ liệu đã bị ghi, sửa:", is_lead_in=True), table(*columns, rows=rows)]
    addresses = ", ".join(breach.addresses()) or "không ghi được"
    return Paper(
        kind="thong-bao-vi-pham",
        type_name="THÔNG BÁO",
        abstract="Vi phạm quy định về bảo vệ dữ liệu cá nhân",
        letterhead=letterhead(),
        signer=head_of_operator(),
        drafted_for=day,
        addressees=(AUTHORITY,),
        bases=BASES,
        blocks=(
            Heading("I. VI PHẠM"),
            *items(
                (
                    f"Thời gian: từ {instant(breach.since)} đến {instant(breach.until)}{account}",
                    f"Phát hiện lúc {instant(breach.found_at)}; hạn thông báo {instant(breach.tell_by)}",
                    f"Số việc ghi trong nhật ký: {number(breach.acts().count())}; từ địa chỉ: {addresses}",
                )
            ),
            *_filled(breach.what, "(Mô tả việc đã xảy ra)"),
            Heading("II. DỮ LIỆU, NGƯỜI BỊ ẢNH HƯỞNG"),
            *changed,
            *_reach(breach),
            Paragraph(f"Số người cần được báo: {number(len(people_to_tell(breach)))}."),
            *_named_without_account(breach),
            Heading("III. HẬU QUẢ CÓ THỂ CÓ"),
            *_filled(breach.consequences, "(Mô tả hậu quả có thể có)"),
            Heading("IV. BIỆN PHÁP"),
            *_filled(breach.measures, "(Mô tả biện pháp đã làm, sẽ làm)"),
            Paragraph("(Ghi họ tên, điện thoại của người phụ trách bảo vệ dữ liệu cá nhân)", is_missing=True),
            Paragraph("Bản nháp lập từ nhật ký của hệ thống; đối chiếu với Mẫu 08 trước khi gửi"),
        ),
        recipients=("Như trên", owner() or "Chủ quản hệ thống thông tin", "Lưu: VT"),
    )
