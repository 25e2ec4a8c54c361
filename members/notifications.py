"""Telling people: in their inbox, by letter, and by the invitation with which they first come."""

from collections.abc import Iterable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from base.text import one_line

from .models.notice import SUBJECT, Letter, Notice, letter_text
from .models.people import Officer, User


def settle(topic: str, *begins: str) -> None:
    """What the notices with these beginnings of a key asked for is done: whoever has not read them need not."""
    asked = Q()
    for begin in begins:
        asked |= Q(key__startswith=begin)
    Notice.objects.unread().filter(asked, topic=topic).update(read_at=timezone.now())


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
    told = 0
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
        told += is_new
    return told


def invitation_letter(officer: Officer, *, invited_by: User, site: str) -> tuple[str, str]:
    """(subject, body) that tells where to choose a password. `site` is the address of this site, without path."""
    user = officer.user
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, token = key.split("-", 1)
    link = site + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    context = {"officer": officer, "invited_by": invited_by, "link": link}
    subject = one_line(f"Mời tham gia: {officer.association.short_name}")
    return subject, render_to_string("emails/invitation.txt", context)


def send_invitation(officer: Officer, *, invited_by: User, site: str) -> None:
    """Send the invitation now."""
    subject, body = invitation_letter(officer, invited_by=invited_by, site=site)
    send_mail(subject, body, None, [officer.user.email])
