from django.apps import AppConfig


class Base(AppConfig):
    name = "base"
    verbose_name = "Nền chung"
