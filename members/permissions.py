"""Who may do what to associations and their people."""


def can_list_people(user) -> bool:
    """Administrators of the site and of a province."""
    return user.is_superuser or user.administers_province


def can_manage_person(user, person) -> bool:
    """Administrators of the site; of a province, for who belongs to no other and does not run the site."""
    if user.is_superuser:
        return True
    if not user.administers_province or person.is_superuser:
        return False
    return person.known_province_ids <= user.read_province_ids


def can_correct_address(user, person) -> bool:
    """An address typed wrongly, while nobody has come by it; later it is a way into the account."""
    return user.is_superuser or (can_manage_person(user, person) and person.last_login is None)


def can_write_association(user, association) -> bool:
    """Its names, its letterhead, where it is: the administrator of its province."""
    return user.administers(association.province_id)


def can_manage_officers(user, association) -> bool:
    """The association's own signatory invites its staff; administrators invite whom they name."""
    return user.signs_for(association.pk) or user.administers(association.province_id)


def can_see_officers(user, association) -> bool:
    return (
        user.acts_for(association.pk)
        or user.is_superuser
        or association.province_id in user.read_province_ids
    )
