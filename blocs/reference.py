"""The law as first loaded: three regimes of emulation law. Extended in the admin, not here."""

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

# Articles that earlier versions shipped: {(award, number of an instrument): what it said}.
EARLIER_ARTICLES = {("co-ubnd-tinh", "06/2022/QH15"): "Điều 26"}

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


@dataclass(frozen=True)
class Gone:
    """Shipped to every province by versions before 0.8.0, though it is one province's: it stays there alone."""

    number: str
    was_titled: str
    title: str
    province: str


NO_LONGER_SHIPPED = [
    Gone(
        number="29/2018/QĐ-UBND",
        was_titled="ban hành quy định về công tác thi đua, khen thưởng trên địa bàn tỉnh Quảng Trị",
        title="Ban hành Quy chế Thi đua, Khen thưởng tỉnh Quảng Trị",
        province="tỉnh Quảng Trị",
    ),
]
