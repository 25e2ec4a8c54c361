from django.apps import AppConfig
from django.core.checks import register


class Documents(AppConfig):
    name = "documents"
    verbose_name = "Văn bản đã ban hành"

    def ready(self) -> None:
        from .fonts import font_is_installed

        register(font_is_installed)
