"""The dossier as one file, built beside the site; and the list of nominees made public."""

import csv
import datetime
import hashlib
import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from awards import dossier
from awards.actions.dossier import request_build
from awards.dossier import build_waiting, manifest
from awards.models import DossierBuild, PublicComment, PublicNotice
from base.workflow import Refused
from documents.models import IssuedDocument
from members.models import User
from pledges.models import Evidence
from tests.factories import provincial_letter, provincial_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def secretary():
    return User.objects.get(email__startswith="soan.nct@")


@pytest.fixture
def proposal():
    return provincial_proposal()


def built(proposal, by, **options) -> tuple[DossierBuild, bytes]:
    build = request_build(proposal, by=by, **{"with_evidence": False} | options)
    build_waiting()
    build.refresh_from_db()
    assert build.state == "done", build.error
    return build, Path(dossier.settings.MEDIA_ROOT, build.file).read_bytes()


def test_the_archive_names_papers_by_kind_with_a_manifest_of_hashes(proposal, secretary):
    build, content = built(proposal, secretary)

    archive = zipfile.ZipFile(io.BytesIO(content))
    names = archive.namelist()
    assert names[:4] == [
        "01_To-trinh.pdf",
        "02_Bang-tong-hop-diem.pdf",
        "03_Bien-ban-hop.pdf",
        "04_Bien-ban-kiem-phieu.pdf",
    ]
    assert "05_Bao-cao-thanh-tich/nkt_co-ubnd-tinh.pdf" in names
    assert "05_Bao-cao-thanh-tich/nkt_co-ubnd-tinh_ky-so.pdf" in names
    assert archive.read("01_To-trinh.pdf") == bytes(provincial_letter().pdf)
    listed = list(csv.DictReader(io.StringIO(archive.read("manifest.csv").decode("utf-8-sig"))))
    assert {row["Tệp"] for row in listed} == set(names) - {"manifest.csv"}
    assert len(listed) > 10
    for row in listed:
        assert hashlib.sha256(archive.read(row["Tệp"])).hexdigest() == row["SHA-256"]
    assert listed[0]["Số, ký hiệu"] == "02/TTr-BĐD"
    assert hashlib.sha256(content).hexdigest() == build.sha256


def test_the_merged_pdf_has_a_bookmark_for_each_paper(proposal, secretary):
    _, content = built(proposal, secretary)

    archive = zipfile.ZipFile(io.BytesIO(content))
    papers = [n for n in archive.namelist() if n.endswith(".pdf") and "ky-so" not in n and n[:2] != "00"]
    with pikepdf.open(io.BytesIO(archive.read("00_Ho-so-gop.pdf"))) as whole, whole.open_outline() as outline:
        titles = [item.title for item in outline.root]
        pages = len(whole.pages)
    assert len(titles) == len(papers)
    assert titles[0].startswith("Tờ trình về việc đề nghị tặng Cờ thi đua của Ủy ban nhân dân tỉnh")
    assert titles[0].endswith("(02/TTr-BĐD)")
    assert pages == sum(len(pikepdf.open(io.BytesIO(archive.read(n))).pages) for n in papers)


def test_a_filed_dossier_is_the_same_bytes_years_later(proposal, secretary):
    _, now = built(proposal, secretary, with_evidence=True)
    nominee = proposal.nominations.first().association
    nominee.short_name = "Tên khác"
    nominee.save()
    with time_machine.travel("2031-05-05 08:00+07:00"):
        _, later = built(proposal, secretary, with_evidence=True)

    assert now == later


def test_what_is_not_issued_goes_in_as_a_draft_named_as_one(proposal, secretary):
    proposal.bloc_year.proposals.update(state="draft", filed_at=None, filed_by=None)
    IssuedDocument.objects.filter(kind="tom-tat-thanh-tich").delete()

    _, content = built(proposal, secretary)

    assert "06_Tom-tat_du-thao.pdf" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_evidence_of_the_nominees_goes_in_when_asked_for(proposal, secretary):
    _, without = built(proposal, secretary)
    build, content = built(proposal, secretary, with_evidence=True)

    folder = "07_Phu-luc/Minh-chung"
    archive = zipfile.ZipFile(io.BytesIO(content))
    evidence = {n: archive.read(n) for n in archive.namelist() if n.startswith(folder)}
    assert sorted(evidence) == [
        f"{folder}/nkt/001.xlsx",
        f"{folder}/nkt/002.jpg",
        f"{folder}/tnxp/003.pdf",
    ]
    shown = {name: hashlib.sha256(content).hexdigest() for name, content in evidence.items()}
    assert set(shown.values()) == set(Evidence.objects.exclude(file="").values_list("sha256", flat=True))
    packed = zipfile.ZipFile(io.BytesIO(without)).namelist()
    assert len(packed) > 10 and not any("Minh-chung" in name for name in packed)
    assert build.total == len(dossier.parts_of(build))


def test_a_build_that_fails_leaves_no_file_behind(proposal, secretary, monkeypatch):
    build = request_build(proposal, with_evidence=True, by=secretary)

    def stopped(archive):
        DossierBuild.objects.filter(pk=build.pk).update(state="cancelled")
        return {"sha256": "x", "size": 1}

    monkeypatch.setattr(dossier, "_facts_of", stopped)
    build_waiting()

    build.refresh_from_db()
    assert build.state == "cancelled"
    assert not list(Path(dossier.settings.MEDIA_ROOT, "dossiers").iterdir())


def test_asking_twice_gives_the_build_under_way(proposal, secretary):
    first = request_build(proposal, with_evidence=False, by=secretary)
    second = request_build(proposal, with_evidence=False, by=secretary)

    assert first == second


