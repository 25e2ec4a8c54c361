from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Base(AppConfig):
    name = "base"
    verbose_name = "Nền chung"

    def ready(self) -> None:
        from .trigrams import make_indexes

        post_migrate.connect(make_indexes)
