"""Phiếu bầu: the paper ballot of one vote, with the bloc's mark and without a trace of who fills it in."""

from awards.models import Poll
from base.vietnamese import two_digits
from blocs.documents import letterhead
from documents.papers import Column, Paper, Paragraph, Signer, Table

COLUMNS = (
    Column("STT", 8, "center"),
    Column("Đơn vị được đề cử", 52),
    Column("Đồng ý", 20, "center"),
    Column("Không đồng ý", 20, "center"),
)


def ballot_paper(poll: Poll) -> Paper:
    """One ballot; printed as often as there are votes."""
    conference = poll.conference
    year, day = conference.bloc_year, conference.day
    nominees = poll.standing_nominees()
    rows = tuple((str(n), nominee.association.name_on(day), "", "") for n, nominee in enumerate(nominees, 1))
    seats = two_digits(poll.seats)
    guide = (
        f"Đánh dấu X vào một trong hai ô của từng đơn vị; chỉ đồng ý tối đa {seats} đơn vị. Phiếu không hợp lệ:"
        " không do ban kiểm phiếu phát ra, để trống, đánh dấu cả hai ô của một đơn vị,"
        f" đồng ý quá {seats} đơn vị, có ghi tên hoặc ký hiệu riêng."
    )
    return Paper(
        kind="phieu-bau",
        type_name="PHIẾU BẦU",
        abstract=f"{poll}, năm {year.year}",
        letterhead=letterhead(year, day),
        dated=day,
        signer=Signer(lines=("BAN KIỂM PHIẾU",)),
        blocks=(Paragraph(guide, is_aside=True), Table(COLUMNS, rows, for_signing=True)),
        ends_with="",
        is_draft=False,
    )
