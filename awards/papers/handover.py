"""Biên bản bàn giao: what one lead passes on to the next, from the list both sides agreed on."""

import datetime

from base.vietnamese import long_date, long_instant, two_digits
from blocs.documents import letterhead
from blocs.models import Handover
from documents.papers import Column, Heading, Paper, Paragraph, Signer, Table, items

from .conference import lines_of

COLUMNS = (
    Column("STT", 7, "center"),
    Column("Nội dung", 43),
    Column("Số lượng", 15, "center"),
    Column("Hình thức", 18, "center"),
    Column("Ghi chú", 17),
)


def _list(handover: Handover) -> Table:
    rows = [
        (two_digits(n), i.text, i.quantity, i.get_form_display(), i.note)
        for n, i in enumerate(handover.items.all(), 1)
    ]
    return Table(COLUMNS, tuple(rows))


def _parties(handover: Handover, day) -> list[Paragraph]:
    year = handover.bloc_year
    sentences = [
        f"1. Thời gian: {long_instant(handover.held_at)}.",
        f"2. Địa điểm: {handover.place}.",
        f"3. Bên giao: {year.lead.name_on(day)}, Trưởng khối năm {year.year}; đại diện:"
        f" {handover.giver_name}, {handover.giver_position}.",
        f"4. Bên nhận: {handover.receiver.name_on(day)}, Trưởng khối năm {year.year + 1}; đại diện:"
        f" {handover.receiver_name}, {handover.receiver_position}.",
    ]
    if handover.witness_name:
        sentences.append(
            f"5. Chứng kiến: {', '.join(filter(None, [handover.witness_name, handover.witness_position]))}."
        )
    return [Paragraph(text) for text in sentences]


def _writing(handover: Handover) -> Paragraph:
    year = handover.bloc_year.year
    return Paragraph(
        f"Bên giao thôi cập nhật dữ liệu năm {year} của khối trên phần mềm từ {long_date(handover.writes_end)};"
        f" Bên nhận cập nhật dữ liệu năm {year + 1} từ {long_date(handover.writes_begin)}."
        " Dữ liệu các năm trước được giữ nguyên, hai bên cùng được xem."
    )


def _signers(handover: Handover) -> tuple[Signer, tuple[Signer, ...]]:
    giver = Signer(handover.giver_name, handover.giver_position, ("ĐẠI DIỆN BÊN GIAO",))
    receiver = Signer(handover.receiver_name, handover.receiver_position, ("ĐẠI DIỆN BÊN NHẬN",))
    witness = Signer(handover.witness_name, handover.witness_position, ("NGƯỜI CHỨNG KIẾN",), note="(Chữ ký)")
    return receiver, (giver, witness) if handover.witness_name else (giver,)


def handover_paper(handover: Handover, day: datetime.date) -> Paper:
    """Biên bản bàn giao (minutes, form 1.9 of Decree 30/2020, Annex III)."""
    year = handover.bloc_year
    tasks = lines_of(handover.open_tasks)
    copies = 3 if handover.witness_name else 2
    receiver, others = _signers(handover)
    return Paper(
        kind="bien-ban-ban-giao",
        type_name="BIÊN BẢN",
        abstract=f"Bàn giao nhiệm vụ Trưởng khối thi đua năm {year.year}",
        letterhead=letterhead(year, day),
        type_code="BB",
        has_place_line=False,
        drafted_for=day,
        signer=receiver,
        other_signers=others,
        blocks=(
            Heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"),
            *_parties(handover, day),
            Heading("II. DANH MỤC BÀN GIAO"),
            Paragraph("Bên giao đã giao, Bên nhận đã kiểm và nhận:", is_lead_in=True),
            _list(handover),
            Heading("III. VIỆC PHẢI LÀM TIẾP"),
            *(items(tasks) if tasks else [Paragraph("Không có việc nào còn dang dở.")]),
            Heading("IV. QUYỀN CẬP NHẬT DỮ LIỆU"),
            _writing(handover),
            Paragraph(
                f"Biên bản lập thành {two_digits(copies)} bản có giá trị như nhau, mỗi bên"
                f"{' và người chứng kiến' if handover.witness_name else ''} giữ 01 bản; hai bên đã đọc, thống nhất nội"
                " dung và cùng ký tên"
            ),
        ),
        recipients=(year.bloc.standing_agency, "Hai bên giao, nhận", "Lưu: VT, hồ sơ khối"),
    )
