"""An issued proposal with its enclosures as one edXML package, for the axis between document systems.

QCVN 102:2016/BTTTT, as amended by Circular 01/2022/TT-BTTTT. Every element of the envelope carries the prefix: readers
that look for `edXML:` by name refuse what merely is of the same namespace. Encoded attachments stand after the
envelope without it. The package is not signed: the axis's own adapter does that with the agency's certificate.
"""

import base64
import datetime
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
XLINK = "http://www.w3.org/1999/xlink"
ADMINISTRATIVE = "2"  # kind of document: an administrative one, no legal norm
NEW_DOCUMENT = "0"


@dataclass(frozen=True)
class Agency:
    """Who sends or takes a package."""

    code: str
    name: str


@dataclass(frozen=True)
class Attachment:
    """One file of the package; the first is the document itself."""

    name: str
    description: str
    content: bytes
    content_id: str
    content_type: str = "application/pdf"


@dataclass(frozen=True)
class Document:
    """What the header says of the document that is sent."""

    number: int
    symbol: str
    issued_on: datetime.date
    place: str
    type_name: str
    subject: str
    signer: str
    signer_position: str
    pages: int


class _Writer:
    """Writes elements by their names as they stand, prefix and all."""

    def __init__(self) -> None:
        self.buffer = io.StringIO()
        self.xml = XMLGenerator(self.buffer, encoding="utf-8", short_empty_elements=True)

    @contextmanager
    def element(self, name: str, **attributes: str) -> Iterator[None]:
        self.xml.startElement(name, AttributesImpl(attributes))
        yield
        self.xml.endElement(name)

    def text(self, name: str, text: Any) -> None:
        self.xml.startElement(name, AttributesImpl({}))
        self.xml.characters(str(text))
        self.xml.endElement(name)

    def texts(self, **texts: Any) -> None:
        for name, text in texts.items():
            self.text(f"edXML:{name}", text)


def package(
    document: Document,
    attachments: list[Attachment],
    *,
    sender: Agency,
    receivers: list[Agency],
    sent_at: datetime.datetime,
) -> bytes:
    """The package as UTF-8; the same facts give the same bytes."""
    writer = _Writer()
    writer.xml.startDocument()
    with writer.element("edXML", xmlns=NAMESPACE):
        with writer.element("edXML:edXMLEnvelope", **{"xmlns:edXML": NAMESPACE, "xmlns:xlink": XLINK}):
            with writer.element("edXML:edXMLHeader"):
                _message_header(writer, document, sender, receivers)
                _trace(writer, document, sender, sent_at)
            with writer.element("edXML:edXMLBody"), writer.element("edXML:edXMLManifest", version="1.0"):
                for attachment in attachments:
                    _reference(writer, attachment)
        with writer.element("AttachmentEncoded"):
            for attachment in attachments:
                _encoded(writer, attachment)
    writer.xml.endDocument()
    return writer.buffer.getvalue().encode()


def _message_header(writer: _Writer, document: Document, sender: Agency, receivers: list[Agency]) -> None:
    day = f"{document.issued_on:%Y/%m/%d}"
    with writer.element("edXML:MessageHeader"):
        for name, agency in [("From", sender), *(("To", receiver) for receiver in receivers)]:
            with writer.element(f"edXML:{name}"):
                writer.texts(OrganId=agency.code, OrganizationInCharge=agency.name, OrganName=agency.name)
        with writer.element("edXML:Code"):
            writer.texts(CodeNumber=document.number, CodeNotation=document.symbol)
        with writer.element("edXML:PromulgationInfo"):
            writer.texts(Place=document.place, PromulgationDate=day)
        with writer.element("edXML:DocumentType"):
            writer.texts(Type=ADMINISTRATIVE, TypeName=document.type_name)
        writer.texts(Subject=document.subject, Content=document.subject)
        with writer.element("edXML:SignerInfo"):
            writer.texts(Position=document.signer_position, FullName=document.signer)
        with writer.element("edXML:ToPlaces"):
            for receiver in receivers:
                writer.texts(Place=receiver.name)
        with writer.element("edXML:OtherInfo"):
            writer.texts(Priority=0, PromulgationAmount=1, PageAmount=document.pages)
        writer.texts(SteeringType=0)
        writer.texts(DocumentId=f"{sender.code},{day},{document.number}/{document.symbol}")


def _trace(writer: _Writer, document: Document, sender: Agency, sent_at: datetime.datetime) -> None:
    with writer.element("edXML:TraceHeaderList"):
        with writer.element("edXML:TraceHeader"):
            writer.texts(OrganId=sender.code, Timestamp=f"{sent_at:%Y/%m/%d %H:%M:%S}")
        with writer.element("edXML:Bussiness"):  # spelt so
            writer.texts(BussinessDocType=NEW_DOCUMENT, BussinessDocReason="Văn bản điện tử mới")
            with writer.element("edXML:StaffInfo"):
                writer.texts(Staff=document.signer)
            writer.texts(Paper=0)


def _reference(writer: _Writer, attachment: Attachment) -> None:
    link = {"xlink:href": f"cid:{attachment.content_id}", "xlink:type": "simple"}
    with writer.element("edXML:Reference", **link):
        writer.texts(
            ContentId=f"cid:{attachment.content_id}",
            ContentType=attachment.content_type,
            Description=attachment.description,
            AttachmentName=attachment.name,
        )


def _encoded(writer: _Writer, attachment: Attachment) -> None:
    with writer.element("Attachment"):
        writer.text("ContentType", attachment.content_type)
        writer.text("ContentId", attachment.content_id)
        writer.text("Description", attachment.description)
        writer.text("ContentTransferEncoded", base64.b64encode(attachment.content).decode())
        writer.text("AttachmentName", attachment.name)
