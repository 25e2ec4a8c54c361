"""What keeps a finished paper from being issued: looked at before it has a number, since afterwards nothing changes."""

import tempfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import page as validation
from django.conf import settings
from fontTools.ttLib import TTFont

from . import checking
from .papers import Paper, cleaned

STANDARDS = {"3a": "PDF/A-3a", "ua1": "PDF/UA-1"}
AROUND = 15  # characters on either side of one that the font lacks


def paper_faults(paper: Paper, pdf: bytes) -> list[str]:
    """What is wrong with a paper and its PDF, in the reader's words; nothing where it may be issued."""
    unknown = unknown_characters(paper)
    if unknown:  # the standards would only say the same again
        return unknown
    broken = [fault for verdict in checking.check(pdf) if (fault := _told(verdict, pdf))]
    return broken + _broken_standards(pdf)


def unknown_characters(paper: Paper) -> list[str]:
    """Characters that the font of papers lacks, each once, with the words around it."""
    letters, sentences = _letters(), {}
    for text in _texts(cleaned(paper)):
        for place, character in enumerate(text):
            if ord(character) not in letters and character not in "\n\t" and character not in sentences:
                around = " ".join(text[max(0, place - AROUND) : place + AROUND].split())
                sentences[character] = (
                    f"Phông chữ của văn bản không có ký tự “{character}” trong “…{around}…”."
                )
    return list(sentences.values())


@cache
def _letters() -> frozenset[int]:
    """The characters that all four faces of the font have."""
    faces = [set(TTFont(path).getBestCmap()) for path in sorted(Path(settings.FONT_DIR).glob("*/*.ttf"))]
    return frozenset(set.intersection(*faces)) if faces else frozenset()


def _texts(part: Any) -> Iterator[str]:
    """All text of a paper but its drawings, which are pictures, and the names of templates."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _texts(one)
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in ("svg", "template"):
                yield from _texts(getattr(part, field.name))


def _told(verdict: checking.Verdict, pdf: bytes) -> str:
    if verdict.is_held:
        return ""
    where = f" (“{line[:60]}”)" if verdict.rule == checking.MARGINS and (line := _over_margin(pdf)) else ""
    return f"Chưa đạt thể thức: {verdict.rule}{where}; {verdict.article} Nghị định 30/2020/NĐ-CP."


def _over_margin(pdf: bytes) -> str:
    """The first line that stands outside the margins."""
    seen = checking.read_pdf(pdf)
    return next((line.text for line in seen.lines if not checking.is_within_margins(seen, line)), "")


def _broken_standards(pdf: bytes) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        broken = [
            name
            for profile, name in STANDARDS.items()
            if not validation.validate_pdf(file.name, profile=profile).is_compliant
        ]
    return [f"Tệp PDF chưa đạt chuẩn {name}; hãy báo quản trị hệ thống." for name in broken]
