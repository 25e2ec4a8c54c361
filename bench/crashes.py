"""What a power cut in the middle costs: submit, score, issue, dossier, backup, each killed with -9 again and again.

Run by bin/crashes on a throw-away SQLite database, or on the empty one that DATABASE_URL names. Each deed runs in a
process of its own that is killed at a random moment; afterwards all of it is there, or nothing.
"""

import hashlib
import os
import random
import signal
import sys
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from audit.log import find_tampering
from audit.models import AuditEntry
from awards.actions.dossier import request_build
from awards.actions.papers import issue_paper
from awards.dossier import build_waiting
from awards.models import DossierBuild
from awards.papers import year_papers
from blocs.models import BlocYear
from demo.load import load_demo
from documents.models import IssuedDocument
from members.models import User
from operations.backup import back_up, verify
from pledges.models import Registration
from tests.factories import Step, make_registration, make_report, make_user, make_year, provincial_proposal

KILLS = int(os.environ.get("KILLS", "100"))
say = sys.stdout.write


def begun(deed: Callable[[], object]) -> int:
    """The process that does it."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # its threads do not survive a fork
    child = os.fork()
    if child == 0:
        deed()
        os._exit(0)
    return child


def done_apart(deed: Callable[[], object]) -> None:
    """Do it in a process of its own: who has drawn papers holds threads of Pango that its children wait for."""
    assert os.waitpid(begun(deed), 0)[1] == 0


def killed(deed: Callable[[], object], longest: float) -> bool:
    """Do it in a process that is killed within that time; whether it came to its end before."""
    child = begun(deed)
    time.sleep(random.uniform(0, longest))
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1] == 0


def timed(deed: Callable[[], object]) -> float:
    """How long it takes when nobody kills it; a quarter more, so that some come through."""
    began = time.perf_counter()
    done_apart(deed)
    return (time.perf_counter() - began) * 1.25


def again(name: str, once: Callable[[], str]) -> None:
    ended = Counter(once() for _ in range(KILLS))
    say(f"{name:<28} killed {KILLS} times on {connection.vendor}: {dict(ended)}, never half done\n")


def hand_in(submission, by) -> None:
    with transaction.atomic():
        submission.submit(by=by)


def submitting(year) -> None:
    """A report and all that goes with it: version, receipt, history, notices, log."""
    member = make_user(edits_for=year.bodies[2])
    first = make_registration(year, year.bodies[3], state="draft")
    longest = timed(lambda: hand_in(first, member))
    bodies = iter(year.bodies[4:])

    def once() -> str:
        draft = make_registration(year, next(bodies), state="draft")
        killed(lambda: hand_in(draft, member), longest)
        registration = Registration.objects.get(pk=draft.pk)
        log = AuditEntry.objects.filter(subject=f"pledges.registration:{draft.pk}").count()
        facts = (
            registration.versions.count(),
            registration.history.count(),
            log,
            registration.first_submitted_at is not None,
        )
        assert facts == ((1, 1, 1, True) if registration.state == "submitted" else (0, 0, 0, False)), (
            registration.state,
            facts,
        )
        assert registration.targets.count() == 1
        return registration.state

    again("handing in", once)


def scoring(report) -> None:
    """Points and the reason for them, of every line at once."""
    lines = list(report.lines.all())

    def score(points: int) -> None:
        reason = "" if points == 0 else f"Lần {points}"
        verdicts = {ln.pk: {"verified_points": Decimal(points), "reason": reason or "0"} for ln in lines}
        report.verify(by=report.bloc_year.secretary, verdicts=verdicts)

    score(0)
    longest = timed(lambda: score(0))
    turn = iter(range(1, KILLS + 1))

    def once() -> str:
        points = next(turn) % 9
        before = set(report.lines.values_list("verified_points", "reason"))
        killed(lambda: score(points), longest)
        after = set(report.lines.values_list("verified_points", "reason"))
        assert len(after) == 1, after
        return "kept" if after == before else "written"

    again("scoring a sheet", once)


def issuing(year) -> None:
    """Bytes, number, register, log."""
    by = User.objects.get(email__startswith="soan.nct@")
    number = iter(range(100, 200 + 2 * KILLS))

    def issue() -> IssuedDocument:
        proposal_paper = next(s for s in year_papers(year) if s.kind.code == "to-trinh")
        facts = {"dated": timezone.localdate(), "name": "Hoàng Văn Thành", "position": "Trưởng ban"}
        return issue_paper(proposal_paper, year, by=by, number=next(number), **facts)

    longest = timed(issue)
    next(number)  # what the child took is not taken here

    def once() -> str:
        before = IssuedDocument.objects.count(), AuditEntry.objects.filter(action="paper.issued").count()
        killed(issue, longest)
        next(number)
        after = IssuedDocument.objects.count(), AuditEntry.objects.filter(action="paper.issued").count()
        assert after[0] - before[0] == after[1] - before[1] in (0, 1)
        last = IssuedDocument.objects.latest("pk")
        assert hashlib.sha256(bytes(last.pdf)).hexdigest() == last.sha256
        return "issued" if after != before else "not issued"

    again("issuing a paper", once)


def packing(proposal) -> None:
    """A builder that is killed leaves a build that the next builder finishes, each part once."""
    by = User.objects.get(email__startswith="soan.nct@")

    def ask() -> DossierBuild:
        return request_build(proposal, with_evidence=True, by=by)

    wanted = ask()
    longest = timed(build_waiting)
    names = zipfile.ZipFile(Path(settings.MEDIA_ROOT, DossierBuild.objects.get(pk=wanted.pk).file)).namelist()

    def once() -> str:
        build = ask()
        came_through = killed(build_waiting, longest)
        DossierBuild.objects.unfinished().update(seen_at=timezone.now() - timezone.timedelta(hours=1))
        done_apart(build_waiting)
        build = DossierBuild.objects.get(pk=build.pk)
        assert build.state == "done", build.error
        file = Path(settings.MEDIA_ROOT, build.file)
        assert hashlib.sha256(file.read_bytes()).hexdigest() == build.sha256
        assert sorted(zipfile.ZipFile(file).namelist()) == sorted(names)
        return "at once" if came_through else "finished by the next"

    again("packing a dossier", once)


def backing_up(folder: Path) -> None:
    """What bears a backup's name is whole."""
    longest = timed(lambda: back_up(folder / "first"))

    def once() -> str:
        target = folder / str(random.getrandbits(40))
        killed(lambda: back_up(target), longest)
        backups = list(target.glob("*.zip"))
        for file in backups:
            verify(file)
        return "whole" if backups else "none"

    again("backing up", once)


