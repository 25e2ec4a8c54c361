"""A year in one file: its rows, papers, evidence, histories, and a list of hashes (read back by archive_loading.py)."""

import datetime
import hashlib
import json
import tomllib
import zipfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.migrations.recorder import MigrationRecorder

from awards.models import Award, Decision, DossierBuild, Poll
from awards.papers import subjects
from blocs.models import (
    AchievementForm,
    AwardBasis,
    AwardCondition,
    AwardType,
    BaseSalary,
    Bloc,
    BlocYear,
    FormPart,
    LegalInstrument,
    Membership,
    PrizeFactor,
)
from documents.models import Dispatch, IssuedDocument, SignedCopy, subject_key
from documents.zips import EPOCH, HashedZip
from members.models import Association, FormerName, Officer, Province, Succession, User, kin_of

FORMAT = 1
VERSION = tomllib.loads(Path(settings.BASE_DIR, "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "version"
]
DATA, MANIFEST = "data.jsonl", "manifest.json"
ROOMS = {"blocs", "pledges", "awards", "documents"}
# What no year owns, yet every year is read with.
APART = (BlocYear, IssuedDocument, DossierBuild)  # gathered otherwise, or made again when asked for
SHARED = [
    AwardType,
    AwardCondition,
    AchievementForm,
    FormPart,
    PrizeFactor,
    BaseSalary,
]


class ArchiveError(Exception):
    """Why a file cannot be opened as an archive."""


class Exact(DjangoJSONEncoder):
    """Django's JSON, but for times: it cuts them to milliseconds, and what is read again would not be what was."""

    def default(self, o):
        return o.isoformat() if isinstance(o, datetime.datetime) else super().default(o)


class Gathered:
    """Rows by model and key, each once."""

    def __init__(self):
        self.rows: dict[tuple[str, int], models.Model] = {}

    def add(self, objects: Iterable[models.Model]) -> list[models.Model]:
        """Those of them that were not there yet."""
        new = []
        for obj in objects:
            key = (obj._meta.label_lower, obj.pk)
            if key not in self.rows:
                self.rows[key] = obj
                new.append(obj)
        return new

    def ordered(self) -> list[models.Model]:
        return [self.rows[key] for key in sorted(self.rows)]


def _owned(obj: models.Model) -> Iterable[models.Model]:
    """What hangs on a row: everything of our rooms that points to it."""
    for relation in obj._meta.related_objects:
        model = relation.related_model
        if model._meta.app_label in ROOMS and not relation.many_to_many and model not in APART:
            yield from model._base_manager.filter(**{relation.field.name: obj.pk})


def _named(obj: models.Model) -> Iterable[models.Model]:
    """What a row points to."""
    for field in obj._meta.concrete_fields:
        model, key = field.related_model, getattr(obj, field.attname)
        if model is not None and key:
            yield model._base_manager.get(pk=key)


def gather(year: BlocYear) -> list[models.Model]:
    """Every row that is needed to read the year as it stood, in one order."""
    gathered = Gathered()
    waiting = gathered.add([BlocYear._base_manager.get(pk=year.pk)])
    documents = IssuedDocument.objects.filter(subject__in=[subject_key(s) for s in subjects(year)])
    waiting += gathered.add(documents)
    for of_paper in (SignedCopy, Dispatch):
        gathered.add(of_paper.objects.filter(document__in=documents))
    while waiting:
        waiting = gathered.add(child for obj in waiting for child in _owned(obj))
    for model in SHARED:
        gathered.add(model._base_manager.all())
    law = LegalInstrument.objects.of_province(year.bloc.province)
    gathered.add(law)
    gathered.add(AwardBasis.objects.filter(instrument__in=law))
    gathered.add(Province.objects.filter(pk__in=kin_of([year.bloc.province_id])))
    _add_people(gathered, year)
    waiting = gathered.ordered()
    while waiting:
        waiting = gathered.add(named for obj in waiting for named in _named(obj))
    return gathered.ordered()


def _add_people(gathered: Gathered, year: BlocYear) -> None:
    """The bloc, its members with their names through time, who acts for them, and their ledgers."""
    gathered.add([Bloc._base_manager.get(pk=year.bloc_id)])
    memberships = Membership.objects.filter(bloc=year.bloc_id)
    gathered.add(memberships)
    bodies = Association.objects.filter(pk__in=memberships.values("association"))
    gathered.add(Succession.objects.filter(successor__in=bodies))
    gathered.add(FormerName.objects.filter(association__in=bodies))
    gathered.add(Officer.objects.filter(association__in=bodies))
    awards = Award.objects.filter(association__in=bodies)
    gathered.add(awards.filter(nomination=None))
    gathered.add(Decision.objects.filter(awards__in=awards.filter(nomination=None)))


class Writer:
    """Puts rows and the files they name into a ZIP."""

    def __init__(self, archive: zipfile.ZipFile):
        self.files = HashedZip(archive)
        self.missing: list[str] = []

    def line(self, obj: models.Model) -> str:
        """A row as JSON. Bytes become a file of their own, named by their hash; so do uploads, by their path."""
        (row,) = serializers.serialize("python", [obj])
        for field in obj._meta.concrete_fields:
            value = getattr(obj, field.attname)
            if isinstance(field, models.BinaryField) and value:
                digest = hashlib.sha256(bytes(value)).hexdigest()
                self.files.put(f"blobs/{digest}", bytes(value))
                row["fields"][field.name] = digest
            elif isinstance(field, models.FileField) and value:
                self._put_upload(value)
        if isinstance(obj, Poll):
            row["fields"] |= {
                "urn": "",
                "nonce": "",
            }  # a sealed urn could be opened later with the secret key
        if isinstance(obj, User):
            row["fields"] |= {"password": "!", "last_login": None}  # no password leaves the house
        return json.dumps(row, cls=Exact, ensure_ascii=False, sort_keys=True)

    def _put_upload(self, file) -> None:
        try:
            with file.storage.open(file.name) as content:
                self.files.put(f"media/{file.name}", content.read())
        except FileNotFoundError:
            self.missing.append(file.name)


def write_archive(year: BlocYear, target: Path) -> dict:
    """Write the year's archive; gives its manifest. The same year gives the same bytes.

    ArchiveError while a secret vote of the year is open (docs/secret-vote.md).
    """
    if Poll.objects.open().filter(conference__bloc_year=year).exists():
        raise ArchiveError("Đang có bỏ phiếu kín trong năm này; lưu trữ sau khi đóng bỏ phiếu.")
    with transaction.atomic(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = Writer(archive)
        lines = "".join(f"{writer.line(obj)}\n" for obj in gather(year))
        writer.files.put(DATA, lines.encode())
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "migrations": migrations(),
            "bloc": str(year.bloc),
            "year": year.year,
            "sha256": {name: digest.sha256 for name, digest in writer.files.digests.items()},
            "missing": sorted(writer.missing),
        }
        archive.writestr(
            zipfile.ZipInfo(MANIFEST, EPOCH),
            json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True),
        )
    return manifest


def migrations() -> dict[str, str]:
    """The newest migration of each of our rooms: what the rows look like."""
    names = MigrationRecorder.Migration.objects.filter(app__in=ROOMS | {"members"}).values_list("app", "name")
    return dict(sorted(names))
