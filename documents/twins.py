"""The Word file of a paper that was issued: rebuilt from the data that lies inside its PDF."""

import datetime
import io
import json
from typing import Any

import pikepdf

from .models import IssuedDocument
from .papers import DATA, Block, Column, Heading, Letterhead, Paper, Paragraph, Signer, Table
from .word import as_docx


def word_twin(document: IssuedDocument) -> bytes:
    """The issued paper as Word: number, day, signer and words of its PDF, without the mark of a draft.

    Drawings are not among the data; their caption says that the PDF has them. KeyError for a PDF without data.
    """
    return as_docx(paper_of(bytes(document.pdf)))


def paper_of(pdf: bytes) -> Paper:
    """What an issued PDF says, read back from the data in it."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        facts_in_file: dict[str, Any] = json.loads(file.attachments[DATA].get_file().read_bytes())
    known = set(Paper.__dataclass_fields__)
    facts = {name: value for name, value in facts_in_file.items() if name in known}
    for name in ("dated", "drafted_for"):
        facts[name] = datetime.date.fromisoformat(facts[name]) if facts.get(name) else None
    for name in ("addressees", "bases", "recipients"):
        facts[name] = tuple(facts.get(name, ()))
    if "spacing" in facts:  # papers issued by versions before 0.8 do not say it
        facts["spacing"] = tuple(facts["spacing"])
    return Paper(
        **facts
        | {
            "letterhead": Letterhead(**facts["letterhead"]),
            "signer": _signer(facts["signer"]),
            "other_signers": tuple(map(_signer, facts.get("other_signers", ()))),
            "blocks": tuple(map(_block, facts["blocks"])),
        }
    )


def _signer(facts: dict[str, Any]) -> Signer:
    return Signer(**facts | {"lines": tuple(facts["lines"])})


def _block(facts: dict[str, Any]) -> Block:
    if "columns" in facts:
        return Table(
            columns=tuple(Column(**column) for column in facts["columns"]),
            rows=tuple(map(tuple, facts["rows"])),
            groups=tuple((title, span) for title, span in facts.get("groups", ())),
            total=tuple(facts.get("total", ())),
            for_signing=facts.get("for_signing", False),
            for_marking=facts.get("for_marking", False),
        )
    if "level" in facts:
        return Heading(**facts)
    if "description" in facts:
        return Paragraph(f"({facts['caption']}: xem tệp PDF.)", is_aside=True)
    return Paragraph(**facts)
