"""Telling people: in their inbox, by letter, and by the invitation with which they first come."""

from collections.abc import Iterable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from base.text import one_line

from .models.correction_request import CorrectionRequest
from .models.notice import SUBJECT, Letter, Notice, letter_text
from .models.people import Officer, User

DAY = 24 * 60 * 60  # seconds


def settle(topic: str, *begins: str) -> None:
    """What the notices with these beginnings of a key asked for is done: whoever has not read them need not."""
    matching = Q()
    for begin in begins:
        matching |= Q(key__startswith=begin)
    Notice.objects.unread().filter(matching, topic=topic).update(read_at=timezone.now())


def notify(
    people: Iterable[User],
    *,
    key: str,
    subject: str,
    url: str,
    body: str = "",
    urgent: bool = False,
    topic: str = "",
) -> int:
    """Tell each of these people once; how many were told now. Letters follow what each of them prefers."""
    count = 0
    subject = one_line(subject)[:SUBJECT]
    for person in people:
        with transaction.atomic():
            fields = {"topic": topic, "subject": subject, "body": body, "url": url, "is_urgent": urgent}
            notice, is_new = Notice.objects.get_or_create(to=person, key=key, defaults=fields)
            at_once = person.mail == User.Mail.AT_ONCE or (urgent and person.mail == User.Mail.DAILY)
            if is_new and at_once:
                text = letter_text(body, url)
                notice.letter = Letter.objects.create(to=person, subject=subject, body=text)
                notice.save(update_fields=["letter"])
        count += is_new
    return count


def password_link(user: User) -> str:
    """Where this person chooses a password, as a path of this site; good once, and for PASSWORD_RESET_TIMEOUT."""
    key = default_token_generator.make_token(user)
    kwargs = {"uidb36": user_pk_to_url_str(user), "key": key}
    return reverse("account_reset_password_from_key", kwargs=kwargs)


def invitation_letter(officer: Officer, *, invited_by: User) -> tuple[str, str]:
    """(subject, body) that tells where to choose a password."""
    link = settings.SITE_URL + password_link(officer.user)
    days = settings.PASSWORD_RESET_TIMEOUT // DAY
    context = {"officer": officer, "invited_by": invited_by, "link": link, "days": days}
    subject = one_line(f"Mời tham gia: {officer.association.short_name}")
    return subject, render_to_string("emails/invitation.txt", context)


def queue_invitation(officer: Officer, *, invited_by: User) -> Letter:
    """Put the invitation among the letters that leave next."""
    subject, body = invitation_letter(officer, invited_by=invited_by)
    return Letter.objects.create(to=officer.user, subject=subject, body=body, holds_key=True)


def queue_welcome(officer: User, *, invited_by: User) -> Letter:
    """Invite somebody of a province's standing agency; the letter leaves next."""
    context = {
        "officer": officer,
        "invited_by": invited_by,
        "link": settings.SITE_URL + password_link(officer),
    }
    context["days"] = settings.PASSWORD_RESET_TIMEOUT // DAY
    subject = one_line(f"Mời tham gia: {officer.province}")
    body = render_to_string("emails/invitation_province.txt", context)
    return Letter.objects.create(to=officer, subject=subject, body=body, holds_key=True)


def send_invitation(officer: Officer, *, invited_by: User) -> None:
    """Send the invitation now."""
    subject, body = invitation_letter(officer, invited_by=invited_by)
    send_mail(subject, body, None, [officer.user.email])


def tell_of_request(request: CorrectionRequest, administrators: Iterable[User]) -> None:
    """Somebody wants what is held of them put right."""
    notify(
        administrators,
        key=f"correction-request:{request.pk}",
        subject=f"{request.person} đề nghị sửa dữ liệu cá nhân",
        body=request.text,
        url=request.person.get_absolute_url(),
    )


def tell_of_reply(request: CorrectionRequest) -> None:
    """The person who asked is told the answer."""
    notify(
        [request.person],
        key=f"correction-reply:{request.pk}",
        subject="Quản trị đã trả lời đề nghị sửa dữ liệu của anh/chị",
        body=request.answer,
        url=reverse("own-data"),
    )
