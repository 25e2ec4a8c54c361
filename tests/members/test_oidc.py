"""Sign-in by the province's own provider, against one that runs on this machine."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings as configured
from django.urls import reverse

from members.models import User
from tests.factories import make_user

from .oidc_provider import Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    found = Provider()
    app = configured.OIDC_APP | {
        "name": "Tài khoản tỉnh Quảng Trị",
        "client_id": "khoithidua",
        "secret": "bi-mat",
        "settings": {"server_url": found.url},
    }
    own = configured.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": own | {"APPS": [app]}}
    yield found
    found.stop()


@pytest.fixture
def known(provider):
    """Somebody with an account here, for whom the provider vouches."""
    provider.person["email"] = "soan@hoi.example"
    return make_user(email="soan@hoi.example")


def come_back(client, provider, **changes):
    """Go to the provider and come back, as a browser does."""
    sent = client.post(reverse("openid_connect_login", args=["oidc"]))
    asked = parse_qs(urlsplit(sent.url).query)
    provider.claims = {"nonce": asked["nonce"][0]} | provider.claims
    answer = {"code": "c", "state": asked["state"][0]} | changes
    return asked, client.get(reverse("openid_connect_callback", args=["oidc"]), answer)


def test_whoever_is_known_here_by_a_vouched_address_comes_in(client, provider):
    user = make_user(email="soan@hoi.example")
    provider.person["email"] = "soan@hoi.example"
    assert "Đăng nhập bằng Tài khoản tỉnh Quảng Trị" in client.get(reverse("account_login")).content.decode()

    asked, answer = come_back(client, provider)

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert asked["code_challenge_method"] == ["S256"]
    assert provider.asked[0]["client_secret"] == "bi-mat" and provider.asked[0]["code_verifier"]


@pytest.mark.parametrize(
    ("email", "is_verified"), [("soan@hoi.example", False), ("nguoi-la@hoi.example", True), ("", True)]
)
def test_nobody_else_comes_in_and_nobody_signs_up(client, provider, email, is_verified):
    make_user(email="soan@hoi.example")
    provider.person |= {"email": email, "email_verified": is_verified}

    _, answer = come_back(client, provider)

    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1
    if answer.status_code == 302:
        answer = client.get(answer.url)
    assert "Không tự đăng ký được" in answer.content.decode()


def test_who_has_a_second_factor_here_is_asked_for_it_after_the_provider(client, provider, known):
    TOTP.activate(known, "JBSWY3DPEHPK3PXP")

    _, answer = come_back(client, provider)

    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session and client.get("/").status_code == 302


def test_an_answer_that_was_not_asked_for_is_refused(client, provider):
    make_user(email="soan@hoi.example")
    provider.person["email"] = "soan@hoi.example"

    _, answer = come_back(client, provider, state="khac")

    assert "_auth_user_id" not in client.session
    assert "Chưa đăng nhập được" in answer.content.decode()


def test_a_locked_account_stays_locked(client, provider):
    make_user(email="soan@hoi.example", is_active=False)
    provider.person["email"] = "soan@hoi.example"

    come_back(client, provider)
    assert "_auth_user_id" not in client.session


def test_without_a_provider_nothing_is_offered(client):
    assert "Đăng nhập bằng Tài khoản" not in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse("openid_connect_login", args=["oidc"])).status_code == 404


def test_the_first_time_costs_nobody_their_password(client, provider):
    user = make_user(email="soan@hoi.example")
    user.set_password("mat-khau-that-dai")
    user.save()
    provider.person["email"] = "soan@hoi.example"
    come_back(client, provider)

    user.refresh_from_db()
    assert user.check_password("mat-khau-that-dai")


def test_a_provider_that_is_away_is_said(client, provider):
    provider.stop()

    answer = client.post(reverse("openid_connect_login", args=["oidc"]))
    assert answer.status_code == 503 and "Chưa đăng nhập được" in answer.content.decode()


def is_refused(client, provider) -> bool:
    _, answer = come_back(client, provider)
    return "_auth_user_id" not in client.session and "Chưa đăng nhập được" in answer.content.decode()


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "khac"},
        {"nonce": None},
        {"iss": "https://ke-khac.example"},
        {"aud": "ung-dung-khac"},
        {"exp": 1},
        {"sub": "43"},
    ],
    ids=lambda claims: " ".join(f"{k} {v}" for k, v in claims.items()),
)
def test_an_id_token_that_is_wrong_in_one_point_opens_nothing(client, provider, known, claims):
    provider.claims = claims

    assert is_refused(client, provider)


@pytest.mark.parametrize("how", ["another key", "a shared secret", "unsigned"])
def test_an_id_token_that_the_provider_did_not_sign_opens_nothing(client, provider, known, how):
    if how == "another key":
        provider.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    else:
        provider.alg, provider.signs_with = (
            ("HS256", "x" * 32) if how == "a shared secret" else ("none", None)
        )

    assert is_refused(client, provider)


def test_without_an_id_token_nobody_comes_in(client, provider, known):
    provider.token = lambda: {"access_token": "t", "token_type": "Bearer"}

    assert is_refused(client, provider)


def test_a_provider_that_points_elsewhere_is_not_followed(client, provider, known):
    provider.moved = True

    assert is_refused(client, provider)


@pytest.fixture
def broker(provider, known, settings):
    """The province's broker before VNeID: it vouches for a person and says how surely it knows who that is."""
    settings.OIDC_ACR_VALUES = ["vneid-2", "vneid-3"]
    provider.person |= {"sub": "9f1c0a52", "name": "Nguyễn Văn A", "phone_number": "0912345678"}
    return provider


def test_a_person_whom_the_broker_knows_surely_comes_in(client, broker, known):
    broker.claims = {"acr": "vneid-2"}
    asked, answer = come_back(client, broker)

    assert asked["acr_values"] == ["vneid-2 vneid-3"]
    assert answer.status_code == 302 and client.session["_auth_user_id"] == str(known.pk)


@pytest.mark.parametrize("acr", ["vneid-1", None, "", ["vneid-2"]])
def test_a_person_whom_the_broker_does_not_know_surely_enough_does_not(client, broker, acr):
    broker.claims = {"acr": acr}

    assert is_refused(client, broker)
