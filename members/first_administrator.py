"""The first person of an empty site: whoever has the key that was printed where the site was started."""

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from audit.log import record
from base.workflow import Refused

from .models import User

SALT = "members.first_administrator"
THERE_IS_ONE = "Trang này đã có người quản trị. Hãy đăng nhập."


def is_wanted() -> bool:
    """Whether nobody can sign in here yet."""
    return not User.objects.exists()


def first_key() -> str:
    """Twelve letters and digits, the same until SECRET_KEY changes."""
    return salted_hmac(SALT, "").hexdigest()[:12]


def is_right_key(key: str) -> bool:
    return constant_time_compare(key, first_key())


def make_first_administrator(*, full_name: str, email: str, password: str) -> User:
    """The administrator of the site. Refused once there is anybody."""
    with transaction.atomic():
        if not is_wanted():
            raise Refused(THERE_IS_ONE)
        user = User.objects.create_superuser(email, password, full_name=full_name)
        record("user.first_administrator", user, what=f"{user} là người quản trị đầu tiên", by=user)
    return user
