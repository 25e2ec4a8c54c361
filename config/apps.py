from django.apps import AppConfig


class Config(AppConfig):
    name = "config"
    verbose_name = "Hệ thống"

    def ready(self):
        from . import idle, sign_in_log  # noqa: F401  connects their receivers
