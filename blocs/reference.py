"""The law and the awards as first loaded: three regimes of emulation law. Extended in the admin, not here."""

import datetime

from .models import AwardBasis, AwardType, LegalInstrument

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
