"""Whether the Word file of a paper says what its PDF says, on paper of the same size and margins."""

import io
from collections import Counter
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from .checking import A4_MM, Verdict
from .twins import paper_of
from .word import as_docx

SPELLED = {qn("w:noBreakHyphen"): "-", qn("w:br"): " "}


def words_of(docx: bytes) -> list[str]:
    """The words of the body in their order. ValueError, with a sentence, where the bytes are no Word file."""
    paragraphs = _opened(docx).element.body.iter(qn("w:p"))
    pieces = (qn("w:t"), *SPELLED)
    texts = ["".join(SPELLED.get(t.tag, t.text or "") for t in p.iter(*pieces)) for p in paragraphs]
    return " ".join(texts).split()


def check_word(pdf: bytes, docx: bytes) -> list[Verdict]:
    """A verdict for each rule of the twin. ValueError for no Word file, KeyError for a PDF without data of ours."""
    wanted = words_of(as_docx(paper_of(pdf)))
    says_the_same = Counter(words_of(docx)) == Counter(wanted)
    return [
        Verdict("Bản Word cùng lời văn với bản PDF", "Quyết định 311/QĐ-BNV", says_the_same),
        Verdict(
            "Bản Word khổ A4, lề như bản PDF", "Phụ lục I, phần I, mục 1 và 3", _is_in_form(_opened(docx))
        ),
    ]


def _is_in_form(document: Any) -> bool:
    section = document.sections[0]
    sides = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    width, height, left, right = (round(side.mm) if side is not None else 0 for side in sides)
    return {width, height} == A4_MM and 30 <= left <= 35 and 15 <= right <= 20


def _opened(docx: bytes) -> Any:
    try:
        return Document(io.BytesIO(docx))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise ValueError("Không đọc được tệp Word này.") from error
