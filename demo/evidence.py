"""Demo: three files that two nominees of 2023 show as evidence. What they say is made up and says so."""

import datetime
import io
from contextlib import closing
from typing import Any

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.files import content_type_of
from documents.papers import Letterhead, Paper, Paragraph, Signer
from documents.render import render
from documents.spreadsheets import list_sheet
from pledges.actions.evidence import add_evidence
from pledges.models import Report

MARK = "Dữ liệu minh họa, không phải văn bản thật."
GIFTS: list[list[Any]] = [
    ["Đợt", "Địa bàn", "Suất quà"],
    [1, "Huyện Hải Lăng", 620],
    [2, "Huyện Triệu Phong", 710],
    [3, "Huyện Đakrông", 650],
]
PHOTO_WIDTH = 900  # pixels
DESK = (196, 184, 168)  # colour around the photographed page


def confirmation(subject: str, sentence: str) -> Paper:
    """A confirmation by another body, as members keep them."""
    return Paper(
        kind="minh-chung",
        type_name="GIẤY XÁC NHẬN",
        letterhead=Letterhead("ỦY BAN NHÂN DÂN HUYỆN", "PHÒNG LAO ĐỘNG", "", "Quảng Trị"),
        signer=Signer(name="(Chữ ký minh họa)", lines=("TRƯỞNG PHÒNG",)),
        blocks=(Paragraph(sentence), Paragraph(MARK, is_aside=True)),
        abstract=subject,
        dated=datetime.date(2023, 11, 20),
    )


def photograph(pdf: bytes) -> bytes:
    """The first page as a telephone would photograph it: a little turned, on a desk."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        page = document[0].render(scale=1.5).to_pil().convert("RGB")
    page = page.resize((PHOTO_WIDTH, PHOTO_WIDTH * page.height // page.width))
    buffer = io.BytesIO()
    page.rotate(1.5, expand=True, fillcolor=DESK).save(buffer, "JPEG", quality=70)
    return buffer.getvalue()


def files() -> list[tuple[str, str, str, bytes]]:
    """(association, criterion, file name, content) of each file."""
    houses = confirmation(
        "về nhà ở cho hội viên khó khăn", "Xác nhận trong năm 2023 hội đã xây mới 03 nhà tình nghĩa."
    )
    help_given = confirmation(
        "về trợ giúp người khuyết tật", "Xác nhận trong năm 2023 hội đã làm mới và sửa 24 ngôi nhà."
    )
    gifts = list_sheet(f"Danh sách trao quà năm 2023. {MARK}", [(name, 24) for name in GIFTS[0]], GIFTS[1:])
    return [
        ("tnxp", "I.3", "Giấy xác nhận nhà tình nghĩa.pdf", render(houses).pdf),
        ("nkt", "I.3", "Danh sách trao quà.xlsx", gifts),
        ("nkt", "I.4", "Ảnh giấy xác nhận.jpg", photograph(render(help_given).pdf)),
    ]


def show_files(report: Report, code: str, *, by) -> None:
    """Add this association's files to its report, each checked as an upload would be."""
    for association, criterion, name, content in files():
        if association == code:
            upload = SimpleUploadedFile(name, content)
            line = report.lines.get(criterion__code=criterion)
            kind = content_type_of(upload)
            add_evidence(report, by=by, lines={line: ""}, upload=upload, content_type=kind)
