from django.apps import AppConfig


class Config(AppConfig):
    """Has no models any more; its migrations made the tables of the log, which `audit` has taken over."""

    name = "config"
    verbose_name = "Hệ thống"
