"""Who works for a province: named by its administrator, invited by letter."""

from django.db import transaction

from audit.log import record

from .models import Province, User


@transaction.atomic
def name_officer(
    province: Province, *, full_name: str, email: str, administers_province: bool, by: User
) -> User:
    """An officer of the province: somebody new, or somebody whose address is known already."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, full_name=full_name)
    user.province, user.administers_province = province, administers_province
    user.save(update_fields=["province", "administers_province"])
    part = "quản trị" if administers_province else "cán bộ"
    record("province.officer_named", province, what=f"{province}: {user} là {part} của tỉnh", by=by)
    return user
