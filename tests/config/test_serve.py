"""What bin/run starts, where it must not start."""

import pytest
from django.core.management import CommandError, call_command

from members.models import User

pytestmark = pytest.mark.django_db


def test_the_demo_and_its_published_password_come_onto_no_public_site(settings):
    settings.HTTPS = True

    with pytest.raises(CommandError, match="createsuperuser"):
        call_command("serve")
    assert not User.objects.exists()
