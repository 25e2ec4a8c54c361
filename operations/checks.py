"""`manage.py check --deploy` says what of security level 2 is not so on this machine (docs/security.md)."""

from typing import Any

from django.conf import settings
from django.core.checks import Warning as Warned
from django.core.checks import register
from django.db import DatabaseError

from .security_level.line import Setting
from .security_level.lines import LINES


@register(deploy=True)
def check_level_2(**_: Any) -> list[Warned]:
    """One warning for each line of the level that a setting contradicts; none where SECURITY_LEVEL is below 2."""
    if settings.SECURITY_LEVEL < 2:
        return []
    decided = [line.setting for line in LINES if line.setting and line.setting.number]
    return [
        Warned(f"SECURITY_LEVEL=2, but {one.fault}.", hint=one.hint, id=f"operations.W{one.number}")
        for one in sorted(decided, key=lambda one: one.number)
        if not _is_met(one)
    ]


def _is_met(setting: Setting) -> bool:
    """What only the database could say counts as met before there is one: the check runs before `migrate`, too."""
    try:
        return setting.is_met()
    except DatabaseError:
        return True
