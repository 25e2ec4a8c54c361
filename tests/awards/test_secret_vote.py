"""Secret means secret: whatever is stored, logged or sent is the same whoever voted for whom."""

import json
import logging
import re
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEntry
from awards import urn
from awards.actions.voting import close_poll, open_poll
from awards.forms import BallotForm
from awards.models import Ballot, Conference, Poll, Vote
from blocs.models import AwardType
from tests.factories import make_user

pytestmark = pytest.mark.django_db
# Who votes for whom, by number: the same ballots, cast by other people and in another order.
ONE_WAY = {0: [0], 1: [1], 2: [0], 3: []}
ANOTHER = {3: [0], 2: [1], 0: [], 1: [0]}


def begin(conference) -> Poll:
    return open_poll(
        conference,
        by=conference.bloc_year.secretary,
        subject=Vote.Subject.AWARD,
        award_type=AwardType.objects.get(code="co-ubnd-tinh"),
        seats=1,
        method=Vote.Method.BROWSER,
        nominees=conference.bloc_year.bodies[:2],
    )


def vote(client, poll, voters, choices) -> list:
    """Every voter at the page; what each of them was answered."""
    nominees = poll.conference.bloc_year.bodies[:2]
    answers = []
    for n, chosen in choices.items():
        client.force_login(voters[n])
        ballot = {f"n{body.pk}": "1" if k in chosen else "0" for k, body in enumerate(nominees)}
        ballot |= {"voters_word": f"chữ số {n}{n}", "sent_once": f"trang số {n}"}
        address = reverse("awards:poll-cast", args=[poll.pk, poll.conference.bloc_year.bodies[n].pk])
        client.get(address)
        answers.append(client.post(address, ballot))
    return answers


NUMBERING = {"id", "poll_id", "vote_id"}  # which a second run continues


def dump(*, without=(), numbered=True) -> dict[str, list]:
    """Every row of every table, as the database has it; not numbered, so that two runs can be compared."""
    tables = {}
    for model in apps.get_models(include_auto_created=True):
        if model in without:
            continue
        fields = [field.attname for field in model._meta.concrete_fields]
        fields = fields if numbered else [name for name in fields if name not in NUMBERING]
        if model is AuditEntry:
            fields.remove("digest")  # over the other columns, and the instant
        tables[model._meta.label] = sorted(map(repr, model._base_manager.values_list(*fields)))
    return tables


@pytest.fixture
def scene(conference):
    voters = [make_user(signs_for=body) for body in conference.bloc_year.bodies[:4]]
    return conference, voters


def held(client, scene, choices) -> tuple[dict, list]:
    """The database after the vote was closed, and the ballots as they are published, without their codes."""
    conference, voters = scene
    poll = begin(conference)
    answers = vote(client, poll, voters, choices)
    Session.objects.all().delete()
    close_poll(poll, by=conference.bloc_year.secretary)
    codes = [re.search(r'ballot-code">([A-Z0-9-]{14})<', answer.text)[1] for answer in answers]
    assert sorted(codes) == [ballot.code for ballot in Ballot.objects.all()]
    without_record = Poll.objects.update(opening=facts_of(poll.opening), record=facts_of(signed_record()))
    assert without_record == 1
    everything = dump(without=[Ballot], numbered=False)
    assert not [row for rows in everything.values() for row in rows if any(code in row for code in codes)]
    return everything, sorted(Ballot.objects.values_list("approved", flat=True))


def signed_record() -> str:
    return Poll.objects.values_list("record", flat=True).get()


def facts_of(text: str) -> str:
    """Opening or record without what every vote has its own: key, signature, instants, codes of ballots."""
    facts = json.loads(text)
    for own in ("signature", "closed_at", "opened_at", "key"):
        facts.pop(own, None)
        facts.get("opening", {}).pop(own, None)
    if "lists" in facts:
        assert [line["code"] for line in facts["lists"]] == sorted(line["code"] for line in facts["lists"])
        facts["lists"] = sorted(line["yes"] for line in facts["lists"])
    return json.dumps(facts, sort_keys=True)


