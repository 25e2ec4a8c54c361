"""A new SECRET_KEY: second factors that the one of before encrypted are still read, while it is named."""

import pytest
from cryptography.fernet import InvalidToken

from members.sign_in.adapter import SecretsAtRest

pytestmark = pytest.mark.screens  # not of the database


def test_a_second_factor_outlives_the_key_it_was_encrypted_with(settings):
    settings.SECRET_KEY = "the key of before"
    kept = SecretsAtRest().encrypt("JBSWY3DPEHPK3PXP")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", ["the key of before"]
    assert SecretsAtRest().decrypt(kept) == "JBSWY3DPEHPK3PXP"
    anew = SecretsAtRest().encrypt("JBSWY3DPEHPK3PXP")

    settings.SECRET_KEY_FALLBACKS = []
    assert SecretsAtRest().decrypt(anew) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(InvalidToken):
        SecretsAtRest().decrypt(kept)
