"""What makes a PDF fit to be kept and to be read aloud: PDF/A-3 and PDF/UA-1 in one file, with its data inside."""

import dataclasses
import datetime
import json
import re
from typing import Any

import pydyf
from weasyprint import Attachment

from .papers import DATA, Paper

# PDF/A wants every schema of its metadata declared in the file; that of PDF/UA is not among those it knows.
UA_METADATA = b"""
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""  # fmt: skip


def moment_of(paper: Paper) -> datetime.datetime:
    """The instant the file gives as its own: the paper's day, so that the same paper is the same bytes."""
    day = paper.dated or paper.drafted_for or datetime.date(2000, 1, 1)
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def as_data(paper: Paper) -> str:
    """The paper as JSON: what it says, without its drawings and layout."""
    left_out = {"svg", "template"}

    def kept(pairs: Any) -> Any:
        return {name: value for name, value in pairs if name not in left_out}

    return json.dumps(
        dataclasses.asdict(paper, dict_factory=kept),
        ensure_ascii=False,
        indent=1,
        default=datetime.date.isoformat,
    )


def data_file(paper: Paper) -> Attachment:
    at = moment_of(paper)
    return Attachment(
        string=as_data(paper), name=DATA, description="Dữ liệu của văn bản", relationship="Data",
        created=at, modified=at,
    )  # fmt: skip


# A stream whose last byte is a line's end is taken by readers and checkers for one byte shorter than it says.
AMBIGUOUS = re.compile(rb"[\r\n]\nendstream")
TRIES = 20  # each is ambiguous once in fifty


def finisher(turn: int) -> Any:
    """WeasyPrint's finisher: declare PDF/UA beside PDF/A in the metadata, which must not be compressed.

    Each turn adds an object that nothing refers to, so that what is packed of the objects packs into other bytes.
    """

    def finish(_document: Any, pdf: Any) -> None:
        metadata = next(part for part in pdf.objects if _is_metadata(part))
        metadata.compress = False
        metadata.stream = [
            part.replace(b"</rdf:RDF>", UA_METADATA + b"</rdf:RDF>") for part in metadata.stream
        ]
        for part in pdf.objects:
            if getattr(part, "compress", False) and AMBIGUOUS.search(part.data):
                part.compress = False
        if turn:
            pdf.add_object(pydyf.String(f"turn {turn}"))

    return finish


def _is_metadata(part: Any) -> bool:
    return bool(getattr(part, "extra", None)) and part.extra.get("Type") == "/Metadata"


def unambiguous(write: Any) -> bytes:
    """The first writing of a PDF, of those that `write(finisher)` gives, in which no stream's length is in doubt."""
    for turn in range(TRIES):
        pdf = write(finisher(turn))
        if not AMBIGUOUS.search(pdf):
            break
    return pdf