def test_the_database_is_the_same_whoever_voted_for_whom(client, scene, django_db_blocker):
    """The strongest thing that can be said: exchanging two people's votes changes nothing that is stored."""
    from django.db import transaction

    found = []
    for choices in (ONE_WAY, ANOTHER):
        with transaction.atomic():
            mark = transaction.savepoint()
            found.append(held(client, scene, choices))
            transaction.savepoint_rollback(mark)

    (first, ballots), (second, other_ballots) = found
    assert ballots == other_ballots
    assert set(first) == set(second) and {"awards.Poll", "awards.VotingRight"} <= set(first)
    for table in first:
        assert plain(first[table]) == plain(second[table]), table


def plain(rows: list[str]) -> list[str]:
    """Rows without the instants of the two runs, the marks of opening and record, and the keys of poll and vote."""
    without_marks = (re.sub(r"(mã mở phiếu|mã hồ sơ) [A-Z0-9-]{29}", r"\1", row) for row in rows)
    without_times = (re.sub(r"datetime\.datetime\([^)]*\)+", "…", row) for row in without_marks)
    return sorted(re.sub(r"awards\.(poll|vote):\d+", r"awards.\1", row) for row in without_times)


def test_ballots_are_stored_in_the_order_of_their_codes(client, scene):
    conference, voters = scene
    poll = begin(conference)
    vote(client, poll, voters, ONE_WAY)
    close_poll(poll, by=conference.bloc_year.secretary)

    with connection.cursor() as cursor:
        order = "ctid" if connection.vendor == "postgresql" else "rowid"
        cursor.execute(f"SELECT code FROM awards_ballot ORDER BY {order}")
        stored = [code for (code,) in cursor.fetchall()]

    assert len(stored) > 2 and stored == sorted(stored)


def test_while_the_vote_is_open_no_row_tells_a_single_ballot(client, scene):
    conference, voters = scene
    poll = begin(conference)
    vote(client, poll, voters, {0: [0]})
    before = dump()
    vote(client, poll, voters, {1: [1]})
    after = dump()

    told = {table: set(after[table]) - set(before[table]) for table in after if after[table] != before[table]}
    open_to_see = {"awards.Poll", "awards.VotingRight", "sessions.Session", "members.User"}
    assert {"awards.Poll", "awards.VotingRight"} <= set(told) <= open_to_see | {"audit.AuditEntry"}
    assert set(AuditEntry.objects.filter(actor_id=voters[1].pk).values_list("action", flat=True)) == {
        "sign_in"
    }
    names = [body.official_name for body in conference.bloc_year.bodies[:2]]
    held_urn = Poll.objects.get(pk=poll.pk).urn
    assert not any(name in held_urn for name in names)
    assert len(Poll.objects.get(pk=poll.pk).sealed_ballots()) == 2


def test_no_length_tells_a_ballot(client, scene):
    """Neither the urn, from its opening to its last ballot, nor what a browser sends."""
    conference, voters = scene
    lengths, sent = set(), set()
    poll = begin(conference)
    for choices in ({}, {0: [0]}, {1: []}, {2: [1]}, {3: [0]}):
        vote(client, poll, voters, choices)
        lengths.add(len(Poll.objects.get(pk=poll.pk).urn))
    for answer in (BallotForm.YES, BallotForm.NO):
        sent.add(len(urlencode({f"n{body.pk}": answer for body in conference.bloc_year.bodies[:2]})))

    assert len(lengths) == 1
    assert len(sent) == 1
    assert len(Poll.objects.get(pk=poll.pk).sealed_ballots()) == 4


def test_an_urn_laid_by_an_earlier_version_is_read(client, scene):
    conference, voters = scene
    poll = begin(conference)
    body = conference.bloc_year.bodies[0].pk
    old = json.dumps({"AAAA-AAAA": [body]}).encode()
    Poll.objects.filter(pk=poll.pk).update(urn=urn._lock(poll.nonce).encrypt(old).decode())
    poll.rights.filter(association=body).update(has_voted=True)

    vote(client, poll, voters, {1: []})

    assert sorted(Poll.objects.get(pk=poll.pk).sealed_ballots().values()) == [[], [body]]


