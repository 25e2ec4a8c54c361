"""A new SECRET_KEY: second factors that the one of before encrypted are still read, while it is named."""

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management import CommandError, call_command

from audit.models import AuditEntry
from awards.models import Webhook
from members.sign_in.adapter import SecretsAtRest
from tests.factories import make_province, make_user


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


@pytest.mark.django_db
def test_after_the_rotation_the_key_of_before_can_go(settings, capsys):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the key of before", []
    sealed = SecretsAtRest().encrypt
    person = make_user(province=make_province())
    app = Authenticator.objects.create(user=person, type="totp", data={"secret": sealed("JBSWY3DPEHPK3PXP")})
    codes = {"seed": sealed("seed"), "migrated_codes": [sealed("12345678")], "used_mask": 1}
    codes = Authenticator.objects.create(user=person, type="recovery_codes", data=codes)
    passkey = Authenticator.objects.create(user=person, type="webauthn", data={"name": "Khóa"})
    webhook = Webhook(province=person.province, name="Hệ thống", url="https://tinh.example/", made_by=person)
    webhook.secret = "shared"
    webhook.save()

    settings.SECRET_KEY = "a new key"
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("rotate_keys")
    settings.SECRET_KEY_FALLBACKS = ["the key of before"]
    call_command("rotate_keys")

    assert "2 second factors and 1 webhook secrets" in capsys.readouterr().out
    assert AuditEntry.objects.filter(action="secrets.rotated").count() == 1
    settings.SECRET_KEY_FALLBACKS = []
    for row in (app, codes, passkey, webhook):
        row.refresh_from_db()
    opened = SecretsAtRest().decrypt
    assert opened(app.data["secret"]) == "JBSWY3DPEHPK3PXP"
    assert opened(codes.data["seed"]) == "seed" and opened(codes.data["migrated_codes"][0]) == "12345678"
    assert codes.data["used_mask"] == 1 and passkey.data == {"name": "Khóa"}
    assert webhook.secret == "shared"
