"""Letters to people. Each function is given objects and sends one message."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from base.text import one_line


def invitation_letter(officer, *, invited_by, site: str) -> tuple[str, str]:
    """(subject, body) that tells where to choose a password. `site` is the address of this site, without path."""
    user = officer.user
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, token = key.split("-", 1)
    link = site + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    context = {"officer": officer, "invited_by": invited_by, "link": link}
    subject = one_line(f"Mời tham gia: {officer.association.short_name}")
    return subject, render_to_string("emails/invitation.txt", context)


def invitation(officer, *, invited_by, site: str) -> None:
    """Send the invitation now."""
    subject, body = invitation_letter(officer, invited_by=invited_by, site=site)
    send_mail(subject, body, None, [officer.user.email])
