"""The sixteen associations, the three bodies that one of them grew out of, and people (all made up)."""

import datetime
from dataclasses import dataclass

PROVINCE = "tỉnh Quảng Trị"
PLACE = "Quảng Trị"
ADDRESSEES = "Chủ tịch Ủy ban nhân dân tỉnh Quảng Trị\nBan Thi đua - Khen thưởng tỉnh"
CONFIRMED = "Báo Quảng Trị, hội nghị ngày 09/01/2024"
CONFIRMED_2016 = "chuthapdo.quangtri.gov.vn, ký giao ước ngày 26/05/2016"


@dataclass(frozen=True)
class RosterLine:
    """One association: how its papers name it, its head and who writes for it; `source` where its name is confirmed."""

    code: str
    short_name: str
    abbreviation: str
    collective: str
    head_position: str
    head: str
    editor: str
    parent_name: str = ""
    source: str = ""


ASSOCIATIONS = [
    RosterLine(
        code="nct",
        short_name="Ban đại diện Hội Người cao tuổi",
        abbreviation="BĐD",
        parent_name="HỘI NGƯỜI CAO TUỔI VIỆT NAM",
        collective="BAN ĐẠI DIỆN",
        head_position="Trưởng ban",
        head="Hoàng Văn Thành",
        editor="Lê Thị Thu Hiền",
        source=CONFIRMED,
    ),
    RosterLine(
        code="nkt",
        short_name="Hội Người khuyết tật, nạn nhân da cam, bảo trợ người khuyết tật và bảo vệ quyền trẻ em",
        abbreviation="HNKT",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Nguyễn Thị Minh Châu",
        editor="Trần Quốc Đạt",
        source=CONFIRMED,
    ),
    RosterLine(
        code="hlg",
        short_name="Hội Luật gia",
        abbreviation="HLG",
        parent_name="HỘI LUẬT GIA VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Phan Văn Quang",
        editor="Võ Thị Ngọc Ánh",
        source=CONFIRMED,
    ),
    RosterLine(
        code="tnxp",
        short_name="Hội Cựu thanh niên xung phong",
        abbreviation="HCTNXP",
        parent_name="HỘI CỰU THANH NIÊN XUNG PHONG VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Đỗ Xuân Lưu",
        editor="Bùi Thị Nga",
        source=CONFIRMED,
    ),
    RosterLine(
        code="ctd",
        short_name="Hội Chữ thập đỏ",
        abbreviation="CTĐ",
        parent_name="TRUNG ƯƠNG HỘI CHỮ THẬP ĐỎ VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Trương Thị Ái",
        editor="Ngô Đức Huy",
        source=CONFIRMED_2016,
    ),
    RosterLine(
        code="khkt",
        short_name="Liên hiệp các Hội Khoa học và Kỹ thuật",
        abbreviation="LHH",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Lý Hữu Phước",
        editor="Đặng Thị Uyển",
    ),
    RosterLine(
        code="vhnt",
        short_name="Hội Văn học Nghệ thuật",
        abbreviation="VHNT",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Hồ Thanh Vân",
        editor="Cao Thị Diệu",
    ),
    RosterLine(
        code="nb",
        short_name="Hội Nhà báo",
        abbreviation="HNB",
        parent_name="HỘI NHÀ BÁO VIỆT NAM",
        collective="BAN THƯ KÝ",
        head_position="Chủ tịch",
        head="Mai Xuân Ân",
        editor="Tạ Thị Yến",
    ),
    RosterLine(
        code="kh",
        short_name="Hội Khuyến học",
        abbreviation="HKH",
        parent_name="HỘI KHUYẾN HỌC VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Trần Đình Ẩn",
        editor="Lê Khánh Ưng",
    ),
    RosterLine(
        code="dy",
        short_name="Hội Đông y",
        abbreviation="HĐY",
        parent_name="HỘI ĐÔNG Y VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Nguyễn Hữu Thảo",
        editor="Hà Thị Mơ",
    ),
    RosterLine(
        code="nm",
        short_name="Hội Người mù",
        abbreviation="HNM",
        parent_name="HỘI NGƯỜI MÙ VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Lê Quang Sáng",
        editor="Phạm Thị Ước",
    ),
    RosterLine(
        code="htx",
        short_name="Liên minh Hợp tác xã",
        abbreviation="LMHTX",
        parent_name="LIÊN MINH HỢP TÁC XÃ VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Đinh Công Dũng",
        editor="Vũ Thị Lành",
    ),
    RosterLine(
        code="tyn",
        short_name="Hội Tù yêu nước",
        abbreviation="HTYN",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Nguyễn Kim Hùng",
        editor="Trịnh Thị Bảo",
    ),
    RosterLine(
        code="hn",
        short_name="Liên hiệp các tổ chức hữu nghị",
        abbreviation="LHHN",
        parent_name="LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ VIỆT NAM",
        collective="BAN THƯỜNG TRỰC",
        head_position="Chủ tịch",
        head="Văn Ngọc Tiến",
        editor="Lương Thị Hòa",
    ),
    RosterLine(
        code="lv",
        short_name="Hội Làm vườn",
        abbreviation="HLV",
        parent_name="HỘI LÀM VƯỜN VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Thái Văn Mậu",
        editor="Dương Thị Xuân",
    ),
    RosterLine(
        code="dn",
        short_name="Hiệp hội Doanh nghiệp",
        abbreviation="HHDN",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Châu Minh Khôi",
        editor="Đoàn Thị Giang",
    ),
]

RENAMED = {
    "code": "nct",
    "on": datetime.date(2024, 7, 1),
    "official_name": "Hội Người cao tuổi tỉnh Quảng Trị",
    "short_name": "Hội Người cao tuổi",
    "abbreviation": "HNCT",
    "letterhead_name": "HỘI NGƯỜI CAO TUỔI TỈNH QUẢNG TRỊ",
    "collective": "BAN THƯỜNG VỤ",
}

MERGED_ON = datetime.date(2018, 1, 1)
MERGED_INTO = "nkt"
MERGED = [
    ("nkt-cu", "Hội Người khuyết tật", "HNKT"),
    ("nndc-cu", "Hội Nạn nhân chất độc da cam/dioxin", "NNDC"),
    ("btqte-cu", "Hội Bảo trợ người khuyết tật và bảo vệ quyền trẻ em", "BTQTE"),
]
