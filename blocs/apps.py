from django.apps import AppConfig


class Blocs(AppConfig):
    name = "blocs"
    verbose_name = "Khối thi đua"
