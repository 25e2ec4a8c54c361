"""The awards as first loaded: their conditions, forms, prizes. Extended in the admin, not here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ShippedAward:
    """An award; `bases` is {number of an instrument: article}."""

    code: str
    name: str
    kind: str
    level: str
    authority: str
    proposed_by_bloc: bool
    position: int
    bases: dict[str, str]
    is_within_quota: bool = False  # how many a bloc may propose is a rule of its year
    earlier_name: str = ""
    renamed_on: str = ""  # 2024-01-31
    leading_percent: int | None = None  # NĐ 91/2017/NĐ-CP Điều 11, công văn 5007/BNV-TĐKT of 05/09/2023
    council_percent: int | None = None  # NĐ 98/2023/NĐ-CP khoản 7 Điều 30


@dataclass(frozen=True)
class ShippedForm:
    """The form of an achievement report for some awards; without any for all others."""

    instrument: str
    name: str
    awards: tuple[str, ...] = ()
    confirmed_by: str = ""


@dataclass(frozen=True)
class ShippedHeading:
    """A heading of an achievement report, and what is written under it."""

    level: int
    title: str
    source: str = ""


@dataclass(frozen=True)
class ShippedCondition:
    """What an award asks, and who judges it."""

    text: str
    judged_by: str
    source: str = ""


@dataclass(frozen=True)
class ShippedSalary:
    """The base salary in đồng from a day on."""

    since: str
    amount: str
    source: str


AWARDS = [
    ShippedAward(
        code="co-chinh-phu",
        name="Cờ thi đua của Chính phủ",
        kind="title",
        level="state",
        authority="Thủ tướng Chính phủ",
        proposed_by_bloc=True,
        position=1,
        bases={"15/2003/QH11": "Điều 25", "06/2022/QH15": "khoản 1 Điều 25"},
        leading_percent=20,
        council_percent=80,
    ),
    ShippedAward(
        code="co-ubnd-tinh",
        name="Cờ thi đua của Ủy ban nhân dân tỉnh",
        kind="title",
        level="province",
        authority="Chủ tịch Ủy ban nhân dân tỉnh",
        proposed_by_bloc=True,
        position=2,
        # Khoản 1: hằng năm, tập thể dẫn đầu khối (Thông tư 29/2023/TT-BGDĐT, Điều 4; 22/2023/TT-BCT, Điều 6).
        bases={"15/2003/QH11": "Điều 26", "06/2022/QH15": "khoản 1 Điều 26"},
        is_within_quota=True,
        council_percent=80,
    ),
    ShippedAward(
        code="bang-khen-tinh",
        name="Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
        kind="form",
        level="province",
        authority="Chủ tịch Ủy ban nhân dân tỉnh",
        proposed_by_bloc=True,
        position=3,
        bases={"15/2003/QH11": "Điều 72", "06/2022/QH15": "Điều 74"},
        earlier_name="Bằng khen của Ủy ban nhân dân tỉnh",
        renamed_on="2024-01-01",
    ),
    ShippedAward(
        code="ttldxs",
        name="Tập thể lao động xuất sắc",
        kind="title",
        level="province",
        authority="Chủ tịch Ủy ban nhân dân tỉnh",
        proposed_by_bloc=True,
        position=4,
        bases={"15/2003/QH11": "Điều 27", "06/2022/QH15": "Điều 27"},
    ),
    ShippedAward(
        code="ttldtt",
        name="Tập thể lao động tiên tiến",
        kind="title",
        level="body",
        authority="Thủ trưởng cơ quan, đơn vị",
        proposed_by_bloc=False,
        position=5,
        bases={"15/2003/QH11": "Điều 28", "06/2022/QH15": "Điều 28"},
    ),
    ShippedAward(
        code="bang-khen-ttg",
        name="Bằng khen của Thủ tướng Chính phủ",
        kind="form",
        level="state",
        authority="Thủ tướng Chính phủ",
        proposed_by_bloc=False,
        position=6,
        bases={},
    ),
    ShippedAward(
        code="giay-khen",
        name="Giấy khen",
        kind="form",
        level="body",
        authority="Thủ trưởng cơ quan, đơn vị",
        proposed_by_bloc=False,
        position=7,
        bases={},
    ),
]

INCOMPATIBLE = [("co-ubnd-tinh", "bang-khen-tinh"), ("ttldxs", "bang-khen-tinh")]

# Headings as in Mẫu 01 of Decree 91/2017.
ACHIEVEMENT_FORMS = [
    ShippedForm(
        instrument="91/2017/NĐ-CP",
        name="Mẫu số 01",
    ),
    ShippedForm(
        instrument="98/2023/NĐ-CP",
        name="Mẫu số 02",
    ),
    ShippedForm(
        instrument="152/2025/NĐ-CP",
        name="Mẫu báo cáo thành tích khen thưởng công trạng cho tập thể",
    ),
    ShippedForm(
        instrument="152/2025/NĐ-CP",
        name="Mẫu báo cáo thành tích đề nghị Cờ thi đua của Chính phủ",
        awards=("co-chinh-phu",),
    ),
]

HEADINGS = [
    ShippedHeading(
        level=1,
        title="I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH",
    ),
    ShippedHeading(
        level=2,
        title="1. Đặc điểm, tình hình",
        source="situation",
    ),
    ShippedHeading(
        level=2,
        title="2. Chức năng, nhiệm vụ",
        source="duties",
    ),
    ShippedHeading(
        level=1,
        title="II. THÀNH TÍCH ĐẠT ĐƯỢC",
    ),
    ShippedHeading(
        level=2,
        title="1. Kết quả thực hiện nhiệm vụ, so với chỉ tiêu đăng ký và năm trước",
        source="results",
    ),
    ShippedHeading(
        level=2,
        title="2. Biện pháp, nguyên nhân đạt được thành tích; các phong trào thi đua đã áp dụng",
        source="measures",
    ),
    ShippedHeading(
        level=2,
        title="3. Thực hiện chủ trương của Đảng, chính sách, pháp luật của Nhà nước",
        source="compliance",
    ),
    ShippedHeading(
        level=2,
        title="4. Hoạt động của tổ chức đảng, đoàn thể",
        source="party",
    ),
    ShippedHeading(
        level=1,
        title="III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG",
    ),
    ShippedHeading(
        level=2,
        title="1. Danh hiệu thi đua",
        source="titles",
    ),
    ShippedHeading(
        level=2,
        title="2. Hình thức khen thưởng",
        source="forms",
    ),
]

FLAG = [
    ShippedCondition(
        text="Đã đăng ký thi đua với khối",
        judged_by="registered",
        source="Quy chế của khối",
    ),
    ShippedCondition(
        text="Đã ký giao ước thi đua",
        judged_by="pledged",
        source="Quy chế của khối",
    ),
    ShippedCondition(
        text="Hoàn thành vượt mức các chỉ tiêu thi đua và nhiệm vụ được giao trong năm",
        judged_by="targets",
    ),
    ShippedCondition(
        text="Dẫn đầu phong trào thi đua của khối, qua bình xét, so sánh trong khối",
        judged_by="leading",
    ),
    ShippedCondition(
        text="Được hội nghị bình xét của khối lựa chọn",
        judged_by="voted",
        source="Quy chế của khối",
    ),
    ShippedCondition(
        text="Nội bộ đoàn kết, tổ chức đảng, đoàn thể trong sạch, vững mạnh",
        judged_by="person",
    ),
    ShippedCondition(
        text="Đi đầu thực hành tiết kiệm, phòng, chống tham nhũng, lãng phí, tiêu cực và các tệ nạn xã hội",
        judged_by="person",
    ),
    ShippedCondition(
        text="Không có vi phạm, vướng mắc đang được xem xét",
        judged_by="no_finding",
    ),
]

CONDITIONS = {
    "co-chinh-phu": [
        *FLAG,
        ShippedCondition(
            text="Tiêu biểu xuất sắc trong toàn quốc hoặc trong phong trào của tỉnh (Hội đồng tỉnh chọn)",
            judged_by="person",
        ),
    ],
    "co-ubnd-tinh": FLAG,
    "bang-khen-tinh": [
        ShippedCondition(
            text="Đã đăng ký thi đua với khối",
            judged_by="registered",
            source="Quy chế của khối",
        ),
        ShippedCondition(
            text="Được hội nghị bình xét của khối lựa chọn",
            judged_by="voted",
            source="Quy chế của khối",
        ),
        ShippedCondition(
            text="Gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước; nội bộ đoàn kết",
            judged_by="person",
        ),
        ShippedCondition(
            text="02 năm liên tục hoàn thành xuất sắc nhiệm vụ, hoặc có thành tích xuất sắc được bình xét",
            judged_by="person",
        ),
        ShippedCondition(
            text="Không có vi phạm, vướng mắc đang được xem xét",
            judged_by="no_finding",
        ),
    ],
    "ttldxs": [
        ShippedCondition(
            text="Hoàn thành xuất sắc nhiệm vụ, có phong trào thi đua thường xuyên, thiết thực",
            judged_by="person",
        ),
        ShippedCondition(
            text="100 % cá nhân hoàn thành nhiệm vụ, ít nhất 70 % đạt Lao động tiên tiến",
            judged_by="person",
        ),
        ShippedCondition(
            text="Có ít nhất một Chiến sĩ thi đua cơ sở",
            judged_by="person",
        ),
        ShippedCondition(
            text="Không có vi phạm, vướng mắc đang được xem xét",
            judged_by="no_finding",
        ),
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
    ShippedSalary(
        since="2024-07-01",
        amount="2340000",
        source="Nghị định số 73/2024/NĐ-CP",
    ),
    ShippedSalary(
        since="2026-07-01",
        amount="2530000",
        source="Nghị định số 161/2026/NĐ-CP",
    ),
]
