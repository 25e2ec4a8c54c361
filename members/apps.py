from django.apps import AppConfig


class Members(AppConfig):
    name = "members"
    verbose_name = "Hội và người dùng"

    def ready(self):
        from .sign_in import idle, joining, log  # noqa: F401  connects their receivers
