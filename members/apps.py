from django.apps import AppConfig

from base import trigrams


class Members(AppConfig):
    name = "members"
    verbose_name = "Hội và người dùng"

    def ready(self):
        from .models import Association, User
        from .sign_in import idle, joining, log  # noqa: F401  connects their receivers

        trigrams.index(Association)
        trigrams.index(User, on_sqlite=False)
