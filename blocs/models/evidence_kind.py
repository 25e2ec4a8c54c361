"""Kinds of documents that prove something, and how a document's own number tells its kind."""

import re

from django.db import models


class EvidenceKind(models.TextChoices):
    """Kinds by the letters of Decree 30/2020/NĐ-CP, Annex III, and what else proves something."""

    RESOLUTION = "NQ", "Nghị quyết"
    DECISION = "QD", "Quyết định"
    PLAN = "KH", "Kế hoạch"
    PROGRAMME = "CTR", "Chương trình"
    REPORT = "BC", "Báo cáo"
    NOTICE = "TB", "Thông báo"
    MINUTES = "BB", "Biên bản"
    LETTER = "CV", "Công văn"
    CERTIFICATE = "GCN", "Bằng khen, giấy khen, giấy chứng nhận"
    PAYMENT = "CT", "Hợp đồng, hóa đơn, chứng từ"
    LIST = "DS", "Danh sách"
    PICTURE = "ANH", "Ảnh, tin bài"
    OTHER = "KHAC", "Loại khác"


IN_NUMBERS = {
    "NQ": EvidenceKind.RESOLUTION,
    "QĐ": EvidenceKind.DECISION,
    "KH": EvidenceKind.PLAN,
    "CTR": EvidenceKind.PROGRAMME,
    "BC": EvidenceKind.REPORT,
    "TB": EvidenceKind.NOTICE,
    "BB": EvidenceKind.MINUTES,
}


def kind_in_number(symbol: str) -> str:
    """The kind a number and symbol tell: 12/QĐ-HCTĐ is a decision; empty where they tell none."""
    match = re.match(r"\s*\d+\s*/\s*([^\W\d_]+)\s*(-|$)", symbol)
    return IN_NUMBERS.get(match[1].upper(), "") if match else ""


def kinds_named(text: str) -> list[str]:
    """The kinds that a text of an office names, in the order of the list: “Quyết định, biên bản của xã”."""
    said = " ".join(text.casefold().split())
    return [
        kind.value for kind in EvidenceKind if any(word in said for word in kind.label.casefold().split(", "))
    ]
