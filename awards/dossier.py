"""All papers of a year as files: issued ones as they were stored, the others as drafts."""

import io
import zipfile
from collections.abc import Iterator

from blocs.models import BlocYear
from documents.models import IssuedDocument

from . import documents

# The order of filing (design: 01_To-trinh, 02_Bang-tong-hop-diem…), so that the receiving clerk finds them.
ORDER = [
    "to-trinh",
    "bang-tong-hop-diem",
    "bien-ban-hop",
    "bien-ban-kiem-phieu",
    "bao-cao-tong-ket",
    "giao-uoc",
    "giai-trinh-xep-hang",
    "bien-ban-ban-giao",
    "bang-tong-hop-dang-ky",
]


def dossier_files(year: BlocYear) -> Iterator[tuple[str, bytes]]:
    """(name, PDF) of each paper of the year, in the order of filing."""
    from documents.render import render

    found = sorted(documents.sheets(year), key=lambda sheet: (ORDER.index(sheet.kind.code), sheet.subject.pk))
    for n, sheet in enumerate(found, 1):
        if sheet.issued:
            stored = IssuedDocument.objects.get(pk=sheet.issued.pk)
            yield f"{n:02}_{sheet.kind.code}.pdf", bytes(stored.pdf)
        else:
            yield f"{n:02}_{sheet.kind.code}_du-thao.pdf", render(documents.draft(sheet, year)).pdf


def dossier_zip(years) -> bytes:
    """The papers of one year or several as one archive, a folder for each bloc and year."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for year in years:
            for name, pdf in dossier_files(year):
                archive.writestr(f"{year.year}-khoi-{year.bloc_id}/{name}", pdf)
    return buffer.getvalue()