def test_nothing_of_the_order_of_voting_stays_in_how_rights_lie(client, scene):
    """On PostgreSQL each row tells which transaction wrote it last: after the closing it is one for all."""
    conference, voters = scene
    poll = begin(conference)
    vote(client, poll, voters, ANOTHER)
    close_poll(poll, by=conference.bloc_year.secretary)

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT xmin, cmin::text::int FROM awards_votingright WHERE poll_id = %s", [poll.pk]
            )
            rows = cursor.fetchall()
        assert len({transaction for transaction, _ in rows}) == 1
        assert len({command for _, command in rows}) == len(rows)  # each written anew, in an order of its own
    assert poll.rights.filter(has_voted=True).count() == 4


def test_the_key_of_the_urn_is_gone_once_the_vote_is_closed(client, scene):
    conference, voters = scene
    poll = begin(conference)
    vote(client, poll, voters, ONE_WAY)
    copied = Poll.objects.get(pk=poll.pk)

    close_poll(poll, by=conference.bloc_year.secretary)

    stored = " ".join(row for rows in dump().values() for row in rows)
    assert copied.nonce not in stored
    assert copied.urn not in stored


def test_no_log_line_cookie_or_session_tells_what_was_voted(client, scene, caplog):
    conference, voters = scene
    poll = begin(conference)
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, logger="config.requests"):
        answers = vote(client, poll, voters, ONE_WAY)
        client.get(poll.get_absolute_url())

    codes = [re.search(r'ballot-code">([A-Z0-9-]{14})<', answer.text)[1] for answer in answers]
    logged = "\n".join(
        f"{r.getMessage()} {r.__dict__}" for r in caplog.records if r.name != "django.db.backends"
    )
    sessions = [session.get_decoded() for session in Session.objects.all()]
    assert len(set(codes)) == len(voters) and sessions
    assert poll.get_absolute_url() in logged  # what is no ballot is logged
    for code in codes:
        assert code not in logged
        assert code not in repr(sessions)
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert not set(answer.cookies) - {"csrftoken", "sessionid", "person"}
    assert all(
        set(session) <= {"_auth_user_id", "_auth_user_backend", "_auth_user_hash", "begun", "seen"}
        for session in sessions
    )


def test_the_code_is_shown_once_and_found_in_the_published_list(client, scene):
    conference, voters = scene
    poll = begin(conference)
    [answer] = vote(client, poll, voters, {0: [0]})
    code = re.search(r'ballot-code">([A-Z0-9-]{14})<', answer.text)[1]
    address = reverse("awards:poll-ballots", args=[poll.pk])

    for page in (reverse("awards:poll", args=[poll.pk]), address, conference.get_absolute_url()):
        assert code not in client.get(page).text
    close_poll(poll, by=conference.bloc_year.secretary, accept_missing=True)
    assert (
        code not in client.get(address).text
    )  # as its result, which members see once the conference is over
    Conference.objects.update(closed_at=timezone.now(), closed_by=voters[0], ended_at=timezone.now())

    assert code in client.get(address).text


def test_a_second_click_or_a_stranger_changes_nothing(client, scene):
    conference, voters = scene
    poll = begin(conference)
    body = conference.bloc_year.bodies[0]
    address = reverse("awards:poll-cast", args=[poll.pk, body.pk])
    ballot = {f"n{b.pk}": "0" for b in conference.bloc_year.bodies[:2]}
    client.force_login(make_user(edits_for=body))
    assert client.post(address, ballot).status_code == 403
    client.force_login(voters[1])
    assert client.post(address, ballot).status_code == 403
    client.force_login(voters[0])
    client.post(address, ballot)

    assert "đã bỏ phiếu" in client.post(address, ballot).text
    closed = close_poll(poll, by=conference.bloc_year.secretary, accept_missing=True)
    assert closed.returned == 1


def test_a_ballot_sent_after_the_session_ended_is_kept_nowhere(client, scene):
    conference, voters = scene
    poll = begin(conference)
    address = reverse("awards:poll-cast", args=[poll.pk, conference.bloc_year.bodies[0].pk])
    client.force_login(voters[0])
    client.get(address)
    person = client.cookies["person"].value
    client.logout()
    client.cookies["person"] = person
    body = conference.bloc_year.bodies[0].pk
    client.post(address, {f"n{body}": "1"})
    client.post(reverse("awards:prose-edit", args=[conference.bloc_year_id]), {"proceedings": "Đã bàn xong"})

    sessions = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    assert "Đã bàn xong" in sessions  # other text is kept for its writer
    assert f"n{body}" not in sessions
