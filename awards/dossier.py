"""The dossier as one archive: papers named by kind, signed copies, evidence, one merged PDF, a list with checksums."""

import csv
import hashlib
import io
import logging
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

import pikepdf
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from base.vietnamese import search_key, short_date
from base.workflow import claim_first
from blocs.models import BlocYear
from documents.files import ENDINGS
from documents.models import IssuedDocument, SignedCopy
from documents.spreadsheets import no_formula
from documents.zips import HashedZip
from pledges.models import Evidence

from . import papers
from .models import DossierBuild, Nomination, OpinionRequest, Poll
from .standings import refuse_sealed
from .vote_record import checkers

log = logging.getLogger(__name__)

# Kind: its name in the archive, in the order of filing, so that the receiving clerk finds each at once.
NAMES = {
    "to-trinh": "01_To-trinh",
    "bang-tong-hop-diem": "02_Bang-tong-hop-diem",
    "bien-ban-hop": "03_Bien-ban-hop",
    "bien-ban-kiem-phieu": "04_Bien-ban-kiem-phieu",
    "bao-cao-thanh-tich": "05_Bao-cao-thanh-tich/",
    "tom-tat-thanh-tich": "06_Tom-tat",
    "danh-sach-de-nghi": "07_Phu-luc/Danh-sach-trich-ngang",
    "tong-hop-hiep-y": "07_Phu-luc/Tong-hop-hiep-y",
    "cong-van-hiep-y": "07_Phu-luc/Cong-van-hiep-y",
    "bao-cao-tong-ket": "07_Phu-luc/Bao-cao-tong-ket",
    "ke-hoach": "07_Phu-luc/Ke-hoach",
    "giay-moi-ky-giao-uoc": "07_Phu-luc/Giay-moi-ky-giao-uoc",
    "giao-uoc": "07_Phu-luc/Giao-uoc",
    "giay-moi-hoi-nghi": "07_Phu-luc/Giay-moi-hoi-nghi",
    "giai-trinh-xep-hang": "07_Phu-luc/Giai-trinh-xep-hang",
    "bang-tong-hop-dang-ky": "07_Phu-luc/Tong-hop-dang-ky",
    "bien-ban-ban-giao": "07_Phu-luc/Bien-ban-ban-giao",
}
MERGED, MANIFEST = "00_Ho-so-gop.pdf", "manifest.csv"
EXTENSIONS = {kind: ending for ending, kinds in reversed(ENDINGS.items()) for kind in kinds}


class Cancelled(Exception):
    """Somebody asked the builder to stop."""


@dataclass(frozen=True)
class Part:
    """One file of the archive: its name there, what the list says of it, and where its bytes come from."""

    name: str
    read: Callable[[], bytes]
    reference: str = ""
    dated: str = ""
    title: str = ""
    is_paper: bool = False


def _name(sheet: papers.YearPaper) -> str:
    name = NAMES[sheet.kind.code]
    if isinstance(sheet.subject, Nomination):
        name += f"{sheet.subject.association.code}_{sheet.subject.award_type.code}"
    return name if sheet.issued else f"{name}_du-thao"


def _whose(sheet: papers.YearPaper) -> str:
    """Which authority decides or which body is asked, where a year's papers have one of this kind for each."""
    if isinstance(sheet.subject, OpinionRequest):
        return f"_{slugify(search_key(sheet.subject.body_name))}-{sheet.subject.pk}"
    authority = getattr(sheet.subject, "authority", "") or str(sheet.subject.pk)
    return f"_{slugify(search_key(authority))}"


def _title(sheet: papers.YearPaper) -> str:
    """Of an issued paper what it says of itself, so that a body renamed years later changes nothing."""
    if sheet.issued is None:
        return sheet.title
    return f"{sheet.issued.title} ({sheet.issued.reference})" if sheet.issued.number else sheet.issued.title


def _papers(sheets: list[papers.YearPaper], year: BlocYear) -> list[Part]:
    """The papers in the order of filing; what is not issued as a draft, named as one."""
    order = list(NAMES)
    in_order = sorted(sheets, key=lambda sheet: (order.index(sheet.kind.code), sheet.subject.pk))
    times = Counter(map(_name, in_order))
    return [
        Part(
            f"{_name(sheet)}{_whose(sheet) if times[_name(sheet)] > 1 else ''}.pdf",
            _reader(sheet, year),
            sheet.issued.reference if sheet.issued else "",
            short_date(sheet.issued.issued_on) if sheet.issued else "",
            _title(sheet),
            is_paper=True,
        )
        for sheet in in_order
    ]


