"""manage.py rotate_keys: what lies encrypted under a key of before, encrypted under the one of now."""

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError

from operations.key_rotation import rotate_keys


class Command(BaseCommand):
    help = "Encrypt second factors and webhook secrets under SECRET_KEY; then SECRET_KEY_FALLBACKS can go."

    def handle(self, **options):
        try:
            factors, webhooks = rotate_keys()
        except InvalidToken as error:
            raise CommandError(
                "No key opens one of the secrets: name the key of before in SECRET_KEY_FALLBACKS. Nothing was changed."
            ) from error
        self.stdout.write(
            f"{factors} second factors and {webhooks} webhook secrets encrypted under SECRET_KEY."
        )
