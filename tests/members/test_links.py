"""Links in letters lead where the site is, whatever host a request names."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories import make_association, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def several_names(settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://thidua.example", ["*"]


def test_the_link_for_a_new_password_is_not_led_elsewhere_by_a_forged_host(client):
    user = make_user()
    asked = {"email": user.email}
    client.post(reverse("account_reset_password"), asked, HTTP_HOST="xau.example")

    body = mail.outbox[0].body
    assert "https://thidua.example/accounts/password/reset/key/" in body and "xau.example" not in body
    link = next(word for word in body.split() if word.startswith("https://thidua.example/"))
    answer = client.get(link.removeprefix("https://thidua.example"), follow=True)
    assert answer.context["form"].fields.keys() == {"password1", "password2"}


def test_an_invitation_is_not_either(client):
    association = make_association()
    client.force_login(make_user(signs_for=association))
    invited = {
        "full_name": "Lê Thị Mai",
        "email": "mai@hoi.example",
        "position": "Chánh Văn phòng",
        "role": "editor",
    }
    client.post(reverse("members:officer-invite", args=[association.pk]), invited, HTTP_HOST="xau.example")

    (letter,) = mail.outbox
    assert "https://thidua.example/accounts/password/reset/key/" in letter.body
    assert "xau.example" not in letter.body
