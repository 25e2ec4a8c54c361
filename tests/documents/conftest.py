"""What tests of issued papers begin from."""

import pytest
from django.core.cache import cache

from blocs.models import BlocYear
from members.models import User


@pytest.fixture
def quiet_cache():
    cache.clear()


@pytest.fixture
def year():
    return BlocYear.objects.with_parties().get(year=2023)


@pytest.fixture
def secretary(year):
    """The demo's year is handed over; here its secretary still writes."""
    year.milestones.filter(kind="handed_over").update(done_at=None, done_by=None)
    year.proposals.update(state="draft", filed_at=None, filed_by=None)
    return User.objects.get(email__startswith="soan.nct@")
