"""The nominees of a proposal as rows of the receiving system."""

import base64
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import xlsxwriter

from awards.models import Proposal, ReceiverCode
from documents.models import IssuedDocument
from documents.spreadsheets import SAFE

from .codes import ASSOCIATIONS, COLLECTIVE, Codes

Kind = ReceiverCode.Kind


@dataclass(frozen=True)
class NomineeRow:
    """One line of the import workbook, field by field in its order."""

    number: int
    form_of_address: str  # of persons; a collective has none
    name: str
    position: str  # likewise
    unit: str
    category: str
    award: str
    object_type: str
    field: str
    category_code: str
    award_code: str
    object_code: str
    field_code: str


# The nine columns of the workbook and the four of codes after them, in order.
COLUMNS = [
    ("STT", 6),
    ("Tên gọi", 12),
    ("Tên tập thể/cá nhân", 44),
    ("Chức vụ", 16),
    ("Đơn vị công tác", 36),
    ("Phân loại khen thưởng", 22),
    ("Danh hiệu/Hình thức", 36),
    ("Phân loại đối tượng", 18),
    ("Lĩnh vực hoạt động", 30),
    ("Mã phân loại khen thưởng", 16),
    ("Mã danh hiệu/hình thức", 16),
    ("Mã phân loại đối tượng", 16),
    ("Mã lĩnh vực hoạt động", 16),
]


def nominee_rows(proposal: Proposal, codes: Codes) -> list[NomineeRow]:
    """Every nominee in the order of the proposal. What has no code is then in `codes.lacking`."""
    nominations = proposal.nominations.select_related("association", "award_type")
    bloc = proposal.bloc_year.bloc.name
    return [
        NomineeRow(
            number=number,
            form_of_address="",
            name=one.association.official_name,
            position="",
            unit=bloc,
            category=one.award_type.get_kind_display(),
            award=one.award_type.name,
            object_type=codes.label(Kind.OBJECT, COLLECTIVE),
            field=codes.label(Kind.FIELD, ASSOCIATIONS),
            category_code=codes.of(Kind.CATEGORY, one.award_type.kind),
            award_code=codes.of(Kind.AWARD, one.award_type.code, one.award_type.name),
            object_code=codes.of(Kind.OBJECT, COLLECTIVE),
            field_code=codes.of(Kind.FIELD, ASSOCIATIONS),
        )
        for number, one in enumerate(nominations, 1)
    ]


def workbook(rows: Iterable[NomineeRow]) -> bytes:
    """The import workbook: headings in the first row, a nominee a row, everything but STT as text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
        sheet = book.add_worksheet("MauTDKT")
        for x, (name, width) in enumerate(COLUMNS):
            sheet.set_column(x, x, width)
            sheet.write_string(0, x, name, heading)
        for y, row in enumerate(rows, 1):
            number, *texts = asdict(row).values()
            sheet.write_number(y, 0, number, cell)
            for x, text in enumerate(texts, 1):
                sheet.write_string(y, x, text, cell)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


def document_facts(paper: IssuedDocument, content: bytes) -> dict[str, Any]:
    """One issued paper as the JSON has it, with its bytes."""
    return {
        "loai": paper.type_name,
        "so_ky_hieu": paper.reference,
        "ngay": paper.issued_on.isoformat(),
        "trich_yeu": paper.title,
        "ten_tep": paper.filename,
        "sha256": paper.sha256,
        "noi_dung_base64": base64.b64encode(content).decode(),
    }


def as_json(rows: Iterable[NomineeRow], papers: list[dict[str, Any]], **head: Any) -> bytes:
    """The same rows under the headings of the workbook, with the papers; keys stand in that order."""
    names = [name for name, _ in COLUMNS]
    listed = [dict(zip(names, asdict(row).values(), strict=True)) for row in rows]
    whole = {**head, "danh_sach": listed, "van_ban": papers}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()
