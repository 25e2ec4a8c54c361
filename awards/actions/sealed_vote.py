"""A vote whose ballots are sealed to the tellers: keys, sealed ballots, the first teller's layer, the opening."""

import base64
import json
import re

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from django.db import transaction
from django.utils import timezone

from audit.log import record
from awards import receipts
from awards.actions.voting import refuse_missing, write_result
from awards.models import KEY_HOLDERS, Ballot, Conference, Poll, SealedBallot, TellerKey, Vote, VotingRight
from awards.notifications import tell_key_holders
from awards.permissions import teller_bodies
from awards.receipts import SealedReceipt
from awards.vote_record import Opened
from base.workflow import Refused
from members.models import Association, User

KEY = re.compile(r"[A-Za-z0-9_-]{43}")
CODE = re.compile(r"[A-Z0-9]{4}(-[A-Z0-9]{4}){2}")
BOXES = 6  # of a sealed ballot: each order of two out of three tellers
OVERHEAD = 32 + 14 + 16 + 16  # bytes of a box beside its marks: key, code, two seals


def keep_key(conference: Conference, *, by: User, public_key: str) -> TellerKey:
    """Write down the public half of a key that this teller made on their device, in place of an earlier one."""
    with transaction.atomic():
        locked = conference.held_open()
        if locked.polls.open().exists():
            raise Refused("Đang có cuộc bỏ phiếu mở, không đổi khóa được.")
        if not _is_key(public_key):
            raise Refused("Máy này chưa tạo được khóa; hãy dùng trình duyệt mới hơn.")
        others = locked.teller_keys.exclude(holder=by)
        if others.count() >= KEY_HOLDERS:
            raise Refused(f"Đã đủ {KEY_HOLDERS} người giữ khóa; bỏ khóa của một người trước.")
        if others.filter(public_key=public_key).exists():
            raise Refused("Khóa này là của người khác; mỗi người dùng một máy riêng.")
        bodies = teller_bodies(by, locked)
        if any(bodies & teller_bodies(other.holder, locked) for other in others.select_related("holder")):
            raise Refused("Hội của anh/chị đã có người giữ khóa; mỗi hội một người.")
        key, _ = locked.teller_keys.update_or_create(holder=by, defaults={"public_key": public_key})
        mark = receipts.fingerprint(public_key.encode())
        record("teller_key.made", locked, what=f"{by} tạo khóa kiểm phiếu {mark}", by=by)
    return key


def _is_key(text: str) -> bool:
    """Whether a text is a public key that ballots can be sealed to, written in the one way."""
    if not KEY.fullmatch(text):
        return False
    raw = base64.urlsafe_b64decode(text + "=")
    try:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(raw))
    except ValueError:  # a point of low order
        return False
    return receipts.base64_of(raw) == text


def remove_key(key: TellerKey, *, by: User) -> None:
    """Take a key off the list, so that another teller can hold one."""
    with transaction.atomic():
        locked = key.conference.held_open()
        if locked.polls.open().exists():
            raise Refused("Đang có cuộc bỏ phiếu mở, không đổi khóa được.")
        record("teller_key.removed", locked, what=f"Bỏ khóa kiểm phiếu của {key.holder}", by=by)
        key.delete()


def cast_sealed(
    poll: Poll, association: Association, *, sealed: str, offered: set[int] | None = None
) -> SealedReceipt:
    """Put a ballot that its voter's device sealed on the board; the same text again gives the same receipt.

    `offered` are the nominees (associations) that the voter's page showed. Refused for a second ballot, for what is
    no sealed ballot, where a nominee has withdrawn since, and once the urn is shut.
    """
    with transaction.atomic():
        locked = poll.held_open(has_voted=association)
        mine = SealedBallot.objects.filter(right__poll=locked, right__association=association).first()
        if mine and mine.text == sealed:
            return _receipt(locked, mine)
        if not locked.is_kept_by_tellers or not locked.takes_ballots:
            raise Refused("Hòm phiếu đã khóa, không nhận phiếu nữa.")
        if not _is_sealed(sealed, len(locked.ballot_order)):
            raise Refused("Lá phiếu chưa được niêm phong đúng; hãy tải lại trang rồi đánh dấu lại.")
        if offered is not None and offered != {n.association_id for n in locked.standing_nominees()}:
            raise Refused(
                "Danh sách vừa thay đổi, có đơn vị rút tên. Phiếu chưa bỏ; hãy xem lại rồi đánh dấu lại."
            )
        if locked.sealed.filter(text=sealed).exists():
            raise Refused("Lá phiếu này đã có trong hòm.")
        locked.use_right(association)
        last = locked.sealed.last()
        head = last.head if last else receipts.text_digest(locked.opening)
        ballot = locked.sealed.create(
            right=VotingRight.objects.get(poll=locked, association=association),
            place=last.place + 1 if last else 1,
            text=sealed,
            head=receipts.next_head(head, receipts.text_digest(sealed)),
        )
    return _receipt(locked, ballot)


