"""Sheets of one vote: the paper ballot, the same for everybody, and what is announced when the vote is opened."""

from awards.models import Poll
from base.vietnamese import two_digits, uncapitalised
from blocs.documents import letterhead
from documents.papers import Column, Heading, Paper, Paragraph, Signer, Table, items

COLUMNS = (
    Column("STT", 8, "center"),
    Column("Đơn vị được đề cử", 52),
    Column("Đồng ý", 20, "center"),
    Column("Không đồng ý", 20, "center"),
)
VOTERS = (Column("STT", 10, "center"), Column("Đơn vị", 55), Column("Đơn vị nhận ủy quyền", 35))


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
        signer=Signer(lines=("BAN KIỂM PHIẾU",), name="(đóng dấu đơn vị Trưởng khối)"),
        blocks=(Paragraph(guide, is_aside=True), Table(COLUMNS, rows, for_marking=True), *_batch(poll)),
        ends_with="",
        is_draft=False,
    )


def _batch(poll: Poll) -> tuple[Paragraph, ...]:
    """All ballots of one vote carry one mark, by which another vote's are told apart; none has a number of its own."""
    if not poll.opening_fingerprint:
        return ()
    return (Paragraph(f"Lô phiếu: {poll.opening_fingerprint[:9]} (mọi phiếu như nhau).", is_aside=True),)


def opening_paper(poll: Poll) -> Paper:
    """What the chair reads out and the room keeps: nominees, voters, and the mark by which the record is checked."""
    conference = poll.conference
    year, day = conference.bloc_year, conference.day
    voters = poll.rights.select_related("association", "held_by").order_by("number")
    nominees = poll.nominees.select_related("association").order_by("number")
    rows = tuple(
        (str(n), r.association.name_on(day), r.held_by.name_on(day) if r.held_by else "")
        for n, r in enumerate(voters, 1)
    )
    rule = f"{poll.get_threshold_display()} tính trên {poll.get_base_display()}"
    return Paper(
        kind="cong-bo-mo-phieu",
        type_name="CÔNG BỐ MỞ CUỘC BỎ PHIẾU",
        abstract=f"{poll}, năm {year.year}",
        letterhead=letterhead(year, day),
        dated=day,
        signer=Signer(lines=("BAN KIỂM PHIẾU",)),
        blocks=(
            Paragraph(f"Mã mở phiếu: {poll.opening_fingerprint}."),
            Paragraph(
                f"Hình thức: {uncapitalised(poll.get_method_display())}. Chọn tối đa {two_digits(poll.seats)} đơn vị;"
                f" được chọn khi đồng ý {rule}. Công bố sau khi đóng: {poll.get_ballot_list_display()}."
            ),
            Heading("Đơn vị được đề cử", level=2),
            *items(n.association.name_on(day) for n in nominees),
            Heading("Đơn vị được bỏ phiếu", level=2),
            Table(VOTERS, rows),
            Paragraph(
                "Mã mở phiếu tính từ toàn bộ nội dung trên và khóa ký biên nhận của riêng cuộc bỏ phiếu này. Hồ sơ bỏ"
                " phiếu công bố sau khi đóng phải có đúng mã này.",
                is_aside=True,
            ),
        ),
        ends_with="",
        is_draft=False,
    )
