"""What makes a PDF fit to be kept and to be read aloud: PDF/A-3 and PDF/UA-1 in one file, with its data inside."""

import dataclasses
import datetime
import json

from weasyprint import Attachment

from .papers import Paper

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

    def kept(pairs):
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
        string=as_data(paper), name="du-lieu.json", description="Dữ liệu của văn bản", relationship="Data",
        created=at, modified=at,
    )  # fmt: skip


def finish(document, pdf) -> None:
    """WeasyPrint's finisher: declare PDF/UA beside PDF/A in the metadata, which must not be compressed."""
    metadata = next(
        part for part in pdf.objects if getattr(part, "extra", None) and part.extra.get("Type") == "/Metadata"
    )
    metadata.compress = False
    metadata.stream = [part.replace(b"</rdf:RDF>", UA_METADATA + b"</rdf:RDF>") for part in metadata.stream]
    for part in pdf.objects:
        if getattr(part, "compress", False) and _ends_like_a_line(part.data):
            part.compress = False


def _ends_like_a_line(data: bytes) -> bool:
    """Whether what is packed ends with a line's end, which readers and checkers take for the one before `endstream`."""
    return data.removesuffix(b"\nendstream").endswith((b"\n", b"\r"))