def _receipt(poll: Poll, ballot: SealedBallot) -> SealedReceipt:
    digest = receipts.text_digest(ballot.text)
    return receipts.sealed_receipt(
        poll.nonce, poll.opening, cast=ballot.place, digest=digest, head=ballot.head
    )


def _is_sealed(text: str, nominees: int) -> bool:
    """Whether a text has the form of a sealed ballot: a key and a box for each order of tellers, of one length."""
    key, *boxes = text.split(".")
    letters = _letters(OVERHEAD + nominees)
    box = re.compile(rf"[A-Za-z0-9_-]{{{letters}}}")
    return bool(KEY.fullmatch(key)) and len(boxes) == BOXES and all(map(box.fullmatch, boxes))


def _letters(length: int) -> int:
    """How many letters so many bytes are in base64 without its end marks."""
    return (length * 8 + 5) // 6


def shut_urn(poll: Poll, *, by: User, accept_missing: bool) -> None:
    """No more ballots: from now on the tellers open. Refused while ballots are missing and that was not accepted."""
    with transaction.atomic():
        locked = poll.held_open()
        if not locked.takes_ballots:
            raise Refused("Hòm phiếu đã khóa.")
        if mismatch := locked.mismatch():
            raise Refused(f"Không khóa được: {mismatch}")
        refuse_missing(locked, accept_missing=accept_missing)
        if not locked.sealed.exists():
            raise Refused("Chưa có lá phiếu nào; hãy hủy cuộc bỏ phiếu.")
        Poll.objects.filter(pk=locked.pk).update(sealed_at=timezone.now())
        record("poll.shut", locked, what=f"Khóa hòm phiếu {locked}: {locked.sealed.count()} lá phiếu", by=by)
        tell_key_holders(
            locked,
            by=by,
            step="shut",
            body="Hòm phiếu đã khóa; cần hai người giữ khóa mở, người này sau người kia.",
        )
    poll.refresh_from_db()


def number_of(poll: Poll, user: User) -> int:
    """Which teller of a vote this person is, 1 to 3, in the order of the opening; 0 where they hold no key."""
    holders = list(poll.conference.teller_keys.values_list("holder", flat=True))
    return holders.index(user.pk) + 1 if user.pk in holders else 0


def take_layer_off(poll: Poll, *, by: User, lists: dict[str, list[str]], unreadable: int) -> None:
    """What the first teller took the outer layer off and shuffled: for each other teller the ballots to open.

    Refused for who holds no key, before the urn is shut, and where ballots are missing. Another first teller, where
    a colleague could not go on, begins anew; who was the first when ballots could not be read is not the first again.
    """
    with transaction.atomic():
        locked, number = _held_shut(poll, by)
        doubted = _stripped(locked).get("doubted")
        if doubted == number:
            raise Refused(
                "Lần trước anh/chị mở lớp thứ nhất mà có lá không mở được; lần này mời người khác mở trước."
            )
        others = {str(n) for n in range(1, KEY_HOLDERS + 1)} - {str(number)}
        cast = locked.sealed.count()
        if set(lists) != others or any(len(rows) + unreadable != cast for rows in lists.values()):
            raise Refused("Số lá phiếu không khớp với hòm phiếu; hãy tải lại trang rồi mở lại.")
        stripped = {"first": number, "lists": lists, "unreadable": unreadable, "doubted": doubted}
        Poll.objects.filter(pk=locked.pk).update(stripped=json.dumps(stripped))
        record("poll.layer", locked, what=f"{locked}: {by} mở lớp thứ nhất và xáo phiếu", by=by)
        body = f"{by} đã mở lớp thứ nhất; cần một người giữ khóa khác mở lớp còn lại."
        tell_key_holders(locked, by=by, step=f"layer {number}", body=body)
    poll.refresh_from_db()


