from django.apps import AppConfig


class Members(AppConfig):
    name = "members"
    verbose_name = "Hội và người dùng"

    def ready(self):
        from . import joining  # noqa: F401  connects its receiver
