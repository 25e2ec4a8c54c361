"""Turns a paper into HTML and PDF. Imported only where papers are made: WeasyPrint takes its time to load."""

import gc
import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from . import fonts
from .papers import USUAL_SPACING, Paper

fonts.configure()  # WeasyPrint reads the font configuration when it is imported, below

import pypdfium2
import segno
from weasyprint import CSS, HTML
from weasyprint.html import UA
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from . import archival, paging
from .measured_lines import measured_once

PRINT_SCALE = 300 / 72  # dots per point of a picture that will be printed


class DataOnly(URLFetcher):
    """Papers load nothing: pictures come inside them, and a file or an address stops the rendering."""

    def fetch(self, url: Any, headers: Any = None) -> Any:
        if not url.startswith("data:"):
            raise FatalURLFetchingError(f"A paper may not load {url}")
        return super().fetch(url, headers)


class PaperHTML(HTML):
    """HTML that has no notes and no lists with marks.

    WeasyPrint's own style sheet gives every element six parts for these, which was most of the time that styles took.
    """

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: FBT001, FBT002  as WeasyPrint calls it
        if forms:
            raise ValueError("A paper has no forms.")
        return [_browser_style()]


@cache
def _browser_style() -> CSS:
    return CSS(string=re.sub(r"^::[\w-]+ \{[^{}]*\}$", "", UA, flags=re.MULTILINE))


@dataclass(frozen=True)
class Rendered:
    """The HTML, which tests and reviewers read more easily, and the PDF made from it."""

    html: str
    pdf: bytes


@cache
def _style() -> tuple[CSS, FontConfiguration]:
    """The style sheet, read once a process."""
    configuration = FontConfiguration()
    text = Path(settings.BASE_DIR, "static", "css", "paper.css").read_text(encoding="utf-8")
    return CSS(string=text, font_config=configuration), configuration


def as_html(paper: Paper) -> str:
    paper = paper.laid_out()
    moment = archival.moment_of(paper).strftime("%Y-%m-%dT%H:%M:%SZ")
    qr = (
        segno.make_qr(paper.verify_at, error="m").svg_data_uri(border=0)
        if paper.verify_at and paper.has_qr
        else ""
    )
    return render_to_string("documents/paper.html", {"paper": paper, "moment": moment, "qr": qr})


def render(paper: Paper) -> Rendered:
    """The paper as HTML and as PDF/A-3a and PDF/UA-1 in one, its data inside. The same paper gives the same bytes."""
    with without_collecting():
        return _drawn(paper)


def _drawn(paper: Paper) -> Rendered:
    html = as_html(paper)
    identifier = hashlib.sha256(html.encode()).digest()
    with measured_once():
        document, spacing = _laid_out(html)
    paper = replace(paper, spacing=spacing)

    def write(finisher: Any) -> bytes:
        document.metadata.attachments = [archival.data_file(paper)]  # good for one writing
        return document.write_pdf(finisher=finisher, pdf_variant="pdf/a-3a", pdf_identifier=identifier)

    return Rendered(html=html, pdf=archival.unambiguous(write))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Drawing makes objects by the hundred thousand: looking through them for cycles took a third of the time."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def _laid_out(html: str) -> tuple[Any, tuple[float, float]]:
    """The pages and their spacing, the first under which the paper ends well; the usual one where none does."""
    usual, parsed = None, PaperHTML(string=html, url_fetcher=DataOnly())
    for line, cell in paging.SPACINGS:
        document = _with_spacing(parsed, line, cell)
        usual = usual or document
        if paging.ends_well(document):
            return document, (line, cell)
    return usual, USUAL_SPACING


def _with_spacing(parsed: PaperHTML, line: float, cell: float) -> Any:
    style, configuration = _style()
    rules = f"html {{ line-height: {line}; --cell: {cell}pt; --small-cell: {cell - 1}pt }}"
    spacing = CSS(string=rules, font_config=configuration)
    return parsed.render(stylesheets=[style, spacing], font_config=configuration, pdf_variant="pdf/a-3a")


def picture(svg: str) -> bytes:
    """A drawing as PNG, for Word, which does not read SVG everywhere."""
    size = re.search(r'width="(\d+)" height="(\d+)"', svg)
    if size is None:
        raise ValueError("A drawing says its width and height.")
    width, height = size.groups()
    style = CSS(string=f"@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0 }}")
    _, configuration = _style()
    pdf = HTML(string=svg, url_fetcher=DataOnly()).write_pdf(stylesheets=[style], font_config=configuration)
    buffer = io.BytesIO()
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        document[0].render(scale=PRINT_SCALE).to_pil().save(buffer, "PNG")
    return buffer.getvalue()
