"""The law and the awards as first loaded: three regimes of emulation law. Extended in the admin, not here."""

import datetime
from dataclasses import dataclass

day = datetime.date.fromisoformat


@dataclass(frozen=True)
class Shipped:
    """An instrument as it comes with this version, days as 2025-07-01; `in_force_to` is the last day in force."""

    kind: str
    number: str
    title: str
    issuer: str
    issued_on: str
    in_force_from: str
    in_force_to: str = ""
    replaced_by: str = ""
    amends: str = ""
    cited_in_papers: bool = True
    source: str = ""
    note: str = ""
    position: int = 100


CHECKED_ON, CHECKED_BY = "2026-11-28", "Bản phát hành 0.8.0"
LAW, DECREE, CIRCULAR = "Luật", "Nghị định", "Thông tư"
ASSEMBLY, GOVERNMENT, MINISTRY = "Quốc hội", "Chính phủ", "Bộ Nội vụ"
AMENDING = "sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng"
DETAILS = "quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng"
CONSOLIDATED = "Văn bản hợp nhất 16/VBHN-VPQH năm 2013"

# National law only: what a province decides is its own and comes with no version of this.
INSTRUMENTS = [
    Shipped(
        LAW, "15/2003/QH11", "Thi đua, khen thưởng", ASSEMBLY, "2003-11-26", "2004-07-01", "2023-12-31",
        replaced_by="06/2022/QH15", source=CONSOLIDATED, position=1,
    ),
    Shipped(
        LAW, "47/2005/QH11", AMENDING, ASSEMBLY, "2005-06-14", "2005-06-27", "2023-12-31",
        replaced_by="06/2022/QH15", amends="15/2003/QH11", source=CONSOLIDATED, position=1,
    ),
    Shipped(
        LAW, "39/2013/QH13", AMENDING, ASSEMBLY, "2013-11-16", "2014-06-01", "2023-12-31",
        replaced_by="06/2022/QH15", amends="15/2003/QH11", source=CONSOLIDATED, position=1,
    ),
    Shipped(
        DECREE, "91/2017/NĐ-CP", DETAILS, GOVERNMENT, "2017-07-31", "2017-10-01", "2023-12-31",
        replaced_by="98/2023/NĐ-CP", position=2,
    ),
    Shipped(
        CIRCULAR, "12/2019/TT-BNV", "quy định chi tiết thi hành một số điều của Nghị định số 91/2017/NĐ-CP", MINISTRY,
        "2019-11-04", "2020-01-01", "2023-12-31", replaced_by="01/2024/TT-BNV", cited_in_papers=False, position=3,
    ),
    Shipped(
        LAW, "06/2022/QH15", "Thi đua, khen thưởng", ASSEMBLY, "2022-06-15", "2024-01-01", position=4,
        source="Luật số 06/2022/QH15, Điều 94",
    ),
    Shipped(
        LAW, "06/2026/QH16", AMENDING, ASSEMBLY, "2026-04-23", "2026-10-01", amends="06/2022/QH15", position=4,
        source="vanban.chinhphu.vn, docid=218100",
        note=(
            "Hồ sơ cơ quan thẩm định đã nhận trước ngày 01/10/2026 tiếp tục theo quy định cũ,"
            " trừ khi quy định mới có lợi hơn. Nội dung chuyển tiếp theo tin đã đăng, chưa đối chiếu toàn văn."
        ),
    ),
    Shipped(
        DECREE, "98/2023/NĐ-CP", DETAILS, GOVERNMENT, "2023-12-31", "2024-01-01", "2025-06-30",
        replaced_by="152/2025/NĐ-CP", source="Nghị định số 152/2025/NĐ-CP, Điều 59", position=5,
    ),
    Shipped(
        CIRCULAR, "01/2024/TT-BNV", "quy định biện pháp thi hành Luật Thi đua, khen thưởng", MINISTRY,
        "2024-02-24", "2024-02-24", "2025-08-04", replaced_by="15/2025/TT-BNV", cited_in_papers=False, position=6,
    ),
    Shipped(
        DECREE, "152/2025/NĐ-CP",
        "quy định về phân cấp, phân quyền trong lĩnh vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành"
        " một số điều của Luật Thi đua, khen thưởng",
        GOVERNMENT, "2025-06-14", "2025-07-01", "2027-02-28", position=7,
        source="vbpl.vn: hết hiệu lực từ ngày 01/03/2027",
    ),
    Shipped(
        CIRCULAR, "15/2025/TT-BNV",
        "quy định biện pháp để tổ chức, hướng dẫn thi hành Luật Thi đua, khen thưởng và Nghị định số 152/2025/NĐ-CP",
        MINISTRY, "2025-08-04", "2025-08-05", position=8,
        source="thuvienphapluat.vn, 668075 (phần sau của trích yếu chưa đối chiếu)",
    ),
]  # fmt: skip

