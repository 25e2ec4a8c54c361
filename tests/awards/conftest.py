"""What tests of votes begin from."""

import copy

import pytest

from tests.factories import make_conference

from .sealing_case import begin_sealed, make_tellers


@pytest.fixture(scope="module")
def conference_of_the_module(law, made_once):
    return made_once(make_conference)


@pytest.fixture
def conference(conference_of_the_module):
    """Five members, four present, scores of 100, 99, 98, 97 and 96 locked, everything but the votes."""
    return copy.deepcopy(conference_of_the_module)


@pytest.fixture
def tellers(conference):
    """Three of them with their keys."""
    return make_tellers(conference)


@pytest.fixture
def poll(conference, tellers):
    """A vote between three members, whose urn the tellers keep."""
    return begin_sealed(conference, *conference.bloc_year.bodies[:3])
