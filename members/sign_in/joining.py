"""Who follows the link of an invitation and chooses a password has said yes to it."""

from allauth.account.signals import password_reset
from django.dispatch import receiver
from django.utils import timezone


@receiver(password_reset)
def came_by_the_link(sender, user, **kwargs):
    if user.last_login is None:
        user.officer_set.unanswered().update(accepted_at=timezone.now())
