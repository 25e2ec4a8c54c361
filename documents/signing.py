"""Digital signatures put on a paper with a PKCS#12 certificate.

A private key lives in memory while one paper is signed; it is never written anywhere.
"""

import io

from PIL import Image
from pyhanko import stamp
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError

from . import checking
from .isolation import FileRefused
from .signatures import signatures

ROOM = 24 / 25.4 * 72  # points between the signer's capacity and name, as in static/css/paper.css
WIDTH = 150  # points of the signature's picture
SEAL = 36 / 25.4 * 72  # points across: a seal is put on in its real size
Box = tuple[int, int, int, int]


def load_key(p12: bytes, password: str) -> SimpleSigner:
    """The certificate and key of a PKCS#12 file; FileRefused where file or password is wrong."""
    try:
        return SimpleSigner.load_pkcs12_data(p12, other_certs=[], passphrase=password.encode())
    except ValueError as error:
        raise FileRefused(
            "Không mở được tệp chứng thư: sai mật khẩu, hoặc không phải tệp .p12, .pfx."
        ) from error


def sign(
    pdf: bytes, signer: SimpleSigner, *, name: str, picture: bytes | None = None, is_seal: bool = False
) -> bytes:
    """The paper with a PAdES signature; the picture, if there is one, between the signer's capacity and name.

    Where Decree 30/2020/NĐ-CP, Annex I, part II, 7 and 8 put them: a seal over the left third of the signature, in its
    real size. FileRefused where the certificate cannot sign.
    """
    place = _room_over(pdf, name) if picture else None
    if place and is_seal:
        place = place[0], _seal_beside(place[1])
    field = f"ChuKy{len(signatures(pdf)) + 1}"
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        return (
            PdfSigner(
                PdfSignatureMetadata(
                    field_name=field,
                    subfilter=SigSeedSubFilter.PADES,
                    md_algorithm="sha256",
                    name=name or None,
                ),
                signer=signer,
                stamp_style=_stamp_of(picture, margin=0 if is_seal else 2) if picture and place else None,
                new_field_spec=SigFieldSpec(field, on_page=place[0], box=place[1]) if place else None,
            )
            .sign_pdf(writer)
            .getvalue()
        )
    except (SigningError, ValueError) as error:
        raise FileRefused(f"Không ký được bằng chứng thư này: {error}") from error


def _stamp_of(picture: bytes, *, margin: int) -> stamp.TextStampStyle:
    """The picture in its box, as large as the margin in points leaves it."""
    with Image.open(io.BytesIO(picture)) as opened:
        drawn = PdfImage(opened.convert("RGBA"))
    layout = SimpleBoxLayoutRule(
        AxisAlignment.ALIGN_MID,
        AxisAlignment.ALIGN_MID,
        margins=Margins(margin, margin, margin, margin),
        inner_content_scaling=InnerScaling.SHRINK_TO_FIT,
    )
    return stamp.TextStampStyle(
        border_width=0, stamp_text="", background=drawn, background_opacity=1, background_layout=layout
    )


def _seal_beside(signature: Box) -> Box:
    """Where the seal of the organisation lies: over the left third of the signature, half above and half below it."""
    left, bottom, right, top = signature
    edge, middle = left + (right - left) / 3, (bottom + top) / 2
    return round(edge - SEAL), round(middle - SEAL / 2), round(edge), round(middle + SEAL / 2)


def _room_over(pdf: bytes, name: str) -> tuple[int, Box] | None:
    """Page (from 0) and box over the signer's name on the last page, in points from below; None if it is not there."""
    seen = checking.read_pdf(pdf)
    last = len(seen.sizes)
    lines = [line for line in seen.lines if line.page == last and line.text == name and name]
    if not lines:
        return None
    line, height = lines[-1], seen.sizes[-1][1]
    middle, bottom = (line.left + line.right) / 2, height - line.top + 2
    left, right = round(middle - WIDTH / 2), round(middle + WIDTH / 2)
    return last - 1, (left, round(bottom), right, round(bottom + ROOM - 4))