def test_stopping_between_two_parts_leaves_nothing_behind(proposal, secretary, monkeypatch):
    build = request_build(proposal, with_evidence=False, by=secretary)
    real = dossier.parts_of

    def stopped(of):
        build.cancel(by=secretary)
        return real(of)

    monkeypatch.setattr(dossier, "parts_of", stopped)
    build_waiting()

    build.refresh_from_db()
    assert build.state == "cancelled"
    assert not list(Path(dossier.settings.MEDIA_ROOT, "dossiers").iterdir())
    with pytest.raises(Refused):
        build.cancel(by=secretary)


def test_a_builder_that_died_is_followed_by_one_that_does_only_the_rest(proposal, secretary, monkeypatch):
    build = request_build(proposal, with_evidence=False, by=secretary)
    read, dead = [], KeyboardInterrupt  # what kills a process is no Exception

    def counted(of):
        def reader(part, n):
            def fetch():
                if len(read) == 3 and n == 3:
                    read.append("power cut")
                    raise dead
                read.append(part.name)
                return part.read()

            return fetch

        return [
            dossier.Part(p.name, reader(p, n), p.reference, p.dated, p.title, p.is_paper)
            for n, p in enumerate(real(of))
        ]

    real = dossier.parts_of
    monkeypatch.setattr(dossier, "parts_of", counted)
    with pytest.raises(dead):
        build_waiting()
    assert build_waiting() == 0  # it may still be alive
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=3)):
        assert build_waiting() == 1

    build.refresh_from_db()
    assert build.state == "done"
    names = [name for name in read if name != "power cut"]
    assert len(names) == len(set(names)) == build.total


def test_a_failure_is_told_on_the_page(client, proposal, secretary, monkeypatch):
    build = request_build(proposal, with_evidence=False, by=secretary)
    monkeypatch.setattr(dossier, "write_archive", lambda *args: 1 / 0)

    assert build_waiting() == 0

    build.refresh_from_db()
    assert build.state == "failed"
    client.force_login(secretary)
    assert "division by zero" in client.get(reverse("awards:dossier", args=[proposal.pk])).text


def test_the_page_asks_follows_and_downloads(client, proposal, secretary):
    client.force_login(secretary)
    url = reverse("awards:dossier", args=[proposal.pk])

    client.post(url, {})
    waiting = client.get(url).text
    build_waiting()
    build = DossierBuild.objects.get()
    response = client.get(reverse("awards:dossier-file", args=[proposal.pk, build.pk]))

    assert "data-reload" in waiting
    assert hashlib.sha256(b"".join(response.streaming_content)).hexdigest() == build.sha256
    assert "data-reload" not in client.get(url).text


def test_members_do_not_reach_the_archive(client, proposal, secretary):
    build, _ = built(proposal, secretary)
    client.force_login(User.objects.get(email__startswith="soan.tnxp@"))

    for name, args in (("awards:dossier", []), ("awards:dossier-file", [build.pk])):
        assert client.get(reverse(name, args=[proposal.pk, *args])).status_code == 403


def test_a_manifest_starts_no_formula():
    assert b"'=SUM" in manifest([("=SUM(A1)", "", "", "", "")])


@pytest.fixture
def notice(proposal, secretary):
    cache.clear()
    facts = {"opens_on": datetime.date(2024, 1, 16), "closes_on": datetime.date(2024, 1, 22)}
    return PublicNotice.objects.create(proposal=proposal, published_by=secretary, **facts)


@pytest.mark.parametrize(
    ("at", "status"),
    [
        ("2024-01-15 23:59+07:00", 404),
        ("2024-01-16 00:00+07:00", 200),
        ("2024-01-22 23:59+07:00", 200),
        ("2024-01-23 00:00+07:00", 404),
    ],
)
def test_the_list_is_public_on_its_days_only(client, notice, at, status):
    with time_machine.travel(at, tick=False):
        assert client.get(notice.get_absolute_url()).status_code == status


def test_the_public_list_tells_names_and_awards_only(client, notice):
    with time_machine.travel("2024-01-17 08:00+07:00", tick=False):
        page = client.get(notice.get_absolute_url()).text

    assert "Hội Luật gia tỉnh Quảng Trị" in page
    assert "100,5" not in page
    assert "14/16" not in page


def test_anyone_writes_to_the_secretariat_who_alone_reads_it(client, notice, secretary):
    url = notice.get_absolute_url()
    with time_machine.travel("2024-01-17 08:00+07:00", tick=False):
        client.post(url, {"name": "Bà An", "contact": "0900", "text": "Tôi đồng ý <b>"})
        wrong = client.post(url, {"name": "Bà An", "contact": "", "text": "Thiếu"}).text
        for _ in range(5):
            last = client.post(url, {"name": "A", "contact": "B", "text": "C"}).text
        public = client.get(url).text

    assert PublicComment.objects.count() == 5
    assert "Thiếu</textarea>" in wrong
    assert "vừa gửi nhiều ý kiến" in last
    assert "Tôi đồng ý" not in public
    notice.proposal.bloc_year.milestones.filter(kind="handed_over").update(done_at=None, done_by=None)
    client.force_login(secretary)
    assert "Tôi đồng ý &lt;b&gt;" in client.get(reverse("awards:notice-edit", args=[notice.proposal_id])).text


def test_an_empty_cell_of_the_manifest_stays_empty():
    text = manifest([("to-trinh.pdf", "", "", "Tờ trình", "ab")]).decode("utf-8-sig")

    assert "to-trinh.pdf,,,Tờ trình,ab" in text
