"""The address a person signs in by."""

from allauth.account.models import EmailAddress

from members.models import User


def change_address(person: User, email: str) -> None:
    """From now on this address alone lets them in: allauth keeps addresses of its own, which would still do."""
    User.objects.filter(pk=person.pk).update(email=email)
    EmailAddress.objects.filter(user=person).delete()
    person.email = email
