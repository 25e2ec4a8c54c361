from django.apps import AppConfig
from django.core.checks import register

from base import trigrams


class Documents(AppConfig):
    name = "documents"
    verbose_name = "Văn bản đã ban hành"

    def ready(self) -> None:
        from .fonts import font_is_installed
        from .models import IssuedDocument

        trigrams.index(IssuedDocument)
        register(font_is_installed)
