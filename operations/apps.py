from django.apps import AppConfig


class Operations(AppConfig):
    name = "operations"
    verbose_name = "Vận hành"

    def ready(self):
        from . import checks  # noqa: F401 registers itself
