"""Whatever two people write at once, neither ends the other: every pair of writes, on PostgreSQL."""

import datetime
import itertools
import threading
import time
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.actions.conference import write_prose
from awards.actions.council import record_council
from awards.actions.decisions import record_decision
from awards.actions.motions import decide_motion
from awards.actions.proposals import draw_up_proposals
from awards.actions.voting import cancel_poll, close_poll
from awards.models import Conference, Nomination, Poll, Proposal
from base.workflow import Refused
from blocs.actions.extensions import extend
from blocs.law_loading import load_law
from blocs.models import BlocYear
from pledges.actions.bulk import save_rows as save_bulk
from pledges.actions.evidence import add_evidence
from pledges.actions.explanations import agree, explain, tell
from pledges.actions.verification import assign
from pledges.models import Pledge, Registration, Report
from tests.awards.voting_case import begin, cast
from tests.factories import (
    PICTURE,
    Step,
    fill,
    make_conference,
    make_registration,
    make_report,
    make_user,
    make_year,
    send_back,
    verify,
)

pytestmark = pytest.mark.django_db(transaction=True)
postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time")
PAUSE, LOOKED_AT = 0.004, 25  # seconds after a statement that locks something, for the first so many of them
LOCKS = ("UPDATE", "INSERT", "DELETE")


class Slowly:
    """Waits after each statement that locks rows, so that the other one gets its turn in between."""

    def __init__(self):
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        is_lock = sql.startswith(LOCKS) or "FOR UPDATE" in sql
        if is_lock and self.count < LOOKED_AT:
            self.count += 1
            time.sleep(PAUSE)
        return result


def undone(write, started: threading.Barrier, faults: list) -> None:
    """Do it and take it back: the next pair meets the same data."""
    try:
        started.wait()
        with connection.execute_wrapper(Slowly()), transaction.atomic():
            write()
            transaction.set_rollback(True)
    except Refused:
        pass
    except Exception as error:
        faults.append(repr(error)[:120])
    finally:
        connection.close()


def deadlocks(writes: dict) -> list[str]:
    """Which of all pairs of these writes got in each other's way."""
    found = []
    for one, other in itertools.combinations_with_replacement(writes, 2):
        faults: list[str] = []
        started = threading.Barrier(2)
        both = [
            threading.Thread(target=undone, args=(writes[name], started, faults)) for name in (one, other)
        ]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(60)
        found += [f"{one} and {other}: {fault}" for fault in faults]
    return found


def each_succeeds(writes: dict) -> None:
    """A write that is refused at once would show nothing."""
    for name, write in writes.items():
        try:
            with transaction.atomic():
                write()
                transaction.set_rollback(True)
        except Refused as refusal:
            raise AssertionError(f"{name}: {refusal}") from refusal


def sent(user, name: str, args: list, data: dict):
    """A page sent by that person."""
    client = Client()
    client.force_login(user)

    def write():
        answer = client.post(reverse(name, args=args), data)
        assert answer.status_code == 302, [
            dict(form.errors)
            for form in (answer.context.get("forms") or answer.context["form"])
            if form.errors
        ]

    return write


