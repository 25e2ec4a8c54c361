"""What tests of votes begin from."""

import pytest

from tests.factories import make_conference


@pytest.fixture
def conference(law):
    """Five members, four present, scores of 100, 99, 98, 97 and 96 locked."""
    return make_conference()
