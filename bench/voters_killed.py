"""Every act of a secret vote, killed with -9 after each of its statements; nothing may be half done."""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import NoReturn

from django.db import connection, connections

from awards.actions.sealed_vote import cast_sealed, open_ballots, shut_urn, take_layer_off
from awards.actions.voting import close_poll, open_poll
from awards.models import Conference, Poll, PollNominee, SealedBallot, Vote
from awards.purge import purge_urns, unpurged
from blocs.models import BlocYear
from members.models import User
from tests.awards.sealing_case import Device, keys_of, seal
from tests.factories import make_user

from .voters_scene import scene, with_tellers

say = sys.stdout.write


def killed_after(statement: int, work: Callable[[], object]) -> bool:
    """Do this in a process of its own, killed with -9 right after so many statements; whether it came to that."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # its threads do not survive a fork
    child = os.fork()
    if child == 0:
        _die_after(statement, work)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the act failed by itself"
    return os.WIFSIGNALED(status)


def _die_after(statement: int, work: Callable[[], object]) -> NoReturn:
    number = count(1)

    def deadly(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if next(number) == statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    try:
        with connection.execute_wrapper(deadly):
            work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def at_every_statement(what: str, work: Callable[[], object], is_done: Callable[[], bool]) -> None:
    """Kill the act after its first statement, its second, and so on, until it is done.

    `is_done` looks each time that nothing is half done, and says whether it is done.
    """
    for statement in count(1):
        was_killed = killed_after(statement, work)
        if is_done():
            break
        assert was_killed, f"{what} ended and is not done"
    say(f"{what} killed after each of {statement} statements on {connection.vendor}, never half done\n")


def open_anew(conference: Conference, by: User) -> None:
    nominees = list(conference.members().order_by("pk"))[:2]
    open_poll(
        Conference.objects.get(pk=conference.pk),
        by=by,
        subject="lead",
        award_type=None,
        seats=1,
        method=Vote.Method.BROWSER,
        nominees=nominees,
    )


def kill_the_opening(conference: Conference, by: User) -> None:
    def is_done() -> bool:
        poll = conference.polls.open().first()
        if poll is None:
            assert not conference.polls.exists() and not PollNominee.objects.filter(
                poll__conference=conference
            )
            return False
        assert poll.nominees.count() == 2 and poll.rights.count() == conference.members().count()
        assert poll.opening and (poll.urn or poll.is_kept_by_tellers)
        return True

    at_every_statement("opening", lambda: open_anew(conference, by), is_done)


def kill_the_casting(poll: Poll) -> None:
    bodies = list(poll.conference.members().order_by("pk"))
    choices = {bodies[0].pk: True, bodies[1].pk: False}

    def is_done() -> bool:
        in_urn, used = Poll.objects.get(pk=poll.pk).cast_so_far()
        assert used == in_urn, (used, in_urn)
        return used == 1

    def casting() -> None:
        Poll.objects.get(pk=poll.pk).cast(bodies[0], choices=choices, sent_once="of this page")

    at_every_statement("casting", casting, is_done)
    again = Poll.objects.get(pk=poll.pk).cast(bodies[0], choices=choices, sent_once="of this page")
    assert again.is_repeated  # the page, which has had no answer, is given its receipt
    for body in bodies[1:]:
        Poll.objects.get(pk=poll.pk).cast(body, choices=choices)


def is_counted(poll: Poll) -> bool:
    """Whether the vote is closed with every ballot; half closed is an error."""
    poll.refresh_from_db()
    everybody = poll.rights.count()
    if poll.is_open:
        assert not Vote.objects.filter(poll=poll).exists() and not poll.ballots.exists()
        return False
    assert poll.ballots.count() == everybody and poll.record
    assert sorted(poll.vote.tallies.values_list("approve", flat=True)) == [0, everybody]
    return True


def kill_the_closing(poll: Poll, by: User) -> None:
    closing = partial(close_poll, Poll.objects.get(pk=poll.pk), by=by)
    at_every_statement("closing", closing, lambda: is_counted(poll))
    purge_urns()
    assert not unpurged().exists()


def kill_the_tellers(poll: Poll, tellers: list[Device], by: User) -> None:
    """A vote whose urn tellers keep: casting, shutting, shuffling and opening."""
    bodies, keys = list(poll.conference.members().order_by("pk")), keys_of(poll)
    texts = [seal(f"{number:04}-ABCD-EFGH".replace("0", "A"), "10", keys) for number in range(len(bodies))]

    def is_cast() -> bool:
        in_urn, used = Poll.objects.get(pk=poll.pk).cast_so_far()
        assert used == in_urn, (used, in_urn)
        return used == 1

    def casting() -> None:
        cast_sealed(Poll.objects.get(pk=poll.pk), bodies[0], sealed=texts[0])

    at_every_statement("casting a sealed ballot", casting, is_cast)
    for body, text in zip(bodies, texts, strict=True):  # the first page sends its ballot again
        cast_sealed(poll, body, sealed=text)
    assert poll.cast_so_far() == (len(bodies), len(bodies))

    def is_shut() -> bool:
        return Poll.objects.get(pk=poll.pk).sealed_at is not None

    shutting = partial(shut_urn, poll, by=by, accept_missing=True)
    at_every_statement("shutting the urn", shutting, is_shut)
    lists = tellers[0].stripped(poll)
    shuffling = partial(take_layer_off, poll, by=tellers[0].user, lists=lists, unreadable=0)
    at_every_statement("shuffling", shuffling, lambda: Poll.objects.get(pk=poll.pk).first_number == 1)
    ballots = tellers[1].opened(poll)
    opening = partial(open_ballots, poll, by=tellers[1].user, ballots=ballots, unreadable=0)
    at_every_statement("opening the ballots", opening, lambda: is_counted(poll))
    purge_urns()
    assert not SealedBallot.objects.filter(poll=poll).exists()


def killed() -> None:
    conference, by = scene(6), make_user()
    tellers = with_tellers(conference)
    kill_the_opening(conference, by)
    poll = conference.polls.open().get()
    kill_the_casting(poll)
    kill_the_closing(poll, by)
    BlocYear.objects.filter(pk=conference.bloc_year_id).update(urn_keeper=Poll.Keeper.TELLERS)
    open_anew(conference, by)
    kill_the_tellers(conference.polls.open().get(), tellers, by)
