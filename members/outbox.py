"""Sending what waits: letters one by one, and once a morning what is gathered for a person."""

import datetime
import logging
import smtplib

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from base.workflow import claim_first

from .models import Letter, Notice, User
from .models.notice import TRIES, WAIT, letter_text

FORGOTTEN = "Nội dung có đường dẫn riêng của người nhận, đã xóa sau khi gửi."
MORNING = datetime.time(7)
UNWRITABLE = "Không lập được thư."
PERHAPS_SENT = "Lỗi giữa chừng, không rõ thư đã đi chưa."
log = logging.getLogger(__name__)


def send_waiting() -> int:
    """Send the letters whose time has come, oldest first; how many went out.

    Two of these at once never take the same letter.
    """
    sent = 0
    while letter := _claim():
        sent += _send(letter)
    return sent


def _claim() -> Letter | None:
    """The next letter, marked as being sent before anything leaves."""
    due = Letter.objects.filter(state=Letter.State.WAITING, next_try_at__lte=timezone.now())
    pk = claim_first(due.order_by("next_try_at", "pk"), state=Letter.State.SENDING)
    return Letter.objects.select_related("to").get(pk=pk) if pk else None


REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)  # the server's own no


def _send(letter: Letter) -> bool:
    mine = Letter.objects.filter(pk=letter.pk)
    connection = get_connection()
    message = EmailMessage(letter.subject, letter.body, to=[letter.to.email], connection=connection)
    try:
        message.message()  # an address or a subject that no letter can have is found here
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        return _again(letter, error)
    except Exception as error:
        return _given_up(letter, UNWRITABLE, error)
    try:
        message.send()
    except REFUSED as error:
        return _again(letter, error)
    except Exception as error:  # it may have left, so it is not sent again by itself
        return _given_up(letter, PERHAPS_SENT, error)
    finally:
        connection.close()
    mine.update(state=Letter.State.SENT, sent_at=timezone.now(), tries=letter.tries + 1, error="")
    mine.filter(holds_key=True).update(body=FORGOTTEN)
    return True


def _given_up(letter: Letter, why: str, error: Exception) -> bool:
    """Shown as failed, with the reason, and not tried again."""
    log.error("letter %s: %s", letter.pk, why, exc_info=error)
    reason = f"{why} {error}"[:300]
    Letter.objects.filter(pk=letter.pk).update(
        state=Letter.State.FAILED, tries=letter.tries + 1, error=reason
    )
    return False


def _again(letter: Letter, error: Exception) -> bool:
    """It certainly did not leave: later again, until it is given up."""
    tries = letter.tries + 1
    state = Letter.State.FAILED if tries >= TRIES else Letter.State.WAITING
    next_try_at = timezone.now() + WAIT * 2 ** (tries - 1)
    log.warning("letter %s not sent, try %s: %s", letter.pk, tries, type(error).__name__)
    Letter.objects.filter(pk=letter.pk).update(
        state=state, tries=tries, next_try_at=next_try_at, error=str(error)[:300]
    )
    return False


def gather_digests() -> int:
    """One letter for each person who wants one a morning and has untold notices from before it; how many."""
    now = timezone.localtime()
    morning = now.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    if now < morning:
        return 0
    waiting = Notice.objects.unread().filter(letter=None, created_at__lt=morning, to__mail=User.Mail.DAILY)
    people = User.objects.filter(pk__in=waiting.values("to"), is_active=True)
    return sum(_digest(person, waiting.filter(to=person)) for person in people)


def _digest(person: User, waiting) -> bool:
    with transaction.atomic():
        notices = list(waiting.select_for_update(of=("self",), skip_locked=True).order_by("pk"))
        if not notices:
            return False
        subject = notices[0].subject if len(notices) == 1 else f"{len(notices)} việc ở khối thi đua"
        body = "\n".join(letter_text(f"- {n.subject}\n{n.body}".strip(), n.url) for n in notices)
        letter = Letter.objects.create(to=person, subject=subject, body=body)
        Notice.objects.filter(pk__in=[n.pk for n in notices]).update(letter=letter)
    return True