def _reader(sheet: papers.YearPaper, year: BlocYear) -> Callable[[], bytes]:
    key = sheet.issued.pk if sheet.issued else 0

    def stored() -> bytes:
        return bytes(IssuedDocument.objects.get(pk=key).pdf)

    def drawn() -> bytes:
        from documents.render import render

        return render(papers.draft(sheet, year)).pdf

    return stored if sheet.issued else drawn


def _signed(sheets: list[papers.YearPaper]) -> list[Part]:
    """The valid signed copies beside their papers: the newest of each paper and way of signing."""
    names = {sheet.issued.pk: _name(sheet) for sheet in sheets if sheet.issued}
    copies = SignedCopy.objects.filter(document__in=names).without_bytes().select_related("document")
    newest = {(copy.document_id, copy.kind): copy for copy in copies.order_by("pk") if copy.is_valid}
    return [
        Part(
            f"{names[copy.document_id]}_{'ky-so' if copy.kind == 'digital' else 'ban-quet'}.pdf",
            partial(_copy_bytes, copy.pk),
            copy.document.reference,
            short_date(copy.document.issued_on),
            copy.get_kind_display(),
        )
        for copy in newest.values()
    ]


def _copy_bytes(pk: int) -> bytes:
    return bytes(SignedCopy.objects.get(pk=pk).pdf)


def _evidence(build: DossierBuild) -> list[Part]:
    """The files that the nominees showed with their annual reports, under their codes."""
    nominees = build.proposal.nominations.values("association")
    kept = (
        Evidence.objects.kept()
        .exclude(file="")
        .filter(
            report__bloc_year=build.proposal.bloc_year,
            report__association__in=nominees,
            report__kind="annual",
        )
    )
    return [
        Part(
            f"07_Phu-luc/Minh-chung/{e.report.association.code}/{n:03}{EXTENSIONS.get(e.content_type, '')}",
            partial(_evidence_bytes, e),
            title=f"{e.name}: {e.used_for}",
        )
        for n, e in enumerate(kept.select_related("report__association"), 1)
    ]


def _evidence_bytes(evidence: Evidence) -> bytes:
    with evidence.file.open("rb") as content:
        return content.read()


def parts_of(build: DossierBuild) -> list[Part]:
    year = build.proposal.bloc_year
    sheets = papers.dossier_papers(year, build.proposal)
    evidence = _evidence(build) if build.with_evidence else []
    return [*_papers(sheets, year), *_signed(sheets), *_vote_records(year), *evidence]


def _vote_records(year: BlocYear) -> list[Part]:
    """The signed records of the secret votes that stand, and the programs that check them."""
    polls = Poll.objects.filter(conference__bloc_year=year, vote__isnull=False).exclude(record="")
    folder = "07_Phu-luc/Ho-so-bo-phieu"
    records = [
        Part(
            f"{folder}/{poll.record_name}",
            partial(str.encode, poll.record),
            dated=short_date(timezone.localdate(poll.closed_at)),
            title=f"Hồ sơ bỏ phiếu: {poll}",
        )
        for poll in polls.select_related("award_type")
    ]
    programs = [
        Part(
            f"{folder}/{name}", partial(bytes, content), title=f"Chương trình kiểm tra hồ sơ bỏ phiếu: {name}"
        )
        for name, content in checkers()
    ]
    return records + programs if records else []