# What earlier versions shipped and this one corrects: {number: {column: what it said}}. A row that still says so is
# corrected at an upgrade; one that says anything else was changed by the office and is left alone.
EARLIER = {
    "152/2025/NĐ-CP": {
        "title": "quy định về phân cấp, phân quyền và chi tiết, hướng dẫn thi hành một số điều của"
        " Luật Thi đua, khen thưởng",
        "in_force_to": "",
    },
    "15/2025/TT-BNV": {
        "title": "quy định chi tiết, hướng dẫn thi hành một số điều của Luật Thi đua, khen thưởng và"
        " Nghị định số 152/2025/NĐ-CP",
    },
}
# Shipped to every province by versions before 0.8.0, though it is one province's: it stays where it is, for that one.
NO_LONGER_SHIPPED = {
    "29/2018/QĐ-UBND": (
        {
            "title": "ban hành quy định về công tác thi đua, khen thưởng trên địa bàn tỉnh Quảng Trị",
            "province": "",
        },
        {"title": "Ban hành Quy chế Thi đua, Khen thưởng tỉnh Quảng Trị", "province": "tỉnh Quảng Trị"},
    ),
}

# code, name, kind, level, authority, proposed by the bloc, position, bases {number: article}
AWARDS = [
    (
        "co-chinh-phu",
        "Cờ thi đua của Chính phủ",
        "title",
        "state",
        "Thủ tướng Chính phủ",
        True,
        1,
        {"15/2003/QH11": "Điều 25", "06/2022/QH15": "khoản 1 Điều 25"},
    ),
    (
        "co-ubnd-tinh",
        "Cờ thi đua của Ủy ban nhân dân tỉnh",
        "title",
        "province",
        "Chủ tịch Ủy ban nhân dân tỉnh",
        True,
        2,
        {"15/2003/QH11": "Điều 26", "06/2022/QH15": "Điều 26"},
    ),
    (
        "bang-khen-tinh",
        "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
        "form",
        "province",
        "Chủ tịch Ủy ban nhân dân tỉnh",
        True,
        3,
        {"15/2003/QH11": "Điều 72", "06/2022/QH15": "Điều 74"},
    ),
    (
        "ttldxs",
        "Tập thể lao động xuất sắc",
        "title",
        "province",
        "Chủ tịch Ủy ban nhân dân tỉnh",
        True,
        4,
        {"15/2003/QH11": "Điều 27", "06/2022/QH15": "Điều 27"},
    ),
    (
        "ttldtt",
        "Tập thể lao động tiên tiến",
        "title",
        "body",
        "Thủ trưởng cơ quan, đơn vị",
        False,
        5,
        {"15/2003/QH11": "Điều 28", "06/2022/QH15": "Điều 28"},
    ),
    (
        "bang-khen-ttg",
        "Bằng khen của Thủ tướng Chính phủ",
        "form",
        "state",
        "Thủ tướng Chính phủ",
        False,
        6,
        {},
    ),
    ("giay-khen", "Giấy khen", "form", "body", "Thủ trưởng cơ quan, đơn vị", False, 7, {}),
]
WITHIN_QUOTA = {"co-ubnd-tinh"}  # how many a bloc may propose is a rule of its year
INCOMPATIBLE = [("co-ubnd-tinh", "bang-khen-tinh"), ("ttldxs", "bang-khen-tinh")]

