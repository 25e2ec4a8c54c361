"""Who may do what to associations and their people."""


def can_manage_officers(user, association) -> bool:
    """The association's own signatory invites its staff; administrators do the rest in the admin."""
    return user.signs_for(association.pk) or user.is_superuser


def can_see_officers(user, association) -> bool:
    return user.acts_for(association.pk) or user.is_province or user.is_superuser
