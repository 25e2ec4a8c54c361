"""What we use of allauth that has no public name, for the version that tests/base/test_private_doors.py names."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.internal.ratelimit import consume

__all__ = ["consume", "get_authentication_records", "get_reauthentication_flows"]
