"""Who may do what to associations and their people."""


def can_manage_officers(user, association) -> bool:
    """The association's own signatory invites its staff; administrators invite whom they name."""
    return user.signs_for(association.pk) or user.administers(association.province_id)


def can_see_officers(user, association) -> bool:
    return (
        user.acts_for(association.pk)
        or user.is_superuser
        or association.province_id in user.read_province_ids
    )