def _stripped(poll: Poll) -> dict:
    """What the first teller left: {"first", "lists", "unreadable", "doubted"}; empty while nobody has begun."""
    return json.loads(poll.stripped or "{}")


def ballots_to_open(poll: Poll, number: int) -> list[str]:
    """What the first teller left for this one."""
    return _stripped(poll)["lists"][str(number)]


def _held_shut(poll: Poll, by: User) -> tuple[Poll, int]:
    """The vote, held, and which teller this is. Refused before the urn is shut, and for who holds no key."""
    locked = poll.held_open()
    number = number_of(locked, by)
    if not number:
        raise Refused("Anh/chị không giữ khóa của cuộc bỏ phiếu này.")
    if locked.takes_ballots:
        raise Refused("Khóa hòm phiếu trước, rồi mới mở phiếu.")
    return locked, number


def open_ballots(poll: Poll, *, by: User, ballots: list[list[str]], unreadable: int) -> Vote:
    """What the second teller opened, as [code, marks], is counted and the vote closed, all at once or not at all.

    Where ballots could not be read, it is begun once more with another teller first: one teller cannot spoil a ballot
    alone. A ballot for more nominees than seats, or under a code that came before, does not count.
    """
    with transaction.atomic():
        conference = Conference.objects.select_related("bloc_year").get(pk=poll.conference_id)
        conference.held_open()
        locked, number = _held_shut(poll, by)
        stripped = _stripped(locked)
        if "first" not in stripped:
            raise Refused("Chưa có người mở lớp thứ nhất.")
        first = stripped["first"]
        if first == number:
            raise Refused("Người mở lớp thứ hai phải là người khác.")
        if unreadable < 0 or len(ballots) + unreadable != len(stripped["lists"][str(number)]):
            raise Refused("Số lá phiếu không khớp với hòm phiếu; hãy tải lại trang rồi mở lại.")
        lost = unreadable + stripped["unreadable"]
        is_doubted = bool(lost) and not stripped["doubted"]
        if is_doubted:
            Poll.objects.filter(pk=locked.pk).update(stripped=json.dumps({"doubted": first}))
            record(
                "poll.doubted", locked, what=f"{locked}: {lost} lá phiếu không mở được, mở lại từ đầu", by=by
            )
        else:
            valid, uncounted = _sorted_out(locked, ballots)
            opened = Opened((first, number), tuple(uncounted))
            vote = write_result(locked, conference, by=by, ballots=valid, opened=opened)
    if is_doubted:
        why = f"{lost} lá phiếu không mở được. Mở lại từ đầu một lần, người khác mở lớp thứ nhất"
        raise Refused(f"{why}; vẫn không mở được thì ghi là phiếu không hợp lệ.")
    poll.refresh_from_db()
    return vote


def _sorted_out(poll: Poll, ballots: list[list[str]]) -> tuple[dict[str, list[int]], list[tuple[str, str]]]:
    """({code: associations approved} of the ballots that count, (code, why) of the others)."""
    numbers = dict(poll.nominees.values_list("number", "association"))
    codes = [
        code for code, _ in ballots if CODE.fullmatch(code)
    ]  # PostgreSQL takes no NUL, which a voter may seal
    before = set(Ballot.objects.filter(code__in=codes).values_list("code", flat=True))
    valid: dict[str, list[int]] = {}
    uncounted: list[tuple[str, str]] = []
    for code, marks in ballots:
        is_well = CODE.fullmatch(code) and re.fullmatch(f"[01]{{{len(numbers)}}}", marks)
        approved = [numbers[n] for n, mark in enumerate(marks, 1) if mark == "1"] if is_well else []
        if not is_well or len(approved) > poll.seats:
            uncounted.append((code if CODE.fullmatch(code) else "", "form"))
        elif code in valid or code in before:
            uncounted.append((code, "again" if code in valid else "before"))
        else:
            valid[code] = sorted(approved)
    return valid, uncounted