def writing_writes(monkeypatch) -> dict:
    """What members and secretariat write while reports come in."""
    monkeypatch.setattr("base.middleware.DEADLOCK", "")  # a second try would hide the first
    year = make_year(members=7, until=Step.SELF_SCORING_OPENED, explanation_days=5, verifiers=1)
    bodies, secretary = year.bodies, year.secretary
    for body in bodies:
        make_registration(year, body)
    unsent = make_registration(make_year(until=Step.REGISTRATION_OPENED), bodies[2], state="draft")
    draft = fill(make_report(year, bodies[2]))
    handed_in = make_report(year, bodies[3], state="submitted")
    accepted = make_report(year, bodies[4], state="accepted")
    told = make_report(year, bodies[5], state="accepted")
    verify(told, I_1=45)
    tell(told, by=secretary)
    line, by = told.lines.get(criterion__code="I.1"), make_user(signs_for=bodies[2])
    box = f"section-{draft.sections.get().pk}-text"
    pledge = Pledge.draft(year)
    pledge.write(by=secretary, signed_at=timezone.now())
    later = timezone.now() + datetime.timedelta(days=9)
    year.milestones.filter(kind=Step.SELF_SCORING_CLOSED).update(due_at=timezone.now())
    association = {
        "code": "hoi-moi", "official_name": "Hội Mới", "short_name": "Hội Mới", "abbreviation": "HM",
        "joined_on": "01/03/2023",
    }  # fmt: skip
    outline = {
        "contents-TOTAL_FORMS": 1,
        "contents-INITIAL_FORMS": 1,
        "contents-0-id": year.contents.get().pk,
    }
    outline |= {"contents-0-code": "I", "contents-0-title": "Khác", "contents-0-commitments": "Khác"}
    days = {
        f"row{m.pk}-due_at": "2024-12-30T08:00" if n == 0 else ""
        for n, m in enumerate(year.milestones.filter(done_at=None).order_by("-pk"))
    }

    def get(model, row):
        return model.objects.get(pk=row.pk)

    def of_year():
        return BlocYear.objects.with_parties().get(pk=year.pk)

    return {
        "hand in": lambda: get(Report, draft).submit(by=by),
        "write": lambda: get(Report, draft).write(by=by, typed={box: "Khác"}),
        "evidence": lambda: add_evidence(
            get(Report, draft), by=by, document_number="1", document_title="Văn bản"
        ),
        "return": lambda: send_back(get(Report, handed_in)),
        "accept": lambda: get(Report, handed_in).accept(by=secretary),
        "verify": lambda: verify(accepted),
        "explain": lambda: explain(get(Report, told), by=by, texts={line.pk: "Có minh chứng"}),
        "agree": lambda: agree(get(Report, told), by=by),
        "extend": lambda: extend(
            of_year(),
            association=bodies[2],
            kind=Step.SELF_SCORING_CLOSED,
            until=later,
            reason="Bão",
            by=secretary,
        ),
        "step": lambda: of_year().reach(Step.SELF_SCORING_CLOSED, by=secretary),
        "milestones": sent(secretary, "blocs:milestones", [year.pk], days),
        "assign": lambda: assign(of_year(), bodies[3], secretary, by=secretary),
        "outline": sent(secretary, "blocs:outline-edit", [year.pk, "contents"], outline),
        "bulk": lambda: save_bulk(of_year(), {"Các hội": [[5, association]]}, by=secretary),
        "register": lambda: get(Registration, unsent).submit(by=by),
        "pledge": lambda: get(Pledge, pledge).sign(
            association=bodies[2], signer="A", position="B", signed_at=timezone.now(), by=secretary
        ),
    }


def conference_writes() -> dict:
    """What is written while the conference sits, at one and the same vote."""
    load_law()
    conference = make_conference()
    year, by = conference.bloc_year, make_user()
    one, two, three = year.bodies[:3]
    poll = begin(conference, one, two)
    cast(poll, one, one)

    def held() -> Conference:
        return Conference.objects.select_related("bloc_year").get(pk=conference.pk)

    return {
        "cast": lambda: cast(Poll.objects.get(pk=poll.pk), two, one),
        "cast too": lambda: cast(Poll.objects.get(pk=poll.pk), three, two),
        "close": lambda: close_poll(Poll.objects.get(pk=poll.pk), by=by, accept_missing=True),
        "cancel": lambda: cancel_poll(Poll.objects.get(pk=poll.pk), by=by, reason="Nhầm"),
        "withdraw": lambda: Poll.objects.get(pk=poll.pk).withdraw_nominee(two, by=by),
        "roll": lambda: held().call_roll({year.bodies[3]: {"is_present": True, "left_at": datetime.time(10)}}, by=by),
        "write": lambda: held().write(by=by, place="Hội trường"),
        "prose": lambda: write_prose(held(), proceedings="Đã họp", conclusion="Nhất trí", by=by),
        "motion": lambda: decide_motion(
            held(), by=by, text="Sửa điểm", approve=4, against=0,
            line=Report.objects.get(bloc_year=year, association=two).lines.get(criterion__code="I.1"),
            points=Decimal(50),
        ),
    }  # fmt: skip


def dossier_writes() -> dict:
    """What the secretariat and the province write about one proposal that came back for more."""
    load_law()
    conference = make_conference()
    year, by = conference.bloc_year, make_user()
    one = year.bodies[0]
    poll = begin(conference, one, year.bodies[1])
    for body in year.bodies[:4]:
        cast(poll, body, one)
    close_poll(poll, by=by)
    conference.close(by=by)
    (proposal,) = draw_up_proposals(BlocYear.objects.with_parties().get(pk=year.pk))
    proposal.file(by=by, missing=[])
    nomination = proposal.nominations.get()

    def held() -> Proposal:
        return Proposal.objects.get(pk=proposal.pk)

    def received() -> Proposal:
        found = held()
        if found.state == "filed":
            found.receive(by=by)
        return found

    day = timezone.localdate()
    decided = {"number": "1/QĐ-UBND", "dated": day, "authority": "Chủ tịch Ủy ban nhân dân tỉnh"}
    return {
        "receive": lambda: held().receive(by=by),
        "ask": lambda: held().ask_for_more(by=by, comment="Thiếu"),
        "council": lambda: record_council(received(), {nomination: {"is_kept": True}}, met_on=day, by=by),
        "decide": lambda: record_decision(
            received(), decided, awarded=[Nomination.objects.get(pk=nomination.pk)], declined={}, by=by
        ),
        "publish": lambda: BlocYear.objects.with_parties().get(pk=year.pk).publish_ranking(by=by),
        "step": lambda: BlocYear.objects.with_parties().get(pk=year.pk).reach(Step.HANDED_OVER, by=by),
    }