# instrument, name of the form, awards (none: all others), who confirms. Headings as in Mẫu 01 of Decree 91/2017.
ACHIEVEMENT_FORMS = [
    ("91/2017/NĐ-CP", "Mẫu số 01", (), ""),
    ("98/2023/NĐ-CP", "Mẫu số 02", (), ""),
    ("152/2025/NĐ-CP", "Mẫu báo cáo thành tích khen thưởng công trạng cho tập thể", (), ""),
    ("152/2025/NĐ-CP", "Mẫu báo cáo thành tích đề nghị Cờ thi đua của Chính phủ", ("co-chinh-phu",), ""),
]
HEADINGS = [
    (1, "I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH", ""),
    (2, "1. Đặc điểm, tình hình", "situation"),
    (2, "2. Chức năng, nhiệm vụ", "duties"),
    (1, "II. THÀNH TÍCH ĐẠT ĐƯỢC", ""),
    (2, "1. Kết quả thực hiện nhiệm vụ, so với chỉ tiêu đăng ký và năm trước", "results"),
    (2, "2. Biện pháp, nguyên nhân đạt được thành tích; các phong trào thi đua đã áp dụng", "measures"),
    (2, "3. Thực hiện chủ trương của Đảng, chính sách, pháp luật của Nhà nước", "compliance"),
    (2, "4. Hoạt động của tổ chức đảng, đoàn thể", "party"),
    (1, "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG", ""),
    (2, "1. Danh hiệu thi đua", "titles"),
    (2, "2. Hình thức khen thưởng", "forms"),
]

# award: (text, how it is judged, source)
FLAG = [
    ("Đã đăng ký thi đua với khối", "registered", "Quy chế của khối"),
    ("Đã ký giao ước thi đua", "pledged", "Quy chế của khối"),
    ("Hoàn thành vượt mức các chỉ tiêu thi đua và nhiệm vụ được giao trong năm", "targets", ""),
    ("Dẫn đầu phong trào thi đua của khối, qua bình xét, so sánh trong khối", "leading", ""),
    ("Được hội nghị bình xét của khối lựa chọn", "voted", "Quy chế của khối"),
    ("Nội bộ đoàn kết, tổ chức đảng, đoàn thể trong sạch, vững mạnh", "person", ""),
    (
        "Đi đầu thực hành tiết kiệm, phòng, chống tham nhũng, lãng phí, tiêu cực và các tệ nạn xã hội",
        "person",
        "",
    ),
    ("Không có vi phạm, vướng mắc đang được xem xét", "no_finding", ""),
]
CONDITIONS = {
    "co-chinh-phu": [
        *FLAG,
        (
            "Tiêu biểu xuất sắc trong toàn quốc hoặc trong phong trào của tỉnh (Hội đồng tỉnh chọn)",
            "person",
            "",
        ),
    ],
    "co-ubnd-tinh": FLAG,
    "bang-khen-tinh": [
        ("Đã đăng ký thi đua với khối", "registered", "Quy chế của khối"),
        ("Được hội nghị bình xét của khối lựa chọn", "voted", "Quy chế của khối"),
        ("Gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước; nội bộ đoàn kết", "person", ""),
        (
            "02 năm liên tục hoàn thành xuất sắc nhiệm vụ, hoặc có thành tích xuất sắc được bình xét",
            "person",
            "",
        ),
        ("Không có vi phạm, vướng mắc đang được xem xét", "no_finding", ""),
    ],
    "ttldxs": [
        ("Hoàn thành xuất sắc nhiệm vụ, có phong trào thi đua thường xuyên, thiết thực", "person", ""),
        ("100 % cá nhân hoàn thành nhiệm vụ, ít nhất 70 % đạt Lao động tiên tiến", "person", ""),
        ("Có ít nhất một Chiến sĩ thi đua cơ sở", "person", ""),
        ("Không có vi phạm, vướng mắc đang được xem xét", "no_finding", ""),
    ],
}

# Decree 152/2025/NĐ-CP, Articles 49, 50 and 54: times the base salary, for a collective
PRIZES = {
    "152/2025/NĐ-CP": {
        "co-chinh-phu": "12",
        "co-ubnd-tinh": "8",
        "ttldxs": "1.5",
        "ttldtt": "0.8",
        "bang-khen-ttg": "7",
        "bang-khen-tinh": "3",
        "giay-khen": "0.6",
    }
}
SALARIES = [
    ("2024-07-01", "2340000", "Nghị định số 73/2024/NĐ-CP"),
    ("2026-07-01", "2530000", "Nghị định số 161/2026/NĐ-CP"),
]
