from django.apps import AppConfig


class Operations(AppConfig):
    name = "operations"
    verbose_name = "Vận hành"