def storm(members: int = 150) -> None:
    """All members hand in within the last two seconds; every one is received, and late only who was late."""
    year = make_year(members=members, until=Step.REGISTRATION_OPENED)
    drafts = [make_registration(year, body, state="draft") for body in year.bodies]
    due_at = timezone.now() + timezone.timedelta(seconds=2)
    year.milestones.filter(kind=Step.REGISTRATION_CLOSED).update(due_at=due_at)
    waiting, by = list(drafts), make_user()

    def work():
        while waiting:
            draft = Registration.objects.with_parties().get(pk=waiting.pop().pk)
            hand_in(draft, by)
        connections.close_all()

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    registrations = Registration.objects.filter(bloc_year=year).prefetch_related("versions")
    versions = [version for one in registrations for version in one.versions.all()]
    assert len(versions) == members and len({v.code for v in versions}) == members
    assert all(v.is_late == (v.received_at > due_at) for v in versions)
    late = sum(v.is_late for v in versions)
    say(
        f"{members} members handed in at once in {seconds:.1f} s on {connection.vendor}: all received, {late} late\n"
    )


def main() -> None:
    call_command("migrate", verbosity=0)
    if User.objects.exists():
        sys.exit("This database is in use; name an empty one.")
    done_apart(load_demo)
    year = BlocYear.objects.with_parties().get(year=2023)
    packing(provincial_proposal(year.year))
    year.milestones.filter(kind="handed_over").update(done_at=None, done_by=None)
    year.proposals.update(state="draft", filed_at=None, filed_by=None)
    issuing(year)
    big = make_year(members=KILLS + 5, until=Step.REGISTRATION_OPENED)
    submitting(big)
    scored = make_year(until=Step.SELF_SCORING_OPENED)
    scoring(make_report(scored, scored.bodies[2], state="accepted"))
    backing_up(Path(settings.MEDIA_ROOT, "..", "backups").resolve())
    storm()
    assert list(find_tampering()) == []


if __name__ == "__main__":
    main()
