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
        head="Ông Hoàng Văn Thành",
        editor="Bà Lê Thị Thu Hiền",
        source=CONFIRMED,
    ),
    RosterLine(
        code="nkt",
        short_name="Hội Người khuyết tật, nạn nhân da cam, bảo trợ người khuyết tật và bảo vệ quyền trẻ em",
        abbreviation="HNKT",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Bà Nguyễn Thị Minh Châu",
        editor="Ông Trần Quốc Đạt",
        source=CONFIRMED,
    ),
    RosterLine(
        code="hlg",
        short_name="Hội Luật gia",
        abbreviation="HLG",
        parent_name="HỘI LUẬT GIA VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Ông Phan Văn Quang",
        editor="Bà Võ Thị Ngọc Ánh",
        source=CONFIRMED,
    ),
    RosterLine(
        code="tnxp",
        short_name="Hội Cựu thanh niên xung phong",
        abbreviation="HCTNXP",
        parent_name="HỘI CỰU THANH NIÊN XUNG PHONG VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Ông Đỗ Xuân Lưu",
        editor="Bà Bùi Thị Nga",
        source=CONFIRMED,
    ),
    RosterLine(
        code="ctd",
        short_name="Hội Chữ thập đỏ",
        abbreviation="CTĐ",
        parent_name="TRUNG ƯƠNG HỘI CHỮ THẬP ĐỎ VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Bà Trương Thị Ái",
        editor="Ông Ngô Đức Huy",
        source=CONFIRMED_2016,
    ),
    RosterLine(
        code="khkt",
        short_name="Liên hiệp các Hội Khoa học và Kỹ thuật",
        abbreviation="LHH",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Ông Lý Hữu Phước",
        editor="Bà Đặng Thị Uyển",
    ),
    RosterLine(
        code="vhnt",
        short_name="Hội Văn học Nghệ thuật",
        abbreviation="VHNT",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Ông Hồ Thanh Vân",
        editor="Bà Cao Thị Diệu",
    ),
    RosterLine(
        code="nb",
        short_name="Hội Nhà báo",
        abbreviation="HNB",
        parent_name="HỘI NHÀ BÁO VIỆT NAM",
        collective="BAN THƯ KÝ",
        head_position="Chủ tịch",
        head="Ông Mai Xuân Ân",
        editor="Bà Tạ Thị Yến",
    ),
    RosterLine(
        code="kh",
        short_name="Hội Khuyến học",
        abbreviation="HKH",
        parent_name="HỘI KHUYẾN HỌC VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Ông Trần Đình Ẩn",
        editor="Ông Lê Khánh Ưng",
    ),
    RosterLine(
        code="dy",
        short_name="Hội Đông y",
        abbreviation="HĐY",
        parent_name="HỘI ĐÔNG Y VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Ông Nguyễn Hữu Thảo",
        editor="Bà Hà Thị Mơ",
    ),
    RosterLine(
        code="nm",
        short_name="Hội Người mù",
        abbreviation="HNM",
        parent_name="HỘI NGƯỜI MÙ VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Ông Lê Quang Sáng",
        editor="Bà Phạm Thị Ước",
    ),
    RosterLine(
        code="htx",
        short_name="Liên minh Hợp tác xã",
        abbreviation="LMHTX",
        parent_name="LIÊN MINH HỢP TÁC XÃ VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Ông Đinh Công Dũng",
        editor="Bà Vũ Thị Lành",
    ),
    RosterLine(
        code="tyn",
        short_name="Hội Tù yêu nước",
        abbreviation="HTYN",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Ông Nguyễn Kim Hùng",
        editor="Bà Trịnh Thị Bảo",
    ),
    RosterLine(
        code="hn",
        short_name="Liên hiệp các tổ chức hữu nghị",
        abbreviation="LHHN",
        parent_name="LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ VIỆT NAM",
        collective="BAN THƯỜNG TRỰC",
        head_position="Chủ tịch",
        head="Ông Văn Ngọc Tiến",
        editor="Bà Lương Thị Hòa",
    ),
    RosterLine(
        code="lv",
        short_name="Hội Làm vườn",
        abbreviation="HLV",
        parent_name="HỘI LÀM VƯỜN VIỆT NAM",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Ông Thái Văn Mậu",
        editor="Bà Dương Thị Xuân",
    ),
    RosterLine(
        code="dn",
        short_name="Hiệp hội Doanh nghiệp",
        abbreviation="HHDN",
        collective="BAN THƯỜNG VỤ",
        head_position="Chủ tịch",
        head="Ông Châu Minh Khôi",
        editor="Bà Đoàn Thị Giang",
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

# Trụ sở, điện thoại, quyết định thành lập: all made up, and said so in `source`. {code: (street, phone, decision)}
REGISTRY = {
    "nct": ("Số 18 đường Hàm Nghi", "0233 355 0101", "412/QĐ-UB ngày 20/6/1997"),
    "nkt": ("Số 42 đường Trần Hưng Đạo", "0233 355 0102", "2986/QĐ-UBND ngày 18/12/2017"),
    "hlg": ("Số 09 đường Huyền Trân Công Chúa", "0233 355 0103", "756/QĐ-UB ngày 14/10/1992"),
    "tnxp": ("Số 27 đường Lê Lợi", "0233 355 0104", "1573/QĐ-UBND ngày 12/7/2005"),
    "ctd": ("Số 63 đường Hùng Vương", "0233 355 0105", "88/QĐ-UB ngày 25/9/1989"),
    "khkt": ("Số 31 đường Nguyễn Du", "0233 355 0106", "1042/QĐ-UB ngày 17/5/1999"),
    "vhnt": ("Số 05 đường Ngô Quyền", "0233 355 0107", "214/QĐ-UB ngày 03/4/1990"),
    "nb": ("Số 70 đường Quốc lộ 9", "0233 355 0108", "339/QĐ-UB ngày 18/6/1991"),
    "kh": ("Số 24 đường Trần Phú", "0233 355 0109", "1885/QĐ-UB ngày 09/11/1999"),
    "dy": ("Số 11 đường Phan Bội Châu", "0233 355 0110", "267/QĐ-UB ngày 22/8/1990"),
    "nm": ("Số 36 đường Đặng Dung", "0233 355 0111", "945/QĐ-UB ngày 06/12/1995"),
    "htx": ("Số 52 đường Nguyễn Huệ", "0233 355 0112", "518/QĐ-UB ngày 15/3/1994"),
    "tyn": ("Số 14 đường Lý Thường Kiệt", "0233 355 0113", "2218/QĐ-UBND ngày 27/10/2008"),
    "hn": ("Số 48 đường Tôn Thất Thuyết", "0233 355 0114", "1467/QĐ-UBND ngày 30/8/2006"),
    "lv": ("Số 07 đường Trương Hán Siêu", "0233 355 0115", "603/QĐ-UB ngày 19/02/1997"),
    "dn": ("Số 80 đường Điện Biên Phủ", "0233 355 0116", "1729/QĐ-UBND ngày 21/9/2007"),
}
