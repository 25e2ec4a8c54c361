from django.apps import AppConfig


class Config(AppConfig):
    name = "config"
    verbose_name = "Hệ thống"
