"""The record of a vote as one file: what was stated at its opening, who cast, the lists, the totals, a signature.

It says names and numbers and no key of the database, so that it is read without this site. docs/secret-vote.md gives
its format, and bin/verify-vote checks it.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from awards import receipts
from awards.ballot_codes import line_code, secret_of

if TYPE_CHECKING:
    from awards.models import Poll, Vote

FORMAT = "khoithidua-vote/1"


@dataclass(frozen=True)
class Opened:
    """How tellers opened an urn: which two, in order, and the ballots that could be read and do not count.

    `uncounted` is (code, why): again, the code came twice; before, an earlier vote has it; form, no valid ballot.
    """

    tellers: tuple[int, ...] = ()
    uncounted: tuple[tuple[str, str], ...] = ()


NOT_SEALED = Opened()


def opening_of(poll: "Poll") -> dict:
    """What is stated before the first ballot: the question, the rule, the nominees, the voters, the key."""
    year = poll.conference.bloc_year
    rights = poll.rights.select_related("association", "held_by").order_by("number")
    nominees = poll.nominees.select_related("association").order_by("number")
    rounds = poll.conference.votes.filter(subject=poll.subject, award_type=poll.award_type).count()
    return {
        "format": FORMAT,
        "bloc": year.bloc.name,
        "year": year.year,
        "about": str(poll),
        "round": rounds + 1,
        "method": poll.method,
        "seats": poll.seats,
        "rule": f"{poll.get_threshold_display()} tính trên {poll.get_base_display()}",
        "opened_at": poll.opened_at.isoformat(),
        "ballot_list": poll.ballot_list,
        "keepers": [
            {"name": str(key.holder), "key": key.public_key}
            for key in poll.conference.teller_keys.select_related("holder")
            if poll.is_kept_by_tellers
        ],
        "nominees": [nominee.association.official_name for nominee in nominees],
        "voters": [
            {"name": r.association.official_name, "by": r.held_by.official_name if r.held_by else ""}
            for r in rights
        ],
        "key": receipts.public_key(poll.nonce),
    }


def checkers() -> list[tuple[str, bytes]]:
    """(name, content) of the programs that check a record without this site; the second needs the first beside it."""
    folder = Path(settings.BASE_DIR, "bin")
    return [(name, (folder / name).read_bytes()) for name in ("verify-vote", "verify-sealed-ballot")]


def lists_of(poll: "Poll", ballots: dict[str, list[int]]) -> list[tuple[str, int | None, list[int]]]:
    """The lines to publish, as (code, nominee, associations approved), in the order of their codes.

    `ballots` is {code: associations approved}. `nominee` is the key of a PollNominee, None for a whole ballot.
    """
    if poll.ballot_list == poll.BallotList.TOTALS:
        return []
    if poll.ballot_list == poll.BallotList.WHOLE:
        return sorted((code, None, approved) for code, approved in ballots.items())
    lines, key = [], receipts.public_key(poll.nonce)
    nominees = list(poll.nominees.all())
    for code, approved in ballots.items():
        secret = secret_of(code, key)
        for nominee in nominees:
            yes = [nominee.association_id] if nominee.association_id in approved else []
            lines.append((line_code(secret, nominee.number), nominee.pk, yes))
    return sorted(lines)


def _published(poll: "Poll", numbers: dict[int, int]) -> list:
    """The lists of the record: ballots with the numbers they approve, or a list for each nominee."""
    rows = list(poll.ballots.select_related("nominee").order_by("code"))
    if poll.ballot_list == poll.BallotList.WHOLE:
        return [{"code": row.code, "yes": sorted(numbers[pk] for pk in row.approved)} for row in rows]
    if poll.ballot_list == poll.BallotList.TOTALS:
        return []
    lists: list[list[dict]] = [[] for _ in numbers]
    for row in rows:
        if row.nominee:
            number = numbers[row.nominee.association_id]
            lists[number - 1].append({"code": row.code, "yes": bool(row.approved)})
    return lists


def record_of(poll: "Poll", vote: "Vote", *, nonce: str, opened: Opened) -> str:
    """The signed record of a vote that has just been counted; reads its published ballots."""
    numbers = dict(poll.nominees.values_list("association", "number"))
    tallies = {t.association_id: t for t in vote.tallies.all()}
    rights = list(poll.rights.order_by("number"))
    by_number = sorted(numbers, key=numbers.__getitem__)
    facts = {
        "opening": json.loads(poll.opening),
        "cast": [right.number for right in rights if right.has_voted],
        "handed": [right.number for right in rights if right.was_handed],
        "issued": vote.issued,
        "returned": vote.returned,
        "valid": vote.valid,
        "withdrawn": sorted(numbers[n.association_id] for n in poll.nominees.all() if n.withdrawn_at),
        "board": [receipts.text_digest(ballot.text) for ballot in poll.sealed.all()],
        "uncounted": [{"code": code, "why": why} for code, why in sorted(opened.uncounted)],
        "openers": list(opened.tellers),
        "lists": _published(poll, numbers),
        "written": [
            {
                "name": opinion.association.official_name,
                "document": opinion.document,
                "yes": sorted(numbers[pk] for pk in opinion.approved),
            }
            for opinion in poll.opinions.select_related("association")
        ],
        "counts": [_count(count, by_number) for count in poll.counts.select_related("entered_by")],
        "totals": [[tallies[pk].approve, tallies[pk].against] for pk in by_number],
        "closed_at": poll.closed_at.isoformat() if poll.closed_at else "",
    }
    return receipts.canonical(facts | {"signature": receipts.sign(nonce, receipts.canonical(facts))}).decode()


def _count(count, by_number: list[int]) -> dict:
    """What one person counted of paper ballots."""
    return {
        "by": str(count.entered_by),
        "issued": count.issued,
        "returned": count.returned,
        "valid": count.valid,
        "totals": [count.tallies[str(pk)] for pk in by_number],
    }