@postgresql
def test_members_and_secretariat_never_wait_for_each_other_in_a_circle(monkeypatch):
    writes = writing_writes(monkeypatch)
    each_succeeds(writes)

    assert len(writes) == 16
    assert deadlocks(writes) == []


@postgresql
def test_the_conference_never_waits_in_a_circle():
    writes = conference_writes()
    each_succeeds(writes)

    assert deadlocks(writes) == []


@postgresql
def test_the_dossier_never_waits_in_a_circle():
    writes = dossier_writes()
    each_succeeds(writes)

    assert deadlocks(writes) == []


class Deadlocked(Exception):
    sqlstate = "40P01"


def ended_by_the_database(times: int):
    """A stand-in for add_evidence whose transaction is ended so often before it goes through."""
    calls = []

    def write(report, **facts):
        calls.append(1)
        with transaction.atomic():
            added = add_evidence(report, **facts)
            if len(calls) <= times:
                raise OperationalError("deadlock detected") from Deadlocked()
        return added

    return write


@pytest.mark.parametrize(("times", "status", "kept"), [(1, 302, 1), (2, 503, 0)])
def test_a_deadlock_is_tried_once_more_with_the_file_that_was_sent(client, monkeypatch, times, status, kept):
    client.raise_request_exception = False
    report = make_report()
    client.force_login(make_user(edits_for=report.association))
    monkeypatch.setattr("pledges.views.evidence.add_evidence", ended_by_the_database(times))
    address = reverse("pledges:report-evidence", args=[report.pk])

    answer = client.post(address, {"file": SimpleUploadedFile("anh.png", PICTURE)})

    assert answer.status_code == status
    assert report.evidence.count() == kept == len(stored_files())
    for evidence in report.evidence.all():
        with evidence.file.open() as stored:
            assert stored.read() == PICTURE


def stored_files() -> list:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_file_stored_before_its_transaction_was_refused_leaves_nothing_behind(client, monkeypatch):
    def refused(*args, **kwargs):
        raise Refused("Báo cáo đã nộp, minh chứng không thay đổi được nữa.")

    report = make_report()
    client.force_login(make_user(edits_for=report.association))
    address = reverse("pledges:report-evidence", args=[report.pk])
    with monkeypatch.context() as patch:
        patch.setattr("pledges.models.Evidence.note_change", refused)
        client.post(address, {"file": SimpleUploadedFile("anh.png", PICTURE)})
    assert (report.evidence.count(), stored_files()) == (0, [])

    client.post(address, {"file": SimpleUploadedFile("anh.png", PICTURE)})
    assert (report.evidence.count(), len(stored_files())) == (1, 1)


@postgresql
def test_of_two_proposals_decided_at_once_the_last_records_the_results():
    load_law()
    conference = make_conference(separate_by_authority=True)
    year, by = conference.bloc_year, make_user()
    for body, award in ((year.bodies[0], "co-chinh-phu"), (year.bodies[1], "co-ubnd-tinh")):
        poll = begin(conference, body, year.bodies[2], award=award)
        for voter in year.bodies[:4]:
            cast(poll, voter, body)
        close_poll(poll, by=by)
    conference.close(by=by)
    proposals = draw_up_proposals(BlocYear.objects.with_parties().get(pk=year.pk))
    for proposal in proposals:
        proposal.file(by=by, missing=[])
        proposal.receive(by=by)
    started, day = threading.Barrier(2), timezone.localdate()

    def decide(proposal, number):
        try:
            started.wait()
            with connection.execute_wrapper(Slowly()):
                record_decision(
                    Proposal.objects.get(pk=proposal.pk),
                    {"number": number, "dated": day, "authority": ""},
                    awarded=list(proposal.nominations.select_related("award_type")),
                    declined={},
                    by=by,
                )
        finally:
            connection.close()

    both = [threading.Thread(target=decide, args=(p, f"{n}/QĐ")) for n, p in enumerate(proposals, 1)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(60)

    assert len(proposals) == 2
    assert {p.state for p in year.proposals.all()} == {"decided"}
    assert BlocYear.objects.get(pk=year.pk).is_done(Step.RESULTS_RECORDED)