def merged(papers: list[tuple[str, bytes]]) -> bytes:
    """One PDF of many, a bookmark for each; the same papers give the same bytes."""
    buffer = io.BytesIO()
    with ExitStack() as opened, pikepdf.Pdf.new() as whole:
        with whole.open_outline() as outline:
            for title, content in papers:
                pdf = opened.enter_context(pikepdf.open(io.BytesIO(content)))
                outline.root.append(pikepdf.OutlineItem(title, len(whole.pages)))
                whole.pages.extend(pdf.pages)
        if papers:
            whole.Root.Lang = pikepdf.String("vi")
            whole.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def manifest(rows: Sequence[tuple[str, ...]]) -> bytes:
    """manifest.csv: file, số/ký hiệu, ngày, tên, SHA-256; with the mark by which Excel knows UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["Tệp", "Số, ký hiệu", "Ngày", "Tên", "SHA-256"])
    writer.writerows(map(no_formula, row) for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def write_archive(files: list[tuple[Part, Path]], target: Path) -> None:
    """The ZIP from files on disk, read one at a time."""
    with zipfile.ZipFile(target, "w") as archive:
        packed, rows, papers = HashedZip(archive), [], []
        for part, path in files:
            content = path.read_bytes()
            digest = packed.put(part.name, content)
            rows.append((part.name, part.reference, part.dated, part.title, digest.sha256))
            if part.is_paper:
                papers.append((part.title, content))
        whole = packed.put(MERGED, merged(papers))
        rows.append((MERGED, "", "", "Toàn bộ văn bản, có dấu trang", whole.sha256))
        packed.put(MANIFEST, manifest(rows))


def build_waiting() -> int:
    """Build what was asked for, oldest first; how many were built. Two of these at once never take the same one."""
    built = 0
    while build := _take():
        built += _build(build)
    return built


def _take() -> DossierBuild | None:
    running = {"state": DossierBuild.State.RUNNING, "seen_at": timezone.now()}
    pk = claim_first(DossierBuild.objects.to_take(), **running)
    builds = DossierBuild.objects.select_related("proposal__bloc_year__bloc")
    return builds.get(pk=pk) if pk else None


def _folder(build: DossierBuild) -> Path:
    return Path(settings.MEDIA_ROOT, "dossiers", str(build.pk))


def _build(build: DossierBuild) -> bool:
    mine = DossierBuild.objects.filter(pk=build.pk, state=DossierBuild.State.RUNNING)
    try:
        archive = _pack(build, mine)
        facts = _facts_of(archive)
        _store(archive, mine, facts)
    except Cancelled:
        shutil.rmtree(_folder(build), ignore_errors=True)
        return False
    except Exception as error:  # whatever it is, it is told on the page, and the next build has its turn
        log.exception("dossier build %s failed", build.pk)
        mine.update(state=DossierBuild.State.FAILED, error=str(error)[:300])
        return False
    shutil.rmtree(_folder(build), ignore_errors=True)
    return True


def _facts_of(archive: Path) -> dict:
    """Digest and size of the archive, as the build's row says them."""
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"sha256": digest, "size": archive.stat().st_size}


def _store(archive: Path, mine: QuerySet, facts: dict) -> None:
    """Put the archive where uploads lie and say that the build is done.

    No file stays behind when the build was stopped meanwhile (Cancelled) or its row cannot be written.
    """
    with archive.open("rb") as file:
        name = default_storage.save(f"dossiers/{uuid4().hex}.zip", File(file))
    try:
        if not mine.update(state=DossierBuild.State.DONE, file=name, **facts):
            raise Cancelled
    except BaseException:
        default_storage.delete(name)
        raise


def _pack(build: DossierBuild, mine) -> Path:
    """Fetch each part into a file of its own, unless an earlier builder did; then write the archive."""
    folder = _folder(build)
    folder.mkdir(parents=True, exist_ok=True)
    parts = parts_of(build)
    files = []
    for n, part in enumerate(parts):
        path = folder / f"{n:04}"
        if not path.exists():
            unfinished = path.with_suffix(".part")
            unfinished.write_bytes(part.read())
            unfinished.rename(path)
        files.append((part, path))
        if not mine.update(done=n + 1, total=len(parts), seen_at=timezone.now()):
            raise Cancelled
    target = folder / "archive.zip"
    write_archive(files, target)
    return target


def dossier_files(year: BlocYear) -> list[tuple[str, bytes]]:
    """(name, PDF) of each paper of the year, in the order of filing. RankingSealed where they may tell ranks yet."""
    refuse_sealed(year)
    return [(part.name, part.read()) for part in _papers(papers.year_papers(year), year)]


def dossier_zip(years) -> bytes:
    """The papers of one year or several as one archive, a folder for each bloc and year."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for year in years:
            for name, pdf in dossier_files(year):
                archive.writestr(f"{year.year}-khoi-{year.bloc_id}/{name}", pdf)
    return buffer.getvalue()
