"""The law and the awards as first loaded: three regimes of emulation law. Extended in the admin, not here."""

import datetime
from decimal import Decimal

from .models import (
    AchievementForm,
    AwardBasis,
    AwardCondition,
    AwardType,
    BaseSalary,
    LegalInstrument,
    PrizeFactor,
)

day = datetime.date.fromisoformat

# kind, number, title, issuer, issued on, in force from, to, replaced by, cited in papers
INSTRUMENTS = [
    (
        "Luật",
        "15/2003/QH11",
        "Thi đua, khen thưởng",
        "Quốc hội",
        "2003-11-26",
        "2004-07-01",
        "2023-12-31",
        "06/2022/QH15",
        True,
    ),
    (
        "Nghị định",
        "91/2017/NĐ-CP",
        "quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng",
        "Chính phủ",
        "2017-07-31",
        "2017-10-01",
        "2023-12-31",
        "98/2023/NĐ-CP",
        True,
    ),
    (
        "Thông tư",
        "12/2019/TT-BNV",
        "quy định chi tiết thi hành một số điều của Nghị định số 91/2017/NĐ-CP",
        "Bộ Nội vụ",
        "2019-11-04",
        "2020-01-01",
        "2023-12-31",
        "01/2024/TT-BNV",
        False,
    ),
    (
        "Luật",
        "06/2022/QH15",
        "Thi đua, khen thưởng",
        "Quốc hội",
        "2022-06-15",
        "2024-01-01",
        None,
        None,
        True,
    ),
    (
        "Nghị định",
        "98/2023/NĐ-CP",
        "quy định chi tiết thi hành một số điều của Luật Thi đua, khen thưởng",
        "Chính phủ",
        "2023-12-31",
        "2024-01-01",
        "2025-06-30",
        "152/2025/NĐ-CP",
        True,
    ),
    (
        "Thông tư",
        "01/2024/TT-BNV",
        "quy định biện pháp thi hành Luật Thi đua, khen thưởng",
        "Bộ Nội vụ",
        "2024-02-24",
        "2024-02-24",
        "2025-08-04",
        "15/2025/TT-BNV",
        False,
    ),
    (
        "Nghị định",
        "152/2025/NĐ-CP",
        "quy định về phân cấp, phân quyền và chi tiết, hướng dẫn thi hành một số điều của"
        " Luật Thi đua, khen thưởng",
        "Chính phủ",
        "2025-06-14",
        "2025-07-01",
        None,
        None,
        True,
    ),
    (
        "Thông tư",
        "15/2025/TT-BNV",
        "quy định chi tiết, hướng dẫn thi hành một số điều của Luật Thi đua, khen thưởng và"
        " Nghị định số 152/2025/NĐ-CP",
        "Bộ Nội vụ",
        "2025-08-04",
        "2025-08-05",
        None,
        None,
        True,
    ),
    (
        "Quyết định",
        "29/2018/QĐ-UBND",
        "ban hành quy định về công tác thi đua, khen thưởng trên địa bàn tỉnh Quảng Trị",
        "Ủy ban nhân dân tỉnh Quảng Trị",
        "2018-11-21",
        "2018-12-01",
        None,
        None,
        True,
    ),
]

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
SALARIES = [("2024-07-01", "2340000", "Nghị định số 73/2024/NĐ-CP")]


def load_law() -> None:
    """Load what is not there yet; what the province changed since is left alone."""
    for position, row in enumerate(INSTRUMENTS, 1):
        kind, number, title, issuer, issued_on, since, until, _, cited = row
        LegalInstrument.objects.get_or_create(
            number=number,
            defaults={
                "kind": kind,
                "title": title,
                "issuer": issuer,
                "issued_on": day(issued_on),
                "cited_in_papers": cited,
                "in_force_from": day(since),
                "in_force_to": until and day(until),
                "position": position,
            },
        )
    for row in INSTRUMENTS:
        if row[7]:
            replacing = LegalInstrument.objects.get(number=row[7])
            LegalInstrument.objects.filter(number=row[1], replaced_by=None).update(replaced_by=replacing)
    for row in AWARDS:
        _load_award(*row)
    for one, other in INCOMPATIBLE:
        AwardType.objects.get(code=one).conflicts_with.add(AwardType.objects.get(code=other))
    load_award_rules()


def load_award_rules() -> None:
    """Forms, conditions and money; where the province has its own by now, nothing is added."""
    for number, name, awards, confirmed_by in ACHIEVEMENT_FORMS:
        instrument = LegalInstrument.objects.get(number=number)
        form, is_new = AchievementForm.objects.get_or_create(
            instrument=instrument, name=name, defaults={"confirmed_by": confirmed_by}
        )
        if is_new:
            form.award_types.set(AwardType.objects.filter(code__in=awards))
            for position, (level, title, source) in enumerate(HEADINGS, 1):
                form.parts.create(position=position, level=level, title=title, source=source)
    for code, conditions in CONDITIONS.items():
        award_type = AwardType.objects.get(code=code)
        if not award_type.conditions.exists():
            for position, (text, judged_by, source) in enumerate(conditions, 1):
                AwardCondition.objects.create(
                    award_type=award_type, position=position, text=text, judged_by=judged_by, source=source
                )
    for number, factors in PRIZES.items():
        for code, factor in factors.items():
            PrizeFactor.objects.get_or_create(
                award_type=AwardType.objects.get(code=code),
                instrument=LegalInstrument.objects.get(number=number),
                defaults={"factor": Decimal(factor)},
            )
    for since, amount, source in SALARIES:
        BaseSalary.objects.get_or_create(
            since=day(since), defaults={"amount": Decimal(amount), "source": source}
        )


def _load_award(code, name, kind, level, authority, proposed_by_bloc, position, bases) -> None:
    award_type, _ = AwardType.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "kind": kind,
            "level": level,
            "authority": authority,
            "proposed_by_bloc": proposed_by_bloc,
            "position": position,
        },
    )
    for number, article in bases.items():
        instrument = LegalInstrument.objects.get(number=number)
        AwardBasis.objects.get_or_create(
            award_type=award_type, instrument=instrument, defaults={"article": article}
        )
